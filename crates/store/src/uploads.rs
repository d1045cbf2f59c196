//! Which files of ours a channel has already, so that what is sent again need not be handed over again; hides how long
//! that holds. No clock here: every instant is brought.

use crate::sql::{Db, Tx};
use crate::text::free;
use crate::{StoreError, args};
use domain::id::{Digest, OrgId};
use domain::time::Instant;

/// How long a channel's name for a file is used, in minutes: WhatsApp keeps it for thirty days.
const USED_MINUTES: i64 = 28 * 24 * 60;

/// The channel's name for a file, when it still has it.
///
/// # Errors
/// Of the engine.
pub async fn find(
    db: &Db,
    org: &OrgId,
    (number, digest): (&str, &Digest),
    now: Instant,
) -> Result<Option<String>, StoreError> {
    db.maybe(
        "SELECT name
        FROM uploads
        WHERE org = $1 AND number = $2 AND digest = $3 AND until_us > $4
        LIMIT 1",
        args![org.as_str(), number, digest.as_str(), now.us()],
    )
    .await
}

/// Remembers what the channel calls a file, and forgets those it has no longer.
///
/// # Errors
/// Of the engine.
pub async fn remember(
    tx: &mut Tx,
    org: &OrgId,
    (number, digest): (&str, &Digest),
    name: &str,
    now: Instant,
) -> Result<(), StoreError> {
    tx.run("DELETE FROM uploads WHERE org = $1 AND until_us <= $2", args![org.as_str(), now.us()]).await?;
    tx.run_expecting(
        1,
        "INSERT INTO uploads (org, number, digest, name, until_us)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org, number, digest) DO UPDATE SET name = excluded.name, until_us = excluded.until_us",
        args![org.as_str(), number, digest.as_str(), free(name), now.plus_minutes(USED_MINUTES).us()],
    )
    .await
}

/// Forgets a file that the channel says it does not have.
///
/// # Errors
/// Of the engine.
pub async fn forget(tx: &mut Tx, org: &OrgId, (number, digest): (&str, &Digest)) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM uploads WHERE org = $1 AND number = $2 AND digest = $3",
        args![org.as_str(), number, digest.as_str()],
    )
    .await
    .map(|_| ())
}
