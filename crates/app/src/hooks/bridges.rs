//! Where bridges call us: `/hooks/waha`, `/hooks/evolution`, `/hooks/bridge`. Open to whoever signs with a bridge's secret;
//! what is brought is kept before it is answered. Bridges are only listened to.

use super::{Hook, PATH_BRIDGE, PATH_EVOLUTION, PATH_WAHA, answered};
use crate::chance;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use channels::bridge::{Bridge, verify, without_key};
use channels::cloud_api::{Secret, verify_sha512, verify_token};
use domain::hearing::Ear;
use domain::time::Instant;
use store::inbox::Delivery;

/// The secrets of bridges; a bridge without one is not heard.
#[derive(Clone, Debug, Default)]
pub struct Bridges {
    /// The key with which WAHA signs.
    pub waha: Option<Secret>,
    /// Evolution API's: it signs tokens with it, or sends it as it is.
    pub evolution: Option<Secret>,
    /// The secret of any other bridge.
    pub open: Option<Secret>,
}

impl Bridges {
    /// The secret of a bridge.
    pub fn secret(&self, bridge: Bridge) -> Option<&Secret> {
        match bridge {
            Bridge::Waha => self.waha.as_ref(),
            Bridge::Evolution => self.evolution.as_ref(),
            Bridge::Open => self.open.as_ref(),
        }
    }

    /// Whether any is heard.
    pub fn are_some(&self) -> bool {
        Bridge::ALL.iter().any(|bridge| self.secret(*bridge).is_some())
    }
}

/// The webhooks of bridges; those without a secret answer that there is none.
pub fn router(hook: Hook) -> Router {
    let mut router = Router::new();
    for (path, bridge) in [(PATH_WAHA, Bridge::Waha), (PATH_EVOLUTION, Bridge::Evolution), (PATH_BRIDGE, Bridge::Open)]
    {
        let heard = post(move |hook: State<Hook>, request: Request| receive(hook, bridge, request));
        let is_set_up = hook.bridges.secret(bridge).is_some();
        router = router.route(path, if is_set_up { heard } else { any(async || StatusCode::NOT_FOUND) });
    }
    router.with_state(hook)
}

async fn receive(State(hook): State<Hook>, bridge: Bridge, request: Request) -> Response {
    answered(take(&hook, bridge, request).await).into_response()
}

async fn take(hook: &Hook, bridge: Bridge, request: Request) -> Result<(), StatusCode> {
    let secret = hook.bridges.secret(bridge).ok_or(StatusCode::NOT_FOUND)?;
    // Whoever was switched off need not try again.
    if hook.switches.is_off(bridge.channel()).await {
        return Err(StatusCode::GONE);
    }
    let headers = request.headers().clone();
    // Whoever shows nothing at all is a stranger, and no bridge with another secret.
    if !names_of(bridge).iter().any(|name| headers.contains_key(*name)) {
        return Err(StatusCode::UNAUTHORIZED);
    }
    // What stands in the headers needs no body to be wrong.
    if bridge == Bridge::Evolution && !is_signed(bridge, secret, &headers, &[], chance::now()) {
        hook.keeper.refused(Ear::Channel(bridge.channel().to_owned()));
        return Err(StatusCode::UNAUTHORIZED);
    }
    let (body, _room) = hook.room_of_bridges.read(request).await?;
    if !is_signed(bridge, secret, &headers, &body, chance::now()) {
        hook.keeper.refused(Ear::Channel(bridge.channel().to_owned()));
        return Err(StatusCode::UNAUTHORIZED);
    }
    let body = match bridge {
        Bridge::Evolution => without_key(&body).ok_or(StatusCode::BAD_REQUEST)?,
        Bridge::Waha | Bridge::Open => body,
    };
    super::kept(hook, Delivery { channel: bridge.channel(), body }).await
}

/// The headers by which a bridge shows that it is one.
fn names_of(bridge: Bridge) -> &'static [&'static str] {
    match bridge {
        Bridge::Waha => &["x-webhook-hmac"],
        Bridge::Evolution => &["authorization", "x-laksana-token"],
        Bridge::Open => &["x-laksana-signature"],
    }
}

fn is_signed(bridge: Bridge, secret: &Secret, headers: &HeaderMap, body: &[u8], now: Instant) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match bridge {
        Bridge::Waha => verify_sha512(secret, body, header("x-webhook-hmac")).is_ok(),
        Bridge::Evolution => {
            let bearer = header("authorization").strip_prefix("Bearer ").unwrap_or_default();
            secret.is(bearer) || secret.is(header("x-laksana-token")) || verify_token(secret, bearer, now).is_ok()
        }
        Bridge::Open => {
            let (timestamp, signature) = (header("x-laksana-timestamp"), header("x-laksana-signature"));
            verify(secret, body, timestamp, signature, now).is_ok()
        }
    }
}
