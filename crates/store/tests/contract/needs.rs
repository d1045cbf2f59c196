//! Which tickets need somebody now.

use crate::world::*;
use domain::id::TicketNumber;
use domain::message::Kind;
use domain::request::{Command, TicketCommand};
use domain::ticket::Priority;
use store::both;
use store::read::needs::needs;
use store::read::tickets::{Filter, Group, list};
use store::read::today::today;
use store::read::{Cursor, Sight, counts};

both! {
    async fn what_needs_somebody_is_the_list_without_owners_while_nothing_is_critical(db: Db) {
        let desk = desk(db).await;
        assert_eq!(needs(desk.db(), &org(), &Sight::WHOLE, 7).await.unwrap().count, 0);
        let requests = vec![
            receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck at block C")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
            receive(1, 12, inbound("a", "2", "60109", 1, "Water leaking")),
            interpret(1, 13, message(1, 12), Kind::Issue, None),
            receive(2, 14, inbound("b", "3", "60108", 2, "Door broken")),
            interpret(2, 15, message(2, 14), Kind::Issue, None),
            request(7, 20, Command::change(TicketNumber(2), TicketCommand::Resolve)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let found = needs(desk.db(), &org(), &Sight::WHOLE, 7).await.unwrap();
        let numbers: Vec<u32> = found.first.iter().map(|ticket| ticket.number.0).collect();
        assert_eq!((found.count, numbers), (2, vec![1, 3]));
        let filter = Filter { group: Group::Unowned, ..Filter::default() };
        assert_eq!(counts(desk.db(), &org(), &filter).await.unwrap().unowned, 2);
        assert_eq!(needs(desk.db(), &org(), &Sight::WHOLE, 1).await.unwrap().first.len(), 1);
    }
}

both! {
    async fn a_critical_one_that_nobody_answered_is_counted_once_and_stands_first(db: Db) {
        let desk = desk(db).await;
        let mut critical = interpret(1, 13, message(1, 12), Kind::Issue, None);
        let Command::Interpret(proposal) = &mut critical.command else { panic!("it is an interpretation") };
        proposal.meaning.priority = Some(Priority::Critical);
        let requests = vec![
            receive(0, 10, inbound("a", "1", "60109", 0, "Tap drips")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
            receive(1, 12, inbound("a", "2", "60109", 1, "Man stuck in the lift")),
            critical,
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let found = needs(desk.db(), &org(), &Sight::WHOLE, 7).await.unwrap();
        let numbers: Vec<u32> = found.first.iter().map(|ticket| ticket.number.0).collect();
        assert_eq!((found.count, numbers), (2, vec![2, 1]));
        let filter = Filter { group: Group::Unanswered, ..Filter::default() };
        let unanswered = list(desk.db(), &org(), &filter, Cursor::START).await.unwrap().rows;
        assert_eq!(unanswered.iter().map(|ticket| ticket.number.0).collect::<Vec<_>>(), [2]);
        let figures = today(desk.db(), &org(), "2026-03-02".parse().unwrap(), minute(0), (&Sight::WHOLE, &Sight::WHOLE)).await.unwrap();
        assert_eq!((figures.unowned, figures.unanswered, figures.unanswered_since), (2, 1, Some(minute(1))));
    }
}
