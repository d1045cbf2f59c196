//! When a checkpoint is to be visited: so many minutes into the round, or at a time of the site's clocks.

use crate::time::{Instant, Zone};
use jiff::ToSpan as _;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

/// Minutes of a day.
const DAY_MINUTES: i32 = 24 * 60;

/// When a checkpoint is to be visited; the last minute counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Window {
    /// From so many minutes after the round is due until so many.
    After(u16, u16),
    /// Between two times of the site's clocks.
    Between(Time, Time),
}

/// What is no window.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write the first and last minute, as 22:10-22:20, or minutes into the round, as 10-20 min")]
pub struct BadWindow;

impl Window {
    /// From when until when, in a round that is due at an instant.
    pub fn of(self, due_at: Instant, zone: &Zone) -> (Instant, Instant) {
        match self {
            Self::After(from, until) => (due_at.plus_minutes(i64::from(from)), due_at.plus_minutes(i64::from(until))),
            Self::Between(from, until) => {
                let today = due_at.in_zone(zone).date();
                let on = |days: i32| {
                    let first = today.saturating_add(days.days());
                    let last = if until < from { first.saturating_add(1.day()) } else { first };
                    (zone.instant(first.to_datetime(from)), zone.instant(last.to_datetime(until)))
                };
                // The small hours belong to the night on which the round began.
                let ahead = [-1, 0, 1].map(on).into_iter().find(|(_, until)| *until >= due_at);
                ahead.unwrap_or_else(|| on(0))
            }
        }
    }

    /// Whether a visit at an instant falls into it.
    pub fn has(self, at: Instant, due_at: Instant, zone: &Zone) -> bool {
        let (from, until) = self.of(due_at, zone);
        from <= at && at < until.plus_minutes(1)
    }

    /// Whether it lies in a round that is due at a time of day, for so many minutes.
    pub fn is_within(self, due: Time, minutes: u32) -> bool {
        let minute = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let after = |time: Time| (minute(time) - minute(due)).rem_euclid(DAY_MINUTES);
        let (from, until) = match self {
            Self::After(from, until) => (i32::from(from), i32::from(until)),
            Self::Between(from, until) => (after(from), after(until)),
        };
        from <= until && u32::try_from(until).is_ok_and(|until| until <= minutes)
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::After(from, until) => write!(out, "{from}-{until} min"),
            Self::Between(from, until) => write!(out, "{}-{}", from.strftime("%H:%M"), until.strftime("%H:%M")),
        }
    }
}

impl std::str::FromStr for Window {
    type Err = BadWindow;

    fn from_str(text: &str) -> Result<Self, BadWindow> {
        let text = text.trim();
        let (from, until) = text.split_once(['-', '–']).ok_or(BadWindow)?;
        let (from, until) = (from.trim(), until.trim());
        if let Some(until) = until.strip_suffix("min").map(str::trim) {
            let minutes = |text: &str| text.parse::<u16>().map_err(|_| BadWindow);
            let (from, until) = (minutes(from)?, minutes(until)?);
            return if from <= until { Ok(Self::After(from, until)) } else { Err(BadWindow) };
        }
        // Written without seconds, so none are read.
        let time = |text: &str| text.parse::<Time>().ok().filter(|time| time.second() == 0).ok_or(BadWindow);
        Ok(Self::Between(time(from)?, time(until)?))
    }
}

impl TryFrom<String> for Window {
    type Error = BadWindow;

    fn try_from(text: String) -> Result<Self, BadWindow> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_window_is_written_as_it_is_read() {
        for text in ["22:10-22:20", "10-20 min"] {
            assert_eq!(text.parse::<Window>().unwrap().to_string(), text);
        }
        for text in ["22:10:30-22:20", "22:10", "20-10 min", ""] {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_window_is_of_the_night_on_which_its_round_began() {
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        let due = at("2026-11-30T22:00:00+08:00");
        let window = |text: &str| text.parse::<Window>().unwrap();
        for (text, inside, outside) in [
            ("22:10-22:20", "2026-11-30T22:20:59+08:00", "2026-11-30T22:21:00+08:00"),
            ("10-20 min", "2026-11-30T22:10:00+08:00", "2026-11-30T22:09:59+08:00"),
            ("23:50–00:10", "2026-12-01T00:05:00+08:00", "2026-11-30T23:49:00+08:00"),
            ("00:30-00:40", "2026-12-01T00:35:00+08:00", "2026-11-30T00:35:00+08:00"),
        ] {
            assert!(window(text).has(at(inside), due, &zone), "{text}");
            assert!(!window(text).has(at(outside), due, &zone), "{text}");
            assert_eq!(window(&window(text).to_string()), window(text), "{text}");
        }
    }

    #[test]
    fn a_window_lies_in_its_round_or_is_refused() {
        let due = jiff::civil::time(22, 0, 0, 0);
        for (text, fits) in [
            ("22:10-22:20", true),
            ("10-20 min", true),
            ("23:50-00:10", false),
            ("21:50-22:10", false),
            ("30-50 min", false),
        ] {
            assert_eq!(text.parse::<Window>().unwrap().is_within(due, 45), fits, "{text}");
        }
        for text in ["", "22:10", "ten to twenty", "20-10 min", "22:10-25:00", "-"] {
            assert_eq!(text.parse::<Window>(), Err(BadWindow), "{text}");
        }
    }
}
