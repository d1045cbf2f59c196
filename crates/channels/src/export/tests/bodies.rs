//! What message bodies mean.

use super::messages;
use crate::export::line::{Attachment, Body, MediaKind, Message, PollOption, Said};

fn message(words: &str, is_apple: bool) -> Message {
    let head = if is_apple { "[12/03/2023, 09:15:02] " } else { "12/03/2023, 09:15 - " };
    let mut read = messages(&format!("{head}Ana: {words}\n"));
    assert_eq!(read.len(), 1, "{words}");
    read.remove(0)
}

fn android(words: &str) -> Body {
    message(words, false).body
}

fn apple(words: &str) -> Body {
    message(words, true).body
}

fn said(text: &str) -> Said {
    Said { text: text.to_owned(), mentions: Vec::new() }
}

fn file(file: &str, media: MediaKind, caption: &str) -> Body {
    let attachments = vec![Attachment::File { file: file.to_owned(), media }];
    Body::Media { attachments, caption: said(caption) }
}

fn omitted(media: Option<MediaKind>, name: Option<&str>, caption: &str) -> Body {
    let attachments = vec![Attachment::Omitted { media, name: name.map(str::to_owned) }];
    Body::Media { attachments, caption: said(caption) }
}

#[test]
fn files_are_read_with_their_kind_and_caption() {
    use MediaKind::{Audio, Document, Gif, Image, Sticker, Video, Voice};
    for (words, name, kind, caption) in [
        ("IMG-20260811-WA0001.jpg (file attached)", "IMG-20260811-WA0001.jpg", Image, ""),
        ("\u{200e}IMG-20260811-WA0001.jpg (file attached)\nleak here", "IMG-20260811-WA0001.jpg", Image, "leak here"),
        ("VID-20260811-WA0001.mp4 (Datei angehängt)", "VID-20260811-WA0001.mp4", Video, ""),
        ("PTT-20260811-WA0001.opus (arquivo anexado)", "PTT-20260811-WA0001.opus", Voice, ""),
        ("STK-20260811-WA0001.webp (archivo adjunto)", "STK-20260811-WA0001.webp", Sticker, ""),
        ("AUD-20260811-WA0001.m4a (file terlampir)", "AUD-20260811-WA0001.m4a", Audio, ""),
        ("IMG-20260811-WA0001.jpg (priložena datoteka)", "IMG-20260811-WA0001.jpg", Image, ""),
        ("Quote v2 (final).pdf (file attached)", "Quote v2 (final).pdf", Document, ""),
        ("Quote.pdf (file attached)\nQuote.pdf", "Quote.pdf", Document, ""),
        ("see IMG-20260811-WA0001.jpg now", "IMG-20260811-WA0001.jpg", Image, "see  now"),
    ] {
        assert_eq!(android(words), file(name, kind, caption), "{words}");
    }
    for (words, name, kind, caption) in [
        (
            "\u{200e}<attached: 00000178-AUDIO-2025-07-23-13-35-12.opus>",
            "00000178-AUDIO-2025-07-23-13-35-12.opus",
            Voice,
            "",
        ),
        ("\u{200e}<Anhang: blob.png>", "blob.png", Image, ""),
        ("<anexado: 1-GIF-2.mp4>", "1-GIF-2.mp4", Gif, ""),
        ("\u{200e}<pridané: 1-PHOTO-2.jpg>", "1-PHOTO-2.jpg", Image, ""),
        ("Leak \u{200e}<attached: 1-PHOTO-2.jpg>", "1-PHOTO-2.jpg", Image, "Leak"),
        ("\u{200e}<attached: 1-PHOTO-2.jpg>\nLeak <b>", "1-PHOTO-2.jpg", Image, "Leak <b>"),
        ("report.pdf • \u{200e}3 pages \u{200e}<attached: 0012-report.pdf>", "0012-report.pdf", Document, ""),
    ] {
        assert_eq!(apple(words), file(name, kind, caption), "{words}");
    }
}

#[test]
fn omitted_media_keep_what_is_known() {
    use MediaKind::{Audio, Document, Gif, Image, Sticker, Video};
    for (words, kind, name, caption) in [
        ("<Media omitted>", None, None, ""),
        ("<Media omitted>\nleak", None, None, "leak"),
        ("<Media omitted>\nQuote.pdf", None, Some("Quote.pdf"), ""),
        ("<Medien ausgeschlossen>", None, None, ""),
        ("<Multimedia omitido>", None, None, ""),
        ("<Mídia oculta>", None, None, ""),
        ("<Arquivo de mídia oculto>", None, None, ""),
        ("\u{200e}image omitted", Some(Image), None, ""),
        ("Leak \u{200e}image omitted", Some(Image), None, "Leak"),
        ("\u{200e}imagem ocultada", Some(Image), None, ""),
        ("\u{200e}áudio ocultado", Some(Audio), None, ""),
        ("\u{200e}figurinha omitida", Some(Sticker), None, ""),
        ("\u{200e}Bild weggelassen", Some(Image), None, ""),
        ("\u{200e}GIF omitted", Some(Gif), None, ""),
        ("\u{200e}video omitted", Some(Video), None, ""),
        ("\u{200e}report.pdf • \u{200e}3 pages \u{200e}document omitted", Some(Document), Some("report.pdf"), ""),
        ("report.pdf • 3 pages document omitted", Some(Document), Some("report.pdf"), ""),
        ("\u{200e}document omitted", Some(Document), None, ""),
    ] {
        assert_eq!(apple(words), omitted(kind, name, caption), "{words}");
        assert_eq!(android(words), omitted(kind, name, caption), "{words}");
    }
}

#[test]
fn a_name_that_leads_elsewhere_is_shown_and_names_no_file() {
    use MediaKind::{Document, Image};
    for (name, kind, shown) in [
        ("../secret.jpg", Some(Image), Some("secret.jpg")),
        ("../../etc.txt", Some(Document), Some("etc.txt")),
        ("C:\\a\\..\\b.JPG", Some(Image), Some("b.JPG")),
        ("\"><script>.jpg", Some(Image), Some("script.jpg")),
        ("/etc/x.unknown", None, Some("x.unknown")),
        ("../..jpg", Some(Image), None),
        ("../.jpg", Some(Image), None),
        ("a\u{7}b.png", Some(Image), Some("ab.png")),
    ] {
        assert_eq!(apple(&format!("\u{200e}<attached: {name}>")), omitted(kind, shown, ""), "{name}");
        assert_eq!(apple(&format!("look \u{200e}<attached: {name}>")), omitted(kind, shown, "look"), "{name}");
        assert_eq!(android(&format!("{name} (file attached)\nlook")), omitted(kind, shown, "look"), "{name}");
    }
    for name in ["..", "secret", "", "../"] {
        assert_eq!(apple(&format!("\u{200e}<attached: {name}>")), omitted(None, None, ""), "{name}");
    }
    let two = apple("\u{200e}<attached: ../a.jpg> \u{200e}<attached: b.jpg>");
    let away = Attachment::Omitted { media: Some(Image), name: Some("a.jpg".to_owned()) };
    let here = Attachment::File { file: "b.jpg".to_owned(), media: Image };
    assert_eq!(two, Body::Media { attachments: vec![away, here], caption: said("") });
    for words in ["<attached: see below>", "<attached: a> and <b.c>"] {
        assert_eq!(apple(words), Body::Text(said(words)), "{words}");
    }
}

#[test]
fn notes_in_a_persons_name_are_no_words_of_theirs() {
    for words in [
        "This message was deleted",
        "\u{200e}This message was deleted.",
        "You deleted this message",
        "Mensagem apagada",
        "Esta mensagem foi apagada",
        "Se eliminó este mensaje.",
        "Diese Nachricht wurde gelöscht.",
        "Pesan ini telah dihapus",
    ] {
        assert_eq!(apple(words), Body::Deleted, "{words}");
    }
    for words in ["", "null", "\u{200e}"] {
        assert_eq!(android(words), Body::ViewOnce { media: None }, "{words:?}");
    }
    for (words, video, missed) in [
        ("Voice call. 2 min.", false, false),
        ("Missed voice call. Tap to call back", false, true),
        ("Missed video call", true, true),
        ("Chamada de voz perdida", false, true),
    ] {
        assert_eq!(android(words), Body::Call { video, missed, text: words.to_owned() });
    }
    assert_eq!(
        apple("\u{200e}Voice call. \u{200e}No answer"),
        Body::Call { video: false, missed: false, text: "Voice call. No answer".to_owned() }
    );
    let card = |name: Option<&str>, file: Option<&str>| Body::Contact {
        name: name.map(str::to_owned),
        file: file.map(str::to_owned),
    };
    assert_eq!(android("Pak Budi.vcf (file attached)"), card(Some("Pak Budi"), Some("Pak Budi.vcf")));
    assert_eq!(apple("\u{200e}<attached: 00000012-Ana.vcf>"), card(Some("Ana"), Some("00000012-Ana.vcf")));
    assert_eq!(apple("\u{200e}Contact card omitted"), card(None, None));
}

#[test]
fn places_carry_their_coordinates() {
    let link = "https://maps.google.com/?q=-23.5,-46.625";
    for label in ["location: ", "Standort: ", "Localização: ", "\u{200e}Location: "] {
        let wanted = Body::Location {
            latitude: Some(-23.5),
            longitude: Some(-46.625),
            link: Some(link.to_owned()),
            live: false,
        };
        assert_eq!(apple(&format!("{label}{link}")), wanted, "{label}");
    }
    let live = Body::Location { latitude: None, longitude: None, link: None, live: true };
    assert_eq!(apple("\u{200e}Live location shared"), live);
    assert!(matches!(android("location: https://maps.google.com/?q=95,1"), Body::Location { latitude: None, .. }));
    assert!(matches!(android("The water comes from here: https://maps.google.com/?q=1,1"), Body::Text(_)));
    assert!(matches!(android("https://maps.google.com/?q=1,1"), Body::Text(_)));
}

#[test]
fn polls_are_read_in_any_language() {
    let option = |text: &str, votes| PollOption { text: text.to_owned(), votes };
    let wanted = Body::Poll {
        question: "When?".to_owned(),
        options: vec![option("Monday (am)", 5), option("Tuesday: late", 0)],
    };
    for words in [
        "\u{200e}POLL:\nWhen?\n\u{200e}OPTION: Monday (am) (\u{200e}5 votes)\n\u{200e}OPTION: Tuesday: late (0 votes)",
        "ABSTIMMUNG:\nWhen?\nOPTION: Monday (am) (5 Stimmen)\nOPTION: Tuesday: late (0 Stimmen)\n",
        "ENQUETE:\nWhen?\nOPÇÃO: Monday (am) (٥ votos)\nOPÇÃO: Tuesday: late (0 votos)",
    ] {
        assert_eq!(apple(words), wanted, "{words}");
    }
    assert!(matches!(android("TODO:\nbuy paint\ncall vendor"), Body::Text(_)));
}

#[test]
fn edits_are_told_from_brackets() {
    for words in [
        "Fixed <This message was edited>",
        "Fixed \u{200e}<This message was edited>",
        "Fixed <This message was edited>.",
        "Fixed <Diese Nachricht wurde bearbeitet.>",
        "Fixed <Se editó este mensaje.>",
        "Fixed (editada)",
    ] {
        let read = message(words, true);
        assert_eq!((read.body, read.edited), (Body::Text(said("Fixed")), true), "{words}");
    }
    for words in ["2 < 3 and 4 > 3", "see (attached)", "<edited>", "Fixed (edited)"] {
        let read = message(words, false);
        assert_eq!((read.body, read.edited), (Body::Text(said(words)), false));
    }
}

#[test]
fn words_lose_marks_and_keep_everything_else() {
    let read = android("@\u{2068}~\u{202f}Rob H\u{2069} and @\u{2068}Zoë 🌊\u{2069} see me@x.org 👨‍👩‍👧");
    let mentions = vec!["Rob H".to_owned(), "Zoë 🌊".to_owned()];
    assert_eq!(read, Body::Text(Said { text: "@Rob H and @Zoë 🌊 see me@x.org 👨‍👩‍👧".to_owned(), mentions }));
    assert_eq!(android("one\n\n  two\n"), Body::Text(said("one\n\n  two")));
    for words in ["Voice call at 5?", "image omitted again", "null and void"] {
        assert_eq!(android(words), Body::Text(said(words)), "{words}");
    }
}

#[test]
fn senders_lose_marks_and_tilde_and_keep_emoji() {
    for (written, wanted) in [
        ("~\u{202f}Steve", "Steve"),
        ("\u{202a}+55 11 99999\u{2011}0000\u{202c}", "+55 11 99999\u{2011}0000"),
        ("\u{200e}+65\u{a0}9123 4567", "+65 9123 4567"),
        ("Rob 🔧", "Rob 🔧"),
        ("Dr. Ong (Block C)", "Dr. Ong (Block C)"),
        ("10:30 crew", "10:30 crew"),
    ] {
        for head in ["12/03/2023, 09:15 - ", "[12/03/2023, 09:15:02] "] {
            assert_eq!(messages(&format!("{head}{written}: hi: there\n"))[0].sender, wanted);
        }
    }
}
