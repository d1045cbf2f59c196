//! What a member may see is the same in every query, letter by letter, on both engines.

use crate::world::*;
use domain::agreement::Target;
use domain::clock::Standing;
use domain::directory::{Directory, Place, Site};
use domain::id::{Digest, PlaceId, SiteId, TicketNumber};
use domain::member::{Member, MemberRole};
use domain::message::Kind;
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Category, Priority, Stage};
use domain::time::{Instant, Zone};
use store::both;
use store::desk::Desk;
use store::read::messages::subjects_of_media;
use store::read::places::open_by_place;
use store::read::promises::{self, Due};
use store::read::tickets::{Filter, Group, Part};
use store::read::urgent::{Rank, urgent};
use store::read::{Cursor, Sight, counts, needs, tasks, tickets, today};

/// A ticket at each of two sites whose ids a pattern would take for one another, and one at none.
async fn two_sites(desk: &Desk) {
    let mut requests = Vec::new();
    for (at, id) in ["a_b", "axb"].into_iter().enumerate() {
        let site = SiteId::new(id);
        let site_line = Site::named(site.clone(), id.to_owned());
        let place = Place {
            id: PlaceId::new(id),
            site,
            parent: None,
            name: id.to_owned(),
            aliases: Vec::new(),
            geo: None,
            radius_m: None,
            asset: false,
        };
        for (n, line) in [Definition::Site(site_line), Definition::Place(place)].into_iter().enumerate() {
            requests.push(request(0, (50 + 2 * at + n) as u128, Command::Define(Box::new(line))));
        }
    }
    for n in 0..3_u128 {
        let said = inbound("a", &n.to_string(), "60109", n as i64, "Tap drips");
        requests.push(receive(n as i64, 100 + 2 * n, said));
        requests.push(interpret(n as i64, 101 + 2 * n, message(n as i64, 100 + 2 * n), Kind::Issue, None));
    }
    for (number, place) in [(1, "a_b"), (2, "axb")] {
        let place = Some(PlaceId::new(place));
        let classify = TicketCommand::Classify { category: Category::Lift, priority: Priority::High, place };
        requests.push(request(5, 200 + u128::from(number), Command::change(TicketNumber(number), classify)));
    }
    granted(&desk.commit_all(&org(), requests).await.unwrap());
}

fn sees(site: &str) -> Member {
    Member { sites: [SiteId::new(site)].into(), ..Member::new("a", MemberRole::Viewer) }
}

both! {
    async fn every_list_and_count_keeps_to_the_sites_that_are_seen(db: Db) {
        let desk = desk(db).await;
        two_sites(&desk).await;
        let (db, now) = (desk.db(), minute(60));
        let first = |rows: &[domain::ticket::Ticket]| rows.iter().map(|ticket| ticket.number.0).collect::<Vec<_>>();
        for (sight, expected) in [(Sight::of(&sees("axb")), vec![2]), (Sight::of(&sees("a_b")), vec![1]), (Sight::of(&sees("c")), vec![])] {
            let count = expected.len() as u64;
            let filter = Filter { group: Group::All, sight: sight.clone(), ..Filter::default() };
            assert_eq!(first(&tickets::list(db, &org(), &filter, Cursor::START).await.unwrap().rows), expected);
            let worded = Filter { words: "tap".to_owned(), ..filter.clone() };
            assert_eq!(counts(db, &org(), &filter).await.unwrap().every, count);
            assert_eq!(counts(db, &org(), &worded).await.unwrap().every, count);
            assert_eq!(first(&urgent(db, &org(), &filter, Rank::START).await.unwrap().rows), expected);
            assert_eq!(first(&needs::needs(db, &org(), &sight, 9).await.unwrap().first), expected);
            assert_eq!(first(&tickets::reported_since(db, &org(), minute(0), &sight, 9).await.unwrap()), expected);
            let part = Part { sight: sight.clone(), priority: Some(Priority::High), ..Part::default() };
            let board = tickets::board(db, &org(), &[Stage::Classified], Instant::from_us(0), &part).await.unwrap();
            assert_eq!((board[0].count, first(&board[0].tickets)), (count, expected.clone()));
            let by_place = open_by_place(db, &org(), &sight).await.unwrap();
            assert_eq!(by_place.iter().map(|found| found.high).sum::<u64>(), count);
            let due = promises::counts(db, &org(), now, &sight).await.unwrap();
            assert_eq!(due.overdue + due.soon + due.later + due.paused, count);
            for due in [Due::Overdue, Due::Soon, Due::Later, Due::Paused] {
                let found = promises::list(db, &org(), (due, now), &sight, None).await.unwrap();
                assert!(first(&found.rows).iter().all(|number| expected.contains(number)));
            }
            assert!(promises::judged(db, &org(), minute(0), &sight).await.unwrap().is_empty());
            let which = (Target::Resolve, Standing::Met);
            assert!(promises::list_judged(db, &org(), which, minute(0), &sight, None).await.unwrap().rows.is_empty());
            assert!(promises::by_day(db, &org(), (minute(0), &Zone::utc()), &sight).await.unwrap().is_empty());
            let hour = (minute(0), minute(60));
            assert!(promises::list_between(db, &org(), None, hour, &sight, None).await.unwrap().rows.is_empty());
            let day = "2026-03-02".parse().unwrap();
            assert!(tasks::by_day(db, &org(), (day, day), &sight).await.unwrap().is_empty());
            let figures = today::today(db, &org(), day, minute(0), (&sight, &sight)).await.unwrap();
            assert_eq!((figures.open, figures.reported), (count, count));
            assert!(tasks::grid(db, &org(), (day, day), &sight).await.unwrap().is_empty());
        }
        let lane = Filter { stages: vec![Stage::Classified], priority: Some(Priority::High), since: Some(minute(0)), ..Filter::default() };
        assert_eq!(counts(db, &org(), &lane).await.unwrap().open, 3);
        let at = Filter { place: Some(PlaceId::new("axb")), ..Filter::default() };
        assert_eq!(first(&tickets::list(db, &org(), &at, Cursor::START).await.unwrap().rows), [2]);
        let within = Filter { within: ["a_b", "axb", "c"].map(PlaceId::new).into(), ..Filter::default() };
        for (filter, expected) in [
            (Filter { group: Group::All, ..within.clone() }, vec![1, 2]),
            (Filter { within: vec![PlaceId::new("c")], ..within.clone() }, vec![]),
            (Filter { is_returned: true, ..within.clone() }, vec![]),
            (within, vec![1, 2]),
        ] {
            let mut listed = first(&tickets::list(db, &org(), &filter, Cursor::START).await.unwrap().rows);
            listed.sort_unstable();
            assert_eq!(listed, expected);
            assert_eq!(first(&urgent(db, &org(), &filter, Rank::START).await.unwrap().rows), expected);
            assert_eq!(counts(db, &org(), &filter).await.unwrap().open, expected.len() as u64);
        }
        assert!(subjects_of_media(db, &org(), &Digest::new("ab")).await.unwrap().is_empty());
    }
}

#[test]
fn whoever_sees_all_is_narrowed_by_nothing_and_a_contact_by_everything() {
    assert!(Sight::of(&Member::new("a", MemberRole::Viewer)).is_whole());
    assert!(!Sight::of(&Member::new("a", MemberRole::Contact)).is_whole());
    assert!(!Sight::tasks(&sees("x"), &Directory::default()).is_whole());
}
