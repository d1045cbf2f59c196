//! A cleaner ticks the steps of her work as cleaners do: by number, by word, with photos, all at once.

use crate::site::{Said, after_in, directory, outcome};
use serde_json::{Value, json};

/// The condominium whose cleaner does the lobby in three steps.
fn stepped() -> Value {
    let mut known = directory();
    known["tasks"][0]["requires_photo"] = json!(false);
    known["tasks"][0]["steps"] = json!(["Mop floor", "Empty bins", "Refill soap"]);
    known
}

const BEFORE: Said = ("m0", "2026-10-05T08:00", "lee", "text", "Good morning all", None);
const LATER: Said = ("m9", "2026-10-05T21:00", "lee", "text", "Good night all", None);

fn day(said: &[Said]) -> Value {
    let said: Vec<Said> = std::iter::once(BEFORE).chain(said.iter().copied()).chain([LATER]).collect();
    let replay = after_in(&stepped(), &said);
    let (how, by) = outcome(&replay, "Lobby cleaning Block A", "2026-10-05");
    let day = replay["occurrences"].as_array().unwrap().iter().find(|day| day["task"] == "Lobby cleaning Block A");
    let (ticked, missing) = (day.unwrap()["ticked"].clone(), day.unwrap()["missing"].clone());
    json!({"outcome": how, "by": by, "ticked": ticked, "missing": missing})
}

#[test]
fn numbers_and_words_tick_one_after_the_other() {
    let done = day(&[
        ("m1", "2026-10-05T09:10", "siti", "text", "1,2 done", None),
        ("m2", "2026-10-05T09:40", "siti", "text", "soap refilled ✅", None),
    ]);
    let all = json!(["Mop floor", "Empty bins", "Refill soap"]);
    assert_eq!(done, json!({"outcome": "done", "by": "m2", "ticked": all, "missing": null}));
}

#[test]
fn a_caption_ticks_what_it_names_and_the_rest_is_missing() {
    let part = day(&[("m1", "2026-10-05T09:10", "siti", "image", "bins", None)]);
    assert_eq!((&part["outcome"], &part["ticked"]), (&json!("partial"), &json!(["Empty bins"])));
    assert_eq!(part["missing"], json!(["Mop floor", "Refill soap"]));
}

#[test]
fn done_is_said_of_all_and_siap_semua_too() {
    for text in ["Lobby block A cleaning done boss", "Lobi blok A siap semua", "A座大堂清洁全部完成"] {
        let done = day(&[("m1", "2026-10-05T09:20", "siti", "text", text, None)]);
        assert_eq!(done["outcome"], "done", "{text}: {done}");
        assert_eq!(done["ticked"].as_array().map(Vec::len), Some(3), "{text}");
    }
}

#[test]
fn numbers_of_somebody_else_tick_nothing() {
    let none = day(&[("m1", "2026-10-05T09:10", "lee", "text", "1,2,3 done", None)]);
    assert_eq!(none["ticked"], json!(null), "{none}");
}

#[test]
fn what_is_meant_or_mentioned_and_an_hour_tick_nothing() {
    for text in ["I will mop the floor after lunch", "otw to do bins", "the floor is slippery, careful", "2.30", "2"] {
        let none = day(&[("m1", "2026-10-05T09:10", "siti", "text", text, None)]);
        assert_eq!(none["ticked"], json!(null), "{text}: {none}");
    }
}

#[test]
fn what_is_said_not_to_be_done_is_missing() {
    let part = day(&[("m1", "2026-10-05T09:10", "siti", "text", "1,2 done. 3 belum", None)]);
    assert_eq!((&part["outcome"], &part["missing"]), (&json!("partial"), &json!(["Refill soap"])));
}
