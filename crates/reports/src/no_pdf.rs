//! In place of the typesetter, in a program that was built without it.

use crate::sheet::{Seal, Sheet};
use crate::write::NotWritten;
use std::path::PathBuf;

/// Pictures of one document.
pub const PICTURES_MAX: usize = 0;

/// Where fonts come from.
#[derive(Clone, Debug, Default)]
pub struct Fonts {
    /// A folder that nobody looks through.
    pub folder: Option<PathBuf>,
}

/// Nothing is typeset.
///
/// # Errors
/// Always.
pub fn pdf(_: &Sheet, _: &Seal, _: &[Vec<u8>], _: &Fonts) -> Result<Vec<u8>, NotWritten> {
    Err(NotWritten::NoTypesetter)
}

/// Nothing is read, either.
#[must_use]
pub fn opened(_: &[u8]) -> Option<(Sheet, Seal)> {
    None
}
