//! Duties: to whom tickets of some trade and place go by themselves, and when each of those is on call.

use crate::directory::{Directory, Role, Shift};
use crate::id::{DutyId, PersonId, PlaceId, RotaId, SiteId, TicketNumber, VendorId};
use crate::ticket::{Assignee, Category, Priority, words};
use crate::time::Instant;
use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// A day of the week.
    Weekday {
        /// The first.
        Monday = "mon",
        /// The second.
        Tuesday = "tue",
        /// The third.
        Wednesday = "wed",
        /// The fourth.
        Thursday = "thu",
        /// The fifth.
        Friday = "fri",
        /// The sixth.
        Saturday = "sat",
        /// The seventh.
        Sunday = "sun",
    }
}

words! {
    /// Who of those on call is asked first.
    Share {
        /// Whoever is named first.
        InOrder = "in_order",
        /// Whoever has the fewest open tickets.
        ByLoad = "by_load",
    }
}

words! {
    /// Why a job is offered, or no longer.
    Ground {
        /// The duty says so.
        Rule = "rule",
        /// Whoever was asked does not take it.
        Declined = "declined",
        /// Whoever was asked did not answer in time.
        Unanswered = "unanswered",
        /// Nobody is on call.
        OffDuty = "off_duty",
        /// Whoever was asked could not be told in time.
        Untold = "untold",
        /// It turned out to be another trade, place or priority.
        Reclassified = "reclassified",
    }
}

/// Who may be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taker {
    /// One person.
    Person(PersonId),
    /// An outside company.
    Vendor(VendorId),
    /// Everybody of a role at the site.
    Crew(Role),
    /// Whoever is on call by turns.
    Rota(RotaId),
}

/// When somebody is on call: in a shift of the ticket's site, or between two times of its clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Watch {
    /// In the shift of this name.
    Shift(String),
    /// From a time until another; into the next day where that is not later.
    Between(Time, Time),
}

/// One who may be asked, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Who.
    pub who: Taker,
    /// On which days; all when none. The small hours belong to the day on which a watch began.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub days: BTreeSet<Weekday>,
    /// In which hours; all when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Watch>,
}

/// To whom some tickets go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// Our name for it.
    pub id: DutyId,
    /// What people call it.
    pub name: String,
    /// The site it is for; all when none.
    pub site: Option<SiteId>,
    /// The place it is for, with all that is in it; the whole site when none.
    pub place: Option<PlaceId>,
    /// The trades it is for; all when none.
    pub categories: BTreeSet<Category>,
    /// The priorities it is for; all when none.
    pub priorities: BTreeSet<Priority>,
    /// Who may be asked.
    pub turns: Vec<Turn>,
    /// Who of them first.
    pub share: Share,
    /// How long somebody is given to answer, in minutes; by priority when nothing is said.
    pub answer_minutes: Option<u32>,
}

/// What of a ticket says whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Trade<'a> {
    /// What trade it belongs to.
    pub category: Category,
    /// How soon it must be answered.
    pub priority: Priority,
    /// The site, when known.
    pub site: Option<&'a SiteId>,
    /// The place, when known.
    pub place: Option<&'a PlaceId>,
}

/// That a job is offered to somebody, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offered {
    /// The ticket.
    pub ticket: TicketNumber,
    /// By which duty.
    pub duty: DutyId,
    /// To whom.
    pub to: Assignee,
    /// Why to them.
    pub ground: Ground,
    /// When they are told.
    pub from: Instant,
    /// Until when they may answer; then the next one is asked.
    pub until: Instant,
}

/// That nobody took a job, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untaken {
    /// The ticket.
    pub ticket: TicketNumber,
    /// By which duty it was offered.
    pub duty: DutyId,
    /// Why nobody else is asked.
    pub ground: Ground,
}

/// How a ticket was offered so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// By which duty.
    pub duty: DutyId,
    /// Who was asked, in order; at most [`Call::ASKED_MAX`].
    pub asked: Vec<Assignee>,
    /// Until when the last of them may answer; none when nobody is asked now.
    pub until: Option<Instant>,
}

/// A duty that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("duty “{name}”: {reason}")]
pub struct BadDuty {
    /// What it is called.
    pub name: String,
    /// Why, and what to write instead.
    pub reason: String,
}

impl Weekday {
    fn of(date: jiff::civil::Date) -> Self {
        Self::ALL[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default()]
    }
}

impl Watch {
    /// From when until when, by the clocks of a site with some shifts; none when it has no such shift.
    fn hours(&self, shifts: &[Shift]) -> Option<(Time, Time)> {
        match self {
            Self::Between(from, until) => Some((*from, *until)),
            Self::Shift(name) => shifts.iter().find(|shift| shift.name == *name).map(|shift| (shift.from, shift.until)),
        }
    }
}

impl Turn {
    /// Whether whoever it names is on call at a moment of a site's clocks.
    pub fn holds(&self, wall: DateTime, shifts: &[Shift]) -> bool {
        let (time, today) = (wall.time(), wall.date());
        let is_day = |date| self.days.is_empty() || self.days.contains(&Weekday::of(date));
        let Some(watch) = &self.watch else { return is_day(today) };
        match watch.hours(shifts) {
            None => false,
            Some((from, until)) if from < until => is_day(today) && (from..until).contains(&time),
            Some((from, _)) if time >= from => is_day(today),
            Some((_, until)) => time < until && today.yesterday().is_ok_and(is_day),
        }
    }
}

impl Call {
    /// People and companies asked of one ticket, at most.
    pub const ASKED_MAX: usize = 10;

    /// Whom it waits for.
    pub fn waits_for(&self) -> Option<&Assignee> {
        self.until.and(self.asked.last())
    }
}

impl Duty {
    /// Who may be asked by one duty, at most.
    pub const TURNS_MAX: usize = 60;
    /// The longest anybody is given to answer: a week.
    pub const MINUTES_MAX: u32 = 7 * 24 * 60;

    /// Checks that somebody can be asked.
    ///
    /// # Errors
    /// When nobody can, or too many, or there is no time to answer.
    pub fn check(&self) -> Result<(), BadDuty> {
        let bad = |reason: String| Err(BadDuty { name: self.name.clone(), reason });
        if self.turns.is_empty() || self.turns.len() > Self::TURNS_MAX {
            return bad(format!("it names {} turns; write from 1 to {}", self.turns.len(), Self::TURNS_MAX));
        }
        match self.answer_minutes {
            Some(minutes) if !(1..=Self::MINUTES_MAX).contains(&minutes) => {
                bad(format!("{minutes} minutes to answer; write from 1 to {}", Self::MINUTES_MAX))
            }
            _ => Ok(()),
        }
    }

    /// Whether nobody could say which of two holds: equally specific, and for the same.
    pub fn quarrels_with(&self, other: &Self) -> bool {
        let meet = |are_none: (bool, bool), is_disjoint: bool| are_none == (true, true) || !is_disjoint;
        self.id != other.id
            && (&self.site, &self.place) == (&other.site, &other.place)
            && self.categories.is_empty() == other.categories.is_empty()
            && self.priorities.is_empty() == other.priorities.is_empty()
            && meet(
                (self.categories.is_empty(), other.categories.is_empty()),
                self.categories.is_disjoint(&other.categories),
            )
            && meet(
                (self.priorities.is_empty(), other.priorities.is_empty()),
                self.priorities.is_disjoint(&other.priorities),
            )
    }

    /// What to say of two that quarrel.
    pub fn quarrel(&self, other: &Self) -> BadDuty {
        let reason = format!("“{}” is for the same tickets; join the two, or make one more specific", other.name);
        BadDuty { name: self.name.clone(), reason }
    }

    /// How long whoever is asked may take to answer, in minutes.
    pub fn minutes(&self, priority: Priority) -> u32 {
        self.answer_minutes.unwrap_or(match priority {
            Priority::Critical => 5,
            Priority::High => 15,
            Priority::Normal => 60,
            Priority::Low => 240,
        })
    }

    fn is_for(&self, directory: &Directory, trade: Trade<'_>) -> bool {
        let is_inside = |wanted: &PlaceId| {
            trade.place.is_some_and(|place| directory.lineage(place).iter().any(|outer| outer.id == *wanted))
        };
        self.site.as_ref().is_none_or(|wanted| trade.site == Some(wanted))
            && self.place.as_ref().is_none_or(is_inside)
            && (self.categories.is_empty() || self.categories.contains(&trade.category))
            && (self.priorities.is_empty() || self.priorities.contains(&trade.priority))
    }
}

/// The duties that a ticket falls under, the most specific first: an inner place before an outer, that before a site,
/// then a trade, then a priority.
pub fn duties<'a>(directory: &'a Directory, trade: Trade<'_>) -> Vec<&'a Duty> {
    let mut found: Vec<&Duty> = directory.duties.values().filter(|duty| duty.is_for(directory, trade)).collect();
    let depth = |duty: &Duty| duty.place.as_ref().map_or(0, |place| directory.lineage(place).len());
    let weight =
        |duty: &Duty| (depth(duty), duty.site.is_some(), !duty.categories.is_empty(), !duty.priorities.is_empty());
    found.sort_by_key(|duty| std::cmp::Reverse(weight(duty)));
    found
}
