//! Regularised least squares over all examples at once: exact, without steps or chance, and what each example would have been held to be
//! without itself comes out of the same sums, so that strengths are chosen without a second look.

use super::sure::{Scale, surprise};

/// What is added to every likeness, so that labels may be frequent or rare of themselves.
const LEANING: f32 = 1.0;
/// Strengths of the restraint that are tried.
const STRENGTHS: [f64; 6] = [0.003, 0.01, 0.03, 0.1, 0.3, 1.0];

/// How like every two examples are.
#[derive(Debug)]
pub(super) struct Kernel {
    size: usize,
    likeness: Vec<f32>,
}

/// What is chosen by the examples.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    /// Strengths of words and of meaning.
    pub(super) mix: (f32, f32),
    /// Strength of the restraint.
    pub(super) strength: f64,
}

/// A kernel, solved.
#[derive(Debug)]
pub(super) struct Solved {
    /// For each label, what each example speaks for it.
    pub(super) shares: Vec<Vec<f64>>,
    /// For each label, the score of each example by all others.
    pub(super) left_out: Vec<Vec<f32>>,
}

impl Kernel {
    /// Of rows of weighed buckets.
    pub(super) fn of_rows(rows: &[Vec<(u32, f32)>], buckets: usize) -> Self {
        let mut spread = vec![0.0_f32; buckets];
        Self::of(rows.len(), |a, others, out| {
            rows[a].iter().for_each(|(bucket, value)| spread[*bucket as usize] += value);
            for b in 0..others {
                out[b] = rows[b].iter().map(|(bucket, value)| spread[*bucket as usize] * value).sum();
            }
            rows[a].iter().for_each(|(bucket, _)| spread[*bucket as usize] = 0.0);
        })
    }

    /// Of meanings.
    pub(super) fn of_senses(senses: &[Vec<f32>]) -> Self {
        Self::of(senses.len(), |a, others, out| {
            for b in 0..others {
                out[b] = senses[a].iter().zip(&senses[b]).map(|(a, b)| a * b).sum();
            }
        })
    }

    /// `likeness` writes how like an example is to the first so many.
    fn of(size: usize, mut likeness: impl FnMut(usize, usize, &mut [f32])) -> Self {
        let mut all = vec![0.0; size * size];
        for a in 0..size {
            likeness(a, a + 1, &mut all[a * size..][..=a]);
            for b in 0..a {
                all[b * size + a] = all[a * size + b];
            }
        }
        Self { size, likeness: all }
    }

    /// Both together, each with its strength.
    pub(super) fn with(&self, other: &Self, (own, others): (f32, f32)) -> Self {
        let both = self.likeness.iter().zip(&other.likeness);
        Self { size: self.size, likeness: both.map(|(a, b)| own * a + others * b).collect() }
    }

    /// Of some of the examples only.
    fn among(&self, some: &[usize]) -> Self {
        let row = |a: &usize| some.iter().map(|b| self.likeness[a * self.size + b]).collect::<Vec<_>>();
        Self { size: some.len(), likeness: some.iter().flat_map(row).collect() }
    }

    /// Solves it for each label.
    pub(super) fn solve(&self, truth: &[Vec<bool>], strength: f64) -> Solved {
        let inverse = self.inverse_root(strength);
        let size = self.size;
        let row = |at: usize| &inverse[at * size..][..=at];
        let mut own = vec![0.0; size];
        for at in 0..size {
            own.iter_mut().zip(row(at)).for_each(|(sum, value)| *sum += value * value);
        }
        let (mut shares, mut left_out) = (Vec::new(), Vec::new());
        for truth in truth {
            let said: Vec<f64> = truth.iter().map(|is| if *is { 1.0 } else { -1.0 }).collect();
            let mut share = vec![0.0; size];
            for at in 0..size {
                let half = dot(row(at), &said[..=at]);
                share.iter_mut().zip(row(at)).for_each(|(sum, value)| *sum += value * half);
            }
            left_out.push((0..size).map(|at| (said[at] - share[at] / own[at]) as f32).collect());
            shares.push(share);
        }
        Solved { shares, left_out }
    }

    /// The inverse of the lower root of the restrained likenesses, row by row (Cholesky).
    fn inverse_root(&self, strength: f64) -> Vec<f64> {
        let size = self.size;
        let mut root = vec![0.0_f64; size * size];
        for a in 0..size {
            for b in 0..=a {
                let (before, rest) = root.split_at(a * size);
                let other = if b == a { &rest[..b] } else { &before[b * size..][..b] };
                let known = dot(&rest[..b], other);
                let value = f64::from(self.likeness[a * size + b] + LEANING) - known;
                root[a * size + b] =
                    if a == b { (value + strength).max(f64::MIN_POSITIVE).sqrt() } else { value / root[b * size + b] };
            }
        }
        let mut inverse = vec![0.0_f64; size * size];
        for a in 0..size {
            let (before, own) = inverse.split_at_mut(a * size);
            for b in 0..a {
                let factor = root[a * size + b];
                own[..=b].iter_mut().zip(&before[b * size..][..=b]).for_each(|(sum, value)| *sum -= factor * value);
            }
            let share = root[a * size + a].recip();
            own[..a].iter_mut().for_each(|value| *value *= share);
            own[a] = share;
        }
        inverse
    }
}

/// The strengths with which each example is least surprising to all others.
pub(super) fn best(
    words: &Kernel,
    meaning: &Kernel,
    mixes: &[(f32, f32)],
    truth: &[Vec<bool>],
    sample: &[usize],
) -> Best {
    let truth: Vec<Vec<bool>> = truth.iter().map(|all| sample.iter().map(|at| all[*at]).collect()).collect();
    let (words, meaning) = (words.among(sample), meaning.among(sample));
    let mut best = (f32::INFINITY, Best { mix: mixes[0], strength: STRENGTHS[0] });
    for mix in mixes {
        let kernel = words.with(&meaning, *mix);
        for strength in STRENGTHS {
            let left_out = kernel.solve(&truth, strength).left_out;
            let surprised = left_out.iter().zip(&truth).map(|(scores, truth)| {
                let scale = Scale::fit(scores, truth);
                surprise(&scale, scores, truth)
            });
            let surprised = surprised.sum::<f32>();
            if surprised < best.0 {
                best = (surprised, Best { mix: *mix, strength });
            }
        }
    }
    best.1
}

/// What was learned, as one weight for each bucket and each number of a meaning, for each label.
#[derive(Debug)]
pub(super) struct Weighed {
    labels: usize,
    leaning: Vec<f32>,
    buckets: Vec<f32>,
    meaning: Vec<f32>,
}

impl Weighed {
    pub(super) fn of(
        shares: &[Vec<f64>],
        rows: &[Vec<(u32, f32)>],
        senses: &[Vec<f32>],
        (words, meanings): (f32, f32),
        buckets: usize,
    ) -> Self {
        let labels = shares.len();
        let width = senses.first().map_or(0, Vec::len);
        let leaning = shares.iter().map(|shares| shares.iter().sum::<f64>() as f32 * LEANING).collect();
        let (mut known, mut meaning) = (vec![0.0; buckets * labels], vec![0.0; width * labels]);
        for (at, (row, sense)) in rows.iter().zip(senses).enumerate() {
            for (label, shares) in shares.iter().enumerate() {
                let share = shares[at] as f32;
                row.iter().for_each(|(bucket, value)| {
                    known[*bucket as usize * labels + label] += share * words * value;
                });
                sense.iter().enumerate().for_each(|(number, value)| {
                    meaning[number * labels + label] += share * meanings * value;
                });
            }
        }
        Self { labels, leaning, buckets: known, meaning }
    }

    /// The score of each label.
    pub(super) fn scores(&self, row: &[(u32, f32)], sense: &[f32]) -> Vec<f32> {
        let mut scores = self.leaning.clone();
        let mut add = |weights: &[f32], value: f32| {
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight * value);
        };
        row.iter().for_each(|(bucket, value)| add(&self.buckets[*bucket as usize * self.labels..], *value));
        sense.iter().enumerate().for_each(|(number, value)| add(&self.meaning[number * self.labels..], *value));
        scores
    }
}

/// The sum of products, in eight parts side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    let (a, b) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f64 = a.remainder().iter().zip(b.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a.zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f64>() + rest
}
