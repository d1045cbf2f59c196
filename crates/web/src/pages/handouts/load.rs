//! Gathers the page of handouts.

use super::{Line, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits::CHOICES_MAX;
use crate::member::Member;
use crate::names::Names;
use crate::pages::reports::{Asked, clients, part, part_name};
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::State;
use domain::directory::{Directory, Person};
use domain::id::Digest;
use domain::time::Instant;
use maud::Markup;
use reports::{Scope, Stretch, Wording};
use store::handouts::{self, Handout};
use store::openings;

/// `GET /handouts`: for managers.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, asked).await?))
}

/// The page as it stands.
pub async fn view(shared: &Shared, member: &Member, asked: Asked) -> Result<View, Fault> {
    let db = shared.desk.db();
    let directory = shared.desk.directory(&member.org).await?;
    let mut lines = Vec::new();
    for handout in handouts::list(db, &member.org, shared.now()).await? {
        let opened = openings::of(db, &member.org, &Digest::new(handout.token_digest.clone())).await?;
        lines.push(line(&handout, &opened, &directory, &shared.name));
    }
    Ok(View {
        frame: shared.frame(member, Tab::Reports),
        lines,
        parts: parts(&directory),
        people: people(&directory, &asked),
        asked,
        name: form::name(shared),
        fresh: None,
    })
}

fn line(handout: &Handout, opened: &[openings::Opening], directory: &Directory, everything: &str) -> Line {
    let form = |who: &str| match who.rsplit(':').next() {
        Some("page") | None => say("page").to_owned(),
        Some(file) => file.to_uppercase(),
    };
    Line {
        name: handout.token_digest.clone(),
        label: handout.label.clone(),
        about: part_name(&scope(handout), directory, everything),
        stretch: Stretch::from_word(&handout.stretch).map_or("", Stretch::label),
        language: Wording::of(&handout.language).map_or("", |wording| wording.name()),
        is_redacted: handout.is_redacted,
        made_by: Names(directory).actor(&handout.made_by),
        made_at: Instant::from_us(handout.made_us),
        expires_at: Instant::from_us(handout.expires_us),
        is_revoked: handout.revoked_us.is_some(),
        openings: opened.iter().map(|opening| (form(&opening.who), Instant::from_us(opening.at_us))).collect(),
    }
}

/// The part that a handout is about.
pub fn scope(handout: &Handout) -> Scope {
    part(handout.site.as_deref(), handout.client.as_deref(), handout.vendor.as_deref())
}

/// Every part there is: a value of the form's list, and a name.
pub(in crate::pages) fn parts(directory: &Directory) -> Vec<(String, String)> {
    let all = std::iter::once((String::new(), say("Everything").to_owned()));
    let sites = directory
        .sites
        .values()
        .map(|site| (format!("site:{}", site.id), fill(say("Site: {name}"), &[("name", &site.name)])));
    let clients = clients(directory)
        .into_iter()
        .map(|name| (format!("client:{name}"), fill(say("Client: {name}"), &[("name", name)])));
    let vendors = directory
        .vendors
        .values()
        .map(|vendor| (format!("vendor:{}", vendor.id), fill(say("Vendor: {name}"), &[("name", &vendor.name)])));
    all.chain(sites).chain(clients).chain(vendors).take(CHOICES_MAX).collect()
}

/// Who has a number or an id to be written to; whoever works for the vendor that is asked for first.
pub(in crate::pages) fn people(directory: &Directory, asked: &Asked) -> Vec<(String, String)> {
    let is_reached = |person: &&Person| {
        !person.is_erased()
            && person.handles.iter().any(|handle| handle.as_phone().is_some() || handle.0.starts_with("bsuid:"))
    };
    let works = |person: &Person| person.vendor.as_ref().is_some_and(|vendor| vendor.as_str() == asked.vendor);
    let mut people: Vec<&Person> = directory.people.values().filter(is_reached).collect();
    people.sort_by_key(|person| (!works(person), person.role, person.name.to_lowercase()));
    let vendor = |person: &Person| person.vendor.as_ref().and_then(|id| directory.vendors.get(id));
    let name = |person: &Person| match vendor(person) {
        Some(vendor) => format!("{} ({})", person.name, vendor.name),
        None => person.name.clone(),
    };
    people.into_iter().take(CHOICES_MAX).map(|person| (person.id.to_string(), name(person))).collect()
}
