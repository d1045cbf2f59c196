//! Checkpoints of this installation: the present one, those published before, and whether the journal goes on from them.

use crate::home::Home;
use crate::keys;
use anyhow::Context as _;
use proof::checkpoint::{Checkpoint, notes};
use proof::note::{PublicKey, SecretKey};
use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use store::ledger::{self, Proofs};
use store::tree;

/// The file in a folder of checkpoints.
const FILE: &str = "laksana-checkpoints.txt";
/// A checkpoint takes 250 bytes: one a day for two centuries.
const FILE_MAX_BYTES: u64 = 16 << 20;

/// A checkpoint in a file, or what stands there in its place.
pub struct Noted {
    /// The file.
    pub file: PathBuf,
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it says.
    pub checkpoint: Result<Checkpoint, String>,
}

/// What came of publishing.
pub enum Published {
    /// The file has it now.
    Written(PathBuf),
    /// The file had it.
    Known(PathBuf),
}

/// The checkpoint of everything recorded until now.
///
/// # Errors
/// When the database cannot be read.
pub async fn present(home: &Home, key: &SecretKey) -> anyhow::Result<(Checkpoint, Proofs)> {
    ledger::follow_all(&home.db, &home.org).await?;
    let mut proofs = Proofs::open(&home.db, &home.org).await?;
    let size = proofs.size();
    let root = proofs.root(size).await?;
    Ok((Checkpoint { origin: key.public().name().to_owned(), size, root }, proofs))
}

/// Adds the present checkpoint to a file, or to the file in a folder, unless the journal does not go on from the last
/// one that stands there.
///
/// # Errors
/// When it does not, or the file cannot be written.
pub async fn publish(home: &Home, data: &Path, to: &Path) -> anyhow::Result<Published> {
    let key = keys::signing(data)?;
    let (checkpoint, mut proofs) = present(home, &key).await?;
    let path = file_of(to);
    let before = if path.exists() { read(&path, &key.public())? } else { Vec::new() };
    let last = before.iter().rev().find_map(|noted| noted.checkpoint.as_ref().ok().map(|last| (noted.line, last)));
    if let Some((line, last)) = last {
        let goes_on = last.size <= checkpoint.size && {
            let path = proofs.consistency(last.size, checkpoint.size).await?;
            tree::is_consistent((last.size, &last.root), (checkpoint.size, &checkpoint.root), &path)
        };
        anyhow::ensure!(
            goes_on,
            "the journal does not go on from the checkpoint of {} entries on line {line} of {1}; nothing was published. \
             See what became of it with: laksana verify --checkpoint {1}",
            last.size,
            path.display()
        );
        if last.size == checkpoint.size {
            return Ok(Published::Known(path));
        }
    }
    let mut text = String::new();
    if before.is_empty() {
        text = format!("# Checkpoints of a Laksana journal. Public key: {}\n\n", key.public());
    }
    text.push_str(&checkpoint.signed(&key));
    text.push('\n');
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .with_context(|| format!("cannot write checkpoints to {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(Published::Written(path))
}

/// The file in which checkpoints are published, by what is set: itself, or the folder it lies in.
#[must_use]
pub fn file_of(published: &Path) -> PathBuf {
    if published.is_dir() { published.join(FILE) } else { published.to_owned() }
}

/// The checkpoints that a file holds.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path, key: &PublicKey) -> anyhow::Result<Vec<Noted>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read checkpoints from {}", path.display()))?;
    let mut text = String::new();
    file.take(FILE_MAX_BYTES + 1)
        .read_to_string(&mut text)
        .with_context(|| format!("cannot read checkpoints from {}", path.display()))?;
    anyhow::ensure!(text.len() as u64 <= FILE_MAX_BYTES, "{} is too large for a file of checkpoints", path.display());
    let noted = |(line, note): (usize, String)| Noted {
        file: path.to_owned(),
        line,
        checkpoint: Checkpoint::open(&note, key).map_err(|error| error.to_string()),
    };
    Ok(notes(&text).into_iter().map(noted).collect())
}
