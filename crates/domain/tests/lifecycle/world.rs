//! A small world for sentences about tickets and tasks: people, a group, a clock that moves a minute with every request.
use domain::directory::{Person, Role};
use domain::draft::Draft;
use domain::event::Change;
use domain::id::{ConversationId, ImportId, MessageId, OrgId, PersonId, TaskId, TicketNumber};
use domain::message::{
    Attachment, Band, Circle, ConversationKey, Form, Handle, Inbound, Interpretation, Kind, Reader, Subject,
};
use domain::order::{Order, Told};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, Via};
use domain::situation::Situation;
use domain::task::{Cadence, Outcome, Task};
use domain::ticket::{Category, Priority, Stage};
use domain::time::{Instant, Zone};

const FIRST: TicketNumber = TicketNumber(1);

/// A small world with a clock that moves a minute with every request.
pub struct World {
    pub draft: Draft,
    pub minute: i64,
    pub said: u32,
    pub import: Option<ImportId>,
    pub actor: Actor,
    pub via: Via,
}

impl World {
    pub fn new() -> Self {
        let mut world = Self {
            draft: Draft::new(Situation::empty(Zone::utc())),
            minute: 0,
            said: 0,
            import: None,
            actor: Actor::Channel,
            via: Via::Simulated,
        };
        for (name, role) in [
            ("mei", Role::Resident),
            ("hakim", Role::Resident),
            ("farah", Role::Manager),
            ("azlan", Role::Technician),
            ("siti", Role::Cleaner),
        ] {
            world.ask(Command::Define(Box::new(Definition::Person(Person {
                id: PersonId::new(name),
                name: name.to_owned(),
                handles: vec![Handle(format!("+{name}"))],
                role,
                vendor: None,
                site: None,
                shared: None,
            }))));
        }
        world
    }

    pub fn now(&self) -> Instant {
        Instant::from_us(1_794_211_200_000_000).plus_minutes(self.minute)
    }

    pub fn try_ask(&mut self, command: Command) -> Result<Vec<Change>, Refusal> {
        self.minute += 1;
        self.try_now(command, 0)
    }

    /// Asks for all of them at one instant.
    pub fn ask_at_once(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.minute += 1;
        for (nth, command) in commands.into_iter().enumerate() {
            self.try_now(command, nth as u128).expect("the request is granted");
        }
    }

    fn try_now(&mut self, command: Command, nth: u128) -> Result<Vec<Change>, Refusal> {
        let entropy = u128::from(self.minute.unsigned_abs()) + (nth << 64);
        let request = Request {
            org: OrgId::new("test"),
            actor: self.actor.clone(),
            via: self.via,
            stamp: Stamp { at: self.now(), entropy },
            import: self.import.clone(),
            command,
        };
        self.draft.ask(request).map(<[Change]>::to_vec)
    }

    pub fn ask(&mut self, command: Command) -> Vec<Change> {
        self.try_ask(command).expect("the request is granted")
    }

    pub fn say(&mut self, sender: &str, form: Form, text: &str) -> MessageId {
        let conversation =
            ConversationKey { id: ConversationId::new("ops"), circle: Circle::Group, name: "Ops".into(), with: None };
        self.say_in(conversation, sender, form, text, None)
    }

    /// Says something to us alone, perhaps as an answer to what a message quotes.
    pub fn say_alone(&mut self, sender: &str, text: &str, reply_to: Option<&str>) -> MessageId {
        let with = Handle(format!("+{sender}"));
        let id = ConversationId::new(format!("alone-{sender}"));
        let conversation = ConversationKey { id, circle: Circle::Direct, name: sender.into(), with: Some(with) };
        self.say_in(conversation, sender, Form::Text, text, reply_to)
    }

    /// Reacts to one of our messages, alone with us, in place of an earlier reaction, and answers where it is an answer; without an
    /// emoji it is taken away.
    pub fn react(&mut self, person: &str, emoji: &str, to: &str) -> Vec<Change> {
        let with = Handle(format!("+{person}"));
        let id = ConversationId::new(format!("alone-{person}"));
        let conversation = ConversationKey { id, circle: Circle::Direct, name: person.into(), with: Some(with) };
        let message = self.say_in(conversation, person, Form::Reaction, emoji, Some(to));
        let language = Order::NO_LANGUAGE.to_owned();
        let order = Order { message: message.clone(), language, told: Told::Undo };
        let mut changes = self.try_ask(Command::Obey(Box::new(order))).unwrap_or_default();
        let heard = self.draft.situation.message(&message).expect("it is known");
        if let Some((outbound, nth)) = domain::choice::typed(&self.draft.situation, heard) {
            changes.extend(self.try_ask(Command::Choose { message, outbound, nth }).unwrap_or_default());
        }
        changes
    }

    fn say_in(
        &mut self,
        conversation: ConversationKey,
        sender: &str,
        form: Form,
        text: &str,
        reply_to: Option<&str>,
    ) -> MessageId {
        self.said += 1;
        let sent_at = self.now();
        let changes = self.ask(Command::Receive(Box::new(Inbound {
            sender_name: sender.to_owned(),
            form,
            attachment: form.is_evidence().then(|| Attachment { name: "p.jpg".into(), digest: None }),
            reply_to: reply_to.map(str::to_owned),
            import: self.import.clone(),
            ..Inbound::said(
                conversation,
                format!("m{}", self.said),
                Handle(format!("+{sender}")),
                sent_at,
                text.to_owned(),
            )
        })));
        let received = changes.iter().find_map(|change| change.event.message().cloned());
        received.expect("a new message is received")
    }

    pub fn last_heard(&self) -> Box<Inbound> {
        let heard = self.draft.asked.iter().rev().find_map(|(request, _)| match &request.command {
            Command::Receive(inbound) => Some(inbound.clone()),
            _ => None,
        });
        heard.expect("something was said")
    }

    pub fn means(&mut self, message: &MessageId, kind: Kind, about: Option<Subject>) -> Vec<Change> {
        let mut proposal = proposal(message, kind);
        proposal.meaning.about = about;
        self.propose(proposal)
    }

    pub fn propose(&mut self, proposal: Proposal) -> Vec<Change> {
        self.ask(Command::Interpret(Box::new(proposal)))
    }

    pub fn report(&mut self, sender: &str, text: &str) -> MessageId {
        let message = self.say(sender, Form::Text, text);
        let proposal = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
        self.propose(proposal);
        message
    }

    /// Reports something to us alone.
    pub fn report_alone(&mut self, sender: &str, text: &str) -> MessageId {
        let message = self.say_alone(sender, text, None);
        self.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
        message
    }

    pub fn follow_up(&mut self, sender: &str, kind: Kind) -> Vec<Change> {
        let message = self.say(sender, Form::Text, "…");
        self.means(&message, kind, Some(Subject::Ticket(FIRST)))
    }

    pub fn stage(&self) -> Stage {
        self.draft.situation.tickets[&FIRST].stage
    }

    pub fn expect_mopping(&mut self) -> TaskId {
        let task = TaskId::new("mop");
        // Its window opens as it becomes known.
        let at = self.now().plus_minutes(1).in_zone(&Zone::utc()).time();
        self.ask(Command::Define(Box::new(Definition::Task(Task {
            assignee: Some(PersonId::new("siti")),
            requires_photo: true,
            ..Task::named(task.clone(), "Mop lobby".into(), Cadence::plain("FREQ=DAILY", at, 60))
        }))));
        self.say("farah", Form::Text, "morning");
        self.ask(Command::Lapse);
        task
    }

    pub fn outcomes(&self) -> Vec<Option<Outcome>> {
        self.draft.situation.occurrences.values().map(|day| day.outcome).collect()
    }
}

/// What the reader says of a message, without a subject.
pub fn proposal(message: &MessageId, kind: Kind) -> Proposal {
    Proposal::of(
        message.clone(),
        Interpretation {
            by: Reader::Embedded("test".into()),
            kind,
            category: Some(Category::Lift),
            priority: Some(Priority::High),
            place: None,
            about: None,
            confidence: 0.9,
            band: Band::Act,
            language: "en".into(),
        },
    )
}
