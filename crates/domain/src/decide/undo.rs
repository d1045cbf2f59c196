//! What follows when a member takes back what they did to a ticket.

use crate::event::{Change, Event};
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::ticket::Ticket;
use crate::undo::{Acted, PutBack, Stood, Whole};

/// Puts a ticket back to how it stood before an act, unless somebody changed something of it since.
pub fn put_back(situation: &Situation, ticket: &Ticket, acted: &Acted) -> Result<Vec<Change>, Refusal> {
    if Stood::of(ticket) == acted.before {
        return Ok(Vec::new());
    }
    let is_whole = acted.joined.as_ref().is_none_or(|(parted, after)| {
        situation.tickets.get(&parted.from).is_some_and(|kept| Whole::of(kept) == *after)
    });
    if Stood::of(ticket) != acted.after || !is_whole {
        return Err(Refusal::ChangedSince(ticket.number));
    }
    let parted = acted.joined.as_ref().map(|(parted, _)| parted.clone());
    let (since, to) = (acted.at, acted.before.clone());
    Ok(vec![Event::TicketPutBack(Box::new(PutBack { ticket: ticket.number, since, to, parted })).into()])
}
