//! A channel that takes messages, or not, or does not say; whose words come late, twice, in any order or never; and a
//! worker that dies at the worst moments.

use super::ledger::expect;
use super::{Fault, Run};
use domain::id::OutboundId;
use domain::outbound::{Accepted, Failure, State, Terms, Told, Word};
use domain::request::{Actor, Command};
use domain::wording::Sentence;
use engine::sending::{Letter, begin};
use std::collections::{BTreeMap, BTreeSet};

/// What the channel holds.
#[derive(Debug, Default)]
pub struct Post {
    /// How often it took each message, and whether anybody on our side ever learnt of it.
    taken: BTreeMap<OutboundId, Vec<bool>>,
    /// What it has still to tell.
    untold: Vec<(OutboundId, usize, Word)>,
    /// Which of what it took our side heard to have come somewhere.
    heard: BTreeMap<OutboundId, BTreeSet<usize>>,
}

impl Run {
    /// Sends what may leave, and lets each message meet its fate.
    pub(super) async fn sending_step(&mut self) -> Result<(), Fault> {
        self.doing("sending");
        self.now = self.now.plus_minutes(self.chance.between(0, 14));
        let approved = Sentence::ALL.iter().map(|sentence| (sentence.word().to_owned(), "en".to_owned()));
        let hears = self.chance.percent(70);
        let heard_until = hears.then_some(self.now);
        let terms = Terms { approved: approved.collect(), heard_until, ..Terms::default() };
        let round = begin(&self.desk, &self.org, &mut self.stamps, self.now, &terms).await?;
        for letter in round.letters {
            self.meet(letter).await?;
        }
        Ok(())
    }

    async fn meet(&mut self, letter: Letter) -> Result<(), Fault> {
        let id = letter.outbound;
        let noted = |failure| Some(Command::NoteFailed { outbound: id.clone(), failure, code: None });
        let (is_taken, note) = match self.chance.below(100) {
            0..=54 => (true, None),
            // It is taken, and the worker dies before it can say so.
            55..=64 => (true, noted(Failure::Unclear).filter(|_| self.chance.percent(50))),
            // The worker dies before it sends, or the channel before it takes.
            65..=74 => (false, noted(Failure::Unclear).filter(|_| self.chance.percent(50))),
            75..=82 => {
                (false, noted(self.chance.pick(&[Failure::PairLimit, Failure::NumberLimit, Failure::NotReached])))
            }
            83..=88 => (false, noted(Failure::WindowClosed)),
            89..=94 => (false, noted(Failure::Unreachable)),
            _ => (false, noted(Failure::Payment)),
        };
        let mut note = note;
        if is_taken {
            let is_answered = note.is_none() && self.chance.percent(85);
            let nth = self.take(&id, is_answered)?;
            if is_answered {
                note = Some(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted(&id, nth)) });
            }
        }
        if let Some(command) = note {
            let request = self.request(Actor::Channel, command);
            self.desk.commit_all(&self.org, vec![request]).await?;
        }
        Ok(())
    }

    /// The channel takes a message; which time it is.
    fn take(&mut self, id: &OutboundId, is_answered: bool) -> Result<usize, Fault> {
        let taken = self.post.taken.entry(id.clone()).or_default();
        let was_learnt = taken.iter().any(|learnt| *learnt);
        let story = || self.ledger.about(id);
        expect(!was_learnt, "nothing is sent twice", || format!("{id} was taken and known to be{}", story()))?;
        taken.push(is_answered);
        let nth = taken.len() - 1;
        let what = if nth == 0 { "taken by the channel" } else { "taken twice" };
        *self.done.entry(what).or_default() += 1;
        if is_answered {
            self.post.heard.entry(id.clone()).or_default().insert(nth);
        }
        // Sometimes the channel never tells.
        if self.chance.percent(88) {
            let mut words = vec![Word::Reached(State::Sent)];
            match self.chance.percent(90) {
                true => words.extend([Word::Reached(State::Delivered), Word::Reached(State::Read)]),
                false => words.push(Word::Failed(Failure::Unreachable, Some(131_026))),
            }
            for word in words {
                let times = 1 + usize::from(self.chance.percent(20));
                self.post.untold.extend(std::iter::repeat_n((id.clone(), nth, word), times));
            }
        }
        Ok(nth)
    }

    /// The channel tells something of what it took.
    pub(super) async fn telling_step(&mut self) -> Result<(), Fault> {
        self.doing("telling");
        let mut told = Vec::new();
        for _ in 0..self.chance.below(6).min(self.post.untold.len()) {
            let index = self.chance.below(self.post.untold.len());
            told.push(self.post.untold.swap_remove(index));
        }
        let requests = told.iter().map(|(outbound, nth, word)| {
            let told = Box::new(Told { accepted: accepted(outbound, *nth), word: *word });
            self.request(Actor::Channel, Command::NoteTold { outbound: outbound.clone(), told })
        });
        let requests = requests.collect();
        let answers = self.desk.commit_all(&self.org, requests).await?;
        for ((outbound, nth, word), answer) in told.into_iter().zip(answers) {
            // What went with a removed import is no longer known.
            if answer.is_ok()
                && let Some(learnt) = self.post.taken.get_mut(&outbound).and_then(|taken| taken.get_mut(nth))
            {
                // What did not arrive may be tried again.
                *learnt = matches!(word, Word::Reached(_));
                let heard = self.post.heard.entry(outbound).or_default();
                match *learnt {
                    true => heard.insert(nth),
                    false => heard.remove(&nth),
                };
            }
        }
        Ok(())
    }

    /// What was sent twice, in the one case that cannot be excluded, is known to have been.
    pub(super) fn doubles(&self) -> Result<(), Fault> {
        for (outbound, heard) in &self.post.heard {
            let is_told = heard.len() < 2 || self.ledger.letters.is_doubled(outbound);
            expect(is_told, "what was sent twice is told", || format!("{outbound}"))?;
        }
        Ok(())
    }
}

fn accepted(id: &OutboundId, nth: usize) -> Accepted {
    Accepted { external: format!("wa-{id}-{nth}"), channel_name: format!("wamid.{id}.{nth}"), also: Vec::new() }
}
