//! The encoding of a text: UTF-8 as WhatsApp writes it, or UTF-16 as some editors save it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::export::error::ExportError;
use crate::export::rows::TEXT_MAX_BYTES;

/// Enough to find a byte order mark and the zero bytes of UTF-16 without one.
const SNIFF_BYTES: usize = 512;

/// Large enough that reading is not bound by calls, small enough to forget.
const BUFFER_BYTES: usize = 64 * 1024;

/// A text as UTF-8 without a byte order mark.
///
/// # Errors
/// [`ExportError::Io`], [`ExportError::Damaged`], or [`ExportError::Encoding`] where it begins with many zero bytes
/// and no byte order mark.
pub(super) fn as_utf8(mut from: Box<dyn Read + Send>, file: &Path) -> Result<Box<dyn BufRead + Send>, ExportError> {
    let mut head = Vec::with_capacity(SNIFF_BYTES);
    from.by_ref()
        .take(SNIFF_BYTES as u64)
        .read_to_end(&mut head)
        .map_err(|source| ExportError::from_read(file, source))?;
    if let Some(offset) = first_zero_of_utf16(&head) {
        let expected = ExportError::NOT_UTF16;
        let refused = ExportError::Encoding { file: file.to_path_buf(), line: 1, offset, expected };
        return Err(damage_or(refused, &mut from, file));
    }
    let whole = |skip: usize| std::io::Cursor::new(head[skip..].to_vec()).chain(from);
    Ok(match head.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => Box::new(BufReader::with_capacity(BUFFER_BYTES, whole(3))),
        [0xFF, 0xFE, ..] => Box::new(BufReader::with_capacity(BUFFER_BYTES, Utf16::new(whole(2), u16::from_le_bytes))),
        [0xFE, 0xFF, ..] => Box::new(BufReader::with_capacity(BUFFER_BYTES, Utf16::new(whole(2), u16::from_be_bytes))),
        _ => Box::new(BufReader::with_capacity(BUFFER_BYTES, whole(0))),
    })
}

/// The place of the first zero byte in what looks like UTF-16 without a byte order mark.
fn first_zero_of_utf16(head: &[u8]) -> Option<u64> {
    // Half the bytes of a header are zero in UTF-16, and a header is a quarter of a line; fewer are an accident.
    const ZERO_ONE_IN_BYTES: usize = 8;
    let is_marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    if is_marked || zeros * ZERO_ONE_IN_BYTES <= head.len() {
        return None;
    }
    head.iter().position(|byte| *byte == 0).map(|offset| offset as u64)
}

/// A refusal of what a text says, unless the rest of the text cannot be read: then its source is damaged, and that is
/// why it says so.
pub(super) fn damage_or(refused: ExportError, rest: &mut impl Read, file: &Path) -> ExportError {
    match std::io::copy(&mut rest.take(TEXT_MAX_BYTES), &mut std::io::sink()) {
        Ok(_) => refused,
        Err(source) => ExportError::from_read(file, source),
    }
}

/// UTF-16 on one side, UTF-8 on the other. A broken pair of surrogates reads as U+FFFD.
struct Utf16<R> {
    from: R,
    unit: fn([u8; 2]) -> u16,
    /// Bytes read but not yet decoded: an odd byte, or the first half of a pair.
    undecoded: Vec<u8>,
    decoded: Vec<u8>,
    given: usize,
    is_ended: bool,
}

impl<R: Read> Utf16<R> {
    fn new(from: R, unit: fn([u8; 2]) -> u16) -> Utf16<R> {
        Utf16 { from, unit, undecoded: Vec::new(), decoded: Vec::new(), given: 0, is_ended: false }
    }

    fn decode_more(&mut self) -> std::io::Result<()> {
        let mut chunk = [0_u8; 8 * 1024];
        let count = self.from.read(&mut chunk)?;
        self.is_ended = count == 0;
        self.undecoded.extend_from_slice(&chunk[..count]);
        let mut units: Vec<u16> = self.undecoded.chunks_exact(2).map(|pair| (self.unit)([pair[0], pair[1]])).collect();
        let is_split = units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit));
        if is_split && !self.is_ended {
            units.pop();
        }
        self.undecoded.drain(..units.len() * 2);
        self.decoded.clear();
        self.given = 0;
        let mut space = [0_u8; 4];
        for letter in char::decode_utf16(units) {
            let letter = letter.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.decoded.extend_from_slice(letter.encode_utf8(&mut space).as_bytes());
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.decoded.len() && !self.is_ended {
            self.decode_more()?;
        }
        let ready = &self.decoded[self.given..];
        let count = ready.len().min(to.len());
        to[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}
