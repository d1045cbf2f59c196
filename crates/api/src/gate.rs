//! What every request passes: a key that opens something, a pace it keeps, and headers that all answers carry.

use crate::Shared;
use crate::problem::Problem;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::id::OrgId;
use domain::request::Actor;
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::keys::{self, KEYS_MAX};
use store::sessions::Token;

/// Requests of one key within a second: far more than a program needs, and what this machine can answer.
const PER_SECOND_MAX: u32 = 1_000;
const SECOND_US: i64 = 1_000_000;

/// Which program asks. A handler that takes one is for those with a key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The organisation its key is of; it sees no other.
    pub org: OrgId,
    name: String,
    may_write: bool,
}

impl Caller {
    /// The program as the journal names who did something.
    ///
    /// # Errors
    /// When its key only reads.
    pub fn writer(&self) -> Result<Actor, Problem> {
        self.may_write.then(|| Actor::Key(self.name.clone())).ok_or_else(Problem::read_only)
    }
}

/// How often each key asked in the present second.
#[derive(Debug, Default)]
pub struct Pace(Mutex<BTreeMap<(String, String), (i64, u32)>>);

impl Pace {
    /// Counts a request and says whether it may go on.
    fn allows(&self, org: &str, name: &str, now: Instant) -> bool {
        // A poisoned lock means that counting panicked; the count itself is still a count.
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if i64::try_from(counts.len()).is_ok_and(|counts| counts > KEYS_MAX) {
            counts.clear();
        }
        let second = now.us().div_euclid(SECOND_US);
        let count = counts.entry((org.to_owned(), name.to_owned())).or_insert((second, 0));
        if count.0 != second {
            *count = (second, 0);
        }
        count.1 = count.1.saturating_add(1);
        count.1 <= PER_SECOND_MAX
    }
}

/// Lets those through that show a key.
pub async fn keyed(State(shared): State<Arc<Shared>>, mut request: Request, next: Next) -> Response {
    match caller(&shared, request.headers()).await {
        Ok(caller) => {
            let (method, path) = (request.method(), request.uri().path());
            tracing::info!(key = caller.name, %method, path, "Key {} asks {method} {path}", caller.name);
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    }
}

async fn caller(shared: &Shared, headers: &HeaderMap) -> Result<Caller, Problem> {
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let said = said.ok_or_else(|| Problem::no_key("there is no header Authorization"))?;
    let token = said.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let token = token.and_then(|(_, token)| Token::parse(token.trim()));
    let token = token.ok_or_else(|| Problem::no_key("the header Authorization shows no key"))?;
    let now = (shared.now)();
    let key = keys::find(shared.desk.db(), &token).await?;
    let key = key.ok_or_else(|| Problem::no_key("the key opens nothing"))?;
    if !shared.pace.allows(&key.org, &key.name, now) {
        return Err(Problem::too_fast(PER_SECOND_MAX));
    }
    keys::note_use(shared.desk.db(), &key, now).await?;
    Ok(Caller { org: OrgId::new(key.org), name: key.name, may_write: key.may_write })
}

/// Adds what all answers carry.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_its_pace_and_others_theirs() {
        let pace = Pace::default();
        let start = Instant::from_us(1_795_000_000_000_000);
        assert_eq!((0..1_500).filter(|_| pace.allows("main", "eager", start)).count(), 1_000);
        assert!(pace.allows("main", "calm", start));
        assert!(pace.allows("main", "eager", Instant::from_us(start.us() + SECOND_US)));
    }
}
