//! Whom a name means: somebody who works or leads, by all of their name or part of it, as people inflect it.

use crate::normal::{Normal, is_han};
use crate::phrases::{concepts, topics};
use domain::directory::{Directory, Person, Role};
use domain::id::SiteId;
use domain::policy::rank;
use domain::ticket::Assignee;
use std::collections::BTreeSet;

/// Titles by which people are called; they name nobody.
const TITLES: &[&str] = &[
    "pak", "bu", "ibu", "bapak", "mas", "mbak", "mr", "mrs", "ms", "mdm", "madam", "encik", "en", "puan", "cik", "kak",
    "abang", "bang", "uncle", "aunty", "auntie", "tuan", "bro", "sis", "don", "dona", "seu", "sr", "sra", "kuya",
    "ate", "anna", "bhai", "bhaiya", "didi", "ustaz", "eng", "ki",
];

/// Words of companies' names that are none of the words for things.
const TRADES: &[&str] = &[
    "guard",
    "guards",
    "security",
    "service",
    "services",
    "maintenance",
    "cleaner",
    "cleaners",
    "engineering",
    "management",
    "facility",
    "facilities",
    "contractor",
    "vendor",
    "team",
    "group",
];
/// Fewest words by which a company is called that are words for trades.
const VENDOR_WORDS_MIN: usize = 2;

/// Endings that languages hang onto a name to say "to".
const ENDINGS: &[&str] = &["உக்கு", "க்கு", "யிடம்", "இடம்", "வுக்கு", "ukku", "kku", "ku"];
/// Beginnings that do the same.
const BEGINNINGS: &[&str] = &["لل", "ل"];
/// Fewest letters of a name that is left when they are taken off.
const STEM_MIN: usize = 2;

/// Everybody a name may mean; whoever has all of it, if anybody has, and of these the people of the site.
pub(super) fn find(directory: &Directory, here: Option<&SiteId>, words: &[String]) -> Vec<Assignee> {
    let all = || words.iter().map(String::as_str);
    let untitled: Vec<&str> = all().filter(|word| !TITLES.contains(word)).collect();
    // Anna, Mas and Don are names as well.
    let asked = if untitled.is_empty() { all().collect() } else { untitled };
    if asked.is_empty() {
        return Vec::new();
    }
    let joined: String = asked.concat();
    let rank_of = |name: &str| {
        let normal = Normal::of(name);
        let parts: Vec<&str> = normal.words().collect();
        let is_all = parts.concat() == joined;
        let is_part = if joined.chars().all(is_han) {
            is_han_part(&parts.concat(), &joined)
        } else {
            asked.iter().all(|word| parts.iter().any(|part| is_same(word, part)))
        };
        if is_all { Some(0) } else { is_part.then_some(1) }
    };
    let people = directory.people.values().filter(|person| may_own(person)).filter_map(|person| {
        let is_elsewhere = here.is_some() && person.site.is_some() && person.site.as_ref() != here;
        Some(((rank_of(&person.name)?, is_elsewhere), rank::assignee(directory, &person.id)))
    });
    // "Lift" and "guards" are part of many a company's name.
    let names_trade = asked.iter().any(|word| names_a_trade(word)) && asked.len() < VENDOR_WORDS_MIN;
    let vendors = directory.vendors.values().filter_map(|vendor| {
        let rank = rank_of(&vendor.name).filter(|rank| *rank == 0 || !names_trade)?;
        Some(((rank, false), Assignee::Vendor(vendor.id.clone())))
    });
    let found: Vec<((u8, bool), Assignee)> = people.chain(vendors).collect();
    let Some(best) = found.iter().map(|(rank, _)| *rank).min() else { return Vec::new() };
    let best = found.into_iter().filter(|(rank, _)| *rank == best).map(|(_, one)| one);
    best.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether a word is one for a trade or a thing, and no name.
fn names_a_trade(word: &str) -> bool {
    let normal = Normal::of(word);
    !topics::find(&normal).is_empty() || !concepts::find(&normal).is_empty() || TRADES.contains(&word)
}

/// Whether somebody can be given work.
fn may_own(person: &Person) -> bool {
    !person.name.is_empty() && !matches!(person.role, Role::Resident | Role::Unknown)
}

/// Whether Han letters name somebody: the given name, or 阿輝 and 輝哥 of 梁耀輝.
fn is_han_part(name: &str, asked: &str) -> bool {
    const FAMILIAR: &[char] = &['阿', '小', '老', '哥', '姐', '叔', '伯', '师', '師', '傅', '工', '总'];
    let core: String = asked.chars().filter(|letter| !FAMILIAR.contains(letter)).collect();
    !core.is_empty() && name.contains(&core)
}

fn is_same(word: &str, part: &str) -> bool {
    let is_long = |stem: &&str| stem.chars().count() >= STEM_MIN;
    let stem = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(is_long);
    let bare = BEGINNINGS.iter().filter_map(|beginning| word.strip_prefix(beginning)).find(is_long);
    word == part || stem == Some(part) || bare == Some(part)
}
