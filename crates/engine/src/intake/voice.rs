//! Reading voice notes, heard or not.

use super::{Intake, READINGS_MAX};
use domain::draft::Draft;
use domain::id::MessageId;
use domain::message::Band;
use domain::request::{Actor, Command};
use domain::time::Instant;

impl Intake {
    /// Reads a voice note that was just heard. What it orders is not done, and it visits no checkpoint: words that somebody
    /// may have misheard move work along, and settle none.
    pub(crate) fn read_voice(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        self.reader.forget(message);
        if self.takes_own_words(draft, now, message) {
            return;
        }
        for _ in 0..READINGS_MAX {
            let Some(proposal) = self.reader.propose(&draft.situation, message) else { return };
            let is_done = proposal.message == *message;
            let request = self.request(now, Actor::Reader, Command::Interpret(Box::new(proposal)));
            let _refused = draft.ask(request);
            if is_done {
                return self.take_at_word(draft, now, message);
            }
        }
    }

    /// Has a member look at a voice note that nobody heard in time.
    pub(crate) fn give_up_voice(&mut self, draft: &mut Draft, now: Instant, message: &MessageId) {
        if self.takes_own_words(draft, now, message) {
            return;
        }
        let Some(mut proposal) = self.reader.propose(&draft.situation, message) else { return };
        if proposal.message != *message {
            return;
        }
        proposal.meaning.band = Band::Triage;
        proposal.reasons.insert(0, "nobody heard this voice note in time".to_owned());
        let request = self.request(now, Actor::Reader, Command::Interpret(Box::new(proposal)));
        let _refused = draft.ask(request);
    }
}
