//! `laksana backup create|verify|restore`: a copy of everything, made while the program runs.

use crate::backups::{self, Watcher};
use crate::home::Place;
use indicatif::{ProgressBar, ProgressStyle};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

/// Backups of the journal, the media, the signing key and the settings file.
#[derive(Debug, clap::Subcommand)]
pub enum Backup {
    /// Make a backup in a folder of backups, while everything goes on
    Create {
        /// The folder of backups; made when it is not there
        folder: PathBuf,
        /// Delete all backups in it but the newest so many, once the new one is whole
        #[arg(long, value_name = "N")]
        keep: Option<NonZeroUsize>,
    },
    /// Read a backup through: every file's digest, and the journal's chain
    Verify {
        /// A backup, or a folder of backups, of which the newest is read
        backup: PathBuf,
    },
    /// Make an installation from a backup, in the folder that --data names and the database of --database-url
    Restore {
        /// A backup, or a folder of backups, of which the newest is taken
        backup: PathBuf,
    },
}

impl Backup {
    /// Runs it. The exit code is 1 when something was found wrong.
    ///
    /// # Errors
    /// When something cannot be read or written, or there is an installation where one is to be restored.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let mut bar = Bar::default();
        match self {
            Self::Create { folder, keep } => {
                let made = backups::create(place, &folder, keep.map(NonZeroUsize::get), &mut bar).await?;
                bar.end();
                println!(
                    "{}: {} entries and {} files, {} of them as in the backup before.",
                    made.path.display(),
                    made.about.entries,
                    made.files,
                    made.linked
                );
                if let Some(bucket) = &made.about.bucket {
                    println!(
                        "The media lie in {bucket} and are not in it; copy or version the bucket by its own means."
                    );
                }
                if made.deleted > 0 {
                    println!("{} older backups were deleted.", made.deleted);
                }
                made.faults.iter().for_each(|fault| eprintln!("laksana: {fault}"));
                Ok(code(made.faults.is_empty()))
            }
            Self::Verify { backup } => {
                let backup = backups::at(&backup)?;
                let (wrong, entries) = backups::verify(&backup, &mut bar).await?;
                bar.end();
                wrong.iter().for_each(|wrong| println!("{wrong}"));
                if wrong.is_empty() {
                    println!("{} is whole: {entries} entries, and the chain is intact.", backup.display());
                }
                Ok(code(wrong.is_empty()))
            }
            Self::Restore { backup } => {
                let backup = backups::at(&backup)?;
                let restored = backups::restore(&backup, place, &mut bar).await?;
                bar.end();
                println!(
                    "{} entries of {} are in {} now. Check it with: laksana verify",
                    restored.entries,
                    restored.made_at,
                    place.data.display()
                );
                if let Some(settings) = &restored.set_aside {
                    println!(
                        "Its settings name where the original lies, and are set aside in {}: mend them and call them laksana.toml.",
                        settings.display()
                    );
                }
                println!("Let only one of the two installations run: both would answer the same people.");
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

fn code(is_sound: bool) -> ExitCode {
    if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Progress, for somebody who looks at a terminal.
#[derive(Default)]
struct Bar(Option<ProgressBar>);

impl Bar {
    fn end(&mut self) {
        if let Some(bar) = self.0.take() {
            bar.finish_and_clear();
        }
    }
}

impl Watcher for Bar {
    fn begins(&mut self, what: &'static str, steps: Option<u64>) {
        self.end();
        let (bar, style) = match steps {
            Some(steps) => (ProgressBar::new(steps), "{bar:30} {pos} of {len} {msg}, {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {pos} {msg}, {elapsed}"),
        };
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        self.0 = Some(bar);
    }

    fn reaches(&mut self, steps: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(steps);
        }
    }
}
