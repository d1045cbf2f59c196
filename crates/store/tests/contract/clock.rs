//! What is promised about tickets: looked at when it is due, worked out anew when it changes, and the same when rebuilt.

use crate::rebuild::same_when_rebuilt;
use crate::world::*;
use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::clock::{Lapsed, Standing};
use domain::directory::Site;
use domain::event::Event;
use domain::hearing::{Ear, Suspicion};
use domain::id::{AgreementId, ConversationId, SiteId, TaskId, TicketNumber};
use domain::message::Kind;
use domain::request::{Command, Definition, Request, TicketCommand};
use domain::task::{Cadence, Task};
use domain::ticket::{Category, HoldReason, Priority, Ticket};
use domain::time::Zone;
use std::collections::{BTreeMap, BTreeSet};
use store::desk::Desk;
use store::need::Need;
use store::read::promises::{Due, by_day, counts, judged, list, list_between, list_judged};
use store::read::{Page, Sight, tickets};
use store::{args, both, row};

/// A desk without tasks, so that nothing is due but tickets.
async fn bare(db: store::Db) -> Desk {
    let desk = Desk::new(db);
    desk.open(&org(), "Acme", &domain::time::Zone::utc()).await.unwrap();
    desk
}

async fn report(desk: &Desk, from: u32, to: u32) {
    let mut draft = desk.draft(&org(), &Need::at(minute(0))).await.unwrap();
    for n in from..to {
        let (chance, said) = (u128::from(n) * 4, inbound("a", &n.to_string(), "60102", 0, "Lift stuck"));
        draft.ask(receive(0, chance, said)).unwrap();
        draft.ask(interpret(0, chance + 1, message(0, chance), Kind::Issue, None)).unwrap();
    }
    granted(&desk.commit(&mut draft).await.unwrap());
}

async fn lapse(desk: &Desk, at: i64) -> Option<Vec<Event>> {
    let lapse = request(at, 1 << 40 | u128::from(at.unsigned_abs()), Command::Lapse);
    let answer = desk.commit_all(&org(), vec![lapse]).await.unwrap().pop()?.unwrap();
    let events = answer.changes.into_iter().map(|change| change.event);
    let promised = events.filter(|event| matches!(event, Event::TargetWarned { .. } | Event::TargetMissed { .. }));
    Some(promised.collect::<Vec<_>>()).filter(|promised| !promised.is_empty())
}

fn resolve_within(minutes: u32) -> Request {
    let level = Level { when: None, targets: BTreeMap::from([(Target::Resolve, Allowed::Minutes(minutes))]) };
    let agreement = Agreement {
        id: AgreementId::new("house"),
        name: "House".to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: BTreeSet::from([HoldReason::Parts]),
        warn_percent: 80,
        holds_days: None,
        levels: Priority::ALL.iter().map(|priority| (*priority, level.clone())).collect(),
    };
    request(5, 1 << 50 | u128::from(minutes), Command::Define(Box::new(Definition::Agreement(agreement))))
}

/// Daily tasks from ten to noon.
async fn expect(desk: &Desk, tasks: u128) {
    let definitions = (0..tasks).map(|n| {
        let task = Task::named(
            TaskId::new(format!("task-{n}")),
            format!("Task {n}"),
            Cadence::plain("FREQ=DAILY", "10:00".parse().unwrap(), 120),
        );
        request(0, 1 << 60 | n, Command::Define(Box::new(Definition::Task(task))))
    });
    let said = receive(0, 1 << 61, inbound("a", "hello", "60102", 0, "morning"));
    granted(&desk.commit_all(&org(), std::iter::once(said).chain(definitions).collect()).await.unwrap());
}

/// How many days came up and how many ended, when the clock looks.
async fn look(desk: &Desk, at: i64) -> (usize, usize) {
    let lapse = request(at, 1 << 62 | u128::from(at.unsigned_abs()), Command::Lapse);
    let answer = desk.commit_all(&org(), vec![lapse]).await.unwrap().pop().unwrap().unwrap();
    let count = |is: fn(&Event) -> bool| answer.changes.iter().filter(|change| is(&change.event)).count();
    (
        count(|event| matches!(event, Event::OccurrenceExpected { .. })),
        count(|event| matches!(event, Event::OccurrenceEnded { .. })),
    )
}

row! {
    struct Deadline { due_us: i64 }
}

both! {
    async fn the_clock_does_what_is_due_once_and_nothing_else(db: Db) {
        let desk = bare(db).await;
        report(&desk, 1, 3).await;
        assert_eq!(lapse(&desk, 40).await, None);
        // An answer is due after an hour; a warning at 48 minutes.
        assert_eq!(lapse(&desk, 48).await.map(|events| events.len()), Some(2));
        assert_eq!(lapse(&desk, 49).await, None);
        granted(&desk.commit_all(&org(), vec![request(50, 7, Command::change(TicketNumber(1), TicketCommand::Start))]).await.unwrap());
        let missed = Event::TargetMissed(Lapsed { ticket: TicketNumber(2), target: Target::Acknowledge, due_at: minute(60) });
        assert_eq!(lapse(&desk, 61).await, Some(vec![missed]));
        assert_eq!(lapse(&desk, 62).await, None);
        same_when_rebuilt(&desk).await;
        let (db, org, now) = (desk.db(), org(), minute(62));
        let numbers = |page: Page<Ticket>| page.rows.iter().map(|ticket| ticket.number.0).collect::<Vec<_>>();
        let counted = counts(db, &org, now, &Sight::WHOLE).await.unwrap();
        assert_eq!((counted.overdue, counted.soon, counted.later, counted.paused), (1, 0, 1, 0));
        assert_eq!(numbers(list(db, &org, (Due::Overdue, now), &Sight::WHOLE, None).await.unwrap()), [2]);
        assert_eq!(numbers(list(db, &org, (Due::Later, now), &Sight::WHOLE, None).await.unwrap()), [1]);
        assert!(numbers(list(db, &org, (Due::Paused, now), &Sight::WHOLE, None).await.unwrap()).is_empty());
        let (kept, broken) = ((Target::Acknowledge, Standing::Met), (Target::Acknowledge, Standing::Missed));
        assert_eq!(judged(db, &org, minute(0), &Sight::WHOLE).await.unwrap(), [(kept.0, kept.1, 1), (broken.0, broken.1, 1)]);
        for (which, ticket) in [(kept, 1), (broken, 2)] {
            assert_eq!(numbers(list_judged(db, &org, which, minute(0), &Sight::WHOLE, None).await.unwrap()), [ticket]);
        }
        // The day is that of the zone: at noon in London it is the next one on an island in the Pacific.
        for zone in [Zone::utc(), Zone::named("Pacific/Kiritimati").unwrap(), Zone::named("Asia/Kathmandu").unwrap()] {
            let day = minute(60).day(&zone);
            let days = by_day(db, &org, (minute(0), &zone), &Sight::WHOLE).await.unwrap();
            assert_eq!(days, BTreeMap::from([((day, Standing::Met), 1), ((day, Standing::Missed), 1)]));
        }
        for (standing, ticket) in [(Standing::Met, 1), (Standing::Missed, 2)] {
            let hour = (minute(0), minute(61));
            let found = list_between(db, &org, Some(standing), hour, &Sight::WHOLE, None).await.unwrap();
            let found: Vec<_> = found.rows.iter().map(|(ticket, target)| (ticket.number.0, *target)).collect();
            assert_eq!(found, [(ticket, Target::Acknowledge)]);
            assert_eq!(list_between(db, &org, None, hour, &Sight::WHOLE, None).await.unwrap().rows.len(), 2);
            let later = (minute(61), minute(90));
            assert!(list_between(db, &org, None, later, &Sight::WHOLE, None).await.unwrap().rows.is_empty());
        }
    }
}

both! {
    async fn what_a_new_agreement_changes_is_changed_for_tickets_out_of_mind_too(db: Db) {
        let desk = bare(db).await;
        // More than are kept in mind.
        report(&desk, 1, 520).await;
        granted(&desk.commit_all(&org(), vec![resolve_within(100)]).await.unwrap());
        let sql = "SELECT DISTINCT due_us FROM deadlines WHERE org = $1 AND target = 'resolve' ORDER BY due_us LIMIT 5 -- walks: a test";
        let due: Vec<Deadline> = desk.db().all(sql, args![org().as_str()]).await.unwrap();
        assert_eq!(due.iter().map(|due| due.due_us).collect::<Vec<_>>(), [minute(80).us()]);
        let ticket = tickets::one(desk.db(), &org(), TicketNumber(1)).await.unwrap().unwrap();
        assert_eq!(ticket.course.promises[&Target::Resolve].due_at, Some(minute(100)));
        same_when_rebuilt(&desk).await;
        // More is due than one look takes on; the next one goes on.
        let mut warned = 0;
        while let Some(events) = lapse(&desk, 59).await {
            warned += events.len();
        }
        assert_eq!(warned, 519);
    }
}

both! {
    async fn after_an_outage_the_clock_makes_up_for_every_day_once(db: Db) {
        const TASKS: usize = 60;
        let desk = bare(db).await;
        expect(&desk, TASKS as u128).await;
        // It is one in the night in this zone when the clock begins, and days end at noon.
        let noon = |day: i64| day * 1_440 + 11 * 60;
        for (day, counted) in [(0, TASKS), (1, TASKS), (2, TASKS), (3, TASKS), (13, 10 * TASKS), (14, TASKS)] {
            assert_eq!(look(&desk, noon(day)).await, (counted, counted), "day {day}");
            assert_eq!(look(&desk, noon(day) + 1).await, (0, 0), "day {day}");
        }
        same_when_rebuilt(&desk).await;
    }
}

both! {
    async fn more_days_of_tasks_than_come_to_mind_are_expected_once(db: Db) {
        // With the look of the first day these are more than a situation holds.
        const TASKS: usize = 2_100;
        let desk = bare(db).await;
        expect(&desk, TASKS as u128).await;
        let noon = |day: i64| day * 1_440 + 11 * 60;
        for day in 0..2 {
            assert_eq!(look(&desk, noon(day)).await, (TASKS, TASKS), "day {day}");
        }
        assert_eq!(look(&desk, noon(1) + 60).await, (0, 0));
    }
}

both! {
    async fn what_waits_for_a_deaf_site_keeps_no_other_waiting(db: Db) {
        let desk = bare(db).await;
        let site = |name: &str| {
            let (id, name) = (SiteId::new(name), format!("Group {name}"));
            let (aliases, shifts) = (Vec::new(), Vec::new());
            Site { aliases, shifts, ..Site::named(id, name) }
        };
        let define = |name| Command::Define(Box::new(Definition::Site(site(name))));
        let normal = TicketCommand::Classify { category: Category::Lift, priority: Priority::Normal, place: None };
        let heard = vec![
            request(0, 1 << 50, define("a")),
            request(0, 1 << 51, define("b")),
            receive(0, 1 << 52, inbound("b", "first", "60103", 0, "Lift stuck")),
            interpret(0, 1 << 53, message(0, 1 << 52), Kind::Issue, None),
            request(0, 1 << 54, Command::change(TicketNumber(1), normal)),
        ];
        granted(&desk.commit_all(&org(), heard).await.unwrap());
        report(&desk, 2, 530).await;
        let silent = BTreeMap::from([(Ear::Chat(ConversationId::new("a")), (minute(1), Suspicion::Disconnected))]);
        granted(&desk.commit_all(&org(), vec![request(2, 1 << 55, Command::NoteHearing(silent))]).await.unwrap());
        // Hours of a normal ticket begin at eight, and it is one in the night.
        let due_at = minute(660);
        let warned = Event::TargetWarned(Lapsed { ticket: TicketNumber(1), target: Target::Acknowledge, due_at });
        assert_eq!(lapse(&desk, 620).await, Some(vec![warned]));
    }
}

/// Whether the clock has anything to do, hearing since a minute; what it finds is done.
async fn looks(desk: &Desk, at: i64, since: Option<i64>) -> bool {
    let found = desk.due(&org(), minute(at), since.map(minute)).await.unwrap();
    let Some(found) = found else { return false };
    let lapse = request(at, 1 << 62 | u128::from(at.unsigned_abs()), Command::LapseSince(since.map(minute)));
    granted(&desk.commit_all(&org(), vec![lapse]).await.unwrap());
    desk.done(&org(), found);
    true
}

both! {
    async fn the_clock_looks_at_tasks_when_a_day_of_one_comes_up_or_has_come_to_a_step_and_else_not(db: Db) {
        let desk = bare(db).await;
        expect(&desk, 3).await;
        let mut due = Vec::new();
        for at in (0..1_500).step_by(5) {
            if looks(&desk, at, Some(-1_440)).await {
                due.push(at);
            }
        }
        // The first look works out when to look next. It is one in the night; days come up three hours before ten.
        let ten = 540;
        let (comes_up, reminded, over, told) = (ten - 180, ten + 90, ten + 120, ten + 180);
        assert_eq!(due, [0, comes_up, reminded, over, told]);
        assert!(looks(&desk, 1_500, Some(-60)).await, "people are heard since another instant");
        let site = Site::named(SiteId::new("s"), "S".to_owned());
        let defined = request(1_501, 1 << 63, Command::Define(Box::new(Definition::Site(site))));
        granted(&desk.commit_all(&org(), vec![defined]).await.unwrap());
        assert!(looks(&desk, 1_502, Some(-60)).await, "the directory changed");
        assert!(!looks(&desk, 1_503, Some(-60)).await);
    }
}

both! {
    async fn views_of_an_older_shape_are_made_anew(db: Db) {
        let desk = bare(db).await;
        report(&desk, 1, 2).await;
        assert!(!desk.bring_up_to_date(&org()).await.unwrap());
        let mut tx = desk.db().begin().await.unwrap();
        for sql in ["UPDATE orgs SET shape = 0", "UPDATE tickets SET course = '{}'", "DELETE FROM deadlines"] {
            tx.run(sql, args![]).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(desk.bring_up_to_date(&org()).await.unwrap());
        assert!(!desk.bring_up_to_date(&org()).await.unwrap());
        assert_eq!(lapse(&desk, 48).await.map(|events| events.len()), Some(1));
    }
}
