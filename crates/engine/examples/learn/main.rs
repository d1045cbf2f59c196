//! Trains the mind's judge from scenarios with truth, by running them through the engine, and writes replays of unseen ones.
//!
//! `cargo run --release -p engine --example learn -- TRAIN [--storms FOLDER] [--readers FOLDER] [--cross OUT]
//! [--oracle OUT] [--unseen FOLDER OUT] [--write]`

mod learner;
mod rehearse;
mod truth;

use anyhow::{Context as _, Result, bail};
use brain::mind::Mind;
use brain::mind::judge::Judge;
use brain::{Encoder, Reader};
use learner::Plan;
use rehearse::{Lead, Sample, walk};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use truth::{Case, load};

/// Scenarios held out together; the readers of `--readers` must have been trained with the same folds.
const FOLDS: usize = 6;
/// What the names of chats begin with that were written after the encoder was last taught.
const LATER: &str = "y-";
/// Networks that vote.
const VOTERS: u64 = 10;
/// Networks that vote in judges that are only measured with.
const VOTERS_HELD_OUT: u64 = 3;
/// Rounds in which the mind leads itself and learns from where it ends up.
const ROUNDS: usize = 1;

const TARGETS: Plan = Plan { hidden: 8, passes: 30, rate: 0.004, decay: 5e-3, dropout: 0.12, seed: 1 };
const KIND: Plan = Plan { hidden: 12, passes: 25, rate: 0.003, decay: 4e-3, dropout: 0.1, seed: 2 };

#[derive(Debug, Default)]
struct Wish {
    train: PathBuf,
    cross: Option<PathBuf>,
    oracle: Option<PathBuf>,
    storms: Option<PathBuf>,
    readers: Option<PathBuf>,
    encoders: Option<PathBuf>,
    unseen: Option<(PathBuf, PathBuf)>,
    write: bool,
    tune: bool,
}

fn main() -> Result<()> {
    let wish = wish(std::env::args().skip(1))?;
    let mut cases = load(&wish.train)?;
    if let Some(folder) = &wish.storms {
        if cases.len() % FOLDS != 0 {
            bail!("{} chats do not fill {FOLDS} folds: a storm would fall into another than its chat", cases.len());
        }
        cases.extend(load(folder)?);
    }
    let readers = readers(&cases, &wish)?;
    if let Some(out) = &wish.oracle {
        for (at, case) in cases.iter().enumerate() {
            let mind = Mind::with(readers[at], untaught());
            save(out, case, &walk(case, &mind, Lead::Truth)?.1)?;
        }
    }
    if wish.cross.is_none() && !wish.write && !wish.tune {
        return Ok(());
    }
    let led = samples(&cases, |at| Mind::with(readers[at], untaught()), Lead::Truth)?;
    println!("{} samples", led.iter().map(Vec::len).sum::<usize>());
    if wish.tune {
        return tune(&led, &cases, &readers);
    }
    let judges = std::thread::scope(|scope| {
        let (led, cases, readers) = (&led, &cases, &readers);
        let threads: Vec<_> = (0..FOLDS).map(|fold| scope.spawn(move || held_out(led, cases, readers, fold))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a fold does not panic")).collect::<Result<Vec<_>>>()
    })?;
    if let Some(out) = &wish.cross {
        for (at, case) in cases.iter().enumerate() {
            let mind = Mind::with(readers[at], judges[at % FOLDS]);
            save(out, case, &walk(case, &mind, Lead::Mind)?.1)?;
        }
    }
    if wish.write {
        let own = samples(&cases, |at| Mind::with(readers[at], judges[at % FOLDS]), Lead::Mind)?;
        let all: Vec<&Sample> = led.iter().chain(&own).flatten().collect();
        let judge: &'static Judge = Box::leak(Box::new(train(&all, VOTERS)));
        if let Some((folder, out)) = &wish.unseen {
            let reader = reader(None, "all", wish.encoders.as_deref(), "all")?;
            for case in load(folder)? {
                save(out, &case, &walk(&case, &Mind::with(reader, judge), Lead::Mind)?.1)?;
            }
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../brain/model/mind.bin");
        std::fs::write(&path, judge.written()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Prints how plans do on folds they have not seen: right targets, and log-loss, in chats where the mind leads itself.
fn tune(led: &[Vec<Sample>], cases: &[Arc<Case>], readers: &[&'static Reader]) -> Result<()> {
    let mut own = Vec::new();
    for fold in 0..FOLDS {
        let first: Vec<&Sample> = (0..cases.len()).filter(|at| at % FOLDS != fold).flat_map(|at| &led[at]).collect();
        let judge: &'static Judge = Box::leak(Box::new(train(&first, 1)));
        for at in (0..cases.len()).filter(|at| at % FOLDS == fold) {
            own.push((at, walk(&cases[at], &Mind::with(readers[at], judge), Lead::Mind)?.0));
        }
    }
    own.sort_by_key(|(at, _)| *at);
    for (name, plan) in learner::variants(TARGETS) {
        let tally = |folds: &[usize]| {
            let mut tally = (0, 0, 0.0);
            for fold in folds {
                let known = |at: &usize| at % FOLDS != *fold;
                let samples: Vec<&Sample> =
                    (0..cases.len()).filter(known).flat_map(|at| led[at].iter().chain(&own[at].1)).collect();
                let judge = Judge { targets: vec![learner::targets(&samples, plan)], kinds: Vec::new() };
                for sample in (0..cases.len()).filter(|at| !known(at)).flat_map(|at| &own[at].1) {
                    let likely = judge.weigh(&sample.signs);
                    tally.0 += usize::from(brain::largest(&likely) == sample.gold);
                    tally.1 += 1;
                    tally.2 -= likely[sample.gold].max(1e-6).ln();
                }
            }
            tally
        };
        let (a, b) = std::thread::scope(|scope| {
            let half = scope.spawn(|| tally(&[0, 1, 2]));
            let other = tally(&[3, 4, 5]);
            (half.join().expect("a fold does not panic"), other)
        });
        let of = (a.1 + b.1) as f32;
        println!("{name:30} right {:.4} loss {:.4}", (a.0 + b.0) as f32 / of, (a.2 + b.2) / of);
    }
    Ok(())
}

/// A judge that has not seen one fold: first from chats led by the truth, then also from where it leads itself.
fn held_out(
    led: &[Vec<Sample>],
    cases: &[Arc<Case>],
    readers: &[&'static Reader],
    fold: usize,
) -> Result<&'static Judge> {
    let known = |at: &usize| at % FOLDS != fold;
    let first: Vec<&Sample> = (0..cases.len()).filter(known).flat_map(|at| &led[at]).collect();
    let mut judge: &'static Judge = Box::leak(Box::new(train(&first, 2)));
    for _ in 0..ROUNDS {
        let mut own = Vec::new();
        for at in (0..cases.len()).filter(known) {
            own.extend(walk(&cases[at], &Mind::with(readers[at], judge), Lead::Mind)?.0);
        }
        let all: Vec<&Sample> = first.iter().copied().chain(&own).collect();
        judge = Box::leak(Box::new(train(&all, VOTERS_HELD_OUT)));
    }
    Ok(judge)
}

fn train(samples: &[&Sample], voters: u64) -> Judge {
    let seeded = |plan: Plan, voter: u64| Plan { seed: plan.seed + 10 * voter, ..plan };
    Judge {
        targets: (0..voters).map(|voter| learner::targets(samples, seeded(TARGETS, voter))).collect(),
        kinds: (0..voters).map(|voter| learner::kinds(samples, seeded(KIND, voter))).collect(),
    }
}

fn samples(cases: &[Arc<Case>], mind: impl Fn(usize) -> Mind, lead: Lead) -> Result<Vec<Vec<Sample>>> {
    cases.iter().enumerate().map(|(at, case)| Ok(walk(case, &mind(at), lead)?.0)).collect()
}

/// A judge that knows nothing.
fn untaught() -> &'static Judge {
    Box::leak(Box::new(Judge { targets: Vec::new(), kinds: Vec::new() }))
}

/// For each case a reader of words that has not seen its fold, or the one that ships; beside it an encoder that has not
/// seen the case: that of the fold, or `encoder-later.bin` for chats whose names begin with [`LATER`].
fn readers(cases: &[Arc<Case>], wish: &Wish) -> Result<Vec<&'static Reader>> {
    let of_folds = |encoder: &dyn Fn(usize) -> String| -> Result<Vec<_>> {
        (0..FOLDS)
            .map(|fold| reader(wish.readers.as_deref(), &fold.to_string(), wish.encoders.as_deref(), &encoder(fold)))
            .collect()
    };
    let known = of_folds(&|fold| fold.to_string())?;
    let is_later = |case: &Case| case.path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(LATER));
    let later = if cases.iter().any(|case| is_later(case)) { of_folds(&|_| "later".to_owned())? } else { Vec::new() };
    let of = |(at, case): (usize, &Arc<Case>)| if is_later(case) { later[at % FOLDS] } else { known[at % FOLDS] };
    Ok(cases.iter().enumerate().map(of).collect())
}

fn reader(folder: Option<&Path>, name: &str, encoders: Option<&Path>, encoder: &str) -> Result<&'static Reader> {
    let read = |folder: &Path, name: String| -> Result<&'static [u8]> {
        let path = folder.join(name);
        Ok(std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?.leak())
    };
    let mut reader = match folder {
        Some(folder) => Reader::open(read(folder, format!("reader-{name}.bin"))?)?,
        None => Reader::of_words().clone(),
    };
    if let Some(folder) = encoders {
        let encoder = Encoder::open(read(folder, format!("encoder-{encoder}.bin"))?)?;
        reader = reader.beside(Box::leak(Box::new(encoder)));
    }
    Ok(Box::leak(Box::new(reader)))
}

fn save(out: &Path, case: &Case, replay: &engine::replay::Replay) -> Result<()> {
    std::fs::create_dir_all(out)?;
    let name = case.path.file_name().context("a scenario has a name")?;
    Ok(std::fs::write(out.join(name), serde_json::to_string(replay)?)?)
}

fn wish(mut words: impl Iterator<Item = String>) -> Result<Wish> {
    let mut wish = Wish { train: words.next().context("name the folder to learn from")?.into(), ..Wish::default() };
    while let Some(word) = words.next() {
        let mut path = || words.next().map(PathBuf::from).context("a folder is missing");
        match word.as_str() {
            "--cross" => wish.cross = Some(path()?),
            "--oracle" => wish.oracle = Some(path()?),
            "--storms" => wish.storms = Some(path()?),
            "--encoders" => wish.encoders = Some(path()?),
            "--readers" => wish.readers = Some(path()?),
            "--unseen" => wish.unseen = Some((path()?, path()?)),
            "--tune" => wish.tune = true,
            "--write" => wish.write = true,
            _ => bail!("unknown option {word}"),
        }
    }
    Ok(wish)
}
