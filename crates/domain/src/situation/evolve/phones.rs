//! How it changes who holds a shared phone, and whose its messages are.

use crate::id::{MessageId, PersonId, TicketNumber};
use crate::message::{Kind, Subject};
use crate::phone::{Credited, Held, Holder};
use crate::request::Actor;
use crate::situation::Situation;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn hold_phone(&mut self, held: &Held) {
        let directory = Arc::make_mut(&mut self.directory);
        let known = directory.people.get_mut(&held.phone);
        let Some(shared) = known.and_then(|known| known.shared.as_mut()) else { return };
        let holder = |by: &PersonId| Holder { by: by.clone(), since: held.since, until: held.until };
        // What came late, or in an import, says nothing of who said so since.
        let is_late = |known: &Holder| held.message.is_some() && held.since < known.since;
        if !shared.holder.as_ref().is_some_and(is_late) {
            shared.holder = held.by.as_ref().map(holder);
        }
        self.touched.people.insert(held.phone.clone());
        // Whoever says who they are says it in their own name.
        if let Some(heard) = held.message.as_ref().and_then(|message| self.messages.get_mut(message)) {
            heard.sender.clone_from(held.by.as_ref().unwrap_or(&held.phone));
            self.touched.messages.insert(heard.id.clone());
        }
    }

    pub(super) fn credit(&mut self, credited: &Credited) {
        let Some(heard) = self.messages.get_mut(&credited.message) else { return };
        heard.sender.clone_from(&credited.to);
        self.touched.messages.insert(credited.message.clone());
        let (sent_at, is_report) =
            (heard.sent_at, heard.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Issue));
        match heard.meaning.as_ref().and_then(|meaning| meaning.about.clone()) {
            Some(Subject::Ticket(number)) => self.credit_ticket(number, credited, sent_at, is_report),
            Some(Subject::Task(task, Some(day))) => {
                let key = (task, day);
                let Some(due) = self.occurrences.get_mut(&key) else { return };
                for visit in due.visits.iter_mut().filter(|visit| visit.message == credited.message) {
                    visit.by.clone_from(&credited.to);
                }
                for tick in due.ticks.iter_mut().filter(|tick| tick.message == credited.message) {
                    tick.by.clone_from(&credited.to);
                }
                if let Some((by, at)) = due.handover.as_mut().and_then(|handover| handover.taken.as_mut())
                    && *at == sent_at
                    && *by == Actor::Person(credited.before.clone())
                {
                    *by = Actor::Person(credited.to.clone());
                }
                self.touched.occurrences.insert(key);
            }
            Some(Subject::Task(_, None)) | None => {}
        }
    }

    /// Whose report it is, and whose claim. Who owns the ticket is another matter.
    fn credit_ticket(&mut self, number: TicketNumber, credited: &Credited, sent_at: Instant, is_report: bool) {
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        let is_opening = |opening: &MessageId| *opening == credited.message;
        if is_opening(&ticket.opening) {
            ticket.reporter.clone_from(&credited.to);
        } else if let Some(at) = ticket.voices.iter().position(|voice| *voice == credited.before).filter(|_| is_report)
        {
            if ticket.voices.contains(&credited.to) {
                ticket.voices.remove(at);
            } else if let Some(voice) = ticket.voices.get_mut(at) {
                voice.clone_from(&credited.to);
            }
        }
        if ticket.claimant.as_ref() == Some(&credited.before) && ticket.resolved_at == Some(sent_at) {
            ticket.claimant = Some(credited.to.clone());
        }
        self.touched.tickets.insert(number);
    }
}
