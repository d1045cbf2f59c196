//! What reports are made of: the tickets and days of tasks of a stretch of time, in one state of the database.

use super::EXPORT_PAGE_MAX;
use super::capture::{Captured, capture};
use crate::sql::Tx;
use crate::text::from_word;
use crate::views::occurrences::{OccurrenceRow, occurrences_sql};
use crate::views::tickets::{TicketRow, tickets_sql};
use crate::{Db, StoreError, args, row};
use domain::id::{OrgId, PersonId};
use domain::media::Grade;
use domain::message::Form;
use domain::task::Occurrence;
use domain::ticket::Ticket;
use domain::time::Instant;
use std::collections::BTreeMap;

/// Tickets and days of one report; a year of a busy town has fewer.
pub const EACH_MAX: usize = 200_000;

/// Forms of files there are, and more.
const FORMS_MAX: i64 = 16;
/// Messages that answered the tickets of one page: more than one each when several were said at one instant.
const ANSWERERS_MAX: i64 = 4 * EXPORT_PAGE_MAX;

/// What messages tell of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who first answered it.
    pub answerer: Option<PersonId>,
    /// How much the best of what its claimant sent proves.
    pub grade: Grade,
}

/// What is not shown one by one, and whether everything was shown, or only the first [`EACH_MAX`].
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    /// What was heard, and what may not have been.
    pub captured: Captured,
    /// Everything was.
    pub is_all: bool,
}

/// Of some stretches, the earlier first: shows every ticket reported before their end that was touched since they began
/// or is open, once, and every day of a task due between. With a ticket comes what its messages tell of it. A page at a time, so that
/// memory holds what `ticket` and `day` keep.
///
/// # Errors
/// Of the engine.
pub async fn gather(
    db: &Db,
    org: &OrgId,
    spans: &[(Instant, Instant)],
    mut ticket: impl FnMut(Ticket, Told),
    mut day: impl FnMut(Occurrence),
) -> Result<Gathered, StoreError> {
    let mut tx = db.snapshot().await?;
    let captured = capture(&mut tx, org, spans).await?;
    let (Some((from, _)), Some((_, to))) = (spans.first().copied(), spans.last().copied()) else {
        return Ok(Gathered { captured, is_all: true });
    };
    let mut left = EACH_MAX;
    let walk = Walk { to, is_open: None };
    // No number is less: before every ticket touched at that instant.
    let mut at = (from.us(), -1);
    while left > 0 {
        let rows = touched(&mut tx, org, at, to).await?;
        let Some(last) = rows.last() else { break };
        at = (last.touched_at.us(), i64::from(last.number.0));
        left = left.saturating_sub(rows.len());
        let said = (answerers(&mut tx, org, &rows, walk).await?, proofs(&mut tx, org, &rows, walk).await?);
        rows.into_iter().for_each(|found| ticket_with(found, &said, &mut ticket));
    }
    let walk = Walk { is_open: Some(true), ..walk };
    let mut at = (from.us(), -1);
    while left > 0 {
        let rows = open(&mut tx, org, at, to).await?;
        let Some(last) = rows.last() else { break };
        at = (last.touched_at.us(), i64::from(last.number.0));
        left = left.saturating_sub(rows.len());
        let said = (answerers(&mut tx, org, &rows, walk).await?, proofs(&mut tx, org, &rows, walk).await?);
        rows.into_iter().for_each(|found| ticket_with(found, &said, &mut ticket));
    }
    let mut days_left = EACH_MAX;
    let mut after = (from.us(), String::new(), String::new());
    while days_left > 0 {
        let rows = due(&mut tx, org, &after, to).await?;
        let Some(last) = rows.last() else { break };
        after = (last.due_at.us(), last.task.to_string(), last.day.to_string());
        days_left = days_left.saturating_sub(rows.len());
        rows.into_iter().for_each(&mut day);
    }
    tx.commit().await?;
    let is_all = left > 0 && days_left > 0 && captured.is_all;
    Ok(Gathered { captured, is_all })
}

/// Shows every ticket that is not open and was touched last in a stretch before one that is gathered, once, without what its
/// messages tell of it; whether that is all there are.
///
/// # Errors
/// Of the engine.
pub async fn earlier(
    db: &Db,
    org: &OrgId,
    (since, before): (Instant, Instant),
    mut ticket: impl FnMut(Ticket),
) -> Result<bool, StoreError> {
    let mut tx = db.snapshot().await?;
    let (mut left, mut at) = (EACH_MAX, (since.us(), -1));
    while left > 0 {
        let rows: Vec<TicketRow> = tx
            .all(
                tickets_sql!(
                    "is_open = FALSE AND (touched_us, number) > ($2, $3) AND touched_us < $4
                    ORDER BY touched_us, number LIMIT $5"
                ),
                args![org.as_str(), at.0, at.1, before.us(), EXPORT_PAGE_MAX],
            )
            .await?;
        let rows = rows.into_iter().map(TicketRow::ticket).collect::<Result<Vec<_>, _>>()?;
        let Some(last) = rows.last() else { break };
        at = (last.touched_at.us(), i64::from(last.number.0));
        left = left.saturating_sub(rows.len());
        rows.into_iter().for_each(&mut ticket);
    }
    tx.commit().await?;
    Ok(left > 0)
}

fn ticket_with(found: Ticket, (answerers, proofs): &(Answerers, Proofs), ticket: &mut impl FnMut(Ticket, Told)) {
    let answerer = answerers.get(&found.number.0).cloned();
    let grade = proofs.get(&found.number.0).copied().unwrap_or(Grade::D);
    ticket(found, Told { answerer, grade });
}

/// Which tickets a page is taken from: as the page is, so that what messages tell of it is looked up of no others between.
#[derive(Clone, Copy)]
struct Walk {
    to: Instant,
    is_open: Option<bool>,
}

/// When the first and the last message was said, as far as anything was.
///
/// # Errors
/// Of the engine.
pub async fn heard(db: &Db, org: &OrgId) -> Result<Option<(Instant, Instant)>, StoreError> {
    let first: Option<i64> =
        db.one("SELECT MIN(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let last: Option<i64> =
        db.one("SELECT MAX(sent_us) FROM messages WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(first.zip(last).map(|(first, last)| (Instant::from_us(first), Instant::from_us(last))))
}

/// Those touched after one, itself not included, the longest untouched first.
async fn touched(tx: &mut Tx, org: &OrgId, at: (i64, i64), to: Instant) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!(
                "(touched_us, number) > ($2, $3) AND opened_us < $4
                ORDER BY touched_us, number LIMIT $5"
            ),
            args![org.as_str(), at.0, at.1, to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

/// Open ones touched before one, the last touched first.
async fn open(tx: &mut Tx, org: &OrgId, at: (i64, i64), to: Instant) -> Result<Vec<Ticket>, StoreError> {
    let rows: Vec<TicketRow> = tx
        .all(
            tickets_sql!(
                "is_open = TRUE AND (touched_us, number) < ($2, $3) AND opened_us < $4
                ORDER BY touched_us DESC, number DESC LIMIT $5"
            ),
            args![org.as_str(), at.0, at.1, to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(TicketRow::ticket).collect()
}

/// Who first answered tickets, by number.
type Answerers = BTreeMap<u32, PersonId>;

row! {
    struct AnswererRow { number: i64, sender: String }
}

/// The senders of the messages by which these tickets of a walk were first answered; who reported one answers nothing.
async fn answerers(tx: &mut Tx, org: &OrgId, tickets: &[Ticket], walk: Walk) -> Result<Answerers, StoreError> {
    let touched = || tickets.iter().map(|ticket| ticket.touched_at.us());
    let (Some(first), Some(last)) = (touched().min(), touched().max()) else { return Ok(Answerers::new()) };
    let rows: Vec<AnswererRow> = tx
        .all(
            "SELECT ticket.number, message.sender
            FROM tickets ticket
            INNER JOIN messages message
            ON message.org = ticket.org AND message.ticket = ticket.number AND message.sent_us = ticket.acknowledged_us
            WHERE ticket.org = $1 AND ticket.touched_us >= $2 AND ticket.touched_us <= $3
            AND ticket.opened_us < $5 AND ($6 IS NULL OR ticket.is_open = $6)
            AND message.sender <> ticket.reporter
            ORDER BY ticket.touched_us, ticket.number, message.position
            LIMIT $4",
            args![org.as_str(), first, last, ANSWERERS_MAX, walk.to.us(), walk.is_open],
        )
        .await?;
    let mut found = Answerers::new();
    for row in rows {
        let number = u32::try_from(row.number).unwrap_or_default();
        found.entry(number).or_insert(PersonId(row.sender));
    }
    Ok(found)
}

/// How much was proven of tickets, by number.
type Proofs = BTreeMap<u32, Grade>;

row! {
    struct ProofRow { number: i64, form: String, dated: i64 }
}

/// How much the best file proves that whoever claims the fix of these tickets of a walk sent, also under another identity
/// that turned out to be theirs.
async fn proofs(tx: &mut Tx, org: &OrgId, tickets: &[Ticket], walk: Walk) -> Result<Proofs, StoreError> {
    let touched = || tickets.iter().map(|ticket| ticket.touched_at.us());
    let (Some(first), Some(last)) = (touched().min(), touched().max()) else { return Ok(Proofs::new()) };
    let rows: Vec<ProofRow> = tx
        .all(
            "SELECT ticket.number, message.form, COUNT(look.taken) + COUNT(look.lat) AS dated
            FROM tickets ticket
            INNER JOIN messages message
            ON message.org = ticket.org AND message.ticket = ticket.number
            LEFT JOIN same_people who
            ON who.org = message.org AND who.person = message.sender
            LEFT JOIN same_people claimant
            ON claimant.org = ticket.org AND claimant.person = ticket.claimant
            LEFT JOIN looks look
            ON look.org = message.org AND look.media = message.media
            WHERE ticket.org = $1 AND ticket.touched_us >= $2 AND ticket.touched_us <= $3
            AND ticket.opened_us < $5 AND ($6 IS NULL OR ticket.is_open = $6)
            AND COALESCE(who.same, message.sender) = COALESCE(claimant.same, ticket.claimant)
            AND (message.media IS NOT NULL OR message.file_gone_us IS NOT NULL)
            GROUP BY ticket.touched_us, ticket.number, message.form
            ORDER BY ticket.touched_us, ticket.number, message.form
            LIMIT $4",
            args![org.as_str(), first, last, FORMS_MAX * EXPORT_PAGE_MAX, walk.to.us(), walk.is_open],
        )
        .await?;
    let mut found = Proofs::new();
    for row in rows {
        let grade = Grade::of(from_word("form", Form::from_word(&row.form))?, row.dated > 0);
        let number = u32::try_from(row.number).unwrap_or_default();
        found.entry(number).and_modify(|best| *best = Grade::best([*best, grade])).or_insert(grade);
    }
    Ok(found)
}

async fn due(
    tx: &mut Tx,
    org: &OrgId,
    (us, task, day): &(i64, String, String),
    to: Instant,
) -> Result<Vec<Occurrence>, StoreError> {
    let rows: Vec<OccurrenceRow> = tx
        .all(
            occurrences_sql!(
                "AND (due_us, task, day) > ($2, $3, $4) AND due_us < $5
            ORDER BY due_us, task, day
            LIMIT $6"
            ),
            args![org.as_str(), *us, task.as_str(), day.as_str(), to.us(), EXPORT_PAGE_MAX],
        )
        .await?;
    rows.into_iter().map(OccurrenceRow::occurrence).collect()
}
