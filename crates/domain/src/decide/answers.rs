//! Questions that the record answers: who may hear it, and what of it.

use super::orders;
use super::reply::{Reply, Said};
use crate::directory::Role;
use crate::id::{PersonId, TicketNumber};
use crate::message::Subject;
use crate::order::{Inquiry, Sought};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::{Assignee, Ticket};

/// What somebody is to hear who asked; nothing where it is not for them to know.
pub(super) fn answer(situation: &Situation, inquiry: &Inquiry) -> Result<Option<Reply>, Refusal> {
    let message = &inquiry.message;
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let person = &heard.sender;
    let role = situation.directory.role(person);
    let of_ticket = |number: TicketNumber| {
        let number = situation.goes_on(number).unwrap_or(number);
        let said = told(situation, situation.tickets.get(&number)?, person)?;
        Some((said, vec![Subject::Ticket(number)]))
    };
    let found = match &inquiry.sought {
        Sought::Ticket(number) if orders::is_missing(situation, heard, *number) => {
            Some((Said::Missing(*number), Vec::new()))
        }
        Sought::Ticket(number) => of_ticket(*number),
        Sought::News => situation.ticket_of(heard).and_then(|ticket| of_ticket(ticket.number)),
        Sought::Overview if role.leads() => Some((Said::Overview, Vec::new())),
        Sought::Open(spot) if role.leads() => Some((Said::Open(spot.clone()), Vec::new())),
        Sought::Overdue(spot) if role.leads() => Some((Said::Overdue(spot.clone()), Vec::new())),
        Sought::Mine if role.leads() || role.does_work() => Some((Said::Mine(person.clone()), Vec::new())),
        Sought::OnShift(spot) if role.leads() || (role.does_work() && role != Role::Vendor) => {
            Some((Said::OnShift(spot.clone()), Vec::new()))
        }
        Sought::OnCall(spot) if role.leads() || role.does_work() => Some((Said::OnCall(spot.clone()), Vec::new())),
        Sought::Overview
        | Sought::Open(_)
        | Sought::Overdue(_)
        | Sought::Mine
        | Sought::OnShift(_)
        | Sought::OnCall(_) => None,
    };
    let language = inquiry.language.clone();
    Ok(found.map(|(said, about)| Reply { to: heard.identity().clone(), language, about, said }))
}

/// Whether somebody may be told what a ticket is about: whoever works here, owns it or told us of it.
pub(super) fn may_hear(situation: &Situation, ticket: &Ticket, person: &PersonId) -> bool {
    let role = situation.directory.role(person);
    let works_here = role.does_work() && role != Role::Vendor;
    works_here || told(situation, ticket, person).is_some()
}

/// How somebody hears of a ticket: leads and those who work on it, as often as they ask; those who told us, now and then.
fn told(situation: &Situation, ticket: &Ticket, person: &PersonId) -> Option<Said> {
    let directory = &situation.directory;
    let role = directory.role(person);
    let owns = match &ticket.assignee {
        Some(Assignee::Person(owner)) => directory.are_one(owner, person),
        Some(Assignee::Vendor(owner)) => {
            directory.person(person).and_then(|known| known.vendor.as_ref()) == Some(owner)
        }
        None => false,
    };
    if role.leads() || owns {
        return Some(Said::Card);
    }
    directory.told_us(ticket, person).then_some(Said::News)
}
