//! Subscriptions: a form makes one, which is found by it for good.

use crate::world::{minute, org};
use domain::id::OrgId;
use store::both;
use store::subscriptions::{Subscription, add, end, of_form};

both! {
    async fn a_form_is_known_by_the_one_it_made_be_it_over_or_not(db: Db) {
        let one = Subscription {
            id: "one".into(),
            every: "monday".into(),
            minute: 480,
            person: Some("ravi".into()),
            language: "ms".into(),
            format: "pdf".into(),
            form: Some("form".into()),
            ..Subscription::default()
        };
        let again = Subscription { id: "two".into(), made_by: "member:siti".into(), made_us: 1, ..one.clone() };
        let mut tx = db.begin().await.unwrap();
        add(&mut tx, &org(), &one).await.unwrap();
        tx.commit().await.unwrap();
        let made = of_form(&db, &org(), "form").await.unwrap().unwrap();
        assert_eq!(made, one);
        assert!(made.says_as(&again), "who made it, and when, is not what it sends");
        assert!(!made.says_as(&Subscription { minute: 481, ..again.clone() }));
        for (org, form) in [(org(), "other"), (org(), ""), (OrgId::new("other"), "form")] {
            assert_eq!(of_form(&db, &org, form).await.unwrap(), None);
        }
        let mut tx = db.begin().await.unwrap();
        assert!(add(&mut tx, &org(), &again).await.unwrap_err().is_taken());
        tx.rollback().await.unwrap();
        let mut tx = db.begin().await.unwrap();
        end(&mut tx, &org(), "one", minute(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!of_form(&db, &org(), "form").await.unwrap().unwrap().says_as(&again), "it is over");
    }
}
