//! `laksana key`: keys by which other programs ask `/api/v1`.

use crate::chance;
use crate::home::Place;
use anyhow::Context as _;
use domain::time::Instant;
use std::process::ExitCode;
use store::StoreError;
use store::keys::{self, KeyName};
use store::sessions::Token;

/// What a token of ours begins with, so that whoever finds one knows where it belongs.
const TOKEN_PREFIX: &str = "laksana_";

/// What can be done with keys.
#[derive(Debug, clap::Subcommand)]
pub enum KeyCommand {
    /// Make a key and print it, once: only its digest is kept
    Create {
        /// What it is called, in the journal too; a name is never given twice
        #[arg(long)]
        name: KeyName,
        /// It reads, and changes nothing
        #[arg(long)]
        read_only: bool,
    },
    /// List keys, when each was last used, and which were revoked
    List,
    /// End a key, at once and for good
    Revoke {
        /// What it is called
        #[arg(long)]
        name: KeyName,
    },
}

impl KeyCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the name was given before, or there is no such key.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        match self {
            Self::Create { name, read_only } => {
                let text = format!("{TOKEN_PREFIX}{}", chance::token()?);
                let token = Token::parse(&text).context("a token of 64 hex digits is one")?;
                let mut tx = home.db.begin().await?;
                let made = keys::make(&mut tx, &home.org, &name, &token, !read_only, chance::now()).await;
                if let Err(StoreError::Taken { .. }) = made {
                    anyhow::bail!(
                        "there is or was a key called {name}; choose another name, so that the audit can tell them apart"
                    );
                }
                made?;
                tx.commit().await?;
                println!("{text}");
                eprintln!("Keep it: it is not shown again. Show it as “Authorization: Bearer …” at /api/v1.");
            }
            Self::List => {
                let at = |us| Instant::from_us(us).rfc3339(&home.zone);
                for key in keys::list(&home.db, &home.org).await? {
                    let may = if key.may_write { "reads and writes" } else { "reads" };
                    let used =
                        key.used_us.map_or_else(|| "never used".to_owned(), |us| format!("last used {}", at(us)));
                    let end = key.revoked_us.map_or_else(String::new, |us| format!(", revoked {}", at(us)));
                    println!("{}  {may}, made {}, {used}{end}", key.name, at(key.made_us));
                }
            }
            Self::Revoke { name } => {
                let mut tx = home.db.begin().await?;
                let is_revoked = keys::revoke(&mut tx, &home.org, &name, chance::now()).await?;
                tx.commit().await?;
                anyhow::ensure!(is_revoked, "no key called {name} opens anything; laksana key list shows them");
                println!("Key {name} opens nothing any more.");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
