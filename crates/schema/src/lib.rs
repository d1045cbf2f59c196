//! Meta's OpenAPI document, for tests: whether what is sent, answered or posted is as it says. Knows where the document is older
//! than what it describes, or contradicts its own examples.

use serde_json::{Value, json};

/// Keys that are newer than the document.
const NEWER: [&str; 9] = [
    "biz_opaque_callback_data",
    "recipient",
    "from_user_id",
    "group_id",
    "errors",
    "referral",
    "voice",
    "preview_url",
    "url",
];
/// Keys that stand in for one that the document demands, since people may be without a number.
const INSTEAD: [(&str, &str); 2] = [("to", "recipient"), ("recipient_id", "recipient_user_id")];
/// Fields of webhooks that the document describes.
const FIELDS: [&str; 3] = ["messages", "group_lifecycle_update", "group_settings_update"];
/// Kinds of messages that it describes, with the kinds of those within.
const KINDS: [&str; 12] = [
    "text",
    "reaction",
    "audio",
    "document",
    "image",
    "sticker",
    "video",
    "location",
    "contacts",
    "unsupported",
    "button",
    "order",
];

/// The document: as much of JSON Schema as it uses. Its `allOf` is meant as one object with the properties of all.
pub struct Schemas {
    schemas: Value,
    answers: Value,
}

impl Schemas {
    /// Of what is sent, and of what is answered.
    ///
    /// # Panics
    /// When the document beside this file is not whole.
    #[must_use]
    pub fn of_requests() -> Self {
        let all: Value = serde_json::from_str(include_str!("../meta-openapi-v23.json")).expect("the document is JSON");
        Self { schemas: all["schemas"].clone(), answers: all["answers"].clone() }
    }

    /// Of what is posted. There the document gives messages that are heard the frame of messages that are sent, asks for
    /// degrees as text, demands of an error what its example lacks, and lets a sticker be nothing but its id.
    ///
    /// # Panics
    /// As [`Schemas::of_requests`].
    #[must_use]
    pub fn of_webhooks() -> Self {
        let mut all = Self::of_requests();
        let text = json!({ "type": "string" });
        all.schemas["BaseMessageProperties"] = json!({ "type": "object", "required": ["id", "timestamp", "type"],
            "properties": { "from": text, "id": text, "timestamp": text, "type": text, "context": { "type": "object" } } });
        let place = &mut all.schemas["LocationMessage"]["allOf"][1]["properties"]["location"]["properties"];
        (place["latitude"], place["longitude"]) = (json!({ "type": "number" }), json!({ "type": "number" }));
        let errors = &mut all.schemas["UnsupportedMessage"]["allOf"][1]["properties"]["errors"];
        errors["items"] = json!({ "$ref": "#/components/schemas/StatusError" });
        let sticker = &mut all.schemas["StickerMessage"]["allOf"][1]["properties"]["sticker"];
        *sticker = json!({ "$ref": "#/components/schemas/MediaObject" });
        all
    }

    /// Checks a value against a schema by its name.
    ///
    /// # Errors
    /// Where the value is not as the schema says, in words.
    pub fn check(&self, name: &str, value: &Value) -> Result<(), String> {
        let schema = self.schemas.get(name).ok_or_else(|| format!("there is no schema {name}"))?;
        self.holds(schema, value, name)
    }

    /// Checks an answer to a request, such as `GET /{Media-ID}`.
    ///
    /// # Errors
    /// As [`Schemas::check`], and where the document knows no such request.
    pub fn check_answer(&self, request: &str, value: &Value) -> Result<(), String> {
        let schema = self.answers.get(request).ok_or_else(|| format!("there is no request {request}"))?;
        self.holds(schema, value, request)
    }

    /// Checks the changes of a webhook that the document describes. How many it does; of the others nothing is said.
    ///
    /// # Errors
    /// As [`Schemas::check`].
    pub fn check_webhook(&self, body: &Value) -> Result<usize, String> {
        let frame = json!({ "object": body["object"], "entry": [] });
        self.check("WebhookPayload", &frame)?;
        let mut checked = 0;
        for entry in body["entry"].as_array().into_iter().flatten() {
            self.check("Entry", &json!({ "id": entry["id"], "changes": [] }))?;
            for change in entry["changes"].as_array().into_iter().flatten().filter(|change| is_described(change)) {
                self.check("Change", change)?;
                self.check_lists(&change["value"])?;
                checked += 1;
            }
        }
        Ok(checked)
    }

    /// Each thing by its own schema, so that what is wrong is said of it and not of all that it might have been.
    fn check_lists(&self, value: &Value) -> Result<(), String> {
        let list = |key: &str| value[key].as_array().into_iter().flatten();
        for message in list("messages") {
            let schema = match message["type"].as_str().unwrap_or_default() {
                "contacts" => "ContactSharingMessage".to_owned(),
                "interactive" => "InteractiveMessageReply".to_owned(),
                kind => {
                    let mut letters = kind.chars();
                    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
                    format!("{}{}Message", first.map_or_else(String::new, String::from), letters.as_str())
                }
            };
            self.check(&schema, message)?;
        }
        list("statuses").try_for_each(|status| self.check("Statuses", status))
    }

    fn named<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => &self.schemas[name.rsplit('/').next().unwrap_or_default()],
            None => schema,
        }
    }

    /// The parts of a schema that hold for one object.
    fn parts<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.named(schema);
        match schema["allOf"].as_array() {
            Some(parts) => parts.iter().flat_map(|part| self.parts(part)).collect(),
            None => vec![schema],
        }
    }

    fn holds(&self, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
        let parts = self.parts(schema);
        let known = |key: &str| parts.iter().find_map(|part| part["properties"].get(key));
        for part in &parts {
            self.part_holds(part, value, at)?;
            let is_closed = part["additionalProperties"] == json!(false);
            for (key, inner) in value.as_object().into_iter().flatten() {
                match known(key) {
                    Some(schema) => self.holds(schema, inner, &format!("{at}.{key}"))?,
                    None if is_closed && !NEWER.contains(&key.as_str()) => return Err(format!("{at} has {key}")),
                    None => {}
                }
            }
        }
        Ok(())
    }

    fn part_holds(&self, part: &Value, value: &Value, at: &str) -> Result<(), String> {
        let fits = |what: &str, holds: bool| if holds { Ok(()) } else { Err(format!("{at} breaks {what}: {value}")) };
        match part["type"].as_str() {
            Some("object") => fits("type", value.is_object())?,
            Some("array") => fits("type", value.is_array())?,
            Some("string") => fits("type", value.is_string())?,
            Some("integer") => fits("type", value.is_i64() || value.is_u64())?,
            Some("number") => fits("type", value.is_number())?,
            Some("boolean") => fits("type", value.is_boolean())?,
            _ => {}
        }
        for key in part["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let stands_in = INSTEAD.iter().any(|(of, other)| *of == key && value.get(other).is_some());
            fits(&format!("required {key}"), value.get(key).is_some() || stands_in)?;
        }
        if let Some(allowed) = part["enum"].as_array() {
            fits("enum", allowed.contains(value))?;
        }
        if let (Some(max), Some(text)) = (part["maxLength"].as_u64(), value.as_str()) {
            fits("maxLength", text.chars().count() as u64 <= max)?;
        }
        if let (Some(max), Some(list)) = (part["maxItems"].as_u64(), value.as_array()) {
            fits("maxItems", list.len() as u64 <= max)?;
        }
        for item in value.as_array().into_iter().flatten() {
            if part.get("items").is_some() {
                self.holds(&part["items"], item, &format!("{at}[]"))?;
            }
        }
        match part["oneOf"].as_array() {
            Some(choices) => fits("oneOf", choices.iter().any(|choice| self.holds(choice, value, at).is_ok())),
            None => Ok(()),
        }
    }
}

/// Whether a change, and all that it holds, is older than the document.
fn is_described(change: &Value) -> bool {
    let value = &change["value"];
    let is_known = |message: &Value| {
        let kind = message["type"].as_str().unwrap_or_default();
        let inner = message[kind]["type"].as_str().unwrap_or_default();
        KINDS.contains(&kind)
            || kind == "interactive" && matches!(inner, "button_reply" | "list_reply")
            || kind == "system" && inner == "user_changed_number"
    };
    let is_listed = ["messages", "statuses", "groups"].iter().any(|key| value.get(*key).is_some());
    FIELDS.iter().any(|field| change["field"] == *field)
        && is_listed
        && value["messages"].as_array().into_iter().flatten().all(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(message: &Value) -> Value {
        json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": {
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "1", "phone_number_id": "2" },
            "contacts": [{ "profile": { "name": "Mei" }, "wa_id": "60123456789" }], "messages": [message] } }] }] })
    }

    #[test]
    fn what_is_missing_too_much_or_of_another_type_is_found() {
        let schemas = Schemas::of_webhooks();
        let said = json!({ "from": "60123456789", "id": "wamid.1", "timestamp": "1", "type": "text", "text": { "body": "hi" } });
        assert_eq!(schemas.check_webhook(&heard(&said)), Ok(1));
        let with = |key: &str, value: Value| {
            let mut said = said.clone();
            said[key] = value;
            schemas.check_webhook(&heard(&said))
        };
        assert!(with("timestamp", json!(1)).is_err(), "a time is text");
        assert!(with("colour", json!("red")).is_err(), "nobody knows colours");
        assert!(with("text", json!({ "body": 5 })).is_err());
        assert_eq!(with("type", json!("edit")), Ok(0), "newer than the document");
        assert!(Schemas::of_requests().check("TextMessage", &said).is_err(), "it has no recipient");
    }

    #[test]
    fn answers_are_known_by_their_request() {
        let schemas = Schemas::of_requests();
        assert_eq!(schemas.check_answer("POST /{Phone-Number-ID}/media", &json!({ "id": "1" })), Ok(()));
        assert!(schemas.check_answer("POST /{Phone-Number-ID}/media", &json!({ "id": 1 })).is_err());
        assert!(schemas.check_answer("POST /nowhere", &json!({})).is_err());
    }
}
