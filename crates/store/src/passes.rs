//! Passes: links by which one person does one job without a login, each known by a random token of which only the digest
//! is kept.
//!
//! No clock and no randomness here: the caller brings the instant and the [`Token`].

use crate::sessions::{Issued, PRESS_US, PRESSES_MAX, Token};
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{OrgId, PersonId, TicketNumber};
use domain::time::Instant;

/// Passes of one ticket that are shown.
const SHOWN_MAX: i64 = 20;

row! {
    /// A pass, without what opens it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Pass {
        /// Digest of its token; names the pass without opening it.
        pub token_digest: String,
        /// The organisation.
        pub org: String,
        /// The ticket.
        pub ticket: i64,
        /// Whose it is.
        pub person: String,
        /// Whether it is for doing the work, rather than for whoever reported it.
        pub is_work: bool,
        /// Since when.
        pub made_us: i64,
        /// When its page was first looked at.
        pub opened_us: Option<i64>,
        /// When something was last done by it.
        pub used_us: Option<i64>,
        /// Since when it opens nothing any more.
        pub revoked_us: Option<i64>,
    }
}

impl Pass {
    /// The ticket.
    #[must_use]
    pub fn number(&self) -> TicketNumber {
        // Numbers come from tickets, which count in 32 bits.
        TicketNumber(u32::try_from(self.ticket).unwrap_or_default())
    }

    /// Whose it is.
    #[must_use]
    pub fn holder(&self) -> PersonId {
        PersonId::new(self.person.clone())
    }
}

/// Keeps a pass.
///
/// # Errors
/// [`StoreError::Taken`] when the token was issued before.
pub async fn issue(
    tx: &mut Tx,
    org: &OrgId,
    token: &Token,
    (ticket, person, is_work): (TicketNumber, &PersonId, bool),
    now: Instant,
) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO passes (token_digest, org, ticket, person, is_work, made_us)
        VALUES ($1, $2, $3, $4, $5, $6)",
        args![token.digest(), org.as_str(), ticket.0, person.as_str(), is_work, now.us()],
    )
    .await
}

/// Keeps a pass that a form asks for, once for each form. Pressed twice, what it made opens by this token from then on: the
/// answer that showed the other never arrived. What was made a while ago, or used, stays.
///
/// # Errors
/// Of the engine.
pub async fn issue_by_form(
    db: &Db,
    org: &OrgId,
    token: &Token,
    (ticket, person, is_work): (TicketNumber, &PersonId, bool),
    (form, now): (&str, Instant),
) -> Result<Issued, StoreError> {
    for _ in 0..PRESSES_MAX {
        let mut tx = db.begin().await?;
        let rows = tx
            .run(
                "UPDATE passes
                SET token_digest = $2
                WHERE org = $1 AND form = $3 AND ticket = $4 AND person = $5 AND is_work = $6
                AND made_us >= $7 AND opened_us IS NULL AND revoked_us IS NULL",
                args![org.as_str(), token.digest(), form, ticket.0, person.as_str(), is_work, now.us() - PRESS_US],
            )
            .await?;
        if rows == 0 {
            let made = tx
                .run_expecting(
                    1,
                    "INSERT INTO passes (token_digest, org, ticket, person, is_work, made_us, form)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    args![token.digest(), org.as_str(), ticket.0, person.as_str(), is_work, now.us(), form],
                )
                .await;
            if made.as_ref().is_err_and(StoreError::is_taken) {
                tx.rollback().await?;
                continue;
            }
            made?;
        }
        tx.commit().await?;
        return Ok(if rows == 0 { Issued::New } else { Issued::Again });
    }
    Ok(Issued::Past)
}

/// The pass that a token opens; none when there is none, or it was revoked: a stranger learns not which.
///
/// # Errors
/// Of the engine.
pub async fn find(db: &Db, token: &Token) -> Result<Option<Pass>, StoreError> {
    db.maybe(
        "SELECT token_digest, org, ticket, person, is_work, made_us, opened_us, used_us, revoked_us
        FROM passes
        WHERE token_digest = $1 AND revoked_us IS NULL
        LIMIT 1",
        args![token.digest()],
    )
    .await
}

/// The latest passes of a ticket, the newest first.
///
/// # Errors
/// Of the engine.
pub async fn of_ticket(db: &Db, org: &OrgId, ticket: TicketNumber) -> Result<Vec<Pass>, StoreError> {
    db.all(
        "SELECT token_digest, org, ticket, person, is_work, made_us, opened_us, used_us, revoked_us
        FROM passes
        WHERE org = $1 AND ticket = $2
        ORDER BY made_us DESC, token_digest
        LIMIT $3",
        args![org.as_str(), ticket.0, SHOWN_MAX],
    )
    .await
}

/// Writes down that the page of a pass was looked at, the first time.
///
/// # Errors
/// Of the engine.
pub async fn note_opening(tx: &mut Tx, pass: &Pass, now: Instant) -> Result<(), StoreError> {
    tx.run(
        "UPDATE passes
        SET opened_us = $2
        WHERE token_digest = $1 AND opened_us IS NULL",
        args![&pass.token_digest, now.us()],
    )
    .await
    .map(|_| ())
}

/// Writes down that something was done by a pass.
///
/// # Errors
/// Of the engine.
pub async fn note_use(tx: &mut Tx, pass: &Pass, now: Instant) -> Result<(), StoreError> {
    note_opening(tx, pass, now).await?;
    tx.run_expecting(
        1,
        "UPDATE passes
        SET used_us = $2
        WHERE token_digest = $1",
        args![&pass.token_digest, now.us()],
    )
    .await
}

/// Takes a pass back; done twice it changes nothing. False when the ticket has none of that name.
///
/// # Errors
/// Of the engine.
pub async fn revoke(
    tx: &mut Tx,
    org: &OrgId,
    ticket: TicketNumber,
    name: &str,
    now: Instant,
) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE passes
            SET revoked_us = COALESCE(revoked_us, $4)
            WHERE token_digest = $3 AND org = $1 AND ticket = $2",
            args![org.as_str(), ticket.0, name, now.us()],
        )
        .await?;
    Ok(rows == 1)
}

/// Forgets every pass of somebody, as erasing them asks for.
///
/// # Errors
/// Of the engine.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    tx.run("DELETE FROM passes WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()]).await.map(|_| ())
}
