//! How many webhooks are kept for good: `cargo run --release -p benches --bin hooks [--postgres URL] [--peers]`,
//! after `cargo build --release`.
//!
//! Starts the built `laksana serve` on loopback and posts signed webhooks at it, each with one message, over kept
//! connections: as many as it takes, then five thousand a second. 200 means that the message is on the disk. Prints posts
//! a second, how long answers took, and the processor time of the program alone, which a busy machine falsifies least.
//! With `--peers`, the same is posted at what others would build (`benches/peers`, fetched by npm and pip), and ratios are
//! printed: Express with a WhatsApp package and SQLite, FastAPI by hand, and pywa, which answers before it keeps.

use anyhow::Context as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SECRET: &str = "an-app-secret";
/// Connections at once.
const CONNECTIONS: u64 = 64;
/// How long each run is measured.
const RUN: Duration = Duration::from_secs(5);
/// Posts a second of the second run.
const STEADY: u64 = 5_000;
const TARGET_RATE: f64 = 20_000.0;
const TARGET_CPU_US: f64 = 40.0;
const TARGET_P99_MS: f64 = 10.0;

/// The program, which takes webhooks.
struct Server {
    pid: u32,
    address: String,
    child: Child,
}

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
    let ours = start(folder.path(), postgres.as_deref())?;
    let flat_out = measure(&ours, None, 1).await?;
    report("laksana, flat out", &flat_out);
    println!(
        "  {:.2} of {TARGET_RATE} posts/s, {:.2} of {TARGET_CPU_US} µs",
        flat_out.rate / TARGET_RATE,
        flat_out.cpu_us / TARGET_CPU_US
    );
    println!("  memory at most {} MiB", peak_mib(ours.pid)?);
    drop(ours);
    // By itself: what waits after the flood would fill the mailbox.
    let fresh = tempfile::tempdir()?;
    let ours = start(fresh.path(), postgres.as_deref())?;
    let steady = measure(&ours, Some(STEADY), 2).await?;
    report("laksana, steady", &steady);
    println!("  p99 {:.2} of {TARGET_P99_MS} ms", steady.p99_ms / TARGET_P99_MS);
    println!("  memory at most {} MiB", peak_mib(ours.pid)?);
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
        println!("  memory at most {} MiB", peak_mib(theirs.pid)?);
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

/// Starts the program that was built beside this one.
fn start(folder: &Path, postgres: Option<&str>) -> anyhow::Result<Server> {
    let program = std::env::current_exe()?.with_file_name("laksana");
    let mut command = Command::new(&program);
    command.arg("--words-only").arg("--data").arg(folder).args(["serve", "--listen", "127.0.0.1:0"]);
    command
        .env("LAKSANA_CLOUD_API_APP_SECRET", SECRET)
        .env("LAKSANA_CLOUD_API_VERIFY_TOKEN", "t")
        .env("LAKSANA_LOG", "error");
    if let Some(url) = postgres {
        command.env("LAKSANA_DATABASE_URL", url);
    }
    Server::of(command, "Laksana is at http://").with_context(|| format!("build {} first", program.display()))
}

impl Server {
    /// Starts a program whose first line is its address, behind some words.
    fn of(mut command: Command, words: &str) -> anyhow::Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {command:?}"))?;
        let mut lines = BufReader::new(child.stdout.take().context("it has an output")?).lines();
        let first = lines.next().context("it says where it is")??;
        let address = first.strip_prefix(words).context("it says where it is first")?.to_owned();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { pid: child.id(), address, child })
    }
}

/// Posts for a while, as fast as it goes or at a rate.
async fn measure(server: &Server, rate: Option<u64>, run: u64) -> anyhow::Result<Outcome> {
    let next = Arc::new(AtomicU64::new(run << 40));
    let cpu_before = cpu_us(server.pid)?;
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
    let cpu = cpu_us(server.pid)? - cpu_before;
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
    let mut stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let (mut took, mut refused, mut answer) = (Vec::new(), 0, vec![0; 4096]);
    let mut due = began + pace.map_or(Duration::ZERO, |(pace, lane)| pace.mul_f64(lane as f64 / CONNECTIONS as f64));
    while began.elapsed() < RUN {
        if let Some((pace, _)) = pace {
            tokio::time::sleep_until(due.into()).await;
            due += pace;
        }
        let request = request(address, next.fetch_add(1, Ordering::Relaxed));
        let sent = Instant::now();
        stream.write_all(&request).await?;
        let mut read = 0;
        while !answer[..read].windows(4).any(|four| four == b"\r\n\r\n") {
            let count = stream.read(&mut answer[read..]).await?;
            anyhow::ensure!(count > 0, "the connection was closed");
            read += count;
        }
        match answer.starts_with(b"HTTP/1.1 200") {
            true => took.push(sent.elapsed()),
            false => refused += 1,
        }
    }
    Ok((took, refused))
}

/// A signed webhook with one message, as a head and a body.
fn request(address: &str, n: u64) -> Vec<u8> {
    let seconds = 1_790_000_000 + n % 100_000;
    let person = 60_120_000_000 + n % 5_000;
    let body = format!(
        r#"{{"object":"whatsapp_business_account","entry":[{{"id":"102290129340398","changes":[{{"field":"messages","value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"15550783881","phone_number_id":"106540352242922"}},"contacts":[{{"profile":{{"name":"P{person}"}},"wa_id":"{person}","user_id":"MY.{person}"}}],"messages":[{{"from":"{person}","from_user_id":"MY.{person}","id":"wamid.{n:032}","timestamp":"{seconds}","type":"text","text":{{"body":"Good morning all, the lobby is clean and lift two works again"}}}}]}}}}]}}]}}"#
    );
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("a key of any length will do");
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let length = body.len();
    format!(
        "POST /hooks/cloud-api HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\
         x-hub-signature-256: sha256={hex}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// Processor time of a program so far, in microseconds; the kernel counts hundredths of a second.
fn cpu_us(pid: u32) -> anyhow::Result<f64> {
    const TICK_US: f64 = 10_000.0;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).context("the program is gone")?;
    let after_name = stat.rsplit_once(')').context("the kernel says how it is")?.1;
    let ticks: Vec<f64> =
        after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
    Ok(ticks.iter().sum::<f64>() * TICK_US)
}

fn peak_mib(pid: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the kernel says how much")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kib / 1024)
}

fn report(name: &str, outcome: &Outcome) {
    let Outcome { rate, p50_ms, p99_ms, cpu_us, refused } = outcome;
    println!(
        "{name}: {rate:.0} posts/s kept, p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms, {cpu_us:.0} µs of processor each, {refused} refused"
    );
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}
