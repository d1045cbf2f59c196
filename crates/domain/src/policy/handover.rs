//! What the next shift has to know: worked out from what is open, late, promised, unanswered and odd at a site.

use crate::clock::Promise;
use crate::directory::Directory;
use crate::handover::{Handover, Matter, Point, Written};
use crate::message::Subject;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::ticket::{Priority, Stage, Ticket};
use crate::time::Instant;

/// How long the shift that ends was there, when no change before it is known, in minutes.
const SHIFT_MINUTES: i64 = 12 * 60;

/// What is to be handed over at an instant, by a task by which shifts change.
#[must_use]
pub fn write(situation: &Situation, task: &Task, day: &Occurrence, now: Instant) -> Written {
    let since = last_change(situation, task, day.due_at);
    let tickets = situation.tickets.values().filter(|ticket| ticket.stage.is_open());
    let tickets = tickets.filter(|ticket| task.site.is_none() || ticket.site == task.site);
    let tickets = tickets.map(|ticket| (ticket.priority, of_ticket(ticket, now)));
    let days = situation.occurrences.values().filter(|other| other.due_at <= now && other.due_at >= since);
    let days = days.filter_map(|other| Some((Priority::Normal, of_day(&situation.directory, task, other)?)));
    let mut points: Vec<(Priority, Point)> = tickets.chain(days).collect();
    points.sort_by(|(a_priority, a), (b_priority, b)| {
        (a.matter, a_priority, a.at, &a.about).cmp(&(b.matter, b_priority, b.at, &b.about))
    });
    let more = points.len().saturating_sub(Handover::POINTS_MAX);
    let points = points.into_iter().take(Handover::POINTS_MAX).map(|(_, point)| point).collect();
    let deaf_since = situation.deaf_since(task.site.as_ref(), now);
    let more = u32::try_from(more).unwrap_or(u32::MAX);
    Written { task: task.id.clone(), day: day.day, since, deaf_since, points, more }
}

/// When the shift began that ends at an instant: at the change before.
fn last_change(situation: &Situation, task: &Task, at: Instant) -> Instant {
    let is_change = |day: &&Occurrence| {
        let other = situation.directory.tasks.get(&day.task);
        other.is_some_and(|other| other.kind == TaskKind::Handover && other.site == task.site) && day.due_at < at
    };
    let last = situation.occurrences.values().filter(is_change).map(|day| day.due_at).max();
    last.unwrap_or_else(|| at.plus_minutes(-SHIFT_MINUTES))
}

fn of_ticket(ticket: &Ticket, now: Instant) -> Point {
    let (matter, at) = matter(ticket, now);
    Point { about: Subject::Ticket(ticket.number), matter, at }
}

fn matter(ticket: &Ticket, now: Instant) -> (Matter, Instant) {
    use crate::ladder::Cause;
    let course = &ticket.course;
    let owed = course.promises.values().filter(|promise| promise.settled.is_none());
    let overdue = owed.filter_map(Promise::owed_at).filter(|due_at| *due_at <= now).min();
    let pledged = course.pledge.as_ref().map(|pledge| pledge.due_at);
    let climb = |cause| course.climbs.get(&cause).map(|climb| climb.since);
    let is_new = matches!(ticket.stage, Stage::Reported | Stage::Classified | Stage::Reopened);
    if let Some(claimed_at) = ticket.resolved_at.filter(|_| ticket.stage == Stage::Resolved) {
        return match climb(Cause::Unproven) {
            Some(since) => (Matter::Suspect, since),
            None => (Matter::Unanswered, claimed_at),
        };
    }
    match (overdue, pledged) {
        (Some(due_at), _) => (Matter::Late, due_at),
        (None, Some(due_at)) if due_at <= now => (Matter::Late, due_at),
        (None, Some(due_at)) => (Matter::Promised, due_at),
        (None, None) if is_new && ticket.assignee.is_none() => (Matter::Unanswered, ticket.opened_at),
        (None, None) if ticket.stage == Stage::OnHold => {
            (Matter::Waiting, course.pause().map_or(ticket.touched_at, |pause| pause.since))
        }
        (None, None) => match climb(Cause::Silent) {
            Some(since) => (Matter::Unanswered, since),
            None => (Matter::Open, ticket.opened_at),
        },
    }
}

/// A day of another task of the site, when something is to be said of it.
fn of_day(directory: &Directory, task: &Task, day: &Occurrence) -> Option<Point> {
    let other = directory.tasks.get(&day.task)?;
    let is_here = task.site.is_none() || other.site == task.site;
    if !is_here || other.kind == TaskKind::Handover {
        return None;
    }
    let odd = day.visits.iter().find(|visit| !visit.flags.is_empty());
    let (matter, at) = match (day.outcome, odd) {
        (Some(Outcome::Missed | Outcome::Partial), _) => (Matter::Late, day.until),
        (Some(Outcome::WrongPlace | Outcome::NoPhoto), _) => (Matter::Suspect, day.until),
        (_, Some(visit)) => (Matter::Suspect, visit.at),
        (None, None) => (Matter::Open, day.until),
        (Some(Outcome::Done | Outcome::Late | Outcome::Excused | Outcome::Unheard), None) => return None,
    };
    Some(Point { about: Subject::Task(other.id.clone(), Some(day.day)), matter, at })
}
