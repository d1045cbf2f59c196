//! How long a message takes from being posted until the ticket it opened is to be seen:
//! `cargo run --release -p benches --bin through [--postgres URL]`, after `cargo build --release`.
//!
//! Starts the built `laksana serve`, which reads by words alone, and posts signed webhooks at it. First two hundred a second,
//! of which one in ten is a report at a place of its own: how long it took until `/api/v1/messages` named its ticket. Then a
//! made-up chat as fast as it is taken: how many a second were posted, read, decided on and recorded until the last was to be
//! seen. The limits are 300 ms for 95 of 100, and 2,500 messages a second.

use anyhow::Context as _;
use benches::served::{Line, Server, program, signed};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Posts a second of the first run, how many, and one in how many is watched.
const STEADY: u64 = 200;
const STEADY_POSTS: usize = 3_000;
const WATCHED: usize = 10;
/// Messages of the second run, and connections at once.
const FLOOD: usize = 20_000;
const CONNECTIONS: usize = 16;
/// So often it is asked whether a message is there, and at most so long.
const POLL: Duration = Duration::from_millis(5);
const PATIENCE: Duration = Duration::from_secs(60);
const TARGET_P95_MS: f64 = 300.0;
const TARGET_RATE: f64 = 2_500.0;

/// What is posted.
struct Said {
    /// The channel's name for it.
    id: String,
    /// Who says it, by number among the people of its run.
    who: usize,
    text: String,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut postgres = None;
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--postgres" => postgres = Some(arguments.next().context("--postgres wants the address of a database")?),
            other => anyhow::bail!("{other} is no flag; --postgres URL is"),
        }
    }
    let chat = chat(FLOOD + STEADY_POSTS);
    let folder = tempfile::tempdir()?;
    let server = Server::start(folder.path(), postgres.as_deref())?;
    let key = key(folder.path(), postgres.as_deref())?;
    let mut took = steady(&server, &key, &chat[FLOOD..]).await?;
    took.sort_unstable();
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let (half, p95, most) = (at(0.5), at(0.95), at(0.999));
    println!("{STEADY} a second, {} reports watched", took.len());
    println!("  until the ticket is seen {half:>6.0} ms, p95 {p95:.0} ms, at most {most:.0} ms");
    println!("  p95 {:.2} of {TARGET_P95_MS} ms", p95 / TARGET_P95_MS);
    let cpu_before = server.cpu_us()?;
    let rate = flood(&server, &key, &chat[..FLOOD]).await?;
    println!("{FLOOD} messages flat out");
    println!("  posted, read and recorded {rate:>6.0} a second, {:.2} of {TARGET_RATE}", rate / TARGET_RATE);
    println!("  processor {:>6.0} µs each", (server.cpu_us()? - cpu_before) / FLOOD as f64);
    println!("  memory at most {} MiB", server.peak_mib()?);
    Ok(())
}

/// Texts of a made-up chat, each by one of its people.
fn chat(count: usize) -> Vec<Said> {
    let mut people = BTreeMap::new();
    let lines = sim::world::chat_export(11, count * 2).filter_map(|line| {
        let (_, said) = line.split_once(" - ")?;
        let (who, text) = said.split_once(": ")?;
        (!text.contains("(file attached)")).then(|| (who.to_owned(), text.to_owned()))
    });
    let said = lines.take(count).enumerate().map(|(nth, (who, text))| {
        let known = people.len();
        Said { id: format!("wamid.chat{nth}"), who: *people.entry(who).or_insert(known), text }
    });
    said.collect()
}

/// Posts at a steady rate, and says how long it took of each report until its ticket was to be seen.
async fn steady(server: &Server, key: &str, chat: &[Said]) -> anyhow::Result<Vec<Duration>> {
    let mut line = Line::to(&server.address).await?;
    let (began, mut watching) = (Instant::now(), Vec::new());
    for (nth, said) in chat.iter().enumerate() {
        let due = began + Duration::from_nanos(1_000_000_000 / STEADY * nth as u64);
        tokio::time::sleep_until(due.into()).await;
        if nth % WATCHED != 0 {
            post(&mut line, said).await?;
            continue;
        }
        let text = format!("Tap is leaking in unit {nth} on level {}, water everywhere", nth % 40);
        let report = Said { id: format!("wamid.report{nth}"), who: 10_000 + nth, text };
        let posted = Instant::now();
        post(&mut line, &report).await?;
        let (address, key) = (server.address.clone(), key.to_owned());
        watching.push(tokio::spawn(async move {
            let mut line = Line::to(&address).await?;
            seen(&mut line, &key, &report.id, |told| !told["ticket"].is_null()).await?;
            anyhow::Ok(posted.elapsed())
        }));
    }
    let mut took = Vec::new();
    for watched in watching {
        took.push(watched.await??);
    }
    Ok(took)
}

/// Posts a chat as fast as it is taken, and says how many a second were posted and read.
async fn flood(server: &Server, key: &str, chat: &[Said]) -> anyhow::Result<f64> {
    let (began, next) = (Instant::now(), Arc::new(AtomicUsize::new(0)));
    let requests: Arc<Vec<Vec<u8>>> = Arc::new(chat.iter().map(|said| signed(&server.address, &body(said))).collect());
    let mut posting = Vec::new();
    for _ in 0..CONNECTIONS {
        let (next, requests, address) = (Arc::clone(&next), Arc::clone(&requests), server.address.clone());
        posting.push(tokio::spawn(async move {
            let mut line = Line::to(&address).await?;
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                // What is not taken now is posted again, as Meta does.
                while line.ask(request).await?.0 != 200 {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
            anyhow::Ok(())
        }));
    }
    for lane in posting {
        lane.await??;
    }
    let mut line = Line::to(&server.address).await?;
    for said in chat.iter().rev().take(CONNECTIONS) {
        seen(&mut line, key, &said.id, |told| !told["kind"].is_null()).await?;
    }
    Ok(chat.len() as f64 / began.elapsed().as_secs_f64())
}

/// Waits until the message of a name is told as it is wanted.
async fn seen(line: &mut Line, key: &str, id: &str, is_it: impl Fn(&Value) -> bool) -> anyhow::Result<()> {
    let request =
        format!("GET /api/v1/messages?external_id={id} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {key}\r\n\r\n");
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let (status, body) = line.ask(request.as_bytes()).await?;
        if status == 200 {
            let told: Value = serde_json::from_slice(body)?;
            if told["messages"].get(0).is_some_and(&is_it) {
                return Ok(());
            }
        }
        tokio::time::sleep(POLL).await;
    }
    anyhow::bail!("{id} was not read within {} s", PATIENCE.as_secs())
}

async fn post(line: &mut Line, said: &Said) -> anyhow::Result<()> {
    let host = "bench";
    let (status, _) = line.ask(&signed(host, &body(said))).await?;
    anyhow::ensure!(status == 200, "a post was answered {status}");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "what is posted was said now")]
fn body(said: &Said) -> String {
    let number = format!("{}", 60_120_000_000 + said.who as u64);
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let message = json!({
        "from": number, "from_user_id": format!("MY.{number}"), "id": said.id, "timestamp": seconds.to_string(),
        "type": "text", "text": { "body": said.text },
    });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550783881", "phone_number_id": "106540352242922" },
        "contacts": [{ "profile": { "name": format!("P{}", said.who) }, "wa_id": number, "user_id": format!("MY.{number}") }],
        "messages": [message],
    });
    let changes = json!([{ "field": "messages", "value": value }]);
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": changes }] })
        .to_string()
}

/// A key to look with.
fn key(folder: &Path, postgres: Option<&str>) -> anyhow::Result<String> {
    let program = program()?;
    let mut command = Command::new(&program);
    command.args(["key", "create", "--name", "bench", "--read-only", "--data"]).arg(folder);
    if let Some(url) = postgres {
        command.env("LAKSANA_DATABASE_URL", url);
    }
    let made = command.output().with_context(|| format!("build {} first", program.display()))?;
    let told = String::from_utf8(made.stdout)?;
    let key = told.split_whitespace().last().context("the key is printed")?;
    Ok(key.to_owned())
}
