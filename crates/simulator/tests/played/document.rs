//! What the simulator answers and posts, against Meta's own document, as far as that describes it.

use crate::client;
use crate::client::{ACCOUNT, Client, value};
use crate::common::{AINI, NUMBER, settings};
use schema::Schemas;
use serde_json::{Value, json};
use simulator::{Fault, Profile};

/// Everything that a phone can be made to post.
async fn play_all(client: &Client) {
    let kinds = [
        "contacts",
        "order",
        "form",
        "product",
        "ad",
        "poll",
        "unavailable",
        "welcome",
        "call_permission",
        "call",
        "saved",
        "history",
        "error",
        "novelty",
    ];
    let chat = format!("/phone/{AINI}/{AINI}");
    client.write(&[("text", "Lift rosak lagi / Blok C é")]).await;
    client.write(&[("pin", "3.139, 101.6869")]).await;
    for mime in ["image/jpeg", "video/mp4", "audio/ogg", "application/pdf", "image/webp"] {
        client.send_file(mime, "before").await;
    }
    for kind in kinds {
        client.press(&format!("{chat}/kinds"), &format!("kind={kind}")).await;
    }
    let first = client.0.with(|world, _| world.chats[AINI][0].wamid.clone());
    let first = first.replace('+', "%2B").replace('=', "%3D");
    client.press(&format!("{chat}/reactions"), &format!("message={first}&sign=%F0%9F%91%8D")).await;
    client.press(&format!("{chat}/edits"), &format!("message={first}&text=Lift+A")).await;
    client.press(&format!("{chat}/revocations"), &format!("message={first}")).await;
    client.press(&format!("{chat}/echoes"), "text=On+our+way").await;
    client.press(&format!("{chat}/wishes"), "value=stop").await;
}

#[tokio::test]
async fn what_is_posted_is_as_the_document_says() {
    let (schemas, client) = (Schemas::of_webhooks(), client());
    play_all(&client).await;
    client.send(json!({ "to": AINI, "type": "text", "text": { "body": "Got it" } })).await;
    client.0.with(|world, _| world.chaos.fail = Some(131_026));
    client.send(json!({ "to": AINI, "type": "text", "text": { "body": "Got it" } })).await;
    client.0.with(|world, _| world.people[0].profile = Profile::Legacy);
    client.press(&format!("/phone/{AINI}/{AINI}/number"), "number=60129990000").await;
    let mut checked = 0;
    for body in client.posts() {
        checked += schemas.check_webhook(&body).unwrap_or_else(|wrong| panic!("{wrong}\n{body:#}"));
    }
    assert!(checked >= 18, "the document describes most of it: {checked}");
}

#[tokio::test]
async fn what_travels_as_one_is_as_the_document_says() {
    let (schemas, client) = (Schemas::of_webhooks(), client());
    let now_us = (settings().now_us)();
    client.press("/phone/chaos", "batch=true").await;
    for text in ["one", "two", "three"] {
        client.write(&[("text", text)]).await;
    }
    client.send(json!({ "to": AINI, "type": "text", "text": { "body": "Got it" } })).await;
    client.press("/phone/news", "news=flagged").await;
    assert_eq!(client.0.deliver_due(now_us).await, 0, "they wait for each other");
    assert_eq!(client.0.deliver_due(now_us + 5_000_000).await, 1);
    let body = client.0.with(|world, _| world.posted[0].body.clone());
    let told = value(&body);
    let lengths = ["contacts", "messages", "statuses"].map(|key| told[key].as_array().map_or(0, Vec::len));
    assert_eq!(lengths, [1, 3, 2], "{body:#}");
    assert_eq!(body["entry"].as_array().unwrap().len(), 2, "news of the account bear a time of their own");
    assert_eq!(schemas.check_webhook(&body), Ok(1));
}

#[tokio::test]
async fn what_is_answered_is_as_the_document_says() {
    let (schemas, client) = (Schemas::of_requests(), client());
    client.write(&[("text", "hi")]).await;
    let holds = |request: &str, answer: &Value| {
        schemas.check_answer(request, answer).unwrap_or_else(|wrong| panic!("{wrong}\n{answer:#}"));
    };
    let body = json!({ "to": AINI, "type": "text", "text": { "body": "Got it" } });
    holds("POST /{Phone-Number-ID}/messages", &client.send(body.clone()).await.1);
    let media = client.upload("image/jpeg").await;
    holds("POST /{Phone-Number-ID}/media", &media);
    let id = media["id"].as_str().unwrap().to_owned();
    let template = json!({ "name": "job", "language": "en", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "New job" }] });
    let group = json!({ "messaging_product": "whatsapp", "subject": "Night crew" });
    let (made, answer) =
        ("POST /{Phone-Number-ID}/groups", client.ask("POST", &format!("{NUMBER}/groups"), Some(group)).await);
    holds(made, &answer.1);
    let night = client.0.with(|world, _| world.groups.keys().next().unwrap().clone());
    let link = Some(json!({ "messaging_product": "whatsapp" }));
    for (request, path, body) in [
        ("GET /{Media-ID}", id.clone(), None),
        ("DELETE /{Media-ID}", id, None),
        ("GET /{Phone-Number-ID}", NUMBER.to_owned(), None),
        ("POST /{WABA-ID}/message_templates", format!("{ACCOUNT}/message_templates"), Some(template)),
        ("GET /{WABA-ID}/message_templates", format!("{ACCOUNT}/message_templates"), None),
        ("GET /{WABA-ID}/subscribed_apps", format!("{ACCOUNT}/subscribed_apps"), None),
        ("POST /{WABA-ID}/subscribed_apps", format!("{ACCOUNT}/subscribed_apps"), None),
        ("GET /{WABA-ID}", ACCOUNT.to_owned(), None),
        ("GET /{Phone-Number-ID}/groups", format!("{NUMBER}/groups"), None),
        ("GET /{group_id}", night.clone(), None),
        ("POST /{group_id}/invite_link", format!("{night}/invite_link"), link),
        ("GET /{group_id}/join_requests", format!("{night}/join_requests"), None),
    ] {
        let (status, answer) = client.ask(request.split(' ').next().unwrap(), &path, body).await;
        assert_eq!(status.as_u16(), 200, "{request}: {answer}");
        holds(request, &answer);
    }
    for fault in Fault::OFFERED {
        let Fault::Code(code) = fault else { continue };
        client.press("/phone/chaos", &format!("refuse={code}&refusals=1")).await;
        let (_, error) = client.send(body.clone()).await;
        assert_eq!(error["error"]["code"], json!(code));
        schemas.check("GraphAPIError", &error).unwrap_or_else(|wrong| panic!("{wrong}\n{error:#}"));
    }
}

#[tokio::test]
async fn a_part_may_be_written_as_text_that_holds_json() {
    let client = client();
    client.write(&[("text", "hi")]).await;
    let contacts = json!([{ "name": { "formatted_name": "Lim Plumbing" } }]).to_string();
    let (status, answer) = client.send(json!({ "to": AINI, "type": "contacts", "contacts": contacts })).await;
    assert_eq!(status.as_u16(), 200, "{answer}");
}
