//! Has voice notes heard, one at a time, long after they were kept: follows the journal by itself, waits for their files, and
//! tells a member to look where nobody could hear one in time.

#[cfg(test)]
mod tests;

use super::Stop;
use super::breaker::Breaker;
use super::turns::Turns;
use crate::chance;
use crate::ears::Ear;
use crate::home::Home;
use domain::message::{Form, Heard};
use domain::time::Instant;
use domain::voice::Transcript;
use engine::voice::{Listened, listen};
use store::opinions::{self, Cost};
use store::read::messages;
use store::voices::{self, Claim, Outcome};
use store::{StoreError, blobs};
use tokio::io::AsyncReadExt as _;

/// Bytes of a voice note that is listened to: what servers take, and two hours of speech.
const SIZE_MAX_BYTES: u64 = 25 << 20;
/// How often one is listened to.
const TRIES_MAX: u32 = 4;
/// The pause after a first failure, in minutes; each later one is four times as long.
const PAUSE_MINUTES: i64 = 2;
/// When a voice note without a file, or that nobody can hear, is looked at again, in minutes.
const AGAIN_MINUTES: i64 = 2;
/// The same once a member was told to look.
const OVERDUE_AGAIN_MINUTES: i64 = 60;

/// Has voice notes heard.
pub struct Listener {
    home: Home,
    ear: Ear,
    breaker: Breaker,
}

/// What listening to one came to.
enum Made {
    /// There is nothing to hear.
    Gone,
    /// Its file is not here yet, or nobody can listen now.
    Waits,
    /// These words.
    Words(String, Transcript),
    /// No words, for a reason; whether that is the server's trouble.
    Failed(String, bool),
}

impl Listener {
    /// A listener. Where nobody can hear voice notes, they wait, and a member is told to look.
    pub fn new(home: Home, ear: Ear) -> Self {
        Self { home, ear, breaker: Breaker::default() }
    }

    /// Works until the program ends.
    pub async fn run(mut self, mut stop: Stop) {
        let mut turns = Turns::at(&self.home.desk);
        while !stop.is_wanted() {
            let ended = self.look(&stop, chance::now).await.map(drop);
            turns.next(&mut stop, ended, "Voice notes cannot be heard").await;
        }
    }

    /// Listens to all that may be heard now. How many were looked at.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn look(&mut self, stop: &Stop, now: impl Fn() -> Instant) -> anyhow::Result<usize> {
        let Home { db, org, .. } = self.home.clone();
        while voices::follow(&db, &org).await? {}
        let mut looked = 0;
        while !stop.is_wanted() && voices::waiting(&db, &org).await? > 0 {
            let mut tx = db.begin().await?;
            let claim = voices::claim(&mut tx, &org, now()).await?;
            tx.commit().await?;
            let Some(claim) = claim else { break };
            let outcome = self.attend(&claim, &now).await?;
            let mut tx = db.begin().await?;
            voices::settle(&mut tx, &org, &claim, &outcome).await?;
            tx.commit().await?;
            looked += 1;
        }
        if looked > 0 {
            self.ear.rest();
        }
        Ok(looked)
    }

    /// Attends to one voice note, and says what became of it.
    async fn attend(&mut self, claim: &Claim, now: &impl Fn() -> Instant) -> anyhow::Result<Outcome> {
        let Home { db, org, .. } = self.home.clone();
        let known = messages::one(&db, &org, &claim.message()).await?.map(|message| message.heard);
        let Some(heard) = known.filter(|heard| heard.form == Form::Audio && heard.is_unheard()) else {
            return Ok(Outcome::Gone);
        };
        let made = self.hear(&heard, now).await?;
        let at = now();
        let is_late = at >= claim.since().plus_minutes(Transcript::WAIT_MINUTES);
        let pause = |minutes: i64| at.plus_minutes(minutes);
        let later = PAUSE_MINUTES * 4_i64.pow(claim.tries().min(TRIES_MAX).saturating_sub(1));
        let outcome = match made {
            Made::Gone => return Ok(Outcome::Gone),
            Made::Words(text, transcript) => {
                self.record(&heard, Listened::Words(text, transcript), at).await?;
                return Ok(Outcome::Done);
            }
            Made::Waits if is_late => Outcome::Postponed(pause(OVERDUE_AGAIN_MINUTES), true),
            Made::Waits => Outcome::Postponed(pause(AGAIN_MINUTES), claim.is_overdue()),
            Made::Failed(_, true) => Outcome::Postponed(pause(later), is_late),
            Made::Failed(why, false) if claim.tries() >= TRIES_MAX => Outcome::Failed(why),
            Made::Failed(why, false) => Outcome::Again(why, pause(later)),
        };
        let is_given_up = matches!(outcome, Outcome::Failed(_) | Outcome::Postponed(_, true));
        if is_given_up && !claim.is_overdue() {
            self.record(&heard, Listened::Nothing, at).await?;
        }
        Ok(outcome)
    }

    async fn record(&self, heard: &Heard, listened: Listened, now: Instant) -> anyhow::Result<()> {
        let Home { desk, org, mind, .. } = self.home.clone();
        listen(&desk, &org, (mind, chance::stamps()?), now, (heard, listened)).await?;
        Ok(())
    }

    async fn hear(&mut self, heard: &Heard, now: &impl Fn() -> Instant) -> anyhow::Result<Made> {
        let (ear, Some(digest)) = (self.ear.clone(), &heard.media) else { return Ok(Made::Waits) };
        if !ear.is_there() || !self.breaker.may_ask(now()) {
            return Ok(Made::Waits);
        }
        let Some(bytes) = self.bytes(digest.as_str()).await? else {
            self.breaker.asked_nothing();
            return Ok(Made::Gone);
        };
        if bytes.is_empty() {
            self.breaker.asked_nothing();
            return Ok(Made::Failed("the file is too large to be listened to, or empty".to_owned(), false));
        }
        let languages = voices::languages(&self.home.db, &self.home.org).await?;
        let made = ear.hear(bytes, languages).await;
        match &made {
            Ok(_) => self.breaker.succeeded(),
            Err(why) if why.is_failure() => self.breaker.failed(now()),
            // A file that nobody can decode says nothing about who listens.
            Err(_) => self.breaker.asked_nothing(),
        }
        self.note(ear.name(), made.is_ok(), now()).await?;
        Ok(match made {
            Ok((text, transcript)) => Made::Words(text, transcript),
            Err(why) => {
                tracing::warn!("A voice note was not heard: {why}");
                Made::Failed(why.to_string(), why.is_the_ears())
            }
        })
    }

    /// Notes what listening cost.
    async fn note(&self, model: &str, is_heard: bool, now: Instant) -> anyhow::Result<()> {
        let (answered, failed) = (i64::from(is_heard), i64::from(!is_heard));
        let (purpose, model) = ("voice".to_owned(), model.to_owned());
        let cost = Cost { purpose, model, asked: 1, answered, failed, ..Cost::default() };
        let mut tx = self.home.db.begin().await?;
        opinions::note_cost(&mut tx, &self.home.org, now.day(&self.home.zone), &cost).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The bytes of a file; none when it is gone, and nothing when it is larger than anybody listens to.
    async fn bytes(&self, digest: &str) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(name) = blobs::Digest::parse(digest) else { return Ok(None) };
        let file = match self.home.blobs.open(&name).await {
            Ok(file) => file,
            Err(StoreError::MediaMissing { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        tokio::fs::File::from_std(file).take(SIZE_MAX_BYTES + 1).read_to_end(&mut bytes).await?;
        if bytes.len() as u64 > SIZE_MAX_BYTES {
            bytes.clear();
        }
        Ok(Some(bytes))
    }
}
