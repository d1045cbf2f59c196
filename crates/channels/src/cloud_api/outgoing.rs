//! Requests that send something, as Meta's Cloud API wants them: which fields, and how long each may be.

use serde_json::{Map, Value, json};

/// Words of at most so many characters: what is beyond is cut off, and seen to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within<const MAX: usize>(String);

impl<const MAX: usize> Within<MAX> {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> From<&str> for Within<MAX> {
    fn from(text: &str) -> Self {
        if text.chars().count() <= MAX {
            return Self(text.to_owned());
        }
        let kept: String = text.chars().take(MAX - 1).collect();
        Self(format!("{}…", kept.trim_end()))
    }
}

/// At most so many things: what is beyond is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpTo<const MAX: usize, T>(Vec<T>);

impl<const MAX: usize, T> FromIterator<T> for UpTo<MAX, T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        Self(things.into_iter().take(MAX).collect())
    }
}

/// Words of a message.
pub type Text = Within<4_096>;
/// Words beside a file, and above buttons.
pub type Caption = Within<1_024>;
/// What stands on a button, or opens a list.
pub type Label = Within<20>;
/// The title of a row.
pub type RowTitle = Within<24>;
/// What stands below a row's title.
pub type RowDescription = Within<72>;
/// What comes back when a button or a row is chosen.
pub type ChoiceId = Within<200>;

/// Something to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// To whom.
    pub to: Recipient,
    /// Our mark, which every status of the message brings back.
    pub mark: Option<Within<512>>,
    /// The message it answers, letter by letter.
    pub reply_to: Option<String>,
    /// What.
    pub content: Content,
}

/// Who is to get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// A person by their number: digits, exactly as they were received.
    Number(String),
    /// A person by the id they have for our business.
    Id(String),
    /// A group of the Groups API.
    Group(String),
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Words.
    Text(Text),
    /// A file, with words beside it.
    Media(File, Caption),
    /// A template that was approved.
    Template(Template),
    /// Words with buttons.
    Buttons(Buttons),
    /// Words with a menu.
    List(List),
    /// A request for where somebody is.
    LocationRequest(Caption),
    /// Words with a button that opens an address: words, label, address.
    Link(Caption, Label, String),
    /// An emoji on a message; none takes it away.
    Reaction(String, Option<String>),
}

/// A file that was uploaded before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is.
    pub kind: FileKind,
    /// The id it got when it was uploaded.
    pub id: String,
    /// What a document is called.
    pub name: String,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A photo.
    Image,
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// A voice note: Opus in Ogg.
    Voice,
    /// A paper.
    Document,
    /// A sticker.
    Sticker,
}

/// A template with what fills it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its name.
    pub name: String,
    /// Its language, as WhatsApp spells it.
    pub language: String,
    /// The file at its head.
    pub header: Option<File>,
    /// What fills the gaps of its body, each with the gap's name.
    pub gaps: Vec<(String, String)>,
    /// What comes back when one of its buttons is tapped, in their order.
    pub buttons: UpTo<3, ChoiceId>,
}

/// Words with buttons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buttons {
    /// The photo, film or paper above them.
    pub header: Option<File>,
    /// The words.
    pub body: Caption,
    /// What comes back when a button is tapped, and what stands on it.
    pub buttons: UpTo<3, (ChoiceId, Label)>,
}

/// A menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The words above it.
    pub body: Caption,
    /// What opens it.
    pub label: Label,
    /// Its rows.
    pub rows: UpTo<10, Row>,
}

/// A row of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What comes back when it is chosen.
    pub id: ChoiceId,
    /// What it says.
    pub title: RowTitle,
    /// What stands below.
    pub description: RowDescription,
}

impl Outgoing {
    /// The body of the request.
    pub fn body(&self) -> Value {
        let mut body = Map::new();
        body.insert("messaging_product".to_owned(), json!("whatsapp"));
        let (kind, key, to) = match &self.to {
            Recipient::Number(number) => ("individual", "to", number),
            Recipient::Id(id) => ("individual", "recipient", id),
            Recipient::Group(group) => ("group", "to", group),
        };
        body.insert("recipient_type".to_owned(), json!(kind));
        body.insert(key.to_owned(), json!(to));
        if let Some(mark) = &self.mark {
            body.insert("biz_opaque_callback_data".to_owned(), json!(mark.as_str()));
        }
        if let Some(reply_to) = &self.reply_to {
            body.insert("context".to_owned(), json!({ "message_id": reply_to }));
        }
        let (kind, content) = self.content.value();
        body.insert("type".to_owned(), json!(kind));
        body.insert(kind.to_owned(), content);
        Value::Object(body)
    }
}

impl Content {
    /// The same below a picture, where it has room for one: above buttons.
    #[must_use]
    pub fn below(self, picture: File) -> Self {
        match self {
            Self::Buttons(buttons) => Self::Buttons(Buttons { header: Some(picture), ..buttons }),
            Self::Text(_)
            | Self::Media(..)
            | Self::Template(_)
            | Self::List(_)
            | Self::LocationRequest(_)
            | Self::Link(..)
            | Self::Reaction(..) => self,
        }
    }

    fn value(&self) -> (&'static str, Value) {
        match self {
            Self::Text(text) => ("text", json!({ "preview_url": false, "body": text.as_str() })),
            Self::Media(file, caption) => (file.kind.word(), file.value(caption.as_str())),
            Self::Template(template) => ("template", template.value()),
            Self::Buttons(buttons) => ("interactive", buttons.value()),
            Self::List(list) => ("interactive", list.value()),
            Self::LocationRequest(body) => {
                let (kind, action) = ("location_request_message", json!({ "name": "send_location" }));
                ("interactive", json!({ "type": kind, "body": { "text": body.as_str() }, "action": action }))
            }
            Self::Link(body, label, url) => {
                let parameters = json!({ "display_text": label.as_str(), "url": url });
                let action = json!({ "name": "cta_url", "parameters": parameters });
                ("interactive", json!({ "type": "cta_url", "body": { "text": body.as_str() }, "action": action }))
            }
            Self::Reaction(to, emoji) => {
                ("reaction", json!({ "message_id": to, "emoji": emoji.as_deref().unwrap_or_default() }))
            }
        }
    }
}

impl File {
    fn value(&self, caption: &str) -> Value {
        let mut value = Map::new();
        value.insert("id".to_owned(), json!(self.id));
        let takes_words = matches!(self.kind, FileKind::Image | FileKind::Video | FileKind::Document);
        if takes_words && !caption.is_empty() {
            value.insert("caption".to_owned(), json!(caption));
        }
        if self.kind == FileKind::Document && !self.name.is_empty() {
            value.insert("filename".to_owned(), json!(self.name));
        }
        if self.kind == FileKind::Voice {
            value.insert("voice".to_owned(), json!(true));
        }
        Value::Object(value)
    }
}

impl FileKind {
    fn word(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio | Self::Voice => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
        }
    }
}

impl Template {
    fn value(&self) -> Value {
        let mut components = Vec::new();
        if let Some(file) = &self.header {
            let kind = file.kind.word();
            components.push(json!({ "type": "header", "parameters": [{ "type": kind, kind: file.value("") }] }));
        }
        if !self.gaps.is_empty() {
            let filled =
                |(gap, text): &(String, String)| json!({ "type": "text", "parameter_name": gap, "text": text });
            let parameters: Vec<Value> = self.gaps.iter().map(filled).collect();
            components.push(json!({ "type": "body", "parameters": parameters }));
        }
        for (at, id) in self.buttons.0.iter().enumerate() {
            let parameters = json!([{ "type": "payload", "payload": id.as_str() }]);
            let button = json!({ "type": "button", "sub_type": "quick_reply", "index": at.to_string(), "parameters": parameters });
            components.push(button);
        }
        let language = json!({ "policy": "deterministic", "code": self.language });
        json!({ "name": self.name, "language": language, "components": components })
    }
}

impl Buttons {
    fn value(&self) -> Value {
        let button = |(id, title): &(ChoiceId, Label)| json!({ "type": "reply", "reply": { "id": id.as_str(), "title": title.as_str() } });
        let buttons: Vec<Value> = self.buttons.0.iter().map(button).collect();
        let mut value =
            json!({ "type": "button", "body": { "text": self.body.as_str() }, "action": { "buttons": buttons } });
        if let Some(file) = &self.header {
            let kind = file.kind.word();
            value["header"] = json!({ "type": kind, kind: file.value("") });
        }
        value
    }
}

impl List {
    fn value(&self) -> Value {
        let rows: Vec<Value> = self.rows.0.iter().map(Row::value).collect();
        let action =
            json!({ "button": self.label.as_str(), "sections": [{ "title": self.label.as_str(), "rows": rows }] });
        json!({ "type": "list", "body": { "text": self.body.as_str() }, "action": action })
    }
}

impl Row {
    fn value(&self) -> Value {
        let mut row = json!({ "id": self.id.as_str(), "title": self.title.as_str() });
        if !self.description.as_str().is_empty() {
            row["description"] = json!(self.description.as_str());
        }
        row
    }
}

/// The body of a request that marks a message, and all before it, as read.
#[must_use]
pub fn read_mark(wamid: &str) -> Value {
    json!({ "messaging_product": "whatsapp", "status": "read", "message_id": wamid })
}
