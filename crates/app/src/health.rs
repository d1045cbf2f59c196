//! Whether the program works, for whoever runs it: `/healthz` in one word, `/readyz` in JSON and in sentences. Both are
//! open to all and tell no secret; what they tell is looked up once a second at most.

use crate::chance;
use crate::home::Home;
use crate::hooks::Keeper;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::hearing::Ear;
use domain::notice::Concern;
use domain::time::Instant;
use serde::Serialize;
use std::sync::Arc;
use store::inbox::{self, Mailbox};
use store::read;
use tokio::sync::Mutex;

/// How long what was looked up holds.
const HOLDS_US: i64 = 1_000_000;
/// How long deliveries may wait before it is said, in minutes.
const BEHIND_MINUTES: f64 = 1.0;
/// Seconds after which to ask again.
const AGAIN_S: HeaderValue = HeaderValue::from_static("5");

/// What is looked at.
#[derive(Clone)]
pub struct Health(Arc<Inner>);

struct Inner {
    home: Home,
    keeper: Keeper,
    set_up: SetUp,
    last: Mutex<Option<(Instant, Readiness)>>,
}

/// What was set up.
#[derive(Clone, Copy, Debug)]
pub struct SetUp {
    /// The webhook's secrets.
    pub hears: bool,
    /// The number to speak as, and its token.
    pub may_speak: bool,
}

/// What is ready and what is not.
#[derive(Clone, Debug, Serialize)]
struct Readiness {
    /// Whether everything is that is needed.
    ready: bool,
    /// Whether messages can be taken, whatever becomes of their files.
    takes_messages: bool,
    checks: Vec<Check>,
}

#[derive(Clone, Debug, Serialize)]
struct Check {
    name: &'static str,
    ready: bool,
    /// Whether the program can do without.
    needed: bool,
    /// Whether messages can be taken without it.
    #[serde(skip)]
    is_spare: bool,
    words: String,
}

impl Check {
    fn to_take(name: &'static str, trouble: Option<&str>) -> Self {
        Self { is_spare: false, ..Self::needed(name, trouble) }
    }

    fn needed(name: &'static str, trouble: Option<&str>) -> Self {
        Self { needed: true, ..Self::wanted(name, trouble) }
    }

    fn wanted(name: &'static str, trouble: Option<&str>) -> Self {
        Self {
            name,
            ready: trouble.is_none(),
            needed: false,
            is_spare: true,
            words: trouble.unwrap_or("ready").to_owned(),
        }
    }
}

impl Health {
    /// Looks at a program that serves.
    pub fn new(home: Home, keeper: Keeper, set_up: SetUp) -> Self {
        Self(Arc::new(Inner { home, keeper, set_up, last: Mutex::default() }))
    }

    async fn readiness(&self, now: Instant) -> Readiness {
        let mut last = self.0.last.lock().await;
        if let Some((_, known)) = last.as_ref().filter(|(at, _)| (0..HOLDS_US).contains(&(now.us() - at.us()))) {
            return known.clone();
        }
        let checks = self.0.checks(now).await;
        let is_well = |may_lack: fn(&Check) -> bool| checks.iter().all(|check| check.ready || may_lack(check));
        let (ready, takes_messages) = (is_well(|check| !check.needed), is_well(|check| check.is_spare));
        let known = Readiness { ready, takes_messages, checks };
        *last = Some((now, known.clone()));
        known
    }
}

impl Inner {
    async fn checks(&self, now: Instant) -> Vec<Check> {
        let mailbox = self.mailbox().await;
        let database = mailbox.is_err().then_some("it cannot be read; see the program's log");
        let full = mailbox.is_ok_and(|has_room| !has_room);
        let full = full.then_some("too many deliveries wait or were set aside; see laksana inbox");
        let keeper = match self.keeper.works() {
            false => Some("nothing is kept any more; start the program again"),
            true => self.keeper.fails(now).then_some("what came last could not be kept; see the program's log"),
        };
        let media =
            (!self.home.blobs.is_there().await).then_some("the folder or bucket of the media cannot be reached");
        let deaf = (!self.set_up.hears)
            .then_some("not set up: set LAKSANA_CLOUD_API_APP_SECRET and LAKSANA_CLOUD_API_VERIFY_TOKEN");
        let mute = (!self.set_up.may_speak)
            .then_some("not set up: set LAKSANA_CLOUD_API_PHONE_NUMBER_ID and LAKSANA_CLOUD_API_ACCESS_TOKEN");
        vec![
            Check::to_take("database", database),
            Check::to_take("mailbox", full),
            Check::to_take("keeping", keeper),
            Check::needed("media", media),
            Check::wanted("taking in", self.behind(now).await.as_deref()),
            Check::wanted("webhook", deaf.or(self.deaf(now).await)),
            Check::wanted("sending", self.stopped(now).await.or(mute)),
        ]
    }

    /// That what we hear by may be deaf.
    async fn deaf(&self, now: Instant) -> Option<&'static str> {
        let silences = read::hearing::silences(&self.home.db, &self.home.org, now).await.ok()?;
        // A chat that fell silent is somebody's to look at, and no fault of what we hear by.
        let is_open = silences.iter().any(|silence| silence.until.is_none() && !matches!(silence.ear, Ear::Chat(_)));
        is_open.then_some("something that is heard by may be deaf; the page Channels says what and why")
    }

    /// That no message of ours is taken.
    async fn stopped(&self, now: Instant) -> Option<&'static str> {
        let directory = self.home.directory().await.ok()?;
        let is_stopped = directory.concerns(now).into_iter().any(|(_, concern)| concern == Concern::Stopped);
        is_stopped.then_some("WhatsApp takes none of our messages; the page To send says why")
    }

    /// Whether the mailbox has room.
    async fn mailbox(&self) -> Result<bool, store::StoreError> {
        let mut mailbox = Mailbox::glance(&self.home.db).await?;
        let load = inbox::load(&mut mailbox, &self.home.org).await?;
        mailbox.commit().await?;
        Ok(load.has_room())
    }

    /// Since when deliveries wait, when that is too long.
    async fn behind(&self, now: Instant) -> Option<String> {
        let since = inbox::waiting_since(&self.home.db, &self.home.org).await.ok().flatten()?;
        let is_behind = now.minutes_since(since) > BEHIND_MINUTES;
        is_behind.then(|| format!("deliveries wait since {}", since.rfc3339(&self.home.zone)))
    }
}

/// Both addresses.
pub fn router(health: Health) -> Router {
    Router::new().route("/healthz", get(healthy)).route("/readyz", get(ready)).with_state(health)
}

/// `GET /healthz`: open to all; 200 when messages can be taken.
async fn healthy(State(health): State<Health>) -> Response {
    let readiness = health.readiness(chance::now()).await;
    let takes = readiness.takes_messages;
    with_headers(takes, "text/plain; charset=utf-8", if takes { "ok\n" } else { "not ready\n" })
}

/// `GET /readyz`: open to all; says what is not ready.
async fn ready(State(health): State<Health>) -> Response {
    let readiness = health.readiness(chance::now()).await;
    let body = serde_json::to_string(&readiness).unwrap_or_default();
    with_headers(readiness.ready, "application/json", &body)
}

fn with_headers(is_ready: bool, kind: &'static str, body: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut response = (status, headers, body.to_owned()).into_response();
    if !is_ready {
        response.headers_mut().insert(header::RETRY_AFTER, AGAIN_S);
    }
    response
}
