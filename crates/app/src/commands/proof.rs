//! `laksana proof`: a ticket, a person or a month as a zip that a stranger can check.

use crate::home::{Home, Place};
use crate::imprints::imprint;
use crate::packs::{self, Bench};
use anyhow::Context as _;
use domain::id::{SiteId, TicketNumber};
use domain::message::Handle;
use proof::pack::Scope;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Writes a proof pack.
#[derive(Debug, clap::Args)]
pub struct Proof {
    #[command(subcommand)]
    about: About,
    /// Where to write it; laksana-….zip here, when left out
    #[arg(short, long, global = true)]
    output: Option<PathBuf>,
    /// Prove it into the last checkpoint of this file, rather than into a new one
    #[arg(long, value_name = "FILE", global = true)]
    checkpoint: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum About {
    /// One ticket, with the messages it follows from and their files
    Ticket {
        /// Its number, such as T-104
        number: TicketNumber,
    },
    /// All that tells of one person: what a person who asks what is kept about them is given
    Person {
        /// Their number, or their name
        person: String,
    },
    /// Everything recorded as of one month
    Month {
        /// The month, such as 2026-11
        month: String,
        /// Of this site alone, by its id or name
        #[arg(long)]
        site: Option<String>,
    },
}

impl Proof {
    /// Runs it.
    ///
    /// # Errors
    /// When there is nothing to prove, or the file cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let scope = self.about.scope(&home).await?;
        let to = self.output.unwrap_or_else(|| packs::file_name(&scope));
        let bench = Bench { home, data: place.data.clone(), imprint: Arc::new(imprint(&place.data, None)) };
        let made = packs::write(&bench, &scope, self.checkpoint.as_deref(), &to).await?;
        println!(
            "{}: {} entries and {} files of {scope}, in the checkpoint of {} entries. Anybody checks it with: \
             laksana verify {0}",
            to.display(),
            made.entries,
            made.media.len(),
            made.size
        );
        Ok(ExitCode::SUCCESS)
    }
}

impl About {
    async fn scope(self, home: &Home) -> anyhow::Result<Scope> {
        match self {
            Self::Ticket { number } => Ok(Scope::Ticket(number)),
            Self::Person { person } => {
                let directory = home.directory().await?;
                let handle = Handle::read_phone(&person).unwrap_or_else(|| Handle::name(&person));
                let found = directory.person_by_handle(&handle);
                let found = found.context("there is nobody with that number or name; see laksana directory show")?;
                Ok(Scope::Person(found.id.clone()))
            }
            Self::Month { month, site } => {
                let site = match site {
                    Some(site) => Some(named(home, &site).await?),
                    None => None,
                };
                Scope::month(&month, site).with_context(|| format!("“{month}” is no month; write one as 2026-11"))
            }
        }
    }
}

async fn named(home: &Home, name: &str) -> anyhow::Result<SiteId> {
    let directory = home.directory().await?;
    let found = directory.sites.values().find(|site| site.id.as_str() == name || site.name == name);
    found.map(|site| site.id.clone()).with_context(|| format!("there is no site “{name}”; see laksana directory show"))
}
