//! Recomputing a whole journal, page by page, and saying where it first departs from what was written.

use super::{Entry, GENESIS, since};
use crate::sql::Db;
use crate::{StoreError, args, row};

/// Entries read at once; small, so that memory stays flat even with large bodies.
const PAGE: u32 = 256;

/// A journal that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries there are; also the position of the last.
    pub entries: i64,
    /// How many of them have had their private part erased.
    pub erased: i64,
    /// Digest of the last. Whoever noted it elsewhere before can see that nothing was rewritten since.
    pub head: String,
}

/// Where a journal first departs from what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the journal of {org} is broken at entry {position}: {what}")]
pub struct Broken {
    /// The organisation.
    pub org: String,
    /// The entry that is wrong, or is missing.
    pub position: i64,
    /// In what way.
    pub what: Fault,
}

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is no entry at this position, though later ones or the head say so.
    #[error("it is missing")]
    Missing,
    /// Its digest is not that of its content: some field was changed.
    #[error("its content is not what was recorded")]
    Content,
    /// It does not name the digest of the entry before.
    #[error("it does not follow the entry before it")]
    Previous,
    /// Its private part or salt is not what its private digest says.
    #[error("its private part is not what was recorded")]
    Private,
    /// A column cannot be read at all: NULL, another kind, or bytes that are not UTF-8.
    #[error("it cannot be read")]
    Unreadable,
    /// The head does not name this entry, the last, or its digest.
    #[error("the head of the journal does not end here")]
    Head,
}

/// Why a journal was not found whole.
#[derive(Debug, thiserror::Error)]
pub enum Unverified {
    /// It is damaged, or was tampered with.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// It could not be read; this says nothing about it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

row! {
    /// What one statement, and so one state of the database, says of the end.
    struct End { position: Option<i64>, digest: Option<String>, last: Option<i64> }
}

/// Recomputes the journal of `org` up to where it ends now. `progress` gets entries checked and entries in all, after
/// each page. Entries appended meanwhile are not looked at.
///
/// An organisation without any entry verifies, with [`GENESIS`] as head.
///
/// # Errors
/// [`Unverified::Broken`] names the first entry that is wrong.
pub async fn verify(db: &Db, org: &str, progress: impl FnMut(i64, i64)) -> Result<Verified, Unverified> {
    verify_seen(db, org, progress, |_| Ok(())).await
}

/// As [`verify`]; `see` is shown each entry that is as it was recorded, in order, also when a later one is not.
///
/// # Errors
/// As [`verify`], and those of `see`.
pub async fn verify_seen(
    db: &Db,
    org: &str,
    mut progress: impl FnMut(i64, i64),
    mut see: impl FnMut(&Entry) -> Result<(), StoreError>,
) -> Result<Verified, Unverified> {
    let end = end(db, org).await?;
    let last = end.last.unwrap_or(0).max(end.position.unwrap_or(0));
    let mut sound = Verified { entries: 0, erased: 0, head: GENESIS.to_owned() };
    while sound.entries < last {
        for entry in page(db, org, sound.entries).await? {
            if sound.entries == last {
                break;
            }
            check(&sound, &entry).map_err(|what| broken(org, sound.entries + 1, what))?;
            see(&entry)?;
            sound.entries = entry.position;
            sound.erased += i64::from(entry.is_erased());
            sound.head = entry.digest;
        }
        progress(sound.entries, last);
    }
    if end.position.unwrap_or(0) != last || end.digest.unwrap_or_else(|| GENESIS.to_owned()) != sound.head {
        return Err(broken(org, last, Fault::Head).into());
    }
    Ok(sound)
}

async fn end(db: &Db, org: &str) -> Result<End, Unverified> {
    let end = db.one(
        "SELECT
            (SELECT position FROM heads WHERE org = $1) AS position,
            (SELECT digest FROM heads WHERE org = $1) AS digest,
            (SELECT position FROM journal WHERE org = $1 ORDER BY position DESC LIMIT 1) AS last",
        args![org],
    );
    end.await.map_err(|error| match error {
        StoreError::Column { .. } => broken(org, 0, Fault::Head).into(),
        other => other.into(),
    })
}

/// The entries after `position`, at least one.
async fn page(db: &Db, org: &str, position: i64) -> Result<Vec<Entry>, Unverified> {
    let entries = match since(db, org, position, PAGE).await {
        // Some entry of the page cannot be read: go on one by one up to it.
        Err(StoreError::Column { .. }) => match since(db, org, position, 1).await {
            Err(StoreError::Column { .. }) => return Err(broken(org, position + 1, Fault::Unreadable).into()),
            outcome => outcome?,
        },
        outcome => outcome?,
    };
    match entries.is_empty() {
        true => Err(broken(org, position + 1, Fault::Missing).into()),
        false => Ok(entries),
    }
}

fn check(before: &Verified, entry: &Entry) -> Result<(), Fault> {
    if entry.position != before.entries + 1 {
        return Err(Fault::Missing);
    }
    match entry.fault() {
        Some(Fault::Content) => Err(Fault::Content),
        _ if entry.previous != before.head => Err(Fault::Previous),
        Some(fault) => Err(fault),
        None => Ok(()),
    }
}

fn broken(org: &str, position: i64, what: Fault) -> Broken {
    Broken { org: org.to_owned(), position, what }
}
