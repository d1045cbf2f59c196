//! Gathers the list of people, and one of them with what they carry.

use super::{Address, Asked, Carried, Line, ListView, Other, Said, View, is_seen, list, page, path};
use crate::fault::Fault;
use crate::form;
use crate::limits::QUERY_MAX_CHARS;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::parts::shown::Shown;
use crate::query::href;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::{Directory, Person, Role};
use domain::id::{PersonId, SiteId};
use domain::member::MemberRole;
use domain::message::Handle;
use domain::ticket::Assignee;
use domain::time::{Day, Instant};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::read::tickets::Filter;
use store::read::{counts, found};
use store::search;

/// People of one page.
const PAGE_MAX: usize = 100;
/// People offered as perhaps the same.
const CANDIDATES_MAX: usize = 12;
/// Tasks of one person that are named.
const TASKS_MAX: usize = 200;
/// Messages that are counted; of more it is said that there are so many at least.
const SAID_MAX: i64 = 1_000;
/// Letters of a name.
pub const NAME_MAX_CHARS: usize = 80;

/// What the address of one person asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskedOfOne {
    /// A name or number of somebody who may be the same.
    same: String,
    /// Who was just said to be the same, and the entry of the journal that says so.
    merged: String,
    entry: i64,
}

/// `GET /people`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(mut asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    asked.q = asked.q.trim().chars().take(QUERY_MAX_CHARS).collect();
    let seen: Vec<&Person> = everybody(&directory).filter(|person| is_seen(person, &member.login)).collect();
    let strangers = seen.iter().filter(|person| person.role == Role::Unknown).count() as u64;
    // Who may not read numbers finds nobody by them either.
    let may_read = may_read_numbers(&member);
    let role = Role::from_word(&asked.role);
    let site = (!asked.site.is_empty()).then(|| SiteId::new(asked.site.as_str()));
    let is_meant = |person: &&&Person| {
        role.is_none_or(|role| person.role == role)
            && site.as_ref().is_none_or(|site| person.site.as_ref() == Some(site))
            && is_called(person, &asked.q, may_read)
    };
    let mut people: Vec<&Person> = seen.iter().filter(is_meant).copied().collect();
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.id.clone()));
    let next = asked.after.saturating_add(PAGE_MAX);
    let lines = people.iter().skip(asked.after).take(PAGE_MAX).map(|person| line(&directory, person)).collect();
    Ok(list(&ListView {
        frame: shared.frame(&member, Tab::People),
        sites: Names(&directory).sites(&member.login),
        count: people.len() as u64,
        strangers,
        people: lines,
        next: (next < people.len()).then_some(next),
        asked,
    }))
}

/// `GET /people/{person}`: for members; a name of ours that turned out to be another's leads there.
pub async fn one(
    State(shared): State<Shared>,
    member: Member,
    Path(person): Path<String>,
    form::Asked(asked): form::Asked<AskedOfOne>,
) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let person = PersonId::new(person);
    let is = directory.who(&person);
    if *is != person {
        return Ok(Redirect::to(&path(is.as_str())).into_response());
    }
    Ok(page(&view(&shared, &member, &directory, &person, asked).await?).into_response())
}

/// The page of a person, for those who see them.
pub async fn view(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    person: &PersonId,
    asked: AskedOfOne,
) -> Result<View, Fault> {
    let person = directory.people.get(person).filter(|person| is_seen(person, &member.login)).ok_or(Fault::Nothing)?;
    let same: String = asked.same.trim().chars().take(QUERY_MAX_CHARS).collect();
    let may_write = member.login.role.covers(MemberRole::Manager) && member.login.sees_all();
    let candidates = if may_write { candidates(directory, person, &same) } else { Vec::new() };
    let others: Vec<Other> = directory.selves(&person.id).skip(1).map(|id| other(directory, id)).collect();
    let merged = others.iter().find(|other| may_write && other.id == asked.merged).cloned();
    Ok(View {
        frame: shared.frame(member, Tab::People),
        person: line(directory, person),
        vendor: person.vendor.as_ref().map(ToString::to_string).unwrap_or_default(),
        site: person.site.as_ref().map(ToString::to_string).unwrap_or_default(),
        typed: None,
        shown: shown(person),
        vendors: directory.vendors.values().map(|known| (known.id.to_string(), known.name.clone())).collect(),
        sites: Names(directory).sites(&member.login),
        carried: carried(shared, member, directory, person).await?,
        bar: directory.bar(&person.id, shared.now()).map(|(bar, _)| bar),
        addresses: person.handles.iter().map(|handle| address(handle, member, may_write)).collect(),
        others,
        same,
        candidates,
        merged: merged.map(|other| (other, asked.entry)),
    })
}

/// What the form that describes somebody shows.
pub fn shown(person: &Person) -> Shown {
    let site = person.site.as_ref().map_or("", |site| site.as_str());
    let vendor = person.vendor.as_ref().map_or("", |vendor| vendor.as_str());
    Shown::of([person.name.as_str(), person.role.word(), site, vendor])
}

/// Everybody who is a person of their own.
pub fn everybody(directory: &Directory) -> impl Iterator<Item = &Person> {
    directory
        .people
        .values()
        .filter(|person| !directory.same.contains_key(&person.id) && !person.is_erased() && !person.id.is_house())
}

fn line(directory: &Directory, person: &Person) -> Line {
    let vendor = person.vendor.as_ref().and_then(|id| directory.vendors.get(id)).map(|vendor| vendor.name.clone());
    let site = person.site.as_ref().and_then(|id| directory.sites.get(id)).map(|site| site.name.clone());
    Line {
        id: person.id.to_string(),
        name: person.name.clone(),
        role: person.role,
        of: vendor.into_iter().chain(site).collect(),
        is_shared: person.shared.is_some(),
    }
}

fn other(directory: &Directory, id: &PersonId) -> Other {
    let name = directory.people.get(id).map(|person| person.name.clone()).unwrap_or_default();
    Other { id: id.to_string(), name }
}

/// Whether a member may read the numbers of people.
pub fn may_read_numbers(member: &Member) -> bool {
    member.login.role.covers(MemberRole::Supervisor)
}

/// Whether somebody is called so, or has a number with these digits, to whoever may read that.
pub fn is_called(person: &Person, words: &str, may_read: bool) -> bool {
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let is_number = may_read && !digits.is_empty() && !words.contains(char::is_alphabetic);
    let has_digits = |handle: &Handle| handle.as_phone().is_some_and(|phone| phone.contains(&digits));
    person.name.to_lowercase().contains(&words.to_lowercase()) || is_number && person.handles.iter().any(has_digits)
}

/// Who may be the same as somebody: who is called as was asked, else who is called as they are.
fn candidates(directory: &Directory, person: &Person, same: &str) -> Vec<Line> {
    let words = if same.is_empty() { person.name.as_str() } else { same };
    let others = everybody(directory).filter(|other| other.id != person.id && !words.is_empty());
    let mut found: Vec<&Person> = others.filter(|other| is_called(other, words, true)).collect();
    found.sort_by_cached_key(|other| (other.name.to_lowercase(), other.id.clone()));
    found.into_iter().take(CANDIDATES_MAX).map(|other| line(directory, other)).collect()
}

async fn carried(shared: &Shared, member: &Member, directory: &Directory, person: &Person) -> Result<Carried, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let owner = Some(Assignee::Person(person.id.clone()));
    let selves = directory.selves(&person.id).cloned().collect();
    let owned = counts(db, org, &Filter { owner, selves, sight: member.sight(), ..Filter::default() }).await?;
    let is_theirs = |task: &&domain::task::Task| {
        member.login.sees(task.site.as_ref())
            && task.assignee.as_ref().is_some_and(|owner| directory.are_one(owner, &person.id))
    };
    let tasks = directory.tasks.values().filter(is_theirs).take(TASKS_MAX).map(|task| task.name.clone()).collect();
    let is_whole = member.login.sees_all();
    let to =
        |what: &str, since: &str| href("/search", &[("what", what), ("from", person.id.as_str()), ("since", since)]);
    let said = if is_whole { Some(said(shared, member, directory, person, to).await?) } else { None };
    Ok(Carried {
        owned: owned.open,
        owned_goes_on: owned.open_goes_on,
        said,
        reported: is_whole.then(|| to("tickets", "")),
        audit: is_whole.then(|| href("/audit", &[("who", &format!("person:{}", person.id))])),
        tasks,
    })
}

/// What they said since the first of the month, and where the search lists it.
async fn said(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    person: &Person,
    to: impl Fn(&str, &str) -> String,
) -> Result<(Said, String), Fault> {
    let wall = shared.frame(member, Tab::People).wall;
    let first = Day(wall.today().0.first_of_month());
    let since: Instant = wall.zone.instant(first.0.at(0, 0, 0, 0));
    let from = directory.selves(&person.id).cloned().collect();
    let filter = search::Filter { from, since: Some(since), ..search::Filter::default() };
    let count = found::count(shared.desk.db(), &member.org, &filter, SAID_MAX + 1).await?;
    let max = SAID_MAX.unsigned_abs();
    Ok((Said { count: count.min(max), goes_on: count > max }, to("messages", &first.to_string())))
}

/// An address as it is shown; numbers are for those who work with them.
fn address(handle: &Handle, member: &Member, may_write: bool) -> Address {
    let (kind, shown) = match handle.0.split_once(':') {
        None => (say("Phone"), handle.0.as_str()),
        Some(("bsuid", id)) => (say("WhatsApp’s id for your number"), id),
        Some(("lid", id)) => (say("Hidden id in groups"), id),
        Some(("username", name)) => (say("Username"), name),
        Some(("name", name)) => (say("Name in chats"), name),
        Some((_, id)) => (say("Other id"), id),
    };
    let may_read = may_read_numbers(member) || handle.0.starts_with("name:");
    Address {
        kind,
        shown: if may_read { shown.to_owned() } else { String::new() },
        handle: if may_write { handle.0.clone() } else { String::new() },
    }
}

/// What a field names of those that there are; none where it is empty.
pub fn known<K: Ord, V>(field: &str, id: K, all: &BTreeMap<K, V>) -> Result<Option<K>, Fault> {
    match field {
        "" => Ok(None),
        _ if all.contains_key(&id) => Ok(Some(id)),
        _ => Err(Fault::Unreadable(say("Choose from the list.").into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_not_read_numbers_finds_nobody_by_them() {
        let person = Person {
            id: PersonId::new("ali"),
            name: "Ali Hassan".to_owned(),
            handles: vec![Handle::phone("+60 12-345 6789")],
            role: Role::Technician,
            vendor: None,
            site: None,
            shared: None,
        };
        for (words, may_read, is_found) in [
            ("6012", true, true),
            ("6012", false, false),
            ("ali", true, true),
            ("ali", false, true),
            ("999", true, false),
        ] {
            assert_eq!(is_called(&person, words, may_read), is_found, "{words} {may_read}");
        }
    }
}
