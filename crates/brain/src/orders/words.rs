//! Cuts a message into words, numbers of tickets, and single Han letters; courtesy is left out.

use crate::normal::{fold, is_han};
use unicode_normalization::char::is_combining_mark;

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A word, or one Han letter.
    Said(String),
    /// A ticket's number, written as one: `#142`, `T-142`. A bare `T2` is a tower.
    Ticket(u32),
    /// A bare number.
    Number(u32),
}

/// Most digits a ticket's number has.
const DIGITS_MAX: usize = 7;

/// Words of courtesy, which change nothing.
const COURTESY: &[&str] = &[
    "please",
    "pls",
    "plz",
    "plss",
    "kindly",
    "tolong",
    "tlg",
    "sila",
    "mohon",
    "minta",
    "boss",
    "bos",
    "sir",
    "lah",
    "la",
    "ya",
    "yah",
    "yaa",
    "ok",
    "okay",
    "okey",
    "thanks",
    "thx",
    "tq",
    "tks",
    "ty",
    "dong",
    "deh",
    "nih",
    "ji",
    "gracias",
    "obrigado",
    "obrigada",
    "salamat",
    "po",
    "paki",
    "terima",
    "kasih",
    "makasih",
    "hey",
    "hi",
    "hello",
    "laksana",
    "कृपया",
    "प्लीज़",
    "जी",
    "धन्यवाद",
    "தயவுசெய்து",
    "நன்றி",
    "رجاء",
    "شكرا",
    "لطفا",
];

/// Courtesy of several words, and of Han letters.
const PHRASES: &[&str] = &[
    "por favor",
    "terima kasih",
    "thank you",
    "من فضلك",
    "لو سمحت",
    "请",
    "請",
    "麻烦",
    "麻煩",
    "谢谢",
    "謝謝",
    "一下",
];

/// Words that stand before a ticket's number and say nothing else.
const TICKET: &[&str] = &[
    "ticket",
    "tiket",
    "tix",
    "wo",
    "caso",
    "chamado",
    "orden",
    "ordem",
    "reporte",
    "تذكره",
    "بلاغ",
    "البلاغ",
    "टिकट",
    "டிக்கெட்",
];

/// Han words that stand before a ticket's number.
const HAN_TICKET: &[&str] = &["工单", "工單"];

/// Words by which somebody is asked to do something, folded; Han ones stand anywhere.
const ASKING: &[&str] = &[
    "please",
    "pls",
    "plz",
    "plss",
    "kindly",
    "tolong",
    "tlg",
    "sila",
    "mohon",
    "minta",
    "paki",
    "por favor",
    "favor",
    "कृपया",
    "प्लीज़",
    "தயவுசெய்து",
    "من فضلك",
    "لو سمحت",
    "رجاء",
    "请",
    "請",
    "麻烦",
    "麻煩",
    "一下",
    "can you",
    "u",
];

/// Whether somebody is asked to do something, and not told that it is done.
pub(crate) fn asks(line: &str) -> bool {
    let folded = fold(line).0;
    let spaced = format!(
        " {} ",
        folded.split(|c: char| !(c.is_alphanumeric() || is_combining_mark(c))).collect::<Vec<_>>().join(" ")
    );
    ASKING.iter().any(|word| {
        let word = fold(word).0;
        if word.starts_with(is_han) { folded.contains(&word) } else { spaced.contains(&format!(" {word} ")) }
    })
}

/// The words of one line.
pub(crate) fn cut(line: &str) -> Vec<Word> {
    let (folded, _) = fold(line);
    let plain = PHRASES.iter().chain(HAN_TICKET).fold(folded, |text, courtesy| text.replace(courtesy, " "));
    let mut words = Vec::new();
    for piece in pieces(&plain) {
        match ticket(&piece) {
            Some(word) => words.push(word),
            None if COURTESY.contains(&piece.as_str()) => {}
            None => words.push(Word::Said(piece)),
        }
    }
    drop_before_tickets(&mut words);
    words
}

/// Pieces between spaces and marks; a number with what is glued to it stays one piece, so that a unit is no ticket.
fn pieces(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = String::new();
    let close = |open: &mut String, found: &mut Vec<String>| {
        let piece = open.trim_matches(['-', '/', '.', ':', '\'']).to_owned();
        open.clear();
        if !piece.is_empty() {
            found.push(piece);
        }
    };
    for c in text.chars() {
        if is_han(c) {
            close(&mut open, &mut found);
            found.push(c.to_string());
        } else if c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '/' | '.' | ':' | '\'' | '_') {
            open.push(c);
        } else if c == '#' {
            close(&mut open, &mut found);
            open.push(c);
        } else {
            close(&mut open, &mut found);
            if !c.is_whitespace() && !is_mark(c) {
                found.push(c.to_string());
            }
        }
    }
    close(&mut open, &mut found);
    found.into_iter().flat_map(parted).collect()
}

/// `block-b` is two words; `#12-05` and `9:30` stay what they are.
fn parted(piece: String) -> Vec<String> {
    if piece.starts_with('#') || piece.starts_with(|c: char| c.is_ascii_digit()) || ticket(&piece).is_some() {
        return vec![piece];
    }
    let parts = piece.split(['-', '/', '.', ':', '_']).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Marks that say nothing, and a few emoji that are courtesy.
fn is_mark(c: char) -> bool {
    matches!(c, '🙏' | '👍' | '😊' | '🙂' | '→' | '➡') || !(c.is_alphanumeric() || crate::normal::is_emoji(c))
}

fn ticket(piece: &str) -> Option<Word> {
    let digits = |text: &str| {
        let fits = !text.is_empty() && text.len() <= DIGITS_MAX && text.bytes().all(|b| b.is_ascii_digit());
        if fits { text.parse().ok() } else { None }
    };
    if let Some(rest) = piece.strip_prefix('#') {
        return digits(rest.strip_prefix("t-").unwrap_or(rest)).map(Word::Ticket);
    }
    if let Some(rest) = piece.strip_prefix("t-") {
        return digits(rest).map(Word::Ticket);
    }
    digits(piece).map(Word::Number)
}

/// "ticket 142" is a ticket's number.
fn drop_before_tickets(words: &mut Vec<Word>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let is_named = matches!(&words[at], Word::Said(word) if TICKET.contains(&word.as_str()));
        if let (true, Word::Ticket(number) | Word::Number(number)) = (is_named, words[at + 1].clone()) {
            words[at] = Word::Ticket(number);
            words.remove(at + 1);
        }
        at += 1;
    }
}
