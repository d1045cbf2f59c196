//! Which tickets a text names by their numbers: `#4`, `T-4`, `ticket 4`; not the 4 of `lift #4` or `#12-4`.

use crate::normal::is_han;
use domain::id::TicketNumber;

/// Most digits of a number.
const DIGITS_MAX: usize = 6;
/// Most tickets that one text names.
const NAMED_MAX: usize = 8;
/// Words before a number of something else, folded.
const OTHERS: [&str; 30] = [
    "unit", "flat", "apt", "block", "blk", "blok", "tower", "level", "lvl", "floor", "tingkat", "lantai", "lift",
    "lif", "elevator", "room", "bilik", "kamar", "gate", "door", "pump", "pam", "pompa", "camera", "cctv", "no",
    "house", "rumah", "lot", "bay",
];
/// Words that make what follows the number of a ticket, folded.
const TICKET: [&str; 8] = ["ticket", "tiket", "工单", "工單", "chamado", "boleto", "بلاغ", "टिकट"];

/// The tickets that a text names, in its order.
pub(super) fn named(text: &str) -> Vec<TicketNumber> {
    let folded = crate::fold(text).0;
    let mut found: Vec<TicketNumber> = Vec::new();
    let mut at = 0;
    while let Some(start) = folded[at..].find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) {
        let digits = folded[start..].bytes().take_while(u8::is_ascii_digit).count();
        at = start + digits;
        let number = folded[start..at].parse::<u32>().ok().filter(|number| *number > 0 && digits <= DIGITS_MAX);
        let number = number.filter(|_| is_marked(&folded[..start]) && is_whole(&folded[at..])).map(TicketNumber);
        found.extend(number.filter(|number| !found.contains(number) && found.len() < NAMED_MAX));
    }
    found
}

/// Whether what stands before digits says that they are a ticket's.
fn is_marked(before: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && !is_han(c);
    let word = |text: &str| text.rsplit(|c: char| !is_word(c)).next().unwrap_or_default().to_owned();
    if let Some(rest) = before.trim_end().strip_suffix(['#', '＃']) {
        let joined = word(rest.trim_end());
        return TICKET.contains(&joined.as_str()) || !OTHERS.contains(&joined.as_str()) && !rest.ends_with(is_word);
    }
    if let Some(rest) = before.strip_suffix("t-") {
        return !rest.ends_with(is_word);
    }
    let spaced = before.trim_end_matches([' ', '.', ':']);
    TICKET.iter().any(|known| spaced.strip_suffix(known).is_some_and(|rest| !rest.ends_with(is_word)))
}

/// Whether nothing behind digits makes them a part of something longer.
fn is_whole(after: &str) -> bool {
    let mut next = after.chars();
    match next.next() {
        Some('-' | '/' | '.' | ':' | ',') => !next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() || is_han(c),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_named_by_its_number_and_nothing_else_is() {
        for (text, expected) in [
            ("#1 tomorrow please", &[1][..]),
            ("pls take #12 and #3 today", &[12, 3]),
            ("about T-4: still", &[4]),
            ("Tiket no. 4", &[]),
            ("tiket 4 macam mana", &[4]),
            ("工单4还是漏水", &[4]),
            ("ticket #4", &[4]),
            ("lift #4 stuck", &[]),
            ("unit #12-4 leaking", &[]),
            ("#12-4 leaking", &[]),
            ("4 lifts down", &[]),
            ("at 4pm", &[]),
            ("", &[]),
        ] {
            let numbers: Vec<u32> = named(text).into_iter().map(|number| number.0).collect();
            assert_eq!(numbers, expected, "{text}");
        }
    }
}
