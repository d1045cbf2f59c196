//! Numbers in a text: of steps, in the names of things, hours of the day, or of something else.

use super::names::Names;
use super::tokens::{Token, is_letter, run};
use super::words::{HOURS, Word};

/// Minutes are written with two digits, and there are not more.
const MINUTE_MAX: usize = 59;
/// The last hour of a day.
const HOUR_MAX: usize = 24;

/// Reads the number at the beginning of a text, after a word, to which it may be joined; how many bytes were read.
pub(super) fn read(tokens: &mut Vec<Token>, names: &Names, (before, is_joined): (&str, bool), rest: &str) -> usize {
    let length = span(rest);
    let (number, after) = (&rest[..length], &rest[length..]);
    if after.starts_with('%') {
        tokens.push(Token::Word(if number == "100" { Word::Done } else { Word::Not }));
        return length + 1;
    }
    if let Some(hour) = hour(number, after) {
        tokens.push(Token::Hour);
        return hour;
    }
    if let Some(named) = number.parse().ok().and_then(|number| names.numbered(before, number)) {
        // The word is part of it.
        if matches!(tokens.last(), Some(Token::Shared | Token::Around | Token::Other)) {
            tokens.pop();
        }
        tokens.push(named);
        return length;
    }
    // "2nd" and "3kg", but "1ok".
    let joined = &after[..run(after, is_letter)];
    let is_apart = joined.is_empty() || matches!(names.word(joined), Token::Word(Word::Done | Word::Fine | Word::Not));
    if is_joined || !is_apart {
        tokens.push(Token::Figure);
        return length + joined.len();
    }
    match parts(number, names.count()) {
        Some(Parts::Numbers(numbers)) => {
            tokens.extend(numbers.into_iter().map(Token::Number));
        }
        Some(Parts::Hour) => tokens.push(Token::Hour),
        // A part of it.
        _ if number.contains('/') => tokens.push(Token::Word(Word::Not)),
        _ => tokens.push(Token::Figure),
    }
    length
}

/// How many bytes digits have, with signs between them and no blanks.
fn span(text: &str) -> usize {
    let mut length = run(text, |at| at.is_ascii_digit());
    while let Some(rest) = text[length..].strip_prefix([':', '.', '/']) {
        let digits = run(rest, |at| at.is_ascii_digit());
        if digits == 0 {
            break;
        }
        length += 1 + digits;
    }
    length
}

/// Whether a number is an hour by what follows it, and then how many bytes both have.
fn hour(number: &str, after: &str) -> Option<usize> {
    let word = after.trim_start_matches(' ');
    let blanks = after.len() - word.len();
    let said = HOURS.iter().filter(|hour| word.starts_with(**hour)).max_by_key(|hour| hour.len())?;
    let rest = &word[said.len()..];
    let is_ascii = said.is_ascii();
    let minutes = if *said == "h" { run(rest, |at| at.is_ascii_digit()) } else { 0 };
    let is_whole = !is_ascii || !rest[minutes..].starts_with(is_letter);
    is_whole.then_some(number.len() + blanks + said.len() + minutes)
}

enum Parts {
    Numbers(Vec<usize>),
    Hour,
}

/// What a number with signs in it is: a list of steps ("1.2.4"), or an hour ("2:30"); none where it may be anything.
fn parts(number: &str, steps: usize) -> Option<Parts> {
    let parts: Vec<&str> = number.split([':', '.', '/']).collect();
    let numbers: Vec<usize> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    if numbers.len() < parts.len() || number.contains('/') {
        return None;
    }
    let is_step = |number: &usize| (1..=steps).contains(number);
    let is_time = || numbers[0] <= HOUR_MAX && parts[1].len() == 2 && numbers[1] <= MINUTE_MAX;
    match numbers.len() {
        1 => Some(Parts::Numbers(numbers)),
        _ if number.contains(':') => Some(Parts::Hour),
        2 => (is_time() && !numbers.iter().all(is_step)).then_some(Parts::Hour),
        _ => numbers.iter().all(is_step).then_some(Parts::Numbers(numbers)),
    }
}

/// The same with steps in place of their numbers, where numbers stand alone or beside words that speak of steps; every
/// other number is of something else.
pub(super) fn listed(tokens: &[Token], names: &Names) -> Vec<Token> {
    let mut listed = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let Token::Number(first) = tokens[at] else {
            listed.push(tokens[at]);
            at += 1;
            continue;
        };
        let is_joint =
            |token: &&Token| matches!(token, Token::Number(_) | Token::Comma | Token::Word(Word::To | Word::Beside));
        let joined = tokens[at..].iter().take_while(is_joint).count();
        let last = tokens[at..at + joined].iter().rposition(|token| matches!(token, Token::Number(_)));
        let end = at + last.map_or(1, |last| last + 1);
        let before = at.checked_sub(1).map(|before| tokens[before]);
        let run = &tokens[at..end];
        let is_one = run.len() == 1;
        // "2. Empty bins", which is the second.
        let is_its = matches!(tokens.get(end), Some(Token::Step(step) | Token::Did(step)) if step + 1 == first);
        match before {
            Some(Token::Word(Word::At)) if is_one => listed.push(Token::Hour),
            _ if is_one && is_its => {}
            _ if is_one && is_part(&tokens[end..]) => listed.push(Token::Word(Word::Not)),
            // "All 3 done."
            Some(Token::Word(Word::All)) if is_one && first == names.count() => {}
            _ => listed.extend(steps(run, before, tokens.get(end), names).unwrap_or_else(|| vec![Token::Figure])),
        }
        at = end;
    }
    listed
}

/// Whether another number follows, and only a word or two between: "2 of 3", "1 out of 4".
fn is_part(after: &[Token]) -> bool {
    const BETWEEN_MAX: usize = 2;
    let is_between = |token: &&Token| matches!(token, Token::Other | Token::Word(Word::Filler));
    let between = after.iter().take_while(is_between).count();
    (1..=BETWEEN_MAX).contains(&between) && matches!(after.get(between), Some(Token::Number(_)))
}

/// The steps that a run of numbers names; none where one of them can be something else.
fn steps(run: &[Token], before: Option<Token>, after: Option<&Token>, names: &Names) -> Option<Vec<Token>> {
    let is_end = |token: Token| match token {
        Token::Comma | Token::Stop | Token::Sign(_) => true,
        Token::Word(word) => {
            !matches!(word, Word::Filler | Word::Only | Word::Count | Word::At | Word::To | Word::Asks)
        }
        _ => false,
    };
    let is_all = before == Some(Token::Word(Word::All));
    if is_all || !before.is_none_or(is_end) || !after.copied().is_none_or(is_end) {
        return None;
    }
    let mut steps: Vec<Token> = Vec::new();
    let mut from = None;
    for token in run {
        match (token, steps.last()) {
            (Token::Number(number), last) => {
                let first = match (from.take(), last) {
                    (Some(()), Some(Token::Nth(first))) if first + 1 < *number => first + 1,
                    (Some(()), _) => return None,
                    (None, _) => number.checked_sub(1)?,
                };
                if !(first + 1..=*number).all(|number| names.is_place(number)) {
                    return None;
                }
                steps.extend((first..*number).map(Token::Nth));
            }
            (Token::Word(Word::To), _) => from = Some(()),
            _ => {}
        }
    }
    Some(steps)
}
