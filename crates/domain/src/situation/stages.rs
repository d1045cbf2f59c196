//! How each step moves a ticket on its way.

use super::Situation;
use crate::directory::{Directory, Role};
use crate::event::{Change, Event};
use crate::id::TicketNumber;
use crate::message::Heard;
use crate::order::Undone;
use crate::ticket::{Assignee, Stage, Ticket};
use crate::time::Instant;

impl Situation {
    /// A ticket as it will stand after changes that are about to follow.
    pub fn foresee(&self, number: TicketNumber, at: Instant, changes: &[Change]) -> Option<Ticket> {
        let mut ticket = self.tickets.get(&number)?.clone();
        for change in changes.iter().filter(|change| change.event.ticket() == Some(number)) {
            match &change.event {
                Event::TicketClassified { category, priority, .. } => {
                    (ticket.category, ticket.priority) = (*category, *priority);
                }
                Event::QuoteGiven(quoted) => super::evolve::give_quote(&mut ticket, quoted),
                Event::QuoteAnswered(agreed) => super::evolve::answer_quote(&mut ticket, at, agreed),
                Event::PauseContested(contested) => ticket.course.contest(contested),
                Event::PauseJudged(judged) => ticket.course.judge(at, judged),
                Event::TicketMerged { .. } => ticket.stage = Stage::Merged,
                Event::OrderUndone(Undone { before, .. }) => before.restore(&mut ticket),
                Event::TicketPutBack(put) => put.to.footing.restore(&mut ticket),
                event => {
                    let is_answer = self.is_answer(&ticket, event);
                    advance(&mut ticket, at, event, is_answer);
                }
            }
        }
        self.reckon(&mut ticket);
        Some(ticket)
    }

    /// Whether an event answers whoever reported a ticket: whoever did something is neither among those who told us nor
    /// somebody who only lives there, or took it on. Whoever reports and names an owner at once answers nobody, and nor
    /// does what closes by itself.
    pub(super) fn is_answer(&self, ticket: &Ticket, event: &Event) -> bool {
        let directory = &self.directory;
        let by_another = |heard: &Heard| {
            !directory.told_us(ticket, &heard.sender) && directory.role(&heard.sender) != Role::Resident
        };
        let heard = event.message().and_then(|message| self.message(message));
        match event {
            Event::JobAccepted(_) => true,
            Event::TicketAssigned { assignee: Some(owner), .. } => heard.is_none_or(|heard| {
                let sender = Assignee::Person(heard.sender.clone());
                by_another(heard) || directory.are_one_owner(Some(&sender), Some(owner))
            }),
            // A member says that it waits, and for what: the message is what shows it, whoever wrote it.
            Event::TicketHeld { is_shown: true, .. } => true,
            Event::TicketClosed { .. } => false,
            _ => heard.is_none_or(by_another),
        }
    }
}

/// Since when a ticket is with whom it is given to: with a company, whoever of its people has it.
pub(super) fn hand_on(ticket: &mut Ticket, directory: &Directory, at: Instant, to: Option<&Assignee>) {
    let stays = directory.are_one_owner(ticket.assignee.as_ref(), to);
    let since = ticket.course.owned_since.filter(|_| stays);
    ticket.course.owned_since = to.map(|_| since.unwrap_or(at));
}

/// Moves a ticket on by what somebody did, which may be the first answer.
pub(super) fn advance(ticket: &mut Ticket, at: Instant, event: &Event, is_answer: bool) {
    match event {
        Event::TicketAssigned { assignee, message, .. } => {
            ticket.assignee.clone_from(assignee);
            // "Somebody please attend" in a chat assigns without a name; a member who takes the owner away does not.
            ticket.stage = match (assignee, message, ticket.stage) {
                (Some(_), _, _) | (None, Some(_), _) => Stage::Assigned,
                (None, None, Stage::Assigned) => Stage::Classified,
                (None, None, stage) => stage,
            };
        }
        Event::TicketStarted { .. } => ticket.stage = Stage::InProgress,
        Event::TicketHeld { reason, .. } => (ticket.stage, ticket.hold) = (Stage::OnHold, Some(*reason)),
        Event::TicketResolved { claimant, .. } => {
            ticket.claimant.clone_from(claimant);
            (ticket.stage, ticket.resolved_at) = (Stage::Resolved, Some(at));
            ticket.course.claim(at, ticket.assignee.clone());
        }
        Event::TicketVerified { .. } => (ticket.stage, ticket.verified_at) = (Stage::Verified, Some(at)),
        Event::TicketReopened { .. } => {
            (ticket.stage, ticket.verified_at, ticket.closed_at) = (Stage::Reopened, None, None);
            ticket.reopened += 1;
            ticket.course.dispute(ticket.reopened);
        }
        Event::TicketClosed { .. } => (ticket.stage, ticket.closed_at) = (Stage::Closed, Some(at)),
        // Whoever takes a job has seen it.
        Event::JobAccepted(_) => {}
        Event::TicketCancelled { .. } => (ticket.stage, ticket.closed_at) = (Stage::Cancelled, Some(at)),
        _ => return,
    }
    if ticket.stage != Stage::OnHold {
        ticket.hold = None;
    }
    ticket.acknowledged_at = ticket.acknowledged_at.or(Some(at).filter(|_| is_answer));
}
