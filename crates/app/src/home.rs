//! Where an installation lives: the data folder, the database in it or elsewhere, the media, the organisation.

use crate::chance;
use anyhow::Context as _;
use domain::directory::Directory;
use domain::id::OrgId;
use domain::request::{Actor, Command, Request, Via};
use domain::time::Zone;
use std::path::PathBuf;
use std::sync::Arc;
use store::Db;
use store::blobs::Blobs;
use store::desk::Desk;
use store::need::Need;

/// The organisation of an installation; one installation serves one.
pub const ORG: &str = "main";

/// Where an installation is said to be.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// A PostgreSQL address, in place of the file in the folder.
    pub database_url: Option<String>,
    /// The zone to use.
    pub zone: Zone,
    /// Whether somebody named the zone, rather than the machine.
    pub zone_was_said: bool,
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
        let file = self.data.join("laksana.sqlite");
        let address = self.database_url.clone().unwrap_or_else(|| file.to_string_lossy().into_owned());
        let db = Db::connect(&address).await?;
        store::migrate::up(&db).await?;
        let blobs = Blobs::at(self.data.join("media"))?;
        let org = OrgId::new(ORG);
        let desk = Desk::new(db.clone());
        let is_new = store::journal::head(&db, org.as_str()).await?.is_none();
        if is_new {
            desk.open(&org, ORG, &self.zone).await?;
        }
        let zone = desk.draft(&org, &Need::at(chance::now())).await?.situation().zone.clone();
        Ok(Home { db, desk, blobs, thumbs: self.data.join("thumbs"), org, zone })
    }
}

impl Home {
    /// What the organisation has told about itself.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn directory(&self) -> anyhow::Result<Arc<Directory>> {
        Ok(self.desk.directory(&self.org).await?)
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
