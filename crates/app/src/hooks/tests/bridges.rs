//! Bridges through the whole program's router: who is let in, the switch, and that one message by two ways is one.

use super::graph::{Graph, Reply};
use super::sending::sender;
use super::world::{House, message, posted};
use crate::chance;
use crate::hooks::Refused;
use crate::workers::Hearing;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::hearing::{Ear, Suspicion};
use domain::time::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::{Sha256, Sha512};
use store::both;
use store::inbox::{self, ears};
use store::need::Need;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A body as WAHA brings it.
fn by_waha(body: &str, key: &str) -> Request<Body> {
    let mut mac = Hmac::<Sha512>::new_from_slice(key.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let signature = hex(&mac.finalize().into_bytes());
    Request::post("/hooks/waha").header("x-webhook-hmac", signature).body(Body::from(body.to_owned())).unwrap()
}

fn by_evolution(body: &str, bearer: &str) -> Request<Body> {
    let header = format!("Bearer {bearer}");
    Request::post("/hooks/evolution").header("authorization", header).body(Body::from(body.to_owned())).unwrap()
}

pub fn by_any(body: &str, at: Instant) -> Request<Body> {
    let seconds = (at.us() / 1_000_000).to_string();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a-bridge-secret").unwrap();
    mac.update(format!("{seconds}.{body}").as_bytes());
    let signature = format!("sha256={}", hex(&mac.finalize().into_bytes()));
    Request::post("/hooks/bridge")
        .header("x-laksana-timestamp", seconds)
        .header("x-laksana-signature", signature)
        .body(Body::from(body.to_owned()))
        .unwrap()
}

fn seconds() -> i64 {
    chance::now().us() / 1_000_000
}

fn waha(id: &str, text: &str) -> String {
    json!({ "event": "message", "session": "default", "me": { "id": "15550783881@c.us" }, "payload": {
        "id": format!("false_60123456789@c.us_{id}"), "timestamp": seconds(), "from": "60123456789@c.us", "fromMe": false,
        "body": text, "hasMedia": false } })
    .to_string()
}

fn evolution(id: &str, text: &str) -> String {
    let key = json!({ "remoteJid": "120363@g.us", "fromMe": false, "id": id, "participant": "777@lid" });
    json!({ "event": "messages.upsert", "instance": "demo", "sender": "15550783881@s.whatsapp.net", "apikey": "hidden-key",
        "data": { "key": key, "pushName": "Ana", "message": { "conversation": text }, "messageTimestamp": seconds() } })
    .to_string()
}

fn open(event: &Value) -> String {
    json!({ "events": [event] }).to_string()
}

const REVOKED: &str = include_str!("../../../../channels/fixtures/bridges/waha/message_revoked.json");

both! {
    async fn only_who_signs_as_their_bridge_is_let_in(db: Db) {
        let house = House::open(db).await;
        let (waha, evolution) = (waha("3AADF8441347E8571C10", "hi"), evolution("3EB0ABCDEF1234567890", "oi"));
        let open = open(&json!({ "type": "message", "id": "1", "from": { "phone": "+60123456789" }, "text": "hello" }));
        let now = chance::now();
        let table = [
            (by_waha(&waha, "a-waha-key"), StatusCode::OK),
            (by_waha(&waha, "another"), StatusCode::UNAUTHORIZED),
            (by_evolution(&evolution, "an-evolution-token"), StatusCode::OK),
            (by_evolution(&evolution, "another"), StatusCode::UNAUTHORIZED),
            (by_evolution("{", "an-evolution-token"), StatusCode::BAD_REQUEST),
            (by_any(&open, now), StatusCode::OK),
            (by_any(&open, now.plus_minutes(-6)), StatusCode::UNAUTHORIZED),
            (Request::post("/hooks/bridge").body(Body::from(open.clone())).unwrap(), StatusCode::UNAUTHORIZED),
            (by_waha(&"x".repeat((32 << 20) + 1), "a-waha-key"), StatusCode::PAYLOAD_TOO_LARGE),
        ];
        for (request, expected) in table {
            let path = request.uri().to_string();
            assert_eq!(house.send(request).await.0, expected, "{path}");
        }
        let taken = house.take_in().await;
        assert_eq!((taken.messages, taken.aside), (3, 0));
        let rest = inbox::rest(&house.home.db, &house.home.org).await.unwrap();
        assert!(rest.iter().all(|rest| !rest.body.contains("hidden-key")));
    }
}

both! {
    async fn one_message_by_two_ways_is_one(db: Db) {
        let house = House::open(db).await;
        // The id inside this wamid is the one that the bridge tells.
        let wamid = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
        assert_eq!(house.post(&posted(&[message(wamid, "lift stuck at block C")])).await, StatusCode::OK);
        assert_eq!(house.take_in().await.messages, 1);
        house.send(by_waha(&waha("3AADF8441347E8571C10", "lift stuck at block C"), "a-waha-key")).await;
        house.send(by_waha(&waha("3AADF8441347E8571C11", "good morning"), "a-waha-key")).await;
        let taken = house.take_in().await;
        assert_eq!((taken.deliveries, taken.messages), (2, 1), "the second is new, the first is known");
    }
}

both! {
    async fn what_a_bridge_brings_first_is_answered_with_words_once_it_comes_to_us(db: Db) {
        let house = House::open(db).await;
        let wamid = "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQUFERjg0NDEzNDdFODU3MUMxMAA=";
        house.send(by_waha(&waha("3AADF8441347E8571C10", "The tap in the pantry is leaking badly"), "a-waha-key")).await;
        house.take_in_at(chance::now().plus_minutes(-1)).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        assert!(graph.messages().is_empty(), "outside the window, without a template");
        assert_eq!(house.post(&posted(&[message(wamid, "The tap in the pantry is leaking badly")])).await, StatusCode::OK);
        assert_eq!(house.take_in().await.messages, 0, "it is known");
        sender.send_due(chance::now().plus_minutes(1)).await.unwrap();
        let asked = graph.messages();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].body["type"], "text", "{:?}", asked[0]);
        let before = house.home.desk.snapshot(&house.home.org).await.unwrap();
        house.home.desk.rebuild(&house.home.org).await.unwrap();
        assert_eq!(house.home.desk.snapshot(&house.home.org).await.unwrap(), before);
    }
}

both! {
    async fn our_own_words_that_a_bridge_hears_are_no_report(db: Db) {
        let house = House::open(db).await;
        house.post(&posted(&[message("wamid.hello", "good evening")])).await;
        house.take_in().await;
        // On a worker's phone: what we sent, and do not know yet under WhatsApp's name for it.
        let said = |id: &str, from: &str| {
            json!({ "event": "message", "session": "azlan", "me": { "id": "60198765432@c.us" }, "payload": {
                "id": format!("false_{from}@c.us_{id}"), "timestamp": seconds(), "from": format!("{from}@c.us"),
                "fromMe": false, "body": "T-12 lift stuck in Block B, nobody owns it", "hasMedia": false } })
            .to_string()
        };
        house.send(by_waha(&said("3AADF8441347E8571C20", "15550783881"), "a-waha-key")).await;
        let taken = house.take_in().await;
        assert_eq!((taken.messages, taken.tickets), (1, 0));
        assert!(store::read::outbox::all(&house.home.db, &house.home.org, None).await.unwrap().is_empty());
        let said_by = store::read::messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
        assert!(said_by[1].heard.sender.is_house(), "{said_by:?}");
        house.send(by_waha(&said("3AADF8441347E8571C21", "60123450000"), "a-waha-key")).await;
        assert_eq!(house.take_in().await.tickets, 1, "by anybody else it is a report");
    }
}

both! {
    async fn a_bridge_that_is_switched_off_brings_nothing(db: Db) {
        let house = House::open(db).await;
        let mut tx = house.home.db.begin().await.unwrap();
        ears::switch(&mut tx, &house.home.org, "waha", false, chance::now()).await.unwrap();
        tx.commit().await.unwrap();
        let body = waha("3AADF8441347E8571C10", "hi");
        assert_eq!(house.send(by_waha(&body, "a-waha-key")).await.0, StatusCode::GONE);
        assert_eq!(house.send(by_evolution(&evolution("3EB0ABCDEF1234567890", "oi"), "an-evolution-token")).await.0, StatusCode::OK);
        let known = ears::known(&house.home.db, &house.home.org).await.unwrap();
        let waha = known.iter().find(|known| known.sound.ear == Ear::Channel("waha".into())).unwrap();
        assert_eq!(waha.sound.trouble.map(|(why, _)| why), Some(Suspicion::Off));
    }
}

both! {
    async fn whoever_hides_in_a_group_is_known_once_both_addresses_are_seen(db: Db) {
        let house = House::open(db).await;
        house.send(by_evolution(&evolution("3EB0ABCDEF1234567890", "oi"), "an-evolution-token")).await;
        house.take_in().await;
        let same = json!({ "type": "person", "same": [{ "lid": "777" }, { "phone": "+60123456789" }] });
        house.send(by_any(&open(&same), chance::now())).await;
        house.send(by_waha(&waha("3AADF8441347E8571C12", "it is me"), "a-waha-key")).await;
        house.take_in().await;
        let directory = house.home.directory().await.unwrap();
        let person = |handle: &str| directory.person_by_handle(&domain::message::Handle(handle.into())).unwrap().id.clone();
        assert_eq!(person("lid:777"), person("+60123456789"));
    }
}

both! {
    async fn a_bridge_that_lost_its_session_is_suspect_until_it_brings_something(db: Db) {
        let house = House::open(db).await;
        let mut hearing = Hearing::new(house.home.clone(), Refused::default(), None, "https://laksana.example");
        let failed = json!({ "event": "session.status", "session": "default", "payload": { "name": "default", "status": "FAILED" } });
        house.send(by_waha(&failed.to_string(), "a-waha-key")).await;
        house.take_in().await;
        hearing.look(chance::now()).await.unwrap();
        let silences = |now| {
            let home = house.home.clone();
            async move { home.desk.draft(&home.org, &Need::at(now)).await.unwrap().situation().silences.clone() }
        };
        let known = silences(chance::now()).await;
        assert_eq!(known.len(), 1);
        let expected = (Ear::Number("waha".into(), "default".into()), Suspicion::Disconnected, None);
        assert_eq!((known[0].ear.clone(), known[0].why, known[0].until), expected);
        house.send(by_waha(&waha("3AADF8441347E8571C13", "I am back"), "a-waha-key")).await;
        house.take_in().await;
        hearing.look(chance::now()).await.unwrap();
        assert!(silences(chance::now()).await[0].until.is_some());
    }
}

both! {
    async fn a_program_that_did_not_run_says_so(db: Db) {
        let house = House::open(db).await;
        let now = chance::now();
        let mut hearing = Hearing::new(house.home.clone(), Refused::default(), None, "https://laksana.example");
        hearing.look(now).await.unwrap();
        hearing.look(now.plus_minutes(1)).await.unwrap();
        let mut again = Hearing::new(house.home.clone(), Refused::default(), None, "https://laksana.example");
        again.look(now.plus_minutes(61)).await.unwrap();
        let draft = house.home.desk.draft(&house.home.org, &Need::at(now.plus_minutes(61))).await.unwrap();
        let silences = &draft.situation().silences;
        assert_eq!((silences.len(), &silences[0].ear, silences[0].why), (1, &Ear::Program, Suspicion::Off));
        assert_eq!(silences[0].until, Some(now.plus_minutes(61)));
    }
}

both! {
    async fn whoever_shows_no_signature_is_a_stranger_and_no_bridge_with_another_secret(db: Db) {
        let house = House::open(db).await;
        let body = waha("3AADF8441347E8571C10", "hi");
        let bare = Request::post("/hooks/waha").body(Body::from(body.clone())).unwrap();
        assert_eq!(house.send(bare).await.0, StatusCode::UNAUTHORIZED);
        assert!(house.refused.lock().unwrap().is_empty());
        assert_eq!(house.send(by_waha(&body, "another")).await.0, StatusCode::UNAUTHORIZED);
        assert_eq!(house.refused.lock().unwrap().values().sum::<i64>(), 1);
    }
}

both! {
    async fn a_message_with_its_file_in_it_is_heard_and_one_that_was_taken_back_goes(db: Db) {
        let house = House::open(db).await;
        let mut photo: serde_json::Value = serde_json::from_str(&evolution("3EB0ABCDEF1234567891", "oi")).unwrap();
        photo["data"]["message"]["base64"] = "QUJD".repeat(1_500_000).into();
        assert_eq!(house.send(by_evolution(&photo.to_string(), "an-evolution-token")).await.0, StatusCode::OK, "six megabytes");
        house.send(by_waha(&waha("3AADF8441347E8571C14", "the lift is stuck"), "a-waha-key")).await;
        house.take_in().await;
        let said = store::read::messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
        assert_eq!(said.len(), 2);
        // As WAHA documents it: neither who took it back nor where.
        let mut gone: serde_json::Value = serde_json::from_str(REVOKED).unwrap();
        gone["payload"]["revokedMessageId"] = "3AADF8441347E8571C14".into();
        house.send(by_waha(&gone.to_string(), "a-waha-key")).await;
        house.take_in().await;
        let said = store::read::messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
        let gone: Vec<&str> = said.iter().filter(|one| one.heard.form == domain::message::Form::Deleted).map(|one| one.heard.text.as_str()).collect();
        assert_eq!(gone, [""]);
    }
}

both! {
    async fn whoever_leads_switches_a_bridge_off_and_on_again_and_the_audit_says_so(db: Db) {
        let house = House::open(db).await;
        assert!(!house.get_as_owner("/channels").await.1.contains("Switch off"), "there is none");
        let heard = json!({ "type": "session", "number": "+60120000000", "state": "connected" });
        assert_eq!(house.send(by_any(&open(&heard), chance::now())).await.0, StatusCode::OK);
        house.send(by_waha(&waha("3EB0C767D82B9A5F1A20", "The tap in the pantry is leaking"), "a-waha-key")).await;
        house.take_in().await;
        let page = house.get_as_owner("/channels").await.1;
        assert!(page.contains("/channels/waha/switch") && !page.contains("/channels/evolution/switch"), "{page}");
        assert_eq!(house.fill_as_owner("/channels/waha/switch", "to=off").await.0, StatusCode::SEE_OTHER);
        let page = house.get_as_owner("/channels").await.1;
        assert!(page.contains("Switched off") && page.contains("Hear it again"), "{page}");
        assert_eq!(house.fill_as_owner("/channels/cloud-api/switch", "to=off").await.0, StatusCode::NOT_FOUND);
        assert_eq!(ears::switched_off(&house.home.db, &house.home.org).await.unwrap(), ["waha"]);
        house.fill_as_owner("/channels/waha/switch", "to=on").await;
        assert!(ears::switched_off(&house.home.db, &house.home.org).await.unwrap().is_empty());
        let audit = house.get_as_owner("/audit").await.1;
        assert_eq!(audit.matches("WhatsApp (WAHA)").count(), 2, "{audit}");
    }
}
