//! Confirmations that take something back, and words about one thing beside a ticket of another.

use crate::site::{after, row, tickets};

#[test]
fn whoever_says_it_was_done_but_not_well_confirms_nothing() {
    for (report, claim, answer) in [
        (
            "Corridor Block A very dirty, not swept since Friday",
            "swept already boss",
            "yes he came but it is still not clean",
        ),
        ("Koridor blok A kotor sangat", "dah sapu bos", "dah sapu tapi masih kotor"),
        ("Corredor do Bloco A muito sujo", "feito, já limpei", "limparam mas não ficou limpo"),
        ("A座走廊灯坏了", "修好了", "修了但是还是不亮"),
        ("Tap at Block A corridor dripping", "fixed it", "ok for a while, now dripping again"),
        ("Paip koridor blok A bocor", "siap bos", "tadi elok sekejap, sekarang menitik balik"),
        ("La llave del pasillo Block A gotea", "ya quedó", "sigue goteando eh"),
    ] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "tan", "text", report, None),
            ("m2", "2026-10-05T08:05", "kumar", "text", "Wei please see to it now", Some("m1")),
            ("m3", "2026-10-05T10:00", "wei", "text", claim, Some("m1")),
            ("m4", "2026-10-05T15:20", "tan", "text", answer, None),
        ]);
        assert_ne!(row(&replay, "m4")["kind"], "verified", "{answer}: {replay:#}");
        assert_ne!(tickets(&replay)[0]["stage"], "verified", "{answer}: {replay:#}");
    }
}

#[test]
fn work_that_is_due_at_the_place_that_is_named_settles_no_ticket_of_another() {
    let report = "not sure if anyone knows but Block B corridor has no light for 2 nights";
    for words in ["lobby done", "lobi siap", "lobby finished already"] {
        let replay = after(&[
            ("m1", "2026-10-04T21:30", "maya", "text", "good night all", None),
            ("m2", "2026-10-05T08:30", "tan", "text", report, None),
            ("m3", "2026-10-05T08:32", "aida", "text", "someone should look into this", None),
            ("m4", "2026-10-05T08:34", "siti", "text", words, None),
            ("m5", "2026-10-05T08:36", "siti", "image", "", None),
        ]);
        for said in ["m4", "m5"] {
            assert!(row(&replay, said)["ticket"].is_null(), "{words}: {replay:#}");
            assert_eq!(row(&replay, said)["task"], "Lobby cleaning Block A", "{words}: {replay:#}");
        }
        assert_ne!(tickets(&replay)[0]["stage"], "resolved", "{words}: {replay:#}");
        assert_ne!(tickets(&replay)[0]["assignee"], "Siti Aminah", "{words}: {replay:#}");
    }
}

#[test]
fn work_done_before_its_day_is_near_settles_no_ticket_of_another_place_either() {
    let replay = after(&[
        (
            "m1",
            "2026-10-05T04:30",
            "tan",
            "text",
            "not sure if anyone knows but Block B corridor has no light for 2 nights",
            None,
        ),
        ("m2", "2026-10-05T04:32", "aida", "text", "someone should look into this", None),
        ("m3", "2026-10-05T04:34", "siti", "text", "lobby done", None),
        ("m4", "2026-10-05T04:36", "siti", "image", "", None),
    ]);
    assert!(row(&replay, "m3")["ticket"].is_null() && row(&replay, "m4")["ticket"].is_null(), "{replay:#}");
    assert_ne!(tickets(&replay)[0]["stage"], "resolved", "{replay:#}");
}

#[test]
fn whoever_names_a_ticket_by_its_number_speaks_of_no_other() {
    for order in [
        "#1 Wei please get it done before 6pm tomorrow",
        "Wei Ming pls take #1 this afternoon",
        "#1 minta Wei tengok sebelum pukul 6 esok",
        "Wei #1 明天下午六点前处理",
    ] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A stuck, door cannot open", None),
            ("m2", "2026-10-05T08:10", "lee", "text", "water leaking from the ceiling at Block B corridor", None),
            ("m3", "2026-10-05T08:20", "maya", "text", "Block B lobby light is blinking", None),
            ("m4", "2026-10-05T08:30", "aida", "text", order, None),
        ]);
        assert_eq!(row(&replay, "m4")["ticket"], "T-1", "{order}: {replay:#}");
        let others = tickets(&replay).iter().skip(1);
        assert!(others.clone().count() > 0 && others.clone().all(|ticket| ticket["assignee"].is_null()), "{order}");
    }
}
