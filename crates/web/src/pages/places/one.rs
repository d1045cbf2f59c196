//! The page of a place: what is open there and at its parts, what came back, its tasks and their last days, its parts.

use super::rolled::{Open, Rolled, children, parts};
use super::{figures, open_at, path};
use crate::fault::Fault;
use crate::member::Member;
use crate::names::Names;
use crate::pages::tasks::strip::{DAYS, STRIPS_MAX, strips};
use crate::pages::tasks::{self, Row};
use crate::pages::tickets::{self, Count, Line, line};
use crate::parts::badges::grouped;
use crate::parts::shell::{Frame, Tab, shell};
use crate::query::href;
use crate::state::Shared;
use crate::wording::{counted, fill, say, weave};
use axum::extract::{Path, State};
use domain::directory::{Directory, Place};
use domain::id::{PlaceId, SiteId, TaskId};
use domain::member::MemberRole;
use domain::task::Task;
use domain::ticket::Ticket;
use domain::time::Day;
use maud::{Markup, html};
use std::collections::BTreeSet;
use store::read::places::open_by_place;
use store::read::tickets::{Filter, Group};
use store::read::urgent::{Rank, urgent};
use store::read::{self, Cursor, Sight};

/// Tickets shown of those that are open, and of those that came back.
const SHOWN: usize = 8;

/// The page.
pub struct View {
    pub frame: Frame,
    pub place: PlaceId,
    pub name: String,
    pub aliases: Vec<String>,
    pub is_asset: bool,
    /// What it is a part of, the outermost first: id and name.
    pub around: Vec<(PlaceId, String)>,
    pub site: String,
    pub open: Open,
    /// The most urgent of them.
    pub urgent: Vec<Line>,
    pub returned: Returned,
    /// The first day that is shown of its tasks; those that missed most come first.
    pub from: Day,
    pub tasks: Vec<Row>,
    pub parts: Vec<Part>,
}

/// Those that came back.
pub struct Returned {
    /// How many, as far as one look at the list tells.
    pub count: Count,
    /// Those last touched.
    pub lines: Vec<Line>,
}

/// A place that is directly a part of it.
pub struct Part {
    pub place: PlaceId,
    pub name: String,
    pub open: Open,
    pub is_asset: bool,
}

/// `GET /places/{place}`: for members.
pub async fn show(State(shared): State<Shared>, member: Member, Path(id): Path<String>) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let directory = shared.desk.directory(org).await?;
    let place = directory.places.get(&PlaceId::new(id)).filter(|place| member.login.sees(Some(&place.site)));
    let place = place.ok_or(Fault::Nothing)?;
    let frame = shared.frame(&member, Tab::Places).at_site(&directory, Some(&place.site));
    let rolled = Rolled::of(&directory, &open_by_place(db, org, &member.sight()).await?);
    let within: Vec<PlaceId> = parts(&directory, &place.id).cloned().collect();
    let filter = Filter { within: within.clone(), sight: member.sight(), ..Filter::default() };
    let open = urgent(db, org, &filter, Rank::START).await?.rows;
    let filter = Filter { group: Group::All, is_returned: true, ..filter };
    let returned = read::tickets::list(db, org, &filter, Cursor::START).await?;
    let from = frame.wall.today().plus(1 - DAYS);
    let is_theirs = |site: &SiteId| member.login.sees(Some(site));
    // A task need not be of the site of its place, nor a part of that of the whole.
    let mine: BTreeSet<&TaskId> = tasks_at(&directory, &within)
        .filter(|task| member.login.sees(task.site.as_ref()))
        .map(|task| &task.id)
        .collect();
    let days = match mine.is_empty() {
        true => Vec::new(),
        false => {
            let span = (from, from.plus(DAYS - 1));
            read::tasks::grid(db, org, span, &Sight::of_tasks(mine.iter().copied())).await?
        }
    };
    let names = Names(&directory);
    let lines = |tickets: &[Ticket]| tickets.iter().take(SHOWN).map(|ticket| line(ticket, names)).collect();
    let part = |part: &Place| Part {
        open: rolled.at(&part.id),
        place: part.id.clone(),
        name: part.name.clone(),
        is_asset: part.asset,
    };
    let around = directory.lineage(&place.id).into_iter().skip(1).filter(|around| is_theirs(&around.site));
    let around = around.map(|around| (around.id.clone(), around.name.clone()));
    Ok(page(&View {
        place: place.id.clone(),
        name: place.name.clone(),
        aliases: place.aliases.clone(),
        is_asset: place.asset,
        around: around.collect::<Vec<_>>().into_iter().rev().collect(),
        site: directory.sites.get(&place.site).map(|site| site.name.clone()).unwrap_or_default(),
        open: rolled.at(&place.id),
        urgent: lines(&open),
        returned: Returned {
            count: Count { found: returned.rows.len() as u64, goes_on: returned.next.is_some() },
            lines: lines(&returned.rows),
        },
        from,
        tasks: tasks::rows(&days, (from, DAYS), names, mine.into_iter()),
        parts: children(&directory, &place.id).into_iter().filter(|part| is_theirs(&part.site)).map(part).collect(),
        frame,
    }))
}

/// The tasks that are done at these places.
fn tasks_at<'a>(directory: &'a Directory, places: &'a [PlaceId]) -> impl Iterator<Item = &'a Task> {
    let places: BTreeSet<&PlaceId> = places.iter().collect();
    let is_here = move |place: &PlaceId| places.contains(place);
    directory.tasks.values().filter(move |task| task.place.as_ref().is_some_and(&is_here))
}

/// `GET /places/{place}`.
pub fn page(view: &View) -> Markup {
    let content = html! {
        div.head {
            div {
                p.eyebrow {
                    a href="/places" { (say("Places")) }
                    @if !view.site.is_empty() { " / " bdi { (view.site) } }
                    @for (place, name) in &view.around { " / " a href=(path(place.as_str())) dir="auto" { (name) } }
                }
                h1 dir="auto" { (view.name) @if view.is_asset { " " small { (say("asset")) } } }
                p.lede { (summary(view)) }
            }
            @if view.frame.role.covers(MemberRole::Supervisor) {
                a.button href=(href("/tickets/new", &[("place", view.place.as_str())])) data-key="c" { (say("New ticket")) }
            }
            a.button href=(href("/stickers", &[("place", view.place.as_str())])) { (say("Stickers")) }
        }
        div.cols.even {
            div.stack { (open(view)) (returned(view)) }
            div.stack { (tasks_card(view)) (parts_card(view)) }
        }
    };
    shell(&view.frame, &view.name, &content)
}

fn summary(view: &View) -> Markup {
    html! {
        @if view.open.all == 0 { (say("Nothing is open here.")) } @else {
            (weave(
                say("Open here and in its parts: {n}."),
                &[("n", &html! { a href=(open_at(&view.place, &[])) { (grouped(view.open.all)) } })],
            ))
        }
        @if !view.aliases.is_empty() { " " bdi { (fill(say("also {names}"), &[("names", &view.aliases.join(", "))])) } }
    }
}

/// A heading with how many there are, leading to all of them.
fn heading(id: &str, words: &str, count: &str, href: &str) -> Markup {
    html! { h2 id=(id) { (words) @if !count.is_empty() { " " span.count { a href=(href) { (count) } } } } }
}

fn rows(view: &View, lines: &[Line], none: &str) -> Markup {
    html! {
        @if lines.is_empty() { p.none { (none) } }
        ol.rows { @for line in lines { li { (tickets::row(&view.frame, line, "")) } } }
    }
}

fn open(view: &View) -> Markup {
    let count = if view.open.all == 0 { String::new() } else { grouped(view.open.all) };
    html! {
        section.card aria-labelledby="open" {
            (heading("open", say("Open now"), &count, &open_at(&view.place, &[])))
            (rows(view, &view.urgent, say("Nothing is open here.")))
        }
    }
}

fn returned(view: &View) -> Markup {
    let Returned { count, lines } = &view.returned;
    let all = href("/tickets", &[("group", "all"), ("within", view.place.as_str()), ("returned", "yes")]);
    let shown = match (count.found, count.goes_on) {
        (0, false) => String::new(),
        (found, goes_on) => format!("{}{}", grouped(found), if goes_on { "+" } else { "" }),
    };
    html! {
        section.card aria-labelledby="returned" {
            (heading("returned", say("Came back"), &shown, &all))
            (rows(view, lines, say("Nothing was reopened here, or reported again after it was fixed.")))
        }
    }
}

fn tasks_card(view: &View) -> Markup {
    let rows: Vec<&Row> = view.tasks.iter().collect();
    let heading = say("Tasks, last 14 days");
    html! {
        section.card aria-labelledby="tasks" {
            h2 #tasks data-plain="a stretch" { (heading) }
            @if rows.is_empty() { p.none { (say("No task is done here.")) } } @else {
                (strips(&view.frame, heading, view.from, &rows))
                @if rows.len() > STRIPS_MAX {
                    p.hint.pad { a href="/tasks" { (counted(STRIPS_MAX as u64, "The first {n} is shown.", "The first {n} are shown.")) } }
                }
            }
        }
    }
}

fn parts_card(view: &View) -> Markup {
    html! {
        section.card aria-labelledby="parts" {
            h2 #parts { (say("Parts and assets")) }
            @if view.parts.is_empty() { p.none { (say("It has no parts.")) } } @else {
                div.scroll role="region" aria-label=(fill(say("{what}, table"), &[("what", say("Parts and assets"))])) tabindex="0" {
                    table.figures {
                        thead { tr { th scope="col" { (say("Place")) } th scope="col" { (say("Open")) } th scope="col" { "P1" } th scope="col" { "P2" } } }
                        tbody {
                            @for part in &view.parts {
                                tr {
                                    th scope="row" {
                                        a href=(path(part.place.as_str())) dir="auto" { (part.name) }
                                        @if part.is_asset { " " small { (say("asset")) } }
                                    }
                                    (figures(&part.place, part.open))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
