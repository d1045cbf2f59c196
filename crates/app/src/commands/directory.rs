//! `laksana directory`: sites, places, people, vendors and tasks, from a file or proposed from what was heard.

use crate::chance;
use crate::home::{Home, Place};
use anyhow::Context as _;
use domain::request::{Actor, Via};
use engine::roster::{Bringer, NotRecorded, Roster};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What can be done with the directory.
#[derive(Debug, clap::Subcommand)]
pub enum Directory {
    /// Read a file: .json or .toml of everything, or .csv or .xlsx of people, places, vendors or tasks
    Import {
        /// The file
        file: PathBuf,
    },
    /// Print what is known, as TOML that can be edited and imported again
    Show,
    /// Propose a directory from what was heard: who speaks, which places are named, which reports recur
    Propose,
}

impl Directory {
    /// Runs it.
    ///
    /// # Errors
    /// When the file is no directory, naming the line at fault.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        match self {
            Self::Import { file } => {
                let lines = read(&home, &file).await?;
                println!("Directory: {lines} lines new or changed.");
            }
            Self::Show => {
                print!("{}", Roster::of(&*home.directory().await?).to_toml());
            }
            Self::Propose => {
                let roster = engine::propose::propose(&home.desk, &home.org, &home.zone).await?;
                print!("{}", roster.to_toml());
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Reads a directory file into the journal. How many lines were new or changed.
///
/// # Errors
/// When the file is no directory; nothing of it is kept then.
pub async fn read(home: &Home, file: &Path) -> anyhow::Result<usize> {
    let shown = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {shown}"))?;
    let kind = file.extension().and_then(|kind| kind.to_str()).unwrap_or_default().to_ascii_lowercase();
    let directory = home.directory().await?;
    let known = Roster::of(&directory);
    let is_workbook = matches!(kind.as_str(), "xlsx" | "xlsm");
    let text = if is_workbook { Ok("") } else { std::str::from_utf8(&bytes) };
    let text = text.with_context(|| format!("{shown} is no text in UTF-8; save it as such, or as .xlsx"))?;
    let sheet = |name: String| format!("the sheet “{name}”");
    let (roster, ignored) = match kind.as_str() {
        "xlsx" | "xlsm" => {
            known.with_workbook(&bytes).map(|(roster, left_out)| (roster, left_out.into_iter().map(sheet).collect()))
        }
        "csv" => known.with_csv(text).map(|roster| (roster, Vec::new())),
        "json" => Roster::from_json(text),
        _ => Roster::from_toml(text),
    }
    .with_context(|| format!("{shown}"))?;
    for field in ignored {
        eprintln!("laksana: {shown}: {field} means nothing here and was left out");
    }
    let bringer = Bringer { actor: Actor::Member("shell".to_owned()), via: Via::Shell, at: chance::now() };
    let recorded = roster.record(&home.desk, &home.org, &mut chance::stamps()?, &bringer).await;
    let whereabouts = |error: &NotRecorded| match error {
        NotRecorded::Roster(error) => error.place_in(text),
        NotRecorded::Refused(_) | NotRecorded::Store(_) => None,
    };
    recorded.map_err(|error| {
        let place = whereabouts(&error).map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
        anyhow::Error::new(error).context(format!("{shown}{place}"))
    })
}
