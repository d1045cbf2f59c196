//! What happens in operations chats everywhere, one phenomenon a test: given these messages, then that.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod apart;
mod checks;
mod crowd;
mod denied;
mod orders;
mod phones;
mod plain;
mod promised;
mod quotes;
mod reactions;
mod shifts;
mod site;
mod steps;
mod tours;

use site::{after, outcome, phone, row, tickets};

#[test]
fn five_people_who_report_one_lift_make_one_ticket() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A is not working, stuck at level 3", None),
        ("m2", "2026-10-05T08:02", "lee", "text", "Block A lift 1 still stuck, door won't open", None),
        ("m3", "2026-10-05T08:03", "maya", "text", "lif 1 blok A rosak lagi", None),
        ("m4", "2026-10-05T08:05", "daniel", "text", "A座1号电梯坏了", None),
        ("m5", "2026-10-05T08:06", "raju", "text", "boss lift 1 block A cannot move", None),
    ]);
    assert_eq!(tickets(&replay).len(), 1, "{replay:#}");
    assert_eq!(tickets(&replay)[0]["reporter"], phone("tan"));
    assert_eq!(tickets(&replay)[0]["messages"].as_array().unwrap().len(), 5);
    assert_eq!(tickets(&replay)[0]["category"], "lift");
}

#[test]
fn strangers_who_each_report_something_else_within_the_hour_are_not_joined_to_each_other() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "+601111111101", "text", "no water at unit 3-2 since morning", None),
        ("m2", "2026-10-05T08:04", "+601111111102", "text", "the lobby light is not working", None),
        ("m3", "2026-10-05T08:09", "+601111111103", "text", "lift 1 block A stuck, door won't open", None),
        ("m4", "2026-10-05T08:15", "+601111111104", "text", "AC in the function room not cold", None),
        ("m5", "2026-10-05T08:18", "+601111111105", "text", "the ceiling is cracked at unit 12-4", None),
        ("m6", "2026-10-05T08:25", "+601111111106", "text", "intercom at the guardhouse not working", None),
    ]);
    let kept_apart = tickets(&replay).iter().all(|ticket| ticket["messages"].as_array().unwrap().len() == 1);
    assert!(kept_apart && tickets(&replay).len() >= 5, "{replay:#}");
}

#[test]
fn a_report_is_assigned_worked_on_claimed_and_confirmed() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Water leaking from the ceiling at Block B corridor", None),
        ("m2", "2026-10-05T08:05", "kumar", "text", "Wei please check the leak at Block B now", None),
        ("m3", "2026-10-05T08:06", "wei", "text", "ok on the way", None),
        ("m4", "2026-10-05T09:30", "wei", "text", "done boss, pipe joint replaced", Some("m1")),
        ("m5", "2026-10-05T09:40", "tan", "text", "Confirmed, no more leak. Thank you", None),
    ]);
    let ticket = &tickets(&replay)[0];
    assert_eq!((tickets(&replay).len(), ticket["stage"].as_str()), (1, Some("verified")), "{replay:#}");
    assert_eq!(ticket["assignee"], "Wei Ming");
    assert_eq!(ticket["place"], "Seri Residence / Block B / Corridor");
}

#[test]
fn a_claim_that_is_disputed_is_open_again() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Block A corridor lights not working, very dark", None),
        ("m2", "2026-10-05T08:05", "kumar", "text", "@Wei pls fix the corridor light Block A", Some("m1")),
        ("m3", "2026-10-05T10:00", "wei", "text", "Sudah siap boss, lampu dah tukar", Some("m1")),
        ("m4", "2026-10-05T10:20", "tan", "text", "Still not working lah, same problem", Some("m3")),
    ]);
    assert_eq!((tickets(&replay).len(), tickets(&replay)[0]["stage"].as_str()), (1, Some("reopened")), "{replay:#}");
}

#[test]
fn the_same_fault_days_after_it_was_settled_is_a_new_ticket_that_says_so() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A stuck, door cannot open", None),
        ("m2", "2026-10-05T08:05", "kumar", "text", "Farid please send technician for lift 1 Block A", Some("m1")),
        ("m3", "2026-10-05T10:00", "farid", "text", "Lift running normal now, door sensor replaced", Some("m1")),
        ("m4", "2026-10-05T10:20", "tan", "text", "Yes it is working now thanks", Some("m3")),
        ("m5", "2026-10-10T08:00", "lee", "text", "Lift 1 Block A stuck again, door cannot open", None),
    ]);
    assert_eq!(tickets(&replay).len(), 2, "{replay:#}");
    assert_eq!(tickets(&replay)[1]["recurrence_of"], tickets(&replay)[0]["id"]);
}

#[test]
fn a_photo_sent_just_before_the_words_belongs_to_the_report() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "image", "", None),
        ("m2", "2026-10-05T08:01", "tan", "text", "Pipe burst at Block B corridor, water everywhere", None),
    ]);
    assert_eq!(tickets(&replay).len(), 1, "{replay:#}");
    assert_eq!(tickets(&replay)[0]["evidence"][0], "m1");
    assert_eq!(row(&replay, "m1")["kind"], "evidence");
}

#[test]
fn a_thumb_of_the_one_told_is_progress_and_thanks_are_nothing() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Toilet at Block A lobby is clogged and overflowing", None),
        ("m2", "2026-10-05T08:05", "kumar", "text", "@Wei please attend to the toilet Block A lobby", Some("m1")),
        ("m3", "2026-10-05T08:06", "wei", "reaction", "👍", Some("m2")),
        ("m4", "2026-10-05T08:07", "tan", "reaction", "🙏", Some("m2")),
    ]);
    assert_eq!(row(&replay, "m3")["kind"], "progress", "{replay:#}");
    assert_eq!(row(&replay, "m4")["kind"], "chatter");
    assert_eq!(tickets(&replay)[0]["stage"], "in_progress");
}

#[test]
fn expected_work_is_done_late_or_lacks_its_photo() {
    for (at, form, words, expected) in [
        ("2026-10-05T09:40", "image", "Lobby block A dah siap cuci", "done"),
        ("2026-10-05T11:40", "image", "Lobby block A dah siap cuci", "late"),
        ("2026-10-05T09:40", "text", "Lobby block A cleaning done", "no_photo"),
    ] {
        let replay = after(&[
            ("m1", "2026-10-05T07:00", "aida", "text", "Good morning team", None),
            ("m2", at, "siti", form, words, None),
            ("m3", "2026-10-05T23:50", "aida", "text", "Good night all", None),
        ]);
        let found = outcome(&replay, "Lobby cleaning Block A", "2026-10-05");
        assert_eq!(found, (expected, Some("m2")), "{at} {form}");
    }
}

#[test]
fn a_photo_that_follows_completes_a_report_that_lacked_one() {
    let replay = after(&[
        ("m1", "2026-10-05T07:00", "aida", "text", "Good morning team", None),
        ("m2", "2026-10-05T09:40", "siti", "text", "Lobby block A cleaning done", None),
        ("m3", "2026-10-05T09:41", "siti", "image", "", None),
    ]);
    assert_eq!(outcome(&replay, "Lobby cleaning Block A", "2026-10-05"), ("done", Some("m2")), "{replay:#}");
}

#[test]
fn a_pin_tells_whether_a_guard_is_where_he_should_be() {
    for (pin, expected) in [("3.1003,101.6002", "done"), ("3.2,101.7", "wrong_place")] {
        let replay = after(&[
            ("m1", "2026-10-05T21:00", "aida", "text", "Good evening team", None),
            ("m2", "2026-10-05T22:10", "raju", "location", pin, None),
        ]);
        assert_eq!(outcome(&replay, "Night patrol", "2026-10-05"), (expected, Some("m2")), "{replay:#}");
    }
}

#[test]
fn what_nobody_reported_is_missed_and_talk_opens_nothing() {
    let replay = after(&[
        ("m1", "2026-10-05T07:00", "aida", "text", "Good morning everyone 🌞", None),
        ("m2", "2026-10-05T12:10", "raju", "text", "anyone want nasi lemak, I going to buy", None),
        ("m3", "2026-10-05T12:12", "wei", "text", "haha one for me", None),
        ("m4", "2026-10-05T23:30", "aida", "text", "Good night", None),
    ]);
    assert!(tickets(&replay).is_empty(), "{replay:#}");
    assert_eq!(outcome(&replay, "Lobby cleaning Block A", "2026-10-05"), ("missed", None));
}

#[test]
fn a_photo_that_was_asked_for_completes_the_report_in_good_time() {
    let replay = after(&[
        ("m1", "2026-10-05T07:00", "aida", "text", "Good morning team", None),
        ("m2", "2026-10-05T09:20", "siti", "text", "Lobby block A cleaning done", None),
        ("m3", "2026-10-05T09:50", "siti", "image", "", None),
    ]);
    assert_eq!(outcome(&replay, "Lobby cleaning Block A", "2026-10-05"), ("done", Some("m2")), "{replay:#}");
}

#[test]
fn what_nobody_reported_is_asked_for_by_name_and_told_to_whoever_leads() {
    let replay = after(&[
        ("m1", "2026-10-05T07:00", "aida", "text", "Good morning everyone 🌞", None),
        ("m2", "2026-10-05T23:30", "aida", "text", "Good night", None),
    ]);
    let said: Vec<(&str, &str)> = replay["outbound"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["about"] == "Lobby cleaning Block A")
        .map(|line| (line["to"].as_str().unwrap(), line["text"].as_str().unwrap()))
        .collect();
    assert_eq!(said.first().map(|(to, _)| (*to).to_owned()), Some(phone("siti")), "{replay:#}");
    assert!(said[0].1.contains("Lobby cleaning Block A") && said[0].1.contains("pending"), "{said:?}");
    assert!(said.len() >= 2 && said[1].1.contains("was not reported"), "{said:?}");
}

#[test]
fn a_report_that_comes_late_does_not_speak_of_what_came_up_after_it() {
    let replay = after(&[
        ("m1", "2026-10-05T08:00", "tan", "text", "Toilet at Block A lobby is clogged and overflowing", None),
        ("m2", "2026-10-02T08:00", "lee", "text", "The lift in Block A is stuck again", None),
    ]);
    assert_eq!(tickets(&replay).len(), 2, "{replay:#}");
}

#[test]
fn every_row_says_why() {
    let replay =
        after(&[("m1", "2026-10-05T08:00", "tan", "text", "Lift 1 Block A is stuck with people inside", None)]);
    assert!(!row(&replay, "m1")["why"].as_array().unwrap().is_empty());
    assert_eq!(row(&replay, "m1")["priority"], "critical");
}

#[test]
fn another_trade_told_by_the_same_resident_is_another_ticket() {
    let told = |other: &'static str| {
        let one = "The tap in the pantry is leaking badly";
        after(&[
            ("m1", "2026-10-05T08:00", "maya", "text", one, None),
            ("m2", "2026-10-05T08:04", "maya", "text", other, None),
        ])
    };
    let lights = told("Lights at the car park are out");
    assert_eq!(tickets(&lights).len(), 2, "{lights:#}");
    let more = told("Water is all over the floor now");
    assert_eq!(tickets(&more).len(), 1, "whoever tells more of one thing: {more:#}");
}
