//! What members say of people: who they are, that two are one, and that they are not after all.

use super::load::{AskedOfOne, NAME_MAX_CHARS, known, shown, view};
use super::{page, path};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::parts::badges::role_word;
use crate::parts::refused::refused as because;
use crate::parts::shown::{differing, meanwhile};
use crate::query::href;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::{Person, Role};
use domain::event::Event;
use domain::id::{PersonId, SiteId, VendorId};
use domain::message::Handle;
use domain::request::{Command, Definition};
use serde::Deserialize;
use store::desk::Receipt;
use store::read::people::{self, Brought};

/// The form of `POST /people/{person}/description`.
#[derive(Debug, Deserialize)]
pub struct Description {
    name: String,
    role: String,
    #[serde(default)]
    site: String,
    #[serde(default)]
    vendor: String,
    #[serde(default)]
    shown: String,
}

/// The form of `POST /people/{person}/mergers`.
#[derive(Debug, Deserialize)]
pub struct Merger {
    other: String,
}

/// `POST /people/{person}/description`: for managers.
pub async fn describe(
    State(shared): State<Shared>,
    member: Member,
    Path(person): Path<String>,
    Form(form): Form<Description>,
) -> Result<Response, Fault> {
    let id = PersonId::new(person);
    let directory = shared.desk.directory(&member.org).await?;
    let before = directory.people.get(&id).filter(|known| !known.is_erased()).ok_or(Fault::Nothing)?;
    let name = form.name.trim().to_owned();
    let is_name = !name.is_empty() && name.chars().count() <= NAME_MAX_CHARS && !name.contains(char::is_control);
    let role = Role::from_word(&form.role).filter(|_| is_name);
    let role = role.ok_or_else(|| Fault::Unreadable(say("Give them a name and a role from the list.").into()))?;
    let site = known(&form.site, SiteId::new(form.site.as_str()), &directory.sites)?;
    let vendor = known(&form.vendor, VendorId::new(form.vendor.as_str()), &directory.vendors)?;
    let person = Person { name, role, site, vendor, ..before.clone() };
    if person != *before && shown(before).is_other_than(&form.shown) {
        return described(&shared, &member, before, person).await;
    }
    let command = Command::Define(Box::new(Definition::Person(person)));
    match ask(&shared, &member, command).await? {
        Err(words) => refused(&shared, &member, &id, words).await,
        Ok(_) => Ok(Redirect::to(&path(id.as_str())).into_response()),
    }
}

/// What is said to whoever describes somebody whom somebody else described meanwhile.
async fn described(shared: &Shared, member: &Member, now: &Person, sent: Person) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let site = |person: &Person| {
        let known = person.site.as_ref().and_then(|id| directory.sites.get(id));
        known.map(|site| site.name.clone()).unwrap_or_default()
    };
    let vendor = |person: &Person| {
        let known = person.vendor.as_ref().and_then(|id| directory.vendors.get(id));
        known.map(|vendor| vendor.name.clone()).unwrap_or_default()
    };
    let differ = differing([
        (say("Name"), now.name.clone(), sent.name.clone()),
        (say("Role"), role_word(now.role).to_owned(), role_word(sent.role).to_owned()),
        (say("Site"), site(now), site(&sent)),
        (say("Vendor"), vendor(now), vendor(&sent)),
    ]);
    let mut view = view(shared, member, &directory, &now.id, AskedOfOne::default()).await?;
    view.frame.flash = Some(meanwhile(differ));
    view.site = sent.site.as_ref().map(ToString::to_string).unwrap_or_default();
    view.vendor = sent.vendor.as_ref().map(ToString::to_string).unwrap_or_default();
    view.typed = Some((sent.name, sent.role));
    Ok((StatusCode::CONFLICT, page(&view)).into_response())
}

/// `POST /people/{person}/mergers`: for managers; somebody else turned out to be this person.
pub async fn merge(
    State(shared): State<Shared>,
    member: Member,
    Path(person): Path<String>,
    Form(form): Form<Merger>,
) -> Result<Response, Fault> {
    let (id, other) = (PersonId::new(person), PersonId::new(form.other));
    let directory = shared.desk.directory(&member.org).await?;
    if id != other && directory.same.contains_key(&other) && directory.are_one(&id, &other) {
        // Pressed twice, they are one already.
        return Ok(Redirect::to(&path(id.as_str())).into_response());
    }
    let command = Command::MergePeople { person: other.clone(), into: id.clone() };
    match ask(&shared, &member, command).await? {
        Err(words) => refused(&shared, &member, &id, words).await,
        Ok(receipt) => {
            // Whoever was named may be known by another name by now, and more may have followed.
            let merged = receipt.changes.iter().enumerate().find_map(|(nth, change)| match &change.event {
                Event::PeopleMerged { person, into, .. } => Some((nth, person, into)),
                _ => None,
            });
            let Some((nth, other, id)) = merged else { return Ok(Redirect::to(&path(id.as_str())).into_response()) };
            let after = receipt.changes.len() - 1 - nth;
            let entry = receipt.position - i64::try_from(after).unwrap_or_default();
            let said = [("merged", other.as_str()), ("entry", &entry.to_string())];
            Ok(Redirect::to(&href(&path(id.as_str()), &said)).into_response())
        }
    }
}

/// `POST /people/{person}/splits`: for managers; with the addresses ticked, or those that the merger brought.
pub async fn split(
    State(shared): State<Shared>,
    member: Member,
    Path(person): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let id = PersonId::new(person);
    let said = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    let other = PersonId::new(said("other").ok_or(Fault::Nothing)?);
    let directory = shared.desk.directory(&member.org).await?;
    let is_alone = |id: &PersonId| directory.people.contains_key(id) && !directory.same.contains_key(id);
    if said("one").is_some() && is_alone(&other) && is_alone(&id) {
        // The form stood where they were one: pressed twice, they are two already.
        return Ok(Redirect::to(&path(other.as_str())).into_response());
    }
    let Brought { handles, also } = match said("entry").and_then(|entry| entry.parse().ok()) {
        Some(entry) => brought(&shared, &member, &id, &other, entry).await?,
        None => {
            let ticked = fields.iter().filter(|(field, _)| field == "handle");
            Brought { handles: ticked.map(|(_, handle)| Handle(handle.clone())).collect(), also: Vec::new() }
        }
    };
    match ask(&shared, &member, Command::SplitPeople { person: other.clone(), handles, also }).await? {
        Err(words) => refused(&shared, &member, &id, words).await,
        Ok(_) => Ok(Redirect::to(&path(other.as_str())).into_response()),
    }
}

/// What somebody brought when they turned out to be another; addresses as far as these still lead there.
async fn brought(
    shared: &Shared,
    member: &Member,
    into: &PersonId,
    other: &PersonId,
    entry: i64,
) -> Result<Brought, Fault> {
    let brought = people::brought(shared.desk.db(), &member.org, (other, into), entry).await?.ok_or(Fault::Nothing)?;
    let directory = shared.desk.directory(&member.org).await?;
    let is_theirs = |handle: &Handle| directory.handles.get(handle).is_some_and(|is| directory.are_one(is, into));
    Ok(Brought { handles: brought.handles.into_iter().filter(is_theirs).collect(), also: brought.also })
}

/// What came of a command, or why it is refused.
async fn ask(shared: &Shared, member: &Member, command: Command) -> Result<Result<Receipt, String>, Fault> {
    let request = shared.request(member, command);
    Ok(match shared.desk.commit_all(&member.org, vec![request]).await?.pop() {
        Some(Err(refusal)) => Err(because(&refusal)),
        Some(Ok(receipt)) => Ok(receipt),
        None => Ok(Receipt { position: 0, changes: Vec::new() }),
    })
}

async fn refused(shared: &Shared, member: &Member, person: &PersonId, words: String) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let mut view = view(shared, member, &directory, person, AskedOfOne::default()).await?;
    view.frame = view.frame.saying(words);
    Ok((StatusCode::CONFLICT, page(&view)).into_response())
}
