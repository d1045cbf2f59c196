//! The secrets a webhook needs, from the environment or from files that a secret store mounts.

use anyhow::Context as _;
use channels::cloud_api::Secret;
use std::path::{Path, PathBuf};

/// What a secret's file may hold at most; a path given by mistake is not read into memory.
const FILE_MAX_BYTES: u64 = 4 << 10;

/// How to reach the Cloud API.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "WhatsApp Cloud API (both secrets switch /hooks/cloud-api on)")]
pub struct CloudApi {
    /// The app secret, which signs what Meta posts
    #[arg(long, env = "LAKSANA_CLOUD_API_APP_SECRET", hide_env_values = true)]
    cloud_api_secret: Option<String>,
    /// A file that holds the app secret
    #[arg(long, env = "LAKSANA_CLOUD_API_APP_SECRET_FILE")]
    cloud_api_secret_file: Option<PathBuf>,
    /// The token of the handshake, of your own choice
    #[arg(long, env = "LAKSANA_CLOUD_API_VERIFY_TOKEN", hide_env_values = true)]
    cloud_api_verify_token: Option<String>,
    /// A file that holds the token
    #[arg(long, env = "LAKSANA_CLOUD_API_VERIFY_TOKEN_FILE")]
    cloud_api_verify_token_file: Option<PathBuf>,
}

/// What a webhook must know of its caller.
pub struct Secrets {
    /// Signs every body.
    pub app: Secret,
    /// Proves the handshake.
    pub verify_token: Secret,
}

impl CloudApi {
    /// The secrets; none when nothing was set.
    ///
    /// # Errors
    /// When only one of the two was set, or a file cannot be read: a webhook half set up would be deaf in silence.
    pub fn secrets(&self) -> anyhow::Result<Option<Secrets>> {
        let app = secret(self.cloud_api_secret.as_deref(), self.cloud_api_secret_file.as_deref())?;
        let token = secret(self.cloud_api_verify_token.as_deref(), self.cloud_api_verify_token_file.as_deref())?;
        match (app, token) {
            (Some(app), Some(verify_token)) => Ok(Some(Secrets { app, verify_token })),
            (None, None) => Ok(None),
            (Some(_), None) => anyhow::bail!(
                "LAKSANA_CLOUD_API_APP_SECRET is set, but LAKSANA_CLOUD_API_VERIFY_TOKEN is not; the webhook needs both"
            ),
            (None, Some(_)) => anyhow::bail!(
                "LAKSANA_CLOUD_API_VERIFY_TOKEN is set, but LAKSANA_CLOUD_API_APP_SECRET is not; the webhook needs both"
            ),
        }
    }
}

/// A secret as set, else from its file. Empty settings, as compose files write them, are none.
fn secret(text: Option<&str>, file: Option<&Path>) -> anyhow::Result<Option<Secret>> {
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
            cloud_api_secret: secret.map(ToOwned::to_owned),
            cloud_api_secret_file: secret_file.map(Path::to_path_buf),
            cloud_api_verify_token: token.map(ToOwned::to_owned),
            cloud_api_verify_token_file: None,
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
}
