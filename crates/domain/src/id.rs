//! Typed names of things, so that a ticket's can never stand where a person's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Names a thing by text that is already known to name it.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A customer; the owner of one journal.
    OrgId
    /// A place under one management.
    SiteId
    /// A spot inside a site.
    PlaceId
    /// A human known by one or more handles.
    PersonId
    /// An outside company that does work.
    VendorId
    /// Work expected without anyone reporting.
    TaskId
    /// What was promised to whom.
    AgreementId
    /// Which hours count.
    CalendarId
    /// Who is told when something is not answered.
    LadderId
    /// To whom some tickets go.
    DutyId
    /// Who is on call by turns.
    RotaId
    /// From which cost on somebody has to agree.
    ApprovalId
    /// A chat on a channel.
    ConversationId
    /// One message, by our name for it.
    MessageId
    /// A message we want to say.
    OutboundId
    /// One run of reading an exported chat.
    ImportId
    /// A medium by the SHA-256 of its bytes, in hex.
    Digest
}

impl PersonId {
    /// Who speaks as our own number.
    const HOUSE: &str = "our-own-number";

    /// Ourselves, as whoever types in the business app of our number.
    pub fn house() -> Self {
        Self::new(Self::HOUSE)
    }

    /// Whether it is ourselves.
    pub fn is_house(&self) -> bool {
        self.as_str() == Self::HOUSE
    }
}

/// A ticket's number, unique in its organisation and never given twice; shown as `T-104`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TicketNumber(pub u32);

impl fmt::Display for TicketNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "T-{}", self.0)
    }
}

impl std::str::FromStr for TicketNumber {
    type Err = NotATicketNumber;

    /// Reads `T-104`, `t104`, `#104` or `104`.
    fn from_str(text: &str) -> Result<Self, NotATicketNumber> {
        let digits = text.trim().trim_start_matches(['#', 'T', 't', '-']);
        digits.parse().map(Self).map_err(|_| NotATicketNumber)
    }
}

/// The text is no ticket number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a ticket number looks like T-104")]
pub struct NotATicketNumber;
