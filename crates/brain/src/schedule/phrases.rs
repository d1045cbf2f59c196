//! Phrases that mean something, cut into words once and found by their first.

use super::words::{Piece, pieces};
use std::collections::HashMap;

/// Phrases by their first word, the longest first; of equal ones the first given.
pub(crate) struct Phrases<T> {
    by_first: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Words of the longest.
    words_max: usize,
}

impl<T: Copy> Phrases<T> {
    /// From rows of a value and the phrases that mean it, parted by `|`.
    pub(crate) fn of(rows: impl IntoIterator<Item = (T, &'static str)>) -> Self {
        let mut found: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (value, phrases) in rows {
            for phrase in phrases.split('|') {
                let words: Vec<String> = pieces(phrase.trim()).into_iter().map(|piece| piece.text).collect();
                let Some(first) = words.first() else { continue };
                found.entry(first.clone()).or_default().push((words, value));
            }
        }
        for phrases in found.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        let words_max = found.values().flatten().map(|(words, _)| words.len()).max().unwrap_or(0);
        Self { by_first: found, words_max }
    }

    /// The longest phrase that a text begins with: what it means, and how many words it takes.
    pub(crate) fn longest(&self, text: &[Piece]) -> Option<(T, usize)> {
        let phrases = self.by_first.get(&text.first()?.text)?;
        phrases.iter().find(|(words, _)| begins(words, text)).map(|(words, value)| (*value, words.len()))
    }

    /// Whether a word begins a phrase.
    pub(crate) fn is_first(&self, word: &str) -> bool {
        self.by_first.contains_key(word)
    }

    /// Whether a text begins with a phrase of a sort.
    pub(crate) fn has(&self, text: &[Piece], wanted: impl Fn(T) -> bool) -> bool {
        let phrases = text.first().and_then(|first| self.by_first.get(&first.text));
        phrases.is_some_and(|phrases| phrases.iter().any(|(words, value)| wanted(*value) && begins(words, text)))
    }

    /// The longest phrase of a sort that a text ends with.
    pub(crate) fn at_end(&self, text: &[Piece], wanted: impl Fn(T) -> bool) -> Option<T> {
        (text.len().saturating_sub(self.words_max)..text.len()).find_map(|from| {
            let phrases = self.by_first.get(&text[from].text)?;
            let is = |(words, value): &&(Vec<String>, T)| {
                words.len() == text.len() - from && wanted(*value) && begins(words, &text[from..])
            };
            phrases.iter().find(is).map(|(_, value)| *value)
        })
    }
}

fn begins(words: &[String], text: &[Piece]) -> bool {
    words.len() <= text.len() && words.iter().zip(text).all(|(wanted, word)| *wanted == word.text)
}
