//! What a search finds: messages and tickets, a page at a time, the last said first or the likeliest first.

mod by_time;

use super::messages::{Message, Shown, latest, messages, shown};
use super::{Cursor, PAGE_MAX, Page};
use crate::search::{Asked, Filter, Stretch, bounds, folded_words, indexed, places};
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Db, Engine, StoreError, args};
use domain::id::OrgId;
use domain::message::Kind;
use domain::ticket::Ticket;
use domain::time::Instant;

/// Matches that are put in the order in which they were said; what was heard before these comes in the next band.
const BAND_MAX: i64 = 4_000;
/// Bands that hold nothing of the days asked for and are passed over before a page is shown: the index knows months.
const EMPTY_MAX: usize = 8;
/// Matches that are weighed against one another: those heard last.
const WEIGHED_MAX: i64 = 400;
/// The likeliest that are shown.
pub const LIKELIEST_MAX: usize = 50;
/// Where a list of what was found goes on: in the band below a position, after a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    below: i64,
    after: Cursor,
}

impl Turn {
    /// Before the newest of everything.
    pub const START: Self = Self { below: i64::MAX, after: Cursor::START };
}

impl std::fmt::Display for Turn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}.{}", self.after, self.below)
    }
}

impl std::str::FromStr for Turn {
    type Err = super::NotACursor;

    fn from_str(text: &str) -> Result<Self, super::NotACursor> {
        let (after, below) = text.rsplit_once('.').ok_or(super::NotACursor)?;
        Ok(Self { below: below.parse().map_err(|_| super::NotACursor)?, after: after.parse()? })
    }
}

/// Messages, the last said first.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, filter: &Filter, turn: Turn) -> Result<Page<Message, Turn>, StoreError> {
    let asked = match question(db, org, filter).await? {
        Question::Nothing => return Ok(Page { rows: Vec::new(), next: None }),
        Question::All => {
            let rows = latest(db, org, filter.stretch(), turn.after).await?;
            return Ok(Page::cut(rows, PAGE_MAX, |message| Turn { after: message.cursor(), ..turn }));
        }
        Question::Some(asked) if db.engine() == Engine::Postgres => {
            let rows = by_time::list(db, org, filter, &asked, turn.after).await?;
            return Ok(Page::cut(rows, PAGE_MAX, |message| Turn { after: message.cursor(), ..turn }));
        }
        Question::Some(asked) => asked,
    };
    // What is heard meanwhile must not move the bands.
    let below = match turn.below {
        i64::MAX => newest(db, org).await? + 1,
        below => below,
    };
    let mut turn = Turn { below, ..turn };
    let mut empty = 0;
    loop {
        let rows = band(db, org, filter, &asked, turn).await?;
        let page = Page::cut(rows, PAGE_MAX, |message| Turn { after: message.cursor(), ..turn });
        if page.next.is_some() {
            return Ok(page);
        }
        let last = places(db, org, &asked, Stretch::Messages(turn.below), (1, BAND_MAX - 1)).await?;
        let next = last.first().map(|last| Turn { below: *last, after: Cursor::START });
        empty += usize::from(page.rows.is_empty());
        match next {
            Some(next) if page.rows.is_empty() && empty < EMPTY_MAX => turn = next,
            _ => return Ok(Page { next, ..page }),
        }
    }
}

/// How many messages match, up to a maximum and among the last 4,000 that match whenever they were said.
///
/// # Errors
/// Of the engine.
pub async fn count(db: &Db, org: &OrgId, filter: &Filter, max: i64) -> Result<u64, StoreError> {
    let Question::Some(asked) = question(db, org, filter).await? else { return Ok(0) };
    let Some(mut args) = bounds(db, org, &asked, Stretch::Messages(i64::MAX)).await? else { return Ok(0) };
    let (since, before) = filter.stretch();
    args.extend(args![BAND_MAX, since, before, max]);
    let count: i64 = db
        .one(
            indexed!(
                db,
                concat,
                "SELECT COUNT(*)
                FROM (
                    SELECT hit.position
                    FROM (",
                "$6",
                ") AS found
                    CROSS JOIN messages AS hit
                    WHERE hit.org = $1 AND hit.position = found.place
                    AND hit.sent_us >= $7 AND hit.sent_us < $8
                    LIMIT $9) AS said
                LIMIT 1"
            ),
            args,
        )
        .await?;
    Ok(count.unsigned_abs())
}

/// What is to be asked.
enum Question {
    /// Nothing can be found.
    Nothing,
    /// The index cannot narrow it.
    All,
    /// The index.
    Some(Asked),
}

async fn question(db: &Db, org: &OrgId, filter: &Filter) -> Result<Question, StoreError> {
    if !filter.words.trim().is_empty() && folded_words(&filter.words).is_empty() {
        return Ok(Question::Nothing);
    }
    let is_bounded = filter.since.is_some() || filter.before.is_some();
    let said = if is_bounded { said(db, org).await? } else { None };
    Ok(Asked::of(db, org, filter, said).await?.map_or(Question::All, Question::Some))
}

/// One page of a band, and one more. The order of the join, and the signs, keep the engines from walking through time instead.
async fn band(db: &Db, org: &OrgId, filter: &Filter, asked: &Asked, turn: Turn) -> Result<Vec<Message>, StoreError> {
    let Some(mut args) = bounds(db, org, asked, Stretch::Messages(turn.below)).await? else { return Ok(Vec::new()) };
    let (since, before) = filter.stretch();
    args.extend(args![BAND_MAX, since, before, turn.after.us, turn.after.number, PAGE_MAX + 1]);
    let rows: Vec<Shown> = db
        .all(
            indexed!(
                db,
                shown,
                "message.position IN (
                    SELECT hit.position
                    FROM (",
                "$6",
                ") AS found
                    CROSS JOIN messages AS hit
                    WHERE hit.org = $1 AND hit.position = found.place
                    AND hit.sent_us >= $7 AND hit.sent_us < $8
                    AND (hit.sent_us < $9 OR (hit.sent_us = $9 AND hit.position < $10))
                    ORDER BY +hit.sent_us DESC, +hit.position DESC
                    LIMIT $11)
                ORDER BY +message.sent_us DESC, +message.position DESC
                LIMIT $11"
            ),
            args,
        )
        .await?;
    messages(rows)
}

/// The likeliest of the messages that were heard last, the likeliest first.
///
/// # Errors
/// Of the engine.
pub async fn likeliest(db: &Db, org: &OrgId, filter: &Filter) -> Result<Vec<Message>, StoreError> {
    let Question::Some(asked) = question(db, org, filter).await? else { return Ok(Vec::new()) };
    let Some(mut args) = bounds(db, org, &asked, Stretch::Messages(i64::MAX)).await? else { return Ok(Vec::new()) };
    let (since, before) = filter.stretch();
    args.extend(args![WEIGHED_MAX, since, before]);
    let rows: Vec<Shown> = db
        .all(
            indexed!(
                db,
                shown,
                "message.position IN (",
                "$6",
                ") AND +message.sent_us >= $7 AND +message.sent_us < $8
                ORDER BY +message.sent_us DESC, +message.position DESC
                LIMIT $6"
            ),
            args,
        )
        .await?;
    let typed = folded_words(&filter.words);
    let mut weighed: Vec<(u32, Message)> =
        messages(rows)?.into_iter().map(|message| (weight(&message, &typed), message)).collect();
    // Of the same weight the last said stays first.
    weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    Ok(weighed.into_iter().take(LIKELIEST_MAX).map(|(_, message)| message).collect())
}

/// How likely a message is what was looked for: the words side by side as they were typed, whole, near its beginning; a
/// report rather than an answer to one; and few words beside them.
fn weight(message: &Message, typed: &[String]) -> u32 {
    let said = folded_words(&message.heard.text);
    let is_phrase = !typed.is_empty() && said.windows(typed.len()).any(|said| said == typed);
    let whole = typed.iter().filter(|word| said.contains(word)).count().min(10) as u32;
    let begins = said.iter().position(|word| typed.contains(word)).is_some_and(|at| at < 3);
    let is_report = message.heard.meaning.as_ref().is_some_and(|meaning| meaning.kind == Kind::Issue);
    let is_short = said.len() <= typed.len() * 6 + 6;
    u32::from(is_phrase) * 40 + whole * 10 + u32::from(begins) * 6 + u32::from(is_report) * 5 + u32::from(is_short) * 3
}

/// Tickets, the last opened first: those after a number.
///
/// # Errors
/// Of the engine.
pub async fn tickets(
    db: &Db,
    org: &OrgId,
    filter: &Filter,
    after: i64,
    limit: i64,
) -> Result<Page<Ticket, i64>, StoreError> {
    let limit = limit.clamp(1, PAGE_MAX);
    let nothing = Ok(Page { rows: Vec::new(), next: None });
    if filter.kind.is_some_and(|kind| kind != Kind::Issue) {
        return nothing;
    }
    let described = Filter { kind: None, has_photo: false, ..filter.clone() };
    let Question::Some(asked) = question(db, org, &described).await? else { return nothing };
    let Some(mut args) = bounds(db, org, &asked, Stretch::Tickets(after)).await? else { return nothing };
    let (since, before) = filter.stretch();
    args.extend(args![BAND_MAX, since, before, !filter.has_photo, limit + 1]);
    let rows: Vec<TicketRow> = db
        .all(
            indexed!(
                db,
                tickets_sql,
                "number IN (",
                "$6",
                ") AND +opened_us >= $7 AND +opened_us < $8 AND ($9 = TRUE OR evidence <> '[]')
                ORDER BY +number DESC
                LIMIT $10"
            ),
            args,
        )
        .await?;
    let tickets = rows.into_iter().map(TicketRow::ticket).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(tickets, limit, |ticket| i64::from(ticket.number.0)))
}

/// Where the message stands that was heard last.
async fn newest(db: &Db, org: &OrgId) -> Result<i64, StoreError> {
    let last: Option<i64> =
        db.one("SELECT MAX(position) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(last.unwrap_or_default())
}

/// When the first message and the last were said.
async fn said(db: &Db, org: &OrgId) -> Result<Option<(Instant, Instant)>, StoreError> {
    let first: Option<i64> =
        db.one("SELECT MIN(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let last: Option<i64> =
        db.one("SELECT MAX(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(first.map(Instant::from_us).zip(last.map(Instant::from_us)))
}
