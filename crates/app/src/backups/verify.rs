//! Reading a backup through, without restoring it.

use super::manifest::{self, Manifest};
use super::{DATABASE, FOLDERS, Watcher, about, create};
use crate::home::ORG;
use std::collections::BTreeSet;
use std::path::Path;
use store::journal::{self, Unverified};

/// Checks every file against the manifest, the journal's chain, and that all media are there. What is wrong, and how
/// many entries were walked.
///
/// # Errors
/// When it is no backup, or cannot be read at all.
pub async fn verify(backup: &Path, watcher: &mut dyn Watcher) -> anyhow::Result<(Vec<String>, i64)> {
    let listed = Manifest::read(backup)?;
    let mut wrong = files(backup, &listed, watcher)?;
    // A damaged description or database says nothing to rely on.
    if !wrong.is_empty() {
        return Ok((wrong, 0));
    }
    let about = about(backup)?;
    let copy = store::backup::open(&backup.join(DATABASE)).await?;
    watcher.begins("entries of the journal", Some(u64::try_from(about.entries)?));
    let walked = journal::verify(&copy, ORG, |done, _| watcher.reaches(u64::try_from(done).unwrap_or_default())).await;
    let entries = match walked {
        Ok(sound) => {
            if (sound.entries, &sound.head) != (about.entries, &about.head) {
                wrong.push(format!("The journal ends at entry {}, the backup says {}.", sound.entries, about.entries));
            }
            sound.entries
        }
        Err(Unverified::Broken(broken)) => {
            wrong.push(format!("The journal is broken at entry {}: {}.", broken.position, broken.what));
            broken.position - 1
        }
        Err(Unverified::Store(error)) => return Err(error.into()),
    };
    let kept: BTreeSet<&str> = listed.within(FOLDERS[0]).filter_map(|path| path.rsplit('/').next()).collect();
    for digest in create::named(&copy).await? {
        if about.bucket.is_none() && !kept.contains(digest.as_str()) && !about.missing.contains(&digest) {
            wrong.push(format!("Medium {digest} is named by a message and is not in the backup."));
        }
    }
    copy.close().await;
    Ok((wrong, entries))
}

fn files(backup: &Path, listed: &Manifest, watcher: &mut dyn Watcher) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    watcher.begins("files", Some(listed.0.len() as u64));
    for (done, (path, expected)) in listed.0.iter().enumerate() {
        let file = backup.join(path);
        if !file.is_file() {
            wrong.push(format!("{path} is missing."));
        } else if manifest::digest(&file)? != *expected {
            wrong.push(format!("{path} holds other bytes than the manifest says."));
        }
        watcher.reaches(done as u64 + 1);
    }
    for file in manifest::files(backup)? {
        let path = file.to_string_lossy();
        if path != super::MANIFEST && !listed.0.contains_key(path.as_ref()) {
            wrong.push(format!("{path} is not in the manifest."));
        }
    }
    Ok(wrong)
}
