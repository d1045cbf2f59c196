//! How it changes what may have been heard.

use crate::event::Event;
use crate::hearing::Silence;
use crate::situation::Situation;

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
}
