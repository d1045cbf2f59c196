//! Times that people give for a ticket: when they will be there, or by when they want it.

use crate::id::{MessageId, PersonId, TicketNumber};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A time that somebody gave, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The message that gives it.
    pub message: MessageId,
    /// Who gave it.
    pub by: PersonId,
    /// Until when.
    pub due_at: Instant,
    /// Whether it is a limit set to others: "before 5pm".
    pub is_limit: bool,
}

/// That a time given was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The ticket.
    pub ticket: TicketNumber,
    /// The message in which they spoke of it again.
    pub message: MessageId,
}

impl Pledge {
    /// Whoever speaks of the ticket so long before the time they gave answers for it, in minutes.
    pub const EARLY_MINUTES: f64 = 60.0;

    /// Whether a word said at an instant answers it.
    pub fn is_answered_by(&self, said_at: Instant) -> bool {
        let early = if self.is_limit { 0.0 } else { Self::EARLY_MINUTES };
        self.due_at.minutes_since(said_at) <= early
    }
}
