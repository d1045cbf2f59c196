//! Times that people give in a chat, and what becomes of those who give them and are not heard.

use crate::site::{Said, after, phone, tickets};
use serde_json::Value;

/// Who was asked or told of the ticket in words that name an hour.
fn told(replay: &Value, hour: &str) -> Vec<(String, String)> {
    let lines = replay["outbound"].as_array().unwrap().iter();
    let text = |line: &Value, field: &str| line[field].as_str().unwrap().to_owned();
    let over = lines.filter(|line| line["about"] == "T-1" && text(line, "text").contains(hour));
    over.map(|line| (text(line, "to"), text(line, "text"))).collect()
}

const REPORT: Said = ("m1", "2026-10-05T13:00", "tan", "text", "Lift 1 Block A is stuck, door cannot open", None);
const LATER: Said = ("m9", "2026-10-05T18:00", "lee", "text", "Good evening all", None);

#[test]
fn a_time_in_any_language_is_a_word_that_lapses() {
    for (words, hour) in [
        ("ok noted, coming 3pm", "15:00"),
        ("noted, pukul 3 petang saya datang tengok", "15:00"),
        ("收到，下午三点过来看", "15:00"),
        ("ok on the way, reaching in 45 min", "13:55"),
    ] {
        let replay = after(&[REPORT, ("m2", "2026-10-05T13:10", "farid", "text", words, Some("m1")), LATER]);
        let told = told(&replay, hour);
        assert_eq!(told.first().map(|(to, _)| to.clone()), Some(phone("farid")), "{words}: {replay:#}");
        assert!(told.iter().any(|(to, text)| *to == phone("kumar") && text.contains("Farid")), "{words}: {told:?}");
    }
}

#[test]
fn whoever_comes_as_they_said_is_not_asked() {
    let replay = after(&[
        REPORT,
        ("m2", "2026-10-05T13:10", "farid", "text", "ok noted, coming 3pm", Some("m1")),
        ("m3", "2026-10-05T14:50", "farid", "image", "reached, checking lift 1 now", Some("m1")),
        LATER,
    ]);
    assert_eq!(told(&replay, "15:00"), Vec::new(), "{replay:#}");
    assert!(tickets(&replay)[0]["pledged_until"].is_null(), "{replay:#}");
}

#[test]
fn a_limit_in_a_report_stands_on_its_ticket() {
    let words = "Aircon at Block B lobby not cold, please fix before 5pm, visitors coming";
    let replay = after(&[("m1", "2026-10-05T13:00", "tan", "text", words, None)]);
    assert_eq!(tickets(&replay)[0]["pledged_until"], "2026-10-05T09:00:00+00:00", "{replay:#}");
}
