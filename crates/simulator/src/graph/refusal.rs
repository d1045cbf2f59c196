//! Refusals as the Graph API words them.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Why a request is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    http: StatusCode,
    code: u32,
    title: &'static str,
    details: String,
}

impl Refusal {
    fn new(http: StatusCode, code: u32, title: &'static str, details: &str) -> Self {
        Self { http, code, title, details: details.to_owned() }
    }

    /// One by its number, in Meta's words.
    pub fn of(code: u32) -> Self {
        let words = crate::codes::words(code);
        let http = StatusCode::from_u16(words.http).unwrap_or(StatusCode::BAD_REQUEST);
        Self::new(http, code, words.title, words.details)
    }

    pub fn token() -> Self {
        Self::of(190)
    }

    pub fn parameter(details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 100, "Invalid parameter", details)
    }

    pub fn value(details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 131_009, "Parameter value is not valid", details)
    }

    pub fn nothing(id: &str) -> Self {
        let details = format!("Object with ID '{id}' does not exist, or cannot be reached with this token");
        Self::new(StatusCode::BAD_REQUEST, 100, "Unsupported request", &details)
    }

    pub fn kind(details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 131_051, "Unsupported message type", details)
    }

    pub fn media(details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, 131_053, "Media upload error", details)
    }

    pub fn pair() -> Self {
        Self::of(131_056)
    }

    pub fn template(code: u32, title: &'static str, details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, title, details)
    }

    pub fn group() -> Self {
        let details = "This message type is not supported in groups.";
        Self::new(StatusCode::BAD_REQUEST, 130_501, "Message type is not currently supported", details)
    }

    /// Words that are no JSON, as something on the way answers.
    pub fn garbage() -> Response {
        (StatusCode::BAD_GATEWAY, "<html>Sorry, something went wrong.</html>").into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self { http, code, title, details } = self;
        let error = json!({
            "message": format!("(#{code}) {title}"),
            "type": "OAuthException",
            "code": code,
            "error_data": { "messaging_product": "whatsapp", "details": details },
            "fbtrace_id": "Simulated",
        });
        (http, Json(json!({ "error": error }))).into_response()
    }
}
