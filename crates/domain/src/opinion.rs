//! Second opinions: what a model server says of a message that no reader was sure of, and what that comes to.

use crate::id::{MessageId, PlaceId};
use crate::message::{Interpretation, Kind, Subject};
use crate::ticket::{Assignee, Category, Priority, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a second opinion comes to.
    Stance {
        /// It says the same: nobody need look any more.
        Agrees = "agrees",
        /// It says otherwise, and is acted on; a member looks.
        Raises = "raises",
        /// It says otherwise, and would take something away: all stays as it is, and a member looks.
        Differs = "differs",
        /// It rests on words that nobody said, and is not believed.
        Unfounded = "unfounded",
    }
}

words! {
    /// A part of a second opinion that was left out, because there is no such thing.
    Part {
        /// The place.
        Place = "place",
        /// The ticket.
        Ticket = "ticket",
        /// The task.
        Task = "task",
        /// The person or vendor.
        Assignee = "assignee",
    }
}

/// What a model server says of a message. It is neither trusted nor obeyed: deciding looks at each part.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The message.
    pub message: MessageId,
    /// The model that says so.
    pub by: String,
    /// The reading it was asked about; what was read since is not touched.
    pub before: Interpretation,
    /// What the message does.
    pub kind: Kind,
    /// The trade, for an issue.
    pub category: Option<Category>,
    /// The urgency, for an issue.
    pub priority: Option<Priority>,
    /// The place.
    pub place: Option<PlaceId>,
    /// The ticket or task it speaks of; an issue that speaks of none is a new one.
    pub about: Option<Subject>,
    /// Who is told to do it.
    pub assignee: Option<Assignee>,
    /// The words of the message that it rests on; personal.
    pub evidence: Vec<String>,
    /// Parts that were left out because they name nothing.
    pub dropped: Vec<Part>,
}

/// A second opinion as it is recorded. The words it rests on stand beside it and are personal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Advised {
    /// The message.
    pub message: MessageId,
    /// The model that said so.
    pub by: String,
    /// What it came to.
    pub stance: Stance,
    /// What it says that the message does.
    pub kind: Kind,
    /// The trade it says.
    pub category: Option<Category>,
    /// The urgency it says.
    pub priority: Option<Priority>,
    /// The place it says.
    pub place: Option<PlaceId>,
    /// What it says that the message speaks of.
    pub about: Option<Subject>,
    /// Parts that were left out because they name nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Part>,
}

impl Opinion {
    /// How much evidence is kept.
    pub const EVIDENCE_MAX: usize = 4;

    /// Whether it rests on words that were said, and on nothing else. Spaces and capitals do not matter.
    pub fn is_founded(&self, said: &str) -> bool {
        let said = plain(said);
        let rests = |quote: &String| {
            let quote = plain(quote);
            !quote.is_empty() && said.contains(&quote)
        };
        !self.evidence.is_empty() && self.evidence.iter().all(rests)
    }
}

/// A text in small letters, with one space between words.
fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::{Band, Reader};

    #[test]
    fn an_opinion_rests_on_words_that_were_said() {
        let of = |evidence: &[&str]| Opinion {
            message: MessageId::new("m"),
            by: "model".into(),
            before: Interpretation {
                by: Reader::Embedded("1".into()),
                kind: Kind::Chatter,
                category: None,
                priority: None,
                place: None,
                about: None,
                confidence: 0.4,
                band: Band::Triage,
                language: "en".into(),
            },
            kind: Kind::Issue,
            category: None,
            priority: None,
            place: None,
            about: None,
            assignee: None,
            evidence: evidence.iter().map(|quote| (*quote).to_owned()).collect(),
            dropped: Vec::new(),
        };
        let said = "Boss the  pump\nroom smells funny lah";
        for (evidence, holds) in [
            (vec!["pump room"], true),
            (vec!["Pump Room smells"], true),
            (vec!["boss", "funny lah"], true),
            (vec!["pump room", "flood"], false),
            (vec!["pumproom"], false),
            (vec![""], false),
            (vec![" \n"], false),
            (vec![], false),
        ] {
            assert_eq!(of(&evidence).is_founded(said), holds, "{evidence:?}");
        }
    }
}
