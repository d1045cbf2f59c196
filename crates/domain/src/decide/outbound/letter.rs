//! What a member writes to somebody about a ticket: in their own words, and as the template that carries them.

use super::words;
use crate::directory::Directory;
use crate::event::{Change, Event, Personal};
use crate::id::PersonId;
use crate::message::Subject;
use crate::outbound::{Letter, Purpose, Wanted};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};
use crate::time::Instant;

/// Whether somebody reported a ticket, owns it, works for its owner, or says it is fixed: only they are written to about it.
fn has_part(ticket: &Ticket, directory: &Directory, person: &PersonId) -> bool {
    let Some(known) = directory.person(person) else { return false };
    let is_owner = match &ticket.assignee {
        Some(Assignee::Person(owner)) => directory.are_one(owner, person),
        Some(Assignee::Vendor(vendor)) => known.vendor.as_ref() == Some(vendor),
        None => false,
    };
    let named = std::iter::once(&ticket.reporter).chain(&ticket.claimant).chain(&ticket.voices);
    is_owner || named.into_iter().any(|named| directory.are_one(named, person))
}

/// Wants a letter said; one of a name that is known is the same form sent twice, and nothing follows.
pub(in crate::decide) fn write(situation: &Situation, at: Instant, letter: &Letter) -> Result<Vec<Change>, Refusal> {
    if situation.outbounds.contains_key(&letter.outbound) {
        return Ok(Vec::new());
    }
    let ticket = situation.tickets.get(&letter.ticket).ok_or(Refusal::NoSuchTicket(letter.ticket))?;
    let directory = &situation.directory;
    if !has_part(ticket, directory, &letter.to) || directory.is_erased(&letter.to) {
        return Err(Refusal::Undefined { kind: "person", name: letter.to.to_string() });
    }
    let language = words::language(situation, &letter.to).to_owned();
    let template = Some(words::letter(ticket, &letter.text));
    let wanted = Wanted {
        outbound: letter.outbound.clone(),
        to: letter.to.clone(),
        purpose: Purpose::Letter,
        about: vec![Subject::Ticket(letter.ticket)],
        rung: 0,
        language,
        not_before: at,
        offer: None,
        onto: None,
    };
    Ok(vec![Event::OutboundWanted(wanted).with(Personal { template, ..Personal::text(letter.text.clone()) })])
}
