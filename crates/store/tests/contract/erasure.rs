//! Erasing a person: their words and files are gone from rows and files, and nobody else's.

use crate::rebuild::{same_when_rebuilt, start};
use crate::world::*;
use domain::directory::{Person, Role, Vendor};
use domain::handover::Hand;
use domain::id::{ApprovalId, Digest, ImportId, PersonId, SiteId, TaskId, TicketNumber, VendorId};
use domain::message::{Attachment, Form, Geo, Handle, Inbound, Kind};
use domain::quote::{Approval, Money};
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::task::{Cadence, Task, TaskKind};
use domain::ticket::Assignee;
use domain::time::Day;
use std::path::Path;
use store::desk::Desk;
use store::{Db, args, both, migrate, read};

/// When shifts change, in minutes of the test's clock.
const NOON: i64 = 180;

/// The digest that is spelt with one letter.
pub fn digest(letter: &str) -> Digest {
    Digest::new(letter.repeat(64))
}

/// A photo without words and, as live channels send it, without a name.
pub fn photo(external: &str, sender: &str, at: i64, file: Option<&str>) -> Inbound {
    let attachment = Attachment { name: String::new(), digest: file.map(digest) };
    Inbound { form: Form::Image, attachment: Some(attachment), ..inbound("a", external, sender, at, "") }
}

fn erase(at: i64, chance: u128) -> Request {
    request(at, chance, Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 })
}

async fn media(desk: &Desk) -> Vec<Digest> {
    read::media(desk.db(), &org(), None).await.unwrap()
}

both! {
    async fn files_of_an_erased_person_are_named_by_nobody(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
            receive(1, 12, photo("2", "60102", 1, Some("a"))),
            interpret(1, 13, message(1, 12), Kind::Evidence, ticket(1)),
            receive(2, 14, photo("3", "60102", 2, Some("b"))),
            receive(3, 15, photo("4", "60101", 3, Some("b"))),
            receive(4, 16, photo("5", "60102", 4, None)),
            receive(5, 17, photo("5", "60102", 4, Some("c"))),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(media(&desk).await, [digest("a"), digest("b"), digest("c")]);

        let erased = desk.erase_person(erase(9, 20)).await.unwrap();
        assert_eq!(erased.media, [digest("a"), digest("c")], "Sue sent b too");
        assert_eq!(media(&desk).await, [digest("b")]);
        let sue = read::messages::one(desk.db(), &org(), &message(3, 15)).await.unwrap().unwrap();
        assert_eq!(sue.heard.media, Some(digest("b")));
        let evidence = read::messages::photos(desk.db(), &org(), TicketNumber(1)).await.unwrap();
        assert_eq!(evidence.iter().map(|photo| photo.heard.media.clone()).collect::<Vec<_>>(), [None]);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn where_an_erased_person_was_is_forgotten(db: Db) {
        let desk = desk(db).await;
        let geo = Some(Geo { lat: 3.139, lon: 101.687 });
        let pin = |external: &str, sender: &str| Inbound { form: Form::Location, geo, ..inbound("a", external, sender, 0, "") };
        granted(&desk.commit_all(&org(), vec![receive(0, 10, pin("1", "60102")), receive(0, 11, pin("2", "60101"))]).await.unwrap());
        let place = async |chance| {
            read::messages::one(desk.db(), &org(), &message(0, chance)).await.unwrap().unwrap().heard.geo
        };
        let told = "SELECT COUNT(*) FROM journal WHERE body LIKE '%101.687%'";
        let for_ever: i64 = desk.db().one(told, args![]).await.unwrap();
        assert_eq!((place(10).await, for_ever), (geo, 0), "it stands in the part of the entry that can be erased");
        desk.erase_person(erase(9, 20)).await.unwrap();
        assert_eq!((place(10).await, place(11).await), (None, geo));
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn a_file_does_not_come_again_after_the_erasure(db: Db) {
        let desk = desk(db).await;
        let sent = |chance| receive(1, chance, photo("1", "60102", 1, Some("a")));
        granted(&desk.commit_all(&org(), vec![sent(10)]).await.unwrap());
        let erased = desk.erase_person(erase(9, 20)).await.unwrap();
        assert_eq!(erased.media, [digest("a")]);
        granted(&desk.commit_all(&org(), vec![sent(21)]).await.unwrap());
        assert!(media(&desk).await.is_empty());
        same_when_rebuilt(&desk).await;
        let again = desk.erase_person(erase(10, 22)).await.unwrap();
        assert_eq!(again.entries, 0);
    }
}

fn holds(path: &Path, words: &str) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default().to_ascii_lowercase();
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

/// Has a person and an import say something, forgets one of them, and looks into the files of the database.
async fn check_forgotten(forget: impl AsyncFnOnce(&Desk), gone: &[&str], stays: &str) {
    let folder = tempfile::tempdir().unwrap();
    let (file, log) = (folder.path().join("desk.db"), folder.path().join("desk.db-wal"));
    let db = Db::connect(&file.to_string_lossy()).await.unwrap();
    migrate::up(&db).await.unwrap();
    let desk = desk(db).await;
    let requests = vec![
        receive(0, 10, inbound("a", "1", "60102", 0, "Xylophones everywhere")),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
        start("one", 12),
        of_import("one", receive(1, 13, inbound("a", "2", "60109", 1, "Quagmires nowhere"))),
        of_import("one", interpret(1, 14, message(1, 13), Kind::Issue, None)),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    // A page was read meanwhile, so that readers are open.
    assert!(read::messages::one(desk.db(), &org(), &message(0, 10)).await.unwrap().is_some());
    assert!(gone.iter().all(|words| holds(&log, words)));

    forget(&desk).await;
    for path in [&file, &log] {
        for words in gone {
            assert!(!holds(path, words), "{words} in {}", path.display());
        }
    }
    assert!(holds(&file, stays));
}

#[tokio::test]
async fn no_file_holds_a_word_that_was_erased() {
    let forget = async |desk: &Desk| drop(desk.erase_person(erase(9, 20)).await.unwrap());
    check_forgotten(forget, &["xylophones", "+60102"], "quagmires").await;
}

#[tokio::test]
async fn no_file_holds_a_word_of_an_import_that_was_taken_out() {
    let removal = request(9, 20, Command::RemoveImport(ImportId::new("one")));
    let forget = async |desk: &Desk| drop(desk.remove_import(removal).await.unwrap().unwrap());
    check_forgotten(forget, &["quagmires"], "xylophones").await;
}

both! {
    async fn a_chat_that_is_called_after_an_erased_person_is_called_so_no_longer(db: Db) {
        let desk = desk(db).await;
        let mut of_tan = inbound("a", "1", "60102", 0, "Lift stuck");
        of_tan.conversation.name = "tan".to_owned();
        let requests = vec![receive(0, 10, of_tan), start("one", 11), receive(1, 12, inbound("b", "2", "60101", 1, "Hi"))];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let names = async || {
            let chats = read::conversations(desk.db(), &org()).await.unwrap();
            chats.into_iter().map(|chat| chat.conversation.name).collect::<Vec<_>>()
        };
        assert!(names().await.contains(&"tan".to_owned()));
        desk.erase_person(erase(9, 20)).await.unwrap();
        let names = names().await;
        assert!(!names.contains(&"tan".to_owned()) && names.contains(&"Group b".to_owned()), "{names:?}");
        let runs = read::imports(desk.db(), &org()).await.unwrap();
        assert_eq!(runs.iter().map(|run| run.file.as_str()).collect::<Vec<_>>(), [""]);
        same_when_rebuilt(&desk).await;
    }
}

/// A shift changes at noon with one ticket by whoever has a number, and Tan adds a word; says the day.
async fn handed_over(desk: &Desk, phone: &str) -> Day {
    let change = Task {
        kind: TaskKind::Handover,
        site: Some(SiteId::new("tower")),
        stand_ins: vec![PersonId::new("Sue")],
        ..Task::named(
            TaskId::new("change"),
            "Handover".to_owned(),
            Cadence::plain("FREQ=DAILY", "12:00".parse().unwrap(), 30),
        )
    };
    let opened = vec![
        request(-59, 9, Command::Define(Box::new(Definition::Task(change)))),
        receive(NOON - 9, 10, inbound("a", "1", phone, NOON - 9, "Xylophones everywhere")),
        interpret(NOON - 9, 11, message(NOON - 9, 10), Kind::Issue, None),
        request(NOON - 8, 12, Command::Lapse),
        request(NOON, 13, Command::Lapse),
    ];
    granted(&desk.commit_all(&org(), opened).await.unwrap());
    let day = "2026-03-02".parse().unwrap();
    let note = Hand::Note { text: "Quagmires".to_owned(), about: None, message: None };
    let mut noted = request(NOON + 1, 14, Command::Hand { task: TaskId::new("change"), day, hand: note });
    noted.actor = domain::request::Actor::Person(PersonId::new("Tan"));
    granted(&desk.commit_all(&org(), vec![noted]).await.unwrap());
    day
}

/// All that waits to be said.
async fn said(desk: &Desk) -> String {
    let all = read::outbox::waiting(desk.db(), &org(), minute(NOON + 2), None).await.unwrap().rows;
    all.iter().map(|outbound| outbound.text.clone()).collect()
}

both! {
    async fn what_was_handed_over_forgets_whoever_reported_it(db: Db) {
        let desk = desk(db).await;
        let day = handed_over(&desk, "60102").await;
        same_when_rebuilt(&desk).await;
        let written = async || {
            let known = read::tasks::one(desk.db(), &org(), &TaskId::new("change"), day).await.unwrap().unwrap();
            known.handover.expect("it was written")
        };
        assert_eq!((written().await.points.len(), written().await.notes[0].text.as_str()), (1, "Quagmires"));
        assert!(said(&desk).await.contains("Xylophones") && said(&desk).await.contains("Quagmires"));
        desk.erase_person(erase(NOON + 9, 20)).await.unwrap();
        assert_eq!((written().await.points.len(), written().await.notes[0].text.as_str()), (1, ""));
        let said = said(&desk).await;
        assert!(!said.contains("Xylophones") && !said.contains("Quagmires"), "{said}");
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn nobody_is_told_what_an_erased_person_added_to_a_handover(db: Db) {
        let desk = desk(db).await;
        handed_over(&desk, "60109").await;
        assert!(said(&desk).await.contains("Quagmires"));
        desk.erase_person(erase(NOON + 9, 20)).await.unwrap();
        let said = said(&desk).await;
        assert!(said.contains("Xylophones") && !said.contains("Quagmires"), "{said}");
        same_when_rebuilt(&desk).await;
    }
}

/// Tan, who works for a vendor that has the job, names a price of which Ann, who manages, is asked.
async fn quoted(desk: &Desk) {
    let vendor = VendorId::new("pumpco");
    let person = |id: &str, phone: &str, role, vendor| Person {
        id: PersonId::new(id),
        name: id.to_owned(),
        handles: vec![Handle::phone(phone)],
        role,
        vendor,
        site: Some(SiteId::new("tower")),
        shared: None,
    };
    let over = Money { minor: 20_000, currency: "MYR".to_owned() };
    let (id, name) = (ApprovalId::new("over"), "Over 200".to_owned());
    let definitions = vec![
        Definition::Vendor(Vendor { id: vendor.clone(), name: "PumpCo".to_owned(), categories: Vec::new() }),
        Definition::Person(person("Tan", "60102", Role::Vendor, Some(vendor.clone()))),
        Definition::Person(person("Ann", "60103", Role::Manager, None)),
        Definition::Approval(Approval {
            id,
            name,
            site: None,
            categories: Vec::new(),
            vendor: None,
            over: over.clone(),
        }),
    ];
    let defined = (30_u128..).zip(definitions);
    let defined = defined.map(|(chance, line)| request(-50, chance, Command::Define(Box::new(line))));
    let given = TicketCommand::Assign(Some(Assignee::Vendor(vendor)));
    let requests = defined.chain([
        receive(0, 10, inbound("a", "1", "60109", 0, "Pump leaking")),
        interpret(0, 11, message(0, 10), Kind::Issue, None),
        request(1, 12, Command::change(TicketNumber(1), given)),
        receive(2, 13, inbound("a", "2", "60102", 2, "RM 350")),
        interpret(2, 14, message(2, 13), Kind::Evidence, ticket(1)),
        request(2, 15, Command::Quote { message: message(2, 13), amount: Money { minor: 35_000, ..over } }),
    ]);
    granted(&desk.commit_all(&org(), requests.collect()).await.unwrap());
}

both! {
    async fn a_manager_is_asked_of_a_price_without_the_name_of_an_erased_person(db: Db) {
        let desk = desk(db).await;
        quoted(&desk).await;
        let asked = said(&desk).await;
        assert!(asked.contains("Tan") && asked.contains("MYR 350.00"), "{asked}");
        desk.erase_person(erase(9, 20)).await.unwrap();
        let asked = said(&desk).await;
        assert!(!asked.contains("Tan"), "{asked}");
        same_when_rebuilt(&desk).await;
    }
}
