//! How much of a name, such as a task's, a text repeats; a clue that routine work is meant.

use crate::normal::{Normal, Sort};

/// Share of the words (Han: pairs of letters) of `name` that `text` has too, 0 to 1; words may differ in their ends.
#[must_use]
pub fn overlap(text: &Normal, name: &Normal) -> f32 {
    let pieces = pieces(name);
    let said = pieces.iter().filter(|piece| has(text, piece)).count();
    if pieces.is_empty() { 0.0 } else { said as f32 / pieces.len() as f32 }
}

fn pieces(name: &Normal) -> Vec<String> {
    let mut pieces = Vec::new();
    for token in &name.tokens {
        let letters: Vec<char> = name.spell(*token).chars().collect();
        match token.sort {
            Sort::Word if letters.len() >= 3 => pieces.push(letters.iter().take(5).collect()),
            Sort::Han => pieces.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>())),
            Sort::Word | Sort::Emoji | Sort::Mark => {}
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
