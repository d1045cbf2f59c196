//! Reactions to what people say: under the word of whoever did the work, a sign says whether it holds.

use crate::site::{Said, after, phone, row, tickets};
use serde_json::Value;

/// A lift that Wei says he repaired, and what follows.
fn then(said: &[Said]) -> Value {
    let before: [Said; 3] = [
        ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A is not working, stuck at level 3", None),
        ("m2", "2026-10-05T08:05", "kumar", "text", "assign #1 to Wei", None),
        ("m3", "2026-10-05T10:00", "wei", "text", "Lift 1 settled already, door sensor replaced", Some("m1")),
    ];
    after(&[&before, said].concat())
}

/// What somebody is answered, in order.
fn answers(replay: &Value, who: &str) -> Vec<String> {
    let lines = replay["outbound"].as_array().unwrap().iter();
    let theirs = lines.filter(|line| line["to"] == phone(who));
    theirs.map(|line| line["text"].as_str().unwrap().to_owned()).collect()
}

fn stage(replay: &Value) -> &str {
    tickets(replay)[0]["stage"].as_str().unwrap()
}

#[test]
fn whoever_may_judge_a_fix_does_so_by_a_sign_under_the_claim() {
    for (who, emoji, expected) in [
        ("kumar", "✅", "verified"),
        ("aida", "👍🏽", "verified"),
        ("kumar", "👎", "reopened"),
        ("aida", "❌", "reopened"),
        ("tan", "✅", "verified"),
        ("tan", "👎", "reopened"),
        ("wei", "✅", "resolved"),
    ] {
        let replay = then(&[("m4", "2026-10-05T10:05", who, "reaction", emoji, Some("m3"))]);
        assert_eq!((tickets(&replay).len(), stage(&replay)), (1, expected), "{who} {emoji}: {replay:#}");
        let is_echoed = answers(&replay, who).iter().any(|text| text.contains("T-1") && text.contains("“undo”"));
        assert_eq!(is_echoed, expected != "resolved", "{who} {emoji}: {replay:#}");
    }
}

#[test]
fn a_sign_that_is_taken_away_is_taken_back_and_one_that_says_neither_yes_nor_no_is_no_order() {
    let replay = then(&[
        ("m4", "2026-10-05T10:05", "kumar", "reaction", "✅", Some("m3")),
        ("m5", "2026-10-05T10:07", "kumar", "reaction", "", Some("m3")),
    ]);
    assert_eq!(stage(&replay), "resolved", "{replay:#}");
    assert!(answers(&replay, "kumar").iter().any(|text| text.contains("Taken back.")), "{replay:#}");
    let replay = then(&[("m4", "2026-10-05T10:05", "kumar", "reaction", "🙏", Some("m3"))]);
    assert_ne!(row(&replay, "m4")["confidence"], 1.0, "the reader's: {replay:#}");
}

#[test]
fn a_sign_stands_in_place_of_the_one_before_it() {
    let (shake, nod) = (
        ("m4", "2026-10-05T10:05", "kumar", "reaction", "👎", Some("m3")),
        ("m5", "2026-10-05T10:06", "kumar", "reaction", "👍", Some("m3")),
    );
    assert_eq!(stage(&then(&[shake, nod])), "verified");
    let heart = ("m6", "2026-10-05T10:07", "kumar", "reaction", "❤️", Some("m3"));
    assert_eq!(stage(&then(&[shake, nod, heart])), "resolved");
}

#[test]
fn another_sign_that_says_the_same_changes_nothing_and_is_not_answered() {
    let (thumb, tick) = (
        ("m4", "2026-10-05T10:05", "kumar", "reaction", "👍", Some("m3")),
        ("m5", "2026-10-05T10:06", "kumar", "reaction", "✅", Some("m3")),
    );
    let (once, twice) = (then(&[thumb]), then(&[thumb, tick]));
    assert_eq!((stage(&twice), answers(&twice, "kumar")), ("verified", answers(&once, "kumar")), "{twice:#}");
}

#[test]
fn undo_takes_back_what_a_sign_ordered() {
    let replay = then(&[
        ("m4", "2026-10-05T10:05", "kumar", "reaction", "👍", Some("m3")),
        ("m5", "2026-10-05T10:07", "kumar", "text", "undo", None),
    ]);
    assert_eq!(stage(&replay), "resolved", "{replay:#}");
}

#[test]
fn under_a_report_or_talk_a_sign_judges_nothing() {
    for quoted in ["m1", "m2"] {
        let replay = then(&[("m4", "2026-10-05T10:05", "kumar", "reaction", "👎", Some(quoted))]);
        assert_ne!(row(&replay, "m4")["confidence"], 1.0, "{quoted}: {replay:#}");
    }
}
