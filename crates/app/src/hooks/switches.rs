//! Which channels somebody switched off; looked up once a second at most, so that every program that serves knows soon.

use crate::chance;
use crate::home::Home;
use domain::time::Instant;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::inbox::ears;
use tokio::sync::Mutex;

/// What was switched off when it was last looked up.
type Known = Option<(Instant, BTreeSet<String>)>;

/// How long what was looked up holds, in microseconds.
const HOLDS_US: i64 = 1_000_000;

/// The switches of an organisation. Cheap to clone.
#[derive(Clone)]
pub struct Switches {
    home: Home,
    known: Arc<Mutex<Known>>,
}

impl Switches {
    /// The switches that are in the database.
    pub fn new(home: Home) -> Self {
        Self { home, known: Arc::default() }
    }

    /// Whether a channel is switched off. Where nobody can tell, it is as it was.
    pub async fn is_off(&self, channel: &str) -> bool {
        let now = chance::now();
        let mut known = self.known.lock().await;
        if known.as_ref().is_none_or(|(at, _)| !(0..HOLDS_US).contains(&(now.us() - at.us()))) {
            match ears::switched_off(&self.home.db, &self.home.org).await {
                Ok(off) => *known = Some((now, off.into_iter().collect())),
                Err(error) => tracing::warn!(%error, "Nobody can tell which channels are switched off: {error}"),
            }
        }
        known.as_ref().is_some_and(|(_, off)| off.contains(channel))
    }
}
