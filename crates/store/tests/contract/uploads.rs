//! What a channel has of ours: known again by number and content, until it is over or the channel says otherwise.

use crate::world::{minute, org};
use domain::id::Digest;
use store::{both, uploads};

both! {
    async fn a_file_is_known_again_for_its_number_as_long_as_it_lasts(db: Db) {
        let (one, other) = (Digest::new("1".repeat(64)), Digest::new("2".repeat(64)));
        let mut tx = db.begin().await.unwrap();
        uploads::remember(&mut tx, &org(), ("n", &one), "900", minute(0)).await.unwrap();
        uploads::remember(&mut tx, &org(), ("n", &one), "901", minute(1)).await.unwrap();
        uploads::remember(&mut tx, &org(), ("n", &other), "902", minute(1)).await.unwrap();
        tx.commit().await.unwrap();
        let find = async |number, digest, at| uploads::find(&db, &org(), (number, digest), minute(at)).await.unwrap();
        assert_eq!(find("n", &one, 2).await.as_deref(), Some("901"));
        assert_eq!(find("m", &one, 2).await, None);
        assert_eq!(find("n", &one, 30 * 24 * 60).await, None, "WhatsApp keeps it for thirty days");
        let mut tx = db.begin().await.unwrap();
        uploads::forget(&mut tx, &org(), ("n", &one)).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!((find("n", &one, 2).await, find("n", &other, 2).await.as_deref()), (None, Some("902")));
    }
}
