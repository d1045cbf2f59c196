//! What one reading of an exported chat brought.

use super::messages::{Message, Shown, messages, shown};
use super::{Cursor, PAGE_MAX, Page};
use crate::{Db, StoreError, args};
use domain::id::OrgId;
use domain::situation::ImportRun;

/// The messages that a run brought and that are still there, the last said first.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, run: &ImportRun, after: Cursor) -> Result<Page<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.conversation = $2 AND message.import = $3
                AND (message.sent_us, message.position) < ($4, $5)
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $6"
            ),
            args![org.as_str(), run.conversation.as_str(), run.id.as_str(), after.us, after.number, PAGE_MAX + 1],
        )
        .await?;
    Ok(Page::cut(messages(rows)?, PAGE_MAX, Message::cursor))
}

/// How many messages a run brought that are still there.
///
/// # Errors
/// Of the engine.
pub async fn count(db: &Db, org: &OrgId, run: &ImportRun) -> Result<u64, StoreError> {
    let messages: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM messages
            WHERE org = $1 AND conversation = $2 AND import = $3
            LIMIT 1",
            args![org.as_str(), run.conversation.as_str(), run.id.as_str()],
        )
        .await?;
    Ok(messages.unsigned_abs())
}
