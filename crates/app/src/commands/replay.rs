//! `laksana replay`: scenarios under their own clock, perhaps with a second opinion where the reader is not sure.

use crate::model_server::{ModelServer, OpinionSettings};
use anyhow::Context as _;
use brain::mind::Mind;
use brain::opinion::Question;
use domain::id::MessageId;
use domain::opinion::Opinion;
use domain::situation::Situation;
use engine::replay::{replay, replay_advised};
use engine::scenario::Scenario;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

/// Hears scenarios and prints what they became.
#[derive(Debug, clap::Args)]
pub struct Replay {
    /// Scenario files
    #[arg(required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// A folder to write each result into, under the name of its scenario; they are printed when left out
    #[arg(long, value_name = "FOLDER")]
    into: Option<PathBuf>,
    #[command(flatten)]
    opinion: OpinionSettings,
}

/// What asking came to.
#[derive(Debug, Default)]
struct Tally {
    asked: AtomicU64,
    answered: AtomicU64,
    tokens: AtomicU64,
}

impl Replay {
    /// Runs it.
    ///
    /// # Errors
    /// When a file is no scenario.
    pub async fn run(self, mind: Mind) -> anyhow::Result<ExitCode> {
        let (server, tally) = (self.opinion.server()?, Arc::new(Tally::default()));
        for file in &self.files {
            let shown = file.display();
            let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
            let scenario = Scenario::from_json(&text).with_context(|| format!("{shown}"))?;
            let heard = match &server {
                Some(server) => {
                    let (server, tally) = (server.clone(), Arc::clone(&tally));
                    let adviser =
                        move |situation: &Situation, message: &MessageId| advise(&server, &tally, situation, message);
                    replay_advised(&scenario, mind.clone(), Box::new(adviser)).await
                }
                None => replay(&scenario, mind.clone()).await,
            };
            let json = serde_json::to_string_pretty(&heard.with_context(|| format!("{shown}"))?)?;
            match &self.into {
                Some(folder) => {
                    let name = file.file_name().with_context(|| format!("{shown} has no name"))?;
                    std::fs::write(folder.join(name), json)
                        .with_context(|| format!("cannot write into {}", folder.display()))?;
                }
                None => println!("{json}"),
            }
        }
        if server.is_some() {
            let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
            let Tally { asked, answered, tokens } = &*tally;
            eprintln!("{} opinions asked for, {} had, {} tokens", of(asked), of(answered), of(tokens));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Asks at once, and waits for the answer: a scenario has time. Without one the reader's word stands.
fn advise(server: &ModelServer, tally: &Tally, situation: &Situation, message: &MessageId) -> Option<Opinion> {
    let question = Question::of(situation, message)?;
    tally.asked.fetch_add(1, Ordering::Relaxed);
    let body = question.body(server.model());
    let said = block_in_place(|| Handle::current().block_on(server.complete(&body)));
    let said = said.inspect_err(|why| tracing::warn!("No second opinion: {why}")).ok()?;
    let tokens = said.tokens_in.saturating_add(said.tokens_out).unsigned_abs();
    tally.tokens.fetch_add(tokens, Ordering::Relaxed);
    let opinion = question.opinion(server.model(), &said.content);
    let opinion = opinion.inspect_err(|why| tracing::warn!("A second opinion cannot be used: {why}")).ok()?;
    tally.answered.fetch_add(1, Ordering::Relaxed);
    Some(opinion)
}
