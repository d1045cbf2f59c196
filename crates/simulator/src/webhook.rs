//! Webhooks as Meta writes them: the envelope, messages, statuses, groups, and the escaped bytes that are signed.

pub mod groups;

use crate::world::{Content, Line, On, Persona, Tick, World};
use crate::{Settings, base};
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
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] =
        json!({ "display_phone_number": settings.display_number, "phone_number_id": settings.phone_number_id });
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": settings.waba_id, "changes": [{ "field": "messages", "value": value }] }],
    })
}

fn contact(person: &Persona) -> Value {
    let mut contact = json!({ "profile": { "name": person.name }, "user_id": person.user_id });
    if !person.is_hidden {
        contact["wa_id"] = json!(person.phone);
    }
    contact
}

fn message(world: &World, person: &Persona, line: &Line, group: Option<&str>) -> Value {
    let mut message =
        json!({ "id": line.wamid, "timestamp": (line.at_us / SECOND_US).to_string(), "from_user_id": person.user_id });
    if !person.is_hidden {
        message["from"] = json!(person.phone);
    }
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
    let (kind, value) = match &line.content {
        Content::Text(text) => ("text", json!({ "body": text })),
        Content::Location { latitude, longitude } => {
            ("location", json!({ "latitude": latitude, "longitude": longitude }))
        }
        Content::File { kind, id, caption } => (kind.as_str(), file(settings, world, kind, id, caption)),
        Content::Choice { .. } | Content::Other(_) | Content::Whereabouts(_) | Content::Link(..) => {
            ("unsupported", json!({ "type": "unknown" }))
        }
    };
    message["type"] = json!(kind);
    message[kind] = value;
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
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
    if let Some(name) = &file.name {
        value["filename"] = json!(name);
    }
    if kind == "audio" {
        value["voice"] = json!(true);
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

/// The webhook of somebody's new number, as WhatsApp itself tells of it.
pub fn moved(settings: &Settings, world: &World, person: &Persona, line: &Line, old: &str) -> Value {
    let mut message = message(world, person, line, None);
    message["from"] = json!(old);
    message["type"] = json!("system");
    let body = format!("User {} changed from {old} to {}", person.name, person.phone);
    message["system"] = json!({ "body": body, "wa_id": person.phone, "type": "user_changed_number" });
    envelope(settings, &mut json!({ "messages": [message] }))
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
    let mut status = json!({
        "id": line.wamid,
        "status": word,
        "timestamp": (now_us / SECOND_US).to_string(),
        "recipient_id": chat,
    });
    let person = world.person(chat);
    if let Some(person) = person {
        status["recipient_user_id"] = json!(person.user_id);
    } else {
        status["recipient_type"] = json!("group");
    }
    if let Some(opaque) = &line.opaque {
        status["biz_opaque_callback_data"] = json!(opaque);
    }
    if let Tick::Failed(code) = line.tick {
        status["errors"] = json!([failure(code)]);
        return envelope(settings, &mut json!({ "statuses": [status] }));
    }
    status["pricing"] = json!({ "billable": true, "pricing_model": "PMP", "type": "regular", "category": "service" });
    let contacts: Vec<Value> = person.map(contact).into_iter().collect();
    envelope(settings, &mut json!({ "contacts": contacts, "statuses": [status] }))
}

fn failure(code: u32) -> Value {
    let (title, details) = match code {
        131_047 => (
            "Re-engagement message",
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        ),
        131_026 => ("Message undeliverable", "Message Undeliverable."),
        _ => ("Something went wrong", "Message failed to send due to an unknown error."),
    };
    json!({ "code": code, "title": title, "message": title, "error_data": { "details": details } })
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
