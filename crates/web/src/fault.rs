//! What went wrong, as a page that says what to do.

use crate::parts::refused::refused;
use crate::parts::shell;
use crate::wording::say;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;
use store::StoreError;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// There is no such thing.
    #[error("there is nothing here")]
    Nothing,
    /// The request came from another site's page.
    #[error("the form was sent from another site")]
    Elsewhere,
    /// The request cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The member's role does not go so far, or they see some sites and this shows all.
    #[error("{0}")]
    NotForYou(#[from] domain::refusal::Refusal),
    /// Too many attempts to sign in, or to open a link.
    #[error("too many attempts in a minute")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault {
    fn words(&self) -> (StatusCode, &'static str, String) {
        match self {
            Self::Nothing => (
                StatusCode::NOT_FOUND,
                say("There is nothing here"),
                say("The link may be old, or a letter is wrong. Search for it among tickets or messages.").into(),
            ),
            Self::Elsewhere => (
                StatusCode::FORBIDDEN,
                say("This form was sent from another site"),
                say("Nothing was changed. Open the page here and send it again.").into(),
            ),
            Self::Unreadable(why) => (StatusCode::UNPROCESSABLE_ENTITY, say("This could not be read"), why.clone()),
            Self::NotForYou(refusal) => (StatusCode::FORBIDDEN, say("This is not for your login"), refused(refusal)),
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                say("Too many attempts"),
                say("This was tried many times just now. Wait a minute, then try again.").into(),
            ),
            Self::Store(StoreError::Nul { .. }) => (
                StatusCode::BAD_REQUEST,
                say("That cannot be looked up"),
                say("It holds a sign that no text has. Go back and type it again.").into(),
            ),
            Self::Store(error) if error.is_retryable() => (
                StatusCode::SERVICE_UNAVAILABLE,
                say("Busy for a moment"),
                say("Nothing was changed. Wait a few seconds and load the page again.").into(),
            ),
            Self::Store(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                say("Something broke here"),
                say("It was written to the log. Load the page again; if it stays, run laksana verify on the server.")
                    .into(),
            ),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, title, advice) = self.words();
        if status.is_server_error() {
            tracing::error!(fault = %self, "A page failed: {self}");
        }
        let content = html! {
            div.stack {
                h1 { (title) }
                p.lede { (advice) }
                p.actions { a.button href="/" { (say("Go to Today")) } }
            }
        };
        (status, shell::alone(title, &content)).into_response()
    }
}
