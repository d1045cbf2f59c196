//! Hearing what live channels bring: deliveries become messages, and messages are heard under the clock on the wall; and
//! what became of messages of ours.

mod chats;
mod reading;
mod singly;
mod told;

use crate::intake::Intake;
use crate::reader::Reader;
use crate::rounds::Codes;
use crate::stamps::Stamps;
use brain::orders;
use channels::cloud_api::Pepper;
use domain::event::Event;
use domain::id::OrgId;
use domain::message::Handle;
use domain::request::{Actor, Command, Request, Via};
use domain::time::Instant;
use reading::{Ears, Kept, Reading, Said};
pub use singly::Singly;
use std::collections::BTreeMap;
use store::desk::Desk;
use store::fetches;
use store::inbox::{self, Claim, Counted, Mailbox, ears};
use store::need::Need;
use store::read_marks;
use store::{Db, StoreError};

/// How many messages are recorded at once.
const BATCH: usize = 256;
/// The name of the channel whose deliveries are Meta's webhooks.
pub use domain::hearing::CLOUD_API;

/// Takes in deliveries for one organisation.
pub struct Live {
    desk: Desk,
    org: OrgId,
    pepper: Pepper,
    intake: Intake,
    /// The number that we speak as, where people see that they were heard.
    number: Option<String>,
}

/// What taking in did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Deliveries that were taken in.
    pub deliveries: usize,
    /// Deliveries that were set aside because nobody could read them.
    pub aside: usize,
    /// Messages that were new.
    pub messages: usize,
    /// Tickets they opened.
    pub tickets: usize,
    /// Files they came with, to be fetched.
    pub files: usize,
    /// Chats whose messages are to be shown as read.
    pub read: usize,
}

impl Live {
    /// A run of taking in.
    pub fn new(desk: Desk, org: OrgId, pepper: Pepper, reader: impl Into<Reader>, stamps: Stamps) -> Self {
        let intake = Intake::new(org.clone(), Via::WhatsApp, None, reader, stamps).without_clock();
        let intake = intake.with_codes(Codes::new(pepper.clone()));
        Self { desk, org, pepper, intake, number: None }
    }

    /// The same, where people see that they were heard: by two blue ticks, and by an emoji where there is nothing to say. What was
    /// written to another number than ours, by Meta's id, is for somebody else.
    #[must_use]
    pub fn speaking(self, number: String) -> Self {
        Self { number: Some(number), ..self }
    }

    /// Takes claims in together: their messages are heard in the order in which they were said, then the claims are
    /// settled. Whatever is cut off may be begun again: nothing is heard twice.
    ///
    /// # Errors
    /// When the database is at fault, or one of the claims; none of them is settled then.
    pub async fn take_in(&mut self, now: Instant, claims: &[Claim]) -> Result<Taken, StoreError> {
        self.take(now, claims, None).await
    }

    /// The same of one claim, one message after another, so that it is known which of them cannot be heard: `singly` names
    /// the one that was begun last. Without those it sets apart the claim is not settled.
    ///
    /// # Errors
    /// As [`Live::take_in`].
    pub async fn take_in_singly(&mut self, now: Instant, claim: &Claim, singly: &Singly) -> Result<Taken, StoreError> {
        self.take(now, std::slice::from_ref(claim), Some(singly)).await
    }

    async fn take(&mut self, now: Instant, claims: &[Claim], singly: Option<&Singly>) -> Result<Taken, StoreError> {
        let mut readings: Vec<Result<Reading, String>> =
            claims.iter().map(|claim| Reading::of(claim, &self.pepper, self.number.as_deref())).collect();
        own(self.desk.db(), &self.org, &mut readings).await?;
        let follows = readings.iter_mut().flatten().flat_map(|reading| std::mem::take(&mut reading.follows));
        let follows: Vec<Command> = follows.collect();
        self.follow(now, follows).await?;
        chats::settle(&self.desk, &self.org, &self.pepper, &mut readings).await?;
        let said = readings.iter_mut().flatten().flat_map(|reading| std::mem::take(&mut reading.said));
        let mut said: Vec<Said> = said.collect();
        said.sort_by_key(|said| said.inbound.sent_at);
        let mut taken = Taken::default();
        match singly {
            None => {
                for batch in said.chunks(BATCH) {
                    self.hear(now, batch, &mut taken).await?;
                }
            }
            Some(singly) => {
                for (nth, one) in said.chunks(1).enumerate().skip(singly.first()) {
                    singly.begins(nth);
                    self.hear(now, one, &mut taken).await?;
                }
                let heard = said.into_iter().enumerate().filter(|(nth, _)| !singly.is_apart(*nth));
                said = heard.map(|(_, said)| said).collect();
            }
        }
        let revoked = readings.iter_mut().flatten().flat_map(|reading| std::mem::take(&mut reading.revoked));
        let revoked: Vec<Command> = revoked.collect();
        self.follow(now, revoked).await?;
        for reading in readings.iter_mut().flatten() {
            // What is told of messages that are not ours is kept as it came.
            for status in self.note(now, std::mem::take(&mut reading.told)).await? {
                reading.rest.push(Kept { name: format!("status/{}", status.state), raw: status.raw });
            }
        }
        let mut tx = self.desk.db().begin().await?;
        let mut ears = Ears::default();
        for reading in readings.iter().flatten() {
            for wanted in &reading.files {
                fetches::want(&mut tx, &self.org, wanted).await?;
            }
            taken.files += reading.files.len();
            reading.note_ears(&mut ears);
        }
        ears.write(&mut tx, &self.org).await?;
        if self.number.is_some() {
            let last = reading::last_read(&said);
            read_marks::want(&mut tx, &self.org, &last).await?;
            taken.read = last.len();
        }
        tx.commit().await?;
        // Of what cannot be heard as a whole the rest is begun again, and heard no second time.
        if singly.is_none_or(Singly::is_empty) {
            settle(self.desk.db(), &self.org, claims, &readings, &mut taken).await?;
        }
        Ok(taken)
    }

    /// Asks for what news lead to: people reached otherwise, groups called otherwise.
    async fn follow(&mut self, now: Instant, follows: Vec<Command>) -> Result<(), StoreError> {
        let mut follows = follows;
        while !follows.is_empty() {
            let batch: Vec<Command> = follows.drain(..follows.len().min(BATCH)).collect();
            let requests = batch.into_iter().map(|command| self.intake.request(now, Actor::Channel, command));
            // What news tell of somebody unknown leads to nothing.
            let _answers = self.desk.commit_all(&self.org, requests.collect()).await?;
        }
        Ok(())
    }

    async fn hear(&mut self, now: Instant, batch: &[Said], taken: &mut Taken) -> Result<(), StoreError> {
        let need = batch.iter().fold(Need::at(now), |need, Said { inbound, .. }| {
            let conversation = &inbound.conversation.id;
            let need = need.conversation(conversation.clone());
            // What we said is heard again by a bridge on somebody's own phone.
            let need = need.quoted(conversation.clone(), inbound.external.clone());
            // What is ordered may be about a ticket of long ago, or join two, which wants all of both.
            let need = orders::numbers(&inbound.text).into_iter().fold(need, Need::whole_ticket);
            let need = match inbound.live.as_ref().and_then(|live| live.chosen.as_ref()) {
                Some((outbound, _)) => need.outbound(outbound.clone()),
                None => need,
            };
            match &inbound.reply_to {
                Some(quoted) => need.quoted(conversation.clone(), quoted.clone()),
                None => need,
            }
        });
        let mut draft = self.desk.draft(&self.org, &need).await?;
        self.intake.look_ahead(&draft.draft, batch.iter().map(|said| &said.inbound));
        for Said { inbound, onto, .. } in batch {
            let is_new = self.intake.hear(&mut draft.draft, now, inbound.clone());
            if let Some(onto) = onto.as_ref().filter(|_| is_new && self.number.is_some()) {
                self.intake.nod(&mut draft.draft, now, inbound, onto);
            }
        }
        let answers = self.intake.record(&self.desk, &mut draft, now).await?;
        for change in answers.iter().flatten().flat_map(|receipt| &receipt.changes) {
            taken.messages += usize::from(matches!(change.event, Event::MessageReceived { .. }));
            taken.tickets += usize::from(matches!(change.event, Event::TicketOpened { .. }));
        }
        self.desk.keep(draft);
        Ok(())
    }
}

/// Knows our own words where bridges bring them.
async fn own(db: &Db, org: &OrgId, readings: &mut [Result<Reading, String>]) -> Result<(), StoreError> {
    let is_overheard = |said: &Said| said.inbound.live.as_ref().is_some_and(|live| live.is_overheard);
    if !readings.iter().flatten().any(|reading| reading.said.iter().any(is_overheard)) {
        return Ok(());
    }
    let known = ears::own_numbers(db, org).await?;
    let told = readings.iter().flatten().flat_map(Reading::own_numbers);
    let numbers = known.iter().chain(told).filter_map(|spelt| Handle::read_phone(spelt));
    let numbers = numbers.flat_map(|number| number.twin().into_iter().chain([number])).collect();
    readings.iter_mut().flatten().for_each(|reading| reading.own(&numbers));
    Ok(())
}

/// Says of each claim that it was taken in, or sets it aside: last, since until then it is begun again.
async fn settle(
    db: &Db,
    org: &OrgId,
    claims: &[Claim],
    readings: &[Result<Reading, String>],
    taken: &mut Taken,
) -> Result<(), StoreError> {
    let mut mailbox = Mailbox::open(db).await?;
    let rests: Vec<String> =
        readings.iter().map(|reading| reading.as_ref().map_or_else(|_| String::new(), Reading::rest)).collect();
    let is_used = |reading: &Result<Reading, String>, rest: &String| reading.is_ok() && rest.is_empty();
    let used = claims.iter().zip(readings.iter().zip(&rests)).filter(|(_, (reading, rest))| is_used(reading, rest));
    let used: Vec<&str> = used.map(|(claim, _)| claim.id.as_str()).collect();
    let mut done = inbox::all_done(&mut mailbox, org, &used).await?;
    let mut counted: BTreeMap<&str, Counted> = BTreeMap::new();
    for ((claim, reading), rest) in claims.iter().zip(readings).zip(&rests) {
        match reading {
            Ok(reading) => {
                if !rest.is_empty() && inbox::done(&mut mailbox, org, &claim.id, rest).await? {
                    done.insert(claim.id.clone());
                }
                if done.contains(&claim.id) {
                    *counted.entry(&claim.channel).or_default() += reading.counted;
                }
                taken.deliveries += 1;
            }
            Err(reason) => {
                inbox::set_aside(&mut mailbox, org, &claim.id, reason).await?;
                taken.aside += 1;
            }
        }
    }
    for (channel, counted) in counted {
        inbox::count(&mut mailbox, org, channel, counted).await?;
    }
    mailbox.commit().await
}

/// Does what is due by an instant. Days of tasks are judged as far as people are heard live since another; none when
/// they are not. How many things followed.
///
/// # Errors
/// Of the engine.
pub async fn lapse(
    desk: &Desk,
    org: &OrgId,
    stamps: &mut Stamps,
    now: Instant,
    since: Option<Instant>,
) -> Result<usize, StoreError> {
    let Some(found) = desk.due(org, now, since).await? else { return Ok(0) };
    let mut draft = desk.draft(org, &Need::at(now)).await?;
    let request = Request {
        org: org.clone(),
        actor: Actor::Clock,
        via: Via::Clock,
        stamp: stamps.at(now),
        import: None,
        command: Command::LapseSince(since),
    };
    let due = draft.ask(request).map_or(0, <[_]>::len);
    if due > 0 {
        desk.commit(&mut draft).await?;
    }
    desk.keep(draft);
    desk.done(org, found);
    Ok(due)
}
