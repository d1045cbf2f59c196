//! Whom Meta posts an account's messages to, as its list of subscribed apps tells.

use super::lenient::{list, text};
use serde_json::Value;

/// Whom an account's messages go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscribed {
    /// To nobody.
    Nobody,
    /// To another program: its address or its app's name, as Meta tells it.
    Elsewhere(String),
    /// To us, as far as Meta tells.
    Us,
}

/// Reads the answer to `GET /{account}/subscribed_apps`. `app` is our app's id where it is known; `is_hook` says of an address
/// whether it is our webhook's, which an app of ours may name instead of its own.
#[must_use]
pub fn subscribed(told: &Value, app: Option<&str>, is_hook: impl Fn(&str) -> bool) -> Subscribed {
    let apps = list(told, "data");
    let named = |one: &Value, key: &str| one.get("whatsapp_business_api_data").and_then(|of| text(of, key));
    let elsewhere = |one: &Value| text(one, "override_callback_uri").filter(|address| !is_hook(address));
    let is_ours = |one: &&Value| app.is_none() || named(one, "id").is_none_or(|id| Some(id.as_str()) == app);
    if apps.is_empty() {
        return Subscribed::Nobody;
    }
    // Other apps beside ours hear the same, which takes nothing from us.
    let candidates: Vec<&Value> = apps.iter().filter(is_ours).collect();
    if candidates.iter().any(|one| elsewhere(one).is_none()) {
        return Subscribed::Us;
    }
    let other = candidates.iter().find_map(|one| elsewhere(one));
    let other = other.or_else(|| apps.iter().find_map(|one| elsewhere(one).or_else(|| named(one, "name"))));
    Subscribed::Elsewhere(other.unwrap_or_else(|| "another app".to_owned()))
}

/// The address that a number's messages are posted to, as Meta tells of the number; none where it does not tell. What is set for
/// the number goes before what is set for its account, and that before the app's own.
#[must_use]
pub fn callback(told: &Value) -> Option<&str> {
    let set = told.get("webhook_configuration")?;
    let address = |key: &str| set.get(key).and_then(Value::as_str).filter(|address| !address.is_empty());
    ["phone_number", "whatsapp_business_account", "application"].into_iter().find_map(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const OURS: &str = "https://laksana.example/hooks/cloud-api";

    fn app(id: &str, address: Option<&str>) -> Value {
        let about = json!({ "id": id, "name": format!("App {id}"), "link": "https://example.com" });
        match address {
            Some(address) => json!({ "whatsapp_business_api_data": about, "override_callback_uri": address }),
            None => json!({ "whatsapp_business_api_data": about }),
        }
    }

    #[test]
    fn who_hears_is_told_from_who_hears_beside() {
        let thief = "https://thief.example/hook";
        let elsewhere = |whom: &str| Subscribed::Elsewhere(whom.to_owned());
        let table = [
            (vec![], Some("7"), Subscribed::Nobody),
            (vec![app("7", None)], Some("7"), Subscribed::Us),
            (vec![app("7", Some(OURS))], Some("7"), Subscribed::Us),
            (vec![app("7", Some(thief))], Some("7"), elsewhere(thief)),
            (vec![app("8", None)], Some("7"), elsewhere("App 8")),
            (vec![app("8", Some(thief)), app("7", None)], Some("7"), Subscribed::Us),
            (vec![app("8", Some(thief))], None, elsewhere(thief)),
            (vec![app("8", None)], None, Subscribed::Us),
            (vec![json!({})], Some("7"), Subscribed::Us),
        ];
        for (apps, known, expected) in table {
            let told = json!({ "data": apps });
            assert_eq!(subscribed(&told, known, |to| to == OURS), expected, "{told} {known:?}");
        }
    }
    #[test]
    fn what_is_set_for_the_number_goes_before_its_account_and_its_app() {
        let of = |set: Value| callback(&json!({ "webhook_configuration": set })).map(str::to_owned);
        let (account, app) = ("https://account.example", "https://app.example");
        let table = [
            (json!({ "phone_number": OURS, "whatsapp_business_account": account, "application": app }), Some(OURS)),
            (json!({ "phone_number": "", "whatsapp_business_account": account, "application": app }), Some(account)),
            (json!({ "application": app }), Some(app)),
            (json!({}), None),
            (json!("none"), None),
        ];
        for (set, expected) in table {
            assert_eq!(of(set.clone()).as_deref(), expected, "{set}");
        }
        assert_eq!(callback(&json!({ "status": "CONNECTED" })), None);
    }
}
