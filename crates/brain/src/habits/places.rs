//! Names of places in running text, without a directory: a word for a sort of place with its letter or number.

use super::NamedPlace;
use std::collections::BTreeMap;

/// How often a place must be named to be proposed.
const MENTIONS_MIN: u32 = 3;
/// How many different names are counted; the first come are the common ones.
const NAMES_MAX: usize = 4_000;
/// A letter or number longer than this names no part of a building.
const DESIGNATOR_MAX_CHARS: usize = 4;

/// Words for sorts of places, with the spelling to propose.
const SORTS: &[(&str, &str)] = &[
    ("block", "Block"),
    ("blok", "Block"),
    ("blk", "Block"),
    ("bloque", "Block"),
    ("bloco", "Block"),
    ("tower", "Tower"),
    ("menara", "Tower"),
    ("torre", "Tower"),
    ("wing", "Wing"),
    ("gate", "Gate"),
    ("gerbang", "Gate"),
    ("portão", "Gate"),
    ("puerta", "Gate"),
    ("level", "Level"),
    ("lvl", "Level"),
    ("floor", "Level"),
    ("tingkat", "Level"),
    ("lantai", "Level"),
    ("piso", "Level"),
    ("andar", "Level"),
    ("lift", "Lift"),
    ("lif", "Lift"),
    ("elevator", "Lift"),
    ("ascensor", "Lift"),
    ("elevador", "Lift"),
    ("basement", "Basement"),
    ("zone", "Zone"),
    ("zona", "Zone"),
];

/// Marks behind a letter or number that make it a place in Chinese, with the spelling to propose.
const SUFFIXES: &[(char, &str)] = &[('座', "Block"), ('栋', "Block"), ('楼', "Level"), ('樓', "Level")];

/// How often each place was named.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions(BTreeMap<String, u32>);

impl Mentions {
    /// Counts the places a text names, each once.
    pub(super) fn see(&mut self, text: &str) {
        let mut found: Vec<String> = Vec::new();
        let words: Vec<&str> = text.split(|at: char| !at.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let lower = pair[0].to_lowercase();
            let sort = SORTS.iter().find(|(word, _)| *word == lower);
            if let Some((_, spelling)) = sort.filter(|_| is_designator(pair[1])) {
                found.push(format!("{spelling} {}", pair[1].to_uppercase()));
            }
        }
        found.extend(words.iter().filter_map(|word| han_place(word)));
        found.sort();
        found.dedup();
        for name in found {
            if self.0.len() < NAMES_MAX || self.0.contains_key(&name) {
                *self.0.entry(name).or_default() += 1;
            }
        }
    }

    /// The places named often enough.
    pub(super) fn named(&self) -> Vec<NamedPlace> {
        let often = self.0.iter().filter(|(_, mentions)| **mentions >= MENTIONS_MIN);
        let mut named: Vec<NamedPlace> =
            often.map(|(name, mentions)| NamedPlace { name: name.clone(), mentions: *mentions }).collect();
        named.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        named
    }
}

/// One letter, or a short number with or without a letter: "C", "12", "B2".
fn is_designator(word: &str) -> bool {
    let length = word.chars().count();
    let has_digit = word.chars().any(|at| at.is_ascii_digit());
    let is_letter = length == 1 && word.chars().all(|at| at.is_ascii_alphabetic());
    length <= DESIGNATOR_MAX_CHARS && word.chars().all(|at| at.is_ascii_alphanumeric()) && (has_digit || is_letter)
}

/// "A座停车场" names block A.
fn han_place(word: &str) -> Option<String> {
    let (at, spelling) = SUFFIXES.iter().find_map(|(mark, spelling)| Some((word.find(*mark)?, spelling)))?;
    let before = word.get(..at)?;
    let start = before
        .rfind(|at: char| !at.is_ascii_alphanumeric())
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let designator = before.get(start..)?;
    is_designator(designator).then(|| format!("{spelling} {}", designator.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_spelt_one_way() {
        let mut mentions = Mentions::default();
        for text in ["Lif rosak blok c", "BLOCK C lobby", "C座电梯坏了", "floor is wet", "block this user"] {
            mentions.see(text);
        }
        assert_eq!(mentions.named(), [NamedPlace { name: "Block C".into(), mentions: 3 }]);
    }
}
