//! What the store itself asks of messages: the last, those of a name, those of members.

use super::{MessageRow, heard};
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::Tx;
use crate::{StoreError, args};
use domain::id::{ConversationId, MessageId, OrgId, TaskId};
use domain::time::{Day, Instant};
use std::collections::BTreeSet;

/// The last of one conversation said by an instant, the last first.
pub(crate) async fn last_of(
    tx: &mut Tx,
    org: &OrgId,
    conversation: &ConversationId,
    by: Instant,
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    tx.all(
        heard!("conversation = $2 AND sent_us <= $3 ORDER BY sent_us DESC, position DESC LIMIT $4"),
        args![org.as_str(), conversation.as_str(), by.us(), limit],
    )
    .await
}

/// The first that speak of a day of a task.
pub(crate) async fn of_day(
    tx: &mut Tx,
    org: &OrgId,
    (task, day): (&TaskId, Day),
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    tx.all(
        heard!("task = $2 AND day = $3 ORDER BY sent_us, position LIMIT $4"),
        args![org.as_str(), task.as_str(), day.to_string(), limit],
    )
    .await
}

/// The last of all said by an instant, the last first.
pub(crate) async fn last(tx: &mut Tx, org: &OrgId, by: Instant, limit: i64) -> Result<Vec<MessageRow>, StoreError> {
    tx.all(heard!("sent_us <= $2 ORDER BY sent_us DESC, position DESC LIMIT $3"), args![org.as_str(), by.us(), limit])
        .await
}

/// Whether any was said after an instant.
pub(crate) async fn is_any_after(tx: &mut Tx, org: &OrgId, at: Instant) -> Result<bool, StoreError> {
    let later: Option<i64> = tx
        .maybe(
            "SELECT position
            FROM messages
            WHERE org = $1 AND sent_us > $2
            ORDER BY sent_us, position
            LIMIT 1",
            args![org.as_str(), at.us()],
        )
        .await?;
    Ok(later.is_some())
}

/// Those of which a member said what they mean, the last first.
pub(crate) async fn by_members(tx: &mut Tx, org: &OrgId, limit: i64) -> Result<Vec<MessageRow>, StoreError> {
    tx.all(
        heard!("reader LIKE '{\"member\"%' ORDER BY sent_us DESC, position DESC LIMIT $2"),
        args![org.as_str(), limit],
    )
    .await
}

/// Those of one conversation said in a stretch of time.
pub(crate) async fn between(
    tx: &mut Tx,
    org: &OrgId,
    conversation: &ConversationId,
    (from, to): (Instant, Instant),
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    tx.all(
        heard!("conversation = $2 AND sent_us BETWEEN $3 AND $4 ORDER BY sent_us DESC, position DESC LIMIT $5"),
        args![org.as_str(), conversation.as_str(), from.us(), to.us(), limit],
    )
    .await
}

/// Those of these that are known.
pub(crate) async fn by_id(tx: &mut Tx, org: &OrgId, ids: &[&str]) -> Result<Vec<MessageRow>, StoreError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(PICKED) {
        let rows: Vec<MessageRow> = tx
            .all(
                heard!(
                    "id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY id
                    LIMIT 16"
                ),
                picked(org, chunk),
            )
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Those of these that are known, by the channel's names for them.
pub(crate) async fn by_external(
    tx: &mut Tx,
    org: &OrgId,
    conversation: &ConversationId,
    externals: &[&str],
) -> Result<Vec<MessageRow>, StoreError> {
    let mut found = Vec::new();
    for chunk in externals.chunks(PICKED) {
        let mut args = picked(org, chunk);
        args.push(conversation.as_str().into());
        let rows: Vec<MessageRow> = tx
            .all(
                heard!(
                    "conversation = $18
                    AND external IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY external
                    LIMIT 16"
                ),
                args,
            )
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Those under these names, in whatever conversation.
pub(crate) async fn anywhere(tx: &mut Tx, org: &OrgId, externals: &[&str]) -> Result<Vec<MessageRow>, StoreError> {
    let mut found = Vec::new();
    for chunk in externals.chunks(PICKED) {
        let rows: Vec<MessageRow> = tx
            .all(
                heard!(
                    "external IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY external, conversation
                    LIMIT 64"
                ),
                picked(org, chunk),
            )
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Those of these files that some message came with.
pub(crate) async fn named_media(tx: &mut Tx, org: &OrgId, digests: &[&str]) -> Result<BTreeSet<String>, StoreError> {
    let mut named = BTreeSet::new();
    for chunk in digests.chunks(PICKED) {
        let found: Vec<String> = tx
            .all(
                "SELECT DISTINCT media
                FROM messages
                WHERE org = $1
                AND media IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY media
                LIMIT 16",
                picked(org, chunk),
            )
            .await?;
        named.extend(found);
    }
    Ok(named)
}

/// Where the entry stands by which a message came in.
pub(crate) async fn position(tx: &mut Tx, org: &OrgId, id: &MessageId) -> Result<i64, StoreError> {
    tx.one(
        "SELECT position
        FROM messages
        WHERE org = $1 AND id = $2
        LIMIT 1",
        args![org.as_str(), id.as_str()],
    )
    .await
}

/// When the first message was said.
pub(crate) async fn listening_since(tx: &mut Tx, org: &OrgId) -> Result<Option<Instant>, StoreError> {
    let first: Option<i64> = tx
        .one(
            "SELECT MIN(sent_us)
            FROM messages
            WHERE org = $1
            LIMIT 1",
            args![org.as_str()],
        )
        .await?;
    Ok(first.map(Instant::from_us))
}
