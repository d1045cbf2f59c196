//! How orders change what is known: what stood before and after each, and what is put back.

use crate::event::Event;
use crate::id::TicketNumber;
use crate::message::Subject;
use crate::order::{Footing, Given, Ordered, Undone};
use crate::situation::Situation;
use crate::time::Instant;
use crate::undo::{Parted, PutBack};

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

    /// Puts a ticket back to how it stood before what a member did to it.
    pub(super) fn put_back(&mut self, put: &PutBack, at: Instant) {
        if let Some(parted) = &put.parted {
            self.part(put.ticket, parted, at);
        }
        if let Some(ticket) = self.tickets.get_mut(&put.ticket) {
            (ticket.site, ticket.place) = (put.to.site.clone(), put.to.place.clone());
        }
        self.restore(put.ticket, &put.to.footing, at);
    }

    /// Makes two tickets of one again, each with its own messages.
    fn part(&mut self, number: TicketNumber, parted: &Parted, at: Instant) {
        if let Some(kept) = self.tickets.get_mut(&parted.from) {
            parted.before.restore(kept);
            kept.touched_at = kept.touched_at.max(at);
        }
        if let Some(ticket) = self.tickets.get_mut(&number) {
            ticket.merged_into = None;
            ticket.messages.clone_from(&parted.messages);
            ticket.evidence.clone_from(&parted.evidence);
        }
        for message in &parted.messages {
            if let Some(meaning) = self.messages.get_mut(message).and_then(|heard| heard.meaning.as_mut()) {
                meaning.about = Some(Subject::Ticket(number));
                self.touched.messages.insert(message.clone());
            }
        }
        self.touched.tickets.extend([number, parted.from]);
    }

    /// Puts a ticket back to how it stood.
    pub(super) fn restore(&mut self, ticket: TicketNumber, footing: &Footing, at: Instant) {
        let Some(known) = self.tickets.get_mut(&ticket) else { return };
        footing.restore(known);
        known.touched_at = known.touched_at.max(at);
        self.touched.tickets.insert(ticket);
    }
}
