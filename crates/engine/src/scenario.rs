//! Scenarios: chats in a file, with a directory, to be heard under their own clock.

use crate::roster::Roster;
use domain::id::ConversationId;
use domain::message::{Attachment, Circle, ConversationKey, Form, Geo, Handle, Inbound};
use domain::time::Instant;
use serde::Deserialize;

/// A scenario file, without its truth.
#[derive(Clone, Debug, Deserialize)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// The zone its people live in.
    pub timezone: String,
    /// Sites, places, people, vendors, tasks.
    pub directory: Roster,
    /// Its chats.
    pub chats: Vec<Chat>,
    /// What was said, in order.
    pub messages: Vec<Line>,
}

/// One chat.
#[derive(Clone, Debug, Deserialize)]
pub struct Chat {
    /// Its name in the file.
    pub id: String,
    /// `group` or `direct`.
    pub kind: String,
    /// What its members call it.
    #[serde(default)]
    pub name: String,
    /// The other person of a direct chat.
    #[serde(default)]
    pub with: Option<String>,
}

/// One message.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    /// Its name in the file.
    pub id: String,
    /// The chat it was said in.
    pub chat: String,
    /// The number it came from.
    pub from: String,
    /// When, as RFC 3339.
    pub at: String,
    /// What form it has.
    #[serde(rename = "type")]
    pub form: String,
    /// Its words or caption.
    #[serde(default)]
    pub text: String,
    /// What a voice note says.
    #[serde(default)]
    pub transcript: String,
    /// The emoji of a reaction.
    #[serde(default)]
    pub emoji: String,
    /// A pin.
    #[serde(default)]
    pub geo: Option<Geo>,
    /// The message it quotes or reacts to.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// People it names with @.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Whether it was passed on.
    #[serde(default)]
    pub forwarded: bool,
}

/// What is wrong with a scenario.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// It is no JSON of this shape.
    #[error("the scenario is not valid: {0}")]
    Syntax(#[from] serde_json::Error),
    /// Its zone is unknown.
    #[error("the scenario's timezone “{0}” is not in the IANA database")]
    Zone(String),
    /// Its directory cannot be used.
    #[error(transparent)]
    Roster(#[from] crate::roster::RosterError),
    /// A message cannot be used.
    #[error("message {id}: {reason}")]
    Message {
        /// Its name in the file.
        id: String,
        /// What is wrong.
        reason: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The engine refused a line.
    #[error(transparent)]
    Refused(#[from] domain::refusal::Refusal),
}

impl Scenario {
    /// Reads a file's text.
    ///
    /// # Errors
    /// When it is no scenario.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        Ok(serde_json::from_str(text)?)
    }

    /// One line as a channel would have understood it.
    ///
    /// # Errors
    /// When its time or its chat makes no sense.
    pub fn inbound(&self, line: &Line) -> Result<Inbound, ScenarioError> {
        let bad = |reason: &str| ScenarioError::Message { id: line.id.clone(), reason: reason.to_owned() };
        let chat = self.chats.iter().find(|chat| chat.id == line.chat).ok_or_else(|| bad("its chat is not listed"))?;
        let sent_at: jiff::Timestamp = line.at.parse().map_err(|_| bad("its time is not RFC 3339"))?;
        let form = Form::from_word(&line.form).unwrap_or(Form::Unknown);
        let words = [&line.text, &line.transcript, &line.emoji].into_iter().find(|words| !words.is_empty());
        let sender = Handle::phone(&line.from);
        Ok(Inbound {
            sender_name: line.from.clone(),
            form,
            attachment: form.is_evidence().then(|| Attachment { name: String::new(), digest: None }),
            geo: line.geo,
            reply_to: line.reply_to.clone(),
            mentions: line.mentions.iter().map(|phone| Handle::phone(phone)).collect(),
            forwarded: line.forwarded,
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new(chat.id.clone()),
                    circle: if chat.kind == "direct" { Circle::Direct } else { Circle::Group },
                    name: chat.name.clone(),
                    with: chat.with.as_deref().map(Handle::phone),
                },
                line.id.clone(),
                sender,
                Instant::from_timestamp(sent_at),
                words.cloned().unwrap_or_default(),
            )
        })
    }
}
