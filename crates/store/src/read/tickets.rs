//! Tickets, as lists, as a board, and alone.

use super::{Cursor, EXPORT_PAGE_MAX, PAGE_MAX, Page};
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, SiteId, TicketNumber};
use domain::ticket::{Category, Stage, Ticket};
use domain::time::Instant;

/// Tickets shown of one stage on the board; their number is true.
pub const COLUMN_MAX: i64 = 50;

/// Which stages a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Group {
    /// Work is owed.
    #[default]
    Open,
    /// Work is owed, nobody owns it, and nobody says it is fixed.
    Unowned,
    /// Said to be fixed.
    ToVerify,
    /// Verified or closed.
    Done,
    /// Whatever the stage.
    All,
}

impl Group {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unowned => "unowned",
            Self::ToVerify => "verify",
            Self::Done => "done",
            Self::All => "all",
        }
    }
}

/// What a list of tickets shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Which stages.
    pub group: Group,
    /// Only those of this site.
    pub site: Option<SiteId>,
    /// Only those of this trade.
    pub category: Option<Category>,
    /// Only those with this in their title, or with this number; empty for all.
    pub words: String,
}

impl Filter {
    /// A pattern for the title, and a number.
    fn words(&self) -> (Option<String>, Option<u32>) {
        let words = self.words.trim();
        let escaped = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let pattern = (!words.is_empty()).then(|| format!("%{escaped}%"));
        (pattern, words.parse::<TicketNumber>().ok().map(|number| number.0))
    }
}

/// Tickets, the last touched first.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, filter: &Filter, after: Cursor) -> Result<Page<Ticket>, StoreError> {
    let (pattern, number) = filter.words();
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "($2 = 'all'
                OR ($2 = 'open' AND is_open)
                OR ($2 = 'unowned' AND is_open AND stage <> 'resolved'
                    AND assignee_person IS NULL AND assignee_vendor IS NULL)
                OR ($2 = 'verify' AND stage = 'resolved')
                OR ($2 = 'done' AND stage IN ('verified', 'closed')))
                AND ($3 IS NULL OR site = $3)
                AND ($4 IS NULL OR category = $4)
                AND ($5 IS NULL OR lower(title) LIKE lower($5) ESCAPE '!' OR number = $9)
                AND (touched_us < $6 OR (touched_us = $6 AND number < $7))
                ORDER BY touched_us DESC, number DESC
                LIMIT $8"
            ),
            args![
                org.as_str(),
                filter.group.word(),
                filter.site.as_ref().map(SiteId::as_str),
                filter.category.map(Category::word),
                pattern,
                after.us,
                after.number,
                PAGE_MAX + 1,
                number,
            ],
        )
        .await?;
    let cursor = |ticket: &Ticket| Cursor { us: ticket.touched_at.us(), number: i64::from(ticket.number.0) };
    Ok(Page::cut(tickets(rows)?, PAGE_MAX, cursor))
}

row! {
    /// How many tickets there are in each group.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Counts {
        /// In [`Group::Open`].
        pub open: i64,
        /// In [`Group::Unowned`].
        pub unowned: i64,
        /// In [`Group::ToVerify`].
        pub to_verify: i64,
        /// In [`Group::Done`].
        pub done: i64,
        /// In [`Group::All`].
        pub every: i64,
    }
}

/// How many tickets each group has, narrowed by all of a filter but its group.
///
/// # Errors
/// Of the engine.
pub async fn counts(db: &Db, org: &OrgId, filter: &Filter) -> Result<Counts, StoreError> {
    let (pattern, number) = filter.words();
    db.one(
        "SELECT COUNT(*) FILTER (WHERE is_open) AS open,
            COUNT(*) FILTER (WHERE is_open AND stage <> 'resolved'
                AND assignee_person IS NULL AND assignee_vendor IS NULL) AS unowned,
            COUNT(*) FILTER (WHERE stage = 'resolved') AS to_verify,
            COUNT(*) FILTER (WHERE stage IN ('verified', 'closed')) AS done,
            COUNT(*) AS every
        FROM tickets
        WHERE org = $1
            AND ($2 IS NULL OR site = $2)
            AND ($3 IS NULL OR category = $3)
            AND ($4 IS NULL OR lower(title) LIKE lower($4) ESCAPE '!' OR number = $5)
        LIMIT 1",
        args![
            org.as_str(),
            filter.site.as_ref().map(SiteId::as_str),
            filter.category.map(Category::word),
            pattern,
            number
        ],
    )
    .await
}

/// One stage of the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The stage.
    pub stage: Stage,
    /// How many tickets stand there.
    pub count: u64,
    /// Since when the oldest of them is open.
    pub oldest: Option<Instant>,
    /// The last touched.
    pub tickets: Vec<Ticket>,
}

row! {
    struct Counted { stage: String, tickets: i64, oldest_us: i64 }
}

/// The board: of each of these stages the number of tickets and those last touched, since an instant.
///
/// # Errors
/// Of the engine.
pub async fn board(db: &Db, org: &OrgId, stages: &[Stage], since: Instant) -> Result<Vec<Column>, StoreError> {
    let counts: Vec<Counted> = db
        .all(
            "SELECT stage, COUNT(*) AS tickets, MIN(opened_us) AS oldest_us
            FROM tickets
            WHERE org = $1 AND touched_us >= $2
            GROUP BY stage
            ORDER BY stage
            LIMIT 20",
            args![org.as_str(), since.us()],
        )
        .await?;
    let mut columns = Vec::with_capacity(stages.len());
    for stage in stages {
        let counted = counts.iter().find(|counted| counted.stage == stage.word());
        let rows: Vec<TicketRow> = db
            .all(
                tickets_sql!("stage = $2 AND touched_us >= $3 ORDER BY touched_us DESC, number DESC LIMIT $4"),
                args![org.as_str(), stage.word(), since.us(), COLUMN_MAX],
            )
            .await?;
        columns.push(Column {
            stage: *stage,
            count: counted.map_or(0, |counted| counted.tickets.unsigned_abs()),
            oldest: counted.map(|counted| Instant::from_us(counted.oldest_us)),
            tickets: tickets(rows)?,
        });
    }
    Ok(columns)
}

/// Tickets reported since an instant, the last first.
///
/// # Errors
/// Of the engine.
pub async fn reported_since(db: &Db, org: &OrgId, since: Instant, limit: u32) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!("opened_us >= $2 ORDER BY opened_us DESC, number DESC LIMIT $3"),
            args![org.as_str(), since.us(), i64::from(limit).min(PAGE_MAX)],
        )
        .await?;
    tickets(rows)
}

/// One ticket.
///
/// # Errors
/// Of the engine.
pub async fn one(db: &Db, org: &OrgId, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
    let row: Option<TicketRow> = db.maybe(tickets_sql!("number = $2 LIMIT 1"), args![org.as_str(), number.0]).await?;
    row.map(TicketRow::ticket).transpose()
}

/// All tickets in order of their numbers, a page at a time: those after a number, 0 from the start.
///
/// # Errors
/// Of the engine.
pub async fn all(db: &Db, org: &OrgId, after: TicketNumber) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = db
        .all(tickets_sql!("number > $2 ORDER BY number LIMIT $3"), args![org.as_str(), after.0, EXPORT_PAGE_MAX])
        .await?;
    tickets(rows)
}

fn tickets(rows: Vec<TicketRow>) -> Result<Vec<Ticket>, StoreError> {
    rows.into_iter().map(TicketRow::ticket).collect()
}
