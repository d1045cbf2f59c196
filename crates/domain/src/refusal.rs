//! Why something asked was not done, in words its asker can act on.

use crate::id::{ImportId, MessageId, OutboundId, PersonId, TaskId, TicketNumber};
use crate::member::MemberRole;
use crate::outbound::Hindrance;
use crate::ticket::Stage;
use crate::time::{Day, Instant};

/// A decision's polite no.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// There is no such ticket.
    #[error("there is no ticket {0}; look it up in the list of tickets")]
    NoSuchTicket(TicketNumber),
    /// The ticket was only meant, by somebody who may not do this to it.
    #[error("{0} is not theirs to change")]
    NotYours(TicketNumber),
    /// It is said to be done, and nothing shows it.
    #[error("{0} needs a photo of the finished work")]
    NoPhoto(TicketNumber),
    /// Nothing that somebody ordered lately can be taken back.
    #[error("there is no order of the last minutes to take back")]
    NothingToUndo,
    /// There is no such message.
    #[error("there is no message {0}")]
    NoSuchMessage(MessageId),
    /// There is no such person, or they are nobody else's other self.
    #[error("there is no person {0}, or they were never merged")]
    NoSuchPerson(PersonId),
    /// Two people cannot become one.
    #[error("{0} and {1} cannot be made one: they are one already, or one of them was erased")]
    BadUnion(PersonId, PersonId),
    /// A message was read anew since the asker looked.
    #[error("the message was read anew since; look again")]
    ReadSince(MessageId),
    /// A message is put off into the past, or for ever.
    #[error("choose a time to come, within a year")]
    BadSnooze,
    /// Two tickets became one.
    #[error("{0} became part of another ticket, and they cannot be parted again")]
    Joined(TicketNumber),
    /// There is no such day of a task.
    #[error("task {0} is not due on {1}")]
    NoSuchOccurrence(TaskId, Day),
    /// A patrol or a handover finds no fault as a check does.
    #[error("{0} is a patrol or a handover, which is no check")]
    NoCheck(TaskId),
    /// There is no such run of an import.
    #[error("there is no import {0}")]
    NoSuchImport(ImportId),
    /// The ticket stands where this cannot be done.
    #[error("{ticket} is {stage}; {remedy}")]
    WrongStage {
        /// The ticket.
        ticket: TicketNumber,
        /// Where it stands.
        stage: Stage,
        /// What to do instead.
        remedy: &'static str,
    },
    /// Somebody moved the ticket on since the asker looked.
    #[error("{ticket} is {stage} by now; somebody was faster, look again")]
    Overtaken {
        /// The ticket.
        ticket: TicketNumber,
        /// Where it stands.
        stage: Stage,
    },
    /// Something came after what is to be taken back.
    #[error("{0} was changed since, and nothing was taken back; look again")]
    ChangedSince(TicketNumber),
    /// There is no such message to send.
    #[error("there is no message {0} to send; it may be older than two days")]
    NoSuchOutbound(OutboundId),
    /// The message offered no such answer, or not to whoever gives it.
    #[error("message {0} offered them no such answer")]
    NoSuchChoice(OutboundId),
    /// The message may not leave now.
    #[error("{}", because.sentence())]
    NotNow {
        /// The message.
        outbound: OutboundId,
        /// Why.
        because: Hindrance,
        /// When it may, as far as is known.
        until: Option<Instant>,
    },
    /// A ticket cannot be merged into itself or into one that was put away.
    #[error("{0} cannot be merged into {1}; choose another ticket that is still open or closed")]
    BadMerge(TicketNumber, TicketNumber),
    /// A task's rule cannot be used.
    #[error(transparent)]
    BadCadence(#[from] crate::task::BadCadence),
    /// A calendar cannot be used.
    #[error(transparent)]
    BadCalendar(#[from] crate::calendar::BadCalendar),
    /// An agreement cannot be used.
    #[error(transparent)]
    BadAgreement(#[from] crate::agreement::BadAgreement),
    /// A member's role does not go so far.
    #[error("only {}; ask one of them", whose(*needs))]
    NotForYou {
        /// The least role that may.
        needs: MemberRole,
    },
    /// It concerns more than the sites a member sees.
    #[error("this concerns every site, and you see some; ask somebody who sees all of them")]
    NotHere,
    /// Who asks has no login any more.
    #[error("this login was ended; ask an owner for another")]
    NoMember,
    /// A member cannot be.
    #[error(transparent)]
    BadMember(#[from] crate::member::BadMember),
    /// A ladder cannot be used.
    #[error(transparent)]
    BadLadder(#[from] crate::ladder::BadLadder),
    /// Nobody walks a round past a checkpoint now.
    #[error("they walk no round past {0} now")]
    NoRound(crate::id::PlaceId),
    /// A duty cannot be used.
    #[error(transparent)]
    BadDuty(#[from] crate::duty::BadDuty),
    /// A rota cannot be used.
    #[error(transparent)]
    BadRota(#[from] crate::rota::BadRota),
    /// Labels cannot be used.
    #[error("{0}")]
    BadLabels(#[from] crate::label::BadLabels),
    /// These words cannot be said.
    #[error("{0}")]
    BadWords(#[from] crate::wording::own::BadWords),
    /// What several people share has nobody's word.
    #[error("a phone that several people share cannot lead; give “{0}” the role of those who hold it")]
    SharedLead(String),
    /// A message came from no phone that several people share.
    #[error("message {0} did not come from a shared phone")]
    NotShared(MessageId),
    /// Somebody may not hold a shared phone.
    #[error("{0} cannot hold this phone: only who works at its site, for its company, and does not lead can")]
    CannotHold(String),
    /// Nothing that work on a ticket would cost waits for a yes.
    #[error("no cost of {0} waits for a yes")]
    NoQuote(TicketNumber),
    /// A ticket did not wait then.
    #[error("{0} did not wait then; look again")]
    NoSuchPause(TicketNumber),
    /// Somebody said meanwhile whether a pause stands.
    #[error("whether that pause of {0} stands was said already; look again")]
    Judged(TicketNumber),
    /// What needs a reason was said without one.
    #[error("say why")]
    NoReason,
    /// An approval cannot be used.
    #[error(transparent)]
    BadApproval(#[from] crate::quote::BadApproval),
    /// Something cannot be kept for so long.
    #[error(transparent)]
    BadRetention(#[from] crate::retention::BadRetention),
    /// Nobody said for how long something is kept.
    #[error("{}: it is kept for ever", .0.name())]
    KeptForEver(crate::retention::Trace),
    /// It is not over its time, or work on it goes on.
    #[error("{}: not all of it is over its time", .0.name())]
    StillKept(crate::retention::Trace),
    /// A place or person refers to something the directory lacks.
    #[error("the directory has no {kind} called “{name}”; define it first, or mend the spelling")]
    Undefined {
        /// What is missing.
        kind: &'static str,
        /// Its name as given.
        name: String,
    },
}

/// Who may, for a sentence.
fn whose(needs: MemberRole) -> &'static str {
    match needs {
        MemberRole::Owner => "an owner may do this",
        MemberRole::Manager => "managers and owners may do this",
        MemberRole::Supervisor => "supervisors, managers and owners may do this",
        MemberRole::Viewer | MemberRole::Contact => "members may do this",
    }
}
