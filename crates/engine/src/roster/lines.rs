//! The lines of a directory file, as people write them.

use super::approvals::ApprovalLine;
use super::duties::DutyLine;
use super::ladders::LadderLine;
use super::promises::{AgreementLine, CalendarLine};
use super::rotas::RotaLine;
use domain::task::Habit;
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
    /// Who is asked and told when something is not answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ladders: Vec<LadderLine>,
    /// From which cost on a manager has to agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalLine>,
    /// Who is on call by turns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rotas: Vec<RotaLine>,
    /// To whom tickets go by themselves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<DutyLine>,
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
    /// How its day is parted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<ShiftLine>,
    /// For whom it is run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// Whose closed days count for work there that names no calendar; rounds and changes of shift go on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// Its places.
    pub places: Vec<PlaceLine>,
}

/// A part of a site's day in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShiftLine {
    /// What people call it.
    pub name: String,
    /// When it begins, as 19:00.
    pub from: String,
    /// When it ends, as 07:00.
    pub until: String,
    /// Who is there, by name: they do the work of each shift for which nobody is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<String>,
    /// Whether each of them has to check in when it begins, or within how many minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_in: Option<CheckIn>,
}

/// Whether whoever is there in a shift has to check in, as a file says it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CheckIn {
    /// They do, or not.
    Wanted(bool),
    /// They do, within so many minutes.
    Within(u32),
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

impl GeoLine {
    /// How to mend one that is not on the globe.
    pub(super) const REMEDY: &'static str =
        "latitudes go from -90 to 90, longitudes from -180 to 180, and a radius is some metres";

    /// Whether it is a circle on the globe; what is no number is none.
    pub(super) fn is_on_earth(&self) -> bool {
        let is_round = self.radius_m.is_none_or(|radius_m| radius_m.is_finite() && radius_m > 0.0);
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon) && is_round
    }
}

/// A place in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceLine {
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<GeoLine>,
    /// Whether it is a thing that can fail and has a history: a lift, a pump.
    #[serde(skip_serializing_if = "is_false")]
    pub asset: bool,
    /// Places inside it.
    pub places: Vec<PlaceLine>,
}

impl PlaceLine {
    /// It and every place inside it.
    pub(super) fn and_inner(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.places.iter().flat_map(Self::and_inner)))
    }
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
    /// Whether it is a phone that several people share, each of whom says who they are.
    #[serde(skip_serializing_if = "is_false")]
    pub shared: bool,
}

/// A task in a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskLine {
    /// What people call it.
    pub name: String,
    /// `task`, `patrol` or `handover`.
    pub kind: Option<String>,
    /// Who does it, by name.
    pub assignee: Option<String>,
    /// Where, as "Site / Block / Spot".
    pub place: Option<String>,
    /// Who else may do it, by name: stand-ins, or the crew where nobody is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stand_ins: Vec<String>,
    /// When it recurs, as people say it: "weekdays 09:00", "every 90 days from 2026-01-05 9am", "each shift".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Instead of that, on which days, as a rule of RFC 5545.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rrule: String,
    /// And when the window opens, as 09:00.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// How long it stays open, in minutes; an hour when nothing is said, and the whole shift for each shift.
    pub window_minutes: Option<u32>,
    /// How long after that a report still counts as in time, in minutes.
    #[serde(skip_serializing_if = "is_zero")]
    pub grace_minutes: u32,
    /// The day from which on, and from which one counts, as 2026-01-05.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// Whether the window opens on the day after that of the rule.
    #[serde(skip_serializing_if = "is_false")]
    pub next_day: bool,
    /// Days left out, as 2026-12-25.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Days added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Whose closed days count, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<String>,
    /// What becomes of it on closed days: `keep`, `skip`, `after` or `before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
    /// Whether it counts only with a photo.
    pub requires_photo: bool,
    /// The steps of which it is made, when they are ticked one by one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Whether it is a check, which may find a fault.
    #[serde(skip_serializing_if = "is_false")]
    pub check: bool,
    /// The checkpoints of a patrol, as "Site / Block / Spot", in the order in which they are walked; after
    /// ` @ ` when one is to be visited: `22:10-22:20`, or minutes into the round, `10-20 min`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checkpoints: Vec<String>,
    /// Whether their order matters.
    #[serde(skip_serializing_if = "is_false")]
    pub in_order: bool,
    /// The habit it came from; only who accepts one says so.
    #[serde(skip)]
    pub habit: Option<Habit>,
    /// How many days the code of a checkpoint's sticker holds; thirty when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code_days: Option<u16>,
}

fn is_zero(minutes: &u32) -> bool {
    *minutes == 0
}

fn is_false(is: &bool) -> bool {
    !is
}
