//! Groups of the business as a client meets them, people who come by a link, and the webhooks that follow.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use common::{AINI, NUMBER, aini, settings};
use serde_json::{Value, json};
use simulator::{Persona, Simulator, World};
use tower::ServiceExt as _;

const BALA: &str = "60123456782";

fn simulator() -> Simulator {
    let bala = Persona { phone: BALA.to_owned(), user_id: format!("MY.{BALA}"), ..aini() };
    Simulator::new(settings(), vec![aini(), bala])
}

async fn ask(simulator: &Simulator, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
    let request = Request::builder().method(method).uri(format!("/v26.0/{path}"));
    let request =
        request.header(header::AUTHORIZATION, "Bearer token").header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let answer = simulator.router().oneshot(request.body(body).unwrap()).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

/// Follows a link on somebody's phone.
async fn follow(simulator: &Simulator, who: &str, link: &str) -> StatusCode {
    let form = format!("link={}", link.replace(':', "%3A").replace('/', "%2F"));
    let request = Request::post(format!("/phone/{who}/{who}/groups"));
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    simulator.router().oneshot(request.body(Body::from(form)).unwrap()).await.unwrap().status()
}

/// The groups' part of the webhooks that wait, which are taken away.
fn told(simulator: &Simulator) -> Vec<Value> {
    let posts: Vec<Value> =
        simulator.with(|world: &mut World, _| world.waiting.drain(..).map(|post| post.body).collect());
    posts.iter().map(|post| post["entry"][0]["changes"][0]["value"]["groups"][0].clone()).collect()
}

/// A group that was just made: its id and its link.
async fn made(simulator: &Simulator, mode: &str) -> (String, String) {
    let body = json!({ "messaging_product": "whatsapp", "subject": " Night crew ", "join_approval_mode": mode });
    let (status, asked) = ask(simulator, Method::POST, &format!("{NUMBER}/groups"), body).await;
    let [told] = told(simulator).try_into().unwrap();
    assert_eq!(
        (status, &told["request_id"], &told["subject"]),
        (StatusCode::OK, &asked["request_id"], &json!("Night crew"))
    );
    (told["group_id"].as_str().unwrap().to_owned(), told["invite_link"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn people_come_by_the_link_and_what_they_say_is_heard() {
    let simulator = simulator();
    let (id, link) = made(&simulator, "auto_approve").await;
    assert_eq!(follow(&simulator, AINI, &link).await, StatusCode::SEE_OTHER);
    assert_eq!(follow(&simulator, AINI, &link).await, StatusCode::UNPROCESSABLE_ENTITY, "she is in it already");
    let [came] = told(&simulator).try_into().unwrap();
    assert_eq!(
        (&came["type"], &came["added_participants"][0]["wa_id"]),
        (&json!("group_participants_add"), &json!(AINI))
    );
    let (_, group) = ask(&simulator, Method::GET, &id, Value::Null).await;
    assert_eq!((&group["subject"], &group["total_participant_count"]), (&json!("Night crew"), &json!(1)));
    let (_, groups) = ask(&simulator, Method::GET, &format!("{NUMBER}/groups?limit=5"), Value::Null).await;
    assert_eq!(groups["data"]["groups"][0]["id"], json!(id));
    let body = json!({ "messaging_product": "whatsapp", "recipient_type": "group", "to": id, "type": "text", "text": { "body": "hi" } });
    let (status, sent) = ask(&simulator, Method::POST, &format!("{NUMBER}/messages"), body).await;
    assert_eq!((status, &sent["messages"][0]["group_id"]), (StatusCode::OK, &json!(id)));
}

#[tokio::test]
async fn a_link_that_was_replaced_leads_nowhere() {
    let simulator = simulator();
    let (id, link) = made(&simulator, "auto_approve").await;
    let path = format!("{id}/invite_link");
    assert_eq!(ask(&simulator, Method::GET, &path, Value::Null).await.1["invite_link"], json!(link));
    let (_, next) = ask(&simulator, Method::POST, &path, json!({ "messaging_product": "whatsapp" })).await;
    assert_ne!(next["invite_link"], json!(link));
    assert_eq!(follow(&simulator, AINI, &link).await, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_asks_is_let_in_or_turned_away_and_may_be_taken_out() {
    let simulator = simulator();
    let (id, link) = made(&simulator, "approval_required").await;
    for who in [AINI, BALA] {
        assert_eq!(follow(&simulator, who, &link).await, StatusCode::SEE_OTHER);
    }
    let asked: Vec<String> =
        told(&simulator).iter().map(|told| told["join_request_id"].as_str().unwrap().to_owned()).collect();
    let path = format!("{id}/join_requests");
    assert_eq!(ask(&simulator, Method::GET, &path, Value::Null).await.1["data"][1]["wa_id"], json!(BALA));
    let these = |at: usize| json!({ "messaging_product": "whatsapp", "join_requests": [asked[at]] });
    let (_, let_in) = ask(&simulator, Method::POST, &path, these(0)).await;
    assert_eq!(let_in["approved_join_requests"], json!([asked[0]]));
    ask(&simulator, Method::DELETE, &path, these(1)).await;
    assert_eq!(told(&simulator).len(), 1, "of who was turned away nothing is told");
    let out = json!({ "messaging_product": "whatsapp", "participants": [{ "user": AINI }] });
    ask(&simulator, Method::DELETE, &format!("{id}/participants"), out).await;
    let [left] = told(&simulator).try_into().unwrap();
    assert_eq!(left["removed_participants"][0]["wa_id"], json!(AINI));
    ask(&simulator, Method::DELETE, &id, Value::Null).await;
    assert_eq!(told(&simulator)[0]["type"], json!("group_delete"));
    assert_eq!(ask(&simulator, Method::GET, &id, Value::Null).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_group_that_cannot_be_is_refused_with_the_reason() {
    let simulator = simulator();
    for (body, code) in [
        (json!({ "messaging_product": "whatsapp" }), 100),
        (json!({ "subject": "Night crew" }), 100),
        (json!({ "messaging_product": "whatsapp", "subject": "x".repeat(129) }), 131_009),
        (json!({ "messaging_product": "whatsapp", "subject": "x", "join_approval_mode": "maybe" }), 131_009),
    ] {
        let (status, said) = ask(&simulator, Method::POST, &format!("{NUMBER}/groups"), body.clone()).await;
        assert_eq!((status, &said["error"]["code"]), (StatusCode::BAD_REQUEST, &json!(code)), "{body}");
    }
}
