//! Steps of tasks: which of them a report ticks, and how the day ends by it.

use crate::checklist::{Tick, Ticked};
use crate::event::{Change, Event};
use crate::message::{Heard, Interpretation, Kind};
use crate::policy::matching;
use crate::policy::steps::{self, Named};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::wording::choices;

/// What a message about a day ticks. Who reports the work and names no step says it of the whole; a photo alone says
/// nothing, its caption may have names alone, and whoever only tells how far they are has to say that what they name is done.
pub(super) fn report(
    situation: &Situation,
    (task, day): (&Task, &Occurrence),
    heard: &Heard,
    meaning: &Interpretation,
) -> Vec<Change> {
    let is_report = meaning.kind == Kind::Task && !heard.text.trim().is_empty();
    let all = task.steps.all();
    let is_enough = meaning.kind == Kind::Task || matching::is_picture(heard);
    let said: Vec<&str> = match steps::named(&situation.directory, task, &heard.text) {
        // The words of a button name no step.
        _ if is_report && choices::is_done(&heard.text) => all.iter().map(String::as_str).collect(),
        Named::Whole if is_report => all.iter().map(String::as_str).collect(),
        named => named.ticked(is_enough).into_iter().map(|step| all[step].as_str()).collect(),
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

/// Ticks what is not ticked yet of these steps, or was only later, and ends the day where that ends it.
fn ticked(situation: &Situation, (task, day): (&Task, &Occurrence), heard: &Heard, said: &[&str]) -> Vec<Change> {
    let shown = matching::shows_it(situation, heard);
    let is_late = heard.sent_at > day.until;
    let stays = |tick: &Tick| is_late || tick.at <= day.until || tick.shown && !shown;
    let is_ticked = |step: &&String| day.ticks.iter().any(|tick| tick.step == **step && stays(tick));
    let steps = task.steps.all().iter().filter(|step| said.contains(&step.as_str()) && !is_ticked(step));
    let ticked = Ticked {
        task: task.id.clone(),
        day: day.day,
        steps: steps.cloned().collect(),
        at: heard.sent_at,
        by: heard.sender.clone(),
        message: heard.id.clone(),
        shown,
    };
    let ticks: Vec<Tick> = ticked.onto(&day.ticks);
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
    let in_time = |step: &String| ticks.iter().any(|tick| tick.step == *step && tick.at <= day.until);
    is_whole.then(|| match () {
        () if task.requires_photo && !shown && !ticks.iter().any(|tick| tick.shown) => Outcome::NoPhoto,
        // What was heard last was not always sent last.
        () if task.steps.all().iter().any(|step| !in_time(step)) => Outcome::Late,
        () => Outcome::Done,
    })
}

fn ended(day: &Occurrence, outcome: Outcome, heard: &Heard) -> Change {
    Event::OccurrenceEnded { task: day.task.clone(), day: day.day, outcome, proof: Some(heard.id.clone()) }.into()
}
