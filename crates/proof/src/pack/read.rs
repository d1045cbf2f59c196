//! Reading a pack that may come from anybody: bounded in files and bytes, and nothing is ever written to a path it names.

use super::FILES_MAX;
use std::io::{self, BufRead, BufReader, Read, Seek};
use zip::ZipArchive;
use zip::read::ZipFile;

/// How much larger a pack may be unpacked: ours are not compressed, and one packed again by hand holds text and photos.
const RATIO_MAX: u64 = 20;
/// What a small pack may hold beyond that.
const SPARE_BYTES: u64 = 1 << 20;
/// Read at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// Why a file is no pack at all.
#[derive(Debug, thiserror::Error)]
pub enum NotAPack {
    /// It cannot be read.
    #[error("it cannot be read: {0}")]
    File(#[from] io::Error),
    /// It is no zip, or a damaged one.
    #[error("it is no whole zip file: {0}")]
    Zip(String),
    /// It holds too many files.
    #[error("it holds {0} files, more than any pack")]
    TooMany(usize),
    /// It grows beyond all measure when it is unpacked.
    #[error("it would unpack to more than {RATIO_MAX} times its size, which no pack does; it was not unpacked")]
    TooLarge,
}

/// Why one of its files cannot be read.
pub(super) enum Trouble {
    Absent,
    TooLarge,
    NotText,
    Damaged(String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absent => out.write_str("it is missing"),
            Self::TooLarge => out.write_str("it is larger than it can be"),
            Self::NotText => out.write_str("it is no text"),
            Self::Damaged(why) => write!(out, "it cannot be read: {why}"),
        }
    }
}

/// An opened pack.
pub struct Pack<R: Read + Seek> {
    zip: ZipArchive<R>,
    /// Its files, in order.
    pub names: Vec<String>,
}

impl<R: Read + Seek> Pack<R> {
    /// Looks at the list of its files, and reads none.
    ///
    /// # Errors
    /// When it is no zip, or larger than any pack.
    pub fn open(mut file: R) -> Result<Self, NotAPack> {
        let size = file.seek(io::SeekFrom::End(0))?;
        file.rewind()?;
        let mut zip = ZipArchive::new(file).map_err(|error| NotAPack::Zip(error.to_string()))?;
        // Of two files of one name, or of a file that only one of its headers names, others may show what was not checked.
        zip.validate_header_consistency().map_err(|error| NotAPack::Zip(error.to_string()))?;
        if zip.offset() != 0 {
            return Err(NotAPack::Zip("something stands before it".to_owned()));
        }
        if zip.len() > FILES_MAX {
            return Err(NotAPack::TooMany(zip.len()));
        }
        let (mut names, mut unpacked) = (Vec::with_capacity(zip.len()), 0_u64);
        for index in 0..zip.len() {
            let file = zip.by_index_raw(index).map_err(|error| NotAPack::Zip(error.to_string()))?;
            unpacked = unpacked.saturating_add(file.size());
            let name = file.name().map_err(|error| NotAPack::Zip(error.to_string()))?;
            names.push(name.into_owned());
        }
        if unpacked > size.saturating_mul(RATIO_MAX).saturating_add(SPARE_BYTES) {
            return Err(NotAPack::TooLarge);
        }
        names.sort();
        Ok(Self { zip, names })
    }

    fn file(&mut self, name: &str) -> Result<ZipFile<'_, R>, Trouble> {
        match self.zip.by_name(name) {
            Ok(file) => Ok(file),
            Err(zip::result::ZipError::FileNotFound) => Err(Trouble::Absent),
            Err(error) => Err(Trouble::Damaged(error.to_string())),
        }
    }

    /// A file, whole; nothing where there is none, or none that can be read, or one of more bytes.
    pub fn get(&mut self, name: &str, max_bytes: u64) -> Option<Vec<u8>> {
        self.bytes(name, max_bytes).ok()
    }

    /// A small text, whole.
    pub(super) fn text(&mut self, name: &str, max_bytes: u64) -> Result<String, Trouble> {
        String::from_utf8(self.bytes(name, max_bytes)?).map_err(|_| Trouble::NotText)
    }

    fn bytes(&mut self, name: &str, max_bytes: u64) -> Result<Vec<u8>, Trouble> {
        let mut bytes = Vec::new();
        let read = self.file(name)?.take(max_bytes + 1).read_to_end(&mut bytes);
        match read {
            Ok(size) if size as u64 > max_bytes => Err(Trouble::TooLarge),
            Ok(_) => Ok(bytes),
            Err(error) => Err(Trouble::Damaged(error.to_string())),
        }
    }

    /// A file in pieces, no further than it says it is long.
    pub(super) fn pieces(&mut self, name: &str, mut take: impl FnMut(&[u8])) -> Result<(), Trouble> {
        let file = self.file(name)?;
        let size = file.size();
        let (mut file, mut left, mut chunk) = (file.take(size.saturating_add(1)), size, vec![0; CHUNK_BYTES]);
        loop {
            match file.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) if read as u64 > left => return Err(Trouble::TooLarge),
                Ok(read) => {
                    left -= read as u64;
                    take(&chunk[..read]);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Trouble::Damaged(error.to_string())),
            }
        }
    }

    /// A file line by line; `take` gets the number of each, from 1, and says whether to go on.
    pub(super) fn lines(
        &mut self,
        name: &str,
        max_bytes: usize,
        mut take: impl FnMut(usize, &str) -> bool,
    ) -> Result<(), Trouble> {
        let file = self.file(name)?;
        let size = file.size();
        let (mut file, mut line) = (BufReader::new(file.take(size)), Vec::new());
        for number in 1.. {
            line.clear();
            let read = (&mut file).take(max_bytes as u64 + 1).read_until(b'\n', &mut line);
            match read {
                Ok(0) => return Ok(()),
                Ok(size) if size > max_bytes => return Err(Trouble::TooLarge),
                Ok(_) => {}
                Err(error) => return Err(Trouble::Damaged(error.to_string())),
            }
            let text = std::str::from_utf8(&line).map_err(|_| Trouble::NotText)?;
            if !take(number, text.strip_suffix('\n').unwrap_or(text)) {
                return Ok(());
            }
        }
        Ok(())
    }
}
