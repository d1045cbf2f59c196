//! Shows people that what they wrote to us was read: once it is recorded, so that two blue ticks never say more than is
//! true. One mark stands for all messages before it.

use super::{Stop, longer};
use crate::chance;
use crate::graph::Graph;
use crate::home::Home;
use domain::outbound::{Failure, Remedy};
use domain::time::Instant;
use std::sync::Arc;
use std::time::Duration;
use store::read_marks::{self, Claim};
use store::{StoreError, Tx};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(30);
/// Marks on their way at once.
const AT_ONCE: i64 = 8;

/// Marks messages as read.
pub struct ReadMarks {
    home: Home,
    graph: Graph,
    came: Arc<Notify>,
}

impl ReadMarks {
    /// A worker; `came` wakes it.
    pub fn new(home: Home, graph: Graph, came: Arc<Notify>) -> Self {
        Self { home, graph, came }
    }

    /// Works until the program ends.
    pub async fn run(self, mut stop: Stop) {
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            match self.mark_due(chance::now()).await {
                Ok(0) => {
                    pause = Duration::ZERO;
                    tokio::select! {
                        () = self.came.notified() => {}
                        () = stop.pause(LOOK) => {}
                    }
                }
                Ok(_) => pause = Duration::ZERO,
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("Nothing can be marked as read, next try in {} s: {error:#}", pause.as_secs());
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Marks what is due at an instant. How many were tried.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn mark_due(&self, now: Instant) -> anyhow::Result<usize> {
        let Home { db, org, .. } = &self.home;
        if !read_marks::is_any_due(db, org, now).await? {
            return Ok(0);
        }
        let mut tx = db.begin().await?;
        let claims = read_marks::claim(&mut tx, org, now, AT_ONCE).await?;
        tx.commit().await?;
        let tried = claims.len();
        let mut under_way = JoinSet::new();
        for claim in claims {
            let graph = self.graph.clone();
            under_way.spawn(async move {
                let outcome = graph.mark_read(&claim.name).await;
                (claim, outcome)
            });
        }
        let outcomes = under_way.join_all().await;
        let mut tx = db.begin().await?;
        for (claim, outcome) in outcomes {
            self.settle(&mut tx, &claim, outcome, now).await?;
        }
        tx.commit().await?;
        Ok(tried)
    }

    async fn settle(
        &self,
        tx: &mut Tx,
        claim: &Claim,
        outcome: Result<(), Failure>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let org = &self.home.org;
        match outcome {
            Ok(()) => read_marks::done(tx, org, claim).await,
            // What WhatsApp will never take is no loss worth a word to anybody: the answer shows as much.
            Err(failure) if failure.remedy() == Remedy::GiveUp => {
                tracing::debug!(%failure, "A message was not marked as read: {failure}");
                read_marks::done(tx, org, claim).await
            }
            Err(failure) => {
                tracing::debug!(%failure, "A message is not marked as read yet: {failure}");
                read_marks::failed(tx, org, claim, now).await
            }
        }
    }
}
