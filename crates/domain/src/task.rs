//! Expected work: tasks, when they recur, and the single days on which they are due.

mod cadence;
mod habit;

pub use cadence::{BadCadence, Cadence, Closed};
pub use habit::Habit;

use crate::checklist::{Steps, Tick};
use crate::handover::Handover;
use crate::id::{MessageId, PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use crate::message::Heard;
use crate::ticket::words;
use crate::time::{Day, Instant};
use crate::tour::{Tour, Visit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What sort of expected work it is.
    TaskKind {
        /// Cleaning, checks, rounds of work: reported as done.
        Task = "task",
        /// A guard's walk: reported by checking in.
        Patrol = "patrol",
        /// The change of shifts: what is written then, somebody of the next shift takes over.
        Handover = "handover",
    }
}

/// Work expected without anyone reporting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Our name for it.
    pub id: TaskId,
    /// What people call it.
    pub name: String,
    /// What sort of work it is.
    pub kind: TaskKind,
    /// Who is to do it.
    pub assignee: Option<PersonId>,
    /// The site it is for.
    pub site: Option<SiteId>,
    /// Where it is to be done.
    pub place: Option<PlaceId>,
    /// When it recurs.
    pub cadence: Cadence,
    /// Whether it counts only with a photo.
    pub requires_photo: bool,
    /// Who else may do it: stand-ins, or the crew where nobody is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<PersonId>,
    /// The checkpoints of a patrol, when it has some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tour: Option<Tour>,
    /// The steps of which it is made, when they are ticked one by one.
    #[serde(default, skip_serializing_if = "Steps::is_empty")]
    pub steps: Steps,
    /// Whether it is a check, which may find a fault.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub check: bool,
    /// The habit it came from; it stays, whatever else is said of the task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub habit: Option<Habit>,
    /// When it became known that it recurs so; none in what somebody writes down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scheduled_at: Option<Instant>,
}

impl Task {
    /// Work of which nothing is said but when it recurs.
    pub fn named(id: TaskId, name: String, cadence: Cadence) -> Self {
        Self {
            id,
            name,
            kind: TaskKind::Task,
            assignee: None,
            site: None,
            place: None,
            cadence,
            requires_photo: false,
            stand_ins: Vec::new(),
            tour: None,
            steps: Steps::default(),
            check: false,
            habit: None,
            scheduled_at: None,
        }
    }

    /// What is written down of it, without when that was.
    pub fn written(&self) -> Self {
        Self { scheduled_at: None, ..self.clone() }
    }

    /// Whether the work is a person's to do.
    pub fn is_owed_by(&self, person: &PersonId) -> bool {
        self.assignee.as_ref() == Some(person) || self.stand_ins.contains(person)
    }

    /// Whether it is the sender's of a message to do, in person or by the shared phone they hold.
    pub fn is_owed_by_sender(&self, heard: &Heard) -> bool {
        self.is_owed_by(&heard.sender) || heard.phone.as_ref().is_some_and(|phone| self.is_owed_by(phone))
    }

    /// Who is asked for it: whoever is named, else the crew.
    pub fn owers(&self) -> &[PersonId] {
        self.assignee.as_ref().map_or(&self.stand_ins, std::slice::from_ref)
    }
}

words! {
    /// How one due day of a task ended.
    Outcome {
        /// In its window, with all that was asked for.
        Done = "done",
        /// After its window.
        Late = "late",
        /// Said to be done, without the photo asked for.
        NoPhoto = "no_photo",
        /// Reported from another place.
        WrongPlace = "wrong_place",
        /// Some of its checkpoints were not visited, or some of its steps not ticked.
        Partial = "partial",
        /// Not done, for a reason somebody accepted.
        Excused = "excused",
        /// Nobody said anything.
        Missed = "missed",
        /// We may have been deaf for half of its window or more: nobody knows, and nobody is blamed.
        Unheard = "unheard",
    }
}

/// One due day of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// The task.
    pub task: TaskId,
    /// The day it was due, in the site's zone.
    pub day: Day,
    /// When its window opens.
    pub due_at: Instant,
    /// When its window closes.
    pub until: Instant,
    /// How it ended; none while it may still be done.
    pub outcome: Option<Outcome>,
    /// The message that proves it.
    pub proof: Option<MessageId>,
    /// Until when whoever owes it promised it, when that is later; what comes then is late and not missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delayed_until: Option<Instant>,
    /// The visits of its checkpoints, in order; at most one for each that is not odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visits: Vec<Visit>,
    /// The steps that were ticked, in order; each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ticks: Vec<Tick>,
    /// The ticket of the fault that was found, where it is a check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<TicketNumber>,
    /// What is handed over, where shifts change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handover: Option<Box<Handover>>,
    /// Why somebody accepted that it was not done, where it is excused; personal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The steps that were reached because nobody reported it, by their numbers.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub climbed: BTreeSet<u8>,
}

/// That a message is no report of a day of a task any more, and how the day stands without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unproven {
    /// The task.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// The message.
    pub message: MessageId,
    /// How the day ended without it; none when it may still be done.
    pub outcome: Option<Outcome>,
    /// The message that proves that.
    pub proof: Option<MessageId>,
}

impl Occurrence {
    /// The last message that shows a part of the work: a checkpoint visited, or a step done.
    pub fn begun(&self) -> Option<&MessageId> {
        let visit = self.visits.last().map(|visit| &visit.message);
        visit.or(self.ticks.last().map(|tick| &tick.message))
    }

    /// When it is missed, unless somebody reports it: when its window closes, or when it is promised.
    pub fn closes_at(&self) -> Instant {
        self.delayed_until.map_or(self.until, |delayed| delayed.max(self.until))
    }
}
