//! The directory, as another program writes it.

use crate::asked::Json;
use crate::gate::Caller;
use crate::problem::Problem;
use crate::{DIRECTORY_MAX_BYTES, Shared};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use domain::request::Via;
use engine::roster::{Bringer, Roster};
use serde::Serialize;
use std::sync::Arc;

/// What became of a directory.
#[derive(Debug, Serialize)]
pub struct Written {
    /// Lines that were new or changed.
    changed: usize,
    /// Fields that mean nothing here and were left out.
    ignored: Vec<String>,
}

/// `PUT /api/v1/directory`: for those with a key that may write; the journal names the key.
///
/// # Errors
/// When the body is no directory, the key only reads, or the database is at fault.
pub async fn write(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Written>, Problem> {
    let actor = caller.writer()?;
    if !is_json(&headers) {
        return Err(Problem::wrong_type());
    }
    let body = body.map_err(|refused| match refused.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(DIRECTORY_MAX_BYTES),
        _ => Problem::unreadable(refused.body_text()),
    })?;
    let text = std::str::from_utf8(&body).map_err(|error| Problem::unreadable(format!("it is not UTF-8: {error}")))?;
    let (roster, ignored) = Roster::from_json(text).map_err(|error| Problem::no_directory(error.to_string()))?;
    if roster == Roster::default() && !ignored.is_empty() {
        let detail =
            "it has none of sites, vendors, people, tasks, calendars, agreements, ladders, approvals, rotas and duties";
        return Err(Problem::no_directory(detail));
    }
    let mut stamps = (shared.stamps)().map_err(|error| {
        tracing::error!(%error, "The machine gave no randomness: {error}");
        Problem::broken()
    })?;
    let bringer = Bringer { actor, via: Via::Api, at: (shared.now)() };
    let _turn = shared.turn.lock().await;
    let changed = roster.record(&shared.desk, &caller.org, &mut stamps, &bringer).await?;
    Ok(Json(Written { changed, ignored }))
}

/// Whether a body is said to be JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = said.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}
