//! Which day of a task a message proves, and how well.

use crate::directory::Directory;
use crate::id::{PlaceId, TaskId};
use crate::message::{Form, Geo, Heard};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::time::Instant;
use crate::tour::RADIUS_M;

/// How long before its window a day of a task may already be reported, in minutes.
pub const LEAD_MINUTES: i64 = 180;

/// How long after its window a report still belongs to that day, in minutes.
const LAG_MINUTES: f64 = 14.0 * 60.0;

/// How long before or after the words a photo without words still belongs to them, in minutes.
pub const PHOTO_MINUTES: f64 = 15.0;

/// How long after the words a photo that was asked for still belongs to them, in minutes.
pub const ASKED_PHOTO_MINUTES: f64 = 120.0;

/// How far from a site's pin still counts as on it, in metres, when it does not say.
const SITE_RADIUS_M: f64 = 200.0;

/// The day of a task that a message at an instant speaks of: one whose window is open, else the last one that
/// closed lately, else the next one that is near.
pub fn day_of<'a>(situation: &'a Situation, task: &TaskId, at: Instant) -> Option<&'a Occurrence> {
    let days = || situation.occurrences.values().filter(|occurrence| occurrence.task == *task);
    let is_open = |day: &&Occurrence| day.due_at <= at && at <= day.until;
    let closed_lately = |day: &&Occurrence| day.until < at && at.minutes_since(day.until) <= LAG_MINUTES;
    let is_near = |day: &&Occurrence| at < day.due_at && day.due_at.minutes_since(at) <= LEAD_MINUTES as f64;
    days()
        .find(is_open)
        .or_else(|| days().filter(closed_lately).max_by_key(|day| day.until))
        .or_else(|| days().filter(is_near).min_by_key(|day| day.due_at))
}

/// How a day ends when a message reports it, given where the message says it was.
pub fn outcome(
    situation: &Situation,
    task: &Task,
    day: &Occurrence,
    heard: &Heard,
    said_place: Option<&PlaceId>,
) -> Outcome {
    if is_elsewhere(situation, task, heard, said_place) {
        return Outcome::WrongPlace;
    }
    if task.requires_photo && !shows_it(situation, heard) {
        return Outcome::NoPhoto;
    }
    if heard.sent_at > day.until { Outcome::Late } else { Outcome::Done }
}

/// Whether a new ending of a day is better than what is known, so that it takes its place.
pub fn improves(known: Option<Outcome>, new: Outcome) -> bool {
    let rank = |outcome: Outcome| match outcome {
        Outcome::Missed | Outcome::Unheard => 0,
        Outcome::WrongPlace => 1,
        Outcome::Partial => 2,
        Outcome::NoPhoto => 3,
        // What was excused and then done was done.
        Outcome::Excused => 4,
        Outcome::Late => 5,
        Outcome::Done => 6,
    };
    known.is_none_or(|known| rank(new) > rank(known))
}

/// Whether a message shows something itself, or its sender showed something just before without words.
pub fn shows_it(situation: &Situation, heard: &Heard) -> bool {
    is_picture(heard)
        || situation
            .before(heard)
            .take_while(|other| heard.sent_at.minutes_since(other.sent_at) <= PHOTO_MINUTES)
            .any(|other| other.sender == heard.sender && is_picture(other) && other.text.is_empty())
}

/// Whether a message is a photo or a film.
pub fn is_picture(heard: &Heard) -> bool {
    matches!(heard.form, Form::Image | Form::Video)
}

/// Whether a message is the photo that the report of a day lacked.
pub fn completes(day: &Occurrence, heard: &Heard) -> bool {
    day.outcome == Some(Outcome::NoPhoto) && is_picture(heard)
}

fn is_elsewhere(situation: &Situation, task: &Task, heard: &Heard, said_place: Option<&PlaceId>) -> bool {
    let directory = &situation.directory;
    let is_beyond = |(centre, radius_m): (Geo, f64)| heard.geo.is_some_and(|pin| pin.metres_to(centre) > radius_m);
    if let Some(circle) = circle(directory, task).filter(|_| heard.geo.is_some()) {
        return is_beyond(circle);
    }
    let site = task.site.as_ref().and_then(|site| directory.sites.get(site));
    if site.and_then(|site| Some((site.geo?, site.radius_m.unwrap_or(SITE_RADIUS_M)))).is_some_and(is_beyond) {
        return true;
    }
    match (said_place, task.place.as_ref()) {
        (Some(said), Some(due)) => !is_related(directory, said, due),
        _ => false,
    }
}

/// The circle on the map of a task's place, or of the nearest one around it that has one.
fn circle(directory: &Directory, task: &Task) -> Option<(Geo, f64)> {
    let around = directory.lineage(task.place.as_ref()?);
    around.into_iter().find_map(|place| Some((place.geo?, place.radius_m.unwrap_or(RADIUS_M))))
}

/// Whether one place is part of the other.
fn is_related(directory: &Directory, a: &PlaceId, b: &PlaceId) -> bool {
    let within = |inner: &PlaceId, outer: &PlaceId| directory.lineage(inner).iter().any(|place| place.id == *outer);
    within(a, b) || within(b, a)
}
