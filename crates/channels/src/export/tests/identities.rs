//! Ids that survive exporting again.

use std::collections::HashSet;

use super::messages;

const EARLY: &str = "\
12/03/2023, 09:15 - Ana: ok
12/03/2023, 09:15 - Ana: ok
12/03/2023, 09:16 - Ana: <Media omitted>
leak
13/03/2023, 10:00 - Rob: on my way
";

fn ids(text: &str) -> Vec<String> {
    messages(text).into_iter().map(|message| message.external_id).collect()
}

#[test]
fn a_later_overlapping_export_gives_the_same_ids() {
    let early = ids(EARLY);
    let later = ids(&format!("{EARLY}13/03/2023, 10:05 - Rob: done\n"));
    assert_eq!(later[..4], early);
    let tail: String = EARLY.lines().skip(2).map(|line| format!("{line}\n")).collect();
    assert_eq!(ids(&tail), early[2..]);
}

#[test]
fn equal_messages_are_both_kept_under_ids_of_their_own() {
    let early = ids(EARLY);
    assert_eq!(early.iter().collect::<HashSet<_>>().len(), 4);
    assert!(early.iter().all(|id| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit())));
}

#[test]
fn media_beside_the_text_or_not_makes_no_difference() {
    let with = EARLY.replace("<Media omitted>", "IMG-20230312-WA0001.jpg (file attached)");
    assert_eq!(ids(&with), ids(EARLY));
    let apple = |body: &str| ids(&format!("[12/03/2023, 09:15:02] Ana: {body}\n"));
    assert_eq!(apple("\u{200e}image omitted"), apple("\u{200e}<attached: 1-PHOTO-2.jpg>"));
    assert_eq!(
        apple("\u{200e}a.pdf • \u{200e}3 pages \u{200e}document omitted"),
        apple("\u{200e}a.pdf • \u{200e}3 pages \u{200e}<attached: 01-a.pdf>")
    );
}

#[test]
fn an_edit_note_and_votes_make_no_difference_and_words_do() {
    let one = |body: &str| ids(&format!("12/03/2023, 09:15 - Ana: {body}\n"));
    assert_eq!(one("hi <This message was edited>"), one("hi"));
    assert_ne!(one("hi!"), one("hi"));
    let poll = |votes: u32| one(&format!("POLL:\nWhen?\nOPTION: a ({votes} votes)\nOPTION: b (0 votes)"));
    assert_eq!(poll(1), poll(7));
}
