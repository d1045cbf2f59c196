//! Until which day somebody is to stand in.

use crate::schedule::phrases::Phrases;
use crate::schedule::words::{Meaning, meaning, pieces};
use domain::order::Until;
use domain::time::Day;
use std::sync::LazyLock;

static TOMORROW: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::of([(
        (),
        "tomorrow|tmr|tmrw|tomorrow morning|esok|esok pagi|besok|bsk|besok pagi|明天|明早|mañana|amanhã|कल|நாளை|غدا|bukas",
    )])
});

/// The days of a week.
const WEEK_DAYS: i64 = 7;

/// The day that words name, counted from the day on which they are said: a weekday is the next one.
pub(super) fn until(words: &[String], today: Day) -> Until {
    let pieces = pieces(&words.join(" "));
    let (mut at, mut found) = (0, None);
    while at < pieces.len() {
        let (day, taken) = match (TOMORROW.longest(&pieces[at..]), meaning(&pieces[at..])) {
            (Some(((), taken)), _) => (today.plus(1), taken),
            (None, Some((Meaning::Nothing, taken))) => {
                at += taken;
                continue;
            }
            (None, Some((Meaning::Weekdays([weekday]), taken))) => (next(today, *weekday), taken),
            (None, Some((Meaning::Starts(date), taken))) => (Day(date), taken),
            (None, _) => return Until::Unread,
        };
        if found.replace(day).is_some() {
            return Until::Unread;
        }
        at += taken;
    }
    found.map_or(Until::Unread, Until::Day)
}

/// The next day of a weekday, counted from Monday.
fn next(today: Day, weekday: u8) -> Day {
    let ahead = (i64::from(weekday) - i64::from(today.0.weekday().to_monday_zero_offset())).rem_euclid(WEEK_DAYS);
    today.plus(if ahead == 0 { WEEK_DAYS } else { ahead })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_name_it() {
        let today: Day = "2026-11-30".parse().unwrap();
        let said = |text: &str| until(&text.split_whitespace().map(str::to_owned).collect::<Vec<_>>(), today);
        for (text, day) in [
            ("friday", "2026-12-04"),
            ("jumaat", "2026-12-04"),
            ("hari jumat", "2026-12-04"),
            ("周 五", "2026-12-04"),
            ("el viernes", "2026-12-04"),
            ("sexta feira", "2026-12-04"),
            ("monday", "2026-12-07"),
            ("tomorrow", "2026-12-01"),
            ("明 天", "2026-12-01"),
            ("2026-12-24", "2026-12-24"),
        ] {
            assert_eq!(said(text), Until::Day(day.parse().unwrap()), "{text}");
        }
        for text in ["", "friday saturday", "weekdays", "he is back", "friday 5pm", "2026-13-40"] {
            assert_eq!(said(text), Until::Unread, "{text}");
        }
    }
}
