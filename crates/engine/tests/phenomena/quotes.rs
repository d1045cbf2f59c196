//! What work would cost, as people write it: whose price waits for whom, and what they say to it.

use crate::site::{Said, after, after_in, directory, phone, tickets};
use serde_json::{Value, json};

const REPORT: Said = ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A is stuck, door cannot open", None);
const GIVEN: Said = ("m2", "2026-10-05T08:05", "aida", "text", "assign #1 to Schindler", None);
const PRICE: Said = ("m3", "2026-10-05T09:00", "farid", "text", "need to change door motor, RM 350", Some("m1"));

/// What becomes of a lift whose repair needs a yes from RM 200 on.
fn then(said: &[Said]) -> Value {
    let mut known = directory();
    known["approvals"] = json!([{"name": "Over 200", "over": "RM 200"}]);
    after_in(&known, &[&[REPORT, GIVEN], said].concat())
}

/// What somebody is told that names a sum.
fn told(replay: &Value, who: &str, sum: &str) -> Vec<String> {
    let lines = replay["outbound"].as_array().unwrap().iter().filter(|line| line["to"] == phone(who));
    let texts = lines.map(|line| line["text"].as_str().unwrap().to_owned());
    texts.filter(|text| text.contains(sum)).collect()
}

fn stage(replay: &Value) -> &str {
    tickets(replay)[0]["stage"].as_str().unwrap()
}

#[test]
fn a_price_waits_and_is_approved_in_the_words_of_the_chat() {
    let waiting = then(&[PRICE]);
    assert_eq!((tickets(&waiting).len(), stage(&waiting)), (1, "on_hold"), "{waiting:#}");
    let asked = told(&waiting, "aida", "MYR 350.00");
    assert!(asked.len() == 1 && asked[0].contains("Farid"), "{waiting:#}");
    assert_eq!(told(&waiting, "kumar", "350"), [""; 0], "money is for managers");
    for words in ["approve #1", "lulus #1", "批准 #1", "#1 approved", "aprobado #1", "acc #1"] {
        let replay = then(&[PRICE, ("m4", "2026-10-05T09:30", "aida", "text", words, None)]);
        assert_eq!(stage(&replay), "in_progress", "who speaks of the motor is at it; {words}: {replay:#}");
        assert_eq!(told(&replay, "farid", "MYR 350.00").len(), 1, "{words}: {replay:#}");
    }
}

#[test]
fn a_no_is_told_and_another_price_is_asked_about_anew() {
    let declined: [Said; 2] = [PRICE, ("m4", "2026-10-05T09:30", "aida", "text", "tolak #1", None)];
    let replay = then(&declined);
    assert_eq!(stage(&replay), "in_progress", "{replay:#}");
    let told_no = told(&replay, "farid", "MYR 350.00");
    assert!(told_no.len() == 1 && told_no[0].contains("not approved"), "{told_no:?}");
    let replay = then(&[
        declined[0],
        declined[1],
        ("m5", "2026-10-05T10:00", "farid", "text", "ok boss, RM 280 best price for the motor", Some("m1")),
    ]);
    assert_eq!(stage(&replay), "on_hold", "{replay:#}");
    assert_eq!(told(&replay, "aida", "MYR 280.00").len(), 1, "{replay:#}");
}

#[test]
fn a_supervisor_does_not_agree_and_is_told_so() {
    let replay = then(&[PRICE, ("m4", "2026-10-05T09:30", "kumar", "text", "approve #1", None)]);
    assert_eq!(stage(&replay), "on_hold", "{replay:#}");
    assert_eq!(told(&replay, "kumar", "Only managers may agree to a cost").len(), 1, "{replay:#}");
}

#[test]
fn a_price_of_somebody_else_or_within_the_line_or_where_nobody_asks_moves_nothing() {
    let others =
        then(&[("m3", "2026-10-05T09:00", "lee", "text", "last time they charged RM 900 for this", Some("m1"))]);
    assert_ne!(stage(&others), "on_hold", "{others:#}");
    let cheap = then(&[("m3", "2026-10-05T09:00", "farid", "text", "need new sensor, RM 80", Some("m1"))]);
    assert_ne!(stage(&cheap), "on_hold", "{cheap:#}");
    let unasked = after(&[REPORT, GIVEN, PRICE]);
    assert_ne!(stage(&unasked), "on_hold", "{unasked:#}");
}
