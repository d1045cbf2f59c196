//! Handing files over: to be sent with messages, and as samples of what templates bring.

use super::{Graph, read};
use anyhow::Context as _;
use axum::body::Bytes;
use channels::cloud_api::{refusal, uploaded};
use domain::outbound::Failure;
use reqwest::Method;
use reqwest::header::AUTHORIZATION;
use reqwest::multipart::{Form, Part};
use serde_json::Value;

/// The largest document that WhatsApp takes.
pub const DOCUMENT_MAX_BYTES: usize = 100 << 20;
/// The largest photo that it takes.
pub const PHOTO_MAX_BYTES: u64 = 5 << 20;

impl Graph {
    /// Hands a file over, to be sent within thirty days. The name it gets.
    ///
    /// # Errors
    /// When it is not taken.
    pub async fn upload(&self, bytes: Bytes, mime: &str, name: &str) -> Result<String, Failure> {
        let file = Part::stream(bytes).file_name(name.to_owned()).mime_str(mime).map_err(|_| Failure::Request)?;
        let form = Form::new().text("messaging_product", "whatsapp").text("type", mime.to_owned()).part("file", file);
        let url = format!("{}/{}/media", self.account.base_url, self.account.phone_number_id);
        let request = self.files.post(url).header(AUTHORIZATION, self.bearer.clone()).multipart(form);
        let reply = read(request).await?;
        if reply.status >= 300 {
            let value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
            return Err(refusal(reply.status, &value).0);
        }
        uploaded(&reply.body).ok_or(Failure::Unclear)
    }

    /// Shows WhatsApp a file of the sort that a template brings. The handle by which the template names it.
    ///
    /// # Errors
    /// When the app is not known, or the file is not taken.
    pub async fn show_sample(&self, bytes: Bytes, mime: &str) -> anyhow::Result<String> {
        let ours = self.told(Method::GET, "app?fields=id").await?;
        let app = ours["id"].as_str().filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        let app = app.context("Meta does not say which app the access token belongs to")?;
        let path = format!("{app}/uploads?file_name=sample.pdf&file_length={}&file_type={mime}", bytes.len());
        let session = self.told(Method::POST, &path).await?;
        let session = session["id"].as_str().filter(|id| id.starts_with("upload:"));
        let session = session.context("Meta does not say where the sample goes")?;
        let url = format!("{}/{session}", self.account.base_url);
        let request =
            self.files.post(url).header(AUTHORIZATION, self.bearer.clone()).header("file_offset", "0").body(bytes);
        let reply = read(request).await.map_err(|failure| anyhow::anyhow!("{}", failure.sentence()))?;
        let value: Value = serde_json::from_str(&reply.body).unwrap_or(Value::Null);
        Ok(value["h"].as_str().context("Meta did not take the sample")?.to_owned())
    }

    async fn told(&self, method: Method, path: &str) -> anyhow::Result<Value> {
        let reply = self.ask(method, path, None).await.map_err(|failure| anyhow::anyhow!("{}", failure.sentence()))?;
        Ok(serde_json::from_str(&reply.body).unwrap_or(Value::Null))
    }
}
