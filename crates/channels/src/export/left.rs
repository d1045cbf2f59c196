//! The wording of the notes for omitted media, by language; all in lower case, as they are compared.

use crate::export::line::MediaKind::{self, Audio, Document, Gif, Image, Sticker, Video, Voice};

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Left {
    Anything,
    Media(MediaKind),
    ContactCard,
}

/// Android, and iPhones of some languages: one note for everything.
pub(super) fn bracketed_note(lower: &str) -> Option<Left> {
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

/// A note that names a kind.
pub(super) fn plain_note(lower: &str) -> Option<Left> {
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
