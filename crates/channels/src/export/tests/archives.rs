//! Zips made to harm, and zips that were harmed.

use std::fs;
use std::io::{Cursor, Read, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::export::{DateOrder, Export, ExportError};

const CHAT: &[u8] = b"13/03/2023, 09:15 - Ana: hi\n";

/// A zip of these entries, deflated.
pub(super) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An opened export and the folder that is removed after it.
struct Opened {
    export: Export,
    _home: tempfile::TempDir,
}

impl std::ops::Deref for Opened {
    type Target = Export;

    fn deref(&self) -> &Export {
        &self.export
    }
}

fn open(bytes: &[u8]) -> Result<Opened, ExportError> {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("WhatsApp Chat - X.zip");
    fs::write(&path, bytes).unwrap();
    Ok(Opened { export: Export::open(&path)?, _home: home })
}

fn refusal(bytes: &[u8]) -> ExportError {
    open(bytes).map(|opened| opened.name().to_owned()).unwrap_err()
}

/// Writes a name of the same length over another, in both headers.
fn renamed(zip: &[u8], from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = zip.to_vec();
    while let Some(at) = bytes.windows(from.len()).position(|window| window == from.as_bytes()) {
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    }
    bytes
}

#[test]
fn a_name_that_leads_out_refuses_the_zip() {
    let zip = zip_of(&[("_chat.txt", CHAT), ("aa/bb/evil.jpg", b"x")]);
    for name in ["../../evil.jpg", "..\\..\\evil.jpg", "/a/bbb/evil.jp", "C:\\bb\\evil.jpg", "aa/../evil.jpg"] {
        let refused = refusal(&renamed(&zip, "aa/bb/evil.jpg", name));
        assert!(matches!(refused, ExportError::Escapes { .. }), "{name}: {refused}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let blank = vec![b' '; 64 << 20];
    let refused = refusal(&zip_of(&[("_chat.txt", &blank)]));
    assert!(matches!(refused, ExportError::Bomb { .. }), "{refused}");
    let export = open(&zip_of(&[("_chat.txt", CHAT), ("a.jpg", &blank)])).unwrap();
    assert!(matches!(export.media("a.jpg"), Err(ExportError::Bomb { .. })));
}

#[test]
fn more_entries_than_any_export_has_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for count in 0..100_000 {
        zip.start_file(
            format!("{count}"),
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .unwrap();
    }
    let refused = refusal(&zip.finish().unwrap().into_inner());
    assert!(matches!(refused, ExportError::TooManyEntries { .. }), "{refused}");
}

#[test]
fn a_size_that_lies_stops_the_reading() {
    let zip = zip_of(&[("_chat.txt", CHAT)]);
    let directory = zip.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    for (offset, value) in [(24, 7_u32), (24, 700), (16, 7)] {
        let mut bytes = zip.clone();
        bytes[directory + offset..directory + offset + 4].copy_from_slice(&value.to_le_bytes());
        let read: Result<Vec<_>, _> = open(&bytes).unwrap().lines(DateOrder::Dmy).and_then(Iterator::collect);
        let refused = read.unwrap_err();
        assert!(matches!(refused, ExportError::Damaged { .. }), "{refused}");
    }
}

#[test]
fn a_flipped_byte_in_the_text_is_damage_and_no_question_of_encoding() {
    let chat: String =
        (0..600).map(|n| format!("13/03/2023, 09:{:02} - Zoë {n}: olá {}\n", n % 60, n * 7_919)).collect();
    for method in [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated] {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("_chat.txt", SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(chat.as_bytes()).unwrap();
        let zip = writer.finish().unwrap().into_inner();
        let directory = zip.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        // Beyond the entry's header of 39 bytes every byte is content.
        for at in (39..directory).step_by(97) {
            for flip in [0xFF, 0x01, 0x80] {
                let mut bytes = zip.clone();
                bytes[at] ^= flip;
                let export = open(&bytes).unwrap();
                let read = export.lines(DateOrder::Dmy).and_then(Iterator::collect::<Result<Vec<_>, _>>);
                for refused in [read.map(|_| ()).unwrap_err(), export.date_finding().map(|_| ()).unwrap_err()] {
                    assert!(matches!(refused, ExportError::Damaged { .. }), "{at}: {refused}");
                }
            }
        }
    }
}

#[test]
fn an_encrypted_text_is_refused_and_encrypted_media_only_themselves() {
    let zip = zip_of(&[("_chat.txt", CHAT), ("a.jpg", b"x")]);
    let flagged = |which: usize| {
        let mut bytes = zip.clone();
        let headers = |mark: &[u8]| -> Vec<usize> {
            zip.windows(4).enumerate().filter(|(_, window)| *window == mark).map(|(at, _)| at).collect()
        };
        bytes[headers(b"PK\x03\x04")[which] + 6] |= 1;
        bytes[headers(b"PK\x01\x02")[which] + 8] |= 1;
        bytes
    };
    assert!(matches!(open(&flagged(0)), Err(ExportError::Encrypted { .. })));
    let export = open(&flagged(1)).unwrap();
    assert!(matches!(export.media("a.jpg"), Err(ExportError::Encrypted { .. })));
}

#[test]
fn a_zip_cut_short_anywhere_is_refused_without_panic() {
    let zip = zip_of(&[("_chat.txt", CHAT), ("a.jpg", b"x")]);
    for length in 0..zip.len() {
        let refused = refusal(&zip[..length]);
        assert!(matches!(refused, ExportError::Damaged { .. }), "{length}: {refused}");
    }
}

#[test]
fn no_single_wrong_byte_panics() {
    let zip = zip_of(&[("_chat.txt", CHAT), ("a.jpg", b"x")]);
    for at in 0..zip.len() {
        let mut bytes = zip.clone();
        bytes[at] ^= 0xFF;
        let Ok(export) = open(&bytes) else {
            continue;
        };
        let _ = export.lines(DateOrder::Dmy).and_then(|lines| lines.collect::<Result<Vec<_>, _>>());
        if let Ok(Some(mut media)) = export.media("a.jpg") {
            let _ = media.read_to_end(&mut Vec::new());
        }
    }
}

#[test]
fn a_zip_without_a_chat_says_what_to_do() {
    let refused = refusal(&zip_of(&[("a.zip", b""), ("b.jpg", b"")])).to_string();
    assert!(refused.contains("unpack it"), "{refused}");
    let refused = refusal(&zip_of(&[("a/_chat.txt", CHAT), ("b/_chat.txt", CHAT)]));
    assert!(matches!(refused, ExportError::SeveralChats { .. }), "{refused}");
}
