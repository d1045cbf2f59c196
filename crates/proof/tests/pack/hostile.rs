//! A pack may come from anybody: what is no pack, or one with something foreign in it, costs little and is said.

use crate::world::{World, files, packed, packed_deflated};
use crate::{findings, ticket};
use proof::pack::{NotAPack, check};
use std::io::Cursor;

async fn pack() -> Vec<(String, Vec<u8>)> {
    files(&World::in_a_folder().await.pack(&ticket(1)).await.unwrap().1)
}

#[test]
fn what_is_no_zip_is_said_to_be_none() {
    for bytes in [&b""[..], b"PK", b"hello", &[0; 4096]] {
        assert!(matches!(check(Cursor::new(bytes)), Err(NotAPack::Zip(_))));
    }
    let empty = check(Cursor::new(packed(&[]))).unwrap();
    assert!(empty.findings.iter().any(|finding| finding.what == "it is missing"), "{:?}", empty.findings);
}

#[tokio::test]
async fn names_that_lead_elsewhere_and_foreign_files_are_named() {
    let whole = pack().await;
    for name in ["../../etc/passwd", "/etc/passwd", "media/../x.bin", "media/notes.txt", "run.sh", "a\u{1b}[2J"] {
        let mut more = whole.clone();
        more.push((name.to_owned(), b"x".to_vec()));
        let found = findings(&packed(&more));
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(found[0].what.starts_with("no pack has such a file") && !found[0].file.contains('\u{1b}'));
    }
}

#[tokio::test]
async fn a_medium_of_which_no_entry_speaks_is_named_though_the_manifest_knows_it() {
    let mut more = pack().await;
    // sha256 of "x".
    let digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    let name = format!("media/{digest}.bin");
    for (file, content) in &mut more {
        if file == "manifest.sha256" {
            content.extend(format!("{digest}  {name}\n").bytes());
        }
    }
    more.push((name.clone(), b"x".to_vec()));
    let found = findings(&packed(&more));
    assert!(found.iter().any(|finding| finding.file == name && finding.what == "no entry speaks of it"), "{found:?}");
    assert!(found.iter().any(|finding| finding.file == "manifest.sha256"), "{found:?}");
}

#[tokio::test]
async fn a_file_that_is_left_out_is_missed() {
    let whole = pack().await;
    for (name, _) in &whole {
        let less: Vec<_> = whole.iter().filter(|(other, _)| other != name).cloned().collect();
        assert!(findings(&packed(&less)).iter().any(|finding| finding.file == *name), "{name}");
    }
}

#[tokio::test]
async fn an_entry_left_out_moved_or_written_otherwise_is_found() {
    let whole = pack().await;
    let entries = whole.iter().position(|(name, _)| name == "entries.jsonl").unwrap();
    let text = String::from_utf8(whole[entries].1.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let swapped: Vec<&str> = lines.iter().rev().copied().collect();
    let spaced = text.replacen("{\"org\"", "{ \"org\"", 1);
    for other in [lines[1..].join("\n") + "\n", swapped.join("\n") + "\n", spaced, "[".repeat(100_000)] {
        let mut changed = whole.clone();
        changed[entries].1 = other.into_bytes();
        assert!(findings(&packed(&changed)).iter().any(|finding| finding.file == "entries.jsonl"));
    }
}

#[tokio::test]
async fn a_pack_that_was_packed_again_holds_and_a_bomb_is_not_unpacked() {
    let mut whole = pack().await;
    assert_eq!(findings(&packed_deflated(&whole)), []);
    whole.push(("media/bomb.bin".to_owned(), vec![0; 64 << 20]));
    assert!(matches!(check(Cursor::new(packed_deflated(&whole))), Err(NotAPack::TooLarge)));
}
