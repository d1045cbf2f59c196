//! What was promised about tickets: what is overdue, due soon and later, what waits, what was kept and what was not.

use super::{Cursor, PAGE_MAX, Page, Sight};
use crate::text::from_word;
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Arg, Db, StoreError, args, row};
use domain::agreement::Target;
use domain::clock::Standing;
use domain::id::OrgId;
use domain::ticket::Ticket;
use domain::time::{Day, Instant, Zone};
use std::collections::BTreeMap;

/// What is due so soon that somebody should look at it now, in minutes.
pub const SOON_MINUTES: i64 = 4 * 60;
/// Sums of one answer: targets and standings fit.
const SUMS_MAX: i64 = 50;

/// When the next promise about a ticket is due that nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Before now.
    Overdue,
    /// Within [`SOON_MINUTES`].
    Soon,
    /// After that.
    Later,
    /// Not while it waits.
    Paused,
}

/// How many tickets there are of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// [`Due::Overdue`].
    pub overdue: u64,
    /// [`Due::Soon`].
    pub soon: u64,
    /// [`Due::Later`].
    pub later: u64,
    /// [`Due::Paused`].
    pub paused: u64,
}

row! {
    struct Counted { overdue: i64, soon: i64, later: i64 }
}

/// How many tickets there are of each.
///
/// # Errors
/// Of the engine.
pub async fn counts(db: &Db, org: &OrgId, now: Instant, sight: &Sight) -> Result<Counts, StoreError> {
    let soon = now.plus_minutes(SOON_MINUTES);
    let counted: Counted = db
        .one(
            "SELECT COALESCE(SUM(CASE WHEN due_us < $2 THEN 1 ELSE 0 END), 0) AS overdue,
                COALESCE(SUM(CASE WHEN due_us >= $2 AND due_us < $3 THEN 1 ELSE 0 END), 0) AS soon,
                COALESCE(SUM(CASE WHEN due_us >= $3 THEN 1 ELSE 0 END), 0) AS later
            FROM tickets
            WHERE org = $1 AND due_us IS NOT NULL
                AND ($4 IS NULL OR replace($4, '\u{1f}' || site || '\u{1f}', '') <> $4)
            LIMIT 1",
            args![org.as_str(), now.us(), soon.us(), sight.sites()],
        )
        .await?;
    let paused: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM tickets
            WHERE org = $1 AND is_paused = TRUE
                AND ($2 IS NULL OR replace($2, '\u{1f}' || site || '\u{1f}', '') <> $2)
            LIMIT 1",
            args![org.as_str(), sight.sites()],
        )
        .await?;
    let count = i64::unsigned_abs;
    Ok(Counts {
        overdue: count(counted.overdue),
        soon: count(counted.soon),
        later: count(counted.later),
        paused: count(paused),
    })
}

/// The tickets of one kind: what is due first comes first, of those that wait the oldest.
///
/// # Errors
/// Of the engine.
pub async fn list(
    db: &Db,
    org: &OrgId,
    (due, now): (Due, Instant),
    sight: &Sight,
    after: Option<Cursor>,
) -> Result<Page<Ticket>, StoreError> {
    let after = after.unwrap_or(Cursor::END);
    let soon = now.plus_minutes(SOON_MINUTES).us();
    let (from, to) = match due {
        Due::Paused => return paused(db, org, sight, after).await,
        Due::Overdue => (i64::MIN, now.us()),
        Due::Soon => (now.us(), soon),
        Due::Later => (soon, i64::MAX),
    };
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "due_us IS NOT NULL AND due_us >= $2 AND due_us < $3 AND (due_us, number) > ($4, $5)
                AND ($7 IS NULL OR replace($7, '\u{1f}' || site || '\u{1f}', '') <> $7)
                ORDER BY due_us, number
                LIMIT $6"
            ),
            args![org.as_str(), from, to, after.us, after.number, PAGE_MAX + 1, sight.sites()],
        )
        .await?;
    page(rows, |ticket| ticket.due_at().unwrap_or(ticket.opened_at))
}

async fn paused(db: &Db, org: &OrgId, sight: &Sight, after: Cursor) -> Result<Page<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = db
        .all(
            tickets_sql!(
                "is_paused = TRUE AND (opened_us, number) > ($2, $3)
                AND ($5 IS NULL OR replace($5, '\u{1f}' || site || '\u{1f}', '') <> $5)
                ORDER BY opened_us, number
                LIMIT $4"
            ),
            args![org.as_str(), after.us, after.number, PAGE_MAX + 1, sight.sites()],
        )
        .await?;
    page(rows, |ticket| ticket.opened_at)
}

row! {
    struct Sum { target: String, standing: String, tickets: i64 }
}

/// How many promises of each target were kept and were not since an instant: as they were answered, and as they were
/// due.
///
/// # Errors
/// Of the engine.
pub async fn judged(
    db: &Db,
    org: &OrgId,
    since: Instant,
    sight: &Sight,
) -> Result<Vec<(Target, Standing, u64)>, StoreError> {
    // What it may be is said in full: so the index is entered at each pair, at the instant, and nothing older is read.
    let mut args = args![org.as_str(), since.us(), SUMS_MAX];
    args.extend(Target::ALL.iter().map(|target| Arg::from(target.word())));
    args.extend([Standing::Met, Standing::Missed].map(|standing| Arg::from(standing.word())));
    args.push(sight.sites().into());
    let sums: Vec<Sum> = db
        .all(
            "SELECT target, standing, COUNT(*) AS tickets
            FROM promises
            WHERE org = $1 AND judged_us IS NOT NULL AND judged_us >= $2
            AND target IN ($4, $5, $6, $7) AND standing IN ($8, $9)
            AND ($10 IS NULL OR EXISTS (
                SELECT 1
                FROM tickets
                WHERE tickets.org = $1 AND tickets.number = promises.ticket
                    AND replace($10, '\u{1f}' || tickets.site || '\u{1f}', '') <> $10))
            GROUP BY target, standing
            ORDER BY target, standing
            LIMIT $3",
            args,
        )
        .await?;
    let sum = |sum: Sum| {
        let target = from_word("target", Target::from_word(&sum.target))?;
        Ok((target, from_word("standing", Standing::from_word(&sum.standing))?, sum.tickets.unsigned_abs()))
    };
    sums.into_iter().map(sum).collect()
}

row! {
    struct Judged { ticket: i64, judged_us: i64 }
}

/// The tickets behind one of these numbers, the first judged first.
///
/// # Errors
/// Of the engine.
pub async fn list_judged(
    db: &Db,
    org: &OrgId,
    (target, standing): (Target, Standing),
    since: Instant,
    sight: &Sight,
    after: Option<Cursor>,
) -> Result<Page<Ticket>, StoreError> {
    let after = after.unwrap_or(Cursor::END);
    let rows: Vec<(TicketRow, Judged)> = db
        .all(
            "SELECT number, title, stage, category, priority, site, place, reporter, voices, assignee_person,
                assignee_vendor, claimant, opening, conversation, opened_us, touched_us, acknowledged_us, resolved_us,
                verified_us, closed_us, hold, reopened, recurrence_of, merged_into, messages, evidence, course, ticket,
                judged_us
            FROM promises
            JOIN tickets ON tickets.org = promises.org AND tickets.number = promises.ticket
            WHERE promises.org = $1 AND target = $2 AND standing = $3 AND judged_us >= $4
                AND (judged_us, ticket) > ($5, $6)
                AND ($8 IS NULL OR replace($8, '\u{1f}' || site || '\u{1f}', '') <> $8)
            ORDER BY judged_us, ticket
            LIMIT $7",
            args![
                org.as_str(),
                target.word(),
                standing.word(),
                since.us(),
                after.us,
                after.number,
                PAGE_MAX + 1,
                sight.sites(),
            ],
        )
        .await?;
    let places = rows.iter().map(|(_, at)| Cursor { us: at.judged_us, number: at.ticket }).collect::<Vec<_>>();
    let page = Page::cut(places, PAGE_MAX, |place| *place);
    let tickets = rows.into_iter().take(page.rows.len()).map(|(row, _)| row.ticket());
    Ok(Page { rows: tickets.collect::<Result<_, _>>()?, next: page.next })
}

/// Within so many minutes every zone's day begins: by these stretches instants are counted, and put to days afterwards.
const QUARTER_MINUTES: i64 = 15;
/// Stretches of one answer: a month's, of promises kept and missed.
const QUARTERS_MAX: i64 = 2 * 31 * 24 * 4;

row! {
    struct Quarter { quarter: i64, standing: String, promises: i64 }
}

/// How many promises were kept and missed since an instant on each day of a zone: as they were answered, and as they were due.
///
/// # Errors
/// Of the engine.
pub async fn by_day(
    db: &Db,
    org: &OrgId,
    (since, zone): (Instant, &Zone),
    sight: &Sight,
) -> Result<BTreeMap<(Day, Standing), u64>, StoreError> {
    let quarter_us = QUARTER_MINUTES * 60_000_000;
    let mut args = args![org.as_str(), since.us(), QUARTERS_MAX, quarter_us, sight.sites()];
    args.extend(Target::ALL.iter().map(|target| Arg::from(target.word())));
    args.extend([Standing::Met, Standing::Missed].map(|standing| Arg::from(standing.word())));
    let rows: Vec<Quarter> = db
        .all(
            "SELECT judged_us / $4 AS quarter, standing, COUNT(*) AS promises
            FROM promises
            WHERE org = $1 AND judged_us IS NOT NULL AND judged_us >= $2
            AND target IN ($6, $7, $8, $9) AND standing IN ($10, $11)
            AND ($5 IS NULL OR EXISTS (
                SELECT 1
                FROM tickets
                WHERE tickets.org = $1 AND tickets.number = promises.ticket
                    AND replace($5, '\u{1f}' || tickets.site || '\u{1f}', '') <> $5))
            GROUP BY quarter, standing
            ORDER BY quarter, standing
            LIMIT $3",
            args,
        )
        .await?;
    let mut days = BTreeMap::new();
    for row in rows {
        let standing = from_word("standing", Standing::from_word(&row.standing))?;
        let day = Instant::from_us(row.quarter * quarter_us).day(zone);
        *days.entry((day, standing)).or_default() += row.promises.unsigned_abs();
    }
    Ok(days)
}

/// The promises of one stretch of time that were kept, or were not, or both, each with its ticket and target: the first judged first.
///
/// # Errors
/// Of the engine.
pub async fn list_between(
    db: &Db,
    org: &OrgId,
    standing: Option<Standing>,
    (from, until): (Instant, Instant),
    sight: &Sight,
    after: Option<Cursor>,
) -> Result<Page<(Ticket, Target)>, StoreError> {
    let after = after.unwrap_or(Cursor::END);
    let (first, other) = standing.map_or((Standing::Met, Standing::Missed), |standing| (standing, standing));
    let mut args = args![org.as_str(), first.word(), from.us(), until.us(), after.us, after.number];
    args.extend(args![PAGE_MAX + 1, sight.sites()]);
    args.extend(Target::ALL.iter().map(|target| Arg::from(target.word())));
    args.push(other.word().into());
    let rows: Vec<(TicketRow, Between)> = db
        .all(
            concat!(
                "SELECT number, title, stage, category, priority, site, place, reporter, voices, assignee_person,
                    assignee_vendor, claimant, opening, conversation, opened_us, touched_us, acknowledged_us,
                    resolved_us, verified_us, closed_us, hold, reopened, recurrence_of, merged_into, messages, evidence,
                    course, target, judged_us, ",
                rank!(),
                " AS rank
                FROM promises
                JOIN tickets ON tickets.org = promises.org AND tickets.number = promises.ticket
                WHERE promises.org = $1 AND target IN ($9, $10, $11, $12) AND standing IN ($2, $13)
                    AND judged_us >= $3 AND judged_us < $4
                    AND (judged_us, ",
                rank!(),
                ") > ($5, $6)
                    AND ($8 IS NULL OR replace($8, '\u{1f}' || site || '\u{1f}', '') <> $8)
                ORDER BY judged_us, rank
                LIMIT $7"
            ),
            args,
        )
        .await?;
    let places = rows.iter().map(|(_, at)| Cursor { us: at.judged_us, number: at.rank }).collect::<Vec<_>>();
    let page = Page::cut(places, PAGE_MAX, |place| *place);
    let promise = |(ticket, at): (TicketRow, Between)| {
        Ok((ticket.ticket()?, from_word("target", Target::from_word(&at.target))?))
    };
    let rows = rows.into_iter().take(page.rows.len()).map(promise).collect::<Result<_, StoreError>>()?;
    Ok(Page { rows, next: page.next })
}

row! {
    struct Between { target: String, judged_us: i64, rank: i64 }
}

/// What tells promises of the same instant apart: ticket and target as one number.
macro_rules! rank {
    () => {
        "(ticket * 4 + CASE target WHEN 'acknowledge' THEN 0 WHEN 'attend' THEN 1 WHEN 'resolve' THEN 2 ELSE 3 END)"
    };
}
use rank;

fn page(rows: Vec<TicketRow>, at: impl Fn(&Ticket) -> Instant) -> Result<Page<Ticket>, StoreError> {
    let tickets = rows.into_iter().map(TicketRow::ticket).collect::<Result<Vec<_>, _>>()?;
    let cursor = |ticket: &Ticket| Cursor { us: at(ticket).us(), number: i64::from(ticket.number.0) };
    Ok(Page::cut(tickets, PAGE_MAX, cursor))
}
