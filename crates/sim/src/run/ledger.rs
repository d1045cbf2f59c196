//! What the journal says, worked out a second time and in another way, to hold the program's own views against.

use super::Broken;
use super::letters::Letters;
use super::waits::Waits;
use domain::agreement::Target;
use domain::clock::Lapsed;
use domain::event::Event;
use domain::id::{ConversationId, ImportId, MessageId, OutboundId, PersonId, TaskId, TicketNumber};
use domain::order::{Ordered, Undone};
use domain::request::Actor;
use domain::task::Outcome;
use domain::ticket::Stage;
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};
use store::journal::Entry;

/// A message, as far as the ledger cares.
#[derive(Clone, Debug)]
pub struct Noted {
    /// Where it was said.
    pub conversation: ConversationId,
    /// The channel's name for it.
    pub external: String,
}

/// An entry, as far as the ledger cares.
#[derive(Clone, Debug)]
struct Record {
    position: i64,
    actor: String,
    cause: Option<String>,
    event: Event,
}

/// Entries told of a ticket that is not as it should be.
const STORY_MAX: usize = 8;

/// A second opinion on what was recorded.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Position of the last entry taken in.
    pub position: i64,
    /// Messages, by our name for them.
    pub messages: BTreeMap<MessageId, Noted>,
    /// Those of which nobody said what they mean.
    pub unread: BTreeSet<MessageId>,
    /// Where each ticket stands.
    pub tickets: BTreeMap<TicketNumber, Stage>,
    /// Days of tasks: until when they may be met, and how they ended.
    pub days: BTreeMap<(TaskId, Day), (Instant, Option<Outcome>)>,
    /// Orders given, by whom, and whether they were taken back.
    orders: BTreeMap<MessageId, (PersonId, bool)>,
    waits: Waits,
    warned: BTreeSet<(TicketNumber, Target)>,
    missed: BTreeSet<(TicketNumber, Target)>,
    /// What is to be said.
    pub letters: Letters,
    externals: BTreeMap<(ConversationId, String), MessageId>,
    next: u32,
    removed: BTreeSet<ImportId>,
    history: Vec<Record>,
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            position: 0,
            messages: BTreeMap::new(),
            unread: BTreeSet::new(),
            tickets: BTreeMap::new(),
            days: BTreeMap::new(),
            waits: Waits::default(),
            orders: BTreeMap::new(),
            warned: BTreeSet::new(),
            missed: BTreeSet::new(),
            letters: Letters::default(),
            externals: BTreeMap::new(),
            next: 1,
            removed: BTreeSet::new(),
            history: Vec::new(),
        }
    }
}

impl Ledger {
    /// Takes in the next entry, or says what is wrong with it.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Broken> {
        let event: Event = serde_json::from_str(&entry.body)
            .map_err(|error| broken("an entry can be read", format!("{error}: {}", entry.body)))?;
        self.position = entry.position;
        self.check(&event)
            .and_then(|()| self.check_end(&event, &entry.actor))
            .and_then(|()| self.check_promise(&event, entry.at_us))
            .and_then(|()| self.letters.take(&event, Instant::from_us(entry.at_us), entry.cause.as_deref()))
            .map_err(|broken| Broken { detail: format!("{}: {}", entry.position, broken.detail), ..broken })?;
        self.note(&event);
        let (position, actor, cause) = (entry.position, entry.actor.clone(), entry.cause.clone());
        self.history.push(Record { position, actor, cause, event: event.clone() });
        if let Event::ImportRemoved { import } = event {
            self.removed.insert(import);
            self.again();
        }
        Ok(())
    }

    /// Whether an import was taken out again, and days with it that came up while it was read.
    pub fn lost_entries(&self) -> bool {
        !self.removed.is_empty()
    }

    /// The last entries about a ticket, for whoever looks for the mistake.
    pub fn story(&self, ticket: TicketNumber) -> String {
        told(self.history.iter().rev().filter(|record| record.event.ticket() == Some(ticket)))
    }

    /// The same about a message of ours.
    pub fn about(&self, outbound: &OutboundId) -> String {
        told(self.history.iter().rev().filter(|record| record.event.outbound() == Some(outbound)))
    }

    /// The clock ends a day that nobody ended, and no other: people's word may mend what it says.
    fn check_end(&self, event: &Event, actor: &str) -> Result<(), Broken> {
        let Event::OccurrenceEnded { task, day, .. } = event else { return Ok(()) };
        let known = self.days.get(&(task.clone(), *day)).and_then(|(_, ended)| *ended);
        let is_first = known.is_none() || actor != Actor::Clock.to_string();
        expect(is_first, "a day of a task ends in one outcome", || format!("{event:?} after {known:?}"))
    }

    /// How many days of tasks ended how.
    pub fn ended(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for outcome in self.days.values().filter_map(|(_, ended)| *ended) {
            *counts.entry(outcome.word()).or_default() += 1;
        }
        counts
    }

    /// Whether an event may follow what was recorded before.
    fn check(&self, event: &Event) -> Result<(), Broken> {
        match event {
            Event::MessageReceived { conversation, external, .. } => {
                let known = self.externals.contains_key(&(conversation.clone(), external.clone()));
                expect(!known, "a message is received once", || format!("{external} again"))
            }
            Event::TicketOpened { ticket, message, .. } => {
                expect(ticket.0 == self.next, "no ticket number is given twice or skipped", || {
                    format!("{ticket} after {}", self.next)
                })?;
                let known = self.messages.contains_key(message);
                expect(known, "a ticket follows from a message", || format!("{ticket} from {message}"))
            }
            Event::OccurrenceExpected { occurrence } => {
                let known = self.days.contains_key(&(occurrence.task.clone(), occurrence.day));
                expect(!known, "a day of a task comes up once", || format!("{event:?}"))
            }
            Event::OccurrenceEnded { task, day, .. } => {
                let known = self.days.contains_key(&(task.clone(), *day));
                expect(known, "only a day that came up can end", || format!("{event:?}"))
            }
            Event::OrderGiven(Ordered { message, .. }) => {
                self.check_stage(event)?;
                let is_new = !self.orders.contains_key(message);
                expect(is_new, "an order is obeyed once", || format!("{event:?}"))
            }
            Event::OrderUndone(Undone { order, by, .. }) => {
                self.check_stage(event)?;
                let given = self.orders.get(order);
                let may = given.is_some_and(|(giver, is_undone)| giver == by && !is_undone);
                expect(may, "an order is taken back once, by whoever gave it", || format!("{event:?} of {given:?}"))
            }
            Event::TicketMerged { into, .. } => {
                self.check_stage(event)?;
                let stage = self.tickets.get(into).copied();
                let may = stage.is_some_and(|stage| !stage.is_put_away());
                expect(may, "a ticket is merged into one that goes on", || format!("{event:?} while {stage:?}"))
            }
            _ => self.check_stage(event),
        }
    }

    /// Nothing is missed whose time has not run out, and nothing is warned of or missed twice but news, which is owed again.
    fn check_promise(&self, event: &Event, at_us: i64) -> Result<(), Broken> {
        if let Event::TargetMissed(Lapsed { ticket, target, due_at }) = event {
            expect(due_at.us() < at_us, "nothing is missed before it is due", || format!("{event:?} at {at_us}"))?;
            let is_new = *target == Target::Update || !self.missed.contains(&(*ticket, *target));
            expect(is_new, "a target of a ticket is missed once", || format!("{event:?}{}", self.story(*ticket)))?;
        }
        if let Event::TargetWarned(Lapsed { ticket, target, due_at }) = event {
            expect(due_at.us() >= at_us, "a warning comes before the miss", || format!("{event:?} at {at_us}"))?;
            let is_known = self.warned.contains(&(*ticket, *target)) || self.missed.contains(&(*ticket, *target));
            let is_new = *target == Target::Update || !is_known;
            expect(is_new, "a target of a ticket is warned of once", || format!("{event:?}{}", self.story(*ticket)))?;
        }
        Ok(())
    }

    fn check_stage(&self, event: &Event) -> Result<(), Broken> {
        let Some(number) = event.ticket() else { return Ok(()) };
        let Some(stage) = self.tickets.get(&number).copied() else {
            return Err(broken("only a known ticket changes", format!("{event:?}")));
        };
        expect(is_legal(stage, event), "a ticket's stages follow one another", || format!("{event:?} while {stage}"))
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::MessageReceived { message, conversation, external, .. } => {
                self.externals.insert((conversation.clone(), external.clone()), message.clone());
                let noted = Noted { conversation: conversation.clone(), external: external.clone() };
                self.messages.insert(message.clone(), noted);
                self.unread.insert(message.clone());
            }
            Event::MessageInterpreted { message, .. } => {
                self.unread.remove(message);
            }
            Event::OccurrenceExpected { occurrence } => {
                let key = (occurrence.task.clone(), occurrence.day);
                self.days.entry(key).or_insert((occurrence.until, None));
            }
            Event::OccurrenceEnded { task, day, outcome, .. } => self.end(task, *day, Some(*outcome)),
            Event::OccurrenceUnproven(unproven) => self.end(&unproven.task, unproven.day, unproven.outcome),
            Event::TicketOpened { ticket, .. } => {
                self.next = ticket.0 + 1;
                self.tickets.insert(*ticket, Stage::Reported);
            }
            Event::OrderGiven(Ordered { message, by, .. }) => {
                self.orders.insert(message.clone(), (by.clone(), false));
            }
            Event::OrderUndone(Undone { order, ticket, before, .. }) => {
                if let Some((_, is_undone)) = self.orders.get_mut(order) {
                    *is_undone = true;
                }
                if let Some(stage) = self.tickets.get_mut(ticket) {
                    *stage = before.stage;
                }
            }
            Event::TargetWarned(Lapsed { ticket, target, .. }) => {
                self.warned.insert((*ticket, *target));
            }
            Event::TargetMissed(Lapsed { ticket, target, .. }) => {
                self.missed.insert((*ticket, *target));
            }
            Event::TicketMerged { into, .. } if !self.tickets.contains_key(into) => {}
            _ => {
                if let Some(stage) = event.ticket().and_then(|number| self.tickets.get_mut(&number)) {
                    *stage = self.waits.after(event, *stage, after(*stage, event));
                }
            }
        }
    }

    fn end(&mut self, task: &TaskId, day: Day, outcome: Option<Outcome>) {
        if let Some(known) = self.days.get_mut(&(task.clone(), day)) {
            known.1 = outcome;
        }
    }

    /// Works everything out again without what removed imports brought. Numbers stay given.
    fn again(&mut self) {
        let causes: BTreeSet<String> = self.removed.iter().map(|import| format!("import:{import}")).collect();
        let history = std::mem::take(&mut self.history);
        let fresh = Self {
            position: self.position,
            removed: std::mem::take(&mut self.removed),
            letters: std::mem::take(&mut self.letters),
            ..Self::default()
        };
        let next = self.next;
        *self = fresh;
        for Record { actor, cause, event, .. } in &history {
            let is_taken_out = cause.as_ref().is_some_and(|cause| causes.contains(cause));
            let is_known = event.message().is_none_or(|id| self.messages.contains_key(id));
            let is_judged = matches!(event, Event::OccurrenceEnded { .. }) && actor.starts_with("member:");
            if !is_taken_out && (is_known || is_judged || matches!(event, Event::MessageReceived { .. })) {
                self.note(event);
            }
        }
        self.next = next;
        self.history = history;
    }
}

fn told<'a>(records: impl Iterator<Item = &'a Record>) -> String {
    let lines = records.take(STORY_MAX).map(|record| {
        let Record { position, actor, cause, event } = record;
        format!("\n  {position} {actor} {cause:?} {event:?}")
    });
    lines.collect()
}

/// The invariant that does not hold, and where it shows.
pub fn broken(invariant: &'static str, detail: impl Into<String>) -> Broken {
    Broken { invariant, detail: detail.into() }
}

/// Holds something to be so.
pub fn expect(holds: bool, invariant: &'static str, detail: impl FnOnce() -> String) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(broken(invariant, detail())) }
}

/// Whether an event may happen to a ticket at a stage.
fn is_legal(stage: Stage, event: &Event) -> bool {
    match event {
        Event::NoteAdded { .. }
        | Event::LabelsRead { .. }
        | Event::LabelsSaid { .. }
        | Event::RepairFailed(_)
        | Event::OutboundWanted(_)
        | Event::JobDeclined(_)
        | Event::HelpAsked(_)
        | Event::ReadingCorrected { .. }
        | Event::CorrectionUndone { .. }
        | Event::OrderGiven { .. }
        | Event::OrderUndone(_)
        | Event::TicketPutBack(_) => true,
        Event::TicketClassified { .. }
        | Event::TargetWarned { .. }
        | Event::TargetMissed { .. }
        | Event::ReportMerged { .. }
        | Event::EvidenceAdded { .. }
        | Event::TicketMerged { .. } => !stage.is_put_away(),
        Event::TicketReopened { .. } => {
            matches!(stage, Stage::Resolved | Stage::Verified | Stage::Closed | Stage::Cancelled)
        }
        Event::TicketClosed { .. } => stage == Stage::Verified,
        _ => stage.is_open(),
    }
}

/// Where a ticket stands after an event.
fn after(stage: Stage, event: &Event) -> Stage {
    match event {
        Event::TicketClassified { .. } if stage == Stage::Reported => Stage::Classified,
        Event::TicketAssigned { assignee: None, message: None, .. } => match stage {
            Stage::Assigned => Stage::Classified,
            stage => stage,
        },
        Event::TicketAssigned { .. } => Stage::Assigned,
        Event::TicketStarted { .. } => Stage::InProgress,
        Event::TicketHeld { .. } => Stage::OnHold,
        Event::TicketResolved { .. } => Stage::Resolved,
        Event::TicketVerified { .. } => Stage::Verified,
        Event::TicketReopened { .. } => Stage::Reopened,
        Event::TicketClosed { .. } => Stage::Closed,
        Event::TicketMerged { .. } => Stage::Merged,
        Event::TicketCancelled { .. } => Stage::Cancelled,
        Event::TicketPutBack(put) => put.to.footing.stage,
        _ => stage,
    }
}
