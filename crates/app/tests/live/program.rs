//! The program, running; and what Meta would post to it.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

const SECRET: &str = "an-app-secret";
/// How long an answer may take, on the slowest machine.
const ANSWER_MAX: Duration = Duration::from_secs(30);

pub struct Program {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
    database: Option<String>,
}

/// A command line of the program, with no setting but those that follow.
pub fn laksana() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_laksana"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("LAKSANA_")) {
        command.env_remove(name);
    }
    command
}

/// A text to our number, as Meta posts it.
#[expect(clippy::disallowed_methods, reason = "a message from outside is said now")]
pub fn message(wamid: &str, text: &str) -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let message = json!({ "from": "60123456789", "from_user_id": "MY.1349120865530274", "id": wamid,
        "timestamp": seconds.to_string(), "type": "text", "text": { "body": text } });
    let value = json!({ "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "15550783881", "phone_number_id": "106540352242922" },
        "contacts": [{ "profile": { "name": "Mei" }, "wa_id": "60123456789", "user_id": "MY.1349120865530274" }],
        "messages": [message] });
    json!({ "object": "whatsapp_business_account",
        "entry": [{ "id": "102290129340398", "changes": [{ "field": "messages", "value": value }] }] })
    .to_string()
}

impl Program {
    /// Starts it, with settings from the environment alone.
    pub fn start() -> Self {
        Self::start_on(None)
    }

    /// The same on a database somewhere else.
    pub fn start_on(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (child, address) = started(folder.path(), database.as_deref());
        Self { child, address, folder, database }
    }

    /// Ends it without a warning, as a power cut would.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again on what it left behind.
    pub fn start_again(&mut self) {
        (self.child, self.address) = started(self.folder.path(), self.database.as_deref());
    }

    /// What another command says beside the running one.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = on(self.folder.path(), self.database.as_deref()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Where it is, as host and port.
    pub fn address(&self) -> String {
        self.address.clone()
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A fresh key.
    pub fn key(&self, name: &str) -> String {
        self.run(&["key", "create", "--name", name]).trim().to_owned()
    }

    /// A signed webhook.
    pub fn post(&self, body: &str) -> u16 {
        post(&self.address, body).unwrap()
    }

    /// What is answered, with or without a key.
    pub fn ask(&self, method: &str, path: &str, key: Option<&str>, body: &str) -> (u16, String) {
        let key = key.map_or_else(String::new, |key| format!("authorization: Bearer {key}\r\n"));
        self.send(method, path, &key, body)
    }

    fn send(&self, method: &str, path: &str, headers: &str, body: &str) -> (u16, String) {
        send(&self.address, method, path, headers, body).unwrap()
    }
}

/// A running program on a folder, and where it is.
fn started(folder: &Path, database: Option<&str>) -> (Child, String) {
    let mut child = on(folder, database)
        .env("LAKSANA_LISTEN", "127.0.0.1:0")
        .env("LAKSANA_TIMEZONE", "Asia/Kuala_Lumpur")
        .env("LAKSANA_CLOUD_API_APP_SECRET", SECRET)
        .env("LAKSANA_CLOUD_API_VERIFY_TOKEN", "a-token")
        .env("LAKSANA_BRIDGE_SECRET", "a-bridge-secret")
        .env("LAKSANA_CLOUD_API_PHONE_NUMBER_ID", "106540352242922")
        .env("LAKSANA_CLOUD_API_ACCESS_TOKEN", "an-access-token")
        .env("LAKSANA_CLOUD_API_BASE_URL", "http://127.0.0.1:9/v26.0")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    let address = first.strip_prefix("Laksana is at http://").unwrap().to_owned();
    // What else it says must go somewhere.
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

fn on(folder: &Path, database: Option<&str>) -> Command {
    let mut command = laksana();
    command.env("LAKSANA_DATA", folder);
    if let Some(database) = database {
        command.env("LAKSANA_DATABASE_URL", database);
    }
    command
}

/// Posts a signed webhook; what is answered, if anything is.
pub fn post(address: &str, body: &str) -> Option<u16> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    send(address, "POST", "/hooks/cloud-api", &format!("x-hub-signature-256: sha256={hex}\r\n"), body)
        .map(|(status, _)| status)
}

/// What is answered; none when the program is gone before it answered.
fn send(address: &str, method: &str, path: &str, headers: &str, body: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(ANSWER_MAX)).unwrap();
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    Some((head.split(' ').nth(1)?.parse().ok()?, body.to_owned()))
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}
