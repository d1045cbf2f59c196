//! How well the terms of a name are said by the terms of a text.

use super::terms::Term;

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    pub score: f32,
    pub start: usize,
    pub end: usize,
}

impl Match {
    /// Whether its words lie within those of another match.
    pub(super) fn is_within(&self, other: Self) -> bool {
        other.start <= self.start && self.end <= other.end
    }
}

/// Share of a name's weight that must be said for it to count.
const SAID_MIN: f32 = 0.6;
/// Terms of a name may stand this many terms further apart than in the name.
const SLACK: usize = 5;
/// A number belongs to a name only this close to another term of it.
const NUMBER_REACH: usize = 2;
/// A word may differ by one edit from this length on; shorter ones would meet other words.
const FUZZY_MIN: usize = 5;

/// Letters that are words by themselves in a language of the chats.
const ARTICLES: &[&str] = &["a", "e", "i", "o", "u", "y"];
/// What an article goes on with after a place: "the toilet a bit dirty".
const MEASURES: &[&str] = &["bit", "lot", "little", "few", "big", "huge", "mess", "while", "day", "week"];
/// What every level has, so that a number behind it is that of the level.
const FLOORED: &[&str] = &["@corridor", "@lobby", "@toilet", "@stairs", "@pantry", "@refuse"];
/// What a number counts rather than names.
const COUNTED: &[&str] = &[
    "day", "days", "hour", "hours", "times", "week", "weeks", "people", "person", "hari", "kali", "jam", "minggu",
    "orang", "dia", "dias", "hora", "horas", "vez", "veces", "vezes", "天", "次", "个", "小", "点", "周", "din",
    "ghante", "naal", "naala", "am", "pm",
];

/// Words that deny the name after them: "bukan blok B".
const DENIALS: &[&str] = &["bukan", "not", "dili", "ليس", "مش"];
/// What is left of the score of a denied name.
const DENIED: f32 = 0.4;

/// The score of a name where it is said best, if enough of it is said close together.
pub(super) fn match_name(name: &[Term], said: &[Term]) -> Option<Match> {
    let fits: Vec<Vec<f32>> = name.iter().map(|term| (0..said.len()).map(|at| fit(term, said, at)).collect()).collect();
    let anchors = (0..said.len()).filter(|at| fits.iter().any(|row| row[*at] > 0.0));
    anchors.filter_map(|anchor| match_around(name, said, &fits, anchor)).fold(None, |best: Option<Match>, found| {
        match best {
            Some(one) if one.score >= found.score => Some(one),
            _ => Some(found),
        }
    })
}

/// The same around one term of the text.
fn match_around(name: &[Term], said: &[Term], fits: &[Vec<f32>], anchor: usize) -> Option<Match> {
    let place = |index: usize| {
        let reach = if is_number(&name[index].keys[0]) && name.len() > 1 { NUMBER_REACH } else { name.len() + SLACK };
        let near = (0..said.len()).filter(|at| at.abs_diff(anchor) <= reach && fits[index][*at] > 0.0);
        near.max_by(|a, b| {
            fits[index][*a].total_cmp(&fits[index][*b]).then(b.abs_diff(anchor).cmp(&a.abs_diff(anchor)))
        })
    };
    let placed: Vec<Option<usize>> = (0..name.len()).map(place).collect();
    let whole: f32 = name.iter().map(weight).sum();
    let heard: f32 =
        placed.iter().enumerate().filter_map(|(index, at)| at.map(|at| weight(&name[index]) * fits[index][at])).sum();
    let is_whole = placed.iter().zip(name).all(|(at, term)| at.is_some() || !is_telling(term));
    let (first, last) = (placed.iter().flatten().min()?, placed.iter().flatten().max()?);
    if heard < whole * SAID_MIN || !is_whole || *last - *first > name.len() + SLACK {
        return None;
    }
    let is_denied = *first > 0 && DENIALS.contains(&said[*first - 1].keys[0].as_str());
    let spread = (*last - *first + 1).saturating_sub(name.len()) as f32 * 0.02;
    let score = heard * (heard / whole) * if is_denied { DENIED } else { 1.0 } - spread;
    Some(Match { score, start: said[*first].start, end: said[*last].end })
}

fn fit(term: &Term, said: &[Term], at: usize) -> f32 {
    let (other, key) = (&said[at], &term.keys[0]);
    if other.keys[0] == *key {
        return 1.0;
    }
    if other.keys.contains(key) {
        return if key.starts_with("block:") { 0.6 } else { 0.9 };
    }
    let word = &other.keys[0];
    if term.keys.contains(word) && !word.contains(':') {
        return if is_told(word, said, at) { 0.8 } else { 0.0 };
    }
    let key = term.keys.last().filter(|_| key.starts_with('@')).unwrap_or(key);
    let letters = key.chars().count();
    if is_plain(key) && is_plain(word) {
        let close =
            letters >= FUZZY_MIN && word.chars().count().abs_diff(letters) <= 1 && strsim::osa_distance(key, word) <= 1;
        let longer = letters >= 3 && !key.is_ascii() && word.starts_with(key.as_str());
        return if close || longer { 0.85 } else { 0.0 };
    }
    0.0
}

/// Whether a word of a block's or level's name is said of a place where it is said alone. A letter or a small number is mostly
/// something else: an article, three days, five o'clock.
fn is_told(word: &str, said: &[Term], at: usize) -> bool {
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    let is_bare = is_letter || is_number(word) && word.len() <= 2;
    if !is_bare || said.len() == 1 {
        return true;
    }
    let near = |at: Option<usize>| at.and_then(|at| said.get(at)).map_or("", |term| term.keys[0].as_str());
    let (before, after) = (near(at.checked_sub(1)), near(at.checked_add(1)));
    let is_place = |key: &str| key.starts_with('@') || key.starts_with("block:") || key.starts_with("level:");
    if !is_letter {
        return (FLOORED.contains(&before) || before.starts_with("block:")) && !COUNTED.contains(&after);
    }
    let is_article = ARTICLES.contains(&word);
    let is_free = after.chars().count() != 1 && !(is_article && MEASURES.contains(&after));
    after.is_empty() || is_place(before) && is_free || !is_article && is_place(after)
}

/// Letters only: no concept, level, block or code.
fn is_plain(key: &str) -> bool {
    key.chars().all(|c| c.is_alphabetic() || !c.is_ascii())
}

fn is_number(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// A term without which a name is another: its number, level, block or code.
fn is_telling(term: &Term) -> bool {
    term.keys[0].bytes().any(|byte| byte.is_ascii_digit()) || term.keys[0].contains(':')
}

fn weight(term: &Term) -> f32 {
    let key = term.keys[0].as_str();
    match key {
        "@unit" | "@room" | "@block" | "@level" => 0.1,
        "@main" => 0.6,
        key if key.starts_with("block:") => 2.0,
        key if key.starts_with("level:") => 1.5,
        key if key.starts_with('@') => 1.3,
        key if key.len() == 1 => 0.2,
        key if key.bytes().any(|byte| byte.is_ascii_digit()) => 1.5,
        key if key.chars().count() == 1 => 0.6,
        key if key.chars().count() <= 3 => 1.0,
        _ => 1.5,
    }
}
