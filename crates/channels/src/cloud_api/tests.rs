//! The Cloud API's bodies against fixtures, signatures against vectors, and what hostile or broken ones cost.

mod bodies;
mod fixtures;
mod sending;
mod signatures;

use super::parse::{Item, parse};
use serde_json::{Value, json};
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/cloud-api")
}

/// The items of one value under a field.
fn items(field: &str, value: &Value) -> Vec<Item> {
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": field, "value": value }] }] });
    parse(&body.to_string()).expect("it is JSON")
}

/// The items of messages that came to one number, without contacts.
fn messages(messages: &Value) -> Vec<Item> {
    let metadata = json!({ "display_phone_number": "+1 555 078 3881", "phone_number_id": "106540352242922" });
    items("messages", &json!({ "messaging_product": "whatsapp", "metadata": metadata, "messages": messages }))
}
