//! Pauses that are contested, by a link or in the chat, and what a manager says of one: that it stands, or that it never counted.

use super::reply::Said;
use super::tickets::allow;
use crate::choice::{Choice, Offer};
use crate::clock::{Pause, Rest};
use crate::contest::{Contested, Judged};
use crate::event::{Change, Event, Personal};
use crate::id::MessageId;
use crate::message::Heard;
use crate::outbound::Outbound;
use crate::refusal::Refusal;
use crate::request::Actor;
use crate::ticket::{HoldReason, Stage, Ticket};
use crate::time::Instant;

/// The pause that somebody contests by a link: the one they name, or the one that lasts. What a manager answered is answered.
pub(super) fn contested(ticket: &Ticket, since: Option<Instant>) -> Result<(&Pause, HoldReason), Refusal> {
    allow(ticket, ticket.stage != Stage::Closed && !ticket.stage.is_put_away(), "it is over")?;
    let since = since.or_else(|| ticket.course.pause().map(|pause| pause.since));
    let known = since.and_then(|since| ticket.course.wait(since));
    allow(ticket, known.is_some(), "its clock was not paused then")?;
    let open = known.filter(|(pause, _)| pause.ruling.is_none());
    open.ok_or(Refusal::Judged(ticket.number))
}

/// That somebody contests a pause; said again of the same, it is one.
pub(super) fn contest(ticket: &Ticket, heard: &Heard, since: Option<Instant>) -> Option<Event> {
    let (pause, reason) = contested(ticket, since).ok().filter(|(pause, _)| pause.contest.is_none())?;
    let (by, message) = (heard.sender.clone(), heard.id.clone());
    Some(Event::PauseContested(Contested { ticket: ticket.number, since: pause.since, reason, by, message }))
}

/// The pause that somebody contests who names none: the last that nobody contested or judged yet, by when it began.
pub(super) fn last(ticket: &Ticket) -> Option<Instant> {
    let is_held = |pause: &&Pause| matches!(pause.rest, Rest::Held(_));
    let mut held = ticket.course.pauses.iter().rev().filter(is_held);
    held.find(|pause| pause.contest.is_none() && pause.ruling.is_none()).map(|pause| pause.since)
}

/// That somebody contests the pause that they mean who name none.
pub(super) fn contest_last(ticket: &Ticket, heard: &Heard) -> Option<Event> {
    contest(ticket, heard, Some(last(ticket)?))
}

/// What whoever has the job hears who contests where nothing is left to contest; one that waits for an answer waits.
pub(super) fn refused(ticket: &Ticket) -> Option<Said> {
    if ticket.stage == Stage::Closed || ticket.stage.is_put_away() {
        return Some(Said::NotNow);
    }
    let waits = ticket.course.pauses.iter().any(Pause::waits_for_answer);
    (!waits && last(ticket).is_none()).then_some(Said::NoPause)
}

/// A member's word on a pause, with the reason; none takes back what was said of it. What somebody else said meanwhile stands
/// until that is taken back.
pub(super) fn judge(
    ticket: &Ticket,
    by: Actor,
    (since, stands): (Instant, Option<bool>),
    because: &str,
) -> Result<Vec<Change>, Refusal> {
    allow(ticket, !ticket.stage.is_put_away(), "it was put away")?;
    let (pause, _) = ticket.course.wait(since).ok_or(Refusal::NoSuchPause(ticket.number))?;
    let known = pause.ruling.as_ref().map(|ruling| ruling.stands);
    if known.is_some() && stands.is_some() && known != stands {
        return Err(Refusal::Judged(ticket.number));
    }
    if stands.is_some() && because.trim().is_empty() {
        return Err(Refusal::NoReason);
    }
    let judged = judged(ticket, by, None, (since, stands)).map(|event| event.with(Personal::text(because.trim())));
    Ok(judged.into_iter().collect())
}

/// The same in the chat; nothing where that was said already.
pub(super) fn say(ticket: &Ticket, heard: &Heard, since: Instant, stands: bool) -> Option<Event> {
    judged(ticket, Actor::Person(heard.sender.clone()), Some(heard.id.clone()), (since, Some(stands)))
}

fn judged(
    ticket: &Ticket,
    by: Actor,
    message: Option<MessageId>,
    (since, stands): (Instant, Option<bool>),
) -> Option<Event> {
    let (_, reason) = ticket.course.wait(since)?;
    let judged = Judged { ticket: ticket.number, since, reason, stands, by, message };
    (!self::stands(ticket, since, stands)).then_some(Event::PauseJudged(judged))
}

/// Whether that was said of a pause already.
pub(super) fn stands(ticket: &Ticket, since: Instant, stands: Option<bool>) -> bool {
    let known = ticket.course.wait(since);
    known.is_some_and(|(pause, _)| pause.ruling.as_ref().map(|ruling| ruling.stands) == stands)
}

/// Whether a manager's answer about a pause is still waited for.
pub(super) fn is_open(ticket: &Ticket, since: Instant) -> bool {
    let waits = ticket.course.wait(since).is_some_and(|(pause, _)| pause.waits_for_answer());
    waits && !ticket.stage.is_put_away()
}

/// The pause that a question of ours is about.
pub(super) fn asked(question: &Outbound) -> Option<Instant> {
    question.offer.iter().flat_map(Offer::choices).find_map(|choice| match choice {
        Choice::Uphold(since) | Choice::Strike(since) => Some(*since),
        _ => None,
    })
}
