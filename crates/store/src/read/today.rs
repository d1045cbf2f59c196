//! The figures of one day.

use super::Sight;
use super::counts::counts;
use super::tickets::Filter;
use crate::text::from_word;
use crate::views::tickets::unanswered;
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use domain::task::Outcome;
use domain::time::{Day, Instant};

/// How things stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// Tickets on which work is owed.
    pub open: u64,
    /// Those of them that nobody owns and nobody says are fixed.
    pub unowned: u64,
    /// Those of them that are said to be fixed.
    pub to_verify: u64,
    /// Critical tickets that nobody answered.
    pub unanswered: u64,
    /// Since when the oldest of these waits.
    pub unanswered_since: Option<Instant>,
    /// Tickets reported since the day began.
    pub reported: u64,
    /// Days of tasks by how they ended; none for those still open.
    pub outcomes: Vec<(Option<Outcome>, u64)>,
    /// Whether nothing was ever said.
    pub is_new: bool,
}

row! {
    struct Unanswered { tickets: i64, since_us: Option<i64> }
}

row! {
    struct Ended { outcome: Option<String>, days: i64 }
}

/// How things stand on a day that began at an instant.
///
/// # Errors
/// Of the engine.
pub async fn today(
    db: &Db,
    org: &OrgId,
    day: Day,
    began: Instant,
    (sight, tasks): (&Sight, &Sight),
) -> Result<Today, StoreError> {
    let counts = counts(db, org, &Filter { sight: sight.clone(), ..Filter::default() }).await?;
    let unanswered = unanswered(db, org, sight).await?;
    let reported: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM tickets
            WHERE org = $1 AND opened_us >= $2
                AND ($3 IS NULL OR replace($3, '\u{1f}' || site || '\u{1f}', '') <> $3)
            LIMIT 1",
            args![org.as_str(), began.us(), sight.sites()],
        )
        .await?;
    let first: Option<i64> = db
        .one(
            "SELECT MIN(sent_us)
            FROM messages
            WHERE org = $1
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(Today {
        open: counts.open,
        unowned: counts.unowned,
        to_verify: counts.to_verify,
        unanswered: unanswered.tickets.unsigned_abs(),
        unanswered_since: unanswered.since_us.map(Instant::from_us),
        reported: reported.unsigned_abs(),
        outcomes: outcomes(db, org, day, tasks).await?,
        is_new: first.is_none(),
    })
}

/// Critical tickets that nobody answered.
async fn unanswered(db: &Db, org: &OrgId, sight: &Sight) -> Result<Unanswered, StoreError> {
    db.one(
        concat!(
            "SELECT COUNT(*) AS tickets, MIN(opened_us) AS since_us
            FROM tickets
            WHERE org = $1 AND ",
            unanswered!(),
            " AND ($2 IS NULL OR replace($2, '\u{1f}' || site || '\u{1f}', '') <> $2)
            LIMIT 1"
        ),
        args![org.as_str(), sight.sites()],
    )
    .await
}

async fn outcomes(db: &Db, org: &OrgId, day: Day, tasks: &Sight) -> Result<Vec<(Option<Outcome>, u64)>, StoreError> {
    let ended: Vec<Ended> = db
        .all(
            "SELECT outcome, COUNT(*) AS days
            FROM occurrences
            WHERE org = $1 AND day = $2
                AND ($3 IS NULL OR replace($3, '\u{1f}' || task || '\u{1f}', '') <> $3)
            GROUP BY outcome
            ORDER BY outcome
            LIMIT 20",
            args![org.as_str(), day.to_string(), tasks.sites()],
        )
        .await?;
    let outcome = |ended: Ended| {
        let outcome = ended.outcome.map(|word| from_word("outcome", Outcome::from_word(&word))).transpose()?;
        Ok((outcome, ended.days.unsigned_abs()))
    };
    ended.into_iter().map(outcome).collect()
}
