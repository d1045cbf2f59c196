//! A house under test: the API over a database, messages heard as Meta posts them, and the description that every
//! answer must fit. Its clock stands still, so that a second never ends by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use brain::mind::Mind;
use channels::cloud_api::Pepper;
use domain::id::OrgId;
use domain::member::Member;
use domain::request::{Actor, Command, Request as Wish, Stamp, Via};
use domain::time::{Instant, Zone};
use engine::live::{CLOUD_API, Live, lapse};
use engine::stamps::Stamps;
use serde_json::{Value, json};
use std::sync::Mutex;
use store::Db;
use store::desk::Desk;
use store::inbox::Claim;
use store::keys;
use store::sessions::Token;
use tower::ServiceExt as _;

/// A key that reads and writes.
pub const WRITES: &str = "laksana_writes-0123456789abcdefghij";
/// A key that only reads.
pub const READS: &str = "laksana_reads-0123456789abcdefghij";
/// Monday, 2 November 2026, 07:00 in Kuala Lumpur.
const SEVEN_US: i64 = 1_793_574_000_000_000;

pub struct House {
    desk: Desk,
    org: OrgId,
    live: tokio::sync::Mutex<Live>,
    said: Mutex<i64>,
    router: Router,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

fn now() -> Instant {
    Instant::from_us(SEVEN_US)
}

fn stamps() -> std::io::Result<Stamps> {
    Ok(Stamps::seeded([9; 32]))
}

/// Holds a value against a schema of the description.
pub fn fits(value: &Value, schema: &str) {
    let described: Value = serde_json::from_str(api::OPENAPI).unwrap();
    let whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": format!("#/components/schemas/{schema}"),
        "components": described["components"],
    });
    let validator = jsonschema::options().should_validate_formats(true).build(&whole).unwrap();
    let errors: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{schema}: {errors:?} in {value}");
}

/// The name of one message as a side of it sees it: theirs ends in 0x12, ours in 0x11.
pub fn wamid(digits: &str, side: u8) -> String {
    use std::fmt::Write as _;
    let stanza = b"3AADF8441347E8571C10";
    let mut bytes = vec![0x1c, 0x18, u8::try_from(digits.len()).unwrap()];
    bytes.extend(digits.as_bytes());
    bytes.extend([0x15, 0x02, 0x00, side, 0x18, u8::try_from(stanza.len()).unwrap()]);
    bytes.extend(stanza);
    bytes.push(0);
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = "wamid.".to_owned();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for at in 0..=chunk.len() {
            let letter = usize::try_from(bits >> (18 - 6 * at) & 63).unwrap();
            write!(text, "{}", char::from(LETTERS[letter])).unwrap();
        }
    }
    text
}

impl House {
    pub async fn open(db: Db) -> Self {
        let (desk, org) = (Desk::new(db.clone()), OrgId::new("main"));
        let zone = Zone::named("Asia/Kuala_Lumpur").unwrap();
        desk.open(&org, "Test", &zone).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for (name, token, may_write) in [("check", WRITES, true), ("watch", READS, false)] {
            let token = Token::parse(token).unwrap();
            keys::make(&mut tx, &org, &name.parse().unwrap(), &token, may_write, now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let pepper = Pepper::from_hex(&"ab".repeat(32)).unwrap();
        let live = Live::new(desk.clone(), org.clone(), pepper, Mind::new(), Stamps::seeded([7; 32]));
        let router = api::router(api::Api { desk: desk.clone(), zone, now, stamps });
        Self { desk, org, live: live.into(), said: Mutex::new(0), router }
    }

    pub fn db(&self) -> &Db {
        self.desk.db()
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 8 << 20).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// What is answered, after it was held against the description.
    pub async fn get(&self, path: &str, schema: &str) -> Value {
        let get = Request::get(path).header("authorization", format!("bearer {WRITES}"));
        let answer = self.ask(get.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert_eq!(answer.headers["content-type"], "application/json");
        let value = serde_json::from_str(&answer.body).unwrap();
        fits(&value, schema);
        value
    }

    pub async fn put(&self, body: &str) -> (StatusCode, Value) {
        let put = Request::put("/api/v1/directory").header("authorization", format!("Bearer {WRITES}"));
        let put =
            put.header("content-type", "application/json; charset=utf-8").body(Body::from(body.to_owned())).unwrap();
        let answer = self.ask(put).await;
        (answer.status, serde_json::from_str(&answer.body).unwrap())
    }

    /// Asks for something as the house itself does in its shell.
    pub async fn write(&self, command: Command) {
        let (actor, via) = (Actor::Member(Member::HOUSE.to_owned()), Via::Shell);
        let stamp = {
            let mut said = self.said.lock().unwrap();
            *said += 1;
            Stamp { at: now(), entropy: u128::from(said.unsigned_abs()) }
        };
        let request = Wish { org: self.org.clone(), actor, via, stamp, import: None, command };
        let answers = self.desk.commit_all(&self.org, vec![request]).await.unwrap();
        assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    }

    pub async fn write_directory(&self) {
        let roster = json!({
            "sites": [{ "name": "Green Court", "places": [{ "name": "Block A" }, { "name": "Block C", "aliases": ["Blk C"] }] }],
            "people": [{ "name": "Mei", "phone": "+60123456701", "role": "resident", "site": "Green Court" }],
            "tasks": [{ "name": "Lobby cleaning", "kind": "task", "place": "Green Court / Block A", "rrule": "FREQ=DAILY",
                "at": "09:00", "window_minutes": 60, "requires_photo": false }],
        });
        fits(&roster, "Directory");
        let (status, written) = self.put(&roster.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{written}");
    }

    pub async fn hear(&self, number: &str, from: &str, text: &str) {
        self.hear_named(&format!("wamid.{number}"), from, text).await;
    }

    pub async fn hear_named(&self, wamid: &str, from: &str, text: &str) {
        let second = {
            let mut said = self.said.lock().unwrap();
            *said += 1;
            SEVEN_US / 1_000_000 + *said
        };
        let message = json!({ "from": from, "id": wamid, "timestamp": second.to_string(), "type": "text",
            "text": { "body": text } });
        let value = json!({ "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "15550783881", "phone_number_id": "106540352242922" },
            "contacts": [{ "profile": { "name": "Mei" }, "wa_id": from }], "messages": [message] });
        let body = json!({ "object": "whatsapp_business_account",
            "entry": [{ "id": "102290129340398", "changes": [{ "field": "messages", "value": value }] }] });
        let claim = Claim {
            id: wamid.to_owned(),
            channel: CLOUD_API.to_owned(),
            received_us: SEVEN_US,
            tries: 1,
            body: body.to_string(),
        };
        let taken = self.live.lock().await.take_in(now(), &[claim]).await.unwrap();
        assert_eq!(taken.messages, 1);
    }

    /// Lets two days pass.
    pub async fn tomorrow(&self) {
        let mut stamps = Stamps::seeded([8; 32]);
        for days in [1, 2] {
            let then = now().plus_minutes(days * 24 * 60);
            lapse(&self.desk, &self.org, &mut stamps, then, Some(now())).await.unwrap();
        }
    }

    pub async fn revoke(&self, name: &str) {
        let mut tx = self.db().begin().await.unwrap();
        assert!(keys::revoke(&mut tx, &self.org, &name.parse().unwrap(), now()).await.unwrap());
        tx.commit().await.unwrap();
    }
}
