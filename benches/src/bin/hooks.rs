//! How many webhooks are kept for good: `cargo run --release -p benches --bin hooks [--postgres URL] [--peers]`,
//! after `cargo build --release`.
//!
//! Starts the built `laksana serve` on loopback and posts signed webhooks at it, each with one message, over kept
//! connections: as many as it takes, then five thousand a second. 200 means that the message is on the disk. Prints posts
//! a second, how long answers took, and the processor time of the program alone, which a busy machine falsifies least.
//! With `--peers`, the same is posted at what others would build (`benches/peers`, fetched by npm and pip), and ratios are
//! printed: Express with a WhatsApp package and SQLite, FastAPI by hand, and pywa, which answers before it keeps.

use anyhow::Context as _;
use benches::served::{Line, SECRET, Server, signed};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Connections at once.
const CONNECTIONS: u64 = 64;
/// How long each run is measured.
const RUN: Duration = Duration::from_secs(5);
/// Posts a second of the second run.
const STEADY: u64 = 5_000;
const TARGET_RATE: f64 = 20_000.0;
const TARGET_CPU_US: f64 = 40.0;
const TARGET_P99_MS: f64 = 10.0;

/// A program of others, in a folder of `benches/peers`.
struct Peer {
    name: &'static str,
    folder: &'static str,
    /// What fetches it.
    prepare: &'static [&'static [&'static str]],
    /// What starts it; the folder for its database comes behind.
    command: &'static [&'static str],
}

const PYTHON: &[&[&str]] =
    &[&["python3", "-m", "venv", ".venv"], &[".venv/bin/pip", "-q", "install", "-r", "requirements.txt"]];
const PEERS: [Peer; 3] = [
    Peer {
        name: "express + kapso + better-sqlite3",
        folder: "express",
        prepare: &[&["npm", "ci", "--no-audit", "--no-fund", "--silent"]],
        command: &["node", "server.mjs"],
    },
    Peer { name: "FastAPI by hand", folder: "python", prepare: PYTHON, command: &[".venv/bin/python", "by_hand.py"] },
    Peer {
        name: "FastAPI + pywa, which answers first",
        folder: "python",
        prepare: PYTHON,
        command: &[".venv/bin/python", "with_pywa.py"],
    },
];

/// What came of a run.
struct Outcome {
    rate: f64,
    p50_ms: f64,
    p99_ms: f64,
    cpu_us: f64,
    refused: u64,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (mut postgres, mut has_peers) = (None, false);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--postgres" => postgres = Some(arguments.next().context("--postgres wants the address of a database")?),
            "--peers" => has_peers = true,
            other => anyhow::bail!("{other} is no flag; --postgres URL and --peers are"),
        }
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load before: {}", load.trim());
    let folder = tempfile::tempdir()?;
    let ours = Server::start(folder.path(), postgres.as_deref())?;
    let flat_out = measure(&ours, None, 1).await?;
    report("laksana, flat out", &flat_out);
    println!(
        "  {:.2} of {TARGET_RATE} posts/s, {:.2} of {TARGET_CPU_US} µs",
        flat_out.rate / TARGET_RATE,
        flat_out.cpu_us / TARGET_CPU_US
    );
    println!("  memory at most {} MiB", ours.peak_mib()?);
    drop(ours);
    // By itself: what waits after the flood would fill the mailbox.
    let fresh = tempfile::tempdir()?;
    let ours = Server::start(fresh.path(), postgres.as_deref())?;
    let steady = measure(&ours, Some(STEADY), 2).await?;
    report("laksana, steady", &steady);
    println!("  p99 {:.2} of {TARGET_P99_MS} ms", steady.p99_ms / TARGET_P99_MS);
    println!("  memory at most {} MiB", ours.peak_mib()?);
    drop(ours);
    for peer in PEERS.iter().filter(|_| has_peers) {
        let theirs = peer.start(folder.path())?;
        let outcome = measure(&theirs, None, 3).await?;
        report(peer.name, &outcome);
        println!(
            "  we keep {:.1} times as many, with {:.2} of the processor time each",
            flat_out.rate / outcome.rate,
            flat_out.cpu_us / outcome.cpu_us
        );
        println!("  memory at most {} MiB", theirs.peak_mib()?);
    }
    Ok(())
}

impl Peer {
    fn start(&self, data: &Path) -> anyhow::Result<Server> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(self.folder);
        for step in self.prepare {
            let ended = Command::new(step[0]).args(&step[1..]).current_dir(&folder).status();
            let ended = ended.with_context(|| format!("{} is needed for {}", step[0], self.name))?;
            anyhow::ensure!(ended.success(), "{} could not be fetched: {} failed", self.name, step.join(" "));
        }
        let mut command = Command::new(self.command[0]);
        command.args(&self.command[1..]).arg(data).current_dir(&folder).env("APP_SECRET", SECRET);
        Server::of(command, "")
    }
}

/// Posts for a while, as fast as it goes or at a rate.
async fn measure(server: &Server, rate: Option<u64>, run: u64) -> anyhow::Result<Outcome> {
    let next = Arc::new(AtomicU64::new(run << 40));
    let cpu_before = server.cpu_us()?;
    let began = Instant::now();
    let mut posting = Vec::new();
    for lane in 0..CONNECTIONS {
        let (next, address) = (Arc::clone(&next), server.address.clone());
        let pace = rate.map(|rate| Duration::from_nanos(1_000_000_000 * CONNECTIONS / rate));
        posting.push(tokio::spawn(async move { post(&address, &next, began, pace.map(|pace| (pace, lane))).await }));
    }
    let (mut took, mut refused) = (Vec::new(), 0);
    for lane in posting {
        let (times, no) = lane.await??;
        took.extend(times);
        refused += no;
    }
    let elapsed = began.elapsed().as_secs_f64();
    let cpu = server.cpu_us()? - cpu_before;
    took.sort_unstable();
    let at = |share: f64| took.get((took.len() as f64 * share) as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let count = took.len().max(1) as f64;
    Ok(Outcome { rate: count / elapsed, p50_ms: at(0.5), p99_ms: at(0.99), cpu_us: cpu / count, refused })
}

/// One connection: posts one after another, and says how long each took and how many were not taken.
async fn post(
    address: &str,
    next: &AtomicU64,
    began: Instant,
    pace: Option<(Duration, u64)>,
) -> anyhow::Result<(Vec<Duration>, u64)> {
    let mut line = Line::to(address).await?;
    let (mut took, mut refused) = (Vec::new(), 0);
    let mut due = began + pace.map_or(Duration::ZERO, |(pace, lane)| pace.mul_f64(lane as f64 / CONNECTIONS as f64));
    while began.elapsed() < RUN {
        if let Some((pace, _)) = pace {
            tokio::time::sleep_until(due.into()).await;
            due += pace;
        }
        let request = request(address, next.fetch_add(1, Ordering::Relaxed));
        let sent = Instant::now();
        match line.ask(&request).await?.0 {
            200 => took.push(sent.elapsed()),
            _ => refused += 1,
        }
    }
    Ok((took, refused))
}

/// A webhook with one message.
fn request(address: &str, n: u64) -> Vec<u8> {
    let seconds = 1_790_000_000 + n % 100_000;
    let person = 60_120_000_000 + n % 5_000;
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"field":"messages","value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550783881","phone_number_id":"106540352242922"}},"contacts":[{{"profile":{{"name":"P{person}"}},"wa_id":"{person}","user_id":"MY.{person}"}}],"messages":[{{"from":"{person}","from_user_id":"MY.{person}","id":"wamid.{n:032}","timestamp":"{seconds}","type":"text","text":{{"body":"Good morning all, the lobby is clean and lift two works again"}}}}]}}}}]}}]}}"#
    );
    signed(address, &body)
}

fn report(name: &str, outcome: &Outcome) {
    let Outcome { rate, p50_ms, p99_ms, cpu_us, refused } = outcome;
    println!(
        "{name}: {rate:.0} posts/s kept, p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms, {cpu_us:.0} µs of processor each, {refused} refused"
    );
}
