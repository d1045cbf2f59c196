//! What pages ask of the views.

use crate::world::*;
use domain::directory::Directory;
use domain::id::{ConversationId, Digest, PersonId, SiteId, TicketNumber, VendorId};
use domain::message::{Attachment, Form, Kind};
use domain::request::{Command, Request, TicketCommand};
use domain::ticket::{Assignee, Category, Priority, Stage};
use domain::time::{Day, Instant};
use store::desk::Desk;
use store::read::counts::{Counts, counts, open_by_owner};
use store::read::found::{self, Turn};
use store::read::messages;
use store::read::tickets::{self, Group, LOOKED_THROUGH_MAX};
use store::read::timeline::{Line, timeline};
use store::read::urgent::{Rank, urgent};
use store::read::{Cursor, Sight, conversations, imports, media, tasks, today};
use store::search::Filter;
use store::{args, both};

async fn say(desk: &Desk, requests: Vec<Request>) {
    granted(&desk.commit_all(&org(), requests).await.unwrap());
}

/// Three tickets: one under way with a photo, one said to be fixed, one untouched.
pub async fn busy(desk: &Desk) {
    say(
        desk,
        vec![
            receive(0, 10, inbound("a", "1", "60109", 0, "Lift stuck at block C")),
            interpret(0, 11, message(0, 10), Kind::Issue, None),
            receive(1, 12, inbound("a", "2", "60109", 1, "Water leaking 电梯坏了")),
            interpret(1, 13, message(1, 12), Kind::Issue, None),
            receive(2, 14, inbound("b", "3", "60108", 2, "Café door 100% broken")),
            interpret(2, 15, message(2, 14), Kind::Issue, None),
        ],
    )
    .await;
    let mut photo = inbound("a", "4", "60102", 5, "");
    photo.form = Form::Image;
    photo.attachment = Some(Attachment { name: "lift.jpg".to_owned(), digest: Some(Digest::new("ab".repeat(32))) });
    say(
        desk,
        vec![
            receive(5, 16, photo),
            interpret(5, 17, message(5, 16), Kind::Progress, ticket(1)),
            receive(6, 18, inbound("a", "5", "60102", 6, "done")),
            interpret(6, 19, message(6, 18), Kind::Resolved, ticket(2)),
            request(7, 20, Command::change(TicketNumber(1), TicketCommand::Note("Ring again".to_owned()))),
            request(180, 21, Command::Lapse),
        ],
    )
    .await;
}

async fn found(desk: &Desk, words: &str) -> Vec<String> {
    let filter = Filter { words: words.to_owned(), ..Filter::default() };
    let page = found::list(desk.db(), &org(), &filter, Turn::START).await.unwrap();
    page.rows.into_iter().map(|message| message.heard.external).collect()
}

both! {
    async fn messages_are_found_by_their_words_in_any_script(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let other = inbound("a", "6", "60109", 9, "पानी बंद है, ลิฟต์เสีย, العربية");
        say(&desk, vec![receive(9, 30, other)]).await;
        let table: [(&str, &[&str]); 12] = [
            ("lift", &["1"]),
            ("LIFT sTu", &["1"]),
            ("cafe", &["3"]),
            ("电梯", &["2"]),
            ("梯", &["2"]),
            ("water 电梯", &["2"]),
            ("पानी", &["6"]),
            ("ลิฟต์", &["6"]),
            ("العرب", &["6"]),
            ("lift water", &[]),
            ("\"lift\" OR NEAR(' | !", &[]),
            ("()*'\":&", &[]),
        ];
        for (words, expected) in table {
            assert_eq!(found(&desk, words).await, expected, "{words}");
        }
        assert_eq!(found(&desk, "").await, ["6", "5", "4", "3", "2", "1"]);
    }
}

both! {
    async fn a_long_list_of_messages_goes_on_where_it_ended(db: Db) {
        let desk = desk(db).await;
        let many = (0..120_u128).map(|n| {
            // Many share a minute, so that the time alone does not tell them apart.
            let at = (n / 30) as i64;
            receive(at, 100 + n, inbound("a", &n.to_string(), "60109", at, &format!("tap {n} drips")))
        });
        say(&desk, many.collect()).await;
        for words in ["", "drip"] {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            let (mut seen, mut after) = (Vec::new(), Turn::START);
            loop {
                let page = found::list(desk.db(), &org(), &filter, after).await.unwrap();
                seen.extend(page.rows.into_iter().map(|message| message.heard.external.parse::<i32>().unwrap()));
                let Some(next) = page.next else { break };
                after = next.to_string().parse().unwrap();
            }
            assert_eq!(seen, (0..120).rev().collect::<Vec<_>>(), "{words:?}");
        }
        assert_eq!(messages::all(desk.db(), &org(), 0).await.unwrap().len(), 120);
    }
}

both! {
    async fn messages_are_narrowed_by_conversation_and_kind(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let of_b = Filter { conversation: Some(ConversationId::new("b")), ..Filter::default() };
        let page = found::list(desk.db(), &org(), &of_b, Turn::START).await.unwrap();
        assert_eq!(page.rows.len(), 1);
        let words = Filter { words: "broken".to_owned(), ..of_b };
        assert_eq!(found::list(desk.db(), &org(), &words, Turn::START).await.unwrap().rows.len(), 1);
        let elsewhere = Filter { conversation: Some(ConversationId::new("a")), ..words };
        assert!(found::list(desk.db(), &org(), &elsewhere, Turn::START).await.unwrap().rows.is_empty());
        let fixed = Filter { kind: Some(Kind::Resolved), ..Filter::default() };
        assert_eq!(found::list(desk.db(), &org(), &fixed, Turn::START).await.unwrap().rows.len(), 1);
    }
}

both! {
    async fn a_message_comes_with_names_reasons_and_neighbours(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let one = messages::one(desk.db(), &org(), &message(5, 16)).await.unwrap().unwrap();
        assert_eq!(one.sender_name, "Tan");
        assert_eq!(one.conversation_name, "Group a");
        assert_eq!(one.file_name, "lift.jpg");
        assert_eq!(one.why, ["it sounds like progress"]);
        let (before, after) = messages::around(desk.db(), &org(), &one, 3).await.unwrap();
        let externals = |all: Vec<messages::Message>| all.into_iter().map(|m| m.heard.external).collect::<Vec<_>>();
        assert_eq!((externals(before), externals(after)), (vec!["1".into(), "2".into()], vec!["5".into()]));
        let digest = Digest::new("ab".repeat(32));
        assert!(messages::has_media(desk.db(), &org(), &digest).await.unwrap());
        assert!(!messages::has_media(desk.db(), &org(), &Digest::new("cd")).await.unwrap());
        assert_eq!(media(desk.db(), &org(), None).await.unwrap(), std::slice::from_ref(&digest));
        assert!(media(desk.db(), &org(), Some(&digest)).await.unwrap().is_empty());
        assert_eq!(messages::photos(desk.db(), &org(), TicketNumber(1)).await.unwrap().len(), 1);
    }
}

both! {
    async fn tickets_are_listed_and_laid_out(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let table = [
            (Group::Open, "", vec![1, 2, 3]),
            (Group::Unowned, "", vec![3]),
            (Group::Unanswered, "", vec![]),
            (Group::ToVerify, "", vec![2]),
            (Group::Done, "", vec![]),
            (Group::All, "STUCK", vec![1]),
            (Group::All, "100%", vec![3]),
            (Group::All, "1%", vec![]),
            (Group::All, "t-2", vec![2]),
        ];
        for (group, words, expected) in table {
            let filter = tickets::Filter { group, words: words.to_owned(), ..Default::default() };
            let page = tickets::list(desk.db(), &org(), &filter, Cursor::START).await.unwrap();
            let mut numbers: Vec<u32> = page.rows.iter().map(|ticket| ticket.number.0).collect();
            numbers.sort_unstable();
            assert_eq!(numbers, expected, "{group:?} {words}");
        }
        let filter = tickets::Filter { category: Some(Category::Lift), ..Default::default() };
        let expected = Counts { open: 3, unowned: 1, to_verify: 1, every: 3, ..Counts::default() };
        assert_eq!(counts(desk.db(), &org(), &filter).await.unwrap(), expected);
        let words = tickets::Filter { words: "broken".to_owned(), ..filter };
        let expected = Counts { open: 1, unowned: 1, every: 1, ..Counts::default() };
        assert_eq!(counts(desk.db(), &org(), &words).await.unwrap(), expected);
        let stages = [Stage::Classified, Stage::InProgress, Stage::Resolved, Stage::Closed];
        let board = tickets::board(desk.db(), &org(), &stages, Instant::from_us(0), &tickets::Part::default()).await.unwrap();
        assert_eq!(board.iter().map(|column| column.count).collect::<Vec<_>>(), [1, 1, 1, 0]);
        assert_eq!(tickets::reported_since(desk.db(), &org(), minute(1), &Sight::WHOLE, 7).await.unwrap().len(), 2);
        assert_eq!(tickets::all(desk.db(), &org(), TicketNumber(1)).await.unwrap().len(), 2);
        assert!(tickets::one(desk.db(), &org(), TicketNumber(9)).await.unwrap().is_none());
    }
}

both! {
    async fn open_tickets_come_by_urgency_and_age_and_go_on_where_they_ended(db: Db) {
        let desk = desk(db).await;
        let mut requests = Vec::new();
        for n in 0..120_u128 {
            // Many share a minute, so that priority and time alone do not tell them apart.
            let at = (n / 30) as i64;
            let said = inbound("a", &n.to_string(), "60109", at, "Tap drips");
            requests.push(receive(at, 100 + 2 * n, said));
            let mut meant = interpret(at, 101 + 2 * n, message(at, 100 + 2 * n), Kind::Issue, None);
            let Command::Interpret(proposal) = &mut meant.command else { panic!("it is an interpretation") };
            proposal.meaning.priority = Some(Priority::ALL[n as usize % 4]);
            requests.push(meant);
        }
        requests.push(request(9, 900, Command::change(TicketNumber(1), TicketCommand::Cancel)));
        say(&desk, requests).await;
        let (mut seen, mut after) = (Vec::new(), Rank::START);
        loop {
            let page = urgent(desk.db(), &org(), &tickets::Filter::default(), after).await.unwrap();
            seen.extend(page.rows.into_iter().map(|ticket| (ticket.priority, ticket.opened_at, ticket.number)));
            let Some(next) = page.next else { break };
            after = next.to_string().parse().unwrap();
        }
        assert_eq!(seen.len(), 119);
        assert!(seen.is_sorted());
        let elsewhere = tickets::Filter { site: Some(SiteId::new("nowhere")), ..Default::default() };
        assert!(urgent(desk.db(), &org(), &elsewhere, Rank::START).await.unwrap().rows.is_empty());
        assert!("1.2".parse::<Rank>().is_err() && "1.2.3.4".parse::<Rank>().is_err());
    }
}

both! {
    async fn a_timeline_holds_words_and_deeds_in_order(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let page = timeline(desk.db(), &org(), TicketNumber(1), Cursor::START).await.unwrap();
        let words: Vec<String> = page
            .rows
            .iter()
            .rev()
            .map(|line| match line {
                Line::Said(message) => format!("said {}", message.heard.external),
                Line::Happened(happened) => domain::sentence::sentence(&happened.event, &Directory::default()),
            })
            .collect();
        let expected = [
            "said 1",
            "T-1 was reported by somebody",
            "said 4",
            "Evidence was added",
            "Assigned to somebody",
            "Work is under way",
            "Note",
        ];
        let without_class: Vec<&String> = words.iter().filter(|words| !words.starts_with("Classified")).collect();
        assert_eq!(without_class, expected);
        let Line::Happened(note) = &page.rows[0] else { panic!("the note is last") };
        assert_eq!(note.text, "Ring again");
    }
}

both! {
    async fn a_day_has_its_figures(db: Db) {
        let desk = desk(db).await;
        let day: Day = "2026-03-02".parse().unwrap();
        assert!(today::today(desk.db(), &org(), day, minute(0), (&Sight::WHOLE, &Sight::WHOLE)).await.unwrap().is_new);
        busy(&desk).await;
        let figures = today::today(desk.db(), &org(), day, minute(1), (&Sight::WHOLE, &Sight::WHOLE)).await.unwrap();
        assert_eq!((figures.open, figures.unowned, figures.to_verify, figures.reported), (3, 1, 1, 2));
        assert_eq!(figures.outcomes.iter().map(|(_, days)| days).sum::<u64>(), 1);
        let grid = tasks::grid(desk.db(), &org(), (day, day.plus(1)), &Sight::WHOLE).await.unwrap();
        assert_eq!(grid.len(), 1);
        assert_eq!(tasks::silent(desk.db(), &org(), minute(0), minute(600), 9).await.unwrap(), grid);
        let one = tasks::one(desk.db(), &org(), &grid[0].task, day).await.unwrap();
        assert_eq!(one.as_ref(), grid.first());
        assert_eq!(tasks::all(desk.db(), &org(), None).await.unwrap(), grid);
        assert!(tasks::all(desk.db(), &org(), Some((&grid[0].task, day))).await.unwrap().is_empty());
        let chats = conversations(desk.db(), &org()).await.unwrap();
        assert_eq!(chats.iter().map(|chat| chat.messages).collect::<Vec<_>>(), [4, 1]);
        assert!(imports(desk.db(), &org()).await.unwrap().is_empty());
        assert_eq!(desk.directory(&org()).await.unwrap().people.len(), 4);
    }
}

/// More tickets than a page of narrowed ones looks through, beside those of [`busy`]; every one done.
pub async fn crowd(desk: &Desk) {
    let mut tx = desk.db().begin().await.unwrap();
    let written = tx
        .run(
            "WITH RECURSIVE numbers (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers WHERE n < $2)
            INSERT INTO tickets (org, number, title, stage, is_open, category, priority, reporter, voices, opening,
                conversation, opened_us, touched_us, reopened, messages, evidence)
            SELECT $1, n, 'Tap drips', 'closed', FALSE, 'plumbing', 'low', 'p', '[]', 'm', 'c', n, n, 0, '[]', '[]'
            FROM numbers",
            args![org().as_str(), LOOKED_THROUGH_MAX + 149],
        )
        .await
        .unwrap();
    assert_eq!(written, LOOKED_THROUGH_MAX.unsigned_abs() + 50);
    tx.commit().await.unwrap();
}

both! {
    async fn a_narrowed_list_looks_through_so_many_and_goes_on(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        crowd(&desk).await;
        let nothing = tickets::Filter { words: "lift".to_owned(), group: Group::Done, ..Default::default() };
        let first = tickets::list(desk.db(), &org(), &nothing, Cursor::START).await.unwrap();
        assert!(first.rows.is_empty());
        let second = tickets::list(desk.db(), &org(), &nothing, first.next.unwrap()).await.unwrap();
        assert_eq!((second.rows.len(), second.next), (0, None));
        let found = counts(desk.db(), &org(), &nothing).await.unwrap();
        assert_eq!((found.open, found.open_goes_on, found.ended_goes_on), (1, false, true));
        let drips = tickets::Filter { words: "drips".to_owned(), ..nothing };
        let found = counts(desk.db(), &org(), &drips).await.unwrap();
        assert_eq!((found.every, found.ended_goes_on), (LOOKED_THROUGH_MAX.unsigned_abs(), true));
    }
}

both! {
    async fn every_group_is_listed_to_its_end_each_ticket_once(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        crowd(&desk).await;
        let filter = tickets::Filter { category: Some(Category::Plumbing), group: Group::All, ..Default::default() };
        let (mut seen, mut after) = (Vec::new(), Cursor::START);
        loop {
            let page = tickets::list(desk.db(), &org(), &filter, after).await.unwrap();
            seen.extend(page.rows.iter().map(|ticket| i64::from(ticket.number.0)));
            let Some(next) = page.next else { break };
            after = next;
        }
        assert_eq!(seen, (100..LOOKED_THROUGH_MAX + 150).rev().collect::<Vec<_>>());
    }
}

both! {
    async fn what_a_vendors_people_own_is_the_vendors_too_in_every_list(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let mut tx = desk.db().begin().await.unwrap();
        for change in [
            "UPDATE tickets SET assignee_person = 'ra', assignee_vendor = NULL WHERE org = $1 AND number = 1",
            "UPDATE tickets SET assignee_person = NULL, assignee_vendor = 'prolift' WHERE org = $1 AND number = 2",
            "UPDATE tickets SET assignee_person = 'ravi', assignee_vendor = NULL WHERE org = $1 AND number = 3",
        ] {
            tx.run(change, args![org().as_str()]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let owned = open_by_owner(desk.db(), &org()).await.unwrap();
        let vendor = (Assignee::Vendor(VendorId::new("prolift")), 1);
        assert!(owned.len() == 3 && owned.contains(&vendor), "{owned:?}");
        let owner = Some(Assignee::Vendor(VendorId::new("prolift")));
        for (crew, expected) in [(vec![], vec![2]), (vec!["ravi", "mei"], vec![2, 3])] {
            let crew: Vec<PersonId> = crew.into_iter().map(PersonId::new).collect();
            let filter = tickets::Filter { owner: owner.clone(), selves: crew.clone(), group: Group::All, ..Default::default() };
            let numbers = |rows: Vec<domain::ticket::Ticket>| {
                let mut numbers: Vec<u32> = rows.iter().map(|ticket| ticket.number.0).collect();
                numbers.sort_unstable();
                numbers
            };
            let listed = tickets::list(desk.db(), &org(), &filter, Cursor::START).await.unwrap();
            assert_eq!(numbers(listed.rows), expected);
            assert_eq!(counts(desk.db(), &org(), &filter).await.unwrap().every, expected.len() as u64);
            assert_eq!(numbers(urgent(desk.db(), &org(), &filter, Rank::START).await.unwrap().rows), expected);
            let part = tickets::Part { owner: owner.clone(), selves: crew, ..Default::default() };
            let board = tickets::board(desk.db(), &org(), Stage::ALL, Instant::from_us(0), &part).await.unwrap();
            assert_eq!(numbers(board.into_iter().flat_map(|column| column.tickets).collect()), expected);
        }
    }
}
