//! What other programs are answered: every answer fits the description, on both engines.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod house;
mod problems;

use axum::http::StatusCode;
use domain::id::TicketNumber;
use domain::label::{Label, LabelSet};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Category, Priority, Stage};
use house::{House, wamid};
use serde_json::{Value, json};
use store::both;

/// A house where a lift got stuck, was looked at, and a round was walked.
async fn busy(db: store::Db) -> House {
    let house = House::open(db).await;
    house.write_directory().await;
    house.hear("1", "60123456701", "Lift stuck again at Block C, people inside!").await;
    house.hear("2", "60123456702", "The tap in the pantry of Block A is leaking badly").await;
    house.hear("3", "60123456701", "good morning everyone").await;
    house
}

both! {
    async fn a_live_message_is_found_by_the_name_it_was_posted_under(db: Db) {
        let house = busy(db).await;
        let found = house.get("/api/v1/messages?external_id=wamid.1", "MessageList").await;
        let message = &found["messages"][0];
        assert_eq!(found["messages"].as_array().unwrap().len(), 1);
        assert_eq!((&message["id"], &message["kind"]), (&json!("wamid.1"), &json!("issue")));
        assert_eq!(message["place"], "Green Court / Block C");
        let number = message["ticket"].as_str().unwrap();
        let ticket = house.get(&format!("/api/v1/tickets/{number}"), "Ticket").await;
        assert_eq!(ticket["messages"], json!(["wamid.1"]));
        assert_eq!((&ticket["category"], &ticket["reporter"]), (&json!("lift"), &json!("+60123456701")));
        let none = house.get("/api/v1/messages?external_id=wamid.9", "MessageList").await;
        assert_eq!(none, json!({ "messages": [], "next": null }));
    }
}

both! {
    async fn both_sides_of_a_message_have_one_name(db: Db) {
        let house = House::open(db).await;
        let theirs = wamid("1650387943", 0x12);
        let ours = wamid("1412555082", 0x11);
        house.hear_named(&theirs, "60123456701", "The tap in the pantry is leaking badly").await;
        for name in [&theirs, &ours] {
            let path = format!("/api/v1/messages?external_id={}", name.replace('+', "%2B"));
            let found = house.get(&path, "MessageList").await;
            assert_eq!(found["messages"][0]["external_id"], json!(theirs));
        }
    }
}

both! {
    async fn lists_go_on_where_they_ended(db: Db) {
        let house = busy(db).await;
        for (list, schema, rows) in [("tickets", "TicketList", 2), ("messages", "MessageList", 3)] {
            let mut seen = Vec::new();
            let mut next = Some(format!("/api/v1/{list}?limit=1"));
            while let Some(path) = next {
                let page = house.get(&path, schema).await;
                seen.extend(page[list].as_array().unwrap().iter().map(|row| row["id"].clone()));
                next = page["next"].as_str().map(str::to_owned);
            }
            assert_eq!(seen.len(), rows, "{seen:?}");
            let whole = house.get(&format!("/api/v1/{list}"), schema).await;
            assert_eq!(whole[list].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>(), seen);
        }
    }
}

both! {
    async fn tickets_are_narrowed(db: Db) {
        let house = busy(db).await;
        for (query, rows) in [
            ("category=lift", 1), ("category=pest", 0), ("open=true", 2), ("open=false", 0), ("stage=reported", 2),
            ("stage=closed", 0), ("site=Green%20Court&category=lift", 1), ("touched_since=2001-01-01T00:00:00Z", 2),
            ("touched_since=2999-01-01T00:00:00Z", 0), ("after=1", 1),
        ] {
            let found = house.get(&format!("/api/v1/tickets?{query}"), "TicketList").await;
            assert_eq!(found["tickets"].as_array().unwrap().len(), rows, "{query}");
        }
    }
}

both! {
    async fn a_ticket_tells_its_labels_and_a_list_is_narrowed_by_one(db: Db) {
        let house = busy(db).await;
        let label = |name: &str| Label { name: name.to_owned(), category: None };
        let labels = vec![label("plumbers"), label("lifts")];
        house.write(Command::Define(Box::new(Definition::Labels(LabelSet { name: "team".to_owned(), labels, ..LabelSet::default() })))).await;
        let said = TicketCommand::Label("team".to_owned(), Some(vec!["lifts".to_owned()]));
        house.write(Command::change(TicketNumber(1), said)).await;
        for (label, expected) in [("lifts", json!([{ "team": ["lifts"] }])), ("plumbers", json!([])), ("painters", json!([]))] {
            let found = house.get(&format!("/api/v1/tickets?label=team%3A{label}"), "TicketList").await;
            let told: Vec<&Value> = found["tickets"].as_array().unwrap().iter().map(|ticket| &ticket["labels"]).collect();
            assert_eq!(json!(told), expected, "{label}");
        }
        let other = house.get("/api/v1/tickets/T-2", "Ticket").await;
        assert!(other.get("labels").is_none(), "{other}");
    }
}

both! {
    async fn days_of_tasks_are_told_by_day(db: Db) {
        let house = busy(db).await;
        house.tomorrow().await;
        let all = house.get("/api/v1/occurrences?limit=1", "OccurrenceList").await;
        let first = &all["occurrences"][0];
        assert_eq!(first["task"], "Lobby cleaning");
        let date = first["date"].as_str().unwrap();
        let of_day = house.get(&format!("/api/v1/occurrences?date={date}"), "OccurrenceList").await;
        assert_eq!(&of_day["occurrences"][0], first);
        assert!(all["next"].is_string(), "there is another day");
        house.get(all["next"].as_str().unwrap(), "OccurrenceList").await;
    }
}

both! {
    async fn a_directory_is_written_in_the_name_of_the_key(db: Db) {
        let house = House::open(db).await;
        let roster = json!({ "sites": [{ "name": "Tower", "places": [{ "name": "Lobby" }] }], "peeple": [] });
        let (status, written) = house.put(&roster.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{written}");
        assert_eq!(written, json!({ "changed": 2, "ignored": ["peeple"] }));
        house::fits(&written, "DirectoryWritten");
        assert_eq!(house.put(&roster.to_string()).await.1["changed"], 0, "the same again changes nothing");
        let entries = store::journal::since(house.db(), "main", 0, 10).await.unwrap();
        assert!(!entries.is_empty());
        assert!(entries.iter().all(|entry| entry.actor == "key:check" && entry.via == "api"));
    }
}

#[test]
fn the_description_names_every_word_there_is() {
    let described: Value = serde_json::from_str(api::OPENAPI).unwrap();
    let words = |path: &str| -> Vec<String> {
        let mut words: Vec<String> = serde_json::from_value(described.pointer(path).unwrap().clone()).unwrap();
        words.sort();
        words
    };
    let all = |words: Vec<&'static str>| {
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.sort();
        words
    };
    let ticket = "/components/schemas/Ticket/properties";
    assert_eq!(words(&format!("{ticket}/category/enum")), all(Category::ALL.iter().map(|c| c.word()).collect()));
    assert_eq!(words(&format!("{ticket}/priority/enum")), all(Priority::ALL.iter().map(|p| p.word()).collect()));
    let told = Stage::ALL.iter().filter(|stage| **stage != Stage::Classified);
    assert_eq!(words(&format!("{ticket}/stage/enum")), all(told.map(|stage| stage.word()).collect()));
    let kinds = domain::message::Kind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(words("/components/schemas/Message/properties/kind/enum"), all(kinds));
    let outcomes: Vec<_> = domain::task::Outcome::ALL.iter().map(|outcome| json!(outcome.word())).collect();
    let told = described.pointer("/components/schemas/Occurrence/properties/outcome/enum").unwrap().as_array().unwrap();
    assert!(outcomes.iter().all(|word| told.contains(word)) && told.len() == outcomes.len() + 1, "and null");
}
