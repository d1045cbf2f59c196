//! What is over its time: finding it, counting it beforehand, and the files that are still to be deleted because of it;
//! [`crate::desk::Desk::expire`] removes it.

use crate::bulk::Bulk;
use crate::ledger::Subject;
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Db, Tx};
use crate::text::small;
use crate::views::messages;
use crate::{StoreError, args, journal, row};
use domain::event::Event;
use domain::id::{Digest, MessageId, OrgId, TicketNumber};
use domain::retention::{Expired, Trace};
use domain::situation::Situation;
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Messages, or letters, of one step: it holds the one writer for a moment that nobody notices.
pub(crate) const STEP: i64 = 200;
/// Rows that answer one question about sixteen messages; more are asked for from there on.
const ROWS: i64 = 500;
/// Files that are looked at in one go.
const SPENT_MAX: i64 = 500;

static SPENT: LazyLock<Bulk> =
    LazyLock::new(|| Bulk::new("INSERT INTO spent_files (org, media)", 2, "ON CONFLICT (org, media) DO NOTHING"));

/// Up to where a night has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// When the last that was looked at was said.
    pub(crate) us: i64,
    /// Its name.
    pub(crate) id: String,
}

/// Tickets that a message led to something in.
pub(crate) type Ties = BTreeMap<MessageId, BTreeSet<TicketNumber>>;

/// Something that is over its time, as far as its row says.
pub(crate) struct Over {
    pub us: i64,
    pub id: String,
    pub ticket: Option<TicketNumber>,
}

row! {
    struct OverRow { us: i64, id: String, ticket: Option<i64> }
}

/// What still has something before an instant, and belongs to no ticket that is not closed.
macro_rules! over {
    ($columns:literal, $what:literal, $tail:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM messages AS message
            WHERE message.org = $1 AND message.sent_us < $2 AND ",
            $what,
            " AND NOT EXISTS (
                SELECT 1
                FROM tickets AS ticket
                WHERE ticket.org = message.org AND ticket.number = message.ticket
                AND ticket.stage NOT IN ('closed', 'cancelled', 'merged'))
            AND NOT EXISTS (
                SELECT 1
                FROM timeline AS line
                JOIN tickets AS tied ON tied.org = line.org AND tied.number = line.ticket
                WHERE line.org = message.org AND line.message = message.id
                AND tied.stage NOT IN ('closed', 'cancelled', 'merged'))",
            $tail
        )
    };
}

const WORDS: &str = over!(
    "message.sent_us AS us, message.id, message.ticket",
    "message.words_gone_us IS NULL",
    " AND message.sent_us >= $3 AND (message.sent_us > $3 OR message.id > $4)
    ORDER BY message.sent_us, message.id
    LIMIT $5"
);
const FILES: &str = over!(
    "message.sent_us AS us, message.id, message.ticket",
    "message.media IS NOT NULL",
    " AND message.sent_us >= $3 AND (message.sent_us > $3 OR message.id > $4)
    ORDER BY message.sent_us, message.id
    LIMIT $5"
);
const LETTERS: &str = "SELECT wanted_us AS us, id, CAST(NULL AS BIGINT) AS ticket
    FROM outbox
    WHERE org = $1 AND wanted_us < $2 AND words_gone_us IS NULL AND state NOT IN ('waiting', 'begun')
    AND wanted_us >= $3 AND (wanted_us > $3 OR id > $4)
    ORDER BY wanted_us, id
    LIMIT $5";

/// The next of what is over its time, in the order in which it was said.
pub(crate) async fn over(
    tx: &mut Tx,
    org: &OrgId,
    (trace, before): (Trace, Instant),
    after: Option<Place>,
) -> Result<Vec<Over>, StoreError> {
    let sql = match trace {
        Trace::Words => WORDS,
        Trace::Files => FILES,
        Trace::Letters => LETTERS,
        Trace::Raw | Trace::Openings => return Ok(Vec::new()),
    };
    let Place { us, id } = after.unwrap_or(Place { us: i64::MIN, id: String::new() });
    let rows: Vec<OverRow> = tx.all(sql, args![org.as_str(), before.us(), us, id, STEP]).await?;
    rows.into_iter()
        .map(|row| {
            let ticket = row.ticket.map(|number| small("ticket", number)).transpose()?.map(TicketNumber);
            Ok(Over { us: row.us, id: row.id, ticket })
        })
        .collect()
}

/// How much of something would go that is older than an instant, counted up to so much; what a ticket that is not closed
/// yet still needs is not counted.
///
/// # Errors
/// Of the engine.
pub async fn count(db: &Db, org: &OrgId, trace: Trace, before: Instant, max: i64) -> Result<u64, StoreError> {
    const WORDS: &str = concat!(
        "SELECT COUNT(*) FROM (",
        over!("1 AS one", "message.words_gone_us IS NULL", " LIMIT $3"),
        ") AS counted LIMIT 1"
    );
    const FILES: &str = concat!(
        "SELECT COUNT(*) FROM (",
        over!("1 AS one", "message.media IS NOT NULL", " LIMIT $3"),
        ") AS counted LIMIT 1"
    );
    const LETTERS: &str = "SELECT COUNT(*) FROM (
            SELECT 1 AS one
            FROM outbox
            WHERE org = $1 AND wanted_us < $2 AND words_gone_us IS NULL AND state NOT IN ('waiting', 'begun')
            LIMIT $3) AS counted
        LIMIT 1";
    const RAW: &str = "SELECT COUNT(*) FROM (
            SELECT 1 AS one
            FROM inbox
            WHERE org = $1 AND received_us < $2 AND state IN ('done', 'aside') -- walks: what came in raw is kept for days
            LIMIT $3) AS counted
        LIMIT 1";
    const OPENINGS: &str = "SELECT COUNT(*) FROM (
            SELECT 1 AS one
            FROM openings
            WHERE org = $1 AND at_us < $2
            LIMIT $3) AS counted
        LIMIT 1";
    let args = args![org.as_str(), before.us(), max];
    let count: i64 = match trace {
        Trace::Words => db.one(WORDS, args).await?,
        Trace::Files => db.one(FILES, args).await?,
        Trace::Letters => db.one(LETTERS, args).await?,
        Trace::Raw => db.mailbox().one(RAW, args).await?,
        Trace::Openings => db.one(OPENINGS, args).await?,
    };
    Ok(u64::try_from(count).unwrap_or_default())
}

row! {
    struct TieRow { message: String, ticket: i64 }
}

/// The tickets that these messages led to something in.
pub(crate) async fn ties(tx: &mut Tx, org: &OrgId, ids: &[MessageId]) -> Result<Ties, StoreError> {
    let mut ties = Ties::new();
    let ids: Vec<&str> = ids.iter().map(MessageId::as_str).collect();
    for chunk in ids.chunks(PICKED) {
        let (mut message, mut ticket) = (String::new(), 0);
        loop {
            let mut args = picked(org, chunk);
            args.extend([Arg::from(&message), ticket.into(), ROWS.into()]);
            let rows: Vec<TieRow> = tx
                .all(
                    "SELECT DISTINCT message, ticket
                    FROM timeline
                    WHERE org = $1
                    AND message IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                    AND (message > $18 OR message = $18 AND ticket > $19)
                    ORDER BY message, ticket
                    LIMIT $20",
                    args,
                )
                .await?;
            let is_all = (rows.len() as i64) < ROWS;
            for row in rows {
                let number = TicketNumber(small("ticket", row.ticket)?);
                (message, ticket) = (row.message.clone(), row.ticket);
                ties.entry(MessageId(row.message)).or_default().insert(number);
            }
            if is_all {
                break;
            }
        }
    }
    Ok(ties)
}

row! {
    struct Body { position: i64, body: String }
}

/// The entries whose personal part goes with what goes. The ledger, by which they are found, may be a little behind.
pub(crate) async fn entries(
    tx: &mut Tx,
    org: &OrgId,
    expired: &Expired,
    situation: &Situation,
) -> Result<Vec<i64>, StoreError> {
    let mut positions = BTreeSet::new();
    if expired.trace == Trace::Words {
        let numbers: Vec<i64> = expired.messages.iter().map(|id| Subject::Message(id.clone()).number()).collect();
        for chunk in numbers.chunks(PICKED) {
            take(tx, org, expired, (chunk, (i64::MIN, i64::MAX)), &mut positions).await?;
        }
    }
    if expired.trace == Trace::Letters {
        for known in expired.letters.iter().filter_map(|id| situation.outbounds.get(id)) {
            let (to, at_us) = (Subject::Who(format!("person:{}", known.to)).number(), known.wanted_at.us());
            take(tx, org, expired, (&[to], (at_us, at_us)), &mut positions).await?;
        }
    }
    if positions.is_empty() && expired.messages.is_empty() && expired.letters.is_empty() {
        return Ok(Vec::new());
    }
    let followed: Option<i64> =
        tx.maybe("SELECT position FROM ledger WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let mut position = followed.unwrap_or_default();
    loop {
        let page = journal::since_in(tx, org.as_str(), position, journal::PAGE_MAX).await?;
        let Some(last) = page.last() else { break };
        position = last.position;
        for entry in page.iter().filter(|entry| entry.private.is_some()) {
            if expired.takes(&entry.event()?) {
                positions.insert(entry.position);
            }
        }
    }
    Ok(positions.into_iter().collect())
}

/// Takes the entries of some subjects that have a personal part and go.
async fn take(
    tx: &mut Tx,
    org: &OrgId,
    expired: &Expired,
    (subjects, (from, to)): (&[i64], (i64, i64)),
    positions: &mut BTreeSet<i64>,
) -> Result<(), StoreError> {
    let mut position = 0;
    loop {
        let mut args = picked(org, subjects);
        args.extend([from.into(), to.into(), position.into(), ROWS.into()]);
        let rows: Vec<Body> = tx
            .all(
                "SELECT DISTINCT entry.position, entry.body
                FROM audit AS line
                JOIN journal AS entry ON entry.org = line.org AND entry.position = line.position
                WHERE line.org = $1
                AND line.subject IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                AND line.at_us >= $18 AND line.at_us <= $19 AND line.position > $20 AND entry.private IS NOT NULL
                AND entry.kind IN ('message_received', 'message_edited', 'voice_transcribed', 'message_interpreted',
                    'opinion_given', 'ticket_opened', 'outbound_wanted')
                ORDER BY entry.position
                LIMIT $21",
                args,
            )
            .await?;
        let Some(last) = rows.last() else { return Ok(()) };
        position = last.position;
        for row in &rows {
            // A subject is kept as a number, so that another's may be among them.
            let event: Event = crate::text::from_json("body", &row.body)?;
            if expired.takes(&event) {
                positions.insert(row.position);
            }
        }
        if (rows.len() as i64) < ROWS {
            return Ok(());
        }
    }
}

/// Remembers that files are to be deleted, unless a message still shows them.
pub(crate) async fn spend(tx: &mut Tx, org: &OrgId, files: &[String]) -> Result<(), StoreError> {
    let digests: Vec<&str> = files.iter().map(String::as_str).collect();
    let named = messages::named_media(tx, org, &digests).await?;
    let spent: BTreeSet<&str> = digests.into_iter().filter(|digest| !named.contains(*digest)).collect();
    let rows = spent.into_iter().map(|digest| vec![org.as_str().into(), digest.into()]);
    SPENT.write_new(tx, rows.collect()).await.map(|_| ())
}

/// Files that are to be deleted, at most so many at once. One that a message shows again meanwhile is none.
///
/// # Errors
/// Of the engine.
pub async fn spent(db: &Db, org: &OrgId) -> Result<Vec<Digest>, StoreError> {
    let mut tx = db.begin().await?;
    let spent: Vec<String> = tx
        .all(
            "SELECT media
            FROM spent_files
            WHERE org = $1
            ORDER BY media
            LIMIT $2",
            args![org.as_str(), SPENT_MAX],
        )
        .await?;
    let digests: Vec<&str> = spent.iter().map(String::as_str).collect();
    let named = messages::named_media(&mut tx, org, &digests).await?;
    for digest in &named {
        forget_spent(&mut tx, org, digest).await?;
    }
    tx.commit().await?;
    Ok(spent.into_iter().filter(|digest| !named.contains(digest)).map(Digest).collect())
}

/// Says that a file was deleted.
///
/// # Errors
/// Of the engine.
pub async fn deleted(db: &Db, org: &OrgId, file: &Digest) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    forget_spent(&mut tx, org, file.as_str()).await?;
    tx.commit().await
}

async fn forget_spent(tx: &mut Tx, org: &OrgId, digest: &str) -> Result<(), StoreError> {
    tx.run("DELETE FROM spent_files WHERE org = $1 AND media = $2", args![org.as_str(), digest]).await.map(|_| ())
}

/// The last day on which everything over its time was removed.
///
/// # Errors
/// Of the engine, or when it cannot be read.
pub async fn last_night(db: &Db, org: &OrgId) -> Result<Option<Day>, StoreError> {
    let day: Option<String> = db.maybe("SELECT day FROM nights WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    day.map(|day| crate::text::from_word("day", day.parse().ok())).transpose()
}

/// Says that everything over its time was removed on a day.
///
/// # Errors
/// Of the engine.
pub async fn note_night(db: &Db, org: &OrgId, day: Day) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    tx.run_expecting(
        1,
        "INSERT INTO nights (org, day)
        VALUES ($1, $2)
        ON CONFLICT (org) DO UPDATE SET day = excluded.day",
        args![org.as_str(), day.to_string()],
    )
    .await?;
    tx.commit().await
}
