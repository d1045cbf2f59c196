//! Examples of an organisation's own labels, as people write them into a file; and how well they are learned.

mod card;
mod trial;

use domain::label::{LABELS_MAX, Label, LabelExample, SETS_MAX, TEXT_MAX};
use serde_json::Value;
use std::collections::BTreeMap;

pub use card::{Card, LabelLine, SetLine};
pub use trial::{Sight, TRIED_MAX, card, tried};

/// Most examples that are taken from a file.
pub const EXAMPLES_MAX: usize = 20_000;
/// What the column with the words is called.
const TEXT: &str = "text";
/// What parts several labels in a table.
const AND: char = ';';

/// Texts with their labels, set by set.
#[derive(Debug, Default)]
pub struct Examples {
    /// The sets, in the order of their names.
    pub sets: Vec<LabelSet>,
    /// The texts.
    pub texts: Vec<String>,
}

/// A set of labels, such as "urgency", and which of them each text has.
#[derive(Debug)]
pub struct LabelSet {
    /// What it is called.
    pub name: String,
    /// Its labels, in the order of their names.
    pub labels: Vec<String>,
    /// Whether a text may have several.
    pub is_several: bool,
    /// For each text, the places of its labels; none where the text says nothing of this set.
    pub truth: Vec<Option<Vec<usize>>>,
}

/// Why a file holds no examples.
#[derive(Debug, thiserror::Error)]
pub enum BadExamples {
    /// A line is none.
    #[error("line {line}: {why}")]
    Line {
        /// Which, from one on.
        line: usize,
        /// Why.
        why: String,
    },
    /// There is too much of something.
    #[error("more than {most} {of}")]
    TooMany {
        /// Of what.
        of: &'static str,
        /// How many would do.
        most: usize,
    },
    /// There is nothing.
    #[error("no example: each is a text with at least one label")]
    Nothing,
}

/// What one line says: a text, and labels by set, and whether they were written as several.
type Line = (String, BTreeMap<String, (Vec<String>, bool)>);

impl Examples {
    /// Reads what somebody pasted or uploaded: JSON lines where it begins like one, or else a table.
    ///
    /// # Errors
    /// When it is neither.
    pub fn from_text(text: &str) -> Result<Self, BadExamples> {
        let text = text.trim_start_matches('\u{feff}');
        if text.trim_start().starts_with('{') { Self::from_jsonl(text) } else { Self::from_csv(text) }
    }

    /// Reads one JSON object a line: `{"text": "…", "urgency": "low", "category": ["a", "b"]}`.
    ///
    /// # Errors
    /// When a line is none.
    pub fn from_jsonl(text: &str) -> Result<Self, BadExamples> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let read = |(at, line)| of_json(line).map_err(|why| BadExamples::Line { line: at + 1, why });
        Self::of(lines.map(read))
    }

    /// Reads a table with a column `text` and one for each set; several labels in a cell are parted by semicolons.
    ///
    /// # Errors
    /// When it is none.
    pub fn from_csv(text: &str) -> Result<Self, BadExamples> {
        // What is copied from a spreadsheet is parted by tabs.
        let mark = if text.lines().next().is_some_and(|head| head.contains('\t')) { b'\t' } else { b',' };
        let mut table = csv::ReaderBuilder::new();
        let mut table = table.delimiter(mark).trim(csv::Trim::All).flexible(false).from_reader(text.as_bytes());
        let bad = |line: usize, why: &dyn std::fmt::Display| BadExamples::Line { line, why: why.to_string() };
        let columns = table.headers().map_err(|error| bad(1, &error))?.clone();
        let place = columns.iter().position(|column| column == TEXT);
        let place = place.ok_or_else(|| bad(1, &"no column is called text"))?;
        // What one cell of a column says as several, its other cells may say, too.
        let read = |(at, row): (usize, Result<csv::StringRecord, csv::Error>)| {
            let row = row.map_err(|error| bad(at + 2, &error))?;
            let mut sets = BTreeMap::new();
            for (column, cell) in
                columns.iter().zip(&row).enumerate().filter(|(at, _)| *at != place).map(|(_, pair)| pair)
            {
                let labels: Vec<String> =
                    cell.split(AND).map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned).collect();
                if !labels.is_empty() {
                    let is_several = labels.len() > 1;
                    sets.insert(column.to_owned(), (labels, is_several));
                }
            }
            Ok((row.get(place).unwrap_or_default().to_owned(), sets))
        };
        Self::of(table.records().enumerate().map(read))
    }

    fn of(lines: impl Iterator<Item = Result<Line, BadExamples>>) -> Result<Self, BadExamples> {
        let lines: Vec<Line> = lines.take(EXAMPLES_MAX + 1).collect::<Result<_, _>>()?;
        let most = |of, count: usize, most| if count > most { Err(BadExamples::TooMany { of, most }) } else { Ok(()) };
        most("examples", lines.len(), EXAMPLES_MAX)?;
        let mut names: BTreeMap<&str, (Vec<&str>, bool)> = BTreeMap::new();
        for (set, (labels, is_several)) in lines.iter().flat_map(|(_, sets)| sets) {
            let known = names.entry(set).or_default();
            known.0.extend(labels.iter().map(String::as_str));
            known.1 |= is_several;
        }
        most("sets of labels", names.len(), SETS_MAX)?;
        let mut sets = Vec::new();
        for (name, (mut labels, is_several)) in names {
            labels.sort_unstable();
            labels.dedup();
            most("labels in a set", labels.len(), LABELS_MAX)?;
            let place = |label: &String| labels.binary_search(&label.as_str()).ok();
            let truth = |(_, said): &Line| said.get(name).map(|(own, _)| own.iter().filter_map(place).collect());
            sets.push(LabelSet {
                name: name.to_owned(),
                truth: lines.iter().map(truth).collect(),
                labels: labels.into_iter().map(str::to_owned).collect(),
                is_several,
            });
        }
        if sets.is_empty() {
            return Err(BadExamples::Nothing);
        }
        Ok(Self { sets, texts: lines.into_iter().map(|(text, _)| text).collect() })
    }
}

impl LabelSet {
    /// As the directory keeps it: with the file's labels and examples, and the trades that labels of `known` belong to.
    #[must_use]
    pub fn defined(&self, texts: &[String], known: Option<&domain::label::LabelSet>) -> domain::label::LabelSet {
        let trade = |name: &String| known?.labels.iter().find(|label| label.name == *name)?.category;
        let label = |name: &String| Label { name: name.clone(), category: trade(name) };
        let named = |at: &usize| self.labels[*at].clone();
        let example = |(text, truth): (&String, &Option<Vec<usize>>)| {
            let labels = truth.as_ref()?.iter().map(named).collect();
            Some(LabelExample { text: text.chars().take(TEXT_MAX).collect(), labels })
        };
        domain::label::LabelSet {
            name: self.name.clone(),
            is_several: self.is_several,
            labels: self.labels.iter().map(label).collect(),
            examples: texts.iter().zip(&self.truth).filter_map(example).collect(),
        }
    }
}

fn of_json(line: &str) -> Result<Line, String> {
    let all: BTreeMap<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let (mut text, mut sets) = (None, BTreeMap::new());
    for (name, value) in all {
        match value {
            Value::String(said) if name == TEXT => text = Some(said),
            Value::String(label) => {
                sets.insert(name, (vec![label], false));
            }
            Value::Array(labels) if name != TEXT => {
                let labels = labels.into_iter().map(|label| label.as_str().map(str::to_owned));
                let labels = labels.collect::<Option<_>>().ok_or_else(|| format!("{name} holds what is no label"))?;
                sets.insert(name, (labels, true));
            }
            _ => return Err(format!("{name} is neither a label nor a list of labels")),
        }
    }
    Ok((text.ok_or("it has no text")?, sets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_say_the_same() {
        let lines = "{\"text\":\"a\",\"urgency\":\"low\",\"kind\":[\"x\",\"y\"]}\n\n{\"text\":\"b\",\"kind\":[]}\n{\"text\":\"c\",\"urgency\":\"high\",\"kind\":[\"y\"]}";
        let table = "urgency,text,kind\nlow,a,x; y\n,b,\nhigh,c,y\n";
        let pasted = table.replace(',', "\t");
        for text in [lines, table, &pasted, &format!("\u{feff}{table}")] {
            let read = Examples::from_text(text).unwrap();
            assert_eq!(read.texts, ["a", "b", "c"]);
            let [kind, urgency] = &read.sets[..] else { panic!("two sets") };
            assert!(kind.is_several && !urgency.is_several);
            assert_eq!((kind.labels.join(" "), urgency.labels.join(" ")), ("x y".to_owned(), "high low".to_owned()));
            assert_eq!(urgency.truth, [Some(vec![1]), None, Some(vec![0])]);
            assert_eq!((&kind.truth[0], &kind.truth[2]), (&Some(vec![0, 1]), &Some(vec![1])));
        }
    }

    #[test]
    fn what_is_no_example_is_named_by_its_line() {
        for (text, said) in [
            ("{\"text\":\"a\",\"k\":\"x\"}\n{", "line 2: "),
            ("{\"k\":\"x\"}", "line 1: it has no text"),
            ("{\"text\":\"a\",\"k\":3}", "line 1: k is neither a label nor a list of labels"),
            ("{\"text\":\"a\",\"k\":[3]}", "line 1: k holds what is no label"),
            ("{\"text\":\"a\"}", "no example"),
            ("", "no example"),
        ] {
            let error = Examples::from_jsonl(text).unwrap_err().to_string();
            assert!(error.starts_with(said), "{error}");
        }
        assert_eq!(Examples::from_csv("a,b\n1,2\n").unwrap_err().to_string(), "line 1: no column is called text");
        let many: String = (0..70).map(|nth| format!("{{\"text\":\"a\",\"k\":\"{nth}\"}}\n")).collect();
        assert_eq!(Examples::from_jsonl(&many).unwrap_err().to_string(), "more than 60 labels in a set");
    }
}
