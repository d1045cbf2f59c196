//! A sentence at the top of a page: why what was asked was not done, and what to do instead.

use maud::{Markup, html};

/// What a page says first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flash {
    /// The sentence.
    pub words: String,
    /// What stands now where a form would have changed it: a field's name, and what it says.
    pub now: Vec<(&'static str, String)>,
}

impl From<&str> for Flash {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), now: Vec::new() }
    }
}

/// The sentence, announced to readers of the screen.
pub fn flash(flash: Option<&Flash>) -> Markup {
    html! {
        @if let Some(Flash { words, now }) = flash {
            @if now.is_empty() { p.flash role="alert" { (words) } } @else {
                div.flash role="alert" {
                    p { (words) }
                    dl.facts { @for (field, says) in now { dt { (field) } dd dir="auto" { @if says.is_empty() { "–" } @else { (says) } } } }
                }
            }
        }
    }
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
