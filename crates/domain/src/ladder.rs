//! Ladders: who is asked, and who is told, one step after the other, when something is not answered; the organisation's
//! own where it has some, else ours.

use crate::agreement::Target;
use crate::directory::Directory;
use crate::id::{LadderId, SiteId, TaskId, TicketNumber};
use crate::ticket::{Priority, words};
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What was not answered.
    Cause {
        /// A ticket that nobody owns.
        Unowned = "unowned",
        /// A ticket whose owner has said nothing since it was given to them.
        Silent = "silent",
        /// A time that somebody gave, or a limit that was set, and nothing heard since.
        Lapsed = "lapsed",
        /// What was promised and not there in time: the fix, or somebody on site.
        Overdue = "overdue",
        /// A claim that a ticket is fixed, with nothing to show it.
        Unproven = "unproven",
        /// A claim that nobody confirmed.
        Unverified = "unverified",
        /// A day of a task that nobody reported.
        Unreported = "unreported",
        /// A patrol or a shift that nobody checked in for.
        Unmanned = "unmanned",
        /// A handover that nobody of the next shift took over.
        Unaccepted = "unaccepted",
    }
}

words! {
    /// Who stands on a rung.
    Audience {
        /// Whoever owes it.
        Assignee = "assignee",
        /// Who leads the crews of the site; its managers where nobody does.
        Supervisors = "supervisors",
        /// Who runs the site.
        Managers = "managers",
    }
}

words! {
    /// Why nobody was told although a rung was due.
    Unsaid {
        /// It was due too long ago: whoever was away is not flooded.
        Stale = "stale",
        /// The channel may have been deaf for so long that silence means nothing.
        Deaf = "deaf",
        /// Those who stand there heard enough from us that day.
        Enough = "enough",
        /// Nobody stands there, or they heard it on the step before.
        Nobody = "nobody",
    }
}

/// One step of a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// How long after its cause, in minutes.
    pub minutes: u32,
    /// Who is written to.
    pub audience: Audience,
}

/// Who is asked and told at a site, or for some priorities, as the organisation wants it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// Our name for it.
    pub id: LadderId,
    /// What people call it.
    pub name: String,
    /// The site it is for; all when none.
    pub site: Option<SiteId>,
    /// The priorities of tickets it is for; all when none. Days of tasks have none.
    pub priorities: BTreeSet<Priority>,
    /// Its steps; of what is left out, the next less specific ladder speaks. No steps: nobody is written to.
    pub steps: BTreeMap<Cause, Vec<Step>>,
}

/// That a step of a ticket's ladder was reached, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Climbed {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Why.
    pub cause: Cause,
    /// Which step, from 0.
    pub step: u8,
    /// Who stands there.
    pub audience: Audience,
    /// Since when nothing was answered.
    pub since: Instant,
    /// When the step was due.
    pub due_at: Instant,
    /// Why nobody was told; none when those who stand there were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<Unsaid>,
}

/// That a step about a day of a task was reached, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The task.
    pub task: TaskId,
    /// The day.
    pub day: Day,
    /// Why.
    pub cause: Cause,
    /// The number of the step among all rungs of the day.
    pub rung: u8,
    /// Who stands there.
    pub audience: Audience,
    /// When the step was due.
    pub due_at: Instant,
    /// Why nobody was to be told; none when it was time to tell those who stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unsaid: Option<Unsaid>,
}

impl Reached {
    /// The number under which whoever owes work is reminded of it before its window closes.
    pub const REMINDED: u8 = 0;
    /// That under which a photo is asked for.
    pub const PHOTO: u8 = 1;
    /// That under which whoever promised a later time is asked again.
    pub const DELAYED: u8 = 3;
    /// That under which leads are asked whether work may be skipped.
    pub const SKIPPED: u8 = 6;
    /// That under which it is asked for all the same.
    pub const INSISTED: u8 = 7;
}

/// How far a ticket's ladder was climbed for one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Climb {
    /// Since when nothing was answered.
    pub since: Instant,
    /// How many steps were reached.
    pub steps: u8,
    /// When the next is due; none when there is no further one.
    pub due_at: Option<Instant>,
}

/// A ladder that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("ladder “{name}”: {reason}")]
pub struct BadLadder {
    /// What it is called.
    pub name: String,
    /// Why, and what to write instead.
    pub reason: String,
}

impl Cause {
    /// The numbers under which messages of ladders go, so that those of two causes are told apart: tens.
    const SPAN: u8 = 10;

    /// The number under which leads hear that a job was not taken: after any that the ladder of what nobody owns may have.
    pub const DECLINED: u8 = 9;

    /// So many numbers higher is whatever somebody wanted to be told again.
    pub const AGAIN: u8 = 100;

    /// The number of a step among all rungs of a ticket, or of a day of a task. Of tickets that nobody owns they begin with
    /// 1, as they always did; what is said of a day besides its ladders has the numbers below ten.
    pub fn rung(self, step: u8) -> u8 {
        let first = match self {
            Self::Unowned => 1,
            Self::Silent => Self::SPAN,
            Self::Lapsed => 2 * Self::SPAN,
            Self::Overdue => 3 * Self::SPAN,
            Self::Unproven => 4 * Self::SPAN,
            Self::Unverified => 5 * Self::SPAN,
            Self::Unreported => 6 * Self::SPAN,
            Self::Unmanned => 7 * Self::SPAN,
            Self::Unaccepted => 8 * Self::SPAN,
        };
        first + step.min(Self::SPAN - 2)
    }

    /// The number that a step of a day has, which programs before numbered the steps of all causes from the beginning. The third
    /// about work that nobody reports had the number of a question after a delay, and keeps it.
    pub fn present(self, rung: u8) -> u8 {
        match (self, rung) {
            (Self::Unreported, 1 | 2 | 4 | 5) => self.rung(rung - 1),
            (Self::Unmanned, 0..Self::SPAN) => self.rung(rung),
            (Self::Unaccepted, Self::SPAN..=19) => self.rung(rung - Self::SPAN),
            _ => rung,
        }
    }

    /// The cause of a rung, also when it is told again.
    pub fn of_rung(rung: u8) -> Self {
        match rung % Self::AGAIN / Self::SPAN {
            0 => Self::Unowned,
            1 => Self::Silent,
            2 => Self::Lapsed,
            3 => Self::Overdue,
            4 => Self::Unproven,
            5 => Self::Unverified,
            6 => Self::Unreported,
            7 => Self::Unmanned,
            _ => Self::Unaccepted,
        }
    }
}

impl Target {
    /// The number under which whoever has a ticket hears that its time comes near: after those of all ladders.
    pub fn rung(self) -> u8 {
        let first = Cause::Unaccepted.rung(0) + Cause::SPAN;
        match self {
            Self::Acknowledge => first,
            Self::Attend => first + 1,
            Self::Resolve => first + 2,
            Self::Update => first + 3,
        }
    }

    /// The target of such a number.
    pub fn of_rung(rung: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|target| target.rung() == rung)
    }
}

impl Ladder {
    /// Steps of one cause, at most.
    pub const STEPS_MAX: usize = 6;
    /// The longest anybody waits: a month.
    pub const MINUTES_MAX: u32 = 31 * 24 * 60;

    /// Checks its steps.
    ///
    /// # Errors
    /// When there are too many, or they do not come one after the other.
    pub fn check(&self) -> Result<(), BadLadder> {
        let bad = |reason: String| Err(BadLadder { name: self.name.clone(), reason });
        for (cause, steps) in &self.steps {
            if steps.len() > Self::STEPS_MAX {
                return bad(format!("{cause} has {} steps; write at most {}", steps.len(), Self::STEPS_MAX));
            }
            if steps.iter().any(|step| step.minutes > Self::MINUTES_MAX) {
                return bad(format!("{cause} waits longer than {} days", Self::MINUTES_MAX / 1_440));
            }
            if !steps.is_sorted_by_key(|step| step.minutes) {
                return bad(format!("the steps of {cause} go back in time; write the shortest first"));
            }
        }
        Ok(())
    }

    /// Whether nobody could say which of two holds: equally specific, for the same, and about the same.
    pub fn quarrels_with(&self, other: &Self) -> bool {
        let same = self.site == other.site
            && self.priorities.is_empty() == other.priorities.is_empty()
            && (self.priorities.is_empty() || !self.priorities.is_disjoint(&other.priorities));
        self.id != other.id && same && self.steps.keys().any(|cause| other.steps.contains_key(cause))
    }

    /// What to say of two that quarrel.
    pub fn quarrel(&self, other: &Self) -> BadLadder {
        let reason = format!(
            "“{}” says the same for the same tickets; take it out of one of them, or make one more specific",
            other.name
        );
        BadLadder { name: self.name.clone(), reason }
    }

    fn is_for(&self, site: Option<&SiteId>, priority: Option<Priority>) -> bool {
        self.site.as_ref().is_none_or(|wanted| site == Some(wanted))
            && (self.priorities.is_empty() || priority.is_some_and(|priority| self.priorities.contains(&priority)))
    }
}

/// The steps of a cause at a site, for tickets of a priority: of the organisation's ladders the most specific that
/// speaks of it, else ours.
pub fn steps(directory: &Directory, site: Option<&SiteId>, priority: Option<Priority>, cause: Cause) -> Vec<Step> {
    let own = directory.ladders.values().filter(|ladder| ladder.is_for(site, priority));
    let said = own.filter_map(|ladder| ladder.steps.get(&cause).map(|steps| (ladder, steps)));
    let weight = |ladder: &Ladder| (ladder.site.is_some(), !ladder.priorities.is_empty());
    let best = said.max_by_key(|(ladder, _)| (weight(ladder), std::cmp::Reverse(&ladder.id)));
    best.map_or_else(|| usual(cause, priority.unwrap_or(Priority::Normal)), |(_, steps)| steps.clone())
}

/// Who is asked and told when the organisation says nothing. What can wait for the day counts by the day, so that two
/// hours of a normal ticket are two hours of people being there.
fn usual(cause: Cause, priority: Priority) -> Vec<Step> {
    use Audience::{Assignee, Managers, Supervisors};
    let chosen: &[(u32, Audience)] = match (cause, priority) {
        (Cause::Unowned, Priority::Critical) => &[(15, Supervisors), (30, Managers)],
        (Cause::Unowned, Priority::High) => &[(30, Supervisors), (60, Managers)],
        (Cause::Unowned, Priority::Normal) => &[(120, Supervisors), (240, Managers)],
        (Cause::Unowned, Priority::Low) => &[(480, Supervisors), (960, Managers)],
        (Cause::Silent, Priority::Critical) => &[(10, Assignee), (20, Supervisors), (40, Managers)],
        (Cause::Silent, Priority::High) => &[(60, Assignee), (120, Supervisors)],
        (Cause::Silent, Priority::Normal) => &[(240, Assignee), (480, Supervisors)],
        (Cause::Lapsed, Priority::Critical) => &[(5, Assignee), (15, Supervisors), (30, Managers)],
        (Cause::Lapsed, Priority::High | Priority::Normal) => &[(15, Assignee), (30, Supervisors)],
        (Cause::Lapsed, Priority::Low) => &[(30, Assignee), (120, Supervisors)],
        (Cause::Overdue, Priority::Critical) => &[(0, Supervisors), (30, Managers)],
        (Cause::Overdue, Priority::High | Priority::Normal) => &[(0, Supervisors)],
        (Cause::Unproven, Priority::Critical | Priority::High | Priority::Normal) => &[(20, Assignee)],
        (Cause::Unverified, Priority::Critical) => &[(60, Supervisors)],
        (Cause::Unverified, Priority::High) => &[(240, Supervisors)],
        (Cause::Unverified, Priority::Normal) => &[(720, Supervisors)],
        (Cause::Silent | Cause::Overdue | Cause::Unproven | Cause::Unverified, Priority::Low) => &[],
        (Cause::Unreported, _) => &[(60, Supervisors)],
        (Cause::Unmanned, _) => &[(0, Assignee), (10, Supervisors), (20, Managers)],
        (Cause::Unaccepted, _) => &[(0, Assignee), (15, Supervisors), (30, Managers)],
    };
    chosen.iter().map(|(minutes, audience)| Step { minutes: *minutes, audience: *audience }).collect()
}
