//! Media by content: a file is named by the SHA-256 of its bytes; hides folders, buckets, temporary files and fsync.
//!
//! A file is either whole under its name, or not there. Putting the same bytes twice keeps them once.

mod bucket;
mod folder;
mod incoming;

use bucket::Bucket;
use bytes::Bytes;
use futures_util::{Stream, StreamExt as _};
use incoming::Incoming;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::time::SystemTime;
use tokio::task::spawn_blocking;

use crate::StoreError;

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

/// What media that is streamed in must be.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Bytes at most.
    pub size_max: u64,
    /// Its name, when whoever sent it said so.
    pub digest: Option<Digest>,
}

/// Media, in a folder or in a bucket. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    /// Where files are on this machine: until they are whole, and for good when there is no bucket.
    root: PathBuf,
    bucket: Option<Bucket>,
}

impl Blobs {
    /// Opens a folder, and makes it if missing.
    ///
    /// # Errors
    /// [`StoreError::File`] when it cannot be made.
    pub fn at(root: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let root = root.into();
        let incoming = root.join(INCOMING);
        fs::create_dir_all(&incoming).map_err(|source| file_error("make the folder", &incoming, source))?;
        Ok(Self { root, bucket: None })
    }

    /// A bucket of an S3-compatible store, `s3://bucket/prefix`, with settings as that world calls them
    /// (`AWS_ACCESS_KEY_ID`, `AWS_ENDPOINT_URL`). Files pass through the folder `root` on their way in and out.
    ///
    /// # Errors
    /// [`StoreError::File`] when the folder cannot be made, [`StoreError::Address`] and [`StoreError::Bucket`] when the
    /// address or the settings make no sense. Nothing is asked of the bucket yet.
    pub fn in_bucket(url: &str, settings: &[(String, String)], root: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let bucket = Bucket::at(url, settings)?;
        Ok(Self { bucket: Some(bucket), ..Self::at(root)? })
    }

    /// Keeps what `reader` gives, to its end, without ever holding it whole in memory.
    ///
    /// # Errors
    /// [`StoreError::Source`] when the reader breaks off, [`StoreError::MediaTooLarge`]; nothing is then kept.
    pub async fn put(&self, reader: impl Read + Send + 'static) -> Result<Kept, StoreError> {
        let blobs = self.clone();
        let incoming = blocking(move || Incoming::begin(&blobs)?.fill(reader)).await?;
        self.keep(incoming).await
    }

    /// Keeps what `stream` gives, to its end, when it is what is expected; never whole in memory.
    ///
    /// # Errors
    /// [`StoreError::Source`] when the stream breaks off, [`StoreError::MediaTooLarge`], and
    /// [`StoreError::MediaChanged`] when it is another file; nothing is then kept.
    pub async fn take(
        &self,
        stream: impl Stream<Item = io::Result<Bytes>>,
        expected: &Expected,
    ) -> Result<Kept, StoreError> {
        let mut incoming = Incoming::begin(self)?.up_to(expected.size_max);
        let mut stream = pin!(stream);
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(StoreError::Source)?;
            incoming = blocking(move || incoming.write(&chunk).map(|()| incoming)).await?;
        }
        if expected.digest.as_ref().is_some_and(|digest| *digest != incoming.kept().digest) {
            return Err(StoreError::MediaChanged);
        }
        self.keep(incoming).await
    }

    async fn keep(&self, incoming: Incoming) -> Result<Kept, StoreError> {
        let Some(bucket) = &self.bucket else { return blocking(move || incoming.keep()).await };
        bucket.keep(&incoming).await?;
        Ok(incoming.kept())
    }

    /// Opens kept media for reading from its start. What lies in a bucket is fetched first.
    ///
    /// # Errors
    /// [`StoreError::MediaMissing`], and of a bucket [`StoreError::MediaChanged`].
    pub async fn open(&self, digest: &Digest) -> Result<File, StoreError> {
        if self.bucket.is_some() {
            let incoming = self.fetch(digest).await?;
            if incoming.kept().digest != *digest {
                return Err(StoreError::MediaChanged);
            }
            return blocking(move || incoming.lend()).await;
        }
        let (root, digest) = (self.root.clone(), digest.clone());
        blocking(move || folder::open(&root, &digest)).await
    }

    /// Fetches media out of the bucket; there is one.
    async fn fetch(&self, digest: &Digest) -> Result<Incoming, StoreError> {
        match &self.bucket {
            Some(bucket) => bucket.fetch(digest, Incoming::begin(self)?).await,
            None => Err(StoreError::missing(digest)),
        }
    }

    /// Whether media of this name is there.
    ///
    /// # Errors
    /// [`StoreError::Bucket`].
    pub async fn has(&self, digest: &Digest) -> Result<bool, StoreError> {
        match &self.bucket {
            Some(bucket) => bucket.has(digest).await,
            None => Ok(folder::path(&self.root, digest).exists()),
        }
    }

    /// Reads kept media through and compares it with its name.
    ///
    /// # Errors
    /// [`StoreError::File`] when the file is there and cannot be read.
    pub async fn check(&self, digest: &Digest) -> Result<Finding, StoreError> {
        if self.bucket.is_some() {
            return bucket::found(digest, self.fetch(digest).await);
        }
        let (path, digest) = (folder::path(&self.root, digest), digest.clone());
        blocking(move || folder::finding(&path, &digest)).await
    }

    /// Checks every file. `progress` gets how many have been read so far, now and then.
    ///
    /// # Errors
    /// [`StoreError::File`] when a folder or file cannot be read.
    pub async fn check_all(&self, mut progress: impl FnMut(u64) + Send + 'static) -> Result<Survey, StoreError> {
        let Some(bucket) = &self.bucket else {
            let root = self.root.clone();
            return blocking(move || folder::survey(&root, progress)).await;
        };
        let mut survey = Survey::default();
        for (path, name) in bucket.listed().await? {
            let found = match &name {
                Some(digest) => Some(self.check(digest).await?),
                None => None,
            };
            survey.take(path, found);
            progress(survey.whole + survey.changed.len() as u64);
        }
        Ok(survey)
    }

    /// Deletes media for good, as erasing a person's data asks for. False when there was none.
    ///
    /// # Errors
    /// [`StoreError::File`] when the system refuses.
    pub async fn remove(&self, digest: &Digest) -> Result<bool, StoreError> {
        if let Some(bucket) = &self.bucket {
            return bucket.remove(digest).await;
        }
        let (root, digest) = (self.root.clone(), digest.clone());
        blocking(move || folder::remove(&root, &digest)).await
    }

    /// Deletes what a crash left half written before `before`; says how many files.
    ///
    /// # Errors
    /// [`StoreError::File`] when the system refuses.
    pub async fn sweep(&self, before: SystemTime) -> Result<u64, StoreError> {
        let root = self.root.clone();
        blocking(move || folder::sweep(&root, before)).await
    }

    /// Whether media can be kept: the folder is there and may be written, the bucket answers.
    pub async fn is_there(&self) -> bool {
        let folder = fs::metadata(self.root.join(INCOMING));
        if !folder.is_ok_and(|folder| folder.is_dir() && !folder.permissions().readonly()) {
            return false;
        }
        match &self.bucket {
            Some(bucket) => bucket.is_there().await,
            None => true,
        }
    }

    /// Where media of this name lies, in the folder or in the bucket.
    #[must_use]
    pub fn path(&self, digest: &Digest) -> PathBuf {
        match &self.bucket {
            Some(bucket) => bucket.path(digest),
            None => folder::path(&self.root, digest),
        }
    }
}

impl Survey {
    /// Counts one that was read through; none where its name is none of ours.
    fn take(&mut self, path: PathBuf, found: Option<Finding>) {
        match found {
            Some(Finding::Whole { size }) => {
                self.whole += 1;
                self.bytes += size;
            }
            // Deleted while we were on the way to it.
            Some(Finding::Missing) => {}
            Some(Finding::Changed) | None => self.changed.push(path),
        }
    }
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
