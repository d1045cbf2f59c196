//! Where no page is: says so, to members only; and where a form led, somebody who asks again is shown the page it stood on.

use crate::fault::Fault;
use crate::member::Member;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};

/// Any path that leads nowhere: for members; strangers are asked to sign in and learn nothing.
pub async fn nowhere(_member: Member) -> Fault {
    Fault::Nothing
}

/// A path that takes forms alone. Whoever loads its address again is led to the page above it.
pub async fn above(method: Method, uri: Uri) -> Response {
    match uri.path().rsplit_once('/') {
        Some((above, _)) if method == Method::GET && !above.is_empty() => Redirect::to(above).into_response(),
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}
