//! Weighs what a message speaks of together with what it does there: a network for the target, one for the kind given it.

use super::net::Net;
use super::signs::WIDTH;
use super::target::Target;
use crate::KINDS;
use crate::labels::kind;
use crate::model::{Unusable, softmax};
use std::sync::LazyLock;

/// The trained judge that ships with the program.
static EMBEDDED: LazyLock<Judge> = LazyLock::new(|| {
    Judge::open(include_bytes!("../../model/mind.bin"))
        .expect("the model in the repository is read by a test of this crate")
});

/// First bytes of a model file; the digit is the version of the signs it was trained with.
const MAGIC: &[u8; 8] = b"LKMIND05";
/// Networks that may vote.
const VOTERS_MAX: usize = 16;
/// How much more a new problem weighs than it is likely: a report that is missed costs ten times a ticket too many. Of 1, 1.6
/// and 2.5 the one with which chats set apart were read best; with each of them more plain reports are read than with the one before.
const NEW_WEIGHT: f32 = 1.6;
/// Targets for which kinds are weighed; the right one is hardly ever below.
const FINALISTS: usize = 4;
/// A kind less likely than this is as good as impossible.
const LEAST: f32 = 1e-4;

/// The networks; those of a sort vote together.
#[derive(Clone, Debug)]
pub struct Judge {
    /// From the signs of a target to its score among the others.
    pub targets: Vec<Net>,
    /// From the signs of a target and the reader's belief to a correction of that belief.
    pub kinds: Vec<Net>,
}

/// What a message was judged to do.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Which of the targets it speaks of.
    pub target: usize,
    /// What it does (index into [`KINDS`]).
    pub kind: usize,
    /// How sure the judge is of the kind, 0 to 1.
    pub confidence: f32,
    /// How likely it is that it reports a problem and was judged not to.
    pub missed: f32,
}

impl Judge {
    /// The judge that ships with the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Opens a model file.
    ///
    /// # Errors
    /// When the file is of another version or broken.
    pub fn open(bytes: &[u8]) -> Result<Self, Unusable> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(Unusable("another version"))?;
        let (counts, mut rest) = rest.split_at_checked(2).ok_or(Unusable("no header"))?;
        let mut judge = Self { targets: Vec::new(), kinds: Vec::new() };
        for _ in 0..usize::from(counts[0]).min(VOTERS_MAX) {
            let (net, others) = Net::take(rest, WIDTH, 1)?;
            judge.targets.push(net);
            rest = others;
        }
        for _ in 0..usize::from(counts[1]).min(VOTERS_MAX) {
            let (net, others) = Net::take(rest, WIDTH + KINDS.len(), KINDS.len())?;
            judge.kinds.push(net);
            rest = others;
        }
        if rest.is_empty() { Ok(judge) } else { Err(Unusable("bytes left over")) }
    }

    /// Writes what [`Judge::open`] reads.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([self.targets.len() as u8, self.kinds.len() as u8]);
        self.targets.iter().chain(&self.kinds).for_each(|net| bytes.extend(net.written()));
        bytes
    }

    /// The probability of every target.
    #[must_use]
    pub fn weigh(&self, signs: &[[f32; WIDTH]]) -> Vec<f32> {
        let voters = self.targets.len().max(1) as f32;
        let mut input = Vec::with_capacity(WIDTH);
        let score = |one: &[f32; WIDTH]| {
            input.clear();
            input.extend(one.iter().copied().enumerate().filter(|(_, value)| *value != 0.0));
            self.targets.iter().map(|net| net.score(&input)).sum::<f32>() / voters
        };
        softmax(&signs.iter().map(score).collect::<Vec<_>>())
    }

    /// The probability of every kind, given the target.
    #[must_use]
    pub fn kinds(&self, target: &Target, signs: &[f32; WIDTH], read: &[f32; KINDS.len()]) -> Vec<f32> {
        let input = kind_input(signs, read);
        let mut sum = vec![0.0; KINDS.len()];
        for net in &self.kinds {
            let answer = net.answer(&input);
            sum.iter_mut().zip(answer).for_each(|(sum, one)| *sum += one / self.kinds.len() as f32);
        }
        softmax(&kind_logits(target, &input, &sum))
    }

    /// Judges: the target and the kind that are likeliest together.
    #[must_use]
    pub fn verdict(&self, targets: &[Target], signs: &[[f32; WIDTH]], read: &[f32; KINDS.len()]) -> Verdict {
        let mut weights = self.weigh(signs);
        let new = targets.iter().zip(&mut weights).filter(|(target, _)| **target == Target::New);
        new.for_each(|(_, weight)| *weight *= NEW_WEIGHT);
        let mut order: Vec<usize> = (0..targets.len()).collect();
        order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
        order.truncate(FINALISTS);
        let mut best = (0, kind::CHATTER, f32::MIN);
        let mut totals = [0.0_f32; KINDS.len()];
        for target in order {
            if weights[target] <= best.2 {
                break;
            }
            let kinds = self.kinds(&targets[target], &signs[target], read);
            for (kind, likely) in kinds.into_iter().enumerate() {
                let both = weights[target] * likely;
                totals[kind] += both;
                if both > best.2 {
                    best = (target, kind, both);
                }
            }
        }
        // The loop may have ended before it came to a new problem.
        let new = targets.iter().zip(&weights).filter(|(target, _)| **target == Target::New).map(|(_, likely)| *likely);
        let issue = totals[kind::ISSUE].max(new.sum());
        let missed = if best.1 == kind::ISSUE { 0.0 } else { tempered(issue) };
        Verdict { target: best.0, kind: best.1, confidence: tempered(totals[best.1]), missed }
    }
}

/// By what the log-odds of a verdict are divided: the networks are surer than they are right. Chosen by chats set apart, one
/// left out at a time; any from 1.3 to 1.5 is as good, and unseen chats are rather harder than those.
const TEMPERATURE: f32 = 1.5;

/// A probability as far from certainty as it is right.
fn tempered(likely: f32) -> f32 {
    let odds = likely.clamp(LEAST, 1.0 - LEAST) / (1.0 - likely.clamp(LEAST, 1.0 - LEAST));
    let calm = odds.powf(1.0 / TEMPERATURE);
    calm / (1.0 + calm)
}

/// The reader's log-probabilities are kept near 1 by this.
const LOG_SCALE: f32 = 4.0;

/// What the network for kinds is shown.
#[must_use]
pub fn kind_input(signs: &[f32; WIDTH], read: &[f32; KINDS.len()]) -> Vec<f32> {
    let logs = read.iter().map(|likely| likely.max(LEAST).ln() / LOG_SCALE);
    signs.iter().copied().chain(logs).collect()
}

/// The reader's belief, corrected; kinds that cannot speak of the target are ruled out.
#[must_use]
pub fn kind_logits(target: &Target, input: &[f32], correction: &[f32]) -> Vec<f32> {
    let logs = input[WIDTH..].iter().map(|log| log * LOG_SCALE).zip(correction).enumerate();
    logs.map(|(kind, (log, more))| if fits(target, kind) { log + more } else { f32::NEG_INFINITY }).collect()
}

/// Whether a message of a kind can speak of a target.
#[must_use]
pub fn fits(target: &Target, kind: usize) -> bool {
    match target {
        Target::Nothing => matches!(kind, kind::CHATTER | kind::QUESTION | kind::CHECKIN),
        Target::New => kind == kind::ISSUE,
        Target::Ticket(_) | Target::Missed(_) => !matches!(kind, kind::CHATTER | kind::TASK | kind::CHECKIN),
        Target::Day(..) => matches!(kind, kind::TASK | kind::CHECKIN | kind::EVIDENCE | kind::QUESTION),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probability_is_drawn_towards_the_middle() {
        assert!((tempered(0.5) - 0.5).abs() < 1e-6);
        assert!(tempered(0.97) < 0.93 && tempered(0.03) > 0.07);
        assert!(tempered(0.0) < 0.01 && tempered(1.0) > 0.99);
    }

    #[test]
    fn the_model_in_the_repository_is_read() {
        let judge = Judge::embedded();
        assert!(!judge.targets.is_empty() && !judge.kinds.is_empty());
        assert_eq!(Judge::open(&judge.written()).unwrap().targets, judge.targets);
    }
}
