//! Backups: a folder that holds one state of an installation, with the digest of every file in it.
//!
//! A backup looks like a data folder: `laksana.sqlite` (whichever engine it was made from), `media/`, `thumbs/`, the
//! signing key and the settings; beside them `backup.json`, which says what it is, and `manifest.sha256`, which
//! `sha256sum -c` reads. It is built under another name and is whole once it has its own.

mod create;
mod manifest;
mod restore;
#[cfg(test)]
mod tests;
mod verify;

pub use create::create;
pub use restore::restore;
pub use verify::verify;

use crate::home::DATABASE;
use anyhow::Context as _;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What a backup says of itself.
const ABOUT: &str = "backup.json";
/// The digests of all other files.
const MANIFEST: &str = "manifest.sha256";
/// Folders of files named by content, of which an earlier backup's are taken over.
const FOLDERS: [&str; 2] = ["media", "thumbs"];
/// What the names of whole backups begin with; the time follows.
const NAME: &str = "laksana-";
/// What the name of one that is not whole yet begins with.
const INCOMING: &str = ".incoming-";
/// The shape of a backup; another program may write another.
const FORMAT: u32 = 1;

/// What a backup says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    format: u32,
    /// When it was begun, in UTC.
    pub made_at: String,
    laksana: String,
    /// Entries of the journal.
    pub entries: i64,
    /// Digest of the last.
    head: String,
    /// Media that messages name and that were not there, or held other bytes.
    #[serde(default)]
    missing: Vec<String>,
    /// The bucket that media lie in, which is copied by its own means; none where they are in the backup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
}

/// What somebody who waits is told.
pub trait Watcher: Send {
    /// Something begins; how many steps it has, where that is known.
    fn begins(&mut self, what: &'static str, steps: Option<u64>);
    /// So many steps of it are done.
    fn reaches(&mut self, steps: u64);
}

/// The whole backups in a folder, the oldest first.
///
/// # Errors
/// When the folder cannot be read.
pub fn listed(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("cannot look for backups in {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let is_ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(NAME));
        if is_ours && path.join(MANIFEST).is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The backup at a path: itself, or the newest in a folder of them.
///
/// # Errors
/// When there is none.
pub fn at(path: &Path) -> anyhow::Result<PathBuf> {
    if path.join(ABOUT).exists() || path.join(MANIFEST).exists() {
        return Ok(path.to_owned());
    }
    listed(path)?.pop().with_context(|| format!("there is no backup in {}", path.display()))
}

fn about(backup: &Path) -> anyhow::Result<About> {
    let path = backup.join(ABOUT);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let about: About = serde_json::from_str(&text).with_context(|| format!("{} cannot be read", path.display()))?;
    anyhow::ensure!(
        about.format == FORMAT,
        "this backup has the shape {}, and this Laksana knows {FORMAT}; use the Laksana {} that made it",
        about.format,
        about.laksana
    );
    Ok(about)
}
