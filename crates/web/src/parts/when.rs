//! Times as people read them: the wall clock of the site, with the whole date one hover away.

use crate::wording::{counted, key, say};
use domain::time::{Day, Instant, Zone};
use domain::wording::fill;
use jiff::Zoned;
use jiff::civil::{Date, Time};
use maud::{Markup, html};

/// Monday first.
pub const WEEKDAYS: [&str; 7] = [key("Mon"), key("Tue"), key("Wed"), key("Thu"), key("Fri"), key("Sat"), key("Sun")];
/// January first.
const MONTHS: [&str; 12] = [
    key("Jan"),
    key("Feb"),
    key("Mar"),
    key("Apr"),
    key("May"),
    key("Jun"),
    key("Jul"),
    key("Aug"),
    key("Sep"),
    key("Oct"),
    key("Nov"),
    key("Dec"),
];
/// Days for which a weekday says more than a date.
const WEEKDAY_DAYS: i32 = 6;

/// The present, as the wall clock of the organisation shows it.
#[derive(Clone, Debug)]
pub struct Wall {
    /// Now.
    pub now: Instant,
    /// Whose clocks.
    pub zone: Zone,
}

impl Wall {
    /// Today's date.
    pub fn today(&self) -> Day {
        self.now.day(&self.zone)
    }

    /// When a day begins.
    pub fn begins(&self, day: Day) -> Instant {
        self.zone.instant(day.0.to_datetime(Time::midnight()))
    }

    /// "Sat 21 Nov, 10:42".
    pub fn headline(&self) -> String {
        timed(say("{weekday} {day} {month}, {time}"), &self.now.in_zone(&self.zone))
    }

    /// An instant in the shortest words that are still clear: "10:42", "yesterday 10:42", "Tue 10:42", "3 Nov, 10:42".
    pub fn at(&self, instant: Instant) -> Markup {
        let local = instant.in_zone(&self.zone);
        self.element(instant, &self.short(&local))
    }

    /// How long ago: "40 min", "3 h", "2 days".
    pub fn age(&self, since: Instant) -> Markup {
        self.element(since, &duration(self.now.minutes_since(since)))
    }

    /// The time of day alone, for places where the day is plain.
    pub fn clock(&self, instant: Instant) -> Markup {
        self.element(instant, &instant.in_zone(&self.zone).strftime("%H:%M").to_string())
    }

    /// The date alone: "Today", "Yesterday", "Sat 21 Nov".
    pub fn date(&self, day: Day) -> String {
        match self.today().0.since(day.0).map(|span| span.get_days()) {
            Ok(0) => say("Today").to_owned(),
            Ok(1) => say("Yesterday").to_owned(),
            _ if day.0.year() == self.today().0.year() => dated(say("{weekday} {day} {month}"), day.0, ""),
            _ => dated(say("{weekday} {day} {month} {year}"), day.0, ""),
        }
    }

    fn element(&self, instant: Instant, words: &str) -> Markup {
        let local = instant.in_zone(&self.zone);
        let absolute = timed(say("{weekday} {day} {month} {year}, {time}"), &local);
        let absolute = format!("{absolute} ({})", self.zone.name());
        html! { time datetime=(instant.rfc3339(&self.zone)) title=(absolute) { (words) } }
    }

    fn short(&self, local: &Zoned) -> String {
        let days = self.today().0.since(local.date()).map_or(i32::MAX, |span| span.get_days());
        let pattern = match days {
            0 => "{time}",
            1 => say("yesterday {time}"),
            2..=WEEKDAY_DAYS => say("{weekday} {time}"),
            _ if local.year() == self.today().0.year() => say("{day} {month}, {time}"),
            _ => say("{day} {month} {year}, {time}"),
        };
        timed(pattern, local)
    }
}

/// A day without its year: "21 Nov".
pub fn short_day(day: Day) -> String {
    dated(say("{day} {month}"), day.0, "")
}

/// "Sat".
pub fn weekday(day: Day) -> &'static str {
    let at = usize::try_from(day.0.weekday().to_monday_zero_offset()).unwrap_or_default();
    say(WEEKDAYS.get(at).copied().unwrap_or_default())
}

fn timed(words: &str, local: &Zoned) -> String {
    dated(words, local.date(), &local.strftime("%H:%M").to_string())
}

/// Words with the parts of a day in their gaps.
fn dated(words: &str, date: Date, time: &str) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    let (day, year) = (date.day().to_string(), date.year().to_string());
    let gaps = [("weekday", weekday(Day(date))), ("day", &day), ("month", say(month)), ("year", &year), ("time", time)];
    fill(words, &gaps)
}

/// A length of time in its largest unit.
pub fn duration(minutes: f64) -> String {
    const HOUR: f64 = 60.0;
    const DAY: f64 = 24.0 * HOUR;
    match minutes {
        m if m < 1.0 => say("just now").to_owned(),
        m if m < HOUR => counted(m as u64, "{n} min", "{n} min"),
        m if m < DAY => counted((m / HOUR) as u64, "{n} h", "{n} h"),
        m => counted((m / DAY) as u64, "{n} day", "{n} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::from_timestamp(text.parse().unwrap())
    }

    #[test]
    fn times_are_shown_on_the_sites_clock_and_whole_on_hover() {
        let wall = Wall { now: at("2026-11-21T02:42:00Z"), zone: Zone::named("Asia/Kuala_Lumpur").unwrap() };
        let cases = [
            ("2026-11-21T01:00:00Z", "09:00"),
            ("2026-11-20T01:00:00Z", "yesterday 09:00"),
            ("2026-11-18T01:00:00Z", "Wed 09:00"),
            ("2026-11-03T01:00:00Z", "3 Nov, 09:00"),
            ("2025-11-03T01:00:00Z", "3 Nov 2025, 09:00"),
        ];
        for (instant, words) in cases {
            let shown = wall.at(at(instant)).into_string();
            assert!(shown.contains(&format!(">{words}<")), "{shown}");
        }
        let shown = wall.at(at("2026-11-21T01:00:00Z")).into_string();
        assert!(shown.contains("datetime=\"2026-11-21T09:00:00+08:00\""), "{shown}");
        assert!(shown.contains("title=\"Sat 21 Nov 2026, 09:00 (Asia/Kuala_Lumpur)\""), "{shown}");
    }

    #[test]
    fn a_duration_is_said_in_its_largest_unit() {
        for (minutes, words) in
            [(0.2, "just now"), (40.0, "40 min"), (125.0, "2 h"), (1500.0, "1 day"), (9000.0, "6 days")]
        {
            assert_eq!(duration(minutes), words);
        }
    }
}
