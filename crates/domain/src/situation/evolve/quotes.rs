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

/// A new quote takes the place of the one before, and of what was said to that.
fn give(ticket: &mut Ticket, quoted: &Quoted) {
    let waited = ticket.course.quote.as_ref().filter(|quote| quote.waits()).map(|quote| quote.stood);
    let stood = waited.unwrap_or(if ticket.stage == Stage::OnHold { Stage::Assigned } else { ticket.stage });
    let (amount, by, message) = (quoted.amount.clone(), quoted.by.clone(), quoted.message.clone());
    let is_asked = quoted.approval.is_some();
    ticket.course.quote = Some(Quote { amount, by, message, is_asked, stood, verdict: None });
}

/// What is answered goes on as it stood; an answer that was taken back is waited for again.
pub(in crate::situation) fn answer(ticket: &mut Ticket, at: Instant, agreed: &Agreed) {
    let Some(quote) = ticket.course.quote.as_mut() else { return };
    match agreed.is_approved {
        Some(is_approved) => {
            quote.verdict = Some(Verdict { is_approved, by: agreed.by.clone(), at });
            if ticket.hold == Some(HoldReason::Approval) {
                (ticket.stage, ticket.hold) = (quote.stood, None);
            }
        }
        None => {
            quote.verdict = None;
            if ticket.stage.is_open() && ticket.stage != Stage::Resolved {
                (ticket.stage, ticket.hold) = (Stage::OnHold, Some(HoldReason::Approval));
            }
        }
    }
}
