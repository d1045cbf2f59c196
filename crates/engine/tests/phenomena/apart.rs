//! Several things at once: what belongs to which of them, and what a denial or an order does to one.

use crate::site::{after, row, tickets};

#[test]
fn a_photo_between_two_reports_belongs_to_the_nearer_one_told_before() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Rubbish overflowing behind the guardhouse", None),
        ("m2", "2026-10-05T08:01", "tan", "image", "", None),
        ("m3", "2026-10-05T08:05", "tan", "text", "Also the lights at Block B corridor are out", None),
    ]);
    assert_eq!(tickets(&replay).len(), 2, "{replay:#}");
    assert_eq!(row(&replay, "m2")["ticket"], row(&replay, "m1")["ticket"], "{replay:#}");
    assert_ne!(row(&replay, "m2")["ticket"], row(&replay, "m3")["ticket"]);
}

#[test]
fn not_yet_confirms_nothing() {
    for words in ["blm bisa pak", "belum beres ya", "abhi nahi hua bhai"] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "tan", "text", "Block A corridor lights not working, very dark", None),
            ("m2", "2026-10-05T08:05", "kumar", "text", "@Wei pls fix the corridor light Block A", Some("m1")),
            ("m3", "2026-10-05T10:00", "wei", "text", "Done boss, lamp replaced", Some("m1")),
            ("m4", "2026-10-05T10:20", "tan", "text", words, Some("m3")),
        ]);
        assert_ne!(tickets(&replay)[0]["stage"], "verified", "{words}: {replay:#}");
    }
}

#[test]
fn whoever_leads_ranks_a_ticket_by_the_number_in_an_order() {
    for (who, words, expected) in [
        ("kumar", "P1. Wei drop everything and fix the corridor light Block A", "critical"),
        ("kumar", "@Wei pls fix the corridor light Block A, p4", "low"),
        ("lee", "P1 somebody fix the corridor light Block A", "other"),
    ] {
        let replay = after(&[
            ("m1", "2026-10-05T08:00", "tan", "text", "One corridor light at Block A not working", None),
            ("m2", "2026-10-05T08:05", who, "text", words, Some("m1")),
        ]);
        let priority = tickets(&replay)[0]["priority"].as_str().unwrap();
        let is_right = if expected == "other" { priority != "critical" } else { priority == expected };
        assert!(is_right, "{words}: {replay:#}");
    }
}
