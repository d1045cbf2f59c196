//! The real worker and the real store against a Graph API that takes, refuses, talks nonsense and hangs up: nothing is
//! sent twice, nothing is lost, and what WhatsApp tells is shown.

use super::graph::{Graph, Reply, error};
use super::world::{House, message, posted};
use crate::chance;
use crate::graph::Graph as Client;
use crate::workers::{Allowed, Sender};
use axum::http::StatusCode;
use channels::cloud_api::{Account, Secret};
use domain::directory::{Person, Role};
use domain::id::{PersonId, TicketNumber};
use domain::message::{Handle, Subject};
use domain::outbound::{Dress, Failure, Outbound, Purpose, State};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::Assignee;
use domain::time::Instant;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use store::both;
use store::read::{messages, outbox};
use web::Sending;

/// A house in which Mei told us of a tap a minute ago, and waits to hear that it was seen.
async fn told(db: store::Db) -> House {
    let house = House::open(db).await;
    say(&house, "wamid.tap", "The tap in the pantry is leaking badly", None).await;
    house.take_in_at(chance::now().plus_minutes(-1)).await;
    house
}

async fn say(house: &House, wamid: &str, text: &str, quoted: Option<&str>) {
    let mut said = message(wamid, text);
    if let Some(quoted) = quoted {
        said["context"] = json!({ "from": "15550783881", "id": quoted });
    }
    assert_eq!(house.post(&posted(&[said])).await, StatusCode::OK);
}

pub fn account(graph: &Graph) -> Account {
    Account {
        base_url: graph.url.clone(),
        phone_number_id: "106540352242922".to_owned(),
        waba_id: Some("102290129340398".to_owned()),
        access_token: Secret::new("our-token").unwrap(),
    }
}

pub fn sender(house: &House, graph: &Graph) -> Sender {
    Sender::new(
        house.home.clone(),
        Client::new(account(graph)).unwrap(),
        Allowed::default(),
        Arc::new(Sending::by_itself()),
    )
}

async fn letters(house: &House) -> Vec<Outbound> {
    outbox::all(&house.home.db, &house.home.org, None).await.unwrap()
}

async fn letter(house: &House) -> Outbound {
    letters(house).await.remove(0)
}

/// What WhatsApp tells of a message of ours.
async fn tell(house: &House, wamid: &str, state: &str, code: Option<u32>) {
    let mark = format!("laksana:{}", letter(house).await.id);
    let mut status = json!({ "id": wamid, "status": state, "timestamp": "1794211200", "recipient_id": "60123456789",
        "biz_opaque_callback_data": mark });
    if let Some(code) = code {
        status["errors"] = json!([{ "code": code, "title": "no" }]);
    }
    let value = json!({ "messaging_product": "whatsapp", "statuses": [status] });
    let changes = json!([{ "field": "messages", "value": value }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": changes }] });
    assert_eq!(house.post(&body.to_string()).await, StatusCode::OK);
    house.take_in().await;
}

fn minutes(from_now: i64) -> Instant {
    chance::now().plus_minutes(from_now)
}

both! {
    async fn a_message_leaves_after_ten_seconds_once_and_what_whatsapp_tells_is_kept(db: Db) {
        let house = House::open(db).await;
        say(&house, "wamid.tap", "The tap in the pantry is leaking badly", None).await;
        house.take_in().await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        let mut sender = sender(&house, &graph);
        let next = sender.send_due(chance::now()).await.unwrap();
        assert!(graph.messages().is_empty() && next.is_some(), "second thoughts");
        for _ in 0..3 {
            sender.send_due(chance::now().plus_seconds(11)).await.unwrap();
        }
        let asked = graph.messages();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].line, "POST /v26.0/106540352242922/messages HTTP/1.1");
        assert!(asked[0].head.contains("authorization: Bearer our-token"));
        let body = &asked[0].body;
        assert_eq!((&body["to"], &body["type"]), (&json!("60123456789"), &json!("text")));
        assert!(body["text"]["body"].as_str().unwrap().contains("T-1"));
        assert_eq!(body["biz_opaque_callback_data"], json!(format!("laksana:{}", letter(&house).await.id)));
        let mut states = vec![letter(&house).await.state];
        for state in ["read", "delivered", "sent", "failed"] {
            tell(&house, "wamid.ours", state, None).await;
            states.push(letter(&house).await.state);
        }
        assert_eq!(states, [State::Sent, State::Read, State::Read, State::Read, State::Read]);
        let rest = store::inbox::rest(&house.home.db, &house.home.org).await.unwrap();
        assert!(rest.is_empty(), "what was used is not kept beside");
    }
}

both! {
    async fn what_is_taken_back_in_time_never_leaves(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([]).await;
        house.ask(Command::Decline(letter(&house).await.id)).await;
        sender(&house, &graph).send_due(chance::now()).await.unwrap();
        assert!(graph.messages().is_empty());
    }
}

both! {
    async fn each_error_does_what_it_must(db: Db) {
        let table = [
            (error(400, 131_026), State::Failed, Failure::Unreachable),
            (error(400, 131_049), State::Failed, Failure::Spared),
            (error(400, 131_047), State::Failed, Failure::WindowClosed),
            (error(400, 131_056), State::Waiting, Failure::PairLimit),
            (error(429, 130_429), State::Waiting, Failure::NumberLimit),
            (error(400, 131_042), State::Waiting, Failure::Payment),
            (error(401, 190), State::Waiting, Failure::Credentials),
            (error(400, 368), State::Waiting, Failure::Restricted),
            (error(400, 100), State::Failed, Failure::Request),
            (error(500, 131_000), State::Begun, Failure::Unclear),
            (Reply::Say(429, String::new()), State::Waiting, Failure::NumberLimit),
            (Reply::Say(500, "<html>".to_owned()), State::Begun, Failure::Unclear),
            (Reply::Say(200, "{\"ok\":".to_owned()), State::Begun, Failure::Unclear),
            (Reply::Say(200, "x".repeat(2 << 20)), State::Begun, Failure::Unclear),
            (Reply::Say(302, String::new()), State::Waiting, Failure::NotReached),
            (Reply::HangUp, State::Begun, Failure::Unclear),
        ];
        let house = told(db).await;
        house.ask(Command::Decline(letter(&house).await.id)).await;
        for (n, (reply, state, failure)) in table.into_iter().enumerate() {
            // Each of another person, so that nobody is written to too often.
            let person = PersonId::new(format!("worker-{n}"));
            let handles = vec![Handle::phone(&format!("6012345{n:04}"))];
            let (role, name) = (Role::Technician, format!("Worker {n}"));
            let person = Person { id: person.clone(), name, handles, role, vendor: None, site: None, shared: None };
            let owner = TicketCommand::Assign(Some(Assignee::Person(person.id.clone())));
            house.ask(Command::Define(Box::new(Definition::Person(person)))).await;
            house.ask(Command::change(TicketNumber(1), owner)).await;
            let graph = Graph::answering([reply.clone()]).await;
            // Later than what stops everybody.
            sender(&house, &graph).send_due(minutes(16)).await.unwrap();
            let known = letters(&house).await.into_iter().find(|known| known.to.as_str() == format!("worker-{n}"));
            let known = known.unwrap_or_else(|| panic!("nothing was said because of {n}"));
            assert_eq!((graph.messages().len(), known.tries), (1, 1), "{reply:?}");
            assert_eq!((known.state, known.trouble.unwrap().failure), (state, failure), "{reply:?}");
            house.ask(Command::Decline(known.id)).await;
        }
    }
}

both! {
    async fn where_nobody_listens_nothing_was_sent_and_it_is_tried_again(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([]).await;
        let mut sender = sender(&house, &graph);
        drop(graph);
        sender.send_due(chance::now()).await.unwrap();
        let known = letter(&house).await;
        assert_eq!((known.state, known.trouble.unwrap().failure), (State::Waiting, Failure::NotReached));
    }
}

both! {
    async fn where_nothing_is_answered_it_is_not_sent_again_before_whatsapp_could_have_told(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Silence]).await;
        let client = Client::new(account(&graph)).unwrap().within(Duration::from_millis(200));
        let mut sender =
            Sender::new(house.home.clone(), client, Allowed::default(), Arc::new(Sending::by_itself()));
        sender.send_due(chance::now()).await.unwrap();
        let known = letter(&house).await;
        assert_eq!((known.state, known.trouble.unwrap().failure), (State::Begun, Failure::Unclear));
        tell(&house, "wamid.ours", "sent", None).await;
        say(&house, "wamid.2", "See you", None).await;
        house.take_in().await;
        sender.send_due(minutes(11)).await.unwrap();
        assert_eq!((graph.messages().len(), letter(&house).await.state), (1, State::Sent), "it had arrived");
    }
}

both! {
    async fn a_worker_that_dies_before_it_sends_leaves_nothing_unsent_and_nothing_twice(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        let mut dead = sender(&house, &graph);
        assert_eq!(dead.begin_and_die(chance::now()).await.unwrap().len(), 1);
        drop(dead);
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        sender.send_due(minutes(11)).await.unwrap();
        assert!(graph.messages().is_empty(), "it may have been sent, and WhatsApp told nothing since");
        say(&house, "wamid.2", "See you", None).await;
        sender.send_due(minutes(11)).await.unwrap();
        assert!(graph.messages().is_empty(), "what waits to be heard may tell of it");
        house.take_in().await;
        for _ in 0..3 {
            sender.send_due(minutes(11)).await.unwrap();
        }
        assert_eq!(graph.messages().len(), 1);
        assert_eq!(letter(&house).await.state, State::Sent);
    }
}

both! {
    async fn a_worker_that_dies_after_it_sent_learns_it_from_the_statuses(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        let mut dead = sender(&house, &graph);
        assert_eq!(dead.begin_and_die(chance::now()).await.unwrap().len(), 1);
        // It was sent, and the answer never recorded.
        tell(&house, "wamid.ours", "delivered", None).await;
        assert_eq!(letter(&house).await.state, State::Delivered);
        say(&house, "wamid.2", "See you", None).await;
        house.take_in().await;
        sender(&house, &graph).send_due(minutes(11)).await.unwrap();
        assert!(graph.messages().is_empty());
    }
}

both! {
    async fn the_one_case_that_cannot_be_excluded_is_told(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::HangUp]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        say(&house, "wamid.2", "See you", None).await;
        house.take_in().await;
        graph.then(Reply::Take("wamid.second"));
        sender.send_due(minutes(11)).await.unwrap();
        assert_eq!((graph.messages().len(), letter(&house).await.doubled), (2, false));
        // The first had been taken after all, and WhatsApp tells so ten minutes too late.
        tell(&house, "wamid.first", "delivered", None).await;
        assert!(letter(&house).await.doubled);
        let (status, page) = house.get_as_owner("/outbox").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("it was sent twice"), "{page}");
    }
}

both! {
    async fn of_two_workers_at_once_one_sends(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Take("wamid.a"), Reply::Take("wamid.b")]).await;
        let (mut one, mut other) = (sender(&house, &graph), sender(&house, &graph));
        let now = chance::now();
        let (first, second) = tokio::join!(one.send_due(now), other.send_due(now));
        first.and(second).unwrap();
        assert_eq!(graph.messages().len(), 1);
    }
}

both! {
    async fn outside_the_window_the_approved_template_goes_out_filled(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Take("wamid.seen"), Reply::Take("wamid.ours")]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        house.ask(Command::change(TicketNumber(1), TicketCommand::Resolve)).await;
        let asked = letters(&house).await.into_iter().find(|known| known.purpose == Purpose::Verification).unwrap();
        // When its time has come her message is older than a day, as far as WhatsApp is concerned.
        let at = asked.not_before.max(minutes(24 * 60 - 5)).min(asked.not_before.plus_minutes(24 * 60));
        sender.send_due(at).await.unwrap();
        let body = graph.messages().pop().unwrap().body;
        assert_eq!((&body["type"], &body["template"]["name"]), (&json!("template"), &json!("laksana_verify")));
        let filled = &body["template"]["components"][0]["parameters"];
        let gap = |name: &str| filled.as_array().unwrap().iter().find(|gap| gap["parameter_name"] == name).map(|gap| gap["text"].clone());
        assert_eq!(gap("ticket"), Some(Value::from("T-1")));
        let known = letters(&house).await.into_iter().find(|known| known.id == asked.id).unwrap();
        assert!(matches!(known.dress, Some(Dress::Template { .. })) && known.state == State::Sent);
    }
}

both! {
    async fn a_reply_to_what_we_said_finds_its_ticket_also_among_others(db: Db) {
        let house = House::open(db).await;
        let mut tap = message("wamid.tap", "The tap in the pantry is leaking badly");
        tap["timestamp"] = json!((minutes(-180).us() / 1_000_000).to_string());
        house.post(&posted(&[tap])).await;
        house.take_in_at(minutes(-179)).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        sender(&house, &graph).send_due(minutes(-170)).await.unwrap();
        say(&house, "wamid.lift", "The lift in block C is stuck, people inside, please help", None).await;
        house.take_in().await;
        assert_eq!(house.tickets().await.len(), 2);
        let about = async |wamid: &str, quoted: Option<&str>| {
            say(&house, wamid, "still waiting for somebody", quoted).await;
            house.take_in().await;
            let said = messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
            said.last().unwrap().heard.meaning.as_ref().unwrap().about.clone()
        };
        assert_eq!(about("wamid.reply", Some("wamid.ours")).await, Some(Subject::Ticket(TicketNumber(1))));
    }
}

both! {
    async fn what_fails_later_is_shown_in_words_on_both_pages(db: Db) {
        let house = told(db).await;
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        sender(&house, &graph).send_due(chance::now()).await.unwrap();
        tell(&house, "wamid.ours", "failed", Some(131_026)).await;
        for path in ["/outbox", "/tickets/T-1"] {
            let (_, page) = house.get_as_owner(path).await;
            assert!(page.contains("the number is not on WhatsApp") && page.contains("131026"), "{path}: {page}");
        }
    }
}
