//! Asks a model server about messages that no reader was sure of, long after they were kept and read: follows the journal by
//! itself, a few at once, within a number a day, and not at all while the server fails.

#[cfg(test)]
mod tests;

use super::Stop;
use super::breaker::Breaker;
use super::turns::Turns;
use crate::chance;
use crate::home::Home;
use crate::model_server::{ModelServer, Said, Unanswered};
use brain::opinion::Question;
use domain::id::MessageId;
use domain::opinion::Opinion;
use domain::request::{Actor, Command, Request, Via};
use domain::time::{Day, Instant};
use std::sync::{Arc, Mutex, PoisonError};
use store::need::Need;
use store::opinions::{self, Claim, Cost, Outcome};
use store::read::messages;
use tokio::task::JoinSet;

/// Questions under way at once.
const AT_ONCE: u64 = 4;
/// How often one message is asked about.
const TRIES_MAX: u32 = 3;
/// The pause after a first answer that could not be used, in minutes; each later one is four times as long.
const PAUSE_MINUTES: i64 = 2;
/// The purpose under which the cost is noted.
const PURPOSE: &str = "opinion";

/// Asks for second opinions. Cheap to clone.
#[derive(Clone)]
pub struct Adviser {
    home: Home,
    server: ModelServer,
    day_max: u64,
    breaker: Arc<Mutex<Breaker>>,
}

/// What asking about one message came to.
enum Asked {
    /// There is nothing to ask about.
    Nothing,
    /// An opinion, and what it cost.
    Opinion(Box<Opinion>, Said),
    /// The server gave no answer.
    Unanswered(Unanswered),
    /// Its answer cannot be used.
    Unusable(String, Said),
}

impl Adviser {
    /// A worker that asks a server so many questions a day at most.
    pub fn new(home: Home, server: ModelServer, day_max: u64) -> Self {
        Self { home, server, day_max, breaker: Arc::default() }
    }

    /// Works until the program ends.
    pub async fn run(self, mut stop: Stop) {
        let mut turns = Turns::at(&self.home.desk);
        while !stop.is_wanted() {
            let ended = self.look(&stop, chance::now).await.map(drop);
            turns.next(&mut stop, ended, "Opinions cannot be asked for").await;
        }
    }

    /// Asks about all that may be asked about now. How many questions were asked.
    ///
    /// # Errors
    /// When the database is at fault.
    pub async fn look(&self, stop: &Stop, now: impl Fn() -> Instant + Send) -> anyhow::Result<usize> {
        let Home { db, org, .. } = &self.home;
        while opinions::follow(db, org).await? {}
        let (mut under_way, mut asked) = (JoinSet::new(), 0);
        loop {
            let claim = match stop.is_wanted() {
                true => None,
                false => self.claim(under_way.len() as u64, now()).await?,
            };
            if let Some(claim) = claim {
                let (adviser, at) = (self.clone(), now());
                under_way.spawn(async move { adviser.settle(&claim, at).await });
                asked += 1;
            } else if let Some(settled) = under_way.join_next().await {
                // Whatever broke down, the next question may try.
                self.breaker().asked_nothing();
                settled??;
            } else {
                return Ok(asked);
            }
        }
    }

    /// The next message to ask about, where one more may be asked about now.
    async fn claim(&self, under_way: u64, now: Instant) -> anyhow::Result<Option<Claim>> {
        let Home { db, org, .. } = &self.home;
        if under_way >= AT_ONCE || opinions::waiting(db, org).await? == 0 {
            return Ok(None);
        }
        if opinions::asked_on(db, org, self.day(now), PURPOSE).await? + under_way >= self.day_max {
            return Ok(None);
        }
        if !self.breaker().may_ask(now) {
            return Ok(None);
        }
        let mut tx = db.begin().await?;
        let claim = opinions::claim(&mut tx, org, now).await?;
        tx.commit().await?;
        if claim.is_none() {
            self.breaker().asked_nothing();
        }
        Ok(claim)
    }

    fn day(&self, now: Instant) -> Day {
        now.day(&self.home.zone)
    }

    fn breaker(&self) -> std::sync::MutexGuard<'_, Breaker> {
        self.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks about one message, and says what became of it.
    async fn settle(&self, claim: &Claim, now: Instant) -> anyhow::Result<()> {
        if claim.tries() > TRIES_MAX {
            return self.end(claim, &Outcome::Failed("it was begun again and again, and never ended".to_owned())).await;
        }
        let asked = self.ask(&claim.message()).await?;
        let pause = || now.plus_minutes(PAUSE_MINUTES * 4_i64.pow(claim.tries().min(TRIES_MAX).saturating_sub(1)));
        let again = |why: String| match claim.tries() {
            tries if tries >= TRIES_MAX => Outcome::Failed(why),
            _ => Outcome::Again(why, pause()),
        };
        let (outcome, cost) = match asked {
            Asked::Nothing => {
                self.breaker().asked_nothing();
                (Outcome::Stale, None)
            }
            Asked::Opinion(opinion, said) => {
                self.breaker().succeeded();
                // What was paid for is written down, whatever comes of it.
                self.note_cost(Cost { answered: 1, ..cost(&said) }, now).await?;
                self.weigh(*opinion, now).await?;
                (Outcome::Done, None)
            }
            Asked::Unusable(why, said) => {
                self.breaker().failed(now);
                (again(why), Some(Cost { failed: 1, ..cost(&said) }))
            }
            Asked::Unanswered(why) => {
                self.breaker().failed(now);
                tracing::warn!("No second opinion: {why}");
                let outcome = match why.is_the_servers() {
                    true => Outcome::Postponed(pause()),
                    false => again(why.to_string()),
                };
                (outcome, Some(Cost { failed: 1, ..Cost::default() }))
            }
        };
        if let Some(cost) = cost {
            self.note_cost(cost, now).await?;
        }
        self.end(claim, &outcome).await
    }

    async fn note_cost(&self, cost: Cost, now: Instant) -> anyhow::Result<()> {
        let Home { db, org, .. } = &self.home;
        let (purpose, model) = (PURPOSE.to_owned(), self.server.model().to_owned());
        let mut tx = db.begin().await?;
        opinions::note_cost(&mut tx, org, self.day(now), &Cost { purpose, model, asked: 1, ..cost }).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn end(&self, claim: &Claim, outcome: &Outcome) -> anyhow::Result<()> {
        let Home { db, org, .. } = &self.home;
        let mut tx = db.begin().await?;
        opinions::settle(&mut tx, org, claim, outcome).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn ask(&self, message: &MessageId) -> anyhow::Result<Asked> {
        let Home { db, org, desk, .. } = &self.home;
        let Some(known) = messages::one(db, org, message).await? else { return Ok(Asked::Nothing) };
        let need = Need::at(known.heard.sent_at).conversation(known.heard.conversation.clone());
        let need = need.message(message.clone());
        let need = match &known.heard.reply_to {
            Some(quoted) => need.quoted(known.heard.conversation.clone(), quoted.clone()),
            None => need,
        };
        let draft = desk.draft(org, &need).await?;
        let Some(question) = Question::of(draft.situation(), message) else { return Ok(Asked::Nothing) };
        drop(draft);
        let said = match self.server.complete(&question.body(self.server.model())).await {
            Ok(said) => said,
            Err(why) => return Ok(Asked::Unanswered(why)),
        };
        Ok(match question.opinion(self.server.model(), &said.content) {
            Ok(opinion) => Asked::Opinion(Box::new(opinion), said),
            Err(why) => Asked::Unusable(why.to_string(), said),
        })
    }

    /// Has an opinion weighed. What came of a message that an import brought goes when the import is taken out.
    async fn weigh(&self, opinion: Opinion, now: Instant) -> anyhow::Result<()> {
        let Home { db, org, desk, .. } = &self.home;
        let Some(known) = messages::one(db, org, &opinion.message).await? else { return Ok(()) };
        let import = known.heard.import;
        let request = Request {
            org: org.clone(),
            actor: Actor::Reader,
            via: if import.is_some() { Via::Import } else { Via::WhatsApp },
            stamp: chance::stamps()?.at(now),
            import,
            command: Command::Advise(Box::new(opinion)),
        };
        for refused in desk.commit_all(org, vec![request]).await?.into_iter().filter_map(Result::err) {
            tracing::info!("A second opinion was refused: {refused}");
        }
        Ok(())
    }
}

/// What an answer cost.
fn cost(said: &Said) -> Cost {
    Cost { tokens_in: said.tokens_in, tokens_out: said.tokens_out, ..Cost::default() }
}
