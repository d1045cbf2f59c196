//! Templates as they are handed in to WhatsApp, and as it lists them.

use super::lenient::{json, list, text};
use serde_json::{Value, json};

/// A template as WhatsApp lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// How it stands, as WhatsApp writes it.
    pub state: String,
    /// Whether it may be sent.
    pub is_approved: bool,
    /// How many buttons it has that answer at a tap.
    pub buttons: usize,
}

/// Reads a page of the list of templates, and where it goes on.
#[must_use]
pub fn templates(body: &str) -> Option<(Vec<Listed>, Option<String>)> {
    let value = json(body).ok()?;
    value.get("data")?.as_array()?;
    let listed = list(&value, "data").iter().filter_map(|item| {
        let state = text(item, "status").unwrap_or_default().to_ascii_uppercase();
        let is_approved = state == "APPROVED";
        let parts = list(item, "components").iter();
        let buttons = parts.flat_map(|part| list(part, "buttons"));
        let buttons = buttons.filter(|button| text(button, "type").as_deref() == Some("QUICK_REPLY")).count();
        Some(Listed { name: text(item, "name")?, language: text(item, "language")?, state, is_approved, buttons })
    });
    let paging = value.get("paging").unwrap_or(&Value::Null);
    let after = paging.get("cursors").and_then(|cursors| text(cursors, "after"));
    Some((listed.collect(), after.filter(|_| paging.get("next").is_some())))
}

/// A language as WhatsApp spells it in templates.
#[must_use]
pub fn template_language(language: &str) -> &str {
    match language {
        "zh" => "zh_CN",
        "pt" => "pt_BR",
        other => other,
    }
}

/// The request that hands a template in. Its gaps are names in braces; `example` says what may fill one; `buttons` are
/// the answers that it offers. With a `sample`, which WhatsApp was shown before, a document stands above the words.
#[must_use]
pub fn hand_in(
    (name, language): (&str, &str),
    (words, buttons): (&str, &[String]),
    sample: Option<&str>,
    example: impl Fn(&str) -> &'static str,
) -> Value {
    let gaps: Vec<&str> =
        words.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(gap, _)| gap).collect();
    let examples: Vec<Value> = gaps.iter().map(|gap| json!({ "param_name": gap, "example": example(gap) })).collect();
    let body = words.replace('{', "{{").replace('}', "}}");
    let head = sample
        .map(|handle| json!({ "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": [handle] } }));
    let mut components: Vec<Value> = head.into_iter().collect();
    components.push(json!({ "type": "BODY", "text": body }));
    // An example of nothing is refused.
    if let Some(body) = components.last_mut().filter(|_| !examples.is_empty()) {
        body["example"] = json!({ "body_text_named_params": examples });
    }
    if !buttons.is_empty() {
        let buttons: Vec<Value> = buttons.iter().map(|title| json!({ "type": "QUICK_REPLY", "text": title })).collect();
        components.push(json!({ "type": "BUTTONS", "buttons": buttons }));
    }
    json!({ "name": name, "language": template_language(language), "category": "UTILITY",
        "parameter_format": "NAMED", "components": components })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_handed_in_with_its_gaps_and_an_example_for_each() {
        let example = |gap: &str| if gap == "ticket" { "T-1" } else { "Lift" };
        let buttons = ["Sim".to_owned()];
        let words = ("De nós: {ticket} {title}?", buttons.as_slice());
        let request = hand_in(("laksana_verify", "pt"), words, None, example);
        assert_eq!((&request["language"], &request["parameter_format"]), (&json!("pt_BR"), &json!("NAMED")));
        let body = &request["components"][0];
        assert_eq!(body["text"], "De nós: {{ticket}} {{title}}?");
        let examples =
            json!([{ "param_name": "ticket", "example": "T-1" }, { "param_name": "title", "example": "Lift" }]);
        assert_eq!(body["example"]["body_text_named_params"], examples);
        let buttons = json!({ "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Sim" }] });
        assert_eq!(request["components"][1], buttons);
        let bare = hand_in(("laksana_trial", "en"), ("This is a test.", &[]), None, example);
        assert_eq!(bare["components"], json!([{ "type": "BODY", "text": "This is a test." }]));
        let request = hand_in(("laksana_paper", "pt"), words, Some("4::aW"), example);
        let head = json!({ "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": ["4::aW"] } });
        assert_eq!((&request["components"][0], request["components"].as_array().map(Vec::len)), (&head, Some(3)));
    }
}
