//! Messages wanted: what is to be said to whom, about what, and when at the earliest.

use crate::id::{OutboundId, PersonId};
use crate::message::Subject;
use crate::ticket::words;
use crate::time::Instant;

words! {
    /// Why somebody is written to.
    Purpose {
        /// To show a reporter that it was seen, with the ticket's number.
        Acknowledgement = "acknowledgement",
        /// To tell somebody that a ticket is theirs.
        Assignment = "assignment",
        /// To name what is missing to whoever owes it.
        Reminder = "reminder",
        /// To tell somebody higher what was not answered.
        Escalation = "escalation",
        /// To ask a reporter whether a fix holds.
        Verification = "verification",
        /// To answer an order or a question.
        Reply = "reply",
    }
}

words! {
    /// Why a message that was wanted is not sent.
    Withdrawal {
        /// The answer came before it left.
        Answered = "answered",
        /// A member decided so.
        Declined = "declined",
    }
}

words! {
    /// Where a message that was wanted stands.
    State {
        /// Not sent yet.
        Waiting = "waiting",
        /// Handed to the channel, or sent by hand.
        Sent = "sent",
        /// The answer came before it left; it may be wanted again.
        Withdrawn = "withdrawn",
        /// A member decided against it.
        Declined = "declined",
    }
}

/// A message wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbound {
    /// Our name for it.
    pub id: OutboundId,
    /// Who is to read it.
    pub to: PersonId,
    /// Why.
    pub purpose: Purpose,
    /// The tickets and days of tasks it speaks of, at least one; none for an answer that names none.
    pub about: Vec<Subject>,
    /// Which rung of its ladder it is; 0 for the first, and where there is no ladder.
    pub rung: u8,
    /// The language it is written in, as a BCP 47 tag.
    pub language: String,
    /// When it may leave at the earliest.
    pub not_before: Instant,
    /// Where it stands.
    pub state: State,
    /// The channel's name for it, when the channel sent it.
    pub external: Option<String>,
    /// Its words; empty when erased.
    pub text: String,
}

impl Outbound {
    /// Tickets and days of tasks that one message may speak of; the rest goes into another.
    pub const ABOUT_MAX: usize = 8;

    /// How long it may wait: what was not said by then is no longer worth saying, in minutes.
    pub const STALE_MINUTES: i64 = 24 * 60;

    /// Whether its subject was asked about with it, so that it is not asked again.
    pub fn stands(&self) -> bool {
        self.state != State::Withdrawn
    }
}
