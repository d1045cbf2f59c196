//! How it changes what may have been heard.

use crate::directory::Directory;
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

    /// Remembers what WhatsApp says of our account; where that is too much, what concerns nobody any more goes.
    pub(super) fn take_notice(&mut self, notice: &Notice) {
        let directory = Arc::make_mut(&mut self.directory);
        let is_full =
            directory.notices.len() >= Directory::NOTICES_MAX && !directory.notices.contains_key(&notice.id());
        if let Some(spare) = is_full.then(|| directory.spare_notice(notice.at)).flatten() {
            directory.notices.remove(&spare);
            self.touched.notices.insert(spare);
        }
        directory.notices.insert(notice.id(), notice.clone());
        self.touched.notices.insert(notice.id());
    }

    /// Remembers whether somebody can be written to.
    pub(super) fn bar(&mut self, at: Instant, event: &Event) {
        let of = match event {
            Event::OutboundFailed { outbound, .. } => {
                self.outbounds.get(outbound).map(|known| (&known.to, known.begun_at.unwrap_or(at)))
            }
            Event::MessageHeardDirectly { message, .. } => {
                self.messages.get(message).map(|heard| (heard.identity(), heard.sent_at))
            }
            _ => None,
        };
        // Nobody copies a directory for what changes nothing in it.
        let Some(barred) = self.directory.barred_by(event, of, at) else { return };
        self.touched.barred.insert(barred.person.clone());
        Arc::make_mut(&mut self.directory).barred.insert(barred.person.clone(), barred);
    }
}
