//! Connecting a number: what is found at each step, what Meta's form asks for, templates handed in.

use super::Door;
use crate::wording::key;

/// How a step of connecting a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Good,
    /// Not done yet, or soon to be mended.
    Missing,
    /// Broken.
    Wrong,
    /// Not looked at, because a step before it is missing.
    Skipped,
}

impl Health {
    /// A sign for it.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Missing => "!",
            Self::Wrong => "✗",
            Self::Skipped => "–",
        }
    }

    /// The same in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => key("Good"),
            Self::Missing => key("Missing"),
            Self::Wrong => key("Wrong"),
            Self::Skipped => key("Not looked at"),
        }
    }
}

/// What was found at one step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The step.
    pub name: &'static str,
    /// How it stands.
    pub health: Health,
    /// The same in a sentence.
    pub words: String,
    /// What mends it; empty when nothing has to be.
    pub remedy: String,
}

/// What became of templates that were handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedIn {
    /// Those that were taken: name and language.
    pub taken: Vec<String>,
    /// Those that were not, each with WhatsApp's reason.
    pub refused: Vec<(String, String)>,
    /// How many were not tried, because WhatsApp said of the last what it would say of all.
    pub left: usize,
}

/// Connecting a number.
pub struct Wizard {
    /// Where Meta is to post.
    pub address: String,
    /// What the handshake proves itself with; none while it is not set.
    pub verify_token: Option<String>,
    /// Looks at each step.
    pub look: Door<(), Vec<Finding>>,
    /// Hands in the templates that WhatsApp does not know, in the languages that people write here.
    pub hand_in: Door<(), HandedIn>,
}
