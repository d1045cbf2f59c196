//! Who opened which photo, film, file or handout. Kept for a while, and no part of the record.

use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{Digest, OrgId};
use domain::request::Actor;
use domain::time::Instant;

/// Lines shown of one file.
const SHOWN_MAX: i64 = 50;
/// Lines forgotten in one go, so that no writer waits long.
const FORGOTTEN_MAX: i64 = 5_000;
/// Lines written in one go, so that no writer waits long.
const AT_ONCE_MAX: usize = 500;
/// Looking again within so many microseconds is the same look.
const SAME_US: i64 = 3_600_000_000;

row! {
    /// Somebody opened a file.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Opening {
        /// Who, as the journal spells it.
        pub who: String,
        /// When, the first time of that hour.
        pub at_us: i64,
    }
}

/// Writes down that somebody opened a file, once an hour.
///
/// # Errors
/// Of the engine.
pub async fn note(db: &Db, org: &OrgId, digest: &Digest, who: &Actor, now: Instant) -> Result<(), StoreError> {
    note_by(db, org, digest, &who.to_string(), now).await
}

/// Writes down that somebody took files away, all of them at once.
///
/// # Errors
/// Of the engine.
pub async fn note_all(db: &Db, org: &OrgId, digests: &[Digest], who: &Actor, now: Instant) -> Result<(), StoreError> {
    for some in digests.chunks(AT_ONCE_MAX) {
        let mut tx = db.begin().await?;
        for digest in some {
            insert(&mut tx, org, digest, &who.to_string(), now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// As [`note`], by somebody of whom no more is known than a word.
pub(crate) async fn note_by(db: &Db, org: &OrgId, digest: &Digest, who: &str, now: Instant) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    let rows = insert(&mut tx, org, digest, who, now).await?;
    if rows == 0 { tx.rollback().await } else { tx.commit().await }
}

/// One line, unless there is one of that hour; how many were written.
async fn insert(tx: &mut Tx, org: &OrgId, digest: &Digest, who: &str, now: Instant) -> Result<u64, StoreError> {
    tx.run(
        "INSERT INTO openings (org, digest, who, hour, at_us)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org, digest, who, hour) DO NOTHING",
        args![org.as_str(), digest.as_str(), who, now.us().div_euclid(SAME_US), now.us()],
    )
    .await
}

/// Who opened a file lately, the last first.
///
/// # Errors
/// Of the engine.
pub async fn of(db: &Db, org: &OrgId, digest: &Digest) -> Result<Vec<Opening>, StoreError> {
    db.all(
        "SELECT who, at_us
        FROM openings
        WHERE org = $1 AND digest = $2
        ORDER BY at_us DESC, who
        LIMIT $3",
        args![org.as_str(), digest.as_str(), SHOWN_MAX],
    )
    .await
}

/// Forgets some of what was opened before an instant. How many lines there were.
pub(crate) async fn forget_before(tx: &mut Tx, org: &OrgId, before: Instant) -> Result<u64, StoreError> {
    tx.run(
        "DELETE FROM openings
        WHERE org = $1 AND at_us < $2 AND (digest, who, hour) IN (
            SELECT digest, who, hour
            FROM openings
            WHERE org = $1 AND at_us < $2
            ORDER BY at_us, digest, who
            LIMIT $3)",
        args![org.as_str(), before.us(), FORGOTTEN_MAX],
    )
    .await
}

/// Forgets what somebody opened.
///
/// # Errors
/// Of the engine.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, who: &Actor) -> Result<(), StoreError> {
    tx.run("DELETE FROM openings WHERE org = $1 AND who = $2", args![org.as_str(), who.to_string()]).await.map(|_| ())
}
