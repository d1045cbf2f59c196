//! Messages wanted: what is to be said to whom, about what, when at the earliest, and what became of it.

mod failure;
mod glimpse;
mod terms;

pub use failure::{Failure, Remedy};
pub(crate) use glimpse::Gist;
pub use glimpse::Glimpse;
pub use terms::{Hindrance, PeopleBegun, Terms};

use crate::choice::{Choice, Offer};
use crate::id::{MessageId, OutboundId, PersonId, TicketNumber};
use crate::message::{Handle, Subject};
use crate::ticket::words;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
        /// To call somebody to help at once.
        Help = "help",
        /// To answer an order or a question.
        Reply = "reply",
        /// To tell those who reported it how it goes.
        Progress = "progress",
        /// To tell those who reported it that it is over.
        Closure = "closure",
        /// To tell whoever leads that we may be deaf.
        Warning = "warning",
        /// What a member writes to them about a ticket, in the member's own words.
        Letter = "letter",
        /// To bring them a report.
        Handout = "handout",
        /// To tell the next shift what it takes over.
        Handover = "handover",
        /// To tell whoever leads that a fault keeps coming back.
        Repeat = "repeat",
        /// To ask a manager whether a job may cost so much, and to tell whoever has it.
        Quote = "quote",
        /// To ask a manager whether a pause stands, and to tell whoever says it does not.
        Pause = "pause",
        /// To tell who is on call by turns, to whoever is or was to be.
        OnCall = "on_call",
        /// To show by an emoji on their message that it was seen.
        Nod = "nod",
    }
}

words! {
    /// Why a message that was wanted is not sent.
    Withdrawal {
        /// The answer came before it left.
        Answered = "answered",
        /// A member decided so.
        Declined = "declined",
        /// What it asks about may have been said and not been heard.
        Unheard = "unheard",
        /// Whoever said what it answers took that back.
        Revoked = "revoked",
        /// It is said together with what was wanted at the same instant.
        Folded = "folded",
    }
}

words! {
    /// Where a message that was wanted stands.
    State {
        /// Not sent yet.
        Waiting = "waiting",
        /// Being handed to the channel; whether it was taken is not known.
        Begun = "begun",
        /// Taken by the channel, or sent by hand.
        Sent = "sent",
        /// On the other's phone.
        Delivered = "delivered",
        /// Opened there.
        Read = "read",
        /// The channel refused it for good.
        Failed = "failed",
        /// The answer came, or what it answers went, before it left; it may be wanted again.
        Withdrawn = "withdrawn",
        /// A member decided against it.
        Declined = "declined",
    }
}

impl State {
    /// Whether the other side has it, or will as far as we know.
    pub fn is_out(self) -> bool {
        matches!(self, Self::Sent | Self::Delivered | Self::Read)
    }

    /// How far the channel says it came; it only ever goes up.
    pub fn rank(self) -> u8 {
        match self {
            Self::Waiting | Self::Begun | Self::Failed | Self::Withdrawn | Self::Declined => 0,
            Self::Sent => 1,
            Self::Delivered => 2,
            Self::Read => 3,
        }
    }
}

/// As what a message goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dress {
    /// In its own words, inside the service window, with buttons where it offers answers.
    Words,
    /// The same without buttons: the answers are written out.
    Plain,
    /// As an emoji on the message that it answers.
    Nod,
    /// As a file with its words beside it.
    Paper,
    /// As a template that WhatsApp approved.
    Template {
        /// Its name.
        name: String,
        /// The language it is in, as WhatsApp spells it.
        language: String,
        /// Whether it has the buttons that its sentence offers.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        has_buttons: bool,
    },
}

/// What went wrong with a message last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it was.
    pub failure: Failure,
    /// The channel's number for it.
    pub code: Option<u32>,
    /// When we learnt of it.
    pub at: Instant,
}

/// What a member writes to somebody, about a ticket or to answer a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The name it gets; a second letter of this name is the same form sent twice.
    pub outbound: OutboundId,
    /// What it is written because of.
    pub occasion: Occasion,
    /// Its words.
    pub text: String,
}

/// What a letter is written because of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// A ticket, to somebody who has a part in it.
    Ticket(TicketNumber, PersonId),
    /// A message, to whoever said it; with where the channel has it, if it can be quoted.
    Message(MessageId, Option<Onto>),
}

impl Letter {
    /// Longest words of a letter, in characters: what fits into a template's gap with the sentence around it.
    pub const CHARS_MAX: usize = 480;
}

/// A report that somebody is brought: a link that opens it without a login, and the file where the channel has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// The name its message gets; a second one of this name is the same brought twice.
    pub outbound: OutboundId,
    /// Who is to read it.
    pub to: PersonId,
    /// What it is called.
    pub title: String,
    /// What it says in short; none where the link says enough.
    pub summary: Option<Summary>,
    /// The link.
    pub link: String,
    /// The file.
    pub paper: Option<Paper>,
}

/// What a report says in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its lines.
    pub text: String,
    /// The BCP 47 tag of their language.
    pub language: String,
}

/// A document that was handed to the channel beforehand, to be sent; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The channel's name for it, which holds for longer than a message may wait.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// The message of somebody's that one of ours is put on, or answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// The message.
    pub message: MessageId,
    /// Where the channel has it; none when erased, or when it cannot be quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onto: Option<Onto>,
}

/// A message as its channel knows it; personal, because channels write numbers into names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Onto {
    /// The channel's own name for it, letter by letter.
    pub channel_name: String,
    /// The channel's own name for the group it was said in; none when it was said to us alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// A template with what fills its gaps; personal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The template's name.
    pub name: String,
    /// What fills its gaps, by their names.
    pub gaps: BTreeMap<String, String>,
}

/// What a channel says when it took a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The lasting name of the message, the same that a reply to it quotes.
    pub external: String,
    /// The channel's own name, letter by letter; personal.
    pub channel_name: String,
    /// Under which addresses the channel knows whom it went to; personal.
    pub also: Vec<Handle>,
}

/// What a channel tells of a message later.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Which message, by the names the channel gave it.
    pub accepted: Accepted,
    /// What became of it.
    pub word: Word,
}

/// What became of a message that the channel had taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It came so far: sent, delivered or read.
    Reached(State),
    /// It did not arrive.
    Failed(Failure, Option<u32>),
}

/// That something is to be said, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Our name for it.
    pub outbound: OutboundId,
    /// Who is to read it.
    pub to: PersonId,
    /// Why.
    pub purpose: Purpose,
    /// What it speaks of.
    pub about: Vec<Subject>,
    /// Which rung of its ladder it is.
    pub rung: u8,
    /// The language it is written in.
    pub language: String,
    /// When it may leave at the earliest.
    pub not_before: Instant,
    /// What it offers beside its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Offer>,
    /// The message that it is put on, when it is an emoji and no words, or that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onto: Option<MessageId>,
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
    /// What it offers beside its words.
    pub offer: Option<Offer>,
    /// The answer that was last chosen of it.
    pub chosen: Option<Choice>,
    /// When it was wanted.
    pub wanted_at: Instant,
    /// Where it stands.
    pub state: State,
    /// The channel's lasting name for it, when the channel took it.
    pub external: Option<String>,
    /// As what it was last handed to the channel.
    pub dress: Option<Dress>,
    /// When it was last handed to the channel.
    pub begun_at: Option<Instant>,
    /// How often it was handed to the channel.
    pub tries: u32,
    /// When it may be tried again at the earliest.
    pub again_at: Option<Instant>,
    /// When the channel, or a member, said where it stands.
    pub told_at: Option<Instant>,
    /// What went wrong with it last.
    pub trouble: Option<Trouble>,
    /// Whether the channel told of a second message under our mark.
    pub doubled: bool,
    /// When its words went because their time was over.
    pub words_gone_at: Option<Instant>,
    /// Its words; empty when erased.
    pub text: String,
    /// The template that says the same; none when erased, or when there is none.
    pub template: Option<Filled>,
    /// The message that it is put on, when it is an emoji and no words, or that it answers.
    pub quoted: Option<Quoted>,
    /// The document that it brings; none when erased.
    pub paper: Option<Paper>,
}

impl Outbound {
    /// Tickets and days of tasks that one message may speak of; the rest goes into another.
    pub const ABOUT_MAX: usize = 8;

    /// How long it may wait: what was not said by then is no longer worth saying, in minutes.
    pub const STALE_MINUTES: i64 = 24 * 60;

    /// The document that it still brings: none once the channel could not bring it along, and the words go without.
    pub fn paper(&self) -> Option<&Paper> {
        let is_refused = self.trouble.is_some_and(|trouble| trouble.failure == Failure::Media);
        self.paper.as_ref().filter(|_| !is_refused)
    }

    /// Whether its subject was asked about with it, so that it is not asked again.
    pub fn stands(&self) -> bool {
        self.state != State::Withdrawn
    }
}
