//! What was seen in pictures, and which look identical; hides how far the journal was followed and how much is compared.
//!
//! Nothing here is recorded: it follows from the media, and is made anew when it is lost.

use crate::journal::{self, PAGE_MAX};
use crate::pick::{ROWS as PICKED, picked};
use crate::sql::{Arg, Db, Tx};
use crate::text::from_json;
use crate::views::messages::subject;
use crate::{StoreError, args, row};
use domain::event::Event;
use domain::id::{Digest, MessageId, OrgId};
use domain::message::{Form, Geo, Subject};
use domain::time::Instant;
use std::collections::BTreeMap;

/// Pictures that a new one is compared with: the last so many of an organisation, two hundred days of a busy site. Older
/// ones are known again byte for byte only.
pub const COMPARED_MAX: i64 = 20_000;
/// Pictures that one is said to look like, at most.
pub const TWINS_MAX: usize = 4;
/// Earlier messages with one of sixteen pictures that are read at once.
const EARLIER_MAX: i64 = 200;

/// A picture that came, not looked at yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// The entry by which it came.
    pub position: i64,
    /// Its bytes.
    pub media: Digest,
}

/// What was seen in a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// There is hardly light in it.
    pub is_dark: bool,
    /// Nothing in it is sharp.
    pub is_blurred: bool,
    /// It is probably a screenshot.
    pub is_screenshot: bool,
    /// When its file says it was taken, by the camera's clock.
    pub taken: Option<String>,
    /// Where its file says it was taken.
    pub place: Option<Geo>,
}

/// A message that came earlier with the same picture, or with one that looks identical.
#[derive(Clone, Debug, PartialEq)]
pub struct Earlier {
    /// The message.
    pub message: MessageId,
    /// Its picture.
    pub media: Digest,
    /// When it was sent.
    pub sent_at: Instant,
    /// What it speaks of.
    pub about: Option<Subject>,
    /// Whether the pictures are the same byte for byte.
    pub is_same: bool,
}

/// What there is to say of a message's picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// What was seen in it.
    pub look: Look,
    /// The first message that came with it, about something else.
    pub earlier: Option<Earlier>,
}

/// What came after the last that was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unseen {
    /// Pictures.
    pub new: Vec<New>,
    /// The entry up to which these are all.
    pub end: i64,
    /// Whether somebody was erased, or an import taken out: what was seen before may be gone.
    pub has_gone: bool,
}

/// Pictures that came after the last that were looked at.
///
/// # Errors
/// Of the engine.
pub async fn unseen(db: &Db, org: &OrgId) -> Result<Unseen, StoreError> {
    let from: Option<i64> = db.maybe("SELECT position FROM eyes WHERE org = $1 LIMIT 1", args![org.as_str()]).await?;
    let from = from.unwrap_or_default();
    let page = journal::since(db, org.as_str(), from, PAGE_MAX).await?;
    let end = page.last().map_or(from, |entry| entry.position);
    let has_gone = page.iter().any(|entry| matches!(entry.kind.as_str(), "personal_erased" | "import_removed"));
    let mut new = Vec::new();
    for entry in page.iter().filter(|entry| matches!(entry.kind.as_str(), "message_received" | "media_kept")) {
        let media = match from_json("body", &entry.body)? {
            Event::MessageReceived { media: Some(media), form, .. } if may_show(form) => media,
            // What form its message has does not matter: what is no picture does not decode.
            Event::MediaKept { digest, .. } => digest,
            _ => continue,
        };
        new.push(New { position: entry.position, media });
    }
    Ok(Unseen { new, end, has_gone })
}

/// Whether a file of this form may be a picture that proves something.
fn may_show(form: Form) -> bool {
    matches!(form, Form::Image | Form::Document)
}

/// Says that pictures were looked at up to an entry. False when nothing came since.
///
/// # Errors
/// Of the engine.
pub async fn seen_until(tx: &mut Tx, org: &OrgId, position: i64) -> Result<bool, StoreError> {
    let rows = tx
        .run(
            "INSERT INTO eyes (org, position)
        VALUES ($1, $2)
        ON CONFLICT (org) DO UPDATE SET position = excluded.position WHERE eyes.position < excluded.position",
            args![org.as_str(), position],
        )
        .await?;
    Ok(rows == 1)
}

/// Whether a picture was looked at.
///
/// # Errors
/// Of the engine.
pub async fn is_seen(db: &Db, org: &OrgId, media: &Digest) -> Result<bool, StoreError> {
    let known: Option<i64> = db
        .maybe("SELECT position FROM looks WHERE org = $1 AND media = $2 LIMIT 1", args![org.as_str(), media.as_str()])
        .await?;
    Ok(known.is_some())
}

/// Keeps what was seen in a picture, and which it looks identical to, with in how many bits they differ. False, and nothing
/// is kept, when no message has it any more: it was erased while somebody looked.
///
/// # Errors
/// Of the engine.
pub async fn keep(
    tx: &mut Tx,
    org: &OrgId,
    new: &New,
    look: &Look,
    prints: Option<&str>,
    twins: &[(Digest, u32)],
) -> Result<bool, StoreError> {
    if !is_held(tx, org, &new.media).await? {
        return Ok(false);
    }
    let mut args = args![org.as_str(), new.media.as_str(), new.position, prints];
    args.extend([
        look.is_dark.into(),
        look.is_blurred.into(),
        look.is_screenshot.into(),
        look.taken.as_deref().into(),
        look.place.map(|place| place.lat).into(),
        look.place.map(|place| place.lon).into(),
    ]);
    tx.run(
        "INSERT INTO looks (org, media, position, prints, is_dark, is_blurred, is_screenshot, taken, lat, lon)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (org, media) DO NOTHING",
        args,
    )
    .await?;
    for (other, distance) in twins.iter().take(TWINS_MAX) {
        if !is_held(tx, org, other).await? {
            continue;
        }
        for (one, another) in [(&new.media, other), (other, &new.media)] {
            tx.run(
                "INSERT INTO twins (org, media, other, distance)
                VALUES ($1, $2, $3, $4)
                ON CONFLICT (org, media, other) DO NOTHING",
                args![org.as_str(), one.as_str(), another.as_str(), i64::from(*distance)],
            )
            .await?;
        }
    }
    Ok(true)
}

/// Whether a message has a picture.
async fn is_held(tx: &mut Tx, org: &OrgId, media: &Digest) -> Result<bool, StoreError> {
    let id: Option<String> = tx
        .maybe("SELECT id FROM messages WHERE org = $1 AND media = $2 LIMIT 1", args![org.as_str(), media.as_str()])
        .await?;
    Ok(id.is_some())
}

row! {
    /// The prints of a picture.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Printed {
        /// Its bytes.
        pub media: String,
        /// Its prints, in hex.
        pub prints: String,
    }
}

/// The prints of the last pictures that messages have, the last first.
///
/// # Errors
/// Of the engine.
pub async fn recent(db: &Db, org: &OrgId) -> Result<Vec<Printed>, StoreError> {
    db.all(
        "SELECT look.media, look.prints
        FROM looks look
        WHERE look.org = $1 AND look.position > 0 AND look.prints IS NOT NULL
        AND EXISTS (SELECT message.id FROM messages message WHERE message.org = $1 AND message.media = look.media)
        ORDER BY look.position DESC, look.media
        LIMIT $2",
        args![org.as_str(), COMPARED_MAX],
    )
    .await
}

/// Forgets what was seen in a picture that is gone.
///
/// # Errors
/// Of the engine.
pub async fn forget(tx: &mut Tx, org: &OrgId, media: &Digest) -> Result<(), StoreError> {
    const DELETIONS: [&str; 3] = [
        "DELETE FROM looks WHERE org = $1 AND media = $2",
        "DELETE FROM twins
        WHERE org = $1 AND other = $2 AND media IN (SELECT other FROM twins WHERE org = $1 AND media = $2)",
        "DELETE FROM twins WHERE org = $1 AND media = $2",
    ];
    for deletion in DELETIONS {
        tx.run(deletion, args![org.as_str(), media.as_str()]).await?;
    }
    Ok(())
}

row! {
    struct LookRow {
        media: String,
        is_dark: bool,
        is_blurred: bool,
        is_screenshot: bool,
        taken: Option<String>,
        lat: Option<f64>,
        lon: Option<f64>,
    }
}

row! {
    struct EarlierRow {
        media: String,
        other: String,
        id: String,
        sent_us: i64,
        ticket: Option<i64>,
        task: Option<String>,
        day: Option<String>,
    }
}

/// A message with a picture, as a page shows it.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The message.
    pub message: &'a MessageId,
    /// Its picture.
    pub media: &'a Digest,
    /// When it was sent.
    pub sent_at: Instant,
    /// What it speaks of.
    pub about: Option<&'a Subject>,
}

/// What there is to say of the pictures of messages, by message; of a picture nobody looked at yet, nothing.
///
/// # Errors
/// Of the engine.
pub async fn of(db: &Db, org: &OrgId, shown: &[Shown<'_>]) -> Result<BTreeMap<MessageId, Seen>, StoreError> {
    let mut seen = BTreeMap::new();
    for chunk in shown.chunks(PICKED) {
        let media: Vec<&str> = chunk.iter().map(|shown| shown.media.as_str()).collect();
        let looks = looks(db, picked(org, &media)).await?;
        let earlier = earlier(db, picked(org, &media)).await?;
        for one in chunk {
            let look = looks.get(one.media.as_str()).cloned().unwrap_or_default();
            let of_it = earlier.iter().filter(|(media, _)| media == one.media.as_str()).map(|(_, earlier)| earlier);
            let is_other = |earlier: &&Earlier| {
                let is_about_the_same = earlier.about.is_some() && earlier.about.as_ref() == one.about;
                earlier.message != *one.message && earlier.sent_at < one.sent_at && !is_about_the_same
            };
            let first = of_it.filter(is_other).min_by_key(|earlier| (!earlier.is_same, earlier.sent_at)).cloned();
            seen.insert(one.message.clone(), Seen { look, earlier: first });
        }
    }
    Ok(seen)
}

async fn looks(db: &Db, args: Vec<Arg>) -> Result<BTreeMap<String, Look>, StoreError> {
    let rows: Vec<LookRow> = db
        .all(
            "SELECT media, is_dark, is_blurred, is_screenshot, taken, lat, lon
            FROM looks
            WHERE org = $1
            AND media IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            ORDER BY media
            LIMIT 16",
            args,
        )
        .await?;
    let look = |row: LookRow| {
        let LookRow { media, is_dark, is_blurred, is_screenshot, taken, lat, lon } = row;
        let place = lat.zip(lon).map(|(lat, lon)| Geo { lat, lon });
        (media, Look { is_dark, is_blurred, is_screenshot, taken, place })
    };
    Ok(rows.into_iter().map(look).collect())
}

/// Messages with one of these pictures, or with one that looks identical, each with the picture it was asked for.
async fn earlier(db: &Db, mut args: Vec<Arg>) -> Result<Vec<(String, Earlier)>, StoreError> {
    args.push(EARLIER_MAX.into());
    let mut rows: Vec<EarlierRow> = db
        .all(
            "SELECT media, media AS other, id, sent_us, ticket, task, day
            FROM messages
            WHERE org = $1
            AND media IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            ORDER BY +sent_us, id
            LIMIT $18",
            args.clone(),
        )
        .await?;
    let alike: Vec<EarlierRow> = db
        .all(
            "SELECT twin.media, twin.other, message.id, message.sent_us, message.ticket, message.task, message.day
            FROM (
                SELECT org, media, other
                FROM twins
                WHERE org = $1
                AND media IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
                ORDER BY media, other
                LIMIT $18
            ) AS twin
            JOIN messages AS message ON message.org = twin.org AND message.media = twin.other
            ORDER BY message.sent_us, message.id
            LIMIT $18",
            args,
        )
        .await?;
    rows.extend(alike);
    rows.into_iter().map(EarlierRow::earlier).collect()
}

impl EarlierRow {
    fn earlier(self) -> Result<(String, Earlier), StoreError> {
        let about = subject(self.ticket, self.task.as_deref(), self.day.as_deref())?;
        let is_same = self.media == self.other;
        let (message, sent_at) = (MessageId::new(self.id), Instant::from_us(self.sent_us));
        Ok((self.media, Earlier { message, media: Digest(self.other), sent_at, about, is_same }))
    }
}
