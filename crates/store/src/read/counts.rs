//! How many tickets stand behind each filter of the list, and which of them need somebody now.

use super::PAGE_MAX;
use super::tickets::{Filter, pattern};
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, SiteId};
use domain::ticket::{Category, Ticket};

row! {
    /// How many tickets there are in each group, as [`super::tickets::list`] would list them.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Groups {
        /// Work is owed.
        pub open: i64,
        /// Work is owed and nobody owns it.
        pub unowned: i64,
        /// Said to be fixed.
        pub to_verify: i64,
        /// Verified or closed.
        pub done: i64,
        /// Whatever the stage.
        pub every: i64,
    }
}

/// How many tickets there are in each group under the other filters.
///
/// # Errors
/// Of the engine.
pub async fn groups(db: &Db, org: &OrgId, filter: &Filter) -> Result<Groups, StoreError> {
    db.one(
        "SELECT COUNT(*) FILTER (WHERE is_open) AS open,
            COUNT(*) FILTER (WHERE is_open AND assignee_person IS NULL AND assignee_vendor IS NULL) AS unowned,
            COUNT(*) FILTER (WHERE stage = 'resolved') AS to_verify,
            COUNT(*) FILTER (WHERE stage IN ('verified', 'closed')) AS done,
            COUNT(*) AS every
        FROM tickets
        WHERE org = $1
        AND ($2 IS NULL OR site = $2)
        AND ($3 IS NULL OR category = $3)
        AND ($4 IS NULL OR lower(title) LIKE lower($4) ESCAPE '!')
        LIMIT 1",
        args![
            org.as_str(),
            filter.site.as_ref().map(SiteId::as_str),
            filter.category.map(Category::word),
            pattern(&filter.words)
        ],
    )
    .await
}

/// Tickets that need somebody now: open without an owner, or critical and unanswered.
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
pub async fn needs(db: &Db, org: &OrgId, limit: u32) -> Result<Needs, StoreError> {
    let count: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM tickets
            WHERE org = $1 AND is_open
            AND ((assignee_person IS NULL AND assignee_vendor IS NULL)
                OR (priority = 'critical' AND acknowledged_us IS NULL))
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "is_open
                AND ((assignee_person IS NULL AND assignee_vendor IS NULL)
                    OR (priority = 'critical' AND acknowledged_us IS NULL))
                ORDER BY
                    CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END,
                    opened_us,
                    number
                LIMIT $2"
            ),
            args![org.as_str(), i64::from(limit).min(PAGE_MAX)],
        )
        .await?;
    let first = rows.into_iter().map(TicketRow::ticket).collect::<Result<_, _>>()?;
    Ok(Needs { count: count.unsigned_abs(), first })
}
