//! What is to be said, and what was.

use super::{EXPORT_PAGE_MAX, PAGE_MAX, Page};
use crate::views::conversations::of_partners;
use crate::views::outbox::{OutboundRow, by_ids, outbox_sql};
use crate::{Db, StoreError, args, row};
use domain::directory::Directory;
use domain::id::{OrgId, OutboundId, PersonId};
use domain::message::{Circle, Heard};
use domain::outbound::{Outbound, State};
use domain::time::Instant;
use std::collections::BTreeMap;

/// Messages that are looked at together when it is decided what leaves.
const DUE_MAX: i64 = 1_000;
/// Letters to one person, from a message on, that are looked through for answers to it.
const LETTERS_MAX: i64 = 50;

/// What waits to be said and is still worth saying, the first due first.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Outbound>, StoreError> {
    let stale = now.plus_minutes(-Outbound::STALE_MINUTES);
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!("state = $2 AND not_before_us >= $3 ORDER BY not_before_us, id LIMIT $4"),
            args![org.as_str(), State::Waiting.word(), stale.us(), PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(OutboundRow::outbound).collect()
}

/// Those of these that there are.
///
/// # Errors
/// Of the engine.
pub async fn some(db: &Db, org: &OrgId, ids: &[&str]) -> Result<Vec<Outbound>, StoreError> {
    let mut tx = db.snapshot().await?;
    let found = by_ids(&mut tx, org, ids).await?;
    tx.commit().await?;
    Ok(found)
}

/// When each of these people last wrote to us alone, live: it opens their service window.
///
/// # Errors
/// Of the engine.
pub async fn windows(
    db: &Db,
    org: &OrgId,
    directory: &Directory,
    people: &[&PersonId],
) -> Result<BTreeMap<PersonId, Instant>, StoreError> {
    let selves: Vec<&str> = people.iter().flat_map(|person| directory.selves(person)).map(PersonId::as_str).collect();
    let mut tx = db.snapshot().await?;
    let chats = of_partners(&mut tx, org, &selves).await?;
    tx.commit().await?;
    let mut last: BTreeMap<PersonId, Instant> = BTreeMap::new();
    for chat in chats.iter().filter(|chat| chat.circle == Circle::Direct) {
        let Some((with, wrote_at)) = chat.with.as_ref().zip(chat.partner_at) else { continue };
        let known = last.entry(directory.who(with).clone()).or_insert(wrote_at);
        *known = wrote_at.max(*known);
    }
    Ok(last)
}

/// What a member wrote to answer a message, the first first.
///
/// # Errors
/// Of the engine.
pub async fn answers(db: &Db, org: &OrgId, heard: &Heard) -> Result<Vec<Outbound>, StoreError> {
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!("person = $2 AND wanted_us >= $3 AND purpose = 'letter' ORDER BY wanted_us, id LIMIT $4"),
            args![org.as_str(), heard.identity().as_str(), heard.sent_at.us(), LETTERS_MAX],
        )
        .await?;
    let letters = rows.into_iter().map(OutboundRow::outbound).collect::<Result<Vec<_>, _>>()?;
    let is_answer = |letter: &Outbound| letter.quoted.as_ref().is_some_and(|quoted| quoted.message == heard.id);
    Ok(letters.into_iter().filter(is_answer).collect())
}

row! {
    struct Count { waiting: i64 }
}

/// How many wait to be said and are still worth saying.
///
/// # Errors
/// Of the engine.
pub async fn waiting_count(db: &Db, org: &OrgId, now: Instant) -> Result<i64, StoreError> {
    let stale = now.plus_minutes(-Outbound::STALE_MINUTES);
    let count: Count = db
        .one(
            "SELECT COUNT(*) AS waiting
            FROM outbox
            WHERE org = $1 AND state = $2 AND not_before_us >= $3
            LIMIT 1",
            args![org.as_str(), State::Waiting.word(), stale.us()],
        )
        .await?;
    Ok(count.waiting)
}

/// What may have to leave by an instant, the first due first: what waits, and what was begun and never answered for. At most
/// 1,000, from the one after `after` on.
///
/// # Errors
/// Of the engine.
pub async fn due(db: &Db, org: &OrgId, now: Instant, after: Option<&Outbound>) -> Result<Vec<Outbound>, StoreError> {
    let stale = now.plus_minutes(-Outbound::STALE_MINUTES);
    let (from, id) = after.map_or((stale, ""), |after| (after.not_before, after.id.as_str()));
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!(
                "state IN ('waiting', 'begun') AND not_before_us <= $3
                AND (not_before_us > $2 OR (not_before_us = $2 AND id > $5))
                ORDER BY not_before_us, id
                LIMIT $4"
            ),
            args![org.as_str(), from.us(), now.us(), DUE_MAX, id],
        )
        .await?;
    rows.into_iter().map(OutboundRow::outbound).collect()
}

row! {
    /// What was handed to the channel since an instant.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct Spent {
        /// In their own words, inside the service window.
        pub words: i64,
        /// As templates.
        pub templates: i64,
    }
}

/// How many messages the channel took since an instant, by what is paid for them.
///
/// # Errors
/// Of the engine.
pub async fn spent(db: &Db, org: &OrgId, since: Instant) -> Result<Spent, StoreError> {
    db.one(
        "SELECT COUNT(*) FILTER (WHERE dress IN ('\"words\"', '\"plain\"', '\"nod\"', '\"paper\"')) AS words,
        COUNT(*) FILTER (WHERE dress NOT IN ('\"words\"', '\"plain\"', '\"nod\"', '\"paper\"')) AS templates
        FROM outbox
        WHERE org = $1 AND begun_us >= $2 AND state IN ('begun', 'sent', 'delivered', 'read')
        LIMIT 1",
        args![org.as_str(), since.us()],
    )
    .await
}

/// People whose messages are counted one by one; of more, only so many.
const COUNTED_MAX: i64 = 50_000;

row! {
    /// What was handed to the channel for one person.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SpentOn {
        /// Our name for them.
        pub person: String,
        /// In their own words, inside the service window.
        pub words: i64,
        /// As templates.
        pub templates: i64,
    }
}

/// How many messages the channel took since an instant, person by person.
///
/// # Errors
/// Of the engine.
pub async fn spent_by_person(db: &Db, org: &OrgId, since: Instant) -> Result<Vec<SpentOn>, StoreError> {
    db.all(
        "SELECT person,
        COUNT(*) FILTER (WHERE dress IN ('\"words\"', '\"plain\"', '\"nod\"', '\"paper\"')) AS words,
        COUNT(*) FILTER (WHERE dress NOT IN ('\"words\"', '\"plain\"', '\"nod\"', '\"paper\"')) AS templates
        FROM outbox
        WHERE org = $1 AND begun_us >= $2 AND state IN ('begun', 'sent', 'delivered', 'read')
        GROUP BY person
        ORDER BY person
        LIMIT $3",
        args![org.as_str(), since.us(), COUNTED_MAX],
    )
    .await
}

row! {
    /// What the channel told since an instant.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct ToldSince {
        /// Messages that arrived.
        pub delivered: i64,
        /// Messages that did not.
        pub failed: i64,
    }
}

/// What became of the messages that were handed to the channel since an instant.
///
/// # Errors
/// Of the engine.
pub async fn told_since(db: &Db, org: &OrgId, since: Instant) -> Result<ToldSince, StoreError> {
    db.one(
        "SELECT COUNT(*) FILTER (WHERE state IN ('delivered', 'read')) AS delivered,
        COUNT(*) FILTER (WHERE state = 'failed') AS failed
        FROM outbox
        WHERE org = $1 AND begun_us >= $2
        LIMIT 1",
        args![org.as_str(), since.us()],
    )
    .await
}

/// Everything that was to be said, the last first; where it goes on is the time and name of a row.
///
/// # Errors
/// Of the engine.
pub async fn list(
    db: &Db,
    org: &OrgId,
    after: Option<&(Instant, OutboundId)>,
) -> Result<Page<Outbound, (Instant, OutboundId)>, StoreError> {
    let (us, id) = after.map_or((i64::MAX, ""), |(at, id)| (at.us(), id.as_str()));
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!(
                "(not_before_us < $2 OR (not_before_us = $2 AND id < $3))
                ORDER BY not_before_us DESC, id DESC
                LIMIT $4"
            ),
            args![org.as_str(), us, id, PAGE_MAX + 1],
        )
        .await?;
    let rows = rows.into_iter().map(OutboundRow::outbound).collect::<Result<_, _>>()?;
    Ok(Page::cut(rows, PAGE_MAX, |outbound: &Outbound| (outbound.not_before, outbound.id.clone())))
}

/// Everything that was to be said, the first first, a page at a time: what comes after one of them.
///
/// # Errors
/// Of the engine.
pub async fn all(db: &Db, org: &OrgId, after: Option<&(Instant, OutboundId)>) -> Result<Vec<Outbound>, StoreError> {
    let (us, id) = after.map_or((i64::MIN, ""), |(at, id)| (at.us(), id.as_str()));
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!(
                "(not_before_us > $2 OR (not_before_us = $2 AND id > $3))
                ORDER BY not_before_us, id
                LIMIT $4"
            ),
            args![org.as_str(), us, id, EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(OutboundRow::outbound).collect()
}
