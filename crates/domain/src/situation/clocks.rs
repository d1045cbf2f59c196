//! How each event moves the clocks of tickets.

use super::Situation;
use crate::agreement::Target;
use crate::choice::Help;
use crate::clock::{Course, Lapsed, Rest, reckon};
use crate::directory::Directory;
use crate::event::Event;
use crate::id::{MessageId, PersonId, TicketNumber};
use crate::ladder::{Cause, Climb};
use crate::message::{Form, Heard, Interpretation, Kind, Reader, Subject};
use crate::order::Order;
use crate::pass::has_job;
use crate::policy::ladder;
use crate::ticket::{HoldReason, Stage, Ticket};
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    /// Takes in what an event means for clocks, after it changed everything else.
    pub(super) fn keep_time(&mut self, at: Instant, event: &Event) {
        if let Some((number, said_at)) = self.answered_by(event) {
            self.acknowledge(number, said_at);
        }
        match event {
            Event::TargetWarned(Lapsed { ticket, target, .. }) => self.mark(*ticket, *target, None),
            Event::TargetMissed(Lapsed { ticket, target, due_at }) => self.mark(*ticket, *target, Some(*due_at)),
            Event::MessageInterpreted { message, meaning } => self.hear_of(message, meaning),
            Event::PledgeMade(_)
            | Event::PledgeKept(_)
            | Event::MessageCredited(_)
            | Event::RungClimbed(_)
            | Event::RepairFailed(_)
            | Event::CauseSought(_)
            | Event::JobOffered(_)
            | Event::JobUntaken(_) => {}
            event => {
                if let Some(number) = event.ticket() {
                    self.move_on(number, at, event);
                }
            }
        }
    }

    /// Works out the clocks of a ticket under what holds now.
    pub fn reckon(&self, ticket: &mut Ticket) {
        reckon(ticket, &self.directory, &self.zone);
    }

    /// Works out every clock in mind, when what holds has changed.
    pub(super) fn reckon_all(&mut self) {
        let directory = Arc::clone(&self.directory);
        for ticket in self.tickets.values_mut().filter(|ticket| ticket.stage.is_open()) {
            reckon(ticket, &directory, &self.zone);
            self.touched.tickets.insert(ticket.number);
        }
        self.touched.terms = true;
    }

    fn move_on(&mut self, number: TicketNumber, at: Instant, event: &Event) {
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        let (rest, shown) = rest(ticket, event);
        let names_proof = matches!(event, Event::TicketHeld { is_shown: true, .. });
        let pause = ticket.course.pauses.last_mut().filter(|pause| pause.until.is_none() && Some(pause.rest) == rest);
        match pause {
            // It waits since it began to, whenever that was shown.
            Some(pause) if names_proof => pause.message = shown,
            pause => {
                // What does not say why work waits leaves the message that does.
                let message = shown.or_else(|| pause.and_then(|pause| pause.message.clone()));
                ticket.course.turn(at, rest, message.as_ref());
            }
        }
        if moves_work(event) {
            update(ticket, at);
        }
        super::pledges::settle(ticket, at, event);
        // A fix that is confirmed was made, also where nobody claimed it.
        if matches!(
            event,
            Event::TicketStarted { message: None, .. } | Event::TicketResolved { .. } | Event::TicketVerified { .. }
        ) {
            ticket.course.attended_at = ticket.course.attended_at.or(Some(at));
        }
        reckon(ticket, &self.directory, &self.zone);
        self.touched.tickets.insert(number);
    }

    /// Whoever works on a ticket gives news by speaking of it, and is there when a picture, a pin or a word says so.
    fn hear_of(&mut self, message: &MessageId, meaning: &Interpretation) {
        let (Some(Subject::Ticket(number)), Some(heard)) = (&meaning.about, self.messages.get(message)) else { return };
        let Some(ticket) = self.tickets.get(number) else { return };
        let (answered, works) = (self.answers(ticket, heard, meaning), self.works_on(ticket, &heard.sender));
        let owns = has_job(&self.directory, ticket, &heard.sender);
        let Some(ticket) = self.tickets.get_mut(number) else { return };
        let said_at = heard.sent_at;
        if answered.contains(&Target::Update) {
            update(ticket, said_at);
        }
        if answered.contains(&Target::Acknowledge) {
            ticket.acknowledged_at = ticket.acknowledged_at.or(Some(said_at));
        }
        if works {
            super::pledges::note_word(ticket, heard, meaning.kind);
        }
        if answered.contains(&Target::Attend) {
            ticket.course.attended_at = ticket.course.attended_at.or(Some(said_at));
        }
        if owns && answered.contains(&Target::Attend) {
            let zone = self.directory.zone(ticket.site.as_ref(), &self.zone);
            ticket.course.attend(said_at, ticket.assignee.clone().as_ref(), zone);
        }
        reckon(ticket, &self.directory, &self.zone);
        self.touched.tickets.insert(*number);
    }

    /// Which targets of a ticket a message about it answers, by who says it and what it shows.
    pub(crate) fn answers(&self, ticket: &Ticket, heard: &Heard, meaning: &Interpretation) -> Vec<Target> {
        let (owns, works) = (has_job(&self.directory, ticket, &heard.sender), self.works_on(ticket, &heard.sender));
        let is_staff = works || self.directory.role(&heard.sender).leads() || heard.sender.is_house();
        let is_word = is_staff && !self.directory.told_us(ticket, &heard.sender) && meaning.kind != Kind::Issue;
        // Who asks for news gives none; who has what they reported does.
        let is_news = owns && meaning.kind != Kind::Issue || is_word && (works || meaning.kind != Kind::Question);
        // A question is an answer too; what was said before the report is none, nor what was told to us.
        let to_us = matches!(&meaning.by, Reader::Embedded(rules) if rules == Order::RULES);
        let is_answer = is_word && heard.sent_at >= ticket.opened_at && !to_us;
        let is_presence = works && shows_presence(heard, meaning.kind);
        let answered = [(Target::Acknowledge, is_answer), (Target::Attend, is_presence), (Target::Update, is_news)];
        answered.into_iter().filter(|(_, is)| *is).map(|(target, _)| target).collect()
    }

    /// Whether somebody has a ticket, works for the company that has it, or does such work.
    pub(crate) fn works_on(&self, ticket: &Ticket, person: &PersonId) -> bool {
        has_job(&self.directory, ticket, person) || self.directory.role(person).does_work()
    }

    /// Which ticket an answer that was chosen acknowledges, and since when: whoever did not tell us of it says when they come, or
    /// that they need help.
    pub(crate) fn answered_by(&self, event: &Event) -> Option<(TicketNumber, Instant)> {
        let (number, by, message) = match event {
            Event::PledgeMade(pledge) if !pledge.is_limit => (pledge.ticket, &pledge.by, &pledge.message),
            Event::HelpAsked(Help { about: Subject::Ticket(number), by, message }) => (*number, by, message),
            _ => return None,
        };
        let (ticket, heard) = (self.tickets.get(&number)?, self.messages.get(message)?);
        let is_answer = heard.sent_at >= ticket.opened_at && !self.directory.told_us(ticket, by);
        is_answer.then_some((number, heard.sent_at))
    }

    fn acknowledge(&mut self, number: TicketNumber, said_at: Instant) {
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        ticket.acknowledged_at = ticket.acknowledged_at.or(Some(said_at));
        reckon(ticket, &self.directory, &self.zone);
        self.touched.tickets.insert(number);
    }

    /// What was promised about two tickets of one incident counts from the first report, and what was answered or missed
    /// of one of them was of both.
    pub(super) fn join_clocks(&mut self, merged: TicketNumber, into: TicketNumber) {
        let Some(mut kept) = self.tickets.remove(&into) else { return };
        if let Some(merged) = self.tickets.get(&merged).filter(|merged| merged.merged_into == Some(into)) {
            let first = |a: Option<Instant>, b: Option<Instant>| a.into_iter().chain(b).min();
            let times = |ticket: &Ticket| (ticket.opened_at, ticket.acknowledged_at, ticket.course.attended_at);
            let before = times(&kept);
            kept.course.wait_before(kept.opened_at, &merged.course);
            kept.opened_at = kept.opened_at.min(merged.opened_at);
            kept.acknowledged_at = first(kept.acknowledged_at, merged.acknowledged_at);
            kept.course.attended_at = first(kept.course.attended_at, merged.course.attended_at);
            kept.course.join_promises(&merged.course);
            kept.course.join_attendances(&merged.course, self.directory.zone(kept.site.as_ref(), &self.zone));
            let overdue_at = ladder::overdue(&kept).map(|(_, due_at)| due_at);
            let is_owed = |cause: Cause, climb: &Climb| cause != Cause::Overdue || Some(climb.since) == overdue_at;
            // Nobody is told again of what they were told of the other, where both count from the same.
            for cause in [Cause::Unowned, Cause::Overdue] {
                let of = |ticket: &Ticket| {
                    let Course { climbs, rested, .. } = &ticket.course;
                    climbs.get(&cause).or(rested.get(&cause)).copied()
                };
                let both = of(&kept).into_iter().chain(of(merged)).filter(|climb| is_owed(cause, climb));
                let furthest = both.min_by_key(|climb| (climb.since, std::cmp::Reverse(climb.steps)));
                kept.course.climbs.extend(furthest.map(|climb| (cause, climb)));
            }
            // What was answered stands by the terms of that moment, unless it counts from another one now.
            if times(&kept) != before {
                kept.course.promises.values_mut().for_each(|promise| promise.settled = None);
            }
            reckon(&mut kept, &self.directory, &self.zone);
        }
        self.tickets.insert(into, kept);
    }

    fn mark(&mut self, number: TicketNumber, target: Target, missed: Option<Instant>) {
        let Some(ticket) = self.tickets.get_mut(&number) else { return };
        let promise = ticket.course.promises.entry(target).or_default();
        match missed {
            Some(due_at) => promise.miss(target, due_at),
            None => promise.is_warned = true,
        }
        reckon(ticket, &self.directory, &self.zone);
        self.touched.tickets.insert(number);
    }
}

/// Whether an event changes what is promised: the hours, the zone they are read in, or whose contract it is.
pub(super) fn sets_terms(known: &Directory, event: &Event) -> bool {
    match event {
        Event::CalendarDefined { .. } | Event::AgreementDefined { .. } | Event::LadderDefined(_) => true,
        Event::SiteDefined { site } => known.sites.get(&site.id).is_some_and(|before| before.zone != site.zone),
        Event::PersonDefined { person, vendor, .. } => {
            known.people.get(person).is_some_and(|before| before.vendor != *vendor)
        }
        _ => false,
    }
}

fn update(ticket: &mut Ticket, at: Instant) {
    if ticket.course.updated_at >= Some(at) {
        return;
    }
    ticket.course.updated_at = Some(at);
    if let Some(promise) = ticket.course.promises.get_mut(&Target::Update) {
        promise.hear_news(at);
    }
}

/// Why nothing is owed of a ticket as it stands, and the message by which an event shows it.
fn rest(ticket: &Ticket, event: &Event) -> (Option<Rest>, Option<MessageId>) {
    let shown = match event {
        Event::TicketHeld { message, .. } => message.clone(),
        Event::QuoteAnswered(_) if ticket.hold == Some(HoldReason::Approval) => {
            ticket.course.quote.as_ref().map(|quote| quote.message.clone())
        }
        // What waited for something else before waits for it again, by the same proof.
        Event::QuoteGiven(_) | Event::QuoteAnswered(_) => {
            let held = ticket.hold.map(Rest::Held);
            let before = ticket.course.pauses.iter().rfind(|pause| Some(pause.rest) == held);
            before.and_then(|pause| pause.message.clone())
        }
        _ => None,
    };
    let rest = match ticket.stage {
        Stage::OnHold => ticket.hold.map(Rest::Held),
        Stage::Resolved | Stage::Verified | Stage::Closed => Some(Rest::Claimed),
        Stage::Merged | Stage::Cancelled => Some(Rest::PutAway),
        Stage::Reported | Stage::Classified | Stage::Assigned | Stage::InProgress | Stage::Reopened => None,
    };
    (rest, shown)
}

/// Whether an event is somebody's step towards the fix, which is news.
fn moves_work(event: &Event) -> bool {
    matches!(
        event,
        Event::TicketAssigned { .. }
            | Event::TicketStarted { .. }
            | Event::TicketHeld { .. }
            | Event::TicketResolved { .. }
            | Event::TicketVerified { .. }
    )
}

/// Whether a message shows that its sender is there: it says so, or it shows the place. Whoever reports or sends somebody is
/// not at work there.
fn shows_presence(heard: &Heard, kind: Kind) -> bool {
    match kind {
        Kind::Checkin => true,
        Kind::Issue | Kind::Assign => false,
        Kind::Task
        | Kind::Progress
        | Kind::Resolved
        | Kind::Verified
        | Kind::Reopened
        | Kind::Evidence
        | Kind::Question
        | Kind::Chatter => heard.form.is_evidence() || heard.form == Form::Location,
    }
}
