//! Gathers what was promised.

use super::{DAYS, Line, Shown, View, page};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::agreement::Target;
use domain::ticket::Ticket;
use domain::time::Instant;
use maud::Markup;
use serde::Deserialize;
use store::read::promises::{counts, judged, list, list_judged};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    target: String,
    after: String,
}

/// `GET /sla`: for members.
pub async fn show(
    State(shared): State<Shared>,
    member: Member,
    form::Asked(asked): form::Asked<Asked>,
) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let frame = shared.frame(&member, Tab::Sla);
    let (now, shown) = (frame.wall.now, Shown::read(&asked.show, &asked.target));
    let (after, since) = (asked.after.parse().ok(), now.plus_minutes(-DAYS * 24 * 60));
    let sight = member.sight();
    let found = match shown {
        Shown::Due(due) => list(db, org, (due, now), &sight, after).await?,
        Shown::Judged(target, standing) => list_judged(db, org, (target, standing), since, &sight, after).await?,
    };
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    Ok(page(&View {
        frame,
        shown,
        counts: counts(db, org, now, &sight).await?,
        judged: judged(db, org, since, &sight).await?,
        lines: found.rows.iter().map(|ticket| line(ticket, names)).collect(),
        next: found.next.map(|cursor| cursor.to_string()),
    }))
}

fn line(ticket: &Ticket, names: Names<'_>) -> Line {
    Line {
        ticket: ticket.number,
        title: ticket.title.clone(),
        priority: ticket.priority,
        stage: ticket.stage,
        place: names.place(ticket.place.as_ref()),
        owner: names.owner(ticket.assignee.as_ref()),
        due: due(ticket),
    }
}

/// What of a ticket is due next, and when.
fn due(ticket: &Ticket) -> Option<(Target, Instant)> {
    let at = ticket.due_at()?;
    let promises = ticket.course.promises.iter();
    let next = promises.filter(|(_, promise)| promise.settled.is_none() && promise.due_at == Some(at));
    next.map(|(target, _)| (*target, at)).next()
}
