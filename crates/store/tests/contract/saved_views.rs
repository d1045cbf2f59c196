//! Addresses with names: one of a name for each member, and a bounded number.

use crate::world::{minute, org};
use domain::id::OrgId;
use store::both;
use store::saved_views::{EVERYBODY, SavedView, VIEWS_MAX, forget, list, remove, save};

fn view(member: &str, name: &str, path: &str) -> SavedView {
    SavedView { member: member.into(), name: name.into(), path: path.into(), made_by: "siti".into() }
}

both! {
    async fn a_member_sees_their_own_and_everybodys_and_a_name_is_one_view(db: Db) {
        let mut tx = db.begin().await.unwrap();
        for kept in [view("siti", "Lifts", "/tickets?category=lift"), view("ali", "Mine", "/board"), view(EVERYBODY, "All", "/tickets"), view("siti", "Lifts", "/tickets?category=lift&group=all")] {
            assert!(save(&mut tx, &org(), &kept, minute(0)).await.unwrap());
        }
        tx.commit().await.unwrap();
        let names = async |member| {
            let views = list(&db, &org(), member).await.unwrap();
            views.into_iter().map(|view| (view.name, view.path)).collect::<Vec<_>>()
        };
        let (all, lifts) = (("All".to_owned(), "/tickets".to_owned()), ("Lifts".to_owned(), "/tickets?category=lift&group=all".to_owned()));
        assert_eq!(names("siti").await, [all.clone(), lifts]);
        assert_eq!(list(&db, &OrgId::new("other"), "siti").await.unwrap(), []);
        let mut tx = db.begin().await.unwrap();
        for _ in 0..2 {
            remove(&mut tx, &org(), "siti", "Lifts").await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(names("siti").await, std::slice::from_ref(&all));
        assert_eq!(names("ali").await.len(), 2);
        let mut tx = db.begin().await.unwrap();
        forget(&mut tx, &org(), "ali").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names("ali").await, [all], "a login that ended keeps none");
    }
}

both! {
    async fn there_are_no_more_than_one_chooses_from(db: Db) {
        let mut tx = db.begin().await.unwrap();
        for nth in 0..VIEWS_MAX {
            assert!(save(&mut tx, &org(), &view("siti", &nth.to_string(), "/board"), minute(0)).await.unwrap());
        }
        assert!(!save(&mut tx, &org(), &view("siti", "one more", "/board"), minute(0)).await.unwrap());
        assert!(save(&mut tx, &org(), &view("siti", "0", "/tickets"), minute(0)).await.unwrap(), "in place of the one of that name");
        assert!(save(&mut tx, &org(), &view("ali", "one more", "/board"), minute(0)).await.unwrap());
        tx.commit().await.unwrap();
    }
}
