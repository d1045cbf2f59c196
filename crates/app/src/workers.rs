//! What the program does by itself while it serves: takes deliveries in, fetches files, looks at pictures, has voice
//! notes heard, asks for second opinions, lets the clock do what is due, sends messages and reports, removes what is over its time, and rings.

mod adviser;
mod alarm;
mod bell;
mod breaker;
mod clock;
mod editions;
mod eye;
mod fetcher;
mod hearing;
mod intake;
mod listener;
mod night;
mod read_marks;
mod sender;
mod standing;
mod turns;

pub use adviser::Adviser;
pub use alarm::Alarm;
pub use bell::Bell;
pub use clock::Clock;
pub use editions::Editions;
pub use eye::Eye;
pub use fetcher::Fetcher;
pub use hearing::Hearing;
pub use intake::Intake;
pub use listener::Listener;
pub use night::Night;
pub use read_marks::ReadMarks;
pub use sender::{Allowed, Sender};
pub use standing::Standing;

use crate::chance;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The pause after a first failure.
const PAUSE_MIN: Duration = Duration::from_secs(1);
/// The longest pause after failures in a row.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Workers that speak with others, where somebody said with whom.
#[derive(Default)]
pub struct Outside {
    /// Fetches files.
    pub fetcher: Option<Fetcher>,
    /// Marks what was read.
    pub marks: Option<ReadMarks>,
    /// Sends messages.
    pub sender: Option<Sender>,
    /// Asks for second opinions.
    pub adviser: Option<Adviser>,
    /// Has voice notes heard.
    pub listener: Option<Listener>,
}

/// Workers under way.
pub struct Workers {
    stop: watch::Sender<bool>,
    running: Vec<JoinHandle<()>>,
}

/// Whether to go on; workers look at it between pieces of work, and wait with it.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Whether the program ends.
    pub fn is_wanted(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when the program does.
    pub async fn wanted(&mut self) {
        // A sender that is gone wants us to stop, too.
        let _gone = self.0.wait_for(|stop| *stop).await;
    }

    /// Waits, but not when the program ends, nor when the clock is put forward.
    pub async fn pause(&mut self, pause: Duration) {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = chance::leapt() => {}
            () = self.wanted() => {}
        }
    }
}

impl Stop {
    /// One that nobody wants.
    #[cfg(test)]
    pub fn never() -> Self {
        let (stop, stopped) = watch::channel(false);
        // Kept for as long as the test runs.
        std::mem::forget(stop);
        Self(stopped)
    }
}

impl Workers {
    /// Sets all workers to work; nothing goes outside without whoever does it.
    pub fn start(
        bell: Bell,
        intake: Intake,
        clock: Clock,
        eye: Eye,
        (editions, night): (Editions, Night),
        outside: Outside,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let stopped = Stop(stopped);
        let mut running = vec![
            tokio::spawn(bell.run(stopped.clone())),
            tokio::spawn(intake.run(stopped.clone())),
            tokio::spawn(clock.run(stopped.clone())),
            tokio::spawn(eye.run(stopped.clone())),
            tokio::spawn(editions.run(stopped.clone())),
            tokio::spawn(night.run(stopped.clone())),
        ];
        let Outside { fetcher, marks, sender, adviser, listener } = outside;
        running.extend(fetcher.map(|fetcher| tokio::spawn(fetcher.run(stopped.clone()))));
        running.extend(marks.map(|marks| tokio::spawn(marks.run(stopped.clone()))));
        running.extend(sender.map(|sender| tokio::spawn(sender.run(stopped.clone()))));
        running.extend(adviser.map(|adviser| tokio::spawn(adviser.run(stopped.clone()))));
        running.extend(listener.map(|listener| tokio::spawn(listener.run(stopped))));
        Self { stop, running }
    }

    /// Ends all after what they are doing.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        for worker in self.running {
            if let Err(error) = worker.await {
                tracing::error!(%error, "A worker broke down: {error}");
            }
        }
    }
}

/// Twice as long as before, up to a bound.
fn longer(pause: Duration) -> Duration {
    (pause * 2).clamp(PAUSE_MIN, PAUSE_MAX)
}
