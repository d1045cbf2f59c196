//! How fast an exported chat is read and recorded: `cargo run --release -p benches --bin import [MESSAGES]`.
//!
//! The limit in the same run is parsing alone, without reading or recording. Memory is shown for a quarter of the
//! chat and for all of it: it must not grow with the length.

use benches::{Home, memory_mib, rate, timed};
use brain::mind::Mind;
use channels::export::Export;
use domain::time::{Instant, Zone};
use engine::import::{Reading, Surroundings, import, preview};
use engine::stamps::Stamps;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

const MESSAGES: usize = 40_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let asked = std::env::args().nth(1).map(|count| count.parse()).transpose()?;
    let messages: usize = asked.unwrap_or(MESSAGES);
    let folder = tempfile::tempdir()?;
    for part in [messages / 4, messages] {
        let file = folder.path().join(format!("WhatsApp Chat with Bench {part}.txt"));
        write_chat(&file, part)?;
        let (count, parsing) = parse(&file)?;
        println!("{count} messages");
        println!("  parsing alone       {:>9.0} messages/s", rate(count, parsing));
        for (name, mind, target) in [("words only", Mind::of_words(), 1_000.0), ("with encoder", Mind::new(), 300.0)] {
            let recording = record(&folder.path().join(format!("{part} {name}")), &file, mind).await?;
            let (now, most) = memory_mib();
            println!("  {name}");
            println!("    read and recorded {:>9.0} messages/s", rate(count, recording));
            println!("    ratio to parsing  {:>9.1} times slower", recording.as_secs_f64() / parsing.as_secs_f64());
            println!("    against {target:>5}/s   {:>9.2} times the target", rate(count, recording) / target);
            println!("    memory            {now:>9} MiB, at most {most} MiB");
        }
    }
    Ok(())
}

fn write_chat(file: &Path, messages: usize) -> anyhow::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for line in sim::world::chat_export(7, messages) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(())
}

fn parse(file: &Path) -> anyhow::Result<(u64, Duration)> {
    let export = Export::open(file)?;
    let order = export.date_order(None)?;
    let (survey, took) = timed(|| export.survey(order));
    Ok((survey?.messages, took))
}

async fn record(folder: &Path, file: &Path, mind: Mind) -> anyhow::Result<Duration> {
    std::fs::create_dir_all(folder)?;
    let home = Home::make(folder).await?;
    let export = Export::open(file)?;
    let reading = Reading { zone: Zone::utc(), order: None };
    let began = std::time::Instant::now();
    let looked = preview(&export, &reading)?;
    let around = Surroundings {
        desk: &home.desk,
        blobs: &home.blobs,
        org: &home.org,
        import: domain::id::ImportId::new("bench"),
        now: Instant::from_us(1_795_000_000_000_000),
        go_on: &mut |_| true,
        kept: &mut |_, _| {},
    };
    let summary = import(&export, &reading, &looked, around, mind, Stamps::seeded([1; 32])).await?;
    let took = began.elapsed();
    println!("  ({} tickets, {} reports of routine work)", summary.tickets, summary.reports);
    anyhow::ensure!(summary.added == looked.messages, "{} of {} were new", summary.added, looked.messages);
    Ok(took)
}
