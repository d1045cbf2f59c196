//! What went wrong, as RFC 9457 wants it: what, where, and how to mend it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::refusal::Refusal;
use engine::roster::NotRecorded;
use serde::Serialize;
use store::StoreError;

/// Seconds after which to ask again when there was too much to do.
const AGAIN_S: HeaderValue = HeaderValue::from_static("1");

/// Why there is no answer.
#[derive(Debug, Serialize)]
pub struct Problem {
    /// Names the kind of problem.
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    /// What is wrong, and where.
    detail: String,
    /// How to mend it.
    remedy: String,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &'static str, detail: impl Into<String>, remedy: &str) -> Self {
        Self {
            kind: format!("urn:laksana:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            remedy: remedy.to_owned(),
        }
    }

    /// Nobody showed a key, or one that opens nothing; a stranger learns not which.
    pub fn no_key(detail: &str) -> Self {
        let remedy = "make one with laksana key create --name NAME, and send it as “Authorization: Bearer KEY”";
        Self::new(StatusCode::UNAUTHORIZED, "no-key", "A key is needed", detail, remedy)
    }

    /// The key may not do that.
    pub fn read_only() -> Self {
        let (detail, remedy) = ("this key reads, and changes nothing", "make another key without --read-only");
        Self::new(StatusCode::FORBIDDEN, "read-only", "This key may not write", detail, remedy)
    }

    /// There is no such thing.
    pub fn nothing(detail: impl Into<String>, remedy: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "nothing-here", "There is nothing here", detail, remedy)
    }

    /// Another verb is wanted.
    pub fn wrong_method() -> Self {
        let (status, detail) = (StatusCode::METHOD_NOT_ALLOWED, "this address does not answer that method");
        Self::new(status, "wrong-method", "Another method is wanted", detail, "the header Allow names those it answers")
    }

    /// The query cannot be read.
    pub fn bad_query(detail: impl Into<String>, remedy: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-query", "The query cannot be read", detail, remedy)
    }

    /// The body is of another type.
    pub fn wrong_type() -> Self {
        let (status, detail) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body is not said to be JSON");
        Self::new(status, "wrong-type", "The body must be JSON", detail, "send “Content-Type: application/json”")
    }

    /// The body is larger than any directory.
    pub fn too_large(limit: usize) -> Self {
        let detail = format!("the body has more than {limit} bytes");
        let remedy = "send the directory in parts; what is there and not in a part stays";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail, remedy)
    }

    /// The body broke off, or is no text.
    pub fn unreadable(detail: impl Into<String>) -> Self {
        let remedy = "send the whole body, as UTF-8";
        Self::new(StatusCode::BAD_REQUEST, "unreadable", "The body cannot be read", detail, remedy)
    }

    /// The body is no directory.
    pub fn no_directory(detail: impl Into<String>) -> Self {
        let remedy = "mend the line named; nothing of it was kept. The shape is in /api/v1/openapi.json";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-directory", "This is no directory", detail, remedy)
    }

    /// The key asks too often.
    pub fn too_fast(limit: u32) -> Self {
        let detail = format!("this key asked more than {limit} times within a second");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-fast", "Too many requests", detail, "wait a second")
    }

    /// Something broke here.
    pub fn broken() -> Self {
        let (status, detail) = (StatusCode::INTERNAL_SERVER_ERROR, "it was written to the program's log");
        Self::new(status, "broken", "Something broke here", detail, "ask again; if it stays, run laksana verify")
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Nul { .. } => {
                Self::bad_query("a value holds U+0000, which no text has", "leave that character out")
            }
            error if error.is_retryable() => {
                let (status, detail) = (StatusCode::SERVICE_UNAVAILABLE, "the database was busy; nothing was changed");
                Self::new(status, "busy", "Busy for a moment", detail, "ask again in a few seconds")
            }
            error => {
                tracing::error!(%error, "A program was not answered: {error}");
                Self::broken()
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::no_directory(refusal.to_string())
    }
}

impl From<NotRecorded> for Problem {
    fn from(error: NotRecorded) -> Self {
        match error {
            NotRecorded::Roster(error) => Self::no_directory(error.to_string()),
            NotRecorded::Refused(refusal) => refusal.into(),
            NotRecorded::Store(error) => error.into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
        let mut response = (status, kind, body).into_response();
        let headers = response.headers_mut();
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"laksana\""));
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(header::RETRY_AFTER, AGAIN_S);
            }
            _ => {}
        }
        response
    }
}
