//! What a message may speak of: nothing, a new problem, a known ticket or a day of a task; a bounded list.

use super::number;
use super::scene::Scene;
use domain::id::{MessageId, TaskId, TicketNumber};
use domain::message::{Form, Heard, Kind, Subject};
use domain::ticket::Ticket;
use domain::time::Day;

/// Tickets weighed for one message; in practice the right one is among the first dozen.
const TICKETS_MAX: usize = 60;
/// Days of tasks weighed for one message.
const DAYS_MAX: usize = 24;
/// A ticket that is over takes messages for so long after it was touched: a week, in minutes.
const OVER_MINUTES: f64 = 7.0 * 1_440.0;
/// A ticket that is open but untouched for so long is weighed no more: sixty days, in minutes.
const STALE_MINUTES: f64 = 60.0 * 1_440.0;
/// How long before its hour a day of a task is weighed, in minutes.
const AHEAD_MINUTES: f64 = 180.0;
/// How long after its window a day of a task is weighed, in minutes.
const BEHIND_MINUTES: f64 = 14.0 * 60.0;
/// How far back a problem may have been missed, in minutes: later nobody answers it without quoting.
const MISSED_MINUTES: f64 = 180.0;
/// Messages looked back on for a missed problem.
const MISSED_LOOK_BACK: usize = 10;
/// Missed problems weighed for one message.
const MISSED_MAX: usize = 6;

/// What a message may speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nothing we track.
    Nothing,
    /// A problem nobody reported yet.
    New,
    /// A known ticket.
    Ticket(TicketNumber),
    /// A day of a task.
    Day(TaskId, Day),
    /// A problem that was taken for idle talk when it was told.
    Missed(MessageId),
}

impl Target {
    /// What a message was held to speak of.
    #[must_use]
    pub fn of(heard: &Heard) -> Option<Self> {
        match heard.meaning.as_ref()?.about.as_ref()? {
            Subject::Ticket(number) => Some(Self::Ticket(*number)),
            Subject::Task(task, day) => day.map(|day| Self::Day(task.clone(), day)),
        }
    }
}

/// All that a message may speak of.
#[must_use]
pub fn candidates(scene: &Scene<'_>) -> Vec<Target> {
    if let Some(answered) = answered(scene) {
        return vec![answered, Target::New];
    }
    let named = named(scene);
    if !named.is_empty() {
        return named.into_iter().chain([Target::New]).collect();
    }
    let mut found = vec![Target::Nothing, Target::New];
    found.extend(tickets(scene).into_iter().map(|ticket| Target::Ticket(ticket.number)));
    found.extend(days(scene));
    found.extend(missed(scene));
    found
}

/// The tickets that a message names by their numbers and does not quote: it speaks of one of those.
fn named(scene: &Scene<'_>) -> Vec<Target> {
    if scene.quoted.is_some() || scene.heard.forwarded {
        return Vec::new();
    }
    let is_there = |number: &TicketNumber| {
        let ticket = scene.situation.tickets.get(number);
        ticket.is_some_and(|ticket| !ticket.stage.is_put_away() && ticket.opened_at <= scene.heard.sent_at)
    };
    number::named(&scene.heard.text).into_iter().filter(is_there).map(Target::Ticket).collect()
}

/// What we had spoken of in the words that a message quotes: whoever answers us on one thing means that, or tells of
/// another, and never speaks of a third.
fn answered(scene: &Scene<'_>) -> Option<Target> {
    let quoted = scene.quoted.filter(|quoted| quoted.is_ours())?;
    Target::of(quoted).filter(|target| match target {
        Target::Ticket(number) => scene.situation.tickets.get(number).is_some_and(|ticket| !ticket.stage.is_put_away()),
        Target::Day(task, day) => scene.situation.occurrences.contains_key(&(task.clone(), *day)),
        Target::Nothing | Target::New | Target::Missed(_) => false,
    })
}

/// Untracked messages just before that may after all have told of a problem.
fn missed(scene: &Scene<'_>) -> Vec<Target> {
    if matches!(scene.heard.form, Form::Sticker | Form::Deleted | Form::Contacts) {
        return Vec::new();
    }
    let is_near = |other: &&Heard| scene.minutes_since(other.sent_at) <= MISSED_MINUTES;
    let near = scene.recent.iter().copied().take(MISSED_LOOK_BACK).filter(is_near);
    let untracked = near.chain(scene.quoted).filter(|other| is_untracked(other));
    let mut found: Vec<Target> = Vec::new();
    for target in untracked.map(|other| Target::Missed(other.id.clone())) {
        if !found.contains(&target) && found.len() < MISSED_MAX {
            found.push(target);
        }
    }
    found
}

/// Whether words were said that were held to mean nothing we track.
fn is_untracked(other: &Heard) -> bool {
    let told = matches!(other.form, Form::Text | Form::Image | Form::Video | Form::Audio) && !other.text.is_empty();
    let idle = |kind: Kind| matches!(kind, Kind::Chatter | Kind::Question);
    let meaning = other.meaning.as_ref();
    told && !other.forwarded && meaning.is_some_and(|meaning| meaning.about.is_none() && idle(meaning.kind))
}

/// Tickets that still take messages, the last touched first.
#[must_use]
pub fn tickets<'a>(scene: &Scene<'a>) -> Vec<&'a Ticket> {
    let quoted = scene.quoted.and_then(Target::of);
    let is_quoted = |ticket: &Ticket| quoted == Some(Target::Ticket(ticket.number));
    let is_live = |ticket: &&Ticket| {
        let idle = scene.minutes_since(ticket.touched_at);
        let limit = if ticket.stage.is_open() { STALE_MINUTES } else { OVER_MINUTES };
        // What is told late, or of the past, does not speak of what came up after it.
        let was_there = ticket.opened_at <= scene.heard.sent_at;
        !ticket.stage.is_put_away() && (was_there && idle < limit || is_quoted(ticket))
    };
    let mut found: Vec<&Ticket> = scene.situation.tickets.values().filter(is_live).collect();
    let order = |ticket: &&Ticket| (!is_quoted(ticket), std::cmp::Reverse((ticket.touched_at, ticket.number)));
    // Of a house with thousands of open tickets only those that are weighed are put in order.
    if found.len() > TICKETS_MAX {
        found.select_nth_unstable_by_key(TICKETS_MAX, order);
        found.truncate(TICKETS_MAX);
    }
    found.sort_by_key(order);
    found
}

/// Days of tasks whose hour is near, the nearest first.
fn days(scene: &Scene<'_>) -> Vec<Target> {
    let mut near = Vec::new();
    for day in scene.situation.occurrences.values() {
        let (after_due, after_end) = (scene.minutes_since(day.due_at), scene.minutes_since(day.until));
        if after_due < -AHEAD_MINUTES || after_end > BEHIND_MINUTES {
            continue;
        }
        let task = scene.situation.directory.tasks.get(&day.task);
        let is_own = task.is_some_and(|task| task.is_owed_by_sender(scene.heard));
        let distance = if after_due < 0.0 { -after_due } else { after_end.max(0.0) };
        near.push((!is_own, distance, Target::Day(day.task.clone(), day.day)));
    }
    near.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap_or(std::cmp::Ordering::Equal));
    near.truncate(DAYS_MAX);
    near.into_iter().map(|(_, _, target)| target).collect()
}
