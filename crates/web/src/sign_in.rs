//! The door: a one-time link or a password becomes a session; only a press of the button spends a link, since previews
//! fetch links.

use crate::codes;
use crate::doors::Proof;
use crate::fault::Fault;
use crate::form::Form;
use crate::member::{Member, cookie_line, of_request};
use crate::parts::flash::flash;
use crate::parts::shell;
use crate::state::Shared;
use crate::wanted::{DOOR, Wanted, forgotten, is_for_page};
use crate::wording::{say, weave};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use store::credentials;
use store::sessions::{self, Opening, Token};

/// Thirty days: a phone in a guard house should not ask every morning.
const SESSION_S: i64 = 30 * 24 * 60 * 60;
/// The hash of a password that nobody knows, held against what is typed for a login without one.
pub const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$Xb3b2rcQNP1V4J5Y0M8r5m7wq2b6cFzq0J6gV0dS9mE";
/// A browser's description of itself is cut here.
const DEVICE_CHARS: usize = 160;

/// `GET /sign-in`: open to all; the form for those with a password, and how to get a link. The page that they wanted is
/// remembered until they are in.
pub async fn explain(State(shared): State<Shared>, headers: HeaderMap, uri: Uri) -> Response {
    let line = match Wanted::of_uri(&uri) {
        Some(wanted) => Some(wanted.cookie_line(shared.https)),
        // What somebody else wanted here is not theirs; the bell and pictures that are led here want nothing.
        None => is_for_page(&headers).then(|| forgotten(shared.https)),
    };
    (AppendHeaders(line.map(|line| (header::SET_COOKIE, line))), asking(None)).into_response()
}

fn asking(trouble: Option<&str>) -> Markup {
    let content = html! {
        h1 { (say("Sign in")) }
        (flash(trouble.map(Into::into).as_ref()))
        p.lede { (say("Everything here is for members.")) }
        form.stack method="post" action="/sign-in" {
            div.field {
                label for="name" { (say("Name of the login")) }
                input #name name="name" required maxlength="60" autocomplete="username" autocapitalize="none";
            }
            div.field {
                label for="password" { (say("Password")) }
                input #password type="password" name="password" required maxlength="200" autocomplete="current-password";
            }
            div.field {
                label for="code" { (say("Code of the second factor, if you have one")) }
                input #code name="code" inputmode="numeric" maxlength="8" autocomplete="one-time-code";
            }
            button.button.main { (say("Sign in")) }
        }
        h2 { (say("No password?")) }
        ol.steps {
            li { span { (weave(say("Ask an owner for a sign-in link; or, on the server, run {command}."), &[("command", &command())])) } }
            li { span { (say("Open the link on the device you want to use. It works once.")) } }
            li { span { (weave(say("Press {button}."), &[("button", &html! { b { (say("Sign in")) } })])) } }
        }
    };
    shell::alone(say("Sign in"), &html! { div.stack { (content) } })
}

/// The form of `POST /sign-in`.
#[derive(serde::Deserialize)]
pub struct Words {
    name: String,
    password: String,
    #[serde(default)]
    code: String,
}

/// `POST /sign-in`: open to all, a bounded number of times a minute; a stranger learns not which of the three is wrong.
pub async fn prove(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Form(words): Form<Words>,
) -> Result<Response, Fault> {
    let is_calm = shared.may_sign_in(&words.name);
    let is_known = shared.desk.directory(&shared.org).await?.member(&words.name).is_some();
    let may = is_calm || is_known && shared.may_sign_in_besides(&words.name);
    if !may {
        return Err(Fault::TooMany);
    }
    if !is_proven(&shared, &words).await? {
        if !is_calm {
            return Err(Fault::TooMany);
        }
        // Pressed twice, the code was used by the first press, which let them in.
        if is_in(&shared, &headers, Some(&words.name)).await? {
            return Ok(onward(&headers));
        }
        let page = asking(Some(say("That does not open anything. Check the name, the password and the code.")));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let value = (shared.token)();
    let token = Token::parse(&value).ok_or(Fault::Nothing)?;
    let now_us = shared.now().us();
    let mut tx = shared.desk.db().begin().await?;
    sessions::open(&mut tx, shared.org.as_str(), &words.name, now_us, &opening(token, &headers, now_us)).await?;
    tx.commit().await?;
    Ok(welcome(&shared, &value, &headers))
}

/// Whether name, password and code are a member's; takes as long whichever is wrong.
async fn is_proven(shared: &Shared, words: &Words) -> Result<bool, Fault> {
    let (db, org) = (shared.desk.db(), &shared.org);
    let is_member = shared.desk.directory(org).await?.member(&words.name).is_some();
    let hash = credentials::password(db, org, &words.name).await?.filter(|_| is_member);
    let has_password = hash.is_some();
    let proof = Proof { password: words.password.clone(), hash: hash.unwrap_or_else(|| NOBODYS.to_owned()) };
    let opens = (shared.passwords.opens)(proof).await.map_err(Fault::Unreadable)?;
    if !opens || !has_password {
        return Ok(false);
    }
    let factor = credentials::second_factor(db, org, &words.name).await?;
    let Some(factor) = factor.filter(|factor| factor.confirmed_us.is_some()) else { return Ok(true) };
    let Some(step) = codes::step(&factor.secret, &words.code, shared.now()) else { return Ok(false) };
    let mut tx = db.begin().await?;
    let is_fresh = credentials::use_step(&mut tx, org, &words.name, step, shared.now()).await?;
    tx.commit().await?;
    Ok(is_fresh)
}

/// `GET /sign-in/{token}`: open to all; changes nothing.
pub async fn offer(Path(token): Path<String>) -> Response {
    // What is no secret of ours could name another address to send the form to.
    let is_ours = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !is_ours || Token::parse(&token).is_none() {
        return spent();
    }
    let content = html! {
        h1 { (say("Sign in on this device")) }
        p.lede { (say("The link works once, and keeps you signed in here for 30 days.")) }
        form method="post" action={ "/sign-in/" (token) } { button.button.main autofocus { (say("Sign in")) } }
    };
    shell::alone(say("Sign in"), &html! { div.stack { (content) } }).into_response()
}

/// `POST /sign-in/{token}`: open to all, a bounded number of times a minute; spends the link.
pub async fn redeem(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let value = (shared.token)();
    let (Some(link), Some(session)) = (Token::parse(&token), Token::parse(&value)) else { return Ok(spent()) };
    let now_us = shared.now().us();
    if !sessions::is_link(shared.desk.db(), &link, now_us).await? && !shared.may_redeem() {
        return Err(Fault::TooMany);
    }
    let opening = opening(session, &headers, now_us);
    let mut tx = shared.desk.db().begin().await?;
    let opened = sessions::redeem(&mut tx, &link, now_us, &opening).await?;
    tx.commit().await?;
    match opened {
        None if is_in(&shared, &headers, None).await? => Ok(onward(&headers)),
        None => Ok(spent()),
        Some(_) => Ok(welcome(&shared, &value, &headers)),
    }
}

/// `POST /sign-out`: for members; ends this session.
pub async fn leave(State(shared): State<Shared>, member: Member) -> Result<Response, Fault> {
    let mut tx = shared.desk.db().begin().await?;
    sessions::revoke(&mut tx, member.org.as_str(), &member.session).await?;
    tx.commit().await?;
    let cookies = [cookie_line(shared.https, "", 0), forgotten(shared.https)].map(|line| (header::SET_COOKIE, line));
    Ok((AppendHeaders(cookies), Redirect::to(DOOR)).into_response())
}

/// Whether a browser is signed in already, as a member of this name where one is said.
async fn is_in(shared: &Shared, headers: &HeaderMap, name: Option<&str>) -> Result<bool, Fault> {
    let member = of_request(shared, headers).await?;
    Ok(member.is_some_and(|member| name.is_none_or(|name| member.name == name)))
}

fn spent() -> Response {
    let content = html! {
        h1 { (say("This link has ended")) }
        p.lede {
            (weave(
                say("It was used already, or it is too old. Ask an owner for another, or run {command} on the server."),
                &[("command", &command())],
            ))
        }
    };
    (StatusCode::GONE, shell::alone(say("This link has ended"), &content)).into_response()
}

fn command() -> Markup {
    html! { code { "laksana sign-in" } }
}

fn opening(token: Token, headers: &HeaderMap, now_us: i64) -> Opening {
    Opening { token, device: device(headers), expires_us: now_us.saturating_add(SESSION_S * 1_000_000) }
}

/// Opens the session in the browser, and the page that they wanted.
fn welcome(shared: &Shared, value: &str, headers: &HeaderMap) -> Response {
    let session = cookie_line(shared.https, value, SESSION_S);
    let cookies = [session, forgotten(shared.https)].map(|line| (header::SET_COOKIE, line));
    (AppendHeaders(cookies), onward(headers)).into_response()
}

/// To the page that they wanted when they had to sign in; else to the first.
fn onward(headers: &HeaderMap) -> Response {
    let wanted = Wanted::of_request(headers);
    Redirect::to(wanted.as_ref().map_or("/", Wanted::href)).into_response()
}

fn device(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    said.unwrap_or("unknown").chars().take(DEVICE_CHARS).collect()
}
