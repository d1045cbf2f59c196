//! Days of tasks as rows.

use crate::bulk::Bulk;
use crate::sql::Tx;
use crate::text::{from_json, from_word, json, small};
use crate::{StoreError, args, row};
use domain::id::{MessageId, OrgId, TaskId, TicketNumber};
use domain::situation::Situation;
use domain::task::{Occurrence, Outcome};
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static OCCURRENCES: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO occurrences (org, task, day, due_us, until_us, outcome, proof, delayed_us, visits, ticks,
        fault, handover, climbed, because)",
        14,
        "ON CONFLICT (org, task, day) DO UPDATE SET due_us = excluded.due_us, until_us = excluded.until_us,
        outcome = excluded.outcome, proof = excluded.proof, delayed_us = excluded.delayed_us,
        visits = excluded.visits, ticks = excluded.ticks, fault = excluded.fault,
        handover = excluded.handover, climbed = excluded.climbed, because = excluded.because",
    )
});

row! {
    #[derive(Debug)]
    pub(crate) struct OccurrenceRow {
        task: String,
        day: String,
        due_us: i64,
        until_us: i64,
        outcome: Option<String>,
        proof: Option<String>,
        delayed_us: Option<i64>,
        visits: String,
        ticks: String,
        fault: Option<i64>,
        handover: Option<String>,
        climbed: String,
        because: Option<String>,
    }
}

/// A query for whole days of tasks, from `WHERE org = $1` on; its parts are put together.
macro_rules! occurrences_sql {
    ($($tail:tt)+) => {
        concat!(
            "SELECT task, day, due_us, until_us, outcome, proof, delayed_us, visits, ticks, fault, handover, climbed,
            because
            FROM occurrences
            WHERE org = $1 ",
            $($tail)+
        )
    };
}
pub(crate) use occurrences_sql;

/// Writes those that are touched.
pub(super) async fn write(tx: &mut Tx, org: &OrgId, situation: &Situation) -> Result<(), StoreError> {
    let touched = situation.touched.occurrences.iter().filter_map(|key| situation.occurrences.get(key));
    let rows = touched.map(|day| {
        vec![
            org.as_str().into(),
            day.task.as_str().into(),
            day.day.to_string().into(),
            day.due_at.us().into(),
            day.until.us().into(),
            day.outcome.map(Outcome::word).into(),
            day.proof.as_ref().map(MessageId::as_str).into(),
            day.delayed_until.map(Instant::us).into(),
            json(&day.visits).into(),
            json(&day.ticks).into(),
            day.fault.map(|ticket| i64::from(ticket.0)).into(),
            day.handover.as_ref().map(json).into(),
            json(&day.climbed).into(),
            day.because.as_deref().into(),
        ]
    });
    OCCURRENCES.write(tx, rows.collect()).await
}

/// Those whose window touches a stretch of time, at most so many.
pub(crate) async fn around(
    tx: &mut Tx,
    org: &OrgId,
    from: Instant,
    to: Instant,
    limit: i64,
) -> Result<Vec<Occurrence>, StoreError> {
    // A window is at most a week long, so what is due more than a week before `from` has ended by then.
    let week_before = from.plus_minutes(-i64::from(domain::task::Cadence::WINDOW_MINUTES_MAX));
    let rows: Vec<OccurrenceRow> = tx
        .all(
            occurrences_sql!(
                "AND due_us >= $2 AND until_us >= $3 AND due_us <= $4
            ORDER BY due_us DESC, task, day
            LIMIT $5"
            ),
            args![org.as_str(), week_before.us(), from.us(), to.us(), limit],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

/// Those without an outcome that are due by an instant, at most so many.
pub(crate) async fn pending(tx: &mut Tx, org: &OrgId, to: Instant, limit: i64) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = tx
        .all(
            occurrences_sql!(
                "AND outcome IS NULL AND until_us <= $2
            ORDER BY until_us, task, day
            LIMIT $3"
            ),
            args![org.as_str(), to.us(), limit],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

/// Those that are open, and those that ended after an instant without anybody's word for the whole of them; at most so many.
pub(crate) async fn unsettled(
    tx: &mut Tx,
    org: &OrgId,
    from: Instant,
    limit: i64,
) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = tx
        .all(
            occurrences_sql!(
                "AND until_us >= $2 AND outcome IS NULL
                UNION ALL ",
                occurrences_sql!(
                    "AND until_us >= $2 AND outcome IN ('missed', 'partial')
            ORDER BY until_us, task, day
            LIMIT $3"
                )
            ),
            args![org.as_str(), from.us(), limit],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}

/// One day of a task.
pub(crate) async fn by_key(tx: &mut Tx, org: &OrgId, key: &(TaskId, Day)) -> Result<Option<Occurrence>, StoreError> {
    let row: Option<OccurrenceRow> = tx
        .maybe(
            occurrences_sql!(
                "AND task = $2 AND day = $3
            LIMIT 1"
            ),
            args![org.as_str(), key.0.as_str(), key.1.to_string()],
        )
        .await?;
    row.map(OccurrenceRow::occurrence).transpose()
}

/// Those of some days of tasks that were written down.
pub(crate) async fn by_keys(
    tx: &mut Tx,
    org: &OrgId,
    keys: impl IntoIterator<Item = &(TaskId, Day)>,
) -> Result<Vec<Occurrence>, StoreError> {
    let mut wanted: BTreeMap<&TaskId, BTreeSet<Day>> = BTreeMap::new();
    for (task, day) in keys {
        wanted.entry(task).or_default().insert(*day);
    }
    let mut found = Vec::new();
    for (task, days) in wanted {
        let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
        let rows: Vec<OccurrenceRow> = tx
            .all(
                occurrences_sql!(
                    "AND task = $2 AND day BETWEEN $3 AND $4
                ORDER BY day
                LIMIT $5"
                ),
                // A day of a task comes up once.
                args![org.as_str(), task.as_str(), first.to_string(), last.to_string(), last.days_since(*first) + 1],
            )
            .await?;
        for row in rows {
            let known = row.occurrence()?;
            if days.contains(&known.day) {
                found.push(known);
            }
        }
    }
    Ok(found)
}

/// When the last day due by an instant is due.
pub(crate) async fn expected_until(tx: &mut Tx, org: &OrgId, by: Instant) -> Result<Option<Instant>, StoreError> {
    let last: Option<i64> = tx
        .one(
            "SELECT MAX(due_us)
            FROM occurrences
            WHERE org = $1 AND due_us <= $2
            LIMIT 1",
            args![org.as_str(), by.us()],
        )
        .await?;
    Ok(last.map(Instant::from_us))
}

impl OccurrenceRow {
    /// The day a row tells of.
    pub(crate) fn occurrence(self) -> Result<Occurrence, StoreError> {
        let outcome = self.outcome.map(|word| from_word("outcome", Outcome::from_word(&word))).transpose()?;
        Ok(Occurrence {
            task: TaskId(self.task),
            day: from_word("day", self.day.parse().ok())?,
            due_at: Instant::from_us(self.due_us),
            until: Instant::from_us(self.until_us),
            outcome,
            proof: self.proof.map(MessageId),
            delayed_until: self.delayed_us.map(Instant::from_us),
            visits: from_json("visits", &self.visits)?,
            ticks: from_json("ticks", &self.ticks)?,
            fault: self.fault.map(|ticket| small("fault", ticket).map(TicketNumber)).transpose()?,
            handover: self.handover.map(|body| from_json("handover", &body)).transpose()?,
            climbed: from_json("climbed", &self.climbed)?,
            because: self.because,
        })
    }
}
