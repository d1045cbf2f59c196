//! When a shift begins and ends, also where it goes through the night and over a change of the clocks.

use crate::time::{Day, Instant, Zone};
use serde::{Deserialize, Serialize};

/// A named part of a site's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// What people call it.
    pub name: String,
    /// When it begins, by the site's clocks.
    pub from: jiff::civil::Time,
    /// When it ends; on the next day where that is not later.
    pub until: jiff::civil::Time,
}

impl Shift {
    /// How long it is, in minutes.
    pub fn minutes(&self) -> u32 {
        let minute = |time: jiff::civil::Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        let length = (minute(self.until) - minute(self.from)).rem_euclid(24 * 60);
        u32::try_from(if length == 0 { 24 * 60 } else { length }).unwrap_or_default()
    }

    /// From when until when it is, where it begins on a day.
    pub fn on(&self, day: Day, zone: &Zone) -> (Instant, Instant) {
        let last = if self.until > self.from { day } else { day.plus(1) };
        (zone.instant(day.0.to_datetime(self.from)), zone.instant(last.0.to_datetime(self.until)))
    }
}
