//! What is asked of Meta and of ourselves, with time limits and bounded answers.

use super::{good, wrong};
use crate::chance;
use crate::cloud_api::Secrets;
use anyhow::Context as _;
use channels::cloud_api::{Account, Secret};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use std::time::Duration;
use web::Finding;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of an answer that are read.
const ANSWER_MAX_BYTES: usize = 1 << 20;
/// Pages of the list of templates that are read, of a hundred each.
const PAGES_MAX: usize = 20;
/// A webhook that tells nothing.
const NOTHING: &[u8] = br#"{"object":"whatsapp_business_account","entry":[]}"#;

/// What came of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// An answer.
    Told(Value),
    /// None, and why, in words.
    Failed(String),
}

/// Meta's side.
pub struct Meta<'a> {
    client: Client,
    account: &'a Account,
    app_secret: Option<&'a Secret>,
}

impl<'a> Meta<'a> {
    /// Meta's side, asked as this account.
    ///
    /// # Errors
    /// When nothing can be asked at all.
    pub fn new(account: &'a Account, app_secret: Option<&'a Secret>) -> anyhow::Result<Self> {
        Ok(Self { client: client()?, account, app_secret })
    }

    /// What the token is.
    pub async fn token(&self) -> Asked {
        let url = format!("{}/debug_token", self.account.base_url);
        self.ask(get(&self.client, &url, &[("input_token", self.account.access_token.reveal())])).await
    }

    /// How the number stands.
    pub async fn number(&self) -> Asked {
        let fields = "verified_name,display_phone_number,status,quality_rating,code_verification_status,platform_type,throughput";
        let url = format!("{}/{}", self.account.base_url, self.account.phone_number_id);
        self.ask(get(&self.client, &url, &[("fields", fields)])).await
    }

    /// How many people the portfolio may write to first in a day; asked by itself, since not every version knows it.
    pub async fn limit(&self) -> Asked {
        let url = format!("{}/{}", self.account.base_url, self.account.phone_number_id);
        self.ask(get(&self.client, &url, &[("fields", "whatsapp_business_manager_messaging_limit")])).await
    }

    /// Which apps get the account's webhooks; none when the account is not known.
    pub async fn subscribed(&self) -> Option<Asked> {
        let url = format!("{}/{}/subscribed_apps", self.account.base_url, self.account.waba_id.as_ref()?);
        Some(self.ask(self.client.get(url)).await)
    }

    /// Which fields an app is subscribed to; none when app or secret is not known.
    pub async fn fields(&self, app: Option<&str>) -> Option<Asked> {
        let app = app.filter(|app| app.bytes().all(|byte| byte.is_ascii_digit()))?;
        let url = format!("{}/{app}/subscriptions", self.account.base_url);
        let bearer = self.app_secret?.bearer_of_app(app);
        Some(told(self.client.get(url).header(AUTHORIZATION, bearer)).await)
    }

    /// The templates, all of their pages as one; none when the account is not known.
    pub async fn templates(&self) -> Option<Asked> {
        let waba_id = self.account.waba_id.as_ref()?;
        let url = format!("{}/{waba_id}/message_templates", self.account.base_url);
        let (mut all, mut after) = (Vec::new(), String::new());
        for _ in 0..PAGES_MAX {
            let fields = [("fields", "name,language,status,components"), ("limit", "100"), ("after", after.as_str())];
            let fields = if after.is_empty() { &fields[..2] } else { &fields[..] };
            let mut page = match self.ask(get(&self.client, &url, fields)).await {
                Asked::Told(page) => page,
                failed @ Asked::Failed(_) => return Some(failed),
            };
            if let Some(listed) = page["data"].as_array_mut() {
                all.append(listed);
            }
            let has_more = page["paging"].get("next").is_some();
            match page["paging"]["cursors"]["after"].as_str().filter(|_| has_more) {
                Some(next) => next.clone_into(&mut after),
                None => break,
            }
        }
        Some(Asked::Told(serde_json::json!({ "data": all })))
    }

    async fn ask(&self, request: RequestBuilder) -> Asked {
        told(request.header(AUTHORIZATION, self.account.access_token.bearer())).await
    }
}

/// Whether our own address is reached as Meta would reach it: by the handshake, and by a body that is signed.
pub async fn reach(public: &str, secrets: &Secrets) -> Vec<Finding> {
    const NAME: &str = "Webhook";
    let hook = format!("{public}/hooks/cloud-api");
    let (Ok(client), Ok(challenge)) = (client(), chance::token()) else { return Vec::new() };
    if !public.starts_with("https://") {
        let words = format!("{public} is no HTTPS address: Meta reaches none but those.");
        return vec![wrong(
            NAME,
            &words,
            "Put a proxy with a certificate before the pages, and say --public-url https://….",
        )];
    }
    let query =
        [("hub.mode", "subscribe"), ("hub.challenge", &challenge), ("hub.verify_token", secrets.verify_token.reveal())];
    let shaken = body(get(&client, &hook, &query)).await;
    let hands = match shaken {
        Ok((200, said)) if said == challenge => good(NAME, "The address is reached and shakes hands."),
        Ok((status, _)) => wrong(
            NAME,
            &format!("{hook} answers {status} to the handshake."),
            "Does the proxy lead to this program, and does it run with this verify token?",
        ),
        Err(words) => wrong(
            NAME,
            &format!("{hook} is not reached: {words}."),
            "Start laksana serve, and check name, proxy and certificate.",
        ),
    };
    let post = |signature: String| {
        let request = client.post(&hook).header(CONTENT_TYPE, "application/json");
        body(request.header("x-hub-signature-256", signature).body(NOTHING))
    };
    let (signed, unsigned) =
        (post(secrets.app.signature(NOTHING)).await, post(format!("sha256={}", "0".repeat(64))).await);
    let signature = match (signed, unsigned) {
        (Ok((200, _)), Ok((401, _))) => {
            good("Signature", "What the app secret signs is taken; anything else is refused.")
        }
        (Ok((200, _)), Ok((status, _))) => wrong(
            "Signature",
            &format!("A wrong signature is answered with {status}."),
            "Something before this program answers in its place; let the proxy pass everything on.",
        ),
        (Ok((status, _)), _) => wrong(
            "Signature",
            &format!("What the app secret signs is answered with {status}."),
            "Does the program run with this app secret, and does the proxy leave bodies as they are?",
        ),
        (Err(words), _) => wrong("Signature", &format!("It could not be tried: {words}."), "Mend the step before."),
    };
    vec![hands, signature]
}

/// A question with these in its address. What is no address leads nowhere, and is said to when it is asked.
fn get(client: &Client, url: &str, query: &[(&str, &str)]) -> RequestBuilder {
    match reqwest::Url::parse_with_params(url, query) {
        Ok(url) => client.get(url),
        Err(_) => client.get(url),
    }
}

fn client() -> anyhow::Result<Client> {
    // Whoever installed one before wins; both are the same.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
    client.build().context("cannot prepare to ask")
}

async fn told(request: RequestBuilder) -> Asked {
    match body(request).await {
        Ok((200, text)) => match serde_json::from_str(&text) {
            Ok(value) => Asked::Told(value),
            Err(_) => Asked::Failed("Meta answered with something that is no JSON.".to_owned()),
        },
        Ok((status, text)) => {
            let value: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
            let said = value["error"]["message"].as_str().unwrap_or("no reason given");
            Asked::Failed(format!("Meta answered {status}: {said}."))
        }
        Err(words) => Asked::Failed(format!("Meta could not be asked: {words}.")),
    }
}

/// The status and the body of an answer. An error's words hold no address, since addresses may hold secrets.
async fn body(request: RequestBuilder) -> Result<(u16, String), String> {
    let words = |error: reqwest::Error| match () {
        () if error.is_timeout() => "no answer in time".to_owned(),
        () if error.is_connect() => "no connection".to_owned(),
        () => error.without_url().to_string(),
    };
    let mut response = request.send().await.map_err(words)?;
    let status = response.status().as_u16();
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(words)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > ANSWER_MAX_BYTES {
            return Err("the answer does not end".to_owned());
        }
    }
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}
