//! Takes deliveries in: woken when one was kept, looking by itself now and then in case another program kept it.

use super::{Stop, longer};
use crate::chance;
use crate::home::Home;
use channels::cloud_api::Pepper;
use domain::time::Instant;
use engine::live::{Live, Taken};
use std::sync::Arc;
use std::time::Duration;
use store::StoreError;
use store::inbox::{self, Claim, Mailbox};
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::spawn_blocking;

/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(5);

/// Takes deliveries in, one batch after another.
pub struct Intake {
    home: Home,
    came: Arc<Notify>,
    files: Arc<Notify>,
    /// Woken when there is something to mark as read; none where nothing is sent by itself.
    read: Option<Arc<Notify>>,
    pepper: Pepper,
    live: Option<Box<Live>>,
}

impl Intake {
    /// A worker; `came` wakes it, and it wakes `files` when there are files to fetch.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn new(home: Home, came: Arc<Notify>, files: Arc<Notify>) -> anyhow::Result<Self> {
        let pepper = home.pepper().await?;
        Ok(Self { home, came, files, read: None, pepper, live: None })
    }

    /// The same, where people see that they were heard; it wakes `read` when there is something to mark as read.
    #[must_use]
    pub fn speaking(self, read: Arc<Notify>) -> Self {
        Self { read: Some(read), ..self }
    }

    /// Works until the program ends.
    pub async fn run(mut self, mut stop: Stop) {
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            match self.take_in_some(chance::now()).await {
                Ok(Some(taken)) => {
                    pause = Duration::ZERO;
                    let Taken { deliveries, aside, messages, tickets, files, read } = taken;
                    if files > 0 {
                        self.files.notify_one();
                    }
                    if let Some(marks) = self.read.as_ref().filter(|_| read > 0) {
                        marks.notify_one();
                    }
                    tracing::debug!(
                        deliveries,
                        aside,
                        messages,
                        tickets,
                        files,
                        "Took in {deliveries} deliveries: {messages} new messages, {tickets} new tickets"
                    );
                }
                Ok(None) => {
                    pause = Duration::ZERO;
                    let came = Arc::clone(&self.came);
                    tokio::select! {
                        () = came.notified() => {}
                        () = stop.pause(LOOK) => {}
                    }
                }
                Err(error) => {
                    pause = longer(pause);
                    tracing::error!("Taking in failed, next try in {} s: {error:#}", pause.as_secs());
                    stop.pause(pause).await;
                }
            }
        }
    }

    /// Takes in what can be claimed: those nobody began yet together, then one that failed before, alone. None when
    /// there is nothing to do.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn take_in_some(&mut self, now: Instant) -> anyhow::Result<Option<Taken>> {
        if inbox::waiting_since(&self.home.db, &self.home.org).await?.is_none() {
            return Ok(None);
        }
        let mut mailbox = Mailbox::open(&self.home.db).await?;
        let fresh = inbox::claim_new(&mut mailbox, &self.home.org, now).await?;
        let again = inbox::claim_again(&mut mailbox, &self.home.org, now).await?;
        mailbox.commit().await?;
        if fresh.is_empty() && again.is_none() {
            return Ok(None);
        }
        let mut taken = Taken::default();
        for claims in [fresh, again.into_iter().collect()] {
            let claims: Vec<Claim> = claims;
            if !claims.is_empty() {
                let more = self.take_in(claims, now).await?;
                taken.deliveries += more.deliveries;
                taken.aside += more.aside;
                taken.messages += more.messages;
                taken.tickets += more.tickets;
                taken.files += more.files;
                taken.read += more.read;
            }
        }
        Ok(Some(taken))
    }

    /// Takes claims in. What fails for reasons of its own is begun again alone, and set aside in the end; what fails
    /// for reasons of the house is given back as it was.
    async fn take_in(&mut self, claims: Vec<Claim>, now: Instant) -> anyhow::Result<Taken> {
        let mut live = match self.live.take() {
            Some(live) => live,
            None => Box::new(self.live()?),
        };
        let claims = Arc::new(claims);
        let these = Arc::clone(&claims);
        // On a thread of its own: reading is work for a processor and must not hold up the pages, and a defect in it
        // brings down only the batch.
        let runtime = Handle::current();
        let task = spawn_blocking(move || {
            let outcome = runtime.block_on(live.take_in(now, &these));
            (live, outcome)
        });
        match task.await {
            Ok((live, Ok(taken))) => {
                self.live = Some(live);
                Ok(taken)
            }
            // What it had in mind was not recorded, so it begins anew.
            Ok((_, Err(error))) if is_of_the_house(&error) => {
                let mut mailbox = Mailbox::open(&self.home.db).await?;
                for claim in claims.iter() {
                    inbox::release(&mut mailbox, &self.home.org, claim).await?;
                }
                mailbox.commit().await?;
                Err(error.into())
            }
            Ok((_, Err(error @ StoreError::EntryTooLarge { .. }))) if claims.len() == 1 => {
                self.set_aside(&claims, &error.to_string()).await
            }
            Ok((_, Err(error))) => self.failed(&claims, now, &error.to_string()).await,
            Err(_) => self.failed(&claims, now, "reading it failed; the log says where").await,
        }
    }

    /// Sets aside at once what cannot succeed however often it is begun.
    async fn set_aside(&mut self, claims: &[Claim], reason: &str) -> anyhow::Result<Taken> {
        let mut mailbox = Mailbox::open(&self.home.db).await?;
        for claim in claims {
            inbox::set_aside(&mut mailbox, &self.home.org, &claim.id, reason).await?;
        }
        mailbox.commit().await?;
        Ok(Taken { aside: claims.len(), ..Taken::default() })
    }

    async fn failed(&mut self, claims: &[Claim], now: Instant, reason: &str) -> anyhow::Result<Taken> {
        let mut taken = Taken::default();
        let mut mailbox = Mailbox::open(&self.home.db).await?;
        for claim in claims {
            let is_aside = inbox::failed(&mut mailbox, &self.home.org, claim, now, reason).await?;
            taken.aside += usize::from(is_aside);
            let id = claim.id.get(..20).unwrap_or_default();
            tracing::warn!(delivery.id = id, claim.tries, is_aside, "Delivery {id} failed: {reason}");
        }
        mailbox.commit().await?;
        Ok(taken)
    }

    fn live(&self) -> anyhow::Result<Live> {
        let Home { desk, org, mind, .. } = self.home.clone();
        let live = Live::new(desk, org, self.pepper.clone(), mind, chance::stamps()?);
        Ok(if self.read.is_some() { live.speaking() } else { live })
    }
}

/// Whether the same work may succeed later. A commit of unknown outcome may be begun again, because nothing is heard
/// twice.
fn is_of_the_house(error: &StoreError) -> bool {
    error.is_retryable() || matches!(error, StoreError::OutcomeUnknown(_))
}
