//! Who cannot be reached by WhatsApp, or does not want to be, and until when.

use crate::directory::Directory;
use crate::event::Event;
use crate::id::PersonId;
use crate::outbound::Failure;
use crate::situation::Situation;
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

    /// What an event says of whether somebody can be written to; `of` is whom the message went to, or came from, that it tells
    /// of, and when. Nothing where that changes nothing.
    pub(crate) fn barred_by(&self, event: &Event, of: Option<(&PersonId, Instant)>, at: Instant) -> Option<Barred> {
        match event {
            // What is tried again otherwise has not failed for good.
            Event::OutboundFailed { why: (failure, _), again_at: None, .. } => self.failed(of?, Bar::of(*failure)?),
            Event::PersonPreferred { person, stops, said_at } => {
                Some(Barred { person: self.who(person).clone(), why: stops.then_some(Bar::OptedOut), at: *said_at })
            }
            Event::MessageReceived { sender, phone, sent_at, import: None, overheard: false, .. } => {
                self.wrote(phone.as_ref().unwrap_or(sender), *sent_at)
            }
            Event::MessageHeardDirectly { .. } => of.and_then(|(from, sent_at)| self.wrote(from, sent_at)),
            Event::PersonReached { person } | Event::PersonDefined { person, .. } => self.mended(person, at),
            Event::PeopleMerged { person, into, .. } => match self.barred.get(person) {
                Some(known) => self.joined(known, into),
                // They have another address now.
                None => self.mended(into, at),
            },
            Event::PeopleSplit { person, from, .. } => {
                Some(Barred { person: person.clone(), ..self.barred.get(from)?.clone() })
            }
            _ => None,
        }
    }

    /// That a message which left at an instant did not reach somebody. It says less than their own wish, and nothing of whoever
    /// could be written to again since.
    fn failed(&self, (to, left_at): (&PersonId, Instant), why: Bar) -> Option<Barred> {
        let to = self.who(to);
        let is_settled = self.barred.get(to).is_some_and(|known| match known.why {
            Some(known) => known == Bar::OptedOut && why != Bar::OptedOut,
            None => known.at > left_at,
        });
        (!is_settled).then(|| Barred { person: to.clone(), why: Some(why), at: left_at })
    }

    /// That somebody wrote to us.
    fn wrote(&self, from: &PersonId, sent_at: Instant) -> Option<Barred> {
        let known = self.barred.get(self.who(from))?;
        known.lifted(sent_at).filter(|_| known.at <= sent_at)
    }

    /// That somebody has another address, or was described anew: the number is tried again.
    fn mended(&self, person: &PersonId, at: Instant) -> Option<Barred> {
        let known = self.barred.get(self.who(person))?;
        known.lifted(at).filter(|_| known.why == Some(Bar::Unreachable))
    }

    /// That somebody turned out to be another: what is known of either holds of both, their own wish before all else.
    fn joined(&self, known: &Barred, into: &PersonId) -> Option<Barred> {
        let outweighs = |other: &Barred| match (other.why, known.why) {
            (Some(Bar::OptedOut), Some(Bar::Unreachable | Bar::Spared)) => true,
            (Some(Bar::Unreachable | Bar::Spared), Some(Bar::OptedOut)) => false,
            _ => other.at >= known.at,
        };
        let is_outweighed = self.barred.get(into).is_some_and(outweighs);
        (!is_outweighed).then(|| Barred { person: into.clone(), ..known.clone() })
    }
}

impl Barred {
    /// The same once they can be written to again.
    fn lifted(&self, at: Instant) -> Option<Self> {
        self.why.is_some().then(|| Self { person: self.person.clone(), why: None, at })
    }
}

impl Situation {
    /// Why somebody whose chat is in mind is not written to, and until when. Whoever wrote since wants to hear, though we learnt
    /// only later that a message had not reached them.
    pub(crate) fn bar_of(&self, person: &PersonId, at: Instant) -> Option<(Bar, Option<Instant>)> {
        let known = self.directory.barred.get(self.directory.who(person))?;
        let has_written = self.last_wrote(person).is_some_and(|wrote| wrote > known.at);
        self.directory.bar(person, at).filter(|_| !has_written)
    }
}
