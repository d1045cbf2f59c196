//! Who holds a shared phone, as a message from it says: “this is Ravi on shift”, “saya Ravi”, “我是小王，夜班”.
//!
//! A name of the directory is known by its opening and what follows it, which is nothing, or that they are at work. A name that is
//! not known is one only where the message says nothing else but that, or a greeting: nobody loses a phone because of “this is
//! urgent”. Only who may hold the phone, or leads at its site, is known here; anybody else is called as they were typed.

mod beside;
mod table;

use crate::normal::{Normal, fold, is_han};
use beside::{BESIDE, PARTICLES, REPORTS};
use domain::directory::{Directory, Person};
use domain::id::PersonId;
use domain::message::Heard;
use domain::phone::{Claim, Hold};
use domain::situation::Situation;
use table::{DUTIES, FIRST, GREETINGS, NOBODY, THIS, TITLES};

/// Longest message that is looked at, in characters.
const TEXT_MAX: usize = 240;
/// Parts of a message in which somebody says who they are: a greeting may come first.
const PARTS: usize = 2;
/// Words of a name.
const NAME_WORDS_MAX: usize = 3;
/// Letters of a name written without blanks.
const HAN_MAX: usize = 4;

/// What ends a part of a message.
const ENDS: &[char] = &['.', ',', '!', ';', ':', '\n', '(', '—', '–', '，', '。', '、', '！', '；', '،', '؛', '।'];

/// What a message from a shared phone says of who holds it.
pub fn said(situation: &Situation, heard: &Heard) -> Option<Hold> {
    let phone = situation.directory.person(heard.phone.as_ref()?)?;
    let is_read = !heard.forwarded && heard.transcript.is_none() && heard.text.chars().count() <= TEXT_MAX;
    if !is_read || heard.text.contains(['?', '？', '؟']) {
        return None;
    }
    let parts: Vec<&str> = heard.text.split(ENDS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let greets = |part: &&str| bare(&fold(part).0).is_empty();
    let is_at_work = |part: &&str| duty(&fold(part).0).is_some();
    let whole = parts.iter().filter(|part| !greets(part) && !is_at_work(part)).count() == 1;
    let at_work = parts.iter().any(is_at_work);
    parts.iter().take(PARTS).filter(|part| !is_at_work(part)).find_map(|part| {
        let folded = fold(part).0;
        let scene = Scene { directory: &situation.directory, phone, original: part, whole, at_work };
        let (language, claim) = scene.claim(bare(&folded))?;
        Some(Hold { message: heard.id.clone(), language: language.to_owned(), claim })
    })
}

/// A part of a message, and those whom it may name.
struct Scene<'a> {
    directory: &'a Directory,
    phone: &'a Person,
    original: &'a str,
    /// Whether the message says nothing else, but a greeting or that somebody is at work.
    whole: bool,
    /// Whether another part says that somebody is at work.
    at_work: bool,
}

impl Scene<'_> {
    fn claim(&self, text: &str) -> Option<(&'static str, Claim)> {
        let opened = opened(text, FIRST).map(|found| (found, true));
        let opened: Vec<_> = opened.chain(opened_by_this(text)).collect();
        for ((language, rest), is_first) in &opened {
            if let Some((people, tail)) = self.known(rest)
                && (tail.is_empty() || duty(tail).is_some() || *is_first && reports(tail))
            {
                return Some((language, self.one_of(&people)));
            }
        }
        if let Some((people, tail)) = self.known(text)
            && let Some(language) = duty(tail)
        {
            return Some((language, self.one_of(&people)));
        }
        let unknown = |language, rest: &str, is_bare| Some((language, Claim::Nobody(self.unknown(rest, is_bare)?)));
        let of_opened = opened.iter().find_map(|((language, rest), _)| unknown(*language, rest, false));
        of_opened.or_else(|| unknown("und", text, true))
    }

    /// Everybody whose name a text begins with, by the longest spelling, and what follows it.
    fn known<'t>(&self, text: &'t str) -> Option<(Vec<&Person>, &'t str)> {
        let text = without(text, TITLES);
        let people = self.directory.people.values().filter(|person| self.is_of_here(person));
        let mut best: (usize, Vec<&Person>) = (0, Vec::new());
        for person in people {
            let length = spellings(&person.name).iter().filter_map(|name| begins(text, name)).max().unwrap_or_default();
            match length.cmp(&best.0) {
                std::cmp::Ordering::Greater => best = (length, vec![person]),
                std::cmp::Ordering::Equal if length > 0 => best.1.push(person),
                _ => {}
            }
        }
        (best.0 > 0).then(|| (best.1, text[best.0..].trim_matches([' ', '-'])))
    }

    /// Whether somebody may hold the phone, or leads where it is: of nobody else is told what they are called.
    fn is_of_here(&self, person: &Person) -> bool {
        let leads = || person.role.leads() && self.directory.are_of_one_site(self.phone, person) && !person.is_erased();
        !person.name.is_empty() && (self.directory.may_hold(self.phone, person) || leads())
    }

    /// Of those who have a name whoever may hold the phone; else whoever it is, who may not.
    fn one_of(&self, people: &[&Person]) -> Claim {
        let may: Vec<PersonId> = people
            .iter()
            .filter(|person| self.directory.may_hold(self.phone, person))
            .map(|person| person.id.clone())
            .collect();
        match (may.as_slice(), people) {
            ([only], _) => Claim::Person(only.clone()),
            ([], [first, ..]) => Claim::Person(first.id.clone()),
            ([], []) => Claim::Nobody(String::new()),
            (several, _) => Claim::Several(several.to_vec()),
        }
    }

    /// A name that nobody has, where a text can be nothing else; `is_bare` when no opening says that one follows.
    fn unknown(&self, text: &str, is_bare: bool) -> Option<String> {
        let text = without(text, TITLES);
        let cuts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
        let mut ends = cuts.filter(|at| is_edge(text, *at) && duty(text[*at..].trim()).is_some());
        let (name, on_duty) = match ends.next() {
            Some(at) => (text[..at].trim(), true),
            None => (text, false),
        };
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_named = words.iter().all(|word| word.chars().all(char::is_alphabetic) && !NOBODY.contains(word));
        let is_short = match name.chars().all(is_han) {
            true => name.chars().count() <= HAN_MAX,
            false => words.len() <= NAME_WORDS_MAX && words.iter().all(|word| word.chars().count() > 1),
        };
        let on_duty = on_duty || self.at_work && !is_bare;
        let is_capital = match self.is_capital(words.first()?) {
            Some(_) => words.iter().all(|word| PARTICLES.contains(word) || self.is_capital(word) == Some(true)),
            None => !is_bare && on_duty,
        };
        let is_sure = self.whole && is_capital && (!is_bare || on_duty);
        (is_named && is_short && is_sure && !self.is_elsewhere(name)).then(|| self.spelt(name))
    }

    /// Whether a word is written with a capital, as names are and what is shouted is not; none in scripts without.
    fn is_capital(&self, word: &str) -> Option<bool> {
        let written = self.original.split_whitespace().find(|one| fold(one).0 == *word)?;
        let mut letters = written.chars();
        let first = letters.next()?;
        let is_shouted = written.chars().nth(1).is_some() && !letters.any(char::is_lowercase);
        (first.is_uppercase() || first.is_lowercase()).then(|| first.is_uppercase() && !is_shouted)
    }

    /// A folded name as it was written.
    fn spelt(&self, name: &str) -> String {
        let names: Vec<&str> = name.split_whitespace().collect();
        let written = self.original.split_whitespace().filter(|word| names.contains(&fold(word).0.as_str()));
        let written: Vec<&str> = written.collect();
        if written.is_empty() { name.to_owned() } else { written.join(" ") }
    }

    /// Whether it is what a site, a place, a vendor or the phone is called.
    fn is_elsewhere(&self, name: &str) -> bool {
        let directory = self.directory;
        let sites = directory.sites.values().flat_map(|site| std::iter::once(&site.name).chain(&site.aliases));
        let places = directory.places.values().flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        let vendors = directory.vendors.values().map(|vendor| &vendor.name);
        let mut all = sites.chain(places).chain(vendors).chain([&self.phone.name]);
        all.any(|known| fold(known).0.split_whitespace().any(|word| name.split_whitespace().any(|one| one == word)))
    }
}

/// A text without greetings before it.
fn bare(text: &str) -> &str {
    without(text, GREETINGS)
}

/// A text without such words before it.
fn without<'t>(text: &'t str, words: &[&str]) -> &'t str {
    let mut text = text.trim();
    while let Some(length) = words.iter().filter_map(|word| begins(text, word)).max() {
        text = text[length..].trim();
    }
    text
}

/// What follows each opening that a text begins with.
fn opened<'t>(
    text: &'t str,
    openings: &'static [(&'static str, &'static [&'static str])],
) -> impl Iterator<Item = (&'static str, &'t str)> {
    openings.iter().flat_map(move |(language, words)| {
        words.iter().filter_map(move |word| Some((*language, text[begins(text, word)?..].trim())))
    })
}

fn opened_by_this(text: &str) -> impl Iterator<Item = ((&'static str, &str), bool)> {
    opened(text, THIS).map(|found| (found, false))
}

/// The language in which a text says that somebody is at work, and nothing else.
fn duty(text: &str) -> Option<&'static str> {
    let (mut rest, mut language) = (without(text, BESIDE), None);
    while !rest.is_empty() {
        let all = DUTIES.iter().flat_map(|(language, words)| words.iter().map(move |word| (*language, word)));
        let found = all.filter_map(|(language, word)| Some((begins(rest, word)?, language)));
        // Of words in several languages the first counts.
        let (length, of) = found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        language = language.or(Some(of));
        rest = without(&rest[length..], BESIDE);
    }
    language
}

/// Whether a text goes on with what somebody has to report.
fn reports(text: &str) -> bool {
    REPORTS.iter().any(|word| begins(text, word).is_some())
}

/// How long the beginning of a text is that spells a word.
fn begins(text: &str, word: &str) -> Option<usize> {
    (text.starts_with(word) && is_edge(text, word.len())).then_some(word.len())
}

/// Whether a word may end there: before no letter, or between Han letters, which are not set apart.
fn is_edge(text: &str, at: usize) -> bool {
    let next = text[at..].chars().next();
    let before = text[..at].chars().next_back();
    next.is_none_or(|next| !next.is_alphanumeric() && next != '\'' || is_han(next)) || before.is_some_and(is_han)
}

/// How somebody may be called: by all of their name or a part of it; in Han letters by the given name, too.
fn spellings(name: &str) -> Vec<String> {
    let folded = fold(name).0;
    let parts: Vec<String> = Normal::of(name).words().map(str::to_owned).collect();
    let letters: Vec<char> = folded.chars().collect();
    let mut all = vec![folded];
    if !letters.is_empty() && letters.iter().all(|letter| is_han(*letter)) {
        let given: String = letters.iter().skip(1).collect();
        let last: String = letters.iter().next_back().into_iter().collect();
        all.extend(["阿", "小", "老"].map(|familiar| format!("{familiar}{last}")));
        all.extend(letters.first().map(|family| format!("小{family}")));
        all.extend(letters.first().map(|family| format!("老{family}")));
        all.extend(Some(given).filter(|given| given.chars().count() > 1));
    } else {
        all.extend(parts.into_iter().filter(|part| part.chars().count() > 1 && !TITLES.contains(&part.as_str())));
    }
    all
}
