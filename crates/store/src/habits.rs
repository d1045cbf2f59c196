//! Habits of which a member said that they are no task: whose, of which sort, at which minute of the day.

use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{OrgId, PersonId};
use domain::time::Instant;

/// How many are looked at; a site has some dozens of people and a few habits of each.
const DECLINED_MAX: i64 = 5_000;

row! {
    /// A habit that is no task.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Declined {
        /// Whose.
        pub person: String,
        /// The word of the sort of work.
        pub kind: String,
        /// About when, in minutes of their day.
        pub minute: i64,
    }
}

/// Those of an organisation.
///
/// # Errors
/// Of the engine.
pub async fn declined(db: &Db, org: &OrgId) -> Result<Vec<Declined>, StoreError> {
    db.all(
        "SELECT person, kind, minute
        FROM declined_habits
        WHERE org = $1
        ORDER BY person, kind, minute
        LIMIT $2",
        args![org.as_str(), DECLINED_MAX],
    )
    .await
}

/// Remembers that one is no task; done twice it changes nothing.
///
/// # Errors
/// Of the engine.
pub async fn decline(tx: &mut Tx, org: &OrgId, habit: &Declined, now: Instant) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO declined_habits (org, person, kind, minute, declined_us)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (org, person, kind, minute) DO NOTHING",
        args![org.as_str(), habit.person.as_str(), habit.kind.as_str(), habit.minute, now.us()],
    )
    .await
    .map(|_| ())
}

/// Forgets that one is no task; whether it was remembered.
///
/// # Errors
/// Of the engine.
pub async fn propose(tx: &mut Tx, org: &OrgId, habit: &Declined) -> Result<bool, StoreError> {
    let gone = tx
        .run(
            "DELETE FROM declined_habits WHERE org = $1 AND person = $2 AND kind = $3 AND minute = $4",
            args![org.as_str(), habit.person.as_str(), habit.kind.as_str(), habit.minute],
        )
        .await?;
    Ok(gone > 0)
}

/// Forgets those of somebody, as erasing them asks for.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    tx.run("DELETE FROM declined_habits WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()])
        .await
        .map(|_| ())
}
