//! From a body to its items, each read by itself.

use super::body::Body;
use super::lenient::{self, list, text, words};
use super::message::{Message, NoMessage, Number};
use super::news::{self, Part};
use super::notices;
use super::status::Status;
use domain::hearing::Suspicion;
use domain::message::Handle;
use domain::notice::Notice;
use domain::time::Instant;
use serde_json::Value;

/// Keys of a value that say where its items belong, not what happened.
const FRAME: &[&str] = &["messaging_product", "metadata", "contacts"];
/// Lists whose things each are news by themselves.
const NEWS: &[&str] = &[
    "groups",
    "calls",
    "user_preferences",
    "user_id_update",
    "history",
    "state_sync",
    "errors",
    "messaging_handovers",
];
/// Fields whose whole value is one piece of news.
const ACCOUNT: &[&str] = &[
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "account_update",
    "automatic_events",
    "business_capability_update",
    "business_status_update",
    "business_username_updates",
    "flows",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "messaging_handovers",
    "partner_solutions",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "phone_number_username_update",
    "security",
    "standby",
    "template_category_update",
    "template_correct_category_detection",
    "tracking_events",
];

/// One thing that a body tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A message, or a change of one.
    Message(Box<Message>),
    /// What became of a message we sent.
    Status(Box<Status>),
    /// Somebody is reached otherwise now: addresses they had, and those they have.
    Moved(Vec<Handle>, Vec<Handle>),
    /// What the members of a group call it.
    Named(Number, String, String),
    /// A message was taken back, by WhatsApp's own name for it; who did, and where, is not told. With the channel that says so.
    Revoked(String),
    /// What is wrong with something we hear by; nothing any more.
    Hearing(Part, Option<Suspicion>),
    /// What WhatsApp says of our own account.
    Notice(Notice),
    /// Somebody, by their addresses, wants no messages that advertise, or wants them again, and since when.
    Preferred(Vec<Handle>, bool, Option<Instant>),
    /// Something of a group, an account, a number or a person, by its name.
    News(String, Value),
    /// Something new or misshapen, by the best name there is.
    Unknown(String, Value),
}

/// A body that is no JSON at all.
#[derive(Debug, thiserror::Error)]
#[error("the body is no JSON (line {line}, column {column})")]
pub struct Unreadable {
    line: usize,
    column: usize,
}

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self { line: error.line(), column: error.column() }
    }
}

/// Reads a body, whose signature was checked before, into its items, in order.
///
/// # Errors
/// When it is no JSON; whatever else may be wrong with it becomes [`Item::Unknown`].
pub fn parse(body: &str) -> Result<Vec<Item>, Unreadable> {
    parse_as(body, None)
}

/// The same as one number of an app's hears it, by its id: what was written to another number of the same app, or sent from it,
/// is news.
///
/// # Errors
/// As [`parse`].
pub fn parse_as(body: &str, number: Option<&str>) -> Result<Vec<Item>, Unreadable> {
    let root = lenient::json(body)?;
    let mut items = Vec::new();
    let is_ours = text(&root, "object").is_none_or(|object| object == "whatsapp_business_account");
    match root.get("entry").and_then(Value::as_array) {
        Some(entries) if is_ours => entries.iter().for_each(|entry| read_entry(entry, number, &mut items)),
        _ => items.push(Item::Unknown("body".to_owned(), root)),
    }
    Ok(items)
}

fn read_entry(entry: &Value, ours: Option<&str>, items: &mut Vec<Item>) {
    match entry.get("changes").and_then(Value::as_array) {
        Some(changes) => changes.iter().for_each(|change| read_change(change, ours, items)),
        None => items.push(Item::Unknown("entry".to_owned(), entry.clone())),
    }
}

fn read_change(change: &Value, ours: Option<&str>, items: &mut Vec<Item>) {
    let field = words(change, "field");
    let Some(value) = change.get("value").filter(|value| value.is_object()) else {
        items.push(Item::Unknown(named("change", &field), change.clone()));
        return;
    };
    if ACCOUNT.contains(&field.as_str()) && !value.get("messages").is_some_and(Value::is_array) {
        let event = words(value, "event");
        items.extend(news::of_account(&field, value));
        items.extend(notices::of_account(&field, value).into_iter().map(Item::Notice));
        items.push(Item::News(named(&field, &event), value.clone()));
        return;
    }
    let number = value.get("metadata").map_or_else(Number::default, |metadata| Number {
        id: words(metadata, "phone_number_id"),
        shown: words(metadata, "display_phone_number"),
    });
    if ours.is_some_and(|ours| !number.id.is_empty() && number.id != ours) {
        let lists = value.as_object().into_iter().flatten().filter(|(key, _)| !FRAME.contains(&key.as_str()));
        lists.for_each(|(key, listed)| keep("another number", key, listed, items));
        return;
    }
    read_lists(&field, value, &number, items);
}

fn read_lists(field: &str, value: &Value, number: &Number, items: &mut Vec<Item>) {
    let contacts = list(value, "contacts");
    for (key, listed) in value.as_object().into_iter().flatten() {
        match key.as_str() {
            frame if FRAME.contains(&frame) => {}
            // Old chats of a number that came over from the business app; nothing of them is heard as if it were new.
            _ if field == "history" => keep(field, key, listed, items),
            "messages" | "message_echoes" => {
                for item in each(key, listed, items) {
                    let is_echo = key == "message_echoes";
                    let read = if is_echo { Message::echo } else { Message::received };
                    let read = if words(item, "type") == "system" {
                        items.extend(news::of_system(item));
                        Err(NoMessage::Silent)
                    } else {
                        read(item, number, contacts)
                    };
                    push_message(field, item, read, items);
                }
            }
            "statuses" => {
                for item in each(key, listed, items) {
                    items.push(match Status::read(item) {
                        Some(status) => Item::Status(Box::new(status)),
                        None => Item::Unknown(named(field, "status"), item.clone()),
                    });
                }
            }
            listed_news if NEWS.contains(&listed_news) => {
                let found = each(key, listed, &mut Vec::new()).iter();
                items.extend(found.flat_map(|item| news::of_list(key, item, number)));
                keep(field, key, listed, items);
            }
            _ => items.push(Item::Unknown(named(field, key), listed.clone())),
        }
    }
}

/// Keeps each thing of a list as news.
fn keep(field: &str, key: &str, listed: &Value, items: &mut Vec<Item>) {
    for item in each(key, listed, items) {
        let kind = ["type", "event", "value", "code"].iter().find_map(|key| text(item, key));
        items.push(Item::News(named(&named(field, key), &kind.unwrap_or_default()), item.clone()));
    }
}

/// The things of what should be a list; anything else is kept as it is.
fn each<'a>(key: &str, listed: &'a Value, items: &mut Vec<Item>) -> &'a [Value] {
    match listed {
        Value::Array(list) => list,
        Value::Object(_) => std::slice::from_ref(listed),
        _ => {
            items.push(Item::Unknown(key.to_owned(), listed.clone()));
            &[]
        }
    }
}

fn push_message(field: &str, item: &Value, read: Result<Message, NoMessage>, items: &mut Vec<Item>) {
    let kind = words(item, "type");
    let inner = item.get(&kind).map_or_else(String::new, |content| words(content, "type"));
    let name = || named(&named(field, &kind), &inner);
    match read {
        Ok(message) => {
            // What we cannot show is kept beside the place where it was said.
            if matches!(message.body, Body::Unsupported(_)) && kind != "unsupported" {
                items.push(Item::Unknown(name(), item.clone()));
            }
            items.push(Item::Message(Box::new(message)));
        }
        Err(NoMessage::Silent) => items.push(Item::News(name(), item.clone())),
        Err(NoMessage::Nameless) => items.push(Item::Unknown(named(field, "without id"), item.clone())),
        Err(NoMessage::Senderless) => items.push(Item::Unknown(named(field, "without sender"), item.clone())),
    }
}

/// Two words as one name. Whatever others wrote is cut to what a name may hold.
fn named(first: &str, second: &str) -> String {
    const WORD_MAX: usize = 60;
    let plain = |word: &str| -> String {
        let is_plain = |at: &char| at.is_ascii_alphanumeric() || "_-./ ".contains(*at);
        word.chars().filter(is_plain).take(WORD_MAX).collect()
    };
    match (plain(first), plain(second)) {
        (first, second) if second.is_empty() => first,
        (first, second) => format!("{first}/{second}"),
    }
}
