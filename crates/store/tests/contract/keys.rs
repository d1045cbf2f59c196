//! Keys of other programs: one token opens one, until it is revoked; a name is never given twice.

use crate::world::{minute, org};
use store::keys::{self, Key, KeyName};
use store::sessions::Token;
use store::{Db, StoreError, both};

fn token(name: &str) -> Token {
    Token::parse(&format!("{name}-0123456789abcdefghij")).unwrap()
}

fn name(text: &str) -> KeyName {
    text.parse().unwrap()
}

async fn make(db: &Db, key: &str, secret: &str, may_write: bool) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    keys::make(&mut tx, &org(), &name(key), &token(secret), may_write, minute(0)).await?;
    tx.commit().await
}

async fn revoke(db: &Db, key: &str) -> bool {
    let mut tx = db.begin().await.unwrap();
    let revoked = keys::revoke(&mut tx, &org(), &name(key), minute(5)).await.unwrap();
    tx.commit().await.unwrap();
    revoked
}

#[test]
fn a_name_is_short_and_plain() {
    for good in ["check", "ci-2.a_b", "7"] {
        assert_eq!(name(good).to_string(), good);
    }
    for bad in ["", "Check", "a b", "a/b", "é", &"x".repeat(41)] {
        assert!(bad.parse::<KeyName>().is_err(), "{bad}");
    }
}

both! {
    async fn a_token_opens_its_key_until_it_is_revoked(db: Db) {
        make(&db, "check", "one", true).await.unwrap();
        make(&db, "watch", "two", false).await.unwrap();
        let check = Key {
            org: "acme".to_owned(), name: "check".to_owned(), may_write: true, made_us: minute(0).us(), used_us: None,
            revoked_us: None,
        };
        assert_eq!(keys::find(&db, &token("one")).await.unwrap(), Some(check));
        assert!(!keys::find(&db, &token("two")).await.unwrap().unwrap().may_write);
        assert_eq!(keys::find(&db, &token("three")).await.unwrap(), None);
        assert!(revoke(&db, "check").await);
        assert!(!revoke(&db, "check").await, "it was revoked before");
        assert!(!revoke(&db, "nobody").await);
        assert_eq!(keys::find(&db, &token("one")).await.unwrap(), None);
        assert!(keys::find(&db, &token("two")).await.unwrap().is_some());
        let listed = keys::list(&db, &org()).await.unwrap();
        let shown: Vec<_> = listed.iter().map(|key| (key.name.as_str(), key.revoked_us.is_some())).collect();
        assert_eq!(shown, [("check", true), ("watch", false)]);
        let again = make(&db, "check", "four", true).await.unwrap_err();
        assert!(again.is_taken(), "the journal tells keys apart by their names");
    }
}

both! {
    async fn use_is_written_down_to_the_minute(db: Db) {
        make(&db, "check", "one", true).await.unwrap();
        let used = async || keys::find(&db, &token("one")).await.unwrap().unwrap();
        let second = 1_000_000;
        for (at_us, expected_us) in [(0, 0), (30 * second, 0), (61 * second, 61 * second)] {
            let now = domain::time::Instant::from_us(minute(1).us() + at_us);
            keys::note_use(&db, &used().await, now).await.unwrap();
            assert_eq!(used().await.used_us, Some(minute(1).us() + expected_us));
        }
    }
}
