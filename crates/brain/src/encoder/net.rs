//! The transformer: a few layers of attention over the pieces of a text, and the heads that read their mean.

use super::file::{File, Nibbles};
use crate::labels::{CATEGORIES, KINDS, PRIORITIES};
use crate::model::Unusable;
use ndarray::{Array1, Array2, Axis, Slice};
use std::ops::Range;
use std::sync::LazyLock;

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
    places: Array2<f32>,
    parts: Array2<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    heads: Linear,
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

/// A matrix, one row for each output, and what is added.
#[derive(Debug)]
struct Linear {
    weights: Array2<f32>,
    bias: Array1<f32>,
}

/// Brings every row to mean 0 and spread 1, then stretches and moves it.
#[derive(Debug)]
struct Norm {
    stretch: Array1<f32>,
    shift: Array1<f32>,
}

impl Net {
    pub(super) fn take(file: &mut File, pieces: usize) -> Result<Self, Unusable> {
        let count = file.count()?;
        let words = file.nibbles(pieces, WIDTH)?;
        let places = table(file.octets(PLACES * WIDTH)?, PLACES)?;
        let parts = table(file.floats(PARTS * WIDTH)?, PARTS)?;
        let norm = Norm::take(file)?;
        let layers = (0..count).map(|_| Layer::take(file)).collect::<Result<_, _>>()?;
        let weights = table(file.floats(ANSWERS * WIDTH)?, ANSWERS)?;
        let heads = Linear { weights, bias: Array1::from(file.floats(ANSWERS)?) };
        Ok(Self { words, places, parts, norm, layers, heads })
    }

    /// What the heads say of each text, before it is made into probabilities. Several at once cost less than one by one.
    pub(super) fn run(&self, texts: &[Text]) -> Vec<Vec<f32>> {
        let mut spans = Vec::with_capacity(texts.len());
        let mut rows = 0;
        for text in texts {
            let length = text.pieces.len().min(PLACES);
            spans.push(rows..rows + length);
            rows += length;
        }
        let mut state = Array2::zeros((rows, WIDTH));
        for (text, span) in texts.iter().zip(&spans) {
            for (at, piece) in text.pieces.iter().take(span.len()).enumerate() {
                let mut row = state.row_mut(span.start + at);
                row += &self.places.row(at);
                row += &self.parts.row(usize::from(at >= text.own));
                row.iter_mut().zip(self.words.row(*piece)).for_each(|(sum, value)| *sum += value);
            }
        }
        self.norm.apply(&mut state);
        for layer in &self.layers {
            layer.apply(&mut state, &spans);
        }
        let answer = |(text, span): (&Text, &Range<usize>)| {
            let own = state.slice_axis(Axis(0), Slice::from(span.start..span.start + text.own.min(span.len())));
            let mean = own.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(WIDTH));
            (self.heads.weights.dot(&(mean * GAIN)) + &self.heads.bias).to_vec()
        };
        texts.iter().zip(&spans).map(answer).collect()
    }
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

    fn apply(&self, state: &mut Array2<f32>, spans: &[Range<usize>]) {
        *state += &self.out.apply(&attended(&self.qkv.apply(state), spans));
        self.norm.apply(state);
        let mut wide = self.up.apply(state);
        wide.mapv_inplace(gelu);
        *state += &self.down.apply(&wide);
        self.last.apply(state);
    }
}

/// Every piece as a mean of all of its text, weighed by how well its question fits their keys, for each part by itself.
fn attended(qkv: &Array2<f32>, spans: &[Range<usize>]) -> Array2<f32> {
    const PART: usize = WIDTH / HEADS;
    let scale = (PART as f32).sqrt().recip();
    let mut seen = Array2::zeros((qkv.nrows(), WIDTH));
    for span in spans {
        let own = qkv.slice_axis(Axis(0), Slice::from(span.clone()));
        let mut rows = seen.slice_axis_mut(Axis(0), Slice::from(span.clone()));
        for head in 0..HEADS {
            let of = |nth: usize| {
                let first = nth * WIDTH + head * PART;
                own.slice_axis(Axis(1), Slice::from(first..first + PART))
            };
            let mut weights = of(0).dot(&of(1).t()) * scale;
            for mut row in weights.rows_mut() {
                let most = row.fold(f32::MIN, |most, value| most.max(*value));
                row.mapv_inplace(|value| (value - most).exp());
                row /= row.sum();
            }
            rows.slice_axis_mut(Axis(1), Slice::from(head * PART..(head + 1) * PART)).assign(&weights.dot(&of(2)));
        }
    }
    seen
}

impl Linear {
    fn take(file: &mut File, inputs: usize, outputs: usize) -> Result<Self, Unusable> {
        Ok(Self { weights: table(file.octets(inputs * outputs)?, outputs)?, bias: Array1::from(file.floats(outputs)?) })
    }

    fn apply(&self, rows: &Array2<f32>) -> Array2<f32> {
        rows.dot(&self.weights.t()) + &self.bias
    }
}

impl Norm {
    fn take(file: &mut File) -> Result<Self, Unusable> {
        Ok(Self { stretch: Array1::from(file.floats(WIDTH)?), shift: Array1::from(file.floats(WIDTH)?) })
    }

    fn apply(&self, rows: &mut Array2<f32>) {
        for mut row in rows.rows_mut() {
            let mean = row.sum() / WIDTH as f32;
            row -= mean;
            let spread = (row.dot(&row) / WIDTH as f32).sqrt().max(f32::MIN_POSITIVE);
            row /= spread;
            row *= &self.stretch;
            row += &self.shift;
        }
    }
}

fn table(values: Vec<f32>, rows: usize) -> Result<Array2<f32>, Unusable> {
    let width = values.len() / rows;
    Array2::from_shape_vec((rows, width), values).map_err(|_| Unusable("a table of another shape"))
}

/// Beyond this the step is flat, or the number itself.
const STEEP: f32 = 6.0;
/// Entries of the table for one.
const FINE: f32 = 256.0;

/// The smooth step between the halves of a layer, by a table: the error function itself took a third of the time.
fn gelu(value: f32) -> f32 {
    static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| {
        let at = |entry: i32| entry as f32 / FINE - STEEP;
        let exact = |value: f32| 0.5 * value * (1.0 + libm::erff(value * std::f32::consts::FRAC_1_SQRT_2));
        (0..=(2.0 * STEEP * FINE) as i32 + 1).map(|entry| exact(at(entry))).collect()
    });
    if value.abs() >= STEEP {
        return value.max(0.0);
    }
    let place = (value + STEEP) * FINE;
    let (entry, beyond) = (place as usize, place.fract());
    TABLE[entry] * (1.0 - beyond) + TABLE[entry + 1] * beyond
}
