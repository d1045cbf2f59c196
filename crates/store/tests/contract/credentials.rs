//! What proves a member beside a link: kept for each organisation apart, replaced, used once, taken away.

use crate::world::{minute, org};
use domain::id::OrgId;
use store::{both, credentials};

both! {
    async fn a_password_is_replaced_and_is_one_members_alone(db: Db) {
        let mut tx = db.begin().await.unwrap();
        credentials::set_password(&mut tx, &org(), "siti", "first", minute(0)).await.unwrap();
        credentials::set_password(&mut tx, &org(), "siti", "second", minute(1)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(credentials::password(&db, &org(), "siti").await.unwrap().as_deref(), Some("second"));
        assert_eq!(credentials::password(&db, &org(), "farah").await.unwrap(), None);
        assert_eq!(credentials::password(&db, &OrgId::new("other"), "siti").await.unwrap(), None);
    }
}

both! {
    async fn a_second_factor_counts_once_confirmed_and_each_step_once(db: Db) {
        let mut tx = db.begin().await.unwrap();
        credentials::offer_second_factor(&mut tx, &org(), "siti", "AAAA").await.unwrap();
        credentials::withdraw_second_factor(&mut tx, &org(), "siti").await.unwrap();
        for (secret, why) in [("BBBB", "asked for"), ("DDDD", "asked for twice, it may be in an app by now")] {
            credentials::offer_second_factor(&mut tx, &org(), "siti", secret).await.expect(why);
        }
        tx.commit().await.unwrap();
        let offered = credentials::second_factor(&db, &org(), "siti").await.unwrap().unwrap();
        assert_eq!((offered.secret.as_str(), offered.confirmed_us), ("BBBB", None));
        let mut tx = db.begin().await.unwrap();
        assert!(credentials::use_step(&mut tx, &org(), "siti", 100, minute(2)).await.unwrap());
        assert!(!credentials::use_step(&mut tx, &org(), "siti", 100, minute(2)).await.unwrap(), "used before");
        assert!(!credentials::use_step(&mut tx, &org(), "siti", 99, minute(3)).await.unwrap(), "older than the last");
        assert!(credentials::use_step(&mut tx, &org(), "siti", 101, minute(3)).await.unwrap());
        credentials::withdraw_second_factor(&mut tx, &org(), "siti").await.unwrap();
        credentials::offer_second_factor(&mut tx, &org(), "siti", "CCCC").await.unwrap();
        tx.commit().await.unwrap();
        let kept = credentials::second_factor(&db, &org(), "siti").await.unwrap().unwrap();
        assert_eq!(
            (kept.secret.as_str(), kept.confirmed_us, kept.used_step),
            ("BBBB", Some(minute(2).us()), 101),
            "one that counts is not replaced"
        );
        let mut tx = db.begin().await.unwrap();
        credentials::forget(&mut tx, &org(), "siti").await.unwrap();
        tx.commit().await.unwrap();
        assert!(credentials::second_factor(&db, &org(), "siti").await.unwrap().is_none());
    }
}
