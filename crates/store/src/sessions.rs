//! Who is signed in: one-time links and sessions, both known by a random token of which only the digest is kept.
//!
//! No clock and no randomness here: the caller brings the instant (microseconds since 1970) and the [`Token`].

use std::fmt;

use crate::digest::Fields;
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row, undos};

/// 22 characters of base64 carry 128 bits.
const TOKEN_MIN_CHARS: usize = 22;
/// Longer than any we make; keeps a forged cookie from costing time.
const TOKEN_MAX_CHARS: usize = 256;

/// Within this time the same form is taken for pressed twice; after it, for loaded again by whoever may have passed its link
/// on.
pub const PRESS_US: i64 = 10_000_000;
/// Two presses of one form meet once: whoever comes second finds what the first made.
pub(crate) const PRESSES_MAX: u32 = 2;

/// What came of a form that asks for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    /// There is one more.
    New,
    /// The form was pressed twice: what it made opens by the later token alone.
    Again,
    /// The form made it a while ago, or somebody used it: nothing opens by this token.
    Past,
}

/// A secret that opens something: the text in a link or cookie. It never shows in a log, nor is it kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// `None` when the text is too short to be a secret (22 characters), too long (256), or not printable ASCII.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (TOKEN_MIN_CHARS..=TOKEN_MAX_CHARS).contains(&text.len());
        (fits && text.bytes().all(|byte| byte.is_ascii_graphic())).then(|| Self(text.to_owned()))
    }

    pub(crate) fn digest(&self) -> String {
        // Plain SHA-256 is right for a random secret: there is nothing to guess. Passwords would need argon2.
        Fields::of("laksana-token-v1").text(&self.0).hex()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(..)")
    }
}

/// A sign-in link to be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The organisation.
    pub org: String,
    /// Whom it signs in.
    pub member: String,
    /// From this instant on it opens nothing.
    pub expires_us: i64,
}

/// The session that a link is turned into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The secret of the session, for the cookie; another than the link's.
    pub token: Token,
    /// What the browser says it is, to be recognised in a list.
    pub device: String,
    /// From this instant on it is over.
    pub expires_us: i64,
}

row! {
    /// A member signed in on one device.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Session {
        /// Digest of its token; names the session without opening it.
        pub token_digest: String,
        /// The organisation.
        pub org: String,
        /// Who is signed in.
        pub member: String,
        /// What the browser said it is.
        pub device: String,
        /// Since when.
        pub issued_us: i64,
        /// Until when.
        pub expires_us: i64,
    }
}

/// Keeps a link that signs a member in once.
///
/// # Errors
/// [`StoreError::Taken`] when the token was issued before.
pub async fn issue_link(tx: &mut Tx, token: &Token, link: &Link) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO links (token_digest, org, member, expires_us)
        VALUES ($1, $2, $3, $4)",
        args![token.digest(), &link.org, &link.member, link.expires_us],
    )
    .await
}

/// Keeps a link that a form asks for, once for each form. Pressed twice, what it made opens by this token from then on: the
/// answer that showed the other never arrived. What was made a while ago, or used, stays.
///
/// # Errors
/// Of the engine.
pub async fn issue_link_by_form(db: &Db, token: &Token, link: &Link, form: &str) -> Result<Issued, StoreError> {
    for _ in 0..PRESSES_MAX {
        let mut tx = db.begin().await?;
        let rows = tx
            .run(
                "UPDATE links
                SET token_digest = $2, expires_us = $5
                WHERE org = $1 AND form = $3 AND member = $4 AND used_us IS NULL AND expires_us >= $6",
                args![&link.org, token.digest(), form, &link.member, link.expires_us, link.expires_us - PRESS_US],
            )
            .await?;
        if rows == 0 {
            let made = tx
                .run_expecting(
                    1,
                    "INSERT INTO links (token_digest, org, member, expires_us, form)
                    VALUES ($1, $2, $3, $4, $5)",
                    args![token.digest(), &link.org, &link.member, link.expires_us, form],
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

row! {
    struct Redeemed { org: String, member: String }
}

/// Whether a link would open something.
///
/// # Errors
/// Of the engine.
pub async fn is_link(db: &Db, link: &Token, now_us: i64) -> Result<bool, StoreError> {
    let found: Option<i64> = db
        .maybe(
            "SELECT expires_us
            FROM links
            WHERE token_digest = $1 AND used_us IS NULL AND expires_us > $2
            LIMIT 1",
            args![link.digest(), now_us],
        )
        .await?;
    Ok(found.is_some())
}

/// Turns a link into a session, once. `None` when the link is unknown, used or expired: a stranger learns not which.
///
/// # Errors
/// [`StoreError::Taken`] when the session's token was used before.
pub async fn redeem(tx: &mut Tx, link: &Token, now_us: i64, opening: &Opening) -> Result<Option<Session>, StoreError> {
    let redeemed: Option<Redeemed> = tx
        .maybe(
            "UPDATE links
            SET used_us = $2
            WHERE token_digest = $1 AND used_us IS NULL AND expires_us > $2
            RETURNING org, member",
            args![link.digest(), now_us],
        )
        .await?;
    match redeemed {
        Some(Redeemed { org, member }) => open(tx, &org, &member, now_us, opening).await.map(Some),
        None => Ok(None),
    }
}

/// Opens a session for a member who has proved who they are in another way, such as a password.
///
/// # Errors
/// [`StoreError::Taken`] when the token was used before.
pub async fn open(tx: &mut Tx, org: &str, member: &str, now_us: i64, opening: &Opening) -> Result<Session, StoreError> {
    let session = Session {
        token_digest: opening.token.digest(),
        org: org.to_owned(),
        member: member.to_owned(),
        device: opening.device.clone(),
        issued_us: now_us,
        expires_us: opening.expires_us,
    };
    tx.run_expecting(
        1,
        "INSERT INTO sessions (token_digest, org, member, device, issued_us, expires_us)
        VALUES ($1, $2, $3, $4, $5, $6)",
        args![&session.token_digest, org, member, &session.device, now_us, session.expires_us],
    )
    .await?;
    Ok(session)
}

/// The session of a token; `None` when there is none, or it is over.
///
/// # Errors
/// Of the engine.
pub async fn find(db: &Db, token: &Token, now_us: i64) -> Result<Option<Session>, StoreError> {
    db.maybe(
        "SELECT token_digest, org, member, device, issued_us, expires_us
        FROM sessions
        WHERE token_digest = $1 AND expires_us > $2
        LIMIT 1",
        args![token.digest(), now_us],
    )
    .await
}

/// Ends one session, by the digest that its [`Session`] shows. False when there was none of this organisation.
///
/// # Errors
/// Of the engine.
pub async fn revoke(tx: &mut Tx, org: &str, token_digest: &str) -> Result<bool, StoreError> {
    let rows = tx.run("DELETE FROM sessions WHERE org = $1 AND token_digest = $2", args![org, token_digest]).await?;
    Ok(rows == 1)
}

/// Sessions of one member that are not over, the last opened first; no more than a hundred.
///
/// # Errors
/// Of the engine.
pub async fn of_member(db: &Db, org: &str, member: &str, now_us: i64) -> Result<Vec<Session>, StoreError> {
    db.all(
        "SELECT token_digest, org, member, device, issued_us, expires_us
        FROM sessions
        WHERE org = $1 AND member = $2 AND expires_us > $3
        ORDER BY issued_us DESC, token_digest
        LIMIT 100",
        args![org, member, now_us],
    )
    .await
}

/// Ends every session of a member but one, and the links that were not used; says how many sessions ended.
///
/// # Errors
/// Of the engine.
pub async fn revoke_others(tx: &mut Tx, org: &str, member: &str, but: Option<&str>) -> Result<u64, StoreError> {
    tx.run("DELETE FROM links WHERE org = $1 AND member = $2", args![org, member]).await?;
    tx.run(
        "DELETE FROM sessions WHERE org = $1 AND member = $2 AND token_digest <> $3",
        args![org, member, but.unwrap_or_default()],
    )
    .await
}

/// Deletes links, sessions and what may not be taken back any more; says how many.
///
/// # Errors
/// Of the engine.
pub async fn forget_expired(tx: &mut Tx, now_us: i64) -> Result<u64, StoreError> {
    let links = tx.run("DELETE FROM links WHERE expires_us <= $1", args![now_us]).await?;
    let sessions = tx.run("DELETE FROM sessions WHERE expires_us <= $1", args![now_us]).await?;
    let over_us = now_us.saturating_sub(undos::MINUTES * 60_000_000);
    let undos = tx.run("DELETE FROM undos WHERE made_us < $1", args![over_us]).await?;
    Ok(links + sessions + undos)
}
