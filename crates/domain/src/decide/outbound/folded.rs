//! What one person is to hear becomes few messages: folded by reason, not said twice within the hour, and not too much a day.

use super::language::language_after;
use super::told::is_of_another_delay;
use super::{AGAIN_MINUTES, Wish, again, words};
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId};
use crate::message::Subject;
use crate::outbound::{Gist, Outbound, Purpose, State, Wanted, Withdrawal};
use crate::policy::dispatch;
use crate::request::Stamp;
use crate::situation::Situation;
use crate::ticket::Stage;
use crate::time::Instant;
use std::collections::BTreeMap;

/// Messages to one person in a day, patrols and critical tickets aside.
const A_DAY_MAX: usize = 12;
/// A day, in minutes.
const DAY_MINUTES: f64 = 1_440.0;
/// Ids of a stamp from here on name outbound messages.
const IDS_FROM: u64 = 1_000;

/// Folds what one person is to hear for one reason into one message, and holds back what would be too much.
pub(super) fn want(situation: &Situation, stamp: Stamp, wishes: Vec<Wish>, changes: &mut Vec<Change>) {
    let mut folded: BTreeMap<(PersonId, Purpose, u8, Instant), Vec<Wish>> = BTreeMap::new();
    for wish in wishes {
        let to = situation.directory.reached_at(&wish.to, stamp.at).clone();
        let key = (to, wish.purpose, wish.rung, wish.not_before);
        let together = folded.entry(key).or_default();
        if !together.iter().any(|other| other.about == wish.about) {
            together.push(wish);
        }
    }
    // What is handed over is answered by itself.
    let size = |purpose| if purpose == Purpose::Handover { 1 } else { Outbound::ABOUT_MAX };
    for (key, wishes) in &mut folded {
        wishes.retain(|wish| !is_said_already(situation, wish, stamp.at));
        if !wishes.is_empty() {
            join(situation, (stamp.at, size(key.1)), key, wishes, changes);
        }
    }
    let parts = folded.iter().flat_map(|(key, wishes)| wishes.chunks(size(key.1)).map(move |part| (key, part)));
    let mut told: BTreeMap<PersonId, usize> = BTreeMap::new();
    let mut ids = (IDS_FROM..).map(|n| OutboundId::new(stamp.id(n)));
    for ((to, purpose, rung, not_before), part) in parts {
        let now = told.get(to).copied().unwrap_or_default();
        if situation.directory.is_erased(to) || is_too_much(situation, to, stamp.at, now, part) {
            continue;
        }
        told.insert(to.clone(), now + 1);
        let Some(outbound) = ids.next() else { return };
        let language = language_after(situation, to, changes);
        let (text, filled, offer) = words::said(situation, language, part, changes);
        let about = part.iter().map(|wish| wish.about.clone()).collect();
        let (to, language) = (to.clone(), language.to_owned());
        let (purpose, rung, not_before) = (*purpose, *rung, *not_before);
        let wanted = Wanted { outbound, to, purpose, about, rung, language, not_before, offer, onto: None };
        changes.push(Event::OutboundWanted(wanted).with(Personal { template: Some(filled), ..Personal::text(text) }));
    }
}

/// Takes back what waits to be said to the same person for the same reason and was wanted at the same instant, as where many
/// tickets are changed at once, so that it is said together with what is wished now.
fn join(
    situation: &Situation,
    (at, size): (Instant, usize),
    (to, purpose, rung, not_before): &(PersonId, Purpose, u8, Instant),
    wishes: &mut Vec<Wish>,
    changes: &mut Vec<Change>,
) {
    let is_it = |said: &&Outbound| {
        (said.state, said.wanted_at, said.not_before) == (State::Waiting, at, *not_before)
            && (&said.to, said.purpose, said.rung) == (to, *purpose, *rung)
            && said.about.len() < size
            && !wishes.iter().any(|wish| said.about.contains(&wish.about))
    };
    let Some(said) = situation.outbounds.values().find(is_it) else { return };
    let told: Option<Vec<Wish>> = said.about.iter().map(|subject| again(situation, said, subject)).collect();
    let Some(told) = told else { return };
    wishes.splice(0..0, told);
    changes.push(Event::OutboundWithdrawn { outbound: said.id.clone(), reason: Withdrawal::Folded }.into());
}

/// Whether a person heard the same of a ticket within the hour, or was asked about a claim that only was repeated.
fn is_said_already(situation: &Situation, wish: &Wish, at: Instant) -> bool {
    let Subject::Ticket(number) = &wish.about else { return false };
    if wish.again {
        return false;
    }
    let is_claimed = situation.tickets.get(number).is_some_and(|ticket| ticket.stage == Stage::Resolved);
    let is_repeated = wish.purpose == Purpose::Verification && is_claimed;
    situation
        .standing()
        .filter(|said| *said.to == wish.to && said.purpose == wish.purpose && said.rung == wish.rung)
        .filter(|said| said.about.contains(&wish.about) && !is_of_another_delay(situation, *said, &wish.about))
        .any(|said| is_repeated || at.minutes_since(said.not_before) < AGAIN_MINUTES)
}

/// Whether a person heard enough from us today; never of patrols, and never of critical tickets.
fn is_too_much(situation: &Situation, to: &PersonId, at: Instant, now: usize, part: &[Wish]) -> bool {
    let is_urgent = |wish: &Wish| dispatch::is_urgent(situation, std::slice::from_ref(&wish.about));
    let is_asked_for = |purpose| matches!(purpose, Purpose::Reply | Purpose::Letter | Purpose::Handout | Purpose::Nod);
    let is_unasked = |said: &Gist<'_>| said.to == to && !is_asked_for(said.purpose);
    let today = |said: &Gist<'_>| is_unasked(said) && at.minutes_since(said.not_before) < DAY_MINUTES;
    let is_kept = |wish: &Wish| wish.again || is_urgent(wish);
    !part.iter().any(is_kept) && situation.standing().filter(today).count() + now >= A_DAY_MAX
}
