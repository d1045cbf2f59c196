//! Webhooks of what WhatsApp says of the account, the number and its templates.

use super::SECOND_US;
use crate::Settings;
use crate::world::{Standing, Template, World};
use serde_json::{Value, json};

/// A week, as restrictions last.
const WEEK_S: i64 = 604_800;

/// What each is called, and what the page says of it.
pub const ALL: [(&str, &str); 16] = [
    ("restricted", "The account may not write first for a week"),
    ("violation", "The account broke a rule"),
    ("disabled", "The account is blocked"),
    ("reinstated", "The account is no longer blocked"),
    ("offboarded", "The number was taken from the API"),
    ("reconnected", "The number is back"),
    ("removed", "The app was removed from the account"),
    ("deleted", "The account was deleted"),
    ("flagged", "People complain of the number"),
    ("unflagged", "They do so no more"),
    ("fewer", "Fewer people may be written to in a day"),
    ("more", "More people may be written to in a day"),
    ("alert", "A critical alert"),
    ("reviewed", "The account was looked at, and is refused"),
    ("security", "Somebody asks for another PIN"),
    ("renamed", "The name of the number is approved"),
];

/// What may be told of one template beside how it stands: word, and what the page says.
pub const OF_TEMPLATES: [(&str, &str); 4] =
    [("GREEN", "well liked"), ("YELLOW", "middling"), ("RED", "disliked"), ("MARKETING", "counts as advertising")];

/// A body of a field that tells of the account.
fn of_account(settings: &Settings, field: &str, value: &Value, now_us: i64) -> Value {
    json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": settings.waba_id, "time": now_us / SECOND_US, "changes": [{ "field": field, "value": value }] }],
    })
}

/// Lets something befall the account or the number. The webhook of it; none where there is no such thing.
pub fn befalls(settings: &Settings, world: &mut World, news: &str, now_us: i64) -> Option<Value> {
    match news {
        "disabled" | "deleted" | "offboarded" => world.number_status = "BANNED",
        "restricted" => world.number_status = "RESTRICTED",
        "reinstated" | "reconnected" => world.number_status = "CONNECTED",
        "flagged" => world.quality = "RED",
        "unflagged" => world.quality = "GREEN",
        _ => {}
    }
    let (field, value) = told(settings, news, now_us / SECOND_US)?;
    Some(of_account(settings, field, &value, now_us))
}

fn told(settings: &Settings, news: &str, at_s: i64) -> Option<(&'static str, Value)> {
    let update = |event: &str| ("account_update", json!({ "event": event }));
    let with = |event: &str, key: &str, value: Value| ("account_update", json!({ "event": event, key: value }));
    let number = |event: &str, limit: &str| {
        let value = json!({ "display_phone_number": settings.display_number, "event": event, "current_limit": limit });
        ("phone_number_quality_update", value)
    };
    let capability =
        |people: u32| ("business_capability_update", json!({ "max_daily_conversations_per_business": people }));
    Some(match news {
        "restricted" => {
            let kind =
                json!([{ "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING", "expiration": at_s + WEEK_S }]);
            with("ACCOUNT_RESTRICTION", "restriction_info", kind)
        }
        "violation" => with("ACCOUNT_VIOLATION", "violation_info", json!({ "violation_type": "SCAM" })),
        "disabled" => with("DISABLED_UPDATE", "ban_info", banned("DISABLE", at_s)),
        "reinstated" => with("DISABLED_UPDATE", "ban_info", banned("REINSTATE", at_s)),
        "offboarded" => update("ACCOUNT_OFFBOARDED"),
        "reconnected" => update("ACCOUNT_RECONNECTED"),
        "removed" => update("PARTNER_REMOVED"),
        "deleted" => update("ACCOUNT_DELETED"),
        "flagged" => number("FLAGGED", "TIER_1K"),
        "unflagged" => number("UNFLAGGED", "TIER_1K"),
        "fewer" => capability(250),
        "more" => capability(10_000),
        "alert" => {
            let info = json!({ "alert_severity": "CRITICAL", "alert_status": "ACTIVE", "alert_type": "PAYMENT_ISSUE",
                "alert_description": "A payment failed." });
            ("account_alerts", json!({ "entity_type": "BUSINESS", "entity_id": settings.waba_id, "alert_info": info }))
        }
        "reviewed" => ("account_review_update", json!({ "decision": "REJECTED" })),
        "security" => (
            "security",
            json!({ "display_phone_number": settings.display_number, "event": "PIN_RESET_REQUEST", "requester": "1" }),
        ),
        "renamed" => (
            "phone_number_name_update",
            json!({ "display_phone_number": settings.display_number, "decision": "APPROVED",
                "requested_verified_name": "Laksana simulator" }),
        ),
        _ => return None,
    })
}

/// That an account is blocked, or no longer, since a day in words.
fn banned(state: &str, at_s: i64) -> Value {
    let day = jiff::Timestamp::from_second(at_s).unwrap_or_default().strftime("%B %-d, %Y").to_string();
    json!({ "waba_ban_state": state, "waba_ban_date": day })
}

/// The webhook of how a template stands.
pub fn stands(settings: &Settings, template: &Template, now_us: i64) -> Value {
    let mut value = named(template);
    value["event"] = json!(template.standing.word());
    value["message_template_category"] = template.body["category"].clone();
    value["reason"] = json!(if template.standing == Standing::Rejected { "INVALID_FORMAT" } else { "NONE" });
    of_account(settings, "message_template_status_update", &value, now_us)
}

/// The webhook of what else is told of a template; none where there is no such word.
pub fn of_template(settings: &Settings, template: &Template, word: &str, now_us: i64) -> Option<Value> {
    let mut value = named(template);
    let field = match word {
        "MARKETING" => {
            (value["previous_category"], value["new_category"]) = (json!("UTILITY"), json!("MARKETING"));
            "template_category_update"
        }
        "GREEN" | "YELLOW" | "RED" => {
            (value["previous_quality_score"], value["new_quality_score"]) = (json!("UNKNOWN"), json!(word));
            "message_template_quality_update"
        }
        _ => return None,
    };
    Some(of_account(settings, field, &value, now_us))
}

fn named(template: &Template) -> Value {
    json!({ "message_template_id": template.id, "message_template_name": template.name,
        "message_template_language": template.language })
}
