//! Conversations and imports, as lists. The directory itself is [`crate::desk::Desk::directory`].

use crate::views::conversations::{ConversationRow, conversation};
use crate::views::imports::ImportRow;
use crate::{Db, StoreError, args, row};
use domain::id::OrgId;
use domain::situation::{Conversation, ImportRun};
use domain::time::Instant;

/// Conversations of one list.
const CONVERSATIONS_MAX: i64 = 500;
/// Imports of one list.
const IMPORTS_MAX: i64 = 500;

/// A conversation, with how much was said in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// The conversation.
    pub conversation: Conversation,
    /// How many messages.
    pub messages: i64,
    /// When the last was said; none when there is none.
    pub last_at: Option<Instant>,
}

row! {
    struct Said { messages: i64, last_us: i64 }
}

/// The most recently active conversations.
///
/// # Errors
/// Of the engine.
pub async fn conversations(db: &Db, org: &OrgId) -> Result<Vec<Chat>, StoreError> {
    let rows: Vec<(ConversationRow, Said)> = db
        .all(
            "SELECT id, circle, name, site, partner, partner_us, messages, last_us
            FROM conversations
            WHERE org = $1
            ORDER BY last_us DESC, id
            LIMIT $2",
            args![org.as_str(), CONVERSATIONS_MAX],
        )
        .await?;
    let chat = |(row, said): (ConversationRow, Said)| {
        let last_at = (said.messages > 0).then(|| Instant::from_us(said.last_us));
        Ok(Chat { conversation: conversation(row)?, messages: said.messages, last_at })
    };
    rows.into_iter().map(chat).collect()
}

/// Runs of reading exported chats, the last begun first.
///
/// # Errors
/// Of the engine.
pub async fn imports(db: &Db, org: &OrgId) -> Result<Vec<ImportRun>, StoreError> {
    let rows: Vec<ImportRow> = db
        .all(
            "SELECT id, conversation, file, started_us, finished, added, system_lines, unreadable, removed
            FROM imports
            WHERE org = $1
            ORDER BY started_us DESC, id
            LIMIT $2",
            args![org.as_str(), IMPORTS_MAX],
        )
        .await?;
    rows.into_iter().map(ImportRow::run).collect()
}
