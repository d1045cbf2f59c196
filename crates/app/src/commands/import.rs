//! `laksana import`: exported chats become tickets, after a look at what they hold.

use crate::home::{Home, Place};
use crate::imports;
use anyhow::Context as _;
use channels::export::{DateOrder, Export};
use engine::import::{Preview, Reading, Summary};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Reads exported WhatsApp chats.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Exports: a .zip, a .txt, or a folder of them
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What to call the chat, in place of the name its file gives
    #[arg(long)]
    group: Option<String>,
    /// The order of its dates: dmy, mdy or ymd
    #[arg(long)]
    date_order: Option<DateOrder>,
    /// A directory of sites, places, people, vendors and tasks to read first
    #[arg(long)]
    directory: Option<PathBuf>,
    /// Look only; record nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON, one object for each chat
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Runs it. Every file is looked at before the first is recorded, so that a bad one costs nothing.
    ///
    /// # Errors
    /// When a file cannot be read, naming file, line and remedy.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let exports = self.open()?;
        let home = if self.dry_run { None } else { Some(place.open().await?) };
        let zone = home.as_ref().map_or_else(|| place.zone.clone(), |home| home.zone.clone());
        let zone = if place.zone_was_said { place.zone.clone() } else { zone };
        let reading = Reading { zone, order: self.date_order };
        let mut looked = Vec::with_capacity(exports.len());
        for export in exports {
            let preview = engine::import::preview(&export, &reading)?;
            if !self.json {
                print_preview(&preview, place.zone_was_said);
            }
            looked.push((export, preview));
        }
        let Some(home) = home else {
            return self.print_previews(&looked);
        };
        if let Some(file) = &self.directory {
            let lines = super::directory::read(&home, file).await?;
            eprintln!("Directory: {lines} lines new or changed.");
        }
        self.record(&home, &reading, &looked).await
    }

    fn open(&self) -> anyhow::Result<Vec<Export>> {
        let mut exports = Vec::new();
        for file in &self.files {
            for found in Export::find(file)? {
                exports.push(Export::open(&found)?);
            }
        }
        anyhow::ensure!(
            !exports.is_empty(),
            "there is no exported chat; in WhatsApp, open the chat and choose Export chat"
        );
        anyhow::ensure!(
            self.group.is_none() || exports.len() == 1,
            "--group names one chat, but there are {}; import them one by one",
            exports.len()
        );
        Ok(match &self.group {
            Some(group) => exports.into_iter().map(|export| export.named(group)).collect(),
            None => exports,
        })
    }

    fn print_previews(&self, looked: &[(Export, Preview)]) -> anyhow::Result<ExitCode> {
        for (_, preview) in looked.iter().filter(|_| self.json) {
            println!("{}", serde_json::to_string_pretty(preview)?);
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn record(&self, home: &Home, reading: &Reading, looked: &[(Export, Preview)]) -> anyhow::Result<ExitCode> {
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        let listener = tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                asked.store(true, Ordering::Relaxed);
            }
        });
        for (export, preview) in looked {
            let bar = progress(preview, self.json);
            let mut go_on = |read| {
                bar.set_position(read);
                !stop.load(Ordering::Relaxed)
            };
            let summary = imports::record(home, export, reading, preview, imports::new_run()?, &mut go_on).await;
            bar.finish_and_clear();
            let summary = summary.with_context(|| format!("{}", export.path().display()))?;
            self.print_summary(&summary, preview)?;
            if summary.stopped {
                return Ok(ExitCode::from(130));
            }
        }
        listener.abort();
        Ok(ExitCode::SUCCESS)
    }

    fn print_summary(&self, summary: &Summary, preview: &Preview) -> anyhow::Result<()> {
        if self.json {
            println!("{}", serde_json::to_string_pretty(summary)?);
            return Ok(());
        }
        println!("{}: {} of {} messages were new.", summary.name, summary.added, summary.messages);
        // What the export never had was said by the preview.
        let refused = summary.media.missing.saturating_sub(preview.media.missing);
        if refused > 0 {
            println!("{refused} of its files could not be kept: damaged, or too large. Their messages are there.");
        }
        if summary.stopped {
            println!("Stopped. What was read stays; import the file again to go on.");
        }
        println!("To take this import out again: laksana imports remove {}", summary.import);
        Ok(())
    }
}

fn progress(preview: &Preview, quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(preview.messages);
    let style = ProgressStyle::with_template("{bar:30} {pos} of {len} messages, {per_sec}, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn print_preview(preview: &Preview, zone_was_said: bool) {
    let span = |at: &Option<String>| at.as_ref().map_or_else(|| "?".to_owned(), |at| at.chars().take(16).collect());
    println!("{} ({})", preview.name, preview.file);
    println!("  {} messages by {} people", preview.messages, preview.people.len());
    println!("  from {} to {}", span(&preview.first_at), span(&preview.last_at));
    println!("  media: {} there, {} missing", preview.media.kept, preview.media.missing);
    let languages = preview.languages.iter().map(|share| format!("{} {} %", share.language, share.percent));
    println!("  languages: {}", languages.collect::<Vec<_>>().join(", "));
    println!("  dates read as {}: {}", preview.date_order, preview.date_reason);
    let said = if zone_was_said { "as told" } else { "assumed; say --timezone if the phone was elsewhere" };
    println!("  times read in {} ({said})", preview.timezone);
    println!("  {} system lines, {} unreadable", preview.system_lines, preview.unreadable_lines);
    for line in preview.unreadable.iter().take(5) {
        println!("    line {}: {}", line.line, line.reason);
    }
}
