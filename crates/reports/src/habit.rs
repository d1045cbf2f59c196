//! What a report knows of work that chats report again and again.

use crate::period::Span;
use domain::id::{MessageId, PlaceId};
use domain::time::Day;
use jiff::civil::{Time, Weekday};
use std::collections::BTreeMap;

/// Work that somebody reports again and again near the same hour, whether or not a task expects it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The words that mostly report it.
    pub words: String,
    /// Who reports it.
    pub sender: String,
    /// Where most of it is about.
    pub place: Option<PlaceId>,
    /// When it comes by the clock, at the earliest.
    pub at: Time,
    /// On which days of the week, Monday first.
    pub weekdays: Vec<Weekday>,
    /// The days on which it was to come by its own rhythm, each with its window.
    pub expected: Vec<(Day, Span)>,
    /// Each day on which it came, with the first report of it.
    pub kept: BTreeMap<Day, MessageId>,
}
