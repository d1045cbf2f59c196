//! How long it takes to read a message: `cargo run --release -p benches --bin read`.
//!
//! The messages are the single messages that the reader was taught with, a few thousand in thirty varieties, each once. Limits:
//! 150 µs at p99 by words alone; with the encoder 30 ms at p95 one by one, and 300 a second in bulk.

use benches::{memory_mib, rate, timed};
use brain::{Context, Encoder, Reader, Role, Utterance};
use std::hint::black_box;
use std::time::Duration;

/// Messages read one by one with the encoder.
const ALONE: usize = 400;

fn main() -> anyhow::Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/brain/train/data");
    let mut texts = Vec::new();
    for name in ["asian", "english", "malay-indonesian", "western"] {
        let lines = std::fs::read_to_string(format!("{folder}/{name}.tsv"))?;
        texts.extend(lines.lines().filter_map(|line| line.rsplit('\t').next()).map(str::to_owned));
    }
    let said: Vec<Utterance<'_>> = texts
        .iter()
        .map(|text| Utterance { text, role: Role::Resident, is_group: true, ..Utterance::default() })
        .collect();
    let context = Context::default();
    let (words, _) = timed(Reader::of_words);
    let (encoder, opening) = timed(Encoder::embedded);
    let by_words = each(&said, |one| {
        black_box(words.read(one, &context));
    });
    println!("{} messages", said.len());
    told("words alone, p99", quantile(&by_words, 99), Duration::from_micros(150));
    println!("  the encoder is unpacked in {opening:.1?}");
    let alone = each(&said[..ALONE], |one| {
        black_box(encoder.read(one, None));
    });
    told("with encoder, p95", quantile(&alone, 95), Duration::from_millis(30));
    let rest = &said[ALONE..];
    let ((), took) = timed(|| encoder.read_ahead(rest.iter().map(|one| (*one, None))));
    let bulk = rate(rest.len() as u64, took);
    println!("  in bulk             {bulk:>9.0} messages/s, {:.2} times the limit of 300", bulk / 300.0);
    let (now, most) = memory_mib();
    println!("  memory              {now:>9} MiB, at most {most} MiB");
    Ok(())
}

fn each<T>(said: &[T], read: impl Fn(&T)) -> Vec<Duration> {
    let mut spent: Vec<Duration> = said.iter().map(|one| timed(|| read(one)).1).collect();
    spent.sort_unstable();
    spent
}

fn quantile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

fn told(name: &str, took: Duration, limit: Duration) {
    println!("  {name:19} {took:>9.1?}, {:.2} times the limit of {limit:?}", took.as_secs_f64() / limit.as_secs_f64());
}
