//! Who is asked, and who is told, when work is not reported or a ticket has no owner: one rung after the other.

use crate::outbound::Purpose;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::ticket::{Priority, Stage, Ticket};
use crate::time::Instant;

/// Work is reminded of at most so long before its window closes, in minutes.
const LEAD_MINUTES_MAX: i64 = 30;
/// A short window is reminded of when this part of it is left.
const LEAD_PART: f64 = 0.25;
/// A supervisor hears of missed work so long after its window, in minutes.
const TASK_SUPERVISOR_MINUTES: i64 = 60;
/// A supervisor hears of a missed patrol so long after its window, in minutes.
const PATROL_SUPERVISOR_MINUTES: i64 = 10;
/// A manager hears of a missed patrol so long after its window, in minutes.
const PATROL_MANAGER_MINUTES: i64 = 20;

/// Who stands on a rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever owes the work.
    Assignee,
    /// Who leads the crews of the site; its managers where nobody does.
    Supervisors,
    /// Who runs the site.
    Managers,
}

/// One rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its number, from 0.
    pub rung: u8,
    /// Who is written to.
    pub audience: Audience,
    /// Why.
    pub purpose: Purpose,
    /// From when on.
    pub due: Instant,
}

/// The ladder of a day of a task; empty when somebody reported it, however well.
pub fn of_day(task: &Task, day: &Occurrence) -> Vec<Rung> {
    if day.outcome.is_some_and(|outcome| outcome != Outcome::Missed) {
        return Vec::new();
    }
    let reminder = |due| Rung { rung: 0, audience: Audience::Assignee, purpose: Purpose::Reminder, due };
    let told = |rung, audience, minutes| Rung {
        rung,
        audience,
        purpose: Purpose::Escalation,
        due: day.until.plus_minutes(minutes),
    };
    match task.kind {
        TaskKind::Task => {
            // Grace is for whoever is late anyway, and is not counted on.
            let closes = day.until.plus_minutes(-i64::from(task.cadence.grace_minutes));
            let part = (closes.minutes_since(day.due_at) * LEAD_PART) as i64;
            let lead = part.min(LEAD_MINUTES_MAX);
            vec![reminder(closes.plus_minutes(-lead)), told(1, Audience::Supervisors, TASK_SUPERVISOR_MINUTES)]
        }
        TaskKind::Patrol => vec![
            reminder(day.until),
            told(1, Audience::Supervisors, PATROL_SUPERVISOR_MINUTES),
            told(2, Audience::Managers, PATROL_MANAGER_MINUTES),
        ],
    }
}

/// The ladder of a ticket; empty when somebody owns it or answered.
pub fn of_ticket(ticket: &Ticket) -> Vec<Rung> {
    if !is_unowned(ticket) {
        return Vec::new();
    }
    let told = |rung, audience, times| {
        let due = ticket.opened_at.plus_minutes(times * unowned_minutes(ticket.priority));
        Rung { rung, audience, purpose: Purpose::Escalation, due }
    };
    vec![told(1, Audience::Supervisors, 1), told(2, Audience::Managers, 2)]
}

/// How long a ticket may be without an owner, in minutes.
pub fn unowned_minutes(priority: Priority) -> i64 {
    match priority {
        Priority::Critical => 15,
        Priority::High => 30,
        Priority::Normal => 120,
        Priority::Low => 480,
    }
}

/// The next instant after another at which a rung is due or a window closes.
pub fn next(situation: &Situation, after: Instant) -> Option<Instant> {
    let days = situation.occurrences.values().filter(|day| day.outcome.is_none_or(|end| end == Outcome::Missed));
    let of_days = days.flat_map(|day| {
        let task = situation.directory.tasks.get(&day.task);
        let rungs = task.map(|task| of_day(task, day)).unwrap_or_default();
        rungs.into_iter().map(|rung| rung.due).chain([day.until])
    });
    let of_tickets = situation.tickets.values().flat_map(of_ticket).map(|rung| rung.due);
    of_days.chain(of_tickets).filter(|due| *due > after).min()
}

fn is_unowned(ticket: &Ticket) -> bool {
    let is_new = matches!(ticket.stage, Stage::Reported | Stage::Classified);
    is_new && ticket.assignee.is_none() && ticket.acknowledged_at.is_none()
}
