//! Files that a message names, in the markers of both phones and in any language.

use crate::export::line::{Attachment, MediaKind};
use crate::export::marks::{is_mark, start_of, trim, without_marks};
use crate::export::omitted;

/// An album has at most 100 pictures; they come as messages of their own, so few share one.
const FILES_MAX: usize = 100;

/// The files a body names, and the words that are left.
pub(super) struct Named {
    /// Never empty.
    pub(super) attachments: Vec<Attachment>,
    pub(super) caption: String,
}

/// Reads the files that a body names; `None` where it names none.
pub(super) fn read(words: &str) -> Option<Named> {
    let in_brackets = if words.contains('<') { apple(words) } else { None };
    if in_brackets.is_some() || !words.contains('.') {
        return in_brackets;
    }
    android(words).or_else(|| bare(words))
}

/// iPhone: `<attached: name.ext>`, anywhere in the body. Another language's word is known by the mark before it.
fn apple(words: &str) -> Option<Named> {
    let mut named = Named { attachments: Vec::new(), caption: String::new() };
    let mut rest = words;
    while named.attachments.len() < FILES_MAX
        && let Some(open) = rest.find('<')
    {
        let (before, from) = rest.split_at(open);
        named.caption.push_str(before);
        rest = match bracketed(from, before.ends_with(is_mark)) {
            Some((attachment, tail)) => {
                named.attachments.push(attachment);
                tail
            }
            None => {
                named.caption.push('<');
                &from[1..]
            }
        };
    }
    named.caption.push_str(rest);
    (!named.attachments.is_empty()).then_some(named)
}

fn bracketed(from: &str, is_marked: bool) -> Option<(Attachment, &str)> {
    const WORD_MAX_CHARS: usize = 30;
    // A word and the longest file name.
    const MARKER_MAX_BYTES: usize = 400;
    // No name has a bracket in it but one made to harm, and two tags make four.
    const ENDS_MAX: usize = 5;
    let near = start_of(from, MARKER_MAX_BYTES);
    let line = &near[1..near.find('\n').unwrap_or(near.len())];
    let (word, name) = line.split_once(':')?;
    let is_known = is_attached_word(trim(word));
    if word.contains('>') || !(is_known || is_marked && word.chars().count() <= WORD_MAX_CHARS) {
        return None;
    }
    let tail = |end: usize| &from[1 + word.len() + 1 + end + 1..];
    let ends = || name.match_indices('>').map(|(end, _)| end).take(if is_marked { ENDS_MAX } else { 1 });
    if let Some((attachment, end)) = ends().find_map(|end| Some((named(&name[..end])?, end))) {
        return Some((attachment, tail(end)));
    }
    // The phone itself says that there is a file, whatever stands for its name.
    let end = ends().next().filter(|_| is_known && is_marked)?;
    Some((Attachment::Omitted { media: None, name: None }, tail(end)))
}

fn is_attached_word(word: &str) -> bool {
    matches!(
        word,
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
    )
}

/// Android: `name.ext (file attached)`, the caption on the next lines.
fn android(words: &str) -> Option<Named> {
    let (line, caption) = words.split_once('\n').unwrap_or((words, ""));
    let (name, note) = trim(line).strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let attachment = named(name)?;
    let is_whatsapps = matches!(&attachment, Attachment::File { file, .. } if is_whatsapp_name(file));
    (is_attached_note(&without_marks(note).to_lowercase()) || is_whatsapps)
        .then(|| Named { attachments: vec![attachment], caption: caption.to_owned() })
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
    let file = trim(name).to_owned();
    let attachments = vec![Attachment::File { media: media_kind(&file), file }];
    Some(Named { attachments, caption: words.replacen(name, "", 1) })
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

/// A file by its plain name with an extension. A name that leads elsewhere or was made to harm names no file of the
/// export: what is left of it without its path is only shown.
fn named(text: &str) -> Option<Attachment> {
    const NAME_MAX_BYTES: usize = 255;
    let name = without_marks(trim(text)).into_owned();
    let (stem, extension) = name.rsplit_once('.')?;
    if stem.is_empty() || extension.is_empty() || extension.contains(|letter: char| letter.is_whitespace()) {
        return None;
    }
    if name.len() <= NAME_MAX_BYTES && !name.contains(is_odd) {
        return Some(Attachment::File { media: media_kind(&name), file: name });
    }
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (stem, extension) = last.rsplit_once('.')?;
    let is_extension = !extension.is_empty() && extension.chars().all(char::is_alphanumeric);
    let media = is_extension.then(|| kind_of_extension(&extension.to_ascii_lowercase())).flatten();
    let plain: String = last.chars().filter(|letter| !is_odd(*letter) && *letter != '"').collect();
    let is_name = is_extension && stem.chars().any(char::is_alphanumeric) && plain.len() <= NAME_MAX_BYTES;
    Some(Attachment::Omitted { media, name: is_name.then(|| trim(&plain).to_owned()) })
}

/// What no phone writes into a file name.
fn is_odd(letter: char) -> bool {
    matches!(letter, '/' | '\\' | '<' | '>') || letter.is_control()
}

/// What a file is, by the name WhatsApp gave it and its extension.
fn media_kind(file: &str) -> MediaKind {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    let has = |apple: &str, android: &str| file.contains(apple) || file.starts_with(android);
    match kind_of_extension(&extension) {
        _ if has("-STICKER-", "STK-") => MediaKind::Sticker,
        _ if has("-GIF-", "GIF-") => MediaKind::Gif,
        _ if file.starts_with("PTT-") => MediaKind::Voice,
        _ if file.starts_with("DOC-") => MediaKind::Document,
        Some(kind) => kind,
        None if has("-PHOTO-", "IMG-") => MediaKind::Image,
        None if has("-VIDEO-", "VID-") => MediaKind::Video,
        None if has("-AUDIO-", "AUD-") => MediaKind::Audio,
        None => MediaKind::Document,
    }
}

fn kind_of_extension(lower: &str) -> Option<MediaKind> {
    Some(match lower {
        "opus" => MediaKind::Voice,
        "jpg" | "jpeg" | "png" | "heic" | "bmp" | "tif" | "tiff" => MediaKind::Image,
        "webp" => MediaKind::Sticker,
        "gif" => MediaKind::Gif,
        "mp4" | "mov" | "3gp" | "mkv" | "avi" | "webm" | "m4v" => MediaKind::Video,
        "m4a" | "mp3" | "aac" | "amr" | "ogg" | "wav" | "flac" => MediaKind::Audio,
        _ if omitted::is_document(lower) => MediaKind::Document,
        _ => return None,
    })
}
