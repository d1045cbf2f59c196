//! What becomes of a day of a task when a message that was a report of it is read otherwise.

use super::{handovers, interpret, lapse, steps, tours};
use crate::event::{Change, Event};
use crate::id::TaskId;
use crate::message::{Heard, Interpretation, Kind, Subject};
use crate::policy::matching;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, Unproven};
use crate::time::{Day, Instant};

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
    let reports = reports(situation, heard, task, *day);
    let mut rest = match known.outcome {
        // Somebody judged it so, whatever was reported.
        Some(Outcome::Excused | Outcome::Missed | Outcome::Unheard) => Occurrence { proof: None, ..known.clone() },
        _ => without(situation, expected, known, heard, &reports),
    };
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
    if is_part && !expected.steps.is_empty() {
        tick_again(situation, now, (expected, *day), &reports, &mut changes);
    }
    changes
}

/// What holds once changes are taken in.
pub(super) fn after(situation: &Situation, now: Instant, changes: &[Change]) -> Situation {
    let mut then = situation.clone();
    changes.iter().for_each(|change| then.evolve(now, change));
    then
}

/// What others said of the day ticks what the message ticked before them.
fn tick_again(
    situation: &Situation,
    now: Instant,
    (task, day): (&Task, Day),
    reports: &[(&Heard, &Interpretation)],
    changes: &mut Vec<Change>,
) {
    for (other, meaning) in reports {
        let then = after(situation, now, changes);
        interpret::credit(&then, meaning, other, (&task.id, day), changes);
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

/// What else was said of a day, the reports before the photos, and each in the order of time.
fn reports<'a>(
    situation: &'a Situation,
    heard: &Heard,
    task: &TaskId,
    day: Day,
) -> Vec<(&'a Heard, &'a Interpretation)> {
    let subject = Subject::Task(task.clone(), Some(day));
    let is_of_day = |meaning: &&Interpretation| meaning.about.as_ref() == Some(&subject);
    let others = situation.latest().filter(|other| other.id != heard.id);
    let read = others.filter_map(|other| Some((other, other.meaning.as_ref().filter(is_of_day)?)));
    let mut reports: Vec<_> = read.filter(|(other, meaning)| !interpret::is_withheld(other, meaning)).collect();
    reports.sort_by_key(|(other, meaning)| (meaning.kind == Kind::Evidence, other.sent_at));
    reports
}

/// A day as everything else that was said of it leaves it.
fn without(
    situation: &Situation,
    expected: &Task,
    known: &Occurrence,
    heard: &Heard,
    reports: &[(&Heard, &Interpretation)],
) -> Occurrence {
    let mut rest = Occurrence { outcome: None, proof: None, ..known.clone() };
    rest.visits.retain(|visit| visit.message != heard.id);
    rest.ticks.retain(|tick| tick.message != heard.id);
    if let Some(tour) = &expected.tour {
        rest.outcome = tours::whole(tour, &rest, &rest.visits);
        rest.proof = rest.outcome.and(rest.visits.last()).map(|visit| visit.message.clone());
        return rest;
    }
    if !expected.steps.is_empty() {
        rest.outcome = steps::standing(expected, &rest, &rest.ticks, false);
        rest.proof = rest.outcome.and(rest.ticks.last()).map(|tick| tick.message.clone());
    }
    for (other, meaning) in reports {
        let is_report = expected.steps.is_empty() || matching::completes(&rest, other);
        let ended = interpret::ending(situation, meaning, other, (expected, &rest)).filter(|_| is_report);
        if let Some((outcome, proof)) = ended {
            (rest.outcome, rest.proof) = (Some(outcome), Some(proof));
        }
    }
    rest
}
