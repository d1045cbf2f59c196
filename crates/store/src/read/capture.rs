//! What was heard in stretches of time, and what may not have been: how much of each conversation, what messages lack,
//! and the silences.

use super::EXPORT_PAGE_MAX;
use super::messages::{Message, Shown, messages, shown};
use crate::sql::Tx;
use crate::views::{conversations, silences};
use crate::{Db, StoreError, args, row};
use domain::hearing::{Ear, Silence};
use domain::id::{ConversationId, MessageId, OrgId};
use domain::situation::Conversation;
use domain::time::Instant;
use std::collections::BTreeMap;

/// Conversations of one organisation, far more than there are.
const CHATS_MAX: i64 = 100_000;
/// Messages that lack something, of one report.
const LACKING_MAX: usize = 200_000;
/// Silences of one report, of those that last and of those that ended.
const SILENCES_MAX: i64 = 1_000;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Captured {
    /// How many messages each conversation had in each stretch, in the order of the stretches.
    pub said: BTreeMap<ConversationId, Vec<u64>>,
    /// Messages that lack something, in the order in which they were said.
    pub lacking: Vec<Lacking>,
    /// Silences that touch the stretches, in the order in which they began.
    pub silences: Vec<Silence>,
    /// The conversations among them all.
    pub conversations: BTreeMap<ConversationId, Conversation>,
    /// Whether nothing was left out because there was too much.
    pub is_all: bool,
}

/// A message that lacks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Its name.
    pub message: MessageId,
    /// Where it was said.
    pub chat: ConversationId,
    /// When.
    pub sent_at: Instant,
    /// Whether its file is not here, though nobody removed it, and is not on its way.
    pub is_unfetched: bool,
    /// Whether it is a voice note whose words nobody made out.
    pub is_unheard: bool,
    /// Whether it waits for a member, because no reader was sure of it.
    pub is_unread: bool,
}

row! {
    struct SaidRow { conversation: String, messages: i64 }
}

row! {
    struct LackingRow { id: String, conversation: String, sent_us: i64, position: i64, unfetched: i64, unheard: i64, unread: i64 }
}

/// Looks at some stretches of time.
pub(super) async fn capture(tx: &mut Tx, org: &OrgId, spans: &[(Instant, Instant)]) -> Result<Captured, StoreError> {
    let mut captured = Captured { is_all: true, ..Captured::default() };
    for (at, (from, to)) in spans.iter().enumerate() {
        let rows: Vec<SaidRow> = tx
            .all(
                // Grouped by what no index has, so that it is looked up by time.
                "SELECT conversation, COUNT(*) AS messages
                FROM (
                    SELECT conversation || '' AS conversation
                    FROM messages
                    WHERE org = $1 AND sent_us >= $2 AND sent_us < $3
                ) AS said
                GROUP BY conversation
                ORDER BY conversation
                LIMIT $4",
                args![org.as_str(), from.us(), to.us(), CHATS_MAX],
            )
            .await?;
        for row in rows {
            let counts = captured.said.entry(ConversationId(row.conversation)).or_insert_with(|| vec![0; spans.len()]);
            counts[at] = row.messages.unsigned_abs();
        }
        captured.is_all &= lacking(tx, org, (*from, *to), &mut captured.lacking).await?;
    }
    let (Some((from, _)), Some((_, to))) = (spans.first(), spans.last()) else { return Ok(captured) };
    captured.silences = silences::since(tx, org, *from, SILENCES_MAX).await?;
    captured.silences.retain(|silence| silence.since < *to);
    let groups = captured.silences.iter().filter_map(|silence| match &silence.ear {
        Ear::Chat(chat) => Some(chat),
        Ear::Program | Ear::Channel(_) | Ear::Number(..) => None,
    });
    let chats: Vec<&str> = captured.said.keys().chain(groups).map(ConversationId::as_str).collect();
    let known = conversations::by_id(tx, org, &chats).await?;
    captured.conversations = known.into_iter().map(|chat| (chat.id.clone(), chat)).collect();
    Ok(captured)
}

/// Adds the messages of a stretch that lack something; whether they are all.
async fn lacking(
    tx: &mut Tx,
    org: &OrgId,
    (from, to): (Instant, Instant),
    found: &mut Vec<Lacking>,
) -> Result<bool, StoreError> {
    let mut after = (from.us(), -1);
    while found.len() < LACKING_MAX {
        let rows: Vec<LackingRow> = tx
            .all(
                "SELECT id, conversation, sent_us, position, unfetched, unheard, unread
                FROM (
                    SELECT message.id, message.conversation, message.sent_us, message.position,
                    CAST(CASE WHEN message.form IN ('image', 'video', 'audio', 'document', 'sticker')
                        AND message.media IS NULL AND message.file_gone_us IS NULL
                        AND NOT EXISTS (
                            SELECT 1
                            FROM fetches AS wanted
                            WHERE wanted.org = message.org AND wanted.conversation = message.conversation
                            AND wanted.external = message.external AND wanted.state = 'waiting')
                        THEN 1 ELSE 0 END AS BIGINT) AS unfetched,
                    CAST(CASE WHEN message.form = 'audio' AND message.text = '' AND message.transcript IS NULL
                        AND (message.import IS NULL OR message.media IS NOT NULL)
                        AND message.words_gone_us IS NULL AND message.file_gone_us IS NULL
                        THEN 1 ELSE 0 END AS BIGINT) AS unheard,
                    CAST(CASE WHEN message.band = 'triage' THEN 1 ELSE 0 END AS BIGINT) AS unread
                    FROM messages AS message
                    WHERE message.org = $1 AND (message.sent_us, message.position) > ($2, $3) AND message.sent_us < $4
                ) AS looked
                WHERE unfetched + unheard + unread > 0
                ORDER BY sent_us, position
                LIMIT $5",
                args![org.as_str(), after.0, after.1, to.us(), EXPORT_PAGE_MAX],
            )
            .await?;
        let Some(last) = rows.last() else { return Ok(true) };
        after = (last.sent_us, last.position);
        found.extend(rows.into_iter().map(|row| Lacking {
            message: MessageId(row.id),
            chat: ConversationId(row.conversation),
            sent_at: Instant::from_us(row.sent_us),
            is_unfetched: row.unfetched > 0,
            is_unheard: row.unheard > 0,
            is_unread: row.unread > 0,
        }));
    }
    Ok(false)
}

/// Messages of a conversation that were said in a stretch of time, the last first: those after so many, at most so many.
///
/// # Errors
/// Of the engine.
pub async fn said(
    db: &Db,
    org: &OrgId,
    chat: &ConversationId,
    (from, to): (Instant, Instant),
    (after, limit): (usize, usize),
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.conversation = $2 AND message.sent_us >= $3 AND message.sent_us < $4
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $5 OFFSET $6"
            ),
            args![org.as_str(), chat.as_str(), from.us(), to.us(), limit as i64, after as i64],
        )
        .await?;
    messages(rows)
}
