//! Looking at the page of a pass, which changes nothing.

use super::opened::{Opened, opened};
use super::pauses::paused;
use super::{View, ended_page, ended_work_page, report_page, work_page};
use crate::fault::Fault;
use crate::names::Names;
use crate::pages::media::{kept, opened as opened_by};
use crate::parts::when::Wall;
use crate::state::Shared;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::directory::{Directory, Person, Role};
use domain::message::Form;
use domain::pass::has_job;
use domain::request::Actor;
use domain::ticket::Ticket;
use store::read::messages::{Message, photos};

/// `GET /v/{token}`: open to whoever has the link.
pub async fn work(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    match opened(&shared, &token, true, &headers).await? {
        Ok(opened) => {
            let view = view(&shared, &opened, format!("/v/{token}"), None).await?;
            Ok(work_page(&view).into_response())
        }
        Err(words) => Ok((StatusCode::GONE, ended_work_page(words)).into_response()),
    }
}

/// `GET /r/{token}`: open to whoever has the link.
pub async fn report(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    match opened(&shared, &token, false, &headers).await? {
        Ok(opened) => {
            let view = view(&shared, &opened, format!("/r/{token}"), None).await?;
            Ok(report_page(&view).into_response())
        }
        Err(words) => Ok((StatusCode::GONE, ended_page(words)).into_response()),
    }
}

/// `GET /v/{token}/media/{digest}` and `GET /r/{token}/media/{digest}`: the photos that the page shows, and no others.
pub async fn media(
    State(shared): State<Shared>,
    Path((token, digest)): Path<(String, String)>,
    uri: axum::http::Uri,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let is_work = uri.path().starts_with("/v/");
    let Ok(opened) = opened(&shared, &token, is_work, &headers).await? else { return Err(Fault::Nothing) };
    if !shown(&shared, &opened).await?.contains(&digest) {
        return Err(Fault::Nothing);
    }
    opened_by(&shared, &opened.org, &digest, &Actor::Person(opened.person.id.clone())).await;
    kept(&shared, &digest).await
}

/// The page as it stands, with what came of what was sent.
pub async fn view(shared: &Shared, opened: &Opened, path: String, said: Option<&'static str>) -> Result<View, Fault> {
    let (ticket, directory) = (&opened.ticket, opened.directory.as_ref());
    let has_it = has_job(directory, ticket, &opened.person.id);
    let pauses = match opened.pass.is_work && has_it {
        true => paused(shared, opened).await?,
        false => Vec::new(),
    };
    let zone = directory.zone(ticket.site.as_ref(), &shared.zone).clone();
    let site = ticket.site.as_ref().and_then(|site| directory.sites.get(site));
    let place = Names(directory).place(ticket.place.as_ref());
    Ok(View {
        words: opened.words,
        path,
        wall: Wall { now: shared.now(), zone },
        ticket: ticket.number,
        title: ticket.title.clone(),
        place: if place.is_empty() { site.map(|site| site.name.clone()).unwrap_or_default() } else { place },
        at: site.and_then(|site| site.geo).map(|geo| (geo.lat, geo.lon)),
        stage: ticket.stage,
        due_at: ticket.due_at(),
        lead: lead(ticket, directory),
        pauses,
        photos: shown(shared, opened).await?,
        once: (shared.token)(),
        said,
        is_theirs: has_it,
    })
}

/// Photos of the job to whoever has it, and their own to whoever had it; to whoever reported it, those of the work and their own, but not those of other reporters.
async fn shown(shared: &Shared, opened: &Opened) -> Result<Vec<String>, Fault> {
    let all = photos(shared.desk.db(), &opened.org, opened.ticket.number).await?;
    let has_it = has_job(&opened.directory, &opened.ticket, &opened.person.id);
    let may_see = |message: &&Message| {
        let role = opened.directory.role(&message.heard.sender);
        let of_work = if opened.pass.is_work { has_it } else { role.does_work() || role.leads() };
        of_work || opened.directory.are_one(&message.heard.sender, &opened.person.id)
    };
    let is_photo = |message: &&Message| message.heard.form == Form::Image;
    let seen = all.iter().filter(is_photo).filter(may_see);
    Ok(seen.filter_map(|message| message.heard.media.as_ref().map(ToString::to_string)).collect())
}

/// Whoever leads at the site and has a number, the manager first.
fn lead(ticket: &Ticket, directory: &Directory) -> Option<(String, String)> {
    let leads = directory.people.values().filter(|person| person.role.leads());
    let mut here: Vec<_> = leads.filter(|person| person.site.is_none() || person.site == ticket.site).collect();
    here.sort_by_key(|person| (person.role != Role::Manager, person.id.clone()));
    let with_number = |person: &Person| {
        let number = person.handles.iter().find_map(|handle| handle.as_phone())?;
        Some((person.name.clone(), number.to_owned()))
    };
    here.into_iter().find_map(with_number)
}
