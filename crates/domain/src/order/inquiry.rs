//! Questions that the record answers, and reports that are asked for: what, about which stretch of time, and where to look.

use crate::id::{MessageId, PersonId, PlaceId, SiteId, TicketNumber};
use crate::ticket::words;
use serde::{Deserialize, Serialize};

/// A question that the record answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Inquiry {
    /// The message.
    pub message: MessageId,
    /// The language it is asked in, as a BCP 47 tag; "und" when its words are of none.
    pub language: String,
    /// What is asked.
    pub sought: Sought,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Sought {
    /// How a ticket stands.
    Ticket(TicketNumber),
    /// How the ticket stands that the message was read to speak of.
    News,
    /// How everything stands.
    Overview,
    /// What is open.
    Open(Spot),
    /// What is overdue.
    Overdue(Spot),
    /// What its sender has to do.
    Mine,
    /// Who is at work.
    OnShift(Spot),
    /// Who is on call by turns.
    OnCall(Spot),
    /// A report of some stretch of time, of everything or of the site where it is to look.
    Report(Running, Spot),
}

words! {
    /// Which stretch of time a report is about that somebody asks for: one that runs still.
    Running {
        /// The day.
        Day = "today",
        /// The week.
        Week = "this_week",
        /// The month.
        Month = "this_month",
    }
}

/// That somebody asked for a report, as it is recorded; it leaves by itself then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportAsked {
    /// The message that asks, by which the report is known, too.
    pub message: MessageId,
    /// Who gets it.
    pub to: PersonId,
    /// What it is about.
    pub running: Running,
    /// The one site it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// The BCP 47 tag of the language it is written in: that in which it was asked for, where we speak it.
    pub language: String,
}

/// Where to look: at a site, at a place with all that is part of it, or everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The site.
    pub site: Option<SiteId>,
    /// The place.
    pub place: Option<PlaceId>,
}
