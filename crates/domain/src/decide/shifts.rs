//! Whoever owes a check-in and checks in, whatever else they say: the day that is theirs alone.

use crate::directory::{Directory, Shift};
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
    let is_theirs =
        |task: &&Task| is_check_in(&situation.directory, task) && task.assignee.as_ref() == Some(&heard.sender);
    let days = situation.directory.tasks.values().filter(is_theirs);
    let days = days.filter_map(|task| matching::day_of(situation, &task.id, heard.sent_at));
    let is_owed = |outcome| matches!(outcome, None | Some(Outcome::Missed | Outcome::Unheard));
    let mut owed = days.filter(|day| is_owed(day.outcome) && day.due_at.minutes_since(heard.sent_at) <= EARLY_MINUTES);
    match (owed.next(), owed.next()) {
        (Some(day), None) => Some(Subject::Task(day.task.clone(), Some(day.day))),
        _ => None,
    }
}

/// Whether work is to say that one is there when a shift begins, and no round in the middle of one.
pub(super) fn is_check_in(directory: &Directory, task: &Task) -> bool {
    task.kind == TaskKind::Patrol && task.tour.is_none() && begun_with(directory, task).is_some()
}

/// The shift of its site that begins when work is due.
pub(super) fn begun_with<'a>(directory: &'a Directory, task: &Task) -> Option<&'a Shift> {
    let site = directory.sites.get(task.site.as_ref()?)?;
    site.shifts.iter().find(|shift| shift.from == task.cadence.at)
}
