//! What people, companies and things are called in what is said: short, and never the words of whoever was erased.

use crate::event::{Change, Event};
use crate::id::PersonId;
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};
use crate::wording::Texts;

/// Longest line of a title or name that is repeated to people, in characters.
const NAME_MAX: usize = 120;

/// Whoever gave the answer from which this follows.
pub(super) fn asker(situation: &Situation, texts: &Texts, changes: &[Change]) -> String {
    let asked = changes.iter().find_map(|change| match &change.event {
        Event::ChoiceMade(chosen) => situation.message(&chosen.message),
        _ => None,
    });
    asked.map_or_else(|| texts.somebody.to_owned(), |heard| person_name(situation, texts, &heard.sender))
}

/// Who is on a ticket.
pub(super) fn doer(situation: &Situation, texts: &Texts, ticket: Option<&Ticket>, changes: &[Change]) -> String {
    let given = changes.iter().find_map(|change| match &change.event {
        Event::TicketAssigned { assignee, .. } => assignee.as_ref(),
        _ => None,
    });
    match given.or(ticket.and_then(|ticket| ticket.assignee.as_ref())) {
        Some(assignee) => self::assignee(situation, texts, assignee),
        None => texts.somebody.to_owned(),
    }
}

/// What an assignee is called.
pub(super) fn assignee(situation: &Situation, texts: &Texts, assignee: &Assignee) -> String {
    match assignee {
        Assignee::Person(person) => person_name(situation, texts, person),
        Assignee::Vendor(vendor) => {
            situation.directory.vendors.get(vendor).map_or(texts.somebody, |vendor| &vendor.name).to_owned()
        }
    }
}

/// Who says that a ticket is fixed.
pub(super) fn claimant(situation: &Situation, texts: &Texts, ticket: Option<&Ticket>, changes: &[Change]) -> String {
    let claimed = changes.iter().find_map(|change| match &change.event {
        Event::TicketResolved { claimant, .. } => claimant.as_ref(),
        _ => None,
    });
    match (claimed, ticket.and_then(|ticket| ticket.assignee.as_ref())) {
        (Some(person), _) => person_name(situation, texts, person),
        (None, Some(owner)) => assignee(situation, texts, owner),
        (None, None) => texts.somebody.to_owned(),
    }
}

pub(super) fn person_name(situation: &Situation, texts: &Texts, person: &PersonId) -> String {
    let name = situation.directory.people.get(person).map(|person| person.name.as_str());
    short(name.filter(|name| !name.is_empty()).unwrap_or(texts.somebody))
}

/// One line, not too long.
pub(super) fn short(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(NAME_MAX).collect()
}
