//! Who turned out to be whom, as the journal keeps it.

use crate::journal;
use crate::{Db, StoreError};
use domain::event::Event;
use domain::id::{OrgId, PersonId};
use domain::message::Handle;

/// What somebody brought when they turned out to be another: their addresses, and who had turned out to be them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Their addresses; none when erased.
    pub handles: Vec<Handle>,
    /// Who had turned out to be them before.
    pub also: Vec<PersonId>,
}

/// What somebody brought when they turned out to be another, as an entry of the journal says; none when it says no such
/// thing.
///
/// # Errors
/// Of the engine, or when the entry cannot be read.
pub async fn brought(
    db: &Db,
    org: &OrgId,
    (person, into): (&PersonId, &PersonId),
    position: i64,
) -> Result<Option<Brought>, StoreError> {
    let Some(entry) = journal::at(db, org, &[position]).await?.pop() else { return Ok(None) };
    match entry.event()? {
        Event::PeopleMerged { person: who, into: whom, also } if who == *person && whom == *into => {
            Ok(Some(Brought { handles: entry.personal()?.handles, also }))
        }
        _ => Ok(None),
    }
}
