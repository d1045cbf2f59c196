//! The built program on loopback, as benches start it and post signed webhooks at it.

use anyhow::Context as _;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// With what webhooks are signed.
pub const SECRET: &str = "an-app-secret";
/// An answer is shorter, in bytes.
const ANSWER_MAX: usize = 64 * 1024;

/// A program that takes webhooks.
pub struct Server {
    /// Where it listens, as host and port.
    pub address: String,
    child: Child,
}

impl Server {
    /// Starts the program that was built beside this one, which reads by words alone.
    ///
    /// # Errors
    /// When it is not built, or does not start.
    pub fn start(folder: &Path, postgres: Option<&str>) -> anyhow::Result<Self> {
        let program = program()?;
        let mut command = Command::new(&program);
        command.arg("--words-only").arg("--data").arg(folder).args(["serve", "--listen", "127.0.0.1:0"]);
        command
            .env("LAKSANA_CLOUD_API_APP_SECRET", SECRET)
            .env("LAKSANA_CLOUD_API_VERIFY_TOKEN", "t")
            .env("LAKSANA_LOG", "error");
        if let Some(url) = postgres {
            command.env("LAKSANA_DATABASE_URL", url);
        }
        Self::of(command, "Laksana is at http://").with_context(|| format!("build {} first", program.display()))
    }

    /// Starts a program whose first line is its address, behind some words.
    ///
    /// # Errors
    /// When it does not start, or says something else.
    pub fn of(mut command: Command, words: &str) -> anyhow::Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {command:?}"))?;
        let mut lines = BufReader::new(child.stdout.take().context("it has an output")?).lines();
        let first = lines.next().context("it says where it is")??;
        let address = first.strip_prefix(words).context("it says where it is first")?.to_owned();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { address, child })
    }

    /// Its processor time so far, in microseconds; the kernel counts hundredths of a second.
    ///
    /// # Errors
    /// When it is gone.
    pub fn cpu_us(&self) -> anyhow::Result<f64> {
        const TICK_US: f64 = 10_000.0;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).context("the program is gone")?;
        let after_name = stat.rsplit_once(')').context("the kernel says how it is")?.1;
        let ticks: Vec<f64> =
            after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse().ok()).collect();
        Ok(ticks.iter().sum::<f64>() * TICK_US)
    }

    /// The memory it held at most, in MiB.
    ///
    /// # Errors
    /// When it is gone.
    pub fn peak_mib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the kernel says how much")?;
        let kib: u64 = line.trim().trim_end_matches(" kB").trim().parse()?;
        Ok(kib / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

/// The program that was built beside this one.
///
/// # Errors
/// When the system does not say where this one is.
pub fn program() -> anyhow::Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name("laksana"))
}

/// A signed webhook, as a head and a body.
#[must_use]
pub fn signed(address: &str, body: &str) -> Vec<u8> {
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

/// One kept connection.
pub struct Line {
    stream: TcpStream,
    answer: Vec<u8>,
}

impl Line {
    /// Opens it.
    ///
    /// # Errors
    /// When nobody listens there.
    pub async fn to(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: vec![0; ANSWER_MAX] })
    }

    /// Sends a request, and says what was answered: the status, and the body.
    ///
    /// # Errors
    /// When the connection ends, or the answer is longer than any of ours.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<(u16, &[u8])> {
        self.stream.write_all(request).await?;
        let (mut read, mut whole) = (0, usize::MAX);
        let mut body = 0;
        while read < whole {
            let count = self.stream.read(&mut self.answer[read..]).await?;
            anyhow::ensure!(count > 0, "the connection was closed");
            read += count;
            if whole == usize::MAX
                && let Some(end) = self.answer[..read].windows(4).position(|four| four == b"\r\n\r\n")
            {
                body = end + 4;
                let head = std::str::from_utf8(&self.answer[..end])?.to_ascii_lowercase();
                let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
                whole = body + length.map_or(Ok(0), |length| length.trim().parse())?;
            }
        }
        let status = std::str::from_utf8(&self.answer[..12])?.rsplit(' ').next().unwrap_or_default().parse()?;
        Ok((status, &self.answer[body..whole]))
    }
}
