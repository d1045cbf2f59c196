//! What is heard of a sound at each moment and pitch, as Whisper wants it.

use ndarray::{Array2, Axis};
use std::f32::consts::PI;

/// Samples from one moment to the next: ten milliseconds.
const HOP: usize = 160;
/// Samples around a moment.
const WINDOW: usize = 400;
/// Frequencies that so many samples tell apart.
pub(crate) const BINS: usize = WINDOW / 2 + 1;
/// How much quieter than the loudest anything is held to be at most, in powers of ten.
const RANGE: f32 = 8.0;

/// The filters of pitch, and the waves to compare a sound with.
#[derive(Debug)]
pub(crate) struct Mel {
    filters: Array2<f32>,
    waves: Array2<f32>,
}

impl Mel {
    /// With filters as a model brings them: one row for each pitch.
    pub fn new(filters: Array2<f32>) -> Self {
        let wave = |(sample, column): (usize, usize)| {
            let (bin, is_sine) = (column % BINS, column >= BINS);
            let hann = 0.5 - 0.5 * (2.0 * PI * sample as f32 / WINDOW as f32).cos();
            // The product is taken modulo the window first, so that no precision is lost.
            let angle = 2.0 * PI * ((bin * sample) % WINDOW) as f32 / WINDOW as f32;
            hann * if is_sine { angle.sin() } else { angle.cos() }
        };
        Self { filters, waves: Array2::from_shape_fn((WINDOW, 2 * BINS), wave) }
    }

    /// How loud each pitch is at each of so many moments; silence follows where the sound ends before.
    pub fn of(&self, samples: &[f32], moments: usize) -> Array2<f32> {
        let half = WINDOW / 2;
        let at = |index: usize| {
            // Before it begins, a sound is mirrored.
            samples.get(half.abs_diff(index)).copied().unwrap_or_default()
        };
        let frames = Array2::from_shape_fn((moments, WINDOW), |(moment, sample)| at(moment * HOP + sample));
        let both = frames.dot(&self.waves);
        let (cosines, sines) = both.view().split_at(Axis(1), BINS);
        let power = &cosines * &cosines + &sines * &sines;
        let mut loud = power.dot(&self.filters.t()).mapv(|power| power.max(1e-10).log10());
        let loudest = loud.iter().copied().fold(f32::MIN, f32::max);
        loud.mapv_inplace(|loud| (loud.max(loudest - RANGE) + 4.0) / 4.0);
        loud
    }
}

/// Moments of so many samples.
pub(crate) fn moments(samples: usize) -> usize {
    samples.div_ceil(HOP)
}
