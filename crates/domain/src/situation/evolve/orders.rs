//! How orders change what is known: what stood before and after each, and what is put back.

use crate::event::Event;
use crate::id::TicketNumber;
use crate::order::{Footing, Given, Ordered, Undone};
use crate::situation::Situation;
use crate::time::Instant;

impl Situation {
    pub(super) fn evolve_orders(&mut self, at: Instant, event: &Event) {
        match event {
            Event::OrderGiven(Ordered { message, by, ticket, verb, before }) => {
                let Some(known) = self.tickets.get(ticket) else { return };
                let given = Given {
                    message: message.clone(),
                    by: by.clone(),
                    at,
                    ticket: *ticket,
                    verb: *verb,
                    before: before.clone(),
                    after: Footing::of(known),
                    is_undone: false,
                };
                self.orders.insert(message.clone(), given);
                self.touched.orders.insert(message.clone());
            }
            Event::OrderUndone(Undone { order, ticket, before, .. }) => {
                if let Some(given) = self.orders.get_mut(order) {
                    given.is_undone = true;
                    self.touched.orders.insert(order.clone());
                }
                self.restore(*ticket, before, at);
            }
            _ => {}
        }
    }

    /// Puts a ticket back to how it stood.
    pub(super) fn restore(&mut self, ticket: TicketNumber, footing: &Footing, at: Instant) {
        let Some(known) = self.tickets.get_mut(&ticket) else { return };
        footing.restore(known);
        known.touched_at = known.touched_at.max(at);
        self.touched.tickets.insert(ticket);
    }
}
