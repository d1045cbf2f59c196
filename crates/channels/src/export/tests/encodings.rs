//! The encodings a text may come in.

use std::io::Cursor;
use std::path::Path;

use crate::export::container::date_finding;
use crate::export::encoding::as_utf8;
use crate::export::error::ExportError;
use crate::export::line::Line;
use crate::export::order::DateOrder;
use crate::export::rows::MESSAGE_MAX_BYTES;

const TEXT: &str = "13/03/2023, 09:15 - Zoë 🌊: olá\r\n13/03/2023, 09:16 - Ana: 好\r\n";

fn read(bytes: Vec<u8>) -> Result<Vec<Line>, ExportError> {
    let text = as_utf8(Box::new(Cursor::new(bytes)), Path::new("x.txt"))?;
    crate::export::chat::Lines::new(text, Path::new("x.txt"), "x", DateOrder::Dmy).collect()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(unit).collect()
}

#[test]
fn every_unicode_encoding_reads_the_same() {
    let wanted = read(TEXT.as_bytes().to_vec()).unwrap();
    assert_eq!(wanted.len(), 2);
    let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    for bytes in [marked, utf16(TEXT, u16::to_le_bytes), utf16(TEXT, u16::to_be_bytes)] {
        assert_eq!(read(bytes).unwrap(), wanted);
    }
    let long = TEXT.repeat(3_000);
    assert_eq!(read(utf16(&long, u16::to_le_bytes)).unwrap().len(), 6_000);
}

#[test]
fn any_other_encoding_is_refused_with_its_place() {
    let row = b"13/03/2023, 09:16 - Zo\xEB: hi\n";
    let short = [b"13/03/2023, 09:15 - Ana: hi\n".as_slice(), &row.repeat(3)].concat();
    let long =
        [short.clone(), b"13/03/2023, 09:15 - Ana: hi\n".repeat(1_000), row.repeat(30), row.repeat(3_000)].concat();
    for latin in [short, long] {
        let refused = read(latin).unwrap_err().to_string();
        assert!(refused.contains("line 2: byte 50 of the text is not UTF-8"), "{refused}");
        assert!(refused.contains("Save the file as UTF-8"), "{refused}");
    }
    let chinese = format!("{}\r\n{}", "水".repeat(600), TEXT.repeat(50));
    for text in [TEXT, chinese.as_str()] {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let refused = read(text.encode_utf16().flat_map(unit).collect()).unwrap_err();
            assert!(matches!(refused, ExportError::Encoding { .. }), "{refused}");
        }
    }
}

#[test]
fn a_wrong_byte_spoils_its_own_message_and_no_other() {
    let before = "[13/03/2023, 09:15:00] Ana: one\ntwo\n";
    let after = "[13/03/2023, 09:17:00] Ana: three\n";
    let neighbours = read(format!("{before}{after}").into_bytes()).unwrap();
    for (row, line) in [
        (&b"[13/03/2023, 09:16:00] Zo\xEB: hi\n"[..], 3),
        (b"[13/03/2023, 09:16:00] Ana: h\0i\nmore\n", 3),
        (b"[13/03/2023, 09:16:00] Ana: hi\n\xFF\nmore\n", 4),
        (b"[1\0/03/2023, 09:16:00] Ana: hi\nmore\n", 3),
        (b"[13/03/2\x00023, 09:16:00] Ana: hi\n", 3),
        (b"\xFF13/03/2023, 09:16:00] Ana: hi\n", 3),
        (b"[13/03/2023, 09\xFF16:00] Ana: hi\n", 3),
    ] {
        let text = [before.as_bytes(), row, after.as_bytes()].concat();
        let lines = read(text.clone()).unwrap();
        let [Line::Message(first), Line::Unreadable { row: 3, reason, .. }, Line::Message(last)] = lines.as_slice()
        else {
            panic!("{lines:?}");
        };
        assert!(reason.starts_with(&format!("line {line}: byte ")), "{reason}");
        let [Line::Message(first_alone), Line::Message(last_alone)] = neighbours.as_slice() else { panic!() };
        assert_eq!((first, &last.body), (first_alone, &last_alone.body));
        let found = date_finding(as_utf8(Box::new(Cursor::new(text)), Path::new("x.txt")).unwrap(), Path::new("x.txt"));
        assert!(found.is_ok(), "{found:?}");
    }
    let alone = read(b"13/03/2023, 09:16 - Zo\xEB: hi\n".to_vec()).unwrap();
    assert!(matches!(alone.as_slice(), [Line::Unreadable { row: 1, .. }]), "{alone:?}");
    let rare = [TEXT.repeat(500).into_bytes(), b"13/03/2023, 09:16 - Ana: \xFF\n".repeat(10)].concat();
    assert_eq!(read(rare).unwrap().len(), 1_010);
}

#[test]
fn what_is_no_chat_is_refused() {
    for text in [String::new(), "Dear all,\nplease find attached\n".to_owned(), "x\n".repeat(5_000)] {
        let refused = date_finding(Box::new(Cursor::new(text.clone().into_bytes())), Path::new("x.txt")).unwrap_err();
        assert!(matches!(refused, ExportError::NotAChat { lines, .. } if lines <= 201), "{refused}");
        assert!(matches!(read(text.into_bytes()), Err(ExportError::NotAChat { .. })));
    }
}

#[test]
fn a_message_longer_than_any_is_left_out_and_its_neighbours_are_read() {
    let long = "é".repeat(MESSAGE_MAX_BYTES);
    let rows = "y\n".repeat(MESSAGE_MAX_BYTES);
    let text = format!("{TEXT}13/03/2023, 09:17 - Ana: {long}\n13/03/2023, 09:18 - Ana: x\n{rows}{TEXT}");
    let read = read(text.into_bytes()).unwrap();
    let unreadable = read.iter().filter(|line| matches!(line, Line::Unreadable { .. })).count();
    assert_eq!((read.len(), unreadable), (6, 2));
}
