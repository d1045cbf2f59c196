//! The stretch of time a report is about, and the one it is held against.

use domain::time::{Day, Instant, Zone};
use jiff::civil::Weekday;

/// How often a report of its kind is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rhythm {
    /// A calendar day, held against the same weekday of the week before.
    Daily,
    /// Monday to Sunday, held against the week before.
    Weekly,
    /// A calendar month, held against the month before.
    Monthly,
    /// Thirty days, held against the thirty before.
    Rolling,
    /// Everything heard so far, held against nothing.
    Whole,
}

/// Periods in which a trend is shown: a year of months.
const LATELY: usize = 12;
/// Days of a rolling report.
const ROLLING_DAYS: i64 = 30;

/// The word is no rhythm.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no report “{word}”; there are daily, weekly, monthly, rolling and whole")]
pub struct UnknownRhythm {
    word: String,
}

impl Rhythm {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::Daily, Self::Weekly, Self::Monthly, Self::Rolling, Self::Whole];

    /// The word in addresses and commands.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Rolling => "rolling",
            Self::Whole => "whole",
        }
    }
}

impl std::str::FromStr for Rhythm {
    type Err = UnknownRhythm;

    fn from_str(word: &str) -> Result<Self, UnknownRhythm> {
        let known = Self::ALL.into_iter().find(|rhythm| rhythm.word() == word);
        known.ok_or_else(|| UnknownRhythm { word: word.to_owned() })
    }
}

/// Which period somebody is shown or sent, whenever they look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// The present day so far.
    Today,
    /// The present week so far.
    ThisWeek,
    /// The day before.
    Yesterday,
    /// The last whole week.
    LastWeek,
    /// The last whole month.
    LastMonth,
    /// The present month so far.
    ThisMonth,
    /// The last thirty days.
    Rolling,
}

impl Stretch {
    /// Every one.
    pub const ALL: [Self; 7] =
        [Self::Today, Self::Yesterday, Self::ThisWeek, Self::LastWeek, Self::ThisMonth, Self::LastMonth, Self::Rolling];

    /// The word it is kept by.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::ThisWeek => "this_week",
            Self::Yesterday => "yesterday",
            Self::LastWeek => "last_week",
            Self::LastMonth => "last_month",
            Self::ThisMonth => "this_month",
            Self::Rolling => "rolling",
        }
    }

    /// The one of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stretch| stretch.word() == word)
    }

    /// As people say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Today => "Today",
            Self::ThisWeek => "This week so far",
            Self::Yesterday => "Yesterday",
            Self::LastWeek => "Last week",
            Self::LastMonth => "Last month",
            Self::ThisMonth => "This month so far",
            Self::Rolling => "Last 30 days",
        }
    }

    /// The rhythm of its report, and a day that its period holds, seen from a day.
    #[must_use]
    pub fn seen_from(self, today: Day) -> (Rhythm, Day) {
        match self {
            Self::Today => (Rhythm::Daily, today),
            Self::ThisWeek => (Rhythm::Weekly, today),
            Self::Yesterday => (Rhythm::Daily, today.plus(-1)),
            Self::LastWeek => (Rhythm::Weekly, today.plus(-7)),
            Self::LastMonth => (Rhythm::Monthly, Day(today.0.first_of_month()).plus(-1)),
            Self::ThisMonth => (Rhythm::Monthly, today),
            Self::Rolling => (Rhythm::Rolling, today),
        }
    }
}

/// A stretch of time, its end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl Span {
    /// Whether an instant lies in it.
    #[must_use]
    pub fn holds(&self, at: Instant) -> bool {
        self.from <= at && at < self.to
    }
}

/// What a report is about, and what it is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How often.
    pub rhythm: Rhythm,
    /// Its first day.
    pub first: Day,
    /// Its last day, included.
    pub last: Day,
    /// Its first and last instant, by the clocks of one zone.
    pub span: Span,
    /// The stretch before; none of everything.
    pub before: Option<Span>,
}

impl Period {
    /// The period of this rhythm that holds a day; everything is what was heard from `heard` on until that day.
    #[must_use]
    pub fn holding(rhythm: Rhythm, day: Day, heard: Day, zone: &Zone) -> Self {
        let (first, last, before) = match rhythm {
            Rhythm::Daily => (day, day, Some(day.plus(-7))),
            Rhythm::Weekly => {
                let monday = day.plus(-i64::from(day.0.weekday().since(Weekday::Monday)));
                (monday, monday.plus(6), Some(monday.plus(-7)))
            }
            Rhythm::Monthly => {
                let first = Day(day.0.first_of_month());
                (first, Day(day.0.last_of_month()), Some(Day(first.plus(-1).0.first_of_month())))
            }
            Rhythm::Rolling => (day.plus(1 - ROLLING_DAYS), day, Some(day.plus(1 - 2 * ROLLING_DAYS))),
            Rhythm::Whole => (heard.min(day), day, None),
        };
        let start = |day: Day| zone.instant(day.0.to_datetime(jiff::civil::Time::midnight()));
        let span = |first: Day, last: Day| Span { from: start(first), to: start(last.plus(1)) };
        let before = before.map(|before| match rhythm {
            Rhythm::Monthly => span(before, first.plus(-1)),
            Rhythm::Daily | Rhythm::Weekly | Rhythm::Rolling | Rhythm::Whole => {
                span(before, before.plus(i64::from(last.0.since(first.0).map_or(0, |days| days.get_days()))))
            }
        });
        Self { rhythm, first, last, span: span(first, last), before }
    }

    /// The same period while it lasts: held against as much of the one before as has passed of this one.
    #[must_use]
    pub fn lasting(mut self, now: Instant) -> Self {
        if let Some(before) = self.before.as_mut().filter(|_| self.span.holds(now)) {
            let passed_us = now.us().saturating_sub(self.span.from.us());
            before.to = before.to.min(Instant::from_us(before.from.us().saturating_add(passed_us)));
        }
        self
    }

    /// The last periods of its rhythm that begin after a day, itself among them and the earliest first; of everything, the
    /// last months.
    #[must_use]
    pub fn lately(&self, heard: Day, zone: &Zone) -> Vec<Self> {
        let rhythm = if self.rhythm == Rhythm::Whole { Rhythm::Monthly } else { self.rhythm };
        let before = |later: &Self| Some(Self::holding(rhythm, later.day_before(), heard, zone));
        let periods = std::iter::successors(Some(Self::holding(rhythm, self.last, heard, zone)), before);
        let mut lately: Vec<Self> = periods.take(LATELY).take_while(|period| period.last >= heard).collect();
        lately.reverse();
        lately
    }

    /// The day before its first: in the period before this one.
    #[must_use]
    pub fn day_before(&self) -> Day {
        self.first.plus(-1)
    }

    /// The day after its last: in the period after this one.
    #[must_use]
    pub fn day_after(&self) -> Day {
        self.last.plus(1)
    }

    /// What it is called, in English.
    #[must_use]
    pub fn title(&self) -> String {
        crate::wording::Wording::english().period(self)
    }

    /// What it is held against, as a heading.
    #[must_use]
    pub fn before_title(&self) -> &'static str {
        match self.rhythm {
            Rhythm::Daily => "Same weekday, a week before",
            Rhythm::Weekly => "Week before",
            Rhythm::Monthly => "Month before",
            Rhythm::Rolling => "30 days before",
            Rhythm::Whole => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(rhythm: Rhythm, day: &str) -> Period {
        let zone = Zone::named("Europe/Berlin").unwrap();
        Period::holding(rhythm, day.parse().unwrap(), "2026-01-03".parse().unwrap(), &zone)
    }

    #[test]
    fn a_period_is_that_of_the_calendar() {
        for (rhythm, first, last, title) in [
            (Rhythm::Daily, "2026-11-21", "2026-11-21", "Saturday 21 November 2026"),
            (Rhythm::Weekly, "2026-11-16", "2026-11-22", "16 to 22 November 2026"),
            (Rhythm::Monthly, "2026-11-01", "2026-11-30", "November 2026"),
            (Rhythm::Rolling, "2026-10-23", "2026-11-21", "23 October to 21 November 2026"),
            (Rhythm::Whole, "2026-01-03", "2026-11-21", "3 January to 21 November 2026"),
        ] {
            let period = period(rhythm, "2026-11-21");
            assert_eq!((period.first.to_string(), period.last.to_string()), (first.into(), last.into()));
            assert_eq!(period.title(), title);
        }
    }

    #[test]
    fn it_is_held_against_the_one_before() {
        let hours = |span: Span| span.to.minutes_since(span.from) / 60.0;
        let week = period(Rhythm::Weekly, "2026-10-31");
        // The clocks went back on the 25th: that day had 25 hours.
        assert!((hours(week.span) - 168.0).abs() < 1e-9);
        assert!((hours(week.before.unwrap()) - 169.0).abs() < 1e-9);
        assert_eq!(week.before.unwrap().to, week.span.from);
        let month = period(Rhythm::Monthly, "2026-03-31");
        assert!((hours(month.before.unwrap()) - 28.0 * 24.0).abs() < 1e-9);
        assert_eq!(month.before.unwrap().to, month.span.from);
        let day = period(Rhythm::Daily, "2026-11-21");
        assert!((day.span.from.minutes_since(day.before.unwrap().from) - 7.0 * 1440.0).abs() < 1e-9);
        assert_eq!(period(Rhythm::Whole, "2026-11-21").before, None);
    }

    #[test]
    fn a_trend_shows_the_last_twelve_of_its_kind_since_anything_was_heard() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let of = |rhythm, heard: &str| {
            let lately = period(rhythm, "2026-11-21").lately(heard.parse().unwrap(), &zone);
            (lately.len(), lately[0].first.to_string(), lately[lately.len() - 1].last.to_string())
        };
        for (rhythm, heard, expected) in [
            (Rhythm::Daily, "2026-01-03", (12, "2026-11-10", "2026-11-21")),
            (Rhythm::Weekly, "2026-01-03", (12, "2026-08-31", "2026-11-22")),
            (Rhythm::Monthly, "2025-01-03", (12, "2025-12-01", "2026-11-30")),
            (Rhythm::Monthly, "2026-09-17", (3, "2026-09-01", "2026-11-30")),
            (Rhythm::Rolling, "2026-10-30", (1, "2026-10-23", "2026-11-21")),
            (Rhythm::Whole, "2026-10-30", (2, "2026-10-01", "2026-11-30")),
        ] {
            let (count, first, last) = of(rhythm, heard);
            assert_eq!((count, first.as_str(), last.as_str()), expected, "{rhythm:?}");
        }
    }

    #[test]
    fn while_it_lasts_it_is_held_against_as_much_of_the_one_before() {
        let week = period(Rhythm::Weekly, "2026-11-21");
        let now = week.span.from.plus_minutes(100);
        let so_far = week.lasting(now).before.unwrap();
        assert_eq!((so_far.from, so_far.to), (week.before.unwrap().from, so_far.from.plus_minutes(100)));
        assert_eq!(week.lasting(week.span.to), week);
        let march = period(Rhythm::Monthly, "2026-03-31");
        // February was over before the 30th of March is.
        let late = march.lasting(march.span.to.plus_minutes(-60)).before.unwrap();
        assert_eq!(late, march.before.unwrap());
    }

    #[test]
    fn a_stretch_is_seen_from_the_day_one_looks() {
        let seen = |stretch: Stretch, day: &str| stretch.seen_from(day.parse().unwrap());
        for (stretch, today, rhythm, day) in [
            (Stretch::Yesterday, "2026-03-01", Rhythm::Daily, "2026-02-28"),
            (Stretch::LastWeek, "2026-11-23", Rhythm::Weekly, "2026-11-16"),
            (Stretch::LastMonth, "2026-03-31", Rhythm::Monthly, "2026-02-28"),
            (Stretch::ThisMonth, "2026-03-31", Rhythm::Monthly, "2026-03-31"),
            (Stretch::Rolling, "2026-03-31", Rhythm::Rolling, "2026-03-31"),
        ] {
            assert_eq!(seen(stretch, today), (rhythm, day.parse().unwrap()));
            assert_eq!(Stretch::from_word(stretch.word()), Some(stretch));
        }
    }

    #[test]
    fn a_word_that_is_no_rhythm_is_told_what_there_is() {
        assert_eq!("weekly".parse(), Ok(Rhythm::Weekly));
        let error = "yearly".parse::<Rhythm>().unwrap_err().to_string();
        assert_eq!(error, "there is no report “yearly”; there are daily, weekly, monthly, rolling and whole");
    }
}
