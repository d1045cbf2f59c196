//! An installation made from a backup; never over another one.

use super::manifest::{self, Manifest};
use super::{ABOUT, DATABASE, FOLDERS, Watcher, about, verify};
use crate::home::Place;
use crate::{chance, settings};
use anyhow::Context as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// Entries of its journal.
    pub entries: i64,
    /// When the backup was made.
    pub made_at: String,
    /// Where its settings are, when they name the database or the media of the original: set aside, so that nothing is done there by
    /// mistake.
    pub set_aside: Option<PathBuf>,
}

/// Makes the installation `place` from a backup, after checking all of it.
///
/// # Errors
/// When the backup is not whole, there is an installation already, or something cannot be written. Nothing is then at
/// `place`, but for media in a folder elsewhere, which are named by content and harm nobody.
pub async fn restore(backup: &Path, place: &Place, watcher: &mut dyn Watcher) -> anyhow::Result<Restored> {
    anyhow::ensure!(
        !place.data.exists() || std::fs::read_dir(&place.data).is_ok_and(|mut entries| entries.next().is_none()),
        "{} holds something already, and restoring never overwrites; name another folder with --data, or move it away",
        place.data.display()
    );
    let (wrong, entries) = verify(backup, watcher).await?;
    if let Some(first) = wrong.first() {
        anyhow::bail!("{} is not whole: {first} Nothing was restored", backup.display());
    }
    let incoming = beside(&place.data)?;
    let outcome = fill(backup, place, &incoming, watcher).await;
    let outcome = outcome.and_then(|()| {
        let set_aside = set_aside(&incoming)?;
        std::fs::rename(&incoming, &place.data).with_context(|| format!("cannot write {}", place.data.display()))?;
        Ok(set_aside.map(|name| place.data.join(name)))
    });
    if outcome.is_err() && incoming.exists() {
        std::fs::remove_dir_all(&incoming)?;
    }
    Ok(Restored { entries, made_at: about(backup)?.made_at, set_aside: outcome? })
}

/// Renames settings that lead to the database or the media of the original.
fn set_aside(data: &Path) -> anyhow::Result<Option<String>> {
    let kept = settings::File::find(None, data)?;
    let leads_away =
        |file: &settings::File| ["database_url", "media_url"].iter().any(|name| file.value(name).is_some());
    if !kept.is_some_and(|file| leads_away(&file)) {
        return Ok(None);
    }
    let name = format!("{}.original", settings::FILE);
    std::fs::rename(data.join(settings::FILE), data.join(&name))?;
    Ok(Some(name))
}

/// A new folder beside the one to be, on the same disk.
fn beside(data: &Path) -> anyhow::Result<std::path::PathBuf> {
    let parent = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    let incoming = parent.join(format!(".laksana-restored-{}", chance::token()?));
    std::fs::create_dir(&incoming)?;
    std::fs::set_permissions(&incoming, std::fs::Permissions::from_mode(0o700))?;
    Ok(incoming)
}

async fn fill(backup: &Path, place: &Place, incoming: &Path, watcher: &mut dyn Watcher) -> anyhow::Result<()> {
    let listed = Manifest::read(backup)?;
    let media = match &place.media {
        // What is in a bucket was not copied, and is there still.
        Some(_) if about(backup)?.bucket.is_none() => place.media()?,
        Some(_) | None => incoming.join(FOLDERS[0]),
    };
    watcher.begins("files", Some(listed.0.len() as u64));
    for (done, (path, expected)) in listed.0.iter().enumerate() {
        let to = match path.strip_prefix("media/") {
            Some(within) => media.join(within),
            None => incoming.join(path),
        };
        let is_wanted = path != ABOUT && (path != DATABASE || place.database_url.is_none());
        // Named by content: what a folder elsewhere holds already is the same, unless its bytes were damaged.
        if is_wanted && to.exists() && manifest::digest(&to).ok().as_ref() != Some(expected) {
            std::fs::remove_file(&to).with_context(|| format!("cannot replace {}", to.display()))?;
        }
        if is_wanted && !to.exists() {
            let digest = manifest::copy(&backup.join(path), &to)?;
            anyhow::ensure!(digest == *expected, "{path} changed while it was restored");
        }
        watcher.reaches(done as u64 + 1);
    }
    manifest::sync(incoming)?;
    if let Some(address) = &place.database_url {
        watcher.begins("rows of the database", None);
        let copy = store::backup::open(&backup.join(DATABASE)).await?;
        store::backup::load(&copy, address, &mut |rows| watcher.reaches(rows)).await?;
        copy.close().await;
    }
    Ok(())
}
