//! Zips, folders and texts as people have them.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::archives::zip_of;
use crate::export::{DateOrder, Export, ExportError, name};

const CHAT: &str = "13/03/2023, 09:15 - Ana: IMG-20230313-WA0001.jpg (file attached)\n\
13/03/2023, 09:16 - Rob: IMG-20230313-WA0002.jpg (file attached)\n13/03/2023, 09:17 - Rob: ok\n";

fn check_media(path: &Path, chat_name: &str) {
    let export = Export::open(path).unwrap();
    assert_eq!(export.name(), chat_name);
    assert_eq!(export.date_order(None).unwrap(), DateOrder::Dmy);
    let survey = export.survey(DateOrder::Dmy).unwrap();
    assert_eq!((survey.messages, survey.media_present, survey.media_missing), (3, 1, 1));
    assert_eq!(survey.senders["Rob"], 2);
    let mut media = export.media("IMG-20230313-WA0001.jpg").unwrap().unwrap();
    let mut bytes = Vec::new();
    media.read_to_end(&mut bytes).unwrap();
    assert_eq!((bytes.as_slice(), media.size_bytes()), (&b"jpeg"[..], 4));
    assert!(export.media("IMG-20230313-WA0002.jpg").unwrap().is_none());
    assert!(export.media("../chat.txt").unwrap().is_none());
}

#[test]
fn a_zip_a_text_and_a_folder_read_the_same() {
    let home = tempfile::tempdir().unwrap();
    let image = ("IMG-20230313-WA0001.jpg", &b"jpeg"[..]);
    for (zip, text) in [
        ("WhatsApp Chat - Block C.zip", "_chat.txt"),
        ("WhatsApp Chat with Block C (1).zip", "WhatsApp Chat with Block C.txt"),
        ("mine.zip", "WhatsApp Chat with Block C.txt"),
    ] {
        let path = home.path().join(zip);
        fs::write(&path, zip_of(&[(text, CHAT.as_bytes()), image, ("notes.txt", b"x")])).unwrap();
        check_media(&path, "Block C");
    }
    let path = home.path().join("WhatsApp Chat - Deep.zip");
    fs::write(&path, zip_of(&[("a\\_chat.txt", CHAT.as_bytes()), ("a/IMG-20230313-WA0001.jpg", b"jpeg")])).unwrap();
    check_media(&path, "Deep");
    let folder = home.path().join("WhatsApp Chat - Block D");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("_chat.txt"), CHAT).unwrap();
    fs::write(folder.join(image.0), image.1).unwrap();
    check_media(&folder, "Block D");
    check_media(&folder.join("_chat.txt"), "Block D");
}

#[test]
fn a_folder_of_exports_lists_them() {
    let home = tempfile::tempdir().unwrap();
    for file in
        ["WhatsApp Chat with A.txt", "WhatsApp Chat with B.txt", "c.zip", "notes.txt", "IMG-20230313-WA0001.jpg"]
    {
        fs::write(home.path().join(file), "").unwrap();
    }
    let names = |path: &Path| -> Vec<String> {
        let shown = |file: &Path| file.file_name().unwrap().to_str().unwrap().to_owned();
        Export::find(path).unwrap().iter().map(|file| shown(file)).collect()
    };
    assert_eq!(names(home.path()), ["WhatsApp Chat with A.txt", "WhatsApp Chat with B.txt", "c.zip"]);
    assert!(matches!(Export::open(home.path()), Err(ExportError::SeveralChats { .. })));
    fs::write(home.path().join("_chat.txt"), "").unwrap();
    assert_eq!(Export::find(home.path()).unwrap(), [home.path().to_path_buf()]);
}

#[test]
fn a_link_beside_the_text_is_not_followed() {
    let home = tempfile::tempdir().unwrap();
    let text = home.path().join("chat.txt");
    fs::write(&text, CHAT).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", home.path().join("IMG-20230313-WA0001.jpg")).unwrap();
    assert!(!Export::open(&text).unwrap().holds("IMG-20230313-WA0001.jpg"));
}

#[test]
fn what_is_missing_or_foreign_is_said() {
    let home = tempfile::tempdir().unwrap();
    assert!(matches!(Export::open(&home.path().join("none.zip")), Err(ExportError::Io { .. })));
    assert!(matches!(Export::open(home.path()), Err(ExportError::NoChatText { .. })));
    let page = home.path().join("chat.pdf");
    fs::write(&page, "").unwrap();
    assert!(Export::open(&page).unwrap_err().to_string().contains("Export chat"));
}

#[test]
fn chat_names_are_read_in_every_language() {
    for (file, wanted) in [
        ("WhatsApp Chat with Block C.txt", "Block C"),
        ("WhatsApp Chat with Block C (2).zip", "Block C"),
        ("WhatsApp Chat - Block C (Night).zip", "Block C (Night)"),
        ("Conversa do WhatsApp com +55 11 99999-0000.txt", "+55 11 99999-0000"),
        ("WhatsApp-Chat mit Haus C.txt", "Haus C"),
        ("Chat de WhatsApp con Bloque C.zip", "Bloque C"),
        ("Discussion WhatsApp avec Bloc C.txt", "Bloc C"),
        ("Obrolan WhatsApp dengan Blok C.txt", "Blok C"),
        ("Sembang WhatsApp dengan Blok C.txt", "Blok C"),
        ("与C座的 WhatsApp 聊天.txt", "C座"),
        ("محادثة واتساب مع مبنى.txt", "مبنى"),
        ("Blok C ile WhatsApp Sohbeti.txt", "Blok C"),
        ("mine.zip", "mine"),
    ] {
        assert_eq!(name::chat_name_or_stem(file), wanted, "{file}");
    }
}
