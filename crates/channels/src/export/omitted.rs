//! The notes that stand for media in an export without it.

use crate::export::line::MediaKind::{self, Audio, Document, Gif, Image, Sticker, Video, Voice};
use crate::export::marks::{is_mark, is_marked, trim, without_marks};

/// What was left out, and the words sent along.
pub(super) struct Omitted {
    pub(super) what: Left,
    /// A document's name, where the note carries it.
    pub(super) name: Option<String>,
    pub(super) caption: String,
}

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Anything,
    Media(MediaKind),
    ContactCard,
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
    Some(Omitted { what, name: None, caption: caption.to_owned() })
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

/// Android, and iPhones of some languages: one note for everything.
fn bracketed_note(lower: &str) -> Option<Left> {
    let is_note = matches!(
        lower.trim(),
        "media omitted"
            | "medien ausgeschlossen"
            | "multimedia omitido"
            | "mídia oculta"
            | "arquivo de mídia oculto"
            | "ficheiro não revelado"
            | "ficheiro multimédia oculto"
            | "médias omis"
            | "média omis"
            | "media omessi"
            | "media omesso"
            | "media weggelaten"
            | "media tidak disertakan"
            | "media dikecualikan"
            | "media diabaikan"
            | "medya dahil edilmedi"
            | "без медиафайлов"
            | "файл пропущен"
            | "media uteslutet"
            | "pominięto multimedia"
            | "忽略多媒体文件"
            | "媒体文件已忽略"
            | "省略多媒體檔"
            | "已忽略媒體檔"
            | "メディアは含まれていません"
            | "미디어 파일 제외됨"
            | "تم استبعاد الوسائط"
            | "تم حذف الوسائط"
            | "मीडिया छोड़ा गया"
            | "मीडिया के बिना"
            | "media utelämnad"
            | "se omitió multimedia"
            | "archivo omitido"
            | "medier udeladt"
            | "media jätettiin pois"
    );
    if is_note { Some(Left::Anything) } else { plain_note(lower.trim()) }
}

fn plain_note(lower: &str) -> Option<Left> {
    NOTES.iter().find(|(_, notes)| notes.contains(&lower)).map(|(what, _)| *what)
}

/// The notes of iPhones, one for each kind.
const NOTES: [(Left, &[&str]); 8] = [
    (
        Left::Media(Image),
        &[
            "image omitted",
            "photo omitted",
            "imagem ocultada",
            "imagem omitida",
            "imagen omitida",
            "bild weggelassen",
            "image absente",
            "image omise",
            "immagine omessa",
            "gambar tidak disertakan",
            "gambar dikecualikan",
            "gambar diabaikan",
            "afbeelding weggelaten",
            "görüntü dahil edilmedi",
            "изображение отсутствует",
            "图像已忽略",
            "图片已忽略",
            "忽略图片",
            "تم استبعاد الصورة",
        ],
    ),
    (
        Left::Media(Video),
        &[
            "video omitted",
            "video note omitted",
            "vídeo ocultado",
            "vídeo omitido",
            "video omitido",
            "video weggelassen",
            "vidéo absente",
            "vidéo omise",
            "video omesso",
            "video tidak disertakan",
            "video dikecualikan",
            "video diabaikan",
            "video weggelaten",
            "video dahil edilmedi",
            "видео отсутствует",
            "视频已忽略",
            "忽略视频",
            "تم استبعاد الفيديو",
        ],
    ),
    (
        Left::Media(Audio),
        &[
            "audio omitted",
            "áudio ocultado",
            "áudio omitido",
            "audio omitido",
            "audio weggelassen",
            "audio absent",
            "audio omis",
            "audio omesso",
            "audio tidak disertakan",
            "audio dikecualikan",
            "audio diabaikan",
            "audio weggelaten",
            "ses dahil edilmedi",
            "аудиофайл отсутствует",
            "音频已忽略",
            "忽略音频",
            "تم استبعاد المقطع الصوتي",
        ],
    ),
    (Left::Media(Voice), &["voice message omitted", "mensagem de voz ocultada", "sprachnachricht weggelassen"]),
    (
        Left::Media(Sticker),
        &[
            "sticker omitted",
            "figurinha omitida",
            "figurinha ocultada",
            "sticker omitido",
            "sticker weggelassen",
            "sticker absent",
            "sticker omis",
            "sticker non incluso",
            "sticker omesso",
            "stiker tidak disertakan",
            "stiker dikecualikan",
            "stiker diabaikan",
            "sticker weggelaten",
            "çıkartma dahil edilmedi",
            "стикер отсутствует",
            "贴图已忽略",
            "忽略贴图",
        ],
    ),
    (
        Left::Media(Gif),
        &[
            "gif omitted",
            "gif ocultado",
            "gif omitido",
            "gif weggelassen",
            "gif retiré",
            "gif absent",
            "gif omesso",
            "gif esclusa",
            "gif tidak disertakan",
            "gif dikecualikan",
            "gif weggelaten",
            "gif отсутствует",
            "gif 已忽略",
        ],
    ),
    (
        Left::Media(Document),
        &[
            "document omitted",
            "documento ocultado",
            "documento omitido",
            "dokument weggelassen",
            "document absent",
            "document omis",
            "documento omesso",
            "dokumen tidak disertakan",
            "dokumen dikecualikan",
            "dokumen diabaikan",
            "document weggelaten",
            "belge dahil edilmedi",
            "документ отсутствует",
            "文档已忽略",
            "文件已忽略",
            "忽略文档",
        ],
    ),
    (
        Left::ContactCard,
        &[
            "contact card omitted",
            "cartão de contato ocultado",
            "cartão de contacto omitido",
            "tarjeta de contacto omitida",
            "kontaktkarte ausgelassen",
            "kontaktkarte weggelassen",
            "carte de contact absente",
            "scheda contatto omessa",
            "kartu kontak tidak disertakan",
            "kad kenalan dikecualikan",
            "kad kenalan diabaikan",
            "contactkaart weggelaten",
            "联系人卡片已忽略",
        ],
    ),
];
