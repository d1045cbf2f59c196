//! A ticket: tracked work that answers an issue, from report to closure.

use crate::agreement::Target;
use crate::clock::{Course, Promise, Standing};
use crate::id::{ConversationId, MessageId, PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use crate::ladder::Cause;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// Every value, in the order of its declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word as stored and exchanged.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value a word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($text => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.word())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What trade a ticket belongs to.
    Category {
        /// Water in pipes, leaks, drains, toilets.
        Plumbing = "plumbing",
        /// Power, lights, sockets, generators.
        Electrical = "electrical",
        /// Lifts and escalators.
        Lift = "lift",
        /// Cooling, heating, ventilation.
        Hvac = "hvac",
        /// Fire, smoke, alarms, extinguishers.
        FireSafety = "fire_safety",
        /// Intruders, theft, cameras, bad parking.
        Security = "security",
        /// Doors, cards, gates, barriers, intercoms.
        Access = "access",
        /// Dirt, spills, smells.
        Cleaning = "cleaning",
        /// Bins, rubbish, collection.
        Waste = "waste",
        /// Insects, rodents, snakes.
        Pest = "pest",
        /// Trees, grass, gardens.
        Landscaping = "landscaping",
        /// Walls, ceilings, tiles, roofs, paint.
        Structural = "structural",
        /// Networks, screens, computers.
        It = "it",
        /// Injuries and hazards, gas.
        Safety = "safety",
        /// Anything else, noise among it.
        Other = "other",
    }
}

words! {
    /// How soon a ticket must be answered; the first is the most urgent.
    Priority {
        /// Danger to life or property now, or an essential service out for many.
        Critical = "critical",
        /// Serious, today.
        High = "high",
        /// In its turn.
        Normal = "normal",
        /// Cosmetic.
        Low = "low",
    }
}

words! {
    /// Where a ticket stands on its way.
    Stage {
        /// Somebody told us.
        Reported = "reported",
        /// We know what and where it is.
        Classified = "classified",
        /// Somebody was told to own it.
        Assigned = "assigned",
        /// Somebody is on it.
        InProgress = "in_progress",
        /// Work waits, for a reason.
        OnHold = "on_hold",
        /// The doer claims it is fixed.
        Resolved = "resolved",
        /// The claim was false, or it came back.
        Reopened = "reopened",
        /// Someone else says it is fixed.
        Verified = "verified",
        /// Nothing more will happen.
        Closed = "closed",
        /// A second report of another ticket's incident.
        Merged = "merged",
        /// It was no issue.
        Cancelled = "cancelled",
    }
}

impl Stage {
    /// Whether work is still owed: neither verified nor put away.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Verified | Self::Closed | Self::Merged | Self::Cancelled)
    }

    /// Whether the ticket was put away and takes no more messages.
    pub fn is_put_away(self) -> bool {
        matches!(self, Self::Merged | Self::Cancelled)
    }
}

words! {
    /// Why work on a ticket waits.
    HoldReason {
        /// Parts have to come.
        Parts = "parts",
        /// Nobody opens the door.
        Access = "access",
        /// Somebody has to agree to the cost.
        Approval = "approval",
        /// The reporter has to answer.
        Reporter = "reporter",
    }
}

/// Why the clock has to look at a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// A promise comes near, or is missed.
    Target(Target),
    /// Somebody is to be asked or told.
    Rung(Cause),
    /// Whoever it was offered to has not answered.
    Offer,
    /// It was verified long enough ago.
    Closing,
}

impl Due {
    /// Its word, as stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Target(target) => target.word(),
            Self::Rung(cause) => cause.word(),
            Self::Offer => "offer",
            Self::Closing => "close",
        }
    }
}

/// Who owns a ticket.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assignee {
    /// One person.
    Person(PersonId),
    /// An outside company.
    Vendor(VendorId),
}

/// A ticket as decisions see it. What grows without bound, its whole timeline, is a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    /// Its number.
    pub number: TicketNumber,
    /// What it is about, in the reporter's words; empty when erased.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// What trade it belongs to.
    pub category: Category,
    /// How soon it must be answered.
    pub priority: Priority,
    /// The site, when known.
    pub site: Option<SiteId>,
    /// The place, when known.
    pub place: Option<PlaceId>,
    /// Who told us first.
    pub reporter: PersonId,
    /// Others who told us of the same incident, in order.
    pub voices: Vec<PersonId>,
    /// Who owns it.
    pub assignee: Option<Assignee>,
    /// Who claimed the last fix.
    pub claimant: Option<PersonId>,
    /// The message that opened it.
    pub opening: MessageId,
    /// The conversation it was opened in.
    pub conversation: ConversationId,
    /// When it was reported.
    pub opened_at: Instant,
    /// When a message or a member last touched it.
    pub touched_at: Instant,
    /// When somebody first answered.
    pub acknowledged_at: Option<Instant>,
    /// When the last claim of a fix was made.
    pub resolved_at: Option<Instant>,
    /// When it was verified.
    pub verified_at: Option<Instant>,
    /// When nothing more was to happen.
    pub closed_at: Option<Instant>,
    /// Why it waits, while it waits.
    pub hold: Option<HoldReason>,
    /// How often a claim was disputed.
    pub reopened: u32,
    /// The earlier ticket that this one repeats.
    pub recurrence_of: Option<TicketNumber>,
    /// The ticket it was merged into.
    pub merged_into: Option<TicketNumber>,
    /// Messages about it, oldest first; only the last [`Ticket::MESSAGES_MAX`] are kept here.
    pub messages: Vec<MessageId>,
    /// Those among its messages that show something; bounded alike.
    pub evidence: Vec<MessageId>,
    /// What its clocks know.
    pub course: Course,
}

impl Ticket {
    /// How many messages a decision needs to see of one ticket; the rest are in the timeline view.
    pub const MESSAGES_MAX: usize = 200;

    /// How long a verified ticket may still be disputed before it is closed, in minutes: three days.
    const CLOSE_AFTER_MINUTES: i64 = 3 * 24 * 60;

    /// Whether somebody's word that it is fixed can still be disputed: it stands, or was confirmed and is not closed.
    pub fn is_claimed(&self) -> bool {
        matches!(self.stage, Stage::Resolved | Stage::Verified)
    }

    /// When it is to be closed, while it is verified.
    pub fn closes_at(&self) -> Option<Instant> {
        let verified_at = self.verified_at.filter(|_| self.stage == Stage::Verified);
        verified_at.map(|verified_at| verified_at.plus_minutes(Self::CLOSE_AFTER_MINUTES))
    }

    /// When the next of what was promised about it is due, of what nobody answered.
    pub fn due_at(&self) -> Option<Instant> {
        self.owed().filter_map(|promise| promise.due_at).min()
    }

    /// Whether something promised about it waits, and nothing is due meanwhile.
    pub fn is_paused(&self) -> bool {
        self.due_at().is_none() && self.owed().any(|promise| promise.is_paused)
    }

    /// What was promised about it and nobody answered.
    fn owed(&self) -> impl Iterator<Item = &Promise> {
        let promises = self.course.promises.values().filter(|_| !self.stage.is_put_away());
        promises.filter(|promise| promise.settled.is_none())
    }

    /// How a promise about it stands.
    pub fn standing(&self, promise: &Promise) -> Standing {
        promise.standing(self.stage.is_put_away())
    }

    /// When the clock has to look at it again, and why.
    pub fn deadlines(&self) -> impl Iterator<Item = (Due, Instant)> {
        let owed = self.course.promises.iter().filter(|_| !self.stage.is_put_away());
        let owed = owed.filter_map(|(target, promise)| Some((Due::Target(*target), promise.deadline()?)));
        let rungs = self.course.climbs.iter().filter_map(|(cause, climb)| Some((Due::Rung(*cause), climb.due_at?)));
        let offer = self.course.call.as_ref().and_then(|call| call.until);
        let offer = offer.map(|until| (Due::Offer, until));
        owed.chain(rungs).chain(offer).chain(self.closes_at().map(|at| (Due::Closing, at)))
    }
}
