//! Changes of members: added, given another role, let in, shut out.

use super::load::{list_view, login, view};
use super::{Choices, list, page, role_word, shown};
use crate::fault::Fault;
use crate::form::{self, Form, is_name};
use crate::member::Member;
use crate::pages::account;
use crate::parts::refused::refused;
use crate::parts::shown::{differing, meanwhile};
use crate::query::escaped;
use crate::state::Shared;
use crate::wording::{key, say};
use axum::extract::{Path, RawForm, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::beside::{Altered, Beside, Turn};
use domain::id::{SiteId, VendorId};
use domain::member::{Member as Login, MemberRole};
use domain::refusal::Refusal;
use domain::request::{Command, Definition};
use serde::Deserialize;
use store::sessions::{self, Issued, Link, Token};
use store::{StoreError, credentials, saved_views};

/// How long a link lets somebody in: it has to reach them first.
const LINK_MINUTES: i64 = 24 * 60;
/// What is said to whoever loads the page of a form again that made its link.
const MADE_ALREADY: &str = key("This form made its link already, and a link is shown once. Make another.");
/// What is said of a link that took the place of another of its form.
pub const ANEW: &str = key("This form was sent before: the link it showed then opens nothing any more.");
/// More fields than the form of the largest organisation has.
const FIELDS_MAX: usize = 1_000;

/// A form in which a field may come several times.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn read(form: &RawForm) -> Self {
        let pairs = form_urlencoded::parse(&form.0).into_owned();
        Self(pairs.take(FIELDS_MAX).collect())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// A login as the form says, with what it says nothing of as it was.
    fn login(&self, before: Login) -> Result<Login, Fault> {
        let role = self.one("role").and_then(MemberRole::from_word);
        let unreadable =
            || Fault::Unreadable(say("The form came without a role. Open the page again and choose one.").into());
        Ok(Login {
            role: role.ok_or_else(unreadable)?,
            sites: self.all("site").map(SiteId::new).collect(),
            vendor: self.one("vendor").map(VendorId::new),
            ended: self.one("ended").is_some(),
            ..before
        })
    }
}

/// `POST /members`: for owners.
pub async fn add(State(shared): State<Shared>, member: Member, form: RawForm) -> Result<Response, Fault> {
    let fields = Fields::read(&form);
    let name = fields.one("name").unwrap_or_default().trim().to_owned();
    let directory = shared.desk.directory(&member.org).await?;
    let wanted = fields.login(Login::new(&name, MemberRole::Viewer))?;
    if let Ok(known) = login(&directory, &name) {
        // Pressed twice, it is there as it was wanted.
        if (Login { language: None, person: None, ..known }) == wanted {
            return Ok(to(&name));
        }
        return listed(&shared, &member, say("There is a member of this name already; change that one.")).await;
    }
    match define(&shared, &member, wanted).await? {
        Some(refusal) => listed(&shared, &member, &refused(&refusal)).await,
        None => Ok(to(&name)),
    }
}

/// `POST /members/{member}`: for owners.
pub async fn change(
    State(shared): State<Shared>,
    member: Member,
    Path(name): Path<String>,
    form: RawForm,
) -> Result<Response, Fault> {
    let before = login(&*shared.desk.directory(&member.org).await?, &name)?;
    let fields = Fields::read(&form);
    let after = fields.login(before.clone())?;
    if after != before && shown(&before).is_other_than(fields.one("shown").unwrap_or_default()) {
        let mut seen = view(&shared, &member, &name).await?;
        seen.frame.flash = Some(meanwhile(differences(&seen.choices, &before, &after)));
        seen.typed = Some(after);
        return Ok((StatusCode::CONFLICT, page(&seen)).into_response());
    }
    let has_ended = after.ended;
    if let Some(refusal) = define(&shared, &member, after).await? {
        let mut seen = view(&shared, &member, &name).await?;
        seen.frame = seen.frame.saying(refused(&refusal));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&seen)).into_response());
    }
    if has_ended {
        shut_out(&shared, &member, &name).await?;
        let mut tx = shared.desk.db().begin().await?;
        saved_views::forget(&mut tx, &member.org, &name).await?;
        tx.commit().await?;
    }
    Ok(to(&name))
}

/// What of a login is another than was sent.
fn differences(choices: &Choices, now: &Login, sent: &Login) -> Vec<(&'static str, String)> {
    let named = |id: &str, of: &[(String, String)]| {
        of.iter().find(|(known, _)| known == id).map_or_else(|| id.to_owned(), |(_, name)| name.clone())
    };
    let vendor =
        |login: &Login| login.vendor.as_ref().map(|id| named(id.as_str(), &choices.vendors)).unwrap_or_default();
    let sites = |login: &Login| {
        let names: Vec<String> = login.sites.iter().map(|id| named(id.as_str(), &choices.sites)).collect();
        if names.is_empty() { say("every site").to_owned() } else { names.join(say(", ")) }
    };
    let ended = |login: &Login| if login.ended { say("ended").to_owned() } else { String::new() };
    differing([
        (say("Role"), role_word(now.role).to_owned(), role_word(sent.role).to_owned()),
        (say("Vendor"), vendor(now), vendor(sent)),
        (say("Site"), sites(now), sites(sent)),
        (say("The login is ended"), ended(now), ended(sent)),
    ])
}

/// The form of `POST /members/{member}/link`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    form: String,
}

/// `POST /members/{member}/link`: for owners; shows a fresh link once. Of a form that is sent again it shows the link anew,
/// and the one whose answer may never have arrived opens nothing.
pub async fn link(
    State(shared): State<Shared>,
    member: Member,
    Path(name): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Fault> {
    let mut seen = view(&shared, &member, &name).await?;
    if seen.member.ended {
        return Err(Fault::Nothing);
    }
    let text = (shared.token)();
    let token = Token::parse(&text).ok_or(Fault::Nothing)?;
    let expires_us = shared.now().plus_minutes(LINK_MINUTES).us();
    let link = Link { org: member.org.to_string(), member: name, expires_us };
    let form = if is_name(&asked.form) { asked.form } else { form::name(&shared) };
    let issued = sessions::issue_link_by_form(shared.desk.db(), &token, &link, &form).await?;
    if issued == Issued::New {
        shared.note(&member, Altered::of(Beside::SignIn, Turn::Made, link.member.as_str())).await?;
    }
    if issued == Issued::Past {
        seen.frame = seen.frame.saying(say(MADE_ALREADY).to_owned());
        return Ok((StatusCode::CONFLICT, page(&seen)).into_response());
    }
    let address = shared.desk.address(&member.org).await?.unwrap_or_default();
    if issued == Issued::Again {
        seen.frame = seen.frame.saying(say(ANEW).to_owned());
    }
    seen.link = Some(format!("{}/sign-in/{text}", address.trim_end_matches('/')));
    Ok(page(&seen).into_response())
}

/// `POST /members/{member}/sessions/end`: for owners.
pub async fn shut(State(shared): State<Shared>, member: Member, Path(name): Path<String>) -> Result<Response, Fault> {
    login(&*shared.desk.directory(&member.org).await?, &name)?;
    shut_out(&shared, &member, &name).await?;
    Ok(to(&name))
}

/// `POST /members/{member}/sessions/{digest}/end`: for owners; one session of that member, never the one it is asked from.
pub async fn end(
    State(shared): State<Shared>,
    member: Member,
    Path((name, digest)): Path<(String, String)>,
) -> Result<Response, Fault> {
    login(&*shared.desk.directory(&member.org).await?, &name)?;
    let open = account::of(&shared, &member, &name).await?;
    if open.iter().any(|session| session.digest == digest && !session.is_this) {
        let mut tx = shared.desk.db().begin().await?;
        let has_ended = sessions::revoke(&mut tx, member.org.as_str(), &digest).await?;
        tx.commit().await?;
        if has_ended {
            shared.note(&member, Altered::of(Beside::Sessions, Turn::Ended, name.as_str())).await?;
        }
    }
    Ok(to(&name))
}

/// Ends all that opens a login, but the session it is asked from.
async fn shut_out(shared: &Shared, member: &Member, name: &str) -> Result<(), StoreError> {
    let mut tx = shared.desk.db().begin().await?;
    sessions::revoke_others(&mut tx, member.org.as_str(), name, Some(&member.session)).await?;
    credentials::forget(&mut tx, &member.org, name).await?;
    tx.commit().await?;
    shared.note(member, Altered::of(Beside::Sessions, Turn::Ended, name)).await
}

async fn define(shared: &Shared, member: &Member, login: Login) -> Result<Option<Refusal>, Fault> {
    let request = shared.request(member, Command::Define(Box::new(Definition::Member(login))));
    let answers = shared.desk.commit_all(&member.org, vec![request]).await?;
    Ok(answers.into_iter().find_map(Result::err))
}

fn to(name: &str) -> Response {
    Redirect::to(&format!("/members/{}", escaped(name))).into_response()
}

async fn listed(shared: &Shared, member: &Member, words: &str) -> Result<Response, Fault> {
    let mut seen = list_view(shared, member).await?;
    seen.frame = seen.frame.saying(words.to_owned());
    Ok((StatusCode::UNPROCESSABLE_ENTITY, list(&seen)).into_response())
}
