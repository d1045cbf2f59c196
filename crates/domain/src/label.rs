//! Labels of an organisation's own: sets such as "urgency", what their labels are, examples of each, and which a ticket has.

use crate::clock::Course;
use crate::id::MessageId;
use crate::ticket::Category;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most sets of an organisation.
pub const SETS_MAX: usize = 12;
/// Most labels of a set.
pub const LABELS_MAX: usize = 60;
/// Most examples of a set; what members say of tickets comes on top.
pub const EXAMPLES_MAX: usize = 500;
/// Longest name of a set or a label, in characters.
const NAME_MAX: usize = 60;
/// Longest example, in characters: as much as is read of a message.
pub const TEXT_MAX: usize = 2_000;

/// A set of labels, as the organisation says what there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelSet {
    /// What it is called.
    pub name: String,
    /// Whether a ticket may have several of them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_several: bool,
    /// Its labels; none where the set is given up.
    pub labels: Vec<Label>,
    /// What each is like.
    pub examples: Vec<LabelExample>,
}

/// One label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What it is called.
    pub name: String,
    /// The trade that a ticket with it belongs to, so that agreements, duties and reports go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
}

/// A text and the labels it has. It is part of what the organisation says of itself: no person's words, and not erased with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelExample {
    /// The text.
    pub text: String,
    /// Its labels, by name.
    pub labels: Vec<String>,
}

/// One label by the names of its set and its own, as an address or another program names it: `team:plumbers`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnLabel {
    /// The set.
    pub set: String,
    /// The label.
    pub name: String,
}

/// What a reader says of a ticket in one set; nothing is said where it is not sure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelsRead {
    /// The set.
    pub set: String,
    /// The labels, the surest first.
    pub labels: Vec<String>,
    /// How sure it is of the least sure of them, of 100.
    pub sure_percent: u8,
}

/// The labels of a ticket in one set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Labelled {
    /// As a reader said when it was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<LabelsRead>,
    /// As a member says, which counts; none where nobody said anything, or took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<Vec<String>>,
}

/// A ticket whose labels a member said, to learn from: what opened it, and what was said, by set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelLesson {
    /// The message that opened it.
    pub opening: MessageId,
    /// The words that opened it.
    pub text: String,
    /// Sets with their labels.
    pub said: Vec<(String, Vec<String>)>,
}

/// Why a set of labels cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadLabels {
    /// A name is none.
    #[error("“{0}” is no name for labels: 1 to {NAME_MAX} characters on one line")]
    Name(String),
    /// Two labels have one name.
    #[error("“{0}” stands twice")]
    Twice(String),
    /// There is too much of something.
    #[error("more than {0} {1}")]
    TooMany(usize, &'static str),
    /// An example is empty or too long.
    #[error("example {0} is no text of 1 to {TEXT_MAX} characters")]
    Text(usize),
    /// Something has labels that the set has not, or several where it may have one.
    #[error("“{0}” has no such labels, or takes one only")]
    Labels(String),
}

impl OwnLabel {
    /// What parts the two names.
    const MARK: char = ':';

    /// The label that a text names: of a set there is where one fits, since names may hold the mark themselves; or else whatever
    /// stands before and behind the first one, so that a label that was given up can still be named. None names no label.
    pub fn from_text(text: &str, sets: &BTreeMap<String, LabelSet>) -> Option<Self> {
        let of = |at: usize| Self { set: text[..at].to_owned(), name: text[at + Self::MARK.len_utf8()..].to_owned() };
        let mut all = text.match_indices(Self::MARK).map(|(at, _)| of(at));
        let has = |set: &LabelSet, name: &String| set.labels.iter().any(|label| label.name == *name);
        let is_known = |own: &Self| sets.get(&own.set).is_some_and(|set| has(set, &own.name));
        let first = all.clone().next();
        all.find(is_known).or(first).filter(|own| !own.set.is_empty() && !own.name.is_empty())
    }
}

impl std::fmt::Display for OwnLabel {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}{}{}", self.set, Self::MARK, self.name)
    }
}

impl LabelSet {
    /// Whether it can be used.
    ///
    /// # Errors
    /// What is the matter.
    pub fn check(&self) -> Result<(), BadLabels> {
        let is_name = |name: &str| {
            let length = name.chars().count();
            (1..=NAME_MAX).contains(&length) && name.trim() == name && !name.chars().any(char::is_control)
        };
        let mut seen = BTreeSet::new();
        for name in std::iter::once(&self.name).chain(self.labels.iter().map(|label| &label.name)) {
            if !is_name(name) {
                return Err(BadLabels::Name(name.chars().take(NAME_MAX).collect()));
            }
        }
        if let Some(twice) = self.labels.iter().find(|label| !seen.insert(&label.name)) {
            return Err(BadLabels::Twice(twice.name.clone()));
        }
        if self.labels.len() > LABELS_MAX {
            return Err(BadLabels::TooMany(LABELS_MAX, "labels in a set"));
        }
        if self.examples.len() > EXAMPLES_MAX {
            return Err(BadLabels::TooMany(EXAMPLES_MAX, "examples of a set"));
        }
        for (at, example) in self.examples.iter().enumerate() {
            if example.text.trim().is_empty() || example.text.chars().count() > TEXT_MAX {
                return Err(BadLabels::Text(at + 1));
            }
            self.accept(&example.labels)?;
        }
        Ok(())
    }

    /// Whether something may have these labels.
    ///
    /// # Errors
    /// When there are no such labels here, or only one may be had.
    pub fn accept(&self, labels: &[String]) -> Result<(), BadLabels> {
        let is_known = |name: &String| self.labels.iter().any(|label| label.name == *name);
        let is_once = labels.iter().collect::<BTreeSet<_>>().len() == labels.len();
        let fits = is_once && labels.iter().all(is_known) && (self.is_several || labels.len() <= 1);
        if fits { Ok(()) } else { Err(BadLabels::Labels(self.name.clone())) }
    }

    /// With the labels and examples of another beside its own; of a text that both speak of, what the other says counts.
    #[must_use]
    pub fn with(&self, more: &Self) -> Self {
        let is_new = |label: &&Label| self.labels.iter().all(|known| known.name != label.name);
        let anew: BTreeMap<&str, &LabelExample> =
            more.examples.iter().map(|example| (example.text.as_str(), example)).collect();
        let known: BTreeSet<&str> = self.examples.iter().map(|example| example.text.as_str()).collect();
        let stays = self.examples.iter().map(|example| anew.get(example.text.as_str()).copied().unwrap_or(example));
        let comes = more.examples.iter().filter(|example| !known.contains(example.text.as_str()));
        Self {
            name: self.name.clone(),
            is_several: self.is_several || more.is_several,
            labels: self.labels.iter().chain(more.labels.iter().filter(is_new)).cloned().collect(),
            examples: stays.chain(comes).cloned().collect(),
        }
    }

    /// The trade that one of these labels belongs to; the first that says one counts.
    pub fn category(&self, labels: &[String]) -> Option<Category> {
        let of = |name: &String| self.labels.iter().find(|label| label.name == *name)?.category;
        labels.iter().find_map(of)
    }
}

impl LabelLesson {
    /// What a ticket teaches with the words that opened it; nothing where nobody said anything, or the words are gone.
    pub fn of(opening: &MessageId, course: &Course, text: &str) -> Option<Self> {
        let said = course.labels.iter().filter_map(|(set, known)| Some((set.clone(), known.said.clone()?)));
        let said: Vec<(String, Vec<String>)> = said.collect();
        let teaches = !said.is_empty() && !text.is_empty();
        teaches.then(|| Self { opening: opening.clone(), text: text.to_owned(), said })
    }
}

impl Labelled {
    /// The labels that count: a member's, or else a reader's.
    pub fn labels(&self) -> &[String] {
        let read = || self.read.as_ref().map_or(&[][..], |read| &read.labels);
        self.said.as_deref().unwrap_or_else(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_examples_come_beside_those_there_are_and_say_anew_what_they_say() {
        let set = |labels: &[&str], examples: &[(&str, &str)], is_several| LabelSet {
            name: "team".to_owned(),
            is_several,
            labels: labels.iter().map(|name| Label { name: (*name).to_owned(), category: None }).collect(),
            examples: examples
                .iter()
                .map(|(text, label)| LabelExample { text: (*text).to_owned(), labels: vec![(*label).to_owned()] })
                .collect(),
        };
        let known = set(&["a", "b"], &[("x", "a"), ("y", "b")], false);
        let both = known.with(&set(&["b", "c"], &[("y", "c"), ("z", "b")], true));
        assert_eq!(both, set(&["a", "b", "c"], &[("x", "a"), ("y", "c"), ("z", "b")], true));
        assert_eq!(known.with(&set(&["a"], &[("x", "a")], false)), known);
    }

    #[test]
    fn a_label_is_named_by_its_set_also_where_names_hold_the_mark() {
        let set = |name: &str, label: &str| {
            let labels = vec![Label { name: label.to_owned(), category: None }];
            (name.to_owned(), LabelSet { name: name.to_owned(), labels, ..LabelSet::default() })
        };
        let sets = BTreeMap::from([set("team", "plumbers"), set("shift: night", "a:b")]);
        for (text, expected) in [
            ("team:plumbers", Some(("team", "plumbers"))),
            ("shift: night:a:b", Some(("shift: night", "a:b"))),
            ("team:given: up", Some(("team", "given: up"))),
            ("mood:sad", Some(("mood", "sad"))),
            ("team", None),
            ("team:", None),
            (":plumbers", None),
            ("", None),
        ] {
            let found = OwnLabel::from_text(text, &sets);
            assert_eq!(found.as_ref().map(|own| (own.set.as_str(), own.name.as_str())), expected, "{text}");
            assert!(found.is_none_or(|own| own.to_string() == text));
        }
    }
}
