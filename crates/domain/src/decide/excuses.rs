//! Days of tasks that are not done, and nobody is to blame: who may say so, and that there is a reason.

use super::orders::{Obeyed, reading};
use super::reply::{Followed, Reply, Said};
use crate::choice::{Cause, Choice};
use crate::event::{Change, Event, Personal};
use crate::id::TaskId;
use crate::message::{Heard, Kind, Subject};
use crate::order::Order;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome};
use crate::time::Day;

/// Why somebody asks not to do a day's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Because {
    /// As a button says.
    Chosen(Cause),
    /// In their own words.
    Said(String),
}

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
    let no_such = || none_of(heard, days);
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

/// Whoever owes a day says that they cannot do it. Why, they are asked where they do not say so; which one, where it may be
/// several; else whoever leads is asked to excuse it.
pub(super) fn skip(
    situation: &Situation,
    order: &Order,
    heard: &Heard,
    days: &[(TaskId, Day)],
    because: &str,
) -> Result<Obeyed, Refusal> {
    let is_owed = |(task, day): &&(TaskId, Day)| {
        let is_theirs = situation.directory.tasks.get(task).is_some_and(|task| task.is_owed_by_sender(heard));
        is_theirs && known(situation, task, *day).is_ok_and(|due| !is_over(due))
    };
    let owed: Vec<&(TaskId, Day)> = days.iter().filter(is_owed).collect();
    let about: Vec<Subject> = owed.iter().map(|(task, day)| Subject::Task(task.clone(), Some(*day))).collect();
    let because = because.trim();
    let message = Some(heard.id.clone()).filter(|_| !because.is_empty());
    let said = match owed.as_slice() {
        [] => return Err(none_of(heard, days)),
        [(task, day)] if !because.is_empty() && situation.directory.role(&heard.sender).leads() => {
            return excuse(situation, order, heard, &[(task.clone(), *day)], because);
        }
        [_] => begged(because),
        several => {
            let one = |(task, day): &&(TaskId, Day)| Choice::NotToday(task.clone(), *day, message.clone());
            Said::Which(because.to_owned(), several.iter().map(one).collect())
        }
    };
    let changes = vec![reading(order, Kind::Chatter, about.first().cloned())];
    Ok((changes, reply(order, heard, about, said)))
}

/// That whoever leads is asked to excuse work for a reason; without one it is asked for, as after the button *Skip today*.
pub(super) fn begged(because: &str) -> Said {
    if because.is_empty() { Said::Followed(Followed::WhySkip) } else { Said::Begged(Because::Said(because.to_owned())) }
}

fn reply(order: &Order, heard: &Heard, about: Vec<Subject>, said: Said) -> Reply {
    Reply { to: heard.identity().clone(), language: order.language.clone(), about, said }
}

/// That none of these days is one of which whoever says so may speak.
fn none_of(heard: &Heard, days: &[(TaskId, Day)]) -> Refusal {
    let first = days.first().cloned();
    first.map_or_else(|| Refusal::NoSuchMessage(heard.id.clone()), |(task, day)| Refusal::NoSuchOccurrence(task, day))
}

fn known<'a>(situation: &'a Situation, task: &TaskId, day: Day) -> Result<&'a Occurrence, Refusal> {
    let missing = || Refusal::NoSuchOccurrence(task.clone(), day);
    situation.occurrences.get(&(task.clone(), day)).ok_or_else(missing)
}

/// Whether nothing more is owed of a day.
fn is_over(due: &Occurrence) -> bool {
    matches!(due.outcome, Some(Outcome::Done | Outcome::Late | Outcome::Excused))
}
