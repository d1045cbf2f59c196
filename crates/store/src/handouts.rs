//! Handouts: reports for somebody outside, each behind a link known by a random token of which only the digest is kept.
//!
//! No clock and no randomness here: the caller brings the instant and the [`Token`].

use crate::openings;
use crate::sessions::{PRESS_US, Token};
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{Digest, OrgId, PersonId};
use domain::time::Instant;

/// Handouts that are shown.
const SHOWN_MAX: i64 = 200;

row! {
    /// A handout, without what opens it.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Handout {
        /// Digest of its token; names the handout without opening it.
        pub token_digest: String,
        /// The organisation.
        pub org: String,
        /// For whom, as whoever made it says.
        pub label: String,
        /// The one site it is about.
        pub site: Option<String>,
        /// The client whose sites it is about.
        pub client: Option<String>,
        /// The vendor it is about.
        pub vendor: Option<String>,
        /// Which period, by its word.
        pub stretch: String,
        /// The day from which that is seen; the one on which somebody looks when none.
        pub day: Option<String>,
        /// The BCP 47 tag of its language.
        pub language: String,
        /// Whether names, words and photos are left out.
        pub is_redacted: bool,
        /// To whom it was sent.
        pub person: Option<String>,
        /// Who made it, as the journal spells it.
        pub made_by: String,
        /// Since when.
        pub made_us: i64,
        /// From this instant on it opens nothing.
        pub expires_us: i64,
        /// Since when it was taken back.
        pub revoked_us: Option<i64>,
        /// The form by which it was made; none when it was made by itself.
        pub form: Option<String>,
    }
}

/// Keeps a handout under the digest of a token; its own digest is not looked at.
///
/// # Errors
/// [`StoreError::Taken`] when the token was issued before, or the form made a handout already.
pub async fn issue(tx: &mut Tx, token: &Token, handout: &Handout) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO handouts (token_digest, org, label, site, client, vendor, stretch, day, language, is_redacted, person,
            made_by, made_us, expires_us, form)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            token.digest(),
            &handout.org,
            &handout.label,
            handout.site.as_deref(),
            handout.client.as_deref(),
            handout.vendor.as_deref(),
            &handout.stretch,
            handout.day.as_deref(),
            &handout.language,
            handout.is_redacted,
            handout.person.as_deref(),
            &handout.made_by,
            handout.made_us,
            handout.expires_us,
            handout.form.as_deref(),
        ],
    )
    .await
}

/// Lets the handout that a form just made open by this token from now on, while nobody has opened it and it was sent to
/// nobody: pressed twice, the answer that showed the other never arrived. False when there is no such one, or when it shows
/// anything else than this one would.
///
/// # Errors
/// Of the engine.
pub async fn renew(tx: &mut Tx, token: &Token, handout: &Handout) -> Result<bool, StoreError> {
    if handout.person.is_some() {
        return Ok(false);
    }
    let rows = tx
        .run(
            "UPDATE handouts
            SET token_digest = $3
            WHERE org = $1 AND form = $2 AND made_by = $4 AND label = $5 AND person IS NULL AND revoked_us IS NULL
            AND made_us >= $6 AND COALESCE(site, '') = $7 AND COALESCE(client, '') = $8 AND COALESCE(vendor, '') = $9
            AND stretch = $10 AND COALESCE(day, '') = $11 AND language = $12 AND is_redacted = $13
            AND expires_us - made_us = $14
            AND token_digest NOT IN (SELECT digest FROM openings WHERE org = $1 AND digest = handouts.token_digest)",
            args![
                &handout.org,
                handout.form.as_deref(),
                token.digest(),
                &handout.made_by,
                &handout.label,
                handout.made_us - PRESS_US,
                handout.site.as_deref().unwrap_or_default(),
                handout.client.as_deref().unwrap_or_default(),
                handout.vendor.as_deref().unwrap_or_default(),
                &handout.stretch,
                handout.day.as_deref().unwrap_or_default(),
                &handout.language,
                handout.is_redacted,
                handout.expires_us - handout.made_us,
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The handout that a token opens at an instant; none when there is none, or it was taken back, or is over: a stranger
/// learns not which.
///
/// # Errors
/// Of the engine.
pub async fn find(db: &Db, token: &Token, now: Instant) -> Result<Option<Handout>, StoreError> {
    db.maybe(
        "SELECT token_digest, org, label, site, client, vendor, stretch, day, language, is_redacted, person, made_by,
            made_us, expires_us, revoked_us, form
        FROM handouts
        WHERE token_digest = $1 AND revoked_us IS NULL AND expires_us > $2
        LIMIT 1",
        args![token.digest(), now.us()],
    )
    .await
}

/// Handouts, those that still open something first, of these and of the others the newest first.
///
/// # Errors
/// Of the engine.
pub async fn list(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Handout>, StoreError> {
    db.all(
        "SELECT token_digest, org, label, site, client, vendor, stretch, day, language, is_redacted, person, made_by,
            made_us, expires_us, revoked_us, form
        FROM handouts
        WHERE org = $1
        ORDER BY CASE WHEN revoked_us IS NULL AND expires_us > $2 THEN 0 ELSE 1 END, made_us DESC, token_digest
        LIMIT $3",
        args![org.as_str(), now.us(), SHOWN_MAX],
    )
    .await
}

/// Takes a handout back; done twice it changes nothing. False when there is none of that name.
///
/// # Errors
/// Of the engine.
pub async fn revoke(tx: &mut Tx, org: &OrgId, name: &str, now: Instant) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE handouts
            SET revoked_us = COALESCE(revoked_us, $3)
            WHERE token_digest = $2 AND org = $1",
            args![org.as_str(), name, now.us()],
        )
        .await?;
    Ok(rows == 1)
}

/// Writes down that a handout was opened in a form, once an hour.
///
/// # Errors
/// Of the engine.
pub async fn note_opening(db: &Db, handout: &Handout, form: &str, now: Instant) -> Result<(), StoreError> {
    let (org, digest) = (OrgId::new(handout.org.clone()), Digest::new(handout.token_digest.clone()));
    openings::note_by(db, &org, &digest, &format!("link:{form}"), now).await
}

/// Forgets every handout that was sent to somebody, as erasing them asks for.
///
/// # Errors
/// Of the engine.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    tx.run("DELETE FROM handouts WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()])
        .await
        .map(|_| ())
}
