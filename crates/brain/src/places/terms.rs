//! Cuts a text into place terms: concepts, levels, blocks, codes and plain words, each with the keys it can be looked up by.

use super::synonyms::{CONCEPTS, NUMBERS, SMALL};
use crate::normal::{Normal, Sort};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One term of a text or of a place's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// What it can be found by; the first is its own spelling.
    pub keys: Vec<String>,
    /// First byte in the folded text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// Most words of one synonym.
const PHRASE_MAX: usize = 3;

static WORDS: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let pairs = CONCEPTS.iter().flat_map(|(concept, words)| words.split('|').map(move |word| (word, *concept)));
    let mut words = HashMap::new();
    for (word, concept) in pairs {
        let spelled = pieces(&Normal::of(word)).into_iter().map(|piece| piece.spelled).collect::<Vec<_>>().join(" ");
        words.entry(spelled).or_insert(concept);
    }
    words
});

/// The terms of a text.
pub(super) fn terms(normal: &Normal) -> Vec<Term> {
    let pieces = pieces(normal);
    let mut terms = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        let (concept, used) = concept_at(&pieces, at);
        let (start, end) = (pieces[at].start, pieces[at + used - 1].end);
        let keys = concept.map_or_else(
            || keys_of(&pieces[at].spelled),
            |concept| vec![concept.to_owned(), normal.text[start..end].to_owned()],
        );
        if !SMALL.contains(&pieces[at].spelled.as_str()) || used > 1 {
            terms.push(Term { keys, start, end });
        }
        at += used;
    }
    joined(&terms)
}

/// A word, a Han letter, a number.
#[derive(Debug)]
struct Piece {
    spelled: String,
    start: usize,
    end: usize,
}

fn pieces(normal: &Normal) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for token in &normal.tokens {
        let spelled = normal.spell(*token);
        match token.sort {
            Sort::Han => {
                let letters = spelled.char_indices().map(|(at, c)| (token.start + at, c));
                pieces.extend(letters.map(|(start, c)| Piece {
                    spelled: c.to_string(),
                    start,
                    end: start + c.len_utf8(),
                }));
            }
            Sort::Word => match pieces.last_mut() {
                Some(last)
                    if is_code(&last.spelled)
                        && is_code(spelled)
                        && matches!(&normal.text[last.end..token.start], "-" | "–" | "/") =>
                {
                    last.spelled = format!("{}-{spelled}", last.spelled);
                    last.end = token.end;
                }
                _ => pieces.push(Piece { spelled: stem(spelled).to_owned(), start: token.start, end: token.end }),
            },
            Sort::Emoji | Sort::Mark => {}
        }
    }
    numbered(pieces)
}

/// A short group of letters and digits that can be part of a code: "b", "17", "a2".
fn is_code(word: &str) -> bool {
    word.len() <= 5 && word.split('-').all(|part| part.len() == 1 || part.bytes().any(|byte| byte.is_ascii_digit()))
}

/// A word without its article or ending, where a language glues them on.
fn stem(word: &str) -> &str {
    if word.starts_with(|c| ('\u{0600}'..='\u{06ff}').contains(&c)) && word.chars().count() >= 5 {
        return ["وال", "بال", "لل", "ال"].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
    }
    match word.strip_suffix("nya") {
        Some(short) if short.len() >= 3 => short,
        _ => word.strip_suffix("'s").unwrap_or(word),
    }
}

/// Turns runs of Han numerals into numbers: 十二 is 12.
fn numbered(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut value: Option<u32> = None;
    for piece in pieces {
        let digit = "一二三四五六七八九".chars().position(|c| piece.spelled.starts_with(c)).map(|at| at as u32 + 1);
        let next = match (digit, piece.spelled.as_str(), value) {
            (None, "十", before) => Some(before.unwrap_or(1) * 10),
            (Some(digit), _, before) => Some(before.unwrap_or(0) + digit),
            _ => None,
        };
        match (next, value, out.last_mut()) {
            (Some(number), Some(_), Some(last)) => (last.spelled, last.end) = (number.to_string(), piece.end),
            (Some(number), ..) => out.push(Piece { spelled: number.to_string(), ..piece }),
            (None, ..) => out.push(piece),
        }
        value = next;
    }
    out
}

/// The longest synonym that starts at a piece, and how many pieces it takes.
fn concept_at(pieces: &[Piece], at: usize) -> (Option<&'static str>, usize) {
    let longest = PHRASE_MAX.max(if pieces[at].spelled.len() <= 4 { 6 } else { 0 }).min(pieces.len() - at);
    for used in (1..=longest).rev() {
        let phrase = pieces[at..at + used].iter().map(|piece| piece.spelled.as_str()).collect::<Vec<_>>().join(" ");
        if let Some(concept) = WORDS.get(&phrase) {
            return (Some(concept), used);
        }
    }
    (None, 1)
}

/// The keys of a word that is no concept; a code has several.
fn keys_of(word: &str) -> Vec<String> {
    let Some(groups) = groups(word) else { return vec![word.to_owned()] };
    let mut keys = vec![groups.join("-")];
    match groups.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["l" | "lv" | "lvl" | "lt" | "level", number] if is_number(number) => keys.push(format!("level:{number}")),
        [block, level, unit] if is_number(level) && is_number(unit) => {
            keys.extend([format!("{level}-{unit}"), format!("block:{block}"), format!("level:{level}")]);
        }
        [level, unit] if is_number(level) && is_number(unit) && unit.len() <= 2 => keys.push(format!("level:{level}")),
        [block, number] if block.len() == 1 && is_number(number) => {
            keys.push(format!("block:{block}"));
            keys.extend(floor_of(number).map(|floor| format!("level:{floor}")));
        }
        // The fifth floor, or flat 5E: only the plain endings say which.
        [number, "e" | "er" | "eme"] if is_number(number) => keys.push(format!("level:{number}")),
        [number, "th" | "st" | "nd" | "rd" | "o" | "f" | "fl"] if is_number(number) => {
            keys = vec![number.to_owned(), format!("level:{number}")]
        }
        _ => {}
    }
    keys
}

/// The floor that a unit's number of three or four digits begins with: 404 lies on the fourth, 1204 on the twelfth.
fn floor_of(unit: &str) -> Option<&str> {
    (3..=4).contains(&unit.len()).then(|| &unit[..unit.len() - 2]).filter(|floor| !floor.starts_with('0'))
}

/// Letter and digit groups of a code, numbers without leading zeros; none if there is no digit.
fn groups(word: &str) -> Option<Vec<String>> {
    if !word.is_ascii() || !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut groups: Vec<String> = Vec::new();
    let mut last: Option<bool> = None;
    for c in word.chars() {
        let is_digit = c.is_ascii_digit();
        match groups.last_mut() {
            Some(group) if last == Some(is_digit) && c != '-' => group.push(c),
            _ if c == '-' => {}
            _ => groups.push(c.to_string()),
        }
        last = (c != '-').then_some(is_digit);
    }
    let trimmed = |group: &String| match group.trim_start_matches('0') {
        "" => group.clone(),
        short => short.to_owned(),
    };
    Some(groups.iter().map(trimmed).collect())
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Joins "block", "level" or "flat" with the code beside it into one term: "blok b", "B座", "12th floor", "flat 1204".
fn joined(terms: &[Term]) -> Vec<Term> {
    let mut out: Vec<Term> = Vec::with_capacity(terms.len());
    let mut at = 0;
    while at < terms.len() {
        let next = terms.get(at + 1);
        let pair = next.and_then(|next| pair(&terms[at], next).map(|keys| (keys, next)));
        let Some((mut keys, next)) = pair else {
            out.push(terms[at].clone());
            at += 1;
            continue;
        };
        keys.extend(terms[at].keys.iter().chain(&next.keys).filter(|key| !key.starts_with('@')).cloned());
        out.push(Term { keys, start: terms[at].start, end: next.end });
        at += 2;
    }
    out
}

/// The keys of a level, a block or a unit beside its code.
fn pair(one: &Term, other: &Term) -> Option<Vec<String>> {
    let (head, code) =
        if matches!(one.keys[0].as_str(), "@block" | "@level" | "@unit") { (one, other) } else { (other, one) };
    let word = code.keys.last().unwrap_or(&code.keys[0]);
    let code = NUMBERS.iter().find(|(name, _)| name == word).map_or(code.keys[0].as_str(), |(_, number)| number);
    let is_near = other.start <= one.end + 2;
    match head.keys[0].as_str() {
        "@block" if is_near && code.len() <= 3 && is_code(code) => Some(vec![format!("block:{code}")]),
        "@level" if is_near && is_number(code) && code.len() <= 3 => Some(vec![format!("level:{code}")]),
        "@level" if is_near && matches!(code, "g" | "lg" | "ug") => Some(vec![format!("level:{code}")]),
        "@unit" if is_near && is_number(code) => {
            floor_of(code).map(|floor| vec![code.to_owned(), format!("level:{floor}")])
        }
        _ => None,
    }
}
