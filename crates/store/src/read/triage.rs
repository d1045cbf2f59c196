//! What a member should look at: messages that no reader was sure of, the last heard first.

use super::messages::{Message, Shown, messages, shown};
use crate::journal;
use crate::text::{from_word, small};
use crate::views::tickets;
use crate::{Db, StoreError, args, row};
use domain::event::Event;
use domain::id::{MessageId, OrgId, PlaceId, TicketNumber};
use domain::request::Taken;
use domain::ticket::{Category, Stage, Ticket};
use domain::time::Instant;
use std::collections::BTreeSet;

/// Messages shown at once: more than anybody settles in one sitting, and few enough for the first page on a phone.
pub const WAITING_MAX: i64 = 50;
/// Messages that are settled together at most: as many as one reads through before pressing.
pub const SETTLED_MAX: i64 = 200;
/// Messages put off that are shown, those first that come back first.
const SNOOZED_MAX: i64 = 50;
/// Up to so many are counted.
pub const COUNTED_MAX: u64 = 1_000;
/// Similar tickets shown.
const SIMILAR_MAX: i64 = 5;
/// Tickets looked through for similar ones: the last touched.
const LOOKED_MAX: i64 = 2_000;
/// Entries that one correction makes at most.
const ENTRIES_MAX: i64 = 12;

/// Messages that wait at an instant, up to a position, with the tickets they speak of.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId, now: Instant, upto: i64) -> Result<(Vec<Message>, Vec<Ticket>), StoreError> {
    first_waiting(db, org, now, (upto, WAITING_MAX)).await
}

/// The same, as many as are looked through to settle some together.
///
/// # Errors
/// Of the engine.
pub async fn settleable(
    db: &Db,
    org: &OrgId,
    now: Instant,
    upto: i64,
) -> Result<(Vec<Message>, Vec<Ticket>), StoreError> {
    first_waiting(db, org, now, (upto, SETTLED_MAX)).await
}

async fn first_waiting(
    db: &Db,
    org: &OrgId,
    now: Instant,
    (upto, rows_max): (i64, i64),
) -> Result<(Vec<Message>, Vec<Ticket>), StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.band = 'triage' AND message.band <> 'act' AND message.position <= $2
                AND (message.snoozed_us IS NULL OR message.snoozed_us <= $4)
                ORDER BY message.position DESC
                LIMIT $3"
            ),
            args![org.as_str(), upto, rows_max, now.us()],
        )
        .await?;
    let waiting = messages(rows)?;
    let spoken_of: BTreeSet<TicketNumber> = waiting.iter().filter_map(|message| message.heard.ticket()).collect();
    let spoken_of: Vec<TicketNumber> = spoken_of.into_iter().collect();
    let mut tx = db.snapshot().await?;
    let tickets = tickets::by_number(&mut tx, org, &spoken_of).await?;
    tx.commit().await?;
    Ok((waiting, tickets))
}

/// Messages that were put off beyond an instant, those first that come back first.
///
/// # Errors
/// Of the engine.
pub async fn snoozed(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Message>, StoreError> {
    let rows: Vec<Shown> = db
        .all(
            shown!(
                "message.snoozed_us IS NOT NULL AND message.snoozed_us > $2 AND message.band = 'triage'
                ORDER BY message.snoozed_us, message.position
                LIMIT $3"
            ),
            args![org.as_str(), now.us(), SNOOZED_MAX],
        )
        .await?;
    messages(rows)
}

/// How many messages wait at an instant, up to [`COUNTED_MAX`].
///
/// # Errors
/// Of the engine.
pub async fn count(db: &Db, org: &OrgId, now: Instant) -> Result<u64, StoreError> {
    let count: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM (
                SELECT position
                FROM messages
                WHERE org = $1 AND band = 'triage' AND band <> 'act' AND position > 0
                AND (snoozed_us IS NULL OR snoozed_us <= $3)
                ORDER BY position
                LIMIT $2
            ) AS waiting
            LIMIT 1",
            args![org.as_str(), COUNTED_MAX.cast_signed(), now.us()],
        )
        .await?;
    Ok(count.unsigned_abs())
}

row! {
    struct SimilarRow { number: i64, title: String, stage: String, touched_us: i64 }
}

/// A ticket that a report may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Similar {
    /// Its number.
    pub number: TicketNumber,
    /// Its title; empty when erased.
    pub title: String,
    /// Where it stands.
    pub stage: Stage,
    /// When something last happened to it.
    pub touched_at: Instant,
}

/// Tickets of a trade, at a place when one is said, touched since an instant; the last touched first.
///
/// # Errors
/// Of the engine.
pub async fn similar(
    db: &Db,
    org: &OrgId,
    category: Category,
    place: Option<&PlaceId>,
    since: Instant,
) -> Result<Vec<Similar>, StoreError> {
    let rows: Vec<SimilarRow> = db
        .all(
            "SELECT number, title, stage, touched_us
            FROM (
                SELECT number, title, stage, touched_us, category, place
                FROM tickets
                WHERE org = $1 AND touched_us >= $2
                ORDER BY touched_us DESC, number DESC
                LIMIT $3
            ) AS lately
            WHERE category = $4 AND ($5 IS NULL OR place = $5) AND stage NOT IN ('merged', 'cancelled')
            ORDER BY touched_us DESC, number DESC
            LIMIT $6",
            args![org.as_str(), since.us(), LOOKED_MAX, category.word(), place.map(PlaceId::as_str), SIMILAR_MAX],
        )
        .await?;
    let similar = |row: SimilarRow| {
        Ok(Similar {
            number: TicketNumber(small("number", row.number)?),
            title: row.title,
            stage: from_word("stage", Stage::from_word(&row.stage))?,
            touched_at: Instant::from_us(row.touched_us),
        })
    };
    rows.into_iter().map(similar).collect()
}

/// What takes back the correction of a message that stands at these positions of the journal; none when there is none.
///
/// # Errors
/// Of the engine, or when an entry cannot be read.
pub async fn taken(db: &Db, org: &OrgId, of: &MessageId, (from, to): (i64, i64)) -> Result<Option<Taken>, StoreError> {
    if !(0..ENTRIES_MAX).contains(&to.saturating_sub(from)) {
        return Ok(None);
    }
    let positions: Vec<i64> = (from..=to).collect();
    let (mut said, mut stood) = (None, None);
    for entry in journal::at(db, org, &positions).await? {
        match entry.event()? {
            Event::MessageInterpreted { message, meaning } if message == *of => said = Some(meaning),
            Event::ReadingCorrected { message, before: Some(before), ticket, footing } if message == *of => {
                stood = Some((before, ticket.zip(footing)));
            }
            _ => {}
        }
    }
    let taken = said.zip(stood).map(|(said, (before, ticket))| Taken { message: of.clone(), said, before, ticket });
    Ok(taken)
}
