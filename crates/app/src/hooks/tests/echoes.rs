//! What somebody types in the business app of our own number: our word, nobody's report.

use super::world::{House, message, posted};
use crate::chance;
use axum::http::StatusCode;
use domain::id::{PersonId, TicketNumber};
use serde_json::json;
use store::read::{outbox, tickets};
use store::{both, read};

const ECHO: &str = include_str!("../../../../channels/fixtures/cloud-api/meta-docs-2026/smb_message_echo_bsuid.json");

/// The echo of a message to whoever told us, as Meta posts it.
fn echo(wamid: &str, text: &str) -> String {
    let seconds = (chance::now().us() / 1_000_000).to_string();
    let said = json!({ "from": "15550783881", "to": "60123456789", "to_user_id": "MY.1349120865530274", "id": wamid,
        "timestamp": seconds, "type": "text", "text": { "body": text } });
    let metadata = json!({ "display_phone_number": "15550783881", "phone_number_id": "106540352242922" });
    let value = json!({ "messaging_product": "whatsapp", "metadata": metadata, "message_echoes": [said] });
    let changes = json!([{ "field": "smb_message_echoes", "value": value }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": changes }] })
        .to_string()
}

both! {
    async fn what_we_typed_ourselves_opens_nothing_and_wants_no_answer(db: Db) {
        let house = House::open(db).await;
        assert_eq!(house.post(ECHO).await, StatusCode::OK);
        assert_eq!(house.post(&echo("wamid.two", "The lift in Block B is stuck, water everywhere")).await, StatusCode::OK);
        let taken = house.take_in().await;
        assert_eq!((taken.messages, taken.tickets), (2, 0));
        assert!(outbox::all(&house.home.db, &house.home.org, None).await.unwrap().is_empty());
        let said = read::messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
        assert!(said.iter().all(|said| said.heard.sender == PersonId::house()), "{said:?}");
    }
}

both! {
    async fn what_we_typed_answers_whoever_reported(db: Db) {
        let house = House::open(db).await;
        house.post(&posted(&[message("wamid.tap", "The tap in the pantry is leaking badly")])).await;
        house.take_in().await;
        let wanted = outbox::all(&house.home.db, &house.home.org, None).await.unwrap().len();
        house.post(&echo("wamid.answer", "We are on our way")).await;
        house.take_in().await;
        let ticket = tickets::one(&house.home.db, &house.home.org, TicketNumber(1)).await.unwrap().unwrap();
        assert!(ticket.acknowledged_at.is_some(), "it was answered: {ticket:?}");
        assert!(tickets::one(&house.home.db, &house.home.org, TicketNumber(2)).await.unwrap().is_none());
        assert_eq!(outbox::all(&house.home.db, &house.home.org, None).await.unwrap().len(), wanted);
        // A change of ours changes ours alone.
        house.post(&posted(&[message("wamid.again", "still leaking badly, please hurry")])).await;
        house.take_in().await;
        assert!(tickets::one(&house.home.db, &house.home.org, TicketNumber(2)).await.unwrap().is_none());
    }
}
