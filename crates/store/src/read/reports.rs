//! What reports are made of: the tickets and days of tasks of a stretch of time, in one state of the database.

use super::EXPORT_PAGE_MAX;
use crate::sql::Tx;
use crate::views::occurrences::OccurrenceRow;
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Db, StoreError, args};
use domain::id::OrgId;
use domain::task::Occurrence;
use domain::ticket::Ticket;
use domain::time::Instant;

/// Tickets and days of one report; a year of a busy town has fewer.
pub const EACH_MAX: usize = 200_000;

/// Whether everything was shown, or only the first [`EACH_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// Everything was.
    pub is_all: bool,
}

/// Shows every ticket reported before `to` that was touched since `from` or is open, once, and every day of a task due
/// between them. A page at a time, so that memory holds what `ticket` and `day` keep.
///
/// # Errors
/// Of the engine.
pub async fn gather(
    db: &Db,
    org: &OrgId,
    (from, to): (Instant, Instant),
    mut ticket: impl FnMut(Ticket),
    mut day: impl FnMut(Occurrence),
) -> Result<Gathered, StoreError> {
    let mut tx = db.snapshot().await?;
    let mut left = EACH_MAX;
    // No number is less: before every ticket touched at that instant.
    let mut at = (from.us(), -1);
    while left > 0 {
        let rows = touched(&mut tx, org, at, to).await?;
        let Some(last) = rows.last() else { break };
        at = (last.touched_at.us(), i64::from(last.number.0));
        left = left.saturating_sub(rows.len());
        rows.into_iter().for_each(&mut ticket);
    }
    let mut at = (from.us(), -1);
    while left > 0 {
        let rows = open(&mut tx, org, at, to).await?;
        let Some(last) = rows.last() else { break };
        at = (last.touched_at.us(), i64::from(last.number.0));
        left = left.saturating_sub(rows.len());
        rows.into_iter().for_each(&mut ticket);
    }
    let mut days_left = EACH_MAX;
    let mut after = (from.us(), String::new(), String::new());
    while days_left > 0 {
        let rows = due(&mut tx, org, &after, to).await?;
        let Some(last) = rows.last() else { break };
        after = (last.due_at.us(), last.task.to_string(), last.day.to_string());
        days_left = days_left.saturating_sub(rows.len());
        rows.into_iter().for_each(&mut day);
    }
    tx.commit().await?;
    Ok(Gathered { is_all: left > 0 && days_left > 0 })
}

/// When the first and the last message was said, as far as anything was.
///
/// # Errors
/// Of the engine.
pub async fn heard(db: &Db, org: &OrgId) -> Result<Option<(Instant, Instant)>, StoreError> {
    let first: Option<i64> =
        db.one("SELECT MIN(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let last: Option<i64> =
        db.one("SELECT MAX(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(first.zip(last).map(|(first, last)| (Instant::from_us(first), Instant::from_us(last))))
}

/// Those touched after one, itself not included, the longest untouched first.
async fn touched(tx: &mut Tx, org: &OrgId, at: (i64, i64), to: Instant) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!(
                "(touched_us, number) > ($2, $3) AND opened_us < $4
                ORDER BY touched_us, number LIMIT $5"
            ),
            args![org.as_str(), at.0, at.1, to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

/// Open ones touched before one, the last touched first.
async fn open(tx: &mut Tx, org: &OrgId, at: (i64, i64), to: Instant) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!(
                "is_open = TRUE AND (touched_us, number) < ($2, $3) AND opened_us < $4
                ORDER BY touched_us DESC, number DESC LIMIT $5"
            ),
            args![org.as_str(), at.0, at.1, to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

async fn due(
    tx: &mut Tx,
    org: &OrgId,
    (us, task, day): &(i64, String, String),
    to: Instant,
) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = tx
        .all(
            "SELECT task, day, due_us, until_us, outcome, proof
            FROM occurrences
            WHERE org = $1 AND (due_us, task, day) > ($2, $3, $4) AND due_us < $5
            ORDER BY due_us, task, day
            LIMIT $6",
            args![org.as_str(), *us, task.as_str(), day.as_str(), to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}
