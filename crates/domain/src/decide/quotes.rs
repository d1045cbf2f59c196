//! What work would cost: whether somebody has to agree, and what they say.

use crate::event::{Change, Event};
use crate::id::MessageId;
use crate::message::Heard;
use crate::pass::has_job;
use crate::quote::{Agreed, Money, Quote, Quoted, approval};
use crate::refusal::Refusal;
use crate::request::Actor;
use crate::situation::Situation;
use crate::ticket::{HoldReason, Stage, Ticket};

/// Takes whoever has a job at the cost they name.
pub(super) fn quote(situation: &Situation, message: &MessageId, amount: &Money) -> Result<Vec<Change>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let ticket = situation.ticket_of(heard).filter(|ticket| has_job(&situation.directory, ticket, &heard.sender));
    let ticket = ticket.ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    Ok(given(situation, ticket, heard, amount))
}

/// The cost that a text of whoever has the job names, by the link they were given: a bare number is of the currency in which
/// the directory thinks.
pub(super) fn by_link(situation: &Situation, ticket: &Ticket, heard: &Heard) -> Vec<Change> {
    let usual = approval(&situation.directory, ticket).map(|approval| approval.over.currency.as_str());
    Money::read(&heard.text, usual).map_or_else(Vec::new, |amount| given(situation, ticket, heard, &amount))
}

/// What more than the directory allows waits for a manager, and shows why by this very message. Where the directory asks for
/// nothing, nothing follows.
fn given(situation: &Situation, ticket: &Ticket, heard: &Heard, amount: &Money) -> Vec<Change> {
    let is_due = ticket.stage.is_open() && ticket.stage != Stage::Resolved;
    let asks = approval(&situation.directory, ticket).filter(|_| is_due);
    let known = ticket.course.quote.as_ref();
    let is_again = |known: &Quote| known.amount == *amount && (known.waits() || known.by == heard.sender);
    let is_known = known.is_some_and(|known| known.message == heard.id || is_again(known));
    let Some(asks) = asks.filter(|_| !is_known) else { return Vec::new() };
    let approval = asks.asks(amount).then(|| asks.id.clone());
    let waits = approval.is_some() && ticket.hold != Some(HoldReason::Approval);
    let (ticket, by, message, amount) = (ticket.number, heard.sender.clone(), heard.id.clone(), amount.clone());
    let held = Event::TicketHeld { ticket, reason: HoldReason::Approval, message: Some(message.clone()) };
    let quoted = Event::QuoteGiven(Quoted { ticket, amount, by, message, approval });
    std::iter::once(quoted).chain(waits.then_some(held)).map(Change::from).collect()
}

/// Says yes or no to a quote; none takes back what was said.
pub(super) fn answer(
    ticket: &Ticket,
    by: Actor,
    message: Option<MessageId>,
    is_approved: Option<bool>,
) -> Result<Option<Change>, Refusal> {
    let quote = asked(ticket).ok_or(Refusal::NoQuote(ticket.number))?;
    if stands(ticket, is_approved) {
        return Ok(None);
    }
    let agreed = Agreed { ticket: ticket.number, amount: quote.amount.clone(), is_approved, by, message };
    Ok(Some(Event::QuoteAnswered(agreed).into()))
}

/// Whether that was said of a quote already.
pub(super) fn stands(ticket: &Ticket, is_approved: Option<bool>) -> bool {
    asked(ticket).is_some_and(|quote| quote.verdict.as_ref().map(|verdict| verdict.is_approved) == is_approved)
}

/// The quote of a ticket that somebody has to agree to, as long as it is open.
pub(super) fn asked(ticket: &Ticket) -> Option<&Quote> {
    ticket.course.quote.as_ref().filter(|quote| quote.is_asked && ticket.stage.is_open())
}
