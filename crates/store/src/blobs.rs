//! Media by content: a file is named by the SHA-256 of its bytes; hides folders, temporary files and fsync.
//!
//! A file is either whole under its name, or not there. Putting the same bytes twice keeps them once.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use crate::StoreError;
use crate::digest::hex;

/// WhatsApp lets a document be 2 GB; a photo or voice note is a few megabytes and a minute of video about 16.
pub const SIZE_MAX_BYTES: u64 = 256 << 20;
/// Read and hashed at a time.
const CHUNK_BYTES: usize = 64 << 10;
/// Where a file is until it is whole; in the same file system, so that renaming is atomic.
const INCOMING: &str = "incoming";

/// The name of kept media: SHA-256 of its bytes, 64 characters of lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// `None` when the text is not such a name; a parsed name is safe in a path.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (text.len() == 64 && text.bytes().all(is_hex)).then(|| Self(text.to_owned()))
    }

    /// The 64 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Media that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// What [`Blobs::check`] finds under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The bytes are those that were put.
    Whole {
        /// In bytes.
        size: u64,
    },
    /// There is no such file.
    Missing,
    /// The file holds other bytes than its name says.
    Changed,
}

/// What [`Blobs::check_all`] finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Files that are whole.
    pub whole: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Files that hold other bytes than their name says, or whose name is none of ours.
    pub changed: Vec<PathBuf>,
}

/// A folder of media. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    /// Opens the folder, and makes it if missing.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be made.
    pub fn at(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let root = root.into();
        let incoming = root.join(INCOMING);
        fs::create_dir_all(&incoming).map_err(|source| file_error("make the folder", &incoming, source))?;
        Ok(Self { root })
    }

    /// Keeps what `reader` gives, to its end, without ever holding it whole in memory.
    ///
    /// # Errors
    /// [`StoreError::Source`] when the reader breaks off, [`StoreError::MediaTooLarge`]; nothing is then kept.
    pub async fn put(&self, mut reader: impl Read + Send + 'static) -> Result<Kept, StoreError> {
        let blobs = self.clone();
        blocking(move || {
            let mut incoming = Incoming::begin(&blobs)?;
            let mut chunk = vec![0; CHUNK_BYTES];
            loop {
                match reader.read(&mut chunk) {
                    Ok(0) => return incoming.keep(),
                    Ok(size) => incoming.write(&chunk[..size])?,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(StoreError::Source(error)),
                }
            }
        })
        .await
    }

    /// Opens kept media for reading from its start.
    ///
    /// # Errors
    /// [`StoreError::MediaMissing`].
    pub async fn open(&self, digest: &Digest) -> Result<File, StoreError> {
        let (path, digest) = (self.path(digest), digest.clone());
        blocking(move || match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(StoreError::MediaMissing { digest: digest.as_str().to_owned() })
            }
            outcome => outcome.map_err(|source| file_error("open", &path, source)),
        })
        .await
    }

    /// Reads kept media through and compares it with its name.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is there and cannot be read.
    pub async fn check(&self, digest: &Digest) -> Result<Finding, StoreError> {
        let (path, digest) = (self.path(digest), digest.clone());
        blocking(move || finding(&path, &digest)).await
    }

    /// Checks every file. `progress` gets how many have been read so far, after each folder.
    ///
    /// # Errors
    /// [`StoreError::File`] when a folder or file cannot be read.
    pub async fn check_all(&self, mut progress: impl FnMut(u64) + Send + 'static) -> Result<Survey, StoreError> {
        let root = self.root.clone();
        blocking(move || {
            let mut survey = Survey::default();
            for outer in listed(&root)?.into_iter().filter(|path| !path.ends_with(INCOMING)) {
                for inner in folders_or(outer, &mut survey)? {
                    for path in folders_or(inner, &mut survey)? {
                        survey.take(path)?;
                    }
                }
                progress(survey.whole + survey.changed.len() as u64);
            }
            Ok(survey)
        })
        .await
    }

    /// Deletes media for good, as erasing a person's data asks for. False when there was none.
    ///
    /// # Errors
    /// [`StoreError::File`] when the system refuses.
    pub async fn remove(&self, digest: &Digest) -> Result<bool, StoreError> {
        let path = self.path(digest);
        blocking(move || match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(file_error("delete", &path, source)),
        })
        .await
    }

    /// Deletes what a crash left half written before `before`; says how many files.
    ///
    /// # Errors
    /// [`StoreError::File`] when the system refuses.
    pub async fn sweep(&self, before: SystemTime) -> Result<u64, StoreError> {
        let incoming = self.root.join(INCOMING);
        blocking(move || {
            let mut swept = 0;
            for path in listed(&incoming)? {
                // A file that is gone meanwhile was finished by who writes it.
                let Ok(written) = fs::metadata(&path).and_then(|about| about.modified()) else { continue };
                if written < before && fs::remove_file(&path).is_ok() {
                    swept += 1;
                }
            }
            Ok(swept)
        })
        .await
    }

    /// Whether the folder is there and may be written.
    #[must_use]
    pub fn is_there(&self) -> bool {
        fs::metadata(self.root.join(INCOMING)).is_ok_and(|folder| folder.is_dir() && !folder.permissions().readonly())
    }

    /// Where media of this name lies: `ab/cd/abcd..`, so that no folder grows large.
    #[must_use]
    pub fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.as_str();
        self.root.join(&name[..2]).join(&name[2..4]).join(name)
    }
}

impl Survey {
    fn take(&mut self, path: PathBuf) -> Result<(), StoreError> {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(Digest::parse);
        match name.map(|digest| finding(&path, &digest)).transpose()? {
            Some(Finding::Whole { size }) => {
                self.whole += 1;
                self.bytes += size;
            }
            // Deleted while we were on the way to it.
            Some(Finding::Missing) => {}
            Some(Finding::Changed) | None => self.changed.push(path),
        }
        Ok(())
    }
}

/// A file on its way in. Dropped before it is kept, it is deleted.
struct Incoming {
    root: PathBuf,
    path: PathBuf,
    file: File,
    hasher: Sha256,
    size: u64,
}

impl Incoming {
    fn begin(blobs: &Blobs) -> Result<Self, StoreError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = blobs.root.join(INCOMING).join(format!("{}-{number}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self { root: blobs.root.clone(), path, file, hasher: Sha256::new(), size: 0 });
                }
                // Left by an earlier process of the same number: take the next name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(file_error("make", &path, source)),
            }
        }
    }

    fn write(&mut self, chunk: &[u8]) -> Result<(), StoreError> {
        self.size += chunk.len() as u64;
        if self.size > SIZE_MAX_BYTES {
            return Err(StoreError::MediaTooLarge { limit: SIZE_MAX_BYTES });
        }
        self.hasher.update(chunk);
        self.file.write_all(chunk).map_err(|source| file_error("write", &self.path, source))
    }

    fn keep(mut self) -> Result<Kept, StoreError> {
        self.file.sync_all().map_err(|source| file_error("write", &self.path, source))?;
        let digest = Digest(hex(&std::mem::take(&mut self.hasher).finalize()));
        let blobs = Blobs { root: self.root.clone() };
        let target = blobs.path(&digest);
        let folder = target.parent().unwrap_or(&blobs.root);
        fs::create_dir_all(folder).map_err(|source| file_error("make the folder", folder, source))?;
        // Over an existing file too: same bytes, and it heals one that was damaged.
        fs::rename(&self.path, &target).map_err(|source| file_error("rename", &self.path, source))?;
        for folder in [folder, folder.parent().unwrap_or(folder), &blobs.root] {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(|source| file_error("write the folder", folder, source))?;
        }
        Ok(Kept { digest, size: self.size })
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After it was kept there is nothing under this name any more; a failure leaves a file for `sweep`.
        let _ = fs::remove_file(&self.path);
    }
}

fn finding(path: &Path, digest: &Digest) -> Result<Finding, StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Finding::Missing),
        Err(source) => return Err(file_error("open", path, source)),
    };
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut size = 0;
    loop {
        match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                hasher.update(&chunk[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(file_error("read", path, source)),
        }
    }
    Ok(if hex(&hasher.finalize()) == digest.as_str() { Finding::Whole { size } } else { Finding::Changed })
}

/// What a folder holds, in order of names; a plain file in its place is none of ours.
fn folders_or(path: PathBuf, survey: &mut Survey) -> Result<Vec<PathBuf>, StoreError> {
    if path.is_dir() {
        return listed(&path);
    }
    survey.changed.push(path);
    Ok(Vec::new())
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let list = || -> io::Result<Vec<PathBuf>> { fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect() };
    let mut paths = list().map_err(|source| file_error("list", folder, source))?;
    paths.sort();
    Ok(paths)
}

/// Files block: off the threads that serve pages.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    match spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => Err(StoreError::Source(io::Error::other(error))),
        },
    }
}

fn file_error(doing: &'static str, path: &Path, source: io::Error) -> StoreError {
    StoreError::File { doing, path: path.to_owned(), source }
}
