//! Our own format, for bridges of others; docs/bridges.md describes it.

use super::Bridge;
use crate::cloud_api::lenient::{instant, is, list, number, text, words};
use crate::cloud_api::{
    Body, Identity, Item, Media, Message, Number, Part, Secret, Unsigned, learnt, verify as verify_sha256,
};
use domain::hearing::Suspicion;
use domain::message::{Form, Geo};
use domain::time::Instant;
use serde_json::Value;

/// How far the clock of a bridge may be from ours, in minutes: what was overheard cannot be brought again later.
const CLOCKS_MINUTES: f64 = 5.0;

/// Checks a signature over the time of signing, a dot, and the bytes as they came.
///
/// # Errors
/// When it does not fit, or was made too long ago or too far ahead.
pub fn verify(secret: &Secret, body: &[u8], timestamp: &str, signature: &str, now: Instant) -> Result<(), Unsigned> {
    let seconds: i64 = timestamp.trim().parse().map_err(|_| Unsigned)?;
    let signed_at = Instant::from_us(seconds.saturating_mul(1_000_000));
    if now.minutes_since(signed_at).abs() > CLOCKS_MINUTES {
        return Err(Unsigned);
    }
    let mut signed = Vec::with_capacity(timestamp.len() + 1 + body.len());
    signed.extend_from_slice(timestamp.trim().as_bytes());
    signed.push(b'.');
    signed.extend_from_slice(body);
    verify_sha256(secret, &signed, signature)
}

pub(super) fn items(root: &Value) -> Vec<Item> {
    let Some(events) = root.get("events").and_then(Value::as_array) else {
        return vec![Item::Unknown("body".to_owned(), root.clone())];
    };
    events.iter().map(item).collect()
}

fn item(event: &Value) -> Item {
    let kept = |why: &str| Item::Unknown(format!("event/{why}"), event.clone());
    match words(event, "type").as_str() {
        "message" | "edit" | "revoke" => match message(event) {
            Ok(message) => Item::Message(Box::new(message)),
            Err(lacks) => kept(lacks),
        },
        "group" => {
            let chat = event.get("chat").unwrap_or(&Value::Null);
            match text(chat, "id").zip(text(chat, "name")) {
                Some((id, name)) => Item::Named(number_of(event), id, name),
                None => kept("group without id or name"),
            }
        }
        "person" => {
            let mut identity = Identity::default();
            list(event, "same").iter().for_each(|one| learn(&mut identity, one));
            learnt(&identity).unwrap_or_else(|| kept("person with one address"))
        }
        "session" => {
            let trouble = (words(event, "state") != "connected").then_some(Suspicion::Disconnected);
            Item::Hearing(Part::Number(words(event, "number")), trouble)
        }
        _ => kept("of no known type"),
    }
}

fn number_of(event: &Value) -> Number {
    let id = words(event, "number");
    let shown = id.chars().filter(char::is_ascii_digit).collect();
    Number { id, shown }
}

fn learn(identity: &mut Identity, value: &Value) {
    for key in ["phone", "bsuid", "parent"] {
        if let Some(id) = text(value, key) {
            identity.learn(&id);
        }
    }
    if let Some(lid) = text(value, "lid") {
        identity.learn(&format!("{}@lid", lid.trim_end_matches("@lid")));
    }
    identity.username = identity.username.take().or_else(|| text(value, "username"));
    identity.name = identity.name.take().or_else(|| text(value, "name"));
}

fn addressed(value: &Value) -> Identity {
    let mut identity = Identity::default();
    learn(&mut identity, value);
    identity
}

fn message(event: &Value) -> Result<Message, &'static str> {
    let chat = event.get("chat").unwrap_or(&Value::Null);
    let mut sender = Identity::default();
    learn(&mut sender, event.get("from").unwrap_or(&Value::Null));
    if sender.handles().is_empty() {
        return Err("without sender");
    }
    let is_group = is(chat, "group");
    let group = if is_group { Some(text(chat, "id").ok_or("without chat")?) } else { None };
    let is_echo = is(event, "from_me");
    let mut partner = sender.clone();
    if is_echo && !is_group {
        partner = Identity::default();
        learn(&mut partner, event.get("to").unwrap_or(&Value::Null));
        if partner.anchor().is_none() {
            return Err("without recipient");
        }
    }
    let of = || text(event, "of").ok_or("without the message it changes");
    let (id, body) = match words(event, "type").as_str() {
        "edit" => {
            let (of, content) = (of()?, content(event));
            if matches!(content, Body::Unsupported(_)) {
                return Err("without the words it has now");
            }
            (text(event, "id").unwrap_or_else(|| of.clone()), Body::Edit(of, Box::new(content)))
        }
        "revoke" => {
            let of = of()?;
            (text(event, "id").unwrap_or_else(|| of.clone()), Body::Revoke(of))
        }
        _ => (text(event, "id").ok_or("without id")?, content(event)),
    };
    Ok(Message {
        channel: Some(Bridge::Open.channel().to_owned()),
        number: number_of(event),
        wamid: id,
        sender,
        partner,
        group,
        group_name: text(chat, "name"),
        at: instant(event, "at"),
        body,
        reply_to: text(event, "reply_to"),
        is_forwarded: is(event, "forwarded"),
        is_echo,
        named: list(event, "mentions").iter().map(addressed).filter(|one| !one.handles().is_empty()).collect(),
        beside: String::new(),
    })
}

fn content(event: &Value) -> Body {
    let said = words(event, "text");
    let of = |key: &str| event.get(key).filter(|value| value.is_object());
    if let Some(reaction) = of("reaction") {
        let to = text(reaction, "to");
        return to.map_or_else(
            || Body::Unsupported("reaction".to_owned()),
            |to| Body::Reaction(to, text(reaction, "emoji")),
        );
    }
    if let Some(file) = of("media") {
        let form = Form::from_word(&words(file, "kind")).filter(|form| FILES.contains(form)).unwrap_or(Form::Document);
        let (mime, name) = (words(file, "mime"), words(file, "name"));
        let is_voice = is(file, "voice");
        return Body::Media(Box::new(Media { form, id: None, sha256: None, mime, caption: said, name, is_voice }));
    }
    if let Some(pin) = of("location") {
        let point = number(pin, "latitude").zip(number(pin, "longitude"));
        let on_earth = point.filter(|(lat, lon)| (-90.0..=90.0).contains(lat) && (-180.0..=180.0).contains(lon));
        let beside = text(pin, "name").unwrap_or(said);
        return on_earth.map_or_else(
            || Body::Unsupported("location".to_owned()),
            |(lat, lon)| Body::Location(Geo { lat, lon }, beside),
        );
    }
    match said.is_empty() {
        true => Body::Unsupported("empty".to_owned()),
        false => Body::Words(said),
    }
}

/// What a file may be.
const FILES: [Form; 5] = [Form::Image, Form::Video, Form::Audio, Form::Document, Form::Sticker];
