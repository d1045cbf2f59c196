//! What the dates of one file, its media names and its language say about the date order. It only counts; the
//! finding module concludes.

use jiff::civil::Date;

use crate::export::hints;
use crate::export::order::{DateOrder, RawDate};

/// A date and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighting {
    pub(super) row: u64,
    pub(super) date: RawDate,
}

/// The run of days that the file would make under one order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Run {
    last: Option<Date>,
    /// Dates that do not exist under the order.
    pub(super) impossible: u64,
    /// Steps to another day.
    pub(super) steps: u64,
    /// Steps back by more than a day; a chat is in order of time but for clocks set right.
    pub(super) backwards: u64,
    /// Days travelled, back and forth.
    pub(super) travelled_days: u64,
}

impl Run {
    fn step(&mut self, date: Date) {
        let Some(last) = self.last.replace(date) else {
            return;
        };
        let days = i64::from((date - last).get_days());
        if days != 0 {
            self.steps += 1;
            self.travelled_days += days.unsigned_abs();
        }
        if days < -1 {
            self.backwards += 1;
        }
    }

    /// Whether this run is that of a chat where the other is not: the other goes back in time far more often, or
    /// leaps where this one walks.
    pub(super) fn is_far_likelier_than(&self, other: &Run) -> bool {
        // A line quoted from elsewhere may go back in either order; eight to one is no accident.
        const BACKWARDS_RATIO: u64 = 8;
        // Two days may be the same day of two months; three that walk under one order and leap under the other are not.
        const STEPS_MIN: u64 = 2;
        const LEAP_RATIO: u64 = 5;
        if other.backwards > 0 {
            return self.backwards * BACKWARDS_RATIO <= other.backwards;
        }
        self.backwards == 0 && self.steps >= STEPS_MIN && other.travelled_days >= LEAP_RATIO * self.travelled_days
    }
}

/// Everything counted in one pass.
#[derive(Debug, Clone, Default)]
pub(super) struct Evidence {
    pub(super) first: Option<Sighting>,
    last_date: Option<RawDate>,
    runs: [Run; 3],
    proofs: [Option<Sighting>; 3],
    names: [u64; 3],
    pub(super) dotted: Option<Sighting>,
    pub(super) language: Option<(u64, &'static str)>,
}

impl Evidence {
    /// Counts one header and the first line of its words.
    pub(super) fn see(&mut self, row: u64, date: RawDate, words: &str) {
        let sighting = Sighting { row, date };
        self.first.get_or_insert(sighting);
        if self.last_date != Some(date) {
            self.last_date = Some(date);
            self.see_date(sighting);
        }
        if let Some(named) = hints::date_in_name(words) {
            self.see_name(date, named);
        }
        if self.language.is_none() {
            self.language = hints::language(words).map(|language| (row, language));
        }
    }

    fn see_date(&mut self, sighting: Sighting) {
        let date = sighting.date;
        let read = DateOrder::ALL.map(|order| date.under(order).ok());
        for (run, date) in self.runs.iter_mut().zip(read) {
            match date {
                Some(date) => run.step(date),
                None => run.impossible += 1,
            }
        }
        let proven = match read {
            [_, _, Some(_)] if date.is_year_first() => Some(DateOrder::Ymd),
            [Some(_), None, _] => Some(DateOrder::Dmy),
            [None, Some(_), _] => Some(DateOrder::Mdy),
            [None, None, Some(_)] => Some(DateOrder::Ymd),
            [Some(_), Some(_), _] | [None, None, None] => None,
        };
        if let Some(order) = proven {
            self.proofs[order as usize].get_or_insert(sighting);
        }
        if date.dotted && !date.is_year_first() {
            self.dotted.get_or_insert(sighting);
        }
    }

    /// A media file's name says the day it was sent, the year first; a day apart allows for midnight.
    fn see_name(&mut self, date: RawDate, named: Date) {
        let fits = DateOrder::ALL
            .map(|order| date.under(order).is_ok_and(|date| (date - named).get_days().unsigned_abs() <= 1));
        if let [true, false, _] | [false, true, _] | [false, false, true] = fits {
            for (count, fits) in self.names.iter_mut().zip(fits) {
                *count += u64::from(fits);
            }
        }
    }

    /// The run of days under an order.
    pub(super) fn run(&self, order: DateOrder) -> &Run {
        &self.runs[order as usize]
    }

    /// A date that exists under this order and not under its rival.
    pub(super) fn proof(&self, order: DateOrder) -> Option<Sighting> {
        self.proofs[order as usize]
    }

    /// How many media names bear out an order and not its rival.
    pub(super) fn names(&self, order: DateOrder) -> u64 {
        self.names[order as usize]
    }
}
