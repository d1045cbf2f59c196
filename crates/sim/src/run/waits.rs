//! Where tickets stand that wait for a yes to what they would cost, told from the events alone.

use domain::event::Event;
use domain::id::TicketNumber;
use domain::ticket::{HoldReason, Stage};
use std::collections::BTreeMap;

/// Where tickets stood before they began to wait, and whether they do.
#[derive(Clone, Debug, Default)]
pub struct Waits(BTreeMap<TicketNumber, (Stage, bool)>);

impl Waits {
    /// Where a ticket stands after an event about its cost, or whatever else befalls it; `after` is where it would stand else.
    pub fn after(&mut self, event: &Event, stage: Stage, after: Stage) -> Stage {
        let Some(ticket) = event.ticket() else { return after };
        let (stood, waits) = self.0.get(&ticket).copied().unwrap_or((stage, false));
        match event {
            Event::QuoteGiven(quoted) => {
                let stood = if waits { stood } else { stage };
                self.0.insert(ticket, (stood, waits && quoted.approval.is_some()));
                if waits && quoted.approval.is_none() { stood } else { after }
            }
            Event::QuoteAnswered(agreed) if agreed.is_approved.is_some() => {
                self.0.insert(ticket, (stood, false));
                if waits { stood } else { after }
            }
            Event::QuoteAnswered(_) if stage.is_open() && stage != Stage::Resolved && !waits => {
                self.0.insert(ticket, (stage, true));
                Stage::OnHold
            }
            Event::TicketHeld { reason: HoldReason::Approval, .. } => {
                self.0.insert(ticket, (stood, true));
                after
            }
            _ => {
                if after != stage || matches!(event, Event::TicketHeld { .. }) {
                    self.0.insert(ticket, (stood, false));
                }
                after
            }
        }
    }
}
