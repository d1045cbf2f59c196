//! What a member writes to somebody about a ticket or to answer a message: in their own words, and as the template that
//! carries them.

use super::{language, words};
use crate::directory::Directory;
use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, PersonId, TicketNumber};
use crate::message::{Form, Heard, Subject};
use crate::outbound::{Filled, Letter, Occasion, Onto, Outbound, Purpose, State, Wanted, Withdrawal};
use crate::pass;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::Ticket;
use crate::time::Instant;

/// Whether somebody reported a ticket, owns it, works for its owner, or says it is fixed: only they are written to about it.
fn has_part(ticket: &Ticket, directory: &Directory, person: &PersonId) -> bool {
    if directory.person(person).is_none() {
        return false;
    }
    let is_owner = pass::has_job(directory, ticket, person);
    let named = std::iter::once(&ticket.reporter).chain(&ticket.claimant).chain(&ticket.voices);
    is_owner || named.into_iter().any(|named| directory.are_one(named, person))
}

/// Wants a letter said; one of a name that is known is the same form sent twice, and nothing follows.
pub(in crate::decide) fn write(situation: &Situation, at: Instant, letter: &Letter) -> Result<Vec<Change>, Refusal> {
    if situation.outbounds.contains_key(&letter.outbound) {
        return Ok(Vec::new());
    }
    let Wish { to, about, quoted, template } = match &letter.occasion {
        Occasion::Ticket(ticket, to) => of_ticket(situation, *ticket, to, &letter.text)?,
        Occasion::Message(message, onto) => of_message(situation, message, onto.as_ref(), &letter.text)?,
    };
    if situation.directory.is_erased(to) {
        return Err(Refusal::Undefined { kind: "person", name: to.to_string() });
    }
    let (message, onto) = quoted.unzip();
    let wanted = Wanted {
        outbound: letter.outbound.clone(),
        to: to.clone(),
        purpose: Purpose::Letter,
        about,
        rung: 0,
        language: language(situation, to).to_owned(),
        not_before: at,
        offer: None,
        onto: message.cloned(),
    };
    let (template, onto) = (Some(template), onto.flatten().cloned());
    Ok(vec![Event::OutboundWanted(wanted).with(Personal { template, onto, ..Personal::text(letter.text.clone()) })])
}

/// To whom a letter goes and with what.
struct Wish<'a> {
    to: &'a PersonId,
    about: Vec<Subject>,
    quoted: Option<(&'a MessageId, Option<&'a Onto>)>,
    template: Filled,
}

fn of_ticket<'a>(
    situation: &'a Situation,
    number: TicketNumber,
    to: &'a PersonId,
    text: &str,
) -> Result<Wish<'a>, Refusal> {
    let ticket = situation.tickets.get(&number).ok_or(Refusal::NoSuchTicket(number))?;
    if !has_part(ticket, &situation.directory, to) {
        return Err(Refusal::Undefined { kind: "person", name: to.to_string() });
    }
    let template = words::letter(ticket, text);
    Ok(Wish { to, about: vec![Subject::Ticket(number)], quoted: None, template })
}

/// An answer goes to the phone that a message came from, and speaks of what the message does.
fn of_message<'a>(
    situation: &'a Situation,
    message: &'a MessageId,
    onto: Option<&'a Onto>,
    text: &str,
) -> Result<Wish<'a>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let about = heard.meaning.as_ref().and_then(|meaning| meaning.about.clone());
    let onto = onto.filter(|_| is_shown(heard));
    let template = words::answer(heard, text);
    Ok(Wish { to: heard.identity(), about: about.into_iter().collect(), quoted: Some((message, onto)), template })
}

/// Whether there is something left to quote.
fn is_shown(heard: &Heard) -> bool {
    !matches!(heard.form, Form::Deleted | Form::Reaction)
}

/// Takes back what answers words that whoever said them took back, or is put on them: it quotes what is not to be read.
pub(super) fn unquoted(situation: &Situation, changes: &mut Vec<Change>) {
    let revoked = changes.iter().find_map(|change| match &change.event {
        Event::MessageRevoked { message, .. } => Some(message.clone()),
        _ => None,
    });
    let Some(revoked) = revoked else { return };
    let is_due = |outbound: &&Outbound| matches!(outbound.state, State::Waiting | State::Begun);
    let quotes = |outbound: &&Outbound| outbound.quoted.as_ref().is_some_and(|quoted| quoted.message == revoked);
    let due = situation.outbounds.values().filter(is_due).filter(quotes);
    let reason = Withdrawal::Revoked;
    changes.extend(due.map(|outbound| Event::OutboundWithdrawn { outbound: outbound.id.clone(), reason }.into()));
}
