//! The router as browsers meet it: who may see what, what forms do, and whether numbers equal the lists behind them.

mod world;

mod access;
mod audit;
mod bell;
mod board;
mod change;
mod checks;
mod connection;
mod content;
mod costs;
mod figures;
mod habits;
mod handouts;
mod handover;
mod labels;
mod letters;
mod lists;
mod meanwhile;
mod members;
mod palette;
mod passes;
mod pauses;
mod people;
mod phones;
mod pressed;
mod quiet;
mod quotes;
mod raise;
mod reports;
mod retention;
mod rotas;
mod search;
mod sites;
mod subscriptions;
mod together;
mod tongues;
mod triage;
mod undo;
mod views;
mod walk;
mod wanted;
mod wordings;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt as _;
use world::{SESSION, World};

/// No page of a test is longer.
const PAGE_MAX_BYTES: usize = 4 << 20;

/// An answer, read to its end.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are text"))
    }
}

/// The pages of a world, with a browser that is signed in.
struct Site {
    router: Router,
    desk: store::desk::Desk,
    _folder: tempfile::TempDir,
}

impl Site {
    async fn busy() -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let world = World::busy(folder.path()).await;
        Self { router: web::router(world.state(folder.path())), desk: world.desk, _folder: folder }
    }

    /// A busy one whose journal stands so to what was published of it.
    async fn standing(continuity: web::Continuity) -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let world = World::busy(folder.path()).await;
        let state = web::State { continuity: tokio::sync::watch::channel(continuity).1, ..world.state(folder.path()) };
        Self { router: web::router(state), desk: world.desk, _folder: folder }
    }

    async fn unsure() -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let world = World::unsure(folder.path()).await;
        Self { router: web::router(world.state(folder.path())), desk: world.desk, _folder: folder }
    }

    async fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder is made");
        let world = World::empty(folder.path()).await;
        Self { router: web::router(world.state(folder.path())), desk: world.desk, _folder: folder }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("a router always answers");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, PAGE_MAX_BYTES).await.expect("a page ends");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// How many bytes an answer has over the wire.
    async fn size(&self, request: Request<Body>) -> usize {
        let response = self.router.clone().oneshot(request).await.expect("a router always answers");
        to_bytes(response.into_body(), PAGE_MAX_BYTES).await.expect("a page ends").len()
    }

    /// A page, for a member.
    async fn get(&self, path: &str) -> Answer {
        self.send(request(Method::GET, path, Some(SESSION), "")).await
    }

    /// A form, for a member, from our own page.
    async fn post(&self, path: &str, form: &str) -> Answer {
        self.send(request(Method::POST, path, Some(SESSION), form)).await
    }
}

fn request(method: Method, path: &str, session: Option<&str>, form: &str) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
    if let Some(session) = session {
        request = request.header(header::COOKIE, format!("theme=x; laksana={session}"));
    }
    request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .expect("this is a request")
}
