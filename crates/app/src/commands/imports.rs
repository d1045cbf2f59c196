//! `laksana imports`: the runs there were, and taking one out again.

use crate::home::Place;
use crate::imports::{self, Past};
use domain::id::ImportId;
use domain::request::Via;
use std::process::ExitCode;

/// Lists imports, or takes one out again.
#[derive(Debug, clap::Args)]
pub struct Imports {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Take out everything an import brought, and erase its words
    Remove {
        /// The import, as the list names it
        import: String,
    },
}

impl Imports {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such import.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        match self.action {
            Some(Action::Remove { import }) => {
                imports::remove(&home, &ImportId::new(import), "shell", Via::Shell).await?;
                println!("Taken out, its words and files erased. The journal keeps that it was there.");
            }
            None => {
                for Past { run, group, kept } in imports::list(&home).await? {
                    let state = if run.removed {
                        "removed"
                    } else if run.finished {
                        "finished"
                    } else {
                        "interrupted or still being read"
                    };
                    let at = run.started_at.rfc3339(&home.zone);
                    println!("{}  {at}  {state}, {kept} messages  {group} ({})", run.id, run.file);
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
