//! What other programs ask: JSON under `/api/v1`, told by keys; hides how answers, pages and problems are spelt.
//!
//! Reading order: [`Api`] (what the program lends), [`router`] (which path leads where, and who may go there), then one
//! file for each thing that can be asked. `openapi.json` beside this file describes all of it; the tests hold every
//! answer against it.

mod asked;
mod directory;
mod gate;
mod messages;
mod occurrences;
mod problem;
mod tickets;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, put};
use domain::time::{Instant, Zone};
use engine::stamps::Stamps;
use gate::Pace;
use problem::Problem;
use std::sync::Arc;
use store::desk::Desk;

/// What describes the API, as it is answered at `/api/v1/openapi.json`.
pub const OPENAPI: &str = include_str!("openapi.json");
/// Where all of it lies.
const PATH: &str = "/api/v1";
/// A directory of ten thousand people and places.
const DIRECTORY_MAX_BYTES: usize = 4 << 20;

/// Everything needed from outside.
pub struct Api {
    /// Where requests are asked and recorded, with the database behind it.
    pub desk: Desk,
    /// The zone in which times are told.
    pub zone: Zone,
    /// The present.
    pub now: fn() -> Instant,
    /// A fresh stream of stamps.
    pub stamps: fn() -> std::io::Result<Stamps>,
}

/// What handlers share.
struct Shared {
    api: Api,
    pace: Pace,
    /// Directories are written one after another.
    turn: tokio::sync::Mutex<()>,
}

impl std::ops::Deref for Shared {
    type Target = Api;

    fn deref(&self) -> &Api {
        &self.api
    }
}

/// All of it.
pub fn router(api: Api) -> Router {
    let shared = Arc::new(Shared { api, pace: Pace::default(), turn: tokio::sync::Mutex::default() });
    let keyed = Router::new()
        .route("/tickets", get(tickets::list))
        .route("/tickets/{number}", get(tickets::one))
        .route("/messages", get(messages::list))
        .route("/occurrences", get(occurrences::list))
        .route("/directory", put(directory::write).layer(DefaultBodyLimit::max(DIRECTORY_MAX_BYTES)))
        .route_layer(from_fn_with_state(Arc::clone(&shared), gate::keyed));
    // Open to all: it describes the program, and says nothing of the organisation.
    let open = Router::new().route("/openapi.json", get(describe));
    let all = open.merge(keyed).method_not_allowed_fallback(wrong_method).fallback(nowhere).with_state(shared);
    Router::new().nest(PATH, all).layer(from_fn(gate::headers))
}

async fn describe() -> ([(header::HeaderName, HeaderValue); 1], &'static str) {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], OPENAPI)
}

async fn nowhere() -> Problem {
    Problem::nothing("there is no such address here", "look at /api/v1/openapi.json for those there are")
}

async fn wrong_method() -> Problem {
    Problem::wrong_method()
}
