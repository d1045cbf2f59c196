//! What other programs ask: lists in an order that lasts, by number and not by time, so that nobody who follows one to
//! its end misses a row that moved meanwhile.

use super::{EXPORT_PAGE_MAX, Page};
use crate::pick::{ROWS as PICKED, picked};
use crate::views::occurrences::{OccurrenceRow, occurrences_sql};
use crate::views::tickets::{TicketRow, labelled, tickets_sql};
use crate::{Db, StoreError, args, row};
use domain::id::{MessageId, OrgId, SiteId, TaskId, TicketNumber};
use domain::label::OwnLabel;
use domain::task::Occurrence;
use domain::ticket::{Category, Priority, Stage, Ticket};
use domain::time::{Day, Instant};
use std::collections::BTreeMap;

/// Tickets that one page looks through, however few it wants.
const LOOKED_THROUGH_MAX: i64 = 10_000;
/// Messages named of the tickets of one page.
const SPOKEN_MAX: i64 = 4_096;

/// Which tickets a list is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that stand at one of these; none wants all but those put away.
    pub stages: Option<[Stage; 2]>,
    /// Only those of which work is still owed, or is not.
    pub is_open: Option<bool>,
    /// Only those of this site.
    pub site: Option<SiteId>,
    /// Only those of this trade.
    pub category: Option<Category>,
    /// Only those of this urgency.
    pub priority: Option<Priority>,
    /// Only those with this label of the organisation's own.
    pub label: Option<OwnLabel>,
    /// Only those touched at this instant or later.
    pub touched_since: Option<Instant>,
}

/// Tickets after a number, in order of their numbers. A page looks through a bounded number of them; it may then be
/// short, or empty, and go on.
///
/// # Errors
/// Of the engine.
pub async fn tickets(
    db: &Db,
    org: &OrgId,
    wanted: &Wanted,
    after: TicketNumber,
    limit: i64,
) -> Result<Page<Ticket, TicketNumber>, StoreError> {
    let (limit, last) = (limit.clamp(1, EXPORT_PAGE_MAX), i64::from(after.0) + LOOKED_THROUGH_MAX);
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "number > $2 AND number <= $3
                AND (($4 IS NULL AND stage NOT IN ('merged', 'cancelled')) OR stage IN ($4, $5))
                AND ($6 IS NULL OR is_open = $6)
                AND ($7 IS NULL OR site = $7)
                AND ($8 IS NULL OR category = $8)
                AND ($9 IS NULL OR priority = $9)
                AND ($10 IS NULL OR touched_us >= $10)
                AND ($12 IS NULL OR replace(labels, $12, '') <> labels)
                ORDER BY number
                LIMIT $11"
            ),
            args![
                org.as_str(),
                after.0,
                last,
                wanted.stages.map(|[one, _]| one.word()),
                wanted.stages.map(|[_, other]| other.word()),
                wanted.is_open,
                wanted.site.as_ref().map(SiteId::as_str),
                wanted.category.map(Category::word),
                wanted.priority.map(Priority::word),
                wanted.touched_since.map(Instant::us),
                limit + 1,
                wanted.label.as_ref().map(|own| labelled(&own.set, &own.name)),
            ],
        )
        .await?;
    let rows = rows.into_iter().map(TicketRow::ticket).collect::<Result<_, _>>()?;
    let page = Page::cut(rows, limit, |ticket: &Ticket| ticket.number);
    Ok(match page.next {
        Some(_) => page,
        None => Page { next: before_next(db, org, last).await?, ..page },
    })
}

/// The number before the first ticket beyond one, when there is such a ticket.
async fn before_next(db: &Db, org: &OrgId, last: i64) -> Result<Option<TicketNumber>, StoreError> {
    let next: Option<i64> = db
        .one(
            "SELECT MIN(number)
            FROM tickets
            WHERE org = $1 AND number > $2
            LIMIT 1",
            args![org.as_str(), last],
        )
        .await?;
    Ok(next.and_then(|next| u32::try_from(next - 1).ok()).map(TicketNumber))
}

/// Those of these tickets that there are.
///
/// # Errors
/// Of the engine.
pub async fn numbered(
    db: &Db,
    org: &OrgId,
    numbers: &[TicketNumber],
) -> Result<BTreeMap<TicketNumber, Ticket>, StoreError> {
    let numbers: Vec<u32> = numbers.iter().map(|number| number.0).collect();
    let mut found = BTreeMap::new();
    for chunk in numbers.chunks(PICKED) {
        let rows: Vec<TicketRow> = db
            .all(
                tickets_sql!(
                    "number IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    ORDER BY number
                    LIMIT 16"
                ),
                picked(org, chunk),
            )
            .await?;
        for row in rows {
            let ticket = row.ticket()?;
            found.insert(ticket.number, ticket);
        }
    }
    Ok(found)
}

row! {
    struct Spoken { ticket: i64, id: String, name: String }
}

/// The messages that speak of tickets, each with the channel's name for it, in the order in which they were said; of a
/// ticket with very many the first ones.
///
/// # Errors
/// Of the engine.
pub async fn spoken(
    db: &Db,
    org: &OrgId,
    numbers: &[TicketNumber],
) -> Result<BTreeMap<TicketNumber, Vec<(MessageId, String)>>, StoreError> {
    let mut left: Vec<u32> = numbers.iter().map(|number| number.0).collect();
    left.sort_unstable();
    let mut spoken: BTreeMap<TicketNumber, Vec<(MessageId, String)>> = BTreeMap::new();
    while !left.is_empty() {
        let asked = &left[..left.len().min(PICKED)];
        let mut rows = spoken_of(db, org, asked).await?;
        let mut done = asked.len();
        let is_cut = i64::try_from(rows.len()).is_ok_and(|rows| rows == SPOKEN_MAX);
        if let (true, Some(last)) = (is_cut, rows.last().map(|row| row.ticket)) {
            let before = asked.partition_point(|number| i64::from(*number) < last);
            // The last is asked for again, unless it fills a page alone.
            if rows.first().is_some_and(|first| first.ticket != last) {
                rows.retain(|row| row.ticket != last);
                done = before;
            } else {
                done = before + 1;
            }
        }
        for Spoken { ticket, id, name } in rows {
            let number = TicketNumber(crate::text::small("ticket", ticket)?);
            spoken.entry(number).or_default().push((MessageId(id), name));
        }
        left.drain(..done);
    }
    Ok(spoken)
}

async fn spoken_of(db: &Db, org: &OrgId, numbers: &[u32]) -> Result<Vec<Spoken>, StoreError> {
    let mut args = picked(org, numbers);
    args.push(SPOKEN_MAX.into());
    db.all(
        "SELECT ticket, id, CASE channel_name WHEN '' THEN external ELSE channel_name END AS name
        FROM messages
        WHERE org = $1
        AND ticket IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ORDER BY ticket, sent_us, position
        LIMIT $18",
        args,
    )
    .await
}

row! {
    struct Named { id: String, name: String }
}

/// What channels call those of these messages that there are.
///
/// # Errors
/// Of the engine.
pub async fn names(db: &Db, org: &OrgId, messages: &[&MessageId]) -> Result<BTreeMap<MessageId, String>, StoreError> {
    let ids: Vec<&str> = messages.iter().map(|id| id.as_str()).collect();
    let mut names = BTreeMap::new();
    for chunk in ids.chunks(PICKED) {
        let rows: Vec<Named> = db
            .all(
                "SELECT id, CASE channel_name WHEN '' THEN external ELSE channel_name END AS name
                FROM messages
                WHERE org = $1
                AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY id
                LIMIT 16",
                picked(org, chunk),
            )
            .await?;
        names.extend(rows.into_iter().map(|Named { id, name }| (MessageId(id), name)));
    }
    Ok(names)
}

/// Days of tasks after one of them, in order of day and task; of one day, or of all.
///
/// # Errors
/// Of the engine.
pub async fn occurrences(
    db: &Db,
    org: &OrgId,
    day: Option<Day>,
    after: Option<&(Day, TaskId)>,
    limit: i64,
) -> Result<Page<Occurrence, (Day, TaskId)>, StoreError> {
    let limit = limit.clamp(1, EXPORT_PAGE_MAX);
    let (after_day, after_task) =
        after.map_or((String::new(), String::new()), |(day, task)| (day.to_string(), task.to_string()));
    let (first, last) = day.map_or(("0".to_owned(), "9999-12-31".to_owned()), |day| (day.to_string(), day.to_string()));
    let rows: Vec<OccurrenceRow> = db
        .all(
            occurrences_sql!(
                "AND day BETWEEN $2 AND $3 AND (day, task) > ($4, $5)
            ORDER BY day, task
            LIMIT $6"
            ),
            args![org.as_str(), first, last, after_day, after_task, limit + 1],
        )
        .await?;
    let rows = rows.into_iter().map(OccurrenceRow::occurrence).collect::<Result<_, _>>()?;
    Ok(Page::cut(rows, limit, |day: &Occurrence| (day.day, day.task.clone())))
}
