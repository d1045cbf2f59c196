//! As much of a message as tells what somebody heard already: of those that are in mind, and of those beyond.

use super::{Outbound, Purpose, State};
use crate::id::PersonId;
use crate::message::Subject;
use crate::time::Instant;

/// What is known of a message beside its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glimpse {
    /// Whom it is for.
    pub to: PersonId,
    /// Why they are written to.
    pub purpose: Purpose,
    /// What it speaks of.
    pub about: Vec<Subject>,
    /// Which step it stands for.
    pub rung: u8,
    /// When it may leave at the earliest.
    pub not_before: Instant,
    /// When it was wanted.
    pub wanted_at: Instant,
    /// Where it stands.
    pub state: State,
}

/// The same of a message, wherever it lies: in mind as a whole, or as a glimpse.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gist<'a> {
    pub(crate) to: &'a PersonId,
    pub(crate) purpose: Purpose,
    pub(crate) about: &'a [Subject],
    pub(crate) rung: u8,
    pub(crate) not_before: Instant,
    pub(crate) wanted_at: Instant,
    pub(crate) state: State,
}

impl<'a> From<&'a Outbound> for Gist<'a> {
    fn from(known: &'a Outbound) -> Self {
        let Outbound { to, purpose, about, rung, not_before, wanted_at, state, .. } = known;
        let (purpose, rung, state) = (*purpose, *rung, *state);
        Self { to, purpose, about, rung, not_before: *not_before, wanted_at: *wanted_at, state }
    }
}

impl<'a> From<&'a Glimpse> for Gist<'a> {
    fn from(known: &'a Glimpse) -> Self {
        let Glimpse { to, purpose, about, rung, not_before, wanted_at, state } = known;
        let (purpose, rung, state) = (*purpose, *rung, *state);
        Self { to, purpose, about, rung, not_before: *not_before, wanted_at: *wanted_at, state }
    }
}
