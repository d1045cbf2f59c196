//! Chance: no text panics, and a chat that is written out reads back.

use proptest::prelude::*;

use super::{finding, lines};
use crate::export::line::{Body, Line};
use crate::export::order::DateOrder;

fn header_like() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("[".to_owned()),
        Just("] ".to_owned()),
        Just(" - ".to_owned()),
        Just(", ".to_owned()),
        Just(": ".to_owned()),
        Just("\n".to_owned()),
        Just("\u{200e}".to_owned()),
        Just("\u{202f}PM".to_owned()),
        Just("12/03/2023".to_owned()),
        Just("9:15".to_owned()),
        Just("<attached: a.jpg>".to_owned()),
        Just(" (file attached)".to_owned()),
        Just("@\u{2068}Ana\u{2069}".to_owned()),
        Just("POLL:\nq\nOPTION: a (1 vote)\n".to_owned()),
        Just("https://maps.google.com/?q=1,2".to_owned()),
        "[0-9]{1,4}",
        "\\PC{0,6}",
    ];
    proptest::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// Words that mean nothing to the reader: letters and spaces, no colon, no bracket.
fn words() -> impl Strategy<Value = String> {
    "[a-zà-ÿ0-9😀水 ]{0,30}[a-zà-ÿ😀水]"
}

fn check_reads(text: &str) {
    let _ = finding(text);
    let text = format!("13/03/2023, 09:15 - Ana: x\n{text}");
    for order in DateOrder::ALL {
        let reader = std::io::Cursor::new(text.clone().into_bytes());
        let read = crate::export::chat::Lines::new(Box::new(reader), "x.txt".as_ref(), "x", order);
        let count = read.take(10_000).count();
        assert!(count >= 1);
    }
}

#[test]
fn the_longest_message_of_any_sign_is_read_in_its_own_length() {
    for sign in [
        "<",
        "@\u{2068}",
        ":",
        "(",
        ")",
        "\u{200e}",
        "<a: b.c",
        "-20",
        "@",
        " ",
        "\u{200e}<",
        "1/",
        ">",
        "[",
        "•",
        "\"",
    ] {
        let words = sign.repeat(250_000 / sign.len());
        for text in [format!("13/03/2023, 09:15 - Ana: {words}\n"), format!("[13/03/2023, 09:15:02] {words}\n"), words]
        {
            check_reads(&text);
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "(?s).{0,400}") {
        check_reads(&text);
    }

    #[test]
    fn no_text_that_looks_like_a_chat_panics(text in header_like()) {
        check_reads(&text);
    }

    #[test]
    fn a_chat_written_out_reads_back(
        said in proptest::collection::vec((1_i8..=28, 1_i8..=12, 0_i8..24, 0_i8..60, "[A-Z][a-z]{1,8}", words(), words()), 1..20),
        is_apple: bool,
    ) {
        let text: String = said.iter().map(|(day, month, hour, minute, sender, first, second)| {
            let body = format!("q{first}\nz{second}");
            if is_apple {
                format!("[{day:02}/{month:02}/2024, {hour:02}:{minute:02}:07] {sender}: {body}\r\n")
            } else {
                format!("{day:02}/{month:02}/2024, {hour:02}:{minute:02} - {sender}: {body}\n")
            }
        }).collect();
        let read = lines(&text, DateOrder::Dmy);
        prop_assert_eq!(read.len(), said.len());
        for (line, (day, month, hour, minute, sender, first, second)) in read.iter().zip(&said) {
            let Line::Message(message) = line else { panic!("{line:?}") };
            let at = jiff::civil::date(2024, *month, *day).at(*hour, *minute, if is_apple { 7 } else { 0 }, 0);
            prop_assert_eq!((message.at, &message.sender), (at, sender));
            let Body::Text(said) = &message.body else { panic!("{message:?}") };
            let wanted = format!("q{first}\nz{second}");
            prop_assert_eq!(said.text.as_str(), wanted.trim_end());
        }
    }
}
