//! Secrets of bridges, from settings or files.

use crate::cloud_api::secret;
use crate::hooks::Bridges;
use std::path::PathBuf;

/// How bridges are known.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(
    next_help_heading = "Bridges to existing numbers and groups (each secret switches its webhook on; docs/bridges.md)"
)]
pub struct BridgeSettings {
    /// The key with which WAHA signs (/hooks/waha)
    #[arg(long, value_name = "KEY")]
    waha_hmac_key: Option<String>,
    /// A file that holds WAHA's key
    #[arg(long, value_name = "FILE")]
    waha_hmac_key_file: Option<PathBuf>,
    /// The token of Evolution API, its jwt_key or a fixed header (/hooks/evolution)
    #[arg(long, value_name = "TOKEN")]
    evolution_token: Option<String>,
    /// A file that holds Evolution API's token
    #[arg(long, value_name = "FILE")]
    evolution_token_file: Option<PathBuf>,
    /// The secret with which any other bridge signs (/hooks/bridge)
    #[arg(long, value_name = "SECRET")]
    bridge_secret: Option<String>,
    /// A file that holds the secret of any other bridge
    #[arg(long, value_name = "FILE")]
    bridge_secret_file: Option<PathBuf>,
}

impl BridgeSettings {
    /// The secrets.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn bridges(&self) -> anyhow::Result<Bridges> {
        Ok(Bridges {
            waha: secret(self.waha_hmac_key.as_deref(), self.waha_hmac_key_file.as_deref())?,
            evolution: secret(self.evolution_token.as_deref(), self.evolution_token_file.as_deref())?,
            open: secret(self.bridge_secret.as_deref(), self.bridge_secret_file.as_deref())?,
        })
    }
}
