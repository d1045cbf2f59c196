//! How repairs that did not hold change what is known of tickets, and whose cause is looked for.

use crate::event::Event;
use crate::situation::Situation;
use crate::ticket::Ticket;

impl Situation {
    /// A new ticket, with what is known of the one it repeats.
    pub(super) fn repeated(&self, mut ticket: Ticket) -> Ticket {
        if let Some(earlier) = ticket.recurrence_of.and_then(|earlier| self.tickets.get(&earlier)) {
            ticket.course.repeats = earlier.course.repeats.saturating_add(1);
            ticket.course.cause = earlier.course.cause;
        }
        ticket
    }

    pub(super) fn evolve_repeats(&mut self, event: &Event) {
        match event {
            Event::RepairFailed(failed) => {
                let Some(ticket) = self.tickets.get_mut(&failed.ticket) else { return };
                ticket.course.came_back = Some(failed.again);
                if let Some(last) = ticket.course.repairs.last_mut() {
                    last.came_back = true;
                }
                self.touched.tickets.insert(failed.ticket);
            }
            Event::CauseSought(sought) => {
                if let Some(ticket) = self.tickets.get_mut(&sought.ticket) {
                    ticket.course.seeks = Some(sought.of);
                    self.touched.tickets.insert(sought.ticket);
                }
                if let Some(of) = self.tickets.get_mut(&sought.of) {
                    of.course.cause = Some(sought.ticket);
                    self.touched.tickets.insert(sought.of);
                }
            }
            _ => {}
        }
    }
}
