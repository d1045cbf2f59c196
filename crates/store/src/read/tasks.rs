//! Days of tasks, as a grid, as those nobody reported, and alone.

use super::{EXPORT_PAGE_MAX, PAGE_MAX, Sight};
use crate::text::from_word;
use crate::views::occurrences::{OccurrenceRow, by_key, occurrences_sql};
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, TaskId};
use domain::task::{Occurrence, Outcome};
use domain::time::{Day, Instant};

/// Days of tasks in one grid: a hundred tasks over two months.
pub const GRID_MAX: i64 = 6_200;

/// The days of all tasks between two days, both included, in order of task and day.
///
/// # Errors
/// Of the engine.
pub async fn grid(db: &Db, org: &OrgId, (from, to): (Day, Day), tasks: &Sight) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = db
        .all(
            occurrences_sql!(
                "AND day BETWEEN $2 AND $3
                AND ($5 IS NULL OR replace($5, '\u{1f}' || task || '\u{1f}', '') <> $5)
            ORDER BY task, day
            LIMIT $4"
            ),
            args![org.as_str(), from.to_string(), to.to_string(), GRID_MAX, tasks.sites()],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

row! {
    struct Ended { day: String, outcome: Option<String>, days: i64 }
}

/// How many days of tasks ended how, for each day between two, both included; none for those still open.
///
/// # Errors
/// Of the engine.
pub async fn by_day(
    db: &Db,
    org: &OrgId,
    (from, to): (Day, Day),
    tasks: &Sight,
) -> Result<Vec<(Day, Option<Outcome>, u64)>, StoreError> {
    let rows: Vec<Ended> = db
        .all(
            "SELECT day, outcome, COUNT(*) AS days
            FROM occurrences
            WHERE org = $1 AND day BETWEEN $2 AND $3
                AND ($5 IS NULL OR replace($5, '\u{1f}' || task || '\u{1f}', '') <> $5)
            GROUP BY day, outcome
            ORDER BY day, outcome
            LIMIT $4",
            args![org.as_str(), from.to_string(), to.to_string(), GRID_MAX, tasks.sites()],
        )
        .await?;
    let ended = |row: Ended| {
        let outcome = row.outcome.map(|word| from_word("outcome", Outcome::from_word(&word))).transpose()?;
        Ok((from_word("day", row.day.parse().ok())?, outcome, row.days.unsigned_abs()))
    };
    rows.into_iter().map(ended).collect()
}

/// Days due in a stretch of time that nobody reported, missed or still open: the last due first.
///
/// # Errors
/// Of the engine.
pub async fn silent(
    db: &Db,
    org: &OrgId,
    from: Instant,
    to: Instant,
    limit: u32,
) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = db
        .all(
            occurrences_sql!(
                "AND due_us BETWEEN $2 AND $3 AND (outcome IS NULL OR outcome = 'missed')
            ORDER BY due_us DESC, task, day
            LIMIT $4"
            ),
            args![org.as_str(), from.us(), to.us(), i64::from(limit).min(PAGE_MAX)],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

/// Days on which something was handed over, due since an instant: the last first.
///
/// # Errors
/// Of the engine.
pub async fn handovers(db: &Db, org: &OrgId, since: Instant, tasks: &Sight) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = db
        .all(
            occurrences_sql!(
                "AND due_us >= $2 AND handover IS NOT NULL
                AND ($4 IS NULL OR replace($4, '\u{1f}' || task || '\u{1f}', '') <> $4)
            ORDER BY due_us DESC, task, day
            LIMIT $3"
            ),
            args![org.as_str(), since.us(), PAGE_MAX, tasks.sites()],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

/// One day of a task.
///
/// # Errors
/// Of the engine.
pub async fn one(db: &Db, org: &OrgId, task: &TaskId, day: Day) -> Result<Option<Occurrence>, StoreError> {
    let mut tx = db.snapshot().await?;
    let found = by_key(&mut tx, org, &(task.clone(), day)).await?;
    tx.commit().await?;
    Ok(found)
}

/// All days of tasks in order of task and day, a page at a time: those after one, none from the start.
///
/// # Errors
/// Of the engine.
pub async fn all(db: &Db, org: &OrgId, after: Option<(&TaskId, Day)>) -> Result<Vec<Occurrence>, StoreError> {
    let (task, day) = after.map_or((String::new(), String::new()), |(task, day)| (task.to_string(), day.to_string()));
    let rows: Vec<OccurrenceRow> = db
        .all(
            occurrences_sql!(
                "AND (task > $2 OR (task = $2 AND day > $3))
            ORDER BY task, day
            LIMIT $4"
            ),
            args![org.as_str(), task, day, EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}
