//! Views made again from the journal are those that live work left, to the byte.

use crate::world::*;
use domain::checklist::Steps;
use domain::directory::{Person, Role};
use domain::id::{ImportId, PersonId, TaskId, TicketNumber};
use domain::message::{Form, Handle, Kind, Subject};
use domain::request::{Command, Definition, Hindsight, Request, TicketCommand};
use domain::task::{Outcome, Task};
use domain::ticket::HoldReason;
use domain::time::Day;
use domain::undo::Acted;
use store::desk::{Desk, Draft};
use store::need::Need;
use store::snapshot::snapshot;
use store::{args, both, journal, read};

/// A stream of numbers that looks like chance and is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

const KINDS: [Kind; 10] = [
    Kind::Issue,
    Kind::Issue,
    Kind::Progress,
    Kind::Resolved,
    Kind::Verified,
    Kind::Reopened,
    Kind::Assign,
    Kind::Evidence,
    Kind::Chatter,
    Kind::Task,
];

/// One message, what it means, and now and then a member's hand or the clock's.
fn step(draft: &mut Draft, chance: &mut Chance, n: u128, import: Option<&str>) {
    let at = i64::try_from(n).unwrap() * 37 % 20_000;
    let mark = |request: Request| match import {
        Some(import) => of_import(import, request),
        None => request,
    };
    let chat = ["a", "b", "c"][chance.below(3) as usize];
    let phone = format!("6011{}", chance.below(6));
    let mut said = inbound(chat, &format!("{chat}-{n}"), &phone, at, &format!("Lift {n} stuck\nplease"));
    said.form = if chance.below(4) == 0 { Form::Image } else { Form::Text };
    draft.ask(mark(receive(at, n * 16, said))).unwrap();
    let next = draft.situation().next_ticket.0;
    let some_ticket = TicketNumber(1 + chance.below(u64::from(next)) as u32);
    let kind = KINDS[chance.below(10) as usize];
    let about = match kind {
        Kind::Issue if chance.below(3) > 0 => None,
        Kind::Chatter => None,
        Kind::Task => Some(Subject::Task(domain::id::TaskId::new("lobby"), None)),
        _ => Some(Subject::Ticket(some_ticket)),
    };
    let mut meant = interpret(at, n * 16 + 1, message(at, n * 16), kind, about);
    if let (Command::Interpret(proposal), 0) = (&mut meant.command, chance.below(3)) {
        let before = draft.situation().latest().nth(chance.below(20) as usize).map(|heard| heard.id.clone());
        proposal.hindsight.extend(before.map(Hindsight::Same));
    }
    draft.ask(mark(meant)).unwrap();
    if chance.below(3) == 0 {
        draft.ask(mark(request(at, n * 16 + 2, Command::Lapse))).unwrap();
    }
    let hand = match chance.below(12) {
        0 => TicketCommand::Hold { reason: HoldReason::Parts, message: None },
        6 => TicketCommand::Hold { reason: HoldReason::Parts, message: Some(message(at, n * 16)) },
        1 => TicketCommand::Cancel,
        2 => TicketCommand::Verify,
        3 => TicketCommand::Close,
        4 => TicketCommand::Note("Call again tomorrow".to_owned()),
        5 => TicketCommand::Reopen,
        _ => return,
    };
    let stand = |draft: &Draft| draft.situation().tickets.get(&some_ticket).cloned();
    let before = stand(draft);
    let done = draft.ask(mark(request(at, n * 16 + 3, Command::change(some_ticket, hand)))).is_ok();
    if let (Some(before), Some(after), true, 0) = (before, stand(draft), done, chance.below(2)) {
        // Now and then it was a slip.
        let slip = TicketCommand::PutBack(Box::new(Acted::between(&before, &after, minute(at))));
        draft.ask(mark(request(at, n * 16 + 4, Command::change(some_ticket, slip)))).unwrap();
    }
}

async fn live(desk: &Desk, seed: u64, from: u128, import: Option<&str>) {
    let mut chance = Chance(seed);
    for round in 0..6 {
        let start = i64::try_from(from + round * 60).unwrap() * 37 % 20_000;
        let mut draft = desk.draft(&org(), &Need::at(minute(start))).await.unwrap();
        for n in 0..60 {
            step(&mut draft, &mut chance, from + round * 60 + n, import);
            if chance.below(9) == 0 {
                desk.commit(&mut draft).await.unwrap();
            }
        }
        desk.commit(&mut draft).await.unwrap();
        let (one, other) = (1 + chance.below(20) as u32, 1 + chance.below(20) as u32);
        let slip = merge(desk, (TicketNumber(one), TicketNumber(other)), start, (from + round) * 16 + 9).await;
        if let (Some(slip), 0) = (slip, chance.below(2)) {
            let back = Command::change(TicketNumber(one), TicketCommand::PutBack(Box::new(slip)));
            granted(&desk.commit_all(&org(), vec![request(start, (from + round) * 16 + 10, back)]).await.unwrap());
        }
    }
}

/// Makes two tickets one, and says what takes that back.
async fn merge(desk: &Desk, (one, other): (TicketNumber, TicketNumber), at: i64, chance: u128) -> Option<Acted> {
    let asked = request(at, chance, Command::change(one, TicketCommand::Merge(other)));
    let mut draft = desk.draft(&org(), &Need::of([&asked])).await.unwrap();
    let stand = |draft: &Draft, number| draft.situation().tickets.get(&number).cloned();
    let before = stand(&draft, one).zip(stand(&draft, other));
    let done = draft.ask(asked).is_ok();
    let after = stand(&draft, one).zip(stand(&draft, other));
    desk.commit(&mut draft).await.unwrap();
    let ((merged, kept), (is, goes_on)) = before.zip(after).filter(|_| done)?;
    Some(Acted::between(&merged, &is, minute(at)).joining(&merged, &kept, &goes_on))
}

pub async fn same_when_rebuilt(desk: &Desk) {
    let before = snapshot(desk.db(), &org()).await.unwrap();
    desk.rebuild(&org()).await.unwrap();
    assert_eq!(snapshot(desk.db(), &org()).await.unwrap(), before);
}

pub fn start(import: &str, chance: u128) -> Request {
    let import = ImportId::new(import);
    let command = Command::StartImport { import, conversation: key("a"), file: "WhatsApp chat.txt".to_owned() };
    request(0, chance, command)
}

both! {
    async fn views_made_again_are_the_same(db: Db) {
        let desk = desk(db).await;
        live(&desk, 1, 1_000, None).await;
        let day = domain::time::Day("2026-03-05".parse().unwrap());
        let (task, because) = (domain::id::TaskId::new("lobby"), "rain".to_owned());
        let judge = Command::Judge { task, day, outcome: Outcome::Excused, because };
        granted(&desk.commit_all(&org(), vec![request(0, 5, judge)]).await.unwrap());
        let known = read::tasks::one(desk.db(), &org(), &TaskId::new("lobby"), day).await.unwrap().unwrap();
        assert_eq!((known.outcome, known.because.as_deref()), (Some(Outcome::Excused), Some("rain")));
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn what_was_ticked_is_kept_and_made_again(db: Db) {
        let desk = desk(db).await;
        let directory = desk.directory(&org()).await.unwrap();
        let steps = Steps::read(["Mop floor", "Empty bins"]).unwrap();
        let task = Task { steps, ..directory.tasks[&TaskId::new("lobby")].written() };
        let define = request(0, 1, Command::Define(Box::new(Definition::Task(task))));
        let said = receive(70, 2, inbound("a", "a-2", "60102", 70, "bins done"));
        let about = Some(Subject::Task(TaskId::new("lobby"), None));
        let asked = vec![
            define,
            receive(1, 3, inbound("a", "a-3", "60101", 1, "morning")),
            request(65, 4, Command::Lapse),
            said,
            interpret(71, 5, message(70, 2), Kind::Task, about),
        ];
        granted(&desk.commit_all(&org(), asked).await.unwrap());
        let day = read::tasks::one(desk.db(), &org(), &TaskId::new("lobby"), Day("2026-03-02".parse().unwrap())).await;
        let ticks = day.unwrap().unwrap().ticks;
        assert_eq!(ticks.iter().map(|tick| (tick.step.as_str(), &tick.message)).collect::<Vec<_>>(), [("Empty bins", &message(70, 2))]);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn a_fault_that_a_check_found_is_kept_and_made_again(db: Db) {
        let desk = desk(db).await;
        let directory = desk.directory(&org()).await.unwrap();
        let lobby = directory.tasks[&TaskId::new("lobby")].written();
        let task = Task { check: true, assignee: Some(PersonId::new("Tan")), ..lobby };
        let day = Day("2026-03-02".parse().unwrap());
        let asked = vec![
            request(0, 1, Command::Define(Box::new(Definition::Task(task)))),
            receive(1, 3, inbound("a", "a-3", "60101", 1, "morning")),
            request(65, 4, Command::Lapse),
            receive(70, 2, inbound("a", "a-2", "60102", 70, "door is broken")),
            interpret(71, 5, message(70, 2), Kind::Issue, Some(Subject::Task(TaskId::new("lobby"), Some(day)))),
        ];
        granted(&desk.commit_all(&org(), asked).await.unwrap());
        let found = read::tasks::one(desk.db(), &org(), &TaskId::new("lobby"), day).await.unwrap().unwrap();
        assert_eq!((found.fault, found.outcome), (Some(TicketNumber(1)), Some(Outcome::Done)));
        let ticket = read::tickets::one(desk.db(), &org(), TicketNumber(1)).await.unwrap().unwrap();
        assert_eq!(ticket.course.found_by.map(|check| check.day), Some(day));
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn kept_counts_are_those_that_counting_gives(db: Db) {
        let desk = desk(db).await;
        live(&desk, 5, 1_000, None).await;
        let kept = "SELECT stage || ' ' || SUM(tickets) FROM ticket_counts
            WHERE org = $1 GROUP BY stage ORDER BY stage LIMIT 20";
        let counted = "SELECT stage || ' ' || COUNT(*) FROM tickets
            WHERE org = $1 GROUP BY stage ORDER BY stage LIMIT 20 -- walks: to count them";
        let kept: Vec<String> = desk.db().all(kept, args![org().as_str()]).await.unwrap();
        assert_eq!(kept, desk.db().all::<String>(counted, args![org().as_str()]).await.unwrap());
        assert!(kept.len() > 3, "{kept:?}");
    }
}

both! {
    async fn an_import_taken_out_leaves_no_message_and_no_number_again(db: Db) {
        let desk = desk(db).await;
        live(&desk, 2, 1_000, None).await;
        granted(&desk.commit_all(&org(), vec![start("one", 6)]).await.unwrap());
        live(&desk, 3, 9_000, Some("one")).await;
        live(&desk, 4, 20_000, None).await;
        let before = desk.draft(&org(), &Need::at(minute(0))).await.unwrap().situation().next_ticket;
        let removal = request(0, 7, Command::RemoveImport(ImportId::new("one")));
        desk.remove_import(removal).await.unwrap().unwrap();

        let after = desk.draft(&org(), &Need::at(minute(20_000)).import(ImportId::new("one"))).await.unwrap();
        assert_eq!(after.situation().next_ticket, before);
        assert!(after.situation().imports[&ImportId::new("one")].removed);
        assert!(after.situation().latest().all(|heard| heard.import.is_none()));
        live(&desk, 5, 40_000, None).await;
        same_when_rebuilt(&desk).await;
        journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
    }
}

both! {
    async fn an_erased_person_leaves_no_word(db: Db) {
        let desk = desk(db).await;
        live(&desk, 6, 1_000, None).await;
        let said = receive(0, 3, inbound("a", "last", "60102", 0, "Tan was here"));
        granted(&desk.commit_all(&org(), vec![said, interpret(0, 4, message(0, 3), Kind::Issue, None)]).await.unwrap());
        let erasure = Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 };
        let erased = desk.erase_person(request(0, 8, erasure)).await.unwrap();
        assert_eq!(erased.entries, 4, "their definition, their message, what was made of it, and the ticket's title");

        let after = desk.draft(&org(), &Need::at(minute(20_000)).message(message(0, 3))).await.unwrap();
        let tan = &after.situation().directory.people[&PersonId::new("Tan")];
        assert!(tan.name.is_empty() && tan.handles.is_empty());
        assert!(after.situation().message(&message(0, 3)).unwrap().text.is_empty());
        same_when_rebuilt(&desk).await;
        let verified = journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
        assert_eq!(verified.erased, 4);
    }
}

both! {
    async fn a_person_who_was_renamed_keeps_their_earlier_name_as_a_handle(db: Db) {
        let desk = desk(db).await;
        for (chance, name) in [(20, "Budi"), (21, "Budi Santoso"), (22, "Pak Budi")] {
            let person = Person {
                id: PersonId::new("budi"),
                name: name.to_owned(),
                handles: Vec::new(),
                role: Role::Technician,
                vendor: None,
                site: None,
shared: None,
};
            let define = Command::Define(Box::new(Definition::Person(person)));
            granted(&desk.commit_all(&org(), vec![request(0, chance, define)]).await.unwrap());
        }
        // Another desk reads the directory that was written.
        let directory = Desk::new(desk.db().clone()).directory(&org()).await.unwrap();
        assert_eq!(directory.person_by_handle(&Handle::name("budi")).unwrap().name, "Pak Budi");
        same_when_rebuilt(&desk).await;
        let twice = |name: &str| {
            let person = directory.people[&PersonId::new("budi")].clone();
            Command::Define(Box::new(Definition::Person(Person { name: name.to_owned(), ..person })))
        };
        let asked = vec![request(1, 23, twice("Om Budi")), request(1, 24, twice("Budi S."))];
        granted(&desk.commit_all(&org(), asked).await.unwrap());
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn a_refused_removal_changes_nothing(db: Db) {
        let desk = desk(db).await;
        let head = journal::head(desk.db(), "acme").await.unwrap();
        let removal = request(0, 7, Command::RemoveImport(ImportId::new("none")));
        desk.remove_import(removal).await.unwrap().unwrap_err();
        assert_eq!(journal::head(desk.db(), "acme").await.unwrap(), head);
    }
}
