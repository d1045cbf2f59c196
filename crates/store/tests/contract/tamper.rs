//! Whatever is changed in a journal behind its back is found, and located.

use crate::journal::{append, drafts};
use crate::world::{granted, inbound, interpret, message, org, receive};
use domain::message::Kind;
use store::journal::{self, Broken, Fault, Unverified, verify};
use store::snapshot::{Difference, Rows};
use store::{Db, args, both};

async fn broken(db: &Db) -> Option<(i64, Fault)> {
    match verify(db, "org-a", |_, _| {}).await {
        Ok(_) => None,
        Err(Unverified::Broken(Broken { position, what, .. })) => Some((position, what)),
        Err(Unverified::Store(error)) => panic!("{error:?}"),
    }
}

/// Runs a change that must touch one row.
async fn change(db: &Db, sql: &'static str, args: Vec<store::Arg>) {
    let mut tx = db.begin().await.unwrap();
    tx.run_expecting(1, sql, args).await.unwrap();
    tx.commit().await.unwrap();
}

/// Reads a text column of entry 4, and writes it: static SQL for each.
const TEXTS: [(&str, &str, &str); 10] = [
    (
        "actor",
        "SELECT actor FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET actor = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "via",
        "SELECT via FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET via = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "cause",
        "SELECT cause FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET cause = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "kind",
        "SELECT kind FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET kind = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "body",
        "SELECT body FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET body = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "private",
        "SELECT private FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET private = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "salt",
        "SELECT salt FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET salt = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "private_digest",
        "SELECT private_digest FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET private_digest = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "previous",
        "SELECT previous FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET previous = $1 WHERE org = 'org-a' AND position = 4",
    ),
    (
        "digest",
        "SELECT digest FROM journal WHERE org = 'org-a' AND position = 4",
        "UPDATE journal SET digest = $1 WHERE org = 'org-a' AND position = 4",
    ),
];

/// Entry 4 of this journal has a cause and a private part.
async fn with_journal(db: &Db) {
    let mut drafts = drafts(6);
    drafts[3].cause = Some("request-4".to_owned());
    append(db, "org-a", &drafts).await;
    assert_eq!(broken(db).await, None);
}

both! {
    async fn every_byte_of_every_text_counts(db: Db) {
        with_journal(&db).await;
        for (column, read, write) in TEXTS {
            let text: String = db.one(read, args![]).await.unwrap();
            for index in 0..text.len() {
                // The lowest bit: another ASCII character.
                let mut bytes = text.clone().into_bytes();
                bytes[index] ^= 1;
                change(&db, write, args![String::from_utf8(bytes).unwrap()]).await;
                let found = broken(&db).await;
                assert!(matches!(found, Some((4, Fault::Content | Fault::Private))), "{column}[{index}]: {found:?}");
            }
            for other in [format!("{text} "), text[1..].to_owned(), String::new()] {
                change(&db, write, args![other]).await;
                assert!(matches!(broken(&db).await, Some((4, _))), "{column}");
            }
            change(&db, write, args![text]).await;
            assert_eq!(broken(&db).await, None, "{column} is back");
        }
    }
}

both! {
    async fn every_bit_of_every_number_counts(db: Db) {
        with_journal(&db).await;
        let at_us: i64 = db.one("SELECT at_us FROM journal WHERE position = 4", args![]).await.unwrap();
        for bit in 0..64 {
            change(&db, "UPDATE journal SET at_us = $1 WHERE position = 4", args![at_us ^ (1 << bit)]).await;
            assert_eq!(broken(&db).await, Some((4, Fault::Content)), "bit {bit}");
        }
        change(&db, "UPDATE journal SET at_us = $1 WHERE position = 4", args![at_us]).await;
        for (moved, found) in [(400, (4, Fault::Missing)), (0, (4, Fault::Missing)), (-4, (4, Fault::Missing))] {
            change(&db, "UPDATE journal SET position = $1 WHERE position = 4", args![moved as i64]).await;
            assert_eq!(broken(&db).await, Some(found), "moved to {moved}");
            change(&db, "UPDATE journal SET position = 4 WHERE position = $1", args![moved as i64]).await;
        }
        assert_eq!(broken(&db).await, None);
    }
}

both! {
    async fn nulls_and_half_erasures_are_found(db: Db) {
        with_journal(&db).await;
        for (sql, fault) in [
            ("UPDATE journal SET cause = NULL WHERE position = 4", Fault::Content),
            ("UPDATE journal SET cause = 'request-4', private = NULL WHERE position = 4", Fault::Private),
            ("UPDATE journal SET private = 'x', salt = NULL WHERE position = 4", Fault::Private),
            ("UPDATE journal SET private = NULL, private_digest = NULL WHERE position = 4", Fault::Content),
        ] {
            change(&db, sql, args![]).await;
            assert_eq!(broken(&db).await, Some((4, fault)), "{sql}");
        }
    }
}

both! {
    async fn a_private_part_given_to_an_entry_without_one_is_found(db: Db) {
        with_journal(&db).await;
        change(&db, "UPDATE journal SET private = 'x', salt = 'y' WHERE position = 3", args![]).await;
        assert_eq!(broken(&db).await, Some((3, Fault::Private)));
    }
}

both! {
    async fn an_entry_taken_out_is_missed_wherever_it_stood(db: Db) {
        for position in [1_i64, 3, 6] {
            let mut tx = db.begin().await.unwrap();
            tx.run("DELETE FROM journal", args![]).await.unwrap();
            tx.run("DELETE FROM heads", args![]).await.unwrap();
            tx.commit().await.unwrap();
            with_journal(&db).await;
            change(&db, "DELETE FROM journal WHERE position = $1", args![position]).await;
            assert_eq!(broken(&db).await, Some((position, Fault::Missing)));
        }
    }
}

both! {
    async fn entries_that_changed_places_are_found(db: Db) {
        with_journal(&db).await;
        for sql in [
            "UPDATE journal SET position = 100 WHERE position = 2",
            "UPDATE journal SET position = 2 WHERE position = 5",
            "UPDATE journal SET position = 5 WHERE position = 100",
        ] {
            change(&db, sql, args![]).await;
        }
        assert_eq!(broken(&db).await, Some((2, Fault::Content)));
    }
}

both! {
    async fn an_entry_of_another_journal_does_not_fit(db: Db) {
        with_journal(&db).await;
        append(&db, "org-b", &drafts(6)).await;
        change(&db, "DELETE FROM journal WHERE org = 'org-a' AND position = 4", args![]).await;
        change(&db, "UPDATE journal SET org = 'org-a' WHERE org = 'org-b' AND position = 4", args![]).await;
        assert_eq!(broken(&db).await, Some((4, Fault::Content)));
    }
}

both! {
    async fn a_chain_grafted_on_is_found_at_the_seam(db: Db) {
        with_journal(&db).await;
        // A sound chain of the same organisation from another database, in which the first entry differs.
        let forged = Db::connect("sqlite::memory:").await.unwrap();
        store::migrate::up(&forged).await.unwrap();
        let mut drafts = drafts(6);
        drafts[0].body = "{}".to_owned();
        let entry = append(&forged, "org-a", &drafts).await.swap_remove(3);
        change(&db, "DELETE FROM journal WHERE position = 4", args![]).await;
        change(
            &db,
            "INSERT INTO journal (org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            args![
                entry.org, entry.position, entry.at_us, entry.actor, entry.via, entry.cause, entry.kind, entry.body,
                entry.private, entry.salt, entry.private_digest, entry.previous, entry.digest
            ],
        )
        .await;
        assert_eq!(broken(&db).await, Some((4, Fault::Previous)));
    }
}

both! {
    async fn a_wrong_head_is_found(db: Db) {
        with_journal(&db).await;
        for (sql, found) in [
            ("UPDATE heads SET position = 5", (6, Fault::Head)),
            ("UPDATE heads SET position = 7", (7, Fault::Missing)),
            ("UPDATE heads SET position = 6, digest = 'x'", (6, Fault::Head)),
            ("UPDATE heads SET org = 'org-z'", (6, Fault::Head)),
        ] {
            change(&db, sql, args![]).await;
            assert_eq!(broken(&db).await, Some(found), "{sql}");
        }
    }
}

both! {
    async fn more_than_a_page_verifies_and_tells_how_far_it_is(db: Db) {
        append(&db, "org-a", &drafts(700)).await;
        let mut seen = Vec::new();
        let verified = verify(&db, "org-a", |done, all| seen.push((done, all))).await.unwrap();
        assert_eq!(verified.entries, 700);
        assert_eq!(seen, [(256, 700), (512, 700), (700, 700)]);
        change(&db, "UPDATE journal SET body = 'x' WHERE position = 600", args![]).await;
        assert_eq!(broken(&db).await, Some((600, Fault::Content)));
        assert_eq!(verify(&db, "org-none", |_, _| {}).await.unwrap().head, journal::GENESIS);
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_located() {
    let db = Db::connect("sqlite::memory:").await.unwrap();
    store::migrate::up(&db).await.unwrap();
    with_journal(&db).await;
    change(&db, "UPDATE journal SET body = CAST(x'ff00fe' AS TEXT) WHERE position = 4", args![]).await;
    assert_eq!(broken(&db).await, Some((4, Fault::Unreadable)));
    change(&db, "UPDATE journal SET at_us = 'soon' WHERE position = 2", args![]).await;
    assert_eq!(broken(&db).await, Some((2, Fault::Unreadable)));
}

both! {
    async fn a_row_that_says_what_no_entry_tells_is_named(db: Db) {
        let desk = crate::world::desk(db).await;
        let requests = vec![
            receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let differs = async || {
            let mut kept = Rows::of(desk.db(), &org()).await.unwrap();
            desk.rebuild(&org()).await.unwrap();
            kept.against(desk.db(), &org(), 5).await.unwrap()
        };
        assert_eq!(differs().await, Difference::default());
        change(desk.db(), "UPDATE tickets SET stage = 'closed' WHERE number = 1", args![]).await;
        change(desk.db(), "DELETE FROM timeline WHERE ticket = 1 AND event = 'ticket_opened'", args![]).await;
        let found = differs().await;
        assert_eq!((found.lacking, found.foreign), (2, 1));
        assert_eq!(found.named, [("tickets", "number: 1".to_owned()), ("timeline", "ticket: 1".to_owned())]);
        assert_eq!(differs().await, Difference::default(), "they were made anew");
    }
}

both! {
    async fn a_row_that_should_not_be_there_is_named(db: Db) {
        let desk = crate::world::desk(db).await;
        let folder = tempfile::tempdir().unwrap();
        let rows = async |name: &str| {
            let copy = folder.path().join(name);
            store::backup::write(desk.db(), &copy, &mut |_| {}).await.unwrap();
            let copy = Db::connect(&copy.to_string_lossy()).await.unwrap();
            let mut rows = Rows::of(&copy, &org()).await.unwrap();
            store::desk::Desk::new(copy.clone()).rebuild(&org()).await.unwrap();
            let difference = rows.against(&copy, &org(), 5).await.unwrap();
            copy.close().await;
            (difference, rows.named(desk.db(), &org(), 5).await.unwrap())
        };
        assert_eq!(rows("before").await, (Difference::default(), Vec::new()));
        store::testing::make_owner(desk.db(), &org(), "mallory").await;
        let (found, named) = rows("after").await;
        assert_eq!((found.lacking, found.foreign), (0, 1));
        assert_eq!(named, [("members", "id: \"mallory\"".to_owned())]);
    }
}
