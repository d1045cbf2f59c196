//! How long the server takes for each page of a full house: `cargo run --release -p benches --bin pages [MESSAGES] [DATABASE]`.
//!
//! 100,000 messages, or as many as asked for, are recorded by the engine itself, in a fresh database: SQLite in a temporary
//! folder or the one that is named. Every tenth opens a ticket, at one of 210 places, and every tenth ticket stays open;
//! one in five hundred is unsure; forty tasks come up each day, of which nobody reports any. Each page is asked for sixty
//! times through the router; the limit is 50 ms for 95 of 100, and 3 s for reports of all of it, as documents too: twice
//! the tickets that a month of the busiest town has.

use axum::body::Body;
use axum::http::{Request as Asked, StatusCode};
use benches::{Home, ORG, memory_mib};
use domain::directory::{Person, Place, Role, Site, Vendor};
use domain::id::{ConversationId, OrgId, PersonId, PlaceId, SiteId, TaskId, TicketNumber, VendorId};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Definition, Proposal, Request, Via};
use domain::task::{Cadence, Task};
use domain::ticket::{Category, Priority};
use domain::time::{Instant, Zone};
use engine::stamps::Stamps;
use store::desk::Draft;
use store::need::Need;
use store::sessions::{Opening, Token, open};
use tower::ServiceExt as _;
use web::{ImportDoor, State};

const MESSAGES: u64 = 100_000;
/// Every tenth message opens a ticket; the next ones speak of it.
const PER_TICKET: u64 = 10;
/// One ticket in so many is left open.
const LEFT_OPEN: u64 = 10;
/// One message in so many waits in Triage.
const PER_UNSURE: u64 = 500;
const BLOCKS: u64 = 10;
const ROOMS: u64 = 20;
const VENDORS: u64 = 20;
const TASKS: u64 = 40;
/// The clock is asked after so many messages, a minute each.
const PER_LAPSE: u64 = 240;
const BATCH: u64 = 256;
const TRIES: usize = 60;
const LIMIT_MS: f64 = 50.0;
const SECRET: &str = "a-secret-for-the-benchmark-alone";
const NOW_US: i64 = 1_795_000_000_000_000;

const PAGES: &[&str] = &[
    "/",
    "/tickets",
    "/tickets?group=all",
    "/tickets?order=touch",
    "/tickets?category=pest",
    "/tickets?group=all&category=pest",
    "/tickets?q=lift",
    "/tickets?group=all&q=nothing",
    "/board",
    "/triage",
    "/go?q=lift",
    "/go?q=nothing+such",
    "/go?q=person+7",
    "/sla",
    "/sla?show=judged&day=2026-11-17",
    "/places",
    "/places/block-3",
    "/tickets?within=block-3",
    "/tickets?group=all&within=block-3&returned=yes",
    "/vendors",
    "/people",
    "/handover",
    "/search?q=lift",
    "/search?q=number+4217",
    "/outbox",
    "/tasks",
    "/messages",
    "/messages?q=number+4217",
    "/messages?q=lift",
    "/directory",
    "/import",
];

const REPORT_LIMIT_MS: f64 = 3_000.0;
const REPORTS: &[&str] = &[
    "/reports/monthly/2026-11-18",
    "/reports/whole/2026-11-18",
    "/reports/whole/2026-11-18/report.xlsx",
    "/reports/monthly/2026-11-18/report.pdf",
    "/reports/whole/2026-11-18/report.pdf",
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let messages = std::env::args().nth(1).map(|count| count.parse()).transpose()?.unwrap_or(MESSAGES);
    let home = match std::env::args().nth(2) {
        Some(database) => Home::with(&database, folder.path()).await?,
        None => Home::make(folder.path()).await?,
    };
    let began = std::time::Instant::now();
    fill(&home, messages).await?;
    println!(
        "{:?}: {messages} messages, {} tickets, recorded in {:.0} s",
        home.db.engine(),
        messages / PER_TICKET,
        began.elapsed().as_secs_f64()
    );
    let mut tx = home.db.begin().await?;
    let token = Token::parse(SECRET).ok_or_else(|| anyhow::anyhow!("the secret is long enough"))?;
    let opening = Opening { token, device: "bench".to_owned(), expires_us: NOW_US + 3_600_000_000 };
    open(&mut tx, ORG, "owner", NOW_US, &opening).await?;
    tx.commit().await?;
    let router = web::router(state(&home, folder.path()));
    println!("{:<48} {:>9} {:>9} {:>12}", "page", "median ms", "p95 ms", "of the limit");
    // One of the last tickets, as people open them.
    let ticket = format!("/tickets/T-{}", (messages / PER_TICKET * 9 / 10).max(1));
    let pages = PAGES.iter().copied().chain([ticket.as_str()]).map(|page| (page, LIMIT_MS));
    for (page, limit_ms) in pages.chain(REPORTS.iter().map(|page| (*page, REPORT_LIMIT_MS))) {
        let mut took = Vec::with_capacity(TRIES);
        for _ in 0..TRIES {
            let asked = Asked::get(page).header("cookie", format!("laksana={SECRET}")).body(Body::empty())?;
            let began = std::time::Instant::now();
            let answer = router.clone().oneshot(asked).await?;
            anyhow::ensure!(answer.status() == StatusCode::OK, "{page} answers {}", answer.status());
            axum::body::to_bytes(answer.into_body(), 8 << 20).await?;
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        took.sort_by(f64::total_cmp);
        let (median, p95) = (took[TRIES / 2], took[TRIES * 95 / 100]);
        println!("{page:<48} {median:>9.2} {p95:>9.2} {:>11.0} %", p95 / limit_ms * 100.0);
    }
    let (now, most) = memory_mib();
    println!("memory {now} MiB, at most {most} MiB");
    Ok(())
}

fn state(home: &Home, folder: &std::path::Path) -> State {
    fn nothing<Ask, Answer>() -> web::Door<Ask, Answer> {
        Box::new(|_| Box::pin(async { Err("not here".to_owned()) }))
    }
    State {
        phone: None,
        mails_from: None,
        desk: home.desk.clone(),
        blobs: home.blobs.clone(),
        thumb: Box::new(|digest| std::path::PathBuf::from(digest)),
        org: home.org.clone(),
        zone: Zone::utc(),
        name: "Bench".to_owned(),
        now: || Instant::from_us(NOW_US),
        token: || SECRET.to_owned(),
        entropy: || 1,
        imports: ImportDoor {
            incoming: folder.to_path_buf(),
            preview: nothing(),
            again: nothing(),
            start: nothing(),
            progress: nothing(),
            remove: nothing(),
            list: Box::new(|_| Box::pin(async { Ok(Vec::new()) })),
        },
        lists: web::ListDoor {
            columns: |_| Vec::new(),
            known: |_, _, _| None,
            file: nothing(),
            look: nothing(),
            write: nothing(),
            habits: nothing(),
            recurring: Box::new(|_| Box::pin(async { Ok(Vec::new()) })),
        },
        labels: web::LabelDoor { read: |_, _| Ok(Vec::new()), learned: Box::new(|_| Box::pin(async { Ok(None) })) },
        passwords: web::PasswordDoor { seal: nothing(), opens: nothing() },
        proof: nothing(),
        score: nothing(),
        imprint: std::sync::Arc::new(benches::imprint()),
        wizard: web::Wizard { address: String::new(), verify_token: None, look: nothing(), hand_in: nothing() },
        code: Box::new(|_, _, _| String::new()),
        sending: std::sync::Arc::default(),
        closing: tokio::sync::watch::channel(false).1,
        continuity: tokio::sync::watch::channel(web::Continuity::default()).1,
        https: false,
    }
}

async fn fill(home: &Home, messages: u64) -> anyhow::Result<()> {
    let began = Instant::from_us(NOW_US).plus_minutes(-i64::try_from(messages)?);
    let mut stamps = Stamps::seeded([3; 32]);
    let mut draft = home.desk.draft(&home.org, &Need::at(began)).await?;
    for line in house() {
        draft.ask(request(&home.org, &mut stamps, began, Command::Define(Box::new(line))))?;
    }
    for number in 0..messages {
        let at = began.plus_minutes(i64::try_from(number)?);
        say(&mut draft, &home.org, &mut stamps, at, number)?;
        if number % PER_LAPSE == PER_LAPSE - 1 {
            let lapse = Request { actor: Actor::Clock, ..request(&home.org, &mut stamps, at, Command::Lapse) };
            draft.ask(lapse)?;
        }
        if number % BATCH == BATCH - 1 {
            home.desk.commit(&mut draft).await?;
        }
    }
    home.desk.commit(&mut draft).await?;
    Ok(())
}

fn say(draft: &mut Draft, org: &OrgId, stamps: &mut Stamps, at: Instant, number: u64) -> anyhow::Result<()> {
    let (ticket, step) = (number / PER_TICKET, number % PER_TICKET);
    let words = ["lift is stuck", "lampu mati", "paip bocor", "垃圾没收", "gate will not open"];
    let text = format!("{} number {number}", words[usize::try_from(ticket)? % words.len()]);
    let stamp = stamps.at(at);
    let receive = Command::Receive(Box::new(inbound(at, number, text)));
    draft.ask(Request { stamp, ..request(org, stamps, at, receive) })?;
    let kind = match step {
        0 => Kind::Issue,
        1 => Kind::Assign,
        2 => Kind::Progress,
        3 if !ticket.is_multiple_of(LEFT_OPEN) => Kind::Resolved,
        4 if !ticket.is_multiple_of(LEFT_OPEN) => Kind::Verified,
        _ => Kind::Question,
    };
    let is_unsure = number % PER_UNSURE == PER_UNSURE - 1;
    let of_ticket = || Subject::Ticket(TicketNumber(u32::try_from(ticket).unwrap_or(0) + 1));
    let about = (step > 0 && !is_unsure).then(of_ticket);
    let meaning = Interpretation {
        by: Reader::Embedded("bench".to_owned()),
        kind,
        category: Some(Category::ALL[usize::try_from(ticket)? % Category::ALL.len()]),
        priority: Some(Priority::ALL[usize::try_from(ticket)? % Priority::ALL.len()]),
        place: (step == 0).then(|| room(ticket % (BLOCKS * ROOMS))),
        about,
        confidence: if is_unsure { 0.4 } else { 0.9 },
        band: if is_unsure { Band::Triage } else { Band::Act },
        language: "en".to_owned(),
    };
    let proposal = Proposal {
        opens: step == 0,
        reasons: vec!["for the benchmark".to_owned()],
        ..Proposal::of(domain::id::MessageId::new(stamp.id(0)), meaning)
    };
    draft.ask(request(org, stamps, at, Command::Interpret(Box::new(proposal))))?;
    Ok(())
}

fn inbound(at: Instant, number: u64, text: String) -> Inbound {
    let chat = number / PER_TICKET % 8;
    Inbound::said(
        ConversationKey {
            id: ConversationId::new(format!("chat-{chat}")),
            circle: Circle::Group,
            name: format!("Group {chat}"),
            with: None,
        },
        number.to_string(),
        Handle(format!("+{}", number % 40)),
        at,
        text,
    )
}

/// A site of blocks of rooms, vendors, people of whom some work for these, and tasks.
fn house() -> Vec<Definition> {
    let site = SiteId::new("tower");
    let place = |id: PlaceId, parent, name| {
        let (site, aliases) = (site.clone(), Vec::new());
        Definition::Place(Place { id, site, parent, name, aliases, geo: None, radius_m: None, asset: false })
    };
    let blocks = (0..BLOCKS).map(|block| place(block_of(block), None, format!("Block {block}")));
    let rooms = (0..BLOCKS * ROOMS).map(|at| place(room(at), Some(block_of(at / ROOMS)), format!("Room {at}")));
    let vendors = (0..VENDORS).map(|at| {
        let categories = vec![Category::ALL[at as usize % Category::ALL.len()]];
        Definition::Vendor(Vendor {
            id: VendorId::new(format!("vendor-{at}")),
            name: format!("Vendor {at}"),
            categories,
        })
    });
    let people = (0..40).map(|number| Definition::Person(person(number)));
    let tasks = (0..TASKS).map(|at| {
        let hour = i8::try_from(at % 24).unwrap_or_default();
        let cadence = Cadence::plain("FREQ=DAILY", jiff::civil::time(hour, 0, 0, 0), 120);
        let task = Task::named(TaskId::new(format!("task-{at}")), format!("Clean room {at}"), cadence);
        Definition::Task(Task { site: Some(site.clone()), place: Some(room(at)), ..task })
    });
    let first = std::iter::once(Definition::Site(Site::named(site.clone(), "Tower".to_owned())));
    first.chain(blocks).chain(rooms).chain(vendors).chain(people).chain(tasks).collect()
}

fn block_of(at: u64) -> PlaceId {
    PlaceId::new(format!("block-{at}"))
}

fn room(at: u64) -> PlaceId {
    PlaceId::new(format!("room-{at}"))
}

fn person(number: u32) -> Person {
    let role = Role::ALL[number as usize % Role::ALL.len()];
    let vendor = number.is_multiple_of(4).then(|| VendorId::new(format!("vendor-{}", u64::from(number) % VENDORS)));
    let handles = vec![Handle(format!("+{number}"))];
    let (id, name) = (PersonId::new(format!("person-{number}")), format!("Person {number}"));
    Person { id, name, handles, role, vendor, site: None, shared: None }
}

fn request(org: &OrgId, stamps: &mut Stamps, at: Instant, command: Command) -> Request {
    let stamp = stamps.at(at);
    Request { org: org.clone(), actor: Actor::Channel, via: Via::Simulated, stamp, import: None, command }
}
