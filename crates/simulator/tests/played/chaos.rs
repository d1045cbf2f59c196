//! What a tester may provoke: changes afterwards, other numbers and names, templates that are not approved, faults of the Graph
//! API, and news of the account.

use crate::client;
use crate::client::{ACCOUNT, Client, value};
use crate::common::{AINI, NUMBER};
use axum::http::StatusCode;
use serde_json::{Value, json};
use simulator::Profile;
use std::time::Duration;

fn chat() -> String {
    format!("/phone/{AINI}/{AINI}")
}

async fn said(client: &Client, text: &str) -> String {
    client.write(&[("text", text)]).await;
    client.posts();
    client.0.with(|world, _| world.chats[AINI].last().unwrap().wamid.clone())
}

fn spelt(wamid: &str) -> String {
    wamid.replace('+', "%2B").replace('=', "%3D")
}

#[tokio::test]
async fn words_are_changed_and_taken_back_by_whoever_said_them() {
    let client = client();
    let wamid = said(&client, "Lift stuck").await;
    client.press(&format!("{}/edits", chat()), &format!("message={}&text=Lift+B+stuck", spelt(&wamid))).await;
    let edit = value(&client.posts()[0])["messages"][0].clone();
    assert_eq!(
        edit["edit"],
        json!({ "original_message_id": wamid,
        "message": { "type": "text", "text": { "body": "Lift B stuck" } } })
    );
    client.press(&format!("{}/revocations", chat()), &format!("message={}", spelt(&wamid))).await;
    let revoke = value(&client.posts()[0])["messages"][0].clone();
    assert_eq!((&revoke["type"], &revoke["revoke"]["original_message_id"]), (&json!("revoke"), &json!(wamid)));
    let answer = client.send(json!({ "to": AINI, "type": "text", "text": { "body": "ours" } })).await.1;
    let ours = spelt(answer["messages"][0]["id"].as_str().unwrap());
    let status = client.try_press(&format!("{}/revocations", chat()), &format!("message={ours}")).await;
    assert_eq!(status, StatusCode::NOT_FOUND, "it is not theirs");
}

#[tokio::test]
async fn what_the_business_types_itself_is_echoed() {
    let client = client();
    client.press(&format!("{}/echoes", chat()), "text=On+our+way").await;
    let body = client.posts().remove(0);
    assert_eq!(body["entry"][0]["changes"][0]["field"], json!("smb_message_echoes"));
    let echo = &value(&body)["message_echoes"][0];
    assert_eq!(
        (&echo["from"], &echo["to"], &echo["to_user_id"]),
        (&json!("15550783881"), &json!(AINI), &json!("MY.1"))
    );
}

#[tokio::test]
async fn a_new_number_brings_a_new_name_within_the_portfolio_where_there_was_one() {
    let client = client();
    client.press(&format!("{}/number", chat()), "number=60129990000").await;
    let posts = client.posts();
    let (told, update) = (&value(&posts[0])["messages"][0], &value(&posts[1])["user_id_update"][0]);
    assert_eq!((&told["from"], &told["from_user_id"]), (&json!(AINI), &json!("MY.1")));
    assert_eq!(told["system"]["type"], json!("user_changed_user_id"));
    assert_eq!(update["user_id"], json!({ "previous": "MY.1", "current": told["system"]["user_id"] }));
    assert_eq!(update["wa_id"], json!("60129990000"));
    client.0.with(|world, _| world.people[0].profile = Profile::Legacy);
    client.press("/phone/60129990000/60129990000/number", "number=60129990001").await;
    let posts = client.posts();
    assert_eq!(posts.len(), 1);
    assert_eq!(value(&posts[0])["messages"][0]["system"]["type"], json!("user_changed_number"));
}

#[tokio::test]
async fn a_profile_tells_as_much_as_it_is_said_to() {
    let client = client();
    for (profile, number, id) in [("full", true, true), ("legacy", true, false), ("hidden", false, true)] {
        client.press(&format!("{}/profile", chat()), &format!("profile={profile}")).await;
        client.write(&[("text", "hi")]).await;
        let said = value(&client.posts()[0]).clone();
        let (message, contact) = (&said["messages"][0], &said["contacts"][0]);
        let told = (message.get("from").is_some(), message.get("from_user_id").is_some());
        assert_eq!(told, (number, id), "{profile}");
        assert_eq!((contact.get("wa_id").is_some(), contact.get("user_id").is_some()), (number, id), "{profile}");
        let to = if number { AINI } else { "MY.1" };
        let answer = client.send(json!({ "recipient": to, "type": "text", "text": { "body": "ours" } })).await.1;
        let contact = &answer["contacts"][0];
        assert_eq!((contact.get("wa_id").is_some(), contact.get("user_id").is_some()), (number, id), "{profile}");
        let status = value(&client.posts()[0])["statuses"][0].clone();
        assert_eq!(status.get("recipient_id").is_some(), number, "{profile}");
    }
}

/// Hands a template in, and tries to send it: how it was said to stand, and what the sending was refused with.
async fn handed_in(client: &Client, judge: &str) -> (Value, Value) {
    client.press("/phone/chaos", &format!("judge={judge}")).await;
    let template = json!({ "name": "job", "language": "en", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "New job" }] });
    let answer = client.ask("POST", &format!("{ACCOUNT}/message_templates"), Some(template)).await.1;
    (answer["status"].clone(), sent(client).await)
}

async fn sent(client: &Client) -> Value {
    let body = json!({ "to": AINI, "type": "template", "template": { "name": "job", "language": { "code": "en" } } });
    client.send(body).await.1["error"]["code"].clone()
}

#[tokio::test]
async fn templates_wait_and_are_rejected_paused_and_approved() {
    let client = client();
    assert_eq!(handed_in(&client, "approves").await, (json!("APPROVED"), Value::Null));
    assert_eq!(handed_in(&client, "waits").await, (json!("PENDING"), json!(132_001)));
    client.posts();
    assert_eq!(handed_in(&client, "rejects").await, (json!("PENDING"), json!(132_001)));
    let told = value(&client.posts()[0]).clone();
    assert_eq!((&told["event"], &told["reason"]), (&json!("REJECTED"), &json!("INVALID_FORMAT")));
    for (word, refused) in [("APPROVED", Value::Null), ("PAUSED", json!(132_015)), ("DISABLED", json!(132_016))] {
        client.press("/phone/templates", &format!("name=job&language=en&word={word}")).await;
        assert_eq!(value(&client.posts().remove(0))["event"], json!(word));
        assert_eq!(sent(&client).await, refused, "{word}");
        client.posts();
    }
    for (word, field) in [("RED", "message_template_quality_update"), ("MARKETING", "template_category_update")] {
        client.press("/phone/templates", &format!("name=job&language=en&word={word}")).await;
        assert_eq!(client.posts()[0]["entry"][0]["changes"][0]["field"], json!(field));
    }
    let unknown = client.try_press("/phone/templates", "name=none&language=en&word=APPROVED").await;
    assert_eq!(unknown, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_answer_means_what_it_is_said_to_mean() {
    let client = client();
    client.write(&[("text", "hi")]).await;
    client.posts();
    let body = || json!({ "to": AINI, "type": "text", "text": { "body": "Got it" } });
    for (fault, arrived) in [("silence", 0), ("lost", 2)] {
        client.press("/phone/chaos", &format!("refuse={fault}&refusals=1")).await;
        let answered = tokio::time::timeout(Duration::from_millis(300), client.send(body())).await;
        assert!(answered.is_err(), "{fault} is no answer");
        assert_eq!(client.posts().len(), arrived, "{fault}");
    }
    client.press("/phone/chaos", "refuse=garbage&refusals=1").await;
    assert_eq!(client.send(body()).await, (StatusCode::BAD_GATEWAY, Value::Null));
    client.press("/phone/chaos", "fail=131049").await;
    client.send(body()).await;
    let told = value(&client.posts()[0])["statuses"][0].clone();
    assert_eq!((&told["status"], &told["errors"][0]["code"]), (&json!("failed"), &json!(131_049)));
}

#[tokio::test]
async fn what_befalls_the_account_is_told_and_shows_on_the_number() {
    let client = client();
    for (news, status, quality) in [
        ("flagged", "CONNECTED", "RED"),
        ("restricted", "RESTRICTED", "RED"),
        ("reinstated", "CONNECTED", "RED"),
        ("unflagged", "CONNECTED", "GREEN"),
    ] {
        client.press("/phone/news", &format!("news={news}")).await;
        assert_eq!(client.posts().len(), 1, "{news}");
        let number = client.ask("GET", NUMBER, None).await.1;
        assert_eq!((&number["status"], &number["quality_rating"]), (&json!(status), &json!(quality)), "{news}");
    }
    assert_eq!(client.try_press("/phone/news", "news=sunshine").await, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn any_body_of_json_is_posted_as_it_is_and_every_page_shows_what_can_be_done() {
    let client = client();
    client.press("/phone/posts", "body=%7B%22object%22%3A%22x%22%7D").await;
    assert_eq!(client.posts(), [json!({ "object": "x" })]);
    assert_eq!(client.try_press("/phone/posts", "body=no").await, StatusCode::UNPROCESSABLE_ENTITY);
    client.write(&[("text", "hi")]).await;
    let page = client.page("/phone/posts").await;
    assert!(page.contains("fails later: 131049") && page.contains("The account is blocked"), "{page}");
    let page = client.page(&chat()).await;
    assert!(page.contains("The business types on its own phone") && page.contains("A contact card"), "{page}");
    let lines = client.page(&format!("{}/lines", chat())).await;
    assert!(lines.contains("Take it back"), "{lines}");
}

#[tokio::test]
async fn what_is_no_webhook_travels_alone_as_it_was_typed() {
    let client = client();
    client.press("/phone/chaos", "batch=true").await;
    client.press("/phone/posts", "body=%5B%5D").await;
    client.write(&[("text", "one")]).await;
    client.press("/phone/posts", "body=%7B%22object%22%3A%22x%22%7D").await;
    client.press("/phone/posts", "body=%7B%22entry%22%3A%5B%7B%22changes%22%3A1%7D%2C%22x%22%5D%7D").await;
    client.write(&[("text", "two")]).await;
    let later = (crate::common::settings().now_us)() + 5_000_000;
    assert_eq!(client.0.deliver_due(later).await, 3);
    let bodies = client.0.with(|world, _| world.posted.iter().map(|post| post.body.clone()).collect::<Vec<_>>());
    assert!(bodies.contains(&json!([])) && bodies.contains(&json!({ "object": "x" })), "{bodies:?}");
    let joined = bodies.iter().find(|body| body["entry"].is_array()).unwrap();
    assert_eq!(value(joined)["messages"].as_array().map(Vec::len), Some(2), "{joined:#}");
}
