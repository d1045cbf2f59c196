//! Habits that are no task: remembered once, of one organisation, until whoever has them is erased.

use crate::world::{desk, minute, org, request};
use domain::id::{OrgId, PersonId};
use domain::request::Command;
use store::both;
use store::habits::{Declined, decline, declined, propose};

fn habit(person: &str, minute: i64) -> Declined {
    Declined { person: person.to_owned(), kind: "task".to_owned(), minute }
}

both! {
    async fn a_habit_that_is_no_task_is_remembered_until_its_person_is_erased(db: Db) {
        let desk = desk(db.clone()).await;
        let mut tx = db.begin().await.unwrap();
        for one in [habit("siti", 480), habit("siti", 480), habit("ravi", 600)] {
            decline(&mut tx, &org(), &one, minute(1)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(declined(&db, &org()).await.unwrap(), [habit("ravi", 600), habit("siti", 480)]);
        assert_eq!(declined(&db, &OrgId::new("other")).await.unwrap(), []);
        let erasure = Command::RecordErasure { person: PersonId::new("ravi"), entries: 0 };
        desk.erase_person(request(3, 9, erasure)).await.unwrap();
        assert_eq!(declined(&db, &org()).await.unwrap(), [habit("siti", 480)]);
        let mut tx = db.begin().await.unwrap();
        assert!(!propose(&mut tx, &org(), &habit("siti", 481)).await.unwrap(), "that is another");
        for is_known in [true, false] {
            assert_eq!(propose(&mut tx, &org(), &habit("siti", 480)).await.unwrap(), is_known);
        }
        tx.commit().await.unwrap();
        assert_eq!(declined(&db, &org()).await.unwrap(), []);
    }
}
