//! Puts messages under an organisation's own labels, learned at once from a handful of examples; hides the sums.
//!
//! [`Labeller::fit`] learns one set of labels, [`Labeller::read`] says how likely each is for a text, [`Labeller::say`] what is sure enough to be said.
//! Reading order: `grams` and the encoder turn a text into numbers, `ridge` weighs them, `sure` makes scores probabilities.

mod grams;
mod ridge;
mod sure;

use crate::Encoder;
use grams::{Grams, Rarity};
use ridge::{Kernel, Weighed};
use sure::Scale;

/// Examples a set of labels is learned from; the sums grow with their square, and later ones hardly change what is read.
pub const EXAMPLES_MAX: usize = 1_000;
/// From which probability on a label is said; below it a member is better asked than told.
pub const SAID_FROM: f32 = 0.5;
/// Strengths of meaning beside words that are tried.
const BESIDE: [f32; 3] = [0.0, 0.25, 1.0];
/// Examples by which the strengths are chosen: of more, only so many spread over all.
const CHOSEN_BY: usize = 240;

/// A text and which of a set's labels it has, by their places in the set.
#[derive(Clone, Debug)]
pub struct Example<'a> {
    /// The text.
    pub text: &'a str,
    /// What it means, as [`Encoder::sense`] says; none where there is no encoder.
    pub sense: Option<&'a [f32]>,
    /// Its labels.
    pub labels: Vec<usize>,
}

/// What texts are judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Letters alone.
    Words,
    /// What the encoder says they mean alone.
    Meaning,
    /// Both, as far as the examples say that meaning helps.
    Both,
}

/// How many labels of a set a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Exactly one.
    One,
    /// Any number.
    Several,
}

/// One set of labels, learned.
#[derive(Debug)]
pub struct Labeller {
    choice: Choice,
    rarity: Rarity,
    centre: Centre,
    weighed: Weighed,
    scales: Vec<Scale>,
}

/// Where the meanings of the examples lie, and how far from there.
#[derive(Debug)]
struct Centre {
    mean: Vec<f32>,
    stretch: f32,
}

impl Labeller {
    /// Learns a set of `labels` labels from its examples; the last [`EXAMPLES_MAX`] count. The same examples make the same labeller.
    #[must_use]
    pub fn fit(examples: &[Example<'_>], labels: usize, choice: Choice, sight: Sight) -> Self {
        let examples = &examples[examples.len().saturating_sub(EXAMPLES_MAX)..];
        let grams: Vec<Grams> = examples.iter().map(|example| Grams::of(example.text)).collect();
        let rarity = Rarity::of(&grams);
        let rows: Vec<Vec<(u32, f32)>> = grams.iter().map(|grams| rarity.weigh(grams)).collect();
        let centre = Centre::of(examples);
        let senses: Vec<Vec<f32>> =
            examples.iter().map(|example| centre.place(example.sense.unwrap_or_default())).collect();
        let (words, meaning) = (Kernel::of_rows(&rows, rarity.buckets()), Kernel::of_senses(&senses));
        let truth: Vec<Vec<bool>> =
            (0..labels).map(|label| examples.iter().map(|one| one.labels.contains(&label)).collect()).collect();
        let mixes: Vec<(f32, f32)> = match sight {
            Sight::Words => vec![(1.0, 0.0)],
            Sight::Meaning => vec![(0.0, 1.0)],
            Sight::Both if centre.mean.is_empty() => vec![(1.0, 0.0)],
            Sight::Both => BESIDE.iter().map(|beside| (1.0, *beside)).collect(),
        };
        let sample = sample(examples.len());
        let best = ridge::best(&words, &meaning, &mixes, &truth, &sample);
        let kernel = words.with(&meaning, best.mix);
        let solved = kernel.solve(&truth, best.strength);
        let scales = solved.left_out.iter().zip(&truth).map(|(scores, truth)| Scale::fit(scores, truth)).collect();
        let weighed = Weighed::of(&solved.shares, &rows, &senses, best.mix, rarity.buckets());
        Self { choice, rarity, centre, weighed, scales }
    }

    /// How likely each label is. Where a text has one of them, they add up to one.
    #[must_use]
    pub fn read(&self, text: &str, sense: Option<&[f32]>) -> Vec<f32> {
        let row = self.rarity.weigh(&Grams::of(text));
        let scores = self.weighed.scores(&row, &self.centre.place(sense.unwrap_or_default()));
        let mut likely: Vec<f32> = scores.iter().zip(&self.scales).map(|(score, scale)| scale.likely(*score)).collect();
        if self.choice == Choice::One {
            let all = likely.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            likely.iter_mut().for_each(|one| *one /= all);
        }
        likely
    }

    /// The labels that are said of a text, each with its probability: what is likely enough, and nothing where nothing is.
    #[must_use]
    pub fn say(&self, text: &str, sense: Option<&[f32]>) -> Vec<(usize, f32)> {
        let likely = self.read(text, sense);
        (0..likely.len()).map(|label| (label, likely[label])).filter(|(_, likely)| *likely >= SAID_FROM).collect()
    }
}

impl Centre {
    fn of(examples: &[Example<'_>]) -> Self {
        let senses: Vec<&[f32]> = examples.iter().filter_map(|example| example.sense).collect();
        let count = senses.len().max(1) as f32;
        let width = senses.first().map_or(0, |sense| sense.len());
        let mean: Vec<f32> = (0..width).map(|at| senses.iter().map(|sense| sense[at]).sum::<f32>() / count).collect();
        let off = |sense: &&[f32]| sense.iter().zip(&mean).map(|(value, mean)| (value - mean).powi(2)).sum::<f32>();
        let spread = (senses.iter().map(off).sum::<f32>() / count).sqrt();
        Self { mean, stretch: if spread > 0.0 { 1.0 / spread } else { 0.0 } }
    }

    /// A meaning as seen from there.
    fn place(&self, sense: &[f32]) -> Vec<f32> {
        sense.iter().zip(&self.mean).map(|(value, mean)| (value - mean) * self.stretch).collect()
    }
}

/// Places of at most [`CHOSEN_BY`] of so many examples, evenly spread.
fn sample(count: usize) -> Vec<usize> {
    let step = count.div_ceil(CHOSEN_BY).max(1);
    (0..count).step_by(step).collect()
}

/// What a text means, to be shown to a labeller.
#[must_use]
pub fn sense(encoder: Option<&Encoder>, text: &str) -> Option<Vec<f32>> {
    encoder.map(|encoder| encoder.sense(text))
}

#[cfg(test)]
mod tests;
