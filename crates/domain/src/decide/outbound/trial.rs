//! That an owner tries whether messages arrive at a number: a test message, and the template that says the same. Whoever has
//! the number need not be known.

use super::{language, words};
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId};
use crate::message::Handle;
use crate::outbound::{Purpose, Wanted};
use crate::refusal::Refusal;
use crate::request::Stamp;
use crate::situation::Situation;
use crate::wording::{Sentence, fill};

/// Wants a test message said; one of a name that is known is the same form sent twice, and nothing follows.
pub(in crate::decide) fn try_out(
    situation: &Situation,
    stamp: Stamp,
    outbound: &OutboundId,
    number: &Handle,
) -> Result<Vec<Change>, Refusal> {
    if situation.outbounds.contains_key(outbound) {
        return Ok(Vec::new());
    }
    let directory = &situation.directory;
    let known = directory.person_by_handle(number).map(|person| person.id.clone());
    // Nobody writes to themselves.
    if known == Some(PersonId::house()) {
        return Err(Refusal::Undefined { kind: "person", name: number.0.clone() });
    }
    let mut changes = Vec::new();
    let to = known.unwrap_or_else(|| {
        let person = PersonId::new(stamp.id(1));
        let personal = Personal { handles: vec![number.clone()], ..Personal::none() };
        changes.push(Event::PersonMet { person: person.clone() }.with(personal));
        person
    });
    let language = language(situation, &to).to_owned();
    let text = fill(directory.words(&language, Sentence::Trial), &[]);
    let template = Some(words::filled(Sentence::Trial, &[]));
    let wanted = Wanted {
        outbound: outbound.clone(),
        to,
        purpose: Purpose::Letter,
        about: Vec::new(),
        rung: 0,
        language,
        not_before: stamp.at,
        offer: None,
        onto: None,
    };
    changes.push(Event::OutboundWanted(wanted).with(Personal { template, ..Personal::text(text) }));
    Ok(changes)
}
