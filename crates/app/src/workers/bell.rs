//! Rings for what other programs record, such as `laksana import` beside `laksana serve`.

use super::{Stop, longer};
use crate::home::Home;
use std::time::Duration;

/// How often the end of the journal is looked at: pages follow within a second of anybody's change.
const LOOK: Duration = Duration::from_millis(700);

/// Looks where the journal ends.
pub struct Bell(pub Home);

impl Bell {
    /// Works until the program ends.
    pub async fn run(self, mut stop: Stop) {
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            match self.0.desk.look(&self.0.org).await {
                Ok(_) => pause = Duration::ZERO,
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("The bell cannot look, next try in {} s: {error:#}", pause.as_secs());
                }
            }
            stop.pause(pause.max(LOOK)).await;
        }
    }
}
