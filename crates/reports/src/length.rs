//! Lengths of time as a report says them.

const MINUTE_US: i64 = 60_000_000;
const HOUR_MINUTES: i64 = 60;
const DAY_MINUTES: i64 = 24 * HOUR_MINUTES;

/// A length in its two largest units: "under a minute", "42 min", "2 h 15 min", "3 days 4 h".
#[must_use]
pub fn length(us: i64) -> String {
    let minutes = us.max(0) / MINUTE_US;
    let (days, hours, rest) = (minutes / DAY_MINUTES, minutes % DAY_MINUTES / HOUR_MINUTES, minutes % HOUR_MINUTES);
    match (days, hours, rest) {
        (0, 0, 0) => "under a minute".to_owned(),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1, 0, _) => "1 day".to_owned(),
        (1, hours, _) => format!("1 day {hours} h"),
        (days, 0, _) => format!("{days} days"),
        (days, hours, _) => format!("{days} days {hours} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
