//! What the benchmarks share: a stopwatch, the process's memory, and a fresh home in a temporary folder.

pub mod served;

use domain::id::OrgId;
use domain::time::Zone;
use std::path::Path;
use std::time::{Duration, Instant};
use store::Db;
use store::blobs::Blobs;
use store::desk::Desk;

/// Whose everything is.
pub const ORG: &str = "bench";

/// An installation of its own.
pub struct Home {
    /// Its database.
    pub db: Db,
    /// Its desk.
    pub desk: Desk,
    /// Its media.
    pub blobs: Blobs,
    /// Its organisation.
    pub org: OrgId,
}

impl Home {
    /// Makes one in a temporary folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn make(folder: &Path) -> anyhow::Result<Self> {
        Self::with(&folder.join("bench.sqlite").to_string_lossy(), folder).await
    }

    /// Makes one in a database that is empty, with its media in a folder.
    ///
    /// # Errors
    /// When either cannot be written.
    pub async fn with(database: &str, folder: &Path) -> anyhow::Result<Self> {
        let db = Db::connect(database).await?;
        store::migrate::up(&db).await?;
        let (desk, org) = (Desk::new(db.clone()), OrgId::new(ORG));
        desk.open(&org, ORG, &Zone::utc()).await?;
        Ok(Self { db, desk, blobs: Blobs::at(folder.join("media"))?, org })
    }
}

/// An imprint that signs nothing worth having: signing takes no time beside typesetting.
#[must_use]
pub fn imprint() -> web::Imprint {
    let signed =
        |digest: &str| web::Signed { note: digest.to_owned(), by: "bench".to_owned(), mark: "mark".to_owned() };
    web::Imprint { sign: Box::new(move |digest| Ok(signed(digest))), ..web::Imprint::default() }
}

/// Runs something and says how long it took.
pub fn timed<T>(what: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let answer = what();
    (answer, began.elapsed())
}

/// How many a second.
pub fn rate(count: u64, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64().max(1e-9)
}

/// Memory this process holds, in MiB: now, and at most so far. Zero where the system does not say.
pub fn memory_mib() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name));
        let kib: Option<u64> = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse().ok());
        kib.unwrap_or(0) / 1024
    };
    (line("VmRSS:"), line("VmHWM:"))
}
