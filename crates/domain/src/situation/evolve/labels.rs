//! How it changes which labels of its own an organisation has, and a ticket.

use crate::event::Event;
use crate::label::Labelled;
use crate::situation::Situation;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_labels(&mut self, event: &Event) {
        match event {
            Event::LabelsDefined(set) => {
                Arc::make_mut(&mut self.directory).labels.insert(set.name.clone(), set.clone());
                self.touched.directory = true;
            }
            Event::LabelsRead { ticket, labels } => {
                let Some(known) = self.tickets.get_mut(ticket) else { return };
                for read in labels {
                    known.course.labels.entry(read.set.clone()).or_default().read = Some(read.clone());
                }
                self.touched.tickets.insert(*ticket);
            }
            Event::LabelsSaid { ticket, set, labels } => {
                let Some(known) = self.tickets.get_mut(ticket) else { return };
                known.course.labels.entry(set.clone()).or_default().said.clone_from(labels);
                known.course.labels.retain(|_, labelled| *labelled != Labelled::default());
                self.touched.tickets.insert(*ticket);
                self.learn_labels(*ticket);
            }
            _ => {}
        }
    }
}
