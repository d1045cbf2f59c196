//! Deliveries that somebody takes in: claimed for a while, then settled, given back, or set aside; hides leases and tries.

use super::Mailbox;
use crate::pick::{ROWS as PICKED, picked};
use crate::text::free;
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;
use std::collections::BTreeSet;

/// Deliveries claimed at once: what is gathered to hear the first of them serves all.
const CLAIM_MAX: i64 = 256;
/// Their bytes, but for the last of them: about a thousand messages, which the slowest reader hears within a lease.
pub const CLAIM_MAX_BYTES: i64 = 1 << 20;
/// How long a claim holds, in minutes; longer than a batch takes on a slow machine, and as short as what a program that
/// died held may wait.
const LEASE_MINUTES: i64 = 1;
/// How often a delivery is begun before it is set aside: once together with others, the rest alone.
pub const TRIES_MAX: i64 = 6;
/// Characters of a reason that are kept.
const REASON_MAX: usize = 300;

row! {
    /// A delivery that is ours to take in until its lease is over.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Claim {
        /// Its name.
        pub id: String,
        /// The channel's name.
        pub channel: String,
        /// When it came in.
        pub received_us: i64,
        /// How often it was begun, this time included.
        pub tries: i64,
        /// What came in.
        pub body: String,
    }
}

impl Claim {
    /// When it came in.
    #[must_use]
    pub fn received_at(&self) -> Instant {
        Instant::from_us(self.received_us)
    }
}

/// Claims deliveries that nobody has begun yet, the oldest first, so that they can be taken in together.
///
/// # Errors
/// Of the engine.
pub async fn claim_new(mailbox: &mut Mailbox, org: &OrgId, now: Instant) -> Result<Vec<Claim>, StoreError> {
    let mut claims: Vec<Claim> = mailbox
        .0
        .all(
            "UPDATE inbox
            SET lease_us = $3, tries = tries + 1
            WHERE org = $1 AND tries = 0 AND lease_us <= $2 AND id IN (
                SELECT id
                FROM (
                    SELECT id, size_bytes, SUM(size_bytes) OVER (ORDER BY received_us, id) AS until
                    FROM (
                        SELECT id, received_us, size_bytes
                        FROM inbox
                        WHERE org = $1 AND state = 'waiting' AND tries = 0 AND lease_us <= $2
                        ORDER BY received_us, id
                        LIMIT $4) AS oldest) AS sized
                WHERE until - size_bytes < $5)
            RETURNING id, channel, received_us, tries, body",
            args![org.as_str(), now.us(), now.plus_minutes(LEASE_MINUTES).us(), CLAIM_MAX, CLAIM_MAX_BYTES],
        )
        .await?;
    claims.sort_by(|a, b| (a.received_us, &a.id).cmp(&(b.received_us, &b.id)));
    Ok(claims)
}

/// Claims one delivery that was begun before and not finished; it is taken in alone, so that it harms no other. One
/// that was begun for the last time and never ended, as when it brought the program down, is set aside.
///
/// # Errors
/// Of the engine.
pub async fn claim_again(mailbox: &mut Mailbox, org: &OrgId, now: Instant) -> Result<Option<Claim>, StoreError> {
    mailbox
        .0
        .run(
            "UPDATE inbox
        SET state = 'aside', reason = $4
        WHERE org = $1 AND state = 'waiting' AND tries > 0 AND tries >= $3 AND lease_us <= $2",
            args![org.as_str(), now.us(), TRIES_MAX, "it was begun again and again, and the program ended each time"],
        )
        .await?;
    mailbox
        .0
        .maybe(
            "UPDATE inbox
        SET lease_us = $3, tries = tries + 1
        WHERE org = $1 AND state = 'waiting' AND lease_us <= $2 AND id = (
            SELECT id
            FROM inbox
            WHERE org = $1 AND state = 'waiting' AND tries > 0 AND lease_us <= $2
            ORDER BY received_us, id
            LIMIT 1)
        RETURNING id, channel, received_us, tries, body",
            args![org.as_str(), now.us(), now.plus_minutes(LEASE_MINUTES).us()],
        )
        .await
}

/// Says that deliveries were taken in of which nothing is left over. The names of those that still waited.
///
/// # Errors
/// Of the engine.
pub async fn all_done(mailbox: &mut Mailbox, org: &OrgId, ids: &[&str]) -> Result<BTreeSet<String>, StoreError> {
    let mut done = BTreeSet::new();
    for chunk in ids.chunks(PICKED) {
        let some: Vec<String> = mailbox
            .0
            .all(
                "UPDATE inbox
                SET state = 'done', body = '', size_bytes = 0, reason = NULL
                WHERE org = $1 AND state = 'waiting'
                AND id IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                RETURNING id",
                picked(org, chunk),
            )
            .await?;
        done.extend(some);
    }
    Ok(done)
}

/// Says that a delivery was taken in. Of its body only `rest` stays, empty when all of it was used.
///
/// # Errors
/// Of the engine.
pub async fn done(mailbox: &mut Mailbox, org: &OrgId, id: &str, rest: &str) -> Result<bool, StoreError> {
    let rows = mailbox
        .0
        .run(
            "UPDATE inbox
            SET state = 'done', body = $3, size_bytes = $4, reason = NULL
            WHERE org = $1 AND id = $2 AND state = 'waiting'",
            args![org.as_str(), id, free(rest), i64::try_from(rest.len()).unwrap_or(i64::MAX)],
        )
        .await?;
    Ok(rows == 1)
}

/// Gives a delivery back that could not be taken in for reasons of its own: to be begun again after a while, longer
/// each time, or set aside when that was its last try. True when it was set aside.
///
/// # Errors
/// Of the engine.
pub async fn failed(
    mailbox: &mut Mailbox,
    org: &OrgId,
    claim: &Claim,
    now: Instant,
    reason: &str,
) -> Result<bool, StoreError> {
    if claim.tries >= TRIES_MAX {
        set_aside(mailbox, org, &claim.id, reason).await?;
        return Ok(true);
    }
    let pause_minutes = 1_i64 << (claim.tries - 1).clamp(0, TRIES_MAX);
    // Whoever failed together with others may have failed because of them.
    let again_us = if claim.tries <= 1 { 0 } else { now.plus_minutes(pause_minutes).us() };
    mailbox
        .0
        .run(
            "UPDATE inbox
        SET lease_us = $3, reason = $4
        WHERE org = $1 AND id = $2 AND state = 'waiting'",
            args![org.as_str(), claim.id.as_str(), again_us, free(&cut(reason))],
        )
        .await?;
    Ok(false)
}

/// Gives a delivery back that could not be taken in for reasons outside of it, as if it had not been begun this time.
///
/// # Errors
/// Of the engine.
pub async fn release(mailbox: &mut Mailbox, org: &OrgId, claim: &Claim) -> Result<(), StoreError> {
    mailbox
        .0
        .run(
            "UPDATE inbox
        SET lease_us = 0, tries = $3
        WHERE org = $1 AND id = $2 AND state = 'waiting' AND tries > $3",
            args![org.as_str(), claim.id.as_str(), claim.tries - 1],
        )
        .await
        .map(|_| ())
}

/// Sets a delivery aside, whole, for somebody to look at.
///
/// # Errors
/// Of the engine.
pub async fn set_aside(mailbox: &mut Mailbox, org: &OrgId, id: &str, reason: &str) -> Result<(), StoreError> {
    mailbox
        .0
        .run(
            "UPDATE inbox
        SET state = 'aside', reason = $3
        WHERE org = $1 AND id = $2 AND state = 'waiting'",
            args![org.as_str(), id, free(&cut(reason))],
        )
        .await
        .map(|_| ())
}

fn cut(reason: &str) -> String {
    reason.chars().take(REASON_MAX).collect()
}
