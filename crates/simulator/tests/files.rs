//! Files that the business sends: above buttons, above the words of a template, and the sample by which one is judged.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use common::{AINI, NUMBER, aini, settings};
use serde_json::{Value, json};
use simulator::Simulator;
use tower::ServiceExt as _;

fn simulator() -> Simulator {
    Simulator::new(settings(), vec![aini()])
}

async fn ask(simulator: &Simulator, line: &str, kind: &str, body: String) -> (StatusCode, Value) {
    let (method, path) = line.split_once(' ').unwrap();
    let request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, "Bearer token");
    let request = request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap();
    let answer = simulator.router().oneshot(request).await.unwrap();
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
}

async fn send(simulator: &Simulator, mut body: Value) -> Result<(), Value> {
    (body["messaging_product"], body["to"]) = (json!("whatsapp"), json!(AINI));
    let answer = ask(simulator, &format!("POST /v26.0/{NUMBER}/messages"), "application/json", body.to_string()).await;
    if answer.0 == StatusCode::OK { Ok(()) } else { Err(answer.1["error"]["code"].clone()) }
}

async fn upload(simulator: &Simulator, mime: &str) -> String {
    let part = |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = format!("name=\"file\"; filename=\"f\"\r\nContent-Type: {mime}");
    let form = part("name=\"messaging_product\"", "whatsapp") + &part(&file, "bytes") + "--x--\r\n";
    let kind = "multipart/form-data; boundary=x";
    let (status, answer) = ask(simulator, &format!("POST /v26.0/{NUMBER}/media"), kind, form).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

async fn lines(simulator: &Simulator) -> String {
    let request = Request::get(format!("/phone/{AINI}/{AINI}/lines")).body(Body::empty()).unwrap();
    let answer = simulator.router().oneshot(request).await.unwrap();
    String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_picture_above_buttons_is_shown() {
    let simulator = simulator();
    let photo = upload(&simulator, "image/jpeg").await;
    let asked = |id: &str| {
        json!({ "type": "interactive", "interactive": { "type": "button", "body": { "text": "Fixed?" },
            "header": { "type": "image", "image": { "id": id } },
            "action": { "buttons": [{ "type": "reply", "reply": { "id": "a", "title": "Confirm fixed" } }] } } })
    };
    assert_eq!(send(&simulator, asked("none")).await, Err(json!(131_009)));
    assert_eq!(send(&simulator, asked(&photo)).await, Ok(()));
    let page = lines(&simulator).await;
    assert!(page.contains(&format!("/phone/files/{photo}")) && page.contains("Confirm fixed"), "{page}");
}

#[tokio::test]
async fn a_template_with_a_document_wants_one() {
    let simulator = simulator();
    let (status, app) = ask(&simulator, "GET /v26.0/app?fields=id", "", String::new()).await;
    assert_eq!(status, StatusCode::OK);
    let begin = format!("POST /v26.0/{}/uploads?file_length=5&file_type=application/pdf", app["id"].as_str().unwrap());
    let (_, session) = ask(&simulator, &begin, "", String::new()).await;
    let take = format!("POST /v26.0/{}", session["id"].as_str().unwrap());
    let (_, sample) = ask(&simulator, &take, "", "bytes".to_owned()).await;
    let template = json!({ "name": "week", "language": "en", "category": "UTILITY", "components": [
        { "type": "HEADER", "format": "DOCUMENT", "example": { "header_handle": [sample["h"]] } },
        { "type": "BODY", "text": "The report is ready" }] });
    let path = "POST /v26.0/102290129340398/message_templates";
    assert_eq!(ask(&simulator, path, "application/json", template.to_string()).await.0, StatusCode::OK);
    let sent = |components: Value| {
        json!({ "type": "template", "template": { "name": "week",
        "language": { "code": "en" }, "components": components } })
    };
    assert_eq!(send(&simulator, sent(json!([]))).await, Err(json!(132_012)));
    let paper = upload(&simulator, "application/pdf").await;
    let head = json!([{ "type": "header", "parameters": [{ "type": "document", "document": { "id": paper } }] }]);
    assert_eq!(send(&simulator, sent(head)).await, Ok(()));
    let page = lines(&simulator).await;
    assert!(page.contains(&format!("/phone/files/{paper}")) && page.contains("The report is ready"), "{page}");
}
