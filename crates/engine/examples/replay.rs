//! Replays scenarios and prints what they became: one as JSON, several into a folder.
//!
//! `cargo run --release -p engine --example replay -- SCENARIO.json` or `.. -- --into FOLDER SCENARIO.json ..`

use anyhow::{Context as _, Result};
use brain::mind::Mind;
use engine::replay::replay;
use engine::scenario::Scenario;
use std::path::Path;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (folder, paths) = match &words[..] {
        [flag, folder, paths @ ..] if flag == "--into" => (Some(Path::new(folder)), paths),
        paths => (None, paths),
    };
    let (mind, started, mut count) = (Mind::new(), std::time::Instant::now(), 0);
    for path in paths {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        let scenario = Scenario::from_json(&text).with_context(|| format!("cannot use {path}"))?;
        count += scenario.messages.len();
        let json = serde_json::to_string(&replay(&scenario, mind.clone()).await?)?;
        match folder {
            Some(folder) => std::fs::write(folder.join(Path::new(path).file_name().context("no file name")?), json)?,
            None => println!("{json}"),
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("{count} messages in {seconds:.2} s, {:.0} a second", count as f64 / seconds);
    Ok(())
}
