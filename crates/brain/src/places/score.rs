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

/// The score of a name, if enough of it is said close together.
pub(super) fn match_name(name: &[Term], said: &[Term]) -> Option<Match> {
    let mut positions: Vec<(usize, usize, f32)> = Vec::with_capacity(name.len());
    for (index, term) in name.iter().enumerate().filter(|(_, term)| !is_number(&term.keys[0]) || name.len() == 1) {
        if let Some((at, fit)) = nearest(term, said, None) {
            positions.push((index, at, fit));
        }
    }
    for (index, term) in name.iter().enumerate().filter(|(_, term)| is_number(&term.keys[0]) && name.len() > 1) {
        let anchor = positions.iter().map(|(_, at, _)| *at).next_back()?;
        if let Some((at, fit)) = nearest(term, said, Some(anchor)) {
            positions.push((index, at, fit));
        }
    }
    let (first, last) = (positions.iter().map(|p| p.1).min()?, positions.iter().map(|p| p.1).max()?);
    let whole: f32 = name.iter().map(weight).sum();
    let said_weight: f32 = positions.iter().map(|(index, _, fit)| weight(&name[*index]) * fit).sum();
    let has_numbers =
        name.iter().enumerate().all(|(index, term)| !is_telling(term) || positions.iter().any(|p| p.0 == index));
    if said_weight < whole * SAID_MIN || last - first > name.len() + SLACK || !has_numbers {
        return None;
    }
    let part = said_weight / whole;
    let start = positions.iter().map(|p| said[p.1].start).min()?;
    let end = positions.iter().map(|p| said[p.1].end).max()?;
    Some(Match { score: said_weight * part, start, end })
}

/// Where a term is said, and how well; near an anchor if one is given.
fn nearest(term: &Term, said: &[Term], anchor: Option<usize>) -> Option<(usize, f32)> {
    let reach = |at: usize| anchor.map_or(0, |anchor| at.abs_diff(anchor));
    let fits =
        said.iter().enumerate().filter(|(at, _)| reach(*at) <= NUMBER_REACH).map(|(at, other)| (at, fit(term, other)));
    fits.filter(|(_, fit)| *fit > 0.0).max_by(|a, b| a.1.total_cmp(&b.1).then(reach(b.0).cmp(&reach(a.0))))
}

fn fit(term: &Term, other: &Term) -> f32 {
    let key = &term.keys[0];
    if other.keys[0] == *key {
        return 1.0;
    }
    if other.keys.contains(key) {
        return if key.starts_with("block:") { 0.6 } else { 0.9 };
    }
    let word = &other.keys[0];
    if term.keys.contains(word) && !word.contains(':') {
        return 0.8;
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
