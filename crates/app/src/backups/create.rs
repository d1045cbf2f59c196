//! Making a backup of an installation that goes on working meanwhile.

use super::manifest::{self, Manifest};
use super::{ABOUT, About, DATABASE, FOLDERS, FORMAT, INCOMING, NAME, Watcher, listed};
use crate::chance;
use crate::home::{ORG, Place};
use anyhow::Context as _;
use domain::id::{Digest, OrgId};
use domain::time::Zone;
use std::fs::File;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use store::Db;

/// A key or a file of settings is small; anything larger at the top of a data folder is neither.
const KEPT_MAX_BYTES: u64 = 1 << 20;
/// Held while a backup is made, so that two do not build at once.
const LOCK: &str = ".lock";

/// A backup that was made.
#[derive(Debug)]
pub struct Created {
    /// Where.
    pub path: PathBuf,
    /// What it says of itself.
    pub about: About,
    /// Files in its folders, and how many of them an earlier backup had.
    pub files: u64,
    /// Those taken over from an earlier backup.
    pub linked: u64,
    /// What was found wrong with the original.
    pub faults: Vec<String>,
    /// Older backups that were deleted.
    pub deleted: u64,
}

/// A backup on its way.
struct Building<'a> {
    path: PathBuf,
    earlier: Option<PathBuf>,
    manifest: Manifest,
    files: u64,
    linked: u64,
    faults: Vec<String>,
    watcher: &'a mut dyn Watcher,
}

/// Makes a backup in a folder of backups, and afterwards deletes those beyond the newest `keep`: none while media
/// are missing, of which an older one may hold the last copy.
///
/// The database is copied first: media are kept before anything names them, so all that it names are there to be copied.
///
/// # Errors
/// When something cannot be read or written; there is then no new backup, and all others are as they were.
pub async fn create(
    place: &Place,
    folder: &Path,
    keep: Option<usize>,
    watcher: &mut dyn Watcher,
) -> anyhow::Result<Created> {
    let is_there = place.database_url.is_some() || place.data.join(DATABASE).is_file();
    anyhow::ensure!(is_there, "there is nothing to back up in {}; say --data", place.data.display());
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let _lock = lock(folder)?;
    delete_broken_off(folder)?;
    let now = chance::now().in_zone(&Zone::utc());
    let name = format!("{NAME}{}Z", now.strftime("%Y-%m-%d-%H%M%S"));
    let target = folder.join(&name);
    anyhow::ensure!(!target.exists(), "{} is there already; wait a second", target.display());
    let path = folder.join(format!("{INCOMING}{name}"));
    std::fs::create_dir(&path)?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700))?;
    let earlier = listed(folder)?.pop();
    let mut building =
        Building { path, earlier, manifest: Manifest::default(), files: 0, linked: 0, faults: Vec::new(), watcher };
    let about = match building.fill(place, now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()).await {
        Ok(about) => about,
        Err(error) => {
            std::fs::remove_dir_all(&building.path)?;
            return Err(error);
        }
    };
    std::fs::rename(&building.path, &target).with_context(|| format!("cannot write {}", target.display()))?;
    File::open(folder)?.sync_all()?;
    let Building { files, linked, faults, .. } = building;
    let keep = keep.filter(|_| about.missing.is_empty());
    let deleted = keep.map_or(Ok(0), |keep| delete_older(folder, keep))?;
    Ok(Created { path: target, about, files, linked, faults, deleted })
}

impl Building<'_> {
    async fn fill(&mut self, place: &Place, made_at: String) -> anyhow::Result<About> {
        let (entries, head, named) = self.database(place).await?;
        let bucket = place.bucket();
        if bucket.is_none() {
            self.folder(FOLDERS[0], &place.media()?)?;
        }
        self.folder(FOLDERS[1], &place.data.join(FOLDERS[1]))?;
        let digest = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let kept: std::collections::BTreeSet<String> = self.manifest.within(FOLDERS[0]).map(digest).collect();
        let mut missing = Vec::new();
        for digest in named.into_iter().filter(|digest| bucket.is_none() && !kept.contains(digest)) {
            if !self.take_over(&digest)? {
                missing.push(digest);
            }
        }
        self.faults.extend(missing.iter().map(|digest| format!("Medium {digest} is not there, or not whole.")));
        self.keys(&place.data)?;
        let laksana = env!("CARGO_PKG_VERSION").to_owned();
        let about = About { format: FORMAT, made_at, laksana, entries, head, missing, bucket };
        manifest::write_new(&self.path.join(ABOUT), &serde_json::to_vec_pretty(&about)?)?;
        self.list(ABOUT)?;
        self.manifest.write(&self.path)?;
        manifest::sync(&self.path)?;
        Ok(about)
    }

    /// Copies the database. Entries, the head's digest, and every medium that is named.
    async fn database(&mut self, place: &Place) -> anyhow::Result<(i64, String, Vec<String>)> {
        self.watcher.begins("rows of the database", None);
        let db = place.connect().await?;
        let to = self.path.join(DATABASE);
        let watcher = &mut *self.watcher;
        store::backup::write(&db, &to, &mut |rows| watcher.reaches(rows)).await?;
        db.close().await;
        std::fs::set_permissions(&to, std::fs::Permissions::from_mode(0o600))?;
        let copy = store::backup::open(&to).await?;
        let head = store::journal::head(&copy, ORG)
            .await?
            .context("there is nothing to back up: no journal was begun here")?;
        let named = named(&copy).await?;
        copy.close().await;
        self.list(DATABASE)?;
        Ok((head.position, head.digest, named))
    }

    /// Copies the files of a folder; what the backup before had of the same name and size is linked instead.
    fn folder(&mut self, name: &'static str, from: &Path) -> anyhow::Result<()> {
        if !from.is_dir() {
            return Ok(());
        }
        let files = manifest::files(from)?;
        let earlier = match &self.earlier {
            Some(earlier) => Manifest::read(earlier).unwrap_or_default(),
            None => Manifest::default(),
        };
        self.watcher.begins(name, Some(files.len() as u64));
        for (done, file) in files.into_iter().enumerate() {
            // What is not whole yet has no name of its own.
            if !file.starts_with("incoming") && file.extension().is_none_or(|end| end != "new") {
                self.file(name, from, &file, &earlier)?;
            }
            self.watcher.reaches(done as u64 + 1);
        }
        Ok(())
    }

    fn file(&mut self, name: &str, from: &Path, file: &Path, earlier: &Manifest) -> anyhow::Result<()> {
        let path = format!("{name}/{}", file.to_string_lossy());
        let (source, target) = (from.join(file), self.path.join(&path));
        // Erased since the folder was listed.
        let Ok(size) = std::fs::metadata(&source).map(|about| about.size()) else { return Ok(()) };
        let known = self.earlier.as_ref().map(|backup| backup.join(&path)).zip(earlier.0.get(&path).cloned());
        let same = known.filter(|(known, _)| std::fs::metadata(known).is_ok_and(|about| about.size() == size));
        manifest::make_folder_of(&target)?;
        let digest = match same {
            Some((known, digest)) if std::fs::hard_link(&known, &target).is_ok() => {
                self.linked += 1;
                digest
            }
            Some(_) | None => match manifest::copy(&source, &target) {
                Err(_) if !source.exists() => return Ok(()),
                digest => digest?,
            },
        };
        if name == FOLDERS[0] && !path.ends_with(&digest) {
            self.faults.push(format!("{} holds other bytes than its name says; it was left out.", source.display()));
            return Ok(std::fs::remove_file(&target)?);
        }
        self.files += 1;
        self.manifest.0.insert(path, digest);
        Ok(())
    }

    /// Takes a medium that the original lost from the backup before, where that one has it whole.
    fn take_over(&mut self, digest: &str) -> anyhow::Result<bool> {
        let Some(earlier) = self.earlier.clone() else { return Ok(false) };
        let listed = Manifest::read(&earlier).unwrap_or_default();
        let Some(path) = listed.within(FOLDERS[0]).find(|path| path.ends_with(digest)).map(str::to_owned) else {
            return Ok(false);
        };
        let (known, target) = (earlier.join(&path), self.path.join(&path));
        if manifest::digest(&known).ok().as_deref() != Some(digest) {
            return Ok(false);
        }
        manifest::make_folder_of(&target)?;
        if std::fs::hard_link(&known, &target).is_err() {
            manifest::copy(&known, &target)?;
        }
        self.faults.push(format!("Medium {digest} is not there, or not whole; the backup before still had it."));
        (self.files, self.linked) = (self.files + 1, self.linked + 1);
        self.manifest.0.insert(path, digest.to_owned());
        Ok(true)
    }

    /// Copies the keys and settings: the small files at the top of the data folder that are not the database's.
    fn keys(&mut self, data: &Path) -> anyhow::Result<()> {
        for entry in std::fs::read_dir(data)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let about = entry.metadata()?;
            let is_ours = !name.starts_with(DATABASE) && !name.starts_with('.') && !name.contains(".key.");
            if about.is_file() && is_ours && about.size() <= KEPT_MAX_BYTES {
                let digest = manifest::copy(&entry.path(), &self.path.join(&name))?;
                self.manifest.0.insert(name, digest);
            }
        }
        Ok(())
    }

    fn list(&mut self, name: &str) -> anyhow::Result<()> {
        self.manifest.0.insert(name.to_owned(), manifest::digest(&self.path.join(name))?);
        Ok(())
    }
}

/// Every medium that messages in a copy name.
pub(super) async fn named(copy: &Db) -> anyhow::Result<Vec<String>> {
    let org = OrgId::new(ORG);
    let mut named = Vec::new();
    let mut after: Option<Digest> = None;
    loop {
        let page = store::read::media(copy, &org, after.as_ref()).await?;
        let Some(last) = page.last() else { return Ok(named) };
        after = Some(last.clone());
        named.extend(page.iter().map(|digest| digest.as_str().to_owned()));
    }
}

fn lock(folder: &Path) -> anyhow::Result<File> {
    let file = File::options().create(true).append(true).open(folder.join(LOCK))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => anyhow::bail!("another backup is being made in {}", folder.display()),
        Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Deletes what a program that died left behind.
fn delete_broken_off(folder: &Path) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(INCOMING) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// Deletes all but the newest; each loses its name first, so that none is ever half there under it.
fn delete_older(folder: &Path, keep: usize) -> anyhow::Result<u64> {
    let mut whole = listed(folder)?;
    whole.truncate(whole.len().saturating_sub(keep.max(1)));
    for path in &whole {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let going = folder.join(format!("{INCOMING}{name}"));
        std::fs::rename(path, &going)?;
        std::fs::remove_dir_all(&going)?;
    }
    Ok(whole.len() as u64)
}
