//! Which private parts of entries go: those an import brought, and those that tell of a person.

use super::PAGE_MAX;
use super::gone::{self, Gone};
use crate::journal::{self, Entry};
use crate::sql::Tx;
use crate::text::from_json;
use crate::{StoreError, asked, habits, handouts, openings, passes, subscriptions};
use domain::event::{Event, Personal};
use domain::id::{ConversationId, MessageId, OrgId, OutboundId, PersonId, TaskId, TicketNumber};
use domain::message::Subject;
use domain::outbound::{Purpose, Wanted};
use domain::request::Actor;
use domain::ticket::Assignee;
use domain::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Nulls the private parts of entries that were taken out, and of what was to be said of their tickets.
pub(super) async fn removed(tx: &mut Tx, org: &OrgId) -> Result<(), StoreError> {
    let gone = Gone::read(tx, org).await?;
    let mut tickets = BTreeSet::new();
    let mut handovers = BTreeSet::new();
    erase(tx, org, |entry, event| {
        let takes = gone.takes(entry, event);
        if let (true, Event::TicketOpened { ticket, .. }) = (takes, event) {
            tickets.insert(*ticket);
        }
        let is_gone = |subject: &Subject| matches!(subject, Subject::Ticket(ticket) if tickets.contains(ticket));
        if let Event::HandoverWritten(written) = event
            && written.points.iter().any(|point| is_gone(&point.about))
        {
            handovers.insert((written.task.clone(), written.day));
        }
        let is_handed = |subject: &Subject| match subject {
            Subject::Task(task, Some(day)) => handovers.contains(&(task.clone(), *day)),
            Subject::Task(_, None) | Subject::Ticket(_) => false,
        };
        takes || speaks_of(event, |subject| is_gone(subject) || is_handed(subject))
    })
    .await
    .map(|_| ())
}

/// Nulls the private parts of a person's entries; says how many had one.
pub(super) async fn person(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<u64, StoreError> {
    let (names, owners) = (names(tx, org, person).await?, gone::owners(tx, org).await?);
    let mut theirs = Theirs { names, owners, ..Theirs::default() };
    erase(tx, org, |entry, event| theirs.takes(entry, event, person)).await
}

/// Forgets what is kept of a person beside the journal: their passes, and what they opened.
pub(super) async fn beside(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<(), StoreError> {
    passes::forget(tx, org, person).await?;
    handouts::forget(tx, org, person).await?;
    habits::forget(tx, org, person).await?;
    asked::forget(tx, org, person).await?;
    subscriptions::forget(tx, org, person).await?;
    openings::forget(tx, org, &Actor::Person(person.clone())).await
}

/// What a person was ever called, in lower case: a chat with them alone is called the same.
async fn names(tx: &mut Tx, org: &OrgId, person: &PersonId) -> Result<BTreeSet<String>, StoreError> {
    let mut names = BTreeSet::new();
    let mut position = 0;
    loop {
        let page = journal::since_in(tx, org.as_str(), position, PAGE_MAX).await?;
        let Some(last) = page.last() else { return Ok(names) };
        position = last.position;
        for entry in page.iter().filter(|entry| matches!(entry.kind.as_str(), "person_defined" | "person_met")) {
            let event: Event = from_json("body", &entry.body)?;
            if matches!(&event, Event::PersonDefined { person: of, .. } | Event::PersonMet { person: of } if of == person)
            {
                names.extend(named(entry)?);
            }
        }
    }
}

/// The name in an entry's private part, in lower case.
fn named(entry: &Entry) -> Result<Option<String>, StoreError> {
    let Some(private) = &entry.private else { return Ok(None) };
    let personal: Personal = from_json("private", private)?;
    Ok(Some(personal.name.trim().to_lowercase()).filter(|name| !name.is_empty()))
}

async fn erase(tx: &mut Tx, org: &OrgId, mut takes: impl FnMut(&Entry, &Event) -> bool) -> Result<u64, StoreError> {
    let mut erased = 0;
    let mut position = 0;
    loop {
        let page = journal::since_in(tx, org.as_str(), position, PAGE_MAX).await?;
        let Some(last) = page.last() else { return Ok(erased) };
        position = last.position;
        let mut positions = Vec::new();
        for entry in &page {
            let event: Event = from_json("body", &entry.body)?;
            if takes(entry, &event) && entry.private.is_some() {
                positions.push(entry.position);
            }
        }
        journal::erase(tx, org.as_str(), &positions).await?;
        erased += positions.len() as u64;
    }
}

/// What belongs to a person, as far as the journal was read.
#[derive(Default)]
struct Theirs {
    /// What they were called.
    names: BTreeSet<String>,
    /// Chats that are called as they are.
    chats: BTreeSet<ConversationId>,
    messages: BTreeSet<MessageId>,
    /// Whose messages from shared phones are, where it was said after they came in.
    owners: BTreeMap<MessageId, PersonId>,
    /// Phones that several share: whoever holds one is told so by name.
    phones: BTreeSet<PersonId>,
    /// Tickets they reported, own or claim: what is said of these names them or repeats their words.
    tickets: BTreeSet<TicketNumber>,
    /// What each ticket repeats: whoever hears that a fix did not hold hears who made it.
    repeats: BTreeMap<TicketNumber, TicketNumber>,
    /// Tickets for whose work they named a price: managers are told so by name.
    quotes: BTreeSet<TicketNumber>,
    /// Tasks that were theirs.
    tasks: BTreeSet<TaskId>,
    /// What was handed over and speaks of these, or they added to: the rest of the shift is told their words.
    handovers: BTreeSet<(TaskId, Day)>,
    /// Messages that were said to them.
    letters: BTreeSet<OutboundId>,
}

impl Theirs {
    /// Whether an event tells of a person, their messages, or what was made of these.
    #[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
    fn takes(&mut self, entry: &Entry, event: &Event, person: &PersonId) -> bool {
        match event {
            Event::PersonDefined { person: of, shared, .. } => {
                self.phones.extend(shared.then(|| of.clone()));
                of == person
            }
            Event::PersonMet { person: of } => of == person,
            Event::PersonReached { person: of } => of == person,
            Event::PeopleMerged { person: of, into, .. } | Event::PeopleSplit { person: of, from: into, .. } => {
                of == person || into == person
            }
            Event::ConversationNamed { conversation, .. } => self.chat(entry, conversation),
            Event::ConversationMet { conversation, with, .. } => {
                self.chat(entry, conversation) || with.as_ref() == Some(person)
            }
            // The file of such a chat is called after them too.
            Event::ImportStarted { conversation, .. } => self.chats.contains(conversation),
            Event::MessageReceived { message, sender, .. } => {
                let is_theirs = self.owner(Some(message), sender) == person;
                self.message(message, is_theirs)
            }
            Event::TaskDefined { task } => {
                if task.is_owed_by(person) {
                    self.tasks.insert(task.id.clone());
                }
                false
            }
            Event::TicketOpened { .. } | Event::TicketAssigned { .. } | Event::TicketResolved { .. } => {
                self.ticket(event, person)
            }
            Event::HandoverWritten(written) => {
                if written.points.iter().any(|point| self.is_theirs(&point.about)) {
                    self.handovers.insert((written.task.clone(), written.day));
                }
                false
            }
            Event::HandoverNoted(noted) => {
                let is_theirs = noted.by == Actor::Person(person.clone())
                    || noted.about.as_ref().is_some_and(|about| self.is_theirs(about))
                    || self.follows(event);
                if is_theirs {
                    self.handovers.insert((noted.task.clone(), noted.day));
                }
                is_theirs
            }
            // Whoever writes a note by an order in the chat is its actor.
            Event::NoteAdded { .. } => entry.actor == Actor::Person(person.clone()).to_string(),
            Event::QuoteGiven(quoted) => {
                let is_theirs = self.owner(Some(&quoted.message), &quoted.by) == person;
                self.quotes.extend(is_theirs.then_some(quoted.ticket));
                self.follows(event)
            }
            // What managers are asked about it has their name and words in it.
            Event::PauseContested(contested) => {
                let is_theirs = self.owner(Some(&contested.message), &contested.by) == person;
                self.quotes.extend(is_theirs.then_some(contested.ticket));
                self.follows(event)
            }
            // Why a day of theirs was excused tells of them, whoever writes it.
            Event::OccurrenceEnded { task, .. } => self.tasks.contains(task) || self.follows(event),
            // Whoever says why has written it.
            Event::PauseJudged(judged) => judged.by == Actor::Person(person.clone()) || self.follows(event),
            Event::OutboundWanted(wanted) => self.letter(entry, wanted, person),
            // The channel's name for it has their number in it.
            Event::OutboundSent { outbound, .. } => self.letters.contains(outbound),
            Event::SiteDefined { .. }
            | Event::PlaceDefined { .. }
            | Event::VendorDefined { .. }
            | Event::CalendarDefined { .. }
            | Event::AgreementDefined { .. }
            | Event::MemberDefined { .. }
            | Event::SilenceBegan { .. }
            | Event::NoticeGiven(_)
            | Event::PersonPreferred { .. }
            | Event::SilenceEnded { .. }
            | Event::LadderDefined(_)
            | Event::DutyDefined(_)
            | Event::RotaDefined(_)
            | Event::TurnSwapped(_)
            | Event::SwapUndone(_)
            | Event::TurnBegan(_)
            | Event::ApprovalDefined(_)
            | Event::QuoteAnswered(_)
            | Event::SentenceWorded(_)
            | Event::LabelsDefined(_)
            | Event::LabelsRead { .. }
            | Event::LabelsSaid { .. }
            | Event::RetentionDefined(_)
            | Event::RetentionApplied(_)
            | Event::ReportAsked(_)
            | Event::SettingAltered(_)
            | Event::RepairFailed(_)
            | Event::CauseSought(_)
            | Event::PledgeMade(_)
            | Event::PledgeKept(_)
            | Event::RungClimbed(_)
            | Event::PhoneHeld(_)
            | Event::MessageCredited(_)
            | Event::MessageHeardDirectly { .. }
            | Event::MediaKept { .. }
            | Event::MessageEdited { .. }
            | Event::MessageRevoked { .. }
            | Event::MessageInterpreted { .. }
            | Event::ReadingCorrected { .. }
            | Event::CorrectionUndone { .. }
            | Event::MessageSnoozed { .. }
            | Event::OpinionGiven(_)
            | Event::VoiceTranscribed(_)
            | Event::TicketClassified { .. }
            | Event::ReportMerged { .. }
            | Event::EvidenceAdded { .. }
            | Event::TicketStarted { .. }
            | Event::TicketHeld { .. }
            | Event::TicketVerified { .. }
            | Event::TicketReopened { .. }
            | Event::TicketClosed { .. }
            | Event::TicketMerged { .. }
            | Event::TicketCancelled { .. }
            | Event::OrderGiven { .. }
            | Event::OrderUndone(_)
            | Event::TicketPutBack(_)
            | Event::TargetWarned { .. }
            | Event::TargetMissed { .. }
            | Event::OccurrenceExpected { .. }
            | Event::OccurrenceClimbed(_)
            | Event::OccurrenceUnproven(_)
            | Event::CheckpointVisited(_)
            | Event::StepsTicked(_)
            | Event::CheckFailed(_)
            | Event::HandoverAccepted(_)
            | Event::OccurrenceDelayed(_)
            | Event::ChoiceMade(_)
            | Event::JobOffered(_)
            | Event::JobUntaken(_)
            | Event::JobAccepted(_)
            | Event::JobDeclined(_)
            | Event::HelpAsked(_)
            | Event::OutboundWithdrawn { .. }
            | Event::OutboundBegun { .. }
            | Event::OutboundReached { .. }
            | Event::OutboundFailed { .. }
            | Event::OutboundDoubled { .. }
            | Event::ImportFinished(_)
            | Event::ImportRemoved { .. }
            | Event::PersonalErased { .. } => self.follows(event),
        }
    }

    /// Whether a chat is called as they are.
    fn chat(&mut self, entry: &Entry, conversation: &ConversationId) -> bool {
        let is_called = named(entry).ok().flatten().is_some_and(|name| self.names.contains(&name));
        if is_called {
            self.chats.insert(conversation.clone());
        }
        is_called
    }

    /// Whose a message turned out to be, or what came of it.
    fn owner<'a>(&'a self, message: Option<&MessageId>, stated: &'a PersonId) -> &'a PersonId {
        message.and_then(|message| self.owners.get(message)).unwrap_or(stated)
    }

    fn message(&mut self, message: &MessageId, is_theirs: bool) -> bool {
        if is_theirs {
            self.messages.insert(message.clone());
        }
        is_theirs
    }

    /// Remembers a ticket that they reported, own or claim.
    fn ticket(&mut self, event: &Event, person: &PersonId) -> bool {
        let is_theirs = match event {
            Event::TicketOpened { ticket, message, reporter, recurrence_of, .. } => {
                self.repeats.extend(recurrence_of.map(|earlier| (*ticket, earlier)));
                self.owner(Some(message), reporter) == person
            }
            Event::TicketAssigned { assignee, .. } => *assignee == Some(Assignee::Person(person.clone())),
            Event::TicketResolved { claimant, message, .. } => {
                claimant.as_ref().is_some_and(|claimant| self.owner(message.as_ref(), claimant) == person)
            }
            _ => false,
        };
        self.tickets.extend(event.ticket().filter(|_| is_theirs));
        self.follows(event)
    }

    /// Whether something is to be said to them, or of what was theirs.
    fn letter(&mut self, entry: &Entry, wanted: &Wanted, person: &PersonId) -> bool {
        let is_answer = wanted.onto.as_ref().is_some_and(|message| self.messages.contains(message));
        let is_to_them = wanted.to == *person || is_answer || self.phones.contains(&wanted.to) && self.is_named(entry);
        if is_to_them {
            self.letters.insert(wanted.outbound.clone());
        }
        let (is_repeat, is_quote) =
            (wanted.purpose == Purpose::Repeat, matches!(wanted.purpose, Purpose::Quote | Purpose::Pause));
        let is_quoted = |subject: &Subject| matches!(subject, Subject::Ticket(ticket) if self.quotes.contains(ticket));
        let is_of_them = |subject: &Subject| {
            self.is_theirs(subject) || is_repeat && self.repeats_theirs(subject) || is_quote && is_quoted(subject)
        };
        is_to_them || wanted.about.iter().any(is_of_them)
    }

    /// Whether the private part of an entry has one of their names in it.
    fn is_named(&self, entry: &Entry) -> bool {
        let private = entry.private.as_deref().unwrap_or_default().to_lowercase();
        self.names.iter().any(|name| {
            private.match_indices(name.as_str()).any(|(at, _)| {
                let around = [private[..at].chars().next_back(), private[at + name.len()..].chars().next()];
                !around.into_iter().flatten().any(char::is_alphanumeric)
            })
        })
    }

    /// Whether a fault was there before in a ticket of theirs.
    fn repeats_theirs(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Ticket(ticket) => self.repeats.get(ticket).is_some_and(|earlier| self.tickets.contains(earlier)),
            Subject::Task(..) => false,
        }
    }

    fn is_theirs(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Ticket(ticket) => self.tickets.contains(ticket),
            Subject::Task(task, day) => {
                let is_handed = |day| self.handovers.contains(&(task.clone(), day));
                self.tasks.contains(task) || day.is_some_and(is_handed)
            }
        }
    }

    /// Whether an event follows from a message of theirs.
    fn follows(&self, event: &Event) -> bool {
        event.message().is_some_and(|message| self.messages.contains(message))
    }
}

/// Whether something is to be said of a subject.
fn speaks_of(event: &Event, is_it: impl FnMut(&Subject) -> bool) -> bool {
    matches!(event, Event::OutboundWanted(wanted) if wanted.about.iter().any(is_it))
}

#[cfg(test)]
mod tests;
