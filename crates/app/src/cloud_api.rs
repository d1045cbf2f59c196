//! How to reach WhatsApp's Cloud API and be reached by it: secrets from settings, or from files that a secret store
//! mounts.

use crate::nearness;
use anyhow::Context as _;
use channels::cloud_api::{Account, Secret};
use reqwest::Url;
use std::path::{Path, PathBuf};

/// What a secret's file may hold at most; a path given by mistake is not read into memory.
const FILE_MAX_BYTES: u64 = 4 << 10;
/// Letters of an id at most; Meta's have up to 17 digits.
const ID_MAX: usize = 64;
/// Meta's Graph API, in the version that this program speaks.
const BASE_URL: &str = "https://graph.facebook.com/v26.0";

/// How to reach the Cloud API.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "WhatsApp Cloud API (app secret and verify token switch /hooks/cloud-api on)")]
pub struct CloudApi {
    /// The app secret, which signs what Meta posts
    #[arg(long, value_name = "SECRET")]
    cloud_api_app_secret: Option<String>,
    /// A file that holds the app secret
    #[arg(long, value_name = "FILE")]
    cloud_api_app_secret_file: Option<PathBuf>,
    /// The token of the handshake, of your own choice
    #[arg(long, value_name = "TOKEN")]
    cloud_api_verify_token: Option<String>,
    /// A file that holds the token of the handshake
    #[arg(long, value_name = "FILE")]
    cloud_api_verify_token_file: Option<PathBuf>,
    /// The Graph API with its version; Meta's own when left out
    #[arg(long, value_name = "URL")]
    cloud_api_base_url: Option<String>,
    /// Meta's id of the business number
    #[arg(long, value_name = "ID")]
    cloud_api_phone_number_id: Option<String>,
    /// Meta's id of the account the number belongs to
    #[arg(long, value_name = "ID")]
    cloud_api_waba_id: Option<String>,
    /// The token that lets us act for the number
    #[arg(long, value_name = "TOKEN")]
    cloud_api_access_token: Option<String>,
    /// A file that holds that token
    #[arg(long, value_name = "FILE")]
    cloud_api_access_token_file: Option<PathBuf>,
}

/// What a webhook must know of its caller.
pub struct Secrets {
    /// Signs every body.
    pub app: Secret,
    /// Proves the handshake.
    pub verify_token: Secret,
    /// Meta's ids of our number and its account, as far as they are set: a delivery for us names one of them.
    pub ids: Vec<String>,
}

impl CloudApi {
    /// Settings by which the program talks to a simulator: its address, the app secret, verify token and access token,
    /// and the ids of the number and its account.
    pub fn simulated(
        base_url: String,
        (app_secret, verify_token, access_token): (String, String, String),
        (phone_number_id, waba_id): (String, String),
    ) -> Self {
        Self {
            cloud_api_app_secret: Some(app_secret),
            cloud_api_verify_token: Some(verify_token),
            cloud_api_base_url: Some(base_url),
            cloud_api_phone_number_id: Some(phone_number_id),
            cloud_api_waba_id: Some(waba_id),
            cloud_api_access_token: Some(access_token),
            ..Self::default()
        }
    }

    /// The secrets; none when nothing was set.
    ///
    /// # Errors
    /// When only one of the two was set, or a file cannot be read: a webhook half set up would be deaf in silence.
    pub fn secrets(&self) -> anyhow::Result<Option<Secrets>> {
        let app = secret(self.cloud_api_app_secret.as_deref(), self.cloud_api_app_secret_file.as_deref())?;
        let token = secret(self.cloud_api_verify_token.as_deref(), self.cloud_api_verify_token_file.as_deref())?;
        match (app, token) {
            (Some(app), Some(verify_token)) => {
                let ids = [&self.cloud_api_phone_number_id, &self.cloud_api_waba_id];
                let ids = ids.into_iter().filter_map(|id| set(id.as_deref())).map(str::to_owned).collect();
                Ok(Some(Secrets { app, verify_token, ids }))
            }
            (None, None) => Ok(None),
            (Some(_), None) => anyhow::bail!(
                "LAKSANA_CLOUD_API_APP_SECRET is set, but LAKSANA_CLOUD_API_VERIFY_TOKEN is not; the webhook needs both"
            ),
            (None, Some(_)) => anyhow::bail!(
                "LAKSANA_CLOUD_API_VERIFY_TOKEN is set, but LAKSANA_CLOUD_API_APP_SECRET is not; the webhook needs both"
            ),
        }
    }

    /// The number to answer as; none when the number or its token was not set.
    ///
    /// # Errors
    /// When the address is none, an id is none, or a file cannot be read.
    pub fn account(&self) -> anyhow::Result<Option<Account>> {
        let base_url = set(self.cloud_api_base_url.as_deref()).unwrap_or(BASE_URL).trim_end_matches('/');
        let address = Url::parse(base_url).ok().filter(|address| matches!(address.scheme(), "http" | "https"));
        let address = address.with_context(|| {
            format!("LAKSANA_CLOUD_API_BASE_URL is “{base_url}”, which is no web address; write it as {BASE_URL}")
        })?;
        nearness::sealed(&address).context("LAKSANA_CLOUD_API_BASE_URL")?;
        let number = id("LAKSANA_CLOUD_API_PHONE_NUMBER_ID", self.cloud_api_phone_number_id.as_deref())?;
        let waba_id = id("LAKSANA_CLOUD_API_WABA_ID", self.cloud_api_waba_id.as_deref())?;
        let token = secret(self.cloud_api_access_token.as_deref(), self.cloud_api_access_token_file.as_deref())?;
        let (Some(phone_number_id), Some(access_token)) = (number, token) else { return Ok(None) };
        Ok(Some(Account { base_url: base_url.to_owned(), phone_number_id, waba_id, access_token }))
    }
}

/// A setting that holds something. Empty settings, as compose files write them, are none.
fn set(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// An id of Meta's, which becomes part of an address.
fn id(name: &str, text: Option<&str>) -> anyhow::Result<Option<String>> {
    let Some(text) = set(text) else { return Ok(None) };
    let is_id = text.len() <= ID_MAX && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    anyhow::ensure!(is_id, "{name} is “{text}”, which is no id of Meta's; those are digits, and not the phone number");
    Ok(Some(text.to_owned()))
}

/// A secret as set, else from its file.
///
/// # Errors
/// When the file cannot be read, or holds none.
pub fn secret(text: Option<&str>, file: Option<&Path>) -> anyhow::Result<Option<Secret>> {
    if let Some(secret) = text.and_then(Secret::new) {
        return Ok(Some(secret));
    }
    let Some(file) = file.filter(|file| !file.as_os_str().is_empty()) else { return Ok(None) };
    let shown = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("cannot read the secret in {shown}"))?.len();
    anyhow::ensure!(size <= FILE_MAX_BYTES, "{shown} is too large to hold a secret");
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read the secret in {shown}"))?;
    Ok(Some(Secret::new(&text).with_context(|| format!("{shown} holds no secret"))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cloud_api(secret: Option<&str>, secret_file: Option<&Path>, token: Option<&str>) -> CloudApi {
        CloudApi {
            cloud_api_app_secret: secret.map(ToOwned::to_owned),
            cloud_api_app_secret_file: secret_file.map(Path::to_path_buf),
            cloud_api_verify_token: token.map(ToOwned::to_owned),
            ..CloudApi::default()
        }
    }

    #[test]
    fn a_webhook_is_set_up_wholly_or_not_at_all() {
        assert!(cloud_api(None, None, None).secrets().unwrap().is_none());
        assert!(cloud_api(Some(""), None, Some(" ")).secrets().unwrap().is_none());
        assert!(cloud_api(Some("a"), None, Some("b")).secrets().unwrap().is_some());
        assert!(cloud_api(Some("a"), None, None).secrets().is_err());
        assert!(cloud_api(None, None, Some("b")).secrets().is_err());
    }

    #[test]
    fn a_secret_may_be_in_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        assert!(cloud_api(None, Some(&file), Some("b")).secrets().is_err(), "there is no file");
        for (content, is_secret) in [("from-file\n", true), ("\n", false), (&"x".repeat(5_000), false)] {
            std::fs::write(&file, content).unwrap();
            let secrets = cloud_api(None, Some(&file), Some("b")).secrets();
            assert_eq!(secrets.is_ok(), is_secret);
            assert!(secrets.ok().flatten().is_none_or(|secrets| secrets.app.is("from-file")));
        }
    }

    #[test]
    fn who_is_answered_as_needs_a_number_and_its_token() {
        let account = |base: &str, number: &str, token: &str| {
            let settings = CloudApi {
                cloud_api_base_url: Some(base.to_owned()),
                cloud_api_phone_number_id: Some(number.to_owned()),
                cloud_api_access_token: Some(token.to_owned()),
                ..CloudApi::default()
            };
            settings.account()
        };
        let local = account("http://127.0.0.1:9/v26.0/", "106540352242922", "t").unwrap().unwrap();
        assert_eq!(
            (local.base_url.as_str(), local.phone_number_id.as_str()),
            ("http://127.0.0.1:9/v26.0", "106540352242922")
        );
        assert_eq!(account("", "1", "t").unwrap().unwrap().base_url, BASE_URL);
        assert!(account("", "", "t").unwrap().is_none());
        assert!(account("", "1", " ").unwrap().is_none());
        assert!(account("graph.example.com", "1", "t").is_err());
        assert!(
            account("", "+60 12 345 6789", "t").unwrap_err().to_string().contains("LAKSANA_CLOUD_API_PHONE_NUMBER_ID")
        );
    }
}
