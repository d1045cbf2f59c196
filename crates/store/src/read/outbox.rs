//! What is to be said, and what was.

use super::{EXPORT_PAGE_MAX, PAGE_MAX, Page};
use crate::pick::{ROWS as PICKED, picked};
use crate::text::json;
use crate::views::conversations::of_partners;
use crate::views::outbox::{OutboundRow, by_ids, outbox_sql};
use crate::{Db, StoreError, args, row};
use domain::directory::Directory;
use domain::hearing::{CLOUD_API, Ear};
use domain::id::{OrgId, OutboundId, PersonId};
use domain::message::{Circle, Heard};
use domain::outbound::{Outbound, PeopleBegun, State};
use domain::time::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// Messages that are looked at together when it is decided what leaves.
const DUE_MAX: i64 = 1_000;
/// How long whoever was written to first counts, in minutes: a day.
const PEOPLE_MINUTES: i64 = 24 * 60;
/// How long a message may take until something is told of it, in minutes.
const UNTOLD_MINUTES: i64 = 30;
/// How far back is looked for such, in minutes: a day.
const UNTOLD_FROM_MINUTES: i64 = 24 * 60;
/// So many messages, and people, of whom none is told to have got anything are suspicious.
const UNARRIVED_MIN: i64 = 3;
/// Letters to one person, from a message on, that are looked through for answers to it.
const LETTERS_MAX: i64 = 50;

/// Where a list of messages goes on: after the one of this time and name.
pub type After = (Instant, OutboundId);

/// What waits to be said and is still worth saying, the first due first: those after one, none from the start.
///
/// # Errors
/// Of the engine.
pub async fn waiting(
    db: &Db,
    org: &OrgId,
    now: Instant,
    after: Option<&After>,
) -> Result<Page<Outbound, After>, StoreError> {
    let stale = now.plus_minutes(-Outbound::STALE_MINUTES);
    let (at, id) = after.map_or((stale, ""), |(at, id)| (*at, id.as_str()));
    let rows: Vec<OutboundRow> = db
        .all(
            outbox_sql!(
                "state = $2 AND not_before_us >= $3 AND (not_before_us, id) > ($4, $5)
                ORDER BY not_before_us, id
                LIMIT $6"
            ),
            args![org.as_str(), State::Waiting.word(), stale.us(), at.us(), id, PAGE_MAX + 1],
        )
        .await?;
    let found = rows.into_iter().map(OutboundRow::outbound).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(found, PAGE_MAX, |outbound| (outbound.not_before, outbound.id.clone())))
}

/// How many messages a channel took in the day before, and more than half an hour ago, while it has told of none since; none
/// where it never told of any.
///
/// # Errors
/// Of the engine.
pub async fn untold(db: &Db, org: &OrgId, now: Instant) -> Result<i64, StoreError> {
    let (from, to) = (now.plus_minutes(-UNTOLD_FROM_MINUTES), now.plus_minutes(-UNTOLD_MINUTES));
    let ear = json(&Ear::Channel(CLOUD_API.to_owned()));
    db.one(
        "SELECT COUNT(*)
        FROM outbox
        WHERE org = $1 AND state = $2 AND external IS NOT NULL AND begun_us >= $3 AND begun_us <= $4
        AND begun_us > (SELECT told_us FROM ears WHERE org = $1 AND ear = $5 LIMIT 1)
        LIMIT 1",
        args![org.as_str(), State::Sent.word(), from.us(), to.us(), ear.as_str()],
    )
    .await
}

row! {
    struct ArrivedRow { taken: i64, people: i64, arrived: i64 }
}

/// Whether nothing arrives of a sort of messages, templates or free words, though the channel takes them: of a day's messages,
/// three or more to three people or more are old enough to have arrived, and none of that sort has. One phone may be off, and
/// emojis are left out, since nothing may be told of them.
///
/// # Errors
/// Of the engine.
pub async fn none_arrives(db: &Db, org: &OrgId, now: Instant, is_template: bool) -> Result<bool, StoreError> {
    let (from, to) = (now.plus_minutes(-UNTOLD_FROM_MINUTES), now.plus_minutes(-UNTOLD_MINUTES));
    let counted: ArrivedRow = db
        .one(
            "SELECT COUNT(*) FILTER (WHERE state = 'sent' AND begun_us <= $3) AS taken,
            COUNT(DISTINCT CASE WHEN state = 'sent' AND begun_us <= $3 THEN person END) AS people,
            COUNT(*) FILTER (WHERE state IN ('delivered', 'read')) AS arrived
            FROM outbox
            WHERE org = $1 AND begun_us >= $2 AND external IS NOT NULL AND dress <> '\"nod\"'
            AND (dress LIKE '{\"template\"%') = $4
            LIMIT 1",
            args![org.as_str(), from.us(), to.us(), is_template],
        )
        .await?;
    Ok(counted.arrived == 0 && counted.taken >= UNARRIVED_MIN && counted.people >= UNARRIVED_MIN)
}

row! {
    struct BegunRow { people: i64, oldest_us: Option<i64> }
}

/// Whom templates went to in the day before an instant: how many people, and which of these. However many there are, they are
/// counted where they lie.
///
/// # Errors
/// Of the engine.
pub async fn people_begun(db: &Db, org: &OrgId, now: Instant, of: &[&PersonId]) -> Result<PeopleBegun, StoreError> {
    let since = now.plus_minutes(-PEOPLE_MINUTES);
    let counted: BegunRow = db
        .one(
            "SELECT COUNT(*) AS people, MIN(last_us) AS oldest_us
            FROM (
                SELECT person, MAX(begun_us) AS last_us
                FROM outbox
                WHERE org = $1 AND begun_us > $2 AND dress LIKE '{\"template\"%'
                GROUP BY person
            ) AS written
            LIMIT 1",
            args![org.as_str(), since.us()],
        )
        .await?;
    let mut known = BTreeSet::new();
    let people: Vec<&str> = of.iter().map(|person| person.as_str()).collect();
    for chunk in people.chunks(PICKED - 1) {
        let mut picked = picked(org, chunk);
        picked.truncate(PICKED);
        picked.push(since.us().into());
        let found: Vec<String> = db
            .all(
                "SELECT DISTINCT person
                FROM outbox
                WHERE org = $1 AND begun_us > $17 AND dress LIKE '{\"template\"%'
                AND person IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
                ORDER BY person
                LIMIT 15",
                picked,
            )
            .await?;
        known.extend(found.into_iter().map(PersonId));
    }
    let count = usize::try_from(counted.people).unwrap_or_default();
    Ok(PeopleBegun { count, oldest: counted.oldest_us.map(Instant::from_us), known })
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
        /// Messages that were taken, and of which no more is told.
        pub taken: i64,
    }
}

/// What became of the messages that were handed to the channel since an instant.
///
/// # Errors
/// Of the engine.
pub async fn told_since(db: &Db, org: &OrgId, since: Instant) -> Result<ToldSince, StoreError> {
    db.one(
        "SELECT COUNT(*) FILTER (WHERE state IN ('delivered', 'read')) AS delivered,
        COUNT(*) FILTER (WHERE state = 'failed') AS failed,
        COUNT(*) FILTER (WHERE state = 'sent' AND external IS NOT NULL) AS taken
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
