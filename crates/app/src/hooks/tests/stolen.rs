//! A webhook that another program took: suspected unless something signed still comes, and whoever leads is told.

use super::account::status;
use super::graph::{Graph, Reply};
use super::sending::account;
use super::world::{House, message, posted};
use crate::chance;
use crate::graph::Graph as Client;
use crate::hooks::Refused;
use crate::workers::Hearing;
use domain::directory::{Person, Role};
use domain::hearing::{CLOUD_API, Ear, Silence, Suspicion};
use domain::id::PersonId;
use domain::message::Handle;
use domain::outbound::Purpose;
use domain::request::{Command, Definition};
use domain::time::Instant;
use serde_json::{Value, json};
use store::both;
use store::need::Need;
use store::read::outbox;

const PUBLIC: &str = "https://laksana.example";
const OURS: &str = "https://laksana.example/hooks/cloud-api";
const THIEF: &str = "https://thief.example/hook";

fn number(address: &str) -> Reply {
    let set = json!({ "webhook_configuration": { "phone_number": address }, "status": "CONNECTED" });
    Reply::Say(200, set.to_string())
}

fn apps(address: Option<&str>) -> Reply {
    let mut app = json!({ "whatsapp_business_api_data": { "id": "7", "name": "Laksana" } });
    if let Some(address) = address {
        app["override_callback_uri"] = Value::from(address);
    }
    Reply::Say(200, json!({ "data": [app] }).to_string())
}

/// What is suspected after a message came and Meta was asked so many minutes later.
async fn suspected(house: &House, script: Vec<Reply>, public: &str, later: i64) -> Vec<Silence> {
    let graph = Graph::answering(script).await;
    house.post(&posted(&[message("wamid.before", "good evening")])).await;
    house.take_in().await;
    looked(house, &graph, public, chance::now().plus_minutes(later)).await
}

/// What a program that starts anew suspects.
async fn looked(house: &House, graph: &Graph, public: &str, now: Instant) -> Vec<Silence> {
    let client = Some(Client::new(account(graph)).unwrap());
    let mut hearing = Hearing::new(house.home.clone(), Refused::default(), client, public);
    hearing.look(now).await.unwrap();
    house.home.desk.draft(&house.home.org, &Need::at(now)).await.unwrap().situation().silences.clone()
}

fn taken(silences: &[Silence]) -> bool {
    let ear = Ear::Number(CLOUD_API.to_owned(), "106540352242922".to_owned());
    silences.iter().any(|silence| silence.ear == ear && silence.why == Suspicion::Taken)
}

both! {
    async fn a_webhook_that_another_took_is_suspected_and_whoever_leads_is_told(db: Db) {
        let house = House::open(db).await;
        let handles = vec![Handle::phone("60198765432")];
        let person = Person { id: PersonId::new("owner"), name: "Lim".into(), handles, role: Role::Manager, vendor: None, site: None, shared: None };
        house.ask(Command::Define(Box::new(Definition::Person(person)))).await;
        let silences = suspected(&house, vec![number(THIEF)], PUBLIC, 40).await;
        assert!(taken(&silences), "{silences:?}");
        let told = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        let warned = told.iter().filter(|one| one.purpose == Purpose::Warning && one.to == PersonId::new("owner"));
        assert_eq!(warned.count(), 1);
    }
}

both! {
    async fn an_account_whose_app_posts_elsewhere_is_suspected_too(db: Db) {
        let house = House::open(db).await;
        let script = vec![Reply::Say(200, json!({ "status": "CONNECTED" }).to_string()), apps(Some(THIEF))];
        assert!(taken(&suspected(&house, script, PUBLIC, 40).await));
    }
}

both! {
    async fn what_still_comes_shows_that_an_address_leads_to_us(db: Db) {
        let house = House::open(db).await;
        assert!(!taken(&suspected(&house, vec![number(THIEF)], PUBLIC, 20).await), "something came lately");
        let script = vec![number(OURS), apps(Some(OURS))];
        assert!(!taken(&suspected(&house, script, PUBLIC, 40).await), "it is ours");
        let otherwise = "https://LAKSANA.example:443/hooks/cloud-api/?from=meta";
        let script = vec![number(otherwise), apps(Some(otherwise))];
        assert!(!taken(&suspected(&house, script, PUBLIC, 40).await), "it is ours, spelt otherwise");
        let script = vec![number(THIEF), apps(Some(THIEF))];
        assert!(!taken(&suspected(&house, script, "http://127.0.0.1:8080", 40).await), "we do not know our address");
    }
}

/// That an address leads to us is known for good once something came: a message, or what became of one of ours.
async fn is_believed(house: &House, came: &str) {
    let start = chance::now().plus_minutes(-90);
    let graph = Graph::answering(vec![number(THIEF); 4]).await;
    assert!(!taken(&looked(house, &graph, PUBLIC, start).await), "it is told for the first time");
    assert!(taken(&looked(house, &graph, PUBLIC, start.plus_minutes(40)).await), "nothing came since");
    assert_eq!(house.post(came).await, axum::http::StatusCode::OK);
    house.take_in().await;
    for quiet in [11, 8 * 60] {
        let silences = looked(house, &graph, PUBLIC, chance::now().plus_minutes(quiet)).await;
        assert!(silences.iter().all(|silence| silence.until.is_some()), "{quiet}: {silences:?}");
    }
    // Another address is suspected anew, until something comes by it.
    let graph = Graph::answering(vec![number("https://second.example/hook")]).await;
    assert!(taken(&looked(house, &graph, PUBLIC, chance::now().plus_minutes(9 * 60)).await));
}

both! {
    async fn an_address_by_which_a_message_came_is_believed(db: Db) {
        is_believed(&House::open(db).await, &posted(&[message("wamid.since", "good evening")])).await;
    }
}

both! {
    async fn an_address_by_which_a_status_came_is_believed(db: Db) {
        is_believed(&House::open(db).await, &status("wamid.ours").to_string()).await;
    }
}
