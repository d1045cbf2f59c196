//! Steps of tasks: which of them a report ticks, and how the day ends by it.

use crate::checklist::{Tick, Ticked};
use crate::event::{Change, Event};
use crate::message::{Heard, Interpretation, Kind};
use crate::policy::matching;
use crate::policy::steps::{Named, named};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};

/// What a message about a day ticks. Who reports the work and names no step says it of the whole; a photo alone says
/// nothing, and whoever only tells how far they are has done what they name.
pub(super) fn report(
    situation: &Situation,
    (task, day): (&Task, &Occurrence),
    heard: &Heard,
    meaning: &Interpretation,
) -> Vec<Change> {
    let is_report = meaning.kind == Kind::Task && !heard.text.trim().is_empty();
    let steps = task.steps.all();
    let said: Vec<&str> = match named(&situation.directory, task, &heard.text) {
        Named::Steps(named) => named.into_iter().map(|step| steps[step].as_str()).collect(),
        Named::Whole if is_report => steps.iter().map(String::as_str).collect(),
        Named::Whole => Vec::new(),
    };
    if said.is_empty() {
        return Vec::new();
    }
    let is_elsewhere = matching::outcome(situation, task, day, heard, meaning.place.as_ref()) == Outcome::WrongPlace;
    if is_elsewhere {
        // What is said from elsewhere takes nothing from what was ticked already.
        let is_first = day.ticks.is_empty() && matching::improves(day.outcome, Outcome::WrongPlace);
        return is_first.then(|| ended(day, Outcome::WrongPlace, heard)).into_iter().collect();
    }
    ticked(situation, (task, day), heard, &said)
}

/// Ticks every step, for whoever says that all of it is done.
pub(super) fn whole(situation: &Situation, (task, day): (&Task, &Occurrence), heard: &Heard) -> Vec<Change> {
    let all: Vec<&str> = task.steps.all().iter().map(String::as_str).collect();
    ticked(situation, (task, day), heard, &all)
}

/// Ticks what is not ticked yet of these steps, and ends the day where that ends it.
fn ticked(situation: &Situation, (task, day): (&Task, &Occurrence), heard: &Heard, said: &[&str]) -> Vec<Change> {
    let shown = matching::shows_it(situation, heard);
    let ticked = Ticked {
        task: task.id.clone(),
        day: day.day,
        steps: task.steps.missing(&day.ticks).filter(|step| said.contains(step)).map(str::to_owned).collect(),
        at: heard.sent_at,
        by: heard.sender.clone(),
        message: heard.id.clone(),
        shown,
    };
    let ticks: Vec<Tick> = day.ticks.iter().cloned().chain(ticked.ticks()).collect();
    let is_over = heard.sent_at > day.closes_at() || day.outcome.is_some();
    let outcome = standing(task, day, &ticks, shown).or(is_over.then_some(Outcome::Partial));
    let ended = outcome.filter(|outcome| matching::improves(day.outcome, *outcome));
    let ended = ended.map(|outcome| self::ended(day, outcome, heard));
    let recorded = (!ticked.steps.is_empty()).then(|| Event::StepsTicked(ticked).into());
    recorded.into_iter().chain(ended).collect()
}

/// How a day ends of which every step is ticked; none while one is missing. `shown` says whether a photo shows it besides.
pub(super) fn standing(task: &Task, day: &Occurrence, ticks: &[Tick], shown: bool) -> Option<Outcome> {
    let is_whole = task.steps.missing(ticks).next().is_none();
    is_whole.then(|| match () {
        () if task.requires_photo && !shown && !ticks.iter().any(|tick| tick.shown) => Outcome::NoPhoto,
        // What was heard last was not always sent last.
        () if ticks.iter().any(|tick| tick.at > day.until) => Outcome::Late,
        () => Outcome::Done,
    })
}

fn ended(day: &Occurrence, outcome: Outcome, heard: &Heard) -> Change {
    Event::OccurrenceEnded { task: day.task.clone(), day: day.day, outcome, proof: Some(heard.id.clone()) }.into()
}
