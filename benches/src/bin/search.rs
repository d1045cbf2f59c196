//! How long a search takes: `cargo run --release -p benches --bin search [MESSAGES] [DATABASE]`.
//!
//! A million messages, or as many as asked for, are recorded in a fresh database, SQLite in a temporary folder or the one
//! that is named. Every word stands in a known share of them. Each question is asked sixty times and held against 50 ms
//! for 95 of 100.

use anyhow::Context as _;
use benches::{ORG, memory_mib};
use domain::id::{ConversationId, OrgId, PersonId};
use domain::message::{Band, Circle, ConversationKey, Form, Handle, Inbound, Interpretation, Kind, Reader};
use domain::request::{Actor, Command, Proposal, Request, Via};
use domain::ticket::{Category, Priority};
use domain::time::{Instant, Zone};
use engine::stamps::Stamps;
use store::desk::Desk;
use store::need::Need;
use store::read::found::{self, Turn};
use store::search::{Filter, suggestions};
use store::{Db, StoreError};

const MESSAGES: u64 = 1_000_000;
/// One message in so many opens a ticket.
const PER_TICKET: u64 = 20;
const BATCH: u64 = 512;
const TRIES: usize = 60;
const LIMIT_MS: f64 = 50.0;
const NOW_US: i64 = 1_795_000_000_000_000;
const PEOPLE: u64 = 400;
/// Rare, usual and very usual words: each in one of so many messages.
const WORDS: [(&str, u64); 8] = [
    ("lift", 5),
    ("rosak", 7),
    ("please", 2),
    ("电梯坏了", 50),
    ("பழுது", 100),
    ("generator", 1_000),
    ("wheelchair", 20_000),
    ("بالمصعد", 300),
];

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let mut args = std::env::args().skip(1);
    let messages = args.next().map(|count| count.parse()).transpose()?.unwrap_or(MESSAGES);
    let database = args.next().unwrap_or_else(|| folder.path().join("bench.sqlite").to_string_lossy().into_owned());
    let db = Db::connect(&database).await?;
    store::migrate::up(&db).await?;
    let (desk, org) = (Desk::new(db.clone()), OrgId::new(ORG));
    desk.open(&org, ORG, &Zone::utc()).await?;
    let began = std::time::Instant::now();
    fill(&desk, &org, messages).await?;
    println!("{:?}: {messages} messages recorded in {:.0} s", db.engine(), began.elapsed().as_secs_f64());
    println!("{:<44} {:>6} {:>9} {:>9} {:>12}", "question", "found", "median ms", "p95 ms", "of the limit");
    let directory = desk.directory(&org).await?;
    let somebody = directory.person_by_handle(&Handle("+7".to_owned())).context("somebody is called +7")?.id.clone();
    for (name, filter) in questions(messages, &somebody) {
        ask(&name, || async { Ok(found::list(&db, &org, &filter, Turn::START).await?.rows.len()) }).await?;
    }
    let words = |words: &str| Filter { words: words.to_owned(), ..Filter::default() };
    let turn = found::list(&db, &org, &words("lift"), Turn::START).await?.next.unwrap_or(Turn::START);
    ask("lift, second page", || async { Ok(found::list(&db, &org, &words("lift"), turn).await?.rows.len()) }).await?;
    ask("lift rosak, best match", || async { Ok(found::likeliest(&db, &org, &words("lift rosak")).await?.len()) })
        .await?;
    ask("tickets: lift", || async { Ok(found::tickets(&db, &org, &words("lift"), i64::MAX, 50).await?.rows.len()) })
        .await?;
    ask("did you mean: wheelchiar", || async { Ok(suggestions(&db, &org, &words("wheelchiar")).await?.len()) }).await?;
    let (now, most) = memory_mib();
    println!("memory {now} MiB, at most {most} MiB");
    Ok(())
}

fn questions(messages: u64, somebody: &PersonId) -> Vec<(String, Filter)> {
    let at = |minutes: u64| Some(Instant::from_us(NOW_US).plus_minutes(-i64::try_from(minutes).unwrap_or_default()));
    let from = || vec![somebody.clone()];
    let mut questions: Vec<(String, Filter)> = WORDS
        .iter()
        .map(|(word, share)| {
            (format!("{word} (1 in {share})"), Filter { words: (*word).to_owned(), ..Filter::default() })
        })
        .collect();
    let lift = || Filter { words: "lift".to_owned(), ..Filter::default() };
    questions.extend([
        (
            "lift rosak please (1 in 70)".to_owned(),
            Filter { words: "lift rosak please".to_owned(), ..Filter::default() },
        ),
        ("li (the beginning of a word)".to_owned(), Filter { words: "li".to_owned(), ..Filter::default() }),
        ("number 4217 (one)".to_owned(), Filter { words: "number 4217".to_owned(), ..Filter::default() }),
        ("nothing has it".to_owned(), Filter { words: "unheardof".to_owned(), ..Filter::default() }),
        ("lift, from one of 400".to_owned(), Filter { from: from(), ..lift() }),
        ("from one of 400".to_owned(), Filter { from: from(), ..Filter::default() }),
        ("photos".to_owned(), Filter { has_photo: true, ..Filter::default() }),
        ("lift, issues".to_owned(), Filter { kind: Some(Kind::Issue), ..lift() }),
        (
            "lift, a week in the middle".to_owned(),
            Filter { since: at(messages / 2), before: at(messages / 2 - 10_080), ..lift() },
        ),
        ("lift, the older half".to_owned(), Filter { before: at(messages / 2), ..lift() }),
    ]);
    questions
}

async fn ask<F: Future<Output = Result<usize, StoreError>>>(name: &str, what: impl Fn() -> F) -> anyhow::Result<()> {
    let (mut took, mut found) = (Vec::with_capacity(TRIES), 0);
    for _ in 0..TRIES {
        let began = std::time::Instant::now();
        found = what().await?;
        took.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    took.sort_by(f64::total_cmp);
    let (median, p95) = (took[TRIES / 2], took[TRIES * 95 / 100]);
    println!("{name:<44} {found:>6} {median:>9.2} {p95:>9.2} {:>11.0} %", p95 / LIMIT_MS * 100.0);
    Ok(())
}

async fn fill(desk: &Desk, org: &OrgId, messages: u64) -> anyhow::Result<()> {
    let began = Instant::from_us(NOW_US).plus_minutes(-i64::try_from(messages)?);
    let mut stamps = Stamps::seeded([5; 32]);
    let mut draft = desk.draft(org, &Need::at(began)).await?;
    for number in 0..messages {
        let at = began.plus_minutes(i64::try_from(number)?);
        let (receive, interpret) = (stamps.at(at), stamps.at(at));
        let request = |stamp, command| Request {
            org: org.clone(),
            actor: Actor::Channel,
            via: Via::Simulated,
            stamp,
            import: None,
            command,
        };
        draft.ask(request(receive, Command::Receive(Box::new(inbound(at, number)))))?;
        let proposal = proposal(domain::id::MessageId::new(receive.id(0)), number);
        draft.ask(request(interpret, Command::Interpret(Box::new(proposal))))?;
        if number % BATCH == BATCH - 1 {
            desk.commit(&mut draft).await?;
        }
    }
    desk.commit(&mut draft).await?;
    Ok(())
}

fn proposal(message: domain::id::MessageId, number: u64) -> Proposal {
    let is_issue = number.is_multiple_of(PER_TICKET);
    let meaning = Interpretation {
        by: Reader::Embedded("bench".to_owned()),
        kind: if is_issue { Kind::Issue } else { Kind::Chatter },
        category: is_issue.then_some(Category::Lift),
        priority: is_issue.then_some(Priority::Normal),
        place: None,
        about: None,
        confidence: 0.9,
        band: Band::Act,
        language: "en".to_owned(),
    };
    let reasons = vec!["for the benchmark".to_owned()];
    Proposal { opens: is_issue, reasons, ..Proposal::of(message, meaning) }
}

fn inbound(at: Instant, number: u64) -> Inbound {
    let chat = number % 64;
    // The shares are spread by a multiplication, so that words do not come at the same time always.
    let spread = number.wrapping_mul(2_654_435_761) >> 8;
    let words: Vec<&str> =
        WORDS.iter().filter(|(_, share)| spread.is_multiple_of(*share)).map(|(word, _)| *word).collect();
    let person = spread % PEOPLE;
    Inbound {
        sender_name: format!("Person {person}"),
        form: if number.is_multiple_of(9) { Form::Image } else { Form::Text },
        ..Inbound::said(
            ConversationKey {
                id: ConversationId::new(format!("chat-{chat}")),
                circle: Circle::Group,
                name: format!("Group {chat}"),
                with: None,
            },
            number.to_string(),
            Handle(format!("+{person}")),
            at,
            format!("{} at unit {} number {number}", words.join(" "), spread % 5_000),
        )
    }
}
