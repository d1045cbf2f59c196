//! Keys of other programs: each known by a name for people and by a random token of which only the digest is kept.
//!
//! No clock and no randomness here: the caller brings the instant and the [`Token`].

use crate::sessions::Token;
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;

/// Keys of one organisation, those revoked among them, at most.
pub const KEYS_MAX: i64 = 1_000;
/// Letters of a name at most.
const NAME_MAX: usize = 40;
/// How often it is written down that a key was used, in minutes.
const USED_STEP_MINUTES: i64 = 1;

/// What a key is called, in the journal too: lower-case letters, digits, dots, hyphens and underscores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyName(String);

/// The text cannot name a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key's name has 1 to {NAME_MAX} lower-case letters, digits, dots, hyphens and underscores")]
pub struct NotAKeyName;

impl std::str::FromStr for KeyName {
    type Err = NotAKeyName;

    fn from_str(text: &str) -> Result<Self, NotAKeyName> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
        let is_name = (1..=NAME_MAX).contains(&text.len()) && text.bytes().all(is_plain);
        is_name.then(|| Self(text.to_owned())).ok_or(NotAKeyName)
    }
}

impl std::fmt::Display for KeyName {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

row! {
    /// A key, without what opens it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Key {
        /// Whose.
        pub org: String,
        /// What it is called.
        pub name: String,
        /// Whether it may change something.
        pub may_write: bool,
        /// Since when.
        pub made_us: i64,
        /// When it was last used, to the minute.
        pub used_us: Option<i64>,
        /// Since when it opens nothing any more.
        pub revoked_us: Option<i64>,
    }
}

/// Keeps a key.
///
/// # Errors
/// [`StoreError::Taken`] when there is or was one of that name.
pub async fn make(
    tx: &mut Tx,
    org: &OrgId,
    name: &KeyName,
    token: &Token,
    may_write: bool,
    now: Instant,
) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO keys (org, name, token_digest, may_write, made_us)
        VALUES ($1, $2, $3, $4, $5)",
        args![org.as_str(), name.0.as_str(), token.digest(), may_write, now.us()],
    )
    .await
}

/// All keys, those revoked among them, in order of their names.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId) -> Result<Vec<Key>, StoreError> {
    db.all(
        "SELECT org, name, may_write, made_us, used_us, revoked_us
        FROM keys
        WHERE org = $1
        ORDER BY name
        LIMIT $2",
        args![org.as_str(), KEYS_MAX],
    )
    .await
}

/// The key that a token opens; none when there is none, or it was revoked: a stranger learns not which.
///
/// # Errors
/// Of the engine.
pub async fn find(db: &Db, token: &Token) -> Result<Option<Key>, StoreError> {
    db.maybe(
        "SELECT org, name, may_write, made_us, used_us, revoked_us
        FROM keys
        WHERE token_digest = $1 AND revoked_us IS NULL
        LIMIT 1",
        args![token.digest()],
    )
    .await
}

/// Writes down that a key was used, unless that was written down a moment ago.
///
/// # Errors
/// Of the engine.
pub async fn note_use(db: &Db, key: &Key, now: Instant) -> Result<(), StoreError> {
    let lately_us = now.plus_minutes(-USED_STEP_MINUTES).us();
    if key.used_us.is_some_and(|used_us| used_us > lately_us) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    tx.run(
        "UPDATE keys
        SET used_us = $3
        WHERE org = $1 AND name = $2",
        args![key.org.as_str(), key.name.as_str(), now.us()],
    )
    .await?;
    tx.commit().await
}

/// Ends a key, at once and for good. False when there is none of that name that still opens something.
///
/// # Errors
/// Of the engine.
pub async fn revoke(tx: &mut Tx, org: &OrgId, name: &KeyName, now: Instant) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE keys
            SET revoked_us = $3
            WHERE org = $1 AND name = $2 AND revoked_us IS NULL",
            args![org.as_str(), name.0.as_str(), now.us()],
        )
        .await?;
    Ok(rows == 1)
}
