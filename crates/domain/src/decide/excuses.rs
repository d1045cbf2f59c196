//! Days of tasks that are not done, and nobody is to blame: who may say so, and that there is a reason.

use super::orders::{Obeyed, reading};
use super::reply::{Followed, Reply, Said};
use crate::event::{Change, Event, Personal};
use crate::id::TaskId;
use crate::message::{Heard, Kind, Subject};
use crate::order::Order;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome};
use crate::time::Day;

/// A member's word on a day of a task, with the reason where it is excused.
pub(super) fn judge(
    situation: &Situation,
    (task, day): (&TaskId, Day),
    outcome: Outcome,
    because: &str,
) -> Result<Vec<Change>, Refusal> {
    let occurrence = known(situation, task, day)?;
    let because = because.trim();
    if outcome == Outcome::Excused && because.is_empty() {
        return Err(Refusal::NoReason);
    }
    let (task, proof) = (task.clone(), occurrence.proof.clone());
    let ended = Event::OccurrenceEnded { task, day, outcome, proof };
    let because = if outcome == Outcome::Excused { because } else { "" };
    Ok(vec![ended.with(Personal::text(because))])
}

/// A lead's word in the chat that days are excused; their message is the proof.
pub(super) fn excuse(
    situation: &Situation,
    order: &Order,
    heard: &Heard,
    days: &[(TaskId, Day)],
    because: &str,
) -> Result<Obeyed, Refusal> {
    let (task, day) = days.first().ok_or(Refusal::NothingToUndo)?;
    let no_such = || Refusal::NoSuchOccurrence(task.clone(), *day);
    if !situation.directory.role(&heard.sender).leads() || because.trim().is_empty() {
        return Err(no_such());
    }
    let (mut changes, mut about) = (Vec::new(), Vec::new());
    for (task, day) in days {
        if is_over(known(situation, task, *day)?) {
            continue;
        }
        let (task, day, proof) = (task.clone(), *day, Some(heard.id.clone()));
        about.push(Subject::Task(task.clone(), Some(day)));
        let excused = Event::OccurrenceEnded { task, day, outcome: Outcome::Excused, proof };
        changes.push(excused.with(Personal::text(because.trim())));
    }
    let first = about.first().cloned().ok_or_else(no_such)?;
    changes.insert(0, reading(order, Kind::Chatter, Some(first)));
    Ok((changes, reply(order, heard, about, Said::Excused(because.trim().to_owned()))))
}

/// Whoever owes a day says that they cannot do it: they are asked why, as after the button *Skip today*.
pub(super) fn skip(
    situation: &Situation,
    order: &Order,
    heard: &Heard,
    (task, day): (&TaskId, Day),
) -> Result<Obeyed, Refusal> {
    let due = known(situation, task, day)?;
    let is_theirs = situation.directory.tasks.get(task).is_some_and(|task| task.is_owed_by_sender(heard));
    if !is_theirs || is_over(due) {
        return Err(Refusal::NoSuchOccurrence(task.clone(), day));
    }
    let about = Subject::Task(task.clone(), Some(day));
    let changes = vec![reading(order, Kind::Chatter, Some(about.clone()))];
    Ok((changes, reply(order, heard, vec![about], Said::Followed(Followed::WhySkip))))
}

fn reply(order: &Order, heard: &Heard, about: Vec<Subject>, said: Said) -> Reply {
    Reply { to: heard.identity().clone(), language: order.language.clone(), about, said }
}

fn known<'a>(situation: &'a Situation, task: &TaskId, day: Day) -> Result<&'a Occurrence, Refusal> {
    let missing = || Refusal::NoSuchOccurrence(task.clone(), day);
    situation.occurrences.get(&(task.clone(), day)).ok_or_else(missing)
}

/// Whether nothing more is owed of a day.
fn is_over(due: &Occurrence) -> bool {
    matches!(due.outcome, Some(Outcome::Done | Outcome::Late | Outcome::Excused))
}
