//! The lines of a directory file, as people write them.

use super::promises::{AgreementLine, CalendarLine};
use serde::{Deserialize, Serialize};

/// A directory file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Roster {
    /// Sites with their places.
    pub sites: Vec<SiteLine>,
    /// Outside companies.
    pub vendors: Vec<VendorLine>,
    /// People.
    pub people: Vec<PersonLine>,
    /// Expected work.
    pub tasks: Vec<TaskLine>,
    /// Which hours count.
    pub calendars: Vec<CalendarLine>,
    /// What was promised.
    pub agreements: Vec<AgreementLine>,
}

/// A site in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteLine {
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Its zone, when it is not the organisation's.
    pub timezone: Option<String>,
    /// Where it is.
    pub geo: Option<GeoLine>,
    /// Its places.
    pub places: Vec<PlaceLine>,
}

/// A circle on the globe in a file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeoLine {
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Radius in metres.
    pub radius_m: Option<f64>,
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceLine {
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Places inside it.
    pub places: Vec<PlaceLine>,
}

/// A vendor in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct VendorLine {
    /// What people call it.
    pub name: String,
    /// What it is called for.
    pub categories: Vec<String>,
}

/// A person in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonLine {
    /// What people call them.
    pub name: String,
    /// Their number.
    pub phone: Option<String>,
    /// What they are to the site.
    pub role: Option<String>,
    /// The vendor they work for, by name.
    pub vendor: Option<String>,
    /// The site they belong to, by name.
    pub site: Option<String>,
}

/// A task in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskLine {
    /// What people call it.
    pub name: String,
    /// `task` or `patrol`.
    pub kind: Option<String>,
    /// Who does it, by name.
    pub assignee: Option<String>,
    /// Where, as "Site / Block / Spot".
    pub place: Option<String>,
    /// On which days, as a rule of RFC 5545.
    pub rrule: String,
    /// When the window opens, as 09:00.
    pub at: String,
    /// How long it stays open, in minutes; an hour when nothing is said.
    #[serde(default = "an_hour")]
    pub window_minutes: u32,
    /// Whether it counts only with a photo.
    pub requires_photo: bool,
}

fn an_hour() -> u32 {
    60
}
