//! The physical lines of a text: bounded, checked for UTF-8, counted.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::export::error::ExportError;

/// WhatsApp's own limit is 65,536 characters a message; each takes at most four bytes of UTF-8.
pub(super) const MESSAGE_MAX_BYTES: usize = 4 * 65_536;

/// An export has at most 40,000 messages; a text of this size is not one, or several joined.
pub(super) const TEXT_MAX_BYTES: u64 = 1 << 30;

/// A physical line of the text.
pub(super) struct Row<'a> {
    /// Its number, from 1.
    pub(super) number: u64,
    /// Its words, without the line end.
    pub(super) text: &'a str,
    /// Whether it was longer than [`MESSAGE_MAX_BYTES`] and `text` is only its beginning.
    pub(super) is_cut: bool,
}

/// Reads rows one at a time into one buffer.
pub(super) struct Rows<R> {
    from: R,
    file: PathBuf,
    buffer: Vec<u8>,
    number: u64,
    offset: u64,
}

impl<R: BufRead> Rows<R> {
    /// `file` is the name to show in errors.
    pub(super) fn new(from: R, file: &Path) -> Rows<R> {
        Rows { from, file: file.to_path_buf(), buffer: Vec::new(), number: 0, offset: 0 }
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// How many rows were read.
    pub(super) fn count(&self) -> u64 {
        self.number
    }

    /// The next row, or `None` at the end.
    ///
    /// # Errors
    /// [`ExportError::Io`], [`ExportError::Encoding`], or [`ExportError::TooLarge`] past [`TEXT_MAX_BYTES`].
    pub(super) fn read(&mut self) -> Result<Option<Row<'_>>, ExportError> {
        self.buffer.clear();
        let begin = self.offset;
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
        if self.offset == begin {
            return Ok(None);
        }
        self.number += 1;
        while self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        let text = self.text(begin, is_cut)?;
        Ok(Some(Row { number: self.number, text, is_cut }))
    }

    fn text(&self, begin: u64, is_cut: bool) -> Result<&str, ExportError> {
        let wrong = match std::str::from_utf8(&self.buffer) {
            Ok(text) => return Ok(text),
            Err(wrong) => wrong,
        };
        let (good, bad) = self.buffer.split_at(wrong.valid_up_to());
        if is_cut && wrong.error_len().is_none() && bad.len() < 4 {
            return Ok(std::str::from_utf8(good).unwrap_or_default());
        }
        Err(ExportError::Encoding {
            file: self.file.clone(),
            line: self.number,
            offset: begin + wrong.valid_up_to() as u64,
            expected: "UTF-8",
        })
    }
}
