//! Whoever asks the Graph API and uses the phone.

use crate::common::{AINI, NUMBER};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use simulator::Simulator;
use tower::ServiceExt as _;

/// The id of the number's account.
pub const ACCOUNT: &str = "102290129340398";

/// What a body tells of the number.
pub fn value(post: &Value) -> &Value {
    &post["entry"][0]["changes"][0]["value"]
}

/// Whoever asks the Graph API and uses the phone.
pub struct Client(pub Simulator);

impl Client {
    /// Asks the Graph API for a path below its version.
    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let request = Request::builder().method(method).uri(format!("/v26.0/{path}"));
        let request = request.header(header::AUTHORIZATION, "Bearer token");
        self.answer(request.body(Body::from(body.map_or_else(String::new, |body| body.to_string()))).unwrap()).await
    }

    /// Sends a message of the business.
    pub async fn send(&self, mut body: Value) -> (StatusCode, Value) {
        body["messaging_product"] = json!("whatsapp");
        self.ask("POST", &format!("{NUMBER}/messages"), Some(body)).await
    }

    /// Uploads a file of the business.
    pub async fn upload(&self, mime: &str) -> Value {
        let form = part("name=\"messaging_product\"", "whatsapp") + &file(mime) + "--x--\r\n";
        let request = Request::post(format!("/v26.0/{NUMBER}/media"))
            .header(header::AUTHORIZATION, "Bearer token")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        self.answer(request.body(Body::from(form)).unwrap()).await.1
    }

    /// Writes on the phone.
    pub async fn write(&self, fields: &[(&str, &str)]) {
        let parts: String = fields.iter().map(|(name, value)| part(&format!("name=\"{name}\""), value)).collect();
        self.fill(parts).await;
    }

    /// Sends a file from the phone.
    pub async fn send_file(&self, mime: &str, caption: &str) {
        self.fill(part("name=\"text\"", caption) + &file(mime)).await;
    }

    async fn fill(&self, parts: String) {
        let request = Request::post(format!("/phone/{AINI}/{AINI}/messages"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let status = self.answer(request.body(Body::from(parts + "--x--\r\n")).unwrap()).await.0;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }

    /// Presses a button of a form.
    pub async fn press(&self, path: &str, fields: &str) {
        assert_eq!(self.try_press(path, fields).await, StatusCode::SEE_OTHER, "{path} {fields}");
    }

    /// The same, where it may not work.
    pub async fn try_press(&self, path: &str, fields: &str) -> StatusCode {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.answer(request.body(Body::from(fields.to_owned())).unwrap()).await.0
    }

    /// A page.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.0.router().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
        String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
    }

    /// What waits to be posted, and is taken away.
    pub fn posts(&self) -> Vec<Value> {
        self.0.with(|world, _| world.waiting.drain(..).map(|post| post.body).collect())
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, Value) {
        let answer = self.0.router().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }
}

fn part(head: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n")
}

fn file(mime: &str) -> String {
    part(&format!("name=\"file\"; filename=\"f\"\r\nContent-Type: {mime}"), "bytes")
}
