//! The door: a one-time link becomes a session; only a press of the button spends it, since previews fetch links.

use crate::fault::Fault;
use crate::member::{Member, cookie_line};
use crate::parts::shell;
use crate::state::Shared;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::time::Instant;
use maud::{Markup, html};
use store::sessions::{self, Opening, Token};

/// Thirty days: a phone in a guard house should not ask every morning.
const SESSION_S: i64 = 30 * 24 * 60 * 60;
/// Attempts in one [`WINDOW_US`], of all strangers together. Tokens have 128 bits, so this bounds load, not luck.
const ATTEMPTS_MAX: u32 = 30;
const WINDOW_US: i64 = 60_000_000;
/// A browser's description of itself is cut here.
const DEVICE_CHARS: usize = 160;

/// How many attempts to sign in there were in the present minute.
#[derive(Debug, Default)]
pub struct Attempts {
    since_us: i64,
    count: u32,
}

impl Attempts {
    /// Counts an attempt and says whether it may go on.
    pub fn allow(&mut self, now: Instant) -> bool {
        if now.us().saturating_sub(self.since_us) >= WINDOW_US {
            *self = Self { since_us: now.us(), count: 0 };
        }
        self.count = self.count.saturating_add(1);
        self.count <= ATTEMPTS_MAX
    }
}

/// `GET /sign-in`: open to all; says how to get a link.
pub async fn explain() -> Markup {
    let content = html! {
        h1 { "Sign in" }
        p.lede { "Everything here is for members. You need a sign-in link; it works once." }
        ol.steps {
            li { span { "On the server, run " code { "laksana sign-in" } "." } }
            li { span { "Open the link it prints, on the device you want to use." } }
            li { span { "Press " b { "Sign in" } "." } }
        }
        p.hint { "No access to the server? Ask whoever runs it to send you a link." }
    };
    shell::alone("Sign in", &html! { div.stack { (content) } })
}

/// `GET /sign-in/{token}`: open to all; changes nothing.
pub async fn offer(Path(token): Path<String>) -> Markup {
    let content = html! {
        h1 { "Sign in on this device" }
        p.lede { "The link works once, and keeps you signed in here for 30 days." }
        form method="post" action={ "/sign-in/" (token) } { button.button.main autofocus { "Sign in" } }
    };
    shell::alone("Sign in", &html! { div.stack { (content) } })
}

/// `POST /sign-in/{token}`: open to all, a bounded number of times a minute; spends the link.
pub async fn redeem(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    if !shared.may_attempt() {
        return Err(Fault::TooMany);
    }
    let value = (shared.token)();
    let (Some(link), Some(session)) = (Token::parse(&token), Token::parse(&value)) else { return Ok(spent()) };
    let now_us = shared.now().us();
    let opening =
        Opening { token: session, device: device(&headers), expires_us: now_us.saturating_add(SESSION_S * 1_000_000) };
    let mut tx = shared.desk.db().begin().await?;
    let opened = sessions::redeem(&mut tx, &link, now_us, &opening).await?;
    tx.commit().await?;
    match opened {
        None => Ok(spent()),
        Some(_) => {
            let cookie = cookie_line(shared.https, &value, SESSION_S);
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response())
        }
    }
}

/// `POST /sign-out`: for members; ends this session.
pub async fn leave(State(shared): State<Shared>, member: Member) -> Result<Response, Fault> {
    let mut tx = shared.desk.db().begin().await?;
    sessions::revoke(&mut tx, member.org.as_str(), &member.session).await?;
    tx.commit().await?;
    let cookie = cookie_line(shared.https, "", 0);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}

fn spent() -> Response {
    let content = html! {
        h1 { "This link has ended" }
        p.lede { "It was used already, or it is too old. Run " code { "laksana sign-in" } " for a new one." }
    };
    (StatusCode::GONE, shell::alone("This link has ended", &content)).into_response()
}

fn device(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    said.unwrap_or("unknown").chars().take(DEVICE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_bounded_by_the_minute() {
        let mut attempts = Attempts::default();
        let start = Instant::from_us(1_700_000_000_000_000);
        let allowed = (0..100).filter(|_| attempts.allow(start)).count();
        assert_eq!(allowed, 30);
        assert!(attempts.allow(start.plus_minutes(1)));
    }
}
