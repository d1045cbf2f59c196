//! Learns from some of the examples and asks about the others, over and over, so that each is asked about by what never saw it.

use super::card::{Answer, Card, LabelLine, SetLine};
use super::{Examples, LabelSet};
use brain::Encoder;
use brain::taxonomy::{Choice, Example, Labeller};

pub use brain::taxonomy::Sight;

/// Parts the examples are cut into; each is asked about once by what the others taught.
const PARTS: usize = 10;
/// How often they are shuffled and cut anew, since a hundred examples say little at once.
const ROUNDS: u64 = 3;
/// How many examples are shown, beside all.
const FEW: [usize; 2] = [10, 40];

/// How well each set is learned from few examples and from all: from words, and, where there is an encoder, from meaning and from both.
#[must_use]
pub fn card(examples: &Examples, encoder: Option<&Encoder>) -> Card {
    let senses: Vec<Option<Vec<f32>>> =
        examples.texts.iter().map(|text| brain::taxonomy::sense(encoder, text)).collect();
    let sights: &[Sight] =
        if encoder.is_some() { &[Sight::Words, Sight::Meaning, Sight::Both] } else { &[Sight::Words] };
    let (mut lines, mut labels) = (Vec::new(), Vec::new());
    for set in &examples.sets {
        let told: Vec<usize> = (0..set.truth.len()).filter(|at| set.truth[*at].is_some()).collect();
        // The last part leaves nine of ten to learn from.
        let all = told.len() - told.len().div_ceil(PARTS);
        for count in FEW.into_iter().filter(|few| *few < all).chain([all]) {
            for sight in sights {
                let answers = answers(examples, set, &senses, &told, (count, *sight), ROUNDS);
                lines.push(SetLine::of(set, count, *sight, &answers));
                if count == all && Some(sight) == sights.last() {
                    labels.extend((0..set.labels.len()).map(|label| LabelLine::of(set, label, &answers)));
                }
            }
        }
    }
    Card { examples: examples.texts.len(), lines, labels }
}

/// Examples by which a page says how well a set is learned: what each means is looked up, some ten milliseconds each.
pub const TRIED_MAX: usize = 120;

/// How well a set is learned from its last examples, in one round: a rough figure, in a second or two. None of too few to be
/// cut.
#[must_use]
pub fn tried(set: &domain::label::LabelSet, encoder: Option<&Encoder>) -> Option<(SetLine, Vec<LabelLine>)> {
    let place = |name: &String| set.labels.iter().position(|label| label.name == *name);
    let last = &set.examples[set.examples.len().saturating_sub(TRIED_MAX)..];
    let truth = last.iter().map(|example| Some(example.labels.iter().filter_map(place).collect()));
    let own = LabelSet {
        name: set.name.clone(),
        labels: set.labels.iter().map(|label| label.name.clone()).collect(),
        is_several: set.is_several,
        truth: truth.collect(),
    };
    let examples = Examples { sets: vec![own], texts: last.iter().map(|example| example.text.clone()).collect() };
    let told: Vec<usize> = (0..examples.texts.len()).collect();
    if told.len() < PARTS {
        return None;
    }
    let senses: Vec<Option<Vec<f32>>> =
        examples.texts.iter().map(|text| brain::taxonomy::sense(encoder, text)).collect();
    let own = &examples.sets[0];
    let answers = answers(&examples, own, &senses, &told, (told.len(), Sight::Both), 1);
    let labels = (0..own.labels.len()).map(|label| LabelLine::of(own, label, &answers)).collect();
    Some((SetLine::of(own, told.len(), Sight::Both, &answers), labels))
}

/// What is said of every example by `count` others, in so many rounds.
fn answers(
    examples: &Examples,
    set: &LabelSet,
    senses: &[Option<Vec<f32>>],
    told: &[usize],
    (count, sight): (usize, Sight),
    rounds: u64,
) -> Vec<Answer> {
    let choice = if set.is_several { Choice::Several } else { Choice::One };
    let example = |at: &usize| Example {
        text: &examples.texts[*at],
        sense: senses[*at].as_deref(),
        labels: set.truth[*at].clone().unwrap_or_default(),
    };
    let mut answers = Vec::new();
    for round in 0..rounds {
        let shuffled = shuffled(told, round);
        for part in 0..PARTS.min(told.len()) {
            let (mut known, mut asked) = (Vec::new(), Vec::new());
            for (nth, at) in shuffled.iter().enumerate() {
                if nth % PARTS == part { asked.push(*at) } else { known.push(*at) }
            }
            known.truncate(count);
            let known: Vec<Example<'_>> = known.iter().map(example).collect();
            let labeller = Labeller::fit(&known, set.labels.len(), choice, sight);
            answers.extend(asked.iter().map(|at| Answer {
                truth: set.truth[*at].clone().unwrap_or_default(),
                likely: labeller.read(&examples.texts[*at], senses[*at].as_deref()),
            }));
        }
    }
    answers
}

/// In an order that is of no meaning and always the same: by a hash of place and round.
fn shuffled(told: &[usize], round: u64) -> Vec<usize> {
    let mut order = told.to_vec();
    order.sort_by_key(|at| {
        let mixed =
            (*at as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (round + 1).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        let mixed = (mixed ^ (mixed >> 31)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 33)
    });
    order
}
