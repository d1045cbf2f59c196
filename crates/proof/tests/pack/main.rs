//! A pack is made from a desk's journal, checks without it, and shows every change.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod golden;
mod hostile;
mod stranger;
mod world;

use domain::request::Actor;
use proof::pack::{BESIDE, Finding, MakeError, Scope, check};
use sha2::{Digest as _, Sha256};
use std::io::Cursor;
use store::both;
use world::{World, files, packed};

fn findings(pack: &[u8]) -> Vec<Finding> {
    check(Cursor::new(pack)).unwrap().findings
}

fn ticket(number: u32) -> Scope {
    Scope::Ticket(domain::id::TicketNumber(number))
}

both! {
    async fn a_ticket_and_a_month_are_packed_and_hold(db: Db) {
        let world = World::busy(db).await;
        let (made, pack) = world.pack(&ticket(1)).await.unwrap();
        let report = check(Cursor::new(&pack)).unwrap();
        assert_eq!(report.findings, []);
        assert_eq!((report.entries, report.media, report.absent), (made.entries as u64, 1, 0));
        assert!(report.is_page_proven);
        assert_eq!((report.about.as_str(), report.checkpoint.unwrap().size), ("ticket T-1", made.size));
        assert_eq!(report.key, Some(world.key.public()));
        // What told of another ticket is not in it.
        assert!(made.entries >= 4 && !String::from_utf8_lossy(&pack).contains("tap drips"));
        let (whole, month) = world.pack(&Scope::month("2026-03", None).unwrap()).await.unwrap();
        assert_eq!((whole.entries as u64, findings(&month)), (whole.size, vec![]));
        let (of_site, pack) = world.pack(&Scope::month("2026-03", Some(domain::id::SiteId::new("tower"))).unwrap()).await.unwrap();
        assert!(of_site.entries < whole.entries && findings(&pack).is_empty());
        assert!(matches!(world.pack(&ticket(99)).await, Err(MakeError::Nothing(_))));
        assert!(matches!(world.pack(&Scope::month("2025-03", None).unwrap()).await, Err(MakeError::Nothing(_))));
    }
}

both! {
    async fn all_that_tells_of_somebody_is_packed_and_nothing_that_others_said(db: Db) {
        let world = World::busy(db).await;
        world.say_as("60199", "three", 60, "the gate squeaks", None).await;
        let (made, pack) = world.pack(&Scope::Person(domain::id::PersonId::new("sue"))).await.unwrap();
        assert_eq!((findings(&pack), made.media.len()), (vec![], 1));
        let all = String::from_utf8_lossy(&pack);
        for words in ["lift stuck", "the tap drips on level 3", "it sounds like one", "+60101", "ticket_opened"] {
            assert!(all.contains(words), "{words}");
        }
        assert!(!all.contains("gate squeaks") && !all.contains("60199"));
        assert!(matches!(world.pack(&Scope::Person(domain::id::PersonId::new("nobody"))).await, Err(MakeError::Nothing(_))));
    }
}

both! {
    async fn what_is_kept_of_somebody_beside_the_journal_is_packed_and_sealed(db: Db) {
        let world = World::busy(db).await;
        world.open_photo(&Actor::Member("owner".to_owned())).await;
        world.open_photo(&Actor::Person(domain::id::PersonId::new("sue"))).await;
        let (_, pack) = world.pack(&Scope::Person(domain::id::PersonId::new("sue"))).await.unwrap();
        let mut whole = files(&pack);
        let (_, kept) = whole.iter_mut().find(|(name, _)| name == BESIDE).expect("it is there");
        let told = String::from_utf8_lossy(kept).into_owned();
        assert!(told.contains("\"by\": \"member:owner\"") && told.contains("\"by\": \"person:sue\""), "{told}");
        assert!(told.contains("\"opened_by_them\": [\n    {") && told.contains("\"is_all\": true"), "{told}");
        kept[5] ^= 1;
        assert!(findings(&packed(&whole)).iter().any(|finding| finding.file == BESIDE));
        let (_, of_ticket) = world.pack(&ticket(1)).await.unwrap();
        assert!(files(&of_ticket).iter().all(|(name, _)| name != BESIDE), "a ticket is nobody's");
    }
}

both! {
    async fn whoever_turned_out_to_be_them_is_packed_with_them(db: Db) {
        let world = World::busy(db).await;
        world.say_as("60199", "three", 60, "the gate squeaks", None).await;
        world.merge("60199", "sue", 61).await;
        let (_, pack) = world.pack(&Scope::Person(domain::id::PersonId::new("sue"))).await.unwrap();
        assert_eq!(findings(&pack), []);
        let all = String::from_utf8_lossy(&pack);
        assert!(all.contains("gate squeaks") && all.contains("people_merged") && all.contains("lift stuck"));
    }
}

both! {
    async fn a_link_that_opens_a_report_is_passed_on_by_no_pack(db: Db) {
        let world = World::busy(db).await;
        let month = Scope::month("2026-03", None).unwrap();
        let count = async || {
            let (_, pack) = world.pack(&month).await.unwrap();
            check(Cursor::new(&pack)).unwrap().erased
        };
        let before = count().await;
        world.hand_out("https://ops.example/h/quagmires-0123456789").await;
        assert_eq!(count().await, before + 1);
        for scope in [month.clone(), Scope::Person(domain::id::PersonId::new("sue"))] {
            let (_, pack) = world.pack(&scope).await.unwrap();
            assert_eq!(findings(&pack), [], "{scope}");
            let all = String::from_utf8_lossy(&pack);
            assert!(all.contains("lift stuck") && !all.contains("quagmires"), "{scope}");
        }
    }
}

both! {
    async fn the_same_journal_and_checkpoint_give_the_same_bytes(db: Db) {
        let world = World::busy(db).await;
        let checkpoint = world.checkpoint().await;
        let (_, first) = world.pack(&ticket(1)).await.unwrap();
        world.say("later", 90, "thanks all", None).await;
        let later = world.pack_into(&ticket(1), Some(checkpoint)).await.unwrap();
        assert!(first == later.1);
        let grown = world.pack(&ticket(1)).await.unwrap();
        assert!(grown.0.size > later.0.size && findings(&grown.1).is_empty());
    }
}

both! {
    async fn a_checkpoint_that_is_not_of_this_journal_or_too_old_is_refused(db: Db) {
        let world = World::busy(db).await;
        let mut checkpoint = world.checkpoint().await;
        checkpoint.root = [0; 32];
        assert!(matches!(world.pack_into(&ticket(1), Some(checkpoint.clone())).await, Err(MakeError::NotHere)));
        checkpoint.size += 1;
        assert!(matches!(world.pack_into(&ticket(1), Some(checkpoint)).await, Err(MakeError::NotHere)));
        let early = world.checkpoint_of(3).await;
        assert!(matches!(world.pack_into(&ticket(1), Some(early)).await, Err(MakeError::TooNew(_))));
    }
}

both! {
    async fn what_was_erased_says_so_and_still_holds(db: Db) {
        let world = World::busy(db).await;
        let (_, before) = world.pack(&ticket(1)).await.unwrap();
        assert!(String::from_utf8_lossy(&before).contains("lift stuck"));
        world.erase("60101").await;
        let (_, after) = world.pack(&ticket(1)).await.unwrap();
        let report = check(Cursor::new(&after)).unwrap();
        assert_eq!(report.findings, []);
        assert!(report.erased > 0 && report.absent == 1);
        let all = String::from_utf8_lossy(&after);
        assert!(!all.contains("lift stuck") && all.contains("What was personal here was erased."));
    }
}

both! {
    async fn what_was_over_its_time_says_so_and_still_holds(db: Db) {
        let world = World::busy(db).await;
        world.expire().await;
        let (_, pack) = world.pack(&ticket(1)).await.unwrap();
        let report = check(Cursor::new(&pack)).unwrap();
        assert_eq!(report.findings, []);
        assert!(report.erased > 0 && report.absent == 1);
        let all = String::from_utf8_lossy(&pack);
        assert!(!all.contains("lift stuck") && !all.contains("was erased"), "{all}");
        for words in [
            "What was personal here was removed by the retention policy on 2026-04-11.",
            " was removed by the retention policy on 2026-04-11.",
            "Words of messages: 2 removed, being older than 30 days",
        ] {
            assert!(all.contains(words), "{words}");
        }
    }
}

#[tokio::test]
async fn a_flipped_byte_of_any_file_is_found_and_located() {
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let files = files(&pack);
    assert_eq!(
        files.len(),
        11,
        "README, checkpoint, two of the key, entries, page, report, names, one medium, manifest and seal"
    );
    for (name, content) in &files {
        let step = (content.len() / 40).max(1);
        for at in (0..content.len()).step_by(step).chain([content.len() - 1]) {
            for bit in [1, 0x80] {
                let mut changed = files.clone();
                changed.iter_mut().find(|(of, _)| of == name).unwrap().1[at] ^= bit;
                let found = findings(&packed(&changed));
                assert!(found.iter().any(|finding| finding.file == *name), "{name} byte {at}: {found:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_flipped_byte_of_the_zip_itself_is_found_or_changes_nothing() {
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let whole = files(&pack);
    let mut found = 0;
    for at in (0..pack.len()).step_by(17) {
        let mut changed = pack.clone();
        changed[at] ^= 4;
        match check(Cursor::new(&changed)) {
            Ok(report) if report.findings.is_empty() => assert!(files(&changed) == whole, "byte {at}"),
            Ok(_) | Err(_) => found += 1,
        }
    }
    assert!(found > pack.len() / 17 / 2, "most bytes are content");
}

#[tokio::test]
async fn a_page_shows_no_markup_of_strangers_and_runs_nothing() {
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let files = files(&pack);
    let page = files.iter().find(|(name, _)| name == "page.html").unwrap();
    let page = String::from_utf8(page.1.clone()).unwrap();
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(!page.contains(" onclick") && page.contains("default-src 'none'"));
    assert!(page.contains("<img src=\"media/"));
}

/// How a seal begins and ends.
const SEAL: (&str, &str) = ("laksana proof pack v1\nticket T-1", "page 4\n");

/// The files with one of them changed, and a manifest over them that whoever holds the key signed.
fn signed_anew(world: &World, files: &[(String, Vec<u8>)], change: impl Fn(&str, &mut Vec<u8>)) -> Vec<u8> {
    sealed_anew(world, SEAL, files, change)
}

fn sealed_anew(
    world: &World,
    (begin, end): (&str, &str),
    files: &[(String, Vec<u8>)],
    change: impl Fn(&str, &mut Vec<u8>),
) -> Vec<u8> {
    let mut files: Vec<(String, Vec<u8>)> =
        files.iter().filter(|(name, _)| !name.starts_with("manifest.")).cloned().collect();
    let hex = |bytes: &[u8]| Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut manifest = String::new();
    for (name, content) in &mut files {
        change(name, content);
        manifest.push_str(&format!("{}  {name}\n", hex(content)));
    }
    let seal = world.key.sign(&format!("{begin}\n{}\n{end}", hex(manifest.as_bytes())));
    files.push(("manifest.sha256".to_owned(), manifest.into_bytes()));
    files.push(("manifest.note".to_owned(), seal.into_bytes()));
    packed(&files)
}

#[tokio::test]
async fn whoever_holds_the_key_cannot_sign_a_page_that_says_something_else() {
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let files = files(&pack);
    assert_eq!(findings(&signed_anew(&world, &files, |_, _| {})), []);
    let lie = |name: &str, content: &mut Vec<u8>| {
        if name == "page.html" {
            let text = String::from_utf8(content.clone()).unwrap();
            assert!(text.contains("lift stuck"));
            *content = text.replace("lift stuck", "all is well").into_bytes();
        }
    };
    let found = findings(&signed_anew(&world, &files, lie));
    let expected = Finding { file: "page.html".into(), what: "it does not say what the entries say".into() };
    assert_eq!(found, [expected]);
    // Without its names it is none that was sealed so.
    let old: Vec<_> = files.iter().filter(|(name, _)| name != "names.json").cloned().collect();
    let found = findings(&signed_anew(&world, &old, |_, _| {}));
    assert_eq!(found, [Finding { file: "manifest.sha256".into(), what: "it does not name names.json".into() }]);
    // A page that is written otherwise is not compared, and nobody is told that it was.
    for (end, files) in [("", &old), ("page 5\n", &files)] {
        let report = check(Cursor::new(sealed_anew(&world, (SEAL.0, end), files, |_, _| {}))).unwrap();
        assert_eq!((report.findings, report.is_page_proven), (vec![], false), "{end}");
    }
    // Nor is one whose zone is told otherwise here, or is not known.
    for zone in ["Asia/Tokyo", "Asia/Nowhere"] {
        let elsewhere = |name: &str, content: &mut Vec<u8>| {
            if name == "names.json" {
                let text = String::from_utf8(content.clone()).unwrap();
                *content = text.replace("Asia/Kuala_Lumpur", zone).into_bytes();
            }
        };
        let report = check(Cursor::new(signed_anew(&world, &files, elsewhere))).unwrap();
        assert_eq!((report.findings, report.is_page_proven), (vec![], false), "{zone}");
    }
}

#[tokio::test]
async fn two_files_of_one_name_and_bytes_before_the_first_are_no_pack() {
    let world = World::in_a_folder().await;
    let (_, pack) = world.pack(&ticket(1)).await.unwrap();
    let mut files = files(&pack);
    files.insert(0, ("pagE.html".to_owned(), b"<h1>All was fine</h1>".to_vec()));
    let mut forged = packed(&files);
    let places: Vec<usize> =
        forged.windows(9).enumerate().filter(|(_, bytes)| *bytes == b"pagE.html").map(|(at, _)| at).collect();
    for at in places {
        forged[at + 3] = b'e';
    }
    assert!(check(Cursor::new(&forged)).is_err());
    let behind: Vec<u8> = b"#!/bin/sh\n".iter().copied().chain(pack).collect();
    assert!(check(Cursor::new(&behind)).is_err());
}
