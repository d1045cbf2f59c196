//! What people hear of what they told us: that it was seen, that somebody is on it, whether it is really fixed, that it
//! is over; and what whoever works hears. One message of a ticket to one person in an hour, unless somebody is in danger.

use super::{AGAIN_MINUTES, TOLD_MAX, Wish, after_quiet, audience, chosen, near, words};
use crate::event::{Change, Event};
use crate::id::{ConversationId, MessageId, PersonId, TicketNumber, VendorId};
use crate::ladder::{Audience, Climbed, Reached};
use crate::message::{Circle, Subject};
use crate::outbound::{Gist, Purpose, State};
use crate::policy::{dispatch, ladder};
use crate::situation::Situation;
use crate::task::Outcome;
use crate::ticket::{Assignee, Priority, Ticket};
use crate::time::Instant;

/// How long a photo may follow its words before it is asked for, in minutes.
const PHOTO_MINUTES: i64 = 10;
/// A report that was told longer ago is not asked for its photo any more, in minutes.
const PHOTO_LATE_MINUTES: f64 = 60.0;

/// What is to be said because of one change.
pub(super) fn wishes(situation: &Situation, at: Instant, change: &Change, changes: &[Change]) -> Vec<Wish> {
    let said = |to: PersonId, purpose, about: Subject, line| Wish::new(to, purpose, &about, line, (0, at));
    match &change.event {
        // Whoever calls for help hears that it comes, and nobody reported a cause that is looked for.
        Event::TicketOpened { .. } if changes.iter().any(chosen::is_no_report) => Vec::new(),
        Event::TicketOpened { ticket, reporter, conversation, .. } => {
            let subject = Subject::Ticket(*ticket);
            let seen = || said(reporter.clone(), Purpose::Acknowledgement, subject, words::Line::Acknowledged);
            is_direct(situation, conversation).then(seen).into_iter().collect()
        }
        Event::ReportMerged { ticket, reporter, message } => {
            let subject = Subject::Ticket(*ticket);
            let seen = || said(reporter.clone(), Purpose::Acknowledgement, subject, words::Line::Acknowledged);
            is_said_alone(situation, message).then(seen).into_iter().collect()
        }
        Event::TicketAssigned { ticket, assignee: Some(assignee), message } => {
            let subject = Subject::Ticket(*ticket);
            let told = |person| said(person, Purpose::Assignment, subject.clone(), words::Line::Assigned);
            new_owners(situation, assignee, message.as_ref(), changes).into_iter().map(told).collect()
        }
        Event::JobOffered(offered) => {
            let subject = Subject::Ticket(offered.ticket);
            let told = |person| Wish {
                not_before: offered.from,
                ..said(person, Purpose::Assignment, subject.clone(), words::Line::Assigned)
            };
            owners(situation, &offered.to).into_iter().map(told).collect()
        }
        Event::TicketStarted { ticket, message } => on_it(situation, at, *ticket, message.as_ref(), changes),
        Event::JobAccepted(job) => on_it(situation, at, job.ticket, Some(&job.message), changes),
        Event::TicketVerified { ticket, message } => {
            let ticket = situation.tickets.get(ticket).filter(|ticket| ticket.course.seeks.is_none());
            let told = |ticket| {
                all_reporters(situation, at, ticket, message.as_ref(), (Purpose::Closure, words::Line::Closed))
            };
            ticket.map(told).unwrap_or_default()
        }
        Event::TicketResolved { ticket, claimant, .. } => {
            // Nobody reported that a cause is unknown.
            let ticket = situation.tickets.get(ticket).filter(|ticket| ticket.course.seeks.is_none());
            let Some(ticket) = ticket else { return Vec::new() };
            let asked = || {
                let (to, subject) = (ticket.reporter.clone(), Subject::Ticket(ticket.number));
                let not_before = patiently(situation, at, ticket, &to);
                Wish { not_before, ..said(to, Purpose::Verification, subject, words::Line::Verify) }
            };
            (claimant.as_ref() != Some(&ticket.reporter)).then(asked).into_iter().collect()
        }
        Event::OccurrenceEnded { task, day, outcome: Outcome::NoPhoto, proof: Some(proof) } => {
            let report =
                situation.message(proof).filter(|report| at.minutes_since(report.sent_at) <= PHOTO_LATE_MINUTES);
            let subject = Subject::Task(task.clone(), Some(*day));
            let asked = |to: &PersonId| {
                let asked = said(to.clone(), Purpose::Reminder, subject, words::Line::Photo);
                Wish { not_before: at.plus_minutes(PHOTO_MINUTES), rung: Reached::PHOTO, ..asked }
            };
            report.map(|report| asked(&report.sender)).into_iter().collect()
        }
        Event::TargetWarned(warned) => near::wishes(situation, at, warned),
        Event::RungClimbed(climbed) if climbed.unsaid.is_none() => on_rung(situation, at, climbed),
        _ => Vec::new(),
    }
}

/// Whoever stands on a step of a ticket's ladder.
fn on_rung(situation: &Situation, at: Instant, climbed: &Climbed) -> Vec<Wish> {
    let Some(ticket) = situation.tickets.get(&climbed.ticket) else { return Vec::new() };
    let owers = ladder::owers(situation, ticket, climbed.cause);
    let site = ticket.site.as_ref();
    let is_urgent = ticket.priority == Priority::Critical;
    let not_before = if is_urgent { at } else { after_quiet(situation, site, at) };
    let mut people = audience(situation, climbed.audience, &owers, site);
    // Nobody is told of what they were asked themselves.
    if climbed.audience != Audience::Assignee {
        people.retain(|person| !owers.contains(person));
    }
    let is_asked = climbed.audience == Audience::Assignee;
    let wish = |to| {
        Wish::new(
            to,
            ladder::purpose(climbed.audience),
            &Subject::Ticket(ticket.number),
            words::Line::Rung(climbed.cause, is_asked),
            (climbed.cause.rung(climbed.step), not_before),
        )
    };
    people.into_iter().map(wish).collect()
}

/// Who hears that a ticket is theirs. What was said in the chat, its owner heard there; what was ordered may have been
/// said elsewhere.
fn new_owners(
    situation: &Situation,
    assignee: &Assignee,
    message: Option<&MessageId>,
    changes: &[Change],
) -> Vec<PersonId> {
    let by = changes.iter().find_map(|change| match &change.event {
        Event::OrderGiven(given) => Some(&given.by),
        _ => None,
    });
    if message.is_some() && by.is_none() {
        return Vec::new();
    }
    let mut people = owners(situation, assignee);
    people.retain(|person| Some(person) != by);
    people
}

/// The people who have what an assignee has.
pub(super) fn owners(situation: &Situation, assignee: &Assignee) -> Vec<PersonId> {
    match assignee {
        Assignee::Person(person) => vec![person.clone()],
        Assignee::Vendor(vendor) => of_vendor(situation, vendor),
    }
}

/// Reporters hear who is on it, once for each owner.
fn on_it(
    situation: &Situation,
    at: Instant,
    ticket: TicketNumber,
    news: Option<&MessageId>,
    changes: &[Change],
) -> Vec<Wish> {
    let ticket = situation.tickets.get(&ticket).filter(|ticket| ticket.course.seeks.is_none());
    let Some(ticket) = ticket else { return Vec::new() };
    let is_new = changes.iter().any(|change| matches!(change.event, Event::TicketAssigned { .. }));
    let given_at = ticket.course.assigned_at.filter(|_| !is_new);
    let knows = |wish: &Wish| {
        let told = situation.standing().filter(|said| *said.to == wish.to && said.purpose == Purpose::Progress);
        // What only waits is taken back by what is said now.
        let mut told = told.filter(|said| said.state != State::Waiting && said.about.contains(&wish.about));
        told.any(|said| given_at.is_some_and(|given_at| said.wanted_at >= given_at))
    };
    let mut wishes = all_reporters(situation, at, ticket, news, (Purpose::Progress, words::Line::Progress));
    wishes.retain(|wish| !knows(wish));
    wishes
}

/// Everybody who reported a ticket to us alone, except who brought the news; a group reads it for itself.
fn all_reporters(
    situation: &Situation,
    at: Instant,
    ticket: &Ticket,
    news: Option<&MessageId>,
    (purpose, line): (Purpose, words::Line),
) -> Vec<Wish> {
    let bringer = news.and_then(|message| situation.message(message)).map(|heard| &heard.sender);
    let reporter = Some(&ticket.reporter).filter(|_| is_direct(situation, &ticket.conversation));
    let alone = |voice: &&PersonId| {
        let theirs = |id: &&MessageId| situation.message(id).is_some_and(|heard| heard.sender == **voice);
        ticket.messages.iter().filter(theirs).any(|id| is_said_alone(situation, id))
    };
    let people = reporter.into_iter().chain(ticket.voices.iter().filter(alone));
    let told = people.filter(|person| Some(*person) != bringer).map(|to| {
        Wish::new(
            to.clone(),
            purpose,
            &Subject::Ticket(ticket.number),
            line.clone(),
            (0, patiently(situation, at, ticket, to)),
        )
    });
    told.collect()
}

/// When a person may hear of a ticket next: an hour after they last did, and not at night; at once of a critical one.
fn patiently(situation: &Situation, at: Instant, ticket: &Ticket, to: &PersonId) -> Instant {
    let subject = Subject::Ticket(ticket.number);
    if dispatch::is_urgent(situation, std::slice::from_ref(&subject)) {
        return at;
    }
    let heard = situation.standing().filter(|said| said.to == to && said.about.contains(&subject));
    // An emoji disturbs nobody.
    let heard = heard.filter(|said| said.purpose != Purpose::Nod);
    // News that waits is taken back by what is said now.
    let is_heard = |said: &Gist<'_>| match said.state {
        State::Waiting => said.purpose != Purpose::Progress,
        State::Begun | State::Sent | State::Delivered | State::Read => true,
        State::Failed | State::Withdrawn | State::Declined => false,
    };
    let heard = heard.filter(is_heard);
    let free = heard.map(|said| said.not_before.plus_minutes(AGAIN_MINUTES as i64)).max();
    after_quiet(situation, ticket.site.as_ref(), free.map_or(at, |free| free.max(at)))
}

fn is_direct(situation: &Situation, conversation: &ConversationId) -> bool {
    situation.conversations.get(conversation).is_some_and(|known| known.circle == Circle::Direct)
}

/// Whether a message was said to us alone.
fn is_said_alone(situation: &Situation, message: &MessageId) -> bool {
    situation.message(message).is_some_and(|heard| is_direct(situation, &heard.conversation))
}

fn of_vendor(situation: &Situation, vendor: &VendorId) -> Vec<PersonId> {
    let people = situation.directory.people.values().filter(|person| person.vendor.as_ref() == Some(vendor));
    people.map(|person| person.id.clone()).take(TOLD_MAX).collect()
}
