//! The Graph API as a client meets it, and the webhooks that follow.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use common::{AINI, NUMBER, aini, settings};
use serde_json::{Value, json};
use simulator::{Chaos, Fault, Persona, Profile, Settings, Simulator, Tick, World};
use tower::ServiceExt as _;

fn simulator() -> Simulator {
    let person = |phone: &str, profile| Persona {
        phone: phone.to_owned(),
        name: format!("Person {phone}"),
        role: "resident".to_owned(),
        user_id: format!("MY.{phone}"),
        profile,
        is_old: false,
        group: "Green Court".to_owned(),
    };
    Simulator::new(settings(), vec![person(AINI, Profile::Full), person("60123456782", Profile::Hidden)])
}

async fn ask(simulator: &Simulator, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let answer = simulator.router().oneshot(request).await.unwrap();
    let status = answer.status();
    (status, to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec())
}

async fn send(simulator: &Simulator, mut body: Value) -> (StatusCode, Value) {
    body["messaging_product"] = json!("whatsapp");
    let request = Request::post(format!("/v26.0/{NUMBER}/messages"))
        .header(header::AUTHORIZATION, "Bearer token")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .unwrap();
    let (status, bytes) = ask(simulator, request).await;
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

/// Writes a message on the phone.
async fn write(simulator: &Simulator, who: &str, chat: &str, fields: &[(&str, &str)]) {
    let mut form = String::new();
    for (name, value) in fields {
        form.push_str(&format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    form.push_str("--x--\r\n");
    let request = Request::post(format!("/phone/{who}/{chat}/messages"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(form))
        .unwrap();
    assert_eq!(ask(simulator, request).await.0, StatusCode::SEE_OTHER);
}

/// What waits to be posted, and is taken away.
fn posts(simulator: &Simulator) -> Vec<Value> {
    simulator.with(|world: &mut World, _| world.waiting.drain(..).map(|post| post.body).collect())
}

fn value(post: &Value) -> &Value {
    &post["entry"][0]["changes"][0]["value"]
}

#[tokio::test]
async fn free_text_is_delivered_for_a_day_after_somebody_wrote_and_not_before() {
    let simulator = simulator();
    let text =
        json!({ "to": AINI, "type": "text", "text": { "body": "Got it" }, "biz_opaque_callback_data": "outbox:1" });
    let (status, answer) = send(&simulator, text.clone()).await;
    assert_eq!((status, &answer["contacts"][0]["wa_id"]), (StatusCode::OK, &json!(AINI)));
    let failed = posts(&simulator);
    let told = &value(&failed[0])["statuses"][0];
    assert_eq!((&told["status"], &told["errors"][0]["code"]), (&json!("failed"), &json!(131_047)));
    assert_eq!((&told["id"], &told["biz_opaque_callback_data"]), (&answer["messages"][0]["id"], &json!("outbox:1")));
    write(&simulator, AINI, AINI, &[("text", "Lift rosak lagi / Blok C é")]).await;
    let said = posts(&simulator);
    let message = &value(&said[0])["messages"][0];
    assert_eq!((&message["type"], &message["text"]["body"]), (&json!("text"), &json!("Lift rosak lagi / Blok C é")));
    let (_, answer) = send(&simulator, text).await;
    let words: Vec<_> = posts(&simulator).iter().map(|post| value(post)["statuses"][0]["status"].clone()).collect();
    assert_eq!(words, ["sent", "delivered"]);
    // A look at the chat is a blue tick.
    ask(&simulator, Request::get(format!("/phone/{AINI}/{AINI}/lines")).body(Body::empty()).unwrap()).await;
    let read = posts(&simulator);
    let told = &value(&read[0])["statuses"][0];
    assert_eq!((&told["status"], &told["id"]), (&json!("read"), &answer["messages"][0]["id"]));
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_in_metas_words() {
    let simulator = simulator();
    let long = "x".repeat(4097);
    let button = json!({ "type": "reply", "reply": { "id": "a", "title": "A" } });
    for (body, code) in [
        (json!({ "type": "text", "text": { "body": "hi" } }), 100),
        (json!({ "to": AINI, "type": "text", "text": { "body": long } }), 131_009),
        (json!({ "to": AINI, "type": "image", "image": { "id": "1" } }), 131_009),
        (json!({ "to": AINI, "type": "dance", "dance": {} }), 131_051),
        (json!({ "to": AINI, "type": "template", "template": { "name": "x", "language": { "code": "en" } } }), 132_001),
        (
            json!({ "to": AINI, "type": "interactive", "interactive": { "type": "button", "body": { "text": "?" },
                "action": { "buttons": [button, button, button, button] } } }),
            131_009,
        ),
    ] {
        let (status, answer) = send(&simulator, body).await;
        assert_eq!((status, &answer["error"]["code"]), (StatusCode::BAD_REQUEST, &json!(code)), "{answer}");
    }
    let bare = Request::post(format!("/v26.0/{NUMBER}/messages")).body(Body::from("{}")).unwrap();
    let (status, answer) = ask(&simulator, bare).await;
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::UNAUTHORIZED, &json!(190)));
    assert!(posts(&simulator).is_empty());
}

#[tokio::test]
async fn one_person_gets_no_more_than_a_burst_at_once() {
    let simulator = simulator();
    write(&simulator, AINI, AINI, &[("text", "hi")]).await;
    let text = json!({ "to": AINI, "type": "text", "text": { "body": "again" } });
    for _ in 0..45 {
        assert_eq!(send(&simulator, text.clone()).await.0, StatusCode::OK);
    }
    let (status, answer) = send(&simulator, text).await;
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::BAD_REQUEST, &json!(131_056)));
}

#[tokio::test]
async fn a_button_is_shown_chosen_and_told() {
    let simulator = simulator();
    write(&simulator, AINI, AINI, &[("text", "hi")]).await;
    let ask_body = json!({ "to": AINI, "type": "interactive", "interactive": { "type": "button",
        "body": { "text": "Is it really fixed?" },
        "action": { "buttons": [{ "type": "reply", "reply": { "id": "yes:7", "title": "Yes" } }] } } });
    let (_, answer) = send(&simulator, ask_body).await;
    let wamid = answer["messages"][0]["id"].as_str().unwrap().to_owned();
    posts(&simulator);
    let form = format!("message={}&option=yes%3A7", wamid.replace('+', "%2B").replace('=', "%3D"));
    let request = Request::post(format!("/phone/{AINI}/{AINI}/choices"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    assert_eq!(ask(&simulator, request).await.0, StatusCode::SEE_OTHER);
    let told = posts(&simulator);
    let message = &value(&told[0])["messages"][0];
    assert_eq!(message["interactive"]["button_reply"], json!({ "id": "yes:7", "title": "Yes" }));
    assert_eq!(message["context"]["id"], json!(wamid));
}

#[tokio::test]
async fn a_file_is_uploaded_looked_up_and_fetched_with_the_token_alone() {
    let simulator = simulator();
    let form = "--x\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--x\r\n\
                Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\npixels\r\n--x--\r\n";
    let request = Request::post(format!("/v26.0/{NUMBER}/media"))
        .header(header::AUTHORIZATION, "Bearer token")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(form))
        .unwrap();
    let (status, answer) = ask(&simulator, request).await;
    assert_eq!(status, StatusCode::OK);
    let id = serde_json::from_slice::<Value>(&answer).unwrap()["id"].as_str().unwrap().to_owned();
    let get = |path: String, token: &str| {
        Request::get(path).header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty()).unwrap()
    };
    // Before its address was asked for, there is none.
    assert_eq!(ask(&simulator, get(format!("/lookaside/{id}"), "token")).await.0, StatusCode::NOT_FOUND);
    let (_, answer) = ask(&simulator, get(format!("/v26.0/{id}"), "token")).await;
    let about: Value = serde_json::from_slice(&answer).unwrap();
    assert_eq!((&about["mime_type"], &about["file_size"]), (&json!("image/png"), &json!("6")));
    assert_eq!(about["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(ask(&simulator, get(format!("/lookaside/{id}"), "other")).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(ask(&simulator, get(format!("/lookaside/{id}"), "token")).await.1, b"pixels");
}

#[tokio::test]
async fn a_template_is_approved_and_filled_and_opens_no_window() {
    let simulator = simulator();
    let template = json!({ "name": "job", "language": "en", "category": "UTILITY",
        "components": [{ "type": "BODY", "text": "New job {{1}} at {{2}}" }] });
    let request = Request::post("/v26.0/102290129340398/message_templates")
        .header(header::AUTHORIZATION, "Bearer token")
        .body(Body::from(template.to_string()))
        .unwrap();
    assert_eq!(ask(&simulator, request).await.0, StatusCode::OK);
    let filled = |values: &[&str]| {
        let values: Vec<Value> = values.iter().map(|value| json!({ "type": "text", "text": value })).collect();
        json!({ "to": AINI, "type": "template", "template": { "name": "job", "language": { "code": "en" },
            "components": [{ "type": "body", "parameters": values }] } })
    };
    assert_eq!(send(&simulator, filled(&["T-1"])).await.1["error"]["code"], json!(132_000));
    let (_, answer) = send(&simulator, filled(&["T-1", "Block C"])).await;
    assert_eq!(answer["messages"][0]["message_status"], json!("accepted"));
    let page =
        ask(&simulator, Request::get(format!("/phone/{AINI}/{AINI}/lines")).body(Body::empty()).unwrap()).await.1;
    assert!(String::from_utf8(page).unwrap().contains("New job T-1 at Block C"));
    posts(&simulator);
    send(&simulator, json!({ "to": AINI, "type": "text", "text": { "body": "hi" } })).await;
    assert_eq!(value(&posts(&simulator)[0])["statuses"][0]["status"], json!("failed"));
}

#[tokio::test]
async fn a_group_is_one_chat_and_a_hidden_number_is_not_told() {
    let simulator = simulator();
    let page = ask(&simulator, Request::get("/phone/60123456782/60123456782").body(Body::empty()).unwrap()).await.1;
    let page = String::from_utf8(page).unwrap();
    let group = page.split("/phone/60123456782/").find_map(|rest| rest.strip_prefix("120363")).unwrap();
    let group = format!("120363{}", &group[..12]);
    write(&simulator, "60123456782", &group, &[("text", "Round done")]).await;
    let told = posts(&simulator);
    let message = &value(&told[0])["messages"][0];
    assert_eq!((&message["group_id"], &message["from"]), (&json!(group), &Value::Null));
    assert_eq!(message["from_user_id"], json!("MY.60123456782"));
    assert_eq!(value(&told[0])["contacts"][0].get("wa_id"), None);
    let text = json!({ "recipient_type": "group", "to": group, "type": "text", "text": { "body": "Thank you" } });
    let (status, answer) = send(&simulator, text).await;
    assert_eq!((status, &answer["messages"][0]["group_id"]), (StatusCode::OK, &json!(group)));
}

#[tokio::test]
async fn what_the_business_read_is_shown_with_all_before_it_and_of_an_emoji_only_that_it_was_sent_is_told() {
    let simulator = simulator();
    for text in ["one", "two", "three"] {
        write(&simulator, AINI, AINI, &[("text", text)]).await;
    }
    let said: Vec<String> =
        simulator.with(|world, _| world.chats[AINI].iter().map(|line| line.wamid.clone()).collect());
    posts(&simulator);
    let read = |wamid: &str| json!({ "status": "read", "message_id": wamid });
    assert_eq!(send(&simulator, read("wamid.none")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(send(&simulator, read(&said[1])).await, (StatusCode::OK, json!({ "success": true })));
    let ticks: Vec<Tick> = simulator.with(|world, _| world.chats[AINI].iter().map(|line| line.tick).collect());
    assert_eq!(ticks, [Tick::Read, Tick::Read, Tick::Delivered]);
    let sign = json!({ "to": AINI, "type": "reaction", "biz_opaque_callback_data": "ours",
        "reaction": { "message_id": said[2], "emoji": "👍" } });
    assert_eq!(send(&simulator, sign).await.0, StatusCode::OK);
    let posts = posts(&simulator);
    let told: Vec<&Value> = posts.iter().map(|post| &value(post)["statuses"][0]).collect();
    assert_eq!(
        told.iter().map(|one| (&one["status"], &one["biz_opaque_callback_data"])).collect::<Vec<_>>(),
        [(&json!("sent"), &json!("ours"))]
    );
    let signs = simulator.with(|world, _| world.line(&said[2]).unwrap().reactions.clone());
    assert_eq!(signs.into_values().collect::<Vec<_>>(), ["👍"]);
}

#[tokio::test]
async fn chaos_doubles_turns_round_and_refuses() {
    let simulator = simulator();
    simulator.with(|world, _| {
        world.chaos = Chaos {
            duplicate: true,
            reorder: true,
            refuse: Some(Fault::Code(130_429)),
            refusals: 1,
            ..Chaos::default()
        }
    });
    write(&simulator, AINI, AINI, &[("text", "one")]).await;
    assert_eq!(posts(&simulator).len(), 2);
    let text = json!({ "to": AINI, "type": "text", "text": { "body": "hi" } });
    let (status, answer) = send(&simulator, text.clone()).await;
    assert_eq!((status, &answer["error"]["code"]), (StatusCode::TOO_MANY_REQUESTS, &json!(130_429)));
    assert_eq!(send(&simulator, text).await.0, StatusCode::OK);
}

#[tokio::test]
async fn another_sites_page_writes_nothing() {
    let simulator = simulator();
    for (name, text) in [("sec-fetch-site", "cross-site"), ("host", "evil.example:8081")] {
        let request = Request::post(format!("/phone/{AINI}/{AINI}/messages"))
            .header(name, text)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nhi\r\n--x--\r\n"))
            .unwrap();
        assert_eq!(ask(&simulator, request).await.0, StatusCode::FORBIDDEN, "{name}");
    }
    assert!(posts(&simulator).is_empty());
    let request = Request::get("/").header("host", "localhost:8081").body(Body::empty()).unwrap();
    assert_eq!(ask(&simulator, request).await.0, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_old_phone_gets_no_buttons_and_words_all_the_same() {
    let simulator = simulator();
    write(&simulator, AINI, AINI, &[("text", "hello")]).await;
    simulator.with(|world, _| world.people[0].is_old = true);
    posts(&simulator);
    let buttons = json!({ "to": AINI, "type": "interactive", "interactive": { "type": "button", "body": { "text": "Fixed?" },
        "action": { "buttons": [{ "type": "reply", "reply": { "id": "laksana:1:0", "title": "Confirm fixed" } }] } } });
    send(&simulator, buttons.clone()).await;
    let failed = posts(&simulator);
    assert_eq!(value(&failed[0])["statuses"][0]["errors"][0]["code"], json!(131_026));
    send(&simulator, json!({ "to": AINI, "type": "text", "text": { "body": "Fixed? Reply 1 Confirm fixed" } })).await;
    let words: Vec<_> = posts(&simulator).iter().map(|post| value(post)["statuses"][0]["status"].clone()).collect();
    assert_eq!(words, ["sent", "delivered"]);
    simulator.with(|world, _| world.people[0].is_old = false);
    let (_, answer) = send(&simulator, buttons).await;
    posts(&simulator);
    let wamid = answer["messages"][0]["id"].as_str().unwrap();
    let form = format!("message={wamid}&option=laksana%3A1%3A0");
    let request = Request::post(format!("/phone/{AINI}/{AINI}/choices"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    assert_eq!(ask(&simulator, request).await.0, StatusCode::SEE_OTHER);
    let tapped = posts(&simulator);
    let message = &value(&tapped[0])["messages"][0];
    let reply = json!({ "type": "button_reply", "button_reply": { "id": "laksana:1:0", "title": "Confirm fixed" } });
    assert_eq!((&message["interactive"], &message["context"]["id"]), (&reply, &json!(wamid)));
}

#[tokio::test]
async fn buttons_of_a_template_bring_back_what_was_sent_for_them() {
    let simulator = simulator();
    let components = json!([{ "type": "BODY", "text": "Hello {{name}}." },
        { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Accept" }] }]);
    let body = json!({ "name": "job", "language": "en", "category": "UTILITY", "components": components });
    let request = Request::post("/v26.0/102290129340398/message_templates")
        .header(header::AUTHORIZATION, "Bearer token")
        .body(Body::from(body.to_string()))
        .unwrap();
    assert_eq!(ask(&simulator, request).await.0, StatusCode::OK);
    let gap = json!({ "type": "body", "parameters": [{ "type": "text", "parameter_name": "name", "text": "Ali" }] });
    let button = |index: &str| {
        json!({ "type": "button", "sub_type": "quick_reply", "index": index,
        "parameters": [{ "type": "payload", "payload": "laksana:7:0" }] })
    };
    let sent = |index: &str| {
        json!({ "to": AINI, "type": "template", "template": { "name": "job",
        "language": { "code": "en" }, "components": [gap, button(index)] } })
    };
    let (status, error) = send(&simulator, sent("5")).await;
    assert_eq!((status, &error["error"]["code"]), (StatusCode::BAD_REQUEST, &json!(132_018)));
    let (status, answer) = send(&simulator, sent("0")).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    posts(&simulator);
    let form = format!("message={}&option=laksana%3A7%3A0", answer["messages"][0]["id"].as_str().unwrap());
    let request = Request::post(format!("/phone/{AINI}/{AINI}/choices"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    ask(&simulator, request).await;
    let tapped = posts(&simulator);
    let message = &value(&tapped[0])["messages"][0];
    assert_eq!(message["button"], json!({ "payload": "laksana:7:0", "text": "Accept" }));
}

#[tokio::test]
async fn somebody_gets_another_number_and_whatsapp_tells_of_it() {
    let simulator = simulator();
    write(&simulator, AINI, AINI, &[("text", "hello"), ("forwarded", "yes")]).await;
    let said = posts(&simulator);
    assert_eq!(value(&said[0])["messages"][0]["context"], json!({ "forwarded": true }));
    let renumber = |number: &str| {
        Request::post(format!("/phone/{AINI}/{AINI}/number"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("number={number}")))
            .unwrap()
    };
    assert_eq!(ask(&simulator, renumber("60123456782")).await.0, StatusCode::UNPROCESSABLE_ENTITY, "somebody has it");
    assert_eq!(ask(&simulator, renumber("60129990000")).await.0, StatusCode::SEE_OTHER);
    let told = posts(&simulator);
    let message = &value(&told[0])["messages"][0];
    assert_eq!((&message["from"], &message["system"]["wa_id"]), (&json!(AINI), &json!("60129990000")));
    assert!(simulator.with(|world, _| world.chats.contains_key("60129990000")));
}

#[tokio::test]
async fn stories_are_told_and_time_does_not_pass_where_it_cannot() {
    let simulator = simulator();
    let form = |path: &str, fields: &str| {
        Request::post(path.to_owned())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()))
            .unwrap()
    };
    let answer = ask(&simulator, form("/phone/scripts", "script=Vendor+disputes&back=https://example.com")).await;
    assert_eq!(answer.0, StatusCode::SEE_OTHER);
    assert_eq!(posts(&simulator).len(), 3);
    assert_eq!(ask(&simulator, form("/phone/clock", "by=15")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(ask(&simulator, form("/phone/clock", "by=never")).await.0, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_written_after_a_restart_bears_no_name_of_before() {
    let mut names = Vec::new();
    for now_us in [|| 1_795_000_000_000_000, || 1_795_000_001_000_000] {
        let simulator = Simulator::new(Settings { now_us, ..settings() }, vec![aini()]);
        write(&simulator, AINI, AINI, &[("text", "Lift stuck")]).await;
        names.push(value(&posts(&simulator)[0])["messages"][0]["id"].as_str().unwrap().to_owned());
    }
    assert_ne!(names[0], names[1]);
}
