//! Who is signed in: reads the session's cookie and gives a handler its [`Member`].

use crate::pages::undo::Offer;
use crate::pages::views::Saved;
use crate::state::Shared;
use crate::wanted::DOOR;
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
    /// Whether what they see answers a form, and is not to be had again by its address.
    pub is_answer: bool,
    /// What the page they ask for offers to take back.
    pub undo: Option<Offer>,
    /// What is saved for the list they ask for.
    pub saved: Option<Saved>,
    /// Whether they want pages light or dark, whatever the device says.
    pub look: Look,
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
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Redirect::to(DOOR))
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
    Ok(Some(Member {
        org,
        heard,
        triage,
        name: session.member,
        session: session.token_digest,
        is_answer: false,
        undo: None,
        saved: None,
        look: Look::of_request(headers),
        login,
    }))
}

/// The line that gives a browser its session.
pub fn cookie_line(https: bool, value: &str, age_s: i64) -> String {
    let (name, secure) = if https { (COOKIE_SECURE, "; Secure") } else { (COOKIE_PLAIN, "") };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s}{secure}")
}

/// How pages look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// As the device says.
    #[default]
    Device,
    Light,
    Dark,
}

impl Look {
    /// The cookie's name: a taste of one browser, no secret.
    const COOKIE: &'static str = "laksana-look";
    /// How long it is kept, in seconds: a year.
    const AGE_S: i64 = 365 * 24 * 60 * 60;
    /// Every look, for a list to choose from.
    pub const ALL: [Self; 3] = [Self::Device, Self::Light, Self::Dark];

    /// As forms and the cookie spell it; nothing for the device's.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Device => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The one that a word stands for.
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|look| look.word() == Some(word)).unwrap_or_default()
    }

    fn of_request(headers: &HeaderMap) -> Self {
        named(headers, Self::COOKIE).map_or_else(Self::default, Self::from_word)
    }

    /// The line that has a browser remember it.
    pub fn cookie_line(self) -> String {
        let (word, age_s) = self.word().map_or(("", 0), |word| (word, Self::AGE_S));
        format!("{}={word}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s}", Self::COOKIE)
    }
}

fn cookie(headers: &HeaderMap, https: bool) -> Option<&str> {
    named(headers, if https { COOKIE_SECURE } else { COOKIE_PLAIN })
}

/// The value of a cookie.
pub fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
