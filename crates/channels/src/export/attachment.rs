//! Files that a message names, in the markers of both phones and in any language.

use crate::export::line::{Attachment, MediaKind};
use crate::export::marks::{is_mark, start_of, trim, without_marks};

/// An album has at most 100 pictures; they come as messages of their own, so few share one.
const FILES_MAX: usize = 100;

/// The files a body names, and the words that are left.
pub(super) struct Named {
    pub(super) files: Vec<String>,
    pub(super) caption: String,
}

/// Reads the files that a body names; `None` where it names none.
pub(super) fn read(words: &str) -> Option<Named> {
    if !words.contains('.') {
        return None;
    }
    apple(words).or_else(|| android(words)).or_else(|| bare(words))
}

/// The attachment of a file name.
pub(super) fn attachment(file: String) -> Attachment {
    let media = media_kind(&file);
    Attachment::File { file, media }
}

/// iPhone: `<attached: name.ext>`, anywhere in the body. Another language's word is known by the mark before it.
fn apple(words: &str) -> Option<Named> {
    let mut named = Named { files: Vec::new(), caption: String::new() };
    let mut rest = words;
    while named.files.len() < FILES_MAX
        && let Some(open) = rest.find('<')
    {
        let (before, from) = rest.split_at(open);
        named.caption.push_str(before);
        rest = match bracketed(from, before.ends_with(is_mark)) {
            Some((file, tail)) => {
                named.files.push(file);
                tail
            }
            None => {
                named.caption.push('<');
                &from[1..]
            }
        };
    }
    named.caption.push_str(rest);
    (!named.files.is_empty()).then_some(named)
}

fn bracketed(from: &str, is_marked: bool) -> Option<(String, &str)> {
    const WORD_MAX_CHARS: usize = 30;
    // A word and the longest file name.
    const MARKER_MAX_BYTES: usize = 400;
    let inside =
        &from[1..start_of(from, MARKER_MAX_BYTES).find(['>', '\n']).filter(|end| from[*end..].starts_with('>'))?];
    let (word, file) = inside.split_once(':')?;
    let is_word = matches!(
        trim(word),
        "attached"
            | "Anhang"
            | "anexado"
            | "adjunto"
            | "pièce jointe"
            | "allegato"
            | "bijgevoegd"
            | "terlampir"
            | "lampiran"
            | "dilampirkan"
            | "ekli"
            | "прикреплено"
            | "附件"
            | "مرفق"
            | "संलग्न"
    );
    if !(is_word || is_marked && word.chars().count() <= WORD_MAX_CHARS) {
        return None;
    }
    Some((file_name(file)?, &from[inside.len() + 2..]))
}

/// Android: `name.ext (file attached)`, the caption on the next lines.
fn android(words: &str) -> Option<Named> {
    let (line, caption) = words.split_once('\n').unwrap_or((words, ""));
    let (name, note) = trim(line).strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let file = file_name(name)?;
    (is_attached_note(&without_marks(note).to_lowercase()) || is_whatsapp_name(&file))
        .then(|| Named { files: vec![file], caption: caption.to_owned() })
}

fn is_attached_note(note: &str) -> bool {
    matches!(
        note,
        "file attached"
            | "datei angehängt"
            | "arquivo anexado"
            | "ficheiro anexado"
            | "archivo adjunto"
            | "fichier joint"
            | "file allegato"
            | "bestand bijgevoegd"
            | "file terlampir"
            | "berkas terlampir"
            | "fail dilampirkan"
            | "fail disertakan"
            | "dosya ekli"
            | "файл добавлен"
            | "文件附件"
            | "附件"
            | "檔案已附加"
            | "الملف مرفق"
            | "ملف مرفق"
            | "फ़ाइल संलग्न है"
            | "添付ファイル"
            | "파일 첨부됨"
            | "załączono plik"
    )
}

/// Only the name that WhatsApp itself gives a file, somewhere in a line of words.
fn bare(words: &str) -> Option<Named> {
    let name = words.split_whitespace().find(|word| is_whatsapp_name(trim(word)))?;
    Some(Named { files: vec![trim(name).to_owned()], caption: words.replacen(name, "", 1) })
}

/// `IMG-20260811-WA0001.jpg` and its siblings.
fn is_whatsapp_name(name: &str) -> bool {
    let mut parts = name.splitn(3, '-');
    let (Some(prefix), Some(date), Some(count)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    matches!(prefix, "IMG" | "VID" | "PTT" | "AUD" | "STK" | "DOC")
        && date.len() == 8
        && date.bytes().all(|byte| byte.is_ascii_digit())
        && count.strip_prefix("WA").and_then(|tail| tail.split_once('.')).is_some_and(|(number, extension)| {
            !number.is_empty()
                && number.bytes().all(|byte| byte.is_ascii_digit())
                && (2..=5).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A plain file name with an extension; a name that leads elsewhere is none.
fn file_name(text: &str) -> Option<String> {
    const NAME_MAX_BYTES: usize = 255;
    let name = without_marks(trim(text)).into_owned();
    let is_plain =
        !name.is_empty() && name.len() <= NAME_MAX_BYTES && !name.contains(['/', '\\', '\0']) && name != "..";
    let (stem, extension) = name.rsplit_once('.')?;
    let is_named = !stem.is_empty() && !extension.is_empty() && !extension.contains(char::is_whitespace);
    (is_plain && is_named).then_some(name)
}

/// What a file is, by the name WhatsApp gave it and its extension.
pub(super) fn media_kind(file: &str) -> MediaKind {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let has = |apple: &str, android: &str| file.contains(apple) || file.starts_with(android);
    match extension.as_str() {
        _ if has("-STICKER-", "STK-") => MediaKind::Sticker,
        _ if has("-GIF-", "GIF-") => MediaKind::Gif,
        _ if file.starts_with("PTT-") => MediaKind::Voice,
        _ if file.starts_with("DOC-") => MediaKind::Document,
        "opus" => MediaKind::Voice,
        "jpg" | "jpeg" | "png" | "heic" | "bmp" | "tif" | "tiff" => MediaKind::Image,
        "webp" => MediaKind::Sticker,
        "gif" => MediaKind::Gif,
        "mp4" | "mov" | "3gp" | "mkv" | "avi" | "webm" | "m4v" => MediaKind::Video,
        "m4a" | "mp3" | "aac" | "amr" | "ogg" | "wav" | "flac" => MediaKind::Audio,
        _ if has("-PHOTO-", "IMG-") => MediaKind::Image,
        _ if has("-VIDEO-", "VID-") => MediaKind::Video,
        _ if has("-AUDIO-", "AUD-") => MediaKind::Audio,
        _ => MediaKind::Document,
    }
}
