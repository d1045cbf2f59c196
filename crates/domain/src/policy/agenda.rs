//! When the clock has to look at tasks at all: which instant brings the next day of one, and whether a day that was written
//! down has come to a step.

use super::{ladder, matching};
use crate::directory::Directory;
use crate::task::{Occurrence, Task, TaskKind};
use crate::time::{Instant, Zone};

/// A step that was due longer ago is told to nobody, in minutes: whoever was away is not flooded.
const FRESH_MINUTES: f64 = 240.0;
/// A step about a day of a task that was due longer ago is not told of at all, in minutes: two days, as long as it is
/// remembered who was asked.
const KNOWN_MINUTES: f64 = 2.0 * 1_440.0;
/// For so long at most nothing comes up, in minutes: then it is looked again.
const AHEAD_MINUTES: i64 = 24 * 60;

/// The first instant after another at which a day of a task comes up, by the clocks of its site, or of the organisation; a day
/// later at the latest.
#[must_use]
pub fn comes_up(directory: &Directory, usual: &Zone, after: Instant) -> Instant {
    let horizon = after.plus_minutes(matching::LEAD_MINUTES);
    let of_task = |task: &Task| {
        let zone = directory.zone(task.site.as_ref(), usual);
        let calendar = task.cadence.calendar.as_ref().and_then(|id| directory.calendars.get(id));
        let today = horizon.day(zone);
        let days = task.cadence.days(today.plus(-1), today.plus(1), calendar);
        let begins = days.into_iter().map(|day| task.cadence.window(day, zone).0);
        begins.filter(|due_at| *due_at > horizon).min()
    };
    let next = directory.tasks.values().filter_map(of_task).min();
    let next = next.map(|due_at| due_at.plus_minutes(-matching::LEAD_MINUTES));
    next.unwrap_or(after.plus_minutes(AHEAD_MINUTES)).min(after.plus_minutes(AHEAD_MINUTES))
}

/// Whether a step about a day of a task may be due: one of its ladder that was not climbed, or that a handover is written.
/// `since` is from when on people are heard.
#[must_use]
pub fn is_due(directory: &Directory, day: &Occurrence, now: Instant, since: Option<Instant>) -> bool {
    let Some(task) = directory.tasks.get(&day.task) else { return false };
    let is_change = task.kind == TaskKind::Handover && day.handover.is_none() && day.outcome.is_none();
    let rungs = ladder::of_day(directory, task, day).into_iter().filter(|rung| rung.due <= now);
    let mut open = rungs.filter(|rung| !day.climbed.contains(&rung.rung));
    is_change && day.due_at <= now || open.any(|rung| is_fresh(rung.due, now) || is_known(rung.due, now, since))
}

/// Whether somebody is still told of what was due at an instant.
pub(crate) fn is_fresh(due: Instant, now: Instant) -> bool {
    now.minutes_since(due) <= FRESH_MINUTES
}

/// Whether it is still recorded, though nobody is told: what was due while people were heard, as long as it is remembered who
/// was asked.
pub(crate) fn is_known(due: Instant, now: Instant, since: Option<Instant>) -> bool {
    now.minutes_since(due) <= KNOWN_MINUTES && since.is_some_and(|since| since <= due)
}
