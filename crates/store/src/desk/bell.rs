//! The bell: that something was recorded, and which subjects it is about; never what.

use crate::StoreError;
use crate::desk::{Answer, Desk};
use crate::journal;
use domain::event::{Change, Event};
use domain::id::OrgId;
use domain::message::Subject;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;

/// Rings that a listener may be behind before it is told that it missed some.
const RINGS_MAX: usize = 256;
/// Subjects that one ring names; more are anything.
const NAMES_MAX: usize = 64;

/// Something was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ring {
    /// Whose journal.
    pub org: OrgId,
    /// Where it ends now.
    pub position: i64,
    /// What it is about: `tickets` and `T-104`, `messages`, `tasks`, `outbox`, `imports`, `directory`, `settings`. When empty, it
    /// may be about anything.
    pub about: BTreeSet<String>,
}

/// The bell of all organisations in one database.
#[derive(Clone, Debug)]
pub(super) struct Bell {
    rope: broadcast::Sender<Ring>,
    ends: Arc<Mutex<BTreeMap<OrgId, i64>>>,
}

impl Bell {
    pub fn new() -> Self {
        Self { rope: broadcast::channel(RINGS_MAX).0, ends: Arc::default() }
    }

    pub fn listen(&self) -> broadcast::Receiver<Ring> {
        self.rope.subscribe()
    }

    /// Where a journal ended when it last rang.
    pub fn end(&self, org: &OrgId) -> i64 {
        self.ends().get(org).copied().unwrap_or_default()
    }

    /// Rings, unless a later end was rung already.
    pub fn ring(&self, org: &OrgId, position: i64, about: BTreeSet<String>) {
        let is_news = {
            let mut ends = self.ends();
            let end = ends.entry(org.clone()).or_default();
            let is_news = position > *end;
            *end = position.max(*end);
            is_news
        };
        // Whoever is late to ring still says what it is about: nobody else does.
        if is_news || !about.is_empty() {
            // Nobody listening is no fault.
            let _listeners = self.rope.send(Ring { org: org.clone(), position, about });
        }
    }

    fn ends(&self) -> std::sync::MutexGuard<'_, BTreeMap<OrgId, i64>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    /// Hears of everything recorded through this desk from now on, and of what others recorded when [`Desk::look`] is
    /// called.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Ring> {
        self.bell.listen()
    }

    /// Where a journal ended when it was last heard of; 0 when it was not yet.
    #[must_use]
    pub fn end(&self, org: &OrgId) -> i64 {
        self.bell.end(org)
    }

    /// Rings when another program recorded something: the bell of this one cannot know.
    ///
    /// # Errors
    /// Of the engine.
    pub async fn look(&self, org: &OrgId) -> Result<i64, StoreError> {
        let head = journal::head(&self.db, org.as_str()).await?;
        let position = head.map_or(0, |head| head.position);
        if position > self.bell.end(org) {
            self.bell.ring(org, position, BTreeSet::new());
        }
        Ok(position)
    }
}

/// What granted requests are about; empty when that may be anything.
pub(super) fn about(answers: &[Answer]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for Change { event, .. } in answers.iter().flatten().flat_map(|receipt| &receipt.changes) {
        let Some(kind) = kind(event) else { return BTreeSet::new() };
        names.insert(kind.to_owned());
        if let Some(ticket) = ticket(event) {
            names.insert("tickets".to_owned());
            names.insert(ticket);
        }
        if names.len() > NAMES_MAX {
            return BTreeSet::new();
        }
    }
    names
}

fn ticket(event: &Event) -> Option<String> {
    let spoken_of = match event {
        Event::MessageInterpreted { meaning, .. } => match &meaning.about {
            Some(Subject::Ticket(ticket)) => Some(*ticket),
            Some(Subject::Task(..)) | None => None,
        },
        _ => event.ticket(),
    };
    spoken_of.map(|ticket| ticket.to_string())
}

/// Which lists an event changes; none when it may be any.
#[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
fn kind(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::SiteDefined { .. }
        | Event::PlaceDefined { .. }
        | Event::VendorDefined { .. }
        | Event::PersonDefined { .. }
        | Event::TaskDefined { .. }
        | Event::CalendarDefined { .. }
        | Event::AgreementDefined { .. }
        | Event::LadderDefined { .. }
        | Event::DutyDefined(_)
        | Event::RotaDefined(_)
        | Event::TurnSwapped(_)
        | Event::SwapUndone(_)
        | Event::TurnBegan(_)
        | Event::ApprovalDefined(_)
        | Event::SentenceWorded(_)
        | Event::LabelsDefined(_)
        | Event::RetentionDefined(_)
        | Event::MemberDefined { .. }
        | Event::PersonMet { .. }
        | Event::PhoneHeld(_)
        | Event::PersonReached { .. } => "directory",
        Event::ConversationMet { .. }
        | Event::ConversationNamed { .. }
        | Event::MessageReceived { .. }
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
        | Event::ChoiceMade(_) => "messages",
        Event::TicketOpened { .. }
        | Event::TicketClassified { .. }
        | Event::ReportMerged { .. }
        | Event::EvidenceAdded { .. }
        | Event::TicketAssigned { .. }
        | Event::TicketStarted { .. }
        | Event::TicketHeld { .. }
        | Event::TicketResolved { .. }
        | Event::TicketVerified { .. }
        | Event::TicketReopened { .. }
        | Event::TicketClosed { .. }
        | Event::TicketMerged { .. }
        | Event::TicketCancelled { .. }
        | Event::NoteAdded { .. }
        | Event::LabelsRead { .. }
        | Event::LabelsSaid { .. }
        | Event::QuoteGiven(_)
        | Event::QuoteAnswered(_)
        | Event::PauseContested(_)
        | Event::PauseJudged(_)
        | Event::OrderGiven { .. }
        | Event::OrderUndone(_)
        | Event::TicketPutBack(_)
        | Event::RepairFailed(_)
        | Event::CauseSought(_)
        | Event::PledgeMade(_)
        | Event::PledgeKept(_)
        | Event::RungClimbed(_)
        | Event::JobOffered(_)
        | Event::JobUntaken(_)
        | Event::JobAccepted(_)
        | Event::JobDeclined(_)
        | Event::HelpAsked(_)
        | Event::TargetWarned { .. }
        | Event::TargetMissed { .. } => "tickets",
        Event::OccurrenceExpected { .. }
        | Event::OccurrenceClimbed(_)
        | Event::HandoverWritten(_)
        | Event::HandoverNoted(_)
        | Event::HandoverAccepted(_)
        | Event::OccurrenceEnded { .. }
        | Event::OccurrenceUnproven(_)
        | Event::CheckpointVisited(_)
        | Event::StepsTicked(_)
        | Event::CheckFailed(_)
        | Event::OccurrenceDelayed(_) => "tasks",
        Event::OutboundWanted { .. }
        | Event::OutboundWithdrawn { .. }
        | Event::OutboundBegun { .. }
        | Event::OutboundSent { .. }
        | Event::OutboundReached { .. }
        | Event::OutboundFailed { .. }
        | Event::OutboundDoubled { .. } => "outbox",
        Event::ImportStarted { .. } | Event::ImportFinished { .. } => "imports",
        Event::PeopleMerged { .. }
        | Event::PeopleSplit { .. }
        | Event::MessageCredited(_)
        | Event::SilenceBegan { .. }
        | Event::NoticeGiven(_)
        | Event::PersonPreferred { .. }
        | Event::SilenceEnded { .. }
        | Event::ImportRemoved { .. }
        | Event::RetentionApplied(_)
        | Event::ReportAsked(_)
        | Event::PersonalErased { .. } => return None,
        Event::SettingAltered(_) => return Some("settings"),
    })
}
