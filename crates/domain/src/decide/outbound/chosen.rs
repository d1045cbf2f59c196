//! What follows an answer beside what it changes: a call for help, a job that somebody else has to take, work that is to be
//! excused, and whatever somebody wanted to be told later.

use super::{TOLD_MAX, Wish, after_quiet, audience, line, pause, words};
use crate::choice::{Choice, Chosen};
use crate::decide::repeats::is_due;
use crate::decide::reply::{Reply, Said};
use crate::directory::Role;
use crate::duty::Untaken;
use crate::event::{Change, Event};
use crate::id::{PersonId, TicketNumber};
use crate::ladder::{Audience, Cause, Reached};
use crate::message::Subject;
use crate::order::{Undone, Verb};
use crate::outbound::{Gist, Purpose, State};
use crate::policy::dispatch;
use crate::situation::Situation;
use crate::ticket::Priority;
use crate::time::Instant;
use std::collections::BTreeSet;

/// The step on which managers hear that nobody took a job: after any that a ladder may have.
const UNTAKEN_STEP: u8 = 7;

/// What is to be said because of one change.
pub(super) fn wishes(situation: &Situation, at: Instant, change: &Change, changes: &[Change]) -> Vec<Wish> {
    let said = |to, purpose, about: &Subject, line, when| Wish::new(to, purpose, about, line, when).anew();
    match &change.event {
        Event::HelpAsked(help) => {
            let called = |to| said(to, Purpose::Help, &help.about, words::Line::Help, (0, at));
            leads(situation, &help.about).into_iter().map(called).collect()
        }
        // Somebody else is asked, or the managers are told that nobody is left.
        Event::JobDeclined(job) if is_passed_on(changes, job.ticket) => Vec::new(),
        Event::JobUntaken(untaken) => on_untaken(situation, at, untaken, changes),
        Event::JobDeclined(job) => {
            let subject = Subject::Ticket(job.ticket);
            let when = (Cause::DECLINED, patiently(situation, at, &subject));
            let told = |to| said(to, Purpose::Escalation, &subject, words::Line::Cannot, when);
            leads(situation, &subject).into_iter().filter(|lead| *lead != job.by).map(told).collect()
        }
        Event::TicketOpened { ticket, recurrence_of: Some(earlier), .. } => {
            repeated(situation, at, (*ticket, *earlier), changes)
        }
        Event::QuoteGiven(quoted) if quoted.approval.is_some() => ask(situation, at, quoted.ticket, &quoted.by),
        Event::QuoteAnswered(agreed) => agreed_to(situation, at, agreed.ticket, agreed.is_approved),
        Event::PauseContested(contested) => {
            pause::ask(situation, at, (contested.ticket, contested.since), &contested.by)
        }
        Event::PauseJudged(judged) => pause::answer(situation, at, (judged.ticket, judged.since), judged.stands),
        Event::OrderUndone(undone) if answers_quote(situation, undone) => agreed_to(situation, at, undone.ticket, None),
        Event::OrderUndone(undone) => pause::unsay(situation, at, undone),
        Event::ChoiceMade(chosen) => answered(situation, at, chosen),
        _ => Vec::new(),
    }
}

/// Managers are asked whether a job may cost so much.
fn ask(situation: &Situation, at: Instant, ticket: TicketNumber, by: &PersonId) -> Vec<Wish> {
    let about = Subject::Ticket(ticket);
    let not_before = patiently(situation, at, &about);
    let asked = |to| Wish::new(to, Purpose::Quote, &about, words::Line::Quote, (0, not_before)).anew();
    managers(situation, ticket).into_iter().filter(|to| to != by).map(asked).collect()
}

/// Whoever asked for so much hears what was said to it. When that was taken back, managers are asked again.
fn agreed_to(situation: &Situation, at: Instant, ticket: TicketNumber, is_approved: Option<bool>) -> Vec<Wish> {
    let known = situation.tickets.get(&ticket);
    let Some(quote) = known.and_then(|ticket| ticket.course.quote.as_ref()) else { return Vec::new() };
    let (to, purpose, about, line) =
        (quote.by.clone(), Purpose::Quote, Subject::Ticket(ticket), words::Line::Agreed(is_approved));
    let told = Wish::new(to, purpose, &about, line, (1, at)).anew();
    let asked = is_approved.is_none().then(|| ask(situation, at, ticket, &quote.by));
    std::iter::once(told).chain(asked.into_iter().flatten()).collect()
}

/// Whether an order that is taken back said yes or no to what a job would cost.
fn answers_quote(situation: &Situation, undone: &Undone) -> bool {
    let order = situation.orders.get(&undone.order);
    order.is_some_and(|order| matches!(order.verb, Verb::Approve | Verb::Decline))
}

fn is_passed_on(changes: &[Change], ticket: TicketNumber) -> bool {
    let passes_on = |event: &Event| matches!(event, Event::JobOffered(_) | Event::JobUntaken(_));
    changes.iter().any(|change| passes_on(&change.event) && change.event.ticket() == Some(ticket))
}

/// Whoever leads hears of a fault that is there for the third time, and is offered to look for its cause.
fn repeated(
    situation: &Situation,
    at: Instant,
    (ticket, earlier): (TicketNumber, TicketNumber),
    changes: &[Change],
) -> Vec<Wish> {
    let Some(known) = situation.tickets.get(&earlier) else { return Vec::new() };
    if !is_due(situation, known.course.repeats + 1, known.course.cause) {
        return Vec::new();
    }
    let site = changes.iter().find_map(|change| match &change.event {
        Event::TicketClassified { ticket: of, site, .. } if *of == ticket => site.as_ref(),
        _ => None,
    });
    let not_before = after_quiet(situation, site, at);
    let about = Subject::Ticket(ticket);
    let wish = |to| Wish::new(to, Purpose::Repeat, &about, words::Line::Repeat, (0, not_before));
    audience(situation, Audience::Supervisors, &[], site).into_iter().map(wish).collect()
}

/// Managers hear that nobody on call took a job, supervisors where there are no managers.
fn on_untaken(situation: &Situation, at: Instant, untaken: &Untaken, changes: &[Change]) -> Vec<Wish> {
    let about = Subject::Ticket(untaken.ticket);
    let classified = changes.iter().find_map(|change| match &change.event {
        Event::TicketClassified { ticket, site, priority, .. } if *ticket == untaken.ticket => Some((site, *priority)),
        _ => None,
    });
    let ticket = situation.tickets.get(&untaken.ticket);
    let known = classified.or(ticket.map(|ticket| (&ticket.site, ticket.priority)));
    let Some((site, priority)) = known else { return Vec::new() };
    let is_refused = changes.iter().any(|change| matches!(change.event, Event::JobDeclined(_)));
    let (line, rung) = match is_refused {
        true => (words::Line::Cannot, Cause::DECLINED),
        false => (words::Line::Rung(Cause::Unowned, false), Cause::Unowned.rung(UNTAKEN_STEP)),
    };
    let is_urgent = priority == Priority::Critical;
    let not_before = if is_urgent { at } else { after_quiet(situation, site.as_ref(), at) };
    let (managers, leads) = (Audience::Managers, Audience::Supervisors);
    let told = audience(situation, managers, &[], site.as_ref());
    let told = if told.is_empty() { audience(situation, leads, &[], site.as_ref()) } else { told };
    let wish = |to| Wish::new(to, Purpose::Escalation, &about, line.clone(), (rung, not_before)).anew();
    told.into_iter().map(wish).collect()
}

/// Those who lead are asked to excuse a day for the reason that was given; whoever was asked and has not answered is not asked
/// again, nor whoever may have answered a message that is not in mind any more.
pub(in crate::decide) fn beg(situation: &Situation, at: Instant, reply: &Reply) -> Vec<Wish> {
    let (Said::Begged(because), Some(about)) = (&reply.said, reply.about.first()) else { return Vec::new() };
    let unanswered = situation.outbounds.values().filter(|said| said.chosen.is_none()).map(Gist::from);
    let asks = |said: &Gist<'_>| {
        let is_theirs = !matches!(said.state, State::Withdrawn | State::Failed | State::Declined);
        let it = said.purpose == Purpose::Escalation && said.rung == Reached::SKIPPED;
        is_theirs && it && said.about.contains(about)
    };
    let asked = unanswered.chain(situation.glimpses.values().map(Gist::from)).filter(asks);
    let asked: BTreeSet<&PersonId> = asked.map(|said| said.to).collect();
    let not_before = patiently(situation, at, about);
    let wish = |to| {
        Wish::new(to, Purpose::Escalation, about, words::Line::Skip(because.clone()), (Reached::SKIPPED, not_before))
            .anew()
    };
    let people = leads(situation, about).into_iter();
    people.filter(|to| !asked.contains(situation.directory.reached_at(to, at))).map(wish).collect()
}

/// Whoever skipped work that is not excused is asked for it again, whoever wanted to be told later is.
fn answered(situation: &Situation, at: Instant, chosen: &Chosen) -> Vec<Wish> {
    let asked = situation.outbounds.get(&chosen.outbound);
    let Some((asked, subject)) = asked.and_then(|asked| Some((asked, asked.about.first()?))) else { return Vec::new() };
    match (&chosen.choice, subject) {
        (Choice::Insist, Subject::Task(task, _)) => {
            let owers = situation.directory.tasks.get(task).map_or(&[][..], |task| task.owers());
            let (line, when) = (words::Line::Pending, (Reached::INSISTED, at));
            let told = |to: &PersonId| Wish::new(to.clone(), Purpose::Reminder, subject, line.clone(), when).anew();
            owers.iter().take(TOLD_MAX).map(told).collect()
        }
        (Choice::Snooze, Subject::Ticket(number)) => {
            let open = situation.goes_on(*number).filter(|number| situation.tickets[number].stage.is_open());
            // One of several that was said alone was said as an answer.
            let purpose = if asked.purpose == Purpose::Reply { Purpose::Escalation } else { asked.purpose };
            let when = (asked.rung % Cause::AGAIN + Cause::AGAIN, at.plus_minutes(Choice::SNOOZE_MINUTES));
            let again = |number| {
                let about = Subject::Ticket(number);
                let line = line(situation, (purpose, asked.rung), &about)?;
                Some(Wish::new(asked.to.clone(), purpose, &about, line, when).anew())
            };
            open.and_then(again).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The managers of a ticket's site.
pub(super) fn managers(situation: &Situation, ticket: TicketNumber) -> Vec<PersonId> {
    let site = situation.tickets.get(&ticket).and_then(|ticket| ticket.site.as_ref());
    let people = situation.directory.people.values().filter(|person| person.role == Role::Manager);
    let here = people.filter(|person| person.site.is_none() || site.is_none() || person.site.as_ref() == site);
    here.map(|person| person.id.clone()).take(TOLD_MAX).collect()
}

/// Who leads where something is.
pub(super) fn leads(situation: &Situation, about: &Subject) -> Vec<PersonId> {
    let site = match about {
        Subject::Ticket(number) => situation.tickets.get(number).and_then(|ticket| ticket.site.as_ref()),
        Subject::Task(task, _) => situation.directory.tasks.get(task).and_then(|task| task.site.as_ref()),
    };
    audience(situation, Audience::Supervisors, &[], site)
}

/// When a lead may hear of something: at once of what is urgent, else not at night.
pub(super) fn patiently(situation: &Situation, at: Instant, about: &Subject) -> Instant {
    let site = match about {
        Subject::Ticket(number) => situation.tickets.get(number).and_then(|ticket| ticket.site.as_ref()),
        Subject::Task(task, _) => situation.directory.tasks.get(task).and_then(|task| task.site.as_ref()),
    };
    let is_urgent = dispatch::is_urgent(situation, std::slice::from_ref(about));
    if is_urgent { at } else { after_quiet(situation, site, at) }
}

/// Whether somebody called for help, found a fault by a button, or has a cause looked for: what is opened then, nobody reported,
/// or whoever did is answered.
pub(super) fn is_no_report(change: &Change) -> bool {
    let is_tapped = matches!(&change.event, Event::ChoiceMade(chosen) if chosen.choice == Choice::Fault);
    is_tapped || matches!(change.event, Event::HelpAsked(_) | Event::CauseSought(_))
}
