//! A sign that somebody puts under what another says in a group, and takes away again, as WhatsApp tells of it.

use super::world::{House, message, posted};
use crate::chance;
use domain::directory::{Person, Role};
use domain::id::PersonId;
use domain::message::Handle;
use domain::request::{Command, Definition};
use serde_json::{Value, json};
use store::both;

/// The group in which all is said.
const GROUP: &str = "120363";

/// A message of somebody in the group, so many minutes ago.
fn said(from: &str, wamid: &str, minutes: i64, text: &str) -> Value {
    let seconds = chance::now().plus_minutes(-minutes).us() / 1_000_000;
    let mut said = message(wamid, text);
    (said["from"], said["from_user_id"], said["group_id"]) = (json!(from), Value::Null, json!(GROUP));
    said["timestamp"] = json!(seconds.to_string());
    said
}

/// The manager's sign under the claim.
fn sign(wamid: &str, minutes: i64, emoji: &str) -> Value {
    let mut said = said("60133333333", wamid, minutes, "");
    (said["type"], said["reaction"]) = (json!("reaction"), json!({ "message_id": "wamid.done", "emoji": emoji }));
    said
}

both! {
    async fn a_managers_sign_under_a_claim_confirms_it_and_taken_away_it_does_not(db: Db) {
        let house = House::open(db).await;
        for (id, phone, role) in [("azlan", "60111111111", Role::Technician), ("farah", "60133333333", Role::Manager)] {
            let (id, name, handles) = (PersonId::new(id), id.to_owned(), vec![Handle::phone(phone)]);
            let person = Person { id, name, handles, role, vendor: None, site: None, shared: None };
            house.ask(Command::Define(Box::new(Definition::Person(person)))).await;
        }
        let mut done = said("60111111111", "wamid.done", 6, "done, new washer put in, the tap in the pantry is fixed");
        done["context"] = json!({ "from": "60122222222", "id": "wamid.tap" });
        let report = said("60122222222", "wamid.tap", 9, "The tap in the pantry is leaking badly");
        for (posts, stage) in [
            (vec![report, done], "resolved"),
            (vec![sign("wamid.s1", 4, "✅")], "verified"),
            (vec![sign("wamid.s2", 3, "")], "resolved"),
            (vec![sign("wamid.s3", 2, "👎")], "reopened"),
            (vec![sign("wamid.s4", 1, "👍🏽")], "verified"),
        ] {
            for post in posts {
                house.post(&posted(&[post])).await;
                house.take_in().await;
            }
            assert_eq!(house.tickets().await, [stage]);
        }
    }
}
