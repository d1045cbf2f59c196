//! Keeps deliveries for good, as many as come at once with one write: whoever arrives while the disk is busy goes with
//! the next.

use crate::chance;
use crate::home::Home;
use domain::hearing::Ear;
use domain::time::Instant;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use store::inbox::{self, Delivery, Load, Mailbox};
use tokio::sync::{Notify, mpsc, oneshot};

/// Deliveries that wait for the disk; when there are more, whoever comes is sent away.
const QUEUE_MAX: usize = 1_024;
/// Deliveries kept with one write.
const BATCH: usize = 256;
/// How long a count of what waits holds, in microseconds, while there is room by it. What is kept meanwhile is added, and
/// what is taken in is not taken off, so that only other programs may have filled the room since. Counting a hundred
/// thousand holds up everybody who waits for an answer.
const COUNT_HOLDS_US: i64 = 60_000_000;
/// How long it holds when there is none.
const FULL_HOLDS_US: i64 = 1_000_000;

/// How long a trouble that goes on is not said again in our log, in microseconds: a flood meets it thousands of times a second.
const SAID_HOLDS_US: i64 = 60_000_000;

/// How long a failure to keep is held to last when nothing else comes, in microseconds.
const FAILURE_HOLDS_US: i64 = 10_000_000;

/// A delivery could not be kept; it is to be brought again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// The way to the one who keeps deliveries. Cheap to clone.
#[derive(Clone)]
pub struct Keeper {
    wishes: mpsc::Sender<Wish>,
    refused: Refused,
    /// When something could not be kept last, and nothing was kept since; in microseconds, 0 for never.
    failed_us: Arc<AtomicI64>,
}

/// Bodies that were refused because of their signature, by channel, until somebody writes it down.
pub type Refused = Arc<Mutex<BTreeMap<Ear, i64>>>;

struct Wish {
    delivery: Delivery,
    answer: oneshot::Sender<Result<(), NotKept>>,
}

impl Keeper {
    /// Whether there is still somebody who keeps.
    pub fn works(&self) -> bool {
        !self.wishes.is_closed()
    }

    /// Whether what came last could not be kept, a short while ago. Later nobody knows.
    pub fn fails(&self, now: Instant) -> bool {
        (0..FAILURE_HOLDS_US).contains(&(now.us() - self.failed_us.load(Ordering::Relaxed)))
    }

    /// Remembers that a body was refused because of its signature.
    pub fn refused(&self, ear: Ear) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused.entry(ear).or_default() += 1;
    }

    /// What was refused, for whoever writes it down.
    pub fn all_refused(&self) -> Refused {
        Arc::clone(&self.refused)
    }

    /// Keeps a delivery. When this says so, it is on the disk.
    ///
    /// # Errors
    /// When it is not, or nobody knows.
    pub async fn keep(&self, delivery: Delivery) -> Result<(), NotKept> {
        let (answer, answered) = oneshot::channel();
        self.wishes.try_send(Wish { delivery, answer }).map_err(|_| NotKept)?;
        answered.await.map_err(|_| NotKept)?
    }
}

/// A keeper, and its work, which ends when no keeper is left. `came` is told of every write.
pub fn keeping(home: Home, came: Arc<Notify>) -> (Keeper, impl Future<Output = ()> + Send) {
    let (wishes, mut wished) = mpsc::channel(QUEUE_MAX);
    let failed_us = Arc::new(AtomicI64::new(0));
    let failed = Arc::clone(&failed_us);
    let work = async move {
        let mut batch = Vec::with_capacity(BATCH);
        let (mut counted, mut said_at) = (None, None);
        while wished.recv_many(&mut batch, BATCH).await > 0 {
            let (deliveries, answers): (Vec<_>, Vec<_>) =
                batch.drain(..).map(|Wish { delivery, answer }| (delivery, answer)).unzip();
            let now = chance::now();
            let outcome = keep_all(&home, &mut counted, &deliveries, now).await;
            if let Err(error) = &outcome
                && said_at.is_none_or(|at: Instant| now.us() - at.us() >= SAID_HOLDS_US)
            {
                tracing::error!(%error, "Deliveries cannot be kept, and are answered with 503: {error}");
                said_at = Some(now);
            }
            failed.store(if outcome.is_ok() { 0 } else { now.us() }, Ordering::Relaxed);
            came.notify_one();
            for answer in answers {
                // Whoever asked may have gone away meanwhile.
                let _gone = answer.send(outcome.as_ref().map_err(|_| NotKept).copied());
            }
        }
    };
    (Keeper { wishes, refused: Refused::default(), failed_us }, work)
}

/// Why nothing was kept.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("too many deliveries wait to be taken in, or were set aside; see laksana inbox")]
    Full,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps deliveries, when there is room. `counted` is how much waited, and when that was counted.
async fn keep_all(
    home: &Home,
    counted: &mut Option<(Instant, Load)>,
    deliveries: &[Delivery],
    now: Instant,
) -> Result<(), Trouble> {
    let mut mailbox = Mailbox::open(&home.db).await?;
    let holds_us = |load: &Load| if load.has_room() { COUNT_HOLDS_US } else { FULL_HOLDS_US };
    let known = counted.take().filter(|(at, load)| (0..holds_us(load)).contains(&(now.us() - at.us())));
    let (at, load) = match known {
        Some(known) => known,
        None => (now, inbox::load(&mut mailbox, &home.org).await?),
    };
    *counted = Some((at, load));
    if !load.has_room() {
        return Err(Trouble::Full);
    }
    inbox::keep_all(&mut mailbox, &home.org, deliveries, now).await?;
    *counted = Some((at, load.with(deliveries)));
    Ok(mailbox.commit().await?)
}
