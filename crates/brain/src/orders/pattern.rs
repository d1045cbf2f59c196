//! How one says something: words, some of them optional or one of several, and slots for what changes.
//!
//! A pattern is written as people say it. `#` and `##` are a ticket written as one, left out where the message quotes one; of a
//! question, `#` is a bare number as well. `#!` must be written. `#2` is a second ticket, `@` a name, `&` a place, `~` any
//! words, `(a|b c)` one of several, `[a|b]` the same or nothing. A leading `?` marks a pattern that holds only for a name that
//! is known, or beside the order that it takes back.

use super::words::{Word, cut};
use super::{Fit, Sense};

/// Most words of a name or a place.
const NAME_WORDS_MAX: usize = 6;
/// Most words of a reason or a note.
const REST_WORDS_MAX: usize = 40;

/// A pattern made ready.
pub(crate) struct Pattern {
    language: &'static str,
    sense: Sense,
    is_loose: bool,
    parts: Vec<Part>,
}

/// A piece of a pattern.
enum Part {
    /// One of several runs of words.
    Words(Vec<Vec<Word>>),
    Ticket {
        /// Whether a bare number will do.
        takes_numbers: bool,
        /// Whether it may be left out.
        is_optional: bool,
    },
    Second,
    Name,
    Place,
    Rest,
}

/// What fills the slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    pub(crate) ticket: Option<u32>,
    pub(crate) second: Option<u32>,
    pub(crate) name: Vec<String>,
    pub(crate) place: Vec<String>,
    pub(crate) rest: Vec<String>,
}

impl Pattern {
    /// Makes a pattern ready.
    pub(crate) fn new(language: &'static str, sense: Sense, text: &'static str) -> Self {
        let (is_loose, text) = text.strip_prefix('?').map_or((false, text), |rest| (true, rest));
        let mut parts = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (mut part, after) = part(rest);
            // A bare number is a floor, an hour, two guards; it may be asked after, never ordered about.
            if let Part::Ticket { takes_numbers, .. } = &mut part {
                *takes_numbers &= sense == Sense::Status;
            }
            parts.push(part);
            rest = after.trim_start();
        }
        Self { language, sense, is_loose, parts }
    }

    /// Words of which a message has one, when it fits; none when the pattern has no words of its own.
    pub(crate) fn marks(&self) -> impl Iterator<Item = &str> {
        let runs = self.parts.iter().find_map(|part| match part {
            Part::Words(runs) => Some(runs).filter(|runs| runs.iter().all(|run| mark(run).is_some())),
            Part::Ticket { .. } | Part::Second | Part::Name | Part::Place | Part::Rest => None,
        });
        runs.into_iter().flatten().filter_map(|run| mark(run))
    }

    /// What fills the slots when all of a message fits.
    pub(crate) fn fit(&self, words: &[Word], is_numbered: bool) -> Option<Fit> {
        if !is_numbered && self.parts.iter().any(|part| matches!(part, Part::Ticket { is_optional: false, .. })) {
            return None;
        }
        let mut slots = Slots::default();
        walk(&self.parts, words, &mut slots).then_some(Fit {
            language: self.language,
            sense: self.sense,
            slots,
            is_loose: self.is_loose,
        })
    }
}

/// The word a run begins with.
fn mark(run: &[Word]) -> Option<&str> {
    match run.first() {
        Some(Word::Said(word)) => Some(word),
        Some(Word::Ticket(_) | Word::Number(_)) | None => None,
    }
}

/// The first piece of a pattern, and what follows.
fn part(text: &str) -> (Part, &str) {
    for (mark, part) in [
        ("#!", Part::Ticket { takes_numbers: false, is_optional: false }),
        ("#2", Part::Second),
        ("##", Part::Ticket { takes_numbers: false, is_optional: true }),
        ("#", Part::Ticket { takes_numbers: true, is_optional: true }),
        ("@", Part::Name),
        ("&", Part::Place),
        ("~", Part::Rest),
    ] {
        if let Some(after) = text.strip_prefix(mark) {
            return (part, after);
        }
    }
    for (open, close, is_optional) in [('(', ')', false), ('[', ']', true)] {
        if let Some((inner, after)) = text.strip_prefix(open).and_then(|rest| rest.split_once(close)) {
            let mut runs: Vec<Vec<Word>> = inner.split('|').map(cut).collect();
            if is_optional {
                runs.push(Vec::new());
            }
            // The longest first: what can be part of the words is not part of a name after them.
            runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
            return (Part::Words(runs), after);
        }
    }
    let end = text.find([' ', '#', '@', '&', '~', '(', '[']).unwrap_or(text.len());
    let (word, after) = text.split_at(end);
    (Part::Words(vec![cut(word)]), after)
}

/// Whether words fit the rest of a pattern to the end.
fn walk(parts: &[Part], words: &[Word], slots: &mut Slots) -> bool {
    let Some((part, rest)) = parts.split_first() else { return words.is_empty() };
    match part {
        Part::Words(runs) => runs.iter().any(|run| words.starts_with(run) && walk(rest, &words[run.len()..], slots)),
        Part::Ticket { takes_numbers, is_optional } => {
            let number = match words.first() {
                Some(Word::Ticket(number)) => Some(*number),
                Some(Word::Number(number)) if *takes_numbers => Some(*number),
                _ => None,
            };
            let before = slots.ticket;
            if number.is_some() {
                slots.ticket = number;
                if walk(rest, &words[1..], slots) {
                    return true;
                }
            }
            slots.ticket = before;
            *is_optional && number.is_none() && walk(rest, words, slots)
        }
        Part::Second => match words.first() {
            Some(Word::Ticket(number)) => {
                slots.second = Some(*number);
                walk(rest, &words[1..], slots)
            }
            _ => false,
        },
        Part::Name => run(rest, words, slots, NAME_WORDS_MAX, |slots| &mut slots.name),
        Part::Place => run(rest, words, slots, NAME_WORDS_MAX, |slots| &mut slots.place),
        Part::Rest => run(rest, words, slots, REST_WORDS_MAX, |slots| &mut slots.rest),
    }
}

/// Fills a slot with one word or more, as few as do.
fn run(
    rest: &[Part],
    words: &[Word],
    slots: &mut Slots,
    words_max: usize,
    slot: fn(&mut Slots) -> &mut Vec<String>,
) -> bool {
    slot(slots).clear();
    for (taken, word) in words.iter().take(words_max).enumerate() {
        let spelt = match word {
            Word::Said(word) => word.clone(),
            Word::Number(number) => number.to_string(),
            Word::Ticket(_) => break,
        };
        slot(slots).push(spelt);
        if walk(rest, &words[taken + 1..], slots) {
            return true;
        }
    }
    slot(slots).clear();
    false
}
