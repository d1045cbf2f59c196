//! The hunter: runs seed after seed until something does not hold, and says how to see it again.
//!
//! `SEED=7 STEPS=2000 cargo run --release -p sim` runs one seed; without `SEED` it goes on from 1. `SEEDS` says how
//! many, `DAYS=30` lives so many days of one site instead, each time with its seconds, `CHECK=1` makes the dear checks after every step, `MIND=1` has the built-in reader read, `TEST_POSTGRES_URL` is left to the tests.

use sim::run::{Outcome, Plan, month, run};
use std::process::ExitCode;
use store::{Db, migrate};

/// Steps of a run, when nobody says.
const STEPS: usize = 400;
/// Seeds of a hunt, when nobody says.
const SEEDS: u64 = 1_000;
/// A hunt looks as closely as a test.
const CHECK_EVERY: usize = 25;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let seed = number("SEED");
    let steps = number("STEPS").and_then(|steps| usize::try_from(steps).ok()).unwrap_or(STEPS);
    let seeds = number("SEEDS").unwrap_or(if seed.is_some() { 1 } else { SEEDS });
    let check_every = number("CHECK").and_then(|every| usize::try_from(every).ok()).unwrap_or(CHECK_EVERY);
    let first = seed.unwrap_or(1);
    for seed in first..first.saturating_add(seeds) {
        if let Some(days) = number("DAYS").and_then(|days| i64::try_from(days).ok()) {
            match one_month(seed, days).await {
                Ok(told) => println!("{told}"),
                Err(failure) => {
                    println!("{failure}");
                    return ExitCode::FAILURE;
                }
            }
            continue;
        }
        let plan = Plan { seed, steps, check_every, real_reader: number("MIND") == Some(1) };
        match one(plan).await {
            Ok(outcome) => println!("seed {seed} holds: {}", told(&outcome)),
            Err(failure) => {
                println!("{failure}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

async fn one(plan: Plan) -> Result<Outcome, String> {
    let db = Db::connect("sqlite::memory:").await.map_err(|error| error.to_string())?;
    migrate::up(&db).await.map_err(|error| error.to_string())?;
    let outcome = run(db.clone(), plan).await.map_err(|failure| failure.to_string());
    db.close().await;
    outcome
}

async fn one_month(seed: u64, days: i64) -> Result<String, String> {
    let db = Db::connect("sqlite::memory:").await.map_err(|error| error.to_string())?;
    migrate::up(&db).await.map_err(|error| error.to_string())?;
    let begun = std::time::Instant::now();
    let outcome = month(db.clone(), seed, days).await.map_err(|failure| failure.to_string());
    let seconds = begun.elapsed().as_secs_f64();
    db.close().await;
    Ok(format!("{days} days of seed {seed} hold, {seconds:.1} s: {}", told(&outcome?)))
}

fn told(outcome: &Outcome) -> String {
    let done: Vec<String> = outcome.done.iter().map(|(what, times)| format!("{what} {times}")).collect();
    let days: Vec<String> = outcome.days.iter().map(|(how, times)| format!("{how} {times}")).collect();
    let head = outcome.head.get(..12).unwrap_or(&outcome.head);
    format!(
        "{} steps, {} messages, {} tickets, {} entries, days of tasks: {}; head {head} ({})",
        outcome.steps,
        outcome.messages,
        outcome.tickets,
        outcome.entries,
        days.join(", "),
        done.join(", ")
    )
}

/// A number from the environment.
#[expect(clippy::disallowed_methods, reason = "a tool for the bench, told what to do through its environment")]
fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}
