//! From an exported chat to what it already tells: `cargo run --release -p benches --bin day_zero [MESSAGES]`.
//!
//! 40,000 messages, or as many as asked for, are read, recorded and reported on, as the page and as a document. The limit
//! for all of it is a minute.

use benches::{Home, imprint, memory_mib};
use brain::mind::Mind;
use channels::export::Export;
use domain::id::ImportId;
use domain::time::{Instant, Zone};
use engine::import::{Reading, Surroundings, import, preview};
use engine::stamps::Stamps;
use reports::{Eyes, Report, Rhythm, Scope, Wording};
use std::io::Write as _;
use web::{Manner, ReportForm, WantedReport, load_report, report_document};

const MESSAGES: usize = 40_000;
const LIMIT_S: f64 = 60.0;
const NOW_US: i64 = 1_795_000_000_000_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let messages = std::env::args().nth(1).map(|count| count.parse()).transpose()?.unwrap_or(MESSAGES);
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("WhatsApp Chat with Bench.txt");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for line in sim::world::chat_export(7, messages) {
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    let home = Home::make(folder.path()).await?;
    let (now, zone) = (Instant::from_us(NOW_US), Zone::utc());
    let began = std::time::Instant::now();
    let export = Export::open(&file)?;
    let reading = Reading { zone: zone.clone(), order: None };
    let looked = preview(&export, &reading)?;
    let around = Surroundings {
        desk: &home.desk,
        blobs: &home.blobs,
        org: &home.org,
        import: ImportId::new("bench"),
        now,
        go_on: &mut |_| true,
        kept: &mut |_, _| {},
    };
    let summary = import(&export, &reading, &looked, around, Mind::new(), Stamps::seeded([1; 32])).await?;
    let read_s = began.elapsed().as_secs_f64();
    let wanted =
        WantedReport { rhythm: Rhythm::Whole, day: now.day(&zone), scope: Scope::Everything, eyes: Eyes::House };
    let (material, _) = load_report(&home.desk, &home.org, &zone, wanted, now).await?;
    let report = Report::of(&material);
    let recurs = engine::propose::recurring(&home.desk, &home.org, &zone, now, |_| true).await?.len();
    let page_s = began.elapsed().as_secs_f64() - read_s;
    let imprint = imprint();
    let manner = Manner { wording: Wording::english(), address: None, imprint: &imprint };
    let document = report_document(&material, ReportForm::Pdf, manner)?;
    let all_s = began.elapsed().as_secs_f64();
    let (tickets, sections) = (summary.tickets, report.sections.len());
    println!("{} messages, {tickets} tickets, {sections} sections, {recurs} habits", summary.added);
    println!("  read and recorded   {read_s:>8.1} s");
    println!("  figures             {page_s:>8.1} s");
    println!("  document            {:>8.1} s, {} KiB", all_s - read_s - page_s, document.len() / 1024);
    println!("  of the minute       {:>8.0} %", all_s / LIMIT_S * 100.0);
    let (now, most) = memory_mib();
    println!("  memory {now} MiB, at most {most} MiB");
    Ok(())
}
