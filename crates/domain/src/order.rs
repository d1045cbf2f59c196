//! Orders given in a chat, and questions asked there: what was told to whom, what stood before, and what is wanted.

mod inquiry;

pub use inquiry::{Inquiry, ReportAsked, Running, Sought, Spot};

use crate::clock::Pause;
use crate::id::{MessageId, PersonId, TaskId, TicketNumber};
use crate::quote::Quote;
use crate::ticket::{Assignee, Category, HoldReason, Priority, Stage, Ticket, words};
use crate::time::{Day, Instant};
use serde::{Deserialize, Serialize};

words! {
    /// What an order does, in one word.
    Verb {
        /// Gives a ticket to somebody.
        Assign = "assign",
        /// Takes it oneself.
        Take = "take",
        /// Says that work has begun.
        Start = "start",
        /// Says why it waits.
        Hold = "hold",
        /// Claims it is fixed.
        Resolve = "resolve",
        /// Confirms the claim.
        Verify = "verify",
        /// Disputes the claim.
        Reopen = "reopen",
        /// Puts it away, verified.
        Close = "close",
        /// Says it was no issue.
        Cancel = "cancel",
        /// Joins it to another.
        Merge = "merge",
        /// Says how soon it must be answered.
        Prioritise = "prioritise",
        /// Writes a note.
        Note = "note",
        /// Agrees to what it would cost.
        Approve = "approve",
        /// Does not agree to it.
        Decline = "decline",
        /// Lets a pause stand.
        Uphold = "uphold",
        /// Strikes a pause.
        Strike = "strike",
        /// Says that a pause is wrong.
        Contest = "contest",
    }
}

/// What a ticket is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Whose it is.
    Assign(Assignee),
    /// It is its sender's.
    Take,
    /// Work has begun.
    Start,
    /// Work waits; without a reason it is asked for.
    Hold(Option<HoldReason>),
    /// It is said to be fixed.
    Resolve,
    /// It is fixed.
    Verify,
    /// It is not fixed.
    Reopen,
    /// Nothing more will happen.
    Close,
    /// It was no issue.
    Cancel,
    /// It is the same as another.
    Merge(TicketNumber),
    /// How soon it must be answered.
    Prioritise(Priority),
    /// Something to remember.
    Note(String),
    /// What it would cost is agreed to.
    Approve,
    /// It is not.
    Decline,
    /// The pause that began then stands.
    Uphold(Instant),
    /// It does not.
    Strike(Instant),
    /// The last pause that nobody contested or judged yet is wrong.
    Contest,
}

impl Deed {
    /// Its word.
    pub fn verb(&self) -> Verb {
        match self {
            Self::Assign(_) => Verb::Assign,
            Self::Take => Verb::Take,
            Self::Start => Verb::Start,
            Self::Hold(_) => Verb::Hold,
            Self::Resolve => Verb::Resolve,
            Self::Verify => Verb::Verify,
            Self::Reopen => Verb::Reopen,
            Self::Close => Verb::Close,
            Self::Cancel => Verb::Cancel,
            Self::Merge(_) => Verb::Merge,
            Self::Prioritise(_) => Verb::Prioritise,
            Self::Note(_) => Verb::Note,
            Self::Approve => Verb::Approve,
            Self::Decline => Verb::Decline,
            Self::Uphold(_) => Verb::Uphold,
            Self::Strike(_) => Verb::Strike,
            Self::Contest => Verb::Contest,
        }
    }
}

/// An order as a message gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// The message.
    pub message: MessageId,
    /// The language it is given in, as a BCP 47 tag; "und" when its words are of none.
    pub language: String,
    /// What it says.
    pub told: Told,
}

impl Order {
    /// The version of the rules by which orders are known, as recorded with them.
    pub const RULES: &str = "orders-1";

    /// The language of what is said without words.
    pub const NO_LANGUAGE: &str = "und";

    /// The ticket that it names by number and does not only say is not fixed: a lift with a number is that, too; and the one whose
    /// pause it says is wrong, which is about nothing else.
    #[must_use]
    pub fn named(&self) -> Option<TicketNumber> {
        match &self.told {
            Told::Ticket { deed: Deed::Reopen, .. } => None,
            Told::Ticket { ticket, deed: Deed::Contest, .. } => Some(*ticket),
            Told::Ticket { ticket, is_named, .. } => is_named.then_some(*ticket),
            Told::Stranger { .. }
            | Told::Namesakes { .. }
            | Told::Undo
            | Told::StandIn(_)
            | Told::Excuse(..)
            | Told::Skip(..) => None,
        }
    }
}

/// What an order says.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// To do something to a ticket.
    Ticket {
        /// The ticket.
        ticket: TicketNumber,
        /// Whether the ticket was named, and not only meant by what the message quotes.
        is_named: bool,
        /// What to do.
        deed: Deed,
    },
    /// To give a ticket to somebody whom the directory does not know.
    Stranger {
        /// The ticket.
        ticket: TicketNumber,
        /// What they were called.
        name: String,
    },
    /// To give a ticket to somebody whose name several have.
    Namesakes {
        /// The ticket.
        ticket: TicketNumber,
        /// Those it may mean.
        people: Vec<Assignee>,
    },
    /// To take back the last order of its sender.
    Undo,
    /// That somebody is on call instead of whoever it would be.
    StandIn(StandIn),
    /// That days of tasks are excused, and why.
    Excuse(Vec<(TaskId, Day)>, String),
    /// That its sender cannot do one of these days of tasks, and why where they say so.
    Skip(Vec<(TaskId, Day)>, String),
}

/// Who is to stand in for whoever is on call by turns, as a message says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// Those it may mean who is to stand in.
    pub who: Vec<Assignee>,
    /// Those it may mean whose turns they take.
    pub instead: Vec<Assignee>,
    /// Until when.
    pub until: Until,
}

/// Until when somebody is to stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Until the turn is over.
    Turn,
    /// Until turns change the next time on any day.
    Morning,
    /// Until turns change on a day.
    Day(Day),
    /// Until some time that is none of these.
    Unread,
}

/// What of a ticket an order can change, as it stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footing {
    /// Where it stands.
    pub stage: Stage,
    /// What trade it belongs to.
    pub category: Category,
    /// How soon it must be answered.
    pub priority: Priority,
    /// Who owns it.
    pub assignee: Option<Assignee>,
    /// Who claimed the last fix.
    pub claimant: Option<PersonId>,
    /// Why it waits.
    pub hold: Option<HoldReason>,
    /// When somebody was first known to be there.
    pub attended_at: Option<Instant>,
    /// When the last claim was made.
    pub resolved_at: Option<Instant>,
    /// When it was verified.
    pub verified_at: Option<Instant>,
    /// When nothing more was to happen.
    pub closed_at: Option<Instant>,
    /// How often a claim was disputed.
    pub reopened: u32,
    /// Stretches in which nothing is owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// The shared phone on which the last claim was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_on: Option<PersonId>,
    /// What it would cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
    /// Whether nobody had answered it yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unanswered: bool,
    /// When it lost whoever had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_at: Option<Instant>,
    /// Since when it was with whoever had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owned_since: Option<Instant>,
    /// How many claims are remembered of it; none where that was not kept yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repairs: Option<u32>,
}

impl Footing {
    /// How a ticket stands now.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            stage: ticket.stage,
            category: ticket.category,
            priority: ticket.priority,
            assignee: ticket.assignee.clone(),
            claimant: ticket.claimant.clone(),
            hold: ticket.hold,
            attended_at: ticket.course.attended_at,
            resolved_at: ticket.resolved_at,
            verified_at: ticket.verified_at,
            closed_at: ticket.closed_at,
            reopened: ticket.reopened,
            pauses: ticket.course.pauses.clone(),
            claimed_on: ticket.course.claimed_on.clone(),
            quote: ticket.course.quote.clone(),
            is_unanswered: ticket.acknowledged_at.is_none(),
            lost_at: ticket.course.lost_at,
            owned_since: ticket.course.owned_since,
            repairs: Some(ticket.course.claims()),
        }
    }

    /// Puts a ticket back to how it stood.
    pub(crate) fn restore(&self, ticket: &mut Ticket) {
        (ticket.stage, ticket.category, ticket.priority) = (self.stage, self.category, self.priority);
        ticket.assignee.clone_from(&self.assignee);
        ticket.claimant.clone_from(&self.claimant);
        (ticket.hold, ticket.reopened) = (self.hold, self.reopened);
        (ticket.resolved_at, ticket.verified_at, ticket.closed_at) =
            (self.resolved_at, self.verified_at, self.closed_at);
        ticket.course.attended_at = self.attended_at;
        let pauses = std::mem::replace(&mut ticket.course.pauses, self.pauses.clone());
        ticket.course.strike(&pauses);
        ticket.course.claimed_on.clone_from(&self.claimed_on);
        ticket.course.quote.clone_from(&self.quote);
        ticket.acknowledged_at = ticket.acknowledged_at.filter(|_| !self.is_unanswered);
        ticket.course.assigned_at = ticket.course.assigned_at.filter(|_| self.assignee.is_some());
        (ticket.course.lost_at, ticket.course.owned_since) = (self.lost_at, self.owned_since);
        ticket.course.take_back(self);
    }
}

/// That an order was taken back, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The message that says so.
    pub message: MessageId,
    /// Who gave the order.
    pub by: PersonId,
    /// The message that had given it.
    pub order: MessageId,
    /// The ticket.
    pub ticket: TicketNumber,
    /// How it stands again.
    pub before: Footing,
}

/// An order that was given, as long as it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The message that gave it.
    pub message: MessageId,
    /// Who gave it.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The ticket.
    pub ticket: TicketNumber,
    /// What it did.
    pub verb: Verb,
    /// How the ticket stood before.
    pub before: Footing,
    /// How it stood then. Once it stands otherwise, somebody moved it on.
    pub after: Footing,
    /// Whether it was taken back.
    pub is_undone: bool,
}

impl Given {
    /// How long an order may be taken back, in minutes.
    pub const UNDO_MINUTES: i64 = 10;

    /// Whether what was ordered at a moment may still be taken back at another.
    pub fn is_fresh(at: Instant, now: Instant) -> bool {
        (0.0..=Self::UNDO_MINUTES as f64).contains(&now.minutes_since(at))
    }

    /// Whether it can be taken back at all: words that were read, and tickets that became one, cannot be parted again.
    pub fn is_lasting(&self) -> bool {
        matches!(self.verb, Verb::Note | Verb::Merge)
    }
}

/// That a message ordered what was done to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// The message.
    pub message: MessageId,
    /// Who gave the order.
    pub by: PersonId,
    /// The ticket.
    pub ticket: TicketNumber,
    /// What it did.
    pub verb: Verb,
    /// How the ticket stood before.
    pub before: Footing,
}
