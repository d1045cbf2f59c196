//! What a decision may know, and how each event changes it; bounded, whatever the length of the history.

mod clocks;
mod evolve;
mod lessons;
mod pledges;
mod spoken;
mod stages;

use crate::directory::Directory;
use crate::hearing::Silence;
use crate::id::{ConversationId, ImportId, MessageId, OutboundId, PersonId, SiteId, TaskId, TicketNumber};
use crate::label::LabelLesson;
use crate::message::{Circle, Handle, Heard, Subject, is_worldwide};
use crate::order::Given;
use crate::outbound::{Glimpse, Outbound};
use crate::task::Occurrence;
use crate::ticket::Ticket;
use crate::time::{Day, Instant, Zone};
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

/// A chat, as decisions see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Our name for it.
    pub id: ConversationId,
    /// Who can hear it.
    pub circle: Circle,
    /// What its members call it; empty when erased.
    pub name: String,
    /// The site it belongs to.
    pub site: Option<SiteId>,
    /// The one other person of a direct conversation, when known.
    pub with: Option<PersonId>,
    /// When that person last said something live: it opens the service window.
    pub partner_at: Option<Instant>,
}

/// A run of reading an exported chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Our name for it.
    pub id: ImportId,
    /// The conversation it fills.
    pub conversation: ConversationId,
    /// The file's name; empty when erased.
    pub file: String,
    /// When it began.
    pub started_at: Instant,
    /// Whether it ended.
    pub finished: bool,
    /// Messages that were new.
    pub added: u32,
    /// Lines that told of changes to the chat itself.
    pub system_lines: u32,
    /// Lines that could not be read.
    pub unreadable: u32,
    /// Whether it was taken out again.
    pub removed: bool,
}

/// What changed since the views were last written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// Tickets.
    pub tickets: BTreeSet<TicketNumber>,
    /// Messages.
    pub messages: BTreeSet<MessageId>,
    /// Days of tasks.
    pub occurrences: BTreeSet<(TaskId, Day)>,
    /// Conversations.
    pub conversations: BTreeSet<ConversationId>,
    /// People.
    pub people: BTreeSet<PersonId>,
    /// Addresses that lead to nobody any more.
    pub left: BTreeSet<Handle>,
    /// People who turned out to be others, or to be themselves again.
    pub same: BTreeSet<PersonId>,
    /// Silences, by what fell silent and since when.
    pub silences: BTreeSet<(crate::hearing::Ear, Instant)>,
    /// Messages to be said.
    pub outbounds: BTreeSet<OutboundId>,
    /// Orders, by the messages that gave them.
    pub orders: BTreeSet<MessageId>,
    /// Runs.
    pub imports: BTreeSet<ImportId>,
    /// What WhatsApp says of our account, by the name of each notice.
    pub notices: BTreeSet<String>,
    /// People of whom it is known anew whether they can be written to.
    pub barred: BTreeSet<PersonId>,
    /// Whether sites, places, vendors, tasks, calendars or agreements changed.
    pub directory: bool,
    /// Whether what is promised about tickets may have changed, also about those that are not in mind.
    pub terms: bool,
}

impl Touched {
    /// Whether anything of the directory changed.
    #[must_use]
    pub fn is_directory(&self) -> bool {
        self.directory || !self.people.is_empty() || !self.notices.is_empty() || !self.barred.is_empty()
    }
}

/// What a decision may know.
#[derive(Clone, Debug)]
pub struct Situation {
    /// The organisation's zone, for sites without one.
    pub zone: Zone,
    /// Sites, places, people, vendors, tasks.
    pub directory: Arc<Directory>,
    /// Conversations by name.
    pub conversations: BTreeMap<ConversationId, Conversation>,
    /// Tickets that are open or ended lately, and those asked for by number.
    pub tickets: BTreeMap<TicketNumber, Ticket>,
    /// Days of tasks around the present.
    pub occurrences: BTreeMap<(TaskId, Day), Occurrence>,
    /// Messages to be said that wait, and those of the last two days.
    pub outbounds: BTreeMap<OutboundId, Outbound>,
    /// As much of the last two days' messages as tells what people heard, where there are more than are kept in mind.
    pub glimpses: BTreeMap<OutboundId, Glimpse>,
    /// Orders that may be taken back, by the messages that gave them.
    pub orders: BTreeMap<MessageId, Given>,
    /// Stretches in which something we hear by may have been deaf: those that last, and those of the last days.
    pub silences: Vec<Silence>,
    /// Runs of reading exports that were asked for.
    pub imports: BTreeMap<ImportId, ImportRun>,
    /// The number the next ticket gets.
    pub next_ticket: TicketNumber,
    /// When the first message was said; nothing is expected before it.
    pub listening_since: Option<Instant>,
    /// Until when the days of tasks were written down.
    pub expected_until: Option<Instant>,
    /// What the views do not know yet.
    pub touched: Touched,
    messages: HashMap<MessageId, Heard>,
    externals: BTreeMap<(ConversationId, String), MessageId>,
    worldwide: HashMap<String, MessageId>,
    order: VecDeque<MessageId>,
    spoken: BTreeMap<String, Heard>,
    lessons: BTreeMap<(Instant, MessageId), Heard>,
    /// Tickets of which members said which labels they have.
    pub label_lessons: BTreeMap<TicketNumber, LabelLesson>,
}

impl Situation {
    /// How many tickets are kept in mind of which members said which labels they have.
    pub const LABEL_LESSONS_MAX: usize = 500;
    /// How many messages are kept in mind; older ones are forgotten unless asked for.
    pub const MESSAGES_MAX: usize = 1_200;

    /// An organisation of which nothing is known.
    pub fn empty(zone: Zone) -> Self {
        Self {
            zone,
            directory: Arc::default(),
            conversations: BTreeMap::new(),
            tickets: BTreeMap::new(),
            occurrences: BTreeMap::new(),
            outbounds: BTreeMap::new(),
            glimpses: BTreeMap::new(),
            orders: BTreeMap::new(),
            silences: Vec::new(),
            imports: BTreeMap::new(),
            next_ticket: TicketNumber(1),
            listening_since: None,
            expected_until: None,
            touched: Touched::default(),
            messages: HashMap::new(),
            externals: BTreeMap::new(),
            worldwide: HashMap::new(),
            order: VecDeque::new(),
            spoken: BTreeMap::new(),
            lessons: BTreeMap::new(),
            label_lessons: BTreeMap::new(),
        }
    }

    /// Brings a message to mind; the oldest is forgotten when there are too many.
    pub fn recall(&mut self, heard: Heard) {
        self.name(&heard);
        let known = self.messages.insert(heard.id.clone(), heard.clone()).is_some();
        if known {
            return;
        }
        self.order.push_back(heard.id);
        self.forget_beyond(Self::MESSAGES_MAX);
    }

    /// Brings an older message back to mind, behind those that are there already; nothing is forgotten for it.
    pub fn recall_older(&mut self, heard: Heard) {
        if self.messages.contains_key(&heard.id) {
            return;
        }
        self.name(&heard);
        self.order.push_front(heard.id.clone());
        self.messages.insert(heard.id.clone(), heard);
    }

    /// Forgets the oldest messages beyond so many, up to the first that the views do not know yet.
    pub fn forget_beyond(&mut self, messages_max: usize) {
        while self.order.len() > messages_max {
            let Some(oldest) = self.order.front() else { break };
            if self.touched.messages.contains(oldest) {
                break;
            }
            let oldest = self.order.pop_front();
            if let Some(gone) = oldest.and_then(|id| self.messages.remove(&id)) {
                self.worldwide.remove(&gone.external);
                self.externals.remove(&(gone.conversation, gone.external));
            }
        }
    }

    /// A message kept in mind.
    pub fn message(&self, id: &MessageId) -> Option<&Heard> {
        self.messages.get(id)
    }

    /// A message by the channel's name for it.
    pub fn by_external(&self, conversation: &ConversationId, external: &str) -> Option<&Heard> {
        self.externals.get(&(conversation.clone(), external.to_owned())).and_then(|id| self.messages.get(id))
    }

    /// The same, also when another channel brought it under the name of another conversation.
    pub fn by_any_channel(&self, conversation: &ConversationId, external: &str) -> Option<&Heard> {
        let elsewhere = || self.worldwide.get(external).and_then(|id| self.messages.get(id));
        self.by_external(conversation, external).or_else(elsewhere)
    }

    fn name(&mut self, heard: &Heard) {
        if is_worldwide(&heard.external) {
            self.worldwide.insert(heard.external.clone(), heard.id.clone());
        }
        self.externals.insert((heard.conversation.clone(), heard.external.clone()), heard.id.clone());
    }

    /// The message that another quotes or reacts to, also one of ours.
    pub fn quoted(&self, heard: &Heard) -> Option<&Heard> {
        let external = heard.reply_to.as_ref()?;
        self.by_any_channel(&heard.conversation, external).or_else(|| self.spoken_to(heard, external))
    }

    /// Messages kept in mind, the last heard first.
    pub fn latest(&self) -> impl Iterator<Item = &Heard> {
        self.order.iter().rev().filter_map(|id| self.messages.get(id))
    }

    /// Messages of one conversation heard before another message, the last first.
    pub fn before<'a>(&'a self, heard: &'a Heard) -> impl Iterator<Item = &'a Heard> {
        self.latest().skip_while(|other| other.id != heard.id).skip(1).filter(|other| other.sent_at <= heard.sent_at)
    }

    /// When the clock has to look at a ticket next.
    pub fn deadline(&self) -> Option<Instant> {
        self.tickets.values().flat_map(Ticket::deadlines).map(|(_, at)| at).min()
    }

    /// The site a message was said at: its conversation's, else its sender's or their phone's, else the only one there is.
    pub fn site_of(&self, heard: &Heard) -> Option<&SiteId> {
        let of_chat = self.conversations.get(&heard.conversation).and_then(|chat| chat.site.as_ref());
        let of = |person| self.directory.person(person).and_then(|known| known.site.as_ref());
        let of_sender = || of(&heard.sender).or_else(|| of(heard.identity()));
        let only = || match self.directory.sites.len() {
            1 => self.directory.sites.keys().next(),
            _ => None,
        };
        of_chat.or_else(of_sender).or_else(only)
    }

    /// The zone of a task's site.
    pub fn zone_of(&self, site: Option<&SiteId>) -> &Zone {
        self.directory.zone(site, &self.zone)
    }

    /// Whether a message comes from whoever another was to: in person, by the phone they are, or as who they turned out to be.
    pub fn is_from(&self, heard: &Heard, to: &PersonId) -> bool {
        heard.is_from(to) || self.directory.are_one(to, &heard.sender)
    }

    /// The ticket that takes what is said of a ticket: itself, or what it was merged into, however often. None when
    /// it was cancelled, or is not in mind.
    pub fn goes_on(&self, number: TicketNumber) -> Option<TicketNumber> {
        let mut ticket = self.tickets.get(&number)?;
        // Merging never leads back, so that this ends.
        while let Some(into) = ticket.merged_into {
            ticket = self.tickets.get(&into)?;
        }
        (!ticket.stage.is_put_away()).then_some(ticket.number)
    }

    /// The ticket a message speaks of, when it is in mind.
    pub fn ticket_of(&self, heard: &Heard) -> Option<&Ticket> {
        match heard.meaning.as_ref()?.about.as_ref()? {
            Subject::Ticket(number) => self.tickets.get(number),
            Subject::Task(..) => None,
        }
    }
}
