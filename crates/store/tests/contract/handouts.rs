//! Handouts: found by their secret alone, until they run out, are taken back, or whoever got them is erased.

use crate::world::{desk, minute, org, request};
use domain::id::{Digest, OrgId, PersonId};
use domain::request::Command;
use store::handouts::{Handout, find, issue, list, note_opening, renew, revoke};
use store::sessions::Token;
use store::{both, openings};

fn token(text: &str) -> Token {
    Token::parse(&format!("{text:-<24}")).unwrap()
}

fn handout(person: Option<&str>) -> Handout {
    Handout {
        org: org().to_string(),
        label: "Council".into(),
        client: Some("Harta".into()),
        stretch: "rolling".into(),
        language: "ms".into(),
        is_redacted: true,
        person: person.map(Into::into),
        made_by: "member:owner".into(),
        made_us: minute(0).us(),
        expires_us: minute(100).us(),
        ..Handout::default()
    }
}

both! {
    async fn a_handout_opens_until_it_runs_out_or_is_taken_back(db: Db) {
        let mut tx = db.begin().await.unwrap();
        issue(&mut tx, &token("one"), &handout(None)).await.unwrap();
        issue(&mut tx, &token("two"), &handout(Some("Tan"))).await.unwrap();
        tx.commit().await.unwrap();
        let found = find(&db, &token("one"), minute(99)).await.unwrap().unwrap();
        assert_eq!(Handout { token_digest: String::new(), ..found.clone() }, handout(None));
        assert_eq!(find(&db, &token("one"), minute(100)).await.unwrap(), None);
        assert_eq!(find(&db, &token("three"), minute(1)).await.unwrap(), None);
        note_opening(&db, &found, "page", minute(1)).await.unwrap();
        note_opening(&db, &found, "page", minute(2)).await.unwrap();
        note_opening(&db, &found, "pdf", minute(3)).await.unwrap();
        let opened = openings::of(&db, &org(), &Digest::new(found.token_digest.clone())).await.unwrap();
        assert_eq!(opened.iter().map(|opening| opening.who.as_str()).collect::<Vec<_>>(), ["link:pdf", "link:page"]);
        let mut tx = db.begin().await.unwrap();
        assert!(!revoke(&mut tx, &OrgId::new("other"), &found.token_digest, minute(4)).await.unwrap());
        assert!(revoke(&mut tx, &org(), &found.token_digest, minute(4)).await.unwrap());
        assert!(revoke(&mut tx, &org(), &found.token_digest, minute(9)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(find(&db, &token("one"), minute(5)).await.unwrap(), None);
        let revoked: Vec<_> = list(&db, &org(), minute(9)).await.unwrap().into_iter().filter_map(|known| known.revoked_us).collect();
        assert_eq!(revoked, [minute(4).us()]);
        assert_eq!(list(&db, &OrgId::new("other"), minute(9)).await.unwrap(), []);
    }
}

both! {
    async fn what_still_opens_is_listed_before_what_is_over(db: Db) {
        let mut tx = db.begin().await.unwrap();
        let brief = Handout {
            label: "Brief".into(),
            made_us: minute(5).us(),
            expires_us: minute(8).us(),
            ..handout(None)
        };
        issue(&mut tx, &token("one"), &handout(None)).await.unwrap();
        issue(&mut tx, &token("two"), &brief).await.unwrap();
        tx.commit().await.unwrap();
        for (at, expected) in [(7, ["Brief", "Council"]), (8, ["Council", "Brief"])] {
            let listed = list(&db, &org(), minute(at)).await.unwrap();
            assert_eq!(listed.iter().map(|known| known.label.as_str()).collect::<Vec<_>>(), expected, "{at}");
        }
    }
}

both! {
    async fn one_form_makes_one_handout(db: Db) {
        let of_form = Handout { form: Some("one".into()), ..handout(None) };
        let mut tx = db.begin().await.unwrap();
        issue(&mut tx, &token("one"), &of_form).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        assert!(issue(&mut tx, &token("two"), &of_form).await.unwrap_err().is_taken());
        tx.rollback().await.unwrap();
        assert_eq!(list(&db, &org(), minute(9)).await.unwrap().len(), 1);
    }
}

both! {
    async fn erasing_somebody_ends_what_was_sent_to_them(db: Db) {
        let desk = desk(db.clone()).await;
        let mut tx = db.begin().await.unwrap();
        issue(&mut tx, &token("one"), &handout(Some("Tan"))).await.unwrap();
        issue(&mut tx, &token("two"), &handout(None)).await.unwrap();
        tx.commit().await.unwrap();
        let erasure = Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 };
        desk.erase_person(request(3, 9, erasure)).await.unwrap();
        assert_eq!(find(&db, &token("one"), minute(1)).await.unwrap(), None);
        assert!(find(&db, &token("two"), minute(1)).await.unwrap().is_some());
    }
}

both! {
    async fn a_form_that_is_pressed_twice_makes_one_handout_which_the_second_answer_opens(db: Db) {
        let form = |person, seconds: i64| Handout {
            form: Some("form".into()),
            made_us: minute(0).us() + seconds * 1_000_000,
            expires_us: minute(1_440).us() + seconds * 1_000_000,
            ..handout(person)
        };
        let mut tx = db.begin().await.unwrap();
        assert!(!renew(&mut tx, &token("none"), &form(None, 0)).await.unwrap(), "nothing was made yet");
        issue(&mut tx, &token("one"), &form(None, 0)).await.unwrap();
        let whole = Handout { is_redacted: !form(None, 9).is_redacted, ..form(None, 9) };
        let other = Handout { site: Some("elsewhere".to_owned()), vendor: None, ..form(None, 9) };
        let longer = Handout { expires_us: minute(2_880).us(), ..form(None, 9) };
        for changed in [whole, other, longer, form(Some("Tan"), 9)] {
            assert!(!renew(&mut tx, &token("none"), &changed).await.unwrap(), "it would show something else: {changed:?}");
        }
        assert!(renew(&mut tx, &token("two"), &form(None, 9)).await.unwrap());
        assert!(!renew(&mut tx, &token("late"), &form(None, 11)).await.unwrap(), "by now somebody has it");
        tx.commit().await.unwrap();
        assert_eq!(find(&db, &token("one"), minute(1)).await.unwrap(), None);
        let found = find(&db, &token("two"), minute(1)).await.unwrap().unwrap();
        note_opening(&db, &found, "page", minute(1)).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        assert!(!renew(&mut tx, &token("three"), &form(None, 9)).await.unwrap(), "somebody opened it");
        tx.rollback().await.unwrap();
    }
}
