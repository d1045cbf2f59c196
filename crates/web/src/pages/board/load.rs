//! Gathers what the board shows.

use super::{Asked, By, Column, Lane, Slip, Swimlane, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::pages::ticket::owner_value;
use crate::pages::tickets::{NOBODY, Together, owner_of, selves};
use crate::parts::badges::priority_word;
use crate::parts::filters::{self, own_label};
use crate::parts::shell::Tab;
use crate::state::Shared;
use crate::wording::say;
use axum::extract::State;
use domain::directory::Directory;
use domain::id::SiteId;
use domain::ticket::{Assignee, Priority, Stage, Ticket};
use domain::time::Instant;
use maud::Markup;
use std::collections::BTreeMap;
use store::StoreError;
use store::read::tickets::{Column as Stood, Part, board};

/// How long a finished ticket stays on the board, in minutes: a week.
pub const DONE_MINUTES: i64 = 7 * 24 * 60;
/// Rows of one board: each asks for all its columns.
const ROWS_MAX: usize = 8;

/// `GET /board`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    Ok(page(&view(&shared, &member, asked).await?))
}

/// The board that an address asks for.
pub async fn view(shared: &Shared, member: &Member, asked: Asked) -> Result<View, Fault> {
    let frame = shared.frame(member, Tab::Board);
    let directory = shared.desk.directory(&member.org).await?;
    let names = Names(&directory);
    let sites = names.sites(&member.login);
    let now = frame.wall.now;
    let all = stood(shared, member, (&asked, &directory), now).await?;
    let owners = owners(&all, names);
    let parts: Vec<(Option<String>, Asked)> = match asked.by {
        By::Nothing => vec![(None, asked.clone())],
        By::Site => row_of(&sites, &asked.site).map(|(id, name)| (name, Asked { site: id, ..asked.clone() })).collect(),
        By::Priority => {
            let all =
                Priority::ALL.iter().map(|priority| (priority.word().to_owned(), priority_word(*priority).to_owned()));
            let all: Vec<(String, String)> = all.collect();
            row_of(&all, &asked.priority)
                .map(|(word, name)| (name, Asked { priority: word, ..asked.clone() }))
                .collect()
        }
        By::Owner => {
            let nobody = (NOBODY.to_owned(), say("Nobody").to_owned());
            let owned = row_of(&owners, &asked.owner);
            let unowned = Some(nobody).filter(|(id, _)| asked.owner.is_empty() || asked.owner == *id);
            let all = unowned.into_iter().map(|(id, name)| (id, Some(name))).chain(owned);
            all.map(|(id, name)| (name, Asked { owner: id, ..asked.clone() })).collect()
        }
    };
    let more = match asked.by {
        By::Site => sites.len().saturating_sub(ROWS_MAX),
        By::Owner => owners.len().saturating_sub(ROWS_MAX),
        By::Nothing | By::Priority => 0,
    };
    let more = if asked.site.is_empty() && asked.owner.is_empty() { more } else { 0 };
    let mut rows = Vec::with_capacity(parts.len());
    for (title, part) in parts {
        let columns = if title.is_none() { None } else { Some(stood(shared, member, (&part, &directory), now).await?) };
        let columns = columns.as_ref().unwrap_or(&all);
        let lanes = Lane::ALL.iter().map(|lane| column(*lane, columns, names)).collect();
        rows.push(Swimlane { title, part, lanes });
    }
    let together = together(member, &directory, &asked, &all);
    let labels = filters::labels(&directory, &asked.label);
    Ok(View { frame, asked, rows, more, sites, owners, labels, together })
}

/// What may be done at once to the cards that are ticked. All of a column is its list, where its number leads.
fn together(member: &Member, directory: &Directory, asked: &Asked, all: &[Stood]) -> Option<Together> {
    let stages = all.iter().filter(|column| column.count > 0).map(|column| column.stage).collect();
    Together::of(member, directory, asked.href(), None, stages)
}

/// The first rows of a kind, or the one that is asked for.
fn row_of(all: &[(String, String)], asked: &str) -> impl Iterator<Item = (String, Option<String>)> {
    let wanted = all.iter().filter(move |(value, _)| asked.is_empty() || value == asked);
    wanted.take(ROWS_MAX).map(|(value, name)| (value.clone(), Some(name.clone())))
}

/// The columns of a part of the work.
async fn stood(
    shared: &Shared,
    member: &Member,
    (asked, directory): (&Asked, &Directory),
    now: Instant,
) -> Result<Vec<Stood>, StoreError> {
    let part = Part {
        site: (!asked.site.is_empty()).then(|| SiteId::new(asked.site.as_str())),
        priority: Priority::from_word(&asked.priority),
        owner: owner_of(&asked.owner),
        selves: selves(directory, &asked.owner),
        is_unowned: asked.owner == NOBODY,
        label: own_label(&asked.label, directory),
        sight: member.sight(),
    };
    let open: Vec<Stage> =
        Lane::ALL.iter().filter(|lane| **lane != Lane::Done).flat_map(|lane| lane.stages()).copied().collect();
    let (db, org) = (shared.desk.db(), &member.org);
    let mut columns = board(db, org, &open, Instant::from_us(i64::MIN), &part).await?;
    columns.extend(board(db, org, Lane::Done.stages(), now.plus_minutes(-DONE_MINUTES), &part).await?);
    Ok(columns)
}

/// Whoever has most of the tickets shown, by value and name.
fn owners(stood: &[Stood], names: Names<'_>) -> Vec<(String, String)> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for ticket in stood.iter().flat_map(|column| &column.tickets) {
        let Some(owner) = &ticket.assignee else { continue };
        let value = match owner {
            Assignee::Person(id) => Assignee::Person(names.0.who(id).clone()),
            Assignee::Vendor(id) => Assignee::Vendor(id.clone()),
        };
        let (value, name) = (owner_value(Some(&value)), names.owner(Some(&value)).unwrap_or_default());
        *counts.entry((value, name)).or_default() += 1;
    }
    let mut owners: Vec<((String, String), usize)> = counts.into_iter().collect();
    owners.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    owners.into_iter().map(|(owner, _)| owner).take(limits::CHOICES_MAX).collect()
}

/// The stages of a lane as one column, the most urgent first.
fn column(lane: Lane, stood: &[Stood], names: Names<'_>) -> Column {
    let of_lane = || stood.iter().filter(|column| lane.stages().contains(&column.stage));
    let mut tickets: Vec<&Ticket> = of_lane().flat_map(|column| &column.tickets).collect();
    match lane {
        Lane::Done => tickets.sort_by_key(|ticket| std::cmp::Reverse((ticket.touched_at, ticket.number))),
        Lane::Reported | Lane::Assigned | Lane::InProgress | Lane::OnHold | Lane::Resolved => {
            tickets.sort_by_key(|ticket| (ticket.priority, ticket.opened_at, ticket.number))
        }
    }
    Column {
        lane,
        count: of_lane().map(|column| column.count).sum(),
        oldest: of_lane().filter_map(|column| column.oldest).min(),
        slips: tickets.into_iter().take(limits::LANE).map(|ticket| slip(ticket, names)).collect(),
    }
}

fn slip(ticket: &Ticket, names: Names<'_>) -> Slip {
    Slip {
        ticket: ticket.number,
        title: ticket.title.clone(),
        priority: ticket.priority,
        stage: ticket.stage,
        place: names.place(ticket.place.as_ref()),
        owner: names.owner(ticket.assignee.as_ref()),
        opened_at: ticket.opened_at,
        reopened: ticket.reopened,
        is_repeat: ticket.recurrence_of.is_some(),
        photos: ticket.evidence.len(),
        due_at: ticket.due_at(),
    }
}
