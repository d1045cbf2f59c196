//! The habit that a task came from: how often it was seen, and by which messages.

use crate::id::MessageId;
use serde::{Deserialize, Serialize};

/// That work was reported again and again before anybody expected it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// On how many days it was reported.
    pub days_seen: u32,
    /// On how many days it could have been.
    pub days_possible: u32,
    /// Some of the messages that did.
    pub messages: Vec<MessageId>,
}
