//! What is recorded of a message on its way: that it leaves, that it was taken, how far it came, why it did not arrive.

use crate::event::{Change, Event, Personal};
use crate::id::OutboundId;
use crate::outbound::{Accepted, Dress, Failure, Outbound, Purpose, Remedy, State, Terms, Told, Word};
use crate::policy::dispatch::{self, Leave};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::time::Instant;

/// Hands a message over, if it may leave: whoever is granted this sends it, and nobody else is.
pub(super) fn dispatch(
    situation: &Situation,
    id: &OutboundId,
    terms: &Terms,
    at: Instant,
) -> Result<Vec<Change>, Refusal> {
    let outbound = known(situation, id)?;
    match dispatch::leave(situation, outbound, terms, at) {
        Leave::Now(dress) => Ok(vec![Event::OutboundBegun { outbound: id.clone(), dress }.into()]),
        Leave::Not(because, until) => Err(Refusal::NotNow { outbound: id.clone(), because, until }),
    }
}

/// A channel's or a member's word that something was said; true also of what was taken back meanwhile.
pub(super) fn sent(
    situation: &Situation,
    id: &OutboundId,
    accepted: Option<&Accepted>,
) -> Result<Vec<Change>, Refusal> {
    let outbound = known(situation, id)?;
    if outbound.state.is_out() {
        return Ok(accepted.and_then(|accepted| doubled(outbound, accepted)).into_iter().collect());
    }
    Ok(vec![taken(id, accepted)])
}

/// What follows from a message that the channel did not take, or of which nobody knows whether it did.
pub(super) fn failed(
    situation: &Situation,
    id: &OutboundId,
    (failure, code): (Failure, Option<u32>),
    at: Instant,
) -> Result<Vec<Change>, Refusal> {
    let outbound = known(situation, id)?;
    let is_open = matches!(outbound.state, State::Begun | State::Sent);
    Ok(if is_open { vec![failure_of(outbound, failure, code, at)] } else { Vec::new() })
}

/// What a channel told of a message, in any order and any number of times: it never goes back.
pub(super) fn told(situation: &Situation, id: &OutboundId, told: &Told, at: Instant) -> Result<Vec<Change>, Refusal> {
    let outbound = known(situation, id)?;
    let is_same = outbound.external.as_ref().is_none_or(|external| *external == told.accepted.external);
    let mut changes = Vec::new();
    match told.word {
        // Of a first try that failed nothing follows once a second one was taken.
        Word::Failed(..) if !is_same => {}
        Word::Failed(failure, code) => {
            if matches!(outbound.state, State::Begun | State::Sent) {
                changes.push(failure_of(outbound, failure, code, at));
            }
        }
        Word::Reached(_) if !is_same => changes.extend(doubled(outbound, &told.accepted)),
        Word::Reached(state) => {
            if !outbound.state.is_out() {
                changes.push(taken(id, Some(&told.accepted)));
            }
            if state.rank() > outbound.state.rank().max(State::Sent.rank()) {
                changes.push(Event::OutboundReached { outbound: id.clone(), state }.into());
            }
        }
    }
    Ok(changes)
}

fn known<'a>(situation: &'a Situation, id: &OutboundId) -> Result<&'a Outbound, Refusal> {
    situation.outbounds.get(id).ok_or_else(|| Refusal::NoSuchOutbound(id.clone()))
}

fn taken(id: &OutboundId, accepted: Option<&Accepted>) -> Change {
    let external = accepted.map(|accepted| accepted.external.clone());
    let Accepted { channel_name, also, .. } = accepted.cloned().unwrap_or_default();
    Event::OutboundSent { outbound: id.clone(), external }.with(Personal {
        channel_name,
        handles: also,
        ..Personal::none()
    })
}

/// That a message went out under two names, told once.
fn doubled(outbound: &Outbound, accepted: &Accepted) -> Option<Change> {
    let is_other = outbound.external.as_ref().is_some_and(|external| *external != accepted.external);
    (is_other && !outbound.doubled).then(|| Event::OutboundDoubled { outbound: outbound.id.clone() }.into())
}

fn failure_of(outbound: &Outbound, failure: Failure, code: Option<u32>, at: Instant) -> Change {
    let pause_s = match failure.remedy() {
        Remedy::Again { after_s, times } => {
            let power = outbound.tries.saturating_sub(1).min(dispatch::TRIES_MAX);
            Some(after_s.saturating_mul(times.saturating_pow(power)))
        }
        Remedy::AsTemplate if matches!(outbound.dress, Some(Dress::Words | Dress::Plain | Dress::Paper)) => Some(0),
        Remedy::Stop => Some(Failure::STOP_MINUTES * 60),
        // An old phone shows no buttons: the same is said without.
        Remedy::GiveUp if failure == Failure::Unreachable && is_interactive(outbound) => Some(0),
        // What cannot bring its file says where it is.
        Remedy::GiveUp if failure == Failure::Media && outbound.paper().is_some() => Some(0),
        Remedy::AsTemplate | Remedy::GiveUp | Remedy::LearnFirst => None,
    };
    // What concerned everybody is no fault of this message.
    let is_spent = outbound.tries >= dispatch::TRIES_MAX && failure.remedy() != Remedy::Stop;
    let again_at = pause_s.filter(|_| !is_spent).map(|pause_s| at.plus_seconds(pause_s));
    Event::OutboundFailed { outbound: outbound.id.clone(), why: (failure, code), again_at }.into()
}

/// Whether a message was sent with buttons or a list.
fn is_interactive(outbound: &Outbound) -> bool {
    let is_link = outbound.purpose == Purpose::Handout;
    outbound.dress == Some(Dress::Words) && (outbound.offer.is_some() || is_link)
}
