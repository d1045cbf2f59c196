//! What a chat export says, as plain types; it knows nothing of how the export spells them.

use jiff::civil::DateTime;
use serde::Serialize;

/// One entry of the chat, in the order of the file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// Somebody said something.
    Message(Message),
    /// WhatsApp said something: joins, leaves, subjects, the encryption notice.
    System {
        /// Line of the text where it begins, from 1.
        row: u64,
        /// When, on the exporting phone's clock; the file names no zone.
        at: DateTime,
        /// Its words, without invisible marks.
        text: String,
    },
    /// Something that could not be read; its neighbours are not affected.
    Unreadable {
        /// Line of the text where it begins, from 1.
        row: u64,
        /// Why, as a sentence without its full stop.
        reason: String,
        /// At most 80 characters of it.
        excerpt: String,
    },
}

/// Something that somebody said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Message {
    /// Line of the text where it begins, from 1.
    pub row: u64,
    /// When, on the exporting phone's clock; the file names no zone. Android writes minutes only.
    pub at: DateTime,
    /// Whether the file gave the second; where not, `at` has second 0.
    pub seconds_known: bool,
    /// The sender's name or number as the exporting phone knew it, without invisible marks and the `~` of strangers.
    pub sender: String,
    /// What was said.
    pub body: Body,
    /// Whether the sender changed it afterwards; the first wording is not in the export.
    pub edited: bool,
    /// 32 hexadecimal digits that are the same in every export of this chat by this phone. See the identity module
    /// for what can change it.
    pub external_id: String,
}

/// What a message consists of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// Words only.
    Text(Said),
    /// One or more files, with the words sent along.
    Media {
        /// Never empty.
        attachments: Vec<Attachment>,
        /// The words sent along; empty where there were none.
        caption: Said,
    },
    /// The sender or an administrator took it back.
    Deleted,
    /// A poll, with its votes at the time of the export.
    Poll {
        /// What was asked.
        question: String,
        /// What could be answered.
        options: Vec<PollOption>,
    },
    /// A place on the map.
    Location {
        /// Degrees north, -90 to 90, where the link carried them.
        latitude: Option<f64>,
        /// Degrees east, -180 to 180, where the link carried them.
        longitude: Option<f64>,
        /// The map link, where there was one.
        link: Option<String>,
        /// Whether it was shared for a span of time; the track is not in the export.
        live: bool,
    },
    /// A contact card.
    Contact {
        /// The contact's name, where the card's file name gave it.
        name: Option<String>,
        /// The card's file name, where the export has media.
        file: Option<String>,
    },
    /// A voice or video call.
    Call {
        /// Whether it had pictures.
        video: bool,
        /// Whether nobody took it.
        missed: bool,
        /// The export's own words, which may name the length.
        text: String,
    },
    /// A view-once message; its content is never exported. Android writes `null` or nothing at all for it.
    ViewOnce {
        /// What it was, where the export says so.
        media: Option<MediaKind>,
    },
}

/// Words of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The words, without invisible marks; lines separated by `\n`; a mention reads `@Name`.
    pub text: String,
    /// The names mentioned, without `@`, in order, with repetition.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "attachment", rename_all = "snake_case")]
pub enum Attachment {
    /// The export names a file; [`crate::export::Export::media`] says whether it is there.
    File {
        /// A plain file name, never a path.
        file: String,
        /// What it is, by its name.
        media: MediaKind,
    },
    /// The chat was exported without media.
    Omitted {
        /// What it was, where the export says so.
        media: Option<MediaKind>,
        /// What the file was called, where the export says so.
        name: Option<String>,
    },
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A photo or drawing.
    Image,
    /// Moving pictures with sound.
    Video,
    /// Music or another sound file.
    Audio,
    /// A voice note, recorded in the chat.
    Voice,
    /// Any other file.
    Document,
    /// A sticker.
    Sticker,
    /// Moving pictures without sound.
    Gif,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PollOption {
    /// The answer.
    pub text: String,
    /// How many chose it, at the time of the export.
    pub votes: u32,
}
