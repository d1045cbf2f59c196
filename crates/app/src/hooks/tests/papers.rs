//! Files that leave with messages: a report as a document, a photo above the question whether its fix holds; and what is
//! said without them where WhatsApp takes none.

use super::graph::{Graph, Reply, error};
use super::sending::{account, sender};
use super::world::{House, message, posted};
use crate::chance;
use crate::graph::Graph as Client;
use axum::http::StatusCode;
use domain::directory::{Person, Role};
use domain::id::{Digest, OutboundId, PersonId, TicketNumber};
use domain::message::Handle;
use domain::outbound::{Dress, Handout, Outbound, Paper, Purpose, State};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::Assignee;
use serde_json::{Value, json};
use store::both;
use store::read::{messages, outbox};

/// How a JPEG begins.
const PHOTO: &[u8] = &[0xff, 0xd8, 0xff, 0xe0];
const LINK: &str = "https://ops.example/h/0123";

/// Mei wrote a moment ago, and is brought a report.
async fn handed_out(house: &House, paper: Option<Paper>) -> OutboundId {
    assert_eq!(house.post(&posted(&[message("wamid.hello", "hello everybody")])).await, StatusCode::OK);
    house.take_in().await;
    let said = messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
    let to = said[0].heard.sender.clone();
    let outbound = OutboundId::new("0e5f");
    let (title, link, summary) = ("Week".into(), LINK.into(), None);
    let brought = Handout { outbound: outbound.clone(), to, title, summary, link, paper };
    house.ask(Command::HandOut(Box::new(brought))).await;
    outbound
}

async fn known(house: &House, id: &OutboundId) -> Outbound {
    outbox::some(&house.home.db, &house.home.org, &[id.as_str()]).await.unwrap().remove(0)
}

fn bodies(graph: &Graph) -> Vec<Value> {
    graph.messages().into_iter().map(|asked| asked.body).collect()
}

both! {
    async fn a_report_leaves_as_a_document_and_as_a_button_where_there_is_none(db: Db) {
        let house = House::open(db).await;
        let paper = Paper { id: "4711".into(), name: "laksana-2026-11-21.pdf".into() };
        let outbound = handed_out(&house, Some(paper)).await;
        let graph = Graph::answering([error(400, 131_053), Reply::Take("wamid.ours")]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now().plus_seconds(11)).await.unwrap();
        assert_eq!(known(&house, &outbound).await.dress, Some(Dress::Paper));
        sender.send_due(chance::now().plus_seconds(30)).await.unwrap();
        let sent = known(&house, &outbound).await;
        assert_eq!((sent.state, sent.dress), (State::Sent, Some(Dress::Words)));
        let [document, link] = bodies(&graph).try_into().unwrap();
        assert_eq!((&document["type"], &document["document"]["id"]), (&json!("document"), &json!("4711")));
        assert_eq!(document["document"]["filename"], "laksana-2026-11-21.pdf");
        assert!(document["document"]["caption"].as_str().unwrap().contains(LINK));
        let action = json!({ "name": "cta_url", "parameters": { "display_text": "Open the report", "url": LINK } });
        assert_eq!(link["interactive"]["action"], action);
        assert!(!link["interactive"]["body"]["text"].as_str().unwrap().contains(LINK));
    }
}

both! {
    async fn a_template_brings_the_document_where_one_is_approved_that_can(db: Db) {
        let house = House::open(db).await;
        let outbound = handed_out(&house, Some(Paper { id: "4711".into(), name: "week.pdf".into() })).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        sender(&house, &graph).send_due(chance::now().plus_minutes(24 * 60 - 5)).await.unwrap();
        let sent = known(&house, &outbound).await;
        assert!(matches!(&sent.dress, Some(Dress::Template { name, .. }) if name == "laksana_paper"), "{sent:?}");
        let head = &bodies(&graph)[0]["template"]["components"][0];
        assert_eq!((&head["type"], &head["parameters"][0]["document"]["id"]), (&json!("header"), &json!("4711")));
        assert_eq!(head["parameters"][0]["document"]["filename"], "week.pdf");
        house.home.desk.rebuild(&house.home.org).await.unwrap();
        assert_eq!(known(&house, &outbound).await, sent);
    }
}

/// A house in which Azlan showed a photo of the tap he says is fixed, and Mei is to be asked.
async fn fixed(db: store::Db, photo: &[u8]) -> (House, Digest) {
    let house = House::open(db).await;
    let person = |id: &str, phone: &str, role| Person {
        id: PersonId::new(id),
        name: id.to_owned(),
        handles: vec![Handle::phone(phone)],
        role,
        vendor: None,
        site: None,
        shared: None,
    };
    house.ask(Command::Define(Box::new(Definition::Person(person("azlan", "60111111111", Role::Technician))))).await;
    assert_eq!(
        house.post(&posted(&[message("wamid.tap", "The tap in the pantry is leaking badly")])).await,
        StatusCode::OK
    );
    house.take_in_at(chance::now().plus_minutes(-1)).await;
    let owner = Some(Assignee::Person(PersonId::new("azlan")));
    house.ask(Command::change(TicketNumber(1), TicketCommand::Assign(owner))).await;
    let mut shown = message("wamid.photo", "");
    (shown["from"], shown["from_user_id"]) = (json!("60111111111"), json!("MY.2"));
    (shown["type"], shown["text"]) = (json!("image"), Value::Null);
    let caption = "T-1 the tap in the pantry is fixed, done";
    shown["image"] = json!({ "id": "77", "mime_type": "image/jpeg", "caption": caption });
    assert_eq!(house.post(&posted(&[shown])).await, StatusCode::OK);
    house.take_in().await;
    let kept = house.home.blobs.put(std::io::Cursor::new(photo.to_vec())).await.unwrap();
    let digest = Digest::new(kept.digest.as_str());
    let wanted = messages::all(&house.home.db, &house.home.org, 0).await.unwrap().pop().unwrap();
    let command = Command::KeepMedia {
        conversation: wanted.heard.conversation.clone(),
        external: wanted.heard.external.clone(),
        digest: digest.clone(),
    };
    house.ask(command).await;
    assert_eq!(house.tickets().await, ["resolved"]);
    (house, digest)
}

/// What was sent to Mei to ask whether the fix holds, last.
async fn asked(house: &House, graph: &Graph) -> Value {
    let all = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
    for other in all.iter().filter(|one| one.purpose != Purpose::Verification) {
        house.ask(Command::Decline(other.id.clone())).await;
    }
    let wanted = all.iter().find(|one| one.purpose == Purpose::Verification).unwrap();
    let at = wanted.not_before.max(chance::now()).plus_seconds(11);
    sender(house, graph).send_due(at).await.unwrap();
    bodies(graph).pop().unwrap()
}

both! {
    async fn who_judges_a_fix_sees_its_photo(db: Db) {
        let (house, photo) = fixed(db, PHOTO).await;
        let graph = Graph::answering([Reply::Say(200, "{\"id\":\"900\"}".to_owned()), Reply::Take("wamid.ours")]).await;
        let body = asked(&house, &graph).await;
        assert_eq!(body["interactive"]["header"], json!({ "type": "image", "image": { "id": "900" } }));
        let upload = &graph.messages()[0];
        assert_eq!(upload.line, "POST /v26.0/106540352242922/media HTTP/1.1");
        assert!(upload.head.contains("multipart/form-data"));
        let again = Client::new(account(&graph)).unwrap();
        let known = store::uploads::find(&house.home.db, &house.home.org, (again.number(), &photo), chance::now()).await;
        assert_eq!(known.unwrap().as_deref(), Some("900"), "it is not handed over again");
    }
}

/// Asks without a photo, because of what WhatsApp answers: how many requests it took.
async fn asked_without(db: store::Db, photo: &[u8], script: Vec<Reply>) -> usize {
    let (house, _photo) = fixed(db, photo).await;
    let graph = Graph::answering(script).await;
    let body = asked(&house, &graph).await;
    assert_eq!((&body["interactive"]["type"], &body["interactive"]["header"]), (&json!("button"), &Value::Null));
    graph.messages().len()
}

both! {
    async fn a_photo_that_cannot_be_handed_over_keeps_no_question_back(db: Db) {
        assert_eq!(asked_without(db, PHOTO, vec![error(400, 131_053), Reply::Take("wamid.a")]).await, 2);
    }
}

both! {
    async fn a_photo_that_is_refused_with_its_question_is_left_out_at_once(db: Db) {
        let handed_over = Reply::Say(200, "{\"id\":\"900\"}".to_owned());
        assert_eq!(asked_without(db, PHOTO, vec![handed_over, error(400, 131_009), Reply::Take("wamid.a")]).await, 3);
    }
}

both! {
    async fn a_picture_of_a_kind_that_may_not_be_sent_is_left_out(db: Db) {
        assert_eq!(asked_without(db, b"GIF89a", vec![Reply::Take("wamid.a")]).await, 1);
    }
}
