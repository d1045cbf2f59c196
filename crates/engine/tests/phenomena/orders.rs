//! Orders and questions in a chat, from the words to what is answered.

use crate::site::{Said, after, phone, row, tickets};
use serde_json::Value;

const REPORT: Said = ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A is not working, stuck at level 3", None);

/// What becomes of a report and what is said after it.
fn then(said: &[Said]) -> Value {
    after(&[&[REPORT], said].concat())
}

/// What somebody is answered, in order.
fn answers(replay: &Value, who: &str) -> Vec<String> {
    let lines = replay["outbound"].as_array().unwrap().iter();
    let theirs = lines.filter(|line| line["to"] == phone(who));
    theirs.map(|line| line["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_ticket_is_given_moved_and_put_away_by_words_alone() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "assign #1 to Wei", None),
        ("m3", "2026-10-05T08:06", "aida", "text", "P1 #1", None),
        ("m4", "2026-10-05T08:20", "wei", "text", "hold #1 waiting for part", None),
        ("m5", "2026-10-05T09:20", "wei", "text", "start #1", None),
        ("m6", "2026-10-05T10:20", "wei", "text", "siap #1", None),
        ("m7", "2026-10-05T10:30", "tan", "text", "verify #1", None),
        ("m8", "2026-10-05T10:40", "aida", "text", "tutup #1", None),
    ]);
    let ticket = &tickets(&replay)[0];
    assert_eq!(
        (ticket["stage"].as_str(), ticket["assignee"].as_str()),
        (Some("closed"), Some("Wei Ming")),
        "{replay:#}"
    );
    assert_eq!((tickets(&replay).len(), ticket["priority"].as_str()), (1, Some("critical")));
    let kinds: Vec<_> = (2..=8).map(|n| row(&replay, &format!("m{n}"))["kind"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["assign", "assign", "progress", "progress", "resolved", "verified", "verified"]);
    let heard = answers(&replay, "aida");
    assert!(heard.iter().any(|text| text.contains("assigned · P") && text.contains("Wei Ming")), "{heard:?}");
    assert!(heard.iter().any(|text| text.contains("ditutup") && text.contains("batal")), "in their words: {heard:?}");
}

#[test]
fn a_quote_stands_for_the_number() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "assign to Wei", Some("m1")),
        ("m3", "2026-10-05T08:07", "aida", "text", "P1", Some("m1")),
    ]);
    let ticket = &tickets(&replay)[0];
    assert_eq!(
        (ticket["assignee"].as_str(), ticket["priority"].as_str()),
        (Some("Wei Ming"), Some("critical")),
        "{replay:#}"
    );
}

#[test]
fn a_pause_is_contested_by_whoever_has_the_job_and_of_anybody_else_it_is_talk() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "assign #1 to Farid", None),
        ("m3", "2026-10-05T08:30", "aida", "text", "hold #1 waiting for part", None),
        ("m4", "2026-10-05T09:00", "wei", "text", "the pause of #1 is wrong, parts were there", None),
        ("m5", "2026-10-05T09:10", "farid", "text", "why on hold? parts are here", Some("m3")),
    ]);
    let said = |who: &str, words: &str| answers(&replay, who).iter().any(|text| text.contains(words));
    assert!(said("farid", "\nThe pause since 08:30 is contested; the managers are asked."), "{replay:#}");
    assert!(said("aida", "“why on hold? parts are here”. Does it stand?"), "{replay:#}");
    assert_eq!(
        (row(&replay, "m5")["kind"].as_str(), row(&replay, "m5")["ticket"].as_str()),
        (Some("question"), Some("T-1"))
    );
    assert_eq!(row(&replay, "m4")["kind"], "question", "it moves nothing: {replay:#}");
    assert_eq!(tickets(&replay)[0]["stage"], "on_hold");
}

#[test]
fn an_order_is_taken_back_in_time() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "tutup #1", None),
        ("m3", "2026-10-05T08:07", "aida", "text", "batal", None),
    ]);
    assert_eq!(tickets(&replay)[0]["stage"], "reported", "{replay:#}");
    assert!(answers(&replay, "aida").iter().any(|text| text.contains("Ditarik balik")), "{replay:#}");
}

#[test]
fn a_resident_gives_no_orders() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "tan", "text", "P1 #1", None),
        ("m3", "2026-10-05T08:06", "lee", "text", "P1 #1", None),
        ("m4", "2026-10-05T08:07", "lee", "text", "close #1", None),
    ]);
    assert_eq!(tickets(&replay)[0]["stage"], "reported", "{replay:#}");
    assert!(answers(&replay, "tan").iter().any(|text| text.contains("Only whoever leads may do that")), "{replay:#}");
    // Who did not report it hears nothing of it, and what they say is not about it.
    assert!(answers(&replay, "lee").is_empty() && row(&replay, "m4")["ticket"].is_null(), "{replay:#}");
}

#[test]
fn an_order_about_a_ticket_that_is_not_there_and_a_question_move_nothing() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "done #99", None),
        ("m3", "2026-10-05T08:06", "aida", "text", "assign #99 to Wei", None),
        ("m4", "2026-10-05T08:07", "lee", "text", "#99 done", None),
        ("m5", "2026-10-05T08:08", "aida", "text", "status?", None),
        ("m6", "2026-10-05T08:09", "aida", "text", "list", None),
    ]);
    assert_eq!(tickets(&replay)[0]["stage"], "reported", "{replay:#}");
    for id in ["m2", "m3", "m4", "m5", "m6"] {
        assert!(row(&replay, id)["ticket"].is_null(), "{id}: {replay:#}");
    }
}

#[test]
fn two_tickets_become_one() {
    let replay = then(&[
        ("m2", "2026-10-05T08:01", "lee", "text", "Toilet at Block B lobby is clogged and overflowing", None),
        ("m3", "2026-10-05T08:05", "aida", "text", "merge #2 into #1", None),
    ]);
    assert_eq!((tickets(&replay).len(), row(&replay, "m2")["ticket"].as_str()), (1, Some("T-1")), "{replay:#}");
}

#[test]
fn questions_are_answered_from_the_record() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "assign #1 to Wei", None),
        ("m3", "2026-10-05T09:40", "tan", "text", "any update on the lift?", Some("m1")),
        ("m4", "2026-10-05T09:45", "tan", "text", "any update on #1?", None),
        ("m5", "2026-10-05T09:50", "aida", "text", "what is overdue at Block A?", None),
        ("m6", "2026-10-05T09:55", "kumar", "text", "siapa syif?", None),
        ("m7", "2026-10-07T09:55", "kumar", "text", "apa yang lewat?", None),
    ]);
    let news: Vec<_> = answers(&replay, "tan").into_iter().filter(|text| text.contains("Wei Ming")).collect();
    assert_eq!(news.len(), 1, "once an hour: {replay:#}");
    assert!(answers(&replay, "aida").iter().any(|text| text == "Overdue (Block A): nothing"), "{replay:#}");
    let kumar = answers(&replay, "kumar");
    assert!(
        kumar.iter().any(|text| text.starts_with("Sedang bertugas:\n• Siti Aminah · Lobby cleaning Block A")),
        "{kumar:?}"
    );
    assert!(kumar.iter().any(|text| text.starts_with("Lewat:\n• T-1 ")), "{kumar:?}");
    assert_eq!(row(&replay, "m5")["kind"], "question");
}

#[test]
fn what_is_no_order_goes_to_the_reader_as_before() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "assign someone to #99 please", None),
        ("m3", "2026-10-05T08:15", "siti", "text", "hold the door #1", None),
    ]);
    assert_eq!(tickets(&replay).len(), 1, "{replay:#}");
    for message in ["m2", "m3"] {
        assert_ne!(row(&replay, message)["confidence"], 1.0, "{message}: {replay:#}");
    }
}

#[test]
fn a_denial_confirms_nothing_and_what_is_reported_again_is_open_again() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "done #1", None),
        ("m3", "2026-10-05T08:20", "tan", "text", "not fixed", Some("m1")),
    ]);
    assert_eq!(tickets(&replay)[0]["stage"], "reopened", "{replay:#}");
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "aida", "text", "done #1", None),
        ("m3", "2026-10-05T08:06", "tan", "text", "verify #1", None),
        ("m4", "2026-10-05T09:20", "lee", "text", "Lift 1 Block A not working, stuck at level 3", None),
    ]);
    let is_open =
        |ticket: &serde_json::Value| matches!(ticket["stage"].as_str(), Some("reopened" | "reported" | "classified"));
    assert!(tickets(&replay).iter().any(is_open), "{replay:#}");
}

#[test]
fn another_trade_told_by_somebody_else_is_another_ticket() {
    let clogged = ("m2", "2026-10-05T08:01", "lee", "text", "Toilet at Block A is clogged and overflowing", None);
    let replay = then(&[clogged]);
    assert_eq!((tickets(&replay).len(), row(&replay, "m2")["ticket"].as_str()), (2, Some("T-2")), "{replay:#}");
}

/// What people say in answer to each other all day, in their languages: none of it is an order.
#[test]
fn what_is_said_in_answer_to_people_is_no_order() {
    let to_the_report = [
        "close it",
        "tutup",
        "tolong tutup",
        "band karo",
        "बंद",
        "关闭",
        "cierra",
        "fecha",
        "سكر",
        "மூடு",
        "isara",
        "confirmed",
        "sah",
        "确认",
        "agreed",
        "setuju",
        "同意",
        "موافق",
        "acc",
        "hold on, part of ceiling fell",
        "tunggu kat pintu masuk",
        "tunggu, air dah masuk rumah",
        "hintayin ang barangay",
        "reopen",
        "buka balik",
        "verify",
        "lista",
        "pendiente",
    ];
    let to_the_claim = [
        "pls confirm",
        "please verify",
        "tolong sahkan",
        "mohon konfirmasi",
        "por favor confirmar",
        "请确认一下",
        "tutup",
        "P4",
        "P3",
        "close it",
        "बंद करो",
        "mohon verifikasi",
        "setuju",
        "aprobado",
        "closed",
        "fechar",
        "அனுமதி",
    ];
    for (quoted, texts) in [("m1", &to_the_report[..]), ("m2", &to_the_claim[..])] {
        for text in texts {
            let replay = then(&[
                ("m2", "2026-10-05T09:00", "wei", "text", "Done, lift 1 is running again", Some("m1")),
                ("m3", "2026-10-05T09:10", "aida", "text", text, Some(quoted)),
            ]);
            assert_ne!(row(&replay, "m3")["confidence"], 1.0, "{text}: {replay:#}");
            assert_ne!(tickets(&replay)[0]["stage"], "closed", "{text}");
            assert!(answers(&replay, "aida").iter().all(|said| !said.contains("undo")), "{text}: {replay:#}");
        }
    }
}

/// "Which lift?": a number beside what is wrong is a lift's, and a report is never lost.
#[test]
fn a_number_beside_a_fault_is_no_old_ticket() {
    for text in [
        "#2 not working",
        "#2 still not working",
        "#2 masih rosak",
        "#2 masih rusak",
        "#2 no funciona",
        "#2 nao funciona",
        "#2 又坏了",
        "#2 لا يعمل",
        "#2 sira pa",
        "#2 ठीक नहीं हुआ",
        "#2 abhi bhi kharab hai",
    ] {
        for sender in ["tan", "wei", "aida"] {
            let replay = then(&[
                ("m2", "2026-10-05T08:01", "lee", "text", "Toilet at Block B lobby is clogged and overflowing", None),
                ("m3", "2026-10-05T08:30", "aida", "text", "close #2", None),
                ("m4", "2026-10-05T09:00", "aida", "text", "which lift is it?", Some("m1")),
                ("m5", "2026-10-05T09:01", sender, "text", text, Some("m4")),
            ]);
            assert_ne!(row(&replay, "m5")["confidence"], 1.0, "{sender} {text}: {replay:#}");
            assert_eq!(tickets(&replay)[1]["stage"], "closed", "{sender} {text}");
        }
    }
}

#[test]
fn an_order_is_taken_back_where_it_was_given_and_by_a_usual_word_only_at_once() {
    let closed = ("m2", "2026-10-05T08:05", "aida", "text", "tutup #1", None);
    for said in [
        &[("m3", "2026-10-05T08:09", "aida", "text", "batal", None)][..],
        &[
            ("m3", "2026-10-05T08:06", "wei", "text", "gotong-royong petang ni hujan", None),
            ("m4", "2026-10-05T08:07", "aida", "text", "batal", None),
        ],
        &[
            ("m3", "2026-10-05T08:06", "wei", "text", "gotong-royong petang ni hujan", None),
            ("m4", "2026-10-05T08:07", "aida", "text", "batal", Some("m3")),
        ],
        &[
            ("m3", "2026-10-05T08:06", "wei", "text", "gotong-royong petang ni hujan", None),
            ("m4", "2026-10-05T08:07", "aida", "text", "undo", Some("m3")),
        ],
    ] {
        let replay = then(&[&[closed], said].concat());
        assert_eq!(tickets(&replay)[0]["stage"], "closed", "{replay:#}");
    }
    let replay = then(&[closed, ("m3", "2026-10-05T08:09", "aida", "text", "undo", None)]);
    assert_eq!(tickets(&replay)[0]["stage"], "reported", "{replay:#}");
}

/// A report by whoever may not order is read, and so is a word that asks for a list which is not theirs.
#[test]
fn whoever_may_not_order_or_ask_is_read() {
    let replay = then(&[
        ("m2", "2026-10-05T08:05", "lee", "text", "status", None),
        ("m3", "2026-10-05T08:06", "wei", "text", "Lista", Some("m1")),
        ("m4", "2026-10-05T08:07", "lee", "text", "resumen", None),
    ]);
    for id in ["m2", "m3", "m4"] {
        assert_ne!(row(&replay, id)["confidence"], 1.0, "{id}: {replay:#}");
    }
}
