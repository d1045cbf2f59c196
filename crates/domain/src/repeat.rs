//! Repeats: the same fault at the same place again, the repair that did not hold, and the search for what causes it.

use crate::id::TicketNumber;
use serde::{Deserialize, Serialize};

/// So many times the same fault was there before when its cause is to be looked for: this is the third time.
const REPEATS_MIN: u32 = 2;

/// Whether a fault that was there so many times before keeps coming back, so that its cause is worth looking for.
#[must_use]
pub fn keeps_coming_back(repeats: u32) -> bool {
    repeats >= REPEATS_MIN
}

/// That a repair did not hold: its fault was reported again within the time for which it has to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failed {
    /// The ticket of the repair.
    pub ticket: TicketNumber,
    /// The ticket of the fault that came back.
    pub again: TicketNumber,
    /// How many days the repair held.
    pub days: u16,
    /// For how many it has to.
    pub holds_days: u16,
}

/// That the cause of a fault is looked for that keeps coming back, in a ticket of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CauseSought {
    /// The ticket in which it is looked for.
    pub ticket: TicketNumber,
    /// The last ticket of the fault.
    pub of: TicketNumber,
}
