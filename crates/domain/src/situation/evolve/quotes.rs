//! How it changes what work would cost, and whether it waits for a yes.

use crate::event::Event;
use crate::quote::{Agreed, Quote, Quoted, Verdict};
use crate::situation::Situation;
use crate::ticket::{HoldReason, Stage, Ticket};
use crate::time::Instant;

impl Situation {
    pub(super) fn evolve_quotes(&mut self, at: Instant, event: &Event) {
        let number = event.ticket();
        let Some(ticket) = number.and_then(|number| self.tickets.get_mut(&number)) else { return };
        match event {
            Event::QuoteGiven(quoted) => give(ticket, quoted),
            Event::QuoteAnswered(agreed) => answer(ticket, at, agreed),
            _ => return,
        }
        ticket.touched_at = ticket.touched_at.max(at);
        self.touched.tickets.extend(number);
    }
}

/// A new quote takes the place of the one before, and of what was said to that. Where nobody has to agree to it, the work
/// that waited for the one before goes on as it stood.
pub(in crate::situation) fn give(ticket: &mut Ticket, quoted: &Quoted) {
    let before = ticket.course.quote.take();
    let number = Quote::next_number(before.as_ref());
    let waited = before.filter(|quote| quote.waits() && ticket.hold == Some(HoldReason::Approval));
    let is_asked = quoted.approval.is_some();
    let (stood, held) = waited.as_ref().map_or_else(|| standing(ticket), |quote| (quote.stood, quote.held));
    if waited.is_some() && !is_asked {
        (ticket.stage, ticket.hold) = (stood, held);
    }
    let (amount, by, message) = (quoted.amount.clone(), quoted.by.clone(), quoted.message.clone());
    ticket.course.quote = Some(Quote { amount, by, message, number, is_asked, stood, held, verdict: None });
}

/// Where a ticket stands that does not wait for a yes, or did not before somebody said that it does.
fn standing(ticket: &Ticket) -> (Stage, Option<HoldReason>) {
    match (ticket.stage, ticket.hold) {
        (Stage::OnHold, None | Some(HoldReason::Approval)) => (Stage::Assigned, None),
        stands => stands,
    }
}

/// What is answered goes on as it stood; an answer that was taken back is waited for again.
pub(in crate::situation) fn answer(ticket: &mut Ticket, at: Instant, agreed: &Agreed) {
    let (stood, held) = standing(ticket);
    let Some(quote) = ticket.course.quote.as_mut() else { return };
    let waits = ticket.hold == Some(HoldReason::Approval);
    match agreed.is_approved {
        Some(is_approved) => {
            quote.verdict = Some(Verdict { is_approved, by: agreed.by.clone(), at });
            if waits {
                (ticket.stage, ticket.hold) = (quote.stood, quote.held);
            }
        }
        None => {
            quote.verdict = None;
            if ticket.stage.is_open() && ticket.stage != Stage::Resolved && !waits {
                (quote.stood, quote.held) = (stood, held);
                (ticket.stage, ticket.hold) = (Stage::OnHold, Some(HoldReason::Approval));
            }
        }
    }
}
