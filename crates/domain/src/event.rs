//! Everything that may have happened: the one serialised contract, kept for ever.

mod about;
mod change;
mod run;
pub use change::{Change, Personal};
pub use run::Finished;

use crate::beside::Altered;
use crate::checklist::{CheckFailed, Ticked};
use crate::choice::{Chosen, Delay, Help, Job};
use crate::clock::Lapsed;
use crate::contest::{Contested, Judged};
use crate::directory::{Place, Role, Site, Vendor};
use crate::duty::{Duty, Offered, Untaken};
use crate::handover::{Noted, TakenOver, Written};
use crate::hearing::{Ear, Suspicion};
use crate::id::{ConversationId, Digest, ImportId, MessageId, OutboundId, PersonId, SiteId, TaskId, TicketNumber};
use crate::label::{LabelSet, LabelsRead};
use crate::ladder::{Climbed, Ladder, Reached};
use crate::member::Member;
use crate::message::{Circle, Form, Geo, Interpretation};
use crate::notice::Notice;
use crate::opinion::Advised;
use crate::order::{Footing, Ordered, ReportAsked, Undone};
use crate::outbound::{Dress, Failure, State, Wanted, Withdrawal};
use crate::phone::{Credited, Held};
use crate::pledge::{Kept, Pledge};
use crate::quote::{Agreed, Approval, Quoted};
use crate::repeat::{CauseSought, Failed};
use crate::retention::{Expired, Retention};
use crate::rota::{Began, Rota, Swapped};
use crate::task::{Occurrence, Outcome, Task, Unproven};
use crate::ticket::{Assignee, Category, HoldReason, Priority};
use crate::time::{Day, Instant};
use crate::tour::Visited;
use crate::undo::PutBack;
use crate::voice::Transcribed;
use crate::wording::own::Worded;
use crate::{agreement::Agreement, calendar::Calendar};
use serde::{Deserialize, Serialize};

/// What happened, without anything personal. Names are past tense; shapes never change, they only gain siblings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A site was written into the directory, or rewritten.
    SiteDefined {
        /// The site as it is now.
        site: Site,
    },
    /// A place was written into the directory, or rewritten.
    PlaceDefined {
        /// The place as it is now.
        place: Place,
    },
    /// A vendor was written into the directory, or rewritten.
    VendorDefined {
        /// The vendor as it is now.
        vendor: Vendor,
    },
    /// A person was written into the directory, or rewritten. Name and handles are personal.
    PersonDefined {
        /// Our name for them.
        person: PersonId,
        /// What they are to the site.
        role: Role,
        /// The company they work for.
        vendor: Option<crate::id::VendorId>,
        /// The site they belong to.
        site: Option<SiteId>,
        /// Whether it is a phone that many share.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        shared: bool,
    },
    /// A task was written into the directory, or rewritten.
    TaskDefined {
        /// The task as it is now.
        task: Task,
    },
    /// A calendar was written into the directory, or rewritten.
    CalendarDefined {
        /// The calendar as it is now.
        calendar: Calendar,
    },
    /// An agreement was written into the directory, or rewritten.
    AgreementDefined {
        /// The agreement as it is now.
        agreement: Agreement,
    },
    /// Somebody was given a login, another role, or none any more.
    MemberDefined {
        /// The member as it is now.
        member: Member,
    },
    /// A ladder was written into the directory, or rewritten.
    LadderDefined(Ladder),
    /// A duty was written into the directory, or rewritten.
    DutyDefined(Duty),
    /// A rota was written into the directory, or rewritten. Swaps that were made elsewhere stay.
    RotaDefined(Rota),
    /// Somebody stands in for whoever would be on call by a rota.
    TurnSwapped(Swapped),
    /// They do not, after all.
    SwapUndone(Swapped),
    /// Somebody is on call by a rota from now on.
    TurnBegan(Began),
    /// From which cost on somebody has to agree was written into the directory, or rewritten.
    ApprovalDefined(Approval),
    /// A sentence was put into the organisation's own words, or into ours again.
    SentenceWorded(Worded),
    /// A set of the organisation's own labels was written into the directory, or rewritten.
    LabelsDefined(LabelSet),
    /// It was said for how long one kind of what is kept is kept.
    RetentionDefined(Retention),
    /// A stranger spoke. Name and handle are personal.
    PersonMet {
        /// Our name for them.
        person: PersonId,
    },
    /// More became known of how a person is reached: what is new, and what leads to them no longer. Both are personal.
    PersonReached {
        /// Our name for them.
        person: PersonId,
    },
    /// Two people turned out to be one. The name and the addresses that one of them had are personal.
    PeopleMerged {
        /// Who turned out to be the other.
        person: PersonId,
        /// Who they are.
        into: PersonId,
        /// Who had turned out to be the first before.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<PersonId>,
    },
    /// They turned out to be two after all. The addresses given back are personal.
    PeopleSplit {
        /// Who is a person of their own again.
        person: PersonId,
        /// Whom they were held to be.
        from: PersonId,
        /// Who turned out to be the first before, and goes with them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        also: Vec<PersonId>,
    },
    /// Somebody said that they hold a shared phone, or a member said who does.
    PhoneHeld(Held),
    /// A member said that a message from a shared phone is somebody else's.
    MessageCredited(Credited),
    /// A conversation was heard for the first time. Its name is personal.
    ConversationMet {
        /// Our name for it.
        conversation: ConversationId,
        /// Who can hear it.
        circle: Circle,
        /// The site it belongs to, when there is only one it can be.
        site: Option<SiteId>,
        /// The one other person of a direct conversation, when known by then.
        #[serde(default)]
        with: Option<PersonId>,
    },
    /// What its members call a conversation became known, or changed. It is personal.
    ConversationNamed {
        /// Our name for it.
        conversation: ConversationId,
        /// The site it belongs to, when there is only one it can be.
        site: Option<SiteId>,
    },
    /// Something we hear by may be deaf: nobody is accused because of silence there.
    SilenceBegan {
        /// What we hear by.
        ear: Ear,
        /// From when on nothing may have been heard.
        since: Instant,
        /// Why we think so.
        why: Suspicion,
    },
    /// WhatsApp said something of our own account.
    NoticeGiven(Notice),
    /// Somebody asked WhatsApp for no more messages that advertise, or for them again.
    PersonPreferred {
        /// Who.
        person: PersonId,
        /// Whether they want none.
        stops: bool,
        /// When they said so.
        said_at: Instant,
    },
    /// It hears again.
    SilenceEnded {
        /// What we hear by.
        ear: Ear,
        /// From when on.
        until: Instant,
    },
    /// A message came in. Its words are personal.
    MessageReceived {
        /// Our name for it.
        message: MessageId,
        /// The channel's name for it.
        external: String,
        /// Where it was said.
        conversation: ConversationId,
        /// Who said it: of a shared phone, whoever holds it, or else the phone itself.
        sender: PersonId,
        /// The shared phone it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<PersonId>,
        /// When it was said.
        sent_at: Instant,
        /// What form it has.
        form: Form,
        /// The file that came with it, when kept.
        media: Option<Digest>,
        /// Where its pin is, in entries from before pins were personal; later ones keep it apart.
        geo: Option<Geo>,
        /// The message it quotes or reacts to.
        reply_to: Option<String>,
        /// People it names with @.
        mentions: Vec<PersonId>,
        /// Whether it was passed on.
        forwarded: bool,
        /// Whether its sender changed it.
        edited: bool,
        /// The run that brought it.
        import: Option<ImportId>,
        /// Whether a number was listened to that we do not answer from: what is written to it opens no service window.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        overheard: bool,
    },
    /// A message that was overheard came to us, too: its sender wrote to us alone.
    MessageHeardDirectly {
        /// The message.
        message: MessageId,
        /// Where it was written to us.
        conversation: ConversationId,
    },
    /// The file of a message, missing until then, was kept.
    MediaKept {
        /// The message it came with.
        message: MessageId,
        /// Its bytes.
        digest: Digest,
    },
    /// What a voice note says was made out. Its words are personal.
    VoiceTranscribed(Transcribed),
    /// Its sender changed the words of a message. The new ones are personal.
    MessageEdited {
        /// The message.
        message: MessageId,
        /// When it was changed.
        changed_at: Instant,
    },
    /// Its sender took a message back: it shows nothing any more. What followed from it stays, but for the day of a task that it
    /// reported.
    MessageRevoked {
        /// The message.
        message: MessageId,
        /// When it was taken back.
        changed_at: Instant,
    },
    /// A reader said what a message means. The reasons quote the message and are personal.
    MessageInterpreted {
        /// The message.
        message: MessageId,
        /// What it is held to mean.
        meaning: Interpretation,
    },
    /// A member said what a message really means; that is told beside it, by their name. What it was held to mean
    /// before stays here, so that readers can learn from the pair and the member can take it back.
    ReadingCorrected {
        /// The message.
        message: MessageId,
        /// What it was held to mean.
        before: Option<Interpretation>,
        /// The ticket that it had opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<TicketNumber>,
        /// How that ticket stood.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        footing: Option<Footing>,
    },
    /// A member took back what they had said of a message: what it means is told beside it, and the ticket it had opened
    /// stands as it did.
    CorrectionUndone {
        /// The message.
        message: MessageId,
        /// The ticket that it had opened.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ticket: Option<TicketNumber>,
        /// How it stands again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        footing: Option<Footing>,
    },
    /// A member put off a message that waits for one.
    MessageSnoozed {
        /// The message.
        message: MessageId,
        /// When it waits again; none when it waits again from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Instant>,
    },
    /// A model server said what a message means that no reader was sure of. The words it rests on are personal.
    OpinionGiven(Advised),
    /// An issue became a ticket. The title is personal.
    TicketOpened {
        /// Its number.
        ticket: TicketNumber,
        /// The message that opened it.
        message: MessageId,
        /// Who told us.
        reporter: PersonId,
        /// Where it was said.
        conversation: ConversationId,
        /// The earlier ticket it repeats.
        recurrence_of: Option<TicketNumber>,
    },
    /// It was said what and where it is.
    TicketClassified {
        /// The ticket.
        ticket: TicketNumber,
        /// What trade it belongs to.
        category: Category,
        /// How soon it must be answered.
        priority: Priority,
        /// The site.
        site: Option<SiteId>,
        /// The place.
        place: Option<crate::id::PlaceId>,
    },
    /// Somebody else reported the same incident.
    ReportMerged {
        /// The ticket.
        ticket: TicketNumber,
        /// Who told us.
        reporter: PersonId,
        /// The message.
        message: MessageId,
    },
    /// A photo, film or file shows something of it.
    EvidenceAdded {
        /// The ticket.
        ticket: TicketNumber,
        /// The message it came with.
        message: MessageId,
    },
    /// Somebody was told to own it.
    TicketAssigned {
        /// The ticket.
        ticket: TicketNumber,
        /// Who owns it; none takes it from whoever did.
        assignee: Option<Assignee>,
        /// The message that says so.
        message: Option<MessageId>,
    },
    /// Somebody is on it.
    TicketStarted {
        /// The ticket.
        ticket: TicketNumber,
        /// The message that says so.
        message: Option<MessageId>,
    },
    /// Work waits.
    TicketHeld {
        /// The ticket.
        ticket: TicketNumber,
        /// Why.
        reason: HoldReason,
        /// The message that says so.
        message: Option<MessageId>,
        /// Whether that only shows why: it waits from when a member said so, however old or young the message is.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        is_shown: bool,
    },
    /// The doer claims it is fixed.
    TicketResolved {
        /// The ticket.
        ticket: TicketNumber,
        /// Who claims it, when a person in a chat.
        claimant: Option<PersonId>,
        /// The message that says so.
        message: Option<MessageId>,
    },
    /// Someone else says it is fixed.
    TicketVerified {
        /// The ticket.
        ticket: TicketNumber,
        /// The message that says so.
        message: Option<MessageId>,
    },
    /// The claim was false, or it came back.
    TicketReopened {
        /// The ticket.
        ticket: TicketNumber,
        /// The message that says so.
        message: Option<MessageId>,
    },
    /// Nothing more will happen.
    TicketClosed {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// It is the same incident as another ticket's.
    TicketMerged {
        /// The ticket.
        ticket: TicketNumber,
        /// The ticket that goes on.
        into: TicketNumber,
        /// Whether that one keeps the time of both, from the first report on; once it kept its own.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        keeps_time: bool,
    },
    /// It was no issue.
    TicketCancelled {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// A reader said which of the organisation's own labels a ticket has.
    LabelsRead {
        /// The ticket.
        ticket: TicketNumber,
        /// Set by set, where it is sure.
        labels: Vec<LabelsRead>,
    },
    /// A member said which labels of a set a ticket has, or took it back.
    LabelsSaid {
        /// The ticket.
        ticket: TicketNumber,
        /// The set.
        set: String,
        /// The labels; none where it was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        labels: Option<Vec<String>>,
    },
    /// Whoever has the job said what it would cost.
    QuoteGiven(Quoted),
    /// A manager approved or declined that, or took it back.
    QuoteAnswered(Agreed),
    /// Whoever has the job said that a pause is wrong.
    PauseContested(Contested),
    /// A manager said whether a pause stands, or took that back. The reason is personal.
    PauseJudged(Judged),
    /// A member wrote a note for the others. Its words are personal.
    NoteAdded {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// A message ordered what was just done to a ticket.
    OrderGiven(Ordered),
    /// Whoever gave an order took it back: the ticket stands as it did before.
    OrderUndone(Undone),
    /// A member took back what they did to a ticket: it stands as it did before.
    TicketPutBack(Box<PutBack>),
    /// A repair did not hold: its fault was reported again too soon.
    RepairFailed(Failed),
    /// The cause of what keeps coming back is looked for in a ticket of its own.
    CauseSought(CauseSought),
    /// Somebody said when they will be there, or by when it is wanted.
    PledgeMade(Pledge),
    /// Whoever gave a time spoke of the ticket again.
    PledgeKept(Kept),
    /// A step of a ticket's ladder was reached.
    RungClimbed(Climbed),
    /// Most of the time that a target may take has run.
    TargetWarned(Lapsed),
    /// The time that a target may take ran out before it was answered.
    TargetMissed(Lapsed),
    /// A day of a task came up.
    OccurrenceExpected {
        /// The day, without an outcome.
        occurrence: Occurrence,
    },
    /// A step about a day of a task that nobody reported was reached.
    OccurrenceClimbed(Reached),
    /// Somebody was at a checkpoint of a patrol.
    CheckpointVisited(Visited),
    /// Somebody said that steps of a task are done.
    StepsTicked(Ticked),
    /// A check found a fault, which has a ticket.
    CheckFailed(CheckFailed),
    /// Shifts change: what the next one has to know was written down.
    HandoverWritten(Written),
    /// Somebody added to a handover, or mended a point of it. The words are personal.
    HandoverNoted(Noted),
    /// Somebody of the next shift took over.
    HandoverAccepted(TakenOver),
    /// A day of a task ended, or ended differently from what we thought.
    OccurrenceEnded {
        /// The task.
        task: TaskId,
        /// The day.
        day: Day,
        /// How it ended.
        outcome: Outcome,
        /// The message that proves it.
        proof: Option<MessageId>,
    },
    /// A message is no report of a day of a task any more, since somebody reads it otherwise.
    OccurrenceUnproven(Unproven),
    /// Something is to be said to somebody. Its words are personal.
    OutboundWanted(Wanted),
    /// Somebody chose one of the answers that a message offered.
    ChoiceMade(Chosen),
    /// A job was offered to somebody on call.
    JobOffered(Offered),
    /// Nobody on call took a job.
    JobUntaken(Untaken),
    /// Somebody took the job that was given to them.
    JobAccepted(Job),
    /// Somebody did not take the job that was given to them.
    JobDeclined(Job),
    /// Somebody needs help with what they do.
    HelpAsked(Help),
    /// A day of a task takes longer, as whoever owes it says.
    OccurrenceDelayed(Delay),
    /// What was to be said will not be.
    OutboundWithdrawn {
        /// Our name for it.
        outbound: OutboundId,
        /// Why not.
        reason: Withdrawal,
    },
    /// What is to be said is being handed to the channel: recorded before it leaves, so that it is never forgotten.
    OutboundBegun {
        /// Our name for it.
        outbound: OutboundId,
        /// As what it leaves.
        dress: Dress,
    },
    /// What was to be said was said. The channel's own name for it is personal.
    OutboundSent {
        /// Our name for it.
        outbound: OutboundId,
        /// The channel's lasting name for it; none when a member sent it by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        external: Option<String>,
    },
    /// The channel told how far a message came.
    OutboundReached {
        /// Our name for it.
        outbound: OutboundId,
        /// How far: delivered or read.
        state: State,
    },
    /// The channel did not take or bring a message.
    OutboundFailed {
        /// Our name for it.
        outbound: OutboundId,
        /// Why, with the channel's number for it.
        why: (Failure, Option<u32>),
        /// When it is tried again at the earliest; none when it is not.
        again_at: Option<Instant>,
    },
    /// The channel told of a second message under our mark: it was sent twice.
    OutboundDoubled {
        /// Our name for it.
        outbound: OutboundId,
    },
    /// Reading an exported chat began. The file's name is personal.
    ImportStarted {
        /// Our name for the run.
        import: ImportId,
        /// The conversation it fills.
        conversation: ConversationId,
    },
    /// Reading an exported chat ended.
    ImportFinished(Finished),
    /// Everything one run brought was taken out again.
    ImportRemoved {
        /// The run.
        import: ImportId,
    },
    /// Words, names and handles of entries were erased.
    PersonalErased {
        /// Whose.
        person: PersonId,
        /// How many entries lost their personal part.
        entries: u64,
    },
    /// Something went because its time was over.
    RetentionApplied(Expired),
    /// Somebody asked for a report, which leaves by itself.
    ReportAsked(ReportAsked),
    /// A setting, or what opens a login or a link, was changed beside the record.
    SettingAltered(Altered),
}
