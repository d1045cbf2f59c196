//! Finding messages and tickets by their words and by what is known of them; one of the two files that ask which engine
//! runs.
//!
//! Words and facets are made here, alike for what is kept and what is looked for. The embedded index hands out what it finds
//! by the order in which it was heard, so a search looks at a band of so many matches at a time, and within a band the last
//! said comes first. The index of PostgreSQL knows when a message was said, and needs no bands.

mod asked;
mod facets;
mod fill;
mod spelling;
mod words;

pub(crate) use asked::Asked;
pub use asked::Filter;
pub(crate) use fill::fill;
pub use spelling::suggestions;
pub use words::{folded_words, pieces};

use crate::bulk::Bulk;
use crate::sql::{Arg, Db, Engine, Tx};
use crate::views::{Notes, messages};
use crate::{StoreError, args};
use domain::directory::Directory;
use domain::id::{OrgId, TicketNumber};
use domain::message::Heard;
use domain::situation::Situation;
use domain::ticket::Ticket;
use facets::Around;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Bits of a rowid that hold the position; the organisation's slot stands above them.
const POSITION_BITS: u32 = 40;
/// Where tickets stand in the index, beyond every position.
const TICKETS_FROM: i64 = 1 << 39;

static SQLITE: LazyLock<Bulk> = LazyLock::new(|| Bulk::new("INSERT INTO message_words (rowid, words)", 2, ""));

const POSTGRES: &str = "INSERT INTO message_words (org, position, words, sent_us)
    VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')), $4)";

/// An organisation in the index.
#[derive(Clone, Copy)]
pub(crate) struct Shelf<'a> {
    pub org: &'a OrgId,
    pub slot: i64,
}

/// Keeps what is found of messages and tickets that are new, or changed in what they are found by.
pub(crate) async fn write(
    tx: &mut Tx,
    shelf: Shelf<'_>,
    situation: &Situation,
    notes: &Notes<'_>,
) -> Result<(), StoreError> {
    let mut said: Vec<(i64, &Heard)> = Vec::new();
    for id in situation.touched.messages.iter().filter(|id| !notes.is_new(id)) {
        let Some(heard) = situation.message(id) else { continue };
        let position = messages::position(tx, shelf.org, id).await?;
        forget(tx, shelf, position).await?;
        said.push((position, heard));
    }
    said.extend(notes.received().filter_map(|(id, position)| Some((position, situation.message(id)?))));
    let tickets: Vec<&Ticket> = notes.described().filter_map(|number| situation.tickets.get(number)).collect();
    for ticket in tickets.iter().filter(|ticket| !notes.is_opened(ticket.number)) {
        forget(tx, shelf, place_of(ticket.number)).await?;
    }
    let mut rows = Rows::default();
    for (position, heard) in said {
        rows.message(position, heard, &Around::of(heard, situation));
    }
    for ticket in tickets {
        rows.ticket(ticket, &situation.directory);
    }
    rows.write(tx, shelf).await
}

/// Rows of the index, before they are written.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    said: BTreeSet<String>,
}

/// One of them.
struct Row {
    position: i64,
    words: String,
    /// When a message was said; a ticket has none.
    sent_us: Option<i64>,
}

impl Rows {
    fn message(&mut self, position: i64, heard: &Heard, around: &Around<'_>) {
        let words = self.words(&heard.text, &facets::of_message(heard, around));
        self.rows.push(Row { position, words, sent_us: Some(heard.sent_at.us()) });
    }

    fn ticket(&mut self, ticket: &Ticket, directory: &Directory) {
        let words = self.words(&ticket.title, &facets::of_ticket(ticket, directory));
        self.rows.push(Row { position: place_of(ticket.number), words, sent_us: None });
    }

    fn words(&mut self, text: &str, facets: &[String]) -> String {
        let words = words::kept(text);
        let all: Vec<&str> = words.iter().chain(facets).map(String::as_str).collect();
        let all = all.join(" ");
        self.said.extend(words);
        all
    }

    async fn write(self, tx: &mut Tx, shelf: Shelf<'_>) -> Result<(), StoreError> {
        match tx.engine() {
            Engine::Sqlite => {
                let rows = self.rows.into_iter();
                let rows = rows.map(|row| vec![rowid(shelf.slot, row.position).into(), row.words.into()]);
                SQLITE.write(tx, rows.collect()).await?;
            }
            Engine::Postgres => {
                let org = facets::org(shelf.org);
                for row in self.rows {
                    let words = format!("{org} {}", row.words);
                    let args = args![shelf.org.as_str(), row.position, words, row.sent_us];
                    tx.run_expecting(1, POSTGRES, args).await?;
                }
            }
        }
        spelling::learn(tx, shelf.org, &self.said).await
    }
}

/// Forgets the words of one message or ticket, if any were kept.
async fn forget(tx: &mut Tx, shelf: Shelf<'_>, position: i64) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => {
            tx.run("DELETE FROM message_words WHERE rowid = $1", args![rowid(shelf.slot, position)]).await?
        }
        Engine::Postgres => {
            let args = args![shelf.org.as_str(), position];
            tx.run("DELETE FROM message_words WHERE org = $1 AND position = $2", args).await?
        }
    };
    Ok(())
}

/// Has words of texts that went suggested no more, unless something there is still says them.
pub(crate) async fn unlearn(tx: &mut Tx, shelf: Shelf<'_>, texts: &[String]) -> Result<(), StoreError> {
    let gone: BTreeSet<String> = texts.iter().flat_map(|text| words::kept(text)).collect();
    spelling::unlearn(tx, shelf, &gone).await
}

/// Forgets the words of everything of an organisation.
pub(crate) async fn clear(tx: &mut Tx, shelf: Shelf<'_>) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => {
            let (from, to) = (rowid(shelf.slot, 0), rowid(shelf.slot + 1, 0));
            tx.run("DELETE FROM message_words WHERE rowid >= $1 AND rowid < $2", args![from, to]).await?;
        }
        Engine::Postgres => {
            tx.run("DELETE FROM message_words WHERE org = $1", args![shelf.org.as_str()]).await?;
        }
    }
    spelling::clear(tx, shelf.org).await
}

/// Overwrites what the index still holds of forgotten words.
pub(crate) async fn scrub(tx: &mut Tx) -> Result<(), StoreError> {
    match tx.engine() {
        Engine::Sqlite => tx.run("INSERT INTO message_words (message_words) VALUES ('optimize')", Vec::new()).await?,
        // PostgreSQL's own vacuum does it.
        Engine::Postgres => 0,
    };
    Ok(())
}

/// A stretch of the index: messages, or tickets, below one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Messages that were heard before the one of this position.
    Messages(i64),
    /// Tickets with a lesser number.
    Tickets(i64),
}

impl Stretch {
    /// What is taken from a place for a position or a number, where the stretch begins and where it ends.
    fn bounds(self) -> (i64, i64, i64) {
        match self {
            Self::Messages(below) => (0, 0, below.clamp(0, TICKETS_FROM)),
            Self::Tickets(below) => (TICKETS_FROM, TICKETS_FROM, TICKETS_FROM + below.clamp(0, TICKETS_FROM)),
        }
    }
}

/// A query of the index in SQLite's syntax: the last positions, or numbers, that match, with `$1` to `$5` of [`bounds`].
macro_rules! places_sqlite {
    ($limit:literal) => {
        concat!(
            "SELECT rowid - $2 AS place
            FROM message_words
            WHERE message_words MATCH $3 AND rowid >= $4 AND rowid < $5
            ORDER BY rowid DESC
            LIMIT ",
            $limit
        )
    };
}
pub(crate) use places_sqlite;

/// The same in PostgreSQL's.
macro_rules! places_postgres {
    ($limit:literal) => {
        concat!(
            "SELECT position - $2 AS place
            FROM message_words
            WHERE org = $1 AND words @@ CAST($3 AS TSQUERY) AND position >= $4 AND position < $5
            ORDER BY position DESC
            LIMIT ",
            $limit
        )
    };
}
pub(crate) use places_postgres;

/// A statement with such a query in its middle.
macro_rules! indexed {
    ($db:expr, $sql:ident, $before:literal, $limit:literal, $after:literal) => {
        match $db.engine() {
            $crate::Engine::Sqlite => $sql!($before, $crate::search::places_sqlite!($limit), $after),
            $crate::Engine::Postgres => $sql!($before, $crate::search::places_postgres!($limit), $after),
        }
    };
}
pub(crate) use indexed;

/// The first five arguments of a query of the index; none when nothing can match.
pub(crate) async fn bounds(
    db: &Db,
    org: &OrgId,
    asked: &Asked,
    stretch: Stretch,
) -> Result<Option<Vec<Arg>>, StoreError> {
    let first = match db.engine() {
        Engine::Sqlite => {
            let slot: Option<i64> =
                db.maybe("SELECT slot FROM orgs WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
            let Some(slot) = slot else { return Ok(None) };
            rowid(slot, 0)
        }
        Engine::Postgres => 0,
    };
    let (base, from, below) = stretch.bounds();
    Ok(Some(args![org.as_str(), first + base, asked.expression(), first + from, first + below]))
}

/// The last so many that match, without the first of these.
pub(crate) async fn places(
    db: &Db,
    org: &OrgId,
    asked: &Asked,
    stretch: Stretch,
    (limit, skipped): (i64, i64),
) -> Result<Vec<i64>, StoreError> {
    let Some(mut args) = bounds(db, org, asked, stretch).await? else { return Ok(Vec::new()) };
    args.extend([limit.into(), skipped.into()]);
    db.all(indexed!(db, concat, "", "$6", " OFFSET $7"), args).await
}

/// How many messages match, counted up to so many.
async fn count(db: &Db, org: &OrgId, asked: &Asked, limit: i64) -> Result<i64, StoreError> {
    let found = places(db, org, asked, Stretch::Messages(i64::MAX), (limit, 0)).await?;
    Ok(i64::try_from(found.len()).unwrap_or(limit))
}

fn rowid(slot: i64, position: i64) -> i64 {
    (slot << POSITION_BITS) | position
}

fn place_of(ticket: TicketNumber) -> i64 {
    TICKETS_FROM + i64::from(ticket.0)
}
