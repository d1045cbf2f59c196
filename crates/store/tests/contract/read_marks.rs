//! Read marks: one for each chat, its last message, claimed by one, and gone when it was shown or nobody cares any more.

use crate::world::{minute, org};
use domain::id::{ConversationId, OrgId};
use std::collections::BTreeMap;
use store::read_marks::{self, Claim, Said};
use store::{Db, both};

async fn want(db: &Db, chats: &[(&str, &str, i64)]) {
    let said = |(chat, name, at): &(&str, &str, i64)| {
        (ConversationId::new(*chat), Said { name: (*name).to_owned(), at: minute(*at) })
    };
    let last: BTreeMap<ConversationId, Said> = chats.iter().map(said).collect();
    let mut tx = db.begin().await.unwrap();
    read_marks::want(&mut tx, &org(), &last).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(db: &Db, at: i64) -> Vec<Claim> {
    let mut tx = db.begin().await.unwrap();
    let claims = read_marks::claim(&mut tx, &org(), minute(at), 10).await.unwrap();
    tx.commit().await.unwrap();
    claims
}

fn names(claims: &[Claim]) -> Vec<&str> {
    let mut names: Vec<&str> = claims.iter().map(|claim| claim.name.as_str()).collect();
    names.sort_unstable();
    names
}

both! {
    async fn the_last_message_of_each_chat_is_marked_by_one(db: Db) {
        want(&db, &[("a", "a1", 1), ("b", "b1", 1)]).await;
        want(&db, &[("a", "a2", 3)]).await;
        want(&db, &[("a", "a0", 0)]).await;
        assert!(!read_marks::is_any_due(&db, &OrgId::new("other"), minute(4)).await.unwrap());
        let claims = claim(&db, 4).await;
        assert_eq!(names(&claims), ["a2", "b1"]);
        assert_eq!(claim(&db, 4).await, [], "they are under way");
        want(&db, &[("a", "a3", 5)]).await;
        let mut tx = db.begin().await.unwrap();
        for claim in &claims {
            read_marks::done(&mut tx, &org(), claim).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(names(&claim(&db, 5).await), ["a3"], "it came while the one before was marked");
    }
}

both! {
    async fn what_fails_comes_again_later_and_later_and_ends(db: Db) {
        want(&db, &[("a", "a1", 0)]).await;
        let mut tried = Vec::new();
        for at in 0..1_440 {
            for claim in claim(&db, at).await {
                tried.push(at);
                let mut tx = db.begin().await.unwrap();
                read_marks::failed(&mut tx, &org(), &claim, minute(at)).await.unwrap();
                tx.commit().await.unwrap();
            }
        }
        assert_eq!(tried, [0, 4, 20, 84, 340], "minutes");
        assert!(!read_marks::is_any_due(&db, &org(), minute(9_999)).await.unwrap());
    }
}

both! {
    async fn nobody_is_shown_after_a_day_that_they_were_read(db: Db) {
        want(&db, &[("a", "a1", 0)]).await;
        assert_eq!(claim(&db, 1_441).await, []);
        assert!(!read_marks::is_any_due(&db, &org(), minute(1_441)).await.unwrap());
    }
}
