//! Gathers members.

use super::{Choices, Line, ListView, View, list, page};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::pages::account;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::{Path, State};
use domain::directory::Directory;
use domain::member::{Member as Login, MemberRole};
use maud::Markup;

/// `GET /members`: for owners.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    Ok(list(&list_view(&shared, &member).await?))
}

/// The list's view.
pub async fn list_view(shared: &Shared, member: &Member) -> Result<ListView, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let mut logins: Vec<Login> = directory.members.values().cloned().collect();
    if !directory.members.contains_key(Login::HOUSE) {
        logins.insert(0, Login::new(Login::HOUSE, MemberRole::Owner));
    }
    let line = |login: Login| {
        let site = |id| directory.sites.get(id).map(|site| site.name.clone());
        let vendor = login.vendor.as_ref().and_then(|id| directory.vendors.get(id));
        Line {
            sites: login.sites.iter().filter_map(site).collect(),
            vendor: vendor.map(|vendor| vendor.name.clone()).unwrap_or_default(),
            member: login,
        }
    };
    Ok(ListView {
        frame: shared.frame(member, Tab::Members),
        members: logins.into_iter().map(line).collect(),
        choices: choices(&directory, &member.login),
    })
}

fn choices(directory: &Directory, login: &domain::member::Member) -> Choices {
    let vendors = directory.vendors.values().map(|vendor| (vendor.id.to_string(), vendor.name.clone()));
    Choices { sites: Names(directory).sites(login), vendors: vendors.collect() }
}

/// `GET /members/{member}`: for owners.
pub async fn one(State(shared): State<Shared>, member: Member, Path(name): Path<String>) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, &name).await?))
}

/// A login, ended or not.
pub fn login(directory: &Directory, name: &str) -> Result<Login, Fault> {
    let defined = directory.members.get(name).cloned();
    defined.or_else(|| directory.member(name)).ok_or(Fault::Nothing)
}

/// The view of one login.
pub async fn view(shared: &Shared, member: &Member, name: &str) -> Result<View, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let login = login(&directory, name)?;
    Ok(View {
        frame: shared.frame(member, Tab::Members),
        member: login,
        typed: None,
        sessions: account::of(shared, member, name).await?,
        choices: choices(&directory, &member.login),
        link: None,
        form: form::name(shared),
    })
}
