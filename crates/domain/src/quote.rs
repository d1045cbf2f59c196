//! Quotes: what work would cost, whether somebody has to agree, and what they say.

mod money;

pub use money::Money;

use crate::directory::Directory;
use crate::id::{ApprovalId, MessageId, PersonId, SiteId, TicketNumber, VendorId};
use crate::request::Actor;
use crate::ticket::{Assignee, Category, HoldReason, Stage, Ticket};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// From which cost on somebody has to agree, as the directory says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Our name for it.
    pub id: ApprovalId,
    /// What people call it.
    pub name: String,
    /// The site; all when none.
    pub site: Option<SiteId>,
    /// The trades; all when none.
    pub categories: Vec<Category>,
    /// The vendor; whoever has the job when none.
    pub vendor: Option<VendorId>,
    /// What more than this costs, a manager has to agree to.
    pub over: Money,
}

/// An approval that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadApproval {
    /// The amount is none.
    #[error("approval “{0}” is over no amount; write one with its currency, as RM 200")]
    Over(String),
    /// Two say different things of the same work.
    #[error("approvals “{0}” and “{1}” speak of the same work; leave one out")]
    Quarrel(String, String),
}

/// What work on a ticket would cost, as whoever has the job says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// How much.
    pub amount: Money,
    /// Who says so.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
    /// The how-manieth quote of the ticket it is, from one on: an answer says by it which one it was shown.
    #[serde(default)]
    pub number: u32,
    /// Whether somebody has to agree.
    pub is_asked: bool,
    /// Where the ticket stood before it waited for that.
    pub stood: Stage,
    /// Why it waited then already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<HoldReason>,
    /// What was said to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

/// What a manager said to a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether they agree.
    pub is_approved: bool,
    /// Who.
    pub by: Actor,
    /// When.
    pub at: Instant,
}

/// That a quote was given; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The ticket.
    pub ticket: TicketNumber,
    /// How much.
    pub amount: Money,
    /// Who says so.
    pub by: PersonId,
    /// The message that says so.
    pub message: MessageId,
    /// By which line of the directory somebody has to agree; none where it is within what needs no yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalId>,
}

/// That a quote was answered, or its answer taken back; recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The ticket.
    pub ticket: TicketNumber,
    /// How much it was about.
    pub amount: Money,
    /// Whether it was approved; none when the answer was taken back.
    pub is_approved: Option<bool>,
    /// Who.
    pub by: Actor,
    /// The message that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

impl Quote {
    /// The number of the quote that comes after another, or first.
    pub fn next_number(before: Option<&Self>) -> u32 {
        before.map_or(0, |before| before.number).saturating_add(1)
    }

    /// Whether a yes or no is waited for.
    pub fn waits(&self) -> bool {
        self.is_asked && self.verdict.is_none()
    }
}

impl Approval {
    /// Whether it can be used.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self) -> Result<(), BadApproval> {
        if self.over.is_sound() { Ok(()) } else { Err(BadApproval::Over(self.name.clone())) }
    }

    /// Whether another speaks of the very same work.
    pub fn quarrels_with(&self, other: &Self) -> bool {
        let same = (&self.site, &self.vendor, &self.categories) == (&other.site, &other.vendor, &other.categories);
        same && self.id != other.id
    }

    fn is_of(&self, directory: &Directory, ticket: &Ticket) -> bool {
        let vendor = match &ticket.assignee {
            Some(Assignee::Vendor(vendor)) => Some(vendor),
            Some(Assignee::Person(person)) => directory.person(person).and_then(|known| known.vendor.as_ref()),
            None => None,
        };
        let of_site = self.site.is_none() || self.site == ticket.site;
        let of_trade = self.categories.is_empty() || self.categories.contains(&ticket.category);
        of_site && of_trade && (self.vendor.is_none() || self.vendor.as_ref() == vendor)
    }

    /// Whether an amount needs a yes. What is in another currency cannot be compared, so that somebody looks.
    pub fn asks(&self, amount: &Money) -> bool {
        amount.currency != self.over.currency || amount.minor > self.over.minor
    }
}

/// The approval that speaks of a ticket: a vendor's before a site's, a site's before one for some trades, these before one for
/// all.
pub fn approval<'a>(directory: &'a Directory, ticket: &Ticket) -> Option<&'a Approval> {
    let of_it = directory.approvals.values().filter(|approval| approval.is_of(directory, ticket));
    of_it.max_by_key(|one| (one.vendor.is_some(), one.site.is_some(), !one.categories.is_empty(), &one.id))
}
