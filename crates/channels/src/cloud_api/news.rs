//! What news say that something follows from: people reached otherwise, groups named and suspended, accounts that bring
//! nothing any more.

use super::identity::Identity;
use super::lenient::{instant, list, text, words};
use super::message::Number;
use super::parse::Item;
use domain::hearing::Suspicion;
use domain::message::Handle;
use serde_json::Value;

/// What something is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The whole channel.
    Channel,
    /// A number, or a session, by its id.
    Number(String),
    /// A group of a number.
    Group(Number, String),
}

/// What follows from news of an account.
pub(super) fn of_account(field: &str, value: &Value) -> Option<Item> {
    let ban = value.get("ban_info").unwrap_or(&Value::Null);
    let trouble = match (field, words(value, "event").as_str()) {
        ("account_update", "DISABLED_UPDATE") => match words(ban, "waba_ban_state").as_str() {
            "REINSTATE" => None,
            _ => Some(Suspicion::Restricted),
        },
        ("account_update", "ACCOUNT_DELETED") => Some(Suspicion::Restricted),
        ("account_update", "ACCOUNT_OFFBOARDED" | "PARTNER_REMOVED" | "PARTNER_APP_UNINSTALLED") => {
            Some(Suspicion::Disconnected)
        }
        ("account_update", "ACCOUNT_RECONNECTED" | "PARTNER_ADDED" | "PARTNER_APP_INSTALLED") => None,
        _ => return None,
    };
    Some(Item::Hearing(Part::Channel, trouble))
}

/// What follows from one thing of a list of news.
pub(super) fn of_list(key: &str, item: &Value, number: &Number) -> Vec<Item> {
    match key {
        "groups" => of_group(item, number),
        "user_preferences" => of_preference(item).into_iter().collect(),
        "user_id_update" => of_id(item).into_iter().collect(),
        "state_sync" => {
            let contact = item.get("contact").unwrap_or(&Value::Null);
            learnt(&Identity::of(contact, &["phone_number", "user_id"])).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// What follows from a system message: a number, or an id, that took the place of another.
pub(super) fn of_system(item: &Value) -> Option<Item> {
    let system = item.get("system").unwrap_or(&Value::Null);
    if !matches!(words(system, "type").as_str(), "user_changed_number" | "user_changed_user_id") {
        return None;
    }
    let before = Identity::of(item, &["from", "from_user_id", "from_parent_user_id"]).handles();
    // Older versions write the new number as `new_wa_id`.
    let after = Identity::of(system, &["wa_id", "new_wa_id", "user_id", "parent_user_id"]).handles();
    (!before.is_empty() && !after.is_empty()).then_some(Item::Moved(before, after))
}

/// What somebody wishes about messages that advertise.
fn of_preference(item: &Value) -> Option<Item> {
    let handles = Identity::of(item, &["wa_id", "user_id", "parent_user_id"]).handles();
    let stops = match (words(item, "category").as_str(), words(item, "value").as_str()) {
        ("marketing_messages", "stop") => true,
        ("marketing_messages", "resume" | "signup") => false,
        _ => return None,
    };
    (!handles.is_empty()).then(|| Item::Preferred(handles, stops, instant(item, "timestamp")))
}

fn of_id(item: &Value) -> Option<Item> {
    let ids = |which: &str| -> Identity {
        let mut identity = Identity::default();
        for key in ["user_id", "parent_user_id"] {
            if let Some(id) = item.get(key).and_then(|id| text(id, which)) {
                identity.learn(&id);
            }
        }
        identity
    };
    let mut after = ids("current");
    if let Some(phone) = text(item, "wa_id") {
        after.learn(&phone);
    }
    let (before, after) = (ids("previous").handles(), after.handles());
    (!after.is_empty()).then_some(Item::Moved(before, after))
}

/// Several addresses of one person.
pub(crate) fn learnt(identity: &Identity) -> Option<Item> {
    let handles: Vec<Handle> = identity.handles();
    (handles.len() > 1).then_some(Item::Moved(Vec::new(), handles))
}

fn of_group(item: &Value, number: &Number) -> Vec<Item> {
    let Some(group) = text(item, "group_id") else { return Vec::new() };
    let mut items = Vec::new();
    let changed = item.get("group_subject").unwrap_or(&Value::Null);
    let subject = text(item, "subject").or_else(|| text(changed, "text")).or_else(|| text(item, "group_subject"));
    let failed = changed.get("update_successful").and_then(Value::as_bool) == Some(false);
    items.extend(subject.filter(|_| !failed).map(|name| Item::Named(number.clone(), group.clone(), name)));
    let part = || Part::Group(number.clone(), group.clone());
    match words(item, "type").as_str() {
        "group_suspend" => items.push(Item::Hearing(part(), Some(Suspicion::Suspended))),
        "group_suspend_cleared" => items.push(Item::Hearing(part(), None)),
        _ => {}
    }
    let people = ["added_participants", "removed_participants", "participants"];
    let people = people.iter().flat_map(|key| list(item, key)).chain(std::iter::once(item));
    items.extend(people.filter_map(|person| learnt(&Identity::of(person, &["wa_id", "user_id", "parent_user_id"]))));
    items
}
