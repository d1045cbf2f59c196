//! What follows an answer beside what it changes: a call for help, a job that somebody else has to take, work that is to be
//! excused, and whatever somebody wanted to be told later.

use super::{TOLD_MAX, Wish, after_quiet, audience, words};
use crate::choice::{Choice, Chosen};
use crate::event::{Change, Event};
use crate::id::PersonId;
use crate::ladder::{Audience, Cause};
use crate::message::Subject;
use crate::outbound::Purpose;
use crate::policy::dispatch;
use crate::situation::Situation;
use crate::time::Instant;

/// The rung on which leads hear that a job was not taken.
const DECLINED_RUNG: u8 = 5;
/// The rung on which leads are asked to excuse work.
const SKIP_RUNG: u8 = 6;
/// The rung on which work that was not excused is asked for.
const INSISTED_RUNG: u8 = 7;

/// What is to be said because of one change.
pub(super) fn wishes(situation: &Situation, at: Instant, change: &Change) -> Vec<Wish> {
    let said = |to, purpose, about: &Subject, line, (rung, not_before)| Wish {
        to,
        purpose,
        about: about.clone(),
        rung,
        not_before,
        line,
        again: true,
    };
    match &change.event {
        Event::HelpAsked(help) => {
            let called = |to| said(to, Purpose::Help, &help.about, words::Line::Help, (0, at));
            leads(situation, &help.about).into_iter().map(called).collect()
        }
        Event::JobDeclined(job) => {
            let subject = Subject::Ticket(job.ticket);
            let when = (DECLINED_RUNG, patiently(situation, at, &subject));
            let told = |to| said(to, Purpose::Escalation, &subject, words::Line::Cannot, when);
            leads(situation, &subject).into_iter().filter(|lead| *lead != job.by).map(told).collect()
        }
        Event::ChoiceMade(chosen) => answered(situation, at, chosen),
        _ => Vec::new(),
    }
}

/// Leads are asked to excuse work, whoever skipped it is asked for it again, whoever wanted to be told later is.
fn answered(situation: &Situation, at: Instant, chosen: &Chosen) -> Vec<Wish> {
    let asked = situation.outbounds.get(&chosen.outbound);
    let Some((asked, subject)) = asked.and_then(|asked| Some((asked, asked.about.first()?))) else { return Vec::new() };
    let leads_here = |person: &PersonId| situation.directory.role(person).leads();
    let wish = |to: PersonId, purpose, line, (rung, minutes): (u8, i64)| Wish {
        to,
        purpose,
        about: subject.clone(),
        rung,
        not_before: at.plus_minutes(minutes),
        line,
        again: true,
    };
    match (&chosen.choice, subject) {
        (Choice::Because(cause), Subject::Task(..)) if !leads_here(&asked.to) => {
            let told = |to| wish(to, Purpose::Escalation, words::Line::Skip(*cause), (SKIP_RUNG, 0));
            leads(situation, subject).into_iter().map(told).collect()
        }
        (Choice::Insist, Subject::Task(task, _)) => {
            let owers = situation.directory.tasks.get(task).map_or(&[][..], |task| task.owers());
            let told = |to: &PersonId| wish(to.clone(), Purpose::Reminder, words::Line::Pending, (INSISTED_RUNG, 0));
            owers.iter().take(TOLD_MAX).map(told).collect()
        }
        (Choice::Snooze, Subject::Ticket(number)) => {
            let is_open = situation.tickets.get(number).is_some_and(|ticket| ticket.stage.is_open());
            let rung = asked.rung.saturating_add(Cause::AGAIN);
            let line = match asked.rung % Cause::AGAIN {
                DECLINED_RUNG => words::Line::Cannot,
                rung => words::Line::Rung(Cause::of_rung(rung), asked.purpose == Purpose::Reminder),
            };
            let again = || wish(asked.to.clone(), asked.purpose, line, (rung, Choice::SNOOZE_MINUTES));
            is_open.then(again).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Who leads where something is.
fn leads(situation: &Situation, about: &Subject) -> Vec<PersonId> {
    let site = match about {
        Subject::Ticket(number) => situation.tickets.get(number).and_then(|ticket| ticket.site.as_ref()),
        Subject::Task(task, _) => situation.directory.tasks.get(task).and_then(|task| task.site.as_ref()),
    };
    audience(situation, Audience::Supervisors, &[], site)
}

/// When a lead may hear of something: at once of what is urgent, else not at night.
fn patiently(situation: &Situation, at: Instant, about: &Subject) -> Instant {
    let site = match about {
        Subject::Ticket(number) => situation.tickets.get(number).and_then(|ticket| ticket.site.as_ref()),
        Subject::Task(..) => None,
    };
    let is_urgent = dispatch::is_urgent(situation, std::slice::from_ref(about));
    if is_urgent { at } else { after_quiet(situation, site, at) }
}

/// Whether somebody called for help.
pub(super) fn is_call(change: &Change) -> bool {
    matches!(change.event, Event::HelpAsked(_))
}
