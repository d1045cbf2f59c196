//! What we hear by, what of it may be deaf, and which gaps there were.

use crate::inbox::ears::{self, Known};
use crate::situation::SILENCES_MINUTES;
use crate::views::{conversations, silences};
use crate::{Db, StoreError};
use domain::hearing::{Ear, Silence};
use domain::id::{ConversationId, OrgId, PersonId};
use domain::situation::Conversation;
use domain::time::Instant;
use std::collections::BTreeMap;

/// Silences that are shown.
const SILENCES_MAX: i64 = 100;

/// All that is known of what we hear by.
#[derive(Clone, Debug)]
pub struct Hearing {
    /// Everything we hear by, the last heard first.
    pub ears: Vec<Known>,
    /// Silences that last, and those of the last days, in the order in which they began.
    pub silences: Vec<Silence>,
    /// The groups among them.
    pub conversations: BTreeMap<ConversationId, Conversation>,
}

/// Silences that last, and those that ended in the ten days before an instant.
///
/// # Errors
/// Of the engine.
pub async fn silences(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Silence>, StoreError> {
    let mut tx = db.snapshot().await?;
    let found = silences::since(&mut tx, org, now.plus_minutes(-SILENCES_MINUTES), SILENCES_MAX).await?;
    tx.commit().await?;
    Ok(found)
}

/// Those of these chats that there are, each with whom it is, where that is known.
///
/// # Errors
/// Of the engine.
pub async fn chats(
    db: &Db,
    org: &OrgId,
    ids: &[&str],
) -> Result<BTreeMap<ConversationId, Option<PersonId>>, StoreError> {
    let mut tx = db.snapshot().await?;
    let found = conversations::by_id(&mut tx, org, ids).await?;
    tx.commit().await?;
    Ok(found.into_iter().map(|chat| (chat.id, chat.with)).collect())
}

/// The chats in which these people wrote to us alone, live: whose each is, the last first.
///
/// # Errors
/// Of the engine.
pub async fn chats_with(db: &Db, org: &OrgId, people: &[&str]) -> Result<Vec<(PersonId, ConversationId)>, StoreError> {
    let mut tx = db.snapshot().await?;
    let found = conversations::of_partners(&mut tx, org, people).await?;
    tx.commit().await?;
    Ok(found.into_iter().filter_map(|chat| Some((chat.with?, chat.id))).collect())
}

/// All that is known of what we hear by.
///
/// # Errors
/// Of the engine.
pub async fn look(db: &Db, org: &OrgId, now: Instant) -> Result<Hearing, StoreError> {
    let (ears, silences) = (ears::known(db, org).await?, silences(db, org, now).await?);
    let chats = ears.iter().map(|known| &known.sound.ear).chain(silences.iter().map(|silence| &silence.ear));
    let chats: Vec<&str> = chats
        .filter_map(|ear| match ear {
            Ear::Chat(chat) => Some(chat.as_str()),
            Ear::Program | Ear::Channel(_) | Ear::Number(..) => None,
        })
        .collect();
    let mut tx = db.snapshot().await?;
    let conversations = conversations::by_id(&mut tx, org, &chats).await?;
    tx.commit().await?;
    let conversations = conversations.into_iter().map(|chat| (chat.id.clone(), chat)).collect();
    Ok(Hearing { ears, silences, conversations })
}
