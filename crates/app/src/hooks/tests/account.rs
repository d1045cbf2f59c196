//! What WhatsApp says of our own account, as Meta posts it: recorded, shown with what to do, told to whoever leads, and known to
//! what is sent.

use super::graph::{Graph, Reply, error};
use super::sending::{account, sender};
use super::world::{House, message, posted};
use crate::chance;
use crate::cloud_api::CloudApi;
use crate::doctor::tests::meta;
use crate::graph::Graph as Client;
use crate::hooks::Refused;
use crate::workers::{Hearing, Standing};
use axum::http::StatusCode;
use domain::directory::{Person, Role};
use domain::id::{PersonId, TicketNumber};
use domain::message::Handle;
use domain::notice::{Concern, Matter};
use domain::outbound::Purpose;
use domain::request::{Command, Definition, TicketCommand};
use domain::time::Instant;
use serde_json::{Value, json};
use store::both;
use store::read::outbox;

const UPDATES: &str = include_str!("../../../../channels/fixtures/cloud-api/pywa/account_update.json");
const STATES: &str = include_str!("../../../../channels/fixtures/cloud-api/pywa/template_status_update.json");
const WISHES: &str = include_str!("../../../../channels/fixtures/cloud-api/pywa/user_marketing_preferences.json");

fn fixture(all: &str, name: &str) -> Value {
    serde_json::from_str::<Value>(all).unwrap()[name].clone()
}

async fn heard(house: &House, body: &Value) {
    assert_eq!(house.post(&body.to_string()).await, StatusCode::OK);
    house.take_in().await;
}

/// News of a template of ours.
async fn template(house: &House, event: &str, name: &str, at: Instant) {
    let mut body = fixture(STATES, "rejected");
    let value = &mut body["entry"][0]["changes"][0]["value"];
    value["event"] = event.into();
    value["message_template_name"] = name.into();
    assert_eq!(house.post(&body.to_string()).await, StatusCode::OK);
    house.take_in_at(at).await;
}

async fn manager(house: &House) {
    let handles = vec![Handle::phone("60198765432")];
    let (id, name) = (PersonId::new("owner"), "Lim".to_owned());
    let person = Person { id, name, handles, role: Role::Manager, vendor: None, site: None, shared: None };
    house.ask(Command::Define(Box::new(Definition::Person(person)))).await;
}

async fn warnings(house: &House) -> Vec<String> {
    let all = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
    all.into_iter().filter(|one| one.purpose == Purpose::Warning).map(|one| one.text).collect()
}

async fn concerns(house: &House, now: Instant) -> Vec<(Matter, Concern)> {
    let directory = house.home.directory().await.unwrap();
    directory.concerns(now).into_iter().map(|(notice, concern)| (notice.matter, concern)).collect()
}

both! {
    async fn a_restriction_is_shown_with_what_to_do_and_told_once(db: Db) {
        let house = House::open(db).await;
        manager(&house).await;
        let restricted = fixture(UPDATES, "account_restriction");
        heard(&house, &restricted).await;
        heard(&house, &restricted).await;
        assert_eq!(concerns(&house, chance::now()).await, [(Matter::Account, Concern::Restricted)]);
        let told = warnings(&house).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("Account quality in WhatsApp Manager"), "{told:?}");
        let (_, page) = house.get_as_owner("/channels").await;
        assert!(page.contains("RESTRICTED_BIZ_INITIATED_MESSAGING") && page.contains("ask for a review there"), "{page}");
        let (_, today) = house.get_as_owner("/").await;
        assert!(today.contains("WhatsApp says something of our account"), "{today}");
    }
}

both! {
    async fn a_template_that_was_rejected_is_not_sent_until_it_is_approved_again(db: Db) {
        let house = House::open(db).await;
        house.post(&posted(&[message("wamid.tap", "The tap in the pantry is leaking badly")])).await;
        house.take_in_at(chance::now().plus_minutes(-1)).await;
        let graph = Graph::answering([Reply::Take("wamid.seen"), Reply::Take("wamid.ours")]).await;
        sender(&house, &graph).send_due(chance::now()).await.unwrap();
        house.ask(Command::change(TicketNumber(1), TicketCommand::Resolve)).await;
        let all = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        let asked = all.into_iter().find(|known| known.purpose == Purpose::Verification).unwrap();
        let tomorrow = chance::now().plus_minutes(24 * 60 - 5);
        let at = asked.not_before.max(tomorrow).min(asked.not_before.plus_minutes(24 * 60 - 30));
        // The list is read, and says that it is approved; then news come that it is not.
        let mut sender = sender(&house, &graph);
        sender.terms(at.plus_minutes(-10)).await.unwrap();
        template(&house, "REJECTED", "laksana_verify", at.plus_minutes(-5)).await;
        sender.send_due(at).await.unwrap();
        assert_eq!(graph.messages().len(), 1, "{:?}", graph.messages().pop());
        template(&house, "APPROVED", "laksana_verify", at.plus_minutes(1)).await;
        sender.send_due(at.plus_minutes(2)).await.unwrap();
        assert_eq!(graph.messages().len(), 2);
    }
}

both! {
    async fn whoever_wants_no_more_is_remembered_and_shown(db: Db) {
        let house = House::open(db).await;
        house.post(&posted(&[message("wamid.hello", "good evening")])).await;
        house.take_in().await;
        let mut wish = fixture(WISHES, "resume");
        let said = &mut wish["entry"][0]["changes"][0]["value"]["user_preferences"][0];
        said["value"] = "stop".into();
        said["wa_id"] = "60123456789".into();
        said["timestamp"] = json!(chance::now().plus_minutes(1).us() / 1_000_000);
        heard(&house, &wish).await;
        let directory = house.home.directory().await.unwrap();
        let mei = directory.person_by_handle(&Handle::phone("60123456789")).unwrap().id.clone();
        let (_, page) = house.get_as_owner(&format!("/people/{mei}")).await;
        assert!(page.contains("They asked WhatsApp for no more messages like ours"), "{page}");
        wish["entry"][0]["changes"][0]["value"]["user_preferences"][0]["value"] = "resume".into();
        wish["entry"][0]["changes"][0]["value"]["user_preferences"][0]["timestamp"] = json!(chance::now().plus_minutes(2).us() / 1_000_000);
        heard(&house, &wish).await;
        let (_, page) = house.get_as_owner(&format!("/people/{mei}")).await;
        assert!(!page.contains("They asked WhatsApp for no more"), "{page}");
    }
}

async fn directory(house: &House) -> std::sync::Arc<domain::directory::Directory> {
    house.home.directory().await.unwrap()
}

/// That WhatsApp took a message.
pub fn status(of: &str) -> Value {
    told(of, "sent")
}

/// What WhatsApp says of a message.
fn told(of: &str, state: &str) -> Value {
    let status = json!({ "id": of, "status": state, "timestamp": "1794211200", "recipient_id": "60123456780" });
    let value = json!({ "messaging_product": "whatsapp", "statuses": [status] });
    let changes = json!([{ "field": "messages", "value": value }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "1", "changes": changes }] })
}

/// Three people told us of something, and the answer to each was taken.
async fn three_taken(house: &House) -> Graph {
    let graph = Graph::answering([Reply::Take("wamid.a"), Reply::Take("wamid.b"), Reply::Take("wamid.c")]).await;
    for nth in 0..3 {
        let mut said = message(&format!("wamid.in{nth}"), "The tap in the pantry is leaking badly");
        said["from"] = format!("6012345678{nth}").into();
        said["from_user_id"] = format!("MY.{nth}").into();
        said["text"]["body"] = ["The lift is stuck", "No water in Block B", "The gate does not close"][nth].into();
        house.post(&posted(&[said])).await;
    }
    house.take_in_at(chance::now().plus_minutes(-1)).await;
    let mut sender = sender(house, &graph);
    for _ in 0..4 {
        sender.send_due(chance::now()).await.unwrap();
    }
    assert_eq!(graph.messages().len(), 3);
    graph
}

fn hearing(house: &House, graph: &Graph, settings: &CloudApi) -> Hearing {
    let client = Some(Client::new(account(graph)).unwrap());
    let hearing = Hearing::new(house.home.clone(), Refused::default(), client, "http://127.0.0.1");
    hearing.asking(Standing::of(settings).unwrap())
}

const UNDELIVERED: (Matter, Concern) = (Matter::Deliveries, Concern::Undelivered);

both! {
    async fn messages_of_which_nothing_is_told_concern_somebody_until_something_is(db: Db) {
        let house = House::open(db).await;
        let (simulator, settings): (_, CloudApi) = meta().await;
        heard(&house, &status("wamid.before")).await;
        let graph = three_taken(&house).await;
        let mut hearing = hearing(&house, &graph, &settings);
        hearing.look(chance::now().plus_minutes(10)).await.unwrap();
        assert!(!concerns(&house, chance::now()).await.contains(&UNDELIVERED), "it may take a while");
        hearing.look(chance::now().plus_minutes(40)).await.unwrap();
        let told_of = concerns(&house, chance::now()).await;
        assert_eq!(told_of.iter().filter(|one| **one == UNDELIVERED).count(), 1, "once, of words and templates alike");
        heard(&house, &told("wamid.a", "delivered")).await;
        hearing.look(chance::now().plus_minutes(41)).await.unwrap();
        assert!(!concerns(&house, chance::now()).await.contains(&UNDELIVERED));
        drop(simulator);
    }
}

both! {
    async fn words_that_are_taken_and_never_arrive_concern_somebody_though_more_is_told(db: Db) {
        let house = House::open(db).await;
        let (simulator, settings): (_, CloudApi) = meta().await;
        let graph = three_taken(&house).await;
        for of in ["wamid.a", "wamid.b", "wamid.c", "wamid.of-another"] {
            heard(&house, &status(of)).await;
        }
        let mut hearing = hearing(&house, &graph, &settings);
        hearing.look(chance::now().plus_minutes(40)).await.unwrap();
        let directory = house.home.directory().await.unwrap();
        let found: Vec<_> = directory.concerns(chance::now()).into_iter().filter(|one| one.1 == UNDELIVERED.1).collect();
        assert_eq!(found.iter().map(|(notice, _)| notice.subject.as_str()).collect::<Vec<_>>(), ["words"]);
        let patient = crate::doctor::Patient { home: &house.home, cloud_api: &CloudApi::default(), public: "" };
        let looked = patient.look().await.unwrap();
        assert!(looked.iter().any(|one| one.words.starts_with("3 taken, none arrived")), "{looked:?}");
        drop(simulator);
    }
}

both! {
    async fn what_stops_all_sending_is_told_once_until_something_passes(db: Db) {
        let house = House::open(db).await;
        manager(&house).await;
        let (simulator, settings): (_, CloudApi) = meta().await;
        house.post(&posted(&[message("wamid.tap", "The tap in the pantry is leaking badly")])).await;
        house.take_in_at(chance::now().plus_minutes(-1)).await;
        let graph = Graph::answering([error(400, 131_042)]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        let mut hearing = hearing(&house, &graph, &settings);
        let entries = || async { directory(&house).await.notices.values().map(|notice| notice.at).collect::<Vec<_>>() };
        hearing.look(chance::now().plus_minutes(1)).await.unwrap();
        let stopped = (Matter::Sending, Concern::Stopped);
        assert!(concerns(&house, chance::now()).await.contains(&stopped));
        let told = entries().await;
        hearing.look(chance::now().plus_minutes(2)).await.unwrap();
        assert_eq!(entries().await, told, "once");
        assert!(warnings(&house).await.is_empty(), "nobody can be told by WhatsApp");
        let (_, page) = house.get_as_owner("/channels").await;
        assert!(page.contains("payment") && page.contains("WhatsApp takes none of our messages"), "{page}");
        let (_, today) = house.get_as_owner("/").await;
        assert!(today.contains("WhatsApp says something of our account"), "{today}");
        let (_, ready) = house.get("/readyz").await;
        assert!(ready.contains("WhatsApp takes none of our messages"), "{ready}");
        graph.then(Reply::Take("wamid.ours"));
        sender.send_due(chance::now().plus_minutes(17)).await.unwrap();
        hearing.look(chance::now().plus_minutes(18)).await.unwrap();
        assert!(!concerns(&house, chance::now()).await.contains(&stopped));
        drop(simulator);
    }
}

both! {
    async fn what_is_written_to_another_number_is_kept_and_not_answered_from_ours(db: Db) {
        let house = House::open(db).await;
        let body = posted(&[message("wamid.b", "The lift in Block B is stuck")]);
        house.post(&body.replace("106540352242922", "777")).await;
        house.take_in_speaking().await;
        assert!(house.texts().await.is_empty());
        let rest = store::inbox::rest(&house.home.db, &house.home.org).await.unwrap();
        assert!(rest.len() == 1 && rest[0].body.contains("another number/messages/text"), "{rest:?}");
        house.post(&body).await;
        house.take_in_speaking().await;
        assert_eq!(house.texts().await.len(), 1);
    }
}

both! {
    async fn what_whatsapp_says_beside_a_message_is_shown_with_it(db: Db) {
        let house = House::open(db).await;
        let mut lost = message("wamid.lost", "");
        lost["type"] = "unsupported".into();
        lost["errors"] = json!([{ "code": 131_060, "title": "Message unavailable" }]);
        let mut led = message("wamid.led", "Is the flat on the third floor still free?");
        led["referral"] = json!({ "headline": "Flats to let", "source_url": "https://fb.me/1" });
        house.post(&posted(&[lost, led])).await;
        house.take_in().await;
        let said = store::read::messages::all(&house.home.db, &house.home.org, 0).await.unwrap();
        for (message, expected) in
            said.iter().zip(["WhatsApp says: Message unavailable · 131060", "In answer to: Flats to let · https://fb.me/1"])
        {
            let (_, page) = house.get_as_owner(&format!("/messages/{}", message.heard.id)).await;
            assert!(page.contains(expected), "{page}");
        }
    }
}
