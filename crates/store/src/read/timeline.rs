//! Everything that happened to a ticket, and everything said about it, in one order.

use super::messages::{self, Message};
use super::{Cursor, Page};
use crate::text::from_json;
use crate::{Db, StoreError, args, row};
use domain::event::{Event, Personal};
use domain::id::{OrgId, TicketNumber};
use domain::time::Instant;

/// Lines of one page of a timeline.
pub const TIMELINE_MAX: i64 = 200;

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// A message about the ticket.
    Said(Box<Message>),
    /// An entry that tells of it.
    Happened(Box<Happened>),
}

/// An entry, as a timeline shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// When: as the message was said that it follows from, else when it was asked for.
    pub at: Instant,
    /// Where the entry stands.
    pub position: i64,
    /// Who did it, as the journal keeps it: `member:…`, `person:…`, `reader`, `clock` or `channel`.
    pub actor: String,
    /// What happened.
    pub event: Event,
    /// The words of a note or a title; empty when none or erased.
    pub text: String,
}

impl Line {
    /// Where it stands in the order.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        match self {
            Self::Said(message) => message.cursor(),
            Self::Happened(happened) => Cursor { us: happened.at.us(), number: happened.position },
        }
    }
}

row! {
    struct EntryRow { position: i64, when_us: i64, actor: String, body: String, private: Option<String> }
}

row! {
    struct Told { position: i64 }
}

/// A ticket's timeline, the last line first.
///
/// # Errors
/// Of the engine, or when an entry cannot be read.
pub async fn timeline(db: &Db, org: &OrgId, ticket: TicketNumber, after: Cursor) -> Result<Page<Line>, StoreError> {
    let said = messages::of_ticket(db, org, ticket, after, TIMELINE_MAX + 1).await?;
    let happened = entries(db, org, ticket, after).await?;
    let mut lines: Vec<Line> = said.into_iter().map(|message| Line::Said(Box::new(message))).collect();
    for row in happened {
        let personal = row.private.as_deref().map(|private| from_json::<Personal>("private", private)).transpose()?;
        lines.push(Line::Happened(Box::new(Happened {
            at: Instant::from_us(row.when_us),
            position: row.position,
            actor: row.actor,
            event: from_json("body", &row.body)?,
            text: personal.unwrap_or_default().text,
        })));
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.cursor().us, line.cursor().number)));
    Ok(Page::cut(lines, TIMELINE_MAX, Line::cursor))
}

/// Where an entry stands after a position that tells of one of these tickets; none where there is none.
///
/// # Errors
/// Of the engine.
pub async fn any_after(
    db: &Db,
    org: &OrgId,
    tickets: &[TicketNumber],
    position: i64,
) -> Result<Option<i64>, StoreError> {
    for ticket in tickets {
        let found = db
            .maybe::<Told>(
                "SELECT position FROM timeline WHERE org = $1 AND ticket = $2 AND position > $3 ORDER BY position LIMIT 1",
                args![org.as_str(), ticket.0, position],
            )
            .await?;
        if let Some(found) = found {
            return Ok(Some(found.position));
        }
    }
    Ok(None)
}

async fn entries(db: &Db, org: &OrgId, ticket: TicketNumber, after: Cursor) -> Result<Vec<EntryRow>, StoreError> {
    db.all(
        "SELECT position, when_us, actor, body, private
        FROM (
            SELECT line.position AS position, COALESCE(message.sent_us, line.at_us) AS when_us, line.actor AS actor,
                entry.body AS body, entry.private AS private
            FROM timeline AS line
            JOIN journal AS entry ON entry.org = line.org AND entry.position = line.position
            LEFT JOIN messages AS message ON message.org = line.org AND message.id = line.message
            WHERE line.org = $1 AND line.ticket = $2
        ) AS line
        WHERE when_us < $3 OR (when_us = $3 AND position < $4)
        ORDER BY when_us DESC, position DESC
        LIMIT $5",
        args![org.as_str(), ticket.0, after.us, after.number, TIMELINE_MAX + 1],
    )
    .await
}
