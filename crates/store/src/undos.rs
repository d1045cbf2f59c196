//! What members did lately and may take back, each kept for some minutes beside the record.

use crate::sql::{Db, Tx};
use crate::text::{from_json, json};
use crate::{StoreError, args, row};
use domain::id::{MessageId, OrgId, TicketNumber};
use domain::label::LabelSet;
use domain::order::Given;
use domain::time::Instant;
use domain::undo::Acted;
use serde::{Deserialize, Serialize};

/// How long something may be taken back, in minutes, as what is ordered in a chat.
pub(crate) const MINUTES: i64 = Given::UNDO_MINUTES;

row! {
    struct UndoRow { member: String, act: String, about: String, parts: String, back: String, made_us: i64, undone_us: Option<i64> }
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// To a ticket.
    Ticket(TicketNumber, Box<Acted>),
    /// To a set of the organisation's own labels: what it was, and what it became.
    Labels(Box<LabelSet>, Box<LabelSet>),
    /// It was said what a message means: the first and the last entry of the journal that this made.
    Message(MessageId, i64, i64),
}

/// Something that a member did and may take back as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    /// Its name.
    pub id: String,
    /// Who did it, by login.
    pub member: String,
    /// What was done, in one word of the page's.
    pub act: String,
    /// To what.
    pub about: String,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// The page on which it was done.
    pub back: String,
    /// When.
    pub made_at: Instant,
    /// Whether it was taken back.
    pub is_undone: bool,
}

/// Keeps what may be taken back, and forgets what may not any more.
///
/// # Errors
/// Of the engine.
pub async fn keep(tx: &mut Tx, org: &OrgId, undo: &Undo) -> Result<(), StoreError> {
    let over = undo.made_at.plus_minutes(-MINUTES);
    tx.run("DELETE FROM undos WHERE org = $1 AND made_us < $2", args![org.as_str(), over.us()]).await?;
    tx.run_expecting(
        1,
        "INSERT INTO undos (org, id, member, act, about, parts, back, made_us)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            org.as_str(),
            &undo.id,
            &undo.member,
            &undo.act,
            &undo.about,
            json(&undo.parts),
            &undo.back,
            undo.made_at.us(),
        ],
    )
    .await
}

/// What a member did under a name and may still take back at an instant, or took back since.
///
/// # Errors
/// Of the engine, or when it cannot be read.
pub async fn find(db: &Db, org: &OrgId, member: &str, id: &str, now: Instant) -> Result<Option<Undo>, StoreError> {
    let row: Option<UndoRow> = db
        .maybe(
            "SELECT member, act, about, parts, back, made_us, undone_us
            FROM undos
            WHERE org = $1 AND id = $2 AND member = $3 AND made_us >= $4
            LIMIT 1",
            args![org.as_str(), id, member, now.plus_minutes(-MINUTES).us()],
        )
        .await?;
    let undo = |row: UndoRow| {
        Ok(Undo {
            id: id.to_owned(),
            member: row.member,
            act: row.act,
            about: row.about,
            parts: from_json("parts", &row.parts)?,
            back: row.back,
            made_at: Instant::from_us(row.made_us),
            is_undone: row.undone_us.is_some(),
        })
    };
    row.map(undo).transpose()
}

/// The name of the last thing that a member did to something since an instant and did not take back: whoever presses a form
/// twice is offered the same again.
///
/// # Errors
/// Of the engine.
pub async fn last(
    db: &Db,
    org: &OrgId,
    member: &str,
    (act, about): (&str, &str),
    since: Instant,
) -> Result<Option<String>, StoreError> {
    db.maybe(
        "SELECT id
        FROM undos
        WHERE org = $1 AND member = $2 AND about = $3 AND made_us >= $4 AND act = $5 AND undone_us IS NULL
        ORDER BY made_us DESC, id
        LIMIT 1",
        args![org.as_str(), member, about, since.us(), act],
    )
    .await
}

/// Remembers that it was taken back.
///
/// # Errors
/// Of the engine.
pub async fn end(tx: &mut Tx, org: &OrgId, id: &str, now: Instant) -> Result<(), StoreError> {
    tx.run(
        "UPDATE undos SET undone_us = COALESCE(undone_us, $3) WHERE org = $1 AND id = $2",
        args![org.as_str(), id, now.us()],
    )
    .await
    .map(|_| ())
}
