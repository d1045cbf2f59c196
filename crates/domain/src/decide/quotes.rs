//! What work would cost: whether somebody has to agree, and what they say.

use super::reply::{Followed, Said};
use crate::choice::{Choice, Offer};
use crate::event::{Change, Event};
use crate::id::{MessageId, PersonId};
use crate::message::{Heard, Subject};
use crate::outbound::{Outbound, Purpose};
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
    let (reason, shown) = (HoldReason::Approval, Some(message.clone()));
    let held = Event::TicketHeld { ticket, reason, message: shown, is_shown: false };
    let quoted = Event::QuoteGiven(Quoted { ticket, amount, by, message, approval });
    std::iter::once(quoted).chain(waits.then_some(held)).map(Change::from).collect()
}

/// Says yes or no to the quote that somebody was shown; none takes back what was said. One that somebody answered meanwhile is
/// answered, until that is taken back.
pub(super) fn answer(
    ticket: &Ticket,
    by: Actor,
    shown: u32,
    is_approved: Option<bool>,
) -> Result<Option<Change>, Refusal> {
    let quote = asked(ticket).ok_or(Refusal::NoQuote(ticket.number))?;
    let is_late = is_approved.is_some() && !quote.waits();
    if quote.number != shown || is_late && !stands(ticket, shown, is_approved) {
        return Err(Refusal::Overtaken { ticket: ticket.number, stage: ticket.stage });
    }
    Ok(say(ticket, by, None, is_approved))
}

/// Says yes or no to the quote of a ticket, whatever was said to it before; nothing where that was the same.
pub(super) fn say(ticket: &Ticket, by: Actor, message: Option<MessageId>, is_approved: Option<bool>) -> Option<Change> {
    let quote = asked(ticket).filter(|quote| !stands(ticket, quote.number, is_approved))?;
    let agreed = Agreed { ticket: ticket.number, amount: quote.amount.clone(), is_approved, by, message };
    Some(Event::QuoteAnswered(agreed).into())
}

/// Whether that was said of a quote already.
pub(super) fn stands(ticket: &Ticket, shown: u32, is_approved: Option<bool>) -> bool {
    let quote = asked(ticket).filter(|quote| quote.number == shown);
    quote.is_some_and(|quote| quote.verdict.as_ref().map(|verdict| verdict.is_approved) == is_approved)
}

/// The quote of a ticket that somebody has to agree to, as long as it is open.
pub(super) fn asked(ticket: &Ticket) -> Option<&Quote> {
    ticket.course.quote.as_ref().filter(|quote| quote.is_asked && ticket.stage.is_open())
}

/// Whether the question that a message of ours asked about a ticket is still open: its quote stands, and nobody answered it.
pub(super) fn is_open(ticket: &Ticket, question: &Outbound) -> bool {
    let Some(quote) = asked(ticket).filter(|quote| quote.waits()) else { return false };
    let shows_it =
        |choice: &Choice| matches!(choice, Choice::Approve(shown) | Choice::Decline(shown) if *shown == quote.number);
    let is_about = question.about.first() == Some(&Subject::Ticket(ticket.number));
    is_about && question.offer.iter().flat_map(Offer::choices).any(shows_it)
}

/// What somebody hears whose message quotes a question of ours about what work would cost that is open no longer.
pub(super) fn stale(situation: &Situation, ticket: &Ticket, heard: &Heard) -> Option<Said> {
    let quoted = heard.reply_to.as_ref()?;
    let asks = |said: &&Outbound| said.purpose == Purpose::Quote && said.offer.is_some();
    let mut ours = situation.outbounds.values().filter(asks);
    let question = ours.find(|said| said.external.as_ref() == Some(quoted))?;
    (!is_open(ticket, question)).then(|| late(ticket))
}

/// What somebody hears who answers a question that is open no longer: how the ticket stands where another price waits.
pub(super) fn late(ticket: &Ticket) -> Said {
    let waits = asked(ticket).is_some_and(Quote::waits);
    if waits { Said::Standing } else { Said::Followed(Followed::Settled) }
}

/// Whether somebody may not begin: a yes is waited for, and they do not lead.
pub(super) fn holds_back(situation: &Situation, ticket: &Ticket, person: &PersonId) -> bool {
    let waits = ticket.course.quote.as_ref().is_some_and(Quote::waits);
    waits && !situation.directory.role(person).leads()
}
