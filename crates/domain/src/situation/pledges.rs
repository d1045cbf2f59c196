//! How times that people give, steps of ladders, and offers to those on call change what is known of a ticket.

use super::Situation;
use crate::clock::reckon;
use crate::duty::{Call, Offered, Untaken};
use crate::event::Event;
use crate::ladder::Climbed;
use crate::message::{Heard, Kind};
use crate::ticket::{Stage, Ticket};
use crate::time::Instant;

impl Situation {
    pub(super) fn evolve_pledges(&mut self, event: &Event) {
        let Some(ticket) = event.ticket().and_then(|number| self.tickets.get_mut(&number)) else { return };
        match event {
            Event::PledgeMade(pledge) => ticket.course.pledge = Some(pledge.clone()),
            Event::PledgeKept(_) => ticket.course.pledge = None,
            Event::RungClimbed(climbed) => climb(ticket, climbed),
            Event::JobOffered(offered) => ask(ticket, offered),
            Event::JobUntaken(untaken) => give_up(ticket, untaken),
            _ => return,
        }
        reckon(ticket, &self.directory, &self.zone);
        self.touched.tickets.insert(ticket.number);
    }
}

fn ask(ticket: &mut Ticket, offered: &Offered) {
    let duty = offered.duty.clone();
    let known = ticket.course.call.take().filter(|known| known.duty == duty);
    let mut call = known.unwrap_or(Call { duty, asked: Vec::new(), until: None });
    // Whoever is asked again, because it is more urgent than it seemed, is asked once.
    if call.asked.last() != Some(&offered.to) {
        call.asked.push(offered.to.clone());
    }
    call.until = Some(offered.until);
    ticket.course.call = Some(call);
}

fn give_up(ticket: &mut Ticket, untaken: &Untaken) {
    let duty = untaken.duty.clone();
    let call = ticket.course.call.take().unwrap_or(Call { duty, asked: Vec::new(), until: None });
    ticket.course.call = Some(Call { until: None, ..call });
}

fn climb(ticket: &mut Ticket, climbed: &Climbed) {
    let Some(known) = ticket.course.climbs.get_mut(&climbed.cause) else { return };
    if known.since == climbed.since {
        known.steps = known.steps.max(climbed.step.saturating_add(1));
    }
}

/// What a step of somebody means for a time that was given: whoever finishes, waits, or hands it on gives a new one.
pub(super) fn settle(ticket: &mut Ticket, at: Instant, event: &Event) {
    match event {
        Event::TicketAssigned { assignee, .. } => {
            // "Somebody please attend" takes it from nobody.
            let is_lost = assignee.is_none() && ticket.course.assigned_at.is_some();
            ticket.course.lost_at =
                if is_lost { Some(at) } else { ticket.course.lost_at.filter(|_| assignee.is_none()) };
            ticket.course.assigned_at = assignee.as_ref().map(|_| at);
            ticket.course.pledge = ticket.course.pledge.take().filter(|pledge| pledge.is_limit);
            // Whom somebody chose by hand, nobody is offered instead.
            ticket.course.call = ticket
                .course
                .call
                .take()
                .filter(|call| assignee.as_ref().is_none_or(|assignee| call.asked.contains(assignee)));
        }
        Event::TicketHeld { .. } => ticket.course.pledge = None,
        Event::TicketReopened { .. } => {
            ticket.course.pledge = None;
            ticket.course.lost_at = Some(at).filter(|_| ticket.assignee.is_none());
        }
        Event::TicketStarted { .. } => ticket.course.lost_at = None,
        _ => {}
    }
    if matches!(ticket.stage, Stage::Resolved) || !ticket.stage.is_open() {
        ticket.course.pledge = None;
    }
    let waits = matches!(ticket.stage, Stage::Reported | Stage::Classified | Stage::Assigned);
    if let Some(call) = ticket.course.call.as_mut().filter(|_| ticket.assignee.is_some() || !waits) {
        call.until = None;
    }
}

/// Remembers that whoever works on a ticket spoke of it, and showed something.
pub(super) fn note_word(ticket: &mut Ticket, heard: &Heard, kind: Kind) {
    if matches!(kind, Kind::Chatter | Kind::Question | Kind::Issue) {
        return;
    }
    ticket.course.answered_at = ticket.course.answered_at.max(Some(heard.sent_at));
    if heard.form.is_evidence() {
        ticket.course.shown_at = ticket.course.shown_at.max(Some(heard.sent_at));
    }
}
