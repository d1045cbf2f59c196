//! An event with what is personal about it, which is kept apart so that it can be erased.

use super::Event;
use crate::message::{Geo, Handle};
use crate::outbound::{Filled, Onto, Paper};
use serde::{Deserialize, Serialize};

/// What is personal about an event: kept beside it, hashed with salt, erasable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Personal {
    /// Words of a message, of a ticket's title or of a note.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A person's or a conversation's name, or a file's.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Addresses of a person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub handles: Vec<Handle>,
    /// Addresses that are theirs no longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Handle>,
    /// Why a reader thinks so, strongest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// A live channel's own name for a message; people's numbers are written into it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub channel_name: String,
    /// What a live channel says beside a message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub beside: String,
    /// The template that says the same as the words, filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<Filled>,
    /// The message that an emoji is put on, as its channel knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub onto: Option<Onto>,
    /// Where the pin of a message is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<Geo>,
    /// The document that a message brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
}

impl Personal {
    /// Nothing personal.
    pub fn none() -> Self {
        Self::default()
    }

    /// Words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A name alone.
    pub fn name(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Whether there is nothing to keep apart.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// An event with what is personal about it: what a decision yields and the journal keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What happened.
    pub event: Event,
    /// What is personal about it.
    pub personal: Personal,
}

impl From<Event> for Change {
    fn from(event: Event) -> Self {
        Self { event, personal: Personal::none() }
    }
}

impl Event {
    /// This event with what is personal about it.
    pub fn with(self, personal: Personal) -> Change {
        Change { event: self, personal }
    }
}
