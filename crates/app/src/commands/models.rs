//! `laksana models`: brings the models that are too large to come with the program, and says which are here.

use crate::home::Place;
use crate::models::{Known, at, bring, digest};
use anyhow::Context as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// What to do with models.
#[derive(Debug, clap::Subcommand)]
pub enum ModelsCommand {
    /// Say which models there are, and which are here and whole
    List,
    /// Bring a model into the data folder; it is used at once
    Add {
        /// Which: whisper-base
        name: String,
        /// The folder it lies in, or the file
        #[arg(long, value_name = "FOLDER|FILE")]
        from: Option<PathBuf>,
    },
    /// Take a model out of the data folder
    Remove {
        /// Which
        name: String,
    },
}

impl ModelsCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When there is no such model, or its file is another.
    pub fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        match self {
            Self::List => {
                for model in Known::ALL {
                    println!("{:14}{:34}{}", model.name(), model.purpose(), state(place, model)?);
                }
            }
            Self::Add { name, from } => {
                let model = Known::named(&name)?;
                let from = from.with_context(|| how(model))?;
                let to = bring(&place.data, model, &from)?;
                println!("{} is here: {}", model.name(), to.display());
            }
            Self::Remove { name } => {
                let path = at(&place.data, Known::named(&name)?);
                std::fs::remove_file(&path).with_context(|| format!("cannot take {} out", path.display()))?;
                println!("{name} is gone");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn state(place: &Place, model: Known) -> anyhow::Result<String> {
    let path = at(&place.data, model);
    if !path.is_file() {
        return Ok("not here".to_owned());
    }
    let digest = digest(&path)?;
    let is_whole = model.files().iter().any(|(_, known)| *known == digest);
    Ok(if is_whole { format!("here, {}", path.display()) } else { format!("damaged: {}", path.display()) })
}

/// How to come by a model: nothing is fetched by itself.
fn how(model: Known) -> String {
    let files: Vec<String> = model.files().iter().map(|(name, digest)| format!("  {digest}  {name}")).collect();
    format!(
        "say with --from where {} lies; nothing is fetched by itself. One of these files, by SHA-256:\n{}",
        model.name(),
        files.join("\n")
    )
}
