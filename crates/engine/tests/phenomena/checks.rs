//! A technician checks a lift and finds a fault, in words alone.

use crate::site::{Said, after_in, directory, outcome, tickets};
use serde_json::{Value, json};

/// The condominium whose lift 1 of block A is an asset that Wei Ming checks at ten.
fn kept() -> Value {
    let mut known = directory();
    known["sites"][0]["places"][0]["places"][1]["asset"] = json!(true);
    known["tasks"].as_array_mut().unwrap().push(json!({"name": "Lift check", "assignee": "Wei Ming", "check": true,
        "place": "Seri Residence / Block A / Lift 1", "rrule": "FREQ=DAILY", "at": "10:00", "window_minutes": 60}));
    known
}

const BEFORE: Said = ("m0", "2026-10-05T08:00", "lee", "text", "Good morning all", None);
const LATER: Said = ("m9", "2026-10-05T21:00", "lee", "text", "Good night all", None);

fn after(said: &[Said]) -> Value {
    let said: Vec<Said> = std::iter::once(BEFORE).chain(said.iter().copied()).chain([LATER]).collect();
    after_in(&kept(), &said)
}

fn found(replay: &Value) -> &Value {
    let days = replay["occurrences"].as_array().unwrap();
    &days.iter().find(|day| day["task"] == "Lift check").unwrap()["check_failed"]
}

#[test]
fn the_fault_has_a_ticket_and_the_day_is_done() {
    let replay = after(&[(
        "m1",
        "2026-10-05T10:20",
        "wei",
        "text",
        "Lift 1 block A door sensor is broken, door not closing",
        None,
    )]);
    assert_eq!(outcome(&replay, "Lift check", "2026-10-05"), ("done", Some("m1")), "{replay:#}");
    assert_eq!((tickets(&replay).len(), found(&replay)), (1, &json!("T-1")), "{replay:#}");
}

#[test]
fn a_fault_that_was_reported_before_gets_no_second_ticket() {
    let replay = after(&[
        ("m1", "2026-10-05T09:10", "tan", "text", "Lift 1 Block A is not working, stuck at level 3", None),
        ("m2", "2026-10-05T10:20", "wei", "text", "Lift 1 block A stuck, motor is faulty", None),
    ]);
    assert_eq!((tickets(&replay).len(), found(&replay)), (1, &json!("T-1")), "{replay:#}");
    assert_eq!(outcome(&replay, "Lift check", "2026-10-05"), ("done", Some("m2")));
}

#[test]
fn a_check_that_finds_nothing_is_done_as_any_work() {
    let replay = after(&[("m1", "2026-10-05T10:20", "wei", "text", "Lift check block A done, all ok", None)]);
    assert_eq!(outcome(&replay, "Lift check", "2026-10-05").0, "done", "{replay:#}");
    assert_eq!((tickets(&replay).len(), found(&replay)), (0, &json!(null)));
}
