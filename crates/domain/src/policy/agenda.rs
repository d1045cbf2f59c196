//! When the clock has to look at tasks at all: which instant brings the next day of one, and whether a day that was written
//! down has come to a step.

use super::{ladder, matching};
use crate::directory::Directory;
use crate::task::{Occurrence, Task, TaskKind};
use crate::time::{Instant, Zone};

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
#[must_use]
pub fn is_due(directory: &Directory, day: &Occurrence, now: Instant) -> bool {
    let Some(task) = directory.tasks.get(&day.task) else { return false };
    let is_change = task.kind == TaskKind::Handover && day.handover.is_none() && day.outcome.is_none();
    let mut rungs = ladder::of_day(directory, task, day).into_iter();
    is_change && day.due_at <= now || rungs.any(|rung| rung.due <= now && !day.climbed.contains(&rung.rung))
}
