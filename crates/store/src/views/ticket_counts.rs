//! How many tickets there are of each kind, moved on whenever a ticket is written; hides how.

use crate::bulk::Bulk;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Tx};
use crate::{StoreError, args, row};
use domain::id::{OrgId, SiteId};
use domain::ticket::Ticket;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static COUNTS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO ticket_counts (org, site, category, stage, is_owned, tickets)",
        6,
        "ON CONFLICT (org, site, category, stage, is_owned)
        DO UPDATE SET tickets = ticket_counts.tickets + excluded.tickets",
    )
});

row! {
    /// What tickets are counted by.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Sort { site: String, category: String, stage: String, is_owned: bool }
}

/// Counts tickets as they are about to be written instead of as they still stand.
pub(super) async fn move_on(tx: &mut Tx, org: &OrgId, tickets: &[&Ticket]) -> Result<(), StoreError> {
    let mut moved: BTreeMap<Sort, i64> = BTreeMap::new();
    for sort in standing(tx, org, tickets).await? {
        *moved.entry(sort).or_default() -= 1;
    }
    for ticket in tickets {
        *moved.entry(Sort::of(ticket)).or_default() += 1;
    }
    moved.retain(|_, by| *by != 0);
    if moved.is_empty() {
        return Ok(());
    }
    COUNTS.write(tx, moved.into_iter().map(|(sort, by)| columns(org, sort, by)).collect()).await?;
    tx.run(
        "DELETE FROM ticket_counts
        WHERE org = $1 AND tickets = 0",
        args![org.as_str()],
    )
    .await
    .map(|_| ())
}

/// Of what sort those of these tickets are that are written down.
async fn standing(tx: &mut Tx, org: &OrgId, tickets: &[&Ticket]) -> Result<Vec<Sort>, StoreError> {
    let mut found = Vec::new();
    for chunk in tickets.chunks(PICKED) {
        let numbers: Vec<u32> = chunk.iter().map(|ticket| ticket.number.0).collect();
        let rows: Vec<Sort> = tx
            .all(
                "SELECT COALESCE(site, '') AS site, category, stage,
                    assignee_person IS NOT NULL OR assignee_vendor IS NOT NULL AS is_owned
                FROM tickets
                WHERE org = $1
                    AND number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY number
                LIMIT 16",
                picked(org, &numbers),
            )
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

impl Sort {
    fn of(ticket: &Ticket) -> Self {
        Self {
            site: ticket.site.as_ref().map(SiteId::to_string).unwrap_or_default(),
            category: ticket.category.word().to_owned(),
            stage: ticket.stage.word().to_owned(),
            is_owned: ticket.assignee.is_some(),
        }
    }
}

fn columns(org: &OrgId, sort: Sort, by: i64) -> Vec<Arg> {
    args![org.as_str(), sort.site, sort.category, sort.stage, sort.is_owned, by]
}
