//! Gathers what the board shows.

use super::{Column, Lane, Slip, View, page};
use crate::fault::Fault;
use crate::limits;
use crate::member::Member;
use crate::names::Names;
use crate::parts::shell::Tab;
use crate::state::Shared;
use axum::extract::State;
use domain::ticket::{Stage, Ticket};
use domain::time::Instant;
use maud::Markup;
use store::read::tickets::{Column as Stood, board};

/// How long a finished ticket stays on the board.
const DONE_MINUTES: i64 = 7 * 24 * 60;

/// `GET /board`: for members.
pub async fn show(State(shared): State<Shared>, member: Member) -> Result<Markup, Fault> {
    let (db, org) = (shared.desk.db(), &member.org);
    let frame = shared.frame(&member, Tab::Board);
    let directory = shared.desk.directory(org).await?;
    let names = Names(&directory);
    let open: Vec<Stage> =
        Lane::ALL.iter().filter(|lane| **lane != Lane::Done).flat_map(|lane| lane.stages()).copied().collect();
    let mut columns = board(db, org, &open, Instant::from_us(i64::MIN)).await?;
    columns.extend(board(db, org, Lane::Done.stages(), frame.wall.now.plus_minutes(-DONE_MINUTES)).await?);
    let lanes = Lane::ALL.iter().map(|lane| column(*lane, &columns, names)).collect();
    Ok(page(&View { frame, lanes }))
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
    }
}
