//! Queries as they are asked, and lists as they are answered.

use crate::PATH;
use crate::problem::Problem;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;

/// Rows of one page unless asked otherwise.
const LIMIT: i64 = 500;
/// Rows of one page at most.
const LIMIT_MAX: i64 = 1_000;

/// A query; one that holds what nobody asked for is refused.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let asked: Result<Query<T>, QueryRejection> = Query::from_request_parts(parts, state).await;
        let remedy = "mend the parameter named; /api/v1/openapi.json lists those there are";
        asked.map(|Query(asked)| Self(asked)).map_err(|refused| Problem::bad_query(refused.body_text(), remedy))
    }
}

/// How many rows a page is to have.
///
/// # Errors
/// When that is none, or too many.
pub fn limit(asked: Option<i64>) -> Result<i64, Problem> {
    let limit = asked.unwrap_or(LIMIT);
    let is_allowed = (1..=LIMIT_MAX).contains(&limit);
    is_allowed.then_some(limit).ok_or_else(|| {
        Problem::bad_query(
            format!("limit is {limit}"),
            &format!("give a number from 1 to {LIMIT_MAX}, or leave it out"),
        )
    })
}

/// The value a parameter stands for.
///
/// # Errors
/// When it stands for none.
pub fn read<T>(
    parameter: &str,
    asked: Option<&str>,
    read: impl FnOnce(&str) -> Option<T>,
    remedy: &str,
) -> Result<Option<T>, Problem> {
    let Some(asked) = asked else { return Ok(None) };
    match read(asked) {
        Some(value) => Ok(Some(value)),
        None => Err(Problem::bad_query(format!("{parameter} is “{asked}”"), remedy)),
    }
}

/// `write one of a, b, c`.
pub fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("write one of {}", words.collect::<Vec<_>>().join(", "))
}

/// Where a list goes on: the same query after a row.
pub fn next(uri: &Uri, list: &str, after: impl Display) -> String {
    let asked = uri.query().unwrap_or_default().split('&');
    let kept = asked.filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let pairs: Vec<String> = kept.map(str::to_owned).chain([format!("after={after}")]).collect();
    format!("{PATH}/{list}?{}", pairs.join("&"))
}

/// An answer.
pub struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_string(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response(),
            Err(error) => {
                tracing::error!(%error, "An answer could not be written: {error}");
                Problem::broken().into_response()
            }
        }
    }
}
