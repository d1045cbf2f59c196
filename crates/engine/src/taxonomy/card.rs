//! The figures of a taxonomy: how often labels are right, beside whoever always says the most frequent.

use super::LabelSet;
use super::trial::Sight;
use crate::eval::Share;
use crate::eval::calibration_error;
use brain::largest;
use brain::taxonomy::SAID_FROM;
use serde::Serialize;

/// What is said of a text, and what is so.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) truth: Vec<usize>,
    pub(super) likely: Vec<f32>,
}

/// All figures.
#[derive(Debug, Serialize)]
pub struct Card {
    /// Examples in the file.
    pub examples: usize,
    /// Each set, from so many examples, seen so.
    pub lines: Vec<SetLine>,
    /// Each label, from all examples, seen in the fullest way.
    pub labels: Vec<LabelLine>,
}

/// A set's figures.
#[derive(Debug, Serialize)]
pub struct SetLine {
    /// Its name.
    pub set: String,
    /// From how many examples it was learned.
    pub examples: usize,
    /// From what: words, meaning, or both.
    pub sight: &'static str,
    /// Where a text has one label: how often the likeliest is it. Where it may have several: how often it is right that it has one or not.
    pub right: f64,
    /// The same of whoever always says the most frequent.
    pub majority: f64,
    /// The mean of the labels' F1.
    pub macro_f1: f64,
    /// How often all of a text's labels are right at once.
    pub exact: f64,
    /// How far what is believed is from how often it is so.
    pub calibration_error: f64,
    /// Of the texts, of how many anything is said.
    pub said: f64,
    /// Of the labels that are said, how many are so.
    pub said_right: Option<f64>,
}

/// A label's figures.
#[derive(Debug, Serialize)]
pub struct LabelLine {
    /// The set.
    pub set: String,
    /// The label.
    pub label: String,
    /// Of the texts that have it, of how many it is held.
    pub recall: Share,
    /// Of the texts of which it is held, how many have it.
    pub precision: Share,
    /// The harmonic mean of both.
    pub f1: f64,
}

impl Answer {
    fn has(&self, label: usize) -> bool {
        self.truth.contains(&label)
    }

    /// Whether the text is held to have a label: the likeliest where it has one, any that is likelier than not where it may have several.
    fn held(&self, set: &LabelSet, label: usize) -> bool {
        if set.is_several { self.likely[label] >= 0.5 } else { largest(&self.likely) == label }
    }
}

impl SetLine {
    pub(super) fn of(set: &LabelSet, examples: usize, sight: Sight, answers: &[Answer]) -> Self {
        let labels = 0..set.labels.len();
        let all = answers.len().max(1) as f64;
        let mean = |is: &dyn Fn(&Answer) -> f64| answers.iter().map(is).sum::<f64>() / all;
        let share = |is: &dyn Fn(usize) -> bool| {
            labels.clone().filter(|label| is(*label)).count() as f64 / set.labels.len().max(1) as f64
        };
        let frequent: Vec<bool> =
            labels.clone().map(|label| mean(&|one| f64::from(u8::from(one.has(label)))) >= 0.5).collect();
        let counts: Vec<f32> =
            labels.clone().map(|label| answers.iter().filter(|one| one.has(label)).count() as f32).collect();
        let (right, majority) = if set.is_several {
            let right = mean(&|one| share(&|label| one.held(set, label) == one.has(label)));
            (right, mean(&|one| share(&|label| frequent[label] == one.has(label))))
        } else {
            let most = largest(&counts);
            let is = |one: &Answer, label| f64::from(u8::from(one.has(label)));
            (mean(&|one| is(one, largest(&one.likely))), mean(&|one| is(one, most)))
        };
        let exact =
            |one: &Answer| f64::from(u8::from(labels.clone().all(|label| one.held(set, label) == one.has(label))));
        let said = |one: &Answer| one.likely.iter().any(|likely| *likely >= SAID_FROM);
        let of_said = Share::of(
            answers
                .iter()
                .flat_map(|one| labels.clone().map(move |label| (one, label)))
                .filter(|(one, label)| one.likely[*label] >= SAID_FROM),
            |(one, label)| one.has(*label),
        );
        Self {
            set: set.name.clone(),
            examples,
            sight: match sight {
                Sight::Words => "words",
                Sight::Meaning => "meaning",
                Sight::Both => "both",
            },
            right,
            majority,
            macro_f1: labels.clone().map(|label| LabelLine::of(set, label, answers).f1).sum::<f64>()
                / set.labels.len().max(1) as f64,
            exact: mean(&exact),
            calibration_error: calibration_error(&beliefs(set, answers)),
            said: mean(&|one| f64::from(u8::from(said(one)))),
            said_right: of_said.rate(),
        }
    }
}

/// What is believed, each with whether it is so: of one label the likeliest, of several each.
fn beliefs(set: &LabelSet, answers: &[Answer]) -> Vec<(f32, bool)> {
    let of = |one: &Answer| -> Vec<(f32, bool)> {
        if set.is_several {
            (0..one.likely.len()).map(|label| (one.likely[label], one.has(label))).collect()
        } else {
            let best = largest(&one.likely);
            vec![(one.likely[best], one.has(best))]
        }
    };
    answers.iter().flat_map(of).collect()
}

impl LabelLine {
    pub(super) fn of(set: &LabelSet, label: usize, answers: &[Answer]) -> Self {
        let recall = Share::of(answers.iter().filter(|one| one.has(label)), |one| one.held(set, label));
        let precision = Share::of(answers.iter().filter(|one| one.held(set, label)), |one| one.has(label));
        let both = recall.of + precision.of;
        Self {
            set: set.name.clone(),
            label: set.labels[label].clone(),
            f1: if both == 0 { 0.0 } else { 2.0 * recall.hits as f64 / both as f64 },
            recall,
            precision,
        }
    }
}
