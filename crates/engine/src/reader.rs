//! Who says what a message means: the built-in mind, or a script that a test wrote.

use brain::mind::Mind;
use domain::id::MessageId;
use domain::message::Inbound;
use domain::opinion::Opinion;
use domain::request::Proposal;
use domain::situation::Situation;

/// A script's answer about one message; none when it has nothing to say.
pub type Script = dyn FnMut(&Situation, &MessageId) -> Option<Proposal> + Send;

/// Somebody who is asked at once about what the reader is not sure of; none when they have nothing to say.
pub type Adviser = dyn FnMut(&Situation, &MessageId) -> Option<Opinion> + Send;

/// A reader of messages.
pub enum Reader {
    /// The built-in reader.
    Mind(Box<Mind>),
    /// Answers made elsewhere, right or wrong on purpose.
    Scripted(Box<Script>),
}

impl Reader {
    /// What the reader holds a message to mean; none when it does not know the message.
    pub fn propose(&mut self, situation: &Situation, message: &MessageId) -> Option<Proposal> {
        match self {
            Self::Mind(mind) => mind.propose(situation, message),
            Self::Scripted(script) => script(situation, message),
        }
    }

    /// Gets ready for messages that are about to be heard.
    pub fn look_ahead<'a>(&self, situation: &'a Situation, said: impl Iterator<Item = &'a Inbound>) {
        if let Self::Mind(mind) = self {
            mind.look_ahead(situation, said);
        }
    }

    /// Forgets what it remembers of a message whose words changed.
    pub fn forget(&mut self, message: &MessageId) {
        match self {
            Self::Mind(mind) => mind.forget(message),
            Self::Scripted(_) => {}
        }
    }
}

impl From<Mind> for Reader {
    fn from(mind: Mind) -> Self {
        Self::Mind(Box::new(mind))
    }
}
