//! Which tickets need somebody now.

use super::counts::counts;
use super::tickets::Filter;
use super::{PAGE_MAX, Sight};
use crate::views::tickets::{TicketRow, tickets_sql, unanswered, unowned, urgency};
use crate::{Db, StoreError, args};
use domain::id::OrgId;
use domain::ticket::Ticket;

/// Tickets that need somebody now: without an owner and not said to be fixed, or critical and unanswered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Needs {
    /// How many there are.
    pub count: u64,
    /// The most urgent, and among these the oldest; at most as many as asked for.
    pub first: Vec<Ticket>,
}

/// The tickets that need somebody now.
///
/// # Errors
/// Of the engine.
pub async fn needs(db: &Db, org: &OrgId, sight: &Sight, limit: u32) -> Result<Needs, StoreError> {
    let unowned = counts(db, org, &Filter { sight: sight.clone(), ..Filter::default() }).await?.unowned;
    let owned: i64 = db
        .one(
            concat!(
                "SELECT COUNT(*)
                FROM tickets
                WHERE org = $1 AND ",
                unanswered!(),
                " AND NOT (",
                unowned!(),
                ") AND ($2 IS NULL OR replace($2, '\u{1f}' || site || '\u{1f}', '') <> $2)
                LIMIT 1"
            ),
            args![org.as_str(), sight.sites()],
        )
        .await?;
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "is_open = TRUE AND ((",
                unowned!(),
                ") OR (",
                unanswered!(),
                "))
                AND ($3 IS NULL OR replace($3, '\u{1f}' || site || '\u{1f}', '') <> $3)
                ORDER BY ",
                urgency!(),
                ", opened_us, number
                LIMIT $2"
            ),
            args![org.as_str(), i64::from(limit).min(PAGE_MAX), sight.sites()],
        )
        .await?;
    let first = rows.into_iter().map(TicketRow::ticket).collect::<Result<_, _>>()?;
    Ok(Needs { count: unowned + owned.unsigned_abs(), first })
}
