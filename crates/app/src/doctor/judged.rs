//! What Meta says of token, number, fields and templates, judged.

use super::ask::Asked;
use super::{DAY_MINUTES, FIELDS, SCOPES, SOON_DAYS, good, missing, skipped, wrong};
use crate::handing::{self, is_spelt};
use channels::cloud_api::{template_language, templates};
use domain::time::Instant;
use serde_json::Value;
use web::Finding;

/// Fields that only some need, and who does.
const EXTRAS: [(&[&str], &str); 2] = [
    (
        &["group_lifecycle_update", "group_participants_update", "group_settings_update", "group_status_update"],
        "For groups of the number itself subscribe, too",
    ),
    (
        &["smb_message_echoes", "smb_app_state_sync", "history"],
        "For a number that is in the WhatsApp Business app, too, so that what is typed there is heard, subscribe also",
    ),
];

/// What mends a template that is not there, that WhatsApp thinks about, that it decided against or holds without its buttons.
const HAND_IN: &str = "Hand in what is missing: on the page /settings/whatsapp, or laksana templates --submit. Who writes another \
                       language is answered in English.";
const WAIT: &str = "WhatsApp decides by itself, within a day.";
const AGAIN: &str = "Of what was handed in and cannot be used WhatsApp Manager, Message templates, says why. Delete it there, and \
                     hand it in again after a while.";

/// What Meta says of a token, and of which app it is.
pub(super) fn token(asked: &Asked, now: Instant) -> (Finding, Option<String>) {
    let value = match asked {
        Asked::Failed(words) => {
            return (wrong("Token", words, "Make a new one: Business settings, System users, Generate token."), None);
        }
        Asked::Told(value) => &value["data"],
    };
    let app = value["app_id"].as_str().map(str::to_owned).or_else(|| value["app_id"].as_u64().map(|id| id.to_string()));
    if value["is_valid"] != Value::Bool(true) {
        let why = value["error"]["message"].as_str().unwrap_or("Meta does not say why");
        return (
            wrong(
                "Token",
                &format!("The access token is not valid: {why}."),
                "Make a new one: Business settings, System users, Generate token.",
            ),
            app,
        );
    }
    let scopes: Vec<&str> = value["scopes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let lacks: Vec<&str> = SCOPES.into_iter().filter(|scope| !scopes.contains(scope)).collect();
    if !lacks.is_empty() {
        return (
            wrong(
                "Token",
                &format!("The access token may not: {}.", lacks.join(", ")),
                "Make a new one with these permissions ticked.",
            ),
            app,
        );
    }
    let runs_out = value["expires_at"].as_i64().filter(|at| *at > 0).map(|at_s| Instant::from_us(at_s * 1_000_000));
    let finding = match runs_out.map(|at| at.minutes_since(now) / DAY_MINUTES) {
        None => good("Token", "The access token is valid, may send and manage, and does not run out."),
        Some(days) if days < SOON_DAYS => missing(
            "Token",
            &format!("The access token runs out in {days:.0} days."),
            "A system user’s token does not run out: Business settings, System users.",
        ),
        Some(days) => good("Token", &format!("The access token is valid for {days:.0} more days.")),
    };
    (finding, app)
}

pub(super) fn number(asked: &Asked) -> Finding {
    let value = match asked {
        Asked::Failed(words) => {
            return wrong(
                "Number",
                words,
                "Check LAKSANA_CLOUD_API_PHONE_NUMBER_ID: it is Meta’s id, not the number itself.",
            );
        }
        Asked::Told(value) => value,
    };
    let text = |key: &str| value[key].as_str().unwrap_or("unknown");
    let (shown, name) = (text("display_phone_number"), text("verified_name"));
    if let Some(status) = value["status"].as_str().filter(|status| *status != "CONNECTED") {
        return unconnected(status, shown, name);
    }
    match (text("quality_rating"), text("code_verification_status")) {
        ("RED", _) => wrong(
            "Number",
            &format!("{shown} ({name}) has poor quality: people block or report it."),
            "Write less, and only to who expects it; WhatsApp Manager shows what was reported.",
        ),
        ("YELLOW", _) => missing(
            "Number",
            &format!("{shown} ({name}) has middling quality."),
            "Write only to who expects it, before WhatsApp lowers your limits.",
        ),
        (_, "EXPIRED" | "NOT_VERIFIED") => {
            missing("Number", &format!("{shown} ({name}) is not verified."), "Verify the number in WhatsApp Manager.")
        }
        (quality, _) => good("Number", &format!("{shown} ({name}), quality {}.", quality.to_lowercase())),
    }
}

/// A number that is not connected, by Meta's word for why.
fn unconnected(status: &str, shown: &str, name: &str) -> Finding {
    let (words, remedy) = match status {
        "RESTRICTED" => (
            "is restricted: WhatsApp lets it write to nobody first",
            "WhatsApp Manager, Account quality, says until when and why; ask for a review there.",
        ),
        "BANNED" | "DELETED" | "FLAGGED_FOR_DELETION" => {
            ("is blocked", "WhatsApp Manager, Account quality, says why; ask for a review there.")
        }
        "FLAGGED" => (
            "is flagged: people block or report it",
            "Write less, and only to who expects it, before WhatsApp lowers your limits.",
        ),
        "PENDING" | "UNVERIFIED" | "MIGRATED" | "DISCONNECTED" => {
            ("is not registered", "Register it for the Cloud API in WhatsApp Manager, Phone numbers.")
        }
        _ => ("is not connected", "WhatsApp Manager, Phone numbers, says what it waits for."),
    };
    wrong("Number", &format!("{shown} ({name}) {words} ({status})."), remedy)
}

/// The fields that our app is subscribed to, as Meta tells.
pub fn subscribed_fields(value: &Value) -> Vec<&str> {
    let objects = value["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = objects.iter().filter(|one| one["object"] == "whatsapp_business_account");
    let fields = ours.flat_map(|one| one["fields"].as_array().into_iter().flatten());
    fields.filter_map(|field| field["name"].as_str().or(field.as_str())).collect()
}

pub(super) fn fields(value: &Value) -> Finding {
    let names = subscribed_fields(value);
    let lacks: Vec<&str> = FIELDS.into_iter().filter(|field| !names.contains(field)).collect();
    match (names.contains(&"messages"), lacks.as_slice()) {
        (_, []) => good("Fields", &format!("Subscribed: {}.{}", names.join(", "), wished(&names))),
        (true, lacks) => missing(
            "Fields",
            &format!("Not subscribed: {}. What they tell is not heard.", lacks.join(", ")),
            "In your app, WhatsApp, Configuration: subscribe to these fields.",
        ),
        (false, _) => wrong(
            "Fields",
            "The field “messages” is not subscribed, so that nothing is heard.",
            "In your app, WhatsApp, Configuration: subscribe to “messages”.",
        ),
    }
}

/// Fields that only some need, where they are not subscribed.
fn wished(names: &[&str]) -> String {
    let hints = EXTRAS.into_iter().filter_map(|(fields, whom)| {
        let lacks: Vec<&str> = fields.iter().copied().filter(|field| !names.contains(field)).collect();
        (!lacks.is_empty()).then(|| format!(" {whom}: {}.", lacks.join(", ")))
    });
    hints.collect()
}

/// How the templates stand in the languages that people write here.
pub(super) fn texts(asked: &Option<Asked>, has_account: bool, languages: &[String]) -> Finding {
    let value = match asked {
        _ if !has_account => return skipped("Templates", "They are looked at once the account’s id is set."),
        None => return skipped("Templates", "They were not looked at."),
        Some(Asked::Failed(words)) => return wrong("Templates", words, "Give the token access to the account."),
        Some(Asked::Told(value)) => value,
    };
    let (listed, _) = templates(&value.to_string()).unwrap_or_default();
    let wanted = handing::all(languages);
    let (mut lacks, mut remedies) = (Vec::new(), Vec::new());
    for (sentence, texts) in &wanted {
        let language = template_language(texts.language);
        let known = listed.iter().find(|one| one.name == sentence.word() && is_spelt(&one.language, language));
        let (state, remedy) = match known {
            Some(one) if one.is_approved && one.buttons == sentence.choices().len() => continue,
            Some(one) if one.is_approved => ("approved without its buttons".to_owned(), AGAIN),
            Some(one) if one.state == "PENDING" => ("waits for WhatsApp".to_owned(), WAIT),
            Some(one) => (one.state.to_lowercase(), AGAIN),
            None => ("not handed in".to_owned(), HAND_IN),
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
        lacks.push(format!("{} {} ({state})", sentence.word(), texts.language));
    }
    let tongues = languages.join(", ");
    match lacks.as_slice() {
        [] => good("Templates", &format!("All {} are approved, in what people write here ({tongues}).", wanted.len())),
        lacks => missing(
            "Templates",
            &format!("{} of {} ({tongues}) cannot be used yet: {}.", lacks.len(), wanted.len(), lacks.join(", ")),
            &remedies.join(" "),
        ),
    }
}
