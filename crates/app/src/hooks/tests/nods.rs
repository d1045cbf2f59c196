//! What people see without words: two blue ticks once we know what they said, and an emoji where a group hears no answer.

use super::graph::{Graph, Reply, error};
use super::sending::{account, sender};
use super::world::{House, message, posted};
use crate::chance;
use crate::graph::Graph as Client;
use crate::workers::ReadMarks;
use axum::http::StatusCode;
use domain::outbound::{Purpose, State};
use serde_json::json;
use std::sync::Arc;
use store::both;
use store::read::outbox;
use tokio::sync::Notify;

fn marks(house: &House, graph: &Graph) -> ReadMarks {
    ReadMarks::new(house.home.clone(), Client::new(account(graph)).unwrap(), Arc::new(Notify::new()))
}

async fn say(house: &House, wamid: &str, text: &str, group: Option<&str>) {
    let mut said = message(wamid, text);
    if let Some(group) = group {
        said["group_id"] = json!(group);
    }
    assert_eq!(house.post(&posted(&[said])).await, StatusCode::OK);
}

both! {
    async fn what_was_taken_in_is_marked_as_read_once_and_the_last_mark_stands_for_all(db: Db) {
        let house = House::open(db).await;
        say(&house, "wamid.one", "The tap in the pantry is leaking badly", None).await;
        say(&house, "wamid.two", "please hurry", None).await;
        say(&house, "wamid.group", "hello everybody", Some("120363")).await;
        let graph = Graph::answering([Reply::Say(200, "{\"success\":true}".to_owned())]).await;
        let marks = marks(&house, &graph);
        assert_eq!(marks.mark_due(chance::now()).await.unwrap(), 0, "nothing is read before it is recorded");
        house.take_in_speaking().await;
        assert_eq!(marks.mark_due(chance::now()).await.unwrap(), 1);
        let bodies: Vec<_> = graph.messages().into_iter().map(|asked| asked.body).collect();
        assert_eq!(bodies, [json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.two" })]);
        assert_eq!(marks.mark_due(chance::now().plus_minutes(600)).await.unwrap(), 0);
    }
}

both! {
    async fn a_mark_that_fails_is_tried_again_later_and_never_for_ever(db: Db) {
        let house = House::open(db).await;
        say(&house, "wamid.one", "The tap in the pantry is leaking badly", None).await;
        house.take_in_speaking().await;
        let graph = Graph::answering([]).await;
        let marks = marks(&house, &graph);
        for minutes in (0..1_440).step_by(5) {
            marks.mark_due(chance::now().plus_minutes(minutes)).await.unwrap();
        }
        assert_eq!(graph.messages().len(), 5);
        say(&house, "wamid.two", "hello?", None).await;
        house.take_in_speaking().await;
        graph.then(error(400, 131_009));
        marks.mark_due(chance::now()).await.unwrap();
        assert_eq!(marks.mark_due(chance::now().plus_minutes(60)).await.unwrap(), 0, "WhatsApp will never take it");
    }
}

both! {
    async fn nobody_sees_anything_where_nothing_is_sent(db: Db) {
        let house = House::open(db).await;
        say(&house, "wamid.one", "The tap in the pantry is leaking badly", Some("120363")).await;
        say(&house, "wamid.two", "hello", None).await;
        house.take_in().await;
        assert_eq!(marks(&house, &Graph::answering([]).await).mark_due(chance::now()).await.unwrap(), 0);
        assert!(outbox::all(&house.home.db, &house.home.org, None).await.unwrap().is_empty());
    }
}

both! {
    async fn a_report_in_a_group_gets_an_emoji_there_which_can_be_taken_back(db: Db) {
        let house = House::open(db).await;
        say(&house, "wamid.tap", "The tap in the pantry is leaking badly", Some("120363")).await;
        house.take_in_speaking().await;
        let wanted = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        assert_eq!(wanted.iter().map(|one| one.purpose).collect::<Vec<_>>(), [Purpose::Nod]);
        let graph = Graph::answering([Reply::Take("wamid.ours")]).await;
        let mut sender = sender(&house, &graph);
        sender.send_due(chance::now()).await.unwrap();
        assert!(graph.messages().is_empty(), "second thoughts");
        sender.send_due(chance::now().plus_seconds(11)).await.unwrap();
        let body = graph.messages().pop().unwrap().body;
        assert_eq!((&body["recipient_type"], &body["to"], &body["type"]), (&json!("group"), &json!("120363"), &json!("reaction")));
        assert_eq!(body["reaction"], json!({ "message_id": "wamid.tap", "emoji": "👍" }));
        assert_eq!(body["biz_opaque_callback_data"], json!(format!("laksana:{}", wanted[0].id)));
        let sent = outbox::all(&house.home.db, &house.home.org, None).await.unwrap();
        assert_eq!((sent[0].state, sent[0].text.as_str()), (State::Sent, "👍"));
        let (_, page) = house.get_as_owner("/outbox").await;
        assert!(page.contains("👍") && page.contains("T-1"), "{page}");
        house.home.desk.rebuild(&house.home.org).await.unwrap();
        assert_eq!(outbox::all(&house.home.db, &house.home.org, None).await.unwrap(), sent);
    }
}
