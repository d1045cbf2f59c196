//! Asking a scripted stand-in of a model server: what it says is weighed once, and whatever is wrong with it costs nobody
//! anything but an opinion.

use super::*;
use crate::home::Place;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use domain::id::{ConversationId, ImportId};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader};
use domain::opinion::Stance;
use domain::request::Proposal;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

const START_US: i64 = 1_794_211_200_000_000;

/// How the stand-in answers.
#[derive(Clone)]
enum Manner {
    /// With these words.
    Says(String),
    /// With a status.
    Fails(u16),
    /// With bytes that are no answer of the protocol.
    Garbage(Vec<u8>),
    /// Not at all, for longer than anybody waits.
    Never,
}

/// A model server on this machine.
#[derive(Clone)]
struct StandIn {
    manner: Arc<Mutex<Manner>>,
    asked: Arc<AtomicUsize>,
    last: Arc<Mutex<(HeaderMap, Value)>>,
}

async fn complete(State(stand_in): State<StandIn>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    stand_in.asked.fetch_add(1, Ordering::SeqCst);
    *stand_in.last.lock().unwrap() = (headers, body);
    let manner = stand_in.manner.lock().unwrap().clone();
    match manner {
        Manner::Says(content) => Json(json!({
            "choices": [{ "message": { "role": "assistant", "content": content } }],
            "usage": { "prompt_tokens": 700, "completion_tokens": 50 },
        }))
        .into_response(),
        Manner::Fails(status) => StatusCode::from_u16(status).unwrap().into_response(),
        Manner::Garbage(bytes) => Response::new(Body::from(bytes)),
        Manner::Never => std::future::pending().await,
    }
}

/// An installation, a stand-in, and an adviser that asks it.
struct World {
    _folder: tempfile::TempDir,
    home: Home,
    stand_in: StandIn,
    adviser: Adviser,
    minute: AtomicI64,
}

impl World {
    async fn new(day_max: u64) -> Self {
        let stand_in = StandIn {
            manner: Arc::new(Mutex::new(Manner::Fails(500))),
            asked: Arc::default(),
            last: Arc::new(Mutex::new((HeaderMap::new(), Value::Null))),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = axum::Router::new().route("/v1/chat/completions", post(complete)).with_state(stand_in.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = tempfile::tempdir().unwrap();
        let home = Place::of_test(folder.path()).open().await.unwrap();
        let server =
            ModelServer::at(&address, "stand-in", Some("secret-key")).unwrap().waiting_for(Duration::from_millis(300));
        let adviser = Adviser::new(home.clone(), server, day_max);
        let world = Self { _folder: folder, home, stand_in, adviser, minute: AtomicI64::new(0) };
        // What came before anybody asked is not asked about.
        world.look().await;
        world
    }

    fn now(&self) -> Instant {
        Instant::from_us(START_US).plus_minutes(self.minute.load(Ordering::SeqCst))
    }

    fn wait(&self, minutes: i64) {
        self.minute.fetch_add(minutes, Ordering::SeqCst);
    }

    fn answers(&self, manner: Manner) {
        *self.stand_in.manner.lock().unwrap() = manner;
    }

    fn asked(&self) -> usize {
        self.stand_in.asked.load(Ordering::SeqCst)
    }

    async fn look(&self) -> usize {
        self.adviser.look(&Stop::never(), || self.now()).await.unwrap()
    }

    async fn ask(&self, command: Command, import: Option<ImportId>) -> Vec<domain::event::Event> {
        self.wait(1);
        let request = Request {
            org: self.home.org.clone(),
            actor: Actor::Channel,
            via: Via::WhatsApp,
            stamp: chance::stamps().unwrap().at(self.now()),
            import,
            command,
        };
        let answers = self.home.desk.commit_all(&self.home.org, vec![request]).await.unwrap();
        let receipt = answers.into_iter().next().unwrap().unwrap();
        receipt.changes.into_iter().map(|change| change.event).collect()
    }

    /// Somebody says something that is held to be chatter, not surely.
    async fn hear(&self, text: &str, import: Option<ImportId>) -> MessageId {
        let inbound = Inbound {
            sender_name: "Tan Mei Ling".into(),
            import: import.clone(),
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new("ops"),
                    circle: Circle::Group,
                    name: "Ops".into(),
                    with: None,
                },
                format!("m{}", self.minute.load(Ordering::SeqCst)),
                Handle("+60123456789".into()),
                self.now(),
                text.into(),
            )
        };
        let events = self.ask(Command::Receive(Box::new(inbound)), import.clone()).await;
        let message = events.iter().find_map(|event| event.message().cloned()).unwrap();
        let meaning = Interpretation {
            by: Reader::Embedded("1".into()),
            kind: Kind::Chatter,
            category: None,
            priority: None,
            place: None,
            about: None,
            confidence: 0.5,
            band: Band::Triage,
            language: "en".into(),
        };
        let proposal = Proposal { reasons: vec!["first".into()], ..Proposal::of(message.clone(), meaning) };
        self.ask(Command::Interpret(Box::new(proposal)), import).await;
        message
    }

    async fn shown(&self, message: &MessageId) -> messages::Message {
        messages::one(&self.home.db, &self.home.org, message).await.unwrap().unwrap()
    }

    async fn cost(&self) -> Cost {
        opinions::costs(&self.home.db, &self.home.org).await.unwrap().into_iter().next().unwrap_or_default()
    }

    async fn waiting(&self) -> u64 {
        opinions::waiting(&self.home.db, &self.home.org).await.unwrap()
    }
}

fn issue(evidence: &str) -> Manner {
    let answer = json!({
        "kind": "issue", "category": "plumbing", "priority": "high", "place": null, "ticket": null, "task": null,
        "person": null, "evidence": [evidence],
    });
    Manner::Says(answer.to_string())
}

#[tokio::test]
async fn what_no_reader_was_sure_of_is_asked_about_once_and_becomes_a_ticket() {
    let world = World::new(100).await;
    world.answers(issue("pump room smells"));
    let message = world.hear("Tan Mei Ling here, pump room smells. Call 012-345 6789", None).await;
    assert_eq!((world.look().await, world.look().await, world.asked()), (1, 0, 1));
    let shown = world.shown(&message).await;
    let meaning = shown.heard.meaning.unwrap();
    assert_eq!(
        (meaning.kind, meaning.band, meaning.by),
        (Kind::Issue, Band::Triage, Reader::Opinion("stand-in".into()))
    );
    let (advised, evidence) = shown.opinion.unwrap();
    assert_eq!((advised.stance, evidence), (Stance::Raises, vec!["pump room smells".to_owned()]));
    let (headers, body) = world.stand_in.last.lock().unwrap().clone();
    assert_eq!(headers["authorization"], "Bearer secret-key");
    let sent = body.to_string();
    for private in ["Mei", "345", "6789"] {
        assert!(!sent.contains(private), "{private} left the house");
    }
    let cost = world.cost().await;
    assert_eq!((cost.asked, cost.answered, cost.tokens_in, cost.tokens_out), (1, 1, 700, 50));
    let live = world.home.desk.snapshot(&world.home.org).await.unwrap();
    world.home.desk.rebuild(&world.home.org).await.unwrap();
    assert_eq!(live, world.home.desk.snapshot(&world.home.org).await.unwrap());
}

#[tokio::test]
async fn what_cannot_be_used_is_asked_again_a_few_times_and_changes_nothing() {
    let obeying = json!({ "close": ["T-1"], "kind": "verified" }).to_string();
    for manner in [
        Manner::Says(obeying),
        Manner::Says("I cannot help with that.".into()),
        Manner::Garbage(b"<html>busy</html>".to_vec()),
        Manner::Garbage(vec![b'['; 1 << 20]),
        Manner::Fails(400),
        Manner::Never,
    ] {
        let world = World::new(100).await;
        world.answers(manner);
        let message = world.hear("pump room smells", None).await;
        for tries in 1..=3 {
            assert_eq!(world.look().await, 1);
            assert_eq!(world.look().await, 0, "not at once again");
            assert_eq!(world.waiting().await, u64::from(tries < 3));
            world.wait(60);
        }
        assert_eq!(world.look().await, 0, "three times are enough");
        let shown = world.shown(&message).await;
        assert_eq!((shown.heard.meaning.unwrap().kind, shown.opinion), (Kind::Chatter, None));
        assert_eq!((world.cost().await.asked, world.cost().await.failed), (3, 3));
    }
}

#[tokio::test]
async fn words_that_nobody_said_are_not_believed() {
    let world = World::new(100).await;
    world.answers(issue("fire in the lobby"));
    let message = world.hear("good morning", None).await;
    world.look().await;
    let shown = world.shown(&message).await;
    assert_eq!(shown.opinion.unwrap().0.stance, Stance::Unfounded);
    assert_eq!(shown.heard.meaning.unwrap().kind, Kind::Chatter);
    assert_eq!(world.waiting().await, 0);
}

#[tokio::test]
async fn a_server_that_fails_is_left_alone_and_every_question_asked_once_it_is_well() {
    let world = World::new(100).await;
    world.answers(Manner::Fails(503));
    for n in 0..12 {
        world.hear(&format!("pump {n} smells"), None).await;
    }
    world.look().await;
    let asked = world.asked();
    assert!((5..12).contains(&asked), "it was asked {asked} times");
    assert_eq!(world.look().await, 0, "while it rests nobody asks");
    world.wait(10);
    world.look().await;
    assert_eq!(world.asked(), asked + 1, "one question tries whether it is over");
    world.answers(issue("smells"));
    world.wait(60);
    world.look().await;
    assert_eq!(world.waiting().await, 0);
    assert_eq!(world.cost().await.answered, 12, "its failures were no tries");
}

#[tokio::test]
async fn no_more_is_asked_in_a_day_than_was_allowed() {
    let world = World::new(2).await;
    world.answers(issue("smells"));
    for n in 0..5 {
        world.hear(&format!("pump {n} smells"), None).await;
    }
    assert_eq!((world.look().await, world.look().await, world.waiting().await), (2, 0, 3));
    world.wait(24 * 60);
    assert_eq!((world.look().await, world.waiting().await), (2, 1));
}

#[tokio::test]
async fn what_an_opinion_did_to_an_imported_message_goes_with_the_import() {
    let world = World::new(100).await;
    world.answers(issue("smells"));
    let import = ImportId::new("run");
    let conversation =
        ConversationKey { id: ConversationId::new("ops"), circle: Circle::Group, name: "Ops".into(), with: None };
    let begin = Command::StartImport { import: import.clone(), conversation, file: "chat.txt".into() };
    world.ask(begin, None).await;
    world.hear("pump smells", Some(import.clone())).await;
    world.look().await;
    let head = store::journal::head(&world.home.db, world.home.org.as_str()).await.unwrap().unwrap();
    let last = store::journal::since(&world.home.db, world.home.org.as_str(), head.position - 1, 1).await.unwrap();
    assert_eq!(last[0].cause.as_deref(), Some("import:run"));
}
