//! The mailbox of messages to ask a model server about, and what asking costs; hides how far the journal was followed,
//! claims and tries.
//!
//! Following begins where the journal ended when it was first followed: nobody pays for a history that was read long ago.

use crate::follower::Follower;
use crate::sql::{Db, Tx};
use crate::text::{free, from_json};
use crate::{StoreError, args, row};
use domain::event::Event;
use domain::id::{MessageId, OrgId};
use domain::message::{Band, Interpretation, Reader};
use domain::time::{Day, Instant};

/// How long a claim holds, in minutes; longer than one answer may take.
const LEASE_MINUTES: i64 = 3;
/// Characters that are kept of why an answer was not had.
const WHY_MAX_CHARS: usize = 200;
/// Days of costs that are shown at once.
const DAYS_MAX: i64 = 62;
/// Up to so many that wait are counted.
const COUNTED_MAX: i64 = 10_000;

const FOLLOWER: Follower = Follower {
    position: "SELECT position FROM advisers WHERE org = $1 LIMIT 1",
    reached: "INSERT INTO advisers (org, position)
        VALUES ($1, $2)
        ON CONFLICT (org) DO UPDATE SET position = excluded.position WHERE advisers.position < excluded.position",
};

row! {
    /// A message that is ours to ask about until its claim is over.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Claim {
        message: String,
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

    /// How often it was asked about, this time included.
    #[must_use]
    pub fn tries(&self) -> u32 {
        u32::try_from(self.tries).unwrap_or(u32::MAX)
    }
}

/// What became of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer was weighed.
    Done,
    /// What it was about was read anew, or is gone.
    Stale,
    /// It was not asked this time, and is at an instant.
    Postponed(Instant),
    /// There was no answer that could be used, for a reason; it is asked again at an instant.
    Again(String, Instant),
    /// The same, and it is not asked again.
    Failed(String),
}

row! {
    /// What asking cost on one day, for one purpose.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Cost {
        /// The day, in the organisation's zone.
        pub day: String,
        /// For what: `opinion` or `voice`.
        pub purpose: String,
        /// The model.
        pub model: String,
        /// Requests.
        pub asked: i64,
        /// Answers that could be used.
        pub answered: i64,
        /// Requests without one.
        pub failed: i64,
        /// Tokens that were sent, as the server counts them.
        pub tokens_in: i64,
        /// Tokens that came back.
        pub tokens_out: i64,
    }
}

/// Follows the journal by one page: what no reader was sure of is wanted, what was answered or changed is not. False when
/// nothing came since.
///
/// # Errors
/// Of the engine.
pub async fn follow(db: &Db, org: &OrgId) -> Result<bool, StoreError> {
    let Some(page) = FOLLOWER.page(db, org).await? else { return Ok(false) };
    let mut tx = db.begin().await?;
    for entry in &page {
        match entry.kind.as_str() {
            "message_interpreted" | "opinion_given" | "message_edited" | "message_revoked" => {}
            _ => continue,
        }
        match from_json("body", &entry.body)? {
            Event::MessageInterpreted { message, meaning } if is_uncertain(&meaning) => {
                want(&mut tx, org, &message, entry.position).await?;
            }
            Event::OpinionGiven(advised) => close(&mut tx, org, &advised.message).await?,
            Event::MessageEdited { message, .. } | Event::MessageRevoked { message, .. } => {
                tx.run("DELETE FROM opinions WHERE org = $1 AND message = $2", args![org.as_str(), message.as_str()])
                    .await?;
            }
            _ => {}
        }
    }
    FOLLOWER.followed(&mut tx, org, &page).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether a reading is one to ask about: the built-in reader's, and not a sure one.
fn is_uncertain(meaning: &Interpretation) -> bool {
    matches!(meaning.by, Reader::Embedded(_)) && meaning.band != Band::Act
}

/// Wants a message asked about, once.
async fn want(tx: &mut Tx, org: &OrgId, message: &MessageId, position: i64) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO opinions (org, message, position, state, tries, next_us, why)
        VALUES ($1, $2, $3, 'waiting', 0, 0, '')
        ON CONFLICT (org, message) DO NOTHING",
        args![org.as_str(), message.as_str(), position],
    )
    .await
    .map(|_| ())
}

/// An answer was recorded, whoever brought it.
async fn close(tx: &mut Tx, org: &OrgId, message: &MessageId) -> Result<(), StoreError> {
    tx.run(
        "UPDATE opinions SET state = 'done' WHERE org = $1 AND message = $2 AND state = 'waiting'",
        args![org.as_str(), message.as_str()],
    )
    .await
    .map(|_| ())
}

/// Claims the message that was read last of those that wait.
///
/// # Errors
/// Of the engine.
pub async fn claim(tx: &mut Tx, org: &OrgId, now: Instant) -> Result<Option<Claim>, StoreError> {
    tx.maybe(
        "UPDATE opinions
        SET next_us = $3, tries = tries + 1
        WHERE org = $1 AND state = 'waiting' AND next_us <= $2 AND message IN (
            SELECT message
            FROM opinions
            WHERE org = $1 AND state = 'waiting' AND next_us <= $2
            ORDER BY position DESC
            LIMIT 1)
        RETURNING message, tries, next_us",
        args![org.as_str(), now.us(), now.plus_minutes(LEASE_MINUTES).us()],
    )
    .await
}

/// Says what became of a claim. Nothing, when somebody else claimed it since.
///
/// # Errors
/// Of the engine.
pub async fn settle(tx: &mut Tx, org: &OrgId, claim: &Claim, outcome: &Outcome) -> Result<(), StoreError> {
    let (state, why, next_us, tries) = match outcome {
        Outcome::Done => ("done", "", claim.next_us, claim.tries),
        Outcome::Stale => ("stale", "", claim.next_us, claim.tries),
        Outcome::Postponed(at) => ("waiting", "", at.us(), claim.tries - 1),
        Outcome::Again(why, at) => ("waiting", why.as_str(), at.us(), claim.tries),
        Outcome::Failed(why) => ("failed", why.as_str(), claim.next_us, claim.tries),
    };
    let why: String = why.chars().take(WHY_MAX_CHARS).collect();
    tx.run(
        "UPDATE opinions
        SET state = $4, why = $5, next_us = $6, tries = $7
        WHERE org = $1 AND message = $2 AND next_us = $3 AND state = 'waiting'",
        args![org.as_str(), &claim.message, claim.next_us, state, free(&why), next_us, tries],
    )
    .await
    .map(|_| ())
}

/// How many messages wait to be asked about.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId) -> Result<u64, StoreError> {
    let count: i64 = db
        .one(
            "SELECT COUNT(*)
            FROM (
                SELECT message
                FROM opinions
                WHERE org = $1 AND state = 'waiting'
                ORDER BY position DESC
                LIMIT $2
            ) AS waiting
            LIMIT 1",
            args![org.as_str(), COUNTED_MAX],
        )
        .await?;
    Ok(count.unsigned_abs())
}

/// Adds to what a day costs.
///
/// # Errors
/// Of the engine.
pub async fn note_cost(tx: &mut Tx, org: &OrgId, day: Day, more: &Cost) -> Result<(), StoreError> {
    let mut args = args![org.as_str(), day.to_string(), &more.purpose, free(&more.model)];
    args.extend([
        more.asked.into(),
        more.answered.into(),
        more.failed.into(),
        more.tokens_in.into(),
        more.tokens_out.into(),
    ]);
    tx.run(
        "INSERT INTO model_costs (org, day, purpose, model, asked, answered, failed, tokens_in, tokens_out)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (org, day, purpose, model) DO UPDATE
        SET asked = model_costs.asked + excluded.asked, answered = model_costs.answered + excluded.answered,
        failed = model_costs.failed + excluded.failed, tokens_in = model_costs.tokens_in + excluded.tokens_in,
        tokens_out = model_costs.tokens_out + excluded.tokens_out",
        args,
    )
    .await
    .map(|_| ())
}

/// How many requests were made on a day for a purpose, of whichever model.
///
/// # Errors
/// Of the engine.
pub async fn asked_on(db: &Db, org: &OrgId, day: Day, purpose: &str) -> Result<u64, StoreError> {
    let asked: Option<i64> = db
        .one(
            "SELECT CAST(SUM(asked) AS BIGINT)
            FROM model_costs
            WHERE org = $1 AND day = $2 AND purpose = $3
            LIMIT 1",
            args![org.as_str(), day.to_string(), purpose],
        )
        .await?;
    Ok(asked.unwrap_or_default().unsigned_abs())
}

/// What the last days cost, the last first.
///
/// # Errors
/// Of the engine.
pub async fn costs(db: &Db, org: &OrgId) -> Result<Vec<Cost>, StoreError> {
    db.all(
        "SELECT day, purpose, model, asked, answered, failed, tokens_in, tokens_out
        FROM model_costs
        WHERE org = $1
        ORDER BY day DESC, purpose, model
        LIMIT $2",
        args![org.as_str(), DAYS_MAX],
    )
    .await
}
