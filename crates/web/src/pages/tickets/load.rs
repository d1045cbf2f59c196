//! Gathers what the list of tickets shows.

use super::{Asked, Count, Group, Line, Order, View, page};
use crate::fault::Fault;
use crate::form;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{OrgId, SiteId, TicketNumber};
use domain::ticket::{Category, Ticket};
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
        && one(db, org, number).await?.is_some()
    {
        return Ok(Redirect::to(&format!("/tickets/{number}")).into_response());
    }
    let filter = filter(&asked);
    let (found, next) = found(db, org, &asked, &filter).await?;
    let counts = counts(db, org, &filter).await?;
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let view = View {
        frame: shared.frame(&member, Tab::Tickets),
        asked,
        counts: [
            Count { found: counts.open, goes_on: counts.open_goes_on },
            Count { found: counts.unowned, goes_on: counts.open_goes_on },
            Count { found: counts.to_verify, goes_on: counts.open_goes_on },
            Count { found: counts.done, goes_on: counts.ended_goes_on },
            Count { found: counts.every, goes_on: counts.open_goes_on || counts.ended_goes_on },
        ],
        sites: names.sites(),
        lines: found.iter().map(|ticket| line(ticket, names)).collect(),
        next,
    };
    Ok(page(&view).into_response())
}

/// The tickets of one page, and where the list goes on.
async fn found(
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

fn filter(asked: &Asked) -> Filter {
    let group = match asked.group {
        Group::Open => Stages::Open,
        Group::Unowned => Stages::Unowned,
        Group::Verify => Stages::ToVerify,
        Group::Done => Stages::Done,
        Group::All => Stages::All,
    };
    let site = (!asked.site.is_empty()).then(|| SiteId::new(asked.site.as_str()));
    Filter { group, site, category: Category::from_word(&asked.category), words: asked.q.clone() }
}

fn line(ticket: &Ticket, names: Names<'_>) -> Line {
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
    }
}
