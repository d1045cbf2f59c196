//! What a request brings, read at the rim: what cannot be read becomes a page that says so, never a bare error.

use crate::fault::Fault;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use maud::{Markup, html};
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The fields of a form.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        axum::Form::from_request(request, state).await.map(|axum::Form(form)| Self(form)).map_err(unreadable)
    }
}

/// Hexadecimal digits that name a form as it was shown: 128 bits.
const NAME_CHARS: usize = 32;

/// A new name for a form, by which whatever it makes is made once.
pub fn name(shared: &Shared) -> String {
    format!("{:032x}", (shared.entropy)())
}

/// Whether this is such a name.
pub fn is_name(text: &str) -> bool {
    text.len() == NAME_CHARS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The field that carries it.
pub fn name_field(name: &str) -> Markup {
    html! { input type="hidden" name="form" value=(name); }
}

#[expect(clippy::needless_pass_by_value, reason = "stands where a function from an owned rejection is asked for")]
fn unreadable(rejection: FormRejection) -> Fault {
    let words = say(match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "The form is too long. Shorten the text and send it again.",
        _ => "The form came without all its fields. Open the page again and send it from there.",
    });
    Fault::Unreadable(words.to_owned())
}

/// What the address asks for; an address nobody could have been given asks for nothing in particular.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequestParts<S> for Asked<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        Ok(Self(query.map(|axum::extract::Query(asked)| asked).unwrap_or_default()))
    }
}
