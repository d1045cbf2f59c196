//! What we hear by, as rows: when something last came, how late, in which hours of the week, and what is known to be wrong.

use crate::sql::{Db, Tx};
use crate::text::{from_json, from_word, json};
use crate::{StoreError, args, row};
use domain::hearing::{CLOUD_API, Ear, Suspicion};
use domain::id::OrgId;
use domain::policy::hearing::{Rhythm, Sound};
use domain::time::Instant;

/// Ears of an organisation that are looked at, the last heard first.
const EARS_MAX: i64 = 500;
/// Numbers of ours.
const NUMBERS_MAX: i64 = 100;
/// Channels that may be switched off.
const CHANNELS_MAX: i64 = 100;

row! {
    struct EarRow {
        ear: String,
        first_us: i64,
        last_us: i64,
        lag_us: i64,
        messages: i64,
        unsigned: i64,
        unsigned_us: Option<i64>,
        trouble: Option<String>,
        trouble_us: Option<i64>,
        rhythm: Option<String>,
    }
}

/// What is known of an ear, and since when it is heard.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What decides whether it may be deaf.
    pub sound: Sound,
    /// When something first came.
    pub first_at: Instant,
    /// Messages that came.
    pub messages: i64,
}

/// What came by an ear in one go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Came {
    /// When the last of it came in.
    pub at: Instant,
    /// When the last of it was said.
    pub said_at: Instant,
    /// How many messages.
    pub messages: i64,
}

/// Remembers that messages came. Whoever brings fresh ones is well, whatever was said of it before.
///
/// # Errors
/// Of the engine.
pub async fn came(tx: &mut Tx, org: &OrgId, ear: &Ear, came: Came) -> Result<(), StoreError> {
    let lag_us = (came.at.us() - came.said_at.us()).max(0);
    // Channels tell whole seconds.
    let said_us = came.said_at.us() + 1_000_000;
    let ear = json(ear);
    let before: Option<Option<String>> = tx
        .maybe("SELECT rhythm FROM ears WHERE org = $1 AND ear = $2 LIMIT 1", args![org.as_str(), ear.as_str()])
        .await?;
    let mut rhythm = match before.flatten() {
        Some(rhythm) => from_json::<Rhythm>("rhythm", &rhythm)?,
        None => Rhythm::begun(came.at),
    };
    rhythm.hear(came.at);
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned, rhythm)
        VALUES ($1, $2, $3, $3, $4, $5, 0, $6)
        ON CONFLICT (org, ear) DO UPDATE SET last_us = excluded.last_us, lag_us = excluded.lag_us,
        messages = ears.messages + excluded.messages, rhythm = excluded.rhythm, unsigned = 0, unsigned_us = NULL,
        trouble = CASE WHEN ears.trouble_us >= $7 THEN ears.trouble END,
        trouble_us = CASE WHEN ears.trouble_us >= $7 THEN ears.trouble_us END",
        args![org.as_str(), ear.as_str(), came.at.us(), lag_us, came.messages, json(&rhythm), said_us],
    )
    .await
    .map(|_| ())
}

/// Remembers what is wrong with an ear, or that nothing is any more. What is known already keeps its beginning.
///
/// # Errors
/// Of the engine.
pub async fn troubled(
    tx: &mut Tx,
    org: &OrgId,
    ear: &Ear,
    trouble: Option<Suspicion>,
    at: Instant,
) -> Result<(), StoreError> {
    let (word, since) = (trouble.map(Suspicion::word), trouble.map(|_| at.us()));
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned, trouble, trouble_us)
        VALUES ($1, $2, $3, $3, 0, 0, 0, $4, $5)
        ON CONFLICT (org, ear) DO UPDATE SET trouble = excluded.trouble,
        trouble_us = CASE WHEN ears.trouble = excluded.trouble THEN ears.trouble_us ELSE excluded.trouble_us END",
        args![org.as_str(), json(ear), at.us(), word, since],
    )
    .await
    .map(|_| ())
}

/// Remembers that a channel told what became of a message of ours.
///
/// # Errors
/// Of the engine.
pub async fn told(tx: &mut Tx, org: &OrgId, ear: &Ear, at: Instant) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned, told_us)
        VALUES ($1, $2, $3, $3, 0, 0, 0, $3)
        ON CONFLICT (org, ear) DO UPDATE SET told_us = excluded.told_us",
        args![org.as_str(), json(ear), at.us()],
    )
    .await
    .map(|_| ())
}

/// Remembers to which address but ours a number's messages are said to be posted; none where it is ours. What is known already
/// keeps its beginning.
///
/// # Errors
/// Of the engine.
pub async fn posted(tx: &mut Tx, org: &OrgId, number: &Ear, to: Option<&str>, at: Instant) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned, posted_to, posted_us)
        VALUES ($1, $2, $3, $3, 0, 0, 0, $4, $3)
        ON CONFLICT (org, ear) DO UPDATE SET posted_to = excluded.posted_to,
        posted_us = CASE WHEN ears.posted_to = excluded.posted_to THEN ears.posted_us ELSE excluded.posted_us END",
        args![org.as_str(), json(number), at.us(), to],
    )
    .await
    .map(|_| ())
}

/// Whether an address but ours leads here all the same: something signed, a message that was said or a status that came, reached
/// us by the Cloud API after the address was told first.
///
/// # Errors
/// Of the engine.
pub async fn leads_here(tx: &mut Tx, org: &OrgId, number: &Ear, to: &str) -> Result<bool, StoreError> {
    let channel = json(&Ear::Channel(CLOUD_API.to_owned()));
    let found: Option<i64> = tx
        .maybe(
            "SELECT known.posted_us
            FROM ears AS known
            WHERE known.org = $1 AND known.ear = $2 AND known.posted_to = $3
            AND ((known.messages > 0 AND known.last_us - known.lag_us > known.posted_us)
                OR known.posted_us < (SELECT told_us FROM ears WHERE org = $1 AND ear = $4 LIMIT 1))
            LIMIT 1",
            args![org.as_str(), json(number), to, channel],
        )
        .await?;
    Ok(found.is_some())
}

/// Remembers how a number of ours is spelt that something came to.
///
/// # Errors
/// Of the engine.
pub async fn spelt(tx: &mut Tx, org: &OrgId, number: &Ear, spelt: &str) -> Result<(), StoreError> {
    tx.run(
        "UPDATE ears
        SET spelt = $3
        WHERE org = $1 AND ear = $2 AND (spelt IS NULL OR spelt <> $3)",
        args![org.as_str(), json(number), spelt],
    )
    .await
    .map(|_| ())
}

/// Our own numbers, as they are spelt.
///
/// # Errors
/// Of the engine.
pub async fn own_numbers(db: &Db, org: &OrgId) -> Result<Vec<String>, StoreError> {
    db.all(
        "SELECT spelt
        FROM ears
        WHERE org = $1 AND spelt IS NOT NULL
        ORDER BY ear
        LIMIT $2",
        args![org.as_str(), NUMBERS_MAX],
    )
    .await
}

/// Counts bodies whose signature was wrong, since the last that was right.
///
/// # Errors
/// Of the engine.
pub async fn unsigned(tx: &mut Tx, org: &OrgId, ear: &Ear, count: i64, at: Instant) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned, unsigned_us)
        VALUES ($1, $2, $3, $3, 0, 0, $4, $3)
        ON CONFLICT (org, ear) DO UPDATE SET unsigned = ears.unsigned + excluded.unsigned,
        unsigned_us = COALESCE(ears.unsigned_us, excluded.unsigned_us)",
        args![org.as_str(), json(ear), at.us(), count],
    )
    .await
    .map(|_| ())
}

/// The program says that it runs. When it said so last, if ever.
///
/// # Errors
/// Of the engine.
pub async fn beat(tx: &mut Tx, org: &OrgId, at: Instant) -> Result<Option<Instant>, StoreError> {
    let ear = json(&Ear::Program);
    let last: Option<i64> = tx
        .maybe("SELECT last_us FROM ears WHERE org = $1 AND ear = $2 LIMIT 1", args![org.as_str(), ear.as_str()])
        .await?;
    tx.run(
        "INSERT INTO ears (org, ear, first_us, last_us, lag_us, messages, unsigned)
        VALUES ($1, $2, $3, $3, 0, 0, 0)
        ON CONFLICT (org, ear) DO UPDATE SET last_us = excluded.last_us",
        args![org.as_str(), ear.as_str(), at.us()],
    )
    .await?;
    Ok(last.map(Instant::from_us))
}

/// Everything we hear by, the last heard first.
///
/// # Errors
/// Of the engine.
pub async fn known(db: &Db, org: &OrgId) -> Result<Vec<Known>, StoreError> {
    let rows: Vec<EarRow> = db
        .all(
            "SELECT ear, first_us, last_us, lag_us, messages, unsigned, unsigned_us, trouble, trouble_us, rhythm
            FROM ears
            WHERE org = $1
            ORDER BY last_us DESC, ear
            LIMIT $2",
            args![org.as_str(), EARS_MAX],
        )
        .await?;
    rows.into_iter().map(EarRow::known).collect()
}

/// Expects nothing of an ear any more: its hours are forgotten, and learnt anew when it speaks again. Whether that changed anything.
///
/// # Errors
/// Of the engine.
pub async fn expect_nothing(tx: &mut Tx, org: &OrgId, ear: &Ear) -> Result<bool, StoreError> {
    let args = args![org.as_str(), json(ear)];
    let rows = tx.run("UPDATE ears SET rhythm = NULL WHERE org = $1 AND ear = $2 AND rhythm IS NOT NULL", args).await?;
    Ok(rows > 0)
}

/// Switches a channel off, so that nothing it brings is taken, or on again. Whether that changed anything.
///
/// # Errors
/// Of the engine.
pub async fn switch(tx: &mut Tx, org: &OrgId, channel: &str, is_on: bool, at: Instant) -> Result<bool, StoreError> {
    let rows = match is_on {
        true => {
            tx.run("DELETE FROM switched_off WHERE org = $1 AND channel = $2", args![org.as_str(), channel]).await?
        }
        false => {
            tx.run(
                "INSERT INTO switched_off (org, channel, at_us)
                VALUES ($1, $2, $3)
                ON CONFLICT (org, channel) DO NOTHING",
                args![org.as_str(), channel, at.us()],
            )
            .await?
        }
    };
    // Already so is as good.
    if rows > 0 {
        let trouble = (!is_on).then_some(Suspicion::Off);
        troubled(tx, org, &Ear::Channel(channel.to_owned()), trouble, at).await?;
    }
    Ok(rows > 0)
}

/// Channels that are switched off.
///
/// # Errors
/// Of the engine.
pub async fn switched_off(db: &Db, org: &OrgId) -> Result<Vec<String>, StoreError> {
    db.all(
        "SELECT channel
        FROM switched_off
        WHERE org = $1
        ORDER BY channel
        LIMIT $2",
        args![org.as_str(), CHANNELS_MAX],
    )
    .await
}

impl EarRow {
    fn known(self) -> Result<Known, StoreError> {
        let ear: Ear = from_json("ear", &self.ear)?;
        let trouble = self.trouble.map(|word| from_word("trouble", Suspicion::from_word(&word))).transpose()?;
        // A group is held against no rhythm of its own: a quiet group is the rule.
        let rhythm = self.rhythm.filter(|_| !matches!(ear, Ear::Chat(_)));
        let sound = Sound {
            ear,
            last_at: Instant::from_us(self.last_us),
            lag_minutes: self.lag_us as f64 / 6e7,
            rhythm: rhythm.map(|rhythm| from_json("rhythm", &rhythm)).transpose()?,
            unsigned: self.unsigned_us.map(|since| (self.unsigned, Instant::from_us(since))),
            trouble: trouble.zip(self.trouble_us.map(Instant::from_us)),
            waiting_since: None,
        };
        Ok(Known { sound, first_at: Instant::from_us(self.first_us), messages: self.messages })
    }
}
