//! The figures of one day.

use crate::text::from_word;
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
    struct Open { open: i64, unowned: i64, to_verify: i64, unanswered: i64, unanswered_us: Option<i64> }
}

row! {
    struct Ended { outcome: Option<String>, days: i64 }
}

/// How things stand on a day that began at an instant.
///
/// # Errors
/// Of the engine.
pub async fn today(db: &Db, org: &OrgId, day: Day, began: Instant) -> Result<Today, StoreError> {
    let open = open(db, org).await?;
    let reported: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM tickets
            WHERE org = $1 AND opened_us >= $2
            LIMIT 1",
            args![org.as_str(), began.us()],
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
        open: open.open.unsigned_abs(),
        unowned: open.unowned.unsigned_abs(),
        to_verify: open.to_verify.unsigned_abs(),
        unanswered: open.unanswered.unsigned_abs(),
        unanswered_since: open.unanswered_us.map(Instant::from_us),
        reported: reported.unsigned_abs(),
        outcomes: outcomes(db, org, day).await?,
        is_new: first.is_none(),
    })
}

async fn open(db: &Db, org: &OrgId) -> Result<Open, StoreError> {
    db.one(
        "SELECT COUNT(*) AS open,
            COUNT(*) FILTER (WHERE stage <> 'resolved'
                AND assignee_person IS NULL AND assignee_vendor IS NULL) AS unowned,
            COUNT(*) FILTER (WHERE stage = 'resolved') AS to_verify,
            COUNT(*) FILTER (WHERE priority = 'critical' AND acknowledged_us IS NULL) AS unanswered,
            MIN(opened_us) FILTER (WHERE priority = 'critical' AND acknowledged_us IS NULL) AS unanswered_us
        FROM tickets
        WHERE org = $1 AND is_open = $2
        LIMIT 1",
        args![org.as_str(), true],
    )
    .await
}

async fn outcomes(db: &Db, org: &OrgId, day: Day) -> Result<Vec<(Option<Outcome>, u64)>, StoreError> {
    let ended: Vec<Ended> = db
        .all(
            "SELECT outcome, COUNT(*) AS days
            FROM occurrences
            WHERE org = $1 AND day = $2
            GROUP BY outcome
            ORDER BY outcome
            LIMIT 20",
            args![org.as_str(), day.to_string()],
        )
        .await?;
    let outcome = |ended: Ended| {
        let outcome = ended.outcome.map(|word| from_word("outcome", Outcome::from_word(&word))).transpose()?;
        Ok((outcome, ended.days.unsigned_abs()))
    };
    ended.into_iter().map(outcome).collect()
}
