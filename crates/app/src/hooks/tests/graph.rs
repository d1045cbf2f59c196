//! A Graph API on loopback that answers as it is told: takes a message, refuses it, talks nonsense, hangs up, or says nothing.

use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What it answers next.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The message is taken under this name.
    Take(&'static str),
    /// This status with this body.
    Say(u16, String),
    /// Nothing: it takes what it is asked and hangs up.
    HangUp,
    /// Nothing, for as long as anybody waits.
    Silence,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    pub line: String,
    pub head: String,
    pub body: Value,
}

/// The stand-in. Dropped, it is gone.
pub struct Graph {
    pub url: String,
    script: Arc<Mutex<VecDeque<Reply>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
    running: JoinHandle<()>,
}

impl Drop for Graph {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// A refusal with an error number.
pub fn error(status: u16, code: u32) -> Reply {
    Reply::Say(status, json!({ "error": { "message": "no", "type": "OAuthException", "code": code } }).to_string())
}

impl Graph {
    /// One that answers so, in this order; afterwards it hangs up.
    pub async fn answering(script: impl IntoIterator<Item = Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v26.0", listener.local_addr().unwrap());
        let script = Arc::new(Mutex::new(script.into_iter().collect::<VecDeque<_>>()));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (replies, heard) = (Arc::clone(&script), Arc::clone(&asked));
        let running = tokio::spawn(async move {
            let mut waiting = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                let Some(request) = read(&mut stream).await else { continue };
                let is_list = request.line.contains("message_templates");
                heard.lock().unwrap().push(request);
                let reply = if is_list { Reply::Say(200, templates()) } else { next(&replies) };
                if let Reply::Silence = reply {
                    waiting.push(stream);
                } else if let Some(answer) = answer(reply) {
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            }
        });
        Self { url, script, asked, running }
    }

    /// Answers so next.
    pub fn then(&self, reply: Reply) {
        self.script.lock().unwrap().push_back(reply);
    }

    /// The messages it was asked to send.
    pub fn messages(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.line.starts_with("POST")).cloned().collect()
    }
}

fn next(script: &Mutex<VecDeque<Reply>>) -> Reply {
    script.lock().unwrap().pop_front().unwrap_or(Reply::HangUp)
}

fn templates() -> String {
    let one = |name: &str, status: &str| json!({ "name": name, "language": "en", "status": status });
    let approved = ["laksana_verify", "laksana_assigned", "laksana_paper"].map(|name| one(name, "APPROVED"));
    json!({ "data": [approved[0], approved[1], approved[2], one("laksana_acknowledged", "REJECTED")] }).to_string()
}

fn answer(reply: Reply) -> Option<String> {
    let (status, body) = match reply {
        Reply::Take(name) => {
            let contacts = json!([{ "input": "60123456789", "wa_id": "60123456789" }]);
            (
                200,
                json!({ "messaging_product": "whatsapp", "contacts": contacts, "messages": [{ "id": name }] })
                    .to_string(),
            )
        }
        Reply::Say(status, body) => (status, body),
        Reply::HangUp | Reply::Silence => return None,
    };
    Some(format!(
        "HTTP/1.1 {status} Said\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    ))
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                let line = head.lines().next().unwrap_or_default().to_owned();
                let body = serde_json::from_str(body).unwrap_or(Value::Null);
                return Some(Asked { line, head: head.to_owned(), body });
            }
        }
        let mut chunk = [0; 4_096];
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(chunk.get(..read)?),
        }
    }
}
