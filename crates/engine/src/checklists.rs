//! Where a message reports steps of work that its sender owes: by numbers or a few words, which a reader of words makes little of.

use domain::message::{Band, Form, Heard, Interpretation, Kind, Reader, Subject};
use domain::order::Order;
use domain::policy::matching;
use domain::policy::steps::named;
use domain::request::Proposal;
use domain::situation::Situation;
use domain::task::{Occurrence, Outcome, Task};

/// Longest message that is held against the names of steps, in characters: twenty steps by their names would be a list.
const TEXT_MAX: usize = 240;

/// What a reader proposed, with the day of work whose steps the message names, where it opens nothing, is about no ticket and
/// about no other work.
pub fn reported(situation: &Situation, heard: &Heard, proposal: Proposal) -> Proposal {
    match day(situation, heard, &proposal) {
        Some(day) => {
            let about = Some(Subject::Task(day.task.clone(), Some(day.day)));
            let by = Reader::Embedded(Order::RULES.to_owned());
            let read = proposal.meaning;
            let meaning = Interpretation { by, kind: Kind::Task, about, confidence: 1.0, band: Band::Act, ..read };
            Proposal { meaning, alternatives: None, ..proposal }
        }
        None => proposal,
    }
}

/// The day of which steps are named: the one that is open, or nearest.
fn day<'a>(situation: &'a Situation, heard: &Heard, proposal: &Proposal) -> Option<&'a Occurrence> {
    let form = matches!(heard.form, Form::Text | Form::Image | Form::Video) && !heard.forwarded;
    if proposal.opens || !form || heard.text.is_empty() || heard.text.chars().count() > TEXT_MAX {
        return None;
    }
    let may = match proposal.meaning.kind {
        Kind::Checkin | Kind::Progress | Kind::Evidence | Kind::Chatter | Kind::Resolved => true,
        // What the reader knows as a report is one of the day it says.
        Kind::Task => proposal.meaning.about.is_none(),
        Kind::Issue | Kind::Verified | Kind::Reopened | Kind::Assign | Kind::Question => false,
    };
    let quoted =
        heard.reply_to.as_ref().and_then(|_| situation.quoted(heard)).and_then(|quoted| quoted.meaning.as_ref());
    let quoted = quoted.and_then(|meaning| meaning.about.as_ref());
    let is_spoken_of = |day: &Occurrence| match quoted.or(proposal.meaning.about.as_ref()) {
        Some(Subject::Task(task, of)) => *task == day.task && of.is_none_or(|of| of == day.day),
        Some(Subject::Ticket(_)) => false,
        None => heard.reply_to.is_none(),
    };
    let is_enough = proposal.meaning.kind == Kind::Task || matching::is_picture(heard);
    let names = |task: &Task| !named(&situation.directory, task, &heard.text).ticked(is_enough).is_empty();
    let owed =
        situation.directory.tasks.values().filter(|task| !task.steps.is_empty() && task.is_owed_by_sender(heard));
    let days =
        owed.filter(|task| may && names(task)).filter_map(|task| matching::day_of(situation, &task.id, heard.sent_at));
    let open = days.filter(|day| is_open(day) && is_spoken_of(day));
    open.min_by(|a, b| away(heard, a).total_cmp(&away(heard, b)))
}

fn is_open(day: &Occurrence) -> bool {
    matches!(day.outcome, None | Some(Outcome::Missed | Outcome::Partial | Outcome::NoPhoto))
}

/// How far a message is from the window of a day, in minutes.
fn away(heard: &Heard, day: &Occurrence) -> f64 {
    day.due_at.minutes_since(heard.sent_at).max(heard.sent_at.minutes_since(day.until)).max(0.0)
}
