//! Taking out an import: what it alone brought is gone, what others said and did stands.

use crate::erasure::{digest, photo};
use crate::rebuild::{same_when_rebuilt, start};
use crate::world::*;
use domain::id::{Digest, ImportId, MessageId, TaskId, TicketNumber};
use domain::message::{Kind, Subject};
use domain::request::{Command, Request, TicketCommand};
use domain::task::Outcome;
use domain::ticket::{Stage, Ticket};
use domain::time::Day;
use store::both;
use store::desk::Desk;
use store::read;

const DAY_MINUTES: i64 = 24 * 60;

async fn removed_media(desk: &Desk) -> Vec<Digest> {
    let removal = request(3 * DAY_MINUTES, 99, Command::RemoveImport(ImportId::new("one")));
    desk.remove_import(removal).await.unwrap().unwrap().media
}

async fn ended(desk: &Desk, day: &str) -> (Option<Outcome>, Option<MessageId>) {
    let day: Day = day.parse().unwrap();
    let found = read::tasks::one(desk.db(), &org(), &TaskId::new("lobby"), day).await.unwrap().unwrap();
    (found.outcome, found.proof)
}

async fn ticket_of(desk: &Desk, number: u32) -> Option<Ticket> {
    read::tickets::one(desk.db(), &org(), TicketNumber(number)).await.unwrap()
}

async fn about(desk: &Desk, message: &MessageId) -> Option<Subject> {
    let found = read::messages::one(desk.db(), &org(), message).await.unwrap().unwrap();
    found.heard.meaning.unwrap().about
}

fn repeats(mut request: Request, earlier: u32) -> Request {
    if let Command::Interpret(proposal) = &mut request.command {
        proposal.recurrence_of = Some(TicketNumber(earlier));
    }
    request
}

both! {
    async fn a_day_met_by_a_report_that_is_taken_out_is_met_no_longer(db: Db) {
        let desk = desk(db).await;
        let lobby = || Some(Subject::Task(TaskId::new("lobby"), None));
        let next = DAY_MINUTES;
        let requests = vec![
            start("one", 9),
            receive(0, 10, inbound("b", "1", "60109", 0, "Good morning")),
            request(1, 11, Command::Lapse),
            of_import("one", receive(70, 12, inbound("a", "2", "60102", 70, "Lobby done"))),
            of_import("one", interpret(70, 13, message(70, 12), Kind::Task, lobby())),
            request(next, 14, Command::Lapse),
            of_import("one", receive(next + 70, 15, inbound("a", "3", "60102", next + 70, "Lobby done"))),
            // Read later, not by the run itself.
            interpret(next + 71, 16, message(next + 70, 15), Kind::Task, lobby()),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let run = read::imports(desk.db(), &org()).await.unwrap().remove(0);
        let brought = read::brought::list(desk.db(), &org(), &run, read::Cursor::START).await.unwrap();
        let said: Vec<&str> = brought.rows.iter().map(|message| message.heard.external.as_str()).collect();
        assert_eq!((said, brought.next), (vec!["3", "2"], None), "the last said first, and nothing that others said");
        assert_eq!(read::brought::count(desk.db(), &org(), &run).await.unwrap(), 2);
        assert_eq!(ended(&desk, "2026-03-02").await, (Some(Outcome::Done), Some(message(70, 12))));
        assert_eq!(ended(&desk, "2026-03-03").await, (Some(Outcome::Done), Some(message(next + 70, 15))));

        assert!(removed_media(&desk).await.is_empty());
        assert_eq!(ended(&desk, "2026-03-02").await, (None, None));
        assert_eq!(ended(&desk, "2026-03-03").await, (None, None));
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn a_live_ticket_goes_on_when_the_one_it_was_merged_into_is_taken_out(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            start("one", 9),
            of_import("one", receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck"))),
            of_import("one", interpret(0, 11, message(0, 10), Kind::Issue, None)),
            receive(1, 12, inbound("b", "2", "60108", 1, "Lift does not move")),
            interpret(1, 13, message(1, 12), Kind::Issue, None),
            receive(2, 14, inbound("b", "3", "60108", 2, "Lift stuck again")),
            repeats(interpret(2, 15, message(2, 14), Kind::Issue, None), 1),
            receive(3, 16, inbound("b", "4", "60102", 3, "On my way")),
            interpret(3, 17, message(3, 16), Kind::Progress, ticket(1)),
            request(4, 18, Command::change(TicketNumber(2), TicketCommand::Merge(TicketNumber(1)))),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(ticket_of(&desk, 2).await.unwrap().merged_into, Some(TicketNumber(1)));
        assert_eq!(about(&desk, &message(1, 12)).await, ticket(1));
        assert_eq!(ticket_of(&desk, 3).await.unwrap().recurrence_of, Some(TicketNumber(1)));

        removed_media(&desk).await;
        assert_eq!(ticket_of(&desk, 1).await, None);
        let second = ticket_of(&desk, 2).await.unwrap();
        assert_eq!((second.stage, second.merged_into), (Stage::Classified, None));
        assert_eq!(second.messages, [message(1, 12)]);
        assert_eq!(about(&desk, &message(1, 12)).await, ticket(2));
        assert_eq!(about(&desk, &message(3, 16)).await, None, "of a ticket that is gone");
        assert_eq!(ticket_of(&desk, 3).await.unwrap().recurrence_of, None);
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn files_that_only_an_import_brought_are_named_by_nobody(db: Db) {
        let desk = desk(db).await;
        let requests = vec![
            start("one", 9),
            of_import("one", receive(0, 10, photo("1", "60109", 0, Some("a")))),
            of_import("one", receive(1, 11, photo("2", "60109", 1, Some("b")))),
            receive(2, 12, photo("3", "60101", 2, Some("b"))),
            of_import("one", receive(3, 13, photo("4", "60109", 3, None))),
            receive(4, 14, photo("4", "60109", 3, Some("c"))),
            receive(5, 15, photo("5", "60109", 5, None)),
            of_import("one", receive(6, 16, photo("5", "60109", 5, Some("d")))),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        assert_eq!(removed_media(&desk).await, [digest("a"), digest("c"), digest("d")], "Sue sent b too");
        assert_eq!(read::media(desk.db(), &org(), None).await.unwrap(), [digest("b")]);
        same_when_rebuilt(&desk).await;
    }
}
