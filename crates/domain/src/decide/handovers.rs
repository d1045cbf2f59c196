//! Handovers: written by the clock when shifts change, mended by whoever works here, taken over by the next shift.

use crate::event::{Change, Event, Personal};
use crate::handover::{Hand, Handover, Note, Noted, TakenOver};
use crate::id::{MessageId, TaskId};
use crate::policy::agenda;
use crate::policy::{handover, matching};
use crate::refusal::Refusal;
use crate::request::{Actor, Request};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::time::{Day, Instant};

/// Whether shifts change by a task.
pub(super) fn is_change(task: Option<&Task>) -> bool {
    task.is_some_and(|task| task.kind == TaskKind::Handover)
}

/// Writes what is to be handed over, at the change of shifts: once, and while the next shift can still take over.
pub(super) fn written(situation: &Situation, day: &Occurrence, now: Instant) -> Option<Change> {
    let task = situation.directory.tasks.get(&day.task).filter(|task| is_change(Some(task)))?;
    let is_now = day.due_at <= now && now < day.closes_at() && agenda::is_fresh(day.due_at, now);
    let is_new = day.handover.is_none() && day.outcome.is_none();
    (is_now && is_new).then(|| Event::HandoverWritten(handover::write(situation, task, day, now)).into())
}

/// What somebody does to a handover. Whoever took over already changes nothing by doing so again.
pub(super) fn hand(
    situation: &Situation,
    request: &Request,
    (task, day): (&TaskId, Day),
    hand: &Hand,
) -> Result<Vec<Change>, Refusal> {
    let no_such = || Refusal::NoSuchOccurrence(task.clone(), day);
    let due = situation.occurrences.get(&(task.clone(), day)).ok_or_else(no_such)?;
    let known = due.handover.as_ref().ok_or_else(no_such)?;
    match hand {
        Hand::TakeOver => Ok(take_over(due, request.actor.clone(), None, request.stamp.at)),
        Hand::Note { text, about, message } => {
            let text: String = text.trim().chars().take(Handover::NOTE_MAX).collect();
            let is_full = known.notes.len() >= Handover::NOTES_MAX;
            if text.is_empty() || is_full || !may_note(situation, &request.actor, task) {
                return Err(no_such());
            }
            let about = about.clone().filter(|about| known.points.iter().any(|point| point.about == *about));
            let (by, message) = (request.actor.clone(), message.clone());
            // The same from a page again is one form pressed twice.
            let is_same = |note: &Note| note.by == by && note.about == about && note.text == text;
            if matches!(by, Actor::Member(_)) && known.notes.iter().any(is_same) {
                return Ok(Vec::new());
            }
            let noted = Noted { task: task.clone(), day, by, message, about };
            Ok(vec![Event::HandoverNoted(noted).with(Personal::text(text))])
        }
    }
}

/// Whoever works at the site or leads it may add to a handover; members were judged before.
fn may_note(situation: &Situation, actor: &Actor, task: &TaskId) -> bool {
    let Actor::Person(person) = actor else { return true };
    let role = situation.directory.role(person);
    let owes = situation.directory.tasks.get(task).is_some_and(|task| task.is_owed_by(person));
    owes || role.does_work() || role.leads()
}

/// That somebody took over, and how the day ends by it.
pub(super) fn take_over(due: &Occurrence, by: Actor, message: Option<MessageId>, at: Instant) -> Vec<Change> {
    let Some(known) = &due.handover else { return Vec::new() };
    if known.taken.is_some() {
        return Vec::new();
    }
    let (task, day) = (due.task.clone(), due.day);
    let outcome = if at > due.closes_at() { Outcome::Late } else { Outcome::Done };
    let taken = TakenOver { task: task.clone(), day, by, message: message.clone() };
    let ended = matching::improves(due.outcome, outcome);
    let ended = ended.then(|| Event::OccurrenceEnded { task, day, outcome, proof: message }.into());
    std::iter::once(Event::HandoverAccepted(taken).into()).chain(ended).collect()
}
