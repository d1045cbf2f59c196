//! Posts webhooks, one after another, again and again until they are answered with 200.

use crate::{Simulator, webhook};
use axum::http::{Request, header};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it sleeps at most when nothing is due.
const SLEEP_MAX: Duration = Duration::from_secs(1);

type Posting = Client<HttpConnector, Full<axum::body::Bytes>>;

/// Posts what is due, for ever.
pub async fn run(simulator: &Simulator) {
    let client = client();
    loop {
        let now_us = (simulator.settings().now_us)();
        if !post_next(simulator, &client, now_us).await {
            sleep(simulator, now_us).await;
        }
    }
}

/// Posts what is due at an instant. How much it was.
pub async fn run_due(simulator: &Simulator, now_us: i64) -> usize {
    let client = client();
    let mut posted = 0;
    while post_next(simulator, &client, now_us).await {
        posted += 1;
    }
    posted
}

fn client() -> Posting {
    Client::builder(TokioExecutor::new()).build_http()
}

/// Posts the next webhook that is due; none was when it says no.
async fn post_next(simulator: &Simulator, client: &Posting, now_us: i64) -> bool {
    let Some(post) = simulator.lock().due(now_us) else { return false };
    let bytes = webhook::bytes(&post.body);
    let signature = webhook::signature(&simulator.settings().app_secret, &bytes);
    let request = Request::post(&simulator.settings().hook)
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-hub-signature-256", signature)
        .body(Full::from(bytes));
    let answer = match request {
        Ok(request) => tokio::time::timeout(PATIENCE, client.request(request)).await.ok().and_then(Result::ok),
        Err(error) => {
            tracing::error!("Webhooks cannot be posted to the address given: {error}");
            None
        }
    };
    let code = answer.map(|answer| answer.status().as_u16());
    let settled_us = now_us.max((simulator.settings().now_us)());
    simulator.lock().settle(post, code, settled_us);
    true
}

/// Until something is due, or somebody rings.
async fn sleep(simulator: &Simulator, now_us: i64) {
    let next_us = simulator.lock().next_due_us();
    let until = next_us.and_then(|next_us| u64::try_from(next_us - now_us).ok()).map(Duration::from_micros);
    // A bell that rang while nobody listened is still heard.
    let slept = tokio::time::timeout(until.unwrap_or(SLEEP_MAX).min(SLEEP_MAX), simulator.rung()).await;
    drop(slept);
}
