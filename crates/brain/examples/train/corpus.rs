//! Single messages with labels, from tab-separated files.

use anyhow::{Context as _, Result, bail};
use brain::{CATEGORIES, Form, KINDS, LANGUAGES, PRIORITIES, Role};
use std::path::Path;

/// One labelled message without context.
#[derive(Clone, Debug)]
pub struct Row {
    pub language: Option<usize>,
    pub role: Role,
    pub kind: usize,
    pub topic: Option<(usize, usize)>,
    pub names_place: bool,
    pub form: Form,
    pub text: String,
}

/// Reads all `.tsv` files of a folder, in order of name.
pub fn load(folder: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for name in ["asian.tsv", "english.tsv", "malay-indonesian.tsv", "western.tsv"] {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
            rows.push(row(line).with_context(|| format!("{name}:{}", number + 1))?);
        }
    }
    Ok(rows)
}

fn row(line: &str) -> Result<Row> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [language, role, kind, category, priority, place, media, text] = columns[..] else {
        bail!("eight columns expected")
    };
    let index = |list: &[&str], word: &str| list.iter().position(|one| *one == word);
    Ok(Row {
        language: index(&LANGUAGES, tag(language)),
        role: Role::spelled(role),
        kind: index(&KINDS, kind).context("an unknown kind")?,
        topic: index(&CATEGORIES, category).zip(index(&PRIORITIES, priority)),
        names_place: place != "-",
        form: match media {
            "photo" => Form::Image,
            "video" => Form::Video,
            "voice" => Form::Audio,
            "location" => Form::Location,
            "document" => Form::Document,
            _ => Form::Text,
        },
        text: text.replace("\\n", "\n"),
    })
}

/// The language of a variety.
fn tag(variety: &str) -> &str {
    match variety {
        "ms-rojak" => "ms",
        "jv-id" => "jv",
        "zh-Hans" | "zh-Hant" | "yue" => "zh",
        other if other.ends_with("-Latn") => other,
        other => other.split('-').next().unwrap_or(other),
    }
}
