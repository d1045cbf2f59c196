//! What an exported chat says, in the words of the domain.

use crate::export::{Attachment, Body, MediaKind, Message, Said};
use domain::id::{Digest, ImportId};
use domain::message::{Attachment as Kept, ConversationKey, Form, Geo, Handle, Inbound};
use domain::time::Zone;

/// A message of an export, ready to be heard, and the files that came with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    /// The message; its attachment has no digest yet.
    pub inbound: Inbound,
    /// The name under which the export may hold its file.
    pub file: Option<String>,
}

/// Turns a message of an export into what was heard: one for each file, the words with the first.
///
/// Exports name no zone, so the phone's must be given. People are known by the name or number the phone showed.
pub fn inbound(message: &Message, conversation: &ConversationKey, zone: &Zone, import: &ImportId) -> Vec<Exported> {
    let parts = parts(&message.body);
    let mut heard = Vec::with_capacity(parts.len());
    for (index, part) in parts.into_iter().enumerate() {
        let external = match index {
            0 => message.external_id.clone(),
            index => format!("{}-{index}", message.external_id),
        };
        heard.push(Exported {
            inbound: Inbound {
                sender_name: message.sender.clone(),
                form: part.form,
                attachment: part.file.as_ref().map(|name| Kept { name: name.clone(), digest: None::<Digest> }),
                geo: part.geo,
                mentions: part.mentions.iter().map(|name| handle(name)).collect(),
                edited: message.edited,
                import: Some(import.clone()),
                ..Inbound::said(
                    conversation.clone(),
                    external,
                    handle(&message.sender),
                    zone.instant(message.at),
                    part.text,
                )
            },
            file: part.file,
        });
    }
    heard
}

/// The handle of a sender: a number where the phone knew no name.
fn handle(shown: &str) -> Handle {
    Handle::read_phone(shown).filter(|_| shown.starts_with('+')).unwrap_or_else(|| Handle::name(shown))
}

/// One message's worth of a body.
struct Part {
    form: Form,
    text: String,
    file: Option<String>,
    geo: Option<Geo>,
    mentions: Vec<String>,
}

impl Part {
    fn new(form: Form, text: impl Into<String>) -> Self {
        Self { form, text: text.into(), file: None, geo: None, mentions: Vec::new() }
    }
}

fn parts(body: &Body) -> Vec<Part> {
    match body {
        Body::Media { attachments, caption } => media(attachments, caption),
        Body::Text(said) => vec![words(Form::Text, said)],
        Body::Deleted => vec![Part::new(Form::Deleted, "")],
        Body::Poll { question, options } => {
            let options = options.iter().map(|option| format!("\n- {} ({})", option.text, option.votes));
            vec![Part::new(Form::Poll, format!("{question}{}", options.collect::<String>()))]
        }
        Body::Location { latitude, longitude, link, .. } => {
            let geo = latitude.zip(*longitude).map(|(lat, lon)| Geo { lat, lon });
            let text = if geo.is_some() { None } else { link.clone() };
            vec![Part { geo, ..Part::new(Form::Location, text.unwrap_or_default()) }]
        }
        Body::Contact { name, file } => {
            let text = name.clone().unwrap_or_default();
            vec![Part { file: file.clone(), ..Part::new(Form::Contacts, text) }]
        }
        Body::Call { text, .. } => vec![Part::new(Form::Call, text.clone())],
        Body::ViewOnce { media } => vec![Part::new(media.map_or(Form::Image, form), "")],
    }
}

fn words(form: Form, said: &Said) -> Part {
    Part { mentions: said.mentions.clone(), ..Part::new(form, said.text.clone()) }
}

fn media(attachments: &[Attachment], caption: &Said) -> Vec<Part> {
    let nothing = Said::default();
    let mut parts = Vec::with_capacity(attachments.len());
    for (index, attachment) in attachments.iter().enumerate() {
        let said = if index == 0 { caption } else { &nothing };
        let (kind, file) = match attachment {
            Attachment::File { file, media } => (Some(*media), Some(file.clone())),
            Attachment::Omitted { media, name } => (*media, name.clone()),
        };
        // Android says of a missing file only that there was one; nearly all of them are photos.
        let mut part = words(kind.map_or(Form::Image, form), said);
        part.file = file;
        parts.push(part);
    }
    parts
}

fn form(kind: MediaKind) -> Form {
    match kind {
        MediaKind::Image => Form::Image,
        MediaKind::Video => Form::Video,
        MediaKind::Audio | MediaKind::Voice => Form::Audio,
        MediaKind::Document => Form::Document,
        MediaKind::Sticker | MediaKind::Gif => Form::Sticker,
    }
}
