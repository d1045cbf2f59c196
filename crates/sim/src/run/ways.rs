//! The ways of messages to a channel, held against what may leave: nothing twice, and free text only to whoever wrote.

use super::Broken;
use super::ledger::expect;
use domain::event::Event;
use domain::id::{ConversationId, OutboundId, PersonId};
use domain::message::Circle;
use domain::outbound::Dress;
use domain::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// Free text may follow a person's own message so long, in minutes.
const WINDOW_MINUTES: f64 = 24.0 * 60.0;
/// How long a channel is given to tell of a message that nobody answered for, in minutes.
const DOUBT_MINUTES: f64 = 10.0;

/// Where a message is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Waiting,
    Begun(Instant),
    /// Taken back before it left. It waits again when what answered it is taken out with its import.
    Back,
    /// Out, given up, or taken back after it left.
    Over,
}

/// Where messages are, and who wrote to us alone when.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    to: BTreeMap<OutboundId, PersonId>,
    ways: BTreeMap<OutboundId, Way>,
    partners: BTreeMap<ConversationId, PersonId>,
    wrote: BTreeMap<PersonId, Instant>,
    doubled: BTreeSet<OutboundId>,
}

impl Ways {
    /// Takes in the next event and when it was asked for.
    pub fn take(&mut self, event: &Event, at: Instant) -> Result<(), Broken> {
        match event {
            Event::ConversationMet { conversation, circle: Circle::Direct, with: Some(with), .. } => {
                self.partners.insert(conversation.clone(), with.clone());
            }
            Event::MessageReceived { conversation, sender, sent_at, import: None, .. }
                if self.partners.get(conversation) == Some(sender) =>
            {
                let wrote = self.wrote.entry(sender.clone()).or_insert(*sent_at);
                *wrote = (*sent_at).max(*wrote);
            }
            Event::OutboundWanted(wanted) => {
                self.to.insert(wanted.outbound.clone(), wanted.to.clone());
                self.ways.insert(wanted.outbound.clone(), Way::Waiting);
            }
            Event::OutboundBegun { outbound, dress } => {
                let way = self.ways.insert(outbound.clone(), Way::Begun(at));
                let may = match way {
                    Some(Way::Waiting) => true,
                    Some(Way::Begun(then)) => at.minutes_since(then) >= DOUBT_MINUTES,
                    Some(Way::Back | Way::Over) | None => false,
                };
                expect(may, "nothing leaves twice", || format!("{event:?} at {at:?} after {way:?}"))?;
                let wrote = self.to.get(outbound).and_then(|person| self.wrote.get(person));
                let is_open = wrote.is_some_and(|wrote| at.minutes_since(*wrote) < WINDOW_MINUTES);
                let may = is_open || matches!(dress, Dress::Template { .. });
                expect(may, "free text goes to whoever wrote within a day", || format!("{event:?} after {wrote:?}"))?;
            }
            Event::OutboundFailed { outbound, again_at, why: (failure, _) } => match again_at {
                Some(_) => self.turn(outbound, Way::Waiting),
                None if *failure == domain::outbound::Failure::Unclear => {}
                None => self.turn(outbound, Way::Over),
            },
            Event::OutboundDoubled { outbound } => {
                let is_new = self.doubled.insert(outbound.clone());
                expect(is_new, "it is told once that something was sent twice", || format!("{event:?}"))?;
            }
            Event::OutboundSent { outbound, .. } => self.turn(outbound, Way::Over),
            Event::OutboundWithdrawn { outbound, .. } => {
                let is_waiting = self.ways.get(outbound) == Some(&Way::Waiting);
                self.turn(outbound, if is_waiting { Way::Back } else { Way::Over });
            }
            Event::ImportRemoved { .. } => {
                for way in self.ways.values_mut().filter(|way| **way == Way::Back) {
                    *way = Way::Waiting;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a message is no longer only waiting.
    pub fn has_left(&self, outbound: &OutboundId) -> bool {
        self.ways.get(outbound).is_none_or(|way| *way != Way::Waiting)
    }

    /// Whether it is known that a message was sent twice.
    pub fn is_doubled(&self, outbound: &OutboundId) -> bool {
        self.doubled.contains(outbound)
    }

    fn turn(&mut self, outbound: &OutboundId, way: Way) {
        self.ways.insert(outbound.clone(), way);
    }
}
