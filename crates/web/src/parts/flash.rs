//! A sentence at the top of a page: why what was asked was not done, and what to do instead.

use maud::{Markup, html};

/// The sentence, announced to readers of the screen.
pub fn flash(words: Option<&str>) -> Markup {
    html! { @if let Some(words) = words { p.flash role="alert" { (words) } } }
}

/// A refusal as a sentence that begins like one and ends like one.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let end = if words.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_refusal_reads_as_a_sentence() {
        assert_eq!(sentence("there is no ticket T-9; look it up"), "There is no ticket T-9; look it up.");
        assert_eq!(sentence("T-9 is closed."), "T-9 is closed.");
    }
}
