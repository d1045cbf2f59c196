//! Gathers the forms: what is known, and what there is to choose from.

use super::{ListView, View, listed};
use crate::doors::Pasted;
use crate::fault::Fault;
use crate::form::Asked;
use crate::limits::CHOICES_MAX;
use crate::member::Member;
use crate::parts::shell::Tab;
use crate::parts::shown::Shown;
use crate::state::Shared;
use axum::extract::State;
use domain::directory::Directory;
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What both addresses ask for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    of: String,
    name: String,
}

/// `GET /directory/lines`: for managers.
pub async fn list(State(shared): State<Shared>, member: Member, Asked(asked): Asked<Of>) -> Result<Markup, Fault> {
    let of = listed(&asked.of).unwrap_or("place");
    let pasted = Pasted { of, ..Pasted::default() };
    Ok(super::list_page(&list_view(&shared, &member, pasted).await?))
}

/// The page of a list, not looked at.
pub async fn list_view(shared: &Shared, member: &Member, pasted: Pasted) -> Result<ListView, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    Ok(ListView {
        frame: shared.frame(member, Tab::Directory),
        of: pasted.of,
        columns: (shared.lists.columns)(pasted.of),
        site: pasted.site,
        sites: names(directory.sites.values().map(|site| &site.name)),
        text: pasted.text,
        looked: None,
    })
}

/// `GET /directory/line`: for managers.
pub async fn one(State(shared): State<Shared>, member: Member, Asked(asked): Asked<Of>) -> Result<Markup, Fault> {
    let of = listed(&asked.of).ok_or(Fault::Nothing)?;
    let directory = shared.desk.directory(&member.org).await?;
    let known = (shared.lists.known)(&directory, of, &asked.name);
    if known.is_none() && !asked.name.is_empty() {
        return Err(Fault::Nothing);
    }
    Ok(super::page(&view(&shared, &member, &directory, of, known.as_ref())))
}

/// The form of one line.
pub fn view(
    shared: &Shared,
    member: &Member,
    directory: &Directory,
    of: &'static str,
    known: Option<&BTreeMap<String, String>>,
) -> View {
    let said = |column: &String| known.and_then(|known| known.get(column)).cloned().unwrap_or_default();
    let columns = (shared.lists.columns)(of);
    let mut choices = BTreeMap::from([
        ("site", names(directory.sites.values().map(|site| &site.name))),
        ("vendor", names(directory.vendors.values().map(|vendor| &vendor.name))),
        ("assignee", names(directory.people.values().map(|person| &person.name))),
    ]);
    if of == "task" {
        choices.insert("calendar", names(directory.calendars.values().map(|calendar| &calendar.name)));
        let sites = directory.sites.values().map(|site| site.name.clone());
        let mut places: Vec<String> = sites.chain(directory.places.keys().map(|id| directory.place_path(id))).collect();
        places.sort();
        places.truncate(CHOICES_MAX);
        choices.insert("place", places);
    }
    choices.remove(of);
    View {
        frame: shared.frame(member, Tab::Directory),
        shown: shown(&columns, known),
        of,
        is_known: known.is_some(),
        cells: columns.into_iter().map(|column| (column.clone(), said(&column))).collect(),
        choices,
    }
}

/// What the form of a line shows.
pub fn shown(columns: &[String], known: Option<&BTreeMap<String, String>>) -> Shown {
    Shown::of(columns.iter().map(|column| known.and_then(|known| known.get(column)).map_or("", String::as_str)))
}

fn names<'a>(of: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut names: Vec<String> = of.filter(|name| !name.is_empty()).cloned().collect();
    names.sort();
    names.dedup();
    names.truncate(CHOICES_MAX);
    names
}
