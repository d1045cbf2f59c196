//! Passes: found by their secret alone, until they are taken back or their holder is erased.

use crate::world::{desk, minute, org, request};
use domain::id::{OrgId, PersonId, TicketNumber};
use domain::request::Command;
use domain::time::Instant;
use store::both;
use store::passes::{find, issue, issue_by_form, note_use, of_ticket, revoke};
use store::sessions::{Issued, Token};

fn token(text: &str) -> Token {
    Token::parse(&format!("{text:-<24}")).unwrap()
}

both! {
    async fn a_pass_opens_until_it_is_taken_back(db: Db) {
        let (tan, ticket) = (PersonId::new("Tan"), TicketNumber(4));
        let mut tx = db.begin().await.unwrap();
        issue(&mut tx, &org(), &token("one"), (ticket, &tan, true), minute(0)).await.unwrap();
        issue(&mut tx, &org(), &token("two"), (ticket, &tan, false), minute(1)).await.unwrap();
        tx.commit().await.unwrap();
        let pass = find(&db, &token("one")).await.unwrap().unwrap();
        assert_eq!((pass.number(), pass.holder(), pass.is_work, pass.used_us), (ticket, tan, true, None));
        assert_eq!(find(&db, &token("three")).await.unwrap(), None);
        let mut tx = db.begin().await.unwrap();
        note_use(&mut tx, &pass, minute(2)).await.unwrap();
        assert!(!revoke(&mut tx, &OrgId::new("other"), ticket, &pass.token_digest, minute(3)).await.unwrap());
        assert!(!revoke(&mut tx, &org(), TicketNumber(5), &pass.token_digest, minute(3)).await.unwrap());
        assert!(revoke(&mut tx, &org(), ticket, &pass.token_digest, minute(3)).await.unwrap());
        assert!(revoke(&mut tx, &org(), ticket, &pass.token_digest, minute(9)).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(find(&db, &token("one")).await.unwrap(), None);
        assert!(find(&db, &token("two")).await.unwrap().is_some());
        let listed = of_ticket(&db, &org(), ticket).await.unwrap();
        let told: Vec<_> = listed.iter().map(|pass| (pass.is_work, pass.opened_us, pass.used_us, pass.revoked_us)).collect();
        let at = |minutes| Some(minute(minutes).us());
        assert_eq!(told, [(false, None, None, None), (true, at(2), at(2), at(3))]);
    }
}

both! {
    async fn erasing_somebody_ends_their_passes(db: Db) {
        let desk = desk(db.clone()).await;
        let mut tx = db.begin().await.unwrap();
        issue(&mut tx, &org(), &token("one"), (TicketNumber(1), &PersonId::new("Tan"), true), minute(0)).await.unwrap();
        issue(&mut tx, &org(), &token("two"), (TicketNumber(1), &PersonId::new("Sue"), true), minute(0)).await.unwrap();
        tx.commit().await.unwrap();
        let erasure = Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 };
        desk.erase_person(request(3, 9, erasure)).await.unwrap();
        assert_eq!(find(&db, &token("one")).await.unwrap(), None);
        assert!(find(&db, &token("two")).await.unwrap().is_some());
    }
}

both! {
    async fn a_form_that_is_pressed_twice_makes_one_pass_which_the_second_answer_opens(db: Db) {
        let (tan, ticket) = (PersonId::new("Tan"), TicketNumber(4));
        let made = async |name: &str, seconds: i64| {
            let at = ("form", Instant::from_us(minute(0).us() + seconds * 1_000_000));
            issue_by_form(&db, &org(), &token(name), (ticket, &tan, true), at).await.unwrap()
        };
        assert_eq!((made("one", 0).await, made("two", 9).await), (Issued::New, Issued::Again));
        assert_eq!(made("three", 11).await, Issued::Past, "by now somebody has it");
        assert_eq!(of_ticket(&db, &org(), ticket).await.unwrap().len(), 1);
        for (name, opens) in [("one", false), ("two", true), ("three", false)] {
            assert_eq!(find(&db, &token(name)).await.unwrap().is_some(), opens, "{name}");
        }
    }
}
