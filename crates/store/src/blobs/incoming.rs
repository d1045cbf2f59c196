//! A file on its way in: written and hashed as it comes, whole or gone.

use super::{Blobs, CHUNK_BYTES, Digest, INCOMING, Kept, SIZE_MAX_BYTES, file_error, folder};
use crate::StoreError;
use crate::digest::hex;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file on its way in. Dropped before it is kept, it is deleted.
pub(super) struct Incoming {
    root: PathBuf,
    /// Where it is meanwhile.
    pub(super) path: PathBuf,
    file: File,
    hasher: Sha256,
    size: u64,
    limit: u64,
}

impl Incoming {
    /// A file of no bytes yet.
    pub(super) fn begin(blobs: &Blobs) -> Result<Self, StoreError> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let path = blobs.root.join(INCOMING).join(format!("{}-{number}", std::process::id()));
            match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
                Ok(file) => {
                    let (root, hasher) = (blobs.root.clone(), Sha256::new());
                    return Ok(Self { root, path, file, hasher, size: 0, limit: SIZE_MAX_BYTES });
                }
                // Left by an earlier process of the same number: take the next name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(file_error("make", &path, source)),
            }
        }
    }

    /// The same, with room for so many bytes at most.
    pub(super) fn up_to(mut self, limit: u64) -> Self {
        self.limit = limit.min(SIZE_MAX_BYTES);
        self
    }

    /// Writes all that a reader gives.
    pub(super) fn fill(mut self, mut reader: impl Read) -> Result<Self, StoreError> {
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            match reader.read(&mut chunk) {
                Ok(0) => return Ok(self),
                Ok(size) => self.write(&chunk[..size])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(StoreError::Source(error)),
            }
        }
    }

    /// Writes some bytes.
    pub(super) fn write(&mut self, chunk: &[u8]) -> Result<(), StoreError> {
        self.size += chunk.len() as u64;
        if self.size > self.limit {
            return Err(StoreError::MediaTooLarge { limit: self.limit });
        }
        self.hasher.update(chunk);
        self.file.write_all(chunk).map_err(|source| file_error("write", &self.path, source))
    }

    /// What it is, by what was written so far.
    pub(super) fn kept(&self) -> Kept {
        Kept { digest: Digest(hex(&self.hasher.clone().finalize())), size: self.size }
    }

    /// Renames it to its name for good, in the folder.
    pub(super) fn keep(self) -> Result<Kept, StoreError> {
        self.file.sync_all().map_err(|source| file_error("write", &self.path, source))?;
        let kept = self.kept();
        let target = folder::path(&self.root, &kept.digest);
        let folder = target.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|source| file_error("make the folder", folder, source))?;
        // Over an existing file too: same bytes, and it heals one that was damaged.
        fs::rename(&self.path, &target).map_err(|source| file_error("rename", &self.path, source))?;
        for folder in [folder, folder.parent().unwrap_or(folder), &self.root] {
            File::open(folder)
                .and_then(|folder| folder.sync_all())
                .map_err(|source| file_error("write the folder", folder, source))?;
        }
        Ok(kept)
    }

    /// Its bytes to be read from their start, without a name: gone when nobody reads them any more.
    pub(super) fn lend(self) -> Result<File, StoreError> {
        let mut file = self.file.try_clone().map_err(|source| file_error("open", &self.path, source))?;
        file.rewind().map_err(|source| file_error("read", &self.path, source))?;
        Ok(file)
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After it was kept there is nothing under this name any more; a failure leaves a file for `sweep`.
        let _ = fs::remove_file(&self.path);
    }
}
