//! The journal as its users see it: appending, reading, locking, erasing.

use store::journal::{self, Draft, ENTRY_MAX_BYTES, Entry, GENESIS};
use store::{Db, StoreError, args, both};

/// A draft that differs by `n` in every field; every third has no private part, every fourth no cause.
pub fn draft(n: i64) -> Draft {
    Draft {
        at_us: 1_790_000_000_000_000 + n,
        actor: format!("person:{n}"),
        via: "whatsapp".to_owned(),
        cause: (n % 4 != 0).then(|| format!("request-{n}")),
        kind: "MessageReceived".to_owned(),
        body: format!(r#"{{"message":"m-{n}"}}"#),
        private: (n % 3 != 0).then(|| format!(r#"{{"text":"Lift stuck again Block C, {n}"}}"#)),
        salt: format!("salt-{n}"),
    }
}

pub async fn append(db: &Db, org: &str, drafts: &[Draft]) -> Vec<Entry> {
    let mut tx = db.begin().await.unwrap();
    let mut head = journal::lock(&mut tx, org).await.unwrap();
    let entries = journal::append(&mut tx, &mut head, drafts).await.unwrap();
    tx.commit().await.unwrap();
    entries
}

pub fn drafts(count: i64) -> Vec<Draft> {
    (1..=count).map(draft).collect()
}

both! {
    async fn a_journal_begins_at_one_and_has_no_gaps(db: Db) {
        let mut entries = append(&db, "org-a", &drafts(20)).await;
        entries.extend(append(&db, "org-a", &drafts(3)).await);
        assert_eq!(entries.iter().map(|entry| entry.position).collect::<Vec<_>>(), (1..=23).collect::<Vec<_>>());
        assert_eq!(entries[0].previous, GENESIS);
        assert!(entries.windows(2).all(|pair| pair[1].previous == pair[0].digest));
        assert_eq!(journal::since(&db, "org-a", 0, 100).await.unwrap(), entries);
        let head = journal::head(&db, "org-a").await.unwrap().unwrap();
        assert_eq!((head.position, &head.digest), (23, &entries[22].digest));
    }
}

both! {
    async fn the_digests_are_the_same_for_ever(db: Db) {
        let entries = append(&db, "org-a", &drafts(3)).await;
        // Computed apart from this program, from the description in the module: a change of the encoding shows here.
        assert_eq!(entries[2].private_digest, None);
        assert_eq!(entries[2].salt, None, "a salt is kept only with a private part");
        assert_eq!(entries[0].private_digest.as_deref(), Some("caebbad8a0bab89a65956fbb5660fc4e48d525bce91b355f9dfac01a52cc8f95"));
        assert_eq!(entries[2].digest, "19fd6851f1d6ab8c4e9ae0b5c906e3ccf113b8b4a723402e343dcf70e98d81d1");
    }
}

both! {
    async fn since_gives_pages_in_order(db: Db) {
        append(&db, "org-a", &drafts(7)).await;
        append(&db, "org-b", &drafts(2)).await;
        let positions = async |after, limit| {
            let page = journal::since(&db, "org-a", after, limit).await.unwrap();
            page.into_iter().map(|entry| entry.position).collect::<Vec<_>>()
        };
        assert_eq!(positions(0, 3).await, [1, 2, 3]);
        assert_eq!(positions(6, 3).await, [7]);
        assert!(positions(7, 3).await.is_empty());
        let mut tx = db.begin().await.unwrap();
        assert_eq!(journal::since_in(&mut tx, "org-b", 1, 5).await.unwrap().len(), 1);
        tx.rollback().await.unwrap();
        assert_eq!(journal::head(&db, "org-c").await.unwrap(), None);
    }
}

both! {
    async fn a_page_of_large_entries_holds_fewer(db: Db) {
        let large = |n| Draft { body: "x".repeat(ENTRY_MAX_BYTES), private: None, ..draft(n) };
        append(&db, "org-a", &(1..=10).map(large).collect::<Vec<_>>()).await;
        let first = journal::since(&db, "org-a", 0, journal::PAGE_MAX).await.unwrap();
        assert_eq!(first.len() * ENTRY_MAX_BYTES, journal::PAGE_MAX_BYTES as usize);
        let rest = journal::since(&db, "org-a", first.len() as i64, journal::PAGE_MAX).await.unwrap();
        assert_eq!(rest.last().unwrap().position, 10);
    }
}

both! {
    async fn nothing_is_left_of_an_append_that_was_rolled_back(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let mut head = journal::lock(&mut tx, "org-a").await.unwrap();
        journal::append(&mut tx, &mut head, &drafts(40)).await.unwrap();
        assert_eq!(head.position, 40);
        drop(tx);
        assert_eq!(append(&db, "org-a", &drafts(1)).await[0].position, 1);
        assert_eq!(journal::verify(&db, "org-a", |_, _| {}).await.unwrap().entries, 1);
    }
}

both! {
    async fn eight_writers_leave_no_gap(db: Db) {
        let writers = (0..8_i64).map(|writer| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..12 {
                    append(&db, "org-a", &[draft(writer * 100 + round), draft(round)]).await;
                    append(&db, &format!("org-{writer}"), &[draft(round)]).await;
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.unwrap();
        }
        assert_eq!(journal::verify(&db, "org-a", |_, _| {}).await.unwrap().entries, 8 * 12 * 2);
        for writer in 0..8 {
            assert_eq!(journal::verify(&db, &format!("org-{writer}"), |_, _| {}).await.unwrap().entries, 12);
        }
    }
}

both! {
    async fn a_stale_head_cannot_append(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let mut head = journal::lock(&mut tx, "org-a").await.unwrap();
        let mut stale = head.clone();
        journal::append(&mut tx, &mut head, &drafts(1)).await.unwrap();
        let refused = journal::append(&mut tx, &mut stale, &drafts(1)).await.unwrap_err();
        assert!(refused.is_taken(), "{refused:?}");
        assert_eq!(stale.position, 0, "a refused append does not move the head");
    }
}

both! {
    async fn an_entry_has_a_greatest_size(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let mut head = journal::lock(&mut tx, "org-a").await.unwrap();
        let fits = Draft { body: "x".repeat(ENTRY_MAX_BYTES), private: None, ..draft(1) };
        journal::append(&mut tx, &mut head, std::slice::from_ref(&fits)).await.unwrap();
        let over = Draft { private: Some("y".to_owned()), ..fits };
        let refused = journal::append(&mut tx, &mut head, &[draft(2), over]).await.unwrap_err();
        assert!(matches!(refused, StoreError::EntryTooLarge { .. }));
        assert_eq!(head.position, 1);
    }
}

both! {
    async fn what_is_erased_is_gone_and_the_chain_holds(db: Db) {
        let before = append(&db, "org-a", &drafts(5)).await;
        let mut tx = db.begin().await.unwrap();
        journal::erase(&mut tx, "org-a", &[1, 3, 4]).await.unwrap();
        tx.commit().await.unwrap();
        let after = journal::since(&db, "org-a", 0, 10).await.unwrap();
        assert_eq!((&after[0].private, &after[0].salt), (&None, &None));
        assert_eq!(after.iter().map(Entry::is_erased).collect::<Vec<_>>(), [true, false, false, true, false]);
        assert_eq!(after[0].digest, before[0].digest);
        assert_eq!(after[1], before[1]);
        let verified = journal::verify(&db, "org-a", |_, _| {}).await.unwrap();
        assert_eq!((verified.entries, verified.erased), (5, 2));
        append(&db, "org-a", &drafts(1)).await;
        assert_eq!(journal::verify(&db, "org-a", |_, _| {}).await.unwrap().entries, 6);
    }
}

both! {
    async fn erasing_what_is_not_there_is_an_error(db: Db) {
        append(&db, "org-a", &drafts(2)).await;
        let mut tx = db.begin().await.unwrap();
        let refused = journal::erase(&mut tx, "org-a", &[2, 3]).await.unwrap_err();
        assert!(matches!(refused, StoreError::Rows { .. }));
        drop(tx);
        assert!(!journal::since(&db, "org-a", 1, 1).await.unwrap()[0].is_erased());
        assert_eq!(db.one::<i64>("SELECT COUNT(*) FROM journal WHERE private IS NULL", args![]).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_is_erased_is_not_left_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("desk.db");
    let db = Db::connect(&path.to_string_lossy()).await.unwrap();
    store::migrate::up(&db).await.unwrap();
    append(&db, "org-a", &drafts(50)).await;
    let mut tx = db.begin().await.unwrap();
    journal::erase(&mut tx, "org-a", &(1..=49).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    let bytes = std::fs::read(path).unwrap();
    let left = bytes.windows(10).filter(|window| window == b"Lift stuck").count();
    assert_eq!(left, 1, "only that of entry 50, which was not erased");
}
