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

    pub fn token() -> Self {
        let details = "The access token could not be decrypted";
        Self::new(StatusCode::UNAUTHORIZED, 190, "Invalid OAuth access token", details)
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
        let details = "Message failed to send because there were too many messages sent from this phone number to the same \
                       phone number in a short period of time.";
        Self::new(StatusCode::BAD_REQUEST, 131_056, "(Business Account, Consumer Account) pair rate limit hit", details)
    }

    pub fn template(code: u32, title: &'static str, details: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, title, details)
    }

    pub fn group() -> Self {
        let details = "This message type is not supported in groups.";
        Self::new(StatusCode::BAD_REQUEST, 130_501, "Message type is not currently supported", details)
    }

    /// One that was asked for: 429 and 500 as Meta words them, anything else as words that are no JSON.
    pub fn wanted(http: u16) -> Response {
        let status = StatusCode::from_u16(http).unwrap_or(StatusCode::BAD_GATEWAY);
        match http {
            429 => Self::new(status, 130_429, "Rate limit hit", "Cloud API message throughput has been reached.")
                .into_response(),
            500 => Self::new(status, 131_000, "Something went wrong", "Message failed to send.").into_response(),
            _ => (status, "<html>Sorry, something went wrong.</html>").into_response(),
        }
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
