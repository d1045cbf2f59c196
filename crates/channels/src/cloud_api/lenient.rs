//! Reading JSON that others wrote: numbers as text, text as numbers, halves of characters.

use domain::time::Instant;
use serde_json::Value;

/// A text that is there and not empty; a number counts as its digits.
pub(crate) fn text(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// As [`text`], empty when there is none.
pub(crate) fn words(value: &Value, key: &str) -> String {
    text(value, key).unwrap_or_default()
}

/// Whether something is said to be so.
pub(crate) fn is(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// A number, also when it is written as text.
pub(crate) fn number(value: &Value, key: &str) -> Option<f64> {
    let value = value.get(key)?;
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number: &f64| number.is_finite())
}

/// Seconds since 1970, as text or number.
pub(crate) fn instant(value: &Value, key: &str) -> Option<Instant> {
    let seconds: i64 = text(value, key)?.trim().parse().ok()?;
    (seconds > 0).then(|| Instant::from_us(seconds.saturating_mul(1_000_000)))
}

/// The things of a list; a single thing counts as a list of one.
pub(crate) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    match value.get(key) {
        Some(Value::Array(list)) => list,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}

/// A body as JSON. Texts that were cut in the middle of a character, as captions sometimes are, are mended first.
pub(crate) fn json(body: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(body).or_else(|error| serde_json::from_str(&mended(body)).map_err(|_| error))
}

/// The same text with every lone half of a character (`\ud83d` without its partner) replaced.
fn mended(body: &str) -> String {
    let mut mended = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let taken = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str("\\ufffd");
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            (Some(_), _) => 6,
            // Any other escape is the backslash and one character, which may itself be a backslash.
            (None, _) => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        let (escaped, after) = escape.split_at(taken);
        mended.push_str(escaped);
        rest = after;
    }
    mended + rest
}

/// The unit that an escape of the form `\uXXXX` at the start of a text stands for.
fn unit(escape: &str) -> Option<u16> {
    let hex = escape.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(hex, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_characters_cost_only_themselves() {
        let table = [
            (r#"["\ud83d"]"#, "\u{fffd}"),
            (r#"["a\udc00b"]"#, "a\u{fffd}b"),
            (r#"["\ud83d\ud83d\ude00"]"#, "\u{fffd}\u{1f600}"),
            (r#"["\\ud83d \ud83d"]"#, "\\ud83d \u{fffd}"),
            (r#"["\ud83d\n"]"#, "\u{fffd}\n"),
        ];
        for (body, expected) in table {
            assert_eq!(json(body).unwrap()[0], expected, "{body}");
        }
        assert!(json("[\"\\").is_err());
    }
}
