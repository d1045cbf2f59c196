//! Checkpoints of this installation: the present one, those published before, and whether the journal goes on from them.

use crate::home::Home;
use crate::{chance, keys};
use anyhow::Context as _;
use proof::checkpoint::{Checkpoint, notes};
use proof::note::{PublicKey, SecretKey};
use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use store::ledger::{self, Proofs};
use store::tree;
use web::Continuity;

/// The file in a folder of checkpoints.
const FILE: &str = "laksana-checkpoints.txt";
/// After so many days in which something was recorded and nothing published, somebody should look.
const SILENT_DAYS: u64 = 2;
const DAY_S: u64 = 24 * 60 * 60;
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
    if let Some((line, last)) = latest(&before) {
        anyhow::ensure!(
            goes_on(&mut proofs, last, &checkpoint).await?,
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

/// How the journal stands to what was published of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was published yet.
    Absent,
    /// Nothing that is published is signed by the key of this installation.
    Foreign,
    /// It does not go on from what was published: so many entries then, and so many now.
    Departed(u64, u64),
    /// It goes on from there, and more was recorded since, of which nothing was published for so many days.
    Stale(u64),
    /// It goes on from there: so many entries.
    Fits(u64),
}

impl Standing {
    /// Whether somebody has to act.
    #[must_use]
    pub fn continuity(&self) -> Continuity {
        match self {
            Self::Departed(..) => Continuity::Departed,
            Self::Absent | Self::Foreign | Self::Stale(_) => Continuity::Silent,
            Self::Fits(_) => Continuity::GoesOn,
        }
    }
}

/// Whether the journal goes on from the last checkpoint that was published, and how long ago that was.
///
/// # Errors
/// When the database, the key or the file cannot be read.
pub async fn standing(home: &Home, data: &Path, to: &Path) -> anyhow::Result<Standing> {
    let path = file_of(to);
    if !path.exists() {
        return Ok(Standing::Absent);
    }
    let Some(key) = keys::known(data)? else { return Ok(Standing::Foreign) };
    let before = read(&path, &key.public())?;
    let Some((_, last)) = latest(&before) else {
        return Ok(if before.is_empty() { Standing::Absent } else { Standing::Foreign });
    };
    let (checkpoint, mut proofs) = present(home, &key).await?;
    if !goes_on(&mut proofs, last, &checkpoint).await? {
        return Ok(Standing::Departed(last.size, checkpoint.size));
    }
    let written_s = std::fs::metadata(&path)?.modified()?.duration_since(std::time::UNIX_EPOCH)?.as_secs();
    let passed_s = u64::try_from(chance::now().us() / 1_000_000)?.saturating_sub(written_s);
    let is_stale = checkpoint.size > last.size && passed_s > SILENT_DAYS * DAY_S;
    Ok(if is_stale { Standing::Stale(passed_s / DAY_S) } else { Standing::Fits(last.size) })
}

/// The last one that can be read, with the line it begins on.
fn latest(noted: &[Noted]) -> Option<(usize, &Checkpoint)> {
    noted.iter().rev().find_map(|noted| noted.checkpoint.as_ref().ok().map(|last| (noted.line, last)))
}

/// Whether the journal of one checkpoint begins with that of another.
async fn goes_on(proofs: &mut Proofs, last: &Checkpoint, here: &Checkpoint) -> anyhow::Result<bool> {
    if last.size > here.size {
        return Ok(false);
    }
    let path = proofs.consistency(last.size, here.size).await?;
    Ok(tree::is_consistent((last.size, &last.root), (here.size, &here.root), &path))
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
