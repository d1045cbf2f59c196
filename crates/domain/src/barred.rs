//! Who cannot be reached by WhatsApp, or does not want to be, and until when.

use crate::directory::Directory;
use crate::event::Event;
use crate::id::PersonId;
use crate::outbound::Failure;
use crate::ticket::words;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How long WhatsApp spares somebody, in minutes: a day.
const SPARED_MINUTES: i64 = 24 * 60;

words! {
    /// Why somebody is not written to.
    Bar {
        /// They want no more of these messages.
        OptedOut = "opted_out",
        /// Their number is not on WhatsApp, or cannot be reached.
        Unreachable = "unreachable",
        /// WhatsApp keeps them from more messages for now.
        Spared = "spared",
    }
}

impl Bar {
    /// The same in a sentence, for whoever looks at the person.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::OptedOut => {
                "They asked WhatsApp for no more messages like ours. They are written to again once they write."
            }
            Self::Unreachable => {
                "WhatsApp could not bring them a message: check the number. They are written to again once they write."
            }
            Self::Spared => {
                "WhatsApp spares them more messages for a day. They are written to again after that, or once they write."
            }
        }
    }

    fn of(failure: Failure) -> Option<Self> {
        match failure {
            Failure::OptedOut => Some(Self::OptedOut),
            Failure::Unreachable => Some(Self::Unreachable),
            Failure::Spared => Some(Self::Spared),
            _ => None,
        }
    }
}

/// What is remembered of whether somebody can be written to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Barred {
    /// Who.
    pub person: PersonId,
    /// Why not; none once they can be again.
    pub why: Option<Bar>,
    /// Since when.
    pub at: Instant,
}

impl Directory {
    /// Why somebody is not written to at an instant, and until when, where that is known.
    pub fn bar(&self, person: &PersonId, at: Instant) -> Option<(Bar, Option<Instant>)> {
        let known = self.barred.get(self.who(person))?;
        let until = known.at.plus_minutes(SPARED_MINUTES);
        match known.why? {
            Bar::Spared => (at < until).then_some((Bar::Spared, Some(until))),
            why => Some((why, None)),
        }
    }

    /// Remembers what an event says of whether somebody can be written to; `to` is whom a message went to. Whether that changed.
    pub(crate) fn bar_by(&mut self, event: &Event, to: Option<&PersonId>, at: Instant) -> bool {
        let (person, why, at) = match event {
            // What is tried again otherwise has not failed for good.
            Event::OutboundFailed { why: (failure, _), again_at: None, .. } => match (to, Bar::of(*failure)) {
                (Some(to), Some(why)) => (to, Some(why), at),
                _ => return false,
            },
            Event::PersonPreferred { person, stops, said_at } => (person, stops.then_some(Bar::OptedOut), *said_at),
            Event::MessageReceived { sender, phone, sent_at, import: None, overheard: false, .. } => {
                let wrote = self.who(phone.as_ref().unwrap_or(sender));
                match self.barred.get(wrote).filter(|known| known.why.is_some() && known.at <= *sent_at) {
                    Some(_) => (wrote, None, *sent_at),
                    None => return false,
                }
            }
            _ => return false,
        };
        let person = self.who(person).clone();
        self.barred.insert(person.clone(), Barred { person, why, at });
        true
    }
}
