//! Lets the clock on the wall do what is due: days of tasks, where people are heard live, and tickets in any case.

use super::{Hearing, Stop, longer};
use crate::chance;
use crate::home::Home;
use domain::time::Instant;
use std::time::Duration;
use store::inbox::{self, Mailbox};
use tokio::sync::broadcast::error::RecvError;

/// How often the clock looks.
const MINUTE: Duration = Duration::from_secs(60);
/// How long it rests after looking, however much is recorded meanwhile.
const REST: Duration = Duration::from_secs(5);
/// How long it is remembered that the same bytes were delivered before, in minutes: Meta repeats for seven days.
const REMEMBERED_MINUTES: i64 = 8 * 24 * 60;

/// The clock on the wall.
pub struct Clock {
    home: Home,
    hears_live: bool,
    hearing: Option<Hearing>,
}

impl Clock {
    /// A clock; days of tasks are judged only where a live channel is set up.
    pub fn new(home: Home, hears_live: bool) -> Self {
        Self { home, hears_live, hearing: None }
    }

    /// The same clock, which also looks whether what we hear by may be deaf, before it judges anything.
    #[must_use]
    pub fn listening(self, hearing: Hearing) -> Self {
        Self { hearing: Some(hearing), ..self }
    }

    /// Works until the program ends. Whatever is recorded here rings, so that a new task or a verified ticket need not
    /// wait for the minute.
    pub async fn run(mut self, mut stop: Stop) {
        let mut bell = self.home.desk.listen();
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            let ahead_us = chance::ahead_us();
            match self.look(chance::now()).await {
                Ok(due) => {
                    pause = Duration::ZERO;
                    if due > 0 {
                        tracing::info!(due, "{due} things were due");
                    }
                    stop.pause(REST).await;
                    // Time that passed on the phone while we looked or rested woke nobody.
                    if chance::ahead_us() == ahead_us {
                        // What rang while we looked and rested is one ring; a bell that cannot ring is none.
                        let rung = async {
                            if let Err(RecvError::Closed) = bell.recv().await {
                                std::future::pending::<()>().await;
                            }
                        };
                        tokio::select! {
                            () = rung => {}
                            () = stop.pause(MINUTE - REST) => {}
                        }
                    }
                    bell = bell.resubscribe();
                }
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("The clock failed, next try in {} s: {error:#}", pause.as_secs());
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Does what is due by an instant, and clears the mailbox of what is long done. How many things were due.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn look(&mut self, now: Instant) -> anyhow::Result<usize> {
        if let Some(hearing) = self.hearing.as_mut().filter(|_| self.hears_live) {
            hearing.look(now).await?;
        }
        let Home { db, desk, org, .. } = &self.home;
        let since = if self.hears_live { inbox::heard_since(db, org).await? } else { None };
        // What was told to us and is not heard yet must not be judged as if nobody had said it.
        let heard_until = inbox::waiting_since(db, org).await?.map_or(now, |waiting| waiting.min(now));
        let due = engine::live::lapse(desk, org, &mut chance::stamps()?, heard_until, since).await?;
        let mut mailbox = Mailbox::open(db).await?;
        inbox::forget_done(&mut mailbox, org, now.plus_minutes(-REMEMBERED_MINUTES)).await?;
        mailbox.commit().await?;
        Ok(due)
    }
}
