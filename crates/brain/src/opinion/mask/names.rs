//! Finds the names of everybody a directory knows in a text: whole, in parts, inflected, and as they are called.

use super::Found;
use super::folded::Folded;
use crate::normal::{fold, is_han};
use aho_corasick::AhoCorasick;
use domain::directory::Directory;
use std::collections::BTreeSet;

/// Letters of the shortest part of a name that is a name however it is written; a shorter one only with a capital.
const PART_MIN_CHARS: usize = 3;
/// Letters of the shortest name that takes any ending; a shorter one would hide in other words.
const STEM_MIN_CHARS: usize = 4;
/// Endings and honours written against a name, folded.
const ENDINGS: [&str; 16] =
    ["'s", "ji", "bhai", "kitta", "kita", "ukku", "kku", "oda", "ku", "nu", "da", "ko", "ka", "ke", "nya", "s"];
/// How many of them a short name takes as well.
const ENDINGS_OF_SHORT: usize = 8;
/// Arabic words written against a name: to, and, the.
const CLITICS: [&str; 9] = ["ل", "و", "ف", "ب", "ول", "لل", "ال", "وال", "يا"];
/// How Chinese speakers call somebody by one letter of the name: before it, and behind it.
const CALLED_BEFORE: [char; 3] = ['阿', '小', '老'];
const CALLED_BEHIND: [&str; 16] =
    ["哥", "姐", "叔", "伯", "姨", "嫂", "师傅", "師傅", "工", "总", "總", "生", "先生", "小姐", "太", "经理"];
/// Titles beside which a short name is one.
const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "mdm", "miss", "madam", "uncle", "auntie", "aunty", "bro", "sis", "encik", "puan", "cik", "pak",
    "sir",
];
/// Parts of names that are words of the trade or of buildings, and tell nothing of anybody.
const COMMON: &[&str] = &[
    "guard",
    "security",
    "cleaner",
    "cleaning",
    "technician",
    "manager",
    "supervisor",
    "vendor",
    "resident",
    "tenant",
    "admin",
    "office",
    "night",
    "day",
    "shift",
    "unit",
    "block",
    "blok",
    "bloque",
    "bloco",
    "level",
    "tower",
    "torre",
    "lift",
    "pump",
    "the",
    "and",
    "pak",
    "encik",
    "puan",
    "cik",
    "kak",
    "abang",
    "bang",
    "sir",
    "madam",
    "boss",
    "uncle",
    "aunty",
    "auntie",
    "mister",
    "senor",
    "ustad",
    "post",
    "team",
    "group",
    "service",
    "services",
    "maintenance",
    "plumber",
    "electrician",
    "lobby",
    "gate",
    "floor",
    "lantai",
    "tingkat",
    "piso",
    "andar",
    "casa",
    "depto",
    "apto",
    "room",
    "house",
    "pool",
    "gym",
    "parking",
    "carpark",
    "basement",
    "condo",
    "mall",
    "hotel",
    "hospital",
    "school",
    "warehouse",
    "pos",
    "satpam",
    "portaria",
    "caseta",
    "ahli",
];

/// How a pattern must stand in a text to be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// Anywhere: Han.
    Han,
    /// As a word, with an ending or without.
    Name,
    /// As a word with a capital.
    Short,
    /// The name of a place or a company: what is within it stays.
    Kept,
}

/// The names of a directory.
#[derive(Debug)]
pub(super) struct Names {
    patterns: Option<AhoCorasick>,
    /// For each pattern, how it stands and what stands for it.
    meant: Vec<(Sort, String)>,
}

impl Names {
    /// The names of everybody, each with a label by their place in the directory.
    pub fn of(directory: &Directory, label: impl Fn(usize) -> String) -> Self {
        let mut patterns: Vec<(String, Sort, String)> = Vec::new();
        for (n, person) in directory.people.values().enumerate() {
            let forms = forms(&person.name).into_iter();
            patterns.extend(forms.map(|(form, sort)| (form, sort, label(n))));
        }
        patterns.extend(kept(directory).into_iter().map(|name| (name, Sort::Kept, String::new())));
        patterns.retain(|(form, ..)| !form.is_empty());
        let texts = patterns.iter().map(|(form, ..)| form);
        let found = AhoCorasick::new(texts).ok().filter(|_| !patterns.is_empty());
        Self { patterns: found, meant: patterns.into_iter().map(|(_, sort, label)| (sort, label)).collect() }
    }

    /// Where people are named.
    pub fn find(&self, text: &Folded<'_>) -> Vec<Found> {
        let Some(patterns) = &self.patterns else { return Vec::new() };
        let (mut found, mut kept) = (Vec::new(), Vec::new());
        // Every one that fits, since a longer one that is no whole word may hide a shorter one that is.
        for hit in patterns.find_overlapping_iter(&text.text) {
            let (sort, label) = &self.meant[hit.pattern().as_usize()];
            let Some(end) = stands(text, hit.start(), hit.end(), *sort) else { continue };
            let (from, to) = text.place(hit.start(), end);
            if *sort == Sort::Kept {
                kept.push((from, to));
            } else {
                found.push((from, to, label.clone()));
            }
        }
        found.retain(|(from, to, _)| !kept.iter().any(|(start, end)| start <= from && to <= end));
        found
    }
}

/// The forms of a name.
fn forms(name: &str) -> Vec<(String, Sort)> {
    let folded = fold(name.trim()).0;
    if !folded.is_empty() && folded.chars().all(is_han) {
        return han_forms(&folded);
    }
    let mut found = vec![(folded.clone(), Sort::Name)];
    let parts = folded.split(|c: char| !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)));
    for part in parts.filter(|part| part.chars().any(char::is_alphabetic) && !COMMON.contains(part)) {
        match part.chars().count() {
            _ if part.chars().all(is_han) => found.extend(han_forms(part)),
            0..=1 => {}
            length if length < PART_MIN_CHARS && part.is_ascii() => found.push((part.to_owned(), Sort::Short)),
            // A vowel's sign at the end changes with what follows.
            _ => found.push((stem(part).to_owned(), Sort::Name)),
        }
    }
    found
}

/// An Indic name without the sign that ends it bare.
fn stem(part: &str) -> &str {
    part.strip_suffix(['\u{0bcd}', '\u{094d}', '\u{09cd}']).unwrap_or(part)
}

/// 梁耀輝 is called 耀輝, 阿輝, 輝哥, 梁生, 小梁.
fn han_forms(name: &str) -> Vec<(String, Sort)> {
    let letters: Vec<char> = name.chars().collect();
    let mut found = vec![name.to_owned()];
    if let [_, given @ ..] = letters.as_slice()
        && given.len() > 1
    {
        found.push(given.iter().collect());
    }
    let edges: BTreeSet<char> = letters.first().into_iter().chain(letters.last()).copied().collect();
    for letter in edges {
        found.extend(CALLED_BEFORE.iter().map(|before| format!("{before}{letter}")));
        found.extend(CALLED_BEHIND.iter().map(|behind| format!("{letter}{behind}")));
    }
    found.into_iter().map(|form| (form, Sort::Han)).collect()
}

/// Names of places, and of companies of more than one word: what is said of them is needed.
fn kept(directory: &Directory) -> Vec<String> {
    let places = directory.places.values().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
    let sites = directory.sites.values().flat_map(|site| std::iter::once(&site.name).chain(&site.aliases));
    let vendors = directory.vendors.values().map(|vendor| &vendor.name).filter(|name| name.trim().contains(' '));
    places.chain(sites).chain(vendors).map(|name| fold(name.trim()).0).collect()
}

/// Where a match ends that stands as it must; with the ending that is written against it.
fn stands(text: &Folded<'_>, from: usize, to: usize, sort: Sort) -> Option<usize> {
    let is_letter = |c: char| (c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)) && !is_han(c);
    let (before, rest) = (&text.text[..from], &text.text[to..]);
    let prefix = &before[before.trim_end_matches(is_letter).len()..];
    let suffix = &rest[..rest.len() - rest.trim_start_matches(is_letter).len()];
    let is_bare = prefix.is_empty() && suffix.is_empty();
    match sort {
        Sort::Han => Some(to),
        Sort::Kept => is_bare.then_some(to),
        Sort::Short => (is_bare && is_called(text, from, to)).then_some(to),
        Sort::Name => {
            let name = &text.text[from..to];
            let is_long = name.chars().count() >= STEM_MIN_CHARS;
            let endings = if is_long { &ENDINGS[..] } else { &ENDINGS[..ENDINGS_OF_SHORT] };
            let is_led = prefix.is_empty() || CLITICS.contains(&prefix);
            let own = if suffix.is_empty() && rest.starts_with("'s") { "'s" } else { suffix };
            let is_indic = name.chars().next_back().is_some_and(|c| ('\u{0900}'..='\u{0dff}').contains(&c));
            let is_ended =
                own.is_empty() || endings.contains(&own) || is_indic && name.chars().count() >= PART_MIN_CHARS;
            (is_led && is_ended).then_some(to + own.len())
        }
    }
}

/// Whether two letters are a name here: with a capital, and not only because a sentence begins.
fn is_called(text: &Folded<'_>, from: usize, to: usize) -> bool {
    let (start, end) = text.place(from, to);
    let is_capital = text.said[start..end].starts_with(char::is_uppercase);
    let before = text.text[..from].trim_end_matches([' ', '.']);
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_inside = !before.is_empty() && !before.ends_with(['!', '?', '\n', ':']) && text.text[..from].ends_with(' ');
    is_capital && (TITLES.contains(&word) || is_inside && !text.text[..from].trim_end().ends_with('.'))
}
