//! Tours: which checkpoints a patrol visits, what shows a visit, and what is odd about it.

mod window;

pub use window::{BadWindow, Window};

use crate::directory::Directory;
use crate::id::{MessageId, PersonId, PlaceId, TaskId};
use crate::message::{Form, Heard};
use crate::situation::Situation;
use crate::task::{Occurrence, Task};
use crate::ticket::words;
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How long before its window a round may already be begun, in minutes.
const EARLY_MINUTES: f64 = 15.0;
/// How long after its window a visit still belongs to a round, in minutes.
const AFTER_MINUTES: f64 = 120.0;
/// Nobody with a round to walk is faster for long, in metres per second: a run.
const SPEED_MAX: f64 = 3.0;
/// Checkpoints nearer than this are reached at once; pins are no more exact.
const NEAR_M: f64 = 50.0;
/// Between two checkpoints of which nobody said where they are, in seconds.
const APART_S: f64 = 15.0;
/// Nobody gets from one building to another sooner, in seconds, where the map does not say how far that is.
const BUILDINGS_S: f64 = 60.0;
/// A pin with the very coordinates of one sent so long before is that one again, in minutes.
const SAME_PIN_MINUTES: f64 = 10.0;
/// How far from a checkpoint's pin still counts as there, in metres, when its place does not say.
pub(crate) const RADIUS_M: f64 = 50.0;

words! {
    /// What shows a visit.
    Proof {
        /// The code of the checkpoint's sticker.
        Code = "code",
        /// A pin inside its circle on the map.
        Pin = "pin",
        /// A photo that names it.
        Photo = "photo",
        /// Words alone.
        Words = "words",
    }
}

words! {
    /// What is odd about a visit. Nobody is accused: whoever leads looks.
    Flag {
        /// The code is one of an earlier period, as a photo of an old sticker shows it.
        OldCode = "old_code",
        /// A checkpoint before it was not visited yet.
        OutOfOrder = "out_of_order",
        /// Nobody walks there so soon after the visit before.
        TooFast = "too_fast",
        /// The pin was passed on, or is the very one that was sent before.
        StalePin = "stale_pin",
        /// A code, a photo or words that somebody else sent before, passed on.
        PassedOn = "passed_on",
        /// The checkpoint has a window of its own, and was visited before or after it.
        OutOfWindow = "out_of_window",
    }
}

/// The route of a patrol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tour {
    /// Its checkpoints, in the order in which they are walked.
    pub checkpoints: Vec<PlaceId>,
    /// Whether the order matters.
    pub in_order: bool,
    /// How many days a sticker's code holds.
    pub code_days: u16,
    /// When some of them are to be visited.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub windows: BTreeMap<PlaceId, Window>,
}

/// That somebody was at a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Where.
    pub place: PlaceId,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
    /// What shows it.
    pub proof: Proof,
    /// What is odd about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
}

/// A visit of a round, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visited {
    /// The patrol.
    pub task: TaskId,
    /// The day of the round.
    pub day: Day,
    /// The visit.
    #[serde(flatten)]
    pub visit: Visit,
}

/// What a message shows of where its sender is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The checkpoint.
    pub place: PlaceId,
    /// What shows it.
    pub proof: Proof,
    /// Whether it is a code of an earlier period.
    pub is_old: bool,
}

impl Tour {
    /// Checkpoints of one tour, at most.
    pub const CHECKPOINTS_MAX: usize = 60;
    /// How long a code holds when nothing is said, in days.
    pub const CODE_DAYS: u16 = 30;

    /// The checkpoints that no visit shows, in order.
    pub fn missing<'a>(&'a self, visits: &'a [Visit]) -> impl Iterator<Item = &'a PlaceId> {
        self.checkpoints.iter().filter(|place| !visits.iter().any(|visit| visit.place == **place))
    }
}

/// The rounds that the sender of a message may be walking, the likeliest first: one whose window is open, else the nearest.
pub fn rounds<'a>(situation: &'a Situation, heard: &Heard) -> Vec<(&'a Tour, &'a Task, &'a Occurrence)> {
    let (at, works) = (heard.sent_at, situation.directory.role(&heard.sender).does_work());
    let distance = |day: &Occurrence| {
        let (early, late) = (day.due_at.minutes_since(at), at.minutes_since(day.until));
        if early > EARLY_MINUTES || late > AFTER_MINUTES { None } else { Some(early.max(late).max(0.0)) }
    };
    let days = situation.occurrences.values().filter_map(|day| {
        let task = situation.directory.tasks.get(&day.task)?;
        let is_theirs = task.is_owed_by_sender(heard) || task.owers().is_empty() && works;
        let tour = task.tour.as_ref().filter(|_| is_theirs)?;
        Some((distance(day)?, tour, task, day))
    });
    let mut found: Vec<_> = days.collect();
    found.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
    found.into_iter().map(|(_, tour, task, day)| (tour, task, day)).collect()
}

/// The checkpoint of a place: itself, or the one it is inside of.
pub fn checkpoint<'a>(directory: &Directory, tour: &'a Tour, place: &PlaceId) -> Option<&'a PlaceId> {
    let around = directory.lineage(place);
    tour.checkpoints.iter().find(|point| around.iter().any(|outer| outer.id == **point))
}

/// The checkpoint of a round in whose circle a pin lies, the nearest of several.
pub fn around<'a>(directory: &Directory, tour: &'a Tour, pin: crate::message::Geo) -> Option<&'a PlaceId> {
    let inside = tour.checkpoints.iter().filter_map(|point| {
        let place = directory.places.get(point)?;
        let metres = pin.metres_to(place.geo?);
        (metres <= place.radius_m.unwrap_or(RADIUS_M)).then_some((metres, point))
    });
    inside.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, point)| point)
}

/// What is odd about a visit.
pub fn flags(situation: &Situation, tour: &Tour, day: &Occurrence, heard: &Heard, shown: &Shown) -> Vec<Flag> {
    let is_ahead = tour.in_order && tour.missing(&day.visits).next().is_some_and(|next| *next != shown.place);
    let odd = [
        (shown.is_old, Flag::OldCode),
        (is_ahead, Flag::OutOfOrder),
        (is_too_fast(situation, heard, &shown.place), Flag::TooFast),
        (shown.proof == Proof::Pin && is_stale(situation, heard), Flag::StalePin),
        (shown.proof != Proof::Pin && heard.forwarded, Flag::PassedOn),
        (is_out_of_window(situation, tour, day, heard, &shown.place), Flag::OutOfWindow),
    ];
    odd.into_iter().filter_map(|(is_so, flag)| is_so.then_some(flag)).collect()
}

/// Whether nobody gets to a checkpoint so soon after the one before, by where they are on the map.
fn is_too_fast(situation: &Situation, heard: &Heard, place: &PlaceId) -> bool {
    let visits = situation.occurrences.values().flat_map(|day| &day.visits);
    let own = visits.filter(|visit| visit.by == heard.sender && visit.at <= heard.sent_at);
    let Some(last) = own.max_by_key(|visit| visit.at).filter(|last| last.place != *place) else { return false };
    let seconds = heard.sent_at.minutes_since(last.at) * 60.0;
    let geo = |place| situation.directory.places.get(place).and_then(|known| known.geo);
    match (geo(&last.place), geo(place)) {
        (Some(from), Some(to)) => {
            let metres = from.metres_to(to);
            metres > NEAR_M && metres > seconds * SPEED_MAX
        }
        _ if is_other_building(situation, &last.place, place) => seconds < BUILDINGS_S,
        _ => seconds < APART_S,
    }
}

/// Whether two checkpoints are parts of the site that have no place in common.
fn is_other_building(situation: &Situation, a: &PlaceId, b: &PlaceId) -> bool {
    let outermost = |place| situation.directory.lineage(place).last().map(|outer| outer.id.clone());
    outermost(a) != outermost(b)
}

/// Whether a checkpoint was visited before or after a window of its own.
fn is_out_of_window(situation: &Situation, tour: &Tour, day: &Occurrence, heard: &Heard, place: &PlaceId) -> bool {
    let site = situation.directory.tasks.get(&day.task).and_then(|task| task.site.as_ref());
    let zone = situation.zone_of(site);
    tour.windows.get(place).is_some_and(|window| !window.has(heard.sent_at, day.due_at, zone))
}

/// Whether a pin was passed on, or is the very one that its sender sent before: a phone never stands so still.
fn is_stale(situation: &Situation, heard: &Heard) -> bool {
    let is_same = |other: &&Heard| {
        other.sender == heard.sender
            && other.form == Form::Location
            && other.geo == heard.geo
            && heard.sent_at.minutes_since(other.sent_at) >= SAME_PIN_MINUTES
    };
    heard.forwarded || situation.before(heard).find(is_same).is_some()
}
