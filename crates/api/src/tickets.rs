//! Tickets, as a list and alone.

use crate::asked::{Asked, Json, limit, next, one_of, read};
use crate::gate::Caller;
use crate::problem::Problem;
use crate::{Api, Shared};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use domain::directory::Directory;
use domain::id::{MessageId, TicketNumber};
use domain::label::OwnLabel;
use domain::ticket::{Category, Priority, Stage, Ticket};
use domain::time::Instant;
use engine::lines::TicketLine;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::read::outside::{self, Wanted};
use store::read::tickets;

/// What a list of tickets can be asked for by.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    stage: Option<String>,
    open: Option<bool>,
    category: Option<String>,
    priority: Option<String>,
    site: Option<String>,
    label: Option<String>,
    touched_since: Option<String>,
    after: Option<u32>,
    limit: Option<i64>,
}

/// A page of tickets.
#[derive(Debug, Serialize)]
pub struct List {
    tickets: Vec<Told>,
    next: Option<String>,
}

/// A ticket with its times.
#[derive(Debug, Serialize)]
pub struct Told {
    #[serde(flatten)]
    line: TicketLine,
    merged_into: Option<String>,
    opened_at: String,
    touched_at: String,
    acknowledged_at: Option<String>,
    resolved_at: Option<String>,
    verified_at: Option<String>,
    closed_at: Option<String>,
    due_at: Option<String>,
}

/// `GET /api/v1/tickets`: for those with a key.
///
/// # Errors
/// When the query cannot be read, or the database is at fault.
pub async fn list(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    uri: Uri,
    Asked(question): Asked<Question>,
) -> Result<Json<List>, Problem> {
    let directory = shared.desk.directory(&caller.org).await?;
    let (limit, after) = (limit(question.limit)?, TicketNumber(question.after.unwrap_or_default()));
    let wanted = question.wanted(&directory)?;
    let page = outside::tickets(shared.desk.db(), &caller.org, &wanted, after, limit).await?;
    let next = page.next.map(|number| next(&uri, "tickets", number.0));
    Ok(Json(List { tickets: told(&shared, &caller, &directory, &page.rows).await?, next }))
}

/// `GET /api/v1/tickets/{number}`: for those with a key.
///
/// # Errors
/// When there is no such ticket, or the database is at fault.
pub async fn one(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(number): Path<String>,
) -> Result<Json<Told>, Problem> {
    let nothing = || Problem::nothing(format!("there is no ticket “{number}”"), "name it as T-104");
    let ticket = number.parse::<TicketNumber>().map_err(|_| nothing())?;
    let ticket = tickets::one(shared.desk.db(), &caller.org, ticket).await?.ok_or_else(nothing)?;
    let directory = shared.desk.directory(&caller.org).await?;
    let told = told(&shared, &caller, &directory, &[ticket]).await?;
    told.into_iter().next().map(Json).ok_or_else(nothing)
}

impl Question {
    fn wanted(&self, directory: &Directory) -> Result<Wanted, Problem> {
        let stage =
            read("stage", self.stage.as_deref(), Stage::from_word, &one_of(Stage::ALL.iter().map(|s| s.word())))?;
        let site_of = |name: &str| directory.sites.values().find(|site| site.name == name).map(|site| site.id.clone());
        let is_set = |own: &OwnLabel| directory.labels.contains_key(&own.set);
        let label_of = |text: &str| OwnLabel::from_text(text, &directory.labels).filter(is_set);
        let words = one_of(Category::ALL.iter().map(|category| category.word()));
        let since = "write it as 2026-11-01T08:00:00+08:00, the + as %2B";
        Ok(Wanted {
            // Outsiders know no difference between the two.
            stages: stage.map(|stage| match stage {
                Stage::Reported | Stage::Classified => [Stage::Reported, Stage::Classified],
                other => [other, other],
            }),
            is_open: self.open,
            site: read("site", self.site.as_deref(), site_of, "name a site as the directory does")?,
            category: read("category", self.category.as_deref(), Category::from_word, &words)?,
            priority: read(
                "priority",
                self.priority.as_deref(),
                Priority::from_word,
                &one_of(Priority::ALL.iter().map(|priority| priority.word())),
            )?,
            label: read("label", self.label.as_deref(), label_of, "name a set and its label, as team:plumbers")?,
            touched_since: read("touched_since", self.touched_since.as_deref(), Instant::from_rfc3339, since)?,
        })
    }
}

async fn told(
    shared: &Shared,
    caller: &Caller,
    directory: &Directory,
    tickets: &[Ticket],
) -> Result<Vec<Told>, Problem> {
    let db = shared.desk.db();
    let numbers: Vec<TicketNumber> = tickets.iter().map(|ticket| ticket.number).collect();
    let mut spoken = outside::spoken(db, &caller.org, &numbers).await?;
    let mut names: BTreeMap<MessageId, String> = spoken.values().flatten().cloned().collect();
    // What shows something of a ticket may since be held to speak of another.
    let shown = tickets.iter().flat_map(|ticket| &ticket.evidence);
    let others: Vec<&MessageId> = shown.filter(|id| !names.contains_key(*id)).collect();
    names.extend(outside::names(db, &caller.org, &others).await?);
    let mut tell = |ticket: &Ticket| {
        let said = spoken.remove(&ticket.number).unwrap_or_default();
        let messages = said.into_iter().map(|(_, name)| name).collect();
        Told::of(TicketLine::of(ticket, directory, messages, |id| names.get(id).cloned()), ticket, shared)
    };
    Ok(tickets.iter().map(&mut tell).collect())
}

impl Told {
    fn of(line: TicketLine, ticket: &Ticket, api: &Api) -> Self {
        let at = |instant: Instant| instant.rfc3339(&api.zone);
        Self {
            line,
            merged_into: ticket.merged_into.map(|number| number.to_string()),
            opened_at: at(ticket.opened_at),
            touched_at: at(ticket.touched_at),
            acknowledged_at: ticket.acknowledged_at.map(at),
            resolved_at: ticket.resolved_at.map(at),
            verified_at: ticket.verified_at.map(at),
            closed_at: ticket.closed_at.map(at),
            due_at: ticket.due_at().map(at),
        }
    }
}
