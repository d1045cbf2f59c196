//! What news of an account say that whoever leads has to know: restrictions, complaints, templates, limits.

use super::lenient::{list, text, words};
use domain::notice::{Concern, Matter, Notice};
use domain::time::Instant;
use serde_json::Value;

/// What stands for as many people as one likes.
const UNLIMITED: i64 = 1_000_000;

/// What follows from news of an account. When it was learnt is for whoever records it.
pub(super) fn of_account(field: &str, value: &Value) -> Vec<Notice> {
    let event = words(value, "event");
    match field {
        "account_update" => of_update(&event, value).into_iter().collect(),
        "account_alerts" => of_alert(value).into_iter().collect(),
        "security" => vec![told(Matter::Security, &event, Some(Concern::SecurityAsked))],
        "business_capability_update" => limited(value).into_iter().collect(),
        "phone_number_quality_update" => {
            let quality = match event.as_str() {
                "FLAGGED" => Some(told(Matter::Number, "", Some(Concern::QualityPoor))),
                "UNFLAGGED" => Some(told(Matter::Number, "", None)),
                _ => None,
            };
            quality.into_iter().chain(limited(value)).collect()
        }
        "message_template_status_update" => {
            let Some((matter, concern)) = template(&event) else { return Vec::new() };
            vec![told(matter, &named(value), concern)]
        }
        "message_template_quality_update" => match words(value, "new_quality_score").as_str() {
            "GREEN" => vec![told(Matter::Quality, &named(value), None)],
            "YELLOW" | "RED" => vec![told(Matter::Quality, &named(value), Some(Concern::TemplateFlagged))],
            _ => Vec::new(),
        },
        "template_category_update" => {
            let is_marketing = words(value, "new_category") == "MARKETING";
            vec![told(Matter::Category, &named(value), is_marketing.then_some(Concern::Recategorised))]
        }
        _ => Vec::new(),
    }
}

/// What becomes of a template by a word of WhatsApp's, as it stands in lists and in news; none for one that changes nothing.
pub fn template(word: &str) -> Option<(Matter, Option<Concern>)> {
    Some(match word {
        "APPROVED" | "REINSTATED" | "UNPAUSED" => (Matter::Template, None),
        "REJECTED" => (Matter::Template, Some(Concern::TemplateRejected)),
        "PAUSED" => (Matter::Template, Some(Concern::TemplatePaused)),
        "DISABLED" => (Matter::Template, Some(Concern::TemplateDisabled)),
        "FLAGGED" => (Matter::Quality, Some(Concern::TemplateFlagged)),
        _ => return None,
    })
}

/// How many people may be written to first in a day, as WhatsApp writes it: a number, or a tier.
pub fn people_limit(told: &Value) -> Option<i64> {
    if let Some(number) = told.as_i64() {
        return if number < 0 { Some(UNLIMITED) } else { Some(number.min(UNLIMITED)) };
    }
    let tier = told.as_str()?;
    let tier = tier.strip_prefix("TIER_").unwrap_or(tier);
    if tier == "UNLIMITED" {
        return Some(UNLIMITED);
    }
    let (digits, times) = match tier.strip_suffix('K') {
        Some(thousands) => (thousands, 1_000),
        None => (tier, 1),
    };
    let number: u32 = digits.parse().ok()?;
    Some(i64::from(number).saturating_mul(times).min(UNLIMITED))
}

fn of_update(event: &str, value: &Value) -> Option<Notice> {
    match event {
        "ACCOUNT_RESTRICTION" => {
            let kinds: Vec<String> =
                list(value, "restriction_info").iter().filter_map(|one| text(one, "restriction_type")).collect();
            Some(told(Matter::Account, &kinds.join(", "), Some(Concern::Restricted)))
        }
        "ACCOUNT_VIOLATION" => {
            let kind = value.get("violation_info").and_then(|info| text(info, "violation_type"));
            Some(told(Matter::Account, &kind.unwrap_or_default(), Some(Concern::Violated)))
        }
        _ => None,
    }
}

/// An alert, unless it only informs.
fn of_alert(value: &Value) -> Option<Notice> {
    let info = value.get("alert_info").unwrap_or(value);
    let is_told = words(info, "alert_severity") != "INFORMATIONAL";
    is_told.then(|| told(Matter::Account, &words(info, "alert_type"), Some(Concern::Alerted)))
}

fn limited(value: &Value) -> Option<Notice> {
    let keys = ["max_daily_conversations_per_business", "max_daily_conversation_per_phone", "current_limit"];
    let figure = keys.iter().filter_map(|key| value.get(*key)).find_map(people_limit)?;
    Some(told(Matter::Limit, "", None).of(figure))
}

fn told(matter: Matter, subject: &str, concern: Option<Concern>) -> Notice {
    Notice::new(matter, subject, concern, Instant::from_us(0))
}

/// A template by name and language.
fn named(value: &Value) -> String {
    format!("{} {}", words(value, "message_template_name"), words(value, "message_template_language"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(field: &str, value: &Value) -> Vec<(Matter, String, Option<Concern>, Option<i64>)> {
        let found = of_account(field, value).into_iter();
        found.map(|one| (one.matter, one.subject, one.concern, one.figure)).collect()
    }

    #[test]
    fn news_of_limits_and_quality_are_heard() {
        let limit = |figure| vec![(Matter::Limit, String::new(), None, Some(figure))];
        let table = [
            ("business_capability_update", json!({ "max_daily_conversations_per_business": 2000 }), limit(2_000)),
            ("business_capability_update", json!({ "max_daily_conversation_per_phone": -1 }), limit(UNLIMITED)),
            ("phone_number_quality_update", json!({ "event": "UPGRADE", "current_limit": "TIER_10K" }), limit(10_000)),
            (
                "phone_number_quality_update",
                json!({ "event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED" }),
                limit(UNLIMITED),
            ),
            ("phone_number_quality_update", json!({ "event": "DOWNGRADE", "current_limit": "TIER_NOT_SET" }), vec![]),
            (
                "phone_number_quality_update",
                json!({ "event": "FLAGGED" }),
                vec![(Matter::Number, String::new(), Some(Concern::QualityPoor), None)],
            ),
            (
                "security",
                json!({ "event": "PIN_RESET_REQUEST" }),
                vec![(Matter::Security, "PIN_RESET_REQUEST".into(), Some(Concern::SecurityAsked), None)],
            ),
            (
                "account_alerts",
                json!({ "alert_info": { "alert_severity": "CRITICAL", "alert_type": "OBA_APPROVED" } }),
                vec![(Matter::Account, "OBA_APPROVED".into(), Some(Concern::Alerted), None)],
            ),
            (
                "account_alerts",
                json!({ "alert_info": { "alert_severity": "INFORMATIONAL", "alert_type": "X" } }),
                vec![],
            ),
            ("message_template_status_update", json!({ "event": "PENDING", "message_template_name": "a" }), vec![]),
            ("account_update", json!({ "event": "PARTNER_ADDED" }), vec![]),
        ];
        for (field, value, expected) in table {
            assert_eq!(of(field, &value), expected, "{field} {value}");
        }
    }
}
