//! What runs beside the pages: the ledger follows the journal, and once a day a checkpoint is published.

use crate::checkpoints;
use crate::home::Home;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::ledger;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use web::Continuity;

/// How long to wait after something was recorded, so that a burst is followed at once.
const SETTLING: Duration = Duration::from_secs(1);
/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(20);
/// How long to wait after something went wrong.
const AFTER_TROUBLE: Duration = Duration::from_secs(60);
/// How often a checkpoint is published.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How often to look whether the journal still goes on from what was published, and to try again what did not succeed.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Does both until the program ends.
pub async fn beside(home: Home, data: PathBuf, published: Option<PathBuf>, tell: watch::Sender<Continuity>) {
    let publish = async {
        if let Some(to) = published {
            publish(&home, (&data, &to), &tell).await;
        }
    };
    tokio::join!(follow(&home), publish);
}

/// Follows the journal.
async fn follow(home: &Home) {
    let mut bell = home.desk.listen();
    loop {
        if let Err(error) = ledger::follow_all(&home.db, &home.org).await {
            tracing::warn!(%error, "The ledger could not follow the journal: {error}");
            sleep(AFTER_TROUBLE).await;
            continue;
        }
        // Another program that writes to the same database rings no bell here.
        match timeout(LOOK, bell.recv()).await {
            Ok(Ok(_) | Err(RecvError::Lagged(_))) => sleep(SETTLING).await,
            Ok(Err(RecvError::Closed)) => return,
            Err(_elapsed) => {}
        }
    }
}

/// Publishes a checkpoint now and once a day, and tells whether the journal goes on from what was published.
async fn publish(home: &Home, (data, to): (&Path, &Path), tell: &watch::Sender<Continuity>) {
    let mut next = Instant::now();
    loop {
        if next <= Instant::now() {
            match checkpoints::publish(home, data, to).await {
                Ok(_) => next = Instant::now() + DAY,
                Err(error) => tracing::error!(%error, "No checkpoint was published: {error}"),
            }
        }
        let standing = checkpoints::standing(home, data, to).await;
        let standing =
            standing.inspect_err(|error| tracing::error!(%error, "What was published cannot be read: {error}"));
        tell.send_replace(standing.map_or(Continuity::Silent, |standing| standing.continuity()));
        sleep(HOUR).await;
    }
}
