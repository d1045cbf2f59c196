//! Requests that send something, as Meta's Cloud API wants them: which fields, and how long each may be.

use serde_json::{Map, Value, json};

/// Characters of a text.
const TEXT_MAX: usize = 4_096;
/// Characters of what stands beside a file.
const CAPTION_MAX: usize = 1_024;
/// Characters above buttons.
const BUTTONS_BODY_MAX: usize = 1_024;
/// Characters on a button, and of a row's menu.
const LABEL_MAX: usize = 20;
/// Buttons of one message.
const BUTTONS_MAX: usize = 3;
/// Rows of one list, in all its sections.
const ROWS_MAX: usize = 10;
/// Characters of a section's or a row's title.
const ROW_TITLE_MAX: usize = 24;
/// Characters below a row's title.
const ROW_DESCRIPTION_MAX: usize = 72;
/// Characters of a button's id, and of a row's.
const ID_MAX: usize = 200;
/// Characters of our mark.
const MARK_MAX: usize = 512;

/// Something to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// To whom.
    pub to: Recipient,
    /// Our mark, which every status of the message brings back.
    pub mark: Option<String>,
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
    Text(String),
    /// A file, with words beside it.
    Media(File, String),
    /// A template that was approved.
    Template(Template),
    /// Words with up to three buttons: id and title.
    Buttons(String, Vec<(String, String)>),
    /// Words with a menu.
    List(List),
    /// A request for where somebody is.
    LocationRequest(String),
    /// Words with a button that opens an address: words, label, address.
    Link(String, String, String),
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
}

/// A menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The words above it.
    pub body: String,
    /// What opens it.
    pub label: String,
    /// Its sections, each with its rows.
    pub sections: Vec<(String, Vec<Row>)>,
}

/// A row of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What comes back when it is chosen.
    pub id: String,
    /// What it says.
    pub title: String,
    /// What stands below.
    pub description: String,
}

/// Something is longer, or more, than may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} may be at most {max}")]
pub struct TooMuch {
    /// What.
    pub what: &'static str,
    /// How much may be.
    pub max: usize,
}

impl Outgoing {
    /// The body of the request.
    ///
    /// # Errors
    /// When something is longer than WhatsApp takes.
    pub fn body(&self) -> Result<Value, TooMuch> {
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
            body.insert("biz_opaque_callback_data".to_owned(), json!(within("our mark", mark, MARK_MAX)?));
        }
        if let Some(reply_to) = &self.reply_to {
            body.insert("context".to_owned(), json!({ "message_id": reply_to }));
        }
        let (kind, content) = self.content.value()?;
        body.insert("type".to_owned(), json!(kind));
        body.insert(kind.to_owned(), content);
        Ok(Value::Object(body))
    }
}

impl Content {
    fn value(&self) -> Result<(&'static str, Value), TooMuch> {
        Ok(match self {
            Self::Text(text) => ("text", json!({ "preview_url": false, "body": within("a text", text, TEXT_MAX)? })),
            Self::Media(file, caption) => (file.kind.word(), file.value(within("a caption", caption, CAPTION_MAX)?)),
            Self::Template(template) => ("template", template.value()),
            Self::Buttons(body, buttons) => ("interactive", with_buttons(body, buttons)?),
            Self::List(list) => ("interactive", list.value()?),
            Self::LocationRequest(body) => {
                let text = within("the words above a button", body, BUTTONS_BODY_MAX)?;
                let action = json!({ "name": "send_location" });
                let kind = "location_request_message";
                ("interactive", json!({ "type": kind, "body": { "text": text }, "action": action }))
            }
            Self::Link(body, label, url) => {
                let text = within("the words above a button", body, BUTTONS_BODY_MAX)?;
                let label = within("a button's label", label, LABEL_MAX)?;
                let action = json!({ "name": "cta_url", "parameters": { "display_text": label, "url": url } });
                ("interactive", json!({ "type": "cta_url", "body": { "text": text }, "action": action }))
            }
            Self::Reaction(to, emoji) => {
                ("reaction", json!({ "message_id": to, "emoji": emoji.as_deref().unwrap_or_default() }))
            }
        })
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
        let language = json!({ "policy": "deterministic", "code": self.language });
        json!({ "name": self.name, "language": language, "components": components })
    }
}

impl List {
    fn value(&self) -> Result<Value, TooMuch> {
        if self.sections.iter().map(|(_, rows)| rows.len()).sum::<usize>() > ROWS_MAX {
            return Err(TooMuch { what: "rows of a list", max: ROWS_MAX });
        }
        let mut sections = Vec::new();
        for (title, rows) in &self.sections {
            let rows = rows.iter().map(Row::value).collect::<Result<Vec<_>, _>>()?;
            sections.push(json!({ "title": within("a section's title", title, ROW_TITLE_MAX)?, "rows": rows }));
        }
        let text = within("the words above a list", &self.body, TEXT_MAX)?;
        let label = within("a list's label", &self.label, LABEL_MAX)?;
        let action = json!({ "button": label, "sections": sections });
        Ok(json!({ "type": "list", "body": { "text": text }, "action": action }))
    }
}

impl Row {
    fn value(&self) -> Result<Value, TooMuch> {
        let mut row = Map::new();
        row.insert("id".to_owned(), json!(within("a row's id", &self.id, ID_MAX)?));
        row.insert("title".to_owned(), json!(within("a row's title", &self.title, ROW_TITLE_MAX)?));
        if !self.description.is_empty() {
            let description = within("a row's description", &self.description, ROW_DESCRIPTION_MAX)?;
            row.insert("description".to_owned(), json!(description));
        }
        Ok(Value::Object(row))
    }
}

fn with_buttons(body: &str, buttons: &[(String, String)]) -> Result<Value, TooMuch> {
    if buttons.len() > BUTTONS_MAX {
        return Err(TooMuch { what: "buttons of a message", max: BUTTONS_MAX });
    }
    let mut listed = Vec::new();
    for (id, title) in buttons {
        let id = within("a button's id", id, ID_MAX)?;
        let title = within("a button's title", title, LABEL_MAX)?;
        listed.push(json!({ "type": "reply", "reply": { "id": id, "title": title } }));
    }
    let text = within("the words above buttons", body, BUTTONS_BODY_MAX)?;
    Ok(json!({ "type": "button", "body": { "text": text }, "action": { "buttons": listed } }))
}

/// The body of a request that marks a message, and all before it, as read; with the sign that somebody is writing.
#[must_use]
pub fn read_mark(wamid: &str, is_writing: bool) -> Value {
    let mut body = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": wamid });
    if is_writing {
        body["typing_indicator"] = json!({ "type": "text" });
    }
    body
}

fn within<'a>(what: &'static str, text: &'a str, max: usize) -> Result<&'a str, TooMuch> {
    if text.chars().count() > max { Err(TooMuch { what, max }) } else { Ok(text) }
}
