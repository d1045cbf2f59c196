//! Confirmations that take something back, and words about one place beside a ticket of another.

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
    for words in ["block A lobby mopped and done", "lobi blok A siap", "Block A lobby finished already"] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "tan", "text", "Corridor light Block B not working, very dark", None),
            ("m2", "2026-10-05T08:40", "siti", "text", words, None),
        ]);
        assert!(row(&replay, "m2")["ticket"].is_null(), "{words}: {replay:#}");
        assert_eq!(row(&replay, "m2")["task"], "Lobby cleaning Block A", "{words}: {replay:#}");
        assert_eq!(tickets(&replay)[0]["stage"], "reported", "{words}: {replay:#}");
    }
}

#[test]
fn a_report_of_another_place_is_a_ticket_of_its_own_whatever_trade_the_last_one_was() {
    for words in [
        "大堂B座灯不亮两天了没人管",
        "Block B lobby lights off since two days nobody cares",
        "lampu lobi blok B gelap dua hari",
    ] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "lee", "text", "the treadmill belt at Block A snapped", None),
            ("m2", "2026-10-05T08:02", "maya", "text", words, None),
        ]);
        assert_eq!(tickets(&replay).len(), 2, "{words}: {replay:#}");
    }
}
