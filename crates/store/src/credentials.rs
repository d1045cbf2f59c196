//! What proves a member beside a link: the hash of a password, the secret of a second factor; never the password.

use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;

row! {
    /// A second factor.
    #[derive(Clone, PartialEq, Eq)]
    pub struct SecondFactor {
        /// The shared secret, in base32.
        pub secret: String,
        /// Since when it counts; none until its first code was shown.
        pub confirmed_us: Option<i64>,
        /// The last step whose code was used.
        pub used_step: i64,
    }
}

/// The hash of a member's password, in the PHC string format; none when they have no password.
///
/// # Errors
/// Of the engine.
pub async fn password(db: &Db, org: &OrgId, member: &str) -> Result<Option<String>, StoreError> {
    db.maybe("SELECT hash FROM passwords WHERE org = $1 AND member = $2 LIMIT 1", args![org.as_str(), member]).await
}

/// Gives a member a password, by its hash, in place of any before.
///
/// # Errors
/// Of the engine.
pub async fn set_password(tx: &mut Tx, org: &OrgId, member: &str, hash: &str, now: Instant) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO passwords (org, member, hash, set_us)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (org, member) DO UPDATE SET hash = excluded.hash, set_us = excluded.set_us",
        args![org.as_str(), member, hash, now.us()],
    )
    .await
}

/// The second factor of a member, confirmed or not.
///
/// # Errors
/// Of the engine.
pub async fn second_factor(db: &Db, org: &OrgId, member: &str) -> Result<Option<SecondFactor>, StoreError> {
    db.maybe(
        "SELECT secret, confirmed_us, used_step
        FROM second_factors
        WHERE org = $1 AND member = $2
        LIMIT 1",
        args![org.as_str(), member],
    )
    .await
}

/// Keeps a secret that counts once it is confirmed. One that counts already stays, and so does one that was offered: it may
/// have been put into an app meanwhile.
///
/// # Errors
/// Of the engine.
pub async fn offer_second_factor(tx: &mut Tx, org: &OrgId, member: &str, secret: &str) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO second_factors (org, member, secret, confirmed_us, used_step)
        VALUES ($1, $2, $3, NULL, 0)
        ON CONFLICT (org, member) DO NOTHING",
        args![org.as_str(), member, secret],
    )
    .await?;
    Ok(())
}

/// Notes that the code of a step was used, which also confirms the secret. False when it, or a later one, was before.
///
/// # Errors
/// Of the engine.
pub async fn use_step(tx: &mut Tx, org: &OrgId, member: &str, step: i64, now: Instant) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE second_factors
            SET used_step = $3, confirmed_us = COALESCE(confirmed_us, $4)
            WHERE org = $1 AND member = $2 AND used_step < $3",
            args![org.as_str(), member, step, now.us()],
        )
        .await?;
    Ok(rows == 1)
}

/// Takes away a secret that was offered to a member and never counted.
///
/// # Errors
/// Of the engine.
pub async fn withdraw_second_factor(tx: &mut Tx, org: &OrgId, member: &str) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM second_factors WHERE org = $1 AND member = $2 AND confirmed_us IS NULL",
        args![org.as_str(), member],
    )
    .await?;
    Ok(())
}

/// Takes a member's second factor away.
///
/// # Errors
/// Of the engine.
pub async fn drop_second_factor(tx: &mut Tx, org: &OrgId, member: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM second_factors WHERE org = $1 AND member = $2", args![org.as_str(), member]).await?;
    Ok(())
}

/// Takes everything that opens a login by word away.
///
/// # Errors
/// Of the engine.
pub async fn forget(tx: &mut Tx, org: &OrgId, member: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM passwords WHERE org = $1 AND member = $2", args![org.as_str(), member]).await?;
    drop_second_factor(tx, org, member).await
}
