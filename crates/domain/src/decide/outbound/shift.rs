//! The words of a handover: a line for each thing that the next shift has to know, and who hears them.

use super::names::{self, person_name, short};
use super::{TOLD_MAX, Wish, audience, words};
use crate::event::{Change, Event};
use crate::handover::{Noted, Point};
use crate::id::{PersonId, TaskId};
use crate::ladder::Audience;
use crate::message::Subject;
use crate::outbound::Purpose;
use crate::policy::dispatch;
use crate::request::Actor;
use crate::situation::Situation;
use crate::task::Task;
use crate::time::{Day, Instant};
use crate::wording::{Sentence, Texts, fill, replies};

/// Points that a message names; the page shows all.
const LINES_MAX: usize = 12;
/// The rung on which the next shift hears what was added.
const NOTE_RUNG: u8 = 1;

/// What is to be said because of a handover: all of it to the next shift, and what is added to whoever did not add it.
pub(super) fn wishes(situation: &Situation, at: Instant, change: &Change) -> Vec<Wish> {
    let wish = |to, task: &TaskId, day: Day, rung, line| {
        Wish::new(to, Purpose::Handover, &Subject::Task(task.clone(), Some(day)), line, (rung, at)).anew()
    };
    match &change.event {
        Event::HandoverWritten(written) => {
            let told = |to| wish(to, &written.task, written.day, 0, words::Line::Handover);
            next_shift(situation, &written.task).into_iter().map(told).collect()
        }
        Event::HandoverNoted(Noted { task, day, by, .. }) => {
            let mut people = next_shift(situation, task);
            people.retain(|person| *by != Actor::Person(person.clone()));
            people.into_iter().map(|to| wish(to, task, *day, NOTE_RUNG, words::Line::Remark)).collect()
        }
        _ => Vec::new(),
    }
}

/// Who takes over: those of the shift whom we can write to, else all of them, else whoever leads the site.
fn next_shift(situation: &Situation, task: &TaskId) -> Vec<PersonId> {
    let Some(task) = situation.directory.tasks.get(task) else { return Vec::new() };
    let all: Vec<PersonId> = task.assignee.iter().chain(&task.stand_ins).cloned().collect();
    let reached = all.iter().filter(|person| dispatch::address(situation, person).is_some());
    let reached: Vec<PersonId> = reached.take(TOLD_MAX).cloned().collect();
    match (reached.is_empty(), all.is_empty()) {
        (false, _) => reached,
        (true, false) => all.into_iter().take(TOLD_MAX).collect(),
        (true, true) => audience(situation, Audience::Supervisors, &[], task.site.as_ref()),
    }
}

/// The sentence that hands over, with what fills it on one line.
pub(super) fn sentence(
    situation: &Situation,
    texts: &Texts,
    (task, day): (&Task, Option<Day>),
    changes: &[Change],
) -> (Sentence, Vec<(&'static str, String)>) {
    let list = lines(situation, texts, (task, day), changes).join("; ");
    (Sentence::Handover, vec![("task", short(&task.name)), ("list", list)])
}

/// The same for a phone: a line for each thing, between what the sentence says before and after them.
pub(super) fn text(
    situation: &Situation,
    texts: &Texts,
    (task, day): (&Task, Option<Day>),
    changes: &[Change],
) -> String {
    let whole = situation.directory.words(texts.language, Sentence::Handover);
    let (before, after) = whole.split_once("{list}").unwrap_or((whole, ""));
    let before = fill(before, &[("task", &short(&task.name))]);
    let after = after.trim_start_matches(['.', '。', '।', ' ']);
    let lines = lines(situation, texts, (task, day), changes);
    let lines: String = lines.iter().map(|line| format!("\n• {line}")).collect();
    format!("{}{lines}\n{after}", before.trim_end())
}

/// What somebody added, and who.
pub(super) fn remark(
    situation: &Situation,
    texts: &Texts,
    task: &Task,
    changes: &[Change],
) -> (Sentence, Vec<(&'static str, String)>) {
    let noted = changes.iter().find_map(|change| match &change.event {
        Event::HandoverNoted(noted) => Some((&noted.by, change.personal.text.clone())),
        _ => None,
    });
    let (by, text) = noted.unzip();
    let person = match by {
        Some(Actor::Person(person)) => person_name(situation, texts, person),
        Some(Actor::Member(member)) => short(member),
        _ => texts.somebody.to_owned(),
    };
    let words = text.unwrap_or_default();
    (Sentence::Remark, vec![("task", short(&task.name)), ("person", person), ("words", words)])
}

fn lines(situation: &Situation, texts: &Texts, (task, day): (&Task, Option<Day>), changes: &[Change]) -> Vec<String> {
    let written = changes.iter().find_map(|change| match &change.event {
        Event::HandoverWritten(written) if written.task == task.id => {
            Some((&written.points, written.more, written.deaf_since))
        }
        _ => None,
    });
    let known = || {
        let due = situation.occurrences.get(&(task.id.clone(), day?))?;
        due.handover.as_ref().map(|known| (&known.points, known.more, known.deaf_since))
    };
    let answers = replies(texts.language);
    let Some((points, more, deaf_since)) = written.or_else(known) else { return vec![answers.nothing.to_owned()] };
    let zone = situation.zone_of(task.site.as_ref());
    let clock = |at: Instant| at.in_zone(zone).strftime("%d/%m %H:%M").to_string();
    let deaf = |since| fill(texts.deaf, &[("channel", "WhatsApp"), ("time", &clock(since))]);
    let mut lines: Vec<String> = deaf_since.map(deaf).into_iter().collect();
    lines.extend(points.iter().take(LINES_MAX).filter_map(|point| line(situation, texts, point, clock)));
    let more = more as usize + points.len().saturating_sub(LINES_MAX);
    if more > 0 {
        lines.push(fill(answers.more, &[("count", &more.to_string())]));
    }
    if lines.is_empty() {
        lines.push(answers.nothing.to_owned());
    }
    lines
}

/// "late: T-12 Lift stuck · 29/11 14:00 · ProLift".
fn line(situation: &Situation, texts: &Texts, point: &Point, clock: impl Fn(Instant) -> String) -> Option<String> {
    let (name, who) = match &point.about {
        Subject::Ticket(number) => {
            let ticket = situation.tickets.get(number)?;
            let who = ticket.assignee.as_ref().map(|owner| names::assignee(situation, texts, owner));
            (format!("{number} {}", short(&ticket.title)), who)
        }
        Subject::Task(task, _) => {
            let task = situation.directory.tasks.get(task)?;
            let who = task.assignee.as_ref().map(|person| person_name(situation, texts, person));
            (short(&task.name), who)
        }
    };
    let who = who.map(|who| format!(" · {who}")).unwrap_or_default();
    Some(format!("{}: {} · {}{who}", texts.matter(point.matter), name.trim_end(), clock(point.at)))
}
