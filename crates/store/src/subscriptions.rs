//! Subscriptions: reports that are sent by themselves, and their editions, each of which is sent once.
//!
//! An edition is unique for its subscription and day, and is begun by whoever turns it from waiting to begun: two programs
//! or two lives of one cannot send the same. No clock here: the caller brings the instant.

use crate::digest::Fields;
use crate::sql::{Db, Tx};
use crate::{StoreError, args, row};
use domain::id::{OrgId, PersonId};
use domain::time::{Day, Instant};

/// Subscriptions of an organisation that are shown and served.
pub const SUBSCRIPTIONS_MAX: i64 = 500;
/// Editions that are shown of all subscriptions.
const SHOWN_MAX: i64 = 2_000;
/// Editions that are taken at once.
const TAKEN_MAX: i64 = 20;
/// Characters of why an edition was not sent.
const WHY_MAX_CHARS: usize = 300;
/// Hex digits of the name of an edition's message.
const NAME_CHARS: usize = 32;

row! {
    /// A report that is sent by itself.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Subscription {
        /// Our name for it.
        pub id: String,
        /// The one site it is about.
        pub site: Option<String>,
        /// The client whose sites it is about.
        pub client: Option<String>,
        /// The vendor it is about.
        pub vendor: Option<String>,
        /// On which days, by its word.
        pub every: String,
        /// At which minute of the day.
        pub minute: i64,
        /// Who gets it by WhatsApp.
        pub person: Option<String>,
        /// Which e-mail address gets it.
        pub address: Option<String>,
        /// The BCP 47 tag of its language.
        pub language: String,
        /// The ending of its file.
        pub format: String,
        /// Whether names, words and photos are left out.
        pub is_redacted: bool,
        /// Who made it, as the journal spells it.
        pub made_by: String,
        /// Since when.
        pub made_us: i64,
        /// Since when it is over.
        pub ended_us: Option<i64>,
        /// The form by which it was made; none when no form did.
        pub form: Option<String>,
    }
}

row! {
    /// One of them.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Edition {
        /// The subscription.
        pub subscription: String,
        /// The day on which it was due.
        pub day: String,
        /// When it was due.
        pub due_us: i64,
        /// How it stands: waiting, begun, sent, doubt or failed.
        pub state: String,
        /// How often it was begun.
        pub tries: i64,
        /// When it is tried again at the earliest.
        pub next_us: i64,
        /// Since when it stands so.
        pub at_us: i64,
        /// Why it was not sent.
        pub why: String,
    }
}

impl Subscription {
    /// Whether it sends what another does, and neither is over before the other.
    #[must_use]
    pub fn says_as(&self, other: &Self) -> bool {
        let told =
            Self { id: other.id.clone(), made_by: other.made_by.clone(), made_us: other.made_us, ..self.clone() };
        told == *other
    }
}

impl Edition {
    /// The name of the message that brings it: always the same for the same edition.
    #[must_use]
    pub fn name(&self) -> String {
        let mut name = Fields::of("laksana-edition-v1").text(&self.subscription).text(&self.day).hex();
        name.truncate(NAME_CHARS);
        name
    }
}

/// What becomes of an edition that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It left.
    Sent,
    /// It did not leave; it is tried again at an instant.
    Again(String, Instant),
    /// It did not leave, and is not tried again.
    Failed(String),
    /// Nobody knows whether it left.
    Doubt(String),
}

/// Keeps a subscription.
///
/// # Errors
/// [`StoreError::Taken`] when there is one of its name, or its form made one already.
pub async fn add(tx: &mut Tx, org: &OrgId, one: &Subscription) -> Result<(), StoreError> {
    tx.run_expecting(
        1,
        "INSERT INTO subscriptions (org, id, site, client, vendor, every, minute, person, address, language, format,
            is_redacted, made_by, made_us, form)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        args![
            org.as_str(),
            &one.id,
            one.site.as_deref(),
            one.client.as_deref(),
            one.vendor.as_deref(),
            &one.every,
            one.minute,
            one.person.as_deref(),
            one.address.as_deref(),
            &one.language,
            &one.format,
            one.is_redacted,
            &one.made_by,
            one.made_us,
            one.form.as_deref(),
        ],
    )
    .await
}

/// The subscriptions that are not over, the oldest first.
///
/// # Errors
/// Of the engine.
pub async fn live(db: &Db, org: &OrgId) -> Result<Vec<Subscription>, StoreError> {
    db.all(
        "SELECT id, site, client, vendor, every, minute, person, address, language, format, is_redacted, made_by, made_us,
            ended_us, form
        FROM subscriptions
        WHERE org = $1 AND ended_us IS NULL
        ORDER BY made_us, id
        LIMIT $2",
        args![org.as_str(), SUBSCRIPTIONS_MAX],
    )
    .await
}

/// The subscription that a form made, be it over or not.
///
/// # Errors
/// Of the engine.
pub async fn of_form(db: &Db, org: &OrgId, form: &str) -> Result<Option<Subscription>, StoreError> {
    db.maybe(
        "SELECT id, site, client, vendor, every, minute, person, address, language, format, is_redacted, made_by, made_us,
            ended_us, form
        FROM subscriptions
        WHERE org = $1 AND form = $2
        LIMIT 1",
        args![org.as_str(), form],
    )
    .await
}

/// Ends a subscription, and what waits of it; done twice it changes nothing. False when there is none of that name.
///
/// # Errors
/// Of the engine.
pub async fn end(tx: &mut Tx, org: &OrgId, id: &str, now: Instant) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE subscriptions
            SET ended_us = COALESCE(ended_us, $3)
            WHERE org = $1 AND id = $2",
            args![org.as_str(), id, now.us()],
        )
        .await?;
    tx.run(
        "DELETE FROM editions
        WHERE org = $1 AND subscription = $2 AND state = 'waiting'",
        args![org.as_str(), id],
    )
    .await?;
    Ok(rows == 1)
}

/// The editions of the subscriptions that are not over, the last first.
///
/// # Errors
/// Of the engine.
pub async fn editions(db: &Db, org: &OrgId) -> Result<Vec<Edition>, StoreError> {
    db.all(
        "SELECT subscription, day, due_us, state, tries, next_us, at_us, why
        FROM editions
        WHERE org = $1
        ORDER BY due_us DESC, subscription, day
        LIMIT $2",
        args![org.as_str(), SHOWN_MAX],
    )
    .await
}

/// Says that an edition is due. Whether that is news.
///
/// # Errors
/// Of the engine.
pub async fn expect(
    tx: &mut Tx,
    org: &OrgId,
    id: &str,
    (day, due): (Day, Instant),
    now: Instant,
) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "INSERT INTO editions (org, subscription, day, due_us, state, tries, next_us, at_us, why)
            VALUES ($1, $2, $3, $4, 'waiting', 0, $5, $5, '')
            ON CONFLICT (org, subscription, day) DO NOTHING",
            args![org.as_str(), id, day.to_string(), due.us(), now.us()],
        )
        .await?;
    Ok(rows == 1)
}

/// Editions of subscriptions that are not over which may be tried now, the longest due first.
///
/// # Errors
/// Of the engine.
pub async fn waiting(db: &Db, org: &OrgId, now: Instant) -> Result<Vec<Edition>, StoreError> {
    db.all(
        "SELECT subscription, day, due_us, state, tries, next_us, at_us, why
        FROM editions
        WHERE org = $1 AND state = 'waiting' AND next_us <= $2
        AND subscription IN (SELECT id FROM subscriptions WHERE org = $1 AND ended_us IS NULL)
        ORDER BY next_us, subscription, day
        LIMIT $3",
        args![org.as_str(), now.us(), TAKEN_MAX],
    )
    .await
}

/// Begins an edition. False when somebody else did.
///
/// # Errors
/// Of the engine.
pub async fn begin(tx: &mut Tx, org: &OrgId, edition: &Edition, now: Instant) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "UPDATE editions
            SET state = 'begun', tries = tries + 1, at_us = $4
            WHERE org = $1 AND subscription = $2 AND day = $3 AND state = 'waiting'",
            args![org.as_str(), &edition.subscription, &edition.day, now.us()],
        )
        .await?;
    Ok(rows == 1)
}

/// Says what became of an edition that was begun.
///
/// # Errors
/// Of the engine.
pub async fn settle(
    tx: &mut Tx,
    org: &OrgId,
    edition: &Edition,
    outcome: &Outcome,
    now: Instant,
) -> Result<(), StoreError> {
    let (state, why, next) = match outcome {
        Outcome::Sent => ("sent", "", now),
        Outcome::Again(why, next) => ("waiting", why.as_str(), *next),
        Outcome::Failed(why) => ("failed", why.as_str(), now),
        Outcome::Doubt(why) => ("doubt", why.as_str(), now),
    };
    let why: String = why.chars().take(WHY_MAX_CHARS).collect();
    tx.run_expecting(
        1,
        "UPDATE editions
        SET state = $4, why = $5, next_us = $6, at_us = $7
        WHERE org = $1 AND subscription = $2 AND day = $3 AND state = 'begun'",
        args![org.as_str(), &edition.subscription, &edition.day, state, why, next.us(), now.us()],
    )
    .await
}

/// Editions that were begun before an instant and of which nobody said what became: whoever began them is gone.
///
/// # Errors
/// Of the engine.
pub async fn left_behind(db: &Db, org: &OrgId, before: Instant) -> Result<Vec<Edition>, StoreError> {
    db.all(
        "SELECT subscription, day, due_us, state, tries, next_us, at_us, why
        FROM editions
        WHERE org = $1 AND state = 'begun' AND at_us < $2
        ORDER BY next_us, subscription, day
        LIMIT $3",
        args![org.as_str(), before.us(), TAKEN_MAX],
    )
    .await
}

/// Lets an edition be tried once more that failed or is in doubt; one that is neither stays as it is. False when there is
/// no such edition.
///
/// # Errors
/// Of the engine.
pub async fn again(tx: &mut Tx, org: &OrgId, id: &str, day: &str, now: Instant) -> Result<bool, StoreError> {
    tx.run(
        "UPDATE editions
        SET state = 'waiting', tries = 0, next_us = $4, at_us = $4
        WHERE org = $1 AND subscription = $2 AND day = $3 AND state IN ('failed', 'doubt')",
        args![org.as_str(), id, day, now.us()],
    )
    .await?;
    let known: Option<String> = tx
        .maybe(
            "SELECT state FROM editions WHERE org = $1 AND subscription = $2 AND day = $3 LIMIT 1",
            args![org.as_str(), id, day],
        )
        .await?;
    Ok(known.is_some())
}

/// Forgets what is sent to somebody, as erasing them asks for.
///
/// # Errors
/// Of the engine.
pub(crate) async fn forget(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM editions
        WHERE org = $1 AND subscription IN (SELECT id FROM subscriptions WHERE org = $1 AND person = $2)",
        args![org.as_str(), person.as_str()],
    )
    .await?;
    tx.run("DELETE FROM subscriptions WHERE org = $1 AND person = $2", args![org.as_str(), person.as_str()])
        .await
        .map(|_| ())
}
