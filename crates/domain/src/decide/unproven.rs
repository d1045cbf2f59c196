//! What becomes of a day of a task when a message that was a report of it is read otherwise.

use super::{handovers, interpret, lapse, tours};
use crate::event::{Change, Event};
use crate::message::{Heard, Interpretation, Kind, Subject};
use crate::policy::matching;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, Unproven};
use crate::time::Instant;

/// Frees the day that a message is a report of, which is to mean something else; none when the day does not rest on it. Whatever
/// else was reported of the day ends it, or nothing does.
pub(super) fn freed(situation: &Situation, heard: &Heard, now: Instant) -> Option<Change> {
    let Subject::Task(task, Some(day)) = heard.meaning.as_ref()?.about.as_ref()? else { return None };
    let known = situation.occurrences.get(&(task.clone(), *day))?;
    let expected = situation.directory.tasks.get(task)?;
    if handovers::is_change(Some(expected)) || !rests_on(situation, expected, known, heard) {
        return None;
    }
    let (outcome, proof) = match known.outcome {
        // Somebody judged it so, whatever was reported.
        Some(Outcome::Excused | Outcome::Missed | Outcome::Unheard) => (known.outcome, None),
        _ => {
            let rest = without(situation, expected, known, heard);
            let is_over = rest.outcome.is_none() && rest.closes_at() <= now;
            let ended = is_over.then(|| lapse::without_word(situation, &rest, now)).flatten();
            ended.map_or((rest.outcome, rest.proof), |(outcome, proof)| (Some(outcome), proof))
        }
    };
    let (task, message) = (task.clone(), heard.id.clone());
    let is_visit = known.visits.iter().any(|visit| visit.message == message);
    if !is_visit && (known.outcome, &known.proof) == (outcome, &proof) {
        return None;
    }
    Some(Event::OccurrenceUnproven(Unproven { task, day: *day, message, outcome, proof }).into())
}

/// Whether a day would stand otherwise without a message: it is its proof, a visit of its checkpoints, or the photo that
/// made its report whole.
fn rests_on(situation: &Situation, expected: &Task, known: &Occurrence, heard: &Heard) -> bool {
    let proof = known.proof.as_ref();
    // A report that is not in mind cannot be judged anew.
    let is_shown = || expected.requires_photo && matching::is_picture(heard);
    proof == Some(&heard.id)
        || known.visits.iter().any(|visit| visit.message == heard.id)
        || (is_shown() && proof.is_some_and(|proof| situation.message(proof).is_some()))
}

/// A day as everything else that was said of it leaves it.
fn without(situation: &Situation, expected: &Task, known: &Occurrence, heard: &Heard) -> Occurrence {
    let mut rest = Occurrence { outcome: None, proof: None, ..known.clone() };
    rest.visits.retain(|visit| visit.message != heard.id);
    if let Some(tour) = &expected.tour {
        rest.outcome = tours::whole(tour, &rest, &rest.visits);
        rest.proof = rest.outcome.and(rest.visits.last()).map(|visit| visit.message.clone());
        return rest;
    }
    let subject = Subject::Task(known.task.clone(), Some(known.day));
    let is_of_day = |meaning: &&Interpretation| meaning.about.as_ref() == Some(&subject);
    let mut reports: Vec<(&Heard, &Interpretation)> = situation
        .latest()
        .filter(|other| other.id != heard.id)
        .filter_map(|other| other.meaning.as_ref().filter(is_of_day).map(|meaning| (other, meaning)))
        .filter(|(other, meaning)| !interpret::is_withheld(other, meaning))
        .collect();
    reports.sort_by_key(|(other, meaning)| (meaning.kind == Kind::Evidence, other.sent_at));
    for (other, meaning) in reports {
        if let Some((outcome, proof)) = interpret::ending(situation, meaning, other, (expected, &rest)) {
            (rest.outcome, rest.proof) = (Some(outcome), Some(proof));
        }
    }
    rest
}
