//! Makes scores probabilities: a slope and a shift for each label, fitted to the scores that examples have by all others (Platt's way).

/// Steps of Newton's way; it stands still after a few.
const STEPS: usize = 12;
/// The slope that is believed before any example is seen.
const USUAL: f64 = 4.0;
/// How strongly it is believed: hardly, only so that it cannot run away.
const BELIEF: f64 = 0.05;
/// The least slope: a higher score never makes a label less likely.
const LEAST: f64 = 0.3;

/// How a label's scores are made probabilities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    slope: f64,
    shift: f64,
}

impl Scale {
    pub(super) fn fit(scores: &[f32], truth: &[bool]) -> Self {
        let with = truth.iter().filter(|is| **is).count() as f64;
        let without = truth.len() as f64 - with;
        // Nobody is ever wholly sure of what so many examples say.
        let (yes, no) = ((with + 1.0) / (with + 2.0), 1.0 / (without + 2.0));
        let mut scale = Self { slope: USUAL, shift: 0.0 };
        for _ in 0..STEPS {
            let (mut by_slope, mut by_shift) = (BELIEF * (scale.slope - USUAL), 0.0);
            let (mut bend, mut both, mut lift) = (BELIEF, 0.0, 1e-6);
            for (score, is) in scores.iter().zip(truth) {
                let score = f64::from(*score);
                let likely = sigmoid(scale.slope * score + scale.shift);
                let off = likely - if *is { yes } else { no };
                let bent = (likely * (1.0 - likely)).max(1e-6);
                by_slope += off * score;
                by_shift += off;
                bend += bent * score * score;
                both += bent * score;
                lift += bent;
            }
            let whole = bend * lift - both * both;
            scale.slope = (scale.slope - (lift * by_slope - both * by_shift) / whole).clamp(LEAST, 20.0);
            scale.shift = (scale.shift - (bend * by_shift - both * by_slope) / whole).clamp(-20.0, 20.0);
        }
        scale
    }

    /// How likely a label is with a score.
    pub(super) fn likely(&self, score: f32) -> f32 {
        sigmoid(self.slope * f64::from(score) + self.shift) as f32
    }
}

/// How surprising the truth is, all together.
pub(super) fn surprise(scale: &Scale, scores: &[f32], truth: &[bool]) -> f32 {
    let of = |(score, is): (&f32, &bool)| {
        let likely = scale.likely(*score);
        -(if *is { likely } else { 1.0 - likely }).max(1e-6).ln()
    };
    scores.iter().zip(truth).map(of).sum()
}

fn sigmoid(value: f64) -> f64 {
    1.0 / (1.0 + (-value).exp())
}
