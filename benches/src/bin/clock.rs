//! How long one look of the clock takes among many promises: `cargo run --release -p benches --bin clock [DEADLINES]`.
//!
//! A million deadlines lie ahead, of tickets that somebody owns. A look at which nothing is due is held against the
//! limit of 5 ms. One that finds ten tickets late, records it and asks who is to be asked, is held against the same look
//! among a hundredth of the deadlines: what lies ahead must cost nothing. Then a thousand tasks recur besides, and a look
//! at which none of their days comes up or ends is held against the same limit.

use benches::Home;
use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::event::Event;
use domain::id::{AgreementId, ConversationId, MessageId, PersonId, TaskId};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader};
use domain::request::{Actor, Command, Definition, Proposal, Request, Stamp, Via};
use domain::task::{Cadence, Task};
use domain::ticket::{Assignee, Category, Priority};
use domain::time::Instant;
use engine::live::lapse;
use engine::stamps::Stamps;
use std::collections::{BTreeMap, BTreeSet};
use store::desk::Draft;
use store::need::Need;

const DEADLINES: u64 = 1_000_000;
/// Of each ticket: to be there, to fix it, to give news.
const PER_TICKET: u64 = 3;
/// Tickets whose promises fall due while we look, ten a minute.
const NEAR: u64 = 200;
const PER_MINUTE: u64 = 10;
const BATCH: u64 = 512;
/// Tasks of six rules, with the days of two days behind them.
const TASKS: u32 = 1_000;
const RULES: [&str; 6] = [
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=WEEKLY;BYDAY=SA",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=DAILY;INTERVAL=90",
];
const LOOKS: usize = 200;
const LIMIT_MS: f64 = 5.0;
const NOW_US: i64 = 1_795_000_000_000_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let asked = std::env::args().nth(1).map(|count| count.parse()).transpose()?;
    let deadlines = asked.unwrap_or(DEADLINES);
    let few = look(deadlines / 100).await?;
    let many = look(deadlines).await?;
    println!("nothing due: {:.0} % of the limit of {LIMIT_MS} ms", many.idle / LIMIT_MS * 100.0);
    println!("nothing due, {TASKS} tasks: {:.0} % of it", many.tasks / LIMIT_MS * 100.0);
    println!("ten tickets due: {:.2} times what it takes among a hundredth of the deadlines", many.busy / few.busy);
    Ok(())
}

/// Medians, in milliseconds.
struct Looks {
    idle: f64,
    busy: f64,
    tasks: f64,
}

async fn look(deadlines: u64) -> anyhow::Result<Looks> {
    let tickets = deadlines.max(NEAR * PER_TICKET) / PER_TICKET;
    let folder = tempfile::tempdir()?;
    let home = Home::make(folder.path()).await?;
    let mut stamps = Stamps::seeded([3; 32]);
    let began = std::time::Instant::now();
    fill(&home, &mut stamps, tickets).await?;
    println!("{} deadlines ahead, made in {:.0} s", tickets * PER_TICKET, began.elapsed().as_secs_f64());
    let now = Instant::from_us(NOW_US).plus_minutes(1);
    // Who has not answered the reports of the last minutes is asked first.
    while lapse(&home.desk, &home.org, &mut stamps, now, None).await? > 0 {}
    let mut idle = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let began = std::time::Instant::now();
        let due = lapse(&home.desk, &home.org, &mut stamps, now, None).await?;
        idle.push(began.elapsed().as_secs_f64() * 1_000.0);
        anyhow::ensure!(due == 0, "{due} things were due too early");
    }
    let idle = show("nothing due", &mut idle);
    let mut busy = Vec::new();
    for minute in 0..NEAR / PER_MINUTE {
        let at = now.plus_minutes(i64::try_from(minute)? + 10);
        let began = std::time::Instant::now();
        let due = lapse(&home.desk, &home.org, &mut stamps, at, None).await?;
        busy.push(began.elapsed().as_secs_f64() * 1_000.0);
        anyhow::ensure!(due > 0, "nothing was due in minute {minute}");
    }
    let busy = show("ten tickets due", &mut busy);
    let tasks = look_at_tasks(&home, &mut stamps, now.plus_minutes(60)).await?;
    Ok(Looks { idle, busy, tasks })
}

async fn look_at_tasks(home: &Home, stamps: &mut Stamps, now: Instant) -> anyhow::Result<f64> {
    let mut draft = home.desk.draft(&home.org, &Need::at(now)).await?;
    for number in 0..TASKS {
        draft.ask(request(home, stamps.at(now), Command::Define(Box::new(Definition::Task(task(number)?)))))?;
    }
    home.desk.commit(&mut draft).await?;
    let since = Some(now.plus_minutes(-3 * 1_440));
    while lapse(&home.desk, &home.org, stamps, now, since).await? > 0 {}
    let mut took = Vec::with_capacity(LOOKS);
    for _ in 0..LOOKS {
        let began = std::time::Instant::now();
        let due = lapse(&home.desk, &home.org, stamps, now, since).await?;
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
        anyhow::ensure!(due == 0, "{due} days of tasks were due too early");
    }
    Ok(show("nothing, tasks", &mut took))
}

/// A task of one of the rules, at one of the hours.
fn task(number: u32) -> anyhow::Result<Task> {
    let rule = RULES[number as usize % RULES.len()];
    let at = format!("{:02}:00", number % 24).parse()?;
    Ok(Task {
        assignee: Some(PersonId::new("somebody")),
        ..Task::named(TaskId::new(format!("task-{number}")), format!("Round {number}"), Cadence::plain(rule, at, 60))
    })
}

fn show(what: &str, took: &mut [f64]) -> f64 {
    took.sort_by(f64::total_cmp);
    let (median, p95) = (took[took.len() / 2], took[took.len() * 95 / 100]);
    println!("  {what:<18} median {median:>7.2} ms, p95 {p95:>7.2} ms");
    median
}

async fn fill(home: &Home, stamps: &mut Stamps, tickets: u64) -> anyhow::Result<()> {
    let now = Instant::from_us(NOW_US);
    let mut draft = home.desk.draft(&home.org, &Need::at(now)).await?;
    let agreement = Command::Define(Box::new(Definition::Agreement(agreement())));
    draft.ask(request(home, stamps.at(now), agreement))?;
    for number in 0..tickets {
        open(home, &mut draft, stamps, now, number)?;
        if number % BATCH == BATCH - 1 {
            home.desk.commit(&mut draft).await?;
        }
    }
    home.desk.commit(&mut draft).await?;
    Ok(())
}

/// Months for nearly all, minutes for those that fall due while we look: these have their own priority.
fn agreement() -> Agreement {
    let level = |minutes| Level {
        when: None,
        targets: [Target::Attend, Target::Resolve, Target::Update]
            .into_iter()
            .map(|target| (target, Allowed::Minutes(minutes)))
            .collect(),
    };
    Agreement {
        id: AgreementId::new("bench"),
        name: "Bench".to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: BTreeSet::new(),
        warn_percent: 99,
        holds_days: None,
        levels: BTreeMap::from([(Priority::Critical, level(30)), (Priority::Low, level(100_000))]),
    }
}

fn open(home: &Home, draft: &mut Draft, stamps: &mut Stamps, now: Instant, number: u64) -> anyhow::Result<()> {
    // Ten of the near ones were reported in each of the last minutes.
    let is_near = number < NEAR;
    let ago = if is_near { 20 - i64::try_from(number / PER_MINUTE)? } else { 0 };
    let stamp = stamps.at(now);
    let inbound = inbound(now.plus_minutes(-ago), number);
    draft.ask(request(home, stamp, Command::Receive(Box::new(inbound))))?;
    let proposal = Proposal {
        opens: true,
        assignee: Some(Assignee::Person(PersonId::new("somebody"))),
        ..Proposal::of(
            MessageId::new(stamp.id(0)),
            Interpretation {
                by: Reader::Embedded("bench".to_owned()),
                kind: Kind::Issue,
                category: Some(Category::Lift),
                priority: Some(if is_near { Priority::Critical } else { Priority::Low }),
                place: None,
                about: None,
                confidence: 0.9,
                band: Band::Act,
                language: "en".to_owned(),
            },
        )
    };
    let followed = draft.ask(request(home, stamps.at(now), Command::Interpret(Box::new(proposal))))?;
    let is_opened = followed.iter().any(|change| matches!(change.event, Event::TicketOpened { .. }));
    anyhow::ensure!(is_opened, "report {number} opened no ticket");
    Ok(())
}

fn inbound(at: Instant, number: u64) -> Inbound {
    Inbound::said(
        ConversationKey {
            id: ConversationId::new("bench"),
            circle: Circle::Group,
            name: "Bench".to_owned(),
            with: None,
        },
        number.to_string(),
        Handle("+1".to_owned()),
        at,
        format!("lift {number}"),
    )
}

fn request(home: &Home, stamp: Stamp, command: Command) -> Request {
    let (actor, via) = (Actor::Channel, Via::Simulated);
    Request { org: home.org.clone(), actor, via, stamp, import: None, command }
}
