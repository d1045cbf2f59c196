//! The week: eight tickets of a house, a vendor, a task of every day. Saturday noon.

use domain::agreement::Target;
use domain::directory::{Directory, Person, Place, Role, Site, Vendor};
use domain::hearing::{Ear, Silence, Suspicion};
use domain::id::{ConversationId, MessageId, PersonId, PlaceId, SiteId, TaskId, TicketNumber, VendorId};
use domain::media::Grade;
use domain::repair::Repair;
use domain::task::{Cadence, Occurrence, Outcome, Task};
use domain::ticket::{Assignee, Category, Priority, Stage};
use domain::time::{Day, Instant, Zone};
use reports::{Capture, Case, Chat, Eyes, Habit, Kept, Lack, Lacking, Material, Period, Quiet, Rhythm, Scope, Span};
use std::sync::Arc;

pub fn at(text: &str) -> Instant {
    Instant::from_timestamp(format!("2026-11-{text}:00Z").parse().unwrap())
}

pub fn material(rhythm: Rhythm, scope: Scope) -> Material {
    let directory = directory();
    let zone = Zone::utc();
    let day = |text: &str| format!("2026-11-{text}").parse().unwrap();
    let period = Period::holding(rhythm, day("21"), day("13"), &zone).lasting(at("21T12:00"));
    let cases: Vec<Case> = cases().into_iter().filter(|case| Material::is_case_in(&scope, &directory, case)).collect();
    let days = days().into_iter().filter(|day| Material::is_day_in(&scope, &directory, day)).collect();
    Material {
        organisation: "Menara".to_owned(),
        lately: period.lately(day("13"), &zone),
        earlier: cases.iter().cloned().map(Case::counted).collect(),
        zone,
        now: at("21T12:00"),
        period,
        scope,
        eyes: Eyes::House,
        directory: Arc::new(directory),
        cases,
        days,
        capture: capture(&period),
        habits: habits(),
    }
}

/// The lobby, mopped on working days, but neither on Wednesday nor on Friday; and a round at two each night, of which Monday's
/// may not have been heard and Thursday's did not come.
fn habits() -> Vec<Habit> {
    let day = |number: i8| Day(jiff::civil::date(2026, 11, number));
    let habit = |words: &str, sender: &str, hour: i8, days: Vec<i8>, kept: &[i8]| {
        let expected = |number: i8| {
            let from = Zone::utc().instant(jiff::civil::date(2026, 11, number).at(hour, 0, 0, 0));
            (day(number), Span { from, to: from.plus_minutes(90) })
        };
        let message = |number: &i8| (day(*number), MessageId::new(format!("{sender}-{number}")));
        Habit {
            words: words.to_owned(),
            sender: sender.to_owned(),
            place: None,
            at: jiff::civil::time(hour, 0, 0, 0),
            weekdays: (16..=20).map(|number| jiff::civil::date(2026, 11, number).weekday()).collect(),
            expected: days.into_iter().map(expected).collect(),
            kept: kept.iter().map(message).collect(),
        }
    };
    let everyday = (16..=22).map(|number| jiff::civil::date(2026, 11, number).weekday()).collect();
    vec![
        Habit {
            place: Some(PlaceId::new("lobby")),
            ..habit("Lobby mopped", "siti", 8, (16..=20).collect(), &[16, 17, 19])
        },
        Habit { weekdays: everyday, ..habit("=Round", "guard", 1, (14..=20).collect(), &[14, 15, 17, 18, 20]) },
    ]
}

pub fn case(number: u32, opened: &str, stage: Stage) -> Case {
    Case {
        number: TicketNumber(number),
        title: "=cmd()".to_owned(),
        stage,
        category: Category::Plumbing,
        priority: Priority::Normal,
        labels: Vec::new(),
        site: Some(SiteId::new("menara")),
        place: None,
        owner: None,
        answerer: None,
        claimant: None,
        opened_at: at(opened),
        acknowledged_at: None,
        attended_at: None,
        owned_since: None,
        is_by_staff: false,
        repairs: Vec::new(),
        attendances: Vec::new(),
        fixed_at: None,
        holds_until: None,
        verified_at: None,
        missed_and_cancelled_at: None,
        reopened: 0,
        is_repeat: false,
        grade: Grade::D,
        kept: Vec::new(),
    }
}

/// A claim of a fix by whoever owned the ticket then, which nobody disputed.
pub fn repair(claimed: &str, by: Option<Assignee>) -> Repair {
    Repair { at: at(claimed), by, dispute: None, came_back: false }
}

/// Two conversations, what three messages lack, and a silence that began in the week before.
fn capture(period: &Period) -> Capture {
    let spans = || [Some(period.span), period.before].into_iter().flatten();
    let chat = |id: &str, name: &str, counts: [u64; 2]| Chat {
        id: ConversationId::new(id),
        name: name.to_owned(),
        said: spans().zip(counts).collect(),
    };
    let lacking =
        |message: &str, sent: &str, lack| Lacking { message: MessageId::new(message), sent_at: at(sent), lack };
    let quiet = |name: &str, ear: Ear, since: &str, until: Option<&str>| Quiet {
        name: name.to_owned(),
        silence: Silence { ear, since: at(since), why: Suspicion::Quiet, until: until.map(at) },
    };
    Capture {
        chats: vec![chat("ops", "Ops", [40, 50]), chat("mei", "Mei", [2, 0])],
        lacking: vec![
            lacking("m1", "13T09:00", Lack::File),
            lacking("m2", "17T09:00", Lack::File),
            lacking("m3", "18T09:00", Lack::Words),
            lacking("m3", "18T09:00", Lack::Reader),
        ],
        silences: vec![
            quiet("Laksana itself", Ear::Program, "15T22:00", Some("16T02:00")),
            quiet("Ops", Ear::Chat(ConversationId::new("ops")), "21T09:00", None),
        ],
    }
}

const MINUTE_US: i64 = 60_000_000;

fn prolift() -> Option<Assignee> {
    Some(Assignee::Vendor(VendorId::new("prolift")))
}

/// A fix that was promised.
fn kept(is_met: bool, due: &str, [over_us, over_net_us, net_us]: [Option<i64>; 3]) -> Kept {
    Kept { target: Target::Resolve, is_met, at: at(due), over_us, over_net_us, net_us }
}

fn cases() -> Vec<Case> {
    let mut cases = fixed();
    cases.extend(others());
    cases
}

/// What was fixed in the week, all of it by Ravi of ProLift.
fn fixed() -> Vec<Case> {
    let ravi = || Some(PersonId::new("ravi"));
    let lobby = || Some(PlaceId::new("lobby"));
    vec![
        // Of the week before, fixed and confirmed in this one after three days.
        Case {
            acknowledged_at: Some(at("13T09:05")),
            owner: Some(Assignee::Person(PersonId::new("ravi"))),
            repairs: vec![repair("16T09:00", Some(Assignee::Person(PersonId::new("ravi"))))],
            fixed_at: Some(at("16T09:00")),
            verified_at: Some(at("16T10:00")),
            category: Category::Lift,
            place: lobby(),
            ..case(1, "13T09:00", Stage::Closed)
        },
        Case {
            acknowledged_at: Some(at("16T09:10")),
            answerer: ravi(),
            owner: prolift(),
            claimant: ravi(),
            repairs: vec![Repair { came_back: true, ..repair("16T11:00", prolift()) }],
            fixed_at: Some(at("16T11:00")),
            verified_at: Some(at("16T12:00")),
            grade: Grade::C,
            category: Category::Lift,
            place: lobby(),
            kept: vec![kept(true, "16T11:00", [None, None, Some(90 * MINUTE_US)])],
            ..case(2, "16T09:00", Stage::Verified)
        },
        Case {
            acknowledged_at: Some(at("17T09:20")),
            answerer: ravi(),
            owner: prolift(),
            claimant: ravi(),
            repairs: vec![repair("17T10:00", prolift())],
            fixed_at: Some(at("17T10:00")),
            is_repeat: true,
            category: Category::Lift,
            place: lobby(),
            ..case(3, "17T09:00", Stage::Resolved)
        },
    ]
}

fn others() -> Vec<Case> {
    let hours = 60 * MINUTE_US;
    vec![
        // ProLift said that it is fixed, and that is disputed still.
        Case {
            acknowledged_at: Some(at("17T09:01")),
            owner: prolift(),
            repairs: vec![Repair { dispute: Some(1), ..repair("18T09:00", prolift()) }],
            reopened: 1,
            ..case(4, "17T09:00", Stage::Reopened)
        },
        Case {
            priority: Priority::Critical,
            kept: vec![kept(false, "17T12:00", [Some(96 * hours), Some(36 * hours), None])],
            ..case(5, "16T11:00", Stage::Classified)
        },
        case(6, "18T09:00", Stage::Cancelled),
        case(7, "18T09:30", Stage::Merged),
        case(8, "18T10:00", Stage::Reported),
    ]
}

fn days() -> Vec<Occurrence> {
    let outcomes = [
        Some(Outcome::Done),
        Some(Outcome::Late),
        Some(Outcome::NoPhoto),
        Some(Outcome::Excused),
        // The window has closed, and the clock has not looked yet.
        None,
        Some(Outcome::Done),
        // Tomorrow.
        None,
    ];
    let day = |(index, outcome): (i64, Option<Outcome>)| Occurrence {
        task: TaskId::new("lobby-clean"),
        day: "2026-11-16".parse::<domain::time::Day>().unwrap().plus(index),
        due_at: at("16T08:00").plus_minutes(index * 1440),
        until: at("16T10:00").plus_minutes(index * 1440),
        outcome,
        proof: None,
        delayed_until: None,
        visits: Vec::new(),
        ticks: Vec::new(),
        fault: None,
        handover: None,
        because: None,
        climbed: std::collections::BTreeSet::new(),
    };
    (0..).zip(outcomes).map(day).collect()
}

fn directory() -> Directory {
    let mut directory = Directory::default();
    let menara = SiteId::new("menara");
    directory
        .sites
        .insert(menara.clone(), Site { client: Some("Harta".into()), ..Site::named(menara.clone(), "Menara".into()) });
    let lobby = PlaceId::new("lobby");
    directory.places.insert(
        lobby.clone(),
        Place {
            id: lobby.clone(),
            site: menara.clone(),
            parent: None,
            name: "Lobby".into(),
            aliases: vec![],
            geo: None,
            radius_m: None,
            asset: true,
        },
    );
    let prolift = VendorId::new("prolift");
    directory.vendors.insert(
        prolift.clone(),
        Vendor { id: prolift.clone(), name: "ProLift".into(), categories: vec![Category::Lift] },
    );
    directory.remember(Person {
        id: PersonId::new("ravi"),
        name: "Ravi".into(),
        handles: vec![],
        role: Role::Vendor,
        vendor: Some(prolift),
        site: None,
        shared: None,
    });
    let work = work(menara, lobby);
    directory.tasks.insert(work.id.clone(), work);
    directory
}

/// What is expected at the lobby each day.
fn work(menara: SiteId, lobby: PlaceId) -> Task {
    Task {
        site: Some(menara),
        place: Some(lobby),
        ..Task::named(
            TaskId::new("lobby-clean"),
            "=Lobby".into(),
            Cadence::plain("FREQ=DAILY", jiff::civil::time(8, 0, 0, 0), 120),
        )
    }
}
