//! The notes that stand for media in an export without it.

use crate::export::left::{Left, bracketed_note, plain_note};
use crate::export::marks::{is_mark, is_marked, trim, without_marks};

/// What was left out, and the words sent along.
pub(super) struct Omitted {
    pub(super) what: Left,
    /// A document's name, where the note carries it.
    pub(super) name: Option<String>,
    pub(super) caption: String,
}

/// Longer than any note; what is longer is prose.
const NOTE_MAX_BYTES: usize = 80;

/// Reads a note of omitted media: alone on the first line, or after a mark at the end of the body.
pub(super) fn read(words: &str) -> Option<Omitted> {
    on_first_line(words).or_else(|| at_end(words)).or_else(|| unmarked_document(words))
}

fn on_first_line(words: &str) -> Option<Omitted> {
    let (line, caption) = words.split_once('\n').unwrap_or((words, ""));
    let what = note(line)?;
    match repeated_name(caption) {
        Some(name) => Some(Omitted { what, name: Some(name), caption: String::new() }),
        None => Some(Omitted { what, name: None, caption: caption.to_owned() }),
    }
}

fn at_end(words: &str) -> Option<Omitted> {
    let tail = words.trim_end_matches(|letter: char| letter.is_whitespace() || is_mark(letter));
    let mark = tail.rfind(is_mark)?;
    let what = note(&tail[mark..])?;
    let before = &tail[..mark];
    match document_label(before) {
        Some(name) => Some(Omitted { what, name: Some(name), caption: String::new() }),
        None => Some(Omitted { what, name: None, caption: before.to_owned() }),
    }
}

/// The same from a file whose marks an editor has removed.
fn unmarked_document(words: &str) -> Option<Omitted> {
    if !words.contains(" • ") || words.contains('\n') || is_marked(words) {
        return None;
    }
    let plain = without_marks(trim(words));
    let (at, _) = plain.match_indices(' ').rev().take(3).find(|(at, _)| note(&plain[*at..]).is_some())?;
    let name = document_label(&plain[..at])?;
    Some(Omitted { what: note(&plain[at..])?, name: Some(name), caption: String::new() })
}

/// A document's name, which Android writes a second time where a caption would stand.
pub(super) fn repeated_name(caption: &str) -> Option<String> {
    let plain = without_marks(trim(caption));
    let (stem, extension) = plain.rsplit_once('.')?;
    let is_document = is_document(&extension.to_ascii_lowercase());
    (is_document && !stem.is_empty() && !plain.contains(['\n', '/', '\\'])).then(|| plain.clone().into_owned())
}

/// Whether a file of this extension, in lower case, is a document.
pub(super) fn is_document(extension: &str) -> bool {
    matches!(
        extension,
        "pdf"
            | "doc"
            | "docx"
            | "xls"
            | "xlsx"
            | "ppt"
            | "pptx"
            | "txt"
            | "csv"
            | "odt"
            | "ods"
            | "rtf"
            | "zip"
            | "dwg"
    )
}

/// The name in `report.pdf • 3 pages`, the label that an iPhone puts before a document.
pub(super) fn document_label(text: &str) -> Option<String> {
    let plain = without_marks(trim(text));
    let (name, rest) = plain.split_once(" • ").unwrap_or((&plain, ""));
    let (stem, extension) = name.rsplit_once('.')?;
    let is_name =
        !stem.is_empty() && (1..=5).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_label = is_name && !name.contains(['\n', '/', '\\']) && rest.chars().count() <= 30;
    (is_label && (!rest.is_empty() || is_marked(text))).then(|| name.to_owned())
}

fn note(line: &str) -> Option<Left> {
    let line = trim(line);
    if line.len() > NOTE_MAX_BYTES || line.is_empty() {
        return None;
    }
    let lower = without_marks(line).to_lowercase();
    match lower.strip_prefix('<') {
        Some(bracketed) => bracketed_note(bracketed.strip_suffix('>')?),
        None => plain_note(lower.trim_end_matches('.')),
    }
}
