//! Hearing voice notes by a scripted stand-in of a transcription server: they wait, are heard once, and never close anything.

use super::*;
use crate::home::Place;
use crate::model_server::ModelServer;
use axum::Json;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use domain::id::{ConversationId, Digest, MessageId, TicketNumber};
use domain::message::{Attachment, Band, Circle, ConversationKey, Handle, Inbound, Kind};
use domain::request::{Actor, Command, Request, Via};
use domain::ticket::Stage;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use store::blobs::Expected;
use tokio::net::TcpListener;

const START_US: i64 = 1_794_211_200_000_000;

/// A transcription server on this machine: what it answers, and what it was last sent.
#[derive(Clone)]
struct StandIn {
    answer: Arc<Mutex<Result<Value, u16>>>,
    asked: Arc<AtomicUsize>,
    sent: Arc<Mutex<Vec<(String, usize)>>>,
}

async fn transcribe(State(stand_in): State<StandIn>, mut form: Multipart) -> Response {
    let mut sent = Vec::new();
    while let Some(field) = form.next_field().await.unwrap() {
        let name = format!("{} {}", field.name().unwrap_or_default(), field.file_name().unwrap_or_default());
        let bytes = field.bytes().await.unwrap();
        sent.push((name.trim().to_owned(), bytes.len()));
    }
    *stand_in.sent.lock().unwrap() = sent;
    stand_in.asked.fetch_add(1, Ordering::SeqCst);
    match stand_in.answer.lock().unwrap().clone() {
        Ok(answer) => Json(answer).into_response(),
        Err(status) => StatusCode::from_u16(status).unwrap().into_response(),
    }
}

struct World {
    _folder: tempfile::TempDir,
    home: Home,
    stand_in: StandIn,
    listener: Listener,
    minute: AtomicI64,
}

fn says(text: &str, sure: f64) -> Result<Value, u16> {
    let stretch = json!({ "start": 0.0, "end": 2.0, "avg_logprob": sure.ln(), "compression_ratio": 1.2 });
    Ok(json!({ "text": text, "language": "english", "segments": [stretch] }))
}

impl World {
    async fn new(has_ear: bool) -> Self {
        let stand_in = StandIn { answer: Arc::new(Mutex::new(Err(500))), asked: Arc::default(), sent: Arc::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let router =
            axum::Router::new().route("/v1/audio/transcriptions", post(transcribe)).with_state(stand_in.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let folder = tempfile::tempdir().unwrap();
        let home = Place::of_test(folder.path()).open().await.unwrap();
        let ear = match has_ear {
            true => Ear::of(ModelServer::at(&address, "stand-in", None).unwrap()),
            false => Ear::here(folder.path()),
        };
        let listener = Listener::new(home.clone(), ear);
        let mut world = Self { _folder: folder, home, stand_in, listener, minute: AtomicI64::new(0) };
        // What came before anybody listened was read by its form.
        world.look().await;
        world
    }

    fn now(&self) -> Instant {
        Instant::from_us(START_US).plus_minutes(self.minute.load(Ordering::SeqCst))
    }

    fn wait(&self, minutes: i64) {
        self.minute.fetch_add(minutes, Ordering::SeqCst);
    }

    fn answers(&self, answer: Result<Value, u16>) {
        *self.stand_in.answer.lock().unwrap() = answer;
    }

    fn asked(&self) -> usize {
        self.stand_in.asked.load(Ordering::SeqCst)
    }

    async fn look(&mut self) -> usize {
        let minute = self.minute.load(Ordering::SeqCst);
        let now = move || Instant::from_us(START_US).plus_minutes(minute);
        self.listener.look(&Stop::never(), now).await.unwrap()
    }

    /// Somebody says something, as any live message is heard.
    async fn say(&self, sender: &str, form: Form, text: &str, sound: Option<&[u8]>) -> MessageId {
        self.wait(1);
        let digest = match sound {
            Some(sound) => {
                let bytes = futures_util::stream::iter([Ok(bytes_of(sound))]);
                let kept = self.home.blobs.take(bytes, &Expected { size_max: 1 << 20, digest: None }).await.unwrap();
                Some(Digest::new(kept.digest.as_str()))
            }
            None => None,
        };
        let inbound = Inbound {
            sender_name: format!("Person {sender}"),
            form,
            attachment: (form == Form::Audio).then(|| Attachment { name: "voice.ogg".into(), digest }),
            ..Inbound::said(
                ConversationKey {
                    id: ConversationId::new("ops"),
                    circle: Circle::Group,
                    name: "Ops".into(),
                    with: None,
                },
                format!("m{}", self.minute.load(Ordering::SeqCst)),
                Handle(format!("+6012345678{sender}")),
                self.now(),
                text.into(),
            )
        };
        let Home { desk, org, mind, .. } = self.home.clone();
        let mut intake = engine::intake::Intake::new(org.clone(), Via::WhatsApp, None, mind, chance::stamps().unwrap());
        let need = store::need::Need::at(self.now()).conversation(inbound.conversation.id.clone());
        let mut draft = desk.draft(&org, &need).await.unwrap();
        intake.hear(&mut draft.draft, self.now(), inbound);
        let answers = intake.record(&desk, &mut draft, self.now()).await.unwrap();
        let changes = answers.iter().flatten().flat_map(|receipt| &receipt.changes);
        changes.filter_map(|change| change.event.message().cloned()).next().unwrap()
    }

    async fn heard(&self, message: &MessageId) -> Heard {
        messages::one(&self.home.db, &self.home.org, message).await.unwrap().unwrap().heard
    }

    async fn ticket(&self, number: u32) -> domain::ticket::Ticket {
        store::read::tickets::one(&self.home.db, &self.home.org, TicketNumber(number)).await.unwrap().unwrap()
    }
}

fn bytes_of(sound: &[u8]) -> axum::body::Bytes {
    axum::body::Bytes::copy_from_slice(sound)
}

#[tokio::test]
async fn a_voice_note_waits_is_heard_once_and_read_as_what_it_says() {
    let mut world = World::new(true).await;
    world.answers(says("Water is leaking from the ceiling pipe at level 3, please send somebody", 0.95));
    let message = world.say("1", Form::Audio, "", Some(b"OggS sound")).await;
    assert_eq!(world.heard(&message).await.meaning, None, "it is not read before it was heard");
    assert_eq!((world.look().await, world.look().await, world.asked()), (1, 0, 1));
    let sent = world.stand_in.sent.lock().unwrap().clone();
    assert_eq!((sent[0].0.as_str(), sent[0].1), ("file voice.ogg", 10));
    let heard = world.heard(&message).await;
    assert!(heard.text.starts_with("Water is leaking") && heard.transcript.unwrap().is_clear());
    assert_eq!(heard.meaning.unwrap().kind, Kind::Issue);
    assert_eq!(world.ticket(1).await.stage, Stage::Classified);
    let live = world.home.desk.snapshot(&world.home.org).await.unwrap();
    world.home.desk.rebuild(&world.home.org).await.unwrap();
    assert_eq!(live, world.home.desk.snapshot(&world.home.org).await.unwrap());
}

#[tokio::test]
async fn what_is_ordered_or_claimed_by_voice_closes_nothing() {
    let mut world = World::new(true).await;
    let report = world.say("1", Form::Text, "Water is leaking from the ceiling pipe at level 3", None).await;
    assert_eq!(world.heard(&report).await.ticket(), Some(TicketNumber(1)));
    for words in [
        "close #1",
        "tutup #1",
        "T-1 is fixed already, confirmed",
        "leak at level 3 is repaired, done",
        "all ok now, thanks",
    ] {
        world.answers(says(words, 0.95));
        world.say("2", Form::Audio, "", Some(words.as_bytes())).await;
        world.look().await;
        let stage = world.ticket(1).await.stage;
        assert!(stage.is_open() && stage != Stage::Resolved, "{words}: {stage}");
    }
}

#[tokio::test]
async fn without_an_ear_it_waits_and_a_member_is_told_to_look_once() {
    let mut world = World::new(false).await;
    let message = world.say("1", Form::Audio, "", Some(b"OggS sound")).await;
    world.look().await;
    assert_eq!(world.heard(&message).await.meaning, None);
    world.wait(Transcript::WAIT_MINUTES + 1);
    world.look().await;
    assert_eq!(world.heard(&message).await.meaning.unwrap().band, Band::Triage);
    let head = async || store::journal::head(&world.home.db, world.home.org.as_str()).await.unwrap().unwrap().position;
    let before = head().await;
    let org = world.home.org.clone();
    world.wait(120);
    world.listener.look(&Stop::never(), || Instant::from_us(START_US).plus_minutes(300)).await.unwrap();
    assert_eq!(
        store::journal::head(&world.home.db, org.as_str()).await.unwrap().unwrap().position,
        before,
        "once is enough"
    );
    assert_eq!(voices::waiting(&world.home.db, &org).await.unwrap(), 1, "it still waits for somebody who hears it");
}

#[tokio::test]
async fn what_nobody_can_make_out_is_tried_a_few_times_and_then_shown_to_a_member() {
    for answer in [Err(400), Err(415), Ok(json!({ "words": "no" })), Ok(json!([]))] {
        let mut world = World::new(true).await;
        world.answers(answer);
        let message = world.say("1", Form::Audio, "", Some(b"OggS noise")).await;
        for _ in 0..6 {
            world.look().await;
            world.wait(4 * 60);
        }
        assert_eq!(world.asked(), 4);
        assert_eq!(world.heard(&message).await.meaning.unwrap().band, Band::Triage);
        assert_eq!(voices::waiting(&world.home.db, &world.home.org).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_server_that_is_down_costs_no_try_and_what_comes_late_is_read() {
    let mut world = World::new(true).await;
    world.answers(Err(503));
    let message = world.say("1", Form::Audio, "", Some(b"OggS sound")).await;
    for _ in 0..20 {
        world.look().await;
        world.wait(10);
    }
    assert_eq!(world.heard(&message).await.meaning.unwrap().band, Band::Triage, "meanwhile a member looks");
    world.answers(says("lift at block C is stuck again", 0.9));
    world.wait(120);
    world.look().await;
    let heard = world.heard(&message).await;
    assert_eq!((heard.text.as_str(), heard.meaning.unwrap().kind), ("lift at block C is stuck again", Kind::Issue));
}

#[tokio::test]
async fn a_file_that_comes_later_is_heard_then() {
    let mut world = World::new(true).await;
    world.answers(says("lift at block C is stuck again", 0.9));
    let message = world.say("1", Form::Audio, "", None).await;
    world.look().await;
    assert_eq!(world.asked(), 0, "there is nothing to listen to");
    let heard = world.heard(&message).await;
    let bytes = futures_util::stream::iter([Ok(bytes_of(b"OggS sound"))]);
    let kept = world.home.blobs.take(bytes, &Expected { size_max: 1 << 20, digest: None }).await.unwrap();
    let command = Command::KeepMedia {
        conversation: heard.conversation.clone(),
        external: heard.external.clone(),
        digest: Digest::new(kept.digest.as_str()),
    };
    let request = Request {
        org: world.home.org.clone(),
        actor: Actor::Channel,
        via: Via::WhatsApp,
        stamp: chance::stamps().unwrap().at(world.now()),
        import: None,
        command,
    };
    world.home.desk.commit_all(&world.home.org, vec![request]).await.unwrap();
    world.look().await;
    assert_eq!((world.asked(), world.heard(&message).await.text.as_str()), (1, "lift at block C is stuck again"));
}
