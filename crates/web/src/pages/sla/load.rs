//! Gathers what was promised.

use super::{DAYS, Line, Shown, View, page};
use crate::fault::Fault;
use crate::form;
use crate::member::Member;
use crate::names::Names;
use crate::parts::bars::Bar;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::agreement::Target;
use domain::clock::Standing;
use domain::ticket::Ticket;
use domain::time::{Day, Instant};
use maud::Markup;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::read::promises::{by_day, counts, judged, list, list_between, list_judged};
use store::read::{Cursor, Page};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    target: String,
    day: String,
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
    let (now, shown) = (frame.wall.now, Shown::read(&asked.show, &asked.target, &asked.day));
    let first = frame.wall.today().plus(1 - DAYS);
    let (after, since) = (asked.after.parse().ok(), frame.wall.begins(first));
    let sight = member.sight();
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let (lines, next) = match shown {
        Shown::Due(due) => lines(list(db, org, (due, now), &sight, after).await?, names),
        Shown::Judged(target, standing) => {
            lines(list_judged(db, org, (target, standing), since, &sight, after).await?, names)
        }
        Shown::On(day, standing) => {
            let span = (frame.wall.begins(day), frame.wall.begins(day.plus(1)));
            let page = list_between(db, org, standing, span, &sight, after).await?;
            let promise = |(ticket, target): &(Ticket, Target)| Line { promise: Some(*target), ..line(ticket, names) };
            (page.rows.iter().map(promise).collect(), page.next)
        }
    };
    let days = by_day(db, org, (since, &frame.wall.zone), &sight).await?;
    let burn = (0..DAYS).map(|at| burn(first.plus(at), &days)).collect();
    Ok(page(&View {
        frame,
        shown,
        counts: counts(db, org, now, &sight).await?,
        judged: judged(db, org, since, &sight).await?,
        burn,
        lines,
        next: next.map(|cursor| cursor.to_string()),
    }))
}

/// How many promises were due on a day, and how many of them were missed.
fn burn(day: Day, days: &BTreeMap<(Day, Standing), u64>) -> Bar {
    let of = |standing| days.get(&(day, standing)).copied().unwrap_or_default();
    let at = |standing| Shown::On(day, standing).href("");
    let (part, kept) = (of(Standing::Missed), of(Standing::Met));
    Bar { day, whole: part + kept, part, whole_href: at(None), part_href: at(Some(Standing::Missed)) }
}

fn lines(Page { rows, next }: Page<Ticket>, names: Names<'_>) -> (Vec<Line>, Option<Cursor>) {
    (rows.iter().map(|ticket| line(ticket, names)).collect(), next)
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
        promise: None,
    }
}

/// What of a ticket is due next, and when.
fn due(ticket: &Ticket) -> Option<(Target, Instant)> {
    let at = ticket.due_at()?;
    let promises = ticket.course.promises.iter();
    let next = promises.filter(|(_, promise)| promise.settled.is_none() && promise.due_at == Some(at));
    next.map(|(target, _)| (*target, at)).next()
}
