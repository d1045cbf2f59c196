//! Calendars: which hours count, on which days, by a site's own clocks; hides how daylight saving bends them.

use crate::id::CalendarId;
use crate::time::{Day, Instant, Zone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

const MINUTE_US: i64 = 60_000_000;
const DAY_MINUTES: u16 = 24 * 60;
const DAY_US: i64 = DAY_MINUTES as i64 * MINUTE_US;
/// Which weekday 1 January 1970 was, counted from Monday.
const THURSDAY: i64 = 3;
/// How far ahead the end of a length of counted time is looked for, in days: ten years.
const AHEAD_DAYS: i64 = 3_660;

/// A stretch of a day, by the clock on the wall: from a minute of the day until before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    /// The first minute, counted from midnight.
    pub from: u16,
    /// The minute after the last; 1440 is midnight at the day's end.
    pub until: u16,
}

/// Which hours count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Our name for it.
    pub id: CalendarId,
    /// What people call it.
    pub name: String,
    /// The hours of each weekday from Monday, in order; none where nothing counts.
    pub week: [Vec<Hours>; 7],
    /// Days with hours of their own; none on a public holiday.
    pub days: BTreeMap<Day, Vec<Hours>>,
}

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("calendar “{name}” cannot be used: {reason}")]
pub struct BadCalendar {
    /// What people call it.
    pub name: String,
    /// What is wrong, and what to write instead.
    pub reason: String,
}

impl Hours {
    /// The whole day.
    pub const DAY: Self = Self { from: 0, until: DAY_MINUTES };

    /// Reads `08:00-12:30`.
    ///
    /// # Errors
    /// What is wrong with the text, and what to write instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let shape = || format!("“{text}” is no stretch of a day; write for instance 08:00-12:30");
        let (from, until) = text.split_once(['-', '–']).ok_or_else(shape)?;
        let (from, until) = (minute(from).ok_or_else(shape)?, minute(until).ok_or_else(shape)?);
        if from >= until {
            return Err(format!(
                "“{text}” ends before it begins; for hours past midnight write two, as 22:00-24:00 and 00:00-06:00 of the \
                 next day"
            ));
        }
        Ok(Self { from, until })
    }
}

impl std::fmt::Display for Hours {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { from, until } = self;
        write!(out, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60 && hour * 60 + minute <= DAY_MINUTES).then_some(hour * 60 + minute)
}

impl Calendar {
    /// Days with hours of their own, at most: public holidays of twenty years.
    pub const DAYS_MAX: usize = 500;
    /// Stretches of one day, at most.
    pub const STRETCHES_MAX: usize = 12;

    /// Whether it can be used: stretches are in order and apart, and some hour of the week counts.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    pub fn check(&self) -> Result<(), BadCalendar> {
        let bad = |reason: String| Err(BadCalendar { name: self.name.clone(), reason });
        if self.week.iter().all(Vec::is_empty) {
            return bad("no hour of the week counts; give at least one weekday its hours".to_owned());
        }
        if self.days.len() > Self::DAYS_MAX {
            return bad(format!("it names more than {} days; leave out those long past", Self::DAYS_MAX));
        }
        for hours in self.week.iter().chain(self.days.values()) {
            if hours.len() > Self::STRETCHES_MAX {
                return bad(format!("a day has more than {} stretches; join some", Self::STRETCHES_MAX));
            }
            if let Some(odd) = hours.iter().find(|hours| hours.from >= hours.until || hours.until > DAY_MINUTES) {
                return bad(format!("{odd} is no stretch of a day; write for instance 08:00-12:30"));
            }
            if let Some(pair) = hours.windows(2).find(|pair| pair[1].from < pair[0].until) {
                return bad(format!(
                    "{} and {} overlap or stand in the wrong order; write them apart",
                    pair[0], pair[1]
                ));
            }
        }
        Ok(())
    }

    /// Whether any hour of a day counts.
    pub fn is_open(&self, day: Day) -> bool {
        let weekday = usize::from(day.0.weekday().to_monday_zero_offset().unsigned_abs());
        let of_week = || self.week.get(weekday).map_or(&[][..], Vec::as_slice);
        !self.days.get(&day).map_or_else(of_week, Vec::as_slice).is_empty()
    }

    /// The hours of a day, by its number since 1970.
    fn hours(&self, day: i64) -> &[Hours] {
        let weekday = (day + THURSDAY).rem_euclid(7);
        let of_week = || self.week.get(usize::try_from(weekday).unwrap_or_default()).map_or(&[][..], Vec::as_slice);
        if self.days.is_empty() {
            return of_week();
        }
        self.days.get(&Day(jiff::civil::date(1970, 1, 1)).plus(day)).map_or_else(of_week, Vec::as_slice)
    }
}

/// Time that counts: a calendar by the clocks of a zone, or every hour there is.
#[derive(Clone, Copy, Debug)]
pub struct Counted<'a> {
    /// The hours; none counts round the clock.
    pub calendar: Option<&'a Calendar>,
    /// Whose clocks.
    pub zone: &'a Zone,
}

impl Counted<'_> {
    /// How much of a stretch of time counts, in microseconds.
    pub fn between_us(self, from: Instant, to: Instant) -> i64 {
        let mut sum_us = 0;
        let _to_the_end: ControlFlow<()> = self.walk(from, to, |from_us, to_us| {
            sum_us += to_us - from_us;
            ControlFlow::Continue(())
        });
        sum_us
    }

    /// When so much counted time has passed since an instant; or how much has by the end of the stretch.
    ///
    /// # Errors
    /// The counted microseconds of the whole stretch, when it is too short.
    pub fn after_us(self, from: Instant, length_us: i64, to: Option<Instant>) -> Result<Instant, i64> {
        let to = to.unwrap_or_else(|| from.plus_minutes(AHEAD_DAYS * i64::from(DAY_MINUTES)));
        if length_us <= 0 {
            return Ok(from);
        }
        let mut left_us = length_us;
        let found = self.walk(from, to, |from_us, to_us| {
            if to_us - from_us >= left_us {
                return ControlFlow::Break(from_us + left_us);
            }
            left_us -= to_us - from_us;
            ControlFlow::Continue(())
        });
        match found {
            ControlFlow::Break(us) => Ok(Instant::from_us(us)),
            ControlFlow::Continue(()) => Err(length_us - left_us),
        }
    }

    /// Shows each stretch that counts, in order, until told to stop. Between two changes of the zone's clocks a wall
    /// clock differs from universal time by one length, so that an hour that is skipped never counts and one that comes
    /// twice counts twice.
    fn walk<T>(self, from: Instant, to: Instant, mut take: impl FnMut(i64, i64) -> ControlFlow<T>) -> ControlFlow<T> {
        let Some(calendar) = self.calendar else {
            return if from < to { take(from.us(), to.us()) } else { ControlFlow::Continue(()) };
        };
        let mut at = from;
        while at < to {
            let end = self.zone.next_change(at).map_or(to, |change| change.min(to));
            let offset_us = self.zone.offset_us(at);
            let (wall_from, wall_to) = (at.us() + offset_us, end.us() + offset_us);
            for day in wall_from.div_euclid(DAY_US)..=wall_to.div_euclid(DAY_US) {
                for hours in calendar.hours(day) {
                    let opens = (day * DAY_US + i64::from(hours.from) * MINUTE_US).max(wall_from);
                    let closes = (day * DAY_US + i64::from(hours.until) * MINUTE_US).min(wall_to);
                    if opens < closes {
                        take(opens - offset_us, closes - offset_us)?;
                    }
                }
            }
            at = end;
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office() -> Calendar {
        let day = |text: &[&str]| text.iter().map(|text| Hours::read(text).unwrap()).collect::<Vec<_>>();
        let full = day(&["08:00-12:30", "14:00-18:00"]);
        let friday = day(&["08:00-12:00", "15:00-18:00"]);
        Calendar {
            id: CalendarId::new("office"),
            name: "Office".into(),
            week: [full.clone(), full.clone(), full.clone(), full, friday, Vec::new(), Vec::new()],
            days: BTreeMap::from([("2026-08-31".parse().unwrap(), Vec::new())]),
        }
    }

    fn at(text: &str) -> Instant {
        Instant::from_timestamp(text.parse().unwrap())
    }

    #[test]
    fn a_length_of_office_hours_steps_over_lunch_the_long_friday_break_the_weekend_and_a_holiday() {
        let (office, zone) = (office(), Zone::named("Asia/Kuala_Lumpur").unwrap());
        let counted = Counted { calendar: Some(&office), zone: &zone };
        // Friday 11:00; 1 h until noon, 3 h from 15:00, then Monday 31 August is a holiday, 2 h on Tuesday.
        let due = counted.after_us(at("2026-08-28T11:00:00+08:00"), 6 * 3_600_000_000, None);
        assert_eq!(due, Ok(at("2026-09-01T10:00:00+08:00")));
    }

    #[test]
    fn a_length_that_ends_with_the_hours_ends_there_and_not_when_the_next_begin() {
        let (office, zone) = (office(), Zone::utc());
        let counted = Counted { calendar: Some(&office), zone: &zone };
        let due = counted.after_us(at("2026-09-01T08:00:00Z"), 270 * MINUTE_US, None);
        assert_eq!(due, Ok(at("2026-09-01T12:30:00Z")));
    }

    #[test]
    fn an_hour_that_is_skipped_never_counts_and_one_that_comes_twice_counts_twice() {
        let night = Calendar { week: std::array::from_fn(|_| vec![Hours { from: 0, until: 240 }]), ..office() };
        let zone = Zone::named("Europe/Berlin").unwrap();
        let counted = Counted { calendar: Some(&night), zone: &zone };
        let hours = |from: &str, to: &str| counted.between_us(at(from), at(to)) / 3_600_000_000;
        assert_eq!(hours("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"), 3);
        assert_eq!(hours("2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z"), 5);
    }

    #[test]
    fn what_is_no_stretch_of_a_day_is_refused_with_what_to_write() {
        for (text, says) in [("8", "08:00-12:30"), ("22:00-06:00", "22:00-24:00"), ("08:00-25:00", "08:00-12:30")] {
            assert!(Hours::read(text).unwrap_err().contains(says), "{text}");
        }
        let empty = Calendar { week: Default::default(), ..office() };
        assert!(empty.check().unwrap_err().to_string().contains("at least one weekday"));
        let mut crossed = office();
        crossed.week[0].reverse();
        assert!(crossed.check().unwrap_err().to_string().contains("write them apart"));
    }
}
