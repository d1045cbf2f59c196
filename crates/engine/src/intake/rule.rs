//! What a rule makes of a message, where no reader is asked.

use super::Intake;
use domain::draft::Draft;
use domain::id::MessageId;
use domain::message::Interpretation;
use domain::request::{Actor, Command, Proposal};
use domain::time::Instant;

impl Intake {
    /// Holds a message to mean something by a rule, from which nothing new comes.
    pub(super) fn hold(&mut self, draft: &mut Draft, now: Instant, message: &MessageId, meaning: Interpretation) {
        let proposal = Proposal::of(message.clone(), meaning);
        let request = self.request(now, Actor::Reader, Command::Interpret(Box::new(proposal)));
        let _refused = draft.ask(request);
    }
}
