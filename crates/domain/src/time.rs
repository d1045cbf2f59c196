//! Instants, days and zones; hides the calendar library behind the few questions the business asks.

use jiff::{Timestamp, Zoned, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A point in time, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(Timestamp);

impl Instant {
    /// The first instant of 1970.
    pub const EPOCH: Self = Self(Timestamp::UNIX_EPOCH);

    /// Microseconds since 1970, clamped to the calendar's range.
    pub fn from_us(us: i64) -> Self {
        Self(Timestamp::from_microsecond(us).unwrap_or(if us < 0 { Timestamp::MIN } else { Timestamp::MAX }))
    }

    /// An instant of the calendar library, cut to the microsecond.
    pub fn from_timestamp(timestamp: Timestamp) -> Self {
        Self::from_us(timestamp.as_microsecond())
    }

    /// Microseconds since 1970.
    pub fn us(self) -> i64 {
        self.0.as_microsecond()
    }

    /// This instant moved by whole minutes, backwards when negative.
    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self::from_us(self.us().saturating_add(minutes.saturating_mul(60_000_000)))
    }

    /// This instant moved by whole seconds, backwards when negative.
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_us(self.us().saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The first instant after this one.
    pub fn next(self) -> Self {
        Self::from_us(self.us().saturating_add(1))
    }

    /// Minutes from `earlier` to this instant, negative when it is later.
    pub fn minutes_since(self, earlier: Instant) -> f64 {
        (self.us() - earlier.us()) as f64 / 60e6
    }

    /// The wall clock in a zone.
    pub fn in_zone(self, zone: &Zone) -> Zoned {
        self.0.to_zoned(zone.0.clone())
    }

    /// The calendar day in a zone.
    pub fn day(self, zone: &Zone) -> Day {
        Day(self.in_zone(zone).date())
    }

    /// The instant that a text in RFC 3339 names; none when it names none.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::from_timestamp)
    }

    /// RFC 3339 with the zone's offset, to the second.
    pub fn rfc3339(self, zone: &Zone) -> String {
        self.in_zone(zone).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

/// A calendar day, without zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub civil::Date);

impl Day {
    /// The day so many days later, earlier when negative.
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days)))
    }

    /// How many days it lies after an earlier one; negative when it lies before.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.duration_since(earlier.0).as_hours() / 24
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)
    }
}

impl std::str::FromStr for Day {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        text.parse().map(Self)
    }
}

/// A time zone of the IANA database, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// Looks a zone up by name ("Asia/Kuala_Lumpur").
    ///
    /// # Errors
    /// When the database knows no such zone.
    pub fn named(name: &str) -> Result<Self, jiff::Error> {
        TimeZone::get(name).map(Self)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The zone's name, "UTC" when it has none.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The instant at which the zone's clocks show a time; in a gap the later, in a fold the earlier reading.
    pub fn instant(&self, wall: civil::DateTime) -> Instant {
        match wall.to_zoned(self.0.clone()) {
            Ok(zoned) => Instant::from_timestamp(zoned.timestamp()),
            Err(_) => Instant::from_us(if wall.year() < 0 { i64::MIN } else { i64::MAX }),
        }
    }
}

impl Zone {
    /// By how much the zone's clocks are ahead of universal time, in microseconds.
    pub fn offset_us(&self, at: Instant) -> i64 {
        i64::from(self.0.to_offset(at.0).seconds()) * 1_000_000
    }

    /// When the zone's clocks are next set, after an instant.
    pub fn next_change(&self, after: Instant) -> Option<Instant> {
        self.0.following(after.0).next().map(|change| Instant::from_timestamp(change.timestamp()))
    }
}

impl Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_its_text() {
        let instant = Instant::from_us(1_700_000_000_123_456);
        let text = serde_json::to_string(&instant).unwrap();
        assert_eq!(serde_json::from_str::<Instant>(&text).unwrap(), instant);
    }

    #[test]
    fn a_time_that_daylight_saving_skips_is_read_as_the_later_one() {
        let zone = Zone::named("America/Sao_Paulo").unwrap();
        let skipped = civil::date(2018, 11, 4).at(0, 30, 0, 0);
        assert_eq!(zone.instant(skipped).in_zone(&zone).datetime(), civil::date(2018, 11, 4).at(1, 30, 0, 0));
    }
}
