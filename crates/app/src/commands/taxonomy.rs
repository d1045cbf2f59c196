//! `laksana taxonomy`: an organisation's own labels, and how well they are learned from its examples.

use crate::home::{Home, Place};
use anyhow::Context as _;
use brain::Encoder;
use domain::directory::Directory;
use domain::id::TicketNumber;
use domain::label::LabelSet;
use domain::member::Member;
use domain::request::{Command, Definition, TicketCommand, Via};
use domain::ticket::Category;
use engine::taxonomy::{Card, Examples, LabelLine, SetLine, card};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::need::Need;
use tokio::task::spawn_blocking;

/// What can be done with a taxonomy.
#[derive(Debug, clap::Subcommand)]
pub enum TaxonomyCommand {
    /// Take labels from a file of examples: each new ticket is labelled from then on
    Import {
        /// The file: .jsonl, or .csv with a column "text" and one for each set of labels
        file: PathBuf,
        /// The trade that a label belongs to, so that agreements, duties and reports go on: LABEL=CATEGORY, as often as needed
        #[arg(long, value_name = "LABEL=CATEGORY", value_parser = trade)]
        category: Vec<(String, Category)>,
    },
    /// Say which labels there are, how many examples of each, and which trade each belongs to
    Show,
    /// Give up a set of labels; tickets keep those they have
    End {
        /// What the set is called
        set: String,
    },
    /// Say which labels of a set a ticket has; with none, what was said is taken back
    Say {
        /// The ticket
        ticket: TicketNumber,
        /// What the set is called
        set: String,
        /// The labels
        labels: Vec<String>,
        /// That none of the labels fits
        #[arg(long, conflicts_with = "labels")]
        none: bool,
    },
    /// Say how well labels are learned from a file of examples: .jsonl, or .csv with a column "text" and one for each set of labels
    Eval {
        /// The file
        file: PathBuf,
        /// Print one JSON object instead of tables
        #[arg(long)]
        json: bool,
    },
}

impl TaxonomyCommand {
    /// Runs it.
    ///
    /// # Errors
    /// When the file holds no examples, naming the line at fault.
    pub async fn run(self, place: &Place) -> anyhow::Result<ExitCode> {
        match self {
            Self::Eval { file, json } => {
                let examples = read(&file)?;
                let encoder = (!place.words_only).then(Encoder::embedded);
                // Some hundred labellers are learned.
                let card = spawn_blocking(move || card(&examples, encoder)).await?;
                if json {
                    println!("{}", serde_json::to_string_pretty(&card)?);
                } else {
                    print!("{}", told(&card));
                }
            }
            Self::Import { file, category } => import(&place.open().await?, &file, &category).await?,
            Self::Show => show(&*place.open().await?.directory().await?),
            Self::End { set } => {
                let ended = LabelSet { name: set, ..LabelSet::default() };
                ask(&place.open().await?, vec![Command::Define(Box::new(Definition::Labels(ended)))]).await?;
            }
            Self::Say { ticket, set, labels, none } => {
                let labels = (none || !labels.is_empty()).then_some(labels);
                let command = Command::change(ticket, TicketCommand::Label(set, labels));
                ask(&place.open().await?, vec![command]).await?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn trade(said: &str) -> Result<(String, Category), String> {
    let (label, category) = said.rsplit_once('=').ok_or("say LABEL=CATEGORY")?;
    let words = || Category::ALL.iter().map(|category| category.word()).collect::<Vec<_>>().join(", ");
    let category = Category::from_word(category).ok_or_else(|| format!("choose one of {}", words()))?;
    Ok((label.to_owned(), category))
}

/// Defines what a file holds.
async fn import(home: &Home, file: &Path, trades: &[(String, Category)]) -> anyhow::Result<()> {
    let examples = read(file)?;
    let directory = home.directory().await?;
    let mut sets: Vec<LabelSet> =
        examples.sets.iter().map(|set| set.defined(&examples.texts, directory.labels.get(&set.name))).collect();
    for (name, category) in trades {
        let mut own = sets.iter_mut().flat_map(|set| &mut set.labels).filter(|label| label.name == *name).peekable();
        anyhow::ensure!(own.peek().is_some(), "{} has no label {name}", file.display());
        own.for_each(|label| label.category = Some(*category));
    }
    let count = sets.len();
    ask(home, sets.into_iter().map(|set| Command::Define(Box::new(Definition::Labels(set)))).collect()).await?;
    println!("Labels: {count} sets, from {} examples.", examples.texts.len());
    Ok(())
}

/// Asks for all of it or nothing.
async fn ask(home: &Home, commands: Vec<Command>) -> anyhow::Result<()> {
    let request = |command| home.request(Member::HOUSE, Via::Shell, command);
    let requests = commands.into_iter().map(request).collect::<anyhow::Result<Vec<_>>>()?;
    let mut draft = home.desk.draft(&home.org, &Need::of(&requests)).await?;
    for request in requests {
        draft.ask(request)?;
    }
    for answer in home.desk.commit(&mut draft).await? {
        answer?;
    }
    Ok(())
}

fn show(directory: &Directory) {
    for set in directory.labels.values().filter(|set| !set.labels.is_empty()) {
        let many = if set.is_several { "any number of" } else { "one of" };
        println!("{}: {many} {} labels, {} examples", set.name, set.labels.len(), set.examples.len());
        for label in &set.labels {
            let count = set.examples.iter().filter(|example| example.labels.contains(&label.name)).count();
            let trade = label.category.map_or_else(String::new, |category| format!(" = {}", category.word()));
            println!("  {}{trade} ({count})", label.name);
        }
    }
}

/// The examples of a file.
fn read(file: &Path) -> anyhow::Result<Examples> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    let is_table = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    let examples = if is_table { Examples::from_csv(&text) } else { Examples::from_jsonl(&text) };
    examples.with_context(|| format!("{shown}"))
}

/// The figures as text.
fn told(card: &Card) -> String {
    let mut lines = vec![format!("{} examples; each is asked about by what never saw it", card.examples)];
    let columns = [
        "learned from",
        "seen by",
        "right",
        "majority",
        "macro F1",
        "all at once",
        "calibration",
        "said",
        "said right",
    ];
    let head: String = columns.iter().map(|column| format!("{column:>13}")).collect();
    lines.push(format!("\n{:16}{head}", "set"));
    lines.extend(card.lines.iter().map(line));
    lines.extend(means(&card.lines));
    lines.push(format!("\n{:16}{:42}{:>10}{:>12}{:>10}", "set", "label", "recall", "precision", "F1"));
    let label = |own: &LabelLine| {
        let (recall, precision) = (own.recall.rate(), own.precision.rate());
        format!("{:16}{:42}{:>10}{:>12}{:>10.3}", own.set, own.label, rate(recall), rate(precision), own.f1)
    };
    lines.extend(card.labels.iter().map(label));
    lines.join("\n") + "\n"
}

fn line(own: &SetLine) -> String {
    let figures = [own.right, own.majority, own.macro_f1, own.exact, own.calibration_error, own.said];
    let figures: String = figures.iter().map(|figure| format!("{figure:>13.3}")).collect();
    format!("{:16}{:>13}{:>13}{figures}{:>13}", own.set, own.examples, own.sight, rate(own.said_right))
}

/// The mean of all sets, for each number of examples and each way of seeing them that all sets have.
fn means(lines: &[SetLine]) -> Vec<String> {
    let mut ways: Vec<(usize, &str)> = lines.iter().map(|own| (own.examples, own.sight)).collect();
    ways.sort_by_key(|(examples, _)| *examples);
    let sets = lines.iter().map(|own| own.set.as_str()).collect::<std::collections::BTreeSet<_>>().len();
    let mut said: Vec<(usize, &str)> = Vec::new();
    ways.retain(|way| {
        let is_new = !said.contains(way);
        said.push(*way);
        is_new
    });
    let mean = |(examples, sight): (usize, &str)| {
        let own: Vec<&SetLine> = lines.iter().filter(|own| (own.examples, own.sight) == (examples, sight)).collect();
        let of = |figure: fn(&SetLine) -> f64| own.iter().map(|own| figure(own)).sum::<f64>() / own.len() as f64;
        (own.len() == sets).then(|| {
            let (right, majority) = (of(|own| own.right), of(|own| own.majority));
            format!("{:16}{examples:>13}{sight:>13}{right:>13.3}{majority:>13.3}", "mean of all")
        })
    };
    ways.into_iter().filter_map(mean).collect()
}

fn rate(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}
