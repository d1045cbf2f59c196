//! The mailbox of read marks: the last message of each direct chat that its sender is to see as read; hides leases and
//! tries.
//!
//! A row goes when it was shown, or when nobody would look at it any more. No clock here: every instant is brought.

use crate::bulk::Bulk;
use crate::sql::{Arg, Db, Tx};
use crate::text::free;
use crate::{StoreError, args, row};
use domain::id::{ConversationId, OrgId, PersonId};
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How long a claim holds, in seconds; longer than an answer may take.
const LEASE_S: i64 = 60;
/// How long after it was said a message is still shown as read, in minutes: a day.
const STALE_MINUTES: i64 = 24 * 60;
/// How often it is tried.
const TRIES_MAX: i64 = 5;
/// How many times longer each further pause is, from [`LEASE_S`] on.
const LONGER: i64 = 4;

static MARKS: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO read_marks (org, conversation, name, said_us, tries, lease_us)",
        6,
        // What was said earlier and came later changes nothing.
        "ON CONFLICT (org, conversation) DO UPDATE SET
        name = CASE WHEN excluded.said_us < read_marks.said_us THEN read_marks.name ELSE excluded.name END,
        tries = CASE WHEN excluded.said_us < read_marks.said_us THEN read_marks.tries ELSE 0 END,
        lease_us = CASE WHEN excluded.said_us < read_marks.said_us THEN read_marks.lease_us ELSE 0 END,
        said_us = CASE WHEN excluded.said_us < read_marks.said_us THEN read_marks.said_us ELSE excluded.said_us END",
    )
});

/// A message of a direct chat, said by the other person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The channel's own name for it, letter by letter.
    pub name: String,
    /// When it was said.
    pub at: Instant,
}

row! {
    /// A message that is ours to show as read until its lease is over.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Claim {
        conversation: String,
        /// The channel's own name for it.
        pub name: String,
        tries: i64,
        lease_us: i64,
    }
}

/// Wants the last message of each chat shown as read.
///
/// # Errors
/// Of the engine.
pub async fn want(tx: &mut Tx, org: &OrgId, last: &BTreeMap<ConversationId, Said>) -> Result<(), StoreError> {
    let row = |(chat, said): (&ConversationId, &Said)| {
        vec![
            org.as_str().into(),
            chat.as_str().into(),
            free(&said.name),
            said.at.us().into(),
            Arg::from(0_i64),
            Arg::from(0_i64),
        ]
    };
    MARKS.write(tx, last.iter().map(row).collect()).await
}

/// Whether any is due.
///
/// # Errors
/// Of the engine.
pub async fn is_any_due(db: &Db, org: &OrgId, now: Instant) -> Result<bool, StoreError> {
    let due: Option<String> = db
        .maybe(
            "SELECT conversation
            FROM read_marks
            WHERE org = $1 AND lease_us <= $2
            ORDER BY lease_us, conversation
            LIMIT 1",
            args![org.as_str(), now.us()],
        )
        .await?;
    Ok(due.is_some())
}

/// Claims what is due, at most so many, and forgets what is stale.
///
/// # Errors
/// Of the engine.
pub async fn claim(tx: &mut Tx, org: &OrgId, now: Instant, most: i64) -> Result<Vec<Claim>, StoreError> {
    tx.run(
        "DELETE FROM read_marks WHERE org = $1 AND said_us < $2 -- walks: what waits is little",
        args![org.as_str(), now.plus_minutes(-STALE_MINUTES).us()],
    )
    .await?;
    tx.all(
        "UPDATE read_marks
        SET lease_us = $3, tries = tries + 1
        WHERE org = $1 AND conversation IN (
            SELECT conversation
            FROM read_marks
            WHERE org = $1 AND lease_us <= $2
            ORDER BY lease_us, conversation
            LIMIT $4)
        RETURNING conversation, name, tries, lease_us",
        args![org.as_str(), now.us(), now.plus_seconds(LEASE_S).us(), most],
    )
    .await
}

/// Forgets a message that was shown as read, unless another of its chat came meanwhile.
///
/// # Errors
/// Of the engine.
pub async fn done(tx: &mut Tx, org: &OrgId, claim: &Claim) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM read_marks WHERE org = $1 AND conversation = $2 AND lease_us = $3 AND name = $4",
        args![org.as_str(), claim.conversation.as_str(), claim.lease_us, free(&claim.name)],
    )
    .await
    .map(|_| ())
}

/// Gives a message back that could not be shown as read: for later, longer each time; forgotten when it was tried often.
///
/// # Errors
/// Of the engine.
pub async fn failed(tx: &mut Tx, org: &OrgId, claim: &Claim, now: Instant) -> Result<(), StoreError> {
    if claim.tries >= TRIES_MAX {
        return done(tx, org, claim).await;
    }
    let power = u32::try_from(claim.tries).unwrap_or_default();
    let again = now.plus_seconds(LEASE_S.saturating_mul(LONGER.saturating_pow(power)));
    tx.run(
        "UPDATE read_marks
        SET lease_us = $4
        WHERE org = $1 AND conversation = $2 AND lease_us = $3 AND name = $5",
        args![org.as_str(), claim.conversation.as_str(), claim.lease_us, again.us(), free(&claim.name)],
    )
    .await
    .map(|_| ())
}

/// Forgets those of chats with a person alone.
///
/// # Errors
/// Of the engine.
pub async fn forget_person(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<u64, StoreError> {
    tx.run(
        "DELETE FROM read_marks
        WHERE org = $1 AND conversation IN (
            SELECT id
            FROM conversations
            WHERE org = $1 AND partner = $2)",
        args![org.as_str(), person.as_str()],
    )
    .await
}
