//! `laksana eval`: how well the reader does on scenarios whose truth is known, or on what members said of messages; the page
//! "How messages are read" shows the same tables.

use crate::home::{Home, Place};
use anyhow::{Context as _, bail};
use engine::eval::{Card, Case, ClassLine, Share, eval, of_corrections};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::read::corrections::corrected;
use tokio::task::spawn_blocking;
use web::{Door, Table};

/// Say how well the reader does, beside readers that know less: on what members said of messages, or on a folder of scenarios with their truth
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// A folder of scenarios (.json), each with its truth; what members said of messages here when left out
    folder: Option<PathBuf>,
    /// Print one JSON object instead of tables
    #[arg(long)]
    json: bool,
}

impl Eval {
    /// Hears them and prints the figures.
    ///
    /// # Errors
    /// When the folder holds no scenario with its truth, or nobody said anything of a message yet.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        let card = match &self.folder {
            Some(folder) => eval(&cases(folder)?, &place.mind()).await?,
            None => match own(&place.open().await?).await? {
                Some(card) => card,
                None => bail!("no member said yet what a message means; name a folder of scenarios with their truth"),
            },
        };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&card)?);
        } else {
            print!("{}", told(&card));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The scenarios of a folder.
fn cases(folder: &Path) -> anyhow::Result<Vec<Case>> {
    let shown = folder.display();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {shown}"))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    if paths.is_empty() {
        bail!("{shown} holds no scenario: files that end in .json");
    }
    let case = |path: &PathBuf| -> anyhow::Result<Case> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {shown}"))?;
        Case::from_json(&text).with_context(|| format!("{shown} is no scenario with its truth"))
    };
    paths.iter().map(case).collect()
}

/// The figures of what members said here; none when they said nothing yet.
async fn own(home: &Home) -> anyhow::Result<Option<Card>> {
    let corrected = corrected(&home.db, &home.org).await?;
    if corrected.is_empty() {
        return Ok(None);
    }
    // Reading thousands of messages by their words is work for a processor.
    Ok(Some(spawn_blocking(move || of_corrections(&corrected)).await?))
}

/// What the pages are lent.
pub fn door(home: &Home) -> Door<(), Vec<Table>> {
    let home = home.clone();
    Box::new(move |()| {
        let home = home.clone();
        Box::pin(async move {
            let card = own(&home).await.map_err(|error| format!("The figures cannot be made: {error:#}."))?;
            Ok(card.as_ref().map(tables).unwrap_or_default())
        })
    })
}

/// The figures as text.
fn told(card: &Card) -> String {
    let messages = card.readers.first().map_or(0, |reader| reader.kinds.of);
    let of = if card.scenarios == 0 { "what members said".to_owned() } else { format!("{} scenarios", card.scenarios) };
    let mut lines = vec![format!("{of}, {messages} messages")];
    for table in tables(card) {
        let above: String = table.columns.iter().map(|column| format!("{column:>14}")).collect();
        lines.push(format!("\n{:22}{above}", table.title));
        lines.extend(table.rows.iter().map(|(name, cells)| {
            let cells: String = cells.iter().map(|cell| format!("{cell:>14}")).collect();
            format!("{name:22}{cells}")
        }));
    }
    let lost = card.issues_lost;
    lines.push(format!("\nissues read as something else that nobody is to look at: {} of {}\n", lost.hits, lost.of));
    lines.join("\n")
}

/// The figures as tables.
fn tables(card: &Card) -> Vec<Table> {
    let readers = card.readers.iter().map(|reader| {
        let cells = [
            rate(reader.kinds),
            number(reader.kind_macro_f1),
            number(reader.issue_f1),
            rate(reader.categories),
            reader.calibration_error.map_or_else(nothing, number),
        ];
        (reader.name.to_owned(), cells.to_vec())
    });
    let languages = card.languages.iter().map(|own| {
        let cells = [
            own.kinds.of.to_string(),
            rate(own.kinds),
            rate(own.plain_kinds),
            rate(own.issue_recall),
            rate(own.categories),
            number(own.calibration_error),
        ];
        (own.name.clone(), cells.to_vec())
    });
    let bands = card.bands.iter().map(|band| {
        let cells = [band.messages.hits.to_string(), rate(band.messages), rate(band.kinds)];
        (band.name.to_owned(), cells.to_vec())
    });
    vec![
        Table {
            title: "reader".to_owned(),
            columns: vec!["kind", "macro F1", "issue F1", "category", "calibration"],
            rows: readers.collect(),
        },
        classes("kind", &card.kinds),
        classes("category", &card.categories),
        Table {
            title: "language".to_owned(),
            columns: vec!["messages", "kind", "words alone", "issue recall", "category", "calibration"],
            rows: languages.collect(),
        },
        Table { title: "band".to_owned(), columns: vec!["messages", "share", "right"], rows: bands.collect() },
    ]
}

fn classes(title: &str, classes: &[ClassLine]) -> Table {
    let row = |class: &ClassLine| {
        let cells = [
            class.recall.of.to_string(),
            rate(class.precision),
            rate(class.recall),
            number(class.f1),
            number(class.plain_f1),
            class.calibration_error.map_or_else(nothing, number),
        ];
        (class.name.to_owned(), cells.to_vec())
    };
    let present = classes.iter().filter(|class| class.recall.of + class.precision.of > 0);
    Table {
        title: title.to_owned(),
        columns: vec!["true", "precision", "recall", "F1", "words alone", "calibration"],
        rows: present.map(row).collect(),
    }
}

fn rate(share: Share) -> String {
    share.rate().map_or_else(nothing, number)
}

fn number(share: f64) -> String {
    format!("{share:.3}")
}

fn nothing() -> String {
    "-".to_owned()
}
