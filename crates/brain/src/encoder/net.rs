//! The transformer: a few layers of attention over the pieces of a text, and the heads that read their mean.

use super::file::{File, Nibbles, Octets};
use crate::labels::{CATEGORIES, KINDS, PRIORITIES};
use crate::model::Unusable;
use faer::linalg::matmul::matmul;
use faer::{Accum, MatMut, MatRef, Par};
use pulp::Arch;
use std::f32::consts::{FRAC_1_SQRT_2, LN_2, LOG2_E};
use std::ops::Range;

/// Numbers that stand for a piece.
const WIDTH: usize = 384;
/// Parts of a piece that attend by themselves.
const HEADS: usize = 12;
/// Numbers between the two halves of a layer.
const WIDE: usize = 1_536;
/// Places a piece can stand at: two texts and the three marks around them.
const PLACES: usize = 96;
/// What the heads were taught to see the mean multiplied with.
const GAIN: f32 = 3.0;
/// What a piece is: of the message, or of what it quotes.
const PARTS: usize = 2;
const ANSWERS: usize = KINDS.len() + CATEGORIES.len() + PRIORITIES.len();
/// Outputs whose weights are unpacked at once: at most half a megabyte, which stays near the processor.
const UNPACKED: usize = 96;

/// A text as the network sees it.
#[derive(Debug)]
pub(super) struct Text {
    /// The numbers of its pieces; those beyond [`PLACES`] are not read.
    pub(super) pieces: Vec<usize>,
    /// How many of them are the message itself; the rest is what it quotes.
    pub(super) own: usize,
}

/// The weights.
#[derive(Debug)]
pub(super) struct Net {
    words: Nibbles,
    places: Vec<f32>,
    parts: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: Vec<f32>,
    leanings: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    qkv: Linear,
    out: Linear,
    norm: Norm,
    up: Linear,
    down: Linear,
    last: Norm,
}

/// A matrix, one row of weights for each output, and what is added.
#[derive(Debug)]
struct Linear {
    weights: Octets,
    inputs: usize,
    bias: Vec<f32>,
}

/// Brings every row to mean 0 and spread 1, then stretches and moves it.
#[derive(Debug)]
struct Norm {
    stretch: Vec<f32>,
    shift: Vec<f32>,
}

impl Net {
    pub(super) fn take(file: &mut File, pieces: usize) -> Result<Self, Unusable> {
        let count = file.count()?;
        let words = file.nibbles(pieces, WIDTH)?;
        let mut places = vec![0.0; PLACES * WIDTH];
        file.octets(places.len())?.unpack(0, &mut places);
        Ok(Self {
            words,
            places,
            parts: file.floats(PARTS * WIDTH)?,
            norm: Norm::take(file)?,
            layers: (0..count).map(|_| Layer::take(file)).collect::<Result<_, _>>()?,
            heads: file.floats(ANSWERS * WIDTH)?,
            leanings: file.floats(ANSWERS)?,
        })
    }

    /// What the heads say of each text, before it is made into probabilities. Several at once cost less than one by one.
    pub(super) fn run(&self, texts: &[Text]) -> Vec<Vec<f32>> {
        let (state, spans) = self.states(texts, self.layers.len());
        let answer = |(text, span): (&Text, &Range<usize>)| {
            let own = text.own.min(span.len());
            self.answers(&state[span.start * WIDTH..(span.start + own) * WIDTH])
        };
        texts.iter().zip(&spans).map(answer).collect()
    }

    /// The mean of what some of the layers make of each text's pieces: what it means, before the last layers ask what it is said for.
    pub(super) fn senses(&self, texts: &[Text], layers: usize) -> Vec<Vec<f32>> {
        let (state, spans) = self.states(texts, layers);
        spans.iter().map(|span| mean(&state[span.start * WIDTH..span.end * WIDTH])).collect()
    }

    /// What the first layers make of the pieces of all texts, and which rows are whose.
    fn states(&self, texts: &[Text], layers: usize) -> (Vec<f32>, Vec<Range<usize>>) {
        let mut spans = Vec::with_capacity(texts.len());
        let mut rows = 0;
        for text in texts {
            let length = text.pieces.len().min(PLACES);
            spans.push(rows..rows + length);
            rows += length;
        }
        let mut state = Vec::with_capacity(rows * WIDTH);
        for text in texts {
            for (at, piece) in text.pieces.iter().take(PLACES).enumerate() {
                let place = &self.places[at * WIDTH..][..WIDTH];
                let part = &self.parts[usize::from(at >= text.own) * WIDTH..][..WIDTH];
                let known = state.len();
                state.extend(place.iter().zip(part).map(|(place, part)| place + part));
                state[known..].iter_mut().zip(self.words.row(*piece)).for_each(|(sum, value)| *sum += value);
            }
        }
        self.norm.apply(&mut state);
        for layer in self.layers.iter().take(layers) {
            layer.apply(&mut state, &spans);
        }
        (state, spans)
    }

    /// What the heads say of the mean of some pieces.
    fn answers(&self, own: &[f32]) -> Vec<f32> {
        let mean = mean(own);
        let said = |row: &[f32]| row.iter().zip(&mean).map(|(weight, value)| weight * value).sum::<f32>() * GAIN;
        self.heads.chunks_exact(WIDTH).zip(&self.leanings).map(|(row, leaning)| said(row) + leaning).collect()
    }
}

/// The mean of some rows.
fn mean(rows: &[f32]) -> Vec<f32> {
    let mut mean = vec![0.0; WIDTH];
    for row in rows.chunks_exact(WIDTH) {
        mean.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    let share = 1.0 / (rows.len() / WIDTH).max(1) as f32;
    mean.iter_mut().for_each(|value| *value *= share);
    mean
}

impl Layer {
    fn take(file: &mut File) -> Result<Self, Unusable> {
        Ok(Self {
            qkv: Linear::take(file, WIDTH, 3 * WIDTH)?,
            out: Linear::take(file, WIDTH, WIDTH)?,
            norm: Norm::take(file)?,
            up: Linear::take(file, WIDTH, WIDE)?,
            down: Linear::take(file, WIDE, WIDTH)?,
            last: Norm::take(file)?,
        })
    }

    fn apply(&self, state: &mut [f32], spans: &[Range<usize>]) {
        let rows = state.len() / WIDTH;
        let mut wide = vec![0.0; rows * 3 * WIDTH];
        self.qkv.add(state, &mut wide);
        self.out.add(&attended(&wide, spans), state);
        self.norm.apply(state);
        wide.clear();
        wide.resize(rows * WIDE, 0.0);
        self.up.add(state, &mut wide);
        // With the widest instructions there are.
        Arch::new().dispatch(|| wide.iter_mut().for_each(|value| *value = gelu(*value)));
        self.down.add(&wide, state);
        self.last.apply(state);
    }
}

/// Every piece as a mean of all of its text, weighed by how well its question fits their keys, for each part by itself.
fn attended(qkv: &[f32], spans: &[Range<usize>]) -> Vec<f32> {
    const PART: usize = WIDTH / HEADS;
    let scale = (PART as f32).sqrt().recip();
    let rows = qkv.len() / (3 * WIDTH);
    let qkv = MatRef::from_row_major_slice(qkv, rows, 3 * WIDTH);
    let mut seen = vec![0.0; rows * WIDTH];
    let mut weights = Vec::new();
    for span in spans {
        let length = span.len();
        for head in 0..HEADS {
            let of = |nth: usize| qkv.submatrix(span.start, nth * WIDTH + head * PART, length, PART);
            weights.clear();
            weights.resize(length * length, 0.0);
            let fit = MatMut::from_row_major_slice_mut(&mut weights, length, length);
            matmul(fit, Accum::Replace, of(0), of(1).transpose(), scale, Par::Seq);
            Arch::new().dispatch(|| weights.chunks_exact_mut(length).for_each(shares));
            let fit = MatRef::from_row_major_slice(&weights, length, length);
            let whole = MatMut::from_row_major_slice_mut(&mut seen, rows, WIDTH);
            let part = whole.submatrix_mut(span.start, head * PART, length, PART);
            matmul(part, Accum::Replace, fit, of(2), 1.0, Par::Seq);
        }
    }
    seen
}

/// Makes numbers into shares of one, the larger the more.
#[inline(always)]
fn shares(row: &mut [f32]) {
    let most = row.iter().fold(f32::MIN, |most, value| most.max(*value));
    row.iter_mut().for_each(|value| *value = power(*value - most));
    let share = row.iter().sum::<f32>().recip();
    row.iter_mut().for_each(|value| *value *= share);
}

/// The power of e to a number of at most zero, right to five digits: two to the nearest whole power, which is put together from its
/// bits, times a polynomial for the rest. Several numbers at once are taken by one instruction, which the exact one cannot be.
#[inline(always)]
fn power(value: f32) -> f32 {
    /// Added to a number, it leaves the number's nearest whole one in the last bits.
    const ROUNDING: f32 = 12_582_912.0;
    /// Bits after which the exponent stands.
    const EXPONENT: u32 = 23;
    const TERMS: [f32; 6] = [1.340_043_2e-3, 9.676_037e-3, 5.550_327e-2, 0.240_221_07, LN_2, 1.0];
    let twos = (value * LOG2_E).max(-126.0);
    let whole = twos + ROUNDING;
    let rest = twos - (whole - ROUNDING);
    let scale = f32::from_bits(1.0_f32.to_bits().wrapping_add(whole.to_bits() << EXPONENT));
    TERMS.iter().fold(0.0, |sum, term| sum * rest + term) * scale
}

impl Linear {
    fn take(file: &mut File, inputs: usize, outputs: usize) -> Result<Self, Unusable> {
        Ok(Self { weights: file.octets(inputs * outputs)?, inputs, bias: file.floats(outputs)? })
    }

    /// Adds what it makes of each row of `from` to the row of `to`.
    fn add(&self, from: &[f32], to: &mut [f32]) {
        let (inputs, outputs) = (self.inputs, self.bias.len());
        Arch::new().dispatch(|| {
            for row in to.chunks_exact_mut(outputs) {
                row.iter_mut().zip(&self.bias).for_each(|(sum, value)| *sum += value);
            }
        });
        let rows = from.len() / inputs;
        let from = MatRef::from_row_major_slice(from, rows, inputs);
        let mut unpacked = vec![0.0; UNPACKED * inputs];
        for first in (0..outputs).step_by(UNPACKED) {
            self.weights.unpack(first * inputs, &mut unpacked);
            let weights = MatRef::from_row_major_slice(&unpacked, UNPACKED, inputs);
            let to = MatMut::from_row_major_slice_mut(to, rows, outputs).subcols_mut(first, UNPACKED);
            matmul(to, Accum::Add, from, weights.transpose(), 1.0, Par::Seq);
        }
    }
}

impl Norm {
    fn take(file: &mut File) -> Result<Self, Unusable> {
        Ok(Self { stretch: file.floats(WIDTH)?, shift: file.floats(WIDTH)? })
    }

    fn apply(&self, rows: &mut [f32]) {
        Arch::new().dispatch(|| {
            for row in rows.chunks_exact_mut(WIDTH) {
                let mean = sum(row, |value| value) / WIDTH as f32;
                row.iter_mut().for_each(|value| *value -= mean);
                let spread = (sum(row, |value| value * value) / WIDTH as f32).sqrt().max(f32::MIN_POSITIVE);
                for ((value, stretch), shift) in row.iter_mut().zip(&self.stretch).zip(&self.shift) {
                    *value = *value / spread * stretch + shift;
                }
            }
        });
    }
}

/// A sum in sixteen parts side by side, which one instruction adds to at a time.
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0; LANES];
    for lanes in row.chunks_exact(LANES) {
        sums.iter_mut().zip(lanes).for_each(|(sum, value)| *sum += of(*value));
    }
    sums.iter().sum()
}

/// The smooth step between the halves of a layer.
#[inline(always)]
fn gelu(value: f32) -> f32 {
    0.5 * value * (1.0 + error_function(value * FRAC_1_SQRT_2))
}

/// The error function by a quotient of two polynomials, right to 5 in ten million (the one of Eigen and XLA): the exact one
/// cannot be taken of several numbers by one instruction, and took a third of the time.
#[inline(always)]
fn error_function(value: f32) -> f32 {
    const ABOVE: [f32; 7] = [
        -2.726_142_3e-10,
        2.770_681_4e-8,
        -2.101_024_1e-6,
        -5.692_506_4e-5,
        -7.349_906_4e-4,
        -2.954_6e-3,
        -1.609_603_3e-2,
    ];
    const BELOW: [f32; 5] = [-1.456_607_2e-5, -2.133_740_6e-4, -1.682_827e-3, -7.373_329e-3, -1.426_473_9e-2];
    // Beyond four it is one to the last digit.
    let value = value.clamp(-4.0, 4.0);
    let square = value * value;
    let of = |terms: &[f32]| terms.iter().fold(0.0, |sum, term| sum * square + term);
    value * of(&ABOVE) / of(&BELOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_power_of_e_is_right_to_five_digits() {
        for nth in 0..=90_000_u32 {
            let value = nth as f32 / -1_000.0;
            let off = (power(value) / value.exp() - 1.0).abs();
            assert!(value < -87.0 || off < 1e-5, "{value}: off by {off}");
        }
    }

    #[test]
    fn the_error_function_is_right_to_six_digits() {
        for nth in -6_000..=6_000_i16 {
            let value = f32::from(nth) / 1_000.0;
            let off = (error_function(value) - libm::erff(value)).abs();
            assert!(off < 1e-6, "{value}: off by {off}");
        }
    }
}
