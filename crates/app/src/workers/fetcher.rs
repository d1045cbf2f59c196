//! Fetches the files of live messages: woken when one came, several at once, each until it is here or given up.

use super::{Stop, longer};
use crate::graph::Graph;
use crate::home::Home;
use crate::{chance, thumbs};
use domain::event::Event;
use domain::id::Digest;
use domain::media::{Unfetched, is_of_form, size_max_bytes};
use domain::message::Form;
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use std::sync::Arc;
use std::time::Duration;
use store::blobs::{self, Expected, Finding};
use store::desk::Desk;
use store::fetches::{self, Claim};
use store::need::Need;
use store::{StoreError, read};
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// How often to look without being woken.
const LOOK: Duration = Duration::from_secs(5);
/// Files on their way at once, so that a slow one holds up no other.
const AT_ONCE: usize = 4;
/// How often an address is asked for in one go: the first may be over by the time it is used.
const ADDRESSES_MAX: u32 = 2;

/// Fetches files. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher {
    home: Home,
    graph: Graph,
    came: Arc<Notify>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is here.
    Kept,
    /// No message wants it any more.
    Unwanted,
    /// It is not here.
    Failed(Unfetched),
}

impl Fetcher {
    /// A worker; `came` wakes it.
    pub fn new(home: Home, graph: Graph, came: Arc<Notify>) -> Self {
        Self { home, graph, came }
    }

    /// Works until the program ends; what is on its way then is given back.
    pub async fn run(self, mut stop: Stop) {
        let mut under_way = JoinSet::new();
        let mut pause = Duration::ZERO;
        while !stop.is_wanted() {
            let claimed = self.claim(AT_ONCE - under_way.len(), chance::now()).await;
            for claim in claimed.unwrap_or_else(|error| {
                pause = longer(pause);
                tracing::error!("Files cannot be fetched, next try in {} s: {error:#}", pause.as_secs());
                Vec::new()
            }) {
                let (fetcher, stop) = (self.clone(), stop.clone());
                under_way.spawn(async move { fetcher.fetch(claim, stop).await });
            }
            let is_idle = under_way.is_empty();
            tokio::select! {
                () = self.came.notified() => {}
                Some(fetched) = under_way.join_next(), if !is_idle => match fetched {
                    Ok(Ok(())) => pause = Duration::ZERO,
                    Ok(Err(error)) => {
                        pause = longer(pause);
                        tracing::error!("A file could not be fetched, next try in {} s: {error:#}", pause.as_secs());
                        stop.pause(pause).await;
                    }
                    Err(error) => tracing::error!(%error, "Fetching a file broke down: {error}"),
                },
                () = stop.pause(LOOK) => {}
            }
        }
        while under_way.join_next().await.is_some() {}
    }

    /// Fetches all that is due at an instant. How many files were tried.
    ///
    /// # Errors
    /// When the database is at fault.
    #[cfg(test)]
    pub async fn fetch_due(&self, now: Instant) -> anyhow::Result<usize> {
        let claims = self.claim(AT_ONCE, now).await?;
        let tried = claims.len();
        for claim in claims {
            let outcome = self.attempt(&claim).await?;
            self.settle(&claim, outcome, now).await?;
        }
        Ok(tried)
    }

    /// Claims and brings what is due, and dies before it says so.
    ///
    /// # Errors
    /// When the database is at fault.
    #[cfg(test)]
    pub async fn bring_and_die(&self, now: Instant) -> anyhow::Result<usize> {
        let claims = self.claim(AT_ONCE, now).await?;
        for claim in &claims {
            self.attempt(claim).await?;
        }
        Ok(claims.len())
    }

    async fn claim(&self, most: usize, now: Instant) -> anyhow::Result<Vec<Claim>> {
        let Home { db, org, .. } = &self.home;
        let mut claims = Vec::new();
        if most == 0 || fetches::missing(db, org).await?.waiting == 0 {
            return Ok(claims);
        }
        let mut tx = db.begin().await?;
        while claims.len() < most {
            let Some(claim) = fetches::claim(&mut tx, org, now).await? else { break };
            claims.push(claim);
        }
        tx.commit().await?;
        Ok(claims)
    }

    /// Fetches one file and says what became of it. Given back where that is our own fault, or the program ends.
    async fn fetch(&self, claim: Claim, mut stop: Stop) -> anyhow::Result<()> {
        let outcome = tokio::select! {
            outcome = self.attempt(&claim) => outcome,
            () = stop.wanted() => return self.release(&claim).await,
        };
        match outcome {
            Ok(outcome) => self.settle(&claim, outcome, chance::now()).await,
            Err(error) => {
                self.release(&claim).await?;
                Err(error)
            }
        }
    }

    async fn release(&self, claim: &Claim) -> anyhow::Result<()> {
        let mut tx = self.home.db.begin().await?;
        fetches::release(&mut tx, &self.home.org, claim).await?;
        Ok(tx.commit().await?)
    }

    async fn settle(&self, claim: &Claim, outcome: Outcome, now: Instant) -> anyhow::Result<()> {
        let mut tx = self.home.db.begin().await?;
        match outcome {
            Outcome::Kept | Outcome::Unwanted => fetches::done(&mut tx, &self.home.org, claim).await?,
            Outcome::Failed(reason) => {
                let is_over = fetches::failed(&mut tx, &self.home.org, claim, now, reason).await?;
                let (media, tries) = (&claim.media, claim.tries());
                tracing::warn!(media, tries, is_over, %reason, "File {media} was not fetched: {}", reason.sentence());
            }
        }
        Ok(tx.commit().await?)
    }

    /// Brings a file and records it, if its message still wants it.
    async fn attempt(&self, claim: &Claim) -> anyhow::Result<Outcome> {
        let Home { desk, org, .. } = &self.home;
        if !is_wanted(desk, org, claim).await? {
            return Ok(Outcome::Unwanted);
        }
        let form = claim.form()?;
        let digest = match self.bring(claim, form).await {
            Ok(digest) => digest,
            Err(reason) => return Ok(Outcome::Failed(reason)),
        };
        if matches!(form, Form::Image | Form::Sticker) {
            thumbs::of(&self.home, &digest).await;
        }
        let recorded = desk.commit_all(org, vec![self.request(claim, &digest)?]).await?;
        let changes = recorded.iter().flatten().flat_map(|receipt| &receipt.changes);
        if changes.into_iter().any(|change| matches!(change.event, Event::MediaKept { .. })) {
            return Ok(Outcome::Kept);
        }
        // Its message was taken back, or its sender erased, while it was on its way.
        self.leave(claim, &digest).await?;
        Ok(Outcome::Unwanted)
    }

    fn request(&self, claim: &Claim, digest: &Digest) -> anyhow::Result<Request> {
        let (conversation, external, digest) = (claim.conversation(), claim.external.clone(), digest.clone());
        Ok(Request {
            org: self.home.org.clone(),
            actor: Actor::Channel,
            via: Via::WhatsApp,
            stamp: chance::stamps()?.at(chance::now()),
            import: None,
            command: Command::KeepMedia { conversation, external, digest },
        })
    }

    /// Brings the bytes, unless they are here from another message.
    async fn bring(&self, claim: &Claim, form: Form) -> Result<Digest, Unfetched> {
        let known = claim.sha256.as_deref().and_then(blobs::Digest::parse);
        if let Some(known) = &known
            && matches!(self.home.blobs.check(known).await, Ok(Finding::Whole { .. }))
        {
            return Ok(Digest::new(known.as_str()));
        }
        let mut asked = 0;
        loop {
            asked += 1;
            let described = self.graph.describe(&claim.media).await?;
            let mime = if described.mime.is_empty() { &claim.mime } else { &described.mime };
            if !is_of_form(form, mime) {
                return Err(Unfetched::OtherType);
            }
            let size_max = size_max_bytes(form);
            if described.size_bytes.is_some_and(|size| size > size_max) {
                return Err(Unfetched::TooLarge);
            }
            let bytes = match self.graph.open(&described.address).await {
                Err(Unfetched::Address) if asked < ADDRESSES_MAX => continue,
                bytes => bytes?,
            };
            let digest = known.clone().or_else(|| described.sha256.as_deref().and_then(blobs::Digest::parse));
            let kept = self.home.blobs.take(bytes, &Expected { size_max, digest }).await;
            return kept.map(|kept| Digest::new(kept.digest.as_str())).map_err(|error| why(&error));
        }
    }

    /// Deletes a file that nobody names.
    async fn leave(&self, claim: &Claim, digest: &Digest) -> anyhow::Result<()> {
        let Home { db, org, .. } = &self.home;
        let is_named = read::messages::has_media(db, org, digest).await?;
        if !is_named && !fetches::is_wanted(db, org, claim, digest.as_str()).await? {
            self.home.delete(std::slice::from_ref(digest)).await?;
        }
        Ok(())
    }
}

/// Whether the message is still there, and still without its file.
async fn is_wanted(desk: &Desk, org: &domain::id::OrgId, claim: &Claim) -> Result<bool, StoreError> {
    let conversation = claim.conversation();
    let need = Need::at(chance::now()).external(conversation.clone(), claim.external.clone());
    let draft = desk.draft(org, &need).await?;
    let situation = draft.situation();
    let known = situation.by_any_channel(&conversation, &claim.external);
    let known = known.filter(|known| !situation.directory.is_erased(&known.sender));
    Ok(known.is_some_and(|known| known.media.is_none() && known.form != Form::Deleted))
}

/// Why bytes were not kept.
fn why(error: &StoreError) -> Unfetched {
    match error {
        StoreError::MediaTooLarge { .. } => Unfetched::TooLarge,
        StoreError::MediaChanged => Unfetched::Changed,
        StoreError::Source(_) => Unfetched::BrokeOff,
        other => {
            tracing::error!("A file could not be written: {other}");
            Unfetched::Unwritten
        }
    }
}
