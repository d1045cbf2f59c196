//! An emoji on a message in place of an answer in words: in a group, where words would disturb everybody, and where
//! there is nothing to say but that it was taken in.

use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, OutboundId};
use crate::message::{Band, Form, Heard, Kind, Subject};
use crate::outbound::{Onto, Outbound, Purpose, State, Wanted};
use crate::policy::dispatch::NOD_MINUTES;
use crate::request::Stamp;
use crate::situation::Situation;
use crate::time::Instant;

/// How long one emoji speaks for what the same person adds to the same thing, in minutes: an album is many messages.
const ALBUM_MINUTES: f64 = 5.0;
/// It was taken in.
const TAKEN_IN: &str = "👍";
/// It counts as done.
const DONE: &str = "✅";

/// Puts an emoji on a message that led to something, once, while it is fresh, unless words tell its sender.
pub(in crate::decide) fn nod(situation: &Situation, stamp: Stamp, message: &MessageId, onto: &Onto) -> Vec<Change> {
    let heard = situation.message(message).filter(|heard| is_fresh(heard, stamp.at));
    let Some(heard) = heard.filter(|heard| !situation.directory.is_erased(&heard.sender)) else { return Vec::new() };
    let Some((sign, about)) = sign(heard) else { return Vec::new() };
    if is_answered(situation, heard, about, stamp.at) {
        return Vec::new();
    }
    let wanted = Wanted {
        outbound: OutboundId::new(stamp.id(0)),
        to: heard.identity().clone(),
        purpose: Purpose::Nod,
        about: vec![about.clone()],
        rung: 0,
        language: "und".to_owned(),
        not_before: stamp.at,
        offer: None,
        onto: Some(heard.id.clone()),
    };
    let personal = Personal { onto: Some(onto.clone()), ..Personal::text(sign) };
    vec![Event::OutboundWanted(wanted).with(personal)]
}

/// Whether it was heard live, lately, and can still be seen.
fn is_fresh(heard: &Heard, at: Instant) -> bool {
    let is_shown = !matches!(heard.form, Form::Deleted | Form::Reaction);
    is_shown && heard.import.is_none() && at.minutes_since(heard.sent_at) < NOD_MINUTES as f64
}

/// What fits a message that is surely held to speak of something.
fn sign(heard: &Heard) -> Option<(&'static str, &Subject)> {
    let meaning = heard.meaning.as_ref().filter(|meaning| meaning.band != Band::Triage)?;
    let sign = match meaning.kind {
        Kind::Task | Kind::Checkin | Kind::Resolved | Kind::Verified => DONE,
        Kind::Issue | Kind::Progress | Kind::Reopened | Kind::Assign | Kind::Evidence => TAKEN_IN,
        Kind::Question | Kind::Chatter => return None,
    };
    Some((sign, meaning.about.as_ref()?))
}

/// Whether words were wanted for the sender since they said it, or an emoji speaks for this message.
fn is_answered(situation: &Situation, heard: &Heard, about: &Subject, at: Instant) -> bool {
    let theirs = situation.outbounds.values().filter(|said| heard.is_from(&said.to) && said.stands());
    let mut theirs = theirs.filter(|said| said.state != State::Failed);
    theirs.any(|said: &Outbound| match &said.quoted {
        Some(quoted) if quoted.message == heard.id => true,
        Some(_) if said.purpose == Purpose::Nod => {
            said.about.contains(about) && at.minutes_since(said.wanted_at) < ALBUM_MINUTES
        }
        Some(_) | None => said.wanted_at >= heard.sent_at,
    })
}
