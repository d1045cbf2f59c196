//! Asking the Graph API: time limits, bounded answers, no redirects; the token goes into one header and nowhere else.

mod files;
mod groups;
mod uploads;

pub use uploads::{DOCUMENT_MAX_BYTES, PHOTO_MAX_BYTES};

use crate::hooks::Address;
use anyhow::Context as _;
use channels::cloud_api::{
    Account, Answer, Listed, Subscribed, answer, callback, read_mark, refusal, subscribed, templates,
};
use domain::hearing::Suspicion;
use domain::outbound::Failure;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::time::Duration;

/// How long a connection may take to be made.
const CONNECT_MAX: Duration = Duration::from_secs(5);
/// How long an answer may take.
const ANSWER_MAX: Duration = Duration::from_secs(20);
/// How long a file may take to come whole; shorter than the lease under which it is fetched.
const FILE_MAX: Duration = Duration::from_secs(240);
/// How long a file may rest on its way.
const REST_MAX: Duration = Duration::from_secs(30);
/// Bytes of an answer that are read.
const ANSWER_MAX_BYTES: usize = 1 << 20;
/// Pages of the list of templates that are read, of a hundred each.
const PAGES_MAX: usize = 20;

/// A number, and how to ask for it. Cheap to clone.
#[derive(Clone)]
pub struct Graph {
    client: Client,
    files: Client,
    answer_max: Duration,
    account: Account,
    bearer: HeaderValue,
}

/// Whether what people write to a number is brought to us, as far as Meta says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Posting {
    /// It does not say.
    Untold,
    /// It is.
    Ours,
    /// It is posted to this address, or app, which is not ours by its spelling.
    Elsewhere(String),
    /// Nobody is brought anything, and why.
    Nobody(Suspicion),
}

/// Why a template was not taken.
#[derive(Debug)]
pub struct Untaken {
    /// In a sentence of WhatsApp's, with its number of the error.
    pub words: String,
    /// Whether every other would meet the same for now.
    pub is_of_all: bool,
}

/// Said where templates cannot be handed in to anybody.
pub const NO_WABA_ID: &str = "LAKSANA_CLOUD_API_WABA_ID must name the account that the number belongs to";

/// An answer as it came.
struct Reply {
    status: u16,
    body: String,
}

impl Graph {
    /// A number to speak as.
    ///
    /// # Errors
    /// When the token cannot stand in a header.
    pub fn new(account: Account) -> anyhow::Result<Self> {
        // Whoever installed one before wins; both are the same.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            let builder = Client::builder().connect_timeout(CONNECT_MAX).redirect(Policy::none());
            builder.user_agent(concat!("laksana/", env!("CARGO_PKG_VERSION")))
        };
        let client = builder().build().context("cannot prepare to ask the Graph API")?;
        let files = builder().timeout(FILE_MAX).read_timeout(REST_MAX).build();
        let files = files.context("cannot prepare to fetch files")?;
        let bearer = HeaderValue::from_str(&account.access_token.bearer());
        let mut bearer = bearer.ok().context("the access token holds letters that no token holds; set it again")?;
        bearer.set_sensitive(true);
        Ok(Self { client, files, answer_max: ANSWER_MAX, account, bearer })
    }

    /// The same, waiting so long for an answer.
    #[cfg(test)]
    pub fn within(self, answer_max: Duration) -> Self {
        Self { answer_max, ..self }
    }

    /// Sends a message.
    pub async fn send(&self, body: &Value) -> Answer {
        let path = format!("{}/messages", self.account.phone_number_id);
        match self.ask(Method::POST, &path, Some(body)).await {
            Ok(reply) => answer(reply.status, &reply.body),
            Err(failure) => Answer::Failed(failure, None),
        }
    }

    /// Shows whoever said a message that it, and all before it, was read.
    ///
    /// # Errors
    /// Why it does not show.
    pub async fn mark_read(&self, wamid: &str) -> Result<(), Failure> {
        let path = format!("{}/messages", self.account.phone_number_id);
        let reply = self.ask(Method::POST, &path, Some(&read_mark(wamid))).await?;
        if reply.status < 300 {
            return Ok(());
        }
        let value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
        Err(refusal(reply.status, &value).0)
    }

    /// The templates that may be sent; none where the account is not named.
    ///
    /// # Errors
    /// When the Graph API does not say.
    pub async fn approved(&self) -> Result<Vec<Listed>, Failure> {
        Ok(self.listed().await?.into_iter().filter(|one| one.is_approved).collect())
    }

    /// All templates; none where the account is not named.
    ///
    /// # Errors
    /// When the Graph API does not say.
    pub async fn listed(&self) -> Result<Vec<Listed>, Failure> {
        let Some(waba_id) = &self.account.waba_id else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        let mut after = None;
        for _ in 0..PAGES_MAX {
            let from = after.take().map(|after: String| format!("&after={after}")).unwrap_or_default();
            let path = format!("{waba_id}/message_templates?fields=name,language,status,components&limit=100{from}");
            let reply = self.ask(Method::GET, &path, None).await?;
            if reply.status != 200 {
                let value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
                return Err(refusal(reply.status, &value).0);
            }
            let (listed, next) = templates(&reply.body).ok_or(Failure::Unclear)?;
            all.extend(listed);
            match next.filter(|next| next.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte))) {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        Ok(all)
    }

    /// Meta's id of the number.
    pub fn number(&self) -> &str {
        &self.account.phone_number_id
    }

    /// Whether the number is heard, as far as Meta says: not with a token that opens nothing, a webhook that nobody subscribed
    /// or that is posted to another address than ours, or a number that was blocked.
    ///
    /// # Errors
    /// When the Graph API does not answer.
    pub async fn posting(&self, ours: &Address) -> Result<Posting, Failure> {
        let path = format!("{}?fields=status,webhook_configuration", self.account.phone_number_id);
        let number = self.ask(Method::GET, &path, None).await?;
        let told: Value = serde_json::from_str(&number.body).unwrap_or(Value::Null);
        // 190 is a token that ran out or was taken back.
        if number.status == 401 || told["error"]["code"] == 190 {
            return Ok(Posting::Nobody(Suspicion::Token));
        }
        if matches!(
            told["status"].as_str(),
            Some("BANNED" | "RESTRICTED" | "DISCONNECTED" | "DELETED" | "FLAGGED_FOR_DELETION")
        ) {
            return Ok(Posting::Nobody(Suspicion::Restricted));
        }
        if let Some(to) = callback(&told).filter(|to| ours.is_known() && !ours.is(to)) {
            return Ok(Posting::Elsewhere(to.to_owned()));
        }
        let Some(waba_id) = &self.account.waba_id else { return Ok(Posting::Untold) };
        let apps = self.ask(Method::GET, &format!("{waba_id}/subscribed_apps"), None).await?;
        let told: Value = serde_json::from_str(&apps.body).unwrap_or(Value::Null);
        if apps.status != 200 || !told["data"].is_array() {
            return Ok(Posting::Untold);
        }
        Ok(match subscribed(&told, None, |to| ours.is(to)) {
            Subscribed::Nobody => Posting::Nobody(Suspicion::Unsubscribed),
            Subscribed::Elsewhere(to) if ours.is_known() => Posting::Elsewhere(to),
            Subscribed::Elsewhere(_) => Posting::Untold,
            Subscribed::Us => Posting::Ours,
        })
    }

    /// Hands a template in.
    ///
    /// # Errors
    /// When WhatsApp does not take it, with its reason.
    pub async fn hand_in(&self, template: &Value) -> Result<(), Untaken> {
        let of_all = |words: &str| Untaken { words: words.to_owned(), is_of_all: true };
        let waba_id = self.account.waba_id.as_ref().ok_or_else(|| of_all(NO_WABA_ID))?;
        let path = format!("{waba_id}/message_templates");
        let reply = self.ask(Method::POST, &path, Some(template)).await;
        let reply = reply.map_err(|failure| of_all(failure.sentence()))?;
        if reply.status < 300 {
            return Ok(());
        }
        let value: Value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
        let said = ["error_user_msg", "message"].iter().find_map(|key| value["error"][*key].as_str());
        let code = value["error"]["code"].as_u64().and_then(|code| u32::try_from(code).ok()).unwrap_or_default();
        let words = format!("{} ({code})", said.unwrap_or("WhatsApp gives no reason"));
        let is_of_all = matches!(
            channels::cloud_api::failure(code),
            Failure::AccountLimit | Failure::NumberLimit | Failure::Credentials | Failure::Restricted
        );
        Err(Untaken { words, is_of_all })
    }

    async fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Reply, Failure> {
        let mut request = self.client.request(method, format!("{}/{path}", self.account.base_url));
        request = request.header(AUTHORIZATION, self.bearer.clone()).timeout(self.answer_max);
        if let Some(body) = body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
        }
        read(request).await
    }
}

/// Sends a request, and reads as much of its answer as an answer may hold.
async fn read(request: RequestBuilder) -> Result<Reply, Failure> {
    let mut response = request.send().await.map_err(|error| failure(&error))?;
    let status = response.status().as_u16();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| Failure::Unclear)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > ANSWER_MAX_BYTES {
            return Err(Failure::Unclear);
        }
    }
    Ok(Reply { status, body: String::from_utf8_lossy(&bytes).into_owned() })
}

/// Whether the request may have arrived: only where no connection was made it has not.
fn failure(error: &reqwest::Error) -> Failure {
    if error.is_connect() || error.is_builder() { Failure::NotReached } else { Failure::Unclear }
}
