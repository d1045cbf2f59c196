//! Gathers who is on call, and lets members say who stands in.

use super::{Sheet, Swap, Turn, View, page};
use crate::fault::Fault;
use crate::form::Form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::bubble::named;
use crate::parts::refused::refused;
use crate::parts::shell::Tab;
use crate::parts::when::Wall;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::{Directory, Role};
use domain::id::{PersonId, RotaId, VendorId};
use domain::member::{Member as Login, MemberRole};
use domain::request::Command;
use domain::rota::{self, Rota};
use domain::ticket::Assignee;
use domain::time::{Day, Instant, Zone};
use maud::Markup;
use serde::Deserialize;

/// How far ahead a page shows who comes, in minutes: eight weeks.
const AHEAD_MINUTES: i64 = 8 * 7 * 24 * 60;
/// Turns that it shows.
const TURNS_MAX: usize = 20;
/// Rotas that it shows.
const ROTAS_MAX: usize = 50;
/// People to choose from.
const CHOICES_MAX: usize = 300;
/// How far ahead somebody may stand in, in days: a year.
const AHEAD_DAYS: i64 = 366;

/// The form of `POST /rotas/{rota}/swaps`.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    who: String,
    from: String,
    until: String,
}

/// `GET /rotas`: for members; of the sites they see.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member).await?))
}

/// `POST /rotas/{rota}/swaps`: for members. Who may, deciding says.
pub async fn swap(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let rota = seen(&directory, &member.login, id)?;
    let asked = asked(&wanted);
    let zone = directory.zone(rota.site.as_ref(), &shared.zone);
    let wrong = match &asked {
        None => Some(say("Choose who stands in, and from which day until which.")),
        Some(swap) => wrong(rota, swap, zone, shared.now()),
    };
    match (asked, wrong) {
        (Some(swap), None) => ask(&shared, &member, Command::Swap { rota: rota.id.clone(), swap }).await,
        (_, wrong) => {
            let view = View { wrong: wrong.map(str::to_owned), ..view(&shared, &member).await? };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&view)).into_response())
        }
    }
}

/// `POST /rotas/{rota}/swaps/removal`: for members. Who may, deciding says.
pub async fn take_back(
    State(shared): State<Shared>,
    member: Member,
    Path(id): Path<String>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let rota = seen(&directory, &member.login, id)?;
    let swap = asked(&wanted).ok_or(Fault::Nothing)?;
    ask(&shared, &member, Command::TakeSwapBack { rota: rota.id.clone(), swap }).await
}

async fn ask(shared: &Shared, member: &Member, command: Command) -> Result<Response, Fault> {
    let answers = shared.desk.commit_all(&member.org, vec![shared.request(member, command)]).await?;
    match answers.into_iter().find_map(Result::err) {
        Some(refusal) => Err(Fault::Unreadable(refused(&refusal))),
        None => Ok(Redirect::to("/rotas").into_response()),
    }
}

/// A rota of a site that the member sees.
fn seen<'a>(directory: &'a Directory, login: &Login, id: String) -> Result<&'a Rota, Fault> {
    let rota = directory.rotas.get(&RotaId::new(id)).filter(|rota| login.sees(rota.site.as_ref()));
    rota.ok_or(Fault::Nothing)
}

fn asked(wanted: &Wanted) -> Option<rota::Swap> {
    let who = match wanted.who.split_once(':')? {
        ("person", id) => Assignee::Person(PersonId::new(id)),
        ("vendor", id) => Assignee::Vendor(VendorId::new(id)),
        _ => return None,
    };
    let day = |text: &str| text.trim().parse::<Day>().ok();
    Some(rota::Swap { who, from: day(&wanted.from)?, until: day(&wanted.until)?, made: None })
}

/// Why somebody cannot stand in then.
fn wrong(rota: &Rota, swap: &rota::Swap, zone: &Zone, now: Instant) -> Option<&'static str> {
    if swap.until <= swap.from || rota.changes_at(swap.until, zone) <= now {
        return Some(say("The last day has to be later than the first, and still to come."));
    }
    let is_far = swap.until > now.day(zone).plus(AHEAD_DAYS) || swap.until > swap.from.plus(AHEAD_DAYS);
    is_far.then_some(say("Somebody can stand in within the next year."))
}

async fn view(shared: &Shared, member: &Member) -> Result<View, Fault> {
    let directory = shared.desk.directory(&member.org).await?;
    let now = shared.now();
    let seen = directory.rotas.values().filter(|rota| member.login.sees(rota.site.as_ref()));
    let sheet = |rota: &Rota| sheet(&directory, rota, directory.zone(rota.site.as_ref(), &shared.zone), now);
    let mut rotas: Vec<Sheet> = seen.take(ROTAS_MAX).map(sheet).collect();
    rotas.sort_by(|a, b| (&a.site, &a.name).cmp(&(&b.site, &b.name)));
    let may_write = member.login.role.covers(MemberRole::Manager);
    let people = if may_write { people(&directory, &member.login) } else { Vec::new() };
    Ok(View { frame: shared.frame(member, Tab::Handover), rotas, people, wrong: None })
}

fn sheet(directory: &Directory, rota: &Rota, zone: &Zone, now: Instant) -> Sheet {
    let names = Names(directory);
    let called = |who: &Assignee| names.owner(Some(who)).unwrap_or_default();
    let coming = rota::coming(directory, rota, zone, (now, now.plus_minutes(AHEAD_MINUTES)), TURNS_MAX);
    let turn = |one: &rota::OnCall| Turn { who: called(&one.who), since: one.since, until: one.until };
    let swap = |swap: &rota::Swap| {
        let (since, ends) = rota.holds(swap, zone);
        let value = match &swap.who {
            Assignee::Person(id) => format!("person:{id}"),
            Assignee::Vendor(id) => format!("vendor:{id}"),
        };
        let (who, is_made) = (called(&swap.who), swap.made.is_some());
        Swap { value, who, from: swap.from, until: swap.until, since, ends, is_made }
    };
    let site = rota.site.as_ref().and_then(|site| directory.sites.get(site));
    Sheet {
        wall: Wall { now, zone: zone.clone() },
        id: rota.id.to_string(),
        name: rota.name.clone(),
        site: site.map(|site| site.name.clone()).unwrap_or_default(),
        every_days: rota.every_days,
        hour: rota.from.strftime("%H:%M").to_string(),
        turns: coming.iter().map(turn).collect(),
        swaps: rota.swaps.iter().map(swap).filter(|swap| swap.ends > now).collect(),
    }
}

/// Those who may stand in: whoever works at the sites that the member sees, then companies.
fn people(directory: &Directory, login: &Login) -> Vec<(String, String)> {
    let works = |role| !matches!(role, Role::Resident | Role::Unknown);
    let people = directory.people.values().filter(|person| {
        works(person.role)
            && !person.name.is_empty()
            && person.shared.is_none()
            && !directory.same.contains_key(&person.id)
            && login.sees(person.site.as_ref())
    });
    let mut people: Vec<(String, String)> =
        people.map(|person| (format!("person:{}", person.id), named(&person.name).to_owned())).collect();
    people.sort_by_cached_key(|(_, name)| name.to_lowercase());
    let vendors = directory.vendors.values().map(|vendor| (format!("vendor:{}", vendor.id), vendor.name.clone()));
    people.into_iter().chain(vendors).take(CHOICES_MAX).collect()
}
