//! What was promised about tickets: what is overdue, due soon and later, what waits, what was kept and what was not.

use super::{Cursor, PAGE_MAX, Page, Sight};
use crate::text::from_word;
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Arg, Db, StoreError, args, row};
use domain::agreement::Target;
use domain::clock::Standing;
use domain::id::OrgId;
use domain::ticket::Ticket;
use domain::time::Instant;

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

fn page(rows: Vec<TicketRow>, at: impl Fn(&Ticket) -> Instant) -> Result<Page<Ticket>, StoreError> {
    let tickets = rows.into_iter().map(TicketRow::ticket).collect::<Result<Vec<_>, _>>()?;
    let cursor = |ticket: &Ticket| Cursor { us: at(ticket).us(), number: i64::from(ticket.number.0) };
    Ok(Page::cut(tickets, PAGE_MAX, cursor))
}
