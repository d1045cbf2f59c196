//! A message as its channel understood it.

use super::{ConversationKey, Form, Geo, Handle};
use crate::id::{Digest, ImportId, OutboundId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A message as a channel understood it, before we know what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inbound {
    /// Where it was said.
    pub conversation: ConversationKey,
    /// The channel's own name for it; unique in its conversation, so hearing it twice is harmless.
    pub external: String,
    /// Who said it.
    pub sender: Handle,
    /// What the channel calls the sender; personal.
    pub sender_name: String,
    /// When it was said.
    pub sent_at: Instant,
    /// What form it has.
    pub form: Form,
    /// Its words, its caption, the emoji of a reaction, or what a voice note says; personal.
    pub text: String,
    /// A file that came with it.
    pub attachment: Option<Attachment>,
    /// Where the pin is.
    pub geo: Option<Geo>,
    /// The message it quotes or reacts to, by the channel's name.
    pub reply_to: Option<String>,
    /// People it names with @.
    pub mentions: Vec<Handle>,
    /// Whether it was passed on from elsewhere.
    pub forwarded: bool,
    /// Whether its sender changed it later. A live channel then gives the words and the time of the change.
    pub edited: bool,
    /// The run of reading an export that brought it.
    pub import: Option<ImportId>,
    /// What only a live channel tells.
    pub live: Option<Live>,
}

/// What a live channel tells of a message beyond its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// The channel's own name for it, letter by letter; personal, because channels write numbers into it.
    pub name: String,
    /// Other addresses of whoever said it.
    pub also: Vec<Handle>,
    /// The answer that was tapped: which one, from 0, of which message of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<(OutboundId, usize)>,
    /// Whether it was said to a number that we listen to and do not answer from.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_overheard: bool,
    /// Whether we said it ourselves: somebody typed it in the business app of our own number, or a bridge heard it from there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_ours: bool,
    /// What the channel says beside it: why it cannot be shown, which advertisement it answers; personal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub beside: String,
}

impl Inbound {
    /// Words, and nothing beside them.
    pub fn said(
        conversation: ConversationKey,
        external: String,
        sender: Handle,
        sent_at: Instant,
        text: String,
    ) -> Self {
        Self {
            conversation,
            external,
            sender,
            sender_name: String::new(),
            sent_at,
            form: Form::Text,
            text,
            attachment: None,
            geo: None,
            reply_to: None,
            mentions: Vec::new(),
            forwarded: false,
            edited: false,
            import: None,
            live: None,
        }
    }

    /// Whether we said it ourselves.
    pub fn is_ours(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.is_ours)
    }
}

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name as sent; personal.
    pub name: String,
    /// Its bytes in the media store, when they were kept.
    pub digest: Option<Digest>,
}
