//! The parts of Whisper's layers: sums, attention and what lies between.

use crate::matrix::Matrix;
use ndarray::{Array2, ArrayView1, ArrayView2, Axis, Slice};

/// So little is added before a square root, that nothing is divided by nothing.
const LITTLE: f32 = 1e-5;

/// Brings the parts of a vector to one mean and spread.
#[derive(Debug)]
pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// A matrix with what is added to its outputs.
#[derive(Debug)]
pub(crate) struct Linear {
    pub matrix: Matrix,
    pub bias: Vec<f32>,
}

/// One part of a layer that looks around.
#[derive(Debug)]
pub(crate) struct Attention {
    pub norm: Norm,
    pub query: Linear,
    pub key: Linear,
    pub value: Linear,
    pub out: Linear,
    pub heads: usize,
}

/// One part of a layer that thinks.
#[derive(Debug)]
pub(crate) struct Thought {
    pub norm: Norm,
    pub wide: Linear,
    pub narrow: Linear,
}

impl Norm {
    pub fn of_one(&self, input: &[f32]) -> Vec<f32> {
        let count = input.len() as f32;
        let mean = input.iter().sum::<f32>() / count;
        let spread = input.iter().map(|part| (part - mean).powi(2)).sum::<f32>() / count;
        let scale = 1.0 / (spread + LITTLE).sqrt();
        let parts = input.iter().zip(&self.weight).zip(&self.bias);
        parts.map(|((part, weight), bias)| (part - mean) * scale * weight + bias).collect()
    }

    pub fn of_many(&self, input: &Array2<f32>) -> Array2<f32> {
        let mut output = input.clone();
        for mut row in output.rows_mut() {
            let of_row = self.of_one(row.as_slice().unwrap_or_default());
            row.assign(&ArrayView1::from(&of_row));
        }
        output
    }
}

impl Linear {
    pub fn of_one(&self, input: &[f32]) -> Vec<f32> {
        let mut output = self.matrix.of_one(input);
        // What has no bias adds nothing.
        for (output, bias) in output.iter_mut().zip(&self.bias) {
            *output += bias;
        }
        output
    }

    pub fn of_many(&self, input: &ArrayView2<'_, f32>) -> Array2<f32> {
        let output = self.matrix.of_many(input);
        if self.bias.is_empty() { output } else { output + ArrayView1::from(&self.bias) }
    }
}

impl Attention {
    /// Each input looks at all of them.
    pub fn of_many(&self, input: &Array2<f32>) -> Array2<f32> {
        let input = self.norm.of_many(input);
        let (mut query, key, value) =
            (self.query.of_many(&input.view()), self.key.of_many(&input.view()), self.value.of_many(&input.view()));
        let width = query.ncols() / self.heads;
        query *= (width as f32).sqrt().recip();
        let mut seen = Array2::zeros(query.dim());
        for head in 0..self.heads {
            let part = Slice::from(head * width..(head + 1) * width);
            let mut weights = query.slice_axis(Axis(1), part).dot(&key.slice_axis(Axis(1), part).t());
            for mut row in weights.axis_iter_mut(Axis(0)) {
                softmax(row.as_slice_mut().unwrap_or_default());
            }
            seen.slice_axis_mut(Axis(1), part).assign(&weights.dot(&value.slice_axis(Axis(1), part)));
        }
        self.out.of_many(&seen.view())
    }

    /// One input looks at what it may see.
    pub fn of_one(&self, input: &[f32], keys: &Array2<f32>, values: &Array2<f32>) -> Vec<f32> {
        let query = self.query.of_one(input);
        let width = query.len() / self.heads;
        let scale = (width as f32).sqrt().recip();
        let mut seen = Vec::with_capacity(query.len());
        for (head, query) in query.chunks_exact(width).enumerate() {
            let part = Slice::from(head * width..(head + 1) * width);
            let query = ArrayView1::from(query);
            let mut weights = keys.slice_axis(Axis(1), part).dot(&query).mapv(|weight| weight * scale).to_vec();
            softmax(&mut weights);
            seen.extend(values.slice_axis(Axis(1), part).t().dot(&ArrayView1::from(&weights)));
        }
        self.out.of_one(&seen)
    }
}

impl Thought {
    pub fn of_one(&self, input: &[f32]) -> Vec<f32> {
        let mut wide = self.wide.of_one(&self.norm.of_one(input));
        wide.iter_mut().for_each(|part| *part = gelu(*part));
        self.narrow.of_one(&wide)
    }

    pub fn of_many(&self, input: &Array2<f32>) -> Array2<f32> {
        let wide = self.wide.of_many(&self.norm.of_many(input).view()).mapv(gelu);
        self.narrow.of_many(&wide.view())
    }
}

/// What a neuron passes on, by the usual approximation.
pub(crate) fn gelu(part: f32) -> f32 {
    const ROOT: f32 = 0.797_884_6;
    let inner = ROOT * (part + 0.044_715 * part * part * part);
    part / (1.0 + (-2.0 * inner).exp())
}

/// Makes shares of a whole.
pub(crate) fn softmax(parts: &mut [f32]) {
    let most = parts.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for part in parts.iter_mut() {
        *part = (*part - most).exp();
        sum += *part;
    }
    for part in parts {
        *part /= sum;
    }
}
