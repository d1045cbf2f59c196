//! Cuts a text into the likeliest known pieces, as multilingual-e5 was taught: a unigram model over words that keep their space.

use super::file::File;
use crate::model::Unusable;
use std::collections::HashMap;

/// What stands before a text.
pub(super) const START: usize = 0;
/// What stands after it.
pub(super) const END: usize = 2;
/// What stands for a letter that no piece has.
const UNKNOWN: usize = 3;
/// What a word begins with instead of a space.
const SPACE: char = '\u{2581}';
/// Letters of a word that are cut; nothing longer is a word.
const WORD_MAX: usize = 200;

/// The pieces and what letters are folded into first.
#[derive(Debug)]
pub(super) struct Pieces {
    numbers: HashMap<&'static str, usize>,
    scores: Vec<f32>,
    folds: HashMap<char, &'static str>,
    longest: usize,
    unknown: f32,
}

impl Pieces {
    pub(super) fn take(file: &mut File) -> Result<Self, Unusable> {
        let unknown = file.floats(1)?[0];
        let mut folds = HashMap::new();
        for _ in 0..file.count()? {
            let letter = file.text()?.chars().next().ok_or(Unusable("a fold of nothing"))?;
            folds.insert(letter, file.text()?);
        }
        let count = file.count()?;
        let (mut numbers, mut longest) = (HashMap::with_capacity(count), 0);
        for number in 0..count {
            let piece = file.text()?;
            if number > UNKNOWN && !piece.is_empty() {
                numbers.entry(piece).or_insert(number);
                longest = longest.max(piece.chars().count());
            }
        }
        Ok(Self { numbers, scores: file.floats(count)?, folds, longest, unknown })
    }

    pub(super) fn count(&self) -> usize {
        self.scores.len()
    }

    /// The numbers of a text's pieces, at most so many.
    pub(super) fn of(&self, text: &str, most: usize) -> Vec<usize> {
        let mut folded = String::with_capacity(text.len());
        for letter in text.chars() {
            match self.folds.get(&letter) {
                Some(fold) => folded.push_str(fold),
                None => folded.push(letter),
            }
        }
        let mut found = Vec::new();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let letters: Vec<char> = std::iter::once(SPACE).chain(word.chars()).take(WORD_MAX).collect();
            found.extend(self.likeliest(&letters));
            if found.len() >= most {
                break;
            }
        }
        found.truncate(most);
        found
    }

    /// The likeliest way to cut a word.
    fn likeliest(&self, letters: &[char]) -> Vec<usize> {
        let word: String = letters.iter().collect();
        let ends: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
        let mut best = vec![f32::MIN; letters.len() + 1];
        let mut back = vec![(0, UNKNOWN); letters.len() + 1];
        best[0] = 0.0;
        for start in 0..letters.len() {
            for end in start + 1..=letters.len().min(start + self.longest) {
                let Some(number) = self.numbers.get(&word[ends[start]..ends[end]]) else { continue };
                let score = best[start] + self.scores[*number];
                if score > best[end] {
                    (best[end], back[end]) = (score, (start, *number));
                }
            }
            if best[start] + self.unknown > best[start + 1] {
                (best[start + 1], back[start + 1]) = (best[start] + self.unknown, (start, UNKNOWN));
            }
        }
        let (mut found, mut at) = (Vec::new(), letters.len());
        while at > 0 {
            let (start, number) = back[at];
            found.push(number);
            at = start;
        }
        found.reverse();
        found
    }
}
