//! The mailbox of deliveries: nothing kept is lost, nothing is taken in by two, and what is poisoned stands aside.

use crate::world::{minute, org};
use domain::id::OrgId;
use domain::time::Instant;
use std::collections::BTreeSet;
use store::inbox::{self, CLAIM_MAX_BYTES, Claim, Counted, Delivery, Kept, Mailbox, TRIES_MAX};
use store::{Db, args, backup, both, migrate};

const CHANNEL: &str = "cloud-api";

fn delivery(body: &str) -> Delivery {
    Delivery { channel: CHANNEL, body: body.as_bytes().to_vec() }
}

async fn keep(db: &Db, body: &str, at: i64) -> Kept {
    let mut mailbox = Mailbox::open(db).await.unwrap();
    let kept = inbox::keep(&mut mailbox, &org(), &delivery(body), minute(at)).await.unwrap();
    mailbox.commit().await.unwrap();
    kept
}

async fn claim_new(db: &Db, at: i64) -> Vec<Claim> {
    let mut mailbox = Mailbox::open(db).await.unwrap();
    let claims = inbox::claim_new(&mut mailbox, &org(), minute(at)).await.unwrap();
    mailbox.commit().await.unwrap();
    claims
}

async fn claim_again(db: &Db, at: i64) -> Option<Claim> {
    let mut mailbox = Mailbox::open(db).await.unwrap();
    let claim = inbox::claim_again(&mut mailbox, &org(), minute(at)).await.unwrap();
    mailbox.commit().await.unwrap();
    claim
}

async fn failed(db: &Db, claim: &Claim, at: i64) -> bool {
    let mut mailbox = Mailbox::open(db).await.unwrap();
    let aside = inbox::failed(&mut mailbox, &org(), claim, minute(at), "it makes no sense").await.unwrap();
    mailbox.commit().await.unwrap();
    aside
}

async fn done(db: &Db, claim: &Claim, rest: &str) -> bool {
    let mut mailbox = Mailbox::open(db).await.unwrap();
    let done = inbox::done(&mut mailbox, &org(), &claim.id, rest).await.unwrap();
    mailbox.commit().await.unwrap();
    done
}

fn bodies(claims: &[Claim]) -> Vec<&str> {
    claims.iter().map(|claim| claim.body.as_str()).collect()
}

both! {
    async fn the_same_bytes_are_kept_once(db: Db) {
        assert_eq!(keep(&db, "a", 0).await, Kept::New);
        assert_eq!(keep(&db, "a", 1).await, Kept::Known);
        assert_eq!(keep(&db, "b", 2).await, Kept::New);
        let claims = claim_new(&db, 3).await;
        assert_eq!(bodies(&claims), ["a", "b"]);
        assert!(done(&db, &claims[0], "").await);
        assert_eq!(keep(&db, "a", 4).await, Kept::Known, "also after it was taken in");
        let heard = inbox::heard(&db, &org()).await.unwrap();
        assert_eq!((heard.len(), heard[0].deliveries, heard[0].first_us, heard[0].last_us), (1, 4, minute(0).us(), minute(4).us()));
    }
}

both! {
    async fn bytes_that_no_text_can_hold_are_kept_too(db: Db) {
        let mut mailbox = Mailbox::open(&db).await.unwrap();
        let odd = Delivery { channel: CHANNEL, body: vec![b'{', 0, 0xff, b'}'] };
        inbox::keep(&mut mailbox, &org(), &odd, minute(0)).await.unwrap();
        mailbox.commit().await.unwrap();
        assert_eq!(bodies(&claim_new(&db, 1).await), ["{\u{fffd}\u{fffd}}"]);
    }
}

both! {
    async fn what_many_claim_at_once_is_claimed_once(db: Db) {
        for n in 0..60 {
            keep(&db, &format!("body {n:02}"), 0).await;
        }
        let workers: Vec<_> = (0..6).map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                loop {
                    let claims = claim_new(&db, 1).await;
                    if claims.is_empty() {
                        return mine;
                    }
                    mine.extend(claims.into_iter().map(|claim| claim.body));
                }
            })
        }).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.await.unwrap());
        }
        assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (60, 60));
    }
}

both! {
    async fn what_a_dead_worker_held_is_begun_again_alone(db: Db) {
        keep(&db, "a", 0).await;
        keep(&db, "b", 1).await;
        let held = claim_new(&db, 2).await;
        assert_eq!(held.len(), 2);
        assert_eq!((claim_new(&db, 2).await.len(), claim_again(&db, 2).await), (0, None), "the lease holds");
        assert_eq!(claim_new(&db, 10).await.len(), 0, "not together");
        let first = claim_again(&db, 10).await.unwrap();
        let second = claim_again(&db, 10).await.unwrap();
        assert_eq!((bodies(&[first.clone(), second]), first.tries), (vec!["a", "b"], 2));
        assert_eq!(claim_again(&db, 10).await, None);
        assert!(done(&db, &held[0], "").await, "whoever was only slow may still say so");
        assert!(!done(&db, &first, "").await, "once");
    }
}

both! {
    async fn a_poisoned_delivery_is_set_aside_and_blocks_nobody(db: Db) {
        keep(&db, "poison", 0).await;
        keep(&db, "good", 1).await;
        let mut at = 2;
        for claim in claim_new(&db, at).await {
            assert!(!failed(&db, &claim, at).await);
        }
        let mut begun = 1;
        loop {
            at += 1;
            let Some(claim) = claim_again(&db, at).await else { continue };
            match claim.body.as_str() {
                "good" => assert!(done(&db, &claim, "").await),
                _ => {
                    begun += 1;
                    if failed(&db, &claim, at).await {
                        break;
                    }
                }
            }
        }
        assert_eq!(begun, TRIES_MAX);
        assert!(at > 30, "each pause is longer: {at}");
        let aside = inbox::aside(&db, &org()).await.unwrap();
        assert_eq!((aside.len(), aside[0].reason.as_deref(), aside[0].tries), (1, Some("it makes no sense"), TRIES_MAX));
        assert_eq!((claim_again(&db, 9_999).await, inbox::waiting_since(&db, &org()).await.unwrap()), (None, None));
        let mut mailbox = Mailbox::open(&db).await.unwrap();
        assert_eq!(inbox::again(&mut mailbox, &org()).await.unwrap(), 1);
        mailbox.commit().await.unwrap();
        assert_eq!(claim_again(&db, 10_000).await.unwrap().body, "poison");
    }
}

both! {
    async fn as_many_are_claimed_at_once_as_memory_bears_and_one_at_least(db: Db) {
        let large = "x".repeat(usize::try_from(CLAIM_MAX_BYTES).unwrap() - 1);
        for (at, body) in ["a", &large, "b", "c"].into_iter().enumerate() {
            keep(&db, body, at as i64).await;
        }
        assert_eq!(bodies(&claim_new(&db, 5).await), ["a", &large]);
        keep(&db, &format!("y{large}"), 5).await;
        assert_eq!(claim_new(&db, 6).await.len(), 3);
        keep(&db, &format!("z{large}"), 7).await;
        keep(&db, "d", 8).await;
        assert_eq!((claim_new(&db, 9).await.len(), claim_new(&db, 9).await.len()), (1, 1));
    }
}

both! {
    async fn a_fault_of_the_house_costs_no_try(db: Db) {
        keep(&db, "a", 0).await;
        for at in 1..20 {
            let claims = claim_new(&db, at).await;
            assert_eq!((claims.len(), claims[0].tries), (1, 1));
            let mut mailbox = Mailbox::open(&db).await.unwrap();
            inbox::release(&mut mailbox, &org(), &claims[0]).await.unwrap();
            mailbox.commit().await.unwrap();
        }
        assert_eq!(inbox::waiting_since(&db, &org()).await.unwrap(), Some(minute(0)));
    }
}

both! {
    async fn of_what_is_done_only_the_rest_stays_and_not_for_ever(db: Db) {
        keep(&db, "words of +60 12-345", 0).await;
        keep(&db, "other", 5).await;
        for claim in claim_new(&db, 6).await {
            assert!(done(&db, &claim, if claim.received_us == minute(0).us() { "6012345" } else { "" }).await);
        }
        let rest = inbox::rest(&db, &org()).await.unwrap();
        assert_eq!(rest.iter().map(|rest| rest.body.as_str()).collect::<Vec<_>>(), ["6012345"]);
        let mut mailbox = Mailbox::open(&db).await.unwrap();
        assert_eq!(inbox::forget_person(&mut mailbox, &org(), "601_345").await.unwrap(), 0, "no pattern");
        assert_eq!(inbox::forget_person(&mut mailbox, &org(), "6012345").await.unwrap(), 1);
        assert_eq!(inbox::forget_person(&mut mailbox, &org(), "6012345").await.unwrap(), 0);
        assert_eq!(inbox::forget_done(&mut mailbox, &org(), minute(5)).await.unwrap(), 1);
        assert_eq!(inbox::forget_done(&mut mailbox, &org(), minute(6)).await.unwrap(), 1);
        mailbox.commit().await.unwrap();
    }
}

both! {
    async fn channels_are_counted_and_say_since_when_they_are_heard(db: Db) {
        assert_eq!(inbox::heard_since(&db, &org()).await.unwrap(), None);
        keep(&db, "a", 3).await;
        keep(&db, "b", 2).await;
        let mut mailbox = Mailbox::open(&db).await.unwrap();
        for _ in 0..2 {
            inbox::count(&mut mailbox, &org(), CHANNEL, Counted { messages: 1, statuses: 2, news: 3, unknown: 4 }).await.unwrap();
        }
        assert!(inbox::load(&mut mailbox, &org()).await.unwrap().has_room());
        mailbox.commit().await.unwrap();
        assert_eq!(inbox::heard_since(&db, &org()).await.unwrap(), Some(minute(3)));
        let heard = &inbox::heard(&db, &org()).await.unwrap()[0];
        assert_eq!((heard.messages, heard.statuses, heard.news, heard.unknown), (2, 4, 6, 8));
    }
}

both! {
    async fn an_organisation_keeps_its_pepper_and_hears_nobody_elses(db: Db) {
        let other = OrgId::new("other");
        let mut tx = db.begin().await.unwrap();
        assert_eq!(inbox::pepper(&mut tx, &org(), "first").await.unwrap(), "first");
        assert_eq!(inbox::pepper(&mut tx, &org(), "second").await.unwrap(), "first");
        assert_eq!(inbox::pepper(&mut tx, &other, "second").await.unwrap(), "second");
        tx.commit().await.unwrap();
        let mut mailbox = Mailbox::open(&db).await.unwrap();
        inbox::keep(&mut mailbox, &other, &delivery("a"), Instant::from_us(0)).await.unwrap();
        mailbox.commit().await.unwrap();
        assert_eq!(claim_new(&db, 1).await, []);
    }
}

both! {
    async fn what_stands_beside_the_journal_moves_to_the_mailbox(db: Db) {
        let mut tx = db.begin().await.unwrap();
        tx.run(
            "INSERT INTO inbox (org, id, channel, received_us, state, tries, lease_us, size_bytes, body)
            VALUES ($1, 'an older name', 'cloud-api', 0, 'waiting', 0, 0, 1, 'a')",
            args![org().as_str()],
        )
        .await
        .unwrap();
        tx.run(
            "INSERT INTO channels (org, channel, first_us, last_us, deliveries, messages, statuses, news, unknown)
            VALUES ($1, 'cloud-api', 0, 0, 7, 0, 0, 0, 0)",
            args![org().as_str()],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        migrate::up(&db).await.unwrap();
        keep(&db, "b", 1).await;
        migrate::up(&db).await.unwrap();
        assert_eq!(bodies(&claim_new(&db, 2).await), ["a", "b"]);
        assert_eq!(inbox::heard(&db, &org()).await.unwrap()[0].deliveries, 8);
    }
}

both! {
    async fn a_backup_holds_what_waits(db: Db) {
        keep(&db, "a", 0).await;
        keep(&db, "b", 1).await;
        let claims = claim_new(&db, 2).await;
        assert!(done(&db, &claims[0], "").await);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("copy.sqlite");
        backup::write(&db, &path, &mut |_| ()).await.unwrap();
        let files: Vec<_> = folder.path().read_dir().unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["copy.sqlite"], "and nothing beside it");
        let copy = backup::open(&path).await.unwrap();
        assert_eq!(inbox::waiting_since(&copy, &org()).await.unwrap(), Some(minute(1)));
        assert_eq!(inbox::heard(&copy, &org()).await.unwrap(), inbox::heard(&db, &org()).await.unwrap());
        copy.close().await;
    }
}

both! {
    async fn a_delivery_is_kept_while_something_long_is_written(db: Db) {
        let tx = db.begin().await.unwrap();
        assert_eq!(keep(&db, "a", 0).await, Kept::New);
        tx.rollback().await.unwrap();
    }
}
