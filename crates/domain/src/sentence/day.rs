//! What was done of a day's work, as sentences: checkpoints visited, steps ticked, faults found, reports that were none.

use super::{Saying, name, said, who, word, words};
use crate::checklist::{CheckFailed, Ticked};
use crate::directory::Directory;
use crate::task::Outcome;
use crate::time::Day;
use crate::tour::Visited;

/// Who was where, and what is odd about it.
pub(super) fn of_visit(visited: &Visited, directory: &Directory) -> Saying {
    let visit = &visited.visit;
    let place = directory.places.get(&visit.place).map_or_else(|| word("a checkpoint"), |place| name(&place.name));
    let day = ("day", name(&visited.day));
    let (person, place) = (("person", who(&visit.by, directory)), ("place", place));
    if visit.flags.is_empty() {
        return said("{day}: {person} was at {place}", [day, person, place]);
    }
    said("{day}: {person} was at {place} ({flags})", [day, person, place, ("flags", words::flags(&visit.flags))])
}

/// Who says that which steps are done.
pub(super) fn of_ticks(ticked: &Ticked, directory: &Directory) -> Saying {
    let (day, person) = (("day", name(&ticked.day)), ("person", who(&ticked.by, directory)));
    said("{day}: {person} ticked {steps}", [day, person, ("steps", name(&ticked.steps.join(", ")))])
}

/// How a day stands without a message that was a report of it.
pub(super) fn of_unproven(day: Day, outcome: Option<Outcome>) -> Saying {
    let day = ("day", name(&day));
    match outcome {
        Some(outcome) => {
            said("{day}: {outcome}, as a message is read otherwise now", [day, ("outcome", words::outcome(outcome))])
        }
        None => said("{day}: not reported yet, as a message is read otherwise now", [day]),
    }
}

/// By which check a fault was found, or found again.
pub(super) fn of_fault(failed: &CheckFailed, directory: &Directory) -> Saying {
    let task = directory.tasks.get(&failed.task).map_or_else(|| word("a check"), |task| name(&task.name));
    let gaps = [("task", task), ("day", name(&failed.day))];
    match failed.was_known {
        true => said("The check {task} of {day} found it, too", gaps),
        false => said("Found by the check {task} of {day}", gaps),
    }
}
