//! Which messages of a delivery cannot be heard, so that they cost the others nothing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Messages that are set apart, and how many were begun since the last was, by their place in the order in which they are heard.
#[derive(Debug, Default)]
pub struct Singly {
    apart: BTreeSet<usize>,
    begun: AtomicUsize,
}

impl Singly {
    /// Whether a message is set apart.
    pub(super) fn is_apart(&self, nth: usize) -> bool {
        self.apart.contains(&nth)
    }

    /// The message to begin with: those before the last that was set apart were heard.
    pub(super) fn first(&self) -> usize {
        self.apart.last().map_or(0, |last| last + 1)
    }

    /// Remembers that a message is about to be heard.
    pub(super) fn begins(&self, nth: usize) {
        self.begun.store(nth + 1, Ordering::Relaxed);
    }

    /// The same with the message set apart that was begun last; none when none was begun since the last was. Each has one more
    /// than the one before, so that there is an end to it.
    #[must_use]
    pub fn without_the_last(self) -> Option<Self> {
        let last = self.begun.into_inner().checked_sub(1)?;
        let mut apart = self.apart;
        apart.insert(last).then_some(Self { apart, begun: AtomicUsize::new(0) })
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.apart.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_last_that_was_set_apart_is_begun_until_nothing_is() {
        let mut singly = Singly::default();
        for (from, last) in [(0, 0), (1, 4), (5, 6)] {
            assert_eq!(singly.first(), from);
            (from..=last).for_each(|nth| singly.begins(nth));
            singly = singly.without_the_last().expect("one was begun");
        }
        assert_eq!([0, 1, 4, 5, 6].map(|nth| singly.is_apart(nth)), [true, false, true, false, true]);
        assert!(singly.without_the_last().is_none(), "what failed then was no message");
    }
}
