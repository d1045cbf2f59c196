//! The physical lines of a text: bounded, checked for UTF-8, counted.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::export::encoding;
use crate::export::error::ExportError;
use crate::export::flaw::{Flaw, Flaws, Place};

/// WhatsApp's own limit is 65,536 characters a message; each takes at most four bytes of UTF-8.
pub(super) const MESSAGE_MAX_BYTES: usize = 4 * 65_536;

/// An export has at most 40,000 messages; a text of this size is not one, or several joined.
pub(super) const TEXT_MAX_BYTES: u64 = 1 << 30;

/// What stands in a row for a wrong byte.
pub(super) const WRONG: &str = "\u{FFFD}";

/// A physical line of the text.
pub(super) struct Row<'a> {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its words, without the line end. [`WRONG`] stands for each wrong byte; of a row that is too long this is only the
    /// beginning.
    pub(super) text: &'a str,
    /// What keeps it from being read.
    pub(super) flaw: Option<Flaw>,
}

/// Reads rows one at a time into one buffer.
pub(super) struct Rows<R> {
    from: R,
    file: PathBuf,
    buffer: Vec<u8>,
    mended: String,
    flaws: Flaws,
    number: u64,
    offset: u64,
}

impl<R: BufRead> Rows<R> {
    /// `file` is the name to show in errors.
    pub(super) fn new(from: R, file: &Path) -> Rows<R> {
        let (buffer, mended, flaws) = (Vec::new(), String::new(), Flaws::default());
        Rows { from, file: file.to_path_buf(), buffer, mended, flaws, number: 0, offset: 0 }
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The error for a text without a single header, unless its bytes explain why it has none.
    pub(super) fn not_a_chat(&mut self) -> ExportError {
        let (file, lines) = (self.file.clone(), self.number);
        let refused = self.flaws.refusal_of_all(lines, &file).unwrap_or(ExportError::NotAChat { file, lines });
        encoding::damage_or(refused, &mut self.from, &self.file)
    }

    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// [`ExportError::Io`], [`ExportError::Damaged`], [`ExportError::Encoding`] where wrong bytes are in too many rows
    /// to be an accident, or [`ExportError::TooLarge`] past [`TEXT_MAX_BYTES`].
    pub(super) fn read(&mut self) -> Result<Option<Row<'_>>, ExportError> {
        let begin = self.offset;
        let is_cut = self.fill()?;
        if self.offset == begin {
            return self.flaws.refusal_of_all(self.number, &self.file).map_or(Ok(None), Err);
        }
        self.number += 1;
        let number = self.number;
        let place = |at: usize| Place { row: number, offset: begin + at as u64 };
        let flaw = match std::str::from_utf8(&self.buffer) {
            Ok(text) => match self.buffer.contains(&0).then(|| text.find('\0')).flatten() {
                None => return Ok(Some(Row { number, text, flaw: is_cut.then_some(Flaw::TooLong) })),
                Some(at) => Flaw::ZeroByte(place(at)),
            },
            Err(wrong) => Flaw::NotUtf8(place(wrong.valid_up_to())),
        };
        self.flaws.see(flaw);
        if let Some(refused) = self.flaws.refusal_so_far(number, &self.file) {
            return Err(encoding::damage_or(refused, &mut self.from, &self.file));
        }
        self.mended = String::from_utf8_lossy(&self.buffer).replace('\0', WRONG);
        Ok(Some(Row { number, text: &self.mended, flaw: Some(flaw) }))
    }

    /// Fills the buffer with one row, without its end, and says whether the row is longer.
    fn fill(&mut self) -> Result<bool, ExportError> {
        self.buffer.clear();
        let mut is_cut = false;
        loop {
            let chunk = match self.from.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(ExportError::from_read(&self.file, source)),
            };
            if chunk.is_empty() {
                break;
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let used = end.map_or(chunk.len(), |end| end + 1);
            let room = MESSAGE_MAX_BYTES - self.buffer.len();
            let kept = end.unwrap_or(used);
            is_cut |= kept > room;
            self.buffer.extend_from_slice(&chunk[..kept.min(room)]);
            self.from.consume(used);
            self.offset += used as u64;
            if self.offset > TEXT_MAX_BYTES {
                let what = "the chat text".to_owned();
                return Err(ExportError::TooLarge { file: self.file.clone(), what, max_bytes: TEXT_MAX_BYTES });
            }
            if end.is_some() {
                break;
            }
        }
        if is_cut {
            drop_half_letter(&mut self.buffer);
        }
        while self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        Ok(is_cut)
    }
}

/// A row cut by length may be cut within a letter.
fn drop_half_letter(row: &mut Vec<u8>) {
    if let Err(wrong) = std::str::from_utf8(row)
        && wrong.error_len().is_none()
    {
        row.truncate(wrong.valid_up_to());
    }
}
