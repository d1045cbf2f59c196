//! What a reaction orders: under somebody's word that it is fixed, whether that holds.

use super::quoted::{Quoted, What};
use domain::choice::says_it_holds;
use domain::message::Heard;
use domain::order::{Deed, Order, Told};
use domain::situation::Situation;
use domain::ticket::Stage;

/// What a reaction orders, if whoever gives it may.
pub(super) fn order(situation: &Situation, heard: &Heard) -> Option<Order> {
    let told = judgement(situation, heard)?;
    Some(Order { message: heard.id.clone(), language: Order::NO_LANGUAGE.to_owned(), told })
}

/// Whether the fix holds that the last claim of a ticket speaks of.
fn judgement(situation: &Situation, heard: &Heard) -> Option<Told> {
    let holds = says_it_holds(&heard.text)?;
    let quoted = Quoted::of(situation, heard).filter(|quoted| quoted.what == What::Claim)?;
    let (ticket, claim) = (situation.tickets.get(&quoted.ticket)?, situation.quoted(heard)?);
    let is_last = ticket.resolved_at.is_some_and(|resolved_at| resolved_at <= claim.sent_at);
    let is_open = if holds { ticket.stage == Stage::Resolved } else { ticket.is_claimed() };
    let deed = if holds { Deed::Verify } else { Deed::Reopen };
    (is_last && is_open).then_some(Told::Ticket { ticket: ticket.number, is_named: false, deed })
}
