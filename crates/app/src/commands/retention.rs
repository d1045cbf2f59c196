//! `laksana retention`: for how long what is kept is kept, and removing what is over its time.

use crate::home::{Home, Place};
use crate::{chance, retention};
use domain::member::Member;
use domain::request::{Actor, Command, Definition, Via};
use domain::retention::{Retention, Trace};
use std::process::ExitCode;

/// What can be done with the time for which things are kept.
#[derive(Debug, clap::Subcommand)]
pub enum RetentionCommand {
    /// Say for how long each kind is kept
    Show,
    /// Have one kind kept for so many days
    Set {
        /// Which: words, files, letters, raw or openings
        #[arg(value_parser = trace)]
        trace: Trace,
        /// For how many days, or "forever"
        #[arg(value_parser = days)]
        days: Days,
    },
    /// Remove what is over its time, as is done each night while serving
    Apply {
        /// Only say what would go
        #[arg(long)]
        dry_run: bool,
    },
}

/// For how many days; none for ever.
#[derive(Clone, Copy, Debug)]
pub struct Days(Option<u32>);

fn trace(word: &str) -> Result<Trace, String> {
    Trace::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Trace::ALL.iter().map(|trace| trace.word()).collect();
        format!("choose one of {}", words.join(", "))
    })
}

fn days(word: &str) -> Result<Days, String> {
    if word == "forever" {
        return Ok(Days(None));
    }
    word.parse().map(|days| Days(Some(days))).map_err(|_| "say a number of days, or forever".to_owned())
}

impl RetentionCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When something cannot be kept so, or the database cannot be written.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let home = place.open().await?;
        match self {
            Self::Show => {
                let directory = home.directory().await?;
                for trace in Trace::ALL {
                    println!("{}", line(*trace, directory.kept_days(*trace)));
                }
            }
            Self::Set { trace, days: Days(days) } => {
                let command = Command::Define(Box::new(Definition::Retention(Retention { trace, days })));
                let request = home.request(Member::HOUSE, Via::Shell, command)?;
                for answer in home.desk.commit_all(&home.org, vec![request]).await? {
                    answer?;
                }
                println!("{}", line(trace, days));
            }
            Self::Apply { dry_run } => apply(&home, dry_run).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn line(trace: Trace, days: Option<u32>) -> String {
    let kept = days.map_or_else(|| "kept for ever".to_owned(), |days| format!("kept for {days} days"));
    format!("{:<10} {}: {kept}", trace.word(), trace.name())
}

async fn apply(home: &Home, dry_run: bool) -> anyhow::Result<()> {
    let went = if dry_run {
        retention::look(home, chance::now()).await?
    } else {
        let actor = Actor::Member(Member::HOUSE.to_owned());
        retention::apply(home, (&actor, Via::Shell), chance::now()).await?
    };
    if went.is_empty() {
        println!("Everything is kept for ever; laksana retention set says otherwise.");
    }
    let done = if dry_run { "would be removed" } else { "removed" };
    for one in &went {
        println!("{}: {} {done}, being older than {} days", one.trace.name(), one.count, one.days);
    }
    if dry_run {
        println!("What belongs to a ticket that is not closed stays until it is.");
    }
    Ok(())
}
