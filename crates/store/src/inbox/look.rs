//! Looking at the mailbox, and clearing it up.

use super::Mailbox;
use crate::sql::Db;
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;

/// Deliveries that are shown at once.
const ASIDE_MAX: i64 = 100;
/// Deliveries forgotten in one go, so that no writer waits long.
const FORGOTTEN_MAX: i64 = 5_000;

row! {
    /// A delivery that could not be taken in.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Aside {
        /// Its name.
        pub id: String,
        /// The channel's name.
        pub channel: String,
        /// When it came in.
        pub received_us: i64,
        /// How often it was begun.
        pub tries: i64,
        /// Why it could not be taken in.
        pub reason: Option<String>,
        /// How large it is.
        pub size_bytes: i64,
    }
}

row! {
    /// What was understood of a delivery and not used.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Rest {
        /// When it came in.
        pub received_us: i64,
        /// The things, each with its name, as JSON.
        pub body: String,
    }
}

/// What was understood of the latest deliveries and not used, the last first.
///
/// # Errors
/// Of the engine.
pub async fn rest(db: &Db, org: &OrgId) -> Result<Vec<Rest>, StoreError> {
    db.mailbox()
        .all(
            "SELECT received_us, body
        FROM inbox
        WHERE org = $1 AND state = 'done' AND size_bytes > 0
        ORDER BY received_us DESC, id DESC
        LIMIT $2",
            args![org.as_str(), ASIDE_MAX],
        )
        .await
}

/// When the oldest delivery came in that waits to be taken in.
///
/// # Errors
/// Of the engine.
pub async fn waiting_since(db: &Db, org: &OrgId) -> Result<Option<Instant>, StoreError> {
    let oldest: Option<i64> = db
        .mailbox()
        .one("SELECT MIN(received_us) FROM inbox WHERE org = $1 AND state = 'waiting' LIMIT 1", args![org.as_str()])
        .await?;
    Ok(oldest.map(Instant::from_us))
}

/// Deliveries that were set aside, the oldest first.
///
/// # Errors
/// Of the engine.
pub async fn aside(db: &Db, org: &OrgId) -> Result<Vec<Aside>, StoreError> {
    db.mailbox()
        .all(
            "SELECT id, channel, received_us, tries, reason, size_bytes
        FROM inbox
        WHERE org = $1 AND state = 'aside'
        ORDER BY received_us, id
        LIMIT $2",
            args![org.as_str(), ASIDE_MAX],
        )
        .await
}

/// Has everything that was set aside taken in again, as after an upgrade. How many there were.
///
/// # Errors
/// Of the engine.
pub async fn again(mailbox: &mut Mailbox, org: &OrgId) -> Result<u64, StoreError> {
    // Not as new ones: each alone, because one of them may still bring a worker down.
    mailbox
        .0
        .run(
            "UPDATE inbox SET state = 'waiting', tries = 1, lease_us = 0 WHERE org = $1 AND state = 'aside'",
            args![org.as_str()],
        )
        .await
}

/// Forgets some of what was taken in before an instant. How many there were.
///
/// # Errors
/// Of the engine.
pub async fn forget_done(mailbox: &mut Mailbox, org: &OrgId, before: Instant) -> Result<u64, StoreError> {
    mailbox
        .0
        .run(
            "DELETE FROM inbox
        WHERE org = $1 AND state = 'done' AND id IN (
            SELECT id
            FROM inbox
            WHERE org = $1 AND state = 'done' AND received_us < $2
            ORDER BY received_us, id
            LIMIT $3)",
            args![org.as_str(), before.us(), FORGOTTEN_MAX],
        )
        .await
}

/// Forgets some of what was taken in, or set aside, before an instant: what came in raw. How much there was.
///
/// # Errors
/// Of the engine.
pub async fn forget_raw(mailbox: &mut Mailbox, org: &OrgId, before: Instant) -> Result<u64, StoreError> {
    let done = forget_done(mailbox, org, before).await?;
    let aside = mailbox
        .0
        .run(
            "DELETE FROM inbox
        WHERE org = $1 AND state = 'aside' AND id IN (
            SELECT id
            FROM inbox
            WHERE org = $1 AND state = 'aside' AND received_us < $2
            ORDER BY received_us, id
            LIMIT $3)",
            args![org.as_str(), before.us(), FORGOTTEN_MAX],
        )
        .await?;
    Ok(done + aside)
}

/// Empties every delivery, taken in or set aside, in which an address of a person stands. How many there were.
///
/// # Errors
/// Of the engine.
pub async fn forget_person(mailbox: &mut Mailbox, org: &OrgId, address: &str) -> Result<u64, StoreError> {
    let escaped = address.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    mailbox
        .0
        .run(
            "UPDATE inbox
        SET body = '', size_bytes = 0, state = 'done', reason = NULL
        WHERE org = $1 AND state IN ('done', 'aside') AND body LIKE $2 ESCAPE '\\' -- walks: eight days' worth",
            args![org.as_str(), format!("%{escaped}%")],
        )
        .await
}
