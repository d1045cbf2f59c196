//! Organisations: their zone, and what is counted for them.

use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{OrgId, TicketNumber};

/// The shape of the views that this program writes; one more whenever rows come to hold what a migration cannot work
/// out.
const SHAPE: i64 = 13;

row! {
    /// An organisation, as the desk needs it.
    #[derive(Clone, Debug)]
    pub(crate) struct OrgRow {
        pub slot: i64,
        pub zone: String,
        pub next_ticket: i64,
        pub directory_position: i64,
    }
}

/// The organisation, when it was ever opened or written to.
pub(crate) async fn read(tx: &mut Tx, org: &OrgId) -> Result<Option<OrgRow>, StoreError> {
    tx.maybe(
        "SELECT slot, zone, next_ticket, directory_position
        FROM orgs
        WHERE org = $1
        LIMIT 1",
        args![org.as_str()],
    )
    .await
}

/// Makes the organisation known, under its id and in universal time, unless it is; gives its row.
///
/// Two that do so at once may take the same slot: the second is told so, and tries again.
pub(crate) async fn ensure(tx: &mut Tx, org: &OrgId) -> Result<OrgRow, StoreError> {
    if let Some(known) = read(tx, org).await? {
        return Ok(known);
    }
    tx.one(
        "INSERT INTO orgs (org, slot, name, zone, next_ticket, directory_position, shape)
        SELECT $1, COALESCE(MAX(slot), 0) + 1, $1, 'UTC', 1, 0, $2 FROM orgs WHERE slot > 0
        RETURNING slot, zone, next_ticket, directory_position",
        args![org.as_str(), SHAPE],
    )
    .await
}

/// Sets the name and the zone.
pub(crate) async fn rename(tx: &mut Tx, org: &OrgId, name: &str, zone: &str) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "UPDATE orgs
        SET name = $2, zone = $3
        WHERE org = $1",
        args![org.as_str(), name, zone],
    )
    .await
}

/// Sets where its pages are served.
pub(crate) async fn move_to(tx: &mut Tx, org: &OrgId, address: &str) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "UPDATE orgs
        SET address = $2
        WHERE org = $1",
        args![org.as_str(), address],
    )
    .await
}

/// Where its pages were last served.
pub(crate) async fn address(db: &Db, org: &OrgId) -> Result<Option<String>, StoreError> {
    let found: Option<Option<String>> = db
        .maybe(
            "SELECT address
            FROM orgs
            WHERE org = $1
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(found.flatten())
}

/// Moves the next ticket's number on; never back.
pub(crate) async fn write_next_ticket(tx: &mut Tx, org: &OrgId, next: TicketNumber) -> Result<(), StoreError> {
    tx.run(
        "UPDATE orgs
        SET next_ticket = $2
        WHERE org = $1 AND next_ticket < $2",
        args![org.as_str(), next.0],
    )
    .await
    .map(|_| ())
}

/// Whether an earlier program made its views, in another shape.
pub(crate) async fn is_of_old_shape(tx: &mut Tx, org: &OrgId) -> Result<bool, StoreError> {
    let shape: Option<i64> = tx
        .maybe(
            "SELECT shape
            FROM orgs
            WHERE org = $1
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(shape.is_some_and(|shape| shape < SHAPE))
}

/// Says that the views are of this program's shape.
pub(crate) async fn write_shape(tx: &mut Tx, org: &OrgId) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "UPDATE orgs
        SET shape = $2
        WHERE org = $1",
        args![org.as_str(), SHAPE],
    )
    .await
}

/// Says at which position the directory last changed.
pub(crate) async fn write_directory_position(tx: &mut Tx, org: &OrgId, position: i64) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "UPDATE orgs
        SET directory_position = $2
        WHERE org = $1",
        args![org.as_str(), position],
    )
    .await
}
