//! What keeps a single row from being read, and when so many rows have it that the whole text is in another encoding.

use std::path::Path;

use crate::export::error::ExportError;
use crate::export::rows::MESSAGE_MAX_BYTES;

/// A text is refused for its encoding only when this many rows were read or it has ended: a stray byte spoils one
/// message, and few texts have their first foreign letter later.
const SURE_AFTER_ROWS: u64 = 2_000;

/// Two rows may be an accident even in a text of ten.
const REFUSED_FROM_ROWS: u64 = 3;

/// A text in another encoding has a letter that is not ASCII in more than one row of a hundred.
const NOT_UTF8_ONE_IN_ROWS: u64 = 100;

/// UTF-16 has zero bytes in nearly every row.
const ZERO_ONE_IN_ROWS: u64 = 2;

/// What keeps a row from being read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Flaw {
    /// It is longer than any message.
    TooLong,
    /// It has bytes that are not UTF-8.
    NotUtf8(Place),
    /// It has zero bytes.
    ZeroByte(Place),
}

/// Where the first wrong byte of a row stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Number of the row, from 1.
    pub(super) row: u64,
    /// Offset in the text, from 0.
    pub(super) offset: u64,
}

impl Flaw {
    /// Why the message cannot be read, as a sentence without its full stop.
    pub(super) fn reason(self) -> String {
        match self {
            Flaw::TooLong => format!("it is longer than {MESSAGE_MAX_BYTES} bytes, and no message is"),
            Flaw::NotUtf8(Place { row, offset }) => format!("line {row}: byte {offset} of the text is not UTF-8"),
            Flaw::ZeroByte(Place { row, offset }) => format!("line {row}: byte {offset} of the text is zero"),
        }
    }
}

/// The rows of one text with wrong bytes.
#[derive(Debug, Default)]
pub(super) struct Flaws {
    not_utf8: Wrong,
    zero: Wrong,
}

#[derive(Debug, Default)]
struct Wrong {
    rows: u64,
    first: Option<Place>,
}

impl Flaws {
    pub(super) fn see(&mut self, flaw: Flaw) {
        match flaw {
            Flaw::TooLong => {}
            Flaw::NotUtf8(place) => self.not_utf8.see(place),
            Flaw::ZeroByte(place) => self.zero.see(place),
        }
    }

    /// The refusal of a text that has gone on for so many rows, where it is already sure.
    pub(super) fn refusal_so_far(&self, rows: u64, file: &Path) -> Option<ExportError> {
        self.refusal_of_all(rows.max(SURE_AFTER_ROWS), file)
    }

    /// The refusal of a text of so many rows.
    pub(super) fn refusal_of_all(&self, rows: u64, file: &Path) -> Option<ExportError> {
        let refused = |place: Place, expected| {
            let (file, line, offset) = (file.to_path_buf(), place.row, place.offset);
            ExportError::Encoding { file, line, offset, expected }
        };
        if let Some(first) = self.zero.first.filter(|_| self.zero.is_throughout(rows, ZERO_ONE_IN_ROWS)) {
            return Some(refused(first, ExportError::NOT_UTF16));
        }
        let first = self.not_utf8.first.filter(|_| self.not_utf8.is_throughout(rows, NOT_UTF8_ONE_IN_ROWS))?;
        Some(refused(first, "UTF-8"))
    }
}

impl Wrong {
    fn see(&mut self, place: Place) {
        self.rows += 1;
        self.first.get_or_insert(place);
    }

    fn is_throughout(&self, rows: u64, one_in_rows: u64) -> bool {
        self.rows >= REFUSED_FROM_ROWS && self.rows * one_in_rows > rows
    }
}
