//! Webhooks as Meta writes them: the envelope, messages, statuses, groups, and the escaped bytes that are signed.

pub mod changes;
pub mod groups;
pub mod kinds;
pub mod news;

use crate::world::{Content, Line, On, Persona, Tick, World};
use crate::{Settings, base, codes};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write as _;

const SECOND_US: i64 = 1_000_000;

/// The bytes of a body: what is not ASCII escaped, slashes too, as Meta signs them.
pub fn bytes(body: &Value) -> Vec<u8> {
    let mut out = String::new();
    for letter in body.to_string().chars() {
        match letter {
            '/' => out.push_str("\\/"),
            letter if letter.is_ascii() => out.push(letter),
            letter => {
                let mut units = [0; 2];
                for unit in letter.encode_utf16(&mut units) {
                    // Writing to memory cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.into_bytes()
}

/// The signature of a body's bytes, as the header has it.
pub fn signature(secret: &str, bytes: &[u8]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(bytes);
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

fn envelope(settings: &Settings, value: &mut Value) -> Value {
    of_field(settings, "messages", value)
}

/// A body of one field that tells of the number.
fn of_field(settings: &Settings, field: &str, value: &mut Value) -> Value {
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] =
        json!({ "display_phone_number": settings.display_number, "phone_number_id": settings.phone_number_id });
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": settings.waba_id, "changes": [{ "field": field, "value": value }] }],
    })
}

fn contact(person: &Persona) -> Value {
    let mut contact = json!({ "profile": { "name": person.name } });
    name(&mut contact, person, "wa_id", "user_id");
    contact
}

/// Names somebody by as much as is told of them.
fn name(value: &mut Value, person: &Persona, number: &str, id: &str) {
    if let Some(told) = person.number() {
        value[number] = json!(told);
    }
    if let Some(told) = person.id() {
        value[id] = json!(told);
    }
}

fn message(world: &World, person: &Persona, line: &Line, group: Option<&str>) -> Value {
    let mut message = json!({ "id": line.wamid, "timestamp": (line.at_us / SECOND_US).to_string() });
    name(&mut message, person, "from", "from_user_id");
    if let Some(group) = group {
        message["group_id"] = json!(group);
    }
    if line.is_forwarded {
        message["context"] = json!({ "forwarded": true });
    }
    if let Some(quoted) = &line.quotes {
        let author = world.line(quoted).and_then(|line| line.author.clone());
        message["context"] = json!({ "from": author.unwrap_or_else(|| world.business().to_owned()), "id": quoted });
    }
    message
}

/// The webhook of what somebody said.
pub fn said(settings: &Settings, world: &World, person: &Persona, line: &Line, group: Option<&str>) -> Value {
    let mut message = message(world, person, line, group);
    fill(settings, world, &mut message, &line.content);
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
}

/// Puts what is said into a message.
fn fill(settings: &Settings, world: &World, message: &mut Value, content: &Content) {
    let (kind, value) = match content {
        Content::Text(text) => ("text", json!({ "body": text })),
        Content::Location { latitude, longitude } => {
            ("location", json!({ "latitude": latitude, "longitude": longitude }))
        }
        Content::File { kind, id, caption } => (kind.as_str(), file(settings, world, kind, id, caption)),
        Content::Choice { .. } | Content::Other(_) | Content::Whereabouts(_) | Content::Link(..) => {
            message["errors"] = json!([kinds::unsupported(131_051)]);
            ("unsupported", json!({ "type": "unknown" }))
        }
    };
    message["type"] = json!(kind);
    message[kind] = value;
}

fn file(settings: &Settings, world: &World, kind: &str, id: &str, caption: &str) -> Value {
    let Some(file) = world.files.get(id) else { return json!({ "id": id }) };
    let mut value = json!({
        "id": id,
        "mime_type": file.mime,
        "sha256": base::sha256_base64(&file.bytes),
        "url": format!("{}/lookaside/{id}", settings.address),
    });
    if !caption.is_empty() {
        value["caption"] = json!(caption);
    }
    match (kind, &file.name) {
        ("document", Some(name)) => value["filename"] = json!(name),
        ("audio", _) => value["voice"] = json!(true),
        ("sticker", _) => value["animated"] = json!(false),
        _ => {}
    }
    value
}

/// The webhook of a button or a row that somebody chose.
pub fn chose(
    settings: &Settings,
    world: &World,
    person: &Persona,
    line: &Line,
    (id, title, on): (&str, &str, On),
) -> Value {
    let mut message = message(world, person, line, None);
    let interactive = |kind: &str| json!({ "type": kind, kind: { "id": id, "title": title } });
    let (kind, value) = match on {
        On::Template => ("button", json!({ "payload": id, "text": title })),
        On::Buttons => ("interactive", interactive("button_reply")),
        On::List => ("interactive", interactive("list_reply")),
    };
    (message["type"], message[kind]) = (json!(kind), value);
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
}

/// The webhook of a reaction; without a sign it is taken back.
pub fn reacted(
    settings: &Settings,
    world: &World,
    person: &Persona,
    line: &Line,
    (to, sign, group): (&str, &str, Option<&str>),
) -> Value {
    let mut message = message(world, person, line, group);
    message["type"] = json!("reaction");
    message["reaction"] = json!({ "message_id": to, "emoji": sign });
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
}

/// The webhook of how a message of the business fares.
pub fn status(settings: &Settings, world: &World, chat: &str, line: &Line, now_us: i64) -> Value {
    let word = match line.tick {
        Tick::Sent => "sent",
        Tick::Delivered => "delivered",
        Tick::Read => "read",
        Tick::Failed(_) => "failed",
    };
    let mut status = json!({ "id": line.wamid, "status": word, "timestamp": (now_us / SECOND_US).to_string() });
    if let Some(opaque) = &line.opaque {
        status["biz_opaque_callback_data"] = json!(opaque);
    }
    let person = world.person(chat);
    match person {
        Some(person) => name(&mut status, person, "recipient_id", "recipient_user_id"),
        None => status["recipient_id"] = json!(chat),
    }
    if let Tick::Failed(code) = line.tick {
        status["errors"] = json!([failure(code)]);
        return envelope(settings, &mut json!({ "statuses": of_each(world, chat, &status) }));
    }
    status["pricing"] = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "service" });
    let mut value = json!({ "statuses": of_each(world, chat, &status) });
    if let Some(person) = person {
        value["contacts"] = json!([contact(person)]);
    }
    envelope(settings, &mut value)
}

/// The same of each member, where it was sent to a group.
fn of_each(world: &World, chat: &str, status: &Value) -> Vec<Value> {
    let Some(group) = world.groups.get(chat) else { return vec![status.clone()] };
    let mut of_group = status.clone();
    of_group["recipient_type"] = json!("group");
    let members = world.people.iter().filter(|one| group.members.contains(&one.phone));
    let of_member = |person: &Persona| {
        let mut told = of_group.clone();
        name(&mut told, person, "recipient_participant_id", "recipient_participant_user_id");
        told
    };
    let told: Vec<Value> = members.map(of_member).collect();
    if told.is_empty() { vec![of_group] } else { told }
}

fn failure(code: u32) -> Value {
    let words = codes::words(code);
    json!({ "code": code, "title": words.title, "message": words.title, "error_data": { "details": words.details } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_escaped_as_meta_escapes_them() {
        let body = json!({ "a": "é/😀" });
        assert_eq!(String::from_utf8(bytes(&body)).unwrap(), r#"{"a":"\u00e9\/\ud83d\ude00"}"#);
        assert_eq!(serde_json::from_slice::<Value>(&bytes(&body)).unwrap(), body);
    }

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        let expected = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(signature("Jefe", b"what do ya want for nothing?"), expected);
    }
}
