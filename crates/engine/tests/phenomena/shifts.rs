//! Who is on shift checks in, each for themselves, in person or by the guardhouse's phone; who does not is missed by name.

use crate::site::{Said, after_in, directory, outcome, phone};
use serde_json::{Value, json};

/// The condominium whose two night guards have to check in; Bala uses the guardhouse's phone.
fn watched() -> Value {
    let mut known = directory();
    known["sites"][0]["shifts"] = json!([
        {"name": "Night", "from": "19:00", "until": "07:00", "people": ["Raju Thapa", "Bala"], "check_in": true},
    ]);
    let people = known["people"].as_array_mut().unwrap();
    people.push(json!({"name": "Guardhouse", "role": "guard", "phone": "+60111111111", "shared": true}));
    people.push(json!({"name": "Bala", "role": "guard"}));
    known
}

const BEFORE: Said = ("m0", "2026-10-05T15:00", "lee", "text", "Good evening all", None);
const LATER: Said = ("m9", "2026-10-06T09:00", "lee", "text", "Good morning all", None);

fn checked_in(said: &[Said]) -> [String; 2] {
    let said: Vec<Said> = std::iter::once(BEFORE).chain(said.iter().copied()).chain([LATER]).collect();
    let replay = after_in(&watched(), &said);
    ["Raju Thapa", "Bala"].map(|person| {
        let (how, by) = outcome(&replay, &format!("Check-in Seri Residence (Night) · {person}"), "2026-10-05");
        format!("{how} {}", by.unwrap_or("-"))
    })
}

#[test]
fn one_who_checks_in_does_not_stand_for_the_other() {
    let raju: Said = ("m1", "2026-10-05T19:05", "raju", "text", "checked in, on duty", None);
    let bala: Said = ("m2", "2026-10-05T19:08", "+60111111111", "text", "this is Bala on shift", None);
    assert_eq!(checked_in(&[raju]), ["done m1", "missed -"]);
    assert_eq!(checked_in(&[raju, bala]), ["done m1", "done m2"]);
}

/// What the manager hears who asks who is on shift, at each of some times.
fn on_shift(said: &[Said], asked: &[&'static str]) -> Vec<String> {
    let ask = |(at, id): (&&'static str, &'static str)| (id, *at, "aida", "text", "who is on shift?", None);
    let asked: Vec<Said> = asked.iter().zip(["q1", "q2", "q3"]).map(ask).collect();
    let mut said: Vec<Said> = [&[BEFORE], said, &asked, &[LATER]].concat();
    said.sort_by_key(|said| said.1);
    let replay = after_in(&watched(), &said);
    let lines = replay["outbound"].as_array().unwrap().iter().filter(|line| line["to"] == phone("aida"));
    let texts = lines.map(|line| line["text"].as_str().unwrap().to_owned());
    texts.filter(|text| text.starts_with("At work") || text.starts_with("No shift")).collect()
}

#[test]
fn whoever_checked_in_is_on_shift_all_night_and_whoever_did_not_is_named_as_that() {
    let raju: Said = ("m1", "2026-10-05T19:05", "raju", "text", "checked in, on duty", None);
    let texts = on_shift(&[raju], &["2026-10-05T18:00", "2026-10-06T01:30", "2026-10-06T07:30"]);
    let night = "At work now:\n• Raju Thapa · Check-in Seri Residence (Night) · Raju Thapa –07:00\n\
        • Bala · Check-in Seri Residence (Night) · Bala –07:00 · not checked in";
    assert_eq!(texts.first().map(String::as_str), Some("No shift runs now; the next, Night, begins 19:00."));
    assert_eq!(texts.get(1).map(String::as_str), Some(night));
    assert_eq!(texts.get(2).map(String::as_str), Some("No shift runs now; the next, Night, begins 19:00."));
}

#[test]
fn whoever_holds_the_phone_of_the_guardhouse_is_on_shift() {
    let bala: Said = ("m2", "2026-10-05T19:08", "+60111111111", "text", "this is Bala on shift", None);
    let texts = on_shift(&[bala], &["2026-10-05T20:00"]);
    assert!(texts[0].contains("• Bala · ") && texts[0].contains("Raju Thapa"), "{texts:?}");
    assert!(texts[0].ends_with("Raju Thapa –06/10 07:00 · not checked in"), "{texts:?}");
}
