//! The list of a backup's files with their digests, and copying files so that it is true of the copies.

use super::{ABOUT, FOLDERS, MANIFEST};
use anyhow::Context as _;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Component, Path, PathBuf};

/// Read, hashed and written at a time.
const CHUNK_BYTES: usize = 256 << 10;
/// Files of one backup: more than a century of photos of a large estate.
const FILES_MAX: usize = 50_000_000;
/// How deep a file may lie: `media/ab/cd/NAME`.
const DEPTH_MAX: usize = 4;

/// Every file of a backup but the manifest itself, by its path in the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest(pub BTreeMap<String, String>);

impl Manifest {
    /// As `sha256sum` writes it.
    fn text(&self) -> String {
        self.0.iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect()
    }

    /// Writes it into a backup.
    pub fn write(&self, backup: &Path) -> anyhow::Result<()> {
        write_new(&backup.join(MANIFEST), self.text().as_bytes())
    }

    /// The manifest of a backup. Only paths that a backup can have are taken.
    pub fn read(backup: &Path) -> anyhow::Result<Self> {
        let path = backup.join(MANIFEST);
        let file = File::open(&path)
            .with_context(|| format!("{} is no whole backup: there is no {MANIFEST}", backup.display()))?;
        let mut files = BTreeMap::new();
        for (number, line) in BufReader::new(file).lines().enumerate().take(FILES_MAX) {
            let line = line.with_context(|| format!("cannot read {}", path.display()))?;
            let split = line.split_once("  ").filter(|(digest, path)| is_digest(digest) && may_be(path));
            let (digest, of) = split.with_context(|| format!("{}, line {}, is damaged", path.display(), number + 1))?;
            files.insert(of.to_owned(), digest.to_owned());
        }
        anyhow::ensure!(files.contains_key(ABOUT), "{} is damaged: it does not name {ABOUT}", path.display());
        Ok(Self(files))
    }

    /// The path and digest of each file in a folder of files that are named by content.
    pub fn within(&self, folder: &str) -> impl Iterator<Item = &str> {
        let prefix = format!("{folder}/");
        self.0.keys().map(String::as_str).filter(move |path| path.starts_with(&prefix))
    }
}

fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether a backup can hold a file of this path: one of its own, or one in its folders, and nowhere else.
fn may_be(path: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(path).components().collect();
    let is_plain = parts.iter().all(|part| matches!(part, Component::Normal(_)));
    let is_in_folder = FOLDERS.iter().any(|folder| path.starts_with(&format!("{folder}/")));
    is_plain && path != MANIFEST && (parts.len() == 1 || (is_in_folder && parts.len() <= DEPTH_MAX))
}

/// The digest of a file.
pub fn digest(path: &Path) -> anyhow::Result<String> {
    copied(path, |_| Ok(()))
}

/// Copies a file to a new one for its owner alone, and brings it to the disk. Its digest.
pub fn copy(from: &Path, to: &Path) -> anyhow::Result<String> {
    make_folder_of(to)?;
    let mut file = new(to)?;
    let digest = copied(from, |chunk| file.write_all(chunk).with_context(|| format!("cannot write {}", to.display())))?;
    file.sync_all()?;
    Ok(digest)
}

/// Writes a new file for its owner alone, and brings it to the disk.
pub fn write_new(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let mut file = new(path)?;
    file.write_all(content).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(file.sync_all()?)
}

/// Makes the folder a file is to lie in.
pub fn make_folder_of(path: &Path) -> anyhow::Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// The files below a folder, as paths from it, in order.
pub fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut left = vec![(folder.to_owned(), 1)];
    while let Some((at, depth)) = left.pop() {
        let entries = std::fs::read_dir(&at).with_context(|| format!("cannot list {}", at.display()))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < DEPTH_MAX {
                left.push((entry.path(), depth + 1));
            } else if kind.is_file() {
                found.push(entry.path().strip_prefix(folder)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Brings what a folder lists to the disk, and that of every folder in it.
pub fn sync(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync(&entry.path())?;
        }
    }
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("cannot write {}", folder.display()))
}

fn new(path: &Path) -> anyhow::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    file.with_context(|| format!("cannot write {}", path.display()))
}

fn copied(from: &Path, mut write: impl FnMut(&[u8]) -> anyhow::Result<()>) -> anyhow::Result<String> {
    let cannot = || format!("cannot read {}", from.display());
    let mut file = File::open(from).with_context(cannot)?;
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match file.read(&mut chunk).with_context(cannot)? {
            0 => return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
            size => {
                hasher.update(&chunk[..size]);
                write(&chunk[..size])?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::may_be;

    #[test]
    fn only_files_that_a_backup_can_have_are_taken() {
        for path in ["laksana.sqlite", "backup.json", "checkpoint.key", "media/ab/cd/abcd", "thumbs/ab/abcd.jpg"] {
            assert!(may_be(path), "{path}");
        }
        for path in ["", "/etc/passwd", "../x", "media/../../x", "other/x", "media/a/b/c/d", "manifest.sha256", "./x"] {
            assert!(!may_be(path), "{path}");
        }
    }
}
