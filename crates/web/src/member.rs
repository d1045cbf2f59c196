//! Who is signed in: reads the session's cookie and gives a handler its [`Member`].

use crate::pages::undo::Offer;
use crate::state::Shared;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Redirect;
use domain::directory::Directory;
use domain::id::OrgId;
use domain::request::Actor;
use store::StoreError;
use store::read::Sight;
use store::sessions::{self, Token};

/// The cookie's name when browsers reach us through HTTPS; the prefix binds it to this host and to HTTPS.
const COOKIE_SECURE: &str = "__Host-laksana";
/// The cookie's name without HTTPS, as on one's own computer.
const COOKIE_PLAIN: &str = "laksana";

/// A person with a login. A handler that takes one is for members only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The organisation.
    pub org: OrgId,
    /// The name of the login.
    pub name: String,
    /// Names the session without opening it.
    pub session: String,
    /// What they may do and see.
    pub login: domain::member::Member,
    /// Where the journal ended at least when this request came, so that a page knows what it may have missed.
    pub heard: i64,
    /// How many messages wait in Triage, for those who see it.
    pub triage: u64,
    /// What the page they ask for offers to take back.
    pub undo: Option<Offer>,
}

impl Member {
    /// Which sites they may see, as queries take it.
    pub fn sight(&self) -> Sight {
        Sight::of(&self.login)
    }

    /// The tasks of these sites.
    pub fn tasks(&self, directory: &Directory) -> Sight {
        Sight::tasks(&self.login, directory)
    }

    /// The member as the journal names who did something.
    pub fn actor(&self) -> Actor {
        Actor::Member(self.name.clone())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Redirect> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Redirect::to("/sign-in"))
    }
}

/// The member whose session a request brings.
pub async fn of_request(shared: &Shared, headers: &HeaderMap) -> Result<Option<Member>, StoreError> {
    let Some(token) = cookie(headers, shared.https).and_then(Token::parse) else { return Ok(None) };
    let Some(session) = sessions::find(shared.desk.db(), &token, shared.now().us()).await? else { return Ok(None) };
    let org = OrgId::new(session.org);
    let login = shared.desk.directory(&org).await?.member(&session.member);
    let heard = shared.desk.end(&org);
    let Some(login) = login else { return Ok(None) };
    let triage = if login.sees_all() { shared.triage(&org, heard).await? } else { 0 };
    Ok(Some(Member { org, heard, triage, name: session.member, session: session.token_digest, undo: None, login }))
}

/// The line that gives a browser its session.
pub fn cookie_line(https: bool, value: &str, age_s: i64) -> String {
    let (name, secure) = if https { (COOKIE_SECURE, "; Secure") } else { (COOKIE_PLAIN, "") };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s}{secure}")
}

fn cookie(headers: &HeaderMap, https: bool) -> Option<&str> {
    let name = if https { COOKIE_SECURE } else { COOKIE_PLAIN };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
