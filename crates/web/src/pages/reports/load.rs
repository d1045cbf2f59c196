//! Gathers a report.

use super::{Asked, View, page, path};
use crate::doors::WantedHabits;
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::directory::Directory;
use domain::hearing::{Ear, Silence};
use domain::id::{ConversationId, OrgId, SiteId, VendorId};
use domain::time::{Day, Instant, Zone};
use maud::Markup;
use reports::{Capture, Case, Chat, Eyes, Lack, Lacking, Material, Period, Quiet, Report, Rhythm, Scope, Span};
use std::collections::BTreeSet;
use store::StoreError;
use store::desk::Desk;
use store::read::capture::Captured;
use store::read::reports::{Told, gather, heard};

/// Which report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How often it is made.
    pub rhythm: Rhythm,
    /// A day of its period.
    pub day: Day,
    /// Which part of the organisation it is about.
    pub scope: Scope,
    /// For whose eyes.
    pub eyes: Eyes,
}

/// What the pages are about: the only site, or how many there are.
#[must_use]
pub fn house_name(directory: &Directory) -> String {
    let mut sites = directory.sites.values();
    match (sites.next(), sites.len()) {
        (None, _) => say("No site yet").to_owned(),
        (Some(site), 0) => site.name.clone(),
        (Some(_), others) => format!("{} sites", others + 1),
    }
}

/// Gathers what a report is made of, as known at an instant. Says whether that is all there is.
///
/// # Errors
/// Of the store.
pub async fn load(
    desk: &Desk,
    org: &OrgId,
    zone: &Zone,
    wanted: Wanted,
    now: Instant,
) -> Result<(Material, bool), StoreError> {
    let mut earlier = Vec::new();
    let (mut material, is_all) = Box::pin(alone(desk, org, zone, wanted, now)).await?;
    let (since, from) = (material.lately.first(), material.period.before.unwrap_or(material.period.span).from);
    let Some(since) = since.map(|first| first.span.from) else { return Ok((material, is_all)) };
    let Material { scope, directory, now, .. } = &material;
    let ticket = |ticket| {
        let case = Case::of(&ticket, (directory, zone), *now);
        earlier.extend(Some(case).filter(|case| Material::is_case_in(scope, directory, case)).map(Case::counted));
    };
    let is_whole = store::read::reports::earlier(desk.db(), org, (since, from), ticket).await?;
    // What was touched meanwhile is among the others, too, as it is now.
    earlier.retain(|case| material.cases.binary_search_by_key(&case.number, |known| known.number).is_err());
    earlier.extend(material.cases.iter().cloned().map(Case::counted));
    earlier.sort_by_key(|case| case.number);
    material.earlier = earlier;
    Ok((material, is_all && is_whole))
}

/// The same, of its period and the one before alone: without a trend.
pub(super) async fn alone(
    desk: &Desk,
    org: &OrgId,
    zone: &Zone,
    wanted: Wanted,
    now: Instant,
) -> Result<(Material, bool), StoreError> {
    let Wanted { rhythm, day, scope, eyes } = wanted;
    let first = heard(desk.db(), org).await?.map_or(now, |(first, _)| first);
    let directory = desk.directory(org).await?;
    let (house, zone) = (zone.clone(), zone_of(&scope, &directory, zone).clone());
    let period = Period::holding(rhythm, day, first.day(&zone), &zone).lasting(now);
    let lately = period.lately(first.day(&zone), &zone);
    let now = known_at(desk, org, period.span, now).await?;
    let spans: Vec<Span> = period.before.into_iter().chain([period.span]).collect();
    let (mut cases, mut days) = (Vec::new(), Vec::new());
    let ticket = |ticket, told: Told| {
        let case = Case::of(&ticket, (&directory, &house), now);
        let case = Case { answerer: told.answerer, grade: told.grade, ..case };
        cases.extend(Some(case).filter(|case| Material::is_case_in(&scope, &directory, case)));
    };
    let due = |day| days.extend(Some(day).filter(|day| Material::is_day_in(&scope, &directory, day)));
    let asked: Vec<(Instant, Instant)> = spans.iter().map(|span| (span.from, span.to)).collect();
    let gathered = gather(desk.db(), org, &asked, ticket, due).await?;
    let capture = captured(gathered.captured, &spans, &scope, &directory);
    cases.sort_by_key(|case| case.number);
    days.sort_by(|one, other| (&one.task, one.day).cmp(&(&other.task, other.day)));
    let organisation = house_name(&directory);
    let (earlier, habits) = (Vec::new(), Vec::new());
    let material = Material {
        organisation,
        zone,
        now,
        period,
        scope,
        eyes,
        directory,
        cases,
        days,
        capture,
        lately,
        earlier,
        habits,
    };
    Ok((material, gathered.is_all))
}

/// As of when a report is known: now while its period lasts. What is over is known as of its end, or of the last entry since,
/// so that the same record makes the same report to the last byte, whenever and through whichever door it is asked for.
async fn known_at(desk: &Desk, org: &OrgId, span: Span, now: Instant) -> Result<Instant, StoreError> {
    if now < span.to {
        return Ok(now);
    }
    let last = store::journal::last_at(desk.db(), org).await?;
    Ok(last.map_or(span.to, |last| last.max(span.to)).min(now))
}

/// What was heard and what may not have been, of a part of the organisation.
fn captured(captured: Captured, spans: &[Span], scope: &Scope, directory: &Directory) -> Capture {
    let Captured { said, lacking, silences, conversations, is_all: _ } = captured;
    let concerns = |chat: &ConversationId| {
        let site = conversations.get(chat).and_then(|chat| chat.site.as_ref());
        Capture::concerns(scope, directory, site)
    };
    let chat = |(id, counts): (ConversationId, Vec<u64>)| Chat {
        name: conversations.get(&id).map(|chat| chat.name.clone()).unwrap_or_default(),
        said: spans.iter().copied().zip(counts).collect(),
        id,
    };
    let lacks = lacking.iter().filter(|one| concerns(&one.chat)).flat_map(|one| {
        let lacks = [(one.is_unfetched, Lack::File), (one.is_unheard, Lack::Words), (one.is_unread, Lack::Reader)];
        let lacks = lacks.into_iter().filter(|(is_so, _)| *is_so);
        lacks.map(|(_, lack)| Lacking { message: one.message.clone(), sent_at: one.sent_at, lack })
    });
    let lacking = lacks.collect();
    let is_of = |silence: &Silence| match &silence.ear {
        Ear::Chat(chat) => concerns(chat),
        // Whatever hears for every site, hears for this one.
        Ear::Program | Ear::Channel(_) | Ear::Number(..) => !matches!(scope, Scope::Vendor(_)),
    };
    let silences = silences.into_iter().filter(|silence| is_of(silence));
    let silences = silences.map(|silence| Quiet { name: silence.ear.shown(&conversations), silence }).collect();
    let chats = said.into_iter().filter(|(id, _)| concerns(id)).map(chat).collect();
    Capture { chats, lacking, silences }
}

/// Whose clocks count for a part of the organisation.
#[must_use]
pub fn zone_of<'a>(scope: &Scope, directory: &'a Directory, zone: &'a Zone) -> &'a Zone {
    match scope {
        Scope::Site(site) => directory.zone(Some(site), zone),
        Scope::Everything | Scope::Client(_) | Scope::Vendor(_) => zone,
    }
}

pub(super) fn asked(scope: &Scope) -> Asked {
    match scope {
        Scope::Everything => Asked::default(),
        Scope::Site(site) => Asked { site: site.to_string(), ..Asked::default() },
        Scope::Client(client) => Asked { client: client.clone(), ..Asked::default() },
        Scope::Vendor(vendor) => Asked { vendor: vendor.to_string(), ..Asked::default() },
    }
}

/// What a report is made of that an address asks for.
pub(super) struct Found {
    pub material: Material,
    /// Whether that is all there is.
    pub is_all: bool,
    /// What the address asks for, as far as whoever asks may see it.
    pub asked: Asked,
}

/// What an address asks for: a rhythm, a day of it, and a part that there is and that the member sees.
pub(super) async fn asked_for(
    shared: &Shared,
    member: &Member,
    (rhythm, day): (&str, &str),
    asked: Asked,
) -> Result<Found, Fault> {
    let rhythm = rhythm.parse().map_err(|_| Fault::Nothing)?;
    let day = day.parse().map_err(|_| Fault::Nothing)?;
    let directory = shared.desk.directory(&member.org).await?;
    let (asked, eyes) = match member.login.sees_all() {
        true => (asked, Eyes::House),
        false => (of_their_sites(asked, &Names(&directory).sites(&member.login))?, Eyes::Site),
    };
    if !is_there(&directory, &asked.scope()) {
        return Err(Fault::Nothing);
    }
    let wanted = Wanted { rhythm, day, scope: asked.scope(), eyes };
    let (material, is_all) = load(&shared.desk, &member.org, &shared.zone, wanted, shared.now()).await?;
    Ok(Found { material, is_all, asked })
}

/// Adds what recurs in chats where a report shows it: all of them are read through for that.
pub(super) async fn with_habits(shared: &Shared, member: &Member, material: &mut Material) -> Result<(), Fault> {
    if let Some((scope, until)) = material.habits_of() {
        let wanted = WantedHabits { org: member.org.to_string(), scope, until };
        material.habits = (shared.lists.recurring)(wanted).await.map_err(Fault::Unreadable)?;
    }
    Ok(())
}

/// What whoever sees some sites may ask for: one of these, and the first where they name none. A client's or a vendor's
/// figures are of other sites, too.
fn of_their_sites(asked: Asked, sites: &[(String, String)]) -> Result<Asked, Fault> {
    let site = sites.iter().map(|(id, _)| id).find(|id| asked.site.is_empty() || **id == asked.site);
    let is_of_a_site = asked.client.is_empty() && asked.vendor.is_empty();
    let site = site.filter(|_| is_of_a_site).ok_or(Fault::Nothing)?;
    Ok(Asked { site: site.clone(), ..asked })
}

/// Whether there is such a part.
#[must_use]
pub fn is_there(directory: &Directory, scope: &Scope) -> bool {
    match scope {
        Scope::Everything => true,
        Scope::Site(site) => directory.sites.contains_key(site),
        Scope::Client(client) => clients(directory).contains(client.as_str()),
        Scope::Vendor(vendor) => directory.vendors.contains_key(vendor),
    }
}

/// A part by its names: a site before its client, and that before a vendor.
#[must_use]
pub fn part(site: Option<&str>, client: Option<&str>, vendor: Option<&str>) -> Scope {
    match (site, client, vendor) {
        (Some(site), _, _) => Scope::Site(SiteId::new(site)),
        (None, Some(client), _) => Scope::Client(client.to_owned()),
        (None, None, Some(vendor)) => Scope::Vendor(VendorId::new(vendor)),
        (None, None, None) => Scope::Everything,
    }
}

/// What a part is called.
#[must_use]
pub fn part_name(scope: &Scope, directory: &Directory, everything: &str) -> String {
    match scope {
        Scope::Everything => everything.to_owned(),
        Scope::Site(id) => directory.sites.get(id).map(|site| site.name.clone()).unwrap_or_default(),
        Scope::Client(client) => client.clone(),
        Scope::Vendor(id) => directory.vendors.get(id).map(|vendor| vendor.name.clone()).unwrap_or_default(),
    }
}

/// For whom sites are run.
pub fn clients(directory: &Directory) -> BTreeSet<&str> {
    directory.sites.values().filter_map(|site| site.client.as_deref()).collect()
}

/// What may be chosen: what the form sends, and the name.
type Choices = Vec<(String, String)>;

/// Each client and vendor.
fn parts(directory: &Directory) -> (Choices, Choices) {
    let clients = clients(directory).into_iter().map(|client| (client.to_owned(), client.to_owned()));
    let vendors = directory.vendors.values().map(|vendor| (vendor.id.to_string(), vendor.name.clone()));
    (clients.collect(), vendors.collect())
}

/// `GET /reports`: for members.
pub async fn weekly(_member: Member) -> Redirect {
    Redirect::to("/reports/weekly")
}

/// `GET /reports/{rhythm}`: for members; the last period in which anything was said, and the present one for whoever sees some
/// sites, since it may have been said of another.
pub async fn latest(
    State(shared): State<Shared>,
    member: Member,
    Path(rhythm): Path<String>,
) -> Result<Redirect, Fault> {
    let rhythm: Rhythm = rhythm.parse().map_err(|_| Fault::Nothing)?;
    let today = shared.frame(&member, Tab::Reports).wall.today();
    let said = if member.login.sees_all() { heard(shared.desk.db(), &member.org).await? } else { None };
    let last = said.map_or(today, |(_, last)| last.day(&shared.zone));
    Ok(Redirect::to(&path(rhythm, last.min(today))))
}

/// `GET /reports/{rhythm}/{day}`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    Path((rhythm, day)): Path<(String, String)>,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let Found { mut material, is_all, asked } = asked_for(&shared, &member, (&rhythm, &day), asked).await?;
    with_habits(&shared, &member, &mut material).await?;
    let directory = &material.directory;
    let mut frame = shared.frame(&member, Tab::Reports);
    frame.wall.zone = material.zone.clone();
    let (clients, vendors) = if frame.is_whole { parts(directory) } else { Default::default() };
    Ok(page(&View {
        frame,
        report: Report::of(&material),
        asked,
        sites: Names(directory).sites(&member.login),
        clients,
        vendors,
        is_cut: !is_all,
    }))
}
