//! An export as a zip file: finds the chat text and the media, and trusts no name, size or ratio it states.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::export::entry::{self, Entry, Packing};
use crate::export::error::ExportError;
use crate::export::media::Media;
use crate::export::name;

/// WhatsApp exports at most 10,000 messages with media.
pub(super) const ENTRIES_MAX: usize = 20_000;

/// Far above what a phone can hold of one chat, and what an importer should be asked to unpack.
const TOTAL_MAX_BYTES: u64 = 16 << 30;

/// A zip that has been looked through; nothing of it is unpacked.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    text: Entry,
    media: HashMap<String, Entry>,
}

impl Archive {
    pub(super) fn open(path: &Path) -> Result<Archive, ExportError> {
        let mut file = File::open(path).map_err(|source| ExportError::from_read(path, source))?;
        entry::check_count(&mut file, path, ENTRIES_MAX)?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(path, error))?;
        if archive.len() > ENTRIES_MAX {
            return Err(ExportError::TooManyEntries { file: path.to_path_buf(), max: ENTRIES_MAX });
        }
        let entries = listed(&archive, path)?;
        let total = entries.iter().map(|entry| entry.size_bytes).fold(0, u64::saturating_add);
        if total > TOTAL_MAX_BYTES {
            let (file, what) = (path.to_path_buf(), "what it unpacks to".to_owned());
            return Err(ExportError::TooLarge { file, what, max_bytes: TOTAL_MAX_BYTES });
        }
        let text = chat_text(&entries, path)?;
        text.check(path)?;
        let folder = folder_of(&text.name).to_owned();
        let mut media = HashMap::new();
        let (beside, elsewhere): (Vec<Entry>, Vec<Entry>) = entries
            .into_iter()
            .filter(|entry| entry.name != text.name)
            .partition(|entry| folder_of(&entry.name) == folder);
        for entry in beside.into_iter().chain(elsewhere) {
            media.entry(base_name(&entry.name).to_owned()).or_insert(entry);
        }
        Ok(Archive { path: path.to_path_buf(), text, media })
    }

    /// The name of the chat text, without folders.
    pub(super) fn text_name(&self) -> &str {
        base_name(&self.text.name)
    }

    /// The text as a stream of bytes, checked as it is read.
    pub(super) fn read_text(&self) -> Result<Box<dyn Read + Send>, ExportError> {
        self.text.read(&self.path)
    }

    pub(super) fn holds(&self, file_name: &str) -> bool {
        self.media.contains_key(file_name)
    }

    pub(super) fn media(&self, file_name: &str) -> Result<Option<Media>, ExportError> {
        let Some(entry) = self.media.get(file_name) else {
            return Ok(None);
        };
        entry.check(&self.path)?;
        Media::new(&self.path, file_name, entry.size_bytes, entry.read(&self.path)?).map(Some)
    }
}

fn damaged(path: &Path, error: ZipError) -> ExportError {
    match error {
        ZipError::Io(source) if source.kind() != std::io::ErrorKind::UnexpectedEof => {
            ExportError::from_read(path, source)
        }
        other => ExportError::Damaged { file: path.to_path_buf(), reason: other.to_string() },
    }
}

fn listed<R: Read + std::io::Seek>(archive: &ZipArchive<R>, path: &Path) -> Result<Vec<Entry>, ExportError> {
    let mut entries = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| damaged(path, error))?;
        let name = entry.name().map_err(|error| damaged(path, error))?.replace('\\', "/");
        if leads_out(&name) {
            return Err(ExportError::Escapes { file: path.to_path_buf(), entry: name });
        }
        // The second tree that a Mac puts into a zip holds no content.
        let is_content = entry.is_file() && !name.starts_with("__MACOSX/");
        if is_content {
            entries.push(Entry {
                name,
                start: entry.header_start(),
                packed_bytes: entry.compressed_size(),
                size_bytes: entry.size(),
                checksum: entry.crc32(),
                packing: Packing::of(entry.compression()),
                is_encrypted: entry.encrypted(),
            });
        }
    }
    Ok(entries)
}

/// Whether a name could reach outside a folder it were unpacked to. We never unpack by name, but a zip with such a
/// name was made to harm.
fn leads_out(name: &str) -> bool {
    let has_drive = name.as_bytes().get(1) == Some(&b':') && name.as_bytes()[0].is_ascii_alphabetic();
    has_drive || name.starts_with('/') || name.contains('\0') || name.split('/').any(|part| part == "..")
}

fn base_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn folder_of(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The text nearest the root among those named most like a chat's.
fn chat_text(entries: &[Entry], path: &Path) -> Result<Entry, ExportError> {
    let mut texts: Vec<((u8, usize), &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let rank = name::text_rank(base_name(&entry.name))?;
            Some(((rank, entry.name.matches('/').count()), entry))
        })
        .collect();
    texts.sort_by(|one, other| (one.0, &one.1.name).cmp(&(other.0, &other.1.name)));
    match texts.as_slice() {
        [] => {
            let has_zip = entries.iter().any(|entry| entry.name.to_ascii_lowercase().ends_with(".zip"));
            let hint = if has_zip { "It holds zip files: unpack it and give those." } else { "Export the chat again." };
            Err(ExportError::NoChatText { file: path.to_path_buf(), hint })
        }
        [(rank, first), (next_rank, second), ..] if rank == next_rank => Err(ExportError::SeveralChats {
            file: path.to_path_buf(),
            first: first.name.clone(),
            second: second.name.clone(),
        }),
        [(_, text), ..] => Ok((*text).clone()),
    }
}
