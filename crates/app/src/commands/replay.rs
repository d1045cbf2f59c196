//! `laksana replay`: a scenario under its own clock.

use anyhow::Context as _;
use brain::mind::Mind;
use engine::scenario::Scenario;
use std::path::PathBuf;
use std::process::ExitCode;

/// Hears a scenario and prints what it became.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// A scenario file
    file: PathBuf,
}

impl Replay {
    /// Runs it.
    ///
    /// # Errors
    /// When the file is no scenario.
    pub async fn run(self, mind: Mind) -> anyhow::Result<ExitCode> {
        let shown = self.file.display();
        let text = std::fs::read_to_string(&self.file).with_context(|| format!("cannot read {shown}"))?;
        let scenario = Scenario::from_json(&text).with_context(|| format!("{shown}"))?;
        let replay = engine::replay::replay(&scenario, mind).await.with_context(|| format!("{shown}"))?;
        println!("{}", serde_json::to_string_pretty(&replay)?);
        Ok(ExitCode::SUCCESS)
    }
}
