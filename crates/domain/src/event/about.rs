//! Which ticket and which message, heard or to be said, an event is about.

use super::Event;
use crate::choice::Chosen;
use crate::clock::Lapsed;
use crate::id::{MessageId, OutboundId, TicketNumber};
use crate::message::Subject;
use crate::order::{Ordered, Undone};
use crate::outbound::Purpose;
use crate::pledge::{Kept, Pledge};

/// The ticket, where one thing is spoken of and it is one.
fn only(about: &[Subject]) -> Option<TicketNumber> {
    match about {
        [Subject::Ticket(ticket)] => Some(*ticket),
        _ => None,
    }
}

impl Event {
    /// Whether its words hold a link that opens a report without a login.
    pub fn brings_link(&self) -> bool {
        matches!(self, Self::OutboundWanted(wanted) if wanted.purpose == Purpose::Handout)
    }

    /// The ticket it concerns.
    #[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
    pub fn ticket(&self) -> Option<TicketNumber> {
        match self {
            Self::TicketOpened { ticket, .. }
            | Self::TicketClassified { ticket, .. }
            | Self::ReportMerged { ticket, .. }
            | Self::EvidenceAdded { ticket, .. }
            | Self::TicketAssigned { ticket, .. }
            | Self::TicketStarted { ticket, .. }
            | Self::TicketHeld { ticket, .. }
            | Self::TicketResolved { ticket, .. }
            | Self::TicketVerified { ticket, .. }
            | Self::TicketReopened { ticket, .. }
            | Self::TicketClosed { ticket }
            | Self::TicketMerged { ticket, .. }
            | Self::TicketCancelled { ticket }
            | Self::NoteAdded { ticket }
            | Self::LabelsRead { ticket, .. }
            | Self::LabelsSaid { ticket, .. }
            | Self::OrderGiven(Ordered { ticket, .. })
            | Self::OrderUndone(Undone { ticket, .. })
            | Self::TargetWarned(Lapsed { ticket, .. })
            | Self::TargetMissed(Lapsed { ticket, .. }) => Some(*ticket),
            Self::PledgeMade(Pledge { ticket, .. }) | Self::PledgeKept(Kept { ticket, .. }) => Some(*ticket),
            Self::MessageCredited(credited) => credited.ticket,
            Self::RungClimbed(climbed) => Some(climbed.ticket),
            Self::ReadingCorrected { ticket, .. } | Self::CorrectionUndone { ticket, .. } => *ticket,
            Self::JobAccepted(job) | Self::JobDeclined(job) => Some(job.ticket),
            Self::TicketPutBack(put) => Some(put.ticket),
            Self::RepairFailed(failed) => Some(failed.ticket),
            Self::CheckFailed(failed) => Some(failed.ticket),
            Self::CauseSought(sought) => Some(sought.ticket),
            Self::QuoteGiven(quoted) => Some(quoted.ticket),
            Self::QuoteAnswered(agreed) => Some(agreed.ticket),
            Self::PauseContested(contested) => Some(contested.ticket),
            Self::PauseJudged(judged) => Some(judged.ticket),
            Self::JobOffered(offered) => Some(offered.ticket),
            Self::JobUntaken(untaken) => Some(untaken.ticket),
            Self::OutboundWanted(wanted) => only(&wanted.about),
            Self::HelpAsked(help) => only(std::slice::from_ref(&help.about)),
            Self::SiteDefined { .. }
            | Self::PlaceDefined { .. }
            | Self::VendorDefined { .. }
            | Self::PersonDefined { .. }
            | Self::TaskDefined { .. }
            | Self::CalendarDefined { .. }
            | Self::AgreementDefined { .. }
            | Self::MemberDefined { .. }
            | Self::LadderDefined(_)
            | Self::DutyDefined(_)
            | Self::RotaDefined(_)
            | Self::TurnSwapped(_)
            | Self::SwapUndone(_)
            | Self::TurnBegan(_)
            | Self::ApprovalDefined(_)
            | Self::SentenceWorded(_)
            | Self::LabelsDefined(_)
            | Self::RetentionDefined(_)
            | Self::PersonMet { .. }
            | Self::PersonReached { .. }
            | Self::PeopleMerged { .. }
            | Self::PeopleSplit { .. }
            | Self::PhoneHeld(_)
            | Self::ConversationMet { .. }
            | Self::ConversationNamed { .. }
            | Self::SilenceBegan { .. }
            | Self::NoticeGiven(_)
            | Self::PersonPreferred { .. }
            | Self::SilenceEnded { .. }
            | Self::MessageReceived { .. }
            | Self::MessageHeardDirectly { .. }
            | Self::MediaKept { .. }
            | Self::MessageEdited { .. }
            | Self::MessageRevoked { .. }
            | Self::MessageInterpreted { .. }
            | Self::VoiceTranscribed(_)
            | Self::OpinionGiven(_)
            | Self::OccurrenceExpected { .. }
            | Self::OccurrenceClimbed(_)
            | Self::CheckpointVisited(_)
            | Self::StepsTicked(_)
            | Self::HandoverWritten(_)
            | Self::HandoverNoted(_)
            | Self::HandoverAccepted(_)
            | Self::OccurrenceEnded { .. }
            | Self::OccurrenceUnproven(_)
            | Self::OccurrenceDelayed(_)
            | Self::ChoiceMade(_)
            | Self::OutboundWithdrawn { .. }
            | Self::OutboundBegun { .. }
            | Self::OutboundSent { .. }
            | Self::OutboundReached { .. }
            | Self::OutboundFailed { .. }
            | Self::OutboundDoubled { .. }
            | Self::ImportStarted { .. }
            | Self::ImportFinished(_)
            | Self::ImportRemoved { .. }
            | Self::MessageSnoozed { .. }
            | Self::RetentionApplied(_)
            | Self::ReportAsked(_)
            | Self::SettingAltered(_)
            | Self::PersonalErased { .. } => None,
        }
    }

    /// The message it concerns or follows from.
    #[expect(clippy::too_many_lines, reason = "every event is named, so that a new one is thought of here")]
    pub fn message(&self) -> Option<&MessageId> {
        match self {
            Self::MessageReceived { message, .. }
            | Self::MessageHeardDirectly { message, .. }
            | Self::MediaKept { message, .. }
            | Self::MessageEdited { message, .. }
            | Self::MessageRevoked { message, .. }
            | Self::MessageInterpreted { message, .. }
            | Self::ReadingCorrected { message, .. }
            | Self::CorrectionUndone { message, .. }
            | Self::MessageSnoozed { message, .. }
            | Self::TicketOpened { message, .. }
            | Self::ReportMerged { message, .. }
            | Self::EvidenceAdded { message, .. }
            | Self::OrderGiven(Ordered { message, .. })
            | Self::OrderUndone(Undone { message, .. }) => Some(message),
            Self::TicketAssigned { message, .. }
            | Self::TicketStarted { message, .. }
            | Self::TicketHeld { message, .. }
            | Self::TicketResolved { message, .. }
            | Self::TicketVerified { message, .. }
            | Self::TicketReopened { message, .. } => message.as_ref(),
            Self::OccurrenceEnded { proof, .. } => proof.as_ref(),
            Self::PhoneHeld(held) => held.message.as_ref(),
            Self::MessageCredited(credited) => Some(&credited.message),
            Self::OpinionGiven(advised) => Some(&advised.message),
            Self::VoiceTranscribed(transcribed) => Some(&transcribed.message),
            Self::PledgeMade(pledge) => Some(&pledge.message),
            Self::PledgeKept(kept) => Some(&kept.message),
            Self::QuoteGiven(quoted) => Some(&quoted.message),
            Self::QuoteAnswered(agreed) => agreed.message.as_ref(),
            Self::PauseContested(contested) => Some(&contested.message),
            Self::PauseJudged(judged) => judged.message.as_ref(),
            Self::ChoiceMade(chosen) => Some(&chosen.message),
            Self::JobAccepted(job) | Self::JobDeclined(job) => Some(&job.message),
            Self::HelpAsked(help) => Some(&help.message),
            Self::OccurrenceDelayed(delay) => Some(&delay.message),
            Self::OccurrenceUnproven(unproven) => Some(&unproven.message),
            Self::CheckpointVisited(visited) => Some(&visited.visit.message),
            Self::StepsTicked(ticked) => Some(&ticked.message),
            Self::CheckFailed(failed) => Some(&failed.message),
            Self::ReportAsked(asked) => Some(&asked.message),
            Self::HandoverNoted(noted) => noted.message.as_ref(),
            Self::HandoverAccepted(taken) => taken.message.as_ref(),
            Self::TurnSwapped(swapped) => swapped.swap.made.as_ref().and_then(|made| made.message.as_ref()),
            Self::SwapUndone(swapped) => swapped.message.as_ref(),
            Self::SiteDefined { .. }
            | Self::PlaceDefined { .. }
            | Self::VendorDefined { .. }
            | Self::PersonDefined { .. }
            | Self::TaskDefined { .. }
            | Self::CalendarDefined { .. }
            | Self::AgreementDefined { .. }
            | Self::MemberDefined { .. }
            | Self::LadderDefined(_)
            | Self::DutyDefined(_)
            | Self::RotaDefined(_)
            | Self::TurnBegan(_)
            | Self::ApprovalDefined(_)
            | Self::SentenceWorded(_)
            | Self::LabelsDefined(_)
            | Self::RetentionDefined(_)
            | Self::RepairFailed(_)
            | Self::CauseSought(_)
            | Self::JobOffered(_)
            | Self::JobUntaken(_)
            | Self::RungClimbed(_)
            | Self::PersonMet { .. }
            | Self::PersonReached { .. }
            | Self::PeopleMerged { .. }
            | Self::PeopleSplit { .. }
            | Self::ConversationMet { .. }
            | Self::ConversationNamed { .. }
            | Self::SilenceBegan { .. }
            | Self::NoticeGiven(_)
            | Self::PersonPreferred { .. }
            | Self::SilenceEnded { .. }
            | Self::TicketClassified { .. }
            | Self::TicketClosed { .. }
            | Self::TicketMerged { .. }
            | Self::TicketPutBack(_)
            | Self::TicketCancelled { .. }
            | Self::NoteAdded { .. }
            | Self::LabelsRead { .. }
            | Self::LabelsSaid { .. }
            | Self::TargetWarned { .. }
            | Self::TargetMissed { .. }
            | Self::OccurrenceExpected { .. }
            | Self::OccurrenceClimbed(_)
            | Self::HandoverWritten(_)
            | Self::OutboundWanted(_)
            | Self::OutboundWithdrawn { .. }
            | Self::OutboundBegun { .. }
            | Self::OutboundSent { .. }
            | Self::OutboundReached { .. }
            | Self::OutboundFailed { .. }
            | Self::OutboundDoubled { .. }
            | Self::ImportStarted { .. }
            | Self::ImportFinished(_)
            | Self::ImportRemoved { .. }
            | Self::RetentionApplied(_)
            | Self::SettingAltered(_)
            | Self::PersonalErased { .. } => None,
        }
    }

    /// The message that is to be said, or was, to which it happened; not the event by which it was wanted.
    pub fn outbound(&self) -> Option<&OutboundId> {
        match self {
            Self::OutboundBegun { outbound, .. }
            | Self::OutboundWithdrawn { outbound, .. }
            | Self::OutboundSent { outbound, .. }
            | Self::OutboundReached { outbound, .. }
            | Self::OutboundFailed { outbound, .. }
            | Self::OutboundDoubled { outbound }
            | Self::ChoiceMade(Chosen { outbound, .. }) => Some(outbound),
            _ => None,
        }
    }
}
