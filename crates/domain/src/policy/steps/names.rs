//! What the steps of a task are known by: words, pairs of Han letters and numbers that no other step and neither the task
//! nor its place has.

use super::likeness::{is_like, is_mistyped, is_past};
use super::tokens::{Token, is_han, is_letter, run};
use super::words::{DID, STOP, is_future, sense};
use super::{fold, words::Word};
use crate::directory::Directory;
use crate::task::Task;
use std::collections::BTreeSet;

/// Shorter words are in every text.
const WORD_MIN: usize = 3;

/// A word and the number after it: "level 3".
type Numbered = (String, usize);

/// What the steps of a task are known by.
pub(super) struct Names {
    /// Of each step, what only it has.
    own: Vec<Vec<String>>,
    /// Of each step, all that it has.
    all: Vec<Vec<String>>,
    /// Of each step, its words with a number.
    numbered: Vec<Vec<Numbered>>,
    /// What the task and its place have.
    around: BTreeSet<String>,
    /// Their words with a number.
    numbered_around: Vec<Numbered>,
}

impl Names {
    pub(super) fn of(directory: &Directory, task: &Task) -> Self {
        let places = task.place.as_ref().map(|place| directory.lineage(place)).unwrap_or_default();
        let around: Vec<String> = std::iter::once(&task.name)
            .chain(places.into_iter().map(|place| &place.name))
            .map(|name| fold(name))
            .collect();
        let steps: Vec<String> = task.steps.all().iter().map(|step| fold(step)).collect();
        let all: Vec<Vec<String>> = steps.iter().map(|step| telling(pieces(step, WORD_MIN))).collect();
        let common: BTreeSet<String> = around.iter().flat_map(|name| pieces(name, 1)).collect();
        Self {
            own: (0..all.len()).map(|at| own(&all, at, &common)).collect(),
            numbered: steps.iter().map(|step| numbered(step)).collect(),
            numbered_around: around.iter().flat_map(|name| numbered(name)).collect(),
            around: common,
            all,
        }
    }

    /// How many steps there are.
    pub(super) fn count(&self) -> usize {
        self.all.len()
    }

    /// Whether a number can be that of a step's place in the list alone: no other step has it in its name.
    pub(super) fn is_place(&self, number: usize) -> bool {
        let has = |numbered: &Vec<Numbered>| numbered.iter().any(|(_, known)| *known == number);
        let others = self.numbered.iter().enumerate().filter(|(at, _)| at + 1 != number);
        (1..=self.count()).contains(&number) && !others.into_iter().any(|(_, numbered)| has(numbered))
    }

    /// What a word with a number after it says, where it is in a name: "pump 1".
    pub(super) fn numbered(&self, word: &str, number: usize) -> Option<Token> {
        let is_it = |(known, of): &Numbered| *of == number && is_like(word, known);
        let mut steps = (0..self.count()).filter(|at| self.numbered[*at].iter().any(is_it));
        match (steps.next(), steps.next()) {
            (Some(step), None) => Some(Token::Step(step)),
            (Some(_), Some(_)) => Some(Token::Shared),
            (None, _) => self.numbered_around.iter().any(is_it).then_some(Token::Around),
        }
    }

    /// What the first two of Han letters say, where they are in a name.
    pub(super) fn pair(&self, rest: &str) -> Option<Token> {
        let begins = |piece: &String| is_pair(piece) && rest.starts_with(piece.as_str());
        let step = self.own.iter().position(|pieces| pieces.iter().any(begins)).map(Token::Step);
        let shared = || self.all.iter().flatten().any(begins).then_some(Token::Shared);
        step.or_else(|| self.around.iter().any(begins).then_some(Token::Around)).or_else(shared)
    }

    /// Whether a step's name has a letter of Han.
    pub(super) fn has(&self, letter: char) -> bool {
        self.all.iter().flatten().any(|piece| is_pair(piece) && piece.contains(letter))
    }

    /// What a word says.
    pub(super) fn word(&self, word: &str) -> Token {
        let found = self.plain(bare(word));
        match word.strip_prefix('و') {
            // In Arabic "and" is written with the word after it.
            Some(rest) if found == Token::Other && rest.chars().count() > 1 => self.plain(bare(rest)),
            _ => found,
        }
    }

    fn plain(&self, word: &str) -> Token {
        let has = |pieces: &Vec<String>| pieces.iter().any(|piece| piece == word);
        if let Some(step) = self.own.iter().position(has) {
            return Token::Step(step);
        }
        if let Some(sense) = sense(word) {
            return Token::Word(sense);
        }
        if self.around.contains(word) {
            return Token::Around;
        }
        if self.all.iter().any(has) {
            return self.shared(word);
        }
        if is_future(word) {
            return Token::Word(Word::Future);
        }
        self.resembling(word)
    }

    /// What a word says that is in no name as it stands.
    fn resembling(&self, word: &str) -> Token {
        if word.chars().count() < WORD_MIN {
            return Token::Other;
        }
        let like = |pieces: &Vec<String>| pieces.iter().any(|piece| is_like(word, piece));
        if self.own.iter().any(like) {
            return self.only(|pieces| like(pieces), word);
        }
        if self.around.iter().any(|piece| is_like(word, piece)) {
            return Token::Around;
        }
        if self.all.iter().any(like) {
            return self.shared(word);
        }
        if DID.contains(&word) {
            return Token::Word(Word::Fine);
        }
        self.only(|pieces| pieces.iter().any(|piece| is_mistyped(word, piece)), word)
    }

    /// The one step of which something holds.
    fn only(&self, is_it: impl Fn(&Vec<String>) -> bool, word: &str) -> Token {
        let mut steps = self.own.iter().enumerate().filter(|(_, pieces)| is_it(pieces));
        match (steps.next(), steps.next()) {
            (Some((step, pieces)), None) if pieces.iter().any(|piece| is_past(word, piece)) => Token::Did(step),
            (Some((step, _)), None) => Token::Step(step),
            (Some(_), Some(_)) => Token::Shared,
            (None, _) => Token::Other,
        }
    }

    /// What a word says that several steps have: of all of them it says as much as the name of the task.
    fn shared(&self, word: &str) -> Token {
        let like = |pieces: &Vec<String>| pieces.iter().any(|piece| is_like(word, piece));
        if self.all.iter().all(like) { Token::Around } else { Token::Shared }
    }
}

/// The pieces of a step that no other has, and if possible not the task or its place either.
fn own(all: &[Vec<String>], at: usize, around: &BTreeSet<String>) -> Vec<String> {
    let is_others = |piece: &String| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != at);
        others.flat_map(|(_, pieces)| pieces).any(|other| is_like(piece, other))
    };
    let only: Vec<String> = all[at].iter().filter(|piece| !is_others(piece)).cloned().collect();
    let is_rare = |piece: &&String| !around.iter().any(|known| is_like(piece, known));
    let rare: Vec<String> = only.iter().filter(is_rare).cloned().collect();
    if rare.is_empty() { only } else { rare }
}

/// Without words that say something else beside names, unless there is nothing but them.
fn telling(pieces: Vec<String>) -> Vec<String> {
    let telling: Vec<String> = pieces.iter().filter(|piece| sense(piece).is_none()).cloned().collect();
    if telling.is_empty() { pieces } else { telling }
}

/// The words of a name of so many letters at least, and its pairs of Han letters.
fn pieces(name: &str, word_min: usize) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let length = if is_han(first) {
            let length = run(rest, is_han);
            let letters: Vec<char> = rest[..length].chars().collect();
            found.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
            length
        } else if is_letter(first) {
            let length = run(rest, is_letter);
            let word = bare(&rest[..length]);
            found.extend((word.chars().count() >= word_min && !STOP.contains(&word)).then(|| word.to_owned()));
            length
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The words of a name that have a number after them, with it.
fn numbered(name: &str) -> Vec<Numbered> {
    let is_between = |at: char| !at.is_alphabetic() && !at.is_ascii_digit();
    let words: Vec<&str> = name.split(is_between).filter(|word| !word.is_empty()).collect();
    let pairs = words.windows(2).filter_map(|pair| Some((bare(pair[0]).to_owned(), pair[1].parse().ok()?)));
    pairs.collect()
}

/// A word without the article that Arabic writes with it.
pub(super) fn bare(word: &str) -> &str {
    let cut = ["وال", "بال", "ال"].iter().find_map(|article| word.strip_prefix(article));
    cut.filter(|rest| rest.chars().count() >= WORD_MIN).unwrap_or(word)
}

fn is_pair(piece: &str) -> bool {
    piece.chars().all(is_han)
}
