//! WhatsApp without WhatsApp: a Graph API on loopback and a phone to write from. Knows how Meta's side behaves, and shares
//! no code with what talks to it, so that one mistake cannot hide behind the other.
//!
//! A business program sends to it as it would to `graph.facebook.com`, and gets signed webhooks from it as it would from
//! Meta: duplicated, out of order and repeated until they are answered, when asked to. Nothing leaves the machine.

mod base;
mod codes;
mod delivery;
mod graph;
mod phone;
mod scripts;
mod webhook;
mod world;

use axum::Router;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

pub use world::{Chaos, Fault, Judge, Mishap, Persona, Profile, Standing, Tick, World};

/// Where it stands between the business and its webhook.
#[derive(Clone)]
pub struct Settings {
    /// Where webhooks are posted, such as `http://127.0.0.1:8080/hooks/cloud-api`.
    pub hook: String,
    /// What they are signed with.
    pub app_secret: String,
    /// What requests must bear.
    pub access_token: String,
    /// The id of the business' number.
    pub phone_number_id: String,
    /// The id of the account it belongs to.
    pub waba_id: String,
    /// The number as people see it, digits only.
    pub display_number: String,
    /// Under which address this simulator is reached, without a slash at its end: media are fetched from it.
    pub address: String,
    /// Where the dashboard is, to link to from the phone.
    pub dashboard: String,
    /// The present, in microseconds since 1970.
    pub now_us: fn() -> i64,
    /// Lets time pass for everything that runs on this clock, where that can be done.
    pub leap: Option<Leaper>,
}

/// Lets time pass.
pub type Leaper = Arc<dyn Fn(Leap) + Send + Sync>;

/// How much time passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leap {
    /// So many minutes.
    Minutes(u16),
    /// Until eight in the morning.
    Morning,
}

/// A simulator. Clones are the same one.
#[derive(Clone)]
pub struct Simulator(Arc<Inner>);

struct Inner {
    settings: Settings,
    world: Mutex<World>,
    bell: Notify,
}

impl Simulator {
    /// One with these people, whose first chat is with the business.
    #[must_use]
    pub fn new(settings: Settings, people: Vec<Persona>) -> Self {
        let world = World::new(people, &settings.display_number, (settings.now_us)());
        Self(Arc::new(Inner { settings, world: Mutex::new(world), bell: Notify::new() }))
    }

    /// The Graph API, and the phone at `/`.
    pub fn router(&self) -> Router {
        phone::router(self.clone()).merge(graph::router(self.clone()))
    }

    /// Posts webhooks for as long as it is awaited.
    pub async fn deliver(&self) {
        delivery::run(self).await;
    }

    /// Posts the webhooks that are due at an instant, and those that follow from them at once. How many were posted.
    pub async fn deliver_due(&self, now_us: i64) -> usize {
        delivery::run_due(self, now_us).await
    }

    /// The world, to look at it or to change it; webhooks that follow are posted when [`Simulator::deliver`] runs.
    pub fn with<T>(&self, change: impl FnOnce(&mut World, &Settings) -> T) -> T {
        let done = change(&mut self.lock(), &self.0.settings);
        self.0.bell.notify_one();
        done
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        // A poisoned lock means that a change panicked; what is simulated is still there to be looked at.
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn settings(&self) -> &Settings {
        &self.0.settings
    }

    async fn rung(&self) {
        self.0.bell.notified().await;
    }
}
