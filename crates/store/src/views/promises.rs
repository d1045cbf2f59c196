//! What was promised about tickets, and when the clock has to look at them again, as rows.

use super::tickets;
use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Tx};
use crate::text::small;
use crate::{StoreError, args, row};
use domain::agreement::Target;
use domain::clock::{Promise, Standing};
use domain::id::{OrgId, SiteId, TicketNumber};
use domain::situation::Situation;
use domain::ticket::{Due, Ticket};
use domain::time::Instant;
use std::sync::LazyLock;

/// Tickets whose promises are worked out at once, when what holds has changed for all.
const PAGE: i64 = 500;

/// Pages of deadlines that one look of the clock walks over: four for each of the tickets that a site with a deaf group may
/// have open, ten thousand.
const DUE_PAGES_MAX: usize = 80;

static PROMISES: LazyLock<Bulk> =
    LazyLock::new(|| Bulk::new("INSERT INTO promises (org, ticket, target, standing, judged_us)", 5, ""));

static DEADLINES: LazyLock<Bulk> =
    LazyLock::new(|| Bulk::new("INSERT INTO deadlines (org, ticket, target, due_us)", 4, ""));

/// Writes those of the tickets that are touched; of all open ones, when what is promised has changed.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.tickets.iter().filter_map(|number| situation.tickets.get(number));
    write_of(tx, org, &touched.collect::<Vec<_>>()).await?;
    if situation.touched.terms {
        reckon_all(tx, org, situation).await?;
    }
    Ok(())
}

/// Works out the promises of every open ticket anew, also of those that are not in mind.
async fn reckon_all(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let mut after = TicketNumber(0);
    loop {
        let mut page = tickets::open_after(tx, org, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.number;
        page.retain_mut(|ticket| {
            let before = ticket.course.clone();
            situation.reckon(ticket);
            ticket.course != before
        });
        let changed: Vec<&Ticket> = page.iter().collect();
        tickets::write_all(tx, org, &changed).await?;
        write_of(tx, org, &changed).await?;
    }
}

async fn write_of(tx: &mut Tx, org: &OrgId, tickets: &[&Ticket]) -> Result<(), StoreError> {
    for chunk in tickets.chunks(PICKED) {
        let numbers: Vec<u32> = chunk.iter().map(|ticket| ticket.number.0).collect();
        for deletion in [
            "DELETE FROM promises
            WHERE org = $1
                AND ticket IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
            "DELETE FROM deadlines
            WHERE org = $1
                AND ticket IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        ] {
            // How many rows there were before is nobody's to say.
            tx.run(deletion, picked(org, &numbers)).await?;
        }
    }
    PROMISES.write(tx, tickets.iter().flat_map(|ticket| promises(org, ticket)).collect()).await?;
    DEADLINES.write(tx, tickets.iter().flat_map(|ticket| deadlines(org, ticket)).collect()).await
}

fn promises(org: &OrgId, ticket: &Ticket) -> Vec<Vec<Arg>> {
    let row = |(target, promise): (&Target, &Promise)| {
        let standing = ticket.standing(promise);
        let judged_us = judged_at(promise, standing).map(Instant::us);
        args![org.as_str(), ticket.number.0, target.word(), standing.word(), judged_us]
    };
    ticket.course.promises.iter().map(row).collect()
}

/// When a promise was kept: as it was answered. When it was broken: as it was due, so that leaving a ticket open hides
/// nothing.
fn judged_at(promise: &Promise, standing: Standing) -> Option<Instant> {
    match standing {
        Standing::Met => promise.settled.map(|settled| settled.at),
        Standing::Missed => promise.missed.or(promise.due_at),
        Standing::Running | Standing::Paused | Standing::Void => None,
    }
}

fn deadlines(org: &OrgId, ticket: &Ticket) -> Vec<Vec<Arg>> {
    let row = |(due, at): (Due, Instant)| args![org.as_str(), ticket.number.0, due.word(), at.us()];
    ticket.deadlines().map(row).collect()
}

/// Tickets that have a deadline by an instant, the longest due first; one may come twice.
pub(crate) async fn due(tx: &mut Tx, org: &OrgId, by: Instant, limit: i64) -> Result<Vec<TicketNumber>, StoreError> {
    let numbers: Vec<i64> = tx
        .all(
            "SELECT ticket
            FROM deadlines
            WHERE org = $1 AND due_us <= $2
            ORDER BY due_us, ticket, target
            LIMIT $3",
            args![org.as_str(), by.us(), limit],
        )
        .await?;
    numbers.into_iter().map(|number| Ok(TicketNumber(small("ticket", number)?))).collect()
}

row! {
    #[derive(Debug)]
    struct DueRow { ticket: i64, target: String, due_us: i64, site: Option<String> }
}

/// Tickets about which the clock can do something by an instant, the longest due first; one may come twice. What nobody
/// is accused of, because its site may be deaf, waits and keeps nothing else waiting.
pub(crate) async fn due_where(
    tx: &mut Tx,
    org: &OrgId,
    by: Instant,
    limit: usize,
    is_heard: impl Fn(Option<&SiteId>) -> bool,
) -> Result<Vec<TicketNumber>, StoreError> {
    let mut found = Vec::new();
    let mut after = (i64::MIN, 0, String::new());
    for _ in 0..DUE_PAGES_MAX {
        let rows: Vec<DueRow> = tx
            .all(
                "SELECT deadlines.ticket, deadlines.target, deadlines.due_us, tickets.site
                FROM deadlines
                JOIN tickets ON tickets.org = deadlines.org AND tickets.number = deadlines.ticket
                WHERE deadlines.org = $1 AND deadlines.due_us <= $2
                    AND (deadlines.due_us, deadlines.ticket, deadlines.target) > ($3, $4, $5)
                ORDER BY deadlines.due_us, deadlines.ticket, deadlines.target
                LIMIT $6",
                args![org.as_str(), by.us(), after.0, after.1, after.2.as_str(), PAGE],
            )
            .await?;
        let Some(last) = rows.last() else { break };
        after = (last.due_us, last.ticket, last.target.clone());
        for row in rows {
            let is_done_deaf = row.target == Due::Closing.word();
            if is_done_deaf || is_heard(row.site.map(SiteId).as_ref()) {
                found.push(TicketNumber(small("ticket", row.ticket)?));
            }
        }
        if found.len() >= limit {
            found.truncate(limit);
            break;
        }
    }
    Ok(found)
}
