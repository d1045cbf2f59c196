//! How it changes what may have been heard.

use crate::event::Event;
use crate::hearing::Silence;
use crate::notice::Notice;
use crate::situation::Situation;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_silences(&mut self, event: &Event) {
        match event {
            Event::SilenceBegan { ear, since, why } => {
                let silence = Silence { ear: ear.clone(), since: *since, why: *why, until: None };
                self.silences.retain(|known| (&known.ear, known.since) != (ear, *since));
                self.silences.push(silence);
                self.touched.silences.insert((ear.clone(), *since));
            }
            Event::SilenceEnded { ear, until } => {
                for silence in self.silences.iter_mut().filter(|known| known.ear == *ear && known.until.is_none()) {
                    silence.until = Some(*until);
                    self.touched.silences.insert((ear.clone(), silence.since));
                }
            }
            _ => {}
        }
    }
    /// Remembers what WhatsApp says of our account.
    pub(super) fn take_notice(&mut self, notice: &Notice) {
        Arc::make_mut(&mut self.directory).notices.insert(notice.id(), notice.clone());
        self.touched.directory = true;
    }

    /// Remembers whether somebody can be written to.
    pub(super) fn bar(&mut self, at: Instant, event: &Event) {
        if !matches!(
            event,
            Event::OutboundFailed { .. } | Event::PersonPreferred { .. } | Event::MessageReceived { .. }
        ) {
            return;
        }
        let to = match event {
            Event::OutboundFailed { outbound, .. } => self.outbounds.get(outbound).map(|known| known.to.clone()),
            _ => None,
        };
        // Nobody copies a directory for a message that changes nothing in it.
        let is_quiet = matches!(event, Event::MessageReceived { .. }) && self.directory.barred.is_empty();
        if !is_quiet && Arc::make_mut(&mut self.directory).bar_by(event, to.as_ref(), at) {
            self.touched.directory = true;
        }
    }
}
