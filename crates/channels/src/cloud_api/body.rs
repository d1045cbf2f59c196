//! What a message of the Cloud API holds.

use super::lenient::{is, list, number, text, words};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::message::{Form, Geo};
use serde_json::Value;

/// How deep an edit may hold an edit: it never does.
const EDITS_MAX: usize = 1;

/// The content of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Words, also those of a form that was filled in.
    Words(String),
    /// A button or a row that was chosen: what stood on it, and the id that it had.
    Chosen(String, String),
    /// A file.
    Media(Box<Media>),
    /// A pin on the map, with what stands beside it.
    Location(Geo, String),
    /// Contact cards.
    Contacts(String),
    /// An emoji on another message; none when it was taken away again.
    Reaction(String, Option<String>),
    /// Another content for an earlier message.
    Edit(String, Box<Body>),
    /// An earlier message was taken back.
    Revoke(String),
    /// Something that WhatsApp does not pass on, or that is new to us, by its name.
    Unsupported(String),
}

/// A file as the webhook describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// What it is.
    pub form: Form,
    /// Under which it can be fetched, for seven days.
    pub id: Option<String>,
    /// SHA-256 of its bytes, in hex; none when the webhook gives none that could be one.
    pub sha256: Option<String>,
    /// Its type.
    pub mime: String,
    /// The words with it.
    pub caption: String,
    /// Its name as sent.
    pub name: String,
    /// Whether it was spoken into the phone.
    pub is_voice: bool,
}

impl Body {
    /// Reads the content of a message. None when it says nothing that could be heard: a call permission, a welcome.
    pub(super) fn read(item: &Value) -> Option<Self> {
        Self::nested(item, 0)
    }

    fn nested(item: &Value, depth: usize) -> Option<Self> {
        let kind = words(item, "type");
        let content = item.get(&kind).unwrap_or(&Value::Null);
        let unsupported = || Self::Unsupported(kind.clone());
        let body = match kind.as_str() {
            "text" => text(content, "body").map(Self::Words),
            "image" | "video" | "audio" | "voice" | "document" | "sticker" => media(&kind, content),
            "location" => location(content),
            "contacts" => Some(Self::Contacts(cards(content))),
            "button" => {
                let words = text(content, "text").or_else(|| text(content, "payload"));
                words.map(|words| Self::Chosen(words, text(content, "payload").unwrap_or_default()))
            }
            "interactive" => match words(content, "type").as_str() {
                "call_permission_reply" => return None,
                reply => chosen(reply, content.get(reply).unwrap_or(&Value::Null)),
            },
            "reaction" => text(content, "message_id").map(|to| Self::Reaction(to, text(content, "emoji"))),
            "order" => Some(Self::Words(order(content))),
            "revoke" => text(content, "original_message_id").map(Self::Revoke),
            "edit" if depth < EDITS_MAX => {
                let inner = content.get("message").and_then(|message| Self::nested(message, depth + 1));
                // Content we cannot read must not take the place of words we can.
                let inner = inner.filter(|body| !matches!(body, Self::Unsupported(_)));
                text(content, "original_message_id").zip(inner).map(|(of, body)| Self::Edit(of, Box::new(body)))
            }
            "unsupported" => Some(Self::Unsupported(text(content, "type").unwrap_or_else(|| kind.clone()))),
            "request_welcome" => return None,
            _ => None,
        };
        Some(body.unwrap_or_else(unsupported))
    }
}

fn media(kind: &str, content: &Value) -> Option<Body> {
    let form = match kind {
        "image" => Form::Image,
        "video" => Form::Video,
        "audio" | "voice" => Form::Audio,
        "document" => Form::Document,
        _ => Form::Sticker,
    };
    content.is_object().then(|| {
        Body::Media(Box::new(Media {
            form,
            id: text(content, "id"),
            sha256: text(content, "sha256").and_then(|digest| sha256(&digest)),
            mime: words(content, "mime_type"),
            caption: words(content, "caption"),
            name: words(content, "filename"),
            is_voice: kind == "voice" || is(content, "voice"),
        }))
    })
}

/// A digest in hex. Webhooks write it in base64, the answer to a request for the file in hex.
pub(super) fn sha256(digest: &str) -> Option<String> {
    const BYTES: usize = 32;
    if digest.len() == 2 * BYTES && digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(digest.to_ascii_lowercase());
    }
    let bytes = STANDARD.decode(digest).ok().filter(|bytes| bytes.len() == BYTES)?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

fn location(content: &Value) -> Option<Body> {
    let (lat, lon) = number(content, "latitude").zip(number(content, "longitude"))?;
    let is_on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
    let beside = lines(["name", "address"].iter().filter_map(|key| text(content, key)));
    is_on_earth.then_some(Body::Location(Geo { lat, lon }, beside))
}

fn cards(content: &Value) -> String {
    const CARDS_MAX: usize = 50;
    let cards = content.as_array().map(Vec::as_slice).unwrap_or_default();
    let line = |card: &Value| {
        let name = card.get("name").unwrap_or(&Value::Null);
        let name = text(name, "formatted_name").or_else(|| text(name, "first_name")).or_else(|| vcard_name(card));
        let phones = list(card, "phones").iter().filter_map(|phone| text(phone, "phone").or(text(phone, "wa_id")));
        name.into_iter().chain(phones).collect::<Vec<_>>().join(", ")
    };
    lines(cards.iter().take(CARDS_MAX).map(line))
}

/// The name on a card that is given as a vCard only.
fn vcard_name(card: &Value) -> Option<String> {
    let vcard = text(card, "vcard")?;
    vcard.lines().find_map(|line| line.strip_prefix("FN:")).map(|name| name.trim().to_owned())
}

/// The words of a button or row that was chosen, or of a form that was filled in.
fn chosen(reply: &str, content: &Value) -> Option<Body> {
    let said = match reply {
        "nfm_reply" => {
            let filled: Option<Value> =
                text(content, "response_json").and_then(|json| serde_json::from_str(&json).ok());
            let fields = filled.as_ref().and_then(Value::as_object).into_iter().flatten();
            let told = fields.filter(|(key, _)| *key != "flow_token").filter_map(|(key, value)| match value {
                Value::Null => None,
                Value::String(value) => Some(format!("{key}: {value}")),
                // Lists and what is nested stay as they were written, so that nothing that was answered is lost.
                value => Some(format!("{key}: {value}")),
            });
            let other = filled.as_ref().filter(|filled| !filled.is_object()).map(Value::to_string);
            lines(text(content, "body").into_iter().chain(told).chain(other))
        }
        _ => {
            let said = lines(["title", "description"].iter().filter_map(|key| text(content, key)));
            return (!said.is_empty()).then(|| Body::Chosen(said, text(content, "id").unwrap_or_default()));
        }
    };
    (!said.is_empty()).then_some(Body::Words(said))
}

fn order(content: &Value) -> String {
    let line = |product: &Value| {
        let (count, name) = (words(product, "quantity"), words(product, "product_retailer_id"));
        let (price, currency) = (words(product, "item_price"), words(product, "currency"));
        format!("{count} × {name} ({price} {currency})")
    };
    let products = list(content, "product_items").iter().map(line);
    lines(text(content, "text").into_iter().chain(products))
}

fn lines(parts: impl Iterator<Item = String>) -> String {
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}
