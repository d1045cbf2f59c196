//! What a search finds, and what it must not.

use crate::world::*;
use domain::directory::Place;
use domain::id::{ConversationId, PersonId, PlaceId, SiteId, TicketNumber};
use domain::message::{Form, Kind};
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::time::Instant;
use store::both;
use store::desk::Desk;
use store::read::found::{self, Turn};
use store::search::{Filter, suggestions};

async fn say(desk: &Desk, requests: Vec<Request>) {
    granted(&desk.commit_all(&org(), requests).await.unwrap());
}

fn place(id: &str, parent: Option<&str>) -> Request {
    let place = Place {
        id: PlaceId::new(id),
        site: SiteId::new("tower"),
        parent: parent.map(PlaceId::new),
        name: id.to_owned(),
        aliases: Vec::new(),
        geo: None,
        radius_m: None,
        asset: false,
    };
    request(-30, u128::from(id.len() as u64) + 700, Command::Define(Box::new(Definition::Place(place))))
}

/// Reports at a place, a photo, chatter two days later.
async fn busy(desk: &Desk) {
    say(desk, vec![place("c", None), place("c-lift", Some("c"))]).await;
    let mut report = interpret(0, 11, message(0, 10), Kind::Issue, None);
    let Command::Interpret(proposal) = &mut report.command else { panic!("it is an interpretation") };
    proposal.meaning.place = Some(PlaceId::new("c-lift"));
    let mut photo = inbound("a", "2", "60102", 5, "lift door");
    photo.form = Form::Image;
    say(
        desk,
        vec![
            receive(0, 10, inbound("a", "1", "60101", 0, "Elevator stuck, lift rosak மின்தூக்கி பழுது")),
            report,
            receive(5, 12, photo),
            interpret(5, 13, message(5, 12), Kind::Progress, ticket(1)),
            receive(2 * 24 * 60, 14, inbound("b", "3", "60101", 2 * 24 * 60, "lift is fine, thank you")),
            interpret(2 * 24 * 60, 15, message(2 * 24 * 60, 14), Kind::Chatter, None),
        ],
    )
    .await;
}

async fn found(desk: &Desk, filter: &Filter) -> Vec<String> {
    let page = found::list(desk.db(), &org(), filter, Turn::START).await.unwrap();
    page.rows.into_iter().map(|message| message.heard.external).collect()
}

async fn numbers(desk: &Desk, filter: &Filter) -> Vec<u32> {
    let page = found::tickets(desk.db(), &org(), filter, i64::MAX, 5).await.unwrap();
    page.rows.iter().map(|ticket| ticket.number.0).collect()
}

fn words(words: &str) -> Filter {
    Filter { words: words.to_owned(), ..Filter::default() }
}

both! {
    async fn what_is_found_is_narrowed_by_whatever_is_known_of_it(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let none = Filter::default;
        let day = |day: i64| Some(Instant::from_us(NINE).plus_minutes(day * 24 * 60 - 60));
        let table: Vec<(Filter, &[&str])> = vec![
            (words("lift"), &["3", "2", "1"]),
            (Filter { from: vec![PersonId::new("Tan")], ..words("lift") }, &["2"]),
            (Filter { from: vec![PersonId::new("Sue"), PersonId::new("Tan")], ..none() }, &["3", "2", "1"]),
            (Filter { place: Some(PlaceId::new("c")), ..none() }, &["2", "1"]),
            (Filter { place: Some(PlaceId::new("elsewhere")), ..words("lift") }, &[]),
            (Filter { site: Some(SiteId::new("tower")), ..none() }, &["3", "2", "1"]),
            (Filter { site: Some(SiteId::new("elsewhere")), ..none() }, &[]),
            (
                Filter {
                    site: Some(SiteId::new("elsewhere")),
                    site_conversations: vec![ConversationId::new("b")],
                    ..none()
                },
                &["3"],
            ),
            (Filter { kind: Some(Kind::Chatter), ..words("lift") }, &["3"]),
            (Filter { has_photo: true, ..none() }, &["2"]),
            (Filter { since: day(1), ..words("lift") }, &["3"]),
            (Filter { before: day(1), ..words("lift") }, &["2", "1"]),
            (Filter { since: day(1), before: day(2), ..words("lift") }, &[]),
            (Filter { since: Some(Instant::from_us(0)), ..none() }, &["3", "2", "1"]),
            (words("பழுது"), &["1"]),
            (words("§kissue"), &[]),
            (words("k§issue"), &[]),
        ];
        for (filter, expected) in table {
            assert_eq!(found(&desk, &filter).await, expected, "{filter:?}");
        }
    }
}

both! {
    async fn tickets_are_found_by_title_and_by_where_they_are_now(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        assert_eq!(numbers(&desk, &words("stuck")).await, [1]);
        assert_eq!(numbers(&desk, &words("fine")).await, [0_u32; 0]);
        let at = |place: &str| Filter { place: Some(PlaceId::new(place)), ..Filter::default() };
        assert_eq!(numbers(&desk, &at("c")).await, [1]);
        let classify = TicketCommand::Classify {
            category: domain::ticket::Category::Lift,
            priority: domain::ticket::Priority::High,
            place: None,
        };
        say(&desk, vec![request(60, 40, Command::change(TicketNumber(1), classify))]).await;
        assert_eq!(numbers(&desk, &at("c")).await, [0_u32; 0]);
        assert_eq!(numbers(&desk, &words("stuck")).await, [1]);
    }
}

both! {
    async fn pages_go_on_from_the_last_said_to_the_first_however_they_were_heard(db: Db) {
        let desk = desk(db).await;
        // An old chat that is brought late: what was said last is heard first.
        let heard = (0..120_i64).map(|nth| {
            let said = inbound("a", &format!("n{nth:03}"), "60101", 119 - nth, "lift again");
            receive(200 + nth, 1_000 + nth.unsigned_abs() as u128, said)
        });
        say(&desk, heard.collect()).await;
        let (mut turn, mut pages) = (Some(Turn::START), Vec::new());
        let lift = Filter { words: "lift".to_owned(), ..Filter::default() };
        while let Some(at) = turn {
            let page = found::list(desk.db(), &org(), &lift, at).await.unwrap();
            turn = page.next;
            pages.push(page.rows.into_iter().map(|message| message.heard.external).collect::<Vec<_>>());
        }
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
        assert_eq!(pages.concat(), (0..120).map(|nth| format!("n{nth:03}")).collect::<Vec<_>>());
        let early = Filter { since: Some(minute(10)), before: Some(minute(20)), ..lift };
        assert_eq!(found(&desk, &early).await, (100..110).map(|nth| format!("n{nth:03}")).collect::<Vec<_>>());
    }
}

both! {
    async fn the_likeliest_is_what_was_typed_word_for_word(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let likeliest = found::likeliest(desk.db(), &org(), &words("lift rosak")).await.unwrap();
        assert_eq!(likeliest[0].heard.external, "1");
        let likeliest = found::likeliest(desk.db(), &org(), &words("lift")).await.unwrap();
        assert_eq!(likeliest.len(), 3);
    }
}

both! {
    async fn a_slip_of_one_letter_is_offered_as_it_is_spelt(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        for (typed, expected) in [("rosk", "rosak"), ("elevater", "elevator"), ("lift rosakk", "lift rosak"), ("பழுத", "")] {
            let offers = suggestions(desk.db(), &org(), &words(typed)).await.unwrap();
            assert_eq!(offers.first().map_or("", String::as_str), expected, "{typed}");
        }
        let elsewhere = domain::id::OrgId::new("other");
        assert!(suggestions(desk.db(), &elsewhere, &words("rosk")).await.unwrap().is_empty());
        assert!(found::list(desk.db(), &elsewhere, &words("lift"), Turn::START).await.unwrap().rows.is_empty());
    }
}

both! {
    async fn what_is_erased_is_neither_found_nor_offered(db: Db) {
        let desk = desk(db).await;
        busy(&desk).await;
        let erase = Command::RecordErasure { person: PersonId::new("Sue"), entries: 0 };
        desk.erase_person(request(9_000, 60, erase)).await.unwrap();
        assert_eq!(found(&desk, &words("rosak")).await, [""; 0]);
        assert_eq!(numbers(&desk, &words("stuck")).await, [0_u32; 0]);
        assert!(suggestions(desk.db(), &org(), &words("rosk")).await.unwrap().is_empty());
        assert_eq!(found(&desk, &words("lift door")).await, ["2"]);
    }
}

both! {
    async fn the_last_word_may_be_typed_in_part_however_long_it_is_but_a_letter_is_itself(db: Db) {
        let desk = desk(db).await;
        say(
            &desk,
            vec![
                receive(0, 10, inbound("a", "1", "60101", 0, "pertanggungjawaban kebersihan, Blok C")),
                receive(1, 11, inbound("a", "2", "60102", 1, "pertanyaan tentang cleaning")),
                receive(2, 12, inbound("a", "3", "60102", 2, "停车场的灯不亮")),
                receive(3, 13, inbound("a", "4", "60102", 3, "towers? Tower12 is dark")),
            ],
        )
        .await;
        for (typed, is_found) in [
            ("pertan", &["2", "1"][..]),
            ("pertangg", &["1"]),
            ("pertanggungjawab", &["1"]),
            ("kebersihan", &["1"]),
            ("keber", &["1"]),
            ("kebersihanku", &[]),
            ("pert keber", &[]),
            ("blok c", &["1"]),
            ("tower", &["4"]),
            ("tower1", &["4"]),
            ("c", &["1"]),
            ("cl", &["2"]),
            ("灯", &["3"]),
            ("停车", &["3"]),
        ] {
            let filter = Filter { words: typed.to_owned(), ..Filter::default() };
            assert_eq!(found(&desk, &filter).await, is_found, "{typed}");
        }
    }
}
