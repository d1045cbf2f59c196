//! What becomes of a day of a task when a message that was a report of it is read otherwise, changed or taken back.

use super::{handovers, interpret, lapse, steps, tours};
use crate::event::{Change, Event};
use crate::id::{MessageId, TaskId};
use crate::message::{Form, Heard, Interpretation, Kind, Subject};
use crate::policy::matching;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, Unproven};
use crate::time::{Day, Instant};

/// A message about a day, and what it is held to mean.
type Report<'a> = (&'a Heard, &'a Interpretation);

/// Frees the day that a message is a report of, which is to mean something else; nothing when the day does not rest on it.
/// Whatever else was reported of the day ends it, or nothing does.
pub(super) fn freed(situation: &Situation, heard: &Heard, now: Instant) -> Vec<Change> {
    let about = heard.meaning.as_ref().and_then(|meaning| meaning.about.as_ref());
    let Some(Subject::Task(task, Some(day))) = about else { return Vec::new() };
    let known = situation.occurrences.get(&(task.clone(), *day));
    let (Some(known), Some(expected)) = (known, situation.directory.tasks.get(task)) else { return Vec::new() };
    if handovers::is_change(Some(expected)) || !rests_on(situation, expected, known, heard) {
        return Vec::new();
    }
    let reports = reports(situation, task, *day);
    let others: Vec<Report<'_>> = reports.iter().filter(|(other, _)| other.id != heard.id).copied().collect();
    let mut rest = known.clone();
    rest.visits.retain(|visit| visit.message != heard.id);
    rest.ticks.retain(|tick| tick.message != heard.id);
    if is_judged(situation, expected, known, &reports) {
        rest.proof = rest.proof.filter(|proof| *proof != heard.id);
    } else {
        (rest.outcome, rest.proof) = ending(situation, expected, &rest, &others).unzip();
    }
    let is_over = rest.outcome.is_none() && rest.closes_at() <= now;
    if let Some((outcome, proof)) = is_over.then(|| lapse::without_word(situation, &rest, now)).flatten() {
        (rest.outcome, rest.proof) = (Some(outcome), proof);
    }
    let is_part = parts(known) != parts(&rest);
    if !is_part && (known.outcome, &known.proof) == (rest.outcome, &rest.proof) {
        return Vec::new();
    }
    let (task, message) = (task.clone(), heard.id.clone());
    let (outcome, proof) = (rest.outcome, rest.proof);
    let mut changes = vec![Event::OccurrenceUnproven(Unproven { task, day: *day, message, outcome, proof }).into()];
    if !expected.steps.is_empty() {
        tick_again(situation, now, (expected, *day), &others, &mut changes);
    }
    changes
}

/// What holds once changes are taken in.
pub(super) fn after(situation: &Situation, now: Instant, changes: &[Change]) -> Situation {
    let mut then = situation.clone();
    changes.iter().for_each(|change| then.evolve(now, change));
    then
}

/// What others said of the day ticks what the message ticked before them, or was said from elsewhere as the message was.
fn tick_again(
    situation: &Situation,
    now: Instant,
    (task, day): (&Task, Day),
    reports: &[Report<'_>],
    changes: &mut Vec<Change>,
) {
    let mut then = after(situation, now, changes);
    for (other, meaning) in reports {
        let mut ticked = Vec::new();
        interpret::credit(&then, meaning, other, (&task.id, day), &mut ticked);
        ticked.iter().for_each(|change| then.evolve(now, change));
        changes.extend(ticked);
    }
}

/// How many visits and steps of a day were shown.
fn parts(day: &Occurrence) -> (usize, usize) {
    (day.visits.len(), day.ticks.len())
}

/// Whether a day would stand otherwise without a message: it is its proof, shows a part of it, or is the photo that made its
/// report whole.
fn rests_on(situation: &Situation, expected: &Task, known: &Occurrence, heard: &Heard) -> bool {
    let proof = known.proof.as_ref();
    // A report that is not in mind cannot be judged anew.
    let is_shown = || expected.requires_photo && matching::is_picture(heard);
    proof == Some(&heard.id)
        || known.visits.iter().any(|visit| visit.message == heard.id)
        || known.ticks.iter().any(|tick| tick.message == heard.id)
        || (is_shown() && proof.is_some_and(|proof| situation.message(proof).is_some()))
}

/// What was said of a day, the reports before the photos, and each in the order of time.
fn reports<'a>(situation: &'a Situation, task: &TaskId, day: Day) -> Vec<Report<'a>> {
    let subject = Subject::Task(task.clone(), Some(day));
    let is_of_day = |meaning: &&Interpretation| meaning.about.as_ref() == Some(&subject);
    let said = situation.latest().filter(|other| other.form != Form::Deleted);
    let read = said.filter_map(|other| Some((other, other.meaning.as_ref().filter(is_of_day)?)));
    let mut reports: Vec<_> = read.filter(|(other, meaning)| !interpret::is_withheld(other, meaning)).collect();
    reports.sort_by_key(|(other, meaning)| (meaning.kind == Kind::Evidence, other.sent_at));
    reports
}

/// Whether a day stands as somebody judged it, and not as it was reported.
fn is_judged(situation: &Situation, expected: &Task, known: &Occurrence, reports: &[Report<'_>]) -> bool {
    match known.outcome {
        None | Some(Outcome::Partial) => false,
        Some(Outcome::WrongPlace) if expected.tour.is_some() || !expected.steps.is_empty() => false,
        Some(Outcome::Excused | Outcome::Missed | Outcome::Unheard) => true,
        Some(outcome) => ending(situation, expected, known, reports).is_none_or(|(reported, _)| reported != outcome),
    }
}

/// How a day ends by what was shown and said of it, and by which message; none when nothing ends it.
fn ending(
    situation: &Situation,
    expected: &Task,
    known: &Occurrence,
    reports: &[Report<'_>],
) -> Option<(Outcome, MessageId)> {
    let mut day = Occurrence { outcome: None, proof: None, ..known.clone() };
    if let Some(tour) = &expected.tour {
        day.outcome = tours::whole(tour, &day, &day.visits);
        day.proof = day.visits.last().map(|visit| visit.message.clone());
    } else if !expected.steps.is_empty() {
        day.outcome = steps::standing(expected, &day, &day.ticks, false);
        day.proof = day.ticks.last().map(|tick| tick.message.clone());
    }
    let is_plain = expected.tour.is_none() && expected.steps.is_empty();
    for (heard, meaning) in reports {
        let counts = is_plain || expected.tour.is_none() && matching::completes(&day, heard);
        let ended = interpret::ending(situation, meaning, heard, (expected, &day)).filter(|_| counts);
        if let Some((outcome, proof)) = ended {
            (day.outcome, day.proof) = (Some(outcome), Some(proof));
        }
    }
    day.outcome.zip(day.proof)
}
