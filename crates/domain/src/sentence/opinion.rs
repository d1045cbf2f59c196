//! What models said of messages, as sentences.

use super::{Saying, name, said, words};
use crate::opinion::{Advised, Stance};
use crate::voice::Transcribed;

/// What a second opinion said, and what it came to.
pub(super) fn of_opinion(advised: &Advised) -> Saying {
    let gaps = [("model", name(&advised.by)), ("kind", words::kind(advised.kind))];
    match advised.stance {
        Stance::Agrees => said("Second opinion ({model}): {kind}, too", gaps),
        Stance::Raises => said("Second opinion ({model}): {kind}; a member is to look", gaps),
        Stance::Differs => said("Second opinion ({model}): {kind}; nothing was taken away, a member is to look", gaps),
        Stance::Unfounded => {
            let [model, _] = gaps;
            said("Second opinion ({model}): not believed, it rests on words that nobody said", [model])
        }
    }
}

/// Who made out what a voice note says.
pub(super) fn of_voice(transcribed: &Transcribed) -> Saying {
    said("What the voice note says was made out by {model}", [("model", name(&transcribed.transcript.by))])
}
