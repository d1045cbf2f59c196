//! One entry of a zip, read as a stream of its own so that nothing borrows the archive; size and checksum are held to
//! what the zip states.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use zip::CompressionMethod;

use crate::export::error::ExportError;

/// Deflate reaches 1,032; a chat that repeats itself reaches 30, a blank bitmap may reach 200.
const RATIO_MAX: u64 = 200;

/// Below this size no ratio can harm.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Stored,
    Deflated,
    Other,
}

impl Packing {
    pub(super) fn of(method: CompressionMethod) -> Packing {
        if method == CompressionMethod::Stored {
            Packing::Stored
        } else if method == CompressionMethod::Deflated {
            Packing::Deflated
        } else {
            Packing::Other
        }
    }
}

/// What a zip states about an entry.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) name: String,
    /// Offset of its local header.
    pub(super) start: u64,
    pub(super) packed_bytes: u64,
    pub(super) size_bytes: u64,
    pub(super) checksum: u32,
    pub(super) packing: Packing,
    pub(super) is_encrypted: bool,
}

impl Entry {
    /// Refuses what could not be read or should not be.
    pub(super) fn check(&self, zip: &Path) -> Result<(), ExportError> {
        let (file, entry) = (zip.to_path_buf(), self.name.clone());
        if self.is_encrypted {
            return Err(ExportError::Encrypted { file, entry });
        }
        if self.packing == Packing::Other {
            return Err(ExportError::Packing { file, entry });
        }
        if self.size_bytes > RATIO_FREE_BYTES && self.size_bytes / RATIO_MAX > self.packed_bytes {
            return Err(ExportError::Bomb { file, entry, ratio_max: RATIO_MAX });
        }
        Ok(())
    }

    /// Its content as a stream.
    pub(super) fn read(&self, zip: &Path) -> Result<Box<dyn Read + Send>, ExportError> {
        let packed = self.packed(zip).map_err(|source| match source.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged(zip, "an entry begins past its end"),
            _ => ExportError::from_read(zip, source),
        })?;
        let content: Box<dyn Read + Send> = match packed {
            None => return Err(self.damaged(zip, "an entry has no header")),
            Some(packed) if self.packing == Packing::Deflated => Box::new(DeflateDecoder::new(packed)),
            Some(packed) => Box::new(packed),
        };
        let left_bytes = self.size_bytes;
        Ok(Box::new(Checked { content, left_bytes, sum: Crc::new(), entry: self.clone(), zip: zip.to_path_buf() }))
    }

    fn packed(&self, zip: &Path) -> io::Result<Option<BufReader<io::Take<File>>>> {
        const LOCAL_HEADER_BYTES: usize = 30;
        let mut file = File::open(zip)?;
        file.seek(SeekFrom::Start(self.start))?;
        let mut header = [0_u8; LOCAL_HEADER_BYTES];
        file.read_exact(&mut header)?;
        if !header.starts_with(b"PK\x03\x04") {
            return Ok(None);
        }
        let name_bytes = i64::from(u16::from_le_bytes([header[26], header[27]]));
        let extra_bytes = i64::from(u16::from_le_bytes([header[28], header[29]]));
        file.seek(SeekFrom::Current(name_bytes + extra_bytes))?;
        Ok(Some(BufReader::new(file.take(self.packed_bytes))))
    }

    fn damaged(&self, zip: &Path, reason: &str) -> ExportError {
        ExportError::Damaged { file: zip.to_path_buf(), reason: format!("{reason}: \"{}\"", self.name) }
    }
}

/// A stream that fails where its content is not what was stated.
struct Checked {
    content: Box<dyn Read + Send>,
    left_bytes: u64,
    sum: Crc,
    entry: Entry,
    zip: PathBuf,
}

impl Checked {
    fn fail(&self, reason: &str) -> io::Error {
        io::Error::other(self.entry.damaged(&self.zip, reason))
    }
}

impl Read for Checked {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if to.is_empty() {
            return Ok(0);
        }
        let count = match self.content.read(to) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
            Err(_) => return Err(self.fail("an entry cannot be unpacked")),
        };
        if count as u64 > self.left_bytes {
            return Err(self.fail("an entry is longer than stated"));
        }
        if count == 0 && self.left_bytes > 0 {
            return Err(self.fail("an entry is shorter than stated"));
        }
        self.left_bytes -= count as u64;
        self.sum.update(&to[..count]);
        if self.left_bytes == 0 && self.sum.sum() != self.entry.checksum {
            return Err(self.fail("an entry's checksum is wrong"));
        }
        Ok(count)
    }
}

/// Refuses a zip by the count at its end, before its directory is read into memory.
pub(super) fn check_count(file: &mut File, path: &Path, max: usize) -> Result<(), ExportError> {
    // The end record is 22 bytes and a comment of at most 65,535.
    const TAIL_BYTES: u64 = 22 + 65_535;
    let wrong = |source| ExportError::from_read(path, source);
    let size = file.seek(SeekFrom::End(0)).map_err(wrong)?;
    file.seek(SeekFrom::Start(size.saturating_sub(TAIL_BYTES))).map_err(wrong)?;
    let mut tail = Vec::new();
    file.by_ref().take(TAIL_BYTES).read_to_end(&mut tail).map_err(wrong)?;
    file.seek(SeekFrom::Start(0)).map_err(wrong)?;
    let end = tail.windows(12).rposition(|bytes| bytes.starts_with(b"PK\x05\x06"));
    let count = end.map_or(0, |at| usize::from(u16::from_le_bytes([tail[at + 10], tail[at + 11]])));
    if count > max {
        return Err(ExportError::TooManyEntries { file: path.to_path_buf(), max });
    }
    Ok(())
}
