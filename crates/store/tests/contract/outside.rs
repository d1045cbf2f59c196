//! What other programs ask: messages by their channel's names, and lists that go on by number.

use crate::world::*;
use domain::id::{PersonId, SiteId, TaskId, TicketNumber};
use domain::message::{Inbound, Kind, Live};
use domain::request::{Command, TicketCommand};
use domain::ticket::{Category, Priority, Stage};
use domain::time::Day;
use store::both;
use store::desk::Desk;
use store::read::outside::{self, Wanted};
use store::read::{messages, tasks};

fn live(conversation: &str, external: &str, sender: &str, at: i64, text: &str) -> Inbound {
    let live = Live {
        name: format!("wamid.{external}"),
        also: Vec::new(),
        chosen: None,
        is_overheard: false,
        is_ours: false,
        beside: String::new(),
    };
    Inbound { live: Some(live), ..inbound(conversation, external, sender, at, text) }
}

/// Five tickets of two messages each; the second message has no name of its channel's.
async fn five(desk: &Desk) {
    let mut requests = Vec::new();
    for n in 0..5_u32 {
        let (at, chance) = (i64::from(n) * 10, 100 + 10 * u128::from(n));
        requests.push(receive(at, chance, live("a", &format!("o{n}"), "60109", at, "Lift stuck")));
        requests.push(interpret(at, chance + 1, message(at, chance), Kind::Issue, None));
        requests.push(receive(at + 1, chance + 2, inbound("b", &format!("p{n}"), "60102", at + 1, "on my way")));
        requests.push(interpret(at + 1, chance + 3, message(at + 1, chance + 2), Kind::Progress, ticket(n + 1)));
    }
    granted(&desk.commit_all(&org(), requests).await.unwrap());
}

async fn numbers(desk: &Desk, wanted: &Wanted) -> Vec<u32> {
    let (mut all, mut after) = (Vec::new(), Some(TicketNumber(0)));
    while let Some(begin) = after {
        let page = outside::tickets(desk.db(), &org(), wanted, begin, 2).await.unwrap();
        assert!(page.rows.len() <= 2);
        all.extend(page.rows.iter().map(|ticket| ticket.number.0));
        after = page.next;
    }
    all
}

both! {
    async fn a_message_is_found_by_its_name_in_any_conversation(db: Db) {
        let desk = desk(db).await;
        five(&desk).await;
        granted(&desk.commit_all(&org(), vec![receive(99, 9, live("c", "o1", "60108", 99, "the same name"))]).await.unwrap());
        let found = messages::named(desk.db(), &org(), &["wamid.o1", "o1"]).await.unwrap();
        let found: Vec<_> = found.iter().map(|found| (found.heard.conversation.as_str(), found.channels_name())).collect();
        assert_eq!(found, [("a", "wamid.o1"), ("c", "wamid.o1")]);
        let other = messages::named(desk.db(), &org(), &["p1", "none"]).await.unwrap();
        assert_eq!(other[0].channels_name(), "p1", "it has no other");
        assert!(messages::named(desk.db(), &org(), &["x", "y"]).await.unwrap().is_empty());
    }
}

both! {
    async fn the_channels_names_of_an_erased_person_are_gone(db: Db) {
        let desk = desk(db).await;
        granted(&desk.commit_all(&org(), vec![receive(0, 9, live("a", "1", "60102", 0, "hello"))]).await.unwrap());
        let command = Command::RecordErasure { person: PersonId::new("Tan"), entries: 0 };
        desk.erase_person(request(1, 10, command)).await.unwrap();
        let found = messages::named(desk.db(), &org(), &["wamid.1", "1"]).await.unwrap();
        assert_eq!((found[0].channel_name.as_str(), found[0].channels_name()), ("", "1"));
    }
}

both! {
    async fn messages_go_on_by_position(db: Db) {
        let desk = desk(db).await;
        five(&desk).await;
        let (mut names, mut after) = (Vec::new(), Some(0));
        while let Some(position) = after {
            let page = messages::since(desk.db(), &org(), position, 3).await.unwrap();
            assert!(page.rows.len() <= 3);
            names.extend(page.rows.iter().map(|message| message.heard.external.clone()));
            after = page.next;
        }
        assert_eq!(names, ["o0", "p0", "o1", "p1", "o2", "p2", "o3", "p3", "o4", "p4"]);
    }
}

both! {
    async fn tickets_go_on_by_number_and_are_narrowed(db: Db) {
        let desk = desk(db).await;
        five(&desk).await;
        let change = |number, command| Command::change(TicketNumber(number), command);
        let place = TicketCommand::Classify { category: Category::Pest, priority: Priority::Low, place: None };
        let requests = vec![
            request(60, 1, change(2, place)),
            request(61, 2, change(3, TicketCommand::Cancel)),
            request(62, 3, change(4, TicketCommand::Resolve)),
            request(63, 4, change(4, TicketCommand::Verify)),
        ];
        granted(&desk.commit_all(&org(), requests).await.unwrap());
        let pest = Some(Category::Pest);
        let table: [(Wanted, &[u32]); 8] = [
            (Wanted::default(), &[1, 2, 4, 5]),
            (Wanted { stages: Some([Stage::Cancelled; 2]), ..Wanted::default() }, &[3]),
            (Wanted { stages: Some([Stage::Verified, Stage::Closed]), ..Wanted::default() }, &[4]),
            (Wanted { is_open: Some(true), ..Wanted::default() }, &[1, 2, 5]),
            (Wanted { category: pest, priority: Some(Priority::Low), ..Wanted::default() }, &[2]),
            (Wanted { priority: Some(Priority::Critical), ..Wanted::default() }, &[]),
            (Wanted { site: Some(SiteId::new("nowhere")), ..Wanted::default() }, &[]),
            (Wanted { touched_since: Some(minute(41)), ..Wanted::default() }, &[2, 4, 5]),
        ];
        for (wanted, expected) in table {
            assert_eq!(numbers(&desk, &wanted).await, expected, "{wanted:?}");
        }
        let found = outside::numbered(desk.db(), &org(), &[TicketNumber(3), TicketNumber(9)]).await.unwrap();
        assert_eq!(found.keys().map(|number| number.0).collect::<Vec<_>>(), [3]);
    }
}

both! {
    async fn tickets_come_with_the_names_of_their_messages(db: Db) {
        let desk = desk(db).await;
        five(&desk).await;
        let of = [TicketNumber(5), TicketNumber(1), TicketNumber(77)];
        let spoken = outside::spoken(desk.db(), &org(), &of).await.unwrap();
        let names: Vec<_> = spoken
            .iter()
            .map(|(number, said)| (number.0, said.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(names, [(1, vec!["wamid.o0", "p0"]), (5, vec!["wamid.o4", "p4"])]);
        let ids: Vec<_> = spoken.values().flatten().map(|(id, _)| id).collect();
        let named = outside::names(desk.db(), &org(), &ids).await.unwrap();
        assert_eq!(named.values().filter(|name| name.starts_with("wamid.")).count(), 2);
        assert_eq!(named.len(), 4);
    }
}

both! {
    async fn days_of_tasks_go_on_by_day(db: Db) {
        let desk = desk(db).await;
        granted(&desk.commit_all(&org(), vec![receive(0, 9, inbound("a", "1", "60102", 0, "hello"))]).await.unwrap());
        granted(&desk.commit_all(&org(), vec![request(3 * 24 * 60, 10, Command::Lapse)]).await.unwrap());
        let all: Vec<_> = tasks::all(desk.db(), &org(), None).await.unwrap().iter().map(|day| day.day).collect();
        assert!(all.len() > 2, "{all:?}");
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let page = outside::occurrences(desk.db(), &org(), None, after.as_ref(), 2).await.unwrap();
            found.extend(page.rows.iter().map(|day| day.day));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(found, all);
        let one: Day = all[1];
        let page = outside::occurrences(desk.db(), &org(), Some(one), None, 10).await.unwrap();
        assert_eq!(page.rows.iter().map(|day| (day.task.clone(), day.day)).collect::<Vec<_>>(), [(TaskId::new("lobby"), one)]);
    }
}
