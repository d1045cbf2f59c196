//! Reads the time that somebody gives in a message: "coming 3pm", "esok pagi", "明天下午三点", "in 20 min", "before 5pm".
//!
//! Nothing is learnt: days, hours and lengths are looked for word by word, and what lies in the past, or is denied, is no
//! time given. A stretch ("2 to 3pm", "tomorrow morning", "after 3pm", "next week") is given until it ends.

mod over;
mod words;

#[cfg(test)]
mod tests;

use crate::schedule::clock::{Part, hour_minute, on_clock};
use crate::schedule::words::{self as schedule, Piece};
use jiff::ToSpan as _;
use jiff::civil::{DateTime, Time};
use words::{Day, Found};

/// Longest text that is looked at, in characters.
const TEXT_MAX: usize = 400;
/// A time further off is no appointment, in days.
const DAYS_MAX: i32 = 31;

/// A time that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// When, by the clocks of the place.
    pub at: DateTime,
    /// Whether it is a limit set to somebody: "before 5pm".
    pub is_limit: bool,
}

/// An hour as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    hour: u8,
    minute: u8,
    part: Option<Part>,
    /// Written on a clock of twenty-four hours.
    is_whole: bool,
    /// Whether something begins then: "after 3pm".
    is_after: bool,
}

/// What was found so far.
#[derive(Default)]
struct Read {
    day: Option<Day>,
    part: Option<Part>,
    /// Whether the part of the day says by itself which day it means: "tonight".
    is_near: bool,
    clocks: Vec<Clock>,
    minutes: Option<i64>,
    is_limit: bool,
    is_past: bool,
    is_denied: bool,
}

/// The time that a text gives, as read at a moment of the place's clocks.
#[must_use]
pub fn given(text: &str, now: DateTime) -> Option<Given> {
    let text: String = text.chars().take(TEXT_MAX).collect();
    // Pieces forget the full stop behind a word.
    let text = words::with_digits(&text).replace(". ", " ; ").replace('\n', " ; ");
    let pieces = split(schedule::pieces(&text));
    let read = Read::of(&pieces);
    let at = read.at(now)?;
    let last = now.saturating_add(DAYS_MAX.days());
    (at > now && at <= last).then_some(Given { at, is_limit: read.is_limit })
}

impl Read {
    fn of(pieces: &[Piece]) -> Self {
        let mut read = Self::default();
        for part in pieces.split(is_edge).filter(|part| !over::is_over(part)) {
            let mut at = 0;
            while at < part.len() {
                at += read.take(part, at).max(1);
            }
        }
        read
    }

    /// Takes what stands at a piece; how many it took.
    fn take(&mut self, pieces: &[Piece], at: usize) -> usize {
        let rest = &pieces[at..];
        if let Some((days, taken)) = words::days(pieces, at) {
            self.day = Some(Day::In(days));
            return taken;
        }
        if let Some((minutes, taken)) = length(rest) {
            let is_past = words::find(&pieces[..at], rest, taken, Found::Ago);
            self.is_past |= is_past;
            self.minutes = self.minutes.or((!is_past).then_some(minutes));
            return taken;
        }
        if let Some((clock, taken)) = clock(pieces, at) {
            self.clocks.push(clock);
            return taken;
        }
        match words::at(rest) {
            Some((Found::Day(day), taken)) => {
                self.day = Some(day);
                taken
            }
            Some((Found::Part(part), taken)) => {
                // Of two the one beside a day or an hour counts; "good morning" is neither.
                self.part = Some(part);
                taken
            }
            Some((Found::Near(day, part), taken)) => {
                (self.day, self.part, self.is_near) = (Some(day), Some(part), true);
                taken
            }
            Some((Found::Limit, taken)) => {
                self.is_limit = true;
                taken
            }
            Some((Found::Denial, taken)) => {
                self.is_denied = true;
                taken
            }
            Some((Found::Ago | Found::At | Found::After | Found::Greeting, taken)) => taken,
            None => self.take_named_day(pieces, at),
        }
    }

    /// A weekday, a day of the month or a date, as schedules name them.
    fn take_named_day(&mut self, pieces: &[Piece], at: usize) -> usize {
        use schedule::Meaning;
        let rest = &pieces[at..];
        match schedule::meaning(rest) {
            Some((Meaning::Weekdays(&[_]), 1)) if !is_surely_a_day(pieces, at) => 1,
            Some((Meaning::Weekdays(&[weekday]), taken)) => {
                let is_next = words::is_next(&pieces[..at], &rest[taken..]);
                self.day = Some(if is_next { Day::NextWeekday(weekday) } else { Day::Weekday(weekday) });
                taken
            }
            Some((Meaning::Starts(date), taken)) => {
                self.day = Some(Day::Date(date));
                taken
            }
            _ => 1,
        }
    }

    fn at(&self, now: DateTime) -> Option<DateTime> {
        if self.is_denied && self.clocks.len() < 2 {
            return None;
        }
        if let Some(clock) = self.clocks.last() {
            return self.on(now, *clock);
        }
        if let Some(minutes) = self.minutes {
            return now.checked_add(minutes.minutes()).ok();
        }
        let day = self.day.filter(|_| !self.is_past)?;
        let end = ends(self.part);
        let date = day.date(now, end.map(|end| now.date().to_datetime(end) > now))?;
        // A day alone is over with its work; one that is nearly over, with itself.
        let worked = Time::constant(18, 0, 0, 0);
        let late = Time::constant(23, 59, 0, 0);
        let end = end.unwrap_or(if date.to_datetime(worked) > now { worked } else { late });
        Some(date.to_datetime(end))
    }

    /// When an hour is; what begins then is given until that part of the day is over.
    fn on(&self, now: DateTime, clock: Clock) -> Option<DateTime> {
        let at = self.hour(now, clock)?;
        if !clock.is_after {
            return Some(at);
        }
        let parts = [Part::Morning, Part::Afternoon, Part::Night];
        let end = parts.into_iter().find_map(|part| ends(Some(part)).filter(|end| *end > at.time()));
        Some(end.map_or(at, |end| at.date().to_datetime(end)))
    }

    fn hour(&self, now: DateTime, clock: Clock) -> Option<DateTime> {
        let part = clock.part.or(self.part.filter(|_| !clock.is_whole));
        let is_open = part.is_none() && !clock.is_whole && (1..=12).contains(&clock.hour);
        let exact = on_clock((clock.hour, clock.minute), part)?;
        let is_small = part == Some(Part::Night) && exact.hour() < 5;
        let day = |at: Time| {
            let date =
                self.day.map_or(Some(now.date()), |day| day.date(now, Some(now.date().to_datetime(at) > now)))?;
            let date =
                if is_small && self.day.is_none_or(|day| day == Day::Today) { date.tomorrow().ok()? } else { date };
            Some(date.to_datetime(at))
        };
        if !is_open {
            return day(exact);
        }
        // "at 3": the next of the two that is still to come; of another day the one at which people work.
        let (hour, minute) = (clock.hour % 12, clock.minute);
        let early = on_clock((hour, minute), None)?;
        let late = on_clock((hour + 12, minute), None)?;
        const WORK_FROM: i8 = 7;
        let is_today = self.day.is_none_or(|day| day.date(now, None) == Some(now.date()));
        let by_day = if early.hour() >= WORK_FROM { early } else { late };
        match is_today {
            true => [early, late].into_iter().filter_map(day).find(|at| *at > now),
            false => day(by_day),
        }
    }
}

/// Whether a piece ends a part of a text.
fn is_edge(piece: &Piece) -> bool {
    matches!(
        piece.text.as_str(),
        "," | "、" | "،" | ";" | "。" | "!" | "?" | "؟" | "(" | ")" | "but" | "tapi" | "pero" | "lekin" | "لكن"
    )
}

/// Whether a word that is one for a weekday, and for other things, is a weekday here: something leads to it or an hour follows, or
/// it is all that is said.
fn is_surely_a_day(pieces: &[Piece], at: usize) -> bool {
    let word = pieces[at].text.as_str();
    if !words::is_unsure_day(word) || pieces.len() == 1 {
        return true;
    }
    let is_hour = |piece: &Piece| piece.text.starts_with(|c: char| c.is_ascii_digit());
    let follows = pieces.get(at + 1).is_some_and(|next| is_hour(next) || words::is_part(&pieces[at + 1..]));
    follows || at > 0 && words::leads_to_day(&pieces[at - 1].text)
}

/// When a part of a day is over.
fn ends(part: Option<Part>) -> Option<Time> {
    part.map(|part| match part {
        Part::Morning => Time::constant(12, 0, 0, 0),
        Part::Afternoon => Time::constant(18, 0, 0, 0),
        Part::Night => Time::constant(23, 0, 0, 0),
    })
}

/// How long something takes: "20 min", "half an hour".
fn length(pieces: &[Piece]) -> Option<(i64, usize)> {
    const HOUR: i64 = 60;
    if let Some((minutes, taken)) = words::whole_length(pieces) {
        return Some((minutes, taken));
    }
    let first = pieces.first()?.text.as_str();
    let (is_hours, taken) = words::unit(&pieces[1..])?;
    let taken = 1 + taken;
    // "1.5 hours", but not "15.30 hrs".
    if let Some((whole, "5")) = first.split_once('.').filter(|(whole, _)| is_hours && whole.len() == 1) {
        return Some((whole.parse::<i64>().ok()? * HOUR + HOUR / 2, taken));
    }
    let count: i64 = first.parse().ok().filter(|count| (1..=600).contains(count))?;
    if !is_hours {
        return Some((count, taken));
    }
    // "1 hour 30".
    let more =
        pieces.get(taken).and_then(|piece| piece.text.parse::<i64>().ok()).filter(|more| (5..HOUR).contains(more));
    let unit = more.and_then(|_| words::unit(&pieces[taken + 1..])).filter(|(is_hours, _)| !is_hours);
    let more_taken = more.map_or(0, |_| 1 + unit.map_or(0, |(_, taken)| taken));
    Some((count * HOUR + more.unwrap_or(0), taken + more_taken))
}

/// An hour of a clock, where something says that it is one.
fn clock(pieces: &[Piece], at: usize) -> Option<(Clock, usize)> {
    let text = pieces[at].text.as_str();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before = words::before(&pieces[..at]);
    let (digits, own) = words::ending(text);
    let (after, taken) = words::after(&pieces[at + 1..]);
    let part = own.or(match after {
        Some(Found::Part(part)) => Some(part),
        _ => None,
    });
    let led = match before {
        Some(Found::Part(part)) => Some(part),
        _ => None,
    };
    let is_told =
        part.is_some() || led.is_some() || matches!(before, Some(Found::At | Found::Limit)) || after.is_some();
    let is_whole_spelling = digits.contains(':') || digits.contains(['点', '點', 'h']);
    if !is_told && !is_whole_spelling {
        return None;
    }
    let (hour, minute) = hour_minute(digits, is_told)?;
    let part = part.or(led);
    // "15:00" and "09:30" leave nothing open; "3:30" does.
    let is_whole = part.is_none() && (hour > 12 || digits.starts_with('0') || hour == 0);
    // "Selepas pukul 3": the hour has a word of its own before it.
    let is_led = || before == Some(Found::At) && at > 0 && words::leads(&pieces[..at - 1], Found::After);
    let follows = || words::follows(&pieces[at + 1 + taken..], Found::After);
    let is_after = before == Some(Found::After) || is_led() || follows();
    (hour <= 24 && minute < 60).then_some((Clock { hour: hour % 24, minute, part, is_whole, is_after }, 1 + taken))
}

/// Parts numbers from the unit written against them: "30min", "20分".
fn split(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut found = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let digits = piece.text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = piece.text.split_at(digits);
        let parted = Piece { text: unit.to_owned(), column: piece.column + digits };
        if digits > 0 && words::is_unit(unit) {
            found.push(Piece { text: number.to_owned(), column: piece.column });
            found.push(parted);
        } else {
            found.push(piece);
        }
    }
    found
}
