//! Reads when work recurs as people write it: "weekdays 09:00", "setiap hari 7.30", "1st Friday of the month 10:00".
//!
//! Every word must mean something; the first that does not is named, with where it stands.

pub(crate) mod clock;
pub(crate) mod phrases;
pub(crate) mod words;

use jiff::civil::{Date, Time};
use std::collections::BTreeSet;
use words::{Meaning, Piece};

/// Times of one day, at most: one every quarter of an hour.
const TIMES_MAX: usize = 96;

/// When work recurs, as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The days, as a recurrence rule of RFC 5545.
    pub rrule: String,
    /// The times of each day, in order; those after midnight belong to the night before.
    pub times: Vec<Moment>,
    /// From when on.
    pub starts: Option<Date>,
    /// Whether it is due once a shift, whenever that begins.
    pub each_shift: bool,
}

/// A time of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The hour and minute.
    pub at: Time,
    /// Whether it falls on the day after.
    pub next_day: bool,
}

/// Why a schedule cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The first character that is at fault, counted from 1.
    pub column: usize,
    /// What is wrong, and what to write instead.
    pub reason: String,
}

/// What was read so far.
#[derive(Default)]
struct Read {
    every: Option<(u32, Unit)>,
    weekdays: BTreeSet<u8>,
    ordinals: BTreeSet<i8>,
    monthdays: BTreeSet<i8>,
    times: Vec<Time>,
    starts: Option<Date>,
    each_shift: bool,
    is_range: bool,
}

/// What recurs is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Reads a schedule.
///
/// # Errors
/// The first thing that means nothing, or what is missing.
pub fn read(text: &str) -> Result<Schedule, Unread> {
    let pieces = words::pieces(text);
    let mut read = Read::default();
    let mut rest = &pieces[..];
    while let Some((first, _)) = rest.split_first() {
        let Some((meaning, taken)) = words::meaning(rest) else {
            let reason = format!("“{}” means nothing here; write for instance weekdays 09:00", first.text);
            return Err(Unread { column: first.column, reason });
        };
        read.take(meaning, first)?;
        rest = &rest[taken..];
    }
    read.schedule(text.chars().count() + 1)
}

impl Read {
    fn take(&mut self, meaning: Meaning, piece: &Piece) -> Result<(), Unread> {
        match meaning {
            Meaning::Nothing => {}
            Meaning::Every(count, unit) => self.recur(count, unit, piece)?,
            Meaning::Weekdays(days) if self.is_range => self.range_to(days),
            Meaning::Weekdays(days) => self.weekdays.extend(days),
            Meaning::Ordinal(ordinal) => {
                self.ordinals.insert(ordinal);
            }
            Meaning::Monthday(day) => {
                self.monthdays.insert(day);
            }
            Meaning::Time(time) => self.times.push(time),
            Meaning::Starts(date) => self.starts = Some(date),
            Meaning::EachShift => self.each_shift = true,
            Meaning::Until if self.times.is_empty() => {}
            Meaning::Until | Meaning::From => {}
            Meaning::BadDate => {
                let reason = format!("“{}” is no day; write it as 2026-01-05", piece.text);
                return Err(Unread { column: piece.column, reason });
            }
        }
        self.is_range = meaning == Meaning::Until;
        Ok(())
    }

    /// How often it recurs; said twice, as in "every 3 months on the 1st of the month", the rarer holds of the same unit.
    fn recur(&mut self, count: u32, unit: Unit, piece: &Piece) -> Result<(), Unread> {
        let known = self.every.filter(|known| *known != (count, unit));
        if known.is_some_and(|(_, of)| of != unit) {
            let reason = "how often is said twice, and not the same; say it once, as every 90 days".to_owned();
            return Err(Unread { column: piece.column, reason });
        }
        self.every = Some((known.map_or(count, |(other, _)| other.max(count)), unit));
        Ok(())
    }

    /// Whether the days that are named have no place in what is counted: "every 90 days on Monday".
    fn quarrels(&self) -> bool {
        let of_month = !self.monthdays.is_empty() || !self.ordinals.is_empty();
        match self.every {
            None | Some((_, Unit::Month)) => false,
            Some((1, Unit::Day | Unit::Hour)) => of_month,
            Some((_, Unit::Day | Unit::Hour)) if !self.weekdays.is_empty() => true,
            Some((_, Unit::Year)) => of_month || !self.weekdays.is_empty(),
            Some((_, Unit::Day | Unit::Hour | Unit::Week)) => of_month,
        }
    }

    /// Fills the week from the last weekday named to another.
    fn range_to(&mut self, days: &[u8]) {
        let (Some(first), Some(last)) = (self.weekdays.last().copied(), days.first().copied()) else { return };
        let length = (last + 7 - first) % 7;
        self.weekdays.extend((0..=length).map(|step| (first + step) % 7));
    }

    fn schedule(self, end: usize) -> Result<Schedule, Unread> {
        let missing = |reason: &str| Unread { column: end, reason: reason.to_owned() };
        let is_hourly = matches!(self.every, Some((_, Unit::Hour)));
        let times =
            self.moments().ok_or_else(|| missing("say from when to when, as every 2 hours from 22:00 to 06:00"))?;
        if times.is_empty() && !self.each_shift {
            return Err(missing("the time is missing; add it, as 09:00"));
        }
        let names_days = self.every.is_some() || !self.weekdays.is_empty() || !self.monthdays.is_empty();
        if !names_days && !is_hourly && !self.each_shift {
            return Err(missing("the days are missing; add them, as daily or every Monday"));
        }
        if self.quarrels() {
            return Err(missing("the days named and how often do not go together; leave one of them out"));
        }
        let rrule = self.rule().ok_or_else(|| missing("say which day of the month, as 1st Friday of the month"))?;
        Ok(Schedule { rrule, times, starts: self.starts, each_shift: self.each_shift })
    }

    fn rule(&self) -> Option<String> {
        let named = |days: &BTreeSet<u8>| days.iter().map(|day| DAYS[usize::from(*day)]).collect::<Vec<_>>().join(",");
        let (count, unit) = self.every.unwrap_or((1, Unit::Day));
        let interval = if count > 1 { format!(";INTERVAL={count}") } else { String::new() };
        let in_month = |by: String| {
            let interval = if unit == Unit::Month { interval.clone() } else { String::new() };
            format!("FREQ=MONTHLY{interval};{by}")
        };
        if !self.ordinals.is_empty() && !self.weekdays.is_empty() {
            let nth = self.ordinals.iter().flat_map(|ordinal| {
                self.weekdays.iter().map(move |day| format!("{ordinal}{}", DAYS[usize::from(*day)]))
            });
            return Some(in_month(format!("BYDAY={}", nth.collect::<Vec<_>>().join(","))));
        }
        let of_month: BTreeSet<i8> = self.monthdays.iter().chain(&self.ordinals).copied().collect();
        if !of_month.is_empty() {
            let days = of_month.iter().map(i8::to_string).collect::<Vec<_>>().join(",");
            return Some(in_month(format!("BYMONTHDAY={days}")));
        }
        Some(match unit {
            Unit::Month if self.weekdays.is_empty() => format!("FREQ=MONTHLY{interval}"),
            Unit::Month => return None,
            Unit::Year => format!("FREQ=YEARLY{interval}"),
            Unit::Week if self.weekdays.is_empty() => format!("FREQ=WEEKLY{interval}"),
            Unit::Week => format!("FREQ=WEEKLY{interval};BYDAY={}", named(&self.weekdays)),
            Unit::Day | Unit::Hour if self.weekdays.is_empty() => {
                let interval = if unit == Unit::Hour { String::new() } else { interval };
                format!("FREQ=DAILY{interval}")
            }
            Unit::Day | Unit::Hour => format!("FREQ=WEEKLY;BYDAY={}", named(&self.weekdays)),
        })
    }

    /// The times of a day in order; none when they are to be filled in and have no ends.
    fn moments(&self) -> Option<Vec<Moment>> {
        let times = match (self.every, self.times.as_slice()) {
            (Some((count, Unit::Hour)), [first, last]) => filled(*first, *last, count),
            (Some((_, Unit::Hour)), _) => return None,
            (_, times) => times.to_vec(),
        };
        Some(ordered(times))
    }
}

/// The weekdays as RFC 5545 writes them.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// Every so many hours from one time to another, over midnight where the second is the earlier.
fn filled(first: Time, last: Time, hours: u32) -> Vec<Time> {
    let minute = |time: Time| i64::from(time.hour()) * 60 + i64::from(time.minute());
    let length = (minute(last) - minute(first)).rem_euclid(24 * 60);
    let step = i64::from(hours.max(1)) * 60;
    let all = (0..=length / step).map(|n| (minute(first) + n * step) % (24 * 60));
    let time = |minute: i64| Time::midnight().saturating_add(jiff::Span::new().minutes(minute));
    all.take(TIMES_MAX).map(time).collect()
}

/// Times in the order in which they come: of a night those of the evening first.
fn ordered(mut times: Vec<Time>) -> Vec<Moment> {
    const EVENING: i8 = 18;
    const MORNING: i8 = 12;
    let is_night = times.first().is_some_and(|first| first.hour() >= EVENING)
        && times.iter().all(|time| time.hour() >= EVENING || time.hour() < MORNING);
    let next_day = |time: &Time| is_night && time.hour() < MORNING;
    times.sort_by_key(|time| (next_day(time), *time));
    times.dedup();
    times.into_iter().map(|at| Moment { at, next_day: next_day(&at) }).collect()
}

#[cfg(test)]
mod tests;
