//! Gathers what the list of tickets shows.

use super::together::Whole;
use super::{Asked, Count, Group, Line, Order, Together, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::pages::board::{DONE_MINUTES, Lane};
use crate::pages::places::parts;
use crate::parts::filters::{self, own_label};
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::{fill, say};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::directory::Directory;
use domain::id::{OrgId, PersonId, PlaceId, SiteId, TicketNumber, VendorId};
use domain::ticket::{Assignee, Category, Priority, Ticket};
use domain::time::Instant;
use store::read::needs::needs;
use store::read::tickets::{Filter, Group as Stages, list, one};
use store::read::urgent::{Rank, urgent};
use store::read::{Cursor, counts};
use store::{Db, StoreError};

/// `GET /tickets`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(mut asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    asked.q = asked.q.trim().chars().take(limits::QUERY_MAX_CHARS).collect();
    if let Ok(number) = asked.q.parse::<TicketNumber>()
        && one(db, org, number).await?.is_some_and(|ticket| member.login.sees(ticket.site.as_ref()))
    {
        return Ok(Redirect::to(&format!("/tickets/{number}")).into_response());
    }
    Ok(page(&view(&shared, &member, asked).await?).into_response())
}

/// The list that an address asks for.
pub async fn view(shared: &Shared, member: &Member, asked: Asked) -> Result<View, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    // Before the list is read; the bell may not have rung since the program began. Who changes nothing need not know it.
    let at = if Together::is_for(member) { shared.desk.look(org).await? } else { 0 };
    let directory = shared.desk.directory(org).await?;
    let filter = filter(&asked, member, &directory, shared.now());
    let (found, next) = found(db, org, &asked, &filter).await?;
    let counts = counts(db, org, &filter).await?;
    let names = Names(&directory);
    let goes_on = next.is_some() || !asked.after.is_empty();
    let of_page = Count { found: found.len() as u64, goes_on };
    let needs = match asked.group {
        Group::Needs => Some(needed(db, org, &filter, of_page).await?),
        // Critical and unanswered ones are few: a page has them, or nobody counts them.
        Group::Unanswered => Some(of_page),
        Group::Open | Group::Unowned | Group::Verify | Group::Done | Group::All => None,
    };
    let called = called(&asked, &filter, names, member);
    let labels = filters::labels(&directory, &asked.label);
    let mut view = View {
        frame: shared.frame(member, Tab::Tickets),
        asked,
        counts: [
            Count { found: counts.open, goes_on: counts.open_goes_on },
            Count { found: counts.unowned, goes_on: counts.open_goes_on },
            Count { found: counts.to_verify, goes_on: counts.open_goes_on },
            Count { found: counts.done, goes_on: counts.ended_goes_on },
            Count { found: counts.every, goes_on: counts.open_goes_on || counts.ended_goes_on },
        ],
        needs,
        sites: names.sites(&member.login),
        labels,
        called,
        lines: found.iter().map(|ticket| line(ticket, names)).collect(),
        next,
        together: None,
    };
    let whole = Whole { list: view.asked.with(|_| ()), count: view.total().unwrap_or_default(), at };
    let stages = found.iter().map(|ticket| ticket.stage).collect();
    view.together = Together::of(member, &directory, view.asked.href(), Some(whole), stages);
    Ok(view)
}

/// The tickets of one page, and where the list goes on.
pub async fn found(
    db: &Db,
    org: &OrgId,
    asked: &Asked,
    filter: &Filter,
) -> Result<(Vec<Ticket>, Option<String>), StoreError> {
    if asked.has_order() && asked.order == Order::Urgency {
        let page = urgent(db, org, filter, asked.after.parse().unwrap_or(Rank::START)).await?;
        return Ok((page.rows, page.next.map(|rank| rank.to_string())));
    }
    let page = list(db, org, filter, asked.after.parse().unwrap_or(Cursor::START)).await?;
    Ok((page.rows, page.next.map(|cursor| cursor.to_string())))
}

/// How many need somebody now; of a list that is narrowed, as many as its page has.
async fn needed(db: &Db, org: &OrgId, filter: &Filter, of_page: Count) -> Result<Count, StoreError> {
    let whole = Filter { group: Stages::Needs, sight: filter.sight.clone(), ..Filter::default() };
    if *filter == whole {
        return Ok(Count { found: needs(db, org, &filter.sight, 0).await?.count, goes_on: false });
    }
    Ok(of_page)
}

/// What an address asks the store for.
pub fn filter(asked: &Asked, member: &Member, directory: &Directory, now: Instant) -> Filter {
    let group = match asked.group {
        Group::Open => Stages::Open,
        Group::Unowned => Stages::Unowned,
        Group::Needs => Stages::Needs,
        Group::Unanswered => Stages::Unanswered,
        Group::Verify => Stages::ToVerify,
        Group::Done => Stages::Done,
        Group::All => Stages::All,
    };
    let site = (!asked.site.is_empty()).then(|| SiteId::new(asked.site.as_str()));
    let lane = Lane::from_word(&asked.lane);
    Filter {
        group,
        site,
        category: Category::from_word(&asked.category),
        words: asked.q.clone(),
        place: (!asked.place.is_empty()).then(|| PlaceId::new(asked.place.as_str())),
        within: within(directory, &asked.within),
        is_returned: !asked.returned.is_empty(),
        selves: selves(directory, &asked.owner),
        is_unowned: asked.owner == NOBODY,
        owner: owner_of(&asked.owner),
        stages: lane.map(|lane| lane.stages().to_vec()).unwrap_or_default(),
        priority: Priority::from_word(&asked.priority),
        label: own_label(&asked.label, directory),
        since: lane.filter(|lane| *lane == Lane::Done).map(|_| now.plus_minutes(-DONE_MINUTES)),
        sight: member.sight(),
    }
}

/// A place with its parts, as an address names it; also where there is no such place, since it must not mean everything.
fn within(directory: &Directory, place: &str) -> Vec<PlaceId> {
    let place = (!place.is_empty()).then(|| PlaceId::new(place));
    let parts = place.iter().flat_map(|place| parts(directory, place)).cloned();
    parts.chain(place.clone().filter(|place| !directory.places.contains_key(place))).collect()
}

/// What the place and the owner of a filter are called; an address may name what its reader does not see.
fn called(asked: &Asked, filter: &Filter, names: Names<'_>, member: &Member) -> (Option<String>, Option<String>) {
    let login = &member.login;
    let is_here = |place: &&PlaceId| names.0.places.get(*place).is_none_or(|known| login.sees(Some(&known.site)));
    let is_seen = |owner: &&Assignee| match owner {
        Assignee::Person(person) => login.sees(names.0.person(person).and_then(|known| known.site.as_ref())),
        Assignee::Vendor(_) => true,
    };
    let whole = (!asked.within.is_empty()).then(|| PlaceId::new(asked.within.as_str()));
    let whole = whole
        .as_ref()
        .filter(is_here)
        .map(|place| fill(say("{place} and its parts"), &[("place", &names.place(Some(place)))]));
    let place = filter.place.as_ref().filter(is_here).map(|place| names.place(Some(place))).or(whole);
    let nobody = filter.is_unowned.then(|| say("Nobody").to_owned());
    (place, nobody.or_else(|| names.owner(filter.owner.as_ref().filter(is_seen))))
}

/// The value of an owner that means none.
pub const NOBODY: &str = "nobody";

/// Those who turned out to be whoever a value such as `person:ali` names, or work for it.
pub fn selves(directory: &Directory, value: &str) -> Vec<PersonId> {
    match owner_of(value) {
        Some(Assignee::Person(person)) => directory.selves(directory.who(&person)).cloned().collect(),
        Some(Assignee::Vendor(vendor)) => directory.crew(&vendor).cloned().collect(),
        None => Vec::new(),
    }
}

/// Whoever a value such as `person:ali` names.
pub fn owner_of(value: &str) -> Option<Assignee> {
    match value.split_once(':')? {
        ("person", id) => Some(Assignee::Person(PersonId::new(id))),
        ("vendor", id) => Some(Assignee::Vendor(VendorId::new(id))),
        _ => None,
    }
}

/// Labels of the organisation's own on one line: more would crowd it, and its page has them all.
const LABELS_MAX: usize = 3;

/// One ticket of a list.
pub fn line(ticket: &Ticket, names: Names<'_>) -> Line {
    Line {
        ticket: ticket.number,
        title: ticket.title.clone(),
        priority: ticket.priority,
        category: ticket.category,
        stage: ticket.stage,
        place: names.place(ticket.place.as_ref()),
        owner: names.owner(ticket.assignee.as_ref()),
        opened_at: ticket.opened_at,
        voices: ticket.voices.len(),
        photos: ticket.evidence.len() as u64,
        reopened: ticket.reopened,
        is_recurrence: ticket.recurrence_of.is_some(),
        labels: ticket.course.own_labels().map(|(_, label)| label.to_owned()).take(LABELS_MAX).collect(),
    }
}
