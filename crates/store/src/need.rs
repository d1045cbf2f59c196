//! What a decision has to know before it is made, named before it is read.

use domain::id::{ConversationId, ImportId, MessageId, OutboundId, TaskId, TicketNumber};
use domain::message::{Form, Inbound, Subject};
use domain::opinion::Opinion;
use domain::order::{Deed, Inquiry, Order, Sought, Told};
use domain::outbound::{Letter, Occasion};
use domain::pass::Act;
use domain::raise::Raise;
use domain::request::{Command, Hindsight, Proposal, Request, Taken, TicketCommand};
use domain::retention::Expired;
use domain::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// What a situation must hold, beside what every situation holds: the directory, what is open, what was said last.
#[derive(Clone, Debug)]
pub struct Need {
    pub(crate) from: Instant,
    pub(crate) to: Instant,
    pub(crate) conversations: BTreeSet<ConversationId>,
    pub(crate) heard: Vec<(ConversationId, Instant, Instant)>,
    pub(crate) externals: BTreeMap<ConversationId, BTreeSet<String>>,
    pub(crate) messages: BTreeSet<MessageId>,
    pub(crate) tickets: BTreeSet<TicketNumber>,
    pub(crate) whole_tickets: BTreeSet<TicketNumber>,
    pub(crate) imports: BTreeSet<ImportId>,
    pub(crate) occurrences: BTreeSet<(TaskId, Day)>,
    pub(crate) outbounds: BTreeSet<OutboundId>,
    pub(crate) spoken: BTreeSet<String>,
    pub(crate) windows: bool,
    pub(crate) reports: bool,
}

impl Need {
    /// What holds at an instant of the run's clock.
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Self {
            from: instant,
            to: instant,
            conversations: BTreeSet::new(),
            heard: Vec::new(),
            externals: BTreeMap::new(),
            messages: BTreeSet::new(),
            tickets: BTreeSet::new(),
            whole_tickets: BTreeSet::new(),
            imports: BTreeSet::new(),
            occurrences: BTreeSet::new(),
            outbounds: BTreeSet::new(),
            spoken: BTreeSet::new(),
            windows: false,
            reports: false,
        }
    }

    /// Days of tasks up to a later instant too.
    #[must_use]
    pub fn until(mut self, instant: Instant) -> Self {
        self.from = self.from.min(instant);
        self.to = self.to.max(instant);
        self
    }

    /// A conversation, and what was last said in it.
    #[must_use]
    pub fn conversation(mut self, conversation: ConversationId) -> Self {
        self.conversations.insert(conversation);
        self
    }

    /// What was said in a conversation in a stretch of time: to know again what an import brings twice.
    #[must_use]
    pub fn heard_between(mut self, conversation: ConversationId, from: Instant, to: Instant) -> Self {
        self.heard.push((conversation, from, to));
        self
    }

    /// A message by the channel's name for it.
    #[must_use]
    pub fn external(mut self, conversation: ConversationId, external: String) -> Self {
        self.externals.entry(conversation).or_default().insert(external);
        self
    }

    /// A message.
    #[must_use]
    pub fn message(mut self, message: MessageId) -> Self {
        self.messages.insert(message);
        self
    }

    /// A ticket.
    #[must_use]
    pub fn ticket(mut self, ticket: TicketNumber) -> Self {
        self.tickets.insert(ticket);
        self
    }

    /// A ticket with its messages, as joining it to another wants.
    #[must_use]
    pub fn whole_ticket(mut self, ticket: TicketNumber) -> Self {
        self.whole_tickets.insert(ticket);
        self.ticket(ticket)
    }

    /// A run of reading an exported chat.
    #[must_use]
    pub fn import(mut self, import: ImportId) -> Self {
        self.imports.insert(import);
        self
    }

    /// A day of a task.
    #[must_use]
    pub fn occurrence(mut self, task: TaskId, day: Day) -> Self {
        self.occurrences.insert((task, day));
        self
    }

    /// A message to be said, or said.
    #[must_use]
    pub fn outbound(mut self, outbound: OutboundId) -> Self {
        self.outbounds.insert(outbound);
        self
    }

    /// A message that was said, by the channel's lasting name for it.
    #[must_use]
    pub fn spoken(mut self, external: String) -> Self {
        self.spoken.insert(external);
        self
    }

    /// When those who are to be written to last wrote themselves.
    #[must_use]
    pub fn windows(mut self) -> Self {
        self.windows = true;
        self
    }

    /// What else was said of the days of tasks that it speaks of: one may end otherwise without one of its reports.
    #[must_use]
    pub fn reports(mut self) -> Self {
        self.reports = true;
        self
    }

    /// A message that another quotes, in its conversation, somebody's or ours.
    #[must_use]
    pub fn quoted(self, conversation: ConversationId, external: String) -> Self {
        self.external(conversation, external.clone()).spoken(external)
    }

    /// What these requests speak of.
    #[must_use]
    pub fn of<'a>(requests: impl IntoIterator<Item = &'a Request>) -> Self {
        let mut need: Option<Self> = None;
        for request in requests {
            let so_far = match need {
                Some(need) => need.until(request.stamp.at),
                None => Self::at(request.stamp.at),
            };
            need = Some(so_far.with(&request.command));
        }
        need.unwrap_or_else(|| Self::at(Instant::from_us(0)))
    }

    fn with(self, command: &Command) -> Self {
        match command {
            Command::Receive(inbound) => self.with_inbound(inbound),
            Command::KeepMedia { conversation, external, .. } => {
                self.conversation(conversation.clone()).external(conversation.clone(), external.clone())
            }
            Command::Interpret(proposal) => self.with_proposal(proposal),
            Command::Correct(correction) => {
                let need = self.with_proposal(&correction.proposal);
                correction.opened.into_iter().fold(need.reports(), Self::whole_ticket)
            }
            Command::TakeBack(taken) => self.with_taken(taken),
            Command::Advise(opinion) => self.with_opinion(opinion),
            Command::Obey(order) => self.with_order(order),
            Command::Choose { message, outbound, .. } => self.message(message.clone()).outbound(outbound.clone()),
            Command::Answer(inquiry) => self.with_inquiry(inquiry),
            Command::Act(act) => self.with_act(act),
            Command::Hold(hold) => self.message(hold.message.clone()),
            Command::Credit(credit) => credit.messages.iter().fold(self, |need, (id, _)| need.message(id.clone())),
            Command::Snooze { message, .. }
            | Command::Pledge { message, .. }
            | Command::Quote { message, .. }
            | Command::Visit { message, .. }
            | Command::Transcribe { message, .. }
            | Command::Nod { message, .. } => self.message(message.clone()),
            Command::Change { ticket, command, .. } => self.with_change(*ticket, command),
            Command::Raise(raise) => self.with_raise(raise),
            Command::Judge { task, day, .. } | Command::Hand { task, day, .. } => self.occurrence(task.clone(), *day),
            Command::StartImport { import, conversation, .. } => {
                self.import(import.clone()).conversation(conversation.id.clone())
            }
            Command::FinishImport { import, .. } | Command::RemoveImport(import) => self.import(import.clone()),
            Command::Dispatch { outbound, .. } => self.outbound(outbound.clone()).windows(),
            Command::NoteSent { outbound, .. }
            | Command::NoteFailed { outbound, .. }
            | Command::NoteTold { outbound, .. }
            | Command::Decline(outbound) => self.outbound(outbound.clone()),
            Command::Write(letter) => self.with_letter(letter),
            Command::HandOut(handout) => self.outbound(handout.outbound.clone()),
            Command::Try { outbound, .. } => self.outbound(outbound.clone()),
            Command::NameConversation(key) => self.conversation(key.id.clone()),
            Command::Revoke { external, .. } => self.external(ConversationId::new(""), external.clone()).reports(),
            Command::Expire(expired) => self.with_expired(expired),
            Command::Follow { .. }
            | Command::MergePeople { .. }
            | Command::SplitPeople { .. }
            | Command::NoteHearing(_)
            | Command::NoteNotices(_)
            | Command::NotePreference { .. }
            | Command::Define(_)
            | Command::Swap { .. }
            | Command::TakeSwapBack { .. }
            | Command::NoteAltered(_)
            | Command::Lapse
            | Command::LapseSince(_)
            | Command::RecordErasure { .. } => self,
        }
    }

    fn with_taken(self, taken: &Taken) -> Self {
        let need = self.message(taken.message.clone()).about(taken.before.about.as_ref());
        need.about(taken.said.about.as_ref()).reports()
    }

    fn with_change(self, ticket: TicketNumber, command: &TicketCommand) -> Self {
        match command {
            TicketCommand::Merge(into) => self.whole_ticket(ticket).whole_ticket(*into),
            TicketCommand::Hold { message: Some(message), .. } => self.ticket(ticket).message(message.clone()),
            TicketCommand::PutBack(acted) => {
                let joined = acted.joined.as_ref().map(|(parted, _)| parted.from);
                joined.into_iter().fold(self.ticket(ticket), Self::whole_ticket)
            }
            // What opened it is learned from.
            TicketCommand::Label(..) => self.whole_ticket(ticket),
            _ => self.ticket(ticket),
        }
    }

    fn with_raise(self, raise: &Raise) -> Self {
        self.conversation(raise.conversation()).external(raise.conversation(), raise.form.clone())
    }

    fn with_act(self, act: &Act) -> Self {
        let need = self.conversation(act.conversation.clone()).ticket(act.ticket);
        need.external(act.conversation.clone(), act.external.clone())
    }

    fn with_expired(self, expired: &Expired) -> Self {
        let need = expired.messages.iter().fold(self, |need, id| need.message(id.clone()));
        let need = expired.letters.iter().fold(need, |need, id| need.outbound(id.clone()));
        expired.tickets.iter().fold(need, |need, number| need.ticket(*number))
    }

    fn with_inbound(self, inbound: &Inbound) -> Self {
        let conversation = &inbound.conversation.id;
        let need = self.conversation(conversation.clone());
        let need = need.external(conversation.clone(), inbound.external.clone());
        // What a message was a report of stands without it once it is changed or taken back.
        let need = if inbound.edited || inbound.form == Form::Deleted { need.reports() } else { need };
        match &inbound.reply_to {
            Some(external) => need.quoted(conversation.clone(), external.clone()),
            None => need,
        }
    }

    fn with_proposal(self, proposal: &Proposal) -> Self {
        let mut need = self.message(proposal.message.clone()).about(proposal.meaning.about.as_ref());
        if let Some(earlier) = proposal.recurrence_of {
            need = need.ticket(earlier);
        }
        for seen in &proposal.hindsight {
            need = match seen {
                Hindsight::Same(message) => need.message(message.clone()),
                Hindsight::Other(message, meaning) => need.message(message.clone()).about(meaning.about.as_ref()),
            };
        }
        need
    }

    fn with_letter(self, letter: &Letter) -> Self {
        let need = self.outbound(letter.outbound.clone());
        match &letter.occasion {
            Occasion::Ticket(ticket, _) => need.ticket(*ticket),
            Occasion::Message(message, _) => need.message(message.clone()),
        }
    }

    fn with_opinion(self, opinion: &Opinion) -> Self {
        let need = self.message(opinion.message.clone()).about(opinion.before.about.as_ref());
        need.about(opinion.about.as_ref())
    }

    fn with_order(self, order: &Order) -> Self {
        let need = self.message(order.message.clone());
        match &order.told {
            Told::Ticket { ticket, deed: Deed::Merge(into), .. } => need.whole_ticket(*ticket).whole_ticket(*into),
            Told::Ticket { ticket, .. } | Told::Stranger { ticket, .. } | Told::Namesakes { ticket, .. } => {
                need.ticket(*ticket)
            }
            Told::Excuse(days, _) | Told::Skip(days, _) => {
                days.iter().fold(need, |need, (task, day)| need.occurrence(task.clone(), *day))
            }
            Told::Undo | Told::StandIn(_) => need,
        }
    }

    fn with_inquiry(self, inquiry: &Inquiry) -> Self {
        let need = self.message(inquiry.message.clone());
        match &inquiry.sought {
            Sought::Ticket(number) => need.ticket(*number),
            Sought::News
            | Sought::Overview
            | Sought::Open(_)
            | Sought::Overdue(_)
            | Sought::Mine
            | Sought::OnShift(_)
            | Sought::OnCall(_)
            | Sought::Report(..) => need,
        }
    }

    fn about(self, subject: Option<&Subject>) -> Self {
        match subject {
            Some(Subject::Ticket(number)) => self.ticket(*number),
            Some(Subject::Task(task, Some(day))) => self.occurrence(task.clone(), *day),
            Some(Subject::Task(_, None)) | None => self,
        }
    }
}
