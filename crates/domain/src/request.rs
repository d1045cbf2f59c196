//! What may be asked: a command, by whom, through which door, with the time and chance it brings.

use crate::agreement::Agreement;
use crate::beside::Altered;
use crate::calendar::Calendar;
use crate::choice::Meant;
use crate::directory::{Person, Place, Site, Vendor};
use crate::duty::Duty;
use crate::handover::Hand;
use crate::hearing::{Ear, Suspicion};
use crate::id::{
    ConversationId, Digest, ImportId, MessageId, OrgId, OutboundId, PersonId, RotaId, TaskId, TicketNumber,
};
use crate::label::{LabelSet, LabelsRead};
use crate::ladder::Ladder;
use crate::member::Member;
use crate::message::{ConversationKey, Handle, Inbound, Interpretation};
use crate::notice::Notice;
use crate::opinion::Opinion;
use crate::order::{Footing, Inquiry, Order};
use crate::outbound::{Accepted, Failure, Handout, Letter, Onto, Terms, Told};
use crate::pass::Act;
use crate::phone::{Credit, Hold};
use crate::quote::{Approval, Money};
use crate::raise::Raise;
use crate::retention::{Expired, Retention};
use crate::rota::{Rota, Swap};
use crate::task::{Outcome, Task};
use crate::ticket::{Assignee, Category, HoldReason, Priority, Stage};
use crate::time::{Day, Instant};
use crate::tour::Shown;
use crate::undo::Acted;
use crate::voice::Transcript;
use crate::wording::own::Worded;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// One thing asked of one organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Whose journal it goes to.
    pub org: OrgId,
    /// Who asks.
    pub actor: Actor,
    /// Through which door.
    pub via: Via,
    /// The time and chance it brings.
    pub stamp: Stamp,
    /// The run of reading an export that asks, so that its entries can be taken out again.
    pub import: Option<ImportId>,
    /// What is asked.
    pub command: Command,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A person in a chat.
    Person(PersonId),
    /// A member, by name of their login.
    Member(String),
    /// Another program, by name of its key.
    Key(String),
    /// The reader.
    Reader,
    /// The clock.
    Clock,
    /// The channel itself, before we know who spoke.
    Channel,
}

impl std::fmt::Display for Actor {
    /// The form kept in the journal: `person:…`, `member:…`, `key:…`, `reader`, `clock` or
    /// `channel`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(person) => write!(out, "person:{person}"),
            Self::Member(member) => write!(out, "member:{member}"),
            Self::Key(key) => write!(out, "key:{key}"),
            Self::Reader => out.write_str("reader"),
            Self::Clock => out.write_str("clock"),
            Self::Channel => out.write_str("channel"),
        }
    }
}

crate::ticket::words! {
    /// The door something came through.
    Via {
        /// A live channel.
        WhatsApp = "whatsapp",
        /// An exported chat.
        Import = "import",
        /// The pages.
        Web = "web",
        /// The command line.
        Shell = "shell",
        /// Another program.
        Api = "api",
        /// The clock.
        Clock = "clock",
        /// The page of a pass, without a login.
        Link = "link",
        /// A simulated world.
        Simulated = "simulated",
    }
}

/// The time and chance of a request, so that deciding needs neither clock nor dice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it is asked, by the clock of the run.
    pub at: Instant,
    /// 128 random bits.
    pub entropy: u128,
}

impl Stamp {
    /// The n-th id this request may give away: a UUID of version 7 at the stamp's time.
    pub fn id(self, n: u64) -> String {
        let ms = u64::try_from(self.at.us() / 1_000).unwrap_or(0);
        let mut random = [0; 10];
        random.copy_from_slice(&self.derived("id", n)[..10]);
        uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid().simple().to_string()
    }

    /// The salt under which the n-th entry's personal part is hashed: 128 bits that nothing else gives away.
    pub fn salt(self, n: u64) -> String {
        self.derived("salt", n).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Sixteen bytes that follow from the stamp's entropy, for one use; they do not lead back to it.
    fn derived(self, what: &str, n: u64) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update(self.entropy.to_be_bytes());
        hash.update(n.to_be_bytes());
        hash.update(what.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.finalize()[..16]);
        bytes
    }
}

/// What may be asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Write into the directory.
    Define(Box<Definition>),
    /// Keep a message.
    Receive(Box<Inbound>),
    /// Say that the file of a message, missing until then, is here.
    KeepMedia {
        /// Where the message was said.
        conversation: ConversationId,
        /// The channel's name for it.
        external: String,
        /// Its bytes.
        digest: Digest,
    },
    /// Keep what a voice note says.
    Transcribe {
        /// The message.
        message: MessageId,
        /// How it was made out.
        transcript: Transcript,
        /// Its words; personal.
        text: String,
    },
    /// Act on what a reader says of a message.
    Interpret(Box<Proposal>),
    /// Hold a message to mean what a member says.
    Correct(Box<Correction>),
    /// Take back what a member said of a message.
    TakeBack(Box<Taken>),
    /// Put a message off that waits for a member.
    Snooze {
        /// The message.
        message: MessageId,
        /// Until when; none to have it wait again now.
        until: Option<Instant>,
    },
    /// Weigh a second opinion of a message.
    Advise(Box<Opinion>),
    /// Do what a message orders.
    Obey(Box<Order>),
    /// Answer what a message asks.
    Answer(Box<Inquiry>),
    /// Keep hold of somebody whose number or id changed.
    Follow {
        /// Addresses they had.
        before: Vec<Handle>,
        /// Addresses they have now.
        after: Vec<Handle>,
    },
    /// Say what a conversation is called.
    NameConversation(ConversationKey),
    /// Say that two people are one.
    MergePeople {
        /// Who is the other.
        person: PersonId,
        /// Who they are.
        into: PersonId,
    },
    /// Say that somebody who was merged is another person after all.
    SplitPeople {
        /// Who.
        person: PersonId,
        /// The addresses that are theirs.
        handles: Vec<Handle>,
        /// Who had turned out to be them before, and goes with them.
        also: Vec<PersonId>,
    },
    /// Say who holds the shared phone that a message came from.
    Hold(Box<Hold>),
    /// Say whose messages from a shared phone really are.
    Credit(Box<Credit>),
    /// Let somebody stand in for whoever would be on call.
    Swap {
        /// By which rota.
        rota: RotaId,
        /// Who, and when.
        swap: Swap,
    },
    /// Take that back.
    TakeSwapBack {
        /// By which rota.
        rota: RotaId,
        /// Who stands in, and when.
        swap: Swap,
    },
    /// Say which of all ears may be deaf, since when and why; the others hear.
    NoteHearing(BTreeMap<Ear, (Instant, Suspicion)>),
    /// Take a message back that its channel says was, by its lasting name alone.
    Revoke {
        /// The name.
        external: String,
        /// When that was learnt.
        at: Instant,
    },
    /// Note what WhatsApp says of our own account.
    NoteNotices(Vec<Notice>),
    /// Note that somebody, known by any of these addresses, wants no messages that advertise, or wants them again.
    NotePreference {
        /// Their addresses.
        handles: Vec<Handle>,
        /// Whether they want none.
        stops: bool,
        /// When they said so.
        said_at: Instant,
    },
    /// Act on what somebody said by a pass.
    Act(Box<Act>),
    /// Take a message at the time it gives for what it speaks of.
    Pledge {
        /// The message.
        message: MessageId,
        /// The time.
        due_at: Instant,
        /// Whether it is a limit set to others.
        is_limit: bool,
    },
    /// Take a message at the cost it names for the ticket it speaks of.
    Quote {
        /// The message.
        message: MessageId,
        /// The cost.
        amount: Money,
    },
    /// Take a message as a visit of a checkpoint.
    Visit {
        /// The message.
        message: MessageId,
        /// What it shows.
        shown: Shown,
    },
    /// Do what an answer says that a message of ours offered.
    Choose {
        /// The message that gives it.
        message: MessageId,
        /// The message of ours.
        outbound: OutboundId,
        /// Which of its answers, from 0.
        nth: usize,
    },
    /// Do what is due by the stamp's time, in a chat that was heard throughout.
    Lapse,
    /// Do what is due by the stamp's time, where people are heard live since an instant, or not at all: nobody is
    /// blamed for a day of which nothing could be heard.
    LapseSince(Option<Instant>),
    /// Change a ticket.
    Change {
        /// The ticket.
        ticket: TicketNumber,
        /// Where its asker saw it stand; none when that does not matter. What is so already is then not done again.
        seen: Option<Stage>,
        /// What to change.
        command: TicketCommand,
    },
    /// Open a ticket for what a member reports.
    Raise(Box<Raise>),
    /// Say how a day of a task ended.
    Judge {
        /// The task.
        task: TaskId,
        /// The day.
        day: Day,
        /// How it ended.
        outcome: Outcome,
        /// Why; personal. A day that is excused is excused for a reason.
        because: String,
    },
    /// Add to a handover, or take over.
    Hand {
        /// The task by which shifts change.
        task: TaskId,
        /// The day.
        day: Day,
        /// What is done.
        hand: Hand,
    },
    /// Hand a message to the channel, if it may leave now.
    Dispatch {
        /// The message.
        outbound: OutboundId,
        /// What the channel and the organisation allow.
        terms: Box<Terms>,
    },
    /// Say that a message we wanted to send was sent.
    NoteSent {
        /// The message.
        outbound: OutboundId,
        /// What the channel says; none when a member sent it by hand.
        accepted: Option<Accepted>,
    },
    /// Say that the channel did not take a message, or that it is not known whether it did.
    NoteFailed {
        /// The message.
        outbound: OutboundId,
        /// Why.
        failure: Failure,
        /// The channel's number for it.
        code: Option<u32>,
    },
    /// Say what the channel told of a message later.
    NoteTold {
        /// The message.
        outbound: OutboundId,
        /// What it told.
        told: Box<Told>,
    },
    /// Decide that a message we wanted to send is not sent.
    Decline(OutboundId),
    /// Write to somebody about a ticket.
    Write(Box<Letter>),
    /// Bring somebody a report.
    HandOut(Box<Handout>),
    /// Say at a number that this is a test.
    Try {
        /// The name that the message gets.
        outbound: OutboundId,
        /// The number.
        number: Handle,
    },
    /// Show whoever said a message, by an emoji on it, that it was taken in, unless words tell them just now.
    Nod {
        /// The message.
        message: MessageId,
        /// The same, as its channel knows it.
        onto: Onto,
    },
    /// Begin to read an exported chat.
    StartImport {
        /// Our name for the run.
        import: ImportId,
        /// The conversation it fills.
        conversation: ConversationKey,
        /// The file's name; personal.
        file: String,
    },
    /// End reading an exported chat.
    FinishImport {
        /// The run.
        import: ImportId,
        /// Messages that were new.
        added: u32,
        /// Lines that told of changes to the chat itself.
        system_lines: u32,
        /// Lines that could not be read.
        unreadable: u32,
    },
    /// Take out what a run brought.
    RemoveImport(ImportId),
    /// Record that personal parts were erased.
    RecordErasure {
        /// Whose.
        person: PersonId,
        /// How many entries.
        entries: u64,
    },
    /// Record that something went because its time is over.
    Expire(Box<Expired>),
    /// Record that something beside the record was changed.
    NoteAltered(Box<Altered>),
}

impl Command {
    /// Changes a ticket, wherever it stands.
    pub fn change(ticket: TicketNumber, command: TicketCommand) -> Self {
        Self::Change { ticket, seen: None, command }
    }
}

/// One line of the directory.
#[derive(Clone, Debug, PartialEq)]
pub enum Definition {
    /// A site.
    Site(Site),
    /// A place.
    Place(Place),
    /// A vendor.
    Vendor(Vendor),
    /// A person.
    Person(Person),
    /// A task.
    Task(Task),
    /// A calendar.
    Calendar(Calendar),
    /// An agreement.
    Agreement(Agreement),
    /// A member.
    Member(Member),
    /// A ladder.
    Ladder(Ladder),
    /// A duty.
    Duty(Duty),
    /// A rota.
    Rota(Rota),
    /// From which cost on somebody has to agree.
    Approval(Approval),
    /// A sentence in the organisation's own words.
    Words(Worded),
    /// A set of labels of the organisation's own.
    Labels(LabelSet),
    /// For how long one kind of what is kept is kept.
    Retention(Retention),
}

/// What a member, or a message, may do to a ticket.
#[derive(Clone, Debug, PartialEq)]
pub enum TicketCommand {
    /// Say what and where it is.
    Classify {
        /// What trade it belongs to.
        category: Category,
        /// How soon it must be answered.
        priority: Priority,
        /// The place.
        place: Option<crate::id::PlaceId>,
    },
    /// Give it to somebody, or take it away.
    Assign(Option<Assignee>),
    /// Say that work has begun.
    Start,
    /// Say why it waits.
    Hold {
        /// Why.
        reason: HoldReason,
        /// The message about the ticket that shows it; without one the ticket waits, and its clocks go on.
        message: Option<MessageId>,
    },
    /// Claim it is fixed.
    Resolve,
    /// Confirm the claim.
    Verify,
    /// Dispute the claim.
    Reopen,
    /// Put it away, verified.
    Close,
    /// Join it to another.
    Merge(TicketNumber),
    /// Say it was no issue.
    Cancel,
    /// Write a note.
    Note(String),
    /// Agree to what it would cost, as the quote of this number says.
    Approve(u32),
    /// Do not agree to it.
    Decline(u32),
    /// Take back what was said to it.
    AskAgain(u32),
    /// Say whether a pause stands.
    JudgePause {
        /// Since when it waited, by which the pause is known.
        since: Instant,
        /// Whether it stands; none takes back what was said of it.
        stands: Option<bool>,
        /// Why; personal.
        because: String,
    },
    /// Look for the cause of what keeps coming back, in a ticket of its own.
    SeekCause,
    /// Take back what a member did to it, if it stands as that left it.
    PutBack(Box<Acted>),
    /// Say which labels of a set it has; none takes back what was said.
    Label(String, Option<Vec<String>>),
}

/// What a reader believes of a message, for a decision to act on.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The message.
    pub message: MessageId,
    /// What it means; `about` names an existing ticket or task only.
    pub meaning: Interpretation,
    /// Whether it opens a ticket of its own.
    pub opens: bool,
    /// The earlier, closed ticket that the new one repeats.
    pub recurrence_of: Option<TicketNumber>,
    /// Who is told to own the ticket.
    pub assignee: Option<Assignee>,
    /// Earlier messages that this one sheds light on, with what they now mean. `about` names an existing
    /// ticket or task; [`Hindsight::Same`] follows the message itself, also into a ticket it opens.
    pub hindsight: Vec<Hindsight>,
    /// Why the reader thinks so, strongest first; personal.
    pub reasons: Vec<String>,
    /// What whoever said it could settle; none where the reader is sure, or nobody can.
    pub alternatives: Option<Alternatives>,
    /// Which of the organisation's own labels a ticket has that it opens.
    pub labels: Vec<LabelsRead>,
}

impl Proposal {
    /// That a message means something, and that nothing follows beside.
    pub fn of(message: MessageId, meaning: Interpretation) -> Self {
        Self {
            message,
            meaning,
            opens: false,
            recurrence_of: None,
            assignee: None,
            hindsight: Vec::new(),
            reasons: Vec::new(),
            alternatives: None,
            labels: Vec::new(),
        }
    }
}

/// What a message would be if it were a report of its own, and what else it may be about.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternatives {
    /// The report.
    pub report: Meant,
    /// The other open ticket that it may be about.
    pub other: Option<TicketNumber>,
}

/// What a member says that a message means.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// What it means, read by the member; acted on as any proposal, but for what it did already.
    pub proposal: Proposal,
    /// The ticket that the message opened.
    pub opened: Option<TicketNumber>,
}

/// What a member takes back of what they said of a message, as the journal tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The message.
    pub message: MessageId,
    /// What they said that it means.
    pub said: Interpretation,
    /// What it was held to mean before.
    pub before: Interpretation,
    /// The ticket that it had opened, and how it stood.
    pub ticket: Option<(TicketNumber, Footing)>,
}

/// An earlier message seen in a new light.
#[derive(Clone, Debug, PartialEq)]
pub enum Hindsight {
    /// It belongs to what the present message speaks of, as evidence.
    Same(MessageId),
    /// It means something else.
    Other(MessageId, Interpretation),
}
