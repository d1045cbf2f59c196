//! The mailbox of raw deliveries: kept before they are answered, taken in one after another, set aside when they cannot
//! be; hides leases, tries and bounds.
//!
//! No clock here: every instant is brought. A delivery that one worker claimed is nobody else's until its lease is over,
//! so that any number of programs may share a mailbox and any of them may die.

mod claims;
mod counts;
pub mod ears;
mod look;

use crate::bulk::Bulk;
use crate::digest::Fields;
use crate::sql::{Db, Tx};
use crate::text::free;
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use claims::{
    CLAIM_MAX_BYTES, Claim, TRIES_MAX, all_done, claim_again, claim_new, done, failed, release, set_aside,
};
pub use counts::{Counted, Heard, count, heard, heard_since};
pub use look::{Aside, Rest, again, aside, forget_done, forget_person, forget_raw, rest, waiting_since};

/// Deliveries that wait or were set aside, at most: a day of a busy number at one message each.
pub const WAITING_MAX: i64 = 100_000;
/// Their bytes together.
pub const WAITING_MAX_BYTES: i64 = 1 << 30;

/// A transaction on the mailbox, which on SQLite is a file of its own. Dropped without [`Mailbox::commit`], it is rolled
/// back.
pub struct Mailbox(Tx);

impl Mailbox {
    /// Begins a transaction that may write.
    ///
    /// # Errors
    /// As [`Db::begin`].
    pub async fn open(db: &Db) -> Result<Self, StoreError> {
        db.mailbox().begin().await.map(Self)
    }

    /// Begins a transaction that only reads.
    ///
    /// # Errors
    /// As [`Db::snapshot`].
    pub async fn glance(db: &Db) -> Result<Self, StoreError> {
        db.mailbox().snapshot().await.map(Self)
    }

    /// Makes everything done here lasting, with one fsync.
    ///
    /// # Errors
    /// As [`Tx::commit`].
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.commit().await
    }
}

/// What a channel handed us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The channel's name.
    pub channel: &'static str,
    /// The bytes as they came.
    pub body: Vec<u8>,
}

/// What became of a delivery that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It waits to be taken in.
    New,
    /// The same bytes were kept before.
    Known,
}

row! {
    /// What waits or was set aside.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Load {
        /// How many deliveries.
        pub deliveries: i64,
        /// Their bytes.
        pub size_bytes: i64,
    }
}

impl Load {
    /// Whether more fits in.
    #[must_use]
    pub fn has_room(self) -> bool {
        self.deliveries < WAITING_MAX && self.size_bytes < WAITING_MAX_BYTES
    }

    /// The same with these.
    #[must_use]
    pub fn with(self, deliveries: &[Delivery]) -> Self {
        let bytes = deliveries.iter().map(|delivery| size(delivery.body.len())).sum::<i64>();
        Self { deliveries: self.deliveries + size(deliveries.len()), size_bytes: self.size_bytes + bytes }
    }
}

static KEEP: LazyLock<Bulk> = LazyLock::new(|| {
    Bulk::new(
        "INSERT INTO inbox (org, id, channel, received_us, state, tries, lease_us, size_bytes, body)",
        9,
        "ON CONFLICT (org, id) DO NOTHING",
    )
});

/// How much waits or was set aside. It counts rows, a hundred thousand at most.
///
/// # Errors
/// Of the engine.
pub async fn load(mailbox: &mut Mailbox, org: &OrgId) -> Result<Load, StoreError> {
    mailbox
        .0
        .one(
            "SELECT COUNT(*) AS deliveries, CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS size_bytes
            FROM (
                SELECT size_bytes
                FROM (SELECT size_bytes FROM inbox WHERE org = $1 AND state = 'waiting' LIMIT $2) AS waiting
                UNION ALL
                SELECT size_bytes
                FROM (SELECT size_bytes FROM inbox WHERE org = $1 AND state = 'aside' LIMIT $2) AS aside) AS load
            LIMIT 1",
            args![org.as_str(), WAITING_MAX],
        )
        .await
}

/// Keeps a delivery. It may be answered once the transaction is committed, and not before.
///
/// # Errors
/// Of the engine.
pub async fn keep(mailbox: &mut Mailbox, org: &OrgId, delivery: &Delivery, now: Instant) -> Result<Kept, StoreError> {
    let kept = keep_all(mailbox, org, std::slice::from_ref(delivery), now).await?;
    Ok(if kept == 1 { Kept::New } else { Kept::Known })
}

/// Keeps deliveries, all or none; says how many of them were not kept before.
///
/// # Errors
/// Of the engine.
pub async fn keep_all(
    mailbox: &mut Mailbox,
    org: &OrgId,
    deliveries: &[Delivery],
    now: Instant,
) -> Result<u64, StoreError> {
    let row = |delivery: &Delivery| {
        args![
            org.as_str(),
            id(delivery),
            delivery.channel,
            now.us(),
            "waiting",
            0_i64,
            0_i64,
            size(delivery.body.len()),
            free(&String::from_utf8_lossy(&delivery.body))
        ]
    };
    let kept = KEEP.write_new(&mut mailbox.0, deliveries.iter().map(row).collect()).await?;
    let mut came: BTreeMap<&str, usize> = BTreeMap::new();
    for delivery in deliveries {
        *came.entry(delivery.channel).or_default() += 1;
    }
    for (channel, count) in came {
        counts::delivered(mailbox, org, channel, size(count), now).await?;
    }
    Ok(kept)
}

fn size(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A digest of channel and body, behind the second that the body tells: brought again, it has the same name, and what
/// comes in at one time stands together in the index, where names at random touched a page each.
fn id(delivery: &Delivery) -> String {
    let digest = Fields::of("laksana-delivery-v1").text(delivery.channel).bytes(&delivery.body).hex();
    format!("{:08x}{digest}", second(&delivery.body))
}

/// The first second that a body tells of; 0 when it tells none.
fn second(body: &[u8]) -> u32 {
    const NAME: &[u8] = b"\"timestamp\":";
    let Some(at) = body.windows(NAME.len()).position(|window| window == NAME) else { return 0 };
    let digits = body[at + NAME.len()..].iter().skip_while(|byte| matches!(byte, b' ' | b'"'));
    let digits = digits.take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u32, |second, digit| second.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

/// The organisation's random bytes, in hex; `fresh` becomes them when there are none yet.
///
/// # Errors
/// Of the engine.
pub async fn pepper(tx: &mut Tx, org: &OrgId, fresh: &str) -> Result<String, StoreError> {
    tx.run(
        "INSERT INTO peppers (org, pepper)
        VALUES ($1, $2)
        ON CONFLICT (org) DO NOTHING",
        args![org.as_str(), fresh],
    )
    .await?;
    tx.one("SELECT pepper FROM peppers WHERE org = $1 LIMIT 1", args![org.as_str()]).await
}
