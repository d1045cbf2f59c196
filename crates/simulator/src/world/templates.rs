//! Templates that were handed in, and how each stands.

use super::World;
use serde_json::{Value, json};

/// A template message that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// Meta's id of it.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// How it stands.
    pub standing: Standing,
    /// The whole of it, as it was submitted.
    pub body: Value,
}

/// How a template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may be sent.
    Approved,
    /// Nobody has decided yet.
    Pending,
    /// It may not be sent.
    Rejected,
    /// It may not be sent for some hours, because of what people said to it.
    Paused,
    /// It may not be sent any more.
    Disabled,
}

impl Standing {
    /// All of them, each with Meta's word.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Approved, "APPROVED"),
        (Self::Pending, "PENDING"),
        (Self::Rejected, "REJECTED"),
        (Self::Paused, "PAUSED"),
        (Self::Disabled, "DISABLED"),
    ];

    /// Meta's word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }
}

impl Template {
    /// As the list of templates shows it.
    #[must_use]
    pub fn listed(&self) -> Value {
        let mut listed = self.body.clone();
        (listed["id"], listed["status"]) = (json!(self.id.to_string()), json!(self.standing.word()));
        listed
    }
}

impl World {
    /// Keeps a template that was handed in, in place of one of the same name and language.
    pub(crate) fn hand_in(&mut self, (name, language): (String, String), standing: Standing, body: Value) -> u64 {
        let id = 8_000_000_000_000_000 + self.number();
        self.templates.retain(|one| (&one.name, &one.language) != (&name, &language));
        self.templates.push(Template { id, name, language, standing, body });
        id
    }

    /// A template by its name and language.
    #[must_use]
    pub fn template(&self, name: &str, language: &str) -> Option<&Template> {
        self.templates.iter().find(|one| one.name == name && one.language == language)
    }

    /// Lets a template stand otherwise. The template then; none when there is none.
    pub(crate) fn stand(&mut self, name: &str, language: &str, standing: Standing) -> Option<Template> {
        let template = self.templates.iter_mut().find(|one| one.name == name && one.language == language)?;
        template.standing = standing;
        Some(template.clone())
    }
}
