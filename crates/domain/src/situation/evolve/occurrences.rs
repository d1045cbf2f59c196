//! How it changes the days of tasks: that they come up, are visited, ticked and delayed, and end.

use crate::checklist::Check;
use crate::event::{Event, Personal};
use crate::situation::Situation;
use crate::task::{Occurrence, Outcome, Unproven};

impl Situation {
    pub(super) fn evolve_occurrences(&mut self, event: &Event, personal: &Personal) {
        let key = match event {
            Event::OccurrenceExpected { occurrence } => {
                self.expected_until = self.expected_until.max(Some(occurrence.due_at));
                let key = (occurrence.task.clone(), occurrence.day);
                self.occurrences.entry(key.clone()).or_insert_with(|| occurrence.clone());
                key
            }
            Event::OccurrenceEnded { task, day, outcome, proof } => {
                let key = (task.clone(), *day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                (known.outcome, known.proof) = (Some(*outcome), proof.clone());
                known.because = Some(personal.text.clone()).filter(|why| !why.is_empty());
                key
            }
            Event::OccurrenceUnproven(unproven) => {
                let key = (unproven.task.clone(), unproven.day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                unprove(known, unproven);
                key
            }
            Event::CheckpointVisited(visited) => {
                let key = (visited.task.clone(), visited.day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                known.visits.push(visited.visit.clone());
                key
            }
            Event::StepsTicked(ticked) => {
                let key = (ticked.task.clone(), ticked.day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                known.ticks = ticked.onto(&known.ticks);
                key
            }
            Event::CheckFailed(failed) => {
                let key = (failed.task.clone(), failed.day);
                let found = Check { task: failed.task.clone(), day: failed.day };
                // What was known before the check was found by whoever reported it.
                let opened = self.tickets.get_mut(&failed.ticket).filter(|ticket| ticket.opening == failed.message);
                if let Some(ticket) = opened {
                    ticket.course.found_by.get_or_insert(found);
                    self.touched.tickets.insert(failed.ticket);
                }
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                known.fault = Some(failed.ticket);
                key
            }
            Event::OccurrenceClimbed(reached) => {
                let key = (reached.task.clone(), reached.day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                known.climbed.insert(reached.cause.present(reached.rung));
                key
            }
            Event::OccurrenceDelayed(delay) => {
                let key = (delay.task.clone(), delay.day);
                let Some(known) = self.occurrences.get_mut(&key) else { return };
                known.delayed_until = Some(delay.until);
                key
            }
            _ => return,
        };
        self.touched.occurrences.insert(key);
    }
}

/// How a day stands without a message that was no report of it.
fn unprove(day: &mut Occurrence, unproven: &Unproven) {
    (day.outcome, day.proof) = (unproven.outcome, unproven.proof.clone());
    day.because = day.because.take().filter(|_| unproven.outcome == Some(Outcome::Excused));
    day.visits.retain(|visit| visit.message != unproven.message);
    day.ticks.retain(|tick| tick.message != unproven.message);
}
