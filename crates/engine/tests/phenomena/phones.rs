//! One guardhouse phone: whoever says who they are is credited, in the words people use.

use crate::site::{Said, after_in, directory, outcome, row};
use serde_json::{Value, json};

/// The condominium whose guards share a phone; Raju and Bala have none of their own.
fn shared() -> Value {
    let mut known = directory();
    let people = known["people"].as_array_mut().unwrap();
    let raju = people.iter_mut().find(|person| person["name"] == "Raju Thapa").unwrap();
    (raju["name"], raju["shared"]) = (json!("Guardhouse"), json!(true));
    people.push(json!({"name": "Raju Thapa", "role": "guard"}));
    people.push(json!({"name": "Bala", "role": "guard"}));
    known
}

const BEFORE: Said = ("m0", "2026-10-05T20:00", "lee", "text", "Good evening all", None);
const LATER: Said = ("m9", "2026-10-06T09:00", "lee", "text", "Good morning all", None);

#[test]
fn a_round_counts_for_whoever_holds_the_phone() {
    let replay = after_in(
        &shared(),
        &[
            BEFORE,
            ("m1", "2026-10-05T21:50", "raju", "text", "this is Raju on shift", None),
            ("m2", "2026-10-05T22:10", "raju", "text", "Night patrol guardhouse done, all clear", None),
            LATER,
        ],
    );
    assert_eq!(outcome(&replay, "Night patrol", "2026-10-05"), ("done", Some("m2")), "{replay:#}");
    assert_eq!(row(&replay, "m2")["task"], "Night patrol");
}
