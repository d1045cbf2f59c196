//! What a second opinion changes by itself.

use crate::message::Band;
use crate::opinion::{Advised, Stance};
use crate::situation::Situation;

impl Situation {
    /// Readers that differ are for a member to settle; what else follows from an opinion is told by other events.
    pub(super) fn advise(&mut self, advised: &Advised) {
        let Some(heard) = self.messages.get_mut(&advised.message) else { return };
        if let Some(meaning) = heard.meaning.as_mut().filter(|_| advised.stance == Stance::Differs) {
            meaning.band = Band::Triage;
        }
        self.touched.messages.insert(advised.message.clone());
    }
}
