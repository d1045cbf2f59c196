//! Which steps of a task a report names: by their numbers, or by words of their names, less those that it says are not done.
//!
//! The names are the directory's, so that they are looked for here, alike for whatever brings a report: a message, a
//! caption, a transcript, or a member who says what a message means.

mod words;

use crate::directory::Directory;
use crate::task::Task;
use std::collections::BTreeSet;
use words::{HAN, SPACED, STOP, Word};

/// Longest text that is looked at, in characters.
const TEXT_MAX: usize = 1_000;
/// Letters at the beginning of a word that must be the same; words may differ in their ends.
const STEM: usize = 5;
/// Shorter words are in every text.
const WORD_MIN: usize = 3;

/// What a report says of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// None of them by name: it speaks of the whole.
    Whole,
    /// These are done, by their places in the list; none where it only says what is not.
    Steps(BTreeSet<usize>),
}

/// A part of a text that says something of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Number(usize),
    Step(usize),
    Word(Word),
    /// The end of a sentence.
    Stop,
    Other,
}

/// What a report says of the steps of a task.
pub fn named(directory: &Directory, task: &Task, text: &str) -> Named {
    let text: String = text.chars().take(TEXT_MAX).collect();
    let names = Names::of(directory, task);
    let tokens = names.tokens(&fold(&text));
    let by_word = tokens.iter().any(|token| matches!(token, Token::Step(_)));
    let tokens = if by_word { tokens } else { numbered(&tokens, task.steps.all().len()) };
    said(&tokens, task.steps.all().len())
}

/// The same with the numbers of steps in place of their names, where a text is a list of numbers: it begins with several,
/// or has nothing else but words that say that it is one.
fn numbered(tokens: &[Token], steps: usize) -> Vec<Token> {
    let is_number = |token: &Token| matches!(token, Token::Number(_));
    let is_joint = |token: &&Token| matches!(token, Token::Number(_) | Token::Word(Word::To | Word::Beside));
    let first = tokens.iter().take_while(is_joint).filter(|token| is_number(token)).count();
    let is_list = first > 1 || !tokens.contains(&Token::Other);
    if !is_list {
        return Vec::new();
    }
    let mut listed = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1), listed.last().copied()) {
            (Token::Number(number), ..) if (1..=steps).contains(number) => listed.push(Token::Step(number - 1)),
            (Token::Word(Word::To), Some(Token::Number(last)), Some(Token::Step(first))) if *last <= steps => {
                listed.extend((first + 1..last.saturating_sub(1)).map(Token::Step));
            }
            (token, ..) => listed.push(*token),
        }
    }
    listed
}

/// What was said so far.
#[derive(Debug, Default)]
struct Said {
    done: BTreeSet<usize>,
    open: BTreeSet<usize>,
    /// Steps that were named, of which is not yet clear whether they are done.
    named: BTreeSet<usize>,
    /// Whether what is named next is not done.
    turned: bool,
    /// Whether it says "done" of nothing that is named.
    whole: bool,
    /// Whether it says "all done", or "all but".
    all: bool,
}

fn said(tokens: &[Token], steps: usize) -> Named {
    let mut said = Said::default();
    let mut last = Token::Other;
    for token in tokens {
        match token {
            Token::Step(step) => {
                said.named.insert(*step);
            }
            Token::Word(Word::Not) => said.turn(),
            // "Not done" says it once.
            Token::Word(Word::Done) if last == Token::Word(Word::Not) => {}
            Token::Word(Word::Done) => {
                said.all |= last == Token::Word(Word::All);
                said.end();
            }
            Token::Word(Word::Except) => {
                said.all |= last == Token::Word(Word::All) || said.named.is_empty() && said.done.is_empty();
                said.settle();
                said.turned = true;
            }
            Token::Stop => {
                said.settle();
                said.turned = false;
            }
            Token::Number(_) | Token::Word(Word::All | Word::To | Word::Beside) | Token::Other => {}
        }
        if !matches!(token, Token::Word(Word::Beside)) {
            last = *token;
        }
    }
    said.settle();
    said.named(steps)
}

impl Said {
    /// What was named just now is not done, or what is named next.
    fn turn(&mut self) {
        if self.named.is_empty() {
            self.turned = true;
        } else {
            self.open.append(&mut self.named);
        }
    }

    /// What was named just now is done.
    fn end(&mut self) {
        if self.named.is_empty() {
            self.whole |= self.done.is_empty();
        }
        self.settle();
    }

    fn settle(&mut self) {
        let of = if self.turned { &mut self.open } else { &mut self.done };
        of.append(&mut self.named);
    }

    fn named(self, steps: usize) -> Named {
        if self.done.is_empty() && self.open.is_empty() {
            return Named::Whole;
        }
        let is_rest = self.all || self.whole && self.done.is_empty();
        let done = if is_rest { (0..steps).collect() } else { self.done };
        Named::Steps(done.difference(&self.open).copied().collect())
    }
}

/// What steps are known by: for each the beginnings of those words, and pairs of Han letters, that no other step and
/// neither the task nor its place has.
struct Names(Vec<Vec<String>>);

impl Names {
    fn of(directory: &Directory, task: &Task) -> Self {
        let places = task.place.as_ref().map(|place| directory.lineage(place)).unwrap_or_default();
        let around = std::iter::once(&task.name).chain(places.into_iter().map(|place| &place.name));
        let common: BTreeSet<String> = around.flat_map(|name| pieces(&fold(name))).collect();
        let all: Vec<Vec<String>> = task.steps.all().iter().map(|step| pieces(&fold(step))).collect();
        let own = |at: usize| {
            let is_only = |piece: &&String| {
                let is_others = |(other, pieces): (usize, &Vec<String>)| other != at && pieces.contains(piece);
                !all.iter().enumerate().any(is_others)
            };
            let only: Vec<String> = all[at].iter().filter(is_only).cloned().collect();
            let rare: Vec<String> = only.iter().filter(|piece| !common.contains(*piece)).cloned().collect();
            if rare.is_empty() { only } else { rare }
        };
        Self((0..all.len()).map(own).collect())
    }

    fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；' | '؟' | '؛' | '।' => {
                    // Of "1. 2. 4." no sentence ends.
                    let is_listed = matches!(tokens.last(), Some(Token::Number(_)));
                    tokens.extend((!is_listed || first == '\n').then_some(Token::Stop));
                    first.len_utf8()
                }
                '✅' | '✔' | '☑' | '✓' => sign(&mut tokens, Word::Done, first),
                '❌' | '✗' | '✘' | '✖' => sign(&mut tokens, Word::Not, first),
                '-' | '–' if matches!(tokens.last(), Some(Token::Number(_))) => sign(&mut tokens, Word::To, first),
                _ if first.is_ascii_digit() => {
                    let digits = run(rest, |at| at.is_ascii_digit());
                    tokens.push(rest[..digits].parse().map_or(Token::Other, Token::Number));
                    digits
                }
                _ if is_han(first) => self.han(&mut tokens, rest),
                _ if is_letter(first) => {
                    let length = run(rest, is_letter);
                    tokens.push(self.word(&rest[..length], &rest[length..]));
                    length
                }
                _ => first.len_utf8(),
            };
            rest = &rest[length..];
        }
        tokens
    }

    /// Reads what Han letters say, the longest words first, and how many bytes of it were read.
    fn han(&self, tokens: &mut Vec<Token>, rest: &str) -> usize {
        let step =
            self.0.iter().position(|pieces| pieces.iter().any(|piece| is_pair(piece) && rest.starts_with(piece)));
        if let Some(step) = step {
            tokens.push(Token::Step(step));
            return rest.chars().take(2).map(char::len_utf8).sum();
        }
        let words = HAN.iter().flat_map(|(sense, words)| words.iter().map(move |word| (*sense, *word)));
        let said = words.filter(|(_, word)| rest.starts_with(word)).max_by_key(|(_, word)| word.len());
        tokens.push(said.map_or(Token::Other, |(sense, _)| Token::Word(sense)));
        said.map_or_else(|| rest.chars().next().map_or(1, char::len_utf8), |(_, word)| word.len())
    }

    fn word(&self, word: &str, after: &str) -> Token {
        // "No 3" is a number.
        if word == "no" && after.trim_start_matches(['.', ' ', ':']).starts_with(|at: char| at.is_ascii_digit()) {
            return Token::Word(Word::Beside);
        }
        let letters: Vec<char> = word.chars().collect();
        let named = |is_meant: fn(&[char], &[char]) -> bool| {
            let is_it = |piece: &String| !is_pair(piece) && is_meant(&letters, &piece.chars().collect::<Vec<_>>());
            self.0.iter().position(|pieces| pieces.iter().any(is_it)).map(Token::Step)
        };
        let sense = || SPACED.iter().find(|(_, words)| words.contains(&word)).map(|(sense, _)| Token::Word(*sense));
        named(is_like).or_else(sense).or_else(|| named(is_mistyped)).unwrap_or(Token::Other)
    }
}

fn sign(tokens: &mut Vec<Token>, sense: Word, sign: char) -> usize {
    tokens.push(Token::Word(sense));
    sign.len_utf8()
}

/// Whether a word begins as that of a step's name does.
fn is_like(said: &[char], meant: &[char]) -> bool {
    let stem = meant.len().min(STEM);
    let begins = said.len() >= stem && said[..stem] == meant[..stem];
    // "Bin" for "bins".
    let is_singular = said.len() + 1 == meant.len() && meant.starts_with(said);
    said.len() >= WORD_MIN && (begins || is_singular)
}

/// Whether two words of some length differ by one letter: another, one more, one less, or two in the other order.
fn is_mistyped(said: &[char], meant: &[char]) -> bool {
    if said.len().min(meant.len()) < STEM || said.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let same = said.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (said, meant) = (&said[same..], &meant[same..]);
    match said.len().cmp(&meant.len()) {
        std::cmp::Ordering::Equal => {
            let is_swapped = said.len() > 1 && (said[0], said[1]) == (meant[1], meant[0]) && said[2..] == meant[2..];
            is_swapped || said.get(1..) == meant.get(1..)
        }
        std::cmp::Ordering::Less => meant.get(1..) == Some(said),
        std::cmp::Ordering::Greater => said.get(1..) == Some(meant),
    }
}

/// The words of a name, and its pairs of Han letters.
fn pieces(name: &str) -> Vec<String> {
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
            let word = &rest[..length];
            found.extend((word.chars().count() >= WORD_MIN && !STOP.contains(&word)).then(|| word.to_owned()));
            length
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

fn is_pair(piece: &str) -> bool {
    piece.chars().all(is_han)
}

/// How many bytes of a text are such letters.
fn run(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.find(|at| !is_such(at)).unwrap_or(text.len())
}

fn is_han(at: char) -> bool {
    matches!(at, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether it is part of a word; signs below and above letters of Indian scripts are.
fn is_letter(at: char) -> bool {
    let is_sign = matches!(at, '\u{0900}'..='\u{0963}' | '\u{0b80}'..='\u{0be5}' | '\'');
    (at.is_alphabetic() || is_sign) && !is_han(at) && !at.is_numeric()
}

/// Small letters without accents, digits of every script as ours, one form of Arabic letters.
fn fold(text: &str) -> String {
    let plain = |at: char| match at {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '’' | '‘' => '\'',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        _ => crate::choice::digit(at).and_then(|digit| char::from_digit(digit as u32, 10)).unwrap_or(at),
    };
    let is_mark = |at: &char| matches!(at, '\u{064b}'..='\u{0652}' | '\u{0640}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}');
    text.chars().flat_map(char::to_lowercase).filter(|at| !is_mark(at)).map(plain).collect()
}

#[cfg(test)]
mod tests;
