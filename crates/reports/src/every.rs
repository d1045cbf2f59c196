//! How often a report is sent by itself, when that is due, and which period it is then about.

use crate::period::Stretch;
use domain::time::{Day, Instant, Zone};
use jiff::civil::Weekday;

/// Days looked back on for the last time: a month and its longest neighbour.
const LOOK_DAYS: i64 = 31;
/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// On which days a report is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// On each, about the day before.
    Day,
    /// On one of the week, about the last whole week.
    Week(Weekday),
    /// On the first of the month, about the last whole month.
    Month,
}

impl Every {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Day,
        Self::Week(Weekday::Monday),
        Self::Week(Weekday::Tuesday),
        Self::Week(Weekday::Wednesday),
        Self::Week(Weekday::Thursday),
        Self::Week(Weekday::Friday),
        Self::Week(Weekday::Saturday),
        Self::Week(Weekday::Sunday),
        Self::Month,
    ];

    /// The word it is kept by.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week(Weekday::Monday) => "monday",
            Self::Week(Weekday::Tuesday) => "tuesday",
            Self::Week(Weekday::Wednesday) => "wednesday",
            Self::Week(Weekday::Thursday) => "thursday",
            Self::Week(Weekday::Friday) => "friday",
            Self::Week(Weekday::Saturday) => "saturday",
            Self::Week(Weekday::Sunday) => "sunday",
            Self::Month => "month",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|every| every.word() == word)
    }

    /// As people say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "Every day, about the day before",
            Self::Week(Weekday::Monday) => "Every Monday, about the week before",
            Self::Week(Weekday::Tuesday) => "Every Tuesday, about the week before",
            Self::Week(Weekday::Wednesday) => "Every Wednesday, about the week before",
            Self::Week(Weekday::Thursday) => "Every Thursday, about the week before",
            Self::Week(Weekday::Friday) => "Every Friday, about the week before",
            Self::Week(Weekday::Saturday) => "Every Saturday, about the week before",
            Self::Week(Weekday::Sunday) => "Every Sunday, about the week before",
            Self::Month => "On the first of each month, about the month before",
        }
    }

    /// Which period it is about, seen from the day on which it is sent.
    #[must_use]
    pub fn stretch(self) -> Stretch {
        match self {
            Self::Day => Stretch::Yesterday,
            Self::Week(_) => Stretch::LastWeek,
            Self::Month => Stretch::LastMonth,
        }
    }

    /// The last time it was due by an instant, at a minute of the day by the clocks of a zone. A minute that the clocks
    /// leap over is due right after.
    #[must_use]
    pub fn last_due(self, minute: u16, now: Instant, zone: &Zone) -> Option<(Day, Instant)> {
        let minute = minute.min(DAY_MINUTES - 1);
        let time = jiff::civil::time(
            i8::try_from(minute / 60).unwrap_or_default(),
            i8::try_from(minute % 60).unwrap_or_default(),
            0,
            0,
        );
        let today = now.day(zone);
        let falls = |day: &Day| match self {
            Self::Day => true,
            Self::Week(weekday) => day.0.weekday() == weekday,
            Self::Month => day.0.day() == 1,
        };
        let days = (0..=LOOK_DAYS).map(|back| today.plus(-back)).filter(falls);
        days.map(|day| (day, zone.instant(day.0.to_datetime(time)))).find(|(_, due)| *due <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_due_by_the_clocks_of_the_site() {
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        let at = |text: &str| Instant::from_timestamp(text.parse().unwrap());
        for (every, now, day) in [
            // Eight o'clock there is midnight by Greenwich; 21 November 2026 is a Saturday.
            (Every::Day, "2026-11-21T00:00:00Z", "2026-11-21"),
            (Every::Day, "2026-11-20T23:59:59Z", "2026-11-20"),
            (Every::Week(Weekday::Saturday), "2026-11-21T00:00:00Z", "2026-11-21"),
            (Every::Week(Weekday::Saturday), "2026-11-20T23:59:00Z", "2026-11-14"),
            (Every::Week(Weekday::Monday), "2026-11-21T09:00:00Z", "2026-11-16"),
            (Every::Month, "2026-11-30T23:59:00Z", "2026-11-01"),
            (Every::Month, "2026-12-01T00:00:00Z", "2026-12-01"),
        ] {
            let (found, due) = every.last_due(8 * 60, at(now), &zone).unwrap();
            assert_eq!((found.to_string(), due <= at(now)), (day.to_owned(), true), "{every:?} {now}");
            assert_eq!(Every::from_word(every.word()), Some(every));
        }
    }

    #[test]
    fn an_hour_that_the_clocks_leap_over_is_due_once() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let at = |text: &str| Instant::from_timestamp(text.parse().unwrap());
        // On 29 March 2026 there is no half past two.
        let due = |now: &str| Every::Day.last_due(2 * 60 + 30, at(now), &zone).unwrap().0.to_string();
        assert_eq!(due("2026-03-29T00:29:00Z"), "2026-03-28");
        assert_eq!(due("2026-03-29T01:31:00Z"), "2026-03-29");
        // On 25 October half past two comes twice, and is due at the first.
        assert_eq!(due("2026-10-25T00:30:00Z"), "2026-10-25");
        assert_eq!(due("2026-10-25T01:30:00Z"), "2026-10-25");
    }
}
