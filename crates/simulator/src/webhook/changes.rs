//! Webhooks of what changes afterwards: words, messages, numbers and names, and what the business types on its own phone.

use super::{contact, envelope, fill, message, name, of_field};
use crate::Settings;
use crate::world::{Content, Line, Persona, World};
use serde_json::{Value, json};

/// The webhook of another content for an earlier message.
pub fn edited(
    settings: &Settings,
    world: &World,
    person: &Persona,
    line: &Line,
    (of, content, group): (&str, &Content, Option<&str>),
) -> Value {
    let mut message = message(world, person, line, group);
    message["type"] = json!("edit");
    let mut inner = json!({});
    fill(settings, world, &mut inner, content);
    message["edit"] = json!({ "original_message_id": of, "message": inner });
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
}

/// The webhook of an earlier message that was taken back.
pub fn revoked(
    settings: &Settings,
    world: &World,
    person: &Persona,
    line: &Line,
    (of, group): (&str, Option<&str>),
) -> Value {
    let mut message = message(world, person, line, group);
    message["type"] = json!("revoke");
    message["revoke"] = json!({ "original_message_id": of });
    envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [message] }))
}

/// The webhook of what the business typed to somebody on its own phone.
pub fn echoed(settings: &Settings, world: &World, person: &Persona, line: &Line) -> Value {
    let mut message = json!({
        "from": settings.display_number,
        "id": line.wamid,
        "timestamp": (line.at_us / super::SECOND_US).to_string(),
    });
    name(&mut message, person, "to", "to_user_id");
    fill(settings, world, &mut message, &line.content);
    of_field(settings, "smb_message_echoes", &mut json!({ "contacts": [contact(person)], "message_echoes": [message] }))
}

/// The webhooks of somebody's new number: a message of WhatsApp's own, and, where they have a name within the portfolio, that
/// it is another one now. `before` is who they were.
pub fn moved(settings: &Settings, world: &World, (before, person): (&Persona, &Persona), line: &Line) -> Vec<Value> {
    let mut message = message(world, before, line, None);
    message["type"] = json!("system");
    let body = format!("User {} changed from {} to {}", person.name, before.phone, person.phone);
    let kind = if person.id().is_some() { "user_changed_user_id" } else { "user_changed_number" };
    message["system"] = json!({ "body": body, "type": kind });
    name(&mut message["system"], person, "wa_id", "user_id");
    let told = envelope(settings, &mut json!({ "messages": [message] }));
    let (Some(previous), Some(current)) = (before.id(), person.id()) else { return vec![told] };
    let mut update = json!({
        "detail": format!("User id for {} has been updated.", person.name),
        "user_id": { "previous": previous, "current": current },
        "timestamp": (line.at_us / super::SECOND_US).to_string(),
    });
    if let Some(number) = person.number() {
        update["wa_id"] = json!(number);
    }
    let contacts = json!([{ "profile": { "name": person.name }, "wa_id": person.number() }]);
    let mut value = json!({ "contacts": contacts, "user_id_update": [update] });
    if person.number().is_none() {
        value["contacts"] = json!([contact(person)]);
    }
    vec![told, of_field(settings, "user_id_update", &mut value)]
}

/// The webhook of what somebody wishes about messages that advertise.
pub fn wished(settings: &Settings, person: &Persona, wants_none: bool, now_us: i64) -> Value {
    let (value, detail) = match wants_none {
        true => ("stop", "User requested to stop marketing messages"),
        false => ("resume", "User requested to resume marketing messages"),
    };
    let mut wish = json!({ "detail": detail, "category": "marketing_messages", "value": value,
        "timestamp": now_us / super::SECOND_US });
    name(&mut wish, person, "wa_id", "user_id");
    of_field(settings, "user_preferences", &mut json!({ "contacts": [contact(person)], "user_preferences": [wish] }))
}
