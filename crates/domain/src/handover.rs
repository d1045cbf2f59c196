//! Handovers: what one shift tells the next, what people add to it, and who took over.

use crate::id::{MessageId, TaskId};
use crate::message::Subject;
use crate::request::Actor;
use crate::ticket::words;
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};

words! {
    /// Why the next shift has to know of something; the first is the most urgent.
    Matter {
        /// What was promised, or was to be done, was not there in time.
        Late = "late",
        /// Nobody has it, nobody answered, or nobody confirmed the fix.
        Unanswered = "unanswered",
        /// Somebody said when.
        Promised = "promised",
        /// Nothing shows it, or what shows it is odd.
        Suspect = "suspect",
        /// Work waits for something.
        Waiting = "waiting",
        /// Nothing else is to be said of it.
        Open = "open",
    }
}

/// One thing that the next shift has to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What.
    pub about: Subject,
    /// Why.
    pub matter: Matter,
    /// Since when it is so; of what is promised or still to be reported, until when.
    pub at: Instant,
}

/// That the clock wrote a handover, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The task by which shifts change.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// From when on the shift that ends was there.
    pub since: Instant,
    /// Since when we may have been deaf, when we were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deaf_since: Option<Instant>,
    /// What is to be known, the most urgent first; at most [`Handover::POINTS_MAX`].
    pub points: Vec<Point>,
    /// How many more there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: u32,
}

/// That somebody added to a handover, as it is recorded. The words are personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The task by which shifts change.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// Who.
    pub by: Actor,
    /// The message that says so; none on a page.
    pub message: Option<MessageId>,
    /// The point that it mends; none when it is about all.
    pub about: Option<Subject>,
}

/// That somebody of the next shift took over, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// The task by which shifts change.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// Who.
    pub by: Actor,
    /// The message that says so; none on a page.
    pub message: Option<MessageId>,
}

/// What somebody does to a handover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Adds to it, or mends a point of it.
    Note {
        /// The words.
        text: String,
        /// The point.
        about: Option<Subject>,
        /// The message that says so; none on a page.
        message: Option<MessageId>,
    },
    /// Takes over.
    TakeOver,
}

/// A handover, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// From when on the shift that ended was there.
    pub since: Instant,
    /// When it was written.
    pub written_at: Instant,
    /// Since when we may have been deaf then.
    pub deaf_since: Option<Instant>,
    /// What is to be known.
    pub points: Vec<Point>,
    /// How many more points there were.
    pub more: u32,
    /// What people added, in order; at most [`Handover::NOTES_MAX`].
    pub notes: Vec<Note>,
    /// Who took over first, and when.
    pub taken: Option<(Actor, Instant)>,
}

/// What somebody added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
    /// The point that it mends.
    pub about: Option<Subject>,
    /// The words; empty when erased.
    pub text: String,
}

impl Handover {
    /// Points of one handover: more than anybody reads.
    pub const POINTS_MAX: usize = 40;
    /// Notes of one handover.
    pub const NOTES_MAX: usize = 40;
    /// Characters of one note.
    pub const NOTE_MAX: usize = 480;
    /// How long the next shift has to take over when nothing is said, in minutes.
    pub const WINDOW_MINUTES: u32 = 30;

    /// A handover as it was written.
    #[must_use]
    pub fn of(written: &Written, written_at: Instant) -> Self {
        let Written { since, deaf_since, points, more, .. } = written.clone();
        Self { since, written_at, deaf_since, points, more, notes: Vec::new(), taken: None }
    }
}

fn is_zero(more: &u32) -> bool {
    *more == 0
}
