//! Webhooks about groups: made and ended, who came and went, what they are called.

use super::SECOND_US;
use crate::Settings;
use crate::world::{Ask, Group, Persona, World};
use serde_json::{Value, json};

fn envelope(settings: &Settings, field: &str, told: &Value) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": settings.waba_id, "changes": [{ "field": field, "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": settings.display_number, "phone_number_id": settings.phone_number_id },
            "groups": [told],
        } }] }],
    })
}

fn told(kind: &str, id: &str, request: Option<&str>, now_us: i64) -> Value {
    let mut told = json!({ "timestamp": now_us / SECOND_US, "group_id": id, "type": kind });
    if let Some(request) = request {
        told["request_id"] = json!(request);
    }
    told
}

fn person(world: &World, phone: &str) -> Value {
    let known = world.people.iter().find(|one| one.phone == phone);
    known.map_or_else(|| json!({ "wa_id": phone }), participant)
}

/// A person as participants are listed.
pub fn participant(person: &Persona) -> Value {
    let mut told = json!({});
    super::name(&mut told, person, "wa_id", "user_id");
    told
}

/// The webhook of a group that was made.
pub fn made(settings: &Settings, group: (&str, &Group), request: &str, now_us: i64) -> Value {
    let (id, group) = group;
    let mut told = told("group_create", id, Some(request), now_us);
    told["subject"] = json!(group.subject);
    told["description"] = json!(group.description);
    told["invite_link"] = json!(group.link);
    envelope(settings, "group_lifecycle_update", &told)
}

/// The webhook of a group that was ended.
pub fn ended(settings: &Settings, id: &str, request: &str, now_us: i64) -> Value {
    envelope(settings, "group_lifecycle_update", &told("group_delete", id, Some(request), now_us))
}

/// The webhook of a group that is called otherwise.
pub fn renamed(settings: &Settings, group: (&str, &Group), request: &str, now_us: i64) -> Value {
    let (id, group) = group;
    let mut told = told("group_settings_update", id, Some(request), now_us);
    told["group_subject"] = json!({ "text": group.subject, "update_successful": true });
    told["group_description"] = json!({ "text": group.description, "update_successful": true });
    envelope(settings, "group_settings_update", &told)
}

/// The webhook of a group that WhatsApp lets nobody write in, or lets write again.
pub fn suspended(settings: &Settings, id: &str, is_suspended: bool, now_us: i64) -> Value {
    let kind = if is_suspended { "group_suspend" } else { "group_suspend_cleared" };
    envelope(settings, "group_status_update", &told(kind, id, None, now_us))
}

/// The webhook of somebody who came by the link.
pub fn came(settings: &Settings, world: &World, id: &str, phone: &str, now_us: i64) -> Value {
    let mut told = told("group_participants_add", id, None, now_us);
    told["reason"] = json!("invite_link");
    told["added_participants"] = json!([person(world, phone)]);
    envelope(settings, "group_participants_update", &told)
}

/// The webhook of people who were taken out.
pub fn left(settings: &Settings, world: &World, id: &str, phones: &[String], request: &str, now_us: i64) -> Value {
    let mut told = told("group_participants_remove", id, Some(request), now_us);
    told["initiated_by"] = json!("business");
    told["removed_participants"] = phones.iter().map(|phone| person(world, phone)).collect();
    envelope(settings, "group_participants_update", &told)
}

/// The webhook of somebody who asks to be let in.
pub fn asked(settings: &Settings, world: &World, id: &str, ask: &Ask, now_us: i64) -> Value {
    let mut told = told("group_join_request_created", id, None, now_us);
    told["join_request_id"] = json!(ask.id);
    if let (Some(told), Value::Object(who)) = (told.as_object_mut(), person(world, &ask.phone)) {
        told.extend(who);
    }
    envelope(settings, "group_participants_update", &told)
}
