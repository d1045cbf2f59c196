//! How a report says things in each language: one table of words for each, and how numbers, lengths and days stand in a
//! sentence. Hides which languages there are. English is the language the figures themselves are written in.

mod phrases;

use crate::period::{Period, Rhythm};
use crate::report::{Label, Lapses, Report, Section, Value};
use crate::sheet::MORE;
use crate::spread::Spread;
use domain::ticket::Category;
use domain::time::{Day, Instant, Zone};
use domain::wording::fill;
use jiff::civil::Weekday;
use phrases::{MONTHS, WEEKDAYS};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const MINUTE_US: i64 = 60_000_000;
const HOUR_MINUTES: i64 = 60;
const DAY_MINUTES: i64 = 24 * HOUR_MINUTES;

/// The languages but English, and the words of each: the English words, and what is said for them.
const TABLES: [(&str, &str); 8] = [
    ("ms", include_str!("../wording/ms.toml")),
    ("id", include_str!("../wording/id.toml")),
    ("zh", include_str!("../wording/zh.toml")),
    ("ta", include_str!("../wording/ta.toml")),
    ("es", include_str!("../wording/es.toml")),
    ("pt", include_str!("../wording/pt.toml")),
    ("ar", include_str!("../wording/ar.toml")),
    ("hi", include_str!("../wording/hi.toml")),
];

/// Every language, English first.
static ALL: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let read = |(language, table): (&'static str, &str)| Wording {
        language,
        said: toml::from_str(table).expect("the tables are part of the program, and a test reads them"),
    };
    std::iter::once(Wording { language: "en", said: BTreeMap::new() }).chain(TABLES.into_iter().map(read)).collect()
});

/// The words of one language.
#[derive(Debug)]
pub struct Wording {
    language: &'static str,
    said: BTreeMap<String, String>,
}

/// There are no words in a language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("reports do not speak “{0}”; they speak en, ms, id, zh, ta, es, pt, ar and hi")]
pub struct NotSpoken(String);

impl Wording {
    /// Every language, English first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        ALL.iter()
    }

    /// English.
    #[must_use]
    pub fn english() -> &'static Self {
        &ALL[0]
    }

    /// The words of a language, named by its tag; what stands after a hyphen is not looked at.
    ///
    /// # Errors
    /// When there are none.
    pub fn of(tag: &str) -> Result<&'static Self, NotSpoken> {
        let base = tag.split('-').next().unwrap_or_default();
        Self::all().find(|wording| wording.language == base).ok_or_else(|| NotSpoken(tag.to_owned()))
    }

    /// Its BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(&self) -> &str {
        self.say("English")
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_from_the_right(&self) -> bool {
        self.language == "ar"
    }

    /// What is said for English words of ours.
    #[must_use]
    pub fn say<'a>(&'a self, english: &'a str) -> &'a str {
        self.said.get(english).map_or(english, String::as_str)
    }

    /// The same, with its gaps filled.
    #[must_use]
    pub fn fill(&self, english: &str, gaps: &[(&str, &str)]) -> String {
        fill(self.say(english), gaps)
    }

    /// What a line is about.
    #[must_use]
    pub fn label(&self, label: &Label) -> String {
        match label {
            Label::Phrase(phrase) => self.say(phrase).to_owned(),
            Label::Name(name) | Label::Vendor(_, name) => name.clone(),
            Label::Spot(place, category) => {
                let place = if place.is_empty() { self.say("Place unknown") } else { place };
                format!("{place}: {}", self.trade(*category))
            }
            Label::Period(period) => self.period(period),
            Label::Habit(words, weekdays, at) => format!("{words} · {} {}", self.days(weekdays), at.strftime("%H:%M")),
        }
    }

    /// Days of the week: "every day", "Monday to Friday", "Monday, Thursday".
    fn days(&self, weekdays: &[Weekday]) -> String {
        let offset = |weekday: &Weekday| weekday.to_monday_zero_offset();
        let name = |weekday: &Weekday| {
            let name = WEEKDAYS.get(usize::from(offset(weekday).unsigned_abs()));
            self.say(name.copied().unwrap_or_default())
        };
        let is_run = weekdays.len() > 2 && weekdays.windows(2).all(|two| offset(&two[1]) - offset(&two[0]) == 1);
        match weekdays {
            all if all.len() == WEEKDAYS.len() => self.say("every day").to_owned(),
            [first, .., last] if is_run => self.fill("{from} to {to}", &[("from", name(first)), ("to", name(last))]),
            some => some.iter().map(name).collect::<Vec<_>>().join(", "),
        }
    }

    /// The days on which nothing came, as far as they are named: "2026-11-25, 2026-11-18 and 4 more".
    fn lapses(&self, lapses: &Lapses) -> String {
        let named: Vec<String> = lapses.named().map(|day| day.to_string()).collect();
        let (list, left) = (named.join(", "), lapses.count.saturating_sub(named.len() as u64));
        if left == 0 {
            return list;
        }
        self.fill("{list} and {count} more", &[("list", &list), ("count", &left.to_string())])
    }

    /// How many lines of a section are not shown where space is short, and where they are; nothing when all are shown.
    #[must_use]
    pub fn more(&self, section: &Section) -> Option<String> {
        let left = section.rows.len() - section.shown();
        (left > 0).then(|| self.fill(MORE, &[("count", &left.to_string())]))
    }

    /// What a trade is called.
    #[must_use]
    pub fn trade(&self, category: Category) -> String {
        self.say(&category.word().replace('_', " ")).to_owned()
    }

    /// A value in one line: "12", "83 % (10 of 12)", "median 42 min, 9 of 10 within 3 h (n 12)", "–" for nothing.
    #[must_use]
    pub fn value(&self, value: &Value) -> String {
        match *value {
            Value::Count(count) => count.to_string(),
            Value::Share { part, whole } => match Value::percent(part, whole) {
                Some(percent) => format!("{percent} % ({})", self.of_whole(part, whole)),
                None => "–".to_owned(),
            },
            Value::Spread(Spread { count: 0, .. }) => "–".to_owned(),
            Value::Spread(Spread { count, median_us, p90_us, .. }) => self.fill(
                "median {median}, 9 of 10 within {within} (n {count})",
                &[("median", &self.length(median_us)), ("within", &self.length(p90_us)), ("count", &count.to_string())],
            ),
            Value::Day(day) => self.day(day),
            Value::Lapses(Lapses { count: 0, .. }) => "0".to_owned(),
            Value::Lapses(lapses) => format!("{} ({})", lapses.count, self.lapses(&lapses)),
        }
    }

    /// A value as a table shows it: what is compared, and what it is made of.
    #[must_use]
    pub fn two_lines(&self, value: &Value) -> (String, String) {
        let none = || ("–".to_owned(), String::new());
        match *value {
            Value::Count(count) => (count.to_string(), String::new()),
            Value::Share { part, whole } => match Value::percent(part, whole) {
                Some(percent) => (format!("{percent} %"), self.of_whole(part, whole)),
                None => none(),
            },
            Value::Spread(Spread { count: 0, .. }) => none(),
            Value::Spread(Spread { count, median_us, p90_us, .. }) => {
                let gaps = [("within", &*self.length(p90_us)), ("count", &*count.to_string())];
                (self.length(median_us), self.fill("9 of 10 within {within}, of {count}", &gaps))
            }
            Value::Day(day) => (self.day(day), String::new()),
            Value::Lapses(lapses) => (lapses.count.to_string(), self.lapses(&lapses)),
        }
    }

    fn of_whole(&self, part: u64, whole: u64) -> String {
        self.fill("{part} of {whole}", &[("part", &part.to_string()), ("whole", &whole.to_string())])
    }

    /// A length in its two largest units: "under a minute", "42 min", "2 h 15 min", "3 days 4 h".
    #[must_use]
    pub fn length(&self, us: i64) -> String {
        let minutes = us.max(0) / MINUTE_US;
        let (days, hours) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES / HOUR_MINUTES);
        let words = match (days, hours, minutes % HOUR_MINUTES) {
            (0, 0, 0) => "under a minute",
            (0, 0, _) => "{minutes} min",
            (0, _, 0) => "{hours} h",
            (0, _, _) => "{hours} h {minutes} min",
            (1, 0, _) => "1 day",
            (1, _, _) => "1 day {hours} h",
            (_, 0, _) => "{days} days",
            (_, _, _) => "{days} days {hours} h",
        };
        let [days, hours, rest] = [days, hours, minutes % HOUR_MINUTES].map(|number| number.to_string());
        self.fill(words, &[("days", &days), ("hours", &hours), ("minutes", &rest)])
    }

    /// A day: "Saturday 21 November 2026".
    #[must_use]
    pub fn weekday(&self, day: Day) -> String {
        let weekday = WEEKDAYS.get(usize::from(day.0.weekday().to_monday_zero_offset().unsigned_abs()));
        self.fill(
            "{weekday} {date}",
            &[("weekday", self.say(weekday.copied().unwrap_or_default())), ("date", &self.day(day))],
        )
    }

    /// A day: "21 November 2026".
    #[must_use]
    pub fn day(&self, day: Day) -> String {
        self.dated("{day} {month} {year}", day)
    }

    /// An instant by the clocks of a zone: "21 November 2026, 10:42".
    #[must_use]
    pub fn instant(&self, at: Instant, zone: &Zone) -> String {
        format!("{}, {}", self.day(at.day(zone)), at.in_zone(zone).strftime("%H:%M"))
    }

    fn dated(&self, pattern: &str, day: Day) -> String {
        let month = MONTHS.get(usize::from((day.0.month() - 1).unsigned_abs())).copied().unwrap_or_default();
        let (number, year) = (day.0.day().to_string(), day.0.year().to_string());
        self.fill(pattern, &[("day", &number), ("month", self.say(month)), ("year", &year)])
    }

    /// What a period is called: "Saturday 21 November 2026", "16 to 22 November 2026", "November 2026".
    #[must_use]
    pub fn period(&self, period: &Period) -> String {
        let (first, last) = (period.first, period.last);
        match period.rhythm {
            Rhythm::Daily => self.weekday(first),
            Rhythm::Monthly => self.dated("{month} {year}", first),
            Rhythm::Weekly | Rhythm::Rolling | Rhythm::Whole => {
                let is_same = first.0.year() == last.0.year();
                let from = match (is_same, is_same && first.0.month() == last.0.month()) {
                    (_, true) => "{day}",
                    (true, false) => "{day} {month}",
                    (false, _) => "{day} {month} {year}",
                };
                // Only some languages may leave out what both ends share.
                let from = if self.language == "en" { from } else { "{day} {month} {year}" };
                self.fill("{from} to {to}", &[("from", &self.dated(from, first)), ("to", &self.day(last))])
            }
        }
    }

    /// What a report is called.
    #[must_use]
    pub fn title(&self, report: &Report) -> String {
        let name = if report.scope.is_empty() { &report.organisation } else { &report.scope };
        format!("{name}, {}", self.period(&report.period))
    }
}

/// A length in English, in its two largest units.
#[must_use]
pub fn length(us: i64) -> String {
    Wording::english().length(us)
}

#[cfg(test)]
mod tests {
    use super::phrases::phrases;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_words_for_everything_and_for_nothing_else() {
        let wanted: BTreeSet<String> = phrases().into_iter().map(str::to_owned).collect();
        for wording in Wording::all().skip(1) {
            let said: BTreeSet<String> = wording.said.keys().cloned().collect();
            let missing: Vec<_> = wanted.difference(&said).collect();
            let beyond: Vec<_> = said.difference(&wanted).collect();
            assert!(
                missing.is_empty() && beyond.is_empty(),
                "{}: {missing:#?}, and beyond {beyond:#?}",
                wording.language
            );
            for (english, said) in &wording.said {
                let gaps = |text: &str| -> BTreeSet<String> {
                    text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
                };
                assert_eq!(gaps(english), gaps(said), "{}: {said}", wording.language);
                assert!(!said.trim().is_empty(), "{}: {english}", wording.language);
            }
        }
    }

    #[test]
    fn a_length_is_said_in_its_two_largest_units() {
        for (minutes, words) in [
            (0, "under a minute"),
            (42, "42 min"),
            (120, "2 h"),
            (135, "2 h 15 min"),
            (1_440, "1 day"),
            (1_500, "1 day 1 h"),
            (2_880, "2 days"),
            (4_570, "3 days 4 h"),
        ] {
            assert_eq!(length(minutes * MINUTE_US), words);
        }
        assert_eq!(length(-5), "under a minute");
    }

    #[test]
    fn a_language_that_is_not_spoken_is_refused_with_those_that_are() {
        assert_eq!(Wording::of("pt-BR").map(Wording::language), Ok("pt"));
        let error = Wording::of("fr").unwrap_err().to_string();
        assert_eq!(error, "reports do not speak “fr”; they speak en, ms, id, zh, ta, es, pt, ar and hi");
    }

    #[test]
    fn a_day_is_said_as_its_language_says_it() {
        let day = "2026-11-21".parse().unwrap();
        let said = |tag| Wording::of(tag).unwrap().weekday(day);
        assert_eq!(said("en"), "Saturday 21 November 2026");
        assert_eq!(said("es"), "sábado 21 de noviembre de 2026");
        assert_eq!(said("zh"), "2026年11月21日 星期六");
    }

    #[test]
    fn days_of_the_week_are_said_in_as_few_words_as_do() {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        for (days, words) in [
            (&[Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday][..], "every day"),
            (&[Monday, Tuesday, Wednesday, Thursday, Friday], "Monday to Friday"),
            (&[Saturday, Sunday], "Saturday, Sunday"),
            (&[Monday, Wednesday, Thursday], "Monday, Wednesday, Thursday"),
        ] {
            assert_eq!(Wording::english().days(days), words);
        }
        let days: Vec<Day> = (2..=8).map(|day| Day(jiff::civil::date(2026, 11, day))).collect();
        let lapsed = Wording::english().value(&Value::Lapses(Lapses::of(&days)));
        assert_eq!(lapsed, "7 (2026-11-08, 2026-11-07, 2026-11-06, 2026-11-05, 2026-11-04 and 2 more)");
    }
}
