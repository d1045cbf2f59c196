//! What follows the journal for proving and auditing it: nodes of its Merkle tree, and which entries are of which
//! subject; hides how far it has come and when it is filled.
//!
//! Nothing here is written with an entry, so recording costs what it did. [`follow`] is called when something was
//! recorded and before something is proven; each call does one bounded step. Everything here is a function of the
//! journal alone, so it is never told of removed imports, and can be held against it.

mod anew;
mod lines;
mod nodes;
mod proofs;
mod witness;

use crate::journal::{self, Entry, PAGE_MAX};
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
pub use anew::{ASTRAY_MAX, Astray, anew, astray};
use domain::id::OrgId;
use domain::time::Instant;
pub use lines::Subject;
pub use proofs::Proofs;
pub use witness::Witness;

/// Steps that [`follow_all`] takes at most: a million entries at a thousand a step, a hundred times over.
const STEPS_MAX: u32 = 100_000;

/// How far the ledger has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// The last entry it knows of.
    pub position: i64,
    /// Whether it knows of all there were.
    pub is_all: bool,
}

/// How far the ledger of an organisation has come; 0 when it has none.
///
/// # Errors
/// Of the engine.
pub async fn position(db: &Db, org: &OrgId) -> Result<i64, StoreError> {
    let position: Option<i64> =
        db.maybe("SELECT position FROM ledger WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(position.unwrap_or_default())
}

/// Takes in the next entries, at most [`PAGE_MAX`]. Several may call it at once.
///
/// # Errors
/// Of the engine, or when an entry cannot be read; nothing was taken in then.
pub async fn follow(db: &Db, org: &OrgId) -> Result<Followed, StoreError> {
    let from = position(db, org).await?;
    // Read and understood before the lock: on SQLite nobody else can record while it is held.
    let page = journal::since(db, org.as_str(), from, PAGE_MAX).await?;
    let Some(to) = page.last().map(|entry| entry.position) else {
        return Ok(Followed { position: from, is_all: true });
    };
    let lines = page.iter().map(understood).collect::<Result<Vec<_>, _>>()?;
    let mut tx = db.begin().await?;
    if lock(&mut tx, org).await? != from {
        tx.rollback().await?;
        return Ok(Followed { position: from, is_all: false });
    }
    lines::write(&mut tx, org, &lines).await?;
    nodes::grow(&mut tx, org, from, to).await?;
    tx.run_expecting(1, "UPDATE ledger SET position = $2 WHERE org = $1", args![org.as_str(), to]).await?;
    tx.commit().await?;
    Ok(Followed { position: to, is_all: false })
}

/// Takes in everything there is. How far it came.
///
/// # Errors
/// As [`follow`].
pub async fn follow_all(db: &Db, org: &OrgId) -> Result<i64, StoreError> {
    let mut tries = 0;
    for _ in 0..STEPS_MAX {
        match follow(db, org).await {
            Ok(Followed { position, is_all: true }) => return Ok(position),
            Ok(_) => tries = 0,
            Err(error) if error.is_retryable() && tries < TRIES_MAX => tries += 1,
            Err(error) => return Err(error),
        }
    }
    position(db, org).await
}

/// How often one step is begun again when others are in the way.
const TRIES_MAX: u32 = 8;

/// Locks the ledger until the transaction ends. How far it has come.
async fn lock(tx: &mut Tx, org: &OrgId) -> Result<i64, StoreError> {
    tx.one(
        "INSERT INTO ledger (org, position)
        VALUES ($1, 0)
        ON CONFLICT (org) DO UPDATE SET position = ledger.position
        RETURNING position",
        args![org.as_str()],
    )
    .await
}

row! {
    struct Told { at_us: i64, position: i64 }
}

/// Lines read at once.
const LINES: i64 = 2_000;

/// The positions of the entries of a subject, in the order of time, at most so many; of a span of time, its end left
/// out, where one is named.
///
/// # Errors
/// Of the engine.
pub async fn positions(
    db: &Db,
    org: &OrgId,
    subject: &Subject,
    span: Option<(Instant, Instant)>,
    max: usize,
) -> Result<Vec<i64>, StoreError> {
    let (from, to) = span.map_or((i64::MIN, i64::MAX), |(from, to)| (from.us(), to.us()));
    let (mut at_us, mut position, mut positions) = (from, i64::MIN, Vec::new());
    while positions.len() < max {
        let page: Vec<Told> = db
            .all(
                "SELECT at_us, position
                FROM audit
                WHERE org = $1 AND subject = $2 AND at_us >= $3 AND (at_us > $3 OR position > $4) AND at_us < $5
                ORDER BY at_us, position
                LIMIT $6",
                args![org.as_str(), subject.number(), at_us, position, to, LINES],
            )
            .await?;
        let Some(last) = page.last() else { break };
        (at_us, position) = (last.at_us, last.position);
        positions.extend(page.iter().map(|line| line.position));
    }
    positions.truncate(max);
    Ok(positions)
}

fn understood(entry: &Entry) -> Result<lines::Line, StoreError> {
    Ok(lines::Line::of(entry, &entry.event()?))
}
