//! How much of a name, such as a task's, a text repeats; a clue that routine work is meant.

use crate::normal::{Normal, Sort};
use std::ops::Range;

/// Letters at the beginning of a word that must be the same.
const STEM: usize = 5;
/// Shorter words are in every text.
const WORD_MIN: usize = 3;

/// Share of the words (Han: pairs of letters) of `name` that `text` has too, 0 to 1; words may differ in their ends.
#[must_use]
pub fn overlap(text: &Normal, name: &Normal) -> f32 {
    let pieces = name.pieces();
    let said = pieces.iter().filter(|piece| has(text, &name.text[piece.start..piece.end])).count();
    if pieces.is_empty() { 0.0 } else { said as f32 / pieces.len() as f32 }
}

/// The beginnings of the words of a text, and its pairs of Han letters.
pub(crate) fn pieces(normal: &Normal) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for token in &normal.tokens {
        let spelled = normal.spell(*token);
        let edges = || spelled.char_indices().map(|(at, _)| at).chain([spelled.len()]).map(|at| token.start + at);
        match token.sort {
            Sort::Word => pieces.extend(edges().nth(WORD_MIN).map(|_| {
                let end = edges().nth(STEM).unwrap_or(token.end);
                token.start..end
            })),
            Sort::Han => pieces.extend(edges().zip(edges().skip(2)).map(|(start, end)| start..end)),
            Sort::Emoji | Sort::Mark => {}
        }
    }
    pieces
}

fn has(text: &Normal, piece: &str) -> bool {
    text.tokens.iter().any(|token| match token.sort {
        Sort::Word => text.spell(*token).starts_with(piece),
        Sort::Han => text.spell(*token).contains(piece),
        Sort::Emoji | Sort::Mark => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_repeats_a_task() {
        let share = |text: &str, name: &str| overlap(&Normal::of(text), &Normal::of(name));
        assert_eq!(share("Lobby block A dah cuci", "Lobby cleaning"), 0.5);
        assert_eq!(share("大堂扫好了", "大堂清洁"), 1.0 / 3.0);
        assert_eq!(share("gm", "Lobby cleaning"), 0.0);
    }
}
