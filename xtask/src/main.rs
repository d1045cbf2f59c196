//! Chores of the repository itself: `cargo run -p xtask -- CHORE`.

mod pg;
mod wording;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p xtask -- CHORE

chores:
  pg COMMAND [ARGUMENT..]   run COMMAND with a throwaway PostgreSQL server in TEST_POSTGRES_URL
  wording                   what the tables of words lack in which the pages speak";

fn main() -> anyhow::Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((chore, rest)) if chore == "pg" => pg::run(rest),
        Some((chore, [])) if chore == "wording" => wording::run(),
        _ => anyhow::bail!(USAGE),
    }
}
