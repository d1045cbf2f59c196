//! When work recurs: a rule of RFC 5545, days left out and added, closed days, and the window of each day.

use crate::calendar::Calendar;
use crate::id::CalendarId;
use crate::ticket::words;
use crate::time::{Day, Instant, Zone};
use rrule::RRuleSet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

words! {
    /// What becomes of work that falls on a day on which its calendar is closed.
    Closed {
        /// It is due nevertheless.
        Keep = "keep",
        /// It falls out.
        Skip = "skip",
        /// It is due on the next open day.
        After = "after",
        /// It is due on the last open day before.
        Before = "before",
    }
}

/// When a task recurs, and how long each time may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// The days, as a recurrence rule of RFC 5545.
    pub rrule: String,
    /// The hour and minute at which the window opens, in the site's zone.
    pub at: jiff::civil::Time,
    /// How long the window stays open, in minutes.
    pub window_minutes: u32,
    /// How long after its window a report still counts as in time, in minutes.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub grace_minutes: u32,
    /// The day that rules which count are counted from, and before which nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<Day>,
    /// Whether the window opens on the day after: the small hours of a night belong to the day on which it began.
    #[serde(default, skip_serializing_if = "is_false")]
    pub next_day: bool,
    /// Days of the rule on which nothing is due.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub except: BTreeSet<Day>,
    /// Days on which it is due besides, open or closed.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub also: BTreeSet<Day>,
    /// Whose closed days count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarId>,
    /// What becomes of work on a closed day.
    #[serde(default = "keep", skip_serializing_if = "is_kept")]
    pub closed: Closed,
}

/// What is asked of a rule: its text, the day it counts from, and the days between which it is asked.
type Asked = (String, Option<Day>, Day, Day);

/// The days of rules that were asked for, so that none is read and walked twice.
static RULED: LazyLock<Mutex<HashMap<Asked, Arc<[Day]>>>> = LazyLock::new(Mutex::default);
/// Answers kept; beyond, all are forgotten.
const RULED_MAX: usize = 4_096;

/// Why a cadence cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCadence {
    /// The rule is none.
    #[error("“{rrule}” is no recurrence rule ({reason}); write for instance FREQ=DAILY or FREQ=WEEKLY;BYDAY=MO,FR")]
    Rule {
        /// The rule as given.
        rrule: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The window is too short or too long.
    #[error("a window of {minutes} minutes cannot be used; it has 1 to {max}", max = Cadence::WINDOW_MINUTES_MAX)]
    Window {
        /// The window as given, with its grace.
        minutes: u32,
    },
    /// There are too many days of its own.
    #[error("{days} days left out and added are too many; it has at most {max}", max = Cadence::DAYS_MAX)]
    Days {
        /// How many there are.
        days: usize,
    },
    /// Closed days are to count, and nobody says which those are.
    #[error("what becomes of it on closed days ({closed}) needs a calendar that says which days are closed")]
    NoCalendar {
        /// What is to become of it.
        closed: Closed,
    },
}

impl Cadence {
    /// The longest a window may be, its grace with it: a week, so that two days of a weekly task do not overlap.
    pub const WINDOW_MINUTES_MAX: u32 = 7 * 24 * 60;
    /// Days left out and added, at most.
    pub const DAYS_MAX: usize = 500;
    /// How many recurrences one question may walk over: forty years of days.
    const STEPS_MAX: usize = 15_000;
    /// How far an open day is looked for, in days: longer than any holiday.
    const REACH_DAYS: i64 = 92;
    /// A Monday that rules which count are counted from, where nobody says from when.
    const ANCHOR: jiff::civil::Date = jiff::civil::date(2024, 1, 1);

    /// A rule alone, with its window.
    pub fn plain(rrule: impl Into<String>, at: jiff::civil::Time, window_minutes: u32) -> Self {
        Self {
            rrule: rrule.into(),
            at,
            window_minutes,
            grace_minutes: 0,
            starts: None,
            next_day: false,
            except: BTreeSet::new(),
            also: BTreeSet::new(),
            calendar: None,
            closed: Closed::Keep,
        }
    }

    /// Checks the rule.
    ///
    /// # Errors
    /// When it is not one of RFC 5545, or something of it is out of bounds.
    pub fn check(&self) -> Result<(), BadCadence> {
        let minutes = self.window_minutes.saturating_add(self.grace_minutes);
        if self.window_minutes == 0 || minutes > Self::WINDOW_MINUTES_MAX {
            return Err(BadCadence::Window { minutes });
        }
        let days = self.except.len() + self.also.len();
        if days > Self::DAYS_MAX {
            return Err(BadCadence::Days { days });
        }
        if self.closed != Closed::Keep && self.calendar.is_none() {
            return Err(BadCadence::NoCalendar { closed: self.closed });
        }
        let bad = |reason: &str| Err(BadCadence::Rule { rrule: self.rrule.clone(), reason: reason.to_owned() });
        let rrule = self.rrule.to_ascii_uppercase();
        if ["HOURLY", "MINUTELY", "SECONDLY"].iter().any(|often| rrule.contains(often)) {
            return bad("a task is due once on a day; give it several times of the day instead");
        }
        if ["BYHOUR", "BYMINUTE", "BYSECOND"].iter().any(|part| rrule.contains(part)) {
            return bad("the hour stands beside the rule, not in it");
        }
        self.rule(Day(jiff::civil::date(2026, 1, 1))).map(|_| ())
    }

    /// The days on which the task is due, `from` and `to` included, each once; none when the rule is bad. `calendar` is
    /// the one that it names.
    pub fn days(&self, from: Day, to: Day, calendar: Option<&Calendar>) -> BTreeSet<Day> {
        let moves = calendar.is_some() && matches!(self.closed, Closed::After | Closed::Before);
        let reach = if moves { Self::REACH_DAYS } else { 0 };
        let ruled = self.ruled(from.plus(-reach), to.plus(reach));
        let kept = ruled.iter().copied().filter(|day| !self.except.contains(day));
        let moved = kept.filter_map(|day| self.open_day(day, calendar));
        let within = |day: &Day| (from..=to).contains(day);
        moved.chain(self.also.iter().copied()).filter(within).collect()
    }

    /// The window of one day: from when it is due until when it is late, its grace over.
    pub fn window(&self, day: Day, zone: &Zone) -> (Instant, Instant) {
        let opens = if self.next_day { day.plus(1) } else { day };
        let due = zone.instant(opens.0.to_datetime(self.at));
        (due, due.plus_minutes(i64::from(self.window_minutes) + i64::from(self.grace_minutes)))
    }

    /// The days of the rule. The clock asks for the same ones all day long, and many tasks share a rule.
    fn ruled(&self, from: Day, to: Day) -> Arc<[Day]> {
        let asked = (self.rrule.clone(), self.starts, from, to);
        let mut known = RULED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(days) = known.get(&asked) {
            return Arc::clone(days);
        }
        let days: Arc<[Day]> = self.walked(from, to).into();
        if known.len() >= RULED_MAX {
            known.clear();
        }
        known.insert(asked, Arc::clone(&days));
        days
    }

    /// The days of the rule, worked out.
    fn walked(&self, from: Day, to: Day) -> Vec<Day> {
        let first = self.starts.map_or(from, |starts| starts.max(from));
        let Ok(rule) = self.rule(first) else { return Vec::new() };
        rule.into_iter()
            .take(Self::STEPS_MAX)
            .map(|date| Instant::from_us(date.timestamp().saturating_mul(1_000_000)).day(&Zone::utc()))
            .skip_while(|day| *day < first)
            .take_while(|day| *day <= to)
            .collect()
    }

    /// The day on which work of a day is due, when that day is closed; none when it falls out.
    fn open_day(&self, day: Day, calendar: Option<&Calendar>) -> Option<Day> {
        let Some(calendar) = calendar.filter(|calendar| !calendar.is_open(day)) else { return Some(day) };
        let step = match self.closed {
            Closed::Keep => return Some(day),
            Closed::Skip => return None,
            Closed::After => 1,
            Closed::Before => -1,
        };
        (1..=Self::REACH_DAYS).map(|days| day.plus(step * days)).find(|day| calendar.is_open(*day))
    }

    /// The rule, anchored so that days from `from` on are quick to reach. A rule that names its days may start
    /// anywhere; one that counts ("every second week", "every 90 days") needs an anchor that never moves.
    fn rule(&self, from: Day) -> Result<RRuleSet, BadCadence> {
        // RFC 5545 lets a rule be written in small letters as well.
        let rrule = self.rrule.to_ascii_uppercase();
        let counted = ["INTERVAL", "COUNT", "UNTIL"].iter().any(|word| rrule.contains(word));
        let names_days = rrule.contains("FREQ=DAILY") || rrule.contains("BYDAY=");
        let fixed = self.starts.map_or(Self::ANCHOR, |starts| starts.0);
        let anchor = if names_days && !counted { from.0 } else { fixed };
        let text = format!("DTSTART:{}T120000Z\nRRULE:{rrule}", anchor.strftime("%Y%m%d"));
        text.parse().map_err(|error| BadCadence::Rule { rrule: self.rrule.clone(), reason: format!("{error}") })
    }
}

fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

fn is_false(is: &bool) -> bool {
    !is
}

fn is_kept(closed: &Closed) -> bool {
    *closed == Closed::Keep
}

fn keep() -> Closed {
    Closed::Keep
}

#[cfg(test)]
mod tests;
