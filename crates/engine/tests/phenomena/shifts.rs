//! Who is on shift checks in, each for themselves, in person or by the guardhouse's phone; who does not is missed by name.

use crate::site::{Said, after_in, directory, outcome};
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
