//! Side evidence in a line's words: the date in a media file's name, and the language WhatsApp spoke.

use jiff::civil::Date;

use crate::export::marks::{is_marked, trim, trim_front};

/// The date in `IMG-20260811-WA0001.jpg` or `00000178-AUDIO-2025-07-23-13-35-12.opus`. Both are written by WhatsApp,
/// the year first whatever the language.
pub(super) fn date_in_name(words: &str) -> Option<Date> {
    words.match_indices("-20").find_map(|(at, _)| {
        let tail = &words.as_bytes()[at + 1..];
        packed_date(tail).or_else(|| dashed_date(tail))
    })
}

fn packed_date(tail: &[u8]) -> Option<Date> {
    if tail.get(8..11)? != b"-WA" {
        return None;
    }
    date(tail.get(..4)?, tail.get(4..6)?, tail.get(6..8)?)
}

fn dashed_date(tail: &[u8]) -> Option<Date> {
    if [4, 7, 10].iter().any(|at| tail.get(*at) != Some(&b'-')) {
        return None;
    }
    date(tail.get(..4)?, tail.get(5..7)?, tail.get(8..10)?)
}

fn date(year: &[u8], month: &[u8], day: &[u8]) -> Option<Date> {
    let number = |digits: &[u8]| -> Option<i16> {
        digits.iter().try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
    };
    let (month, day) = (i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?);
    Date::new(number(year)?, month, day).ok()
}

/// The language of WhatsApp's own words, where it is one that is written with the day first. English is not here:
/// it is written both ways.
pub(super) fn language(words: &str) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 38] = [
        ("<Mídia oculta>", "Portuguese"),
        ("<Arquivo de mídia oculto>", "Portuguese"),
        ("<Ficheiro não revelado>", "Portuguese"),
        ("(arquivo anexado)", "Portuguese"),
        ("(ficheiro anexado)", "Portuguese"),
        ("<anexado:", "Portuguese"),
        ("As mensagens e", "Portuguese"),
        ("Mensagem apagada", "Portuguese"),
        ("imagem ocultada", "Portuguese"),
        ("áudio ocultado", "Portuguese"),
        ("<Multimedia omitido>", "Spanish"),
        ("(archivo adjunto)", "Spanish"),
        ("<adjunto:", "Spanish"),
        ("Los mensajes y las llamadas", "Spanish"),
        ("imagen omitida", "Spanish"),
        ("<Medien ausgeschlossen>", "German"),
        ("(Datei angehängt)", "German"),
        ("<Anhang:", "German"),
        ("Nachrichten und Anrufe", "German"),
        ("Bild weggelassen", "German"),
        ("<Médias omis>", "French"),
        ("(fichier joint)", "French"),
        ("<pièce jointe", "French"),
        ("Les messages et les appels", "French"),
        ("<Media omessi>", "Italian"),
        ("(file allegato)", "Italian"),
        ("<allegato:", "Italian"),
        ("I messaggi e le chiamate", "Italian"),
        ("<Media tidak disertakan>", "Indonesian or Malay"),
        ("<Media dikecualikan>", "Malay"),
        ("Pesan dan panggilan", "Indonesian"),
        ("(file terlampir)", "Indonesian"),
        ("Mesej dan panggilan", "Malay"),
        ("(fail dilampirkan)", "Malay"),
        ("<Media weggelaten>", "Dutch"),
        ("Berichten en oproepen", "Dutch"),
        ("<Medya dahil edilmedi>", "Turkish"),
        ("<Без медиафайлов>", "Russian"),
    ];
    if let Some(language) = words.split_once(": ").and_then(|(_, said)| note_language(trim(said))) {
        return Some(language);
    }
    let words = speech(words)?;
    SIGNS.iter().find(|(sign, _)| words.contains(sign)).map(|(_, language)| *language)
}

/// The language of a note that is the whole message.
fn note_language(said: &str) -> Option<&'static str> {
    Some(match said.trim_end_matches('.') {
        "Esta mensagem foi apagada" | "Essa mensagem foi apagada" | "Você apagou esta mensagem" => "Portuguese",
        "Chamada de voz perdida" | "Chamada de vídeo perdida" | "Foto de visualização única" => "Portuguese",
        "Se eliminó este mensaje" | "Eliminaste este mensaje" => "Spanish",
        "Diese Nachricht wurde gelöscht" | "Du hast diese Nachricht gelöscht" => "German",
        "Ce message a été supprimé" => "French",
        "Questo messaggio è stato eliminato" => "Italian",
        "Pesan ini telah dihapus" | "Pesan ini dihapus" => "Indonesian",
        "Mesej ini telah dipadam" | "Mesej ini telah dipadamkan" => "Malay",
        "Dit bericht is verwijderd" => "Dutch",
        "Bu mesaj silindi" => "Turkish",
        "Данное сообщение удалено" => "Russian",
        _ => return None,
    })
}

/// The words of a line that may be WhatsApp's own: after the sender, marked or in brackets, or with no sender.
fn speech(words: &str) -> Option<&str> {
    let Some((_, said)) = words.split_once(": ") else {
        return Some(words);
    };
    let is_own = is_marked(said) || trim_front(said).starts_with('<') || said.trim_end().ends_with([')', '>']);
    is_own.then_some(said)
}
