//! `laksana checkpoint`: how many entries there are and the root over them, signed, for keeping elsewhere.

use crate::checkpoints::{self, Published};
use crate::home::Place;
use crate::keys;
use std::path::PathBuf;
use std::process::ExitCode;

/// Prints a signed checkpoint of the journal.
#[derive(Debug, clap::Args)]
pub struct CheckpointCommand {
    /// Add it to this file, or to the file in this folder: kept where who runs Laksana cannot change it
    #[arg(long, value_name = "FILE|FOLDER")]
    publish: Option<PathBuf>,
}

impl CheckpointCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the database cannot be read, or the journal does not go on from what was published before.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        let key = keys::signing(&place.data)?;
        let (checkpoint, _) = checkpoints::present(&home, &key).await?;
        print!("{}", checkpoint.signed(&key));
        println!("\n# Public key: {}", key.public());
        if let Some(to) = self.publish {
            match checkpoints::publish(&home, &place.data, &to).await? {
                Published::Written(path) => println!("# Added to {}", path.display()),
                Published::Known(path) => println!("# Already in {}", path.display()),
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
