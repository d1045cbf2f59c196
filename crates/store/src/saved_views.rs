//! Addresses of lists that members gave a name, for themselves or for everybody.

use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;

/// Views of one member, and of everybody: more is a list to search, not one to choose from.
pub const VIEWS_MAX: i64 = 30;
/// By whom a view is kept that is for everybody.
pub const EVERYBODY: &str = "";

row! {
    /// An address with a name.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SavedView {
        /// Whose it is; nobody's when it is for everybody.
        pub member: String,
        /// What it is called.
        pub name: String,
        /// The address: the path of a list with what it is narrowed by.
        pub path: String,
        /// Who saved it, by login.
        pub made_by: String,
    }
}

impl SavedView {
    /// Whether everybody sees it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.member == EVERYBODY
    }
}

/// The views that a member chooses from: what is for everybody first, each by name.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, member: &str) -> Result<Vec<SavedView>, StoreError> {
    db.all(
        "SELECT member, name, path, made_by
        FROM saved_views
        WHERE org = $1 AND (member = $2 OR member = '')
        ORDER BY member, name
        LIMIT $3",
        args![org.as_str(), member, 2 * VIEWS_MAX],
    )
    .await
}

/// Saves a view under its name, in place of one of that name. False when there are as many as there may be.
///
/// # Errors
/// Of the engine.
pub async fn save(tx: &mut Tx, org: &OrgId, view: &SavedView, now: Instant) -> Result<bool, StoreError> {
    let others: i64 = tx
        .one(
            "SELECT COUNT(*) FROM saved_views WHERE org = $1 AND member = $2 AND name <> $3 LIMIT 1",
            args![org.as_str(), &view.member, &view.name],
        )
        .await?;
    if others >= VIEWS_MAX {
        return Ok(false);
    }
    tx.run_expecting(
        1,
        "INSERT INTO saved_views (org, member, name, path, made_by, made_us)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (org, member, name) DO UPDATE SET path = $4, made_by = $5, made_us = $6",
        args![org.as_str(), &view.member, &view.name, &view.path, &view.made_by, now.us()],
    )
    .await?;
    Ok(true)
}

/// Removes a view; done twice it changes nothing.
///
/// # Errors
/// Of the engine.
pub async fn remove(tx: &mut Tx, org: &OrgId, member: &str, name: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM saved_views WHERE org = $1 AND member = $2 AND name = $3", args![org.as_str(), member, name])
        .await
        .map(|_| ())
}

/// Forgets those of a login that has ended, so that nobody who gets its name later finds them.
///
/// # Errors
/// Of the engine.
pub async fn forget(tx: &mut Tx, org: &OrgId, member: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM saved_views WHERE org = $1 AND member = $2", args![org.as_str(), member]).await.map(|_| ())
}
