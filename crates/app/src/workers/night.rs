//! Removes at night what is over its time: once a day, when the buildings sleep, or as soon after as the program runs.

use super::{Stop, longer};
use crate::home::Home;
use crate::{chance, retention};
use domain::request::{Actor, Via};
use domain::time::{Day, Instant};
use std::time::Duration;

/// How often to look whether the hour has come.
const LOOK: Duration = Duration::from_secs(10 * 60);
/// From which hour on, by the organisation's clocks.
const HOUR: i8 = 2;

/// Removes what is over its time.
pub struct Night {
    home: Home,
}

impl Night {
    /// A night watch.
    pub fn new(home: Home) -> Self {
        Self { home }
    }

    /// Works until the program ends.
    pub async fn run(self, mut stop: Stop) {
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            match self.look(chance::now()).await {
                Ok(_) => {
                    pause = Duration::ZERO;
                    stop.pause(LOOK).await;
                }
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!(
                        "What is over its time cannot be removed, next try in {} s: {error:#}",
                        pause.as_secs()
                    );
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Removes what is over its time, unless that was done since the last night began. How much went.
    ///
    /// # Errors
    /// When the database or the media are at fault; what was not done is done by the next call.
    pub async fn look(&self, now: Instant) -> anyhow::Result<u64> {
        let Home { db, org, .. } = &self.home;
        let night = night(&self.home, now);
        if store::retention::last_night(db, org).await?.is_some_and(|last| last >= night) {
            return Ok(0);
        }
        let went = retention::apply(&self.home, (&Actor::Clock, Via::Clock), now).await?;
        for one in went.iter().filter(|one| one.count > 0) {
            tracing::info!(
                count = one.count,
                "{}: {} removed, being older than {} days",
                one.trace,
                one.count,
                one.days
            );
        }
        store::retention::note_night(db, org, night).await?;
        Ok(went.iter().map(|one| one.count).sum())
    }
}

/// The day on which the last night began.
fn night(home: &Home, now: Instant) -> Day {
    let wall = now.in_zone(&home.zone);
    let today = Day(wall.date());
    if wall.hour() < HOUR { today.plus(-1) } else { today }
}
