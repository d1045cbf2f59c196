//! Expected work: tasks, when they recur, and the single days on which they are due.

use crate::id::{MessageId, PersonId, PlaceId, SiteId, TaskId};
use crate::ticket::words;
use crate::time::{Day, Instant, Zone};
use rrule::RRuleSet;
use serde::{Deserialize, Serialize};

words! {
    /// What sort of expected work it is.
    TaskKind {
        /// Cleaning, checks, rounds of work: reported as done.
        Task = "task",
        /// A guard's walk: reported by checking in.
        Patrol = "patrol",
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
}

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
        /// The window as given.
        minutes: u32,
    },
}

impl Cadence {
    /// The longest a window may be: a week, so that two days of a weekly task do not overlap.
    pub const WINDOW_MINUTES_MAX: u32 = 7 * 24 * 60;
    /// How many recurrences one question may walk over: forty years of days.
    const STEPS_MAX: usize = 15_000;
    /// A Monday that rules which count are counted from.
    const ANCHOR: jiff::civil::Date = jiff::civil::date(2024, 1, 1);

    /// Checks the rule.
    ///
    /// # Errors
    /// When it is not one of RFC 5545, or the window is out of bounds.
    pub fn check(&self) -> Result<(), BadCadence> {
        if self.window_minutes == 0 || self.window_minutes > Self::WINDOW_MINUTES_MAX {
            return Err(BadCadence::Window { minutes: self.window_minutes });
        }
        let bad = |reason: &str| Err(BadCadence::Rule { rrule: self.rrule.clone(), reason: reason.to_owned() });
        if ["HOURLY", "MINUTELY", "SECONDLY"].iter().any(|often| self.rrule.contains(often)) {
            return bad("a task is due once on a day; define one for each hour");
        }
        if ["BYHOUR", "BYMINUTE", "BYSECOND"].iter().any(|part| self.rrule.contains(part)) {
            return bad("the hour stands beside the rule, not in it");
        }
        self.rule(Day(jiff::civil::date(2026, 1, 1))).map(|_| ())
    }

    /// The days on which the task is due, `from` and `to` included; none when the rule is bad.
    pub fn days(&self, from: Day, to: Day) -> Vec<Day> {
        let Ok(rule) = self.rule(from) else { return Vec::new() };
        rule.into_iter()
            .take(Self::STEPS_MAX)
            .map(|date| Instant::from_us(date.timestamp().saturating_mul(1_000_000)).day(&Zone::utc()))
            .skip_while(|day| *day < from)
            .take_while(|day| *day <= to)
            .collect()
    }

    /// The window of one day: from when it is due until when it is late.
    pub fn window(&self, day: Day, zone: &Zone) -> (Instant, Instant) {
        let due = zone.instant(day.0.to_datetime(self.at));
        (due, due.plus_minutes(i64::from(self.window_minutes)))
    }

    /// The rule, anchored so that days from `from` on are quick to reach. A rule that names its days may start
    /// anywhere; one that counts ("every second week", "every 90 days") needs an anchor that never moves.
    fn rule(&self, from: Day) -> Result<RRuleSet, BadCadence> {
        let counted = ["INTERVAL", "COUNT", "UNTIL"].iter().any(|word| self.rrule.contains(word));
        let names_days = self.rrule.contains("FREQ=DAILY") || self.rrule.contains("BYDAY=");
        let anchor = if names_days && !counted { from.0 } else { Self::ANCHOR };
        let text = format!("DTSTART:{}T120000Z\nRRULE:{}", anchor.strftime("%Y%m%d"), self.rrule);
        text.parse().map_err(|error| BadCadence::Rule { rrule: self.rrule.clone(), reason: format!("{error}") })
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
        /// Not done, for a reason somebody accepted.
        Excused = "excused",
        /// Nobody said anything.
        Missed = "missed",
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cadence(rrule: &str) -> Cadence {
        Cadence { rrule: rrule.into(), at: jiff::civil::time(9, 0, 0, 0), window_minutes: 90 }
    }

    fn days(rrule: &str, from: &str, to: &str) -> Vec<String> {
        cadence(rrule).days(from.parse().unwrap(), to.parse().unwrap()).iter().map(Day::to_string).collect()
    }

    #[test]
    fn a_weekly_rule_names_its_days() {
        assert_eq!(
            days("FREQ=WEEKLY;BYDAY=MO,FR", "2026-11-21", "2026-12-01"),
            ["2026-11-23", "2026-11-27", "2026-11-30"]
        );
    }

    #[test]
    fn a_counting_rule_gives_the_same_days_wherever_one_starts_to_look() {
        let far = days("FREQ=DAILY;INTERVAL=90", "2026-01-01", "2026-12-31");
        let near = days("FREQ=DAILY;INTERVAL=90", "2026-10-01", "2026-12-31");
        assert!(far.ends_with(&near) && !near.is_empty(), "{far:?} {near:?}");
    }

    #[test]
    fn a_window_out_of_bounds_is_refused_by_its_own_name() {
        let cadence = Cadence { window_minutes: 0, ..cadence("FREQ=DAILY") };
        let error = cadence.check().unwrap_err().to_string();
        assert_eq!(error, "a window of 0 minutes cannot be used; it has 1 to 10080");
    }

    #[test]
    fn a_bad_rule_is_refused_with_its_text() {
        for rule in ["every day", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=9,14"] {
            let error = cadence(rule).check().unwrap_err();
            assert!(error.to_string().contains(rule), "{error}");
        }
    }

    #[test]
    fn a_window_keeps_its_wall_clock_across_daylight_saving() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let hour = |day: &str| cadence("FREQ=DAILY").window(day.parse().unwrap(), &zone).0.in_zone(&zone).hour();
        assert_eq!((hour("2026-03-28"), hour("2026-03-29")), (9, 9));
    }
}
