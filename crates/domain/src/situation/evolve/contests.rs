//! How it changes a pause that somebody says it is wrong, and what a manager says to that.

use crate::event::Event;
use crate::situation::Situation;
use crate::time::Instant;

impl Situation {
    pub(super) fn evolve_contests(&mut self, at: Instant, event: &Event) {
        let number = event.ticket();
        let Some(ticket) = number.and_then(|number| self.tickets.get_mut(&number)) else { return };
        match event {
            Event::PauseContested(contested) => ticket.course.contest(contested),
            Event::PauseJudged(judged) => ticket.course.judge(at, judged),
            _ => return,
        }
        ticket.touched_at = ticket.touched_at.max(at);
        self.touched.tickets.extend(number);
    }
}
