//! Media in a folder: `ab/cd/abcd..`, so that no folder grows large.

use super::{CHUNK_BYTES, Digest, Finding, INCOMING, Survey, file_error};
use crate::StoreError;
use crate::digest::hex;
use sha2::{Digest as _, Sha256};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where media of this name lies.
pub(super) fn path(root: &Path, digest: &Digest) -> PathBuf {
    let name = digest.as_str();
    root.join(&name[..2]).join(&name[2..4]).join(name)
}

/// Opens kept media.
pub(super) fn open(root: &Path, digest: &Digest) -> Result<File, StoreError> {
    let path = path(root, digest);
    match File::open(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::missing(digest)),
        outcome => outcome.map_err(|source| file_error("open", &path, source)),
    }
}

/// Reads a file through.
pub(super) fn finding(path: &Path, digest: &Digest) -> Result<Finding, StoreError> {
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

/// Reads every file through.
pub(super) fn survey(root: &Path, mut progress: impl FnMut(u64)) -> Result<Survey, StoreError> {
    let mut survey = Survey::default();
    for outer in listed(root)?.into_iter().filter(|path| !path.ends_with(INCOMING)) {
        for inner in folders_or(outer, &mut survey)? {
            for path in folders_or(inner, &mut survey)? {
                let name = path.file_name().and_then(|name| name.to_str()).and_then(Digest::parse);
                let found = name.map(|digest| finding(&path, &digest)).transpose()?;
                survey.take(path, found);
            }
        }
        progress(survey.whole + survey.changed.len() as u64);
    }
    Ok(survey)
}

/// Deletes media; false when there was none.
pub(super) fn remove(root: &Path, digest: &Digest) -> Result<bool, StoreError> {
    let path = path(root, digest);
    match fs::remove_file(&path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(source) => Err(file_error("delete", &path, source)),
    }
}

/// Deletes what was begun before an instant and never kept.
pub(super) fn sweep(root: &Path, before: SystemTime) -> Result<u64, StoreError> {
    let mut swept = 0;
    for path in listed(&root.join(INCOMING))? {
        // A file that is gone meanwhile was finished by who writes it.
        let Ok(written) = fs::metadata(&path).and_then(|about| about.modified()) else { continue };
        if written < before && fs::remove_file(&path).is_ok() {
            swept += 1;
        }
    }
    Ok(swept)
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
