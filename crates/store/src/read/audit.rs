//! Who did what, when, through which door and because of which message, and what stood there before; the last first.
//!
//! Asked of the ledger and shown from the journal itself, so that what was taken out of the views is still here.

use super::{Cursor, PAGE_MAX, Page};
use crate::journal::{self, Entry};
use crate::ledger::Subject;
use crate::{Db, StoreError, args, row};
use domain::event::Event;
use domain::id::{MessageId, OrgId, TicketNumber};
use domain::request::Via;
use domain::time::Instant;

/// Lines that one page looks through at most, when several things are asked for at once.
const LOOKED_MAX: i64 = 2_000;

/// What is asked for; everything fits an empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this ticket.
    pub ticket: Option<TicketNumber>,
    /// Of this message.
    pub message: Option<MessageId>,
    /// By or about somebody, as the journal names who did something: `person:…`, `member:…`, `key:…`, `clock`.
    pub who: Option<String>,
    /// Through this door.
    pub via: Option<Via>,
    /// From this instant on.
    pub from: Option<Instant>,
    /// Before this instant.
    pub to: Option<Instant>,
}

impl Filter {
    /// What is asked for, what few entries are of first.
    fn subjects(&self) -> Vec<Subject> {
        let message = self.message.clone().map(Subject::Message);
        let ticket = self.ticket.map(Subject::Ticket);
        let who = self.who.clone().map(Subject::Who);
        let via = self.via.map(|via| Subject::Via(via.word().to_owned()));
        let mut subjects: Vec<Subject> = [message, ticket, who, via].into_iter().flatten().collect();
        if subjects.is_empty() {
            subjects.push(Subject::All);
        }
        subjects
    }
}

/// One line of the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Audited {
    /// The entry.
    pub entry: Entry,
    /// What happened.
    pub event: Event,
    /// What it replaced, when it replaced something: the owner before, the stage before.
    pub before: Option<Event>,
    /// The words beside it; empty when none or erased.
    pub words: String,
}

row! {
    struct Told { at_us: i64, position: i64, fits: bool }
}

/// One page of the audit. A page may be short and still go on: it looks through a bounded number of lines.
///
/// # Errors
/// Of the engine, or when an entry cannot be read.
pub async fn audit(db: &Db, org: &OrgId, filter: &Filter, after: Cursor) -> Result<Page<Audited>, StoreError> {
    let subjects = filter.subjects();
    let number = |at: usize| subjects.get(at).map(Subject::number);
    let looked = if subjects.len() > 1 { LOOKED_MAX } else { PAGE_MAX + 1 };
    let from = filter.from.map_or(i64::MIN, Instant::us);
    let to = filter.to.map_or(i64::MAX, |to| to.us().saturating_sub(1));
    let told: Vec<Told> = db
        .all(
            "SELECT line.at_us AS at_us, line.position AS position,
                ($6 IS NULL OR EXISTS (SELECT 1 FROM audit AS other WHERE other.org = $1 AND other.subject = $6
                    AND other.at_us = line.at_us AND other.position = line.position))
                AND ($7 IS NULL OR EXISTS (SELECT 1 FROM audit AS other WHERE other.org = $1 AND other.subject = $7
                    AND other.at_us = line.at_us AND other.position = line.position))
                AND ($8 IS NULL OR EXISTS (SELECT 1 FROM audit AS other WHERE other.org = $1 AND other.subject = $8
                    AND other.at_us = line.at_us AND other.position = line.position)) AS fits
            FROM audit AS line
            WHERE line.org = $1 AND line.subject = $2 AND line.at_us >= $3
                AND line.at_us <= $4 AND (line.at_us < $4 OR line.position < $5)
            ORDER BY line.at_us DESC, line.position DESC
            LIMIT $9",
            args![
                org.as_str(),
                number(0),
                from,
                after.us.min(to),
                if after.us <= to { after.number } else { i64::MAX },
                number(1),
                number(2),
                number(3),
                looked
            ],
        )
        .await?;
    let page = usize::try_from(PAGE_MAX).unwrap_or_default();
    let fitting: Vec<&Told> = told.iter().filter(|line| line.fits).take(page + 1).collect();
    let is_more = fitting.len() > page;
    let is_cut = told.len() as i64 == looked;
    let end = if is_more { fitting.get(page - 1).copied() } else { told.last().filter(|_| is_cut) };
    let next = end.map(|line| Cursor { us: line.at_us, number: line.position });
    let positions: Vec<i64> = fitting.iter().take(page).map(|line| line.position).collect();
    Ok(Page { rows: audited(db, org, &positions).await?, next })
}

/// The lines of these entries, in the order of the positions given.
async fn audited(db: &Db, org: &OrgId, positions: &[i64]) -> Result<Vec<Audited>, StoreError> {
    let mut rows = Vec::with_capacity(positions.len());
    for chunk in positions.chunks(journal::AT_MAX) {
        let entries = journal::at(db, org, chunk).await?;
        for position in chunk {
            if let Some(entry) = entries.iter().find(|entry| entry.position == *position) {
                rows.push(line(db, org, entry).await?);
            }
        }
    }
    Ok(rows)
}

async fn line(db: &Db, org: &OrgId, entry: &Entry) -> Result<Audited, StoreError> {
    let (event, personal) = (entry.event()?, entry.personal()?);
    let before = match Subject::respect(entry, &event) {
        Some(respect) => before(db, org, &respect, entry).await?,
        None => None,
    };
    let words = if personal.text.is_empty() { personal.name } else { personal.text };
    Ok(Audited { entry: entry.clone(), event, before, words })
}

/// The event that an entry replaced.
async fn before(db: &Db, org: &OrgId, respect: &Subject, entry: &Entry) -> Result<Option<Event>, StoreError> {
    let position: Option<i64> = db
        .maybe(
            "SELECT position
            FROM audit
            WHERE org = $1 AND subject = $2 AND at_us <= $3 AND (at_us < $3 OR position < $4)
            ORDER BY at_us DESC, position DESC
            LIMIT 1",
            args![org.as_str(), respect.number(), entry.at_us, entry.position],
        )
        .await?;
    let Some(position) = position else { return Ok(None) };
    journal::at(db, org, &[position]).await?.first().map(Entry::event).transpose()
}
