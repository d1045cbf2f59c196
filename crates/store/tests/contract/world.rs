//! A small site for tests of the desk: a chat, a few people, and requests made by hand.
use domain::directory::{Person, Role, Site};
use domain::id::{ConversationId, ImportId, MessageId, OrgId, PersonId, SiteId, TaskId, TicketNumber};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, Via};
use domain::task::{Cadence, Task};
use domain::ticket::{Category, Priority};
use domain::time::{Instant, Zone};
use store::Db;
use store::desk::{Answer, Desk};

/// Monday, 2 March 2026, 09:00 in Kuala Lumpur.
pub const NINE: i64 = 1_772_413_200_000_000;

pub fn org() -> OrgId {
    OrgId::new("acme")
}

pub fn minute(minutes: i64) -> Instant {
    Instant::from_us(NINE).plus_minutes(minutes)
}

/// A request at a minute after nine; `chance` must differ from every other.
pub fn request(at: i64, chance: u128, command: Command) -> Request {
    let stamp = Stamp { at: minute(at), entropy: chance << 64 | chance };
    Request { org: org(), actor: Actor::Channel, via: Via::Simulated, stamp, import: None, command }
}

pub fn of_import(import: &str, mut request: Request) -> Request {
    request.import = Some(ImportId::new(import));
    if let Command::Receive(inbound) = &mut request.command {
        inbound.import = Some(ImportId::new(import));
    }
    request
}

pub fn key(conversation: &str) -> ConversationKey {
    let id = ConversationId::new(conversation);
    ConversationKey { id, circle: Circle::Group, name: format!("Group {conversation}"), with: None }
}

pub fn inbound(conversation: &str, external: &str, sender: &str, at: i64, text: &str) -> Inbound {
    Inbound {
        sender_name: format!("Person {sender}"),
        ..Inbound::said(key(conversation), external.to_owned(), Handle::phone(sender), minute(at), text.to_owned())
    }
}

pub fn receive(at: i64, chance: u128, inbound: Inbound) -> Request {
    request(at, chance, Command::Receive(Box::new(inbound)))
}

/// The message that a request of this chance brings.
pub fn message(at: i64, chance: u128) -> MessageId {
    MessageId::new(request(at, chance, Command::Lapse).stamp.id(0))
}

pub fn meaning(kind: Kind, about: Option<Subject>) -> Interpretation {
    Interpretation {
        by: Reader::Embedded("test".to_owned()),
        kind,
        category: (kind == Kind::Issue).then_some(Category::Lift),
        priority: (kind == Kind::Issue).then_some(Priority::High),
        place: None,
        about,
        confidence: 0.9,
        band: Band::Ask,
        language: "en".to_owned(),
    }
}

pub fn interpret(at: i64, chance: u128, message: MessageId, kind: Kind, about: Option<Subject>) -> Request {
    let proposal = Proposal {
        opens: kind == Kind::Issue && about.is_none(),
        reasons: vec![format!("it sounds like {kind}")],
        ..Proposal::of(message, meaning(kind, about))
    };
    let mut request = request(at, chance, Command::Interpret(Box::new(proposal)));
    request.actor = Actor::Reader;
    request
}

pub fn ticket(number: u32) -> Option<Subject> {
    Some(Subject::Ticket(TicketNumber(number)))
}

/// A desk with one site, a supervisor, a technician and a daily task.
pub async fn desk(db: Db) -> Desk {
    let desk = Desk::new(db);
    desk.open(&org(), "Acme", &Zone::named("Asia/Kuala_Lumpur").unwrap()).await.unwrap();
    let site = SiteId::new("tower");
    let person = |id: &str, phone: &str, role| Person {
        id: PersonId::new(id),
        name: id.to_owned(),
        handles: vec![Handle::phone(phone)],
        role,
        vendor: None,
        site: Some(SiteId::new("tower")),
        shared: None,
    };
    let task = Task {
        site: Some(site.clone()),
        ..Task::named(
            TaskId::new("lobby"),
            "Lobby".to_owned(),
            Cadence::plain("FREQ=DAILY", "10:00".parse().unwrap(), 120),
        )
    };
    let definitions = vec![
        Definition::Site(Site::named(site, "Tower".to_owned())),
        Definition::Person(person("Sue", "60101", Role::Supervisor)),
        Definition::Person(person("Tan", "60102", Role::Technician)),
        Definition::Task(task),
    ];
    let requests = (1_u128..).zip(definitions);
    let requests = requests.map(|(chance, line)| request(-60, chance, Command::Define(Box::new(line)))).collect();
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    desk
}

pub fn granted(answers: &[Answer]) {
    for answer in answers {
        if let Err(refusal) = answer {
            panic!("refused: {refusal}");
        }
    }
}
