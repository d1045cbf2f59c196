//! What is wanted said to one person about one thing, before it is put into words.

use super::words::Line;
use crate::id::PersonId;
use crate::message::Subject;
use crate::outbound::Purpose;
use crate::time::Instant;

/// What is to be said to one person about one thing.
#[derive(Clone, Debug)]
pub(in crate::decide) struct Wish {
    pub(super) to: PersonId,
    pub(super) purpose: Purpose,
    pub(super) about: Subject,
    pub(super) rung: u8,
    pub(super) not_before: Instant,
    pub(super) line: Line,
    /// It was wanted before, together with something that was answered meanwhile.
    pub(super) again: bool,
}

impl Wish {
    /// That somebody is told a line about something, on a rung and not before an instant.
    pub(super) fn new(
        to: PersonId,
        purpose: Purpose,
        about: &Subject,
        line: Line,
        (rung, not_before): (u8, Instant),
    ) -> Self {
        Self { to, purpose, about: about.clone(), rung, not_before, line, again: false }
    }

    /// The same, said although it was said before.
    pub(super) fn anew(self) -> Self {
        Self { again: true, ..self }
    }
}
