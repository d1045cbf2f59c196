//! What an address asks of the list of tickets.

use crate::wording::say;
use serde::{Deserialize, Serialize};

/// Which stages a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Work is owed.
    #[default]
    Open,
    /// Work is owed and nobody owns it.
    Unowned,
    /// It needs somebody now: nobody owns it, or it is critical and unanswered.
    Needs,
    /// It is critical, and nobody answered.
    Unanswered,
    /// Said to be fixed.
    Verify,
    /// Verified or closed.
    Done,
    /// Whatever the stage.
    All,
}

impl Group {
    /// In the order they are shown.
    pub const ALL: [Self; 5] = [Self::Open, Self::Unowned, Self::Verify, Self::Done, Self::All];

    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unowned => "unowned",
            Self::Needs => "needs",
            Self::Unanswered => "unanswered",
            Self::Verify => "verify",
            Self::Done => "done",
            Self::All => "all",
        }
    }

    pub(super) fn label(self) -> &'static str {
        say(match self {
            Self::Open => "Open",
            Self::Unowned => "No owner",
            Self::Needs => "Needs you now",
            Self::Unanswered => "Nobody answered yet",
            Self::Verify => "To verify",
            Self::Done => "Done",
            Self::All => "All",
        })
    }
}

/// In which order open tickets are listed. What is searched for, and every other group, comes by last touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The most urgent first, among these the oldest.
    #[default]
    Urgency,
    /// The last touched first.
    Touch,
}

impl Order {
    pub(super) const ALL: [Self; 2] = [Self::Urgency, Self::Touch];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Urgency => "urgency",
            Self::Touch => "touch",
        }
    }

    pub(super) fn label(self) -> &'static str {
        say(match self {
            Self::Urgency => "Most urgent first",
            Self::Touch => "Last touched first",
        })
    }
}

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub group: Group,
    pub order: Order,
    pub category: String,
    pub site: String,
    /// A place by its id.
    pub place: String,
    /// A place by its id, with its parts.
    pub within: String,
    /// Anything for those that came back.
    pub returned: String,
    /// `person:…` or `vendor:…`.
    pub owner: String,
    pub priority: String,
    /// A label of the organisation's own, as `team:plumbers`.
    pub label: String,
    /// A column of the board.
    pub lane: String,
    pub q: String,
    /// The list goes on after this: opaque, made by us.
    pub after: String,
}

impl Asked {
    /// The address that asks for this.
    pub fn href(&self) -> String {
        let pairs = [
            ("group", self.group.word()),
            ("order", self.order.word()),
            ("category", &self.category),
            ("site", &self.site),
            ("place", &self.place),
            ("within", &self.within),
            ("returned", &self.returned),
            ("owner", &self.owner),
            ("priority", &self.priority),
            ("label", &self.label),
            ("lane", &self.lane),
            ("q", &self.q),
            ("after", &self.after),
        ];
        crate::query::href("/tickets", &pairs)
    }

    /// What narrows the list and has no field of its own.
    pub(super) fn narrowing(&self) -> [(&'static str, &str); 6] {
        [
            ("place", &self.place),
            ("within", &self.within),
            ("returned", &self.returned),
            ("owner", &self.owner),
            ("priority", &self.priority),
            ("lane", &self.lane),
        ]
    }

    /// Whether the order is theirs to choose.
    pub(super) fn has_order(&self) -> bool {
        self.group == Group::Open && self.q.is_empty()
    }

    /// Takes off what narrows the list to a place.
    pub(super) fn anywhere(&mut self) {
        self.place.clear();
        self.within.clear();
    }

    /// The address of the list from its start, with something else asked for.
    pub(super) fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut asked = Self { after: String::new(), ..self.clone() };
        change(&mut asked);
        asked.href()
    }
}
