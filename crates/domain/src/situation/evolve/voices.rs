//! What becomes known of a message when somebody hears it.

use crate::event::Personal;
use crate::situation::Situation;
use crate::voice::Transcribed;

impl Situation {
    pub(super) fn transcribe(&mut self, transcribed: &Transcribed, personal: &Personal) {
        let Some(heard) = self.messages.get_mut(&transcribed.message) else { return };
        heard.text.clone_from(&personal.text);
        heard.transcript = Some(transcribed.transcript.clone());
        self.touched.messages.insert(transcribed.message.clone());
        self.learn(&transcribed.message);
    }
}
