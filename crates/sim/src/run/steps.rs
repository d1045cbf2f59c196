//! What may happen next: deliveries, orders, crashes, two writers at once, members, imports that come and go, erasure.

use super::{Fault, Run, Writer, members, orders};
use crate::network::Delivery;
use domain::id::ImportId;
use domain::member::Member;
use domain::message::Inbound;
use domain::request::{Actor, Command, Via};
use store::desk::Draft;
use store::need::Need;

/// Messages that an import asks about in one commit.
const IMPORT_BATCH: usize = 40;
/// People erased in one run; after a few there is little left to look at.
const ERASED_MAX: usize = 3;

impl Run {
    /// Does the next thing.
    pub(super) async fn step(&mut self) -> Result<(), Fault> {
        match self.chance.below(200) {
            0..=17 => self.members_step("members").await,
            18..=19 if self.imports.len() < 4 => self.import_step().await,
            20..=21 if !self.imports.is_empty() => self.removal_step().await,
            22 if self.erased < ERASED_MAX => self.erasure_step().await,
            23..=26 => self.lapse_step().await,
            61..=72 => self.order_step().await,
            27..=36 => self.crash_step().await,
            37..=60 => self.interleaved_step().await,
            73..=92 => self.sending_step().await,
            93..=104 => self.telling_step().await,
            _ => self.delivery_step().await,
        }
    }

    pub(super) fn doing(&mut self, what: &'static str) {
        self.doing = what;
        *self.done.entry(what).or_default() += 1;
    }

    /// The next messages, at their time.
    pub(super) fn next(&mut self) -> Option<Delivery> {
        let delivery = self.queue.pop_front()?;
        self.now = self.now.max(delivery.at);
        Some(delivery)
    }

    pub(super) async fn delivery_step(&mut self) -> Result<(), Fault> {
        let writer = self.chance.below(self.writers.len());
        self.doing(if self.writers[writer].keeps { "hearing, kept" } else { "hearing" });
        let Some(delivery) = self.next() else { return Ok(()) };
        let mut draft = self.hear(writer, &delivery).await?;
        self.record(writer, &mut draft).await?;
        self.keep(writer, draft);
        Ok(())
    }

    /// Somebody orders or asks something in the chat; whatever befalls a message may befall it.
    async fn order_step(&mut self) -> Result<(), Fault> {
        self.doing("ordering");
        let directory = self.desk.directory(&self.org).await?;
        self.ordered += 1;
        let said = orders::said(&mut self.chance, &self.ledger, &directory, self.now, self.ordered);
        if let Some(inbound) = said {
            self.queue.push_front(Delivery { at: self.now, inbounds: vec![inbound] });
        }
        Ok(())
    }

    /// One writer has heard and not yet recorded when the other records, or a member does.
    async fn interleaved_step(&mut self) -> Result<(), Fault> {
        self.doing("two writers");
        let first = self.chance.below(self.writers.len());
        let second = (first + 1) % self.writers.len();
        let Some(delivery) = self.next() else { return Ok(()) };
        let mut draft = self.hear(first, &delivery).await?;
        let other = match self.chance.below(3) {
            0 => {
                self.members_step("two writers").await?;
                None
            }
            // The channel brings the same to both.
            1 => Some(delivery),
            _ => self.next(),
        };
        if let Some(delivery) = other {
            let mut between = self.hear(second, &delivery).await?;
            self.record(second, &mut between).await?;
            self.keep(second, between);
        }
        self.record(first, &mut draft).await?;
        self.keep(first, draft);
        Ok(())
    }

    /// A process dies between hearing and recording; the channel brings the same again, to a new process.
    async fn crash_step(&mut self) -> Result<(), Fault> {
        self.doing("crashing");
        let writer = self.chance.below(self.writers.len());
        let Some(delivery) = self.next() else { return Ok(()) };
        let lost = self.hear(writer, &delivery).await?;
        drop(lost);
        let keeps = self.writers[writer].keeps;
        let intake = self.intake(Via::Simulated, None);
        self.writers[writer] = Writer { intake, kept: None, keeps };
        self.queue.push_front(Delivery { at: delivery.at.plus_minutes(2), ..delivery });
        Ok(())
    }

    pub(super) async fn hear(&mut self, writer: usize, delivery: &Delivery) -> Result<Draft, Fault> {
        let need = need_of(self.now, &delivery.inbounds);
        let mut draft = match self.writers[writer].kept.take() {
            Some(mut draft) => {
                self.desk.recall(&mut draft, &need).await?;
                draft
            }
            None => self.desk.draft(&self.org, &need).await?,
        };
        for inbound in &delivery.inbounds {
            self.writers[writer].intake.hear(&mut draft.draft, self.now, inbound.clone());
        }
        Ok(draft)
    }

    pub(super) async fn record(&mut self, writer: usize, draft: &mut Draft) -> Result<(), Fault> {
        self.writers[writer].intake.record(&self.desk, draft, self.now).await?;
        Ok(())
    }

    pub(super) fn keep(&mut self, writer: usize, draft: Draft) {
        match self.writers[writer].keeps {
            true => self.writers[writer].kept = Some(draft),
            false => self.desk.keep(draft),
        }
    }

    async fn members_step(&mut self, doing: &'static str) -> Result<(), Fault> {
        self.doing(doing);
        let draft = self.desk.draft(&self.org, &Need::at(self.now)).await?;
        let directory = &draft.situation().directory;
        let count = 1 + self.chance.below(3);
        let commands: Vec<Command> =
            (0..count).map(|_| members::command(&mut self.chance, &self.ledger, directory)).collect();
        let requests = commands
            .into_iter()
            .map(|command| self.request(Actor::Member(Member::HOUSE.to_owned()), command))
            .collect();
        // A refusal is an answer like any other.
        let _answers = self.desk.commit_all(&self.org, requests).await?;
        Ok(())
    }

    async fn lapse_step(&mut self) -> Result<(), Fault> {
        self.doing("waiting");
        let until = self.queue.front().map_or(self.now, |delivery| delivery.at);
        self.now = self.now.max(until);
        let lapse = self.request(Actor::Clock, Command::Lapse);
        self.desk.commit_all(&self.org, vec![lapse]).await?;
        Ok(())
    }

    /// Reads the exported chat, as an import does: one draft for all of it.
    async fn import_step(&mut self) -> Result<(), Fault> {
        self.doing("importing");
        let Some(first) = self.shelf.first().cloned() else { return Ok(()) };
        let import = ImportId::new(format!("run-{}", self.imports.len() + 1));
        self.imports.push(import.clone());
        let mut intake = self.intake(Via::Import, Some(import.clone()));
        let mut draft = self.desk.draft(&self.org, &Need::at(first.sent_at).import(import.clone())).await?;
        let (conversation, file) = (first.conversation.clone(), "chat.zip".to_owned());
        let start = Command::StartImport { import: import.clone(), conversation, file };
        // Nothing refuses a new run.
        let _started = draft.draft.ask(intake.request(self.now, Actor::Channel, start));
        let mut added = 0;
        let shelf = self.shelf.clone();
        for batch in shelf.chunks(IMPORT_BATCH) {
            self.desk.recall(&mut draft, &need_of(self.now, batch)).await?;
            for inbound in batch {
                let inbound = Inbound { import: Some(import.clone()), ..inbound.clone() };
                added += u32::from(intake.hear(&mut draft.draft, self.now, inbound));
            }
            intake.record(&self.desk, &mut draft, self.now).await?;
        }
        let finish = Command::FinishImport { import, added, system_lines: 2, unreadable: 0 };
        let _finished = draft.draft.ask(intake.request(self.now, Actor::Channel, finish));
        self.desk.commit(&mut draft).await?;
        Ok(())
    }

    async fn removal_step(&mut self) -> Result<(), Fault> {
        self.doing("removing an import");
        let index = self.chance.below(self.imports.len());
        let import = self.imports[index].clone();
        let request = self.request(Actor::Member(Member::HOUSE.to_owned()), Command::RemoveImport(import));
        // One that was removed before is refused.
        let _answer = self.desk.remove_import(request).await?;
        Ok(())
    }

    async fn erasure_step(&mut self) -> Result<(), Fault> {
        self.doing("erasing a person");
        let draft = self.desk.draft(&self.org, &Need::at(self.now)).await?;
        let people: Vec<_> = draft.situation().directory.people.keys().cloned().collect();
        if let Some(person) = self.chance.choose(&people).cloned() {
            self.erased += 1;
            let request =
                self.request(Actor::Member(Member::HOUSE.to_owned()), Command::RecordErasure { person, entries: 0 });
            self.desk.erase_person(request).await?;
        }
        Ok(())
    }
}

/// What messages speak of before anybody read them.
fn need_of(now: domain::time::Instant, inbounds: &[Inbound]) -> Need {
    inbounds.iter().fold(Need::at(now), |need, inbound| {
        let conversation = &inbound.conversation.id;
        let need = need.conversation(conversation.clone()).external(conversation.clone(), inbound.external.clone());
        let need = brain::orders::numbers(&inbound.text).into_iter().fold(need, Need::whole_ticket);
        match &inbound.reply_to {
            Some(quoted) => need.quoted(conversation.clone(), quoted.clone()),
            None => need,
        }
    })
}
