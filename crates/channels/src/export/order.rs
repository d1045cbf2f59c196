//! The three orders a date is written in.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Serialize;

/// Which of day, month and year comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2026, as in most of the world.
    Dmy,
    /// 12/31/2026, as in the United States and the Philippines.
    Mdy,
    /// 2026/12/31, as in China, Japan, Korea, Hungary and Sweden.
    Ymd,
}

impl DateOrder {
    /// Every order.
    pub const ALL: [DateOrder; 3] = [DateOrder::Dmy, DateOrder::Mdy, DateOrder::Ymd];
}

impl fmt::Display for DateOrder {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            DateOrder::Dmy => "dmy",
            DateOrder::Mdy => "mdy",
            DateOrder::Ymd => "ymd",
        })
    }
}

impl FromStr for DateOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        DateOrder::ALL
            .into_iter()
            .find(|order| order.to_string() == text.to_ascii_lowercase())
            .ok_or_else(|| format!("\"{text}\" is no date order; say dmy, mdy or ymd"))
    }
}

/// A date as written: three numbers, with the digits each was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RawDate {
    pub(super) values: [u16; 3],
    pub(super) digits: [u8; 3],
    /// Whether full stops stand between the numbers, which no country that puts the month first does.
    pub(super) dotted: bool,
}

impl RawDate {
    /// Whether the year stands first beyond doubt.
    pub(super) fn is_year_first(&self) -> bool {
        self.digits[0] == 4
    }

    /// The date under an order.
    ///
    /// # Errors
    /// Why there is no such date, as a sentence without its full stop.
    pub(super) fn under(&self, order: DateOrder) -> Result<Date, String> {
        let [first, second, third] = self.values;
        let (year_place, year, month, day) = match order {
            DateOrder::Dmy => (2, third, second, first),
            DateOrder::Mdy => (2, third, first, second),
            DateOrder::Ymd => (0, first, second, third),
        };
        let no_date = || format!("\"{self}\" is no date in the order {order}");
        let year = match self.digits[year_place] {
            2 => 2000 + year,
            4 => year,
            _ => return Err(no_date()),
        };
        if self.digits.iter().enumerate().any(|(place, digits)| place != year_place && *digits > 2) {
            return Err(no_date());
        }
        if !YEARS.contains(&year) {
            return Err(format!("the year {year} is outside 2009 to 2099; only Gregorian dates are read"));
        }
        let small = |number: u16| i8::try_from(number).map_err(|_| no_date());
        Date::new(year.cast_signed(), small(month)?, small(day)?).map_err(|_| no_date())
    }
}

/// WhatsApp began in 2009; a year far outside is another calendar or no date.
const YEARS: std::ops::RangeInclusive<u16> = 2009..=2099;

impl fmt::Display for RawDate {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third] = self.values;
        let [wide_first, wide_second, wide_third] = self.digits.map(usize::from);
        write!(to, "{first:0wide_first$}/{second:0wide_second$}/{third:0wide_third$}")
    }
}
