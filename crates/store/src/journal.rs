//! The system of record: one append-only, hash-chained log per organisation; hides how entries are kept and hashed.
//!
//! # The chain, `laksana-journal-v1`
//! The digest of an entry is SHA-256, in lower-case hex, over these in this order: the label `laksana-journal-v1`, `org`,
//! `position`, `at_us`, `actor`, `via`, `cause`, `kind`, `body`, `private_digest`, `previous`. A text is written as its
//! length in bytes (8 bytes, big-endian) and its UTF-8 bytes; an integer as 8 bytes, two's complement, big-endian;
//! `cause` and `private_digest`, which may be absent, as one byte 0, or one byte 1 and the text. `previous` is the digest
//! of the entry before, and [`GENESIS`] for the first, which has position 1. `private_digest` is SHA-256 over the label
//! `laksana-private-v1`, `salt` and `private`, written the same way, and absent when there was no private part.
//!
//! The private part is thus outside the chain but for its salted digest: it can be erased, and the chain still holds.

mod insert;
mod verify;

use crate::digest::Fields;
use crate::pick;
use crate::sql::{Db, Tx};
use crate::text::from_json;
use crate::{StoreError, args, row};
use domain::event::{Event, Personal};
use domain::id::OrgId;
use domain::time::Instant;
pub use verify::{Broken, Fault, Unverified, Verified, verify, verify_seen};

/// What stands before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Body and private part of one entry together. A message is at most 64 KiB; this leaves room for its reading.
pub const ENTRY_MAX_BYTES: usize = 1 << 20;
/// Entries that one read gives at most.
pub const PAGE_MAX: u32 = 1_000;
/// Bytes of bodies and private parts that one read gives at most: ten times what a full page of usual entries holds.
pub const PAGE_MAX_BYTES: i64 = 8 << 20;

row! {
    /// The end of an organisation's journal. Held by who has locked it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Head {
        /// The organisation.
        pub org: String,
        /// Position of the last entry; 0 when there is none.
        pub position: i64,
        /// Digest of the last entry; [`GENESIS`] when there is none.
        pub digest: String,
    }
}

/// An entry to be appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// When it happened, in microseconds since 1970, as its request says.
    pub at_us: i64,
    /// Who did it.
    pub actor: String,
    /// By which door.
    pub via: String,
    /// What brought it about, such as the id of a request.
    pub cause: Option<String>,
    /// Name of the event.
    pub kind: String,
    /// The event as canonical JSON; hashed as it stands and kept for ever.
    pub body: String,
    /// Personal data of the event as JSON; may be erased.
    pub private: Option<String>,
    /// Random text that keeps an erased private part from being guessed; kept only with a private part.
    pub salt: String,
}

row! {
    /// One recorded event.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Entry {
        /// The organisation.
        pub org: String,
        /// From 1, without gaps.
        pub position: i64,
        /// When it happened, in microseconds since 1970.
        pub at_us: i64,
        /// Who did it.
        pub actor: String,
        /// By which door.
        pub via: String,
        /// What brought it about.
        pub cause: Option<String>,
        /// Name of the event.
        pub kind: String,
        /// The event as canonical JSON.
        pub body: String,
        /// Personal data as JSON; absent when there was none or it was erased, see [`Entry::is_erased`].
        pub private: Option<String>,
        /// Goes with `private`.
        pub salt: Option<String>,
        /// Present when there was a private part, erased or not.
        pub private_digest: Option<String>,
        /// Digest of the entry before.
        pub previous: String,
        /// Digest of this entry.
        pub digest: String,
    }
}

impl Entry {
    /// True when there was a private part and it is gone.
    #[must_use]
    pub fn is_erased(&self) -> bool {
        self.private.is_none() && self.private_digest.is_some()
    }

    /// What happened, as its body says.
    ///
    /// # Errors
    /// [`StoreError::Column`] when the body is no event.
    pub fn event(&self) -> Result<Event, StoreError> {
        from_json("body", &self.body)
    }

    /// What is personal about it; nothing when there was none or it was erased.
    ///
    /// # Errors
    /// [`StoreError::Column`] when it cannot be read.
    pub fn personal(&self) -> Result<Personal, StoreError> {
        let personal = self.private.as_deref().map(|private| from_json("private", private)).transpose()?;
        Ok(personal.unwrap_or_default())
    }

    /// What is wrong with it by itself: its digest or its private part. Whether it follows the one before is another
    /// question.
    #[must_use]
    pub fn fault(&self) -> Option<Fault> {
        if self.recomputed() != self.digest {
            return Some(Fault::Content);
        }
        match (&self.private, &self.salt, &self.private_digest) {
            (None, None, _) => None,
            (Some(private), Some(salt), Some(digest)) if digest_of_private(salt, private) == *digest => None,
            _ => Some(Fault::Private),
        }
    }

    fn made(draft: &Draft, head: &Head) -> Self {
        let salt = draft.private.as_ref().map(|_| draft.salt.clone());
        let mut entry = Self {
            org: head.org.clone(),
            position: head.position + 1,
            at_us: draft.at_us,
            actor: draft.actor.clone(),
            via: draft.via.clone(),
            cause: draft.cause.clone(),
            kind: draft.kind.clone(),
            body: draft.body.clone(),
            private_digest: draft.private.as_deref().map(|private| digest_of_private(&draft.salt, private)),
            private: draft.private.clone(),
            salt,
            previous: head.digest.clone(),
            digest: String::new(),
        };
        entry.digest = entry.recomputed();
        entry
    }

    /// The digest this entry must have.
    fn recomputed(&self) -> String {
        Fields::of("laksana-journal-v1")
            .text(&self.org)
            .int(self.position)
            .int(self.at_us)
            .text(&self.actor)
            .text(&self.via)
            .maybe(self.cause.as_deref())
            .text(&self.kind)
            .text(&self.body)
            .maybe(self.private_digest.as_deref())
            .text(&self.previous)
            .hex()
    }
}

fn digest_of_private(salt: &str, private: &str) -> String {
    Fields::of("laksana-private-v1").text(salt).text(private).hex()
}

/// Locks the journal of an organisation until the transaction ends, and says where it ends. Made when missing.
///
/// # Errors
/// Of the engine; retryable when another held the lock too long.
pub async fn lock(tx: &mut Tx, org: &str) -> Result<Head, StoreError> {
    // One statement that inserts or updates: it waits for whoever holds the row, and then reads what they left.
    tx.one(
        "INSERT INTO heads (org, position, digest)
        VALUES ($1, 0, $2)
        ON CONFLICT (org) DO UPDATE SET position = heads.position
        RETURNING org, position, digest",
        args![org, GENESIS],
    )
    .await
}

/// Appends entries after `head`, which moves on to the last of them. The caller holds the lock: [`lock`] gave the head.
///
/// # Errors
/// [`StoreError::EntryTooLarge`] before anything is written; [`StoreError::Rows`] when `head` is not the end.
pub async fn append(tx: &mut Tx, head: &mut Head, drafts: &[Draft]) -> Result<Vec<Entry>, StoreError> {
    let mut end = head.clone();
    let mut entries = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let size = draft.body.len() + draft.private.as_ref().map_or(0, String::len);
        if size > ENTRY_MAX_BYTES {
            return Err(StoreError::EntryTooLarge { size, limit: ENTRY_MAX_BYTES });
        }
        let entry = Entry::made(draft, &end);
        end.position = entry.position;
        end.digest.clone_from(&entry.digest);
        entries.push(entry);
    }
    if entries.is_empty() {
        return Ok(entries);
    }
    insert::insert(tx, &entries).await?;
    tx.run_expecting(
        1,
        "UPDATE heads
        SET position = $3, digest = $4
        WHERE org = $1 AND position = $2",
        args![&head.org, head.position, end.position, &end.digest],
    )
    .await?;
    *head = end;
    Ok(entries)
}

/// Nulls the private part and salt of entries. What was in them cannot be brought back, nor guessed from its digest.
///
/// # Errors
/// [`StoreError::Rows`] when there is no entry at a position; the caller rolls back.
pub async fn erase(tx: &mut Tx, org: &str, positions: &[i64]) -> Result<(), StoreError> {
    for position in positions {
        tx.run_expecting(
            1,
            "UPDATE journal
            SET private = NULL, salt = NULL
            WHERE org = $1 AND position = $2",
            args![org, *position],
        )
        .await?;
    }
    Ok(())
}

const SINCE: &str =
    "SELECT org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest
    FROM journal
    WHERE org = $1 AND position > $2
    ORDER BY position
    LIMIT $3";

/// The entries after `position`, in order, at most `limit` and [`PAGE_MAX`], and no more than [`PAGE_MAX_BYTES`] hold
/// unless the first alone is larger. Only an empty answer means the end.
///
/// # Errors
/// Of the engine.
pub async fn since(db: &Db, org: &str, position: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let mut tx = db.snapshot().await?;
    let page = since_in(&mut tx, org, position, limit).await?;
    tx.commit().await?;
    Ok(page)
}

/// As [`since`], inside a transaction.
///
/// # Errors
/// Of the engine.
pub async fn since_in(tx: &mut Tx, org: &str, position: i64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let sizes: Vec<i64> = tx
        .all(
            "SELECT CAST(OCTET_LENGTH(body) + COALESCE(OCTET_LENGTH(private), 0) AS BIGINT)
            FROM journal
            WHERE org = $1 AND position > $2
            ORDER BY position
            LIMIT $3",
            args![org, position, limit.min(PAGE_MAX)],
        )
        .await?;
    let fitting = fitting(&sizes, PAGE_MAX_BYTES);
    if fitting == 0 {
        return Ok(Vec::new());
    }
    tx.all(SINCE, args![org, position, fitting as i64]).await
}

/// How many of these sizes fit into so many bytes: the first always does.
fn fitting(sizes: &[i64], max_bytes: i64) -> usize {
    let sums = sizes.iter().scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= max_bytes).count().max(sizes.len().min(1))
}

/// Entries that [`at`] gives at most.
pub const AT_MAX: usize = pick::ROWS;

const AT: &str =
    "SELECT org, position, at_us, actor, via, cause, kind, body, private, salt, private_digest, previous, digest
    FROM journal
    WHERE org = $1 AND position IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    ORDER BY position
    LIMIT 16";

/// The entries at these positions, in order, at most [`AT_MAX`].
///
/// # Errors
/// Of the engine.
pub async fn at(db: &Db, org: &OrgId, positions: &[i64]) -> Result<Vec<Entry>, StoreError> {
    if positions.is_empty() { Ok(Vec::new()) } else { db.all(AT, pick::picked(org, positions)).await }
}

/// As [`at`], inside a transaction.
///
/// # Errors
/// Of the engine.
pub async fn at_in(tx: &mut Tx, org: &OrgId, positions: &[i64]) -> Result<Vec<Entry>, StoreError> {
    if positions.is_empty() { Ok(Vec::new()) } else { tx.all(AT, pick::picked(org, positions)).await }
}

/// Where the journal of an organisation ends; `None` when it has none. Does not lock.
///
/// # Errors
/// Of the engine.
pub async fn head(db: &Db, org: &str) -> Result<Option<Head>, StoreError> {
    db.maybe(
        "SELECT org, position, digest
        FROM heads
        WHERE org = $1
        LIMIT 1",
        args![org],
    )
    .await
}

/// When the last entry of an organisation was recorded; `None` when it has none.
///
/// # Errors
/// Of the engine.
pub async fn last_at(db: &Db, org: &OrgId) -> Result<Option<Instant>, StoreError> {
    let us: Option<i64> = db
        .maybe(
            "SELECT at_us
            FROM journal
            WHERE org = $1
            ORDER BY position DESC
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(us.map(Instant::from_us))
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_page_ends_before_it_grows_too_large_and_is_never_empty() {
        let table: [(&[i64], usize); 5] = [(&[], 0), (&[9], 1), (&[11, 1], 1), (&[5, 5, 1], 2), (&[1, 1, 1], 3)];
        for (sizes, expected) in table {
            assert_eq!(fitting(sizes, 10), expected, "{sizes:?}");
        }
    }
}
