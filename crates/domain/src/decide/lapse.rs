//! What the clock does: days of tasks come up, and those nobody met are missed; promises about tickets come near and
//! are missed, steps of their ladders are reached; verified tickets close.

use super::outbound;
use super::{calls, handovers, steps};
use crate::clock::Lapsed;
use crate::event::{Change, Event};
use crate::id::MessageId;
use crate::ladder::{Cause, Climbed, Reached, Unsaid};
use crate::message::Subject;
use crate::policy::ladder::Rung;
use crate::policy::{agenda, ladder, matching};
use crate::request::Request;
use crate::rota;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task};
use crate::ticket::{Due, Ticket};
use crate::time::Instant;
use std::collections::BTreeSet;

/// How far back days of tasks are made up for after a silence of the clock itself.
const CATCH_UP_DAYS: i64 = 400;

/// Does what is due by an instant. Days of tasks are judged by what was heard since another; none when nothing was.
pub fn lapse(situation: &Situation, request: &Request, since: Option<Instant>) -> Vec<Change> {
    let now = request.stamp.at;
    // An import says nothing, so that nothing of its time is climbed.
    let is_live = request.import.is_none();
    let mut changes = Vec::new();
    if let Some(since) = since {
        judge_days(situation, now, since, is_live, &mut changes);
    }
    if is_live {
        let begun = rota::begun(&situation.directory, &situation.zone, now).into_iter();
        changes.extend(begun.map(|began| Change::from(Event::TurnBegan(began))));
        let reached = situation.occurrences.values().flat_map(|day| reached(situation, day, now, since, &changes));
        let reached: Vec<Change> = reached.collect();
        changes.extend(reached);
    }
    for ticket in situation.tickets.values() {
        // What was promised may have been kept in words that are not heard yet.
        let is_deaf = situation.deaf_since(ticket.site.as_ref(), now).is_some();
        let may = |due: Due| match due {
            Due::Closing => true,
            Due::Target(_) => !is_deaf,
            Due::Rung(_) | Due::Offer => !is_deaf && is_live,
        };
        let due = ticket.deadlines().filter(|(due, at)| *at <= now && may(*due));
        for (due, _) in due {
            let fallen = fell_due(situation, ticket, due, now, &changes);
            changes.extend(fallen);
        }
    }
    changes
}

/// What is recorded when a deadline of a ticket passes: a miss where the time ran out, else a warning; a step of a
/// ladder; that it is closed.
fn fell_due(situation: &Situation, ticket: &Ticket, due: Due, now: Instant, so_far: &[Change]) -> Option<Change> {
    let number = ticket.number;
    let target = match due {
        Due::Target(target) => target,
        Due::Rung(cause) => return climbed(situation, ticket, cause, now),
        Due::Offer => return calls::lapsed(situation, ticket, now, so_far),
        Due::Closing => return Some(Event::TicketClosed { ticket: number }.into()),
    };
    let due_at = ticket.course.promises.get(&target)?.due_at?;
    let event = match due_at < now {
        true => Event::TargetMissed(Lapsed { ticket: number, target, due_at }),
        false => Event::TargetWarned(Lapsed { ticket: number, target, due_at }),
    };
    Some(event.into())
}

/// The step of a ladder that is due. Nobody is told of what was due long ago, nor after days of silence.
fn climbed(situation: &Situation, ticket: &Ticket, cause: Cause, now: Instant) -> Option<Change> {
    let climb = ticket.course.climbs.get(&cause)?;
    let step = ladder::step(ticket, &situation.directory, cause, climb.steps)?;
    let due_at = climb.due_at?;
    let is_fresh = agenda::is_fresh(due_at, now);
    let unsaid = match (is_fresh, outbound::is_listening(situation, now)) {
        (true, true) => None,
        (true, false) => Some(Unsaid::Deaf),
        (false, _) => Some(Unsaid::Stale),
    };
    let (step, audience, since) = (climb.steps, step.audience, climb.since);
    Some(Event::RungClimbed(Climbed { ticket: ticket.number, cause, step, audience, since, due_at, unsaid }).into())
}

/// The steps about a day that are due: each once, by the time somebody is asked or told, or when it is too late for
/// that. Nobody is asked while we may be deaf, and nothing is said of what nobody may have heard.
fn reached(
    situation: &Situation,
    day: &Occurrence,
    now: Instant,
    since: Option<Instant>,
    so_far: &[Change],
) -> Vec<Change> {
    let Some(task) = situation.directory.tasks.get(&day.task) else { return Vec::new() };
    let is_deaf = situation.deaf_since(task.site.as_ref(), now).is_some();
    let is_unheard = so_far.iter().any(|change| match &change.event {
        Event::OccurrenceEnded { task, day: of, outcome: Outcome::Unheard, .. } => (task, of) == (&day.task, &day.day),
        _ => false,
    });
    if is_deaf || is_unheard {
        return Vec::new();
    }
    let is_listening = outbound::is_listening(situation, now);
    let subject = Subject::Task(day.task.clone(), Some(day.day));
    let is_told = |rung: &Rung| outbound::is_known(situation, now, &(subject.clone(), rung.purpose, rung.rung));
    let unsaid = |rung: &Rung| match rung.due {
        due if agenda::is_fresh(due, now) => is_listening.then_some(None),
        due if !agenda::is_known(due, now, since) => None,
        // Steps were not always entries of their own.
        _ if is_told(rung) => Some(None),
        _ => Some(Some(if is_listening { Unsaid::Stale } else { Unsaid::Deaf })),
    };
    let due = ladder::of_day(&situation.directory, task, day).into_iter();
    let due = due.filter(|rung| rung.due <= now && !day.climbed.contains(&rung.rung));
    let reached = due.filter_map(|rung| {
        let (task, day, unsaid) = (day.task.clone(), day.day, unsaid(&rung)?);
        let Rung { rung, cause, audience, due: due_at, .. } = rung;
        Some(Event::OccurrenceClimbed(Reached { task, day, cause, rung, audience, due_at, unsaid }).into())
    });
    reached.collect()
}

/// Writes down the days that came up, and ends those that nobody met.
fn judge_days(situation: &Situation, now: Instant, since: Instant, is_live: bool, changes: &mut Vec<Change>) {
    for task in situation.directory.tasks.values() {
        expect(situation, task, (now, since), is_live, changes);
    }
    for day in situation.occurrences.values() {
        if is_live {
            changes.extend(handovers::written(situation, day, now));
        }
        if day.outcome.is_none() && day.closes_at() <= now && is_heard(day.due_at, day.until, since) {
            changes.extend(unreported(situation, day, now));
        }
    }
}

/// Writes down the days of a task that came up since the clock was last heard, the long gone ones as missed. Nothing was
/// owed before it was known to recur so; of tasks that are as old as the first word the hearing alone decides.
fn expect(
    situation: &Situation,
    task: &Task,
    (now, since): (Instant, Instant),
    is_live: bool,
    changes: &mut Vec<Change>,
) {
    let later =
        |scheduled_at: &Instant| is_live && situation.listening_since.is_some_and(|first| first < *scheduled_at);
    let owed_from = task.scheduled_at.filter(later);
    let zone = situation.zone_of(task.site.as_ref());
    let horizon = now.plus_minutes(matching::LEAD_MINUTES);
    let last = horizon.day(zone);
    let from = situation.expected_until.unwrap_or(since).day(zone).plus(-1).max(last.plus(-CATCH_UP_DAYS));
    let calendar = task.cadence.calendar.as_ref().and_then(|id| situation.directory.calendars.get(id));
    for day in task.cadence.days(from, last, calendar) {
        let (due_at, until) = task.cadence.window(day, zone);
        let known = situation.occurrences.contains_key(&(task.id.clone(), day));
        let is_owed = owed_from.is_none_or(|from| from <= due_at);
        if known || !is_owed || due_at > horizon || !is_heard(due_at, until, since) {
            continue;
        }
        let task = task.id.clone();
        let occurrence = Occurrence {
            task,
            day,
            due_at,
            until,
            outcome: None,
            proof: None,
            delayed_until: None,
            visits: Vec::new(),
            ticks: Vec::new(),
            fault: None,
            handover: None,
            because: None,
            climbed: BTreeSet::new(),
        };
        changes.push(Event::OccurrenceExpected { occurrence: occurrence.clone() }.into());
        if until <= now {
            changes.extend(unreported(situation, &occurrence, now));
        }
    }
}

/// The end of a day that nobody reported, where it ends now.
fn unreported(situation: &Situation, day: &Occurrence, now: Instant) -> Option<Change> {
    let (outcome, proof) = without_word(situation, day, now)?;
    Some(Event::OccurrenceEnded { task: day.task.clone(), day: day.day, outcome, proof }.into())
}

/// How a day ends that nobody reported, and by what proof: not yet, while we may be deaf; and as nobody's fault, when we may
/// have been deaf for half of its window.
pub(super) fn without_word(
    situation: &Situation,
    day: &Occurrence,
    now: Instant,
) -> Option<(Outcome, Option<MessageId>)> {
    let task = situation.directory.tasks.get(&day.task);
    // Steps that were not ticked may have been taken out of the task since.
    let last = task.zip(day.ticks.last()).filter(|(task, _)| task.tour.is_none());
    if let Some((outcome, last)) =
        last.and_then(|(task, last)| Some((steps::standing(task, day, &day.ticks, false)?, last)))
    {
        return Some((outcome, Some(last.message.clone())));
    }
    let site = task.and_then(|task| task.site.as_ref());
    // A silence that began later says nothing of this day.
    if situation.deaf_since(site, now).is_some_and(|since| since < day.until) {
        return None;
    }
    let deaf_minutes = situation.deaf_minutes(site, day.due_at, day.until);
    // What was never handed over, nobody could take over.
    let is_unwritten = day.handover.is_none() && handovers::is_change(situation.directory.tasks.get(&day.task));
    let is_unheard = is_unwritten || deaf_minutes > 0.0 && deaf_minutes * 2.0 >= day.until.minutes_since(day.due_at);
    if let Some(last) = day.begun().filter(|_| !is_unheard) {
        return Some((Outcome::Partial, Some(last.clone())));
    }
    Some((if is_unheard { Outcome::Unheard } else { Outcome::Missed }, None))
}

/// Whether we listened for at least half of a window; nobody is blamed for what we could not hear.
fn is_heard(due_at: Instant, until: Instant, since: Instant) -> bool {
    until.minutes_since(since) * 2.0 >= until.minutes_since(due_at)
}
