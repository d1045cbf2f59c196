//! The phone: a page on which anybody of the cast writes, and sees what the business answers. Everything is a form, so it
//! works without a script; with one, the chat looks again by itself.

mod chaos;
mod later;
mod markup;
mod posts;
mod say;

use crate::{Leap, Simulator};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Path, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::Markup;
use serde::Deserialize;

const STYLE: &str = include_str!("../assets/phone.css");
const ICON: &str = include_str!("../assets/icon.svg");
const AGAIN: &str = include_str!("../assets/again.js");
/// A photo, and the rest of the form.
const FORM_MAX_BYTES: usize = 17 << 20;
/// The largest webhook, and three times as much for how a form spells it.
const POST_MAX_BYTES: usize = 3 * (3 << 20);

/// The pages. Whoever reaches the address may use them: it is a toy on loopback.
pub fn router(simulator: Simulator) -> Router {
    Router::new()
        .route("/", get(first))
        .route("/phone/style.css", get(style))
        .route("/phone/again.js", get(again))
        .route("/phone/icon.svg", get(async || ([(header::CONTENT_TYPE, "image/svg+xml")], ICON)))
        .route("/phone/posts", get(posted).post(chaos::post_any).layer(DefaultBodyLimit::max(POST_MAX_BYTES)))
        .route("/phone/chaos", post(chaos::set))
        .route("/phone/news", post(chaos::befall))
        .route("/phone/templates", post(chaos::decide))
        .route("/phone/groups", post(chaos::suspend))
        .route("/phone/clock", post(leap))
        .route("/phone/scripts", post(play))
        .route("/phone/files/{id}", get(file))
        .route("/phone/{who}/{chat}", get(page))
        .route("/phone/{who}/{chat}/lines", get(lines))
        .route("/phone/{who}/{chat}/messages", post(say::say).layer(DefaultBodyLimit::max(FORM_MAX_BYTES)))
        .route("/phone/{who}/{chat}/reactions", post(say::react))
        .route("/phone/{who}/{chat}/choices", post(say::choose))
        .route("/phone/{who}/{chat}/phone", post(say::swap))
        .route("/phone/{who}/{chat}/edits", post(later::edit))
        .route("/phone/{who}/{chat}/revocations", post(later::revoke))
        .route("/phone/{who}/{chat}/echoes", post(later::echo))
        .route("/phone/{who}/{chat}/number", post(later::renumber))
        .route("/phone/{who}/{chat}/profile", post(later::profile))
        .route("/phone/{who}/{chat}/wishes", post(later::wish))
        .route("/phone/{who}/{chat}/kinds", post(later::kind))
        .route("/phone/{who}/{chat}/groups", post(say::join))
        .layer(axum::middleware::map_response(careful))
        .layer(axum::middleware::from_fn(guard))
        .with_state(simulator)
}

/// Lets no other site's page write here, nor one that pretends to be this machine.
async fn guard(request: Request, next: Next) -> Response {
    if is_ours(&request) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "This came from another site. Open the phone here and write again.").into_response()
    }
}

fn is_ours(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = text("host").unwrap_or("localhost");
    let name = host.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(host, |(name, _)| name);
    let is_here = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    let is_own = matches!(text("sec-fetch-site"), None | Some("same-origin" | "none"));
    is_here && (is_own || request.method() == Method::GET)
}

/// Tells browsers to run and load nothing but what these pages have.
async fn careful(mut response: Response) -> Response {
    const POLICY: HeaderValue = HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; media-src 'self'; frame-src 'self'; form-action 'self'; \
         frame-ancestors 'self'; base-uri 'none'",
    );
    let headers = response.headers_mut();
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

async fn again() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], AGAIN)
}

async fn first(State(simulator): State<Simulator>) -> Response {
    match simulator.with(|world, _| world.people.first().map(|one| one.phone.clone())) {
        Some(who) => Redirect::to(&format!("/phone/{who}/{who}")).into_response(),
        None => (StatusCode::NOT_FOUND, "There is nobody.").into_response(),
    }
}

async fn page(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
) -> Result<Markup, StatusCode> {
    simulator.with(|world, settings| markup::page(world, settings, &who, &chat)).ok_or(StatusCode::NOT_FOUND)
}

async fn lines(
    State(simulator): State<Simulator>,
    Path((who, chat)): Path<(String, String)>,
) -> Result<Markup, StatusCode> {
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| {
        say::look(world, settings, &who, &chat, now_us);
        markup::lines(world, &who, &chat, now_us).ok_or(StatusCode::NOT_FOUND)
    })
}

async fn posted(State(simulator): State<Simulator>) -> Markup {
    simulator.with(|world, settings| posts::page(world, settings))
}

/// The bytes of a file, as a picture or a sound or to be kept.
async fn file(State(simulator): State<Simulator>, Path(id): Path<String>) -> Result<Response, StatusCode> {
    let file = simulator.with(|world, _| world.files.get(&id).cloned()).ok_or(StatusCode::NOT_FOUND)?;
    let kind = HeaderValue::from_str(&file.mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let mut response = file.bytes.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    let sealed = HeaderValue::from_static("default-src 'none'; sandbox");
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, sealed);
    Ok(response)
}

#[derive(Deserialize)]
struct Later {
    by: String,
    #[serde(default)]
    back: String,
}

/// `POST /phone/clock`: time passes.
async fn leap(State(simulator): State<Simulator>, Form(later): Form<Later>) -> Result<Redirect, StatusCode> {
    let leap = match later.by.as_str() {
        "15" => Leap::Minutes(15),
        "60" => Leap::Minutes(60),
        "morning" => Leap::Morning,
        _ => return Err(StatusCode::UNPROCESSABLE_ENTITY),
    };
    let leaper = simulator.settings().leap.clone().ok_or(StatusCode::NOT_FOUND)?;
    leaper(leap);
    Ok(Redirect::to(back(&later.back)))
}

#[derive(Deserialize)]
struct Wish {
    script: String,
    #[serde(default)]
    back: String,
}

/// `POST /phone/scripts`: a little story is told.
async fn play(State(simulator): State<Simulator>, Form(wish): Form<Wish>) -> Result<Redirect, StatusCode> {
    let script = crate::scripts::ALL.iter().find(|script| script.name == wish.script).ok_or(StatusCode::NOT_FOUND)?;
    let now_us = (simulator.settings().now_us)();
    simulator.with(|world, settings| script.play(world, settings, now_us));
    Ok(Redirect::to(back(&wish.back)))
}

/// The chat to go back to, and no other site.
fn back(to: &str) -> &str {
    if to.starts_with("/phone/") { to } else { "/" }
}
