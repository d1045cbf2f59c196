//! Takes deliveries in: woken when one was kept, looking by itself now and then in case another program kept it.

use super::{Stop, longer};
use crate::chance;
use crate::home::Home;
use channels::cloud_api::Pepper;
use domain::time::Instant;
use engine::live::{Live, Singly, Taken};
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
    /// Woken when there is something to mark as read, and the number we speak as; none where nothing is sent by itself.
    speaks: Option<(Arc<Notify>, String)>,
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
        Ok(Self { home, came, files, speaks: None, pepper, live: None })
    }

    /// The same, where people see that a number of ours, by Meta's id, heard them; it wakes `read` when there is something to mark
    /// as read.
    #[must_use]
    pub fn speaking(self, read: Arc<Notify>, number: &str) -> Self {
        Self { speaks: Some((read, number.to_owned())), ..self }
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
                    if let Some((marks, _)) = self.speaks.as_ref().filter(|_| read > 0) {
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

    /// Takes claims in. What fails for reasons of its own is begun again alone; of what fails alone the messages that can be
    /// heard are heard, and it is set aside in the end; what fails for reasons of the house is given back as it was.
    async fn take_in(&mut self, claims: Vec<Claim>, now: Instant) -> anyhow::Result<Taken> {
        let claims = Arc::new(claims);
        match self.attempt(&claims, now, None).await?.0 {
            Ok(taken) => Ok(taken),
            Err(reason) if claims.len() > 1 => self.failed(&claims, now, &reason).await,
            Err(reason) => self.singly(&claims, now, reason).await,
        }
    }

    /// Takes in of one claim, message by message, what can be heard. Each round sets one message apart and begins behind it, so
    /// that there are no more of them than messages.
    async fn singly(&mut self, claims: &Arc<Vec<Claim>>, now: Instant, reason: String) -> anyhow::Result<Taken> {
        let mut singly = Singly::default();
        loop {
            let is_whole = singly.is_empty();
            let (outcome, tried) = self.attempt(claims, now, Some(singly)).await?;
            match (outcome, tried.and_then(Singly::without_the_last)) {
                (Ok(taken), _) if is_whole => return Ok(taken),
                // The others were heard; the delivery waits for its next try with those that were not.
                (Ok(taken), _) => {
                    let failed = self.failed(claims, now, &reason).await?;
                    return Ok(Taken { aside: failed.aside, ..taken });
                }
                (Err(_), None) => return self.failed(claims, now, &reason).await,
                (Err(why), Some(without)) => {
                    let id = claims.first().and_then(|claim| claim.id.get(..20)).unwrap_or_default();
                    tracing::warn!(delivery.id = id, "A message of delivery {id} cannot be heard: {why}");
                    singly = without;
                }
            }
        }
    }

    /// Tries once: what came of it, or why it failed for reasons of its own.
    ///
    /// # Errors
    /// For reasons of the house; the claims are given back then.
    async fn attempt(
        &mut self,
        claims: &Arc<Vec<Claim>>,
        now: Instant,
        singly: Option<Singly>,
    ) -> anyhow::Result<(Result<Taken, String>, Option<Singly>)> {
        let mut live = match self.live.take() {
            Some(live) => live,
            None => Box::new(self.live()?),
        };
        let (these, singly) = (Arc::clone(claims), singly.map(Arc::new));
        let shared = singly.clone();
        // On a thread of its own: reading is work for a processor and must not hold up the pages, and a defect in it
        // brings down only the batch.
        let runtime = Handle::current();
        let task = spawn_blocking(move || {
            let outcome = runtime.block_on(async {
                match (shared.as_deref(), these.first()) {
                    (Some(singly), Some(claim)) => live.take_in_singly(now, claim, singly).await,
                    _ => live.take_in(now, &these).await,
                }
            });
            (live, outcome)
        });
        let outcome = match task.await {
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
                return Err(error.into());
            }
            Ok((_, Err(error))) => Err(error.to_string()),
            Err(_) => Err("reading it failed; the log says where".to_owned()),
        };
        Ok((outcome, singly.and_then(Arc::into_inner)))
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
        Ok(match &self.speaks {
            Some((_, number)) => live.speaking(number.clone()),
            None => live,
        })
    }
}

/// Whether the same work may succeed later. A commit of unknown outcome may be begun again, because nothing is heard
/// twice.
fn is_of_the_house(error: &StoreError) -> bool {
    error.is_retryable() || matches!(error, StoreError::OutcomeUnknown(_))
}
