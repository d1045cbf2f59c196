//! How long the server takes for each page of a full house: `cargo run --release -p benches --bin pages [MESSAGES]`.
//!
//! 100,000 messages, or as many as asked for, are recorded by the engine itself. Every tenth opens a ticket, and every
//! tenth ticket stays open. Each page is asked for sixty times through the router; the limit is 50 ms for 95 of 100, and
//! 3 s for reports of all of it, as documents too: twice the tickets that a month of the busiest town has.

use axum::body::Body;
use axum::http::{Request as Asked, StatusCode};
use benches::{Home, ORG, memory_mib};
use domain::directory::{Person, Role};
use domain::id::{ConversationId, OrgId, PersonId, TicketNumber};
use domain::message::{Band, Circle, ConversationKey, Handle, Inbound, Interpretation, Kind, Reader, Subject};
use domain::request::{Actor, Command, Definition, Proposal, Request, Via};
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
    "/tickets/T-9000",
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
    let home = Home::make(folder.path()).await?;
    let began = std::time::Instant::now();
    let messages = std::env::args().nth(1).map(|count| count.parse()).transpose()?.unwrap_or(MESSAGES);
    fill(&home, messages).await?;
    println!(
        "{messages} messages, {} tickets, recorded in {:.0} s",
        messages / PER_TICKET,
        began.elapsed().as_secs_f64()
    );
    let mut tx = home.db.begin().await?;
    let token = Token::parse(SECRET).ok_or_else(|| anyhow::anyhow!("the secret is long enough"))?;
    let opening = Opening { token, device: "bench".to_owned(), expires_us: NOW_US + 3_600_000_000 };
    open(&mut tx, ORG, "owner", NOW_US, &opening).await?;
    tx.commit().await?;
    let router = web::router(state(&home, folder.path()));
    println!("{:<28} {:>9} {:>9} {:>12}", "page", "median ms", "p95 ms", "of the limit");
    let pages = PAGES.iter().map(|page| (page, LIMIT_MS)).chain(REPORTS.iter().map(|page| (page, REPORT_LIMIT_MS)));
    for (page, limit_ms) in pages {
        let mut took = Vec::with_capacity(TRIES);
        for _ in 0..TRIES {
            let asked = Asked::get(*page).header("cookie", format!("laksana={SECRET}")).body(Body::empty())?;
            let began = std::time::Instant::now();
            let answer = router.clone().oneshot(asked).await?;
            anyhow::ensure!(answer.status() == StatusCode::OK, "{page} answers {}", answer.status());
            axum::body::to_bytes(answer.into_body(), 8 << 20).await?;
            took.push(began.elapsed().as_secs_f64() * 1_000.0);
        }
        took.sort_by(f64::total_cmp);
        let (median, p95) = (took[TRIES / 2], took[TRIES * 95 / 100]);
        println!("{page:<28} {median:>9.2} {p95:>9.2} {:>11.0} %", p95 / limit_ms * 100.0);
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
        },
        passwords: web::PasswordDoor { seal: nothing(), opens: nothing() },
        proof: nothing(),
        score: nothing(),
        imprint: std::sync::Arc::new(benches::imprint()),
        wizard: web::Wizard { address: String::new(), verify_token: None, look: nothing(), hand_in: nothing() },
        code: Box::new(|_, _, _| String::new()),
        sending: std::sync::Arc::default(),
        closing: tokio::sync::watch::channel(false).1,
        https: false,
    }
}

async fn fill(home: &Home, messages: u64) -> anyhow::Result<()> {
    let began = Instant::from_us(NOW_US).plus_minutes(-i64::try_from(messages)?);
    let mut stamps = Stamps::seeded([3; 32]);
    let mut draft = home.desk.draft(&home.org, &Need::at(began)).await?;
    for number in 0..40 {
        let command = Command::Define(Box::new(Definition::Person(person(number))));
        draft.ask(request(&home.org, &mut stamps, began, command))?;
    }
    for number in 0..messages {
        let at = began.plus_minutes(i64::try_from(number)?);
        say(&mut draft, &home.org, &mut stamps, at, number)?;
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
    let about = (step > 0).then(|| TicketNumber(u32::try_from(ticket).unwrap_or(0) + 1)).map(Subject::Ticket);
    let meaning = Interpretation {
        by: Reader::Embedded("bench".to_owned()),
        kind,
        category: Some(Category::ALL[usize::try_from(ticket)? % Category::ALL.len()]),
        priority: Some(Priority::ALL[usize::try_from(ticket)? % Priority::ALL.len()]),
        place: None,
        about,
        confidence: 0.9,
        band: Band::Act,
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

fn person(number: u32) -> Person {
    let role = Role::ALL[number as usize % Role::ALL.len()];
    let handles = vec![Handle(format!("+{number}"))];
    let (id, name) = (PersonId::new(format!("person-{number}")), format!("Person {number}"));
    Person { id, name, handles, role, vendor: None, site: None, shared: None }
}

fn request(org: &OrgId, stamps: &mut Stamps, at: Instant, command: Command) -> Request {
    let stamp = stamps.at(at);
    Request { org: org.clone(), actor: Actor::Channel, via: Via::Simulated, stamp, import: None, command }
}
