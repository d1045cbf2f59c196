//! Where WhatsApp, and bridges to it, call us: `/hooks/cloud-api` and the others beside it. Open to whoever signs with the app's secret, and to nobody else; a body
//! is kept before it is answered, and understood later.

mod address;
mod bodies;
mod bridges;
mod keeper;
mod switches;
#[cfg(test)]
pub mod tests;

pub use address::Address;
pub use bridges::Bridges;
pub use keeper::{Keeper, Refused, keeping};
pub use switches::Switches;

use crate::cloud_api::Secrets;
use axum::Router;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use bodies::Room;
use channels::cloud_api::verify;
use domain::hearing::Ear;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use store::inbox::Delivery;

/// Where the Cloud API's webhook is.
pub const PATH: &str = "/hooks/cloud-api";
/// Where WAHA's is.
const PATH_WAHA: &str = "/hooks/waha";
/// Where Evolution API's is.
const PATH_EVOLUTION: &str = "/hooks/evolution";
/// Where any other bridge's is.
const PATH_BRIDGE: &str = "/hooks/bridge";
/// Nobody waits longer for an answer: Meta tries again.
const KEEPING_MAX: Duration = Duration::from_secs(10);
/// Characters of a challenge; Meta's have ten.
const CHALLENGE_MAX: usize = 128;
/// Seconds after which to try again when there is no room.
const AGAIN_S: HeaderValue = HeaderValue::from_static("5");
const SIGNATURE: &str = "x-hub-signature-256";
/// Hex digits of a signature: SHA-256.
const SIGNATURE_DIGITS: usize = 64;

/// What the webhook needs: who may call, and who keeps what is brought.
#[derive(Clone)]
pub struct Hook {
    secrets: Option<Arc<Secrets>>,
    bridges: Arc<Bridges>,
    keeper: Keeper,
    switches: Switches,
    room: Room,
    room_of_bridges: Room,
}

impl Hook {
    /// Webhooks for whoever knows the secrets.
    pub fn new(secrets: Option<Secrets>, bridges: Bridges, keeper: Keeper, switches: Switches) -> Self {
        let (room, room_of_bridges) = (Room::new(), Room::of_bridges());
        Self { secrets: secrets.map(Arc::new), bridges: Arc::new(bridges), keeper, switches, room, room_of_bridges }
    }
}

/// The webhooks; without its secret there is none, and its address says so.
pub fn router(hook: Hook) -> Router {
    let by_meta = match hook.secrets {
        Some(_) => Router::new().route(PATH, get(shake_hands).post(receive)).with_state(hook.clone()),
        None => Router::new().route(PATH, any(async || StatusCode::NOT_FOUND)),
    };
    by_meta.merge(bridges::router(hook))
}

#[derive(Deserialize)]
struct Handshake {
    #[serde(rename = "hub.mode", default)]
    mode: String,
    #[serde(rename = "hub.verify_token", default)]
    token: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
}

/// `GET /hooks/cloud-api`: open to whoever knows the token; answers the challenge.
async fn shake_hands(State(hook): State<Hook>, Query(handshake): Query<Handshake>) -> Response {
    let is_meant = handshake.mode == "subscribe" && handshake.challenge.chars().count() <= CHALLENGE_MAX;
    let is_known = hook.secrets.is_some_and(|secrets| secrets.verify_token.is(&handshake.token));
    if !is_meant || !is_known {
        return StatusCode::FORBIDDEN.into_response();
    }
    ([(header::X_CONTENT_TYPE_OPTIONS, "nosniff")], handshake.challenge).into_response()
}

/// `POST /hooks/cloud-api`: open to whoever signs; 200 once the body is kept for good.
async fn receive(State(hook): State<Hook>, request: Request) -> Response {
    answered(take(&hook, request).await)
}

fn answered(outcome: Result<(), StatusCode>) -> Response {
    match outcome {
        Ok(()) => StatusCode::OK.into_response(),
        Err(StatusCode::SERVICE_UNAVAILABLE) => {
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, AGAIN_S)]).into_response()
        }
        Err(status) => status.into_response(),
    }
}

async fn take(hook: &Hook, request: Request) -> Result<(), StatusCode> {
    let signature = request.headers().get(SIGNATURE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let signature = signature.filter(|signature| is_signature(signature)).ok_or(StatusCode::UNAUTHORIZED)?;
    let (body, _room) = hook.room.read(request).await?;
    let secrets = hook.secrets.as_ref().ok_or(StatusCode::NOT_FOUND)?;
    if verify(&secrets.app, &body, &signature).is_err() {
        if is_for_us(&secrets.ids, &body) {
            hook.keeper.refused(Ear::Channel(engine::live::CLOUD_API.to_owned()));
        }
        return Err(StatusCode::UNAUTHORIZED);
    }
    kept(hook, Delivery { channel: engine::live::CLOUD_API, body }).await
}

/// Whether this could be a signature: for anything else no body is read.
fn is_signature(text: &str) -> bool {
    let digits = text.trim().strip_prefix("sha256=");
    digits.is_some_and(|hex| hex.len() == SIGNATURE_DIGITS && hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
}

/// Whether a body with a wrong signature is one of Meta's for us, signed with another secret, and no stranger's: those must not
/// make us believe that we are deaf. Whoever knows no id of ours is a stranger; so is everybody where we know none ourselves.
fn is_for_us(ids: &[String], body: &[u8]) -> bool {
    let names = |id: &[u8]| body.windows(id.len()).any(|bytes| bytes == id);
    names(br#""changes""#) && ids.iter().any(|id| names(id.as_bytes()))
}

async fn kept(hook: &Hook, delivery: Delivery) -> Result<(), StatusCode> {
    let kept = tokio::time::timeout(KEEPING_MAX, hook.keeper.keep(delivery)).await;
    kept.ok().and_then(Result::ok).ok_or(StatusCode::SERVICE_UNAVAILABLE)
}
