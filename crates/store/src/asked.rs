//! The mailbox of reports that were asked for in a chat; hides how far the journal was followed.
//!
//! A row goes once its report was wanted as a message under a name that follows from the message that asked, so that bringing
//! it twice is bringing it once. No clock here: every instant is brought.

use crate::follower::Follower;
use crate::sql::{Db, Tx};
use crate::text::from_json;
use crate::{StoreError, args, row};
use domain::event::Event;
use domain::id::{OrgId, PersonId};
use domain::order::ReportAsked;
use domain::time::Instant;

/// Reports that are taken at once.
const TAKEN_MAX: i64 = 10;

const FOLLOWER: Follower = Follower {
    position: "SELECT position FROM report_readers WHERE org = $1 LIMIT 1",
    reached: "INSERT INTO report_readers (org, position)
        VALUES ($1, $2)
        ON CONFLICT (org) DO UPDATE SET position = excluded.position WHERE report_readers.position < excluded.position",
};

row! {
    /// A report that somebody waits for.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Asked {
        /// The message that asks.
        pub message: String,
        /// Who gets it.
        pub person: String,
        /// Which stretch of time it is about, by its word.
        pub running: String,
        /// The one site it is about.
        pub site: Option<String>,
        /// The language it was asked for in, as a BCP 47 tag.
        pub language: String,
        /// Since when.
        pub asked_us: i64,
        /// How often it was tried.
        pub tries: i64,
    }
}

/// Follows the journal by one page: what was asked for waits from then on. False when nothing came since.
///
/// # Errors
/// Of the engine.
pub async fn follow(db: &Db, org: &OrgId) -> Result<bool, StoreError> {
    let Some(page) = FOLLOWER.page(db, org).await? else { return Ok(false) };
    let mut tx = db.begin().await?;
    for entry in page.iter().filter(|entry| entry.kind == "report_asked") {
        if let Event::ReportAsked(asked) = from_json("body", &entry.body)? {
            want(&mut tx, org, &asked, entry.at_us).await?;
        }
    }
    FOLLOWER.followed(&mut tx, org, &page).await?;
    tx.commit().await?;
    Ok(true)
}

async fn want(tx: &mut Tx, org: &OrgId, asked: &ReportAsked, at_us: i64) -> Result<(), StoreError> {
    let site = asked.site.as_ref().map(|site| site.as_str().to_owned());
    let (message, person, running) = (asked.message.as_str(), asked.to.as_str(), asked.running.word());
    tx.run(
        "INSERT INTO asked_reports (org, message, person, running, site, language, asked_us, due_us, tries)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0)
        ON CONFLICT (org, message) DO NOTHING",
        args![org.as_str(), message, person, running, site, asked.language.as_str(), at_us],
    )
    .await
    .map(|_| ())
}

/// What waits and is due, the first asked first.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Asked>, StoreError> {
    db.all(
        "SELECT message, person, running, site, language, asked_us, tries
        FROM asked_reports
        WHERE org = $1 AND due_us <= $2
        ORDER BY asked_us, message
        LIMIT $3",
        args![org.as_str(), now.us(), TAKEN_MAX],
    )
    .await
}

/// It was brought, or is not brought any more.
///
/// # Errors
/// Of the engine.
pub async fn settle(tx: &mut Tx, org: &OrgId, asked: &Asked) -> Result<(), StoreError> {
    tx.run("DELETE FROM asked_reports WHERE org = $1 AND message = $2", args![org.as_str(), asked.message.as_str()])
        .await
        .map(|_| ())
}

/// It could not be brought, and is tried again.
///
/// # Errors
/// Of the engine.
pub async fn postpone(tx: &mut Tx, org: &OrgId, asked: &Asked, until: Instant) -> Result<(), StoreError> {
    tx.run(
        "UPDATE asked_reports
        SET due_us = $3, tries = tries + 1
        WHERE org = $1 AND message = $2",
        args![org.as_str(), asked.message.as_str(), until.us()],
    )
    .await
    .map(|_| ())
}

/// Forgets what somebody asked for, as erasing them asks for.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    tx.run("DELETE FROM asked_reports WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()])
        .await
        .map(|_| ())
}
