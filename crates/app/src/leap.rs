//! Time that passes on the phone only: how far the clock of a folder was put forward, kept beside its data so that it never
//! goes back.

use crate::chance;
use anyhow::Context as _;
use domain::time::{Instant, Zone};
use jiff::ToSpan as _;
use simulator::Leap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file that says how far, in microseconds.
const FILE: &str = "phone-clock";
/// Time passes in such steps, so that what is due on the way is done on the way, in minutes.
const STEP_MINUTES: i64 = 15;
/// How long the workers have for a step.
const STEP: Duration = Duration::from_millis(250);
/// When the morning is.
const MORNING_HOUR: i8 = 8;

/// How far a folder's clock was put forward, in microseconds.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn kept(data: &Path) -> anyhow::Result<i64> {
    let file = data.join(FILE);
    match std::fs::read_to_string(&file) {
        Ok(text) => text.trim().parse().with_context(|| format!("{} holds no number", file.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

/// Lets time pass for the whole program, and remembers it in a folder.
///
/// # Errors
/// When the folder cannot be written; no time passes then.
pub fn leap(data: &Path, zone: &Zone, leap: Leap) -> anyhow::Result<()> {
    let now = chance::now();
    let until = until(now, zone, leap);
    let ahead_us = chance::ahead_us() + until.us() - now.us();
    let file: PathBuf = data.join(FILE);
    std::fs::write(&file, ahead_us.to_string()).with_context(|| format!("cannot write {}", file.display()))?;
    tokio::spawn(pass(now, until));
    Ok(())
}

/// Step by step, so that nothing is skipped that is due on the way.
async fn pass(from: Instant, until: Instant) {
    let began_us = chance::ahead_us();
    let mut at = from;
    while at < until {
        at = at.plus_minutes(STEP_MINUTES).min(until);
        chance::ahead(began_us + at.us() - from.us());
        tokio::time::sleep(STEP).await;
    }
}

fn until(now: Instant, zone: &Zone, leap: Leap) -> Instant {
    match leap {
        Leap::Minutes(minutes) => now.plus_minutes(i64::from(minutes)),
        Leap::Morning => {
            let wall = now.in_zone(zone).datetime();
            let day = if wall.hour() >= MORNING_HOUR { wall.date().saturating_add(1.day()) } else { wall.date() };
            zone.instant(day.at(MORNING_HOUR, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_morning_is_ahead_wherever_it_is() {
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        for (now, morning) in
            [("2026-11-29T23:30:00Z", "2026-11-30T00:00:00Z"), ("2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z")]
        {
            let at = |text: &str| Instant::from_timestamp(text.parse().unwrap());
            assert_eq!(until(at(now), &zone, Leap::Morning), at(morning), "{now}");
        }
    }

    #[test]
    fn how_far_it_was_put_is_kept_beside_the_data() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(kept(folder.path()).unwrap(), 0);
        std::fs::write(folder.path().join(FILE), "900000000\n").unwrap();
        assert_eq!(kept(folder.path()).unwrap(), 900_000_000);
        std::fs::write(folder.path().join(FILE), "soon").unwrap();
        assert!(kept(folder.path()).is_err());
    }
}
