//! Orders and questions to us among what people say: a message is one when all of it fits a pattern, and none otherwise.
//!
//! Reading order: `words` cuts a message, `pattern` is how one says something, `table` what can be said in each language,
//! `meant` what is meant by it in a chat. Nothing is learnt and nothing is guessed: whatever does not fit goes to the reader.

mod meant;
mod pattern;
mod reasons;
mod table;
mod words;

pub use meant::{Spoken, asks_for_news, numbers, spoken};

use domain::order::Running;
use pattern::{Pattern, Slots};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;
use words::Word;

/// Longest message that is looked at, in characters.
const TEXT_MAX: usize = 240;
/// Most words of a message that is looked at.
const WORDS_MAX: usize = 48;

/// What a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Assign,
    Take,
    Start,
    Hold,
    Resolve,
    Verify,
    Reopen,
    /// That it is not fixed; what people also say of a lift with a number.
    Dispute,
    Close,
    Cancel,
    Merge,
    Note,
    Approve,
    Decline,
    /// Priority 1 to 4.
    Priority(u8),
    Undo,
    Status,
    Overview,
    Open,
    Overdue,
    Mine,
    OnShift,
    OnCall,
    /// A report of the present day, week or month.
    Report(Running),
    /// Somebody is on call instead of somebody else.
    StandIn(Till),
    /// Work that is named is not done today, and nobody is to blame.
    Excuse,
    /// The same of what a quoted message of ours asks for.
    ExcuseIt,
    /// Its sender cannot do what a quoted message of ours asks for.
    Skip,
    /// The pause of a ticket is wrong.
    Contest,
}

/// Until when a pattern says that somebody stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Till {
    /// The words after it say so.
    Said,
    /// For the night.
    Morning,
    /// It says nothing.
    Turn,
}

/// A message that fits a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    pub(crate) language: &'static str,
    pub(crate) sense: Sense,
    pub(crate) slots: Slots,
    /// Whether it is an order only if it names somebody known, or stands beside the order that it takes back.
    pub(crate) is_loose: bool,
}

/// Every pattern, made ready once.
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| Patterns::of(table::patterns()));

/// Patterns, and where to look for those that a message may fit.
struct Patterns {
    all: Vec<Pattern>,
    /// Those that want a word, by the word.
    marked: HashMap<String, Vec<usize>>,
    /// Those that want none but a ticket's number.
    bare: Vec<usize>,
}

impl Patterns {
    fn of(all: Vec<Pattern>) -> Self {
        let (mut marked, mut bare): (HashMap<String, Vec<usize>>, Vec<usize>) = Default::default();
        for (at, pattern) in all.iter().enumerate() {
            let mut is_bare = true;
            for mark in pattern.marks() {
                marked.entry(mark.to_owned()).or_default().push(at);
                is_bare = false;
            }
            if is_bare {
                bare.push(at);
            }
        }
        Self { all, marked, bare }
    }

    /// Those that a message may fit, in order.
    fn near(&self, words: &[Word], is_numbered: bool) -> BTreeSet<usize> {
        let said = words.iter().filter_map(|word| match word {
            Word::Said(word) => self.marked.get(word),
            Word::Ticket(_) | Word::Number(_) => None,
        });
        let bare = self.bare.iter().filter(|_| is_numbered);
        said.flatten().chain(bare).copied().collect()
    }
}

/// Every pattern that all of a text fits, in order.
pub(crate) fn fits(text: &str) -> impl Iterator<Item = Fit> + use<> {
    let words = only_line(text).map(words::cut).unwrap_or_default();
    let is_short = !words.is_empty() && words.len() <= WORDS_MAX;
    let is_numbered = words.iter().any(|word| matches!(word, Word::Ticket(_) | Word::Number(_)));
    let near = if is_short { PATTERNS.near(&words, is_numbered) } else { BTreeSet::new() };
    near.into_iter().filter_map(move |at| PATTERNS.all[at].fit(&words, is_numbered))
}

/// The one line a text has, when it is not too long.
fn only_line(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.next().filter(|line| line.chars().take(TEXT_MAX + 1).count() <= TEXT_MAX)?;
    lines.next().is_none().then_some(line)
}

#[cfg(test)]
mod tests;
