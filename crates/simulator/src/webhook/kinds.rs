//! Webhooks of what else may come: kinds of messages that a phone makes in other ways than by writing, and things of other
//! fields that concern one person.

use super::{SECOND_US, contact, envelope, message, name, of_field};
use crate::Settings;
use crate::world::{Line, Persona, World};
use serde_json::{Value, json};

/// What each is called, and what the page says of it.
pub const ALL: [(&str, &str); 14] = [
    ("contacts", "A contact card"),
    ("order", "An order from a catalogue"),
    ("form", "A form that was filled in"),
    ("product", "A question about a product"),
    ("ad", "Words in answer to an advertisement"),
    ("poll", "A poll, which WhatsApp does not pass on"),
    ("unavailable", "A message that cannot be had"),
    ("welcome", "The chat was opened"),
    ("call_permission", "Leave to call"),
    ("call", "A call"),
    ("saved", "The business saved the contact on its own phone"),
    ("history", "Old messages of a number that came over"),
    ("error", "WhatsApp could not pass something on"),
    ("novelty", "A kind that nobody knows yet"),
];

/// The webhook of one of them; none where there is no such kind.
pub fn told(settings: &Settings, world: &World, person: &Persona, line: &Line, kind: &str) -> Option<Value> {
    let mut said = message(world, person, line, None);
    let at_s = line.at_us / SECOND_US;
    let (of, content) = match kind {
        "contacts" => ("contacts", card(person)),
        "order" => (
            "order",
            json!({ "catalog_id": "354", "text": "", "product_items": [
            { "product_retailer_id": "filter-20", "quantity": 3, "item_price": 30, "currency": "MYR" }] }),
        ),
        "form" => {
            said["context"] = json!({ "from": settings.display_number, "id": line.wamid });
            (
                "interactive",
                json!({ "type": "nfm_reply", "nfm_reply": { "name": "flow", "body": "Sent",
                "response_json": r#"{"flow_token":"unused","place":"Block C","matter":"Lift stuck"}"# } }),
            )
        }
        "product" => {
            said["context"] = json!({ "from": settings.display_number, "id": line.wamid,
                "referred_product": { "catalog_id": "354", "product_retailer_id": "filter-20" } });
            ("text", json!({ "body": "Is this still available?" }))
        }
        "ad" => {
            said["referral"] = json!({ "source_url": "https://fb.me/simulated", "source_id": "120", "source_type": "ad",
                "headline": "Chat with us", "body": "Spring cleaning", "media_type": "image", "ctwa_clid": "simulated" });
            ("text", json!({ "body": "Can I get more info on this?" }))
        }
        "poll" => {
            said["errors"] = json!([unsupported(131_051)]);
            ("unsupported", json!({ "type": "poll" }))
        }
        "unavailable" => {
            said["errors"] = json!([unsupported(131_060)]);
            ("unsupported", json!({ "type": "unknown" }))
        }
        "welcome" => ("request_welcome", Value::Null),
        "call_permission" => (
            "interactive",
            json!({ "type": "call_permission_reply", "call_permission_reply": {
            "response": "accept", "is_permanent": false, "expiration_timestamp": (at_s + 604_800).to_string(),
            "response_source": "user_action" } }),
        ),
        "novelty" => ("hologram", json!({ "depth": 3 })),
        other => return elsewhere(settings, person, line, other),
    };
    said["type"] = json!(of);
    if !content.is_null() {
        said[of] = content;
    }
    Some(envelope(settings, &mut json!({ "contacts": [contact(person)], "messages": [said] })))
}

/// Those that are no messages.
fn elsewhere(settings: &Settings, person: &Persona, line: &Line, kind: &str) -> Option<Value> {
    let at_s = line.at_us / SECOND_US;
    let (field, mut value) = match kind {
        "call" => {
            let mut call = json!({ "id": format!("wacid.{}", line.wamid), "to": settings.display_number,
                "event": "terminate", "direction": "USER_INITIATED", "timestamp": at_s.to_string(),
                "status": "FAILED", "duration": 0 });
            name(&mut call, person, "from", "from_user_id");
            ("calls", json!({ "contacts": [contact(person)], "calls": [call] }))
        }
        "saved" => {
            let mut saved = json!({ "full_name": person.name, "first_name": person.name });
            name(&mut saved, person, "phone_number", "user_id");
            (
                "smb_app_state_sync",
                json!({ "state_sync": [{ "type": "contact", "contact": saved, "action": "add",
                "metadata": { "timestamp": at_s.to_string() } }] }),
            )
        }
        "history" => {
            let mut old = json!({ "id": line.wamid, "timestamp": (at_s - 86_400).to_string(), "type": "text",
                "text": { "body": "An old message" }, "history_context": { "status": "READ" } });
            name(&mut old, person, "from", "from_user_id");
            let thread = json!({ "id": person.phone, "messages": [old] });
            (
                "history",
                json!({ "history": [{ "metadata": { "phase": 0, "chunk_order": 1, "progress": 100 },
                "threads": [thread] }] }),
            )
        }
        "error" => (
            "messages",
            json!({ "errors": [{ "code": 131_000, "title": "Something went wrong",
            "message": "Unsupported webhook payload", "error_data": { "details": "Unsupported webhook payload" } }] }),
        ),
        _ => return None,
    };
    Some(of_field(settings, field, &mut value))
}

fn card(person: &Persona) -> Value {
    json!([{
        "name": { "first_name": "Lim", "formatted_name": "Lim Plumbing" },
        "org": { "company": "Lim Plumbing" },
        "phones": [{ "phone": format!("+{}9", person.phone), "wa_id": format!("{}9", person.phone), "type": "WORK" }],
    }])
}

/// Why something cannot be shown, as it stands beside a message.
pub fn unsupported(code: u32) -> Value {
    let (title, details) = match code {
        131_060 => ("Message unavailable", "This message is currently unavailable."),
        _ => ("Message type unknown", "Message type is currently not supported."),
    };
    json!({ "code": code, "title": title, "message": title, "error_data": { "details": details } })
}
