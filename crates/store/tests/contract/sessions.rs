//! Signing in: a link opens one session once; a session ends when it must.

use store::sessions::{self, Issued, Link, Opening, Session, Token};
use store::{Db, args, both};

const NOW: i64 = 1_790_000_000_000_000;
const MINUTE: i64 = 60_000_000;

fn token(name: &str) -> Token {
    Token::parse(&format!("{name}-0123456789abcdefghij")).unwrap()
}

fn opening(name: &str) -> Opening {
    Opening { token: token(name), device: "Firefox on Android".to_owned(), expires_us: NOW + 60 * MINUTE }
}

async fn issue(db: &Db, name: &str) {
    let mut tx = db.begin().await.unwrap();
    let link = Link { org: "org-a".to_owned(), member: "member-a".to_owned(), expires_us: NOW + 15 * MINUTE };
    sessions::issue_link(&mut tx, &token(name), &link).await.unwrap();
    tx.commit().await.unwrap();
}

async fn redeem(db: &Db, link: &str, now_us: i64, session: &str) -> Option<Session> {
    let mut tx = db.begin().await.unwrap();
    let session = sessions::redeem(&mut tx, &token(link), now_us, &opening(session)).await.unwrap();
    tx.commit().await.unwrap();
    session
}

#[test]
fn a_token_is_long_plain_and_never_shown() {
    assert!(Token::parse("short").is_none());
    assert!(Token::parse(&"x".repeat(300)).is_none());
    assert!(Token::parse("with a space 0123456789abcdef").is_none());
    assert_eq!(format!("{:?}", token("secret")), "Token(..)");
}

both! {
    async fn a_link_opens_one_session_once(db: Db) {
        issue(&db, "link").await;
        assert_eq!(redeem(&db, "other", NOW, "s0").await, None);
        let session = redeem(&db, "link", NOW, "s1").await.unwrap();
        assert_eq!((session.org.as_str(), session.member.as_str(), session.issued_us), ("org-a", "member-a", NOW));
        assert_eq!(redeem(&db, "link", NOW + 1, "s2").await, None);
        assert_eq!(sessions::find(&db, &token("s1"), NOW).await.unwrap(), Some(session));
        assert_eq!(sessions::find(&db, &token("s2"), NOW).await.unwrap(), None);
        assert_eq!(sessions::find(&db, &token("link"), NOW).await.unwrap(), None);
    }
}

both! {
    async fn a_link_followed_twice_at_once_opens_one(db: Db) {
        issue(&db, "link").await;
        let tries: Vec<_> = (0..6).map(|n| {
            let db = db.clone();
            tokio::spawn(async move { redeem(&db, "link", NOW, &format!("s{n}")).await.is_some() })
        }).collect();
        let mut opened = 0;
        for attempt in tries {
            opened += i32::from(attempt.await.unwrap());
        }
        assert_eq!(opened, 1);
    }
}

both! {
    async fn what_is_expired_opens_nothing_and_is_forgotten(db: Db) {
        issue(&db, "late").await;
        issue(&db, "link").await;
        assert_eq!(redeem(&db, "late", NOW + 15 * MINUTE, "s0").await, None);
        redeem(&db, "link", NOW, "s1").await.unwrap();
        assert!(sessions::find(&db, &token("s1"), NOW + 60 * MINUTE - 1).await.unwrap().is_some());
        assert!(sessions::find(&db, &token("s1"), NOW + 60 * MINUTE).await.unwrap().is_none());
        let mut tx = db.begin().await.unwrap();
        assert_eq!(sessions::forget_expired(&mut tx, NOW + 30 * MINUTE).await.unwrap(), 2);
        assert_eq!(sessions::forget_expired(&mut tx, NOW + 90 * MINUTE).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }
}

both! {
    async fn a_session_is_revoked_alone(db: Db) {
        let mut tx = db.begin().await.unwrap();
        for (n, name) in (0..).zip(["s1", "s2", "s3"]) {
            sessions::open(&mut tx, "org-a", "member-a", NOW + n, &opening(name)).await.unwrap();
        }
        sessions::open(&mut tx, "org-b", "member-a", NOW, &opening("s4")).await.unwrap();
        tx.commit().await.unwrap();
        let third = sessions::find(&db, &token("s3"), NOW).await.unwrap().unwrap().token_digest;
        let mut tx = db.begin().await.unwrap();
        assert!(!sessions::revoke(&mut tx, "org-b", &third).await.unwrap(), "of another organisation");
        assert!(sessions::revoke(&mut tx, "org-a", &third).await.unwrap());
        assert!(!sessions::revoke(&mut tx, "org-a", &third).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(sessions::find(&db, &token("s3"), NOW).await.unwrap(), None);
        for name in ["s1", "s2", "s4"] {
            assert!(sessions::find(&db, &token(name), NOW).await.unwrap().is_some(), "{name}");
        }
    }
}

both! {
    async fn a_member_sees_their_sessions_and_ends_the_others(db: Db) {
        let mut tx = db.begin().await.unwrap();
        for (n, name) in (0..).zip(["s1", "s2", "s3"]) {
            sessions::open(&mut tx, "org-a", "member-a", NOW + n, &opening(name)).await.unwrap();
        }
        sessions::open(&mut tx, "org-a", "member-b", NOW, &opening("s4")).await.unwrap();
        sessions::open(&mut tx, "org-b", "member-a", NOW, &opening("s5")).await.unwrap();
        tx.commit().await.unwrap();
        issue(&db, "unused").await;
        let seen = sessions::of_member(&db, "org-a", "member-a", NOW).await.unwrap();
        let first = sessions::find(&db, &token("s1"), NOW).await.unwrap().unwrap();
        assert_eq!(seen.iter().map(|session| session.issued_us).collect::<Vec<_>>(), [NOW + 2, NOW + 1, NOW]);
        let mut tx = db.begin().await.unwrap();
        let ended = sessions::revoke_others(&mut tx, "org-a", "member-a", Some(&first.token_digest)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ended, 2);
        assert_eq!(sessions::of_member(&db, "org-a", "member-a", NOW).await.unwrap(), [first]);
        assert_eq!(redeem(&db, "unused", NOW, "s6").await, None, "a link that was not used goes too");
        for name in ["s4", "s5"] {
            assert!(sessions::find(&db, &token(name), NOW).await.unwrap().is_some(), "{name}");
        }
    }
}

both! {
    async fn no_token_is_kept(db: Db) {
        issue(&db, "link").await;
        redeem(&db, "link", NOW, "s1").await.unwrap();
        let kept: Vec<String> = db.all("SELECT token_digest FROM links UNION SELECT token_digest FROM sessions", args![]).await.unwrap();
        assert_eq!(kept.len(), 2);
        assert!(kept.iter().all(|digest| digest.len() == 64 && !digest.contains("0123456789abcdefghij")));
    }
}

both! {
    async fn a_form_that_is_pressed_twice_makes_one_link_which_the_second_answer_opens(db: Db) {
        let made = async |name: &str, seconds: i64| {
            let expires_us = NOW + 15 * MINUTE + seconds * 1_000_000;
            let link = Link { org: "org-a".to_owned(), member: "member-a".to_owned(), expires_us };
            sessions::issue_link_by_form(&db, &token(name), &link, "form").await.unwrap()
        };
        assert_eq!((made("one", 0).await, made("two", 9).await), (Issued::New, Issued::Again));
        assert_eq!(made("three", 20).await, Issued::Past, "by now somebody has it");
        for (name, opens) in [("one", false), ("three", false), ("two", true)] {
            assert_eq!(redeem(&db, name, NOW, &format!("s-{name}")).await.is_some(), opens, "{name}");
        }
        assert_eq!(made("four", 9).await, Issued::Past, "it was used");
    }
}
