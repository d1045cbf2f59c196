//! When which step of a ladder is due: for days of tasks, and for tickets by what nobody answered of them.

use crate::agreement::{Target, USUAL};
use crate::calendar::Counted;
use crate::clock::Standing;
use crate::directory::Directory;
use crate::ladder::{Audience, Cause, Climb, Reached, Step, steps};
use crate::outbound::Purpose;
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Task, TaskKind};
use crate::ticket::{Assignee, Priority, Stage, Ticket};
use crate::time::{Instant, Zone};

/// Work is reminded of at most so long before its window closes, in minutes.
const LEAD_MINUTES_MAX: i64 = 30;
/// A short window is reminded of when this part of it is left.
const LEAD_PART: f64 = 0.25;
/// What was shown so long before a claim still shows that it is true, in minutes.
const SHOWN_MINUTES: f64 = 120.0;
const MINUTE_US: i64 = 60_000_000;

/// One rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// Its number, from 0.
    pub rung: u8,
    /// What was not answered.
    pub cause: Cause,
    /// Who is written to.
    pub audience: Audience,
    /// For what.
    pub purpose: Purpose,
    /// From when on.
    pub due: Instant,
}

/// Why somebody who stands on a rung is written to.
pub fn purpose(audience: Audience) -> Purpose {
    match audience {
        Audience::Assignee => Purpose::Reminder,
        Audience::Supervisors | Audience::Managers => Purpose::Escalation,
    }
}

/// Whether somebody is still asked about a day that ended so.
fn is_wanting(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Missed | Outcome::Partial)
}

/// The ladder of a day of a task; empty when somebody reported it, however well.
pub fn of_day(directory: &Directory, task: &Task, day: &Occurrence) -> Vec<Rung> {
    if day.outcome.is_some_and(|outcome| !is_wanting(outcome)) {
        return Vec::new();
    }
    let reminder = |due| {
        let (cause, audience, purpose) = (Cause::Unreported, Audience::Assignee, Purpose::Reminder);
        Rung { rung: Reached::REMINDED, cause, audience, purpose, due }
    };
    let told = |cause: Cause| {
        let steps = steps(directory, task.site.as_ref(), None, cause);
        let rungs = steps.into_iter().zip(0..).map(|(step, nth)| Rung {
            rung: cause.rung(nth),
            cause,
            audience: step.audience,
            purpose: purpose(step.audience),
            due: day.closes_at().plus_minutes(i64::from(step.minutes)),
        });
        rungs.collect::<Vec<_>>()
    };
    match task.kind {
        TaskKind::Task => {
            // Grace is for whoever is late anyway, and is not counted on.
            let closes = day.until.plus_minutes(-i64::from(task.cadence.grace_minutes));
            let part = (closes.minutes_since(day.due_at) * LEAD_PART) as i64;
            let lead = part.min(LEAD_MINUTES_MAX);
            let mut rungs = vec![reminder(closes.plus_minutes(-lead))];
            // Whoever promised a later time is asked once more when it has come.
            rungs.extend(day.delayed_until.map(|due| Rung {
                rung: Reached::DELAYED,
                cause: Cause::Lapsed,
                ..reminder(due)
            }));
            rungs.extend(told(Cause::Unreported));
            rungs
        }
        TaskKind::Patrol => told(Cause::Unmanned),
        TaskKind::Handover if day.handover.is_some() => told(Cause::Unaccepted),
        TaskKind::Handover => Vec::new(),
    }
}

/// The next instant after another at which a rung of a day of a task is due or a window closes.
pub fn next(situation: &Situation, after: Instant) -> Option<Instant> {
    let days = situation.occurrences.values().filter(|day| day.outcome.is_none_or(is_wanting));
    let of_days = days.flat_map(|day| {
        let task = situation.directory.tasks.get(&day.task);
        let rungs = task.map(|task| of_day(&situation.directory, task, day)).unwrap_or_default();
        let changes = task.filter(|task| task.kind == TaskKind::Handover).map(|_| day.due_at);
        rungs.into_iter().map(|rung| rung.due).chain([day.until]).chain(changes)
    });
    of_days.filter(|due| *due > after).min()
}

/// Works out how far a ticket's ladders were climbed and when their next steps are due, under what holds now. What is
/// answered has no ladder; what begins anew is climbed anew, and what only rested goes on from where it was.
pub fn reckon(ticket: &mut Ticket, directory: &Directory, zone: &Zone) {
    for cause in Cause::ALL.iter().copied() {
        let known = ticket.course.climbs.remove(&cause).or(ticket.course.rested.get(&cause).copied());
        match since(ticket, directory, cause) {
            Some(since) => {
                ticket.course.rested.remove(&cause);
                let climbed = known.filter(|known| known.since == since).map_or(0, |known| known.steps);
                let step = step(ticket, directory, cause, climbed);
                let due_at = step.map(|step| due(ticket, directory, zone, since, step));
                ticket.course.climbs.insert(cause, Climb { since, steps: climbed, due_at });
            }
            None => {
                let climbed = known.filter(|known| known.steps > 0).map(|known| Climb { due_at: None, ..known });
                ticket.course.rested.extend(climbed.map(|climbed| (cause, climbed)));
            }
        }
    }
}

/// A step of a ticket's ladder.
pub fn step(ticket: &Ticket, directory: &Directory, cause: Cause, step: u8) -> Option<Step> {
    let steps = steps(directory, ticket.site.as_ref(), Some(ticket.priority), cause);
    steps.get(usize::from(step)).copied()
}

/// When a step is due: of what can wait for the day only the hours of the day count.
fn due(ticket: &Ticket, directory: &Directory, zone: &Zone, since: Instant, step: Step) -> Instant {
    let length_us = i64::from(step.minutes) * MINUTE_US;
    let calendar = match ticket.priority {
        Priority::Critical | Priority::High => None,
        Priority::Normal | Priority::Low => Some(&USUAL.calendar),
    };
    let counted = Counted { calendar, zone: directory.zone(ticket.site.as_ref(), zone) };
    let by_wall = since.plus_minutes(i64::from(step.minutes));
    counted.after_us(since, length_us, None).unwrap_or(by_wall)
}

/// Since when nothing was answered, where nothing is.
fn since(ticket: &Ticket, directory: &Directory, cause: Cause) -> Option<Instant> {
    let course = &ticket.course;
    if !course.is_live {
        return None;
    }
    let is_claimed = ticket.stage == Stage::Resolved;
    let is_under_way = ticket.stage.is_open() && !is_claimed && ticket.stage != Stage::OnHold;
    let claimed_at = ticket.resolved_at.filter(|_| is_claimed);
    match cause {
        Cause::Unowned => unowned_since(ticket),
        Cause::Silent => {
            let given_at = course.assigned_at.filter(|_| ticket.stage == Stage::Assigned && ticket.assignee.is_some());
            given_at.filter(|given_at| course.answered_at.is_none_or(|answered_at| answered_at < *given_at))
        }
        Cause::Lapsed => course.pledge.as_ref().filter(|_| is_under_way).map(|pledge| pledge.due_at),
        Cause::Overdue => overdue(ticket).filter(|_| is_under_way).map(|(_, due_at)| due_at),
        Cause::Unproven => claimed_at.filter(|claimed_at| {
            let shown = course.shown_at.is_some_and(|shown_at| claimed_at.minutes_since(shown_at) <= SHOWN_MINUTES);
            let claimant = ticket.claimant.as_ref();
            !shown && claimant.is_some_and(|claimant| directory.role(claimant).does_work())
        }),
        Cause::Unverified => claimed_at,
        Cause::Unreported | Cause::Unmanned | Cause::Unaccepted => None,
    }
}

/// What was promised and was not there in time, and when it was due: the fix, else somebody on site.
pub fn overdue(ticket: &Ticket) -> Option<(Target, Instant)> {
    let missed = |target| {
        let promise = ticket.course.promises.get(&target)?;
        let missed_at = promise.missed.filter(|_| promise.standing(false) == Standing::Missed)?;
        Some((target, missed_at))
    };
    let absent = || missed(Target::Attend).filter(|_| ticket.course.attended_at.is_none());
    missed(Target::Resolve).or_else(absent)
}

/// Since when nobody has a ticket: since it was reported, or lost whoever had it.
fn unowned_since(ticket: &Ticket) -> Option<Instant> {
    let lost_at = ticket.course.lost_at;
    let is_left = match ticket.stage {
        Stage::Reported | Stage::Classified | Stage::Assigned | Stage::Reopened => true,
        // Somebody of whom we do not know whose it is may be on it.
        Stage::InProgress => lost_at.is_some(),
        Stage::OnHold | Stage::Resolved | Stage::Verified | Stage::Closed | Stage::Merged | Stage::Cancelled => false,
    };
    let since = lost_at.map_or(ticket.opened_at, |lost_at| lost_at.max(ticket.opened_at));
    (is_left && ticket.assignee.is_none()).then_some(since)
}

/// Whoever owes an answer about a ticket: who gave the time, who claims it is fixed, else who owns it.
pub fn owers(situation: &Situation, ticket: &Ticket, cause: Cause) -> Vec<crate::id::PersonId> {
    let directory = &situation.directory;
    let works = |person: &&crate::id::PersonId| directory.role(person).does_work();
    let given = ticket.course.pledge.as_ref().filter(|pledge| !pledge.is_limit).map(|pledge| &pledge.by);
    let named = match cause {
        Cause::Lapsed => given.filter(works),
        Cause::Unproven => ticket.claimant.as_ref(),
        Cause::Unowned
        | Cause::Silent
        | Cause::Overdue
        | Cause::Unverified
        | Cause::Unreported
        | Cause::Unmanned
        | Cause::Unaccepted => None,
    };
    match (named, &ticket.assignee) {
        (Some(person), _) | (None, Some(Assignee::Person(person))) => vec![person.clone()],
        (None, Some(Assignee::Vendor(vendor))) => {
            let people = directory.people.values().filter(|person| person.vendor.as_ref() == Some(vendor));
            people.map(|person| person.id.clone()).collect()
        }
        (None, None) => given.cloned().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LadderId, TaskId};
    use crate::ladder::Ladder;
    use crate::task::Cadence;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn steps_that_older_programs_numbered_are_the_same_steps() {
        for (cause, first) in [(Cause::Unreported, 1), (Cause::Unmanned, 0), (Cause::Unaccepted, 10)] {
            for nth in [0, 1, 3, 4] {
                assert_eq!(cause.present(first + nth), cause.rung(nth), "{cause} {nth}");
                assert_eq!(cause.present(cause.rung(nth)), cause.rung(nth), "{cause} {nth}");
            }
        }
        for rung in [Reached::REMINDED, Reached::DELAYED, Reached::SKIPPED, Reached::INSISTED] {
            assert_eq!(Cause::Unreported.present(rung), rung);
        }
    }

    #[test]
    fn no_two_steps_of_a_day_go_under_one_number() {
        let step = |minutes| Step { minutes, audience: Audience::Assignee };
        let steps: Vec<Step> = (0..6).map(step).collect();
        let causes = [Cause::Unreported, Cause::Unmanned];
        let steps: BTreeMap<Cause, Vec<Step>> = causes.into_iter().map(|cause| (cause, steps.clone())).collect();
        let (id, name) = (LadderId::new("own"), "own".to_owned());
        let mut directory = Directory::default();
        let own = Ladder { id: id.clone(), name, site: None, priorities: BTreeSet::new(), steps };
        directory.ladders.insert(id, own);
        for (kind, expected) in [(TaskKind::Task, 8), (TaskKind::Patrol, 6)] {
            let task = Task {
                kind,
                ..Task::named(
                    TaskId::new("mop"),
                    "Mop".to_owned(),
                    Cadence::plain("FREQ=DAILY", jiff::civil::time(9, 0, 0, 0), 60),
                )
            };
            let due_at = Instant::from_us(0);
            let day = Occurrence {
                task: task.id.clone(),
                day: due_at.day(&Zone::utc()),
                due_at,
                until: due_at.plus_minutes(60),
                outcome: None,
                proof: None,
                delayed_until: Some(due_at.plus_minutes(90)),
                visits: Vec::new(),
                ticks: Vec::new(),
                fault: None,
                handover: None,
                because: None,
                climbed: BTreeSet::new(),
            };
            let rungs = of_day(&directory, &task, &day);
            let numbers: BTreeSet<u8> = rungs.iter().map(|rung| rung.rung).collect();
            assert_eq!((rungs.len(), numbers.len()), (expected, expected), "{kind}");
            assert!(!numbers.contains(&Reached::PHOTO), "{kind}");
            let steps = rungs.iter().filter(|rung| rung.rung >= Cause::Unreported.rung(0));
            assert!(steps.clone().all(|rung| Cause::of_rung(rung.rung) == rung.cause), "{kind}");
            assert_eq!(steps.count(), 6, "{kind}");
        }
    }
}
