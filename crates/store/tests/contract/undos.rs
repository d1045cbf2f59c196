//! What members may take back: their own, for some minutes, once.

use crate::world::{minute, org};
use domain::id::{MessageId, OrgId};
use store::both;
use store::undos::{Part, Undo, end, find, keep, last};

fn undo(id: &str, at: i64) -> Undo {
    Undo {
        id: id.into(),
        member: "siti".into(),
        act: "accepted".into(),
        about: "triage".into(),
        parts: vec![Part::Message(MessageId::new("m1"), 3, 5)],
        back: "/triage".into(),
        made_at: minute(at),
        is_undone: false,
    }
}

both! {
    async fn what_a_member_did_is_found_by_them_for_ten_minutes(db: Db) {
        let mut tx = db.begin().await.unwrap();
        keep(&mut tx, &org(), &undo("a", 0)).await.unwrap();
        tx.commit().await.unwrap();
        let found = find(&db, &org(), "siti", "a", minute(10)).await.unwrap().unwrap();
        assert_eq!(found, undo("a", 0));
        for (org, member, id, at) in [(org(), "ali", "a", 1), (OrgId::new("other"), "siti", "a", 1), (org(), "siti", "b", 1), (org(), "siti", "a", 11)] {
            assert_eq!(find(&db, &org, member, id, minute(at)).await.unwrap(), None, "{member} {id} {at}");
        }
        let mut tx = db.begin().await.unwrap();
        keep(&mut tx, &org(), &undo("b", 11)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find(&db, &org(), "siti", "a", minute(5)).await.unwrap(), None, "what is over is forgotten");
    }
}

both! {
    async fn what_was_taken_back_is_known_to_be_and_not_offered_again(db: Db) {
        let mut tx = db.begin().await.unwrap();
        keep(&mut tx, &org(), &undo("a", 0)).await.unwrap();
        tx.commit().await.unwrap();
        let offered = async || last(&db, &org(), "siti", ("accepted", "triage"), minute(0)).await.unwrap();
        assert_eq!(offered().await.as_deref(), Some("a"));
        assert_eq!(last(&db, &org(), "siti", ("accepted", "triage"), minute(1)).await.unwrap(), None, "that was earlier");
        let mut tx = db.begin().await.unwrap();
        end(&mut tx, &org(), "a", minute(2)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(find(&db, &org(), "siti", "a", minute(3)).await.unwrap().unwrap().is_undone);
        assert_eq!(offered().await, None);
    }
}
