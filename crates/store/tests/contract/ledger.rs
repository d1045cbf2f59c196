//! The ledger follows the journal: its tree, its proofs, and what it says of a history that was changed.

use crate::journal::{append, drafts};
use crate::world::{self, granted, inbound, interpret, message, receive};
use domain::id::TicketNumber;
use domain::message::Kind;
use sha2::{Digest as _, Sha256};
use store::journal::{self, Entry};
use store::ledger::{self, Astray, Proofs, Subject, Witness};
use store::tree::{self, Hash};
use store::{Db, args, both};

fn org() -> domain::id::OrgId {
    domain::id::OrgId::new("org-a")
}

/// Entries that any event may be: made-up drafts whose bodies are events.
fn events(count: i64) -> Vec<journal::Draft> {
    let body = |n: i64| format!(r#"{{"event":"ticket_closed","ticket":{n}}}"#);
    drafts(count).into_iter().zip(1..).map(|(draft, n)| journal::Draft { body: body(n), ..draft }).collect()
}

fn leaf(entry: &Entry) -> Hash {
    let byte = |at: usize| u8::from_str_radix(&entry.digest[at..at + 2], 16).unwrap();
    tree::leaf(&(0..32).map(|at| byte(at * 2)).collect::<Vec<_>>())
}

/// The root by the RFC's recursion, from scratch.
fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => tree::empty(),
        [one] => *one,
        more => {
            let k = 1 << (more.len() - 1).ilog2();
            tree::parent(&root(&more[..k]), &root(&more[k..]))
        }
    }
}

async fn witness(db: &Db, sizes: &[u64]) -> Witness {
    let mut witness = Witness::of(sizes.iter().copied());
    journal::verify_seen(db, "org-a", |_, _| {}, |entry| witness.see(&entry.digest)).await.unwrap();
    witness
}

both! {
    async fn roots_and_proofs_of_every_kind_of_size_are_those_of_the_journal(db: Db) {
        let mut leaves = Vec::new();
        for batch in [1, 254, 1, 1, 600, 1_200] {
            leaves.extend(append(&db, "org-a", &events(batch)).await.iter().map(leaf));
            assert_eq!(ledger::follow_all(&db, &org()).await.unwrap(), leaves.len() as i64);
        }
        let mut proofs = Proofs::open(&db, &org()).await.unwrap();
        let size = proofs.size();
        assert_eq!(size, 2_057);
        for size in [0, 1, 2, 255, 256, 257, 511, 512, 1_000, 2_048, 2_057] {
            assert_eq!(proofs.root(size).await.unwrap(), root(&leaves[..size as usize]), "{size}");
        }
        let whole = root(&leaves);
        for position in [1, 2, 256, 257, 513, 1_024, 2_048, 2_049, 2_057] {
            let path = proofs.inclusion(position, size).await.unwrap();
            assert!(tree::is_included(&leaves[position as usize - 1], position - 1, size, &path, &whole), "{position}");
        }
        for old in [1, 2, 255, 256, 300, 1_025, 2_056, 2_057] {
            let path = proofs.consistency(old, size).await.unwrap();
            assert!(tree::is_consistent((old, &root(&leaves[..old as usize])), (size, &whole), &path), "{old}");
        }
    }
}

both! {
    async fn the_tree_keeps_one_row_for_256_entries(db: Db) {
        append(&db, "org-a", &events(1_000)).await;
        ledger::follow_all(&db, &org()).await.unwrap();
        assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM tree", args![]).await.unwrap(), 3);
    }
}

both! {
    async fn a_step_is_bounded_and_steps_at_once_agree(db: Db) {
        append(&db, "org-a", &events(1_500)).await;
        let first = ledger::follow(&db, &org()).await.unwrap();
        assert_eq!((first.position, first.is_all), (1_000, false));
        let others = (0..4).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { ledger::follow_all(&db, &org()).await.unwrap() })
        });
        for other in others.collect::<Vec<_>>() {
            assert_eq!(other.await.unwrap(), 1_500);
        }
        let witness = witness(&db, &[]).await;
        let mut proofs = Proofs::open(&db, &org()).await.unwrap();
        assert_eq!(proofs.root(1_500).await.unwrap(), witness.root());
        assert_eq!(ledger::position(&db, &domain::id::OrgId::new("org-none")).await.unwrap(), 0);
    }
}

both! {
    async fn a_history_written_anew_is_found_where_the_tree_remembers_another(db: Db) {
        append(&db, "org-a", &events(900)).await;
        ledger::follow_all(&db, &org()).await.unwrap();
        let before = witness(&db, &[100, 400]).await;
        assert_eq!(before.departure(&db, &org()).await.unwrap(), None);
        // Somebody with the database in hand writes the journal anew, from entry 300 on, and no digest betrays it.
        let mut forged = events(900);
        forged[299].actor = "person:somebody-else".to_owned();
        let mut tx = db.begin().await.unwrap();
        tx.run("DELETE FROM journal", args![]).await.unwrap();
        tx.run("DELETE FROM heads", args![]).await.unwrap();
        tx.commit().await.unwrap();
        append(&db, "org-a", &forged).await;
        let after = witness(&db, &[100, 400]).await;
        assert_eq!(after.departure(&db, &org()).await.unwrap(), Some((257, 512)));
        assert_eq!(after.root_at(100), before.root_at(100));
        assert_ne!(after.root_at(400), before.root_at(400));
        assert_eq!(after.root_at(901), None);
    }
}

both! {
    async fn the_ledger_follows_what_a_desk_records(db: Db) {
        let desk = world::desk(db.clone()).await;
        let org = world::org();
        let end = ledger::follow_all(&db, &org).await.unwrap();
        assert_eq!(Some(end), journal::head(&db, org.as_str()).await.unwrap().map(|head| head.position));
        desk.rebuild(&org).await.unwrap();
        assert_eq!(ledger::follow_all(&db, &org).await.unwrap(), end);
    }
}

/// A message that opened a ticket, followed. Where the entries of three kinds stand.
async fn reported(db: &Db) -> [i64; 3] {
    let desk = world::desk(db.clone()).await;
    let said = receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck"));
    let requests = vec![said, interpret(0, 11, message(0, 10), Kind::Issue, None)];
    granted(&desk.commit_all(&world::org(), requests).await.unwrap());
    ledger::follow_all(db, &world::org()).await.unwrap();
    let mut found = [0; 3];
    for (place, kind) in found.iter_mut().zip(["message_received", "message_interpreted", "ticket_opened"]) {
        let sql = "SELECT position FROM journal WHERE kind = $1";
        *place = db.one(sql, args![kind]).await.unwrap();
    }
    found
}

/// The number under which a subject is kept.
fn number(name: &str) -> i64 {
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    i64::from_be_bytes(digest[..8].try_into().unwrap())
}

/// What of the index is not as it should be after a change of so many rows; it is as it should be afterwards.
async fn changed(db: &Db, rows: u64, sql: &'static str, args: Vec<store::Arg>) -> Vec<(i64, String, i64, i64)> {
    let mut tx = db.begin().await.unwrap();
    tx.run_expecting(rows, sql, args).await.unwrap();
    tx.commit().await.unwrap();
    let found = ledger::astray(db, &world::org()).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    tx.run("DELETE FROM audit WHERE org LIKE '%as it was kept' -- walks: in a test", args![]).await.unwrap();
    tx.commit().await.unwrap();
    let kind = |kind: Option<String>| kind.unwrap_or_else(|| "none".to_owned());
    found
        .into_iter()
        .map(|Astray { position, kind: of, missing, foreign }| (position, kind(of), missing, foreign))
        .collect()
}

both! {
    async fn a_line_taken_out_of_the_audit_changed_or_added_is_found_and_located(db: Db) {
        let [received, interpreted, opened] = reported(&db).await;
        assert_eq!(changed(&db, 0, "DELETE FROM audit WHERE position = 9999", args![]).await, []);
        // That the ticket was opened, and what it follows from by way of its message.
        let ticket = number("ticket:T-1");
        for (position, kind) in [(received, "message_received"), (opened, "ticket_opened")] {
            let sql = "DELETE FROM audit WHERE position = $1 AND subject = $2";
            let found = changed(&db, 1, sql, args![position, ticket]).await;
            assert_eq!(found, [(position, kind.to_owned(), 1, 0)]);
        }
        let sql = "UPDATE audit SET at_us = at_us + 1 WHERE position = $1 AND subject = $2";
        let found = changed(&db, 1, sql, args![interpreted, number("all")]).await;
        assert_eq!(found, [(interpreted, "message_interpreted".to_owned(), 1, 1)]);
        let sql = "INSERT INTO audit (org, subject, at_us, position) VALUES ($1, $2, 5, $3)";
        let found = changed(&db, 1, sql, args![world::org().as_str(), ticket, 9_999_i64]).await;
        assert_eq!(found, [(9_999, "none".to_owned(), 0, 1)]);
    }
}

both! {
    async fn an_index_that_was_told_to_skip_entries_lacks_them_until_it_is_made_anew(db: Db) {
        let [_, _, opened] = reported(&db).await;
        let end = ledger::position(&db, &world::org()).await.unwrap();
        // As if it had never come to the opening, and says that it had.
        let mut tx = db.begin().await.unwrap();
        tx.run("DELETE FROM audit WHERE position = $1", args![opened]).await.unwrap();
        tx.commit().await.unwrap();
        ledger::follow_all(&db, &world::org()).await.unwrap();
        let told = async || {
            let ticket = Subject::Ticket(TicketNumber(1));
            ledger::positions(&db, &world::org(), &ticket, None, 100).await.unwrap()
        };
        assert!(!told().await.contains(&opened));
        ledger::anew(&db, &world::org()).await.unwrap();
        assert!(told().await.contains(&opened));
        assert_eq!(ledger::position(&db, &world::org()).await.unwrap(), end);
        // Told to begin again, it finds what it wrote.
        let mut tx = db.begin().await.unwrap();
        tx.run("UPDATE ledger SET position = 1", args![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ledger::follow_all(&db, &world::org()).await.unwrap(), end);
        assert_eq!(changed(&db, 0, "DELETE FROM audit WHERE position = 9999", args![]).await, []);
    }
}
