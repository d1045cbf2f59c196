//! Whoever owes a check-in and checks in, whatever else they say: the day that is theirs alone.

use crate::directory::Directory;
use crate::message::{Heard, Kind, Subject};
use crate::policy::matching;
use crate::situation::Situation;
use crate::task::{Outcome, Task, TaskKind};

/// How long before it is due a check-in may be sent without saying what it is of, in minutes.
const EARLY_MINUTES: f64 = 60.0;

/// The day of the one check-in that the sender of a message owes by name about then, where the message is a check-in and says
/// nothing of what.
pub(super) fn checked_in(situation: &Situation, heard: &Heard, kind: Kind) -> Option<Subject> {
    if kind != Kind::Checkin {
        return None;
    }
    let is_theirs = |task: &&Task| {
        let is_check_in =
            task.kind == TaskKind::Patrol && task.tour.is_none() && begins_shift(&situation.directory, task);
        is_check_in && task.assignee.as_ref() == Some(&heard.sender)
    };
    let days = situation.directory.tasks.values().filter(is_theirs);
    let days = days.filter_map(|task| matching::day_of(situation, &task.id, heard.sent_at));
    let is_owed = |outcome| matches!(outcome, None | Some(Outcome::Missed | Outcome::Unheard));
    let mut owed = days.filter(|day| is_owed(day.outcome) && day.due_at.minutes_since(heard.sent_at) <= EARLY_MINUTES);
    match (owed.next(), owed.next()) {
        (Some(day), None) => Some(Subject::Task(day.task.clone(), Some(day.day))),
        _ => None,
    }
}

/// Whether work is due when a shift of its site begins, and is no round in the middle of one.
fn begins_shift(directory: &Directory, task: &Task) -> bool {
    let site = task.site.as_ref().and_then(|site| directory.sites.get(site));
    site.is_some_and(|site| site.shifts.iter().any(|shift| shift.from == task.cadence.at))
}
