//! The audit names who did what, through which door, because of which message, and what stood there before.

use crate::world::{desk, granted, inbound, interpret, message, minute, org, receive, request};
use domain::event::Event;
use domain::id::{PersonId, TicketNumber};
use domain::member::{Member, MemberRole};
use domain::message::Kind;
use domain::request::{Actor, Command, Definition, Request, TicketCommand, Via};
use domain::ticket::Assignee;
use store::ledger::follow_all;
use store::read::audit::{Audited, Filter, audit};
use store::read::{Cursor, PAGE_MAX};
use store::{Db, both};

fn by_member(mut request: Request) -> Request {
    request.actor = Actor::Member("siti".to_owned());
    request.via = Via::Web;
    request
}

fn assign(at: i64, chance: u128, to: &str) -> Request {
    let command = TicketCommand::Assign(Some(Assignee::Person(PersonId::new(to))));
    by_member(request(at, chance, Command::change(TicketNumber(1), command)))
}

/// A ticket of one message, given to one and then another, and a message about nothing.
async fn recorded(db: &Db) {
    let desk = desk(db.clone()).await;
    let siti = Definition::Member(Member::new("siti", MemberRole::Supervisor));
    let requests = vec![
        request(-1, 10, Command::Define(Box::new(siti))),
        receive(0, 11, inbound("ops", "one", "60101", 0, "lift stuck")),
        interpret(0, 12, message(0, 11), Kind::Issue, None),
        assign(5, 13, "Sue"),
        assign(9, 14, "Tan"),
        receive(20, 15, inbound("ops", "two", "60102", 20, "good morning")),
    ];
    granted(&desk.commit_all(&org(), requests).await.unwrap());
    follow_all(db, &org()).await.unwrap();
}

async fn told(db: &Db, filter: Filter) -> Vec<Audited> {
    audit(db, &org(), &filter, Cursor::START).await.unwrap().rows
}

both! {
    async fn a_tickets_audit_begins_with_its_message_and_tells_what_stood_before(db: Db) {
        recorded(&db).await;
        let rows = told(&db, Filter { ticket: Some(TicketNumber(1)), ..Filter::default() }).await;
        let kinds: Vec<&str> = rows.iter().rev().map(|row| row.entry.kind.as_str()).collect();
        assert_eq!(kinds[0], "message_received");
        assert!(kinds.contains(&"ticket_opened") && kinds.contains(&"message_interpreted"), "{kinds:?}");
        let given: Vec<&Audited> = rows.iter().filter(|row| row.entry.kind == "ticket_assigned").collect();
        let [last, first] = given[..] else { panic!("{kinds:?}") };
        assert_eq!((last.entry.actor.as_str(), last.entry.via.as_str()), ("member:siti", "web"));
        let owner = |event: Option<&Event>| match event {
            Some(Event::TicketAssigned { assignee: Some(Assignee::Person(person)), .. }) => person.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!((owner(last.before.as_ref()), owner(Some(&last.event))), ("Sue".to_owned(), "Tan".to_owned()));
        assert_eq!((first.before.as_ref(), owner(Some(&first.event))), (None, "Sue".to_owned()));
        assert_eq!(rows.last().unwrap().words, "lift stuck");
        assert_eq!(rows.last().unwrap().event.message(), Some(&message(0, 11)));
    }
}

both! {
    async fn person_door_message_and_period_narrow_it_alone_and_together(db: Db) {
        recorded(&db).await;
        let everything = told(&db, Filter::default()).await;
        let count = async |filter: Filter| told(&db, filter).await.len();
        let among = |fits: fn(&Audited) -> bool| everything.iter().filter(|row| fits(row)).count();
        let of_web = among(|row| row.entry.via == "web");
        assert!(of_web >= 2 && everything.len() < PAGE_MAX as usize);
        let web = Filter { via: Some(Via::Web), ..Filter::default() };
        assert_eq!(count(web.clone()).await, of_web);
        assert_eq!(count(Filter { who: Some("member:siti".to_owned()), ..Filter::default() }).await, of_web);
        let tan = Filter { who: Some("person:Tan".to_owned()), ..Filter::default() };
        assert_eq!(count(tan.clone()).await, 4, "defined, given a ticket, to be told of it, said good morning");
        assert_eq!(count(Filter { via: Some(Via::Web), ..tan.clone() }).await, 2);
        assert_eq!(count(Filter { via: Some(Via::Web), ticket: Some(TicketNumber(1)), ..tan }).await, 2);
        let at_nine = |row: &Audited| row.entry.via == "web" && (minute(9).us()..minute(10).us()).contains(&row.entry.at_us);
        assert_eq!(
            count(Filter { from: Some(minute(9)), to: Some(minute(10)), ..web }).await,
            everything.iter().filter(|row| at_nine(row)).count()
        );
        let before_nine = among(|row| row.entry.at_us < minute(0).us());
        assert!(before_nine >= 4, "the directory");
        assert_eq!(count(Filter { to: Some(minute(0)), ..Filter::default() }).await, before_nine);
        assert_eq!(count(Filter { from: Some(minute(-60)), ..Filter::default() }).await, everything.len());
        assert!(count(Filter { message: Some(message(0, 11)), ..Filter::default() }).await >= 3);
        assert_eq!(count(Filter { ticket: Some(TicketNumber(2)), ..Filter::default() }).await, 0);
    }
}

both! {
    async fn pages_follow_on_one_another_and_a_rare_thing_is_looked_for_in_steps(db: Db) {
        recorded(&db).await;
        let desk = store::desk::Desk::new(db.clone());
        for batch in 0..5_u128 {
            let note = |n: u128| {
                let command = TicketCommand::Note(format!("note {n}"));
                let mut request = request(100 + n as i64, 100 + n, Command::change(TicketNumber(1), command));
                request.actor = Actor::Member("tan".to_owned());
                request
            };
            granted(&desk.commit_all(&org(), (batch * 500..(batch + 1) * 500).map(note).collect()).await.unwrap());
        }
        follow_all(&db, &org()).await.unwrap();
        let (mut seen, mut cursor) = (Vec::new(), Cursor::START);
        for _ in 0..3 {
            let page = audit(&db, &org(), &Filter::default(), cursor).await.unwrap();
            assert_eq!(page.rows.len() as i64, PAGE_MAX);
            seen.extend(page.rows.iter().map(|row| row.entry.position));
            cursor = page.next.unwrap();
        }
        assert!(seen.windows(2).all(|pair| pair[0] == pair[1] + 1), "no line twice, none left out");
        let rare = Filter { ticket: Some(TicketNumber(1)), via: Some(Via::Web), ..Filter::default() };
        let first = audit(&db, &org(), &rare, Cursor::START).await.unwrap();
        assert!(first.rows.is_empty(), "2,000 lines were looked through");
        let second = audit(&db, &org(), &rare, first.next.unwrap()).await.unwrap();
        assert!(second.rows.len() >= 2 && second.rows.iter().all(|row| row.entry.via == "web"));
        assert_eq!(second.next, None);
    }
}
