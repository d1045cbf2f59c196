//! How much came in by each live channel, and since when.

use super::Mailbox;
use crate::sql::Db;
use crate::{StoreError, args, row};
use domain::id::OrgId;
use domain::time::Instant;

/// Channels of an organisation, at most.
const CHANNELS_MAX: i64 = 100;

/// What one or more deliveries held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Messages and changes of messages, also those heard before.
    pub messages: i64,
    /// What became of messages we sent.
    pub statuses: i64,
    /// What is told of groups, accounts, numbers and people.
    pub news: i64,
    /// What we know no name for.
    pub unknown: i64,
}

impl std::ops::AddAssign for Counted {
    fn add_assign(&mut self, other: Self) {
        self.messages += other.messages;
        self.statuses += other.statuses;
        self.news += other.news;
        self.unknown += other.unknown;
    }
}

row! {
    /// What came in by a channel.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Heard {
        /// The channel's name.
        pub channel: String,
        /// When the first delivery came in.
        pub first_us: i64,
        /// When the last one did.
        pub last_us: i64,
        /// How many did, those that came again among them.
        pub deliveries: i64,
        /// Messages taken in.
        pub messages: i64,
        /// Statuses taken in.
        pub statuses: i64,
        /// News taken in.
        pub news: i64,
        /// What we know no name for.
        pub unknown: i64,
    }
}

/// Counts deliveries that came in.
pub(super) async fn delivered(
    mailbox: &mut Mailbox,
    org: &OrgId,
    channel: &str,
    deliveries: i64,
    now: Instant,
) -> Result<(), StoreError> {
    mailbox
        .0
        .run(
            "INSERT INTO channels (org, channel, first_us, last_us, deliveries, messages, statuses, news, unknown)
        VALUES ($1, $2, $3, $3, $4, 0, 0, 0, 0)
        ON CONFLICT (org, channel) DO UPDATE SET last_us = excluded.last_us, 
        deliveries = channels.deliveries + excluded.deliveries",
            args![org.as_str(), channel, now.us(), deliveries],
        )
        .await
        .map(|_| ())
}

/// Counts what was taken in.
///
/// # Errors
/// Of the engine.
pub async fn count(mailbox: &mut Mailbox, org: &OrgId, channel: &str, counted: Counted) -> Result<(), StoreError> {
    mailbox
        .0
        .run(
            "UPDATE channels
        SET messages = messages + $3, statuses = statuses + $4, news = news + $5, unknown = unknown + $6
        WHERE org = $1 AND channel = $2",
            args![org.as_str(), channel, counted.messages, counted.statuses, counted.news, counted.unknown],
        )
        .await
        .map(|_| ())
}

/// What came in by every channel.
///
/// # Errors
/// Of the engine.
pub async fn heard(db: &Db, org: &OrgId) -> Result<Vec<Heard>, StoreError> {
    db.mailbox()
        .all(
            "SELECT channel, first_us, last_us, deliveries, messages, statuses, news, unknown
        FROM channels
        WHERE org = $1
        ORDER BY channel
        LIMIT $2",
            args![org.as_str(), CHANNELS_MAX],
        )
        .await
}

/// Since when people are heard live; none when nothing came in yet.
///
/// # Errors
/// Of the engine.
pub async fn heard_since(db: &Db, org: &OrgId) -> Result<Option<Instant>, StoreError> {
    let first: Option<i64> =
        db.mailbox().one("SELECT MIN(first_us) FROM channels WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    Ok(first.map(Instant::from_us))
}
