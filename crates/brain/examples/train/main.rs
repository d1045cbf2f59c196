//! Trains the reader from `train/data`, measures it by chats it has not seen and writes `model/reader.bin`.
//!
//! `cargo run --release -p brain --example train -- [--cross] [--dev FOLDER] [--dry] [--priorities] [--folds FOLDER]`

mod chats;
mod corpus;
mod implants;
mod learner;
mod measure;
mod recipe;

use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// What the command line asks for.
#[derive(Debug, Default)]
struct Wish {
    cross: bool,
    dry: bool,
    /// Only the head for priorities is taught; the others stay as the model has them.
    priorities: bool,
    verbose: bool,
    dev: Option<PathBuf>,
    folds: Option<PathBuf>,
}

fn main() -> Result<()> {
    let wish = wish(std::env::args().skip(1))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rows = corpus::load(&root.join("train/data"))?;
    let chats = chats::load(&root.join("train/data/chats"))?;
    println!("{} single messages, {} chats", rows.len(), chats.len());
    if let Some(folder) = &wish.folds {
        return measure::write_folds(&rows, &chats, folder);
    }
    if wish.cross {
        measure::cross(&rows, &chats, wish.verbose);
    }
    if wish.dry && wish.dev.is_none() {
        return Ok(());
    }
    let trained = recipe::train(&rows, &chats);
    let path = root.join("model/reader.bin");
    let bytes = if wish.priorities {
        trained.with_priorities(&std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?)
    } else {
        trained.written()
    };
    println!("model of {} bytes", bytes.len());
    if let Some(folder) = &wish.dev {
        measure::unseen(bytes.clone(), &chats::load(folder)?, wish.verbose)?;
    }
    if !wish.dry {
        std::fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn wish(words: impl Iterator<Item = String>) -> Result<Wish> {
    let mut wish = Wish::default();
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--cross" => wish.cross = true,
            "--folds" => wish.folds = Some(words.next().context("--folds wants a folder")?.into()),
            "--dry" => wish.dry = true,
            "--priorities" => wish.priorities = true,
            "--verbose" => wish.verbose = true,
            "--dev" => wish.dev = Some(words.next().context("--dev wants a folder")?.into()),
            _ => bail!("unknown option {word}"),
        }
    }
    Ok(wish)
}
