//! A text as what its parts say of steps.

use super::figures;
use super::names::Names;
use super::words::{HAN, IDIOMS, Word};

/// A part of a text that says something of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(usize),
    /// A number of something else, or of nobody knows what.
    Figure,
    /// A time of the day.
    Hour,
    /// A step by a word of its name.
    Step(usize),
    /// A step by a word that says that it is done: "mopped".
    Did(usize),
    /// A step by its number.
    Nth(usize),
    /// A word of several steps.
    Shared,
    /// A word of the task, its place, or all steps.
    Around,
    Word(Word),
    /// A tick, or a cross.
    Sign(bool),
    Comma,
    /// The end of a sentence.
    Stop,
    Other,
}

/// The parts of a folded text.
pub(super) fn read(names: &Names, text: &str) -> Vec<Token> {
    let text = IDIOMS.iter().fold(text.to_owned(), |text, idiom| text.replace(idiom, ","));
    let mut tokens = Vec::new();
    let mut rest = text.as_str();
    // The word just before, for a number that belongs to it.
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if first.is_ascii_digit() => {
                let is_joined = text[..text.len() - rest.len()].chars().next_back().is_some_and(is_letter);
                figures::read(&mut tokens, names, (before, is_joined), rest)
            }
            _ if is_han(first) => han(&mut tokens, names, rest),
            _ if is_letter(first) => {
                let length = run(rest, is_letter);
                let is_answer = matches!(tokens.last(), Some(Token::Number(_)));
                let after = if is_answer { "" } else { &rest[length..] };
                tokens.push(word(names, &rest[..length], after));
                length
            }
            _ => mark(&mut tokens, first, &rest[first.len_utf8()..]),
        };
        if is_letter(first) {
            before = &rest[..length];
        } else if first != ' ' {
            before = "";
        }
        rest = &rest[length..];
    }
    tokens
}

fn mark(tokens: &mut Vec<Token>, mark: char, after: &str) -> usize {
    let is_listed = matches!(tokens.last(), Some(Token::Number(_)));
    let is_range = is_listed && after.trim_start().starts_with(|at: char| at.is_ascii_digit());
    match mark {
        '?' | '？' | '؟' => tokens.push(Token::Word(Word::Asks)),
        '\n' => tokens.push(Token::Stop),
        // Of "1. 2. 4." no sentence ends.
        '.' | '!' | ';' | '。' | '！' | '；' | '؛' | '।' => tokens.extend((!is_listed).then_some(Token::Stop)),
        ',' | '،' | '、' | '，' => tokens.push(Token::Comma),
        '✅' | '✔' | '☑' | '✓' => tokens.push(Token::Sign(true)),
        '❌' | '✗' | '✘' | '✖' => tokens.push(Token::Sign(false)),
        '-' | '–' if is_range => tokens.push(Token::Word(Word::To)),
        '&' | '+' => tokens.push(Token::Word(Word::Beside)),
        _ => {}
    }
    mark.len_utf8()
}

/// Reads what Han letters say, the longest words first, and how many bytes of it were read.
fn han(tokens: &mut Vec<Token>, names: &Names, rest: &str) -> usize {
    if let Some(named) = names.pair(rest) {
        tokens.push(named);
        return rest.chars().take(2).map(char::len_utf8).sum();
    }
    let words = HAN.iter().flat_map(|(sense, words)| words.iter().map(move |word| (*sense, *word)));
    let said = words.filter(|(_, word)| rest.starts_with(word)).max_by_key(|(_, word)| word.len());
    if let Some((sense, word)) = said {
        tokens.push(Token::Word(sense));
        return word.len();
    }
    let first = rest.chars().next().unwrap_or(' ');
    tokens.push(if names.has(first) { Token::Word(Word::Filler) } else { Token::Other });
    first.len_utf8()
}

fn word(names: &Names, word: &str, after: &str) -> Token {
    // "No 3" is a number.
    let is_number =
        word == "no" && after.trim_start_matches(['.', ' ', ':']).starts_with(|at: char| at.is_ascii_digit());
    if is_number { Token::Word(Word::Beside) } else { names.word(word) }
}

/// How many bytes of a text are such letters.
pub(super) fn run(text: &str, is_such: impl Fn(char) -> bool) -> usize {
    text.find(|at| !is_such(at)).unwrap_or(text.len())
}

pub(super) fn is_han(at: char) -> bool {
    matches!(at, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Whether it is part of a word; signs below and above letters of Indian scripts are.
pub(super) fn is_letter(at: char) -> bool {
    let is_sign = matches!(at, '\u{0900}'..='\u{0963}' | '\u{0b80}'..='\u{0be5}' | '\'');
    (at.is_alphabetic() || is_sign) && !is_han(at) && !at.is_numeric()
}
