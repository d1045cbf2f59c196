//! That what is promised of a ticket is nearly due, to whoever has it: once for each warning, and only as long as it can be kept.

use super::chosen::patiently;
use super::manners::owners;
use super::names::placed;
use super::words::{Line, Spoken, moment};
use super::{Wish, is_listening};
use crate::agreement::Target;
use crate::clock::Lapsed;
use crate::message::Subject;
use crate::outbound::Purpose;
use crate::situation::Situation;
use crate::ticket::Ticket;
use crate::time::Instant;
use crate::wording::{Sentence, Texts};

/// Whoever has a ticket hears of it; nobody of what an imported chat reported, nor while we may be deaf.
pub(super) fn wishes(situation: &Situation, at: Instant, warned: &Lapsed) -> Vec<Wish> {
    let ticket = situation.tickets.get(&warned.ticket).filter(|ticket| ticket.course.is_live);
    let owned = ticket.and_then(|ticket| Some((ticket, ticket.assignee.as_ref()?)));
    let Some((ticket, assignee)) = owned.filter(|_| is_listening(situation, at)) else { return Vec::new() };
    let about = Subject::Ticket(ticket.number);
    let not_before = patiently(situation, at, &about);
    // Of what is over before the night is, those who lead hear in the morning.
    if not_before > warned.due_at {
        return Vec::new();
    }
    let told =
        |to| Wish::new(to, Purpose::Reminder, &about, Line::Near(warned.target), (warned.target.rung(), not_before));
    owners(situation, assignee).into_iter().map(told).collect()
}

/// The target of which a message of such a purpose and number says that it is nearly due.
pub(super) fn target(purpose: Purpose, rung: u8) -> Option<Target> {
    Target::of_rung(rung).filter(|_| purpose == Purpose::Reminder)
}

/// Whether a target can still be kept.
pub(super) fn is_open(ticket: &Ticket, target: Target) -> bool {
    let promise = ticket.course.promises.get(&target);
    promise.is_some_and(|promise| promise.settled.is_none() && promise.deadline().is_some())
}

/// The sentence, with what is promised, where, and when it is due by the site's clocks.
pub(super) fn sentence(
    situation: &Situation,
    texts: &Texts,
    ticket: Option<&Ticket>,
    (target, read_at): (Target, Instant),
    mut gaps: Vec<(&'static str, String)>,
) -> Spoken {
    let due = ticket.and_then(|ticket| Some((ticket, ticket.course.promises.get(&target)?.due_at?)));
    let time = due.map_or_else(|| "—".to_owned(), |(ticket, due_at)| moment(situation, ticket, due_at, read_at));
    let promise = texts.promise(target).to_owned();
    gaps.extend([("place", placed(situation, ticket)), ("time", time), ("promise", promise)]);
    (Sentence::Near, gaps)
}
