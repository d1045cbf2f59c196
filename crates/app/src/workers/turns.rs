//! When a worker that follows the journal looks again: soon after something was recorded, now and then by itself, and later each
//! time it fails.

use super::{Stop, longer};
use std::time::Duration;
use store::desk::{Desk, Ring};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(20);
/// How long to wait after something was recorded, so that a burst is followed at once.
const SETTLING: Duration = Duration::from_secs(1);

/// The turns of one worker.
pub struct Turns {
    bell: Receiver<Ring>,
    pause: Duration,
}

impl Turns {
    /// Turns at whatever a desk records.
    pub fn at(desk: &Desk) -> Self {
        Self { bell: desk.listen(), pause: Duration::ZERO }
    }

    /// Waits for the next turn. `ended` is how the last one did, and `trouble` says in our log what cannot be done.
    pub async fn next(&mut self, stop: &mut Stop, ended: anyhow::Result<()>, trouble: &str) {
        if let Err(error) = ended {
            self.pause = longer(self.pause);
            tracing::error!("{trouble}, next try in {} s: {error:#}", self.pause.as_secs());
            return stop.pause(self.pause).await;
        }
        self.pause = Duration::ZERO;
        let rung = async {
            if let Err(RecvError::Closed) = self.bell.recv().await {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            () = rung => stop.pause(SETTLING).await,
            () = stop.pause(LOOK) => {}
        }
        self.bell = self.bell.resubscribe();
    }
}
