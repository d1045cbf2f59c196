//! The first few of everything that a few letters may mean, as JSON, for a palette that asks while somebody types.

use super::load::spot;
use super::named;
use crate::fault::Fault;
use crate::form;
use crate::limits::QUERY_MAX_CHARS;
use crate::member::Member;
use crate::names::Names;
use crate::parts::badges::stage_word;
use crate::state::Shared;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::id::TicketNumber;
use domain::ticket::Ticket;
use serde::{Deserialize, Serialize};
use store::read::found;
use store::read::tickets::one;
use store::search::Filter;

/// Of each sort.
const FEW: usize = 5;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

/// One thing that may be meant.
#[derive(Debug, Serialize)]
struct Hit {
    sort: &'static str,
    title: String,
    detail: String,
    href: String,
}

/// `GET /search/glance?q=`: for members. Tickets, people, places; at most five of each.
pub async fn glance(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Response, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let typed: String = asked.q.trim().chars().take(QUERY_MAX_CHARS).collect();
    let directory = shared.desk.directory(org).await?;
    let mut tickets: Vec<Ticket> = Vec::new();
    if let Ok(number) = typed.trim_start_matches('#').parse::<TicketNumber>() {
        tickets.extend(one(db, org, number).await?);
    }
    let filter = Filter { words: typed.clone(), ..Filter::default() };
    tickets.extend(found::tickets(db, org, &filter, i64::MAX, FEW as i64).await?.rows);
    let ticket = |ticket: &Ticket| Hit {
        sort: "ticket",
        title: format!("{} {}", ticket.number, ticket.title),
        detail: format!("{} {}", stage_word(ticket.stage), Names(&directory).place(ticket.place.as_ref())),
        href: format!("/tickets/{}", ticket.number),
    };
    let mut hits: Vec<Hit> = tickets.iter().take(FEW).map(ticket).collect();
    let people = named::people(&directory, &typed, FEW).into_iter().map(|named| ("person", named));
    let places = named::places(&directory, &typed, FEW).into_iter().map(|named| ("place", named));
    hits.extend(people.chain(places).map(|(sort, named)| {
        let spot = spot(&named, &directory);
        Hit { sort, title: spot.name, detail: spot.detail, href: spot.href }
    }));
    let body = serde_json::to_string(&hits).expect("hits are plain text");
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}
