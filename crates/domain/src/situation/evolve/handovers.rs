//! How a handover changes: written, mended, taken over.

use crate::event::{Event, Personal};
use crate::handover::{Handover, Note, Noted, TakenOver, Written};
use crate::situation::Situation;
use crate::time::Instant;

impl Situation {
    pub(super) fn evolve_handovers(&mut self, at: Instant, event: &Event, personal: &Personal) {
        let (Event::HandoverWritten(Written { task, day, .. })
        | Event::HandoverNoted(Noted { task, day, .. })
        | Event::HandoverAccepted(TakenOver { task, day, .. })) = event
        else {
            return;
        };
        let key = (task.clone(), *day);
        let Some(due) = self.occurrences.get_mut(&key) else { return };
        match (event, due.handover.as_deref_mut()) {
            (Event::HandoverWritten(written), _) => due.handover = Some(Box::new(Handover::of(written, at))),
            (Event::HandoverNoted(noted), Some(known)) => {
                let (by, about, text) = (noted.by.clone(), noted.about.clone(), personal.text.clone());
                known.notes.push(Note { by, at, about, text });
            }
            (Event::HandoverAccepted(taken), Some(known)) => {
                known.taken = known.taken.take().or_else(|| Some((taken.by.clone(), at)));
            }
            _ => return,
        }
        self.touched.occurrences.insert(key);
    }
}
