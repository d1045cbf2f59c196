//! Taking back what a member did to a ticket: how all of it stood before and after, and that it was put back.

use crate::clock::Course;
use crate::id::{MessageId, PersonId, PlaceId, SiteId, TicketNumber};
use crate::order::Footing;
use crate::ticket::Ticket;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What of a ticket a member can change, as it stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// What an order can change, too.
    pub footing: Footing,
    /// The site.
    pub site: Option<SiteId>,
    /// The place.
    pub place: Option<PlaceId>,
}

impl Stood {
    /// How a ticket stands now.
    pub fn of(ticket: &Ticket) -> Self {
        Self { footing: Footing::of(ticket), site: ticket.site.clone(), place: ticket.place.clone() }
    }
}

/// What of a ticket changes when another becomes part of it, as it stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whole {
    /// When it was reported.
    pub opened_at: Instant,
    /// When somebody first answered.
    pub acknowledged_at: Option<Instant>,
    /// Others who told us of it.
    pub voices: Vec<PersonId>,
    /// Messages about it; as bounded as they are there.
    pub messages: Vec<MessageId>,
    /// Those that show something.
    pub evidence: Vec<MessageId>,
    /// What its clocks know.
    pub course: Course,
}

impl Whole {
    /// How a ticket stands now.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            opened_at: ticket.opened_at,
            acknowledged_at: ticket.acknowledged_at,
            voices: ticket.voices.clone(),
            messages: ticket.messages.clone(),
            evidence: ticket.evidence.clone(),
            course: ticket.course.clone(),
        }
    }

    pub(crate) fn restore(&self, ticket: &mut Ticket) {
        (ticket.opened_at, ticket.acknowledged_at) = (self.opened_at, self.acknowledged_at);
        ticket.voices.clone_from(&self.voices);
        ticket.messages.clone_from(&self.messages);
        ticket.evidence.clone_from(&self.evidence);
        ticket.course.clone_from(&self.course);
    }
}

/// That two tickets which became one are two again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parted {
    /// The one that went on.
    pub from: TicketNumber,
    /// How it stands again.
    pub before: Whole,
    /// Messages about the other again.
    pub messages: Vec<MessageId>,
    /// Those that show something.
    pub evidence: Vec<MessageId>,
}

/// What a member did to a ticket, as long as it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// When.
    pub at: Instant,
    /// How the ticket stood before.
    pub before: Stood,
    /// How it stood then. Once it stands otherwise, somebody moved it on.
    pub after: Stood,
    /// What is parted again when it became part of another, and how that other one stood then.
    pub joined: Option<(Parted, Whole)>,
}

impl Acted {
    /// What was done to a ticket at an instant.
    pub fn between(before: &Ticket, after: &Ticket, at: Instant) -> Self {
        Self { at, before: Stood::of(before), after: Stood::of(after), joined: None }
    }

    /// The same of one that became part of another, which stood so before and stands so after.
    #[must_use]
    pub fn joining(mut self, merged: &Ticket, before: &Ticket, after: &Ticket) -> Self {
        let (messages, evidence) = (merged.messages.clone(), merged.evidence.clone());
        let parted = Parted { from: before.number, before: Whole::of(before), messages, evidence };
        self.joined = Some((parted, Whole::of(after)));
        self
    }
}

/// That what a member did to a ticket was taken back, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutBack {
    /// The ticket.
    pub ticket: TicketNumber,
    /// When it was done: what was wanted since then because of it is not wanted any more.
    pub since: Instant,
    /// How it stands again.
    pub to: Stood,
    /// What was parted from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parted: Option<Parted>,
}
