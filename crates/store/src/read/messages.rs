//! Messages as pages show them: with the names of who said them and where, and why they were read as they were.

use super::{Cursor, EXPORT_PAGE_MAX, PAGE_MAX, Page};
use crate::sql::{Columns, Row};
use crate::text::{from_json, small};
use crate::views::messages::MessageRow;
use crate::{Db, StoreError, args, row};
use domain::id::{Digest, MessageId, OrgId, TaskId, TicketNumber};
use domain::media::Unfetched;
use domain::message::{Circle, Heard, Subject};
use domain::opinion::Advised;
use domain::time::Day;

/// Messages shown before and after one, at most.
pub const AROUND_MAX: i64 = 50;
/// Photos, films and files shown of one ticket.
pub const PHOTOS_MAX: i64 = 100;

/// A message, as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// What was heard, and what it is held to mean.
    pub heard: Heard,
    /// The position of the entry by which it came in.
    pub position: i64,
    /// What its sender is called; empty when nobody knows.
    pub sender_name: String,
    /// What the shared phone is called that it came from; empty when it came from none.
    pub phone_name: String,
    /// What its conversation is called.
    pub conversation_name: String,
    /// Who can hear its conversation.
    pub circle: Option<Circle>,
    /// The name of the file that came with it; empty when none did.
    pub file_name: String,
    /// A live channel's own name for it, letter by letter; empty when there is none, or it was erased.
    pub channel_name: String,
    /// What that channel says beside it: why it cannot be shown, which advertisement it answers.
    pub beside: String,
    /// Whether its sender changed it.
    pub edited: bool,
    /// Why it was read as it was, strongest first.
    pub why: Vec<String>,
    /// What a model server said of it, and the words that rests on.
    pub opinion: Option<(Advised, Vec<String>)>,
    /// What became of its file, when it is to be fetched.
    pub fetch: Option<Fetch>,
}

/// What becomes of a file that is not here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// Whether it was given up.
    pub is_dead: bool,
    /// Why it was not fetched the last time.
    pub reason: Option<Unfetched>,
}

impl Message {
    /// What its channel calls it, letter by letter where that is known.
    #[must_use]
    pub fn channels_name(&self) -> &str {
        if self.channel_name.is_empty() { &self.heard.external } else { &self.channel_name }
    }

    /// Where a list goes on after this one.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { us: self.heard.sent_at.us(), number: self.position }
    }
}

pub(super) struct Shown {
    row: MessageRow,
    sender_name: Option<String>,
    phone_name: Option<String>,
    conversation_name: Option<String>,
    circle: Option<String>,
    file_name: String,
    channel_name: String,
    beside: String,
    edited: bool,
    why: Option<String>,
    opinion: Option<String>,
    fetch_state: Option<String>,
    fetch_reason: Option<String>,
}

impl Row for Shown {
    fn from_columns(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            row: MessageRow::from_columns(columns)?,
            sender_name: columns.named("sender_name")?,
            phone_name: columns.named("phone_name")?,
            conversation_name: columns.named("conversation_name")?,
            circle: columns.named("circle")?,
            file_name: columns.named("file_name")?,
            channel_name: columns.named("channel_name")?,
            beside: columns.named("beside")?,
            edited: columns.named("edited")?,
            why: columns.named("why")?,
            opinion: columns.named("opinion")?,
            fetch_state: columns.named("fetch_state")?,
            fetch_reason: columns.named("fetch_reason")?,
        })
    }
}

impl Shown {
    fn message(self) -> Result<Message, StoreError> {
        Ok(Message {
            position: self.row.position(),
            heard: self.row.heard()?,
            sender_name: self.sender_name.unwrap_or_default(),
            phone_name: self.phone_name.unwrap_or_default(),
            conversation_name: self.conversation_name.unwrap_or_default(),
            circle: self.circle.as_deref().and_then(Circle::from_word),
            file_name: self.file_name,
            channel_name: self.channel_name,
            beside: self.beside,
            edited: self.edited,
            why: self.why.map(|why| from_json("why", &why)).transpose()?.unwrap_or_default(),
            opinion: self.opinion.map(|opinion| from_json("opinion", &opinion)).transpose()?,
            fetch: self.fetch_state.map(|state| Fetch {
                is_dead: state == "dead",
                reason: self.fetch_reason.as_deref().and_then(Unfetched::from_word),
            }),
        })
    }
}

/// A query for messages as pages show them, from `WHERE message.org = $1 AND` on.
macro_rules! shown {
    ($($tail:tt)+) => {
        concat!(
            "SELECT message.id, message.position, message.conversation, message.external, message.sender, message.phone,
            message.sent_us, message.form, message.text, message.media, message.geo_lat, message.geo_lon,
            message.reply_to, message.mentions, message.forwarded, message.changed_us, message.import, message.reader,
            message.kind, message.category, message.priority, message.place, message.ticket, message.task, message.day,
            message.confidence, message.language, message.band, message.transcript, message.snoozed_us, message.words_gone_us,
            message.file_gone_us, message.file_name, message.channel_name, message.beside, message.edited,
            message.why, message.opinion,
            person.name AS sender_name, shared.name AS phone_name, chat.name AS conversation_name, chat.circle AS circle,
            wanted.state AS fetch_state, wanted.reason AS fetch_reason
            FROM messages AS message
            LEFT JOIN people AS person ON person.org = message.org AND person.id = message.sender
            LEFT JOIN people AS shared ON shared.org = message.org AND shared.id = message.phone
            LEFT JOIN conversations AS chat ON chat.org = message.org AND chat.id = message.conversation
            LEFT JOIN fetches AS wanted ON wanted.org = message.org AND wanted.conversation = message.conversation
            AND wanted.external = message.external
            WHERE message.org = $1 AND ",
            $($tail)+
        )
    };
}
pub(super) use shown;

/// One page of the messages that were said in a stretch of time, and one more, the last said first.
pub(super) async fn latest(
    db: &Db,
    org: &OrgId,
    (since, before): (i64, i64),
    after: Cursor,
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "(message.sent_us, message.position) < ($2, $3)
                AND message.sent_us >= $5 AND message.sent_us < $6
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $4"
            ),
            args![org.as_str(), after.us, after.number, PAGE_MAX + 1, since, before],
        )
        .await?;
    messages(rows)
}

/// One message.
///
/// # Errors
/// Of the engine.
pub async fn one(db: &Db, org: &OrgId, id: &MessageId) -> Result<Option<Message>, StoreError> {
    let row: Option<Shown> = db.maybe(shown!("message.id = $2 LIMIT 1"), args![org.as_str(), id.as_str()]).await?;
    row.map(Shown::message).transpose()
}

/// So many messages of its conversation before and after a message, both in the order in which they were said.
///
/// # Errors
/// Of the engine.
pub async fn around(
    db: &Db,
    org: &OrgId,
    message: &Message,
    limit: u32,
) -> Result<(Vec<Message>, Vec<Message>), StoreError> {
    let conversation = message.heard.conversation.as_str();
    let Cursor { us, number } = message.cursor();
    let args = args![org.as_str(), conversation, us, number, i64::from(limit).min(AROUND_MAX)];
    let before: Vec<Shown> = db
        .all(
            shown!(
                "message.conversation = $2
                AND (message.sent_us < $3 OR (message.sent_us = $3 AND message.position < $4))
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $5"
            ),
            args.clone(),
        )
        .await?;
    let after: Vec<Shown> = db
        .all(
            shown!(
                "message.conversation = $2
                AND (message.sent_us > $3 OR (message.sent_us = $3 AND message.position > $4))
                ORDER BY message.sent_us, message.position
                LIMIT $5"
            ),
            args,
        )
        .await?;
    let mut before = messages(before)?;
    before.reverse();
    Ok((before, messages(after)?))
}

/// Messages of a ticket before a place in its timeline, the last said first.
pub(super) async fn of_ticket(
    db: &Db,
    org: &OrgId,
    ticket: TicketNumber,
    after: Cursor,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.ticket = $2
                AND (message.sent_us < $3 OR (message.sent_us = $3 AND message.position < $4))
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $5"
            ),
            args![org.as_str(), ticket.0, after.us, after.number, limit],
        )
        .await?;
    messages(rows)
}

/// Photos, films and files of a ticket, the last sent first.
///
/// # Errors
/// Of the engine.
pub async fn photos(db: &Db, org: &OrgId, ticket: TicketNumber) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.ticket = $2 AND message.form IN ('image', 'video', 'document')
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $3"
            ),
            args![org.as_str(), ticket.0, PHOTOS_MAX],
        )
        .await?;
    messages(rows)
}

/// Photos, films and files of a day of a task, the last sent first.
///
/// # Errors
/// Of the engine.
pub async fn photos_of_day(db: &Db, org: &OrgId, task: &TaskId, day: Day) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.task = $2 AND message.day = $3 AND message.form IN ('image', 'video', 'document')
                ORDER BY message.sent_us DESC, message.position DESC
                LIMIT $4"
            ),
            args![org.as_str(), task.as_str(), day.to_string(), PHOTOS_MAX],
        )
        .await?;
    messages(rows)
}

row! {
    struct Shows { ticket: Option<i64>, task: Option<String> }
}

/// The tickets and tasks that the messages speak of which brought a file.
///
/// # Errors
/// Of the engine.
pub async fn subjects_of_media(db: &Db, org: &OrgId, digest: &Digest) -> Result<Vec<Subject>, StoreError> {
    let rows: Vec<Shows> = db
        .all(
            "SELECT DISTINCT ticket, task
            FROM messages
            WHERE org = $1 AND media = $2
            ORDER BY ticket, task
            LIMIT $3",
            args![org.as_str(), digest.as_str(), PAGE_MAX],
        )
        .await?;
    let mut subjects = Vec::new();
    for row in rows {
        if let Some(number) = row.ticket {
            subjects.push(Subject::Ticket(TicketNumber(small("ticket", number)?)));
        }
        subjects.extend(row.task.map(|task| Subject::Task(TaskId::new(task), None)));
    }
    Ok(subjects)
}

/// Whether a file with this digest came with any message: only then may a page show it.
///
/// # Errors
/// Of the engine.
pub async fn has_media(db: &Db, org: &OrgId, digest: &Digest) -> Result<bool, StoreError> {
    let found: Option<i64> = db
        .maybe(
            "SELECT MIN(position)
            FROM messages
            WHERE org = $1 AND media = $2
            HAVING MIN(position) IS NOT NULL
            LIMIT 1",
            args![org.as_str(), digest.as_str()],
        )
        .await?;
    Ok(found.is_some())
}

/// Files that messages came with, each once, in order, a page at a time: those after one, none from the start. An empty
/// page is the end.
///
/// # Errors
/// Of the engine.
pub async fn media(db: &Db, org: &OrgId, after: Option<&Digest>) -> Result<Vec<Digest>, StoreError> {
    let digests: Vec<String> = db
        .all(
            "SELECT DISTINCT media
            FROM messages
            WHERE org = $1 AND media > $2
            ORDER BY media
            LIMIT $3",
            args![org.as_str(), after.map_or("", Digest::as_str), EXPORT_PAGE_MAX],
        )
        .await?;
    Ok(digests.into_iter().map(Digest).collect())
}

/// Messages that their channel calls by one of these names, of which the first five count, in the order in which they came in.
///
/// # Errors
/// Of the engine.
pub async fn named(db: &Db, org: &OrgId, names: &[&str]) -> Result<Vec<Message>, StoreError> {
    let Some(last) = names.last() else { return Ok(Vec::new()) };
    let name = |at: usize| *names.get(at).unwrap_or(last);
    let rows: Vec<Shown> = db
        .all(
            shown!("message.external IN ($2, $3, $4, $5, $6) ORDER BY +message.position LIMIT $7"),
            args![org.as_str(), name(0), name(1), name(2), name(3), name(4), EXPORT_PAGE_MAX],
        )
        .await?;
    messages(rows)
}

/// Messages after a position, in the order in which they came in; at most so many.
///
/// # Errors
/// Of the engine.
pub async fn since(db: &Db, org: &OrgId, after: i64, limit: i64) -> Result<Page<Message, i64>, StoreError> {
    let limit = limit.clamp(1, EXPORT_PAGE_MAX);
    let rows: Vec<Shown> = db
        .all(shown!("message.position > $2 ORDER BY message.position LIMIT $3"), args![org.as_str(), after, limit + 1])
        .await?;
    Ok(Page::cut(messages(rows)?, limit, |message| message.position))
}

/// All messages in the order in which they came in, a page at a time: those after a position, 0 from the start.
///
/// # Errors
/// Of the engine.
pub async fn all(db: &Db, org: &OrgId, after: i64) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!("message.position > $2 ORDER BY message.position LIMIT $3"),
            args![org.as_str(), after, EXPORT_PAGE_MAX],
        )
        .await?;
    messages(rows)
}

pub(super) fn messages(rows: Vec<Shown>) -> Result<Vec<Message>, StoreError> {
    rows.into_iter().map(Shown::message).collect()
}
