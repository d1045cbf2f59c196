//! Words of people with those looked for marked; hides where a long text is cut.

use maud::{Markup, html};
use store::search::pieces;

/// Characters of a text that a row shows.
const SHOWN_MAX: usize = 240;
/// Characters shown before the first hit of a text that is cut.
const BEFORE: usize = 40;

/// A text with what was looked for marked.
pub fn marked(text: &str, typed: &str) -> Markup {
    html! { @for (is_hit, piece) in pieces(text, typed) { @if is_hit { mark { (piece) } } @else { (piece) } } }
}

/// The same around the first hit, of a text too long for a row.
pub fn excerpt(text: &str, typed: &str) -> Markup {
    let start = start(text, typed);
    let end = text[start..].char_indices().nth(SHOWN_MAX).map_or(text.len(), |(at, _)| start + at);
    html! { @if start > 0 { "…" } (marked(&text[start..end], typed)) @if end < text.len() { "…" } }
}

/// Where an excerpt begins: at a word, a little before the first hit, if that is far from the beginning.
fn start(text: &str, typed: &str) -> usize {
    let before: usize =
        pieces(text, typed).iter().take_while(|(is_hit, _)| !is_hit).map(|(_, piece)| piece.len()).sum();
    if before == text.len() || text[..before].chars().count() <= SHOWN_MAX / 2 {
        return 0;
    }
    let near = text[..before].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    text[near..before].find(char::is_whitespace).map_or(near, |space| near + space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_looked_for_are_marked_and_the_rest_stays_as_it_was_said() {
        let shown = marked("Lift <b>rosak</b> lagi", "ROSAK lift").into_string();
        assert_eq!(shown, "<mark>Lift</mark> &lt;b&gt;<mark>rosak</mark>&lt;/b&gt; lagi");
        assert_eq!(marked("电梯坏了", "电梯").into_string(), "<mark>电梯</mark>坏了");
        assert_eq!(marked("plain", "").into_string(), "plain");
    }

    #[test]
    fn a_long_text_is_shown_around_its_first_hit() {
        let long = format!("{} the pump {}", "blah ".repeat(60), "blah ".repeat(60));
        let shown = excerpt(&long, "pump").into_string();
        assert!(shown.starts_with("… blah") && shown.contains("<mark>pump</mark>") && shown.ends_with('…'), "{shown}");
        assert_eq!(excerpt("short pump", "pump").into_string(), "short <mark>pump</mark>");
        assert!(excerpt(&"水".repeat(900), "nothing").into_string().ends_with('…'));
    }
}
