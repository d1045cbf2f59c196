//! For how long what is kept is kept: said by an owner for each kind of it, and done at night.

use crate::event::Event;
use crate::id::{MessageId, OutboundId, TicketNumber};
use crate::opinion::Advised;
use crate::time::Instant;
use crate::voice::Transcribed;
use serde::{Deserialize, Serialize};

/// The longest that can be said, in days: a hundred years. Whoever wants longer wants it for ever.
pub const DAYS_MAX: u32 = 36_500;
/// The fewest days that what was said and shown is kept: a month's report, a repair that did not hold and a question
/// about last week all look back that far.
const MONTH_DAYS: u32 = 30;
/// How long it is kept who opened which photo where nobody said otherwise: long enough to ask after a leak is found.
const OPENINGS_DAYS: u32 = 90;

crate::ticket::words! {
    /// A kind of what is kept, which can be kept for a time of its own.
    Trace {
        /// The words of messages, what voice notes say, and the titles of tickets, which repeat them.
        Words = "words",
        /// Photos, films, voice notes and documents.
        Files = "files",
        /// What we wrote to people.
        Letters = "letters",
        /// What channels handed over and could not be taken in, or had no use yet, as it came.
        Raw = "raw",
        /// Who opened which photo, film, file or report.
        Openings = "openings",
    }
}

impl Trace {
    /// The fewest days that it can be kept.
    pub fn days_min(self) -> u32 {
        match self {
            Self::Words | Self::Files | Self::Letters | Self::Openings => MONTH_DAYS,
            Self::Raw => 1,
        }
    }

    /// For how many days it is kept where nobody said otherwise; none for ever.
    pub fn usual_days(self) -> Option<u32> {
        match self {
            Self::Words | Self::Files | Self::Letters | Self::Raw => None,
            Self::Openings => Some(OPENINGS_DAYS),
        }
    }

    /// What it is, as a heading says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "Words of messages",
            Self::Files => "Photos and other files",
            Self::Letters => "What we wrote",
            Self::Raw => "Raw deliveries",
            Self::Openings => "Who opened which photo",
        }
    }
}

/// For how long one kind is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// What is kept.
    pub trace: Trace,
    /// For how many days; none for ever.
    pub days: Option<u32>,
}

impl Retention {
    /// Whether it can be kept so.
    ///
    /// # Errors
    /// What is the matter with the days.
    pub fn check(&self) -> Result<(), BadRetention> {
        match self.days {
            Some(days) if days < self.trace.days_min() => Err(BadRetention::TooShort(self.trace)),
            Some(days) if days > DAYS_MAX => Err(BadRetention::TooLong),
            Some(_) | None => Ok(()),
        }
    }
}

/// A time for which nothing can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRetention {
    /// Too few days.
    #[error("{}: keep them for at least {} days, or for ever", .0.name(), .0.days_min())]
    TooShort(Trace),
    /// Too many days.
    #[error("at most {DAYS_MAX} days can be said; leave the days out to keep it for ever")]
    TooLong,
}

/// What was removed in one go because its time was over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expired {
    /// What.
    pub trace: Trace,
    /// For how many days it is kept.
    pub days: u32,
    /// What is older than this is over its time.
    pub before: Instant,
    /// The messages whose words or file went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<MessageId>,
    /// The tickets that these speak of; the titles of those that one of them opened went, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tickets: Vec<TicketNumber>,
    /// The messages of ours whose words went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<OutboundId>,
    /// How many of them there were.
    pub count: u64,
    /// How many entries lost their personal part.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub entries: u64,
}

impl Expired {
    /// Nothing yet of what is older than an instant.
    pub fn none(trace: Trace, days: u32, before: Instant) -> Self {
        let (messages, tickets, letters) = (Vec::new(), Vec::new(), Vec::new());
        Self { trace, days, before, messages, tickets, letters, count: 0, entries: 0 }
    }

    /// Whether what is personal about an event goes with what went: it is the words of a message, or repeats them.
    pub fn takes(&self, event: &Event) -> bool {
        match (self.trace, event) {
            (
                Trace::Words,
                Event::MessageReceived { message, .. }
                | Event::MessageEdited { message, .. }
                | Event::MessageInterpreted { message, .. }
                | Event::OpinionGiven(Advised { message, .. })
                | Event::VoiceTranscribed(Transcribed { message, .. })
                | Event::TicketOpened { message, .. },
            ) => self.messages.contains(message),
            (Trace::Letters, Event::OutboundWanted(wanted)) => self.letters.contains(&wanted.outbound),
            _ => false,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_too_short_or_too_long_is_refused() {
        let check = |trace, days| Retention { trace, days }.check();
        let table = [
            (Trace::Words, Some(29), Err(BadRetention::TooShort(Trace::Words))),
            (Trace::Words, Some(30), Ok(())),
            (Trace::Raw, Some(0), Err(BadRetention::TooShort(Trace::Raw))),
            (Trace::Raw, Some(1), Ok(())),
            (Trace::Files, Some(DAYS_MAX + 1), Err(BadRetention::TooLong)),
            (Trace::Files, None, Ok(())),
        ];
        for (trace, days, expected) in table {
            assert_eq!(check(trace, days), expected, "{trace} {days:?}");
        }
        let error = check(Trace::Words, Some(3)).unwrap_err().to_string();
        assert_eq!(error, "Words of messages: keep them for at least 30 days, or for ever");
    }
}
