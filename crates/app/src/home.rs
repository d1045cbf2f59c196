//! Where an installation lives: the data folder, the database in it or elsewhere, the media, the organisation.

use crate::{chance, leap, thumbs};
use anyhow::Context as _;
use brain::mind::Mind;
use channels::cloud_api::Pepper;
use domain::directory::Directory;
use domain::id::{Digest, OrgId};
use domain::request::{Actor, Command, Request, Via};
use domain::time::Zone;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use store::Db;
use store::blobs::Blobs;
use store::desk::Desk;
use store::need::Need;

/// The organisation of an installation; one installation serves one.
pub const ORG: &str = "main";
/// The file of the embedded database.
pub const DATABASE: &str = "laksana.sqlite";

/// Where an installation is said to be.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// A PostgreSQL address, in place of the file in the folder.
    pub database_url: Option<String>,
    /// Where the media lie, in place of the folder in the folder.
    pub media: Option<MediaPlace>,
    /// The zone to use.
    pub zone: Zone,
    /// Whether somebody named the zone, rather than the machine.
    pub zone_was_said: bool,
    /// Whether messages are read by their words alone, without the encoder.
    pub words_only: bool,
}

/// Where media are said to lie.
#[derive(Clone, Debug)]
pub struct MediaPlace {
    /// A folder, or `s3://bucket/folder`.
    pub address: String,
    /// What opens the bucket, as `AWS_ACCESS_KEY_ID` does.
    pub settings: Vec<(String, String)>,
}

/// An installation, opened.
#[derive(Clone)]
pub struct Home {
    /// Its database.
    pub db: Db,
    /// Its desk.
    pub desk: Desk,
    /// Its media.
    pub blobs: Blobs,
    /// Its thumbnails.
    pub thumbs: PathBuf,
    /// Its organisation.
    pub org: OrgId,
    /// Its zone.
    pub zone: Zone,
    /// What reads its messages.
    pub mind: Mind,
}

/// Forgets sign-in links and sessions that are over, and files that never became whole.
async fn forget_what_expired(db: &Db, blobs: &Blobs) -> anyhow::Result<()> {
    let now = chance::now();
    let mut tx = db.begin().await?;
    store::sessions::forget_expired(&mut tx, now.us()).await?;
    tx.commit().await?;
    let yesterday_s = u64::try_from(now.plus_minutes(-24 * 60).us() / 1_000_000)?;
    blobs.sweep(std::time::UNIX_EPOCH + std::time::Duration::from_secs(yesterday_s)).await?;
    Ok(())
}

/// The zone named, else the machine's, else UTC.
///
/// # Errors
/// When the name is not in the database of zones.
pub fn zone(name: Option<&str>) -> anyhow::Result<Zone> {
    match name {
        Some(name) => Zone::named(name).with_context(|| {
            format!("there is no time zone “{name}”; write one as Asia/Kuala_Lumpur or Europe/Berlin")
        }),
        None => {
            let here = jiff::tz::TimeZone::system();
            Ok(here.iana_name().and_then(|name| Zone::named(name).ok()).unwrap_or_else(Zone::utc))
        }
    }
}

impl Place {
    /// Opens the installation, and makes it when there is none.
    ///
    /// # Errors
    /// When the folder cannot be made, or the database cannot be reached.
    pub async fn open(&self) -> anyhow::Result<Home> {
        std::fs::create_dir_all(&self.data).with_context(|| {
            format!("cannot make the data folder {}; choose another with --data", self.data.display())
        })?;
        std::fs::set_permissions(&self.data, std::fs::Permissions::from_mode(0o700))
            .with_context(|| format!("cannot keep others out of the data folder {}", self.data.display()))?;
        // A folder that was played with lives on in the time it was put forward to.
        chance::ahead(leap::kept(&self.data)?);
        let db = self.connect().await?;
        store::migrate::up(&db).await?;
        let blobs = self.blobs()?;
        let org = OrgId::new(ORG);
        let desk = Desk::new(db.clone());
        let is_new = store::journal::head(&db, org.as_str()).await?.is_none();
        if is_new {
            desk.open(&org, ORG, &self.zone).await?;
        } else if desk.bring_up_to_date(&org).await? {
            tracing::info!("Made the views anew: an earlier version had made them");
        }
        forget_what_expired(&db, &blobs).await?;
        let zone = desk.draft(&org, &Need::at(chance::now())).await?.situation().zone.clone();
        Ok(Home { db, desk, blobs, thumbs: self.data.join("thumbs"), org, zone, mind: self.mind() })
    }
}

#[cfg(test)]
impl Place {
    /// A folder by itself, for tests: on SQLite, in UTC, read by words alone.
    pub fn of_test(data: &std::path::Path) -> Self {
        let zone = Zone::utc();
        Self { data: data.to_owned(), database_url: None, media: None, zone, zone_was_said: true, words_only: true }
    }
}

impl Place {
    /// What reads messages here.
    #[must_use]
    pub fn mind(&self) -> Mind {
        if self.words_only { Mind::of_words() } else { Mind::new() }
    }

    /// Refuses a folder in which nothing was ever begun.
    ///
    /// # Errors
    /// When there is no database of ours.
    pub fn must_be_there(&self) -> anyhow::Result<()> {
        let is_there = self.database_url.is_some() || self.data.join(DATABASE).is_file();
        anyhow::ensure!(
            is_there,
            "there is no installation in {}; say where it is with --data, or begin one with laksana serve",
            self.data.display()
        );
        Ok(())
    }

    /// Connects to the database, and changes nothing in it.
    ///
    /// # Errors
    /// When its address is none, or it cannot be reached.
    pub async fn connect(&self) -> anyhow::Result<Db> {
        let file = self.data.join(DATABASE);
        if let Some(address) = &self.database_url {
            let is_postgres = address.starts_with("postgres://") || address.starts_with("postgresql://");
            anyhow::ensure!(is_postgres, "the database address must begin with postgres://; leave it out for SQLite");
        }
        let address = self.database_url.clone().unwrap_or_else(|| file.to_string_lossy().into_owned());
        Ok(Db::connect(&address).await?)
    }

    /// The bucket that the media lie in, when they do.
    pub fn bucket(&self) -> Option<String> {
        self.media.as_ref().map(|media| media.address.clone()).filter(|address| is_bucket(address))
    }

    /// The folder of the media, for whoever copies it.
    ///
    /// # Errors
    /// When they lie in a bucket.
    pub fn media(&self) -> anyhow::Result<PathBuf> {
        let Some(MediaPlace { address, .. }) = &self.media else { return Ok(self.data.join("media")) };
        anyhow::ensure!(
            !is_bucket(address),
            "the media lie in a bucket, which is copied by its own means; name a folder in LAKSANA_MEDIA_URL to copy or \
             restore them here"
        );
        let folder = address.strip_prefix("file://").unwrap_or(address);
        anyhow::ensure!(
            !folder.contains("://"),
            "media are kept in a folder or in a bucket: LAKSANA_MEDIA_URL is a path, or s3://bucket/folder"
        );
        Ok(PathBuf::from(folder))
    }

    /// The media. Those of a bucket pass through the data folder.
    fn blobs(&self) -> anyhow::Result<Blobs> {
        match &self.media {
            Some(MediaPlace { address, settings }) if is_bucket(address) => {
                Ok(Blobs::in_bucket(address, settings, self.data.join("media"))?)
            }
            Some(_) | None => Ok(Blobs::at(self.media()?)?),
        }
    }
}

fn is_bucket(address: &str) -> bool {
    address.starts_with("s3://")
}

impl Home {
    /// The zone named on a page, else the installation's.
    ///
    /// # Errors
    /// When the name is not in the database of zones.
    pub fn zone_or(&self, name: &str) -> anyhow::Result<Zone> {
        let name = name.trim();
        if name.is_empty() { Ok(self.zone.clone()) } else { zone(Some(name)) }
    }

    /// Deletes files nobody names any more, with their thumbnails and what was seen in them. How many there were.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn delete(&self, media: &[Digest]) -> anyhow::Result<usize> {
        let mut deleted = 0;
        for digest in media {
            if let Some(name) = store::blobs::Digest::parse(digest.as_str()) {
                deleted += usize::from(self.blobs.remove(&name).await?);
            }
            let mut tx = self.db.begin().await?;
            store::looks::forget(&mut tx, &self.org, digest).await?;
            tx.commit().await?;
            thumbs::forget(self, digest)?;
        }
        Ok(deleted)
    }

    /// What the organisation has told about itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn directory(&self) -> anyhow::Result<Arc<Directory>> {
        Ok(self.desk.directory(&self.org).await?)
    }

    /// The random bytes of the installation, made when it is first asked for.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn pepper(&self) -> anyhow::Result<Pepper> {
        let mut tx = self.db.begin().await?;
        let pepper = store::inbox::pepper(&mut tx, &self.org, &chance::token()?).await?;
        tx.commit().await?;
        Pepper::from_hex(&pepper).context("the pepper in the database is damaged")
    }

    /// A request by somebody at the command line or on a page, now.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn request(&self, member: &str, via: Via, command: Command) -> anyhow::Result<Request> {
        Ok(Request {
            org: self.org.clone(),
            actor: Actor::Member(member.to_owned()),
            via,
            stamp: chance::stamps()?.at(chance::now()),
            import: None,
            command,
        })
    }
}
