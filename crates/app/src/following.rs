//! What runs beside the pages: the ledger follows the journal, and once a day a checkpoint is published.

use crate::checkpoints;
use crate::home::Home;
use std::path::{Path, PathBuf};
use std::time::Duration;
use store::ledger;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{sleep, timeout};

/// How long to wait after something was recorded, so that a burst is followed at once.
const SETTLING: Duration = Duration::from_secs(1);
/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(20);
/// How long to wait after something went wrong.
const AFTER_TROUBLE: Duration = Duration::from_secs(60);
/// How often a checkpoint is published.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Does both until the program ends.
pub async fn beside(home: Home, data: PathBuf, published: Option<PathBuf>) {
    let publish = async {
        if let Some(to) = published {
            publish(&home, &data, &to).await;
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

/// Publishes a checkpoint now and once a day.
async fn publish(home: &Home, data: &Path, to: &Path) {
    loop {
        if let Err(error) = checkpoints::publish(home, data, to).await {
            tracing::error!(%error, "No checkpoint was published: {error}");
        }
        sleep(DAY).await;
    }
}
