//! The mailbox of voice notes to be heard: one after another, each until it was heard or given up; hides how far the journal
//! was followed, claims and tries.
//!
//! Following begins where the journal ended when it was first followed: what came before was read by its form.

use crate::follower::Follower;
use crate::sql::{Db, Tx};
use crate::text::{free, from_json};
use crate::{StoreError, args, row};
use domain::event::Event;
use domain::id::{MessageId, OrgId};
use domain::message::Form;
use domain::time::Instant;

/// How long a claim holds, in minutes; longer than hearing the longest voice note may take.
const LEASE_MINUTES: i64 = 20;
/// Characters that are kept of why one was not heard.
const WHY_MAX_CHARS: usize = 200;
/// Messages whose languages are looked at, and how many tell something.
const LOOKED_MAX: i64 = 1_000;
const TELLING_MIN: i64 = 20;
/// A language that one message in so many is written in is spoken here.
const RARE: i64 = 30;
/// Up to so many that wait are counted.
const COUNTED_MAX: i64 = 10_000;

const FOLLOWER: Follower = Follower {
    position: "SELECT position FROM listeners WHERE org = $1 LIMIT 1",
    reached: "INSERT INTO listeners (org, position)
        VALUES ($1, $2)
        ON CONFLICT (org) DO UPDATE SET position = excluded.position WHERE listeners.position < excluded.position",
};

row! {
    /// A voice note that is ours to hear until its claim is over.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Claim {
        message: String,
        since_us: i64,
        is_overdue: bool,
        tries: i64,
        next_us: i64,
    }
}

impl Claim {
    /// The message.
    #[must_use]
    pub fn message(&self) -> MessageId {
        MessageId::new(self.message.as_str())
    }

    /// Since when it waits.
    #[must_use]
    pub fn since(&self) -> Instant {
        Instant::from_us(self.since_us)
    }

    /// Whether a member was told to look.
    #[must_use]
    pub fn is_overdue(&self) -> bool {
        self.is_overdue
    }

    /// How often it was listened to, this time included.
    #[must_use]
    pub fn tries(&self) -> u32 {
        u32::try_from(self.tries).unwrap_or(u32::MAX)
    }
}

row! {
    struct Spoken { language: String, messages: i64 }
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was heard.
    Done,
    /// There is nothing to hear: it was taken back, erased or written out.
    Gone,
    /// It was not listened to this time, and is at an instant; whether a member was told to look.
    Postponed(Instant, bool),
    /// Nothing could be made out, for a reason; it is listened to again at an instant.
    Again(String, Instant),
    /// The same, and it is not listened to again.
    Failed(String),
}

/// Follows the journal by one page: voice notes are wanted, and sooner when their file came. False when nothing came since.
///
/// # Errors
/// Of the engine.
pub async fn follow(db: &Db, org: &OrgId) -> Result<bool, StoreError> {
    let Some(page) = FOLLOWER.page(db, org).await? else { return Ok(false) };
    let mut tx = db.begin().await?;
    for entry in page.iter().filter(|entry| matches!(entry.kind.as_str(), "message_received" | "media_kept")) {
        match from_json("body", &entry.body)? {
            Event::MessageReceived { message, form: Form::Audio, .. } => {
                want(&mut tx, org, &message, (entry.position, entry.at_us)).await?;
            }
            Event::MediaKept { message, .. } => came(&mut tx, org, &message).await?,
            _ => {}
        }
    }
    FOLLOWER.followed(&mut tx, org, &page).await?;
    tx.commit().await?;
    Ok(true)
}

/// Wants a voice note heard, once.
async fn want(tx: &mut Tx, org: &OrgId, message: &MessageId, (position, at_us): (i64, i64)) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO voices (org, message, position, since_us, state, is_overdue, tries, next_us, why)
        VALUES ($1, $2, $3, $4, 'waiting', FALSE, 0, 0, '')
        ON CONFLICT (org, message) DO NOTHING",
        args![org.as_str(), message.as_str(), position, at_us],
    )
    .await
    .map(|_| ())
}

/// The file of a voice note came, so that it may be listened to at once.
async fn came(tx: &mut Tx, org: &OrgId, message: &MessageId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE voices SET next_us = 0 WHERE org = $1 AND message = $2 AND state = 'waiting' AND tries = 0",
        args![org.as_str(), message.as_str()],
    )
    .await
    .map(|_| ())
}

/// Claims the voice note that has waited for longest.
///
/// # Errors
/// Of the engine.
pub async fn claim(tx: &mut Tx, org: &OrgId, now: Instant) -> Result<Option<Claim>, StoreError> {
    tx.maybe(
        "UPDATE voices
        SET next_us = $3, tries = tries + 1
        WHERE org = $1 AND state = 'waiting' AND next_us <= $2 AND message IN (
            SELECT message
            FROM voices
            WHERE org = $1 AND state = 'waiting' AND next_us <= $2
            ORDER BY next_us, position
            LIMIT 1)
        RETURNING message, since_us, is_overdue, tries, next_us",
        args![org.as_str(), now.us(), now.plus_minutes(LEASE_MINUTES).us()],
    )
    .await
}

/// Says what became of a claim. Nothing, when somebody else claimed it since.
///
/// # Errors
/// Of the engine.
pub async fn settle(tx: &mut Tx, org: &OrgId, claim: &Claim, outcome: &Outcome) -> Result<(), StoreError> {
    let kept = (claim.next_us, claim.tries, claim.is_overdue);
    let (state, why, (next_us, tries, is_overdue)) = match outcome {
        Outcome::Done => ("done", "", kept),
        Outcome::Gone => ("gone", "", kept),
        Outcome::Postponed(at, is_overdue) => ("waiting", "", (at.us(), claim.tries - 1, *is_overdue)),
        Outcome::Again(why, at) => ("waiting", why.as_str(), (at.us(), claim.tries, claim.is_overdue)),
        Outcome::Failed(why) => ("failed", why.as_str(), (claim.next_us, claim.tries, true)),
    };
    let why: String = why.chars().take(WHY_MAX_CHARS).collect();
    let mut args = args![org.as_str(), &claim.message, claim.next_us, state, free(&why)];
    args.extend([next_us.into(), tries.into(), is_overdue.into()]);
    tx.run(
        "UPDATE voices
        SET state = $4, why = $5, next_us = $6, tries = $7, is_overdue = $8
        WHERE org = $1 AND message = $2 AND next_us = $3 AND state = 'waiting'",
        args,
    )
    .await
    .map(|_| ())
}

/// Languages in which messages are written here, as far as the last say; none when there are too few to tell.
///
/// # Errors
/// Of the engine.
pub async fn languages(db: &Db, org: &OrgId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<Spoken> = db
        .all(
            "SELECT language, COUNT(*) AS messages
            FROM (
                SELECT language
                FROM messages
                WHERE org = $1 AND position > 0
                ORDER BY position DESC
                LIMIT $2
            ) AS lately
            WHERE language IS NOT NULL AND language <> 'und'
            GROUP BY language
            ORDER BY messages DESC, language
            LIMIT 16",
            args![org.as_str(), LOOKED_MAX],
        )
        .await?;
    let all: i64 = rows.iter().map(|row| row.messages).sum();
    let spoken = rows.into_iter().filter(|row| all >= TELLING_MIN && row.messages * RARE >= all);
    Ok(spoken.map(|row| row.language).collect())
}

/// How many voice notes wait to be heard.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId) -> Result<u64, StoreError> {
    let count: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM (
                SELECT message
                FROM voices
                WHERE org = $1 AND state = 'waiting'
                ORDER BY next_us, position
                LIMIT $2
            ) AS waiting
            LIMIT 1",
            args![org.as_str(), COUNTED_MAX],
        )
        .await?;
    Ok(count.unsigned_abs())
}
