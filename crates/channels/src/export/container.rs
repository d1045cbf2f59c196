//! An export as a person has it: a zip, a text, or a folder; which one is hidden from here on.

use std::fs;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use crate::export::archive::Archive;
use crate::export::chat::{HEADER_WITHIN_ROWS, Lines};
use crate::export::encoding;
use crate::export::error::ExportError;
use crate::export::evidence::Evidence;
use crate::export::finding::DateFinding;
use crate::export::folder::{self, Folder};
use crate::export::media::Media;
use crate::export::name;
use crate::export::order::DateOrder;
use crate::export::rows::Rows;
use crate::export::style::Style;
use crate::export::survey::Survey;

/// One exported chat, opened but not read.
#[derive(Debug)]
pub struct Export {
    path: PathBuf,
    name: String,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Folder(Folder),
    Archive(Archive),
}

impl Export {
    /// Opens a `.zip`, a `.txt` with its media beside it, or a folder that holds one chat.
    ///
    /// # Errors
    /// Every [`ExportError`] about containers: what is missing, damaged, encrypted, too large or made to harm.
    pub fn open(path: &Path) -> Result<Export, ExportError> {
        let kind = fs::metadata(path).map_err(|source| ExportError::from_read(path, source))?;
        let own_name = file_name(path);
        let lower = own_name.to_ascii_lowercase();
        let source = if kind.is_dir() {
            Source::Folder(Folder::open(path)?)
        } else if lower.ends_with(".zip") {
            Source::Archive(Archive::open(path)?)
        } else if lower.ends_with(".txt") {
            Source::Folder(Folder { text: path.to_path_buf() })
        } else {
            return Err(ExportError::NotAnExport { file: path.to_path_buf() });
        };
        let text_name = match &source {
            Source::Folder(folder) => file_name(&folder.text),
            Source::Archive(archive) => archive.text_name().to_owned(),
        };
        let outer_name = if lower == name::APPLE_TEXT { parent_name(path) } else { own_name };
        let name = name::chat_name(&text_name).unwrap_or_else(|| name::chat_name_or_stem(&outer_name));
        Ok(Export { path: path.to_path_buf(), name, source })
    }

    /// The exports at a path: the path itself, or the zips and texts right in a folder, in order of their names. A
    /// folder with an iPhone's `_chat.txt` is one export.
    ///
    /// # Errors
    /// [`ExportError::Io`], or [`ExportError::TooManyEntries`] in a folder of more than 20,000.
    pub fn find(path: &Path) -> Result<Vec<PathBuf>, ExportError> {
        let kind = fs::metadata(path).map_err(|source| ExportError::from_read(path, source))?;
        if !kind.is_dir() || path.join(name::APPLE_TEXT).is_file() {
            return Ok(vec![path.to_path_buf()]);
        }
        let files = folder::files(path)?;
        let is_zip = |file: &Path| file_name(file).to_ascii_lowercase().ends_with(".zip");
        let rank = |file: &Path| name::text_rank(&file_name(file));
        let has_named = files.iter().any(|file| rank(file) == Some(1));
        // Beside a text named like a chat, any other text is a document somebody sent.
        let is_chat = |file: &PathBuf| is_zip(file) || rank(file).is_some_and(|rank| rank == 1 || !has_named);
        Ok(files.into_iter().filter(is_chat).collect())
    }

    /// The chat's name, from the name of its file; the file's own where WhatsApp did not give it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same export under the name a person gives the chat. Ids depend on the name.
    #[must_use]
    pub fn named(self, name: &str) -> Export {
        Export { name: name.to_owned(), ..self }
    }

    /// Where it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the whole text once and says which date order it is in, and why.
    ///
    /// # Errors
    /// [`ExportError::NotAChat`], [`ExportError::Encoding`], [`ExportError::TooLarge`], [`ExportError::Damaged`],
    /// [`ExportError::Io`].
    pub fn date_finding(&self) -> Result<DateFinding, ExportError> {
        date_finding(self.text()?, &self.path)
    }

    /// The order to read in: the one said by a person, or else the one the file decides.
    ///
    /// # Errors
    /// Those of [`Export::date_finding`] and [`DateFinding::settle`].
    pub fn date_order(&self, said: Option<DateOrder>) -> Result<DateOrder, ExportError> {
        match said {
            Some(order) => Ok(order),
            None => self.date_finding()?.settle(None, &self.path),
        }
    }

    /// Reads the whole text once and counts what is in it.
    ///
    /// # Errors
    /// Those of [`Lines`].
    pub fn survey(&self, order: DateOrder) -> Result<Survey, ExportError> {
        Survey::of(self.lines(order)?, |file_name| self.holds(file_name))
    }

    /// The lines of the chat, read as they are asked for. After an error there are none.
    ///
    /// # Errors
    /// Those of opening the text: [`ExportError::Io`], [`ExportError::Damaged`], [`ExportError::Encoding`].
    pub fn lines(&self, order: DateOrder) -> Result<Lines, ExportError> {
        Ok(Lines::new(self.text()?, &self.path, &self.name, order))
    }

    /// Whether a media file is there.
    pub fn holds(&self, file_name: &str) -> bool {
        match &self.source {
            Source::Folder(folder) => folder.holds(file_name),
            Source::Archive(archive) => archive.holds(file_name),
        }
    }

    /// A media file as a stream, or `None` where it is not there. A name that is a path is never there.
    ///
    /// # Errors
    /// [`ExportError::TooLarge`] over 2 GiB, [`ExportError::Bomb`], [`ExportError::Encrypted`],
    /// [`ExportError::Packing`], [`ExportError::Damaged`], [`ExportError::Io`].
    pub fn media(&self, file_name: &str) -> Result<Option<Media>, ExportError> {
        match &self.source {
            Source::Folder(folder) => folder.media(file_name),
            Source::Archive(archive) => archive.media(file_name),
        }
    }

    fn text(&self) -> Result<Box<dyn BufRead + Send>, ExportError> {
        let bytes: Box<dyn Read + Send> = match &self.source {
            Source::Folder(folder) => folder.read_text()?,
            Source::Archive(archive) => archive.read_text()?,
        };
        encoding::as_utf8(bytes, &self.path)
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parent_name(path: &Path) -> String {
    path.parent().map(file_name).unwrap_or_default()
}

/// The first pass over a text.
pub(super) fn date_finding(text: Box<dyn BufRead + Send>, file: &Path) -> Result<DateFinding, ExportError> {
    let mut rows = Rows::new(text, file);
    let mut style = Style::default();
    let mut evidence = Evidence::default();
    while let Some(row) = rows.read()? {
        if let Some(header) = style.header(row.text) {
            evidence.see(row.number, header.date, header.rest);
        } else if evidence.first.is_none() && row.number > HEADER_WITHIN_ROWS {
            break;
        }
    }
    match evidence.first {
        Some(first) => Ok(DateFinding::conclude(&evidence, first)),
        None => Err(rows.not_a_chat()),
    }
}
