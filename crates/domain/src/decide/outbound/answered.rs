//! Which events answer what was asked.

use crate::event::Event;
use crate::id::TicketNumber;
use crate::message::Subject;
use crate::outbound::{Outbound, Purpose};
use crate::situation::Situation;
use crate::task::Outcome;
use crate::time::Instant;

/// What an event answers.
pub(super) enum Answered {
    /// Whatever was asked about it.
    Whole(Subject),
    /// That nobody had it, and who it was given to before.
    Owned(TicketNumber),
    /// Whatever an order said that was taken back.
    Undone(TicketNumber, Instant),
}

impl Answered {
    pub(super) fn by(situation: &Situation, event: &Event) -> Option<Self> {
        match event {
            Event::TicketVerified { ticket, .. }
            | Event::TicketReopened { ticket, .. }
            | Event::TicketClosed { ticket }
            | Event::TicketMerged { ticket, .. }
            | Event::TicketCancelled { ticket } => Some(Self::Whole(Subject::Ticket(*ticket))),
            Event::TicketAssigned { ticket, .. }
            | Event::TicketStarted { ticket, .. }
            | Event::TicketHeld { ticket, .. }
            | Event::TicketResolved { ticket, .. } => Some(Self::Owned(*ticket)),
            Event::OrderUndone { ticket, order, .. } => {
                let given_at = situation.orders.get(order)?.at;
                Some(Self::Undone(*ticket, given_at))
            }
            other => reported(other).map(Self::Whole),
        }
    }

    pub(super) fn settles(&self, outbound: &Outbound, subject: &Subject) -> bool {
        match self {
            // What was wanted before the order was not wanted because of it.
            Self::Undone(ticket, given_at) => {
                *subject == Subject::Ticket(*ticket)
                    && outbound.wanted_at >= *given_at
                    && outbound.purpose != Purpose::Acknowledgement
            }
            // Whoever asked hears the answer, whatever came of it since.
            Self::Whole(_) if outbound.purpose == Purpose::Reply => false,
            Self::Whole(answered) => subject == answered,
            Self::Owned(ticket) => {
                // What goes on is told anew by what happens next.
                let is_over = matches!(outbound.purpose, Purpose::Escalation | Purpose::Assignment | Purpose::Progress);
                is_over && *subject == Subject::Ticket(*ticket)
            }
        }
    }
}

/// The day of a task that somebody reported or excused.
pub(super) fn reported(event: &Event) -> Option<Subject> {
    match event {
        Event::OccurrenceEnded { task, day, outcome, .. } if !matches!(outcome, Outcome::Missed | Outcome::Unheard) => {
            Some(Subject::Task(task.clone(), Some(*day)))
        }
        _ => None,
    }
}
