//! Which messages of a delivery cannot be heard, so that they cost the others nothing.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Messages that are set apart, and the one that was begun last, by the channel's names for them.
#[derive(Debug, Default)]
pub struct Singly {
    apart: BTreeSet<String>,
    begun: Mutex<Option<String>>,
}

impl Singly {
    /// Whether a message is set apart.
    pub(super) fn is_apart(&self, external: &str) -> bool {
        self.apart.contains(external)
    }

    /// Remembers that a message is about to be heard.
    pub(super) fn begins(&self, external: &str) {
        // A poisoned lock holds a name all the same.
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) = Some(external.to_owned());
    }

    /// The same with the message set apart that was begun last; none when none was begun since the last was.
    #[must_use]
    pub fn without_the_last(self) -> Option<Self> {
        let begun = self.begun.into_inner().unwrap_or_else(PoisonError::into_inner)?;
        let mut apart = self.apart;
        apart.insert(begun).then_some(Self { apart, begun: Mutex::new(None) })
    }

    /// How many are set apart.
    #[must_use]
    pub fn len(&self) -> usize {
        self.apart.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.apart.is_empty()
    }
}
