//! A text folded letter by letter, which knows where each stood.

use crate::normal::plain_letters;

/// A folded text.
pub(super) struct Folded<'a> {
    /// As it was written.
    pub said: &'a str,
    /// Lower case, without accents.
    pub text: String,
    /// For each byte of the folded text, where the letter begins that it came from.
    from: Vec<usize>,
}

impl<'a> Folded<'a> {
    /// Folds a text.
    pub fn of(said: &'a str) -> Self {
        let (mut text, mut from) = (String::new(), Vec::new());
        for (at, letter) in said.char_indices() {
            for plain in plain_letters(letter) {
                text.push(plain);
                from.resize(text.len(), at);
            }
        }
        Self { said, text, from }
    }

    /// Where a stretch of the folded text stands in what was written.
    pub fn place(&self, from: usize, to: usize) -> (usize, usize) {
        let at = |byte: usize| self.from.get(byte).copied().unwrap_or(self.said.len());
        (at(from), at(to))
    }
}
