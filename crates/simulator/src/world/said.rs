//! What was said: a line of a chat.

use std::collections::BTreeMap;

/// A file that was sent.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// What it is.
    pub mime: String,
    /// What it is called, when it is.
    pub name: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Until when the address last given out for it leads to it, in microseconds.
    pub address_until_us: i64,
    /// Until when it is kept, in microseconds.
    pub until_us: i64,
}

impl std::fmt::Debug for File {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} bytes of {}", self.bytes.len(), self.mime)
    }
}

/// What choices stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Buttons of a message.
    Buttons,
    /// Rows of a list.
    List,
    /// Buttons of a template.
    Template,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A file, of a kind such as `image`, with its words.
    File {
        /// image, audio, video, document or sticker.
        kind: String,
        /// Its id.
        id: String,
        /// Its words.
        caption: String,
    },
    /// A pin.
    Location {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// Words with buttons, or with a list behind one: id and title of each.
    Choice {
        /// The words.
        text: String,
        /// What can be chosen.
        options: Vec<(String, String)>,
        /// What they stand on.
        on: On,
        /// The id of the picture above the words.
        picture: Option<String>,
    },
    /// Words with a button that sends a place.
    Whereabouts(String),
    /// Words with a button that opens an address: words, label, address.
    Link(String, String, String),
    /// Anything else, as a phone without it would show it.
    Other(String),
}

/// Whether a message of the business arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tick {
    /// Taken.
    Sent,
    /// On the phone.
    Delivered,
    /// Looked at.
    Read,
    /// Not delivered, with the code of the reason.
    Failed(u32),
}

/// One line of a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The name of its message.
    pub wamid: String,
    /// Whose it is, by their number; none of the business.
    pub author: Option<String>,
    /// When, in microseconds since 1970.
    pub at_us: i64,
    /// What it says.
    pub content: Content,
    /// The message it quotes.
    pub quotes: Option<String>,
    /// Who reacted, and how; the business by an empty name.
    pub reactions: BTreeMap<String, String>,
    /// Whether it arrived; what people say has arrived, and was read once the business marks it so.
    pub tick: Tick,
    /// Whether it was passed on from elsewhere.
    pub is_forwarded: bool,
    /// What the business said it was, to find it again.
    pub opaque: Option<String>,
}

impl Line {
    /// What the business says.
    #[must_use]
    pub fn of_business(wamid: String, content: Content, at_us: i64, tick: Tick) -> Self {
        Self {
            wamid,
            author: None,
            at_us,
            content,
            quotes: None,
            reactions: BTreeMap::new(),
            tick,
            is_forwarded: false,
            opaque: None,
        }
    }
}
