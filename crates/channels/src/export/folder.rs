//! An export as plain files: a text with its media beside it.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::export::archive::ENTRIES_MAX;
use crate::export::error::ExportError;
use crate::export::media::Media;
use crate::export::name;

/// A chat text on disk.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) text: PathBuf,
}

impl Folder {
    /// Finds the chat text in a folder.
    pub(super) fn open(folder: &Path) -> Result<Folder, ExportError> {
        let mut best: Option<(u8, PathBuf)> = None;
        let mut rival: Option<PathBuf> = None;
        for path in files(folder)? {
            let Some(rank) = path.file_name().and_then(|file_name| name::text_rank(&file_name.to_string_lossy()))
            else {
                continue;
            };
            match &best {
                Some((best_rank, _)) if *best_rank < rank => {}
                Some((best_rank, _)) if *best_rank == rank => rival = Some(path),
                Some(_) | None => (best, rival) = (Some((rank, path)), None),
            }
        }
        let file = folder.to_path_buf();
        match (best, rival) {
            (None, _) => Err(ExportError::NoChatText { file, hint: NO_TEXT_HINT }),
            (Some((_, text)), None) => Ok(Folder { text }),
            (Some((_, first)), Some(second)) => {
                let shown = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                Err(ExportError::SeveralChats { file, first: shown(&first), second: shown(&second) })
            }
        }
    }

    /// The text as a stream of bytes.
    pub(super) fn read_text(&self) -> Result<Box<dyn Read + Send>, ExportError> {
        let file = File::open(&self.text).map_err(|source| ExportError::from_read(&self.text, source))?;
        Ok(Box::new(file))
    }

    /// Where a media file lies; a link is not followed, because it may lead anywhere.
    fn locate(&self, file_name: &str) -> Option<(PathBuf, u64)> {
        let is_plain =
            !file_name.is_empty() && !file_name.contains(['/', '\\', '\0']) && !matches!(file_name, "." | "..");
        if !is_plain {
            return None;
        }
        let path = self.text.parent()?.join(file_name);
        let found = fs::symlink_metadata(&path).ok()?;
        found.is_file().then_some((path, found.len()))
    }

    pub(super) fn holds(&self, file_name: &str) -> bool {
        self.locate(file_name).is_some()
    }

    pub(super) fn media(&self, file_name: &str) -> Result<Option<Media>, ExportError> {
        let Some((path, size_bytes)) = self.locate(file_name) else {
            return Ok(None);
        };
        let file = File::open(&path).map_err(|source| ExportError::from_read(&path, source))?;
        Media::new(&path, file_name, size_bytes, Box::new(file)).map(Some)
    }
}

const NO_TEXT_HINT: &str = "If it holds zip files, give one of those; otherwise export the chat again.";

/// The files right in a folder, in order of their names.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, ExportError> {
    let read = fs::read_dir(folder).map_err(|source| ExportError::from_read(folder, source))?;
    let mut files = Vec::new();
    for (count, entry) in read.enumerate() {
        if count == ENTRIES_MAX {
            return Err(ExportError::TooManyEntries { file: folder.to_path_buf(), max: ENTRIES_MAX });
        }
        let entry = entry.map_err(|source| ExportError::from_read(folder, source))?;
        if entry.file_type().is_ok_and(|kind| kind.is_file()) {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}
