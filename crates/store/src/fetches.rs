//! The mailbox of files to fetch: a live message names its file, and somebody fetches it while it is there; hides leases,
//! tries and what a second naming of the same file changes.
//!
//! A row goes when its file was kept, so that what is here waits or is dead. No clock here: every instant is brought.

use crate::sql::{Arg, Db, Tx};
use crate::text::{free, from_word};
use crate::{StoreError, args, row};
use domain::id::{ConversationId, OrgId, PersonId};
use domain::media::{self, Unfetched};
use domain::message::Form;
use domain::time::Instant;

/// How long a claim holds, in minutes; longer than fetching one file may take.
const LEASE_MINUTES: i64 = 5;
/// Files that are listed at once.
const LISTED_MAX: i64 = 100;

/// A file that a message came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where the message was said.
    pub conversation: ConversationId,
    /// The channel's name for the message.
    pub external: String,
    /// The channel's name for the file.
    pub media: String,
    /// SHA-256 of its bytes in hex, when the channel says so.
    pub sha256: Option<String>,
    /// Its type, as the channel says.
    pub mime: String,
    /// What form the message has.
    pub form: Form,
    /// When we were told of it.
    pub received_at: Instant,
}

row! {
    /// A file that is ours to fetch until its lease is over.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Claim {
        conversation: String,
        /// The channel's name for the message.
        pub external: String,
        /// The channel's name for the file.
        pub media: String,
        /// SHA-256 of its bytes in hex, when the channel says so.
        pub sha256: Option<String>,
        /// Its type, as the channel says.
        pub mime: String,
        form: String,
        received_us: i64,
        tries: i64,
        lease_us: i64,
    }
}

impl Claim {
    /// Where the message was said.
    #[must_use]
    pub fn conversation(&self) -> ConversationId {
        ConversationId::new(self.conversation.as_str())
    }

    /// What form the message has.
    ///
    /// # Errors
    /// When the row holds a word that is none.
    pub fn form(&self) -> Result<Form, StoreError> {
        from_word("form", Form::from_word(&self.form))
    }

    /// How often it was asked for, this time included.
    #[must_use]
    pub fn tries(&self) -> u32 {
        u32::try_from(self.tries).unwrap_or(u32::MAX)
    }

    /// Whether it is given up: asked for too often for this reason, or WhatsApp does not keep it any longer.
    #[must_use]
    pub fn is_over(&self, reason: Unfetched, now: Instant) -> bool {
        let until = Instant::from_us(self.received_us).plus_minutes(media::KEPT_MINUTES);
        now >= until || reason.tries_max().is_some_and(|most| self.tries() >= most)
    }
}

/// Files that are not here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Those that wait to be fetched.
    pub waiting: u64,
    /// Those that were given up.
    pub dead: u64,
}

/// Wants a file. Told again of the same it changes nothing; told of another for the same message, it wants that one.
///
/// # Errors
/// Of the engine.
pub async fn want(tx: &mut Tx, org: &OrgId, wanted: &Wanted) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO fetches
        (org, conversation, external, media, sha256, mime, form, received_us, state, tries, lease_us)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, 0)
        ON CONFLICT (org, conversation, external) DO UPDATE
        SET media = excluded.media, sha256 = excluded.sha256, mime = excluded.mime, form = excluded.form,
        received_us = excluded.received_us, state = 'waiting', tries = 0, lease_us = 0, reason = NULL
        WHERE fetches.media <> excluded.media",
        args![
            org.as_str(),
            wanted.conversation.as_str(),
            free(&wanted.external),
            free(&wanted.media),
            wanted.sha256.as_deref(),
            free(&wanted.mime),
            wanted.form.word(),
            wanted.received_at.us(),
        ],
    )
    .await
    .map(|_| ())
}

/// Claims the file that has been due for longest.
///
/// # Errors
/// Of the engine.
pub async fn claim(tx: &mut Tx, org: &OrgId, now: Instant) -> Result<Option<Claim>, StoreError> {
    tx.maybe(
        "UPDATE fetches
        SET lease_us = $3, tries = tries + 1
        WHERE org = $1 AND state = 'waiting' AND lease_us <= $2 AND (conversation, external) IN (
            SELECT conversation, external
            FROM fetches
            WHERE org = $1 AND state = 'waiting' AND lease_us <= $2
            ORDER BY lease_us, received_us, external
            LIMIT 1)
        RETURNING conversation, external, media, sha256, mime, form, received_us, tries, lease_us",
        args![org.as_str(), now.us(), now.plus_minutes(LEASE_MINUTES).us()],
    )
    .await
}

/// Forgets a file that was kept, or that no message wants any more.
///
/// # Errors
/// Of the engine.
pub async fn done(tx: &mut Tx, org: &OrgId, claim: &Claim) -> Result<(), StoreError> {
    let args = ours(org, claim).into_iter().collect();
    tx.run("DELETE FROM fetches WHERE org = $1 AND conversation = $2 AND external = $3 AND lease_us = $4", args)
        .await
        .map(|_| ())
}

/// Gives a file back that could not be fetched: to be asked for again later, or never, when it is over. True when it is.
///
/// # Errors
/// Of the engine.
pub async fn failed(
    tx: &mut Tx,
    org: &OrgId,
    claim: &Claim,
    now: Instant,
    reason: Unfetched,
) -> Result<bool, StoreError> {
    let is_over = claim.is_over(reason, now);
    let state = if is_over { "dead" } else { "waiting" };
    let mut args = args![org.as_str(), claim.conversation.as_str(), free(&claim.external), claim.lease_us, state];
    args.extend([now.plus_seconds(media::pause_s(claim.tries())).us().into(), reason.word().into()]);
    tx.run(
        "UPDATE fetches
        SET state = $5, lease_us = $6, reason = $7
        WHERE org = $1 AND conversation = $2 AND external = $3 AND lease_us = $4",
        args,
    )
    .await?;
    Ok(is_over)
}

/// Gives a file back as if it had not been asked for this time.
///
/// # Errors
/// Of the engine.
pub async fn release(tx: &mut Tx, org: &OrgId, claim: &Claim) -> Result<(), StoreError> {
    let args = ours(org, claim).into_iter().collect();
    tx.run(
        "UPDATE fetches
        SET lease_us = 0, tries = tries - 1
        WHERE org = $1 AND conversation = $2 AND external = $3 AND lease_us = $4 AND tries > 0",
        args,
    )
    .await
    .map(|_| ())
}

/// A claim's row, as long as nobody else claimed it or wanted another file meanwhile.
fn ours(org: &OrgId, claim: &Claim) -> [Arg; 4] {
    [org.as_str().into(), claim.conversation.as_str().into(), free(&claim.external), claim.lease_us.into()]
}

/// Has a file asked for again that was given up. False when there is no such.
///
/// # Errors
/// Of the engine.
pub async fn again(
    tx: &mut Tx,
    org: &OrgId,
    conversation: &ConversationId,
    external: &str,
) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE fetches
            SET state = 'waiting', tries = 0, lease_us = 0
            WHERE org = $1 AND conversation = $2 AND external = $3 AND state = 'dead'",
            args![org.as_str(), conversation.as_str(), free(external)],
        )
        .await?;
    Ok(rows == 1)
}

/// Has every file asked for again that was given up. How many there were.
///
/// # Errors
/// Of the engine.
pub async fn all_again(tx: &mut Tx, org: &OrgId) -> Result<u64, StoreError> {
    tx.run(
        "UPDATE fetches SET state = 'waiting', tries = 0, lease_us = 0 WHERE org = $1 AND state = 'dead'",
        args![org.as_str()],
    )
    .await
}

/// Whether another message than a claim's waits for the same bytes.
///
/// # Errors
/// Of the engine.
pub async fn is_wanted(db: &Db, org: &OrgId, claim: &Claim, sha256: &str) -> Result<bool, StoreError> {
    let waiting: Option<String> = db
        .maybe(
            "SELECT media
            FROM fetches
            WHERE org = $1 AND state = 'waiting' AND sha256 = $2 AND (conversation <> $3 OR external <> $4)
            ORDER BY lease_us, received_us, external
            LIMIT 1",
            args![org.as_str(), sha256, claim.conversation.as_str(), free(&claim.external)],
        )
        .await?;
    Ok(waiting.is_some())
}

/// How many files are not here.
///
/// # Errors
/// Of the engine.
pub async fn missing(db: &Db, org: &OrgId) -> Result<Missing, StoreError> {
    let count = |found: i64| u64::try_from(found).unwrap_or_default();
    let waiting: i64 = db
        .one("SELECT COUNT(*) FROM fetches WHERE org = $1 AND state = 'waiting' LIMIT 1", args![org.as_str()])
        .await?;
    let dead: i64 =
        db.one("SELECT COUNT(*) FROM fetches WHERE org = $1 AND state = 'dead' LIMIT 1", args![org.as_str()]).await?;
    Ok(Missing { waiting: count(waiting), dead: count(dead) })
}

row! {
    /// A file that was given up.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Dead {
        /// What form its message has.
        pub form: String,
        /// When we were told of it.
        pub received_us: i64,
        /// The word for why.
        pub reason: Option<String>,
    }
}

/// Files that were given up, the last first.
///
/// # Errors
/// Of the engine.
pub async fn dead(db: &Db, org: &OrgId) -> Result<Vec<Dead>, StoreError> {
    db.all(
        "SELECT form, received_us, reason
        FROM fetches
        WHERE org = $1 AND state = 'dead'
        ORDER BY received_us DESC, external
        LIMIT $2",
        args![org.as_str(), LISTED_MAX],
    )
    .await
}

/// Forgets the files of a person's messages.
///
/// # Errors
/// Of the engine.
pub async fn forget_person(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<u64, StoreError> {
    tx.run(
        "DELETE FROM fetches
        WHERE org = $1 AND EXISTS (
            SELECT 1
            FROM messages AS message
            WHERE message.org = $1 AND message.conversation = fetches.conversation
            AND message.external = fetches.external AND message.sender = $2) -- walks: what is not here is little",
        args![org.as_str(), person.as_str()],
    )
    .await
}
