//! Connecting a number, from end to end: the page, the outbox and the real sender against the simulator's Graph API and webhooks.

use super::played::Street;
use crate::chance;
use axum::http::StatusCode;
use domain::outbound::State;
use store::both;

const PAGE: &str = "/settings/whatsapp";

both! {
    async fn templates_that_are_missing_are_handed_in_and_used_once_they_are_approved(db: Db) {
        let street = Street::open(db).await;
        let page = street.house.get_as_owner(PAGE).await.1;
        assert!(page.contains("laksana_pending en (not handed in)"), "{page}");
        street.press("/phone/chaos", "judge=waits").await;
        let (status, done) = street.house.fill_as_owner("/settings/whatsapp/templates", "").await;
        assert!(status == StatusCode::OK && done.contains("templates were handed in."), "{done}");
        assert!(done.contains("laksana_pending en (waits for WhatsApp)"), "{done}");
        let (_, again) = street.house.fill_as_owner("/settings/whatsapp/templates", "").await;
        assert!(again.contains("WhatsApp has all of them already."), "{again}");
        for sentence in domain::wording::Sentence::ALL {
            street.press("/phone/templates", &format!("name={}&language=en&word=APPROVED", sentence.word())).await;
        }
        let page = street.house.get_as_owner(PAGE).await.1;
        assert!(page.contains("are approved, in what people write here (en)"), "{page}");
    }
}

both! {
    async fn a_number_that_is_restricted_is_not_well(db: Db) {
        let street = Street::open(db).await;
        let page = street.house.get_as_owner(PAGE).await.1;
        assert!(page.contains("quality green") && page.contains("group_lifecycle_update"), "{page}");
        street.press("/phone/news", "news=restricted").await;
        let page = street.house.get_as_owner(PAGE).await.1;
        assert!(page.contains("is restricted: WhatsApp lets it write to nobody first (RESTRICTED)"), "{page}");
    }
}

both! {
    async fn a_test_message_goes_through_the_outbox_and_the_page_says_that_it_arrived(db: Db) {
        let street = Street::open(db).await;
        street.house.fill_as_owner("/settings/whatsapp/templates", "").await;
        let form = "name=0123456789abcdef0123456789abcdef&number=%2B60+12-345+6789";
        let sent = street.house.fill_as_owner("/settings/whatsapp/trials", form).await;
        assert_eq!(sent.0, StatusCode::SEE_OTHER);
        let page = || street.house.get_as_owner("/settings/whatsapp?trial=0123456789abcdef0123456789abcdef");
        assert!(page().await.1.contains("This is a test message"), "it waits");
        let mut sender = street.sender();
        sender.send_due(chance::now()).await.unwrap();
        assert_eq!(street.shown(), 0, "second thoughts");
        sender.send_due(chance::now().plus_seconds(11)).await.unwrap();
        assert_eq!((street.shown(), street.letters().await[0].state), (1, State::Sent));
        street.deliver().await;
        let page = page().await.1;
        assert!(page.contains("✓✓ Delivered"), "{page}");
    }
}
