//! What is kept of a person beside the journal, for whoever asks what is kept about them. Nothing in it opens anything: of
//! links and sessions neither a token nor its digest is told.

use crate::sql::Db;
use crate::{StoreError, args, row};
use domain::id::{Digest, OrgId, PersonId};
use domain::request::Actor;

/// Lines of each list; somebody with more is told so.
pub const LINES_MAX: usize = 10_000;

row! {
    /// A file that they opened.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Opened {
        /// The digest of the file.
        pub digest: String,
        /// When, the first time of that hour.
        pub at_us: i64,
    }
}

row! {
    /// That somebody opened a file they sent.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Shown {
        /// The digest of the file.
        pub media: String,
        /// Who opened it, as the journal spells it.
        pub who: String,
        /// When, the first time of that hour.
        pub at_us: i64,
    }
}

row! {
    /// What was seen in a picture they sent.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Pictured {
        /// The digest of its file.
        pub media: String,
        /// By which it is known again.
        pub prints: Option<String>,
        /// There is hardly light in it.
        pub is_dark: bool,
        /// Nothing in it is sharp.
        pub is_blurred: bool,
        /// It is probably a screenshot.
        pub is_screenshot: bool,
        /// When its file says it was taken.
        pub taken: Option<String>,
        /// Where its file says it was taken.
        pub lat: Option<f64>,
        /// The same.
        pub lon: Option<f64>,
    }
}

row! {
    /// A link to a ticket of theirs.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Passed {
        /// The ticket.
        pub ticket: i64,
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

row! {
    /// A link to a report that was sent to them.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Handed {
        /// For whom, as whoever made it says.
        pub label: String,
        /// Which period, by its word.
        pub stretch: String,
        /// Who made it, as the journal spells it.
        pub made_by: String,
        /// Since when.
        pub made_us: i64,
        /// From this instant on it opens nothing.
        pub expires_us: i64,
        /// Since when it was taken back.
        pub revoked_us: Option<i64>,
        /// When it was last opened, by whoever had it.
        pub opened_us: Option<i64>,
    }
}

row! {
    /// A report that is sent to them by itself.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Subscribed {
        /// On which days, by its word.
        pub every: String,
        /// At which minute of the day.
        pub minute: i64,
        /// The ending of its file.
        pub format: String,
        /// The BCP 47 tag of its language.
        pub language: String,
        /// Who made it, as the journal spells it.
        pub made_by: String,
        /// Since when.
        pub made_us: i64,
        /// Since when it is over.
        pub ended_us: Option<i64>,
    }
}

row! {
    /// One of these that was sent, or was to be.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Sent {
        /// The day on which it was due.
        pub day: String,
        /// How it stands.
        pub state: String,
        /// Since when it stands so.
        pub at_us: i64,
    }
}

row! {
    /// A report they asked for in a chat, which is not brought yet.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AskedFor {
        /// The message by which they did.
        pub message: String,
        /// When.
        pub asked_us: i64,
    }
}

row! {
    /// A device on which their login is signed in.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SignedIn {
        /// The name of the login.
        pub member: String,
        /// What the browser said it is.
        pub device: String,
        /// Since when.
        pub issued_us: i64,
        /// Until when.
        pub expires_us: i64,
    }
}

/// All of it, each list the last first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// What they opened.
    pub opened: Vec<Opened>,
    /// Who opened what they sent.
    pub shown: Vec<Shown>,
    /// What was seen in the pictures they sent.
    pub pictures: Vec<Pictured>,
    /// Links to tickets.
    pub passes: Vec<Passed>,
    /// Links to reports.
    pub handouts: Vec<Handed>,
    /// Reports that are sent to them by themselves.
    pub subscriptions: Vec<Subscribed>,
    /// Each of these.
    pub editions: Vec<Sent>,
    /// Reports they asked for.
    pub asked: Vec<AskedFor>,
    /// Where they are signed in.
    pub sessions: Vec<SignedIn>,
    /// Whether that is all, rather than the last [`LINES_MAX`] of a list.
    pub is_all: bool,
}

/// Of whom somebody wants to know what is kept: each name we have for them, their logins, and the files they sent.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// Names of ours.
    pub selves: &'a [PersonId],
    /// Names of logins.
    pub logins: &'a [String],
    /// Digests of files.
    pub files: &'a [Digest],
}

/// What is kept of somebody.
///
/// # Errors
/// Of the engine.
pub async fn beside(db: &Db, org: &OrgId, of: Of<'_>) -> Result<Beside, StoreError> {
    let mut found = Beside { is_all: true, ..Beside::default() };
    for person in of.selves {
        let as_actor = Actor::Person(person.clone()).to_string();
        take(&mut found.opened, &mut found.is_all, opened(db, org, &as_actor).await?);
        take(&mut found.passes, &mut found.is_all, passes(db, org, person).await?);
        take(&mut found.handouts, &mut found.is_all, handouts(db, org, person).await?);
        take(&mut found.subscriptions, &mut found.is_all, subscriptions(db, org, person).await?);
        take(&mut found.editions, &mut found.is_all, editions(db, org, person).await?);
        take(&mut found.asked, &mut found.is_all, asked(db, org, person).await?);
    }
    for login in of.logins {
        let as_actor = Actor::Member(login.clone()).to_string();
        take(&mut found.opened, &mut found.is_all, opened(db, org, &as_actor).await?);
        take(&mut found.sessions, &mut found.is_all, sessions(db, org, login).await?);
    }
    for file in of.files {
        if found.shown.len() >= LINES_MAX && found.pictures.len() >= LINES_MAX {
            found.is_all = false;
            break;
        }
        take(&mut found.shown, &mut found.is_all, shown(db, org, file).await?);
        take(&mut found.pictures, &mut found.is_all, pictures(db, org, file).await?);
    }
    Ok(found)
}

/// Adds what fits, and notes when something does not.
fn take<T>(list: &mut Vec<T>, is_all: &mut bool, more: Vec<T>) {
    *is_all &= list.len() + more.len() <= LINES_MAX;
    list.extend(more);
    list.truncate(LINES_MAX);
}

/// One more than is told, to know whether there is more.
const LIMIT: i64 = 10_001;

async fn opened(db: &Db, org: &OrgId, who: &str) -> Result<Vec<Opened>, StoreError> {
    db.all(
        "SELECT digest, at_us
        FROM openings
        WHERE org = $1 AND who = $2
        ORDER BY at_us DESC, digest DESC
        LIMIT $3",
        args![org.as_str(), who, LIMIT],
    )
    .await
}

async fn shown(db: &Db, org: &OrgId, file: &Digest) -> Result<Vec<Shown>, StoreError> {
    db.all(
        "SELECT digest AS media, who, at_us
        FROM openings
        WHERE org = $1 AND digest = $2
        ORDER BY at_us DESC, who
        LIMIT $3",
        args![org.as_str(), file.as_str(), LIMIT],
    )
    .await
}

async fn pictures(db: &Db, org: &OrgId, file: &Digest) -> Result<Vec<Pictured>, StoreError> {
    db.all(
        "SELECT media, prints, is_dark, is_blurred, is_screenshot, taken, lat, lon
        FROM looks
        WHERE org = $1 AND media = $2
        LIMIT 1",
        args![org.as_str(), file.as_str()],
    )
    .await
}

async fn passes(db: &Db, org: &OrgId, person: &PersonId) -> Result<Vec<Passed>, StoreError> {
    db.all(
        "SELECT ticket, is_work, made_us, opened_us, used_us, revoked_us
        FROM passes
        WHERE org = $1 AND person = $2
        ORDER BY made_us DESC, token_digest
        LIMIT $3",
        args![org.as_str(), person.as_str(), LIMIT],
    )
    .await
}

async fn handouts(db: &Db, org: &OrgId, person: &PersonId) -> Result<Vec<Handed>, StoreError> {
    db.all(
        "SELECT label, stretch, made_by, made_us, expires_us, revoked_us,
            (SELECT MAX(at_us) FROM openings WHERE org = $1 AND digest = handouts.token_digest) AS opened_us
        FROM handouts
        WHERE org = $1 AND person = $2
        ORDER BY made_us DESC, token_digest
        LIMIT $3",
        args![org.as_str(), person.as_str(), LIMIT],
    )
    .await
}

async fn subscriptions(db: &Db, org: &OrgId, person: &PersonId) -> Result<Vec<Subscribed>, StoreError> {
    db.all(
        "SELECT every, minute, format, language, made_by, made_us, ended_us
        FROM subscriptions
        WHERE org = $1 AND person = $2
        ORDER BY made_us DESC, id
        LIMIT $3",
        args![org.as_str(), person.as_str(), LIMIT],
    )
    .await
}

async fn editions(db: &Db, org: &OrgId, person: &PersonId) -> Result<Vec<Sent>, StoreError> {
    db.all(
        "SELECT edition.day, edition.state, edition.at_us
        FROM subscriptions
        INNER JOIN editions AS edition
        ON edition.org = subscriptions.org AND edition.subscription = subscriptions.id
        WHERE subscriptions.org = $1 AND subscriptions.person = $2
        ORDER BY edition.day DESC, edition.subscription
        LIMIT $3",
        args![org.as_str(), person.as_str(), LIMIT],
    )
    .await
}

async fn asked(db: &Db, org: &OrgId, person: &PersonId) -> Result<Vec<AskedFor>, StoreError> {
    db.all(
        "SELECT message, asked_us
        FROM asked_reports
        WHERE org = $1 AND person = $2
        ORDER BY asked_us DESC, message
        LIMIT $3",
        args![org.as_str(), person.as_str(), LIMIT],
    )
    .await
}

async fn sessions(db: &Db, org: &OrgId, login: &str) -> Result<Vec<SignedIn>, StoreError> {
    db.all(
        "SELECT member, device, issued_us, expires_us
        FROM sessions
        WHERE org = $1 AND member = $2
        ORDER BY issued_us DESC, token_digest
        LIMIT $3",
        args![org.as_str(), login, LIMIT],
    )
    .await
}
