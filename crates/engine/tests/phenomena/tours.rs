//! A guard walks a tour and says so as guards do: in words, with photos, with pins.

use crate::site::{Said, after_in, directory, outcome};
use serde_json::{Value, json};

/// The condominium with a tour past both lobbies and the guardhouse, each a pin of its own.
fn toured() -> Value {
    let mut known = directory();
    for (at, block) in known["sites"][0]["places"].as_array_mut().unwrap().iter_mut().take(2).enumerate() {
        block["places"][0]["geo"] = json!({"lat": 3.1 + 0.001 * at as f64, "lon": 101.6, "radius_m": 30.0});
    }
    known["tasks"][1]["checkpoints"] =
        json!(["Seri Residence / Block A / Lobby", "Seri Residence / Block B / Lobby", "Seri Residence / Guardhouse"]);
    known
}

const BEFORE: Said = ("m0", "2026-10-05T20:00", "lee", "text", "Good evening all", None);
const LATER: Said = ("m9", "2026-10-06T09:00", "lee", "text", "Good morning all", None);

#[test]
fn words_a_photo_and_a_pin_make_a_round() {
    let replay = after_in(
        &toured(),
        &[
            BEFORE,
            ("m1", "2026-10-05T22:05", "raju", "location", "3.1,101.6", None),
            ("m2", "2026-10-05T22:15", "raju", "image", "Block B lobby all ok", None),
            ("m3", "2026-10-05T22:25", "raju", "text", "guardhouse clear", None),
            LATER,
        ],
    );
    assert_eq!(outcome(&replay, "Night patrol", "2026-10-05"), ("done", Some("m3")), "{replay:#}");
}

#[test]
fn a_round_that_ends_half_way_is_partial() {
    let replay = after_in(
        &toured(),
        &[
            BEFORE,
            ("m1", "2026-10-05T22:05", "raju", "location", "3.1,101.6", None),
            ("m2", "2026-10-05T22:15", "raju", "location", "3.2,101.7", None),
            LATER,
        ],
    );
    assert_eq!(outcome(&replay, "Night patrol", "2026-10-05").0, "partial", "{replay:#}");
}

#[test]
fn what_is_broken_at_a_checkpoint_is_reported_and_no_visit() {
    let replay = after_in(
        &toured(),
        &[
            BEFORE,
            (
                "m1",
                "2026-10-05T22:05",
                "raju",
                "text",
                "Block B lobby lights not working, very dark, please send someone",
                None,
            ),
            LATER,
        ],
    );
    assert_eq!(outcome(&replay, "Night patrol", "2026-10-05").0, "missed", "{replay:#}");
    assert_eq!(replay["tickets"].as_array().unwrap().len(), 1);
}
