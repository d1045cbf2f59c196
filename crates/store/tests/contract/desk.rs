//! The desk: what is asked is recorded once, whoever else asks.

use crate::world::*;
use domain::id::TicketNumber;
use domain::message::Kind;
use domain::refusal::Refusal;
use domain::request::Command;
use domain::request::TicketCommand::{self, Cancel, Start};
use domain::ticket::Stage;
use domain::time::Zone;
use store::desk::Desk;
use store::need::Need;
use store::{both, journal};

both! {
    async fn a_ticket_lives_from_report_to_confirmation(db: Db) {
        let desk = desk(db).await;
        let mut draft = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
        draft.ask(receive(0, 10, inbound("a", "x1", "60109", 0, "Lift stuck at block C"))).unwrap();
        draft.ask(interpret(0, 11, message(0, 10), Kind::Issue, None)).unwrap();
        granted(&desk.commit(&mut draft).await.unwrap());
        draft.ask(receive(5, 12, inbound("a", "x2", "60102", 5, "on my way"))).unwrap();
        draft.ask(interpret(5, 13, message(5, 12), Kind::Progress, ticket(1))).unwrap();
        granted(&desk.commit(&mut draft).await.unwrap());

        let mut later = desk.draft(&org(), &Need::at(minute(30))).await.unwrap();
        later.ask(receive(30, 14, inbound("a", "x3", "60102", 30, "done boss"))).unwrap();
        later.ask(interpret(30, 15, message(30, 14), Kind::Resolved, ticket(1))).unwrap();
        later.ask(receive(40, 16, inbound("a", "x4", "60101", 40, "ok it works"))).unwrap();
        later.ask(interpret(40, 17, message(40, 16), Kind::Verified, ticket(1))).unwrap();
        granted(&desk.commit(&mut later).await.unwrap());

        let read = desk.draft(&org(), &Need::at(minute(60))).await.unwrap();
        let ticket = &read.situation().tickets[&TicketNumber(1)];
        assert_eq!(ticket.stage, Stage::Verified);
        assert_eq!(ticket.messages.len(), 4);
        assert_eq!(ticket, &later.situation().tickets[&TicketNumber(1)]);
        journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
    }
}

both! {
    async fn a_refused_request_refuses_alone(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            receive(0, 10, inbound("a", "x1", "60109", 0, "Lift stuck")),
            request(0, 11, Command::change(TicketNumber(7), TicketCommand::Start)),
            interpret(0, 12, message(0, 10), Kind::Issue, None),
        ];
        let answers = desk.commit_all(&org(), requests).await.unwrap();
        assert!(answers[0].is_ok() && answers[2].is_ok());
        assert_eq!(answers[1], Err(Refusal::NoSuchTicket(TicketNumber(7))));
    }
}

both! {
    async fn a_draft_that_lost_the_race_is_decided_again(db: Db) {
        let desk = desk(db).await;
        let mut slow = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
        slow.ask(receive(0, 10, inbound("a", "x1", "60109", 0, "Lift stuck"))).unwrap();
        slow.ask(interpret(0, 11, message(0, 10), Kind::Issue, None)).unwrap();
        slow.ask(receive(1, 12, inbound("a", "x2", "60102", 1, "on my way"))).unwrap();
        slow.ask(interpret(1, 13, message(1, 12), Kind::Progress, ticket(1))).unwrap();

        let quick = vec![
            receive(0, 20, inbound("b", "y1", "60108", 0, "Water leak")),
            interpret(0, 21, message(0, 20), Kind::Issue, None),
        ];
        granted(&desk.commit_all(&org(), quick).await.unwrap());
        granted(&desk.commit(&mut slow).await.unwrap());
        let tickets = &slow.situation().tickets;
        assert_eq!(tickets[&TicketNumber(1)].messages, [message(0, 20)]);
        assert_eq!(tickets[&TicketNumber(2)].messages, [message(0, 10), message(1, 12)]);
        assert_eq!(tickets[&TicketNumber(2)].stage, Stage::InProgress);
    }
}

both! {
    async fn a_change_is_refused_when_somebody_was_faster_and_done_once_when_they_did_the_same(db: Db) {
        let desk = desk(db).await;
        let report = vec![
            receive(0, 10, inbound("a", "x1", "60109", 0, "Lift stuck")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
        ];
        granted(&desk.commit_all(&org(), report).await.unwrap());
        let seen = |chance, command| {
            let seen = Some(Stage::Classified);
            request(1, chance, Command::Change { ticket: TicketNumber(1), seen, command })
        };
        let (first, same, other) = (seen(20, Start), seen(21, Start), seen(22, Cancel));
        let need = Need::of([&first]);
        let mut drafts = Vec::new();
        for request in [first, same, other] {
            let mut draft = desk.draft(&org(), &need).await.unwrap();
            // None of them sees another: each would be granted on its own.
            assert_eq!(draft.ask(request).unwrap().len(), 1);
            drafts.push(draft);
        }
        let mut answers = Vec::new();
        for mut draft in drafts {
            answers.extend(desk.commit(&mut draft).await.unwrap());
        }
        assert_eq!(answers[0].as_ref().unwrap().changes.len(), 1);
        assert_eq!(answers[1].as_ref().unwrap().changes, []);
        let overtaken = Refusal::Overtaken { ticket: TicketNumber(1), stage: Stage::InProgress };
        assert_eq!(answers[2], Err(overtaken));
    }
}

both! {
    async fn drafts_at_once_lose_nothing(db: Db) {
        const TASKS: u128 = 8;
        const COMMITS: u128 = 20;
        let desk = desk(db).await;
        let tasks: Vec<_> = (0..TASKS).map(|task| tokio::spawn(write(desk.clone(), task))).collect();
        for task in tasks {
            task.await.unwrap();
        }
        let read = desk.draft(&org(), &Need::at(minute(600))).await.unwrap();
        let numbers: Vec<u32> = read.situation().tickets.keys().map(|number| number.0).collect();
        assert_eq!(numbers, (1..=(TASKS * COMMITS) as u32).collect::<Vec<_>>());
        let verified = journal::verify(desk.db(), "acme", |_, _| {}).await.unwrap();
        let head = journal::head(desk.db(), "acme").await.unwrap().unwrap();
        assert_eq!(verified.entries, head.position);

        async fn write(desk: Desk, task: u128) {
            let mut draft = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
            for commit in 0..COMMITS {
                let chance = 1_000 + task * 1_000 + commit * 10;
                let (at, external) = (commit as i64, format!("{task}-{commit}"));
                let said = inbound("a", &external, &format!("6020{task}"), at, "Lift stuck");
                draft.ask(receive(at, chance, said)).unwrap();
                draft.ask(interpret(at, chance + 1, message(at, chance), Kind::Issue, None)).unwrap();
                granted(&desk.commit(&mut draft).await.unwrap());
            }
        }
    }
}

both! {
    async fn a_message_heard_ten_times_at_once_is_one(db: Db) {
        let desk = desk(db).await;
        let tasks: Vec<_> = (0..10_u128)
            .map(|task| {
                let desk = desk.clone();
                tokio::spawn(async move {
                    let heard = receive(0, 100 + task, inbound("a", "same", "60109", 0, "Lift stuck"));
                    granted(&desk.commit_all(&org(), vec![heard]).await.unwrap());
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        let read = desk.draft(&org(), &Need::at(minute(600))).await.unwrap();
        assert_eq!(read.situation().latest().count(), 1);
    }
}

both! {
    async fn a_message_forgotten_by_its_draft_is_known_again(db: Db) {
        let desk = desk(db).await;
        let mut draft = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
        draft.ask(receive(9_000, 10, inbound("a", "x1", "60109", 9_000, "Lift stuck"))).unwrap();
        granted(&desk.commit(&mut draft).await.unwrap());
        // This draft looks at a time before the message, and so does not see it.
        let mut early = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
        assert_eq!(early.situation().latest().count(), 0);
        early.ask(receive(0, 11, inbound("a", "x1", "60109", 9_000, "Lift stuck"))).unwrap();
        let answers = desk.commit(&mut early).await.unwrap();
        assert!(answers[0].as_ref().unwrap().changes.is_empty());
    }
}

/// A number that a draft gives back to the next, where the next is given the same.
async fn marked(desk: &Desk) {
    let mut draft = desk.draft(&org(), &Need::at(minute(10))).await.unwrap();
    draft.draft.situation.next_ticket = TicketNumber(99);
    desk.keep(draft);
}

async fn is_marked(desk: &Desk, at: i64) -> bool {
    desk.draft(&org(), &Need::at(minute(at))).await.unwrap().situation().next_ticket == TicketNumber(99)
}

both! {
    async fn a_draft_given_back_is_asked_next_unless_something_changed_meanwhile(db: Db) {
        let desk = desk(db.clone()).await;
        let said = |nth: i64| receive(nth, 10 + nth.unsigned_abs() as u128, inbound("a", &format!("x{nth}"), "60109", nth, "hello"));
        granted(&desk.commit_all(&org(), vec![said(1)]).await.unwrap());
        marked(&desk).await;
        assert!(is_marked(&desk, 11).await, "nobody wrote");
        assert!(!is_marked(&desk, 11).await, "one draft is given to one");
        marked(&desk).await;
        assert!(!is_marked(&desk, -60).await, "an hour before it held more");
        marked(&desk).await;
        granted(&Desk::new(db).commit_all(&org(), vec![said(2)]).await.unwrap());
        assert!(!is_marked(&desk, 11).await, "somebody else wrote");
        marked(&desk).await;
        desk.open(&org(), "Acme", &Zone::utc()).await.unwrap();
        assert!(!is_marked(&desk, 11).await, "the zone is another");
        marked(&desk).await;
        desk.rebuild(&org()).await.unwrap();
        assert!(!is_marked(&desk, 11).await, "the views were made anew");
    }
}

both! {
    async fn a_draft_is_not_given_back_before_it_is_recorded_nor_when_it_looks_at_the_past(db: Db) {
        let desk = desk(db).await;
        let said = receive(20, 10, inbound("a", "x1", "60109", 20, "hello"));
        let mut draft = desk.draft(&org(), &Need::at(minute(20))).await.unwrap();
        draft.ask(said.clone()).unwrap();
        desk.keep(draft);
        assert_eq!(desk.draft(&org(), &Need::at(minute(20))).await.unwrap().situation().latest().count(), 0);
        granted(&desk.commit_all(&org(), vec![said]).await.unwrap());
        // What was said since is not in it.
        assert!(desk.draft(&org(), &Need::at(minute(21))).await.is_ok());
        let past = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
        assert_eq!(past.situation().latest().count(), 0);
        desk.keep(past);
        assert_eq!(desk.draft(&org(), &Need::at(minute(21))).await.unwrap().situation().latest().count(), 1);
    }
}
