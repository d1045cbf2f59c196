//! What WhatsApp says is not taken for what people say, nor the other way round.

use super::lines;
use crate::export::line::Line;
use crate::export::order::DateOrder;

const ANDROID: &str = "12/03/2023, 09:15 - ";
const APPLE: &str = "[12/03/2023, 09:15:02] ";

fn check(head: &str, text: &str, is_notice: bool) {
    let read = lines(&format!("{head}{text}\n"), DateOrder::Dmy);
    let found = matches!(read.as_slice(), [Line::System { .. }]);
    assert_eq!(found, is_notice, "{text}: {read:?}");
}

#[test]
fn notices_with_colons_are_notices() {
    for text in [
        "Messages and calls are end-to-end encrypted. No one outside of this chat can read them. Tap to learn more.",
        "Rob created group \"Block C: repairs\"",
        "Rob changed the subject to \"A: B\"",
        "Rob changed the subject from “A: B” to “C: D”",
        "Rob changed the group name from \"A: B\" to \"C\"",
        "Ana criou o grupo \"Obra: bloco C\"",
        "Ana mudou o nome do grupo de \"A: x\" para \"B\"",
        "Ana hat die Gruppe „Haus: C“ erstellt",
        "Budi membuat grup \"Blok C: kerja\"",
        "Rob added Lee",
        "Lee left",
        "Your security code with Rob: Block C changed. Tap to learn more.",
    ] {
        check(ANDROID, text, true);
    }
    let long = format!("{}: x", "word ".repeat(30));
    check(ANDROID, &long, true);
}

#[test]
fn an_iphones_notices_are_told_by_mark_opening_or_actor() {
    for text in [
        "Block C: \u{200e}Messages and calls are end-to-end encrypted.",
        "Block C: Messages and calls are end-to-end encrypted.",
        "Lee: \u{200e}N W added Lee",
        "Lee: Lee left",
        "~\u{202f}Steve: ~\u{202f}Steve joined using this group's invite link",
        "Block C: Rob created group “Block C”",
        "Rob: \u{200e}Rob changed the group name to “A: B”",
        "\u{200e}You were added",
    ] {
        check(APPLE, text, true);
    }
}

#[test]
fn people_who_speak_like_whatsapp_are_people() {
    for text in [
        "Rob H: Hi all: back from holiday: call Tuesday?",
        "Rob: Lee left",
        "Rob: I added Lee",
        "Rob: \"A: B\"",
        "Left Wing: who has the key",
        "Joined Up: hi",
        "Rob \"Bob\" H: hi",
        "+65 9123 4567: Lee left: see above",
    ] {
        check(ANDROID, text, false);
        check(APPLE, text, false);
    }
}
