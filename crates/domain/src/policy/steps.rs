//! Which steps of a task a report says are done: by their numbers, or by words of their names, less those that it says are not.
//!
//! The names are the directory's, so that they are looked for here, alike for whatever brings a report: a message, a
//! caption, a transcript, or a member who says what a message means. Doubt ticks nothing: whoever reported is asked for
//! what is missing, and what was ticked wrongly nobody does.

mod figures;
mod likeness;
mod names;
mod said;
mod tokens;
mod words;

use crate::directory::Directory;
use crate::task::Task;
use names::Names;
use std::collections::BTreeSet;

/// Longest text that is looked at, in characters; what a longer one says at its end may turn it round.
const TEXT_MAX: usize = 1_000;

/// What a report says of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// None of them by name, and nothing that is not done: it may speak of the whole.
    Whole,
    /// It says that these are done, by their places in the list; none where it cannot be told which.
    Done(BTreeSet<usize>),
    /// It has their names, and nothing else: enough for what is known to be a report, or beside a photo.
    Bare(BTreeSet<usize>),
}

impl Named {
    /// The steps that it ticks by name, where their names are enough, or else have to be said to be done.
    pub fn ticked(self, is_enough: bool) -> BTreeSet<usize> {
        match self {
            Self::Done(steps) => steps,
            Self::Bare(steps) if is_enough => steps,
            Self::Bare(_) | Self::Whole => BTreeSet::new(),
        }
    }
}

/// What a report says of the steps of a task.
pub fn named(directory: &Directory, task: &Task, text: &str) -> Named {
    if text.chars().nth(TEXT_MAX).is_some() {
        return Named::Done(BTreeSet::new());
    }
    let names = Names::of(directory, task);
    let tokens = figures::listed(&tokens::read(&names, &fold(text)), &names);
    said::said(&tokens, task.steps.all().len())
}

/// Small letters without accents, digits of every script as ours, one form of Arabic letters.
fn fold(text: &str) -> String {
    let plain = |at: char| match at {
        'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        '’' | '‘' => '\'',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ँ' => 'ं',
        _ => crate::choice::digit(at).and_then(|digit| char::from_digit(digit as u32, 10)).unwrap_or(at),
    };
    let is_mark = |at: &char| matches!(at, '\u{064b}'..='\u{0652}' | '\u{0640}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}');
    text.chars().flat_map(char::to_lowercase).filter(|at| !is_mark(at)).map(plain).collect()
}

#[cfg(test)]
mod tests;
