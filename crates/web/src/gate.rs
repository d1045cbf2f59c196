//! What every request passes: no unsafe method from another site, headers that keep browsers careful, members only.

use crate::fault::Fault;
use crate::member::{self, Member};
use crate::pages::{undo, views};
use crate::state::Shared;
use crate::wanted::door;
use crate::wording::{Wording, speaking, spoken};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::member::MemberRole;
use domain::refusal::Refusal;

/// Nothing inline, nothing from elsewhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'",
);
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Refuses unsafe methods that another site's page sent, and adds the headers that all answers carry. They are given in a
/// language that the browser asks for.
pub async fn guard(request: Request, next: Next) -> Response {
    let wording = Wording::accepted(request.headers());
    speaking(wording, guarded(request, next)).await
}

async fn guarded(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_safe && !is_pass(request.uri().path()) && !is_own(request.headers()) {
        return with_headers(Fault::Elsewhere.into_response());
    }
    with_headers(next.run(request).await)
}

/// Lets members through, each in the language they chose, and sends everyone else to the page that says how to get a link,
/// and that knows where they wanted to go.
pub async fn members(State(shared): State<Shared>, mut request: Request, next: Next) -> Response {
    match member::of_request(&shared, request.headers()).await {
        Ok(Some(mut member)) => {
            member.is_answer = request.method() != Method::GET;
            if let Err(fault) = around(&shared, &mut member, request.uri()).await {
                return fault.into_response();
            }
            let chosen = member.login.language.as_deref().and_then(Wording::of);
            request.extensions_mut().insert::<Member>(member);
            speaking(chosen.unwrap_or(spoken()), next.run(request)).await
        }
        Ok(None) => Redirect::to(&door(&request)).into_response(),
        Err(error) => Fault::Store(error).into_response(),
    }
}

/// What the page that is asked for has around it, beside what every page has.
async fn around(shared: &Shared, member: &mut Member, uri: &Uri) -> Result<(), Fault> {
    if !member.is_answer {
        member.undo = undo::offered(shared, member, uri.query()).await?;
        member.saved = views::of_list(shared, member, uri).await?;
    }
    Ok(())
}

/// Whom a group of routes is for, beside being a member.
#[derive(Clone, Copy, Debug)]
pub struct Welcome {
    /// The least role.
    pub least: MemberRole,
    /// Whether it shows every site, and so is for those who see every site.
    pub is_whole: bool,
}

/// Lets those members through whose role goes so far and who see what is shown.
pub async fn welcome(State(welcome): State<Welcome>, member: Member, request: Request, next: Next) -> Response {
    // Who has nothing but their own page is led there, rather than told at the door that the house is not theirs.
    if member.login.role == MemberRole::Contact && request.uri().path() == "/" {
        return Redirect::to("/account").into_response();
    }
    if !member.login.role.covers(welcome.least) {
        return Fault::NotForYou(Refusal::NotForYou { needs: welcome.least }).into_response();
    }
    if welcome.is_whole && !member.login.sees_all() {
        return Fault::NotForYou(Refusal::NotHere).into_response();
    }
    next.run(request).await
}

/// Whether a path holds the secret that opens it. No other site's page knows it, and no cookie is looked at; and older
/// browsers say nothing of where a form came from when its page tells them to send no referrer.
fn is_pass(path: &str) -> bool {
    path.starts_with("/v/") || path.starts_with("/r/")
}

/// Whether the page that sent a request is ours. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`.
fn is_own(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get(FETCH_SITE) {
        return site == "same-origin" || site == "none";
    }
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    origin.is_some() && origin == text(header::HOST)
}

fn with_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    // Media bring a stricter policy of their own, and what never changes its own caching.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(POLICY);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(PERMISSIONS, HeaderValue::from_static("camera=(), microphone=(), geolocation=()"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_may_change_things() {
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a"), ("host", "a")], false),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("origin", "https://laksana.example"), ("host", "laksana.example")], true),
            (&[("origin", "https://evil.example"), ("host", "laksana.example")], false),
            (&[("host", "laksana.example")], false),
        ];
        for (given, own) in cases {
            let headers = given.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
            assert_eq!(is_own(&headers), own, "{given:?}");
        }
    }
}
