//! How each step moves a ticket on its way.

use super::Situation;
use crate::event::{Change, Event};
use crate::id::TicketNumber;
use crate::order::Undone;
use crate::ticket::{Stage, Ticket};
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
                Event::TicketMerged { .. } => ticket.stage = Stage::Merged,
                Event::OrderUndone(Undone { before, .. }) => before.restore(&mut ticket),
                event => advance(&mut ticket, at, event),
            }
        }
        self.reckon(&mut ticket);
        Some(ticket)
    }
}

/// Moves a ticket on by what somebody did; whatever that was, the ticket was seen.
pub(super) fn advance(ticket: &mut Ticket, at: Instant, event: &Event) {
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
        }
        Event::TicketVerified { .. } => (ticket.stage, ticket.verified_at) = (Stage::Verified, Some(at)),
        Event::TicketReopened { .. } => {
            (ticket.stage, ticket.verified_at, ticket.closed_at) = (Stage::Reopened, None, None);
            ticket.reopened += 1;
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
    ticket.acknowledged_at = ticket.acknowledged_at.or(Some(at));
}
