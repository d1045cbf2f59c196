//! Scanned stickers: a message with a checkpoint's code is a visit, one with an old code is told apart, and the page and the
//! sheet to print show both.

use super::world::{House, message, posted};
use crate::chance;
use domain::directory::{Person, Place, Role, Site};
use domain::id::{PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::message::Handle;
use domain::request::{Command, Definition};
use domain::task::{Cadence, Occurrence, Outcome, Task, TaskKind};
use domain::time::Zone;
use domain::tour::{Flag, Tour};
use engine::rounds::Codes;
use store::{both, read};

const CODE_DAYS: u16 = 30;

/// A house in which Mei walks past the lobby and the gate, from half an hour ago for two hours.
async fn toured(house: &House) {
    let site = SiteId::new("court");
    let person = Person {
        id: PersonId::new("mei"),
        name: "Mei".to_owned(),
        handles: vec![Handle::phone("60123456789")],
        role: Role::Guard,
        vendor: None,
        site: None,
        shared: None,
    };
    let (name, zone, geo, shifts) = ("Court".to_owned(), None, None, Vec::new());
    let known = Site { zone, geo, shifts, ..Site::named(site.clone(), name) };
    let place = |name: &str| {
        let (id, site, name) = (PlaceId::new(name), site.clone(), name.to_owned());
        Definition::Place(Place {
            id,
            site,
            parent: None,
            name,
            aliases: Vec::new(),
            geo: None,
            radius_m: None,
            asset: false,
        })
    };
    let tour = Tour {
        checkpoints: ["Lobby", "Gate"].map(PlaceId::new).to_vec(),
        in_order: false,
        code_days: CODE_DAYS,
        windows: std::collections::BTreeMap::new(),
    };
    let at = chance::now().plus_minutes(5).in_zone(&Zone::utc()).time();
    let task = Task {
        kind: TaskKind::Patrol,
        assignee: Some(person.id.clone()),
        site: Some(site.clone()),
        tour: Some(tour),
        ..Task::named(TaskId::new("round"), "Night round".to_owned(), Cadence::plain("FREQ=DAILY", at, 120))
    };
    let definitions =
        [Definition::Person(person), Definition::Site(known), place("Lobby"), place("Gate"), Definition::Task(task)];
    for definition in definitions {
        house.ask(Command::Define(Box::new(definition))).await;
    }
    // From the first word on somebody is heard.
    house.post(&posted(&[message("wamid.hello", "good evening")])).await;
    house.take_in().await;
    house.look(chance::now()).await;
}

async fn round(house: &House) -> Occurrence {
    let all = read::tasks::all(&house.home.db, &house.home.org, None).await.unwrap();
    all.into_iter().max_by_key(|day| day.due_at).expect("there is a round")
}

async fn say(house: &House, wamid: &str, text: &str) {
    house.post(&posted(&[message(wamid, text)])).await;
    house.take_in().await;
}

both! {
    async fn a_scanned_sticker_is_a_visit_and_an_old_one_is_told_apart(db: Db) {
        let house = House::open(db).await;
        toured(&house).await;
        let codes = Codes::new(house.home.pepper().await.unwrap());
        let today = chance::now().day(&Zone::utc());
        let (lobby, gate) = (PlaceId::new("Lobby"), PlaceId::new("Gate"));
        let old = codes.code(&lobby, CODE_DAYS, today.plus(-i64::from(CODE_DAYS) * 3));
        say(&house, "wamid.a", &format!("Court / Lobby {old}")).await;
        assert_eq!(round(&house).await.visits[0].flags, [Flag::OldCode]);
        say(&house, "wamid.b", "Court / Gate LK-00000000").await;
        assert!(!round(&house).await.visits.iter().any(|visit| visit.flags.is_empty() && visit.place == lobby));
        say(&house, "wamid.c", &codes.code(&gate, CODE_DAYS, today).to_lowercase()).await;
        let round = round(&house).await;
        assert!(round.visits.iter().any(|visit| visit.place == gate), "{round:?}");
        assert_eq!(round.outcome, Some(Outcome::Done));
        let (_, page) = house.get_as_owner(&format!("/tasks/round/{}", round.day)).await;
        assert!(page.contains("2 of 2 visited") && page.contains("code of an earlier period"), "{page}");
        let (_, sheet) = house.get_as_owner("/tours/round/stickers?number=%2B60+12-345+6789").await;
        assert!(sheet.contains(&codes.code(&lobby, CODE_DAYS, today)) && sheet.contains("<svg"), "{sheet}");
        let (_, bare) = house.get_as_owner("/tours/round/stickers").await;
        assert!(read::tickets::one(&house.home.db, &house.home.org, TicketNumber(1)).await.unwrap().is_none());
        let code = codes.code(&lobby, CODE_DAYS, today);
        say(&house, "wamid.d", &format!("Court / Lobby {code} pipe burst here, water everywhere, somebody is hurt")).await;
        let reported = read::tickets::one(&house.home.db, &house.home.org, TicketNumber(1)).await.unwrap();
        assert!(reported.is_some(), "a report that comes with a code is still a report");
        assert!(bare.contains("LK-") && bare.contains("value=\"15550783881\""), "the number that they write to stands in");
    }
}
