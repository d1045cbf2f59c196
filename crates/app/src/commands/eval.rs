//! `laksana eval`: how well the reader does on scenarios whose truth is known.

use anyhow::{Context as _, bail};
use brain::mind::Mind;
use engine::eval::{Card, Case, ClassLine, Share, eval};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say how well the reader does on a folder of scenarios with their truth, beside readers that know less
#[derive(Debug, clap::Args)]
pub struct Eval {
    /// A folder of scenarios (.json), each with its truth
    folder: PathBuf,
    /// Print one JSON object instead of tables
    #[arg(long)]
    json: bool,
}

impl Eval {
    /// Hears them and prints the figures.
    ///
    /// # Errors
    /// When the folder holds no scenario with its truth.
    pub async fn run(self, mind: &Mind) -> anyhow::Result<ExitCode> {
        let shown = self.folder.display();
        let entries = std::fs::read_dir(&self.folder).with_context(|| format!("cannot read {shown}"))?;
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
        let card = eval(&paths.iter().map(case).collect::<anyhow::Result<Vec<_>>>()?, mind).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&card)?);
        } else {
            print!("{}", told(&card));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The figures as tables.
fn told(card: &Card) -> String {
    let messages = card.readers.first().map_or(0, |reader| reader.kinds.of);
    let mut lines = vec![format!("{} scenarios, {messages} messages", card.scenarios)];
    lines.push(format!(
        "\n{:22}{:>10}{:>10}{:>10}{:>10}{:>12}",
        "", "kind", "macro F1", "issue F1", "category", "calibration"
    ));
    lines.extend(card.readers.iter().map(|reader| {
        let (kinds, categories) = (rate(reader.kinds), rate(reader.categories));
        let calibration = reader.calibration_error.map_or_else(|| "-".to_owned(), |error| format!("{error:.3}"));
        let (macro_f1, issue_f1) = (reader.kind_macro_f1, reader.issue_f1);
        format!("{:22}{kinds:>10}{macro_f1:>10.3}{issue_f1:>10.3}{categories:>10}{calibration:>12}", reader.name)
    }));
    lines.extend(classes("kind", &card.kinds));
    lines.extend(classes("category", &card.categories));
    lines.push(format!(
        "\n{:14}{:>9}{:>8}{:>13}{:>14}{:>10}{:>13}",
        "language", "messages", "kind", "words alone", "issue recall", "category", "calibration"
    ));
    lines.extend(card.languages.iter().map(|own| {
        let (kinds, plain, issues) = (rate(own.kinds), rate(own.plain_kinds), rate(own.issue_recall));
        let (of, categories, calibration) = (own.kinds.of, rate(own.categories), own.calibration_error);
        format!("{:14}{of:>9}{kinds:>8}{plain:>13}{issues:>14}{categories:>10}{calibration:>13.3}", own.name)
    }));
    lines.push(format!("\n{:14}{:>9}{:>8}{:>8}", "band", "messages", "share", "right"));
    lines.extend(card.bands.iter().map(|band| {
        let (share, right) = (rate(band.messages), rate(band.kinds));
        format!("{:14}{:>9}{share:>8}{right:>8}", band.name, band.messages.hits)
    }));
    let lost = card.issues_lost;
    lines.push(format!("\nissues read as something else that nobody is to look at: {} of {}\n", lost.hits, lost.of));
    lines.join("\n")
}

fn classes(title: &str, classes: &[ClassLine]) -> Vec<String> {
    let mut lines = vec![format!(
        "\n{title:14}{:>9}{:>10}{:>8}{:>8}{:>13}{:>13}",
        "true", "precision", "recall", "F1", "words alone", "calibration"
    )];
    lines.extend(classes.iter().filter(|class| class.recall.of + class.precision.of > 0).map(|class| {
        let calibration = class.calibration_error.map_or_else(|| "-".to_owned(), |error| format!("{error:.3}"));
        let (of, precision, recall) = (class.recall.of, rate(class.precision), rate(class.recall));
        format!(
            "{:14}{of:>9}{precision:>10}{recall:>8}{:>8.3}{:>13.3}{calibration:>13}",
            class.name, class.f1, class.plain_f1
        )
    }));
    lines
}

fn rate(share: Share) -> String {
    share.rate().map_or_else(|| "-".to_owned(), |rate| format!("{rate:.3}"))
}
