//! Finds hand-listed phrases of many languages in a folded text; hides how phrases are matched.

pub mod concepts;
mod excuse_words;
mod excuses;
mod hazard_words;
pub mod hazards;
pub mod topics;

use crate::normal::{Normal, fold, is_han};
use aho_corasick::{AhoCorasick, MatchKind};

/// A phrase found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Name of the list it is on.
    pub name: &'static str,
    /// First byte in the folded text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Lists of phrases, compiled. A phrase that ends in `*` may go on within the word.
#[derive(Debug)]
pub(crate) struct Lexicon {
    automaton: AhoCorasick,
    phrases: Vec<Phrase>,
    has_clitics: bool,
}

/// Arabic words that are written as one with the next: and, then, with, the, for.
const CLITICS: [&str; 9] = ["و", "ف", "ب", "ل", "ال", "وال", "بال", "فال", "لل"];

#[derive(Debug)]
struct Phrase {
    name: &'static str,
    opens: bool,
    closes: bool,
}

impl Lexicon {
    /// Compiles lists of the form (name, phrases separated by `|`).
    pub(crate) fn of(lists: &[(&'static str, &str)]) -> Self {
        let mut patterns = Vec::new();
        let mut phrases = Vec::new();
        for (name, list) in lists {
            for phrase in list.split('|').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let folded = fold(phrase.trim_end_matches('*')).0;
                let is_latin = folded.starts_with(|c: char| c.is_ascii_alphanumeric());
                let is_joined = folded.starts_with(|c: char| is_han(c) || !c.is_alphanumeric());
                phrases.push(Phrase { name, opens: !is_joined, closes: is_latin && !phrase.ends_with('*') });
                patterns.push(folded);
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&patterns)
            .expect("a few thousand short phrases fit an automaton");
        Self { automaton, phrases, has_clitics: false }
    }

    /// The same, that also finds a phrase behind an Arabic "and" or "the".
    pub(crate) fn behind_clitics(self) -> Self {
        Self { has_clitics: true, ..self }
    }

    /// All phrases in a text, in order of their ends.
    pub(crate) fn hits(&self, normal: &Normal) -> Vec<Hit> {
        let text = &normal.text;
        self.automaton
            .find_overlapping_iter(text)
            .filter_map(|found| {
                let phrase = &self.phrases[found.pattern().as_usize()];
                let opens = !phrase.opens || self.is_open(&text[..found.start()], &text[found.range()]);
                let closes = !phrase.closes || !text[found.end()..].starts_with(char::is_alphanumeric);
                (opens && closes).then(|| Hit { name: phrase.name, start: found.start(), end: found.end() })
            })
            .collect()
    }

    /// Whether a word may begin behind a text; a short one is too often part of another to stand behind a clitic.
    fn is_open(&self, before: &str, word: &str) -> bool {
        const LETTERS_MIN: usize = 3;
        let joined = &before[before.trim_end_matches(char::is_alphanumeric).len()..];
        let is_long = || word.chars().take(LETTERS_MIN).count() == LETTERS_MIN;
        joined.is_empty() || self.has_clitics && is_long() && CLITICS.contains(&joined)
    }
}
