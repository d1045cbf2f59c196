//! Matrices of weights, kept small: eight bits a weight, with one scale for each thirty-two.

use ndarray::{Array2, ArrayView2};

/// Weights that share a scale.
pub(crate) const BLOCK: usize = 32;

/// A matrix whose rows give one output each.
#[derive(Debug)]
pub(crate) struct Matrix {
    rows: usize,
    columns: usize,
    scales: Vec<f32>,
    weights: Vec<i8>,
}

impl Matrix {
    /// A matrix of weights, row after row; columns are a multiple of [`BLOCK`].
    pub fn new(rows: usize, columns: usize, scales: Vec<f32>, weights: Vec<i8>) -> Self {
        Self { rows, columns, scales, weights }
    }

    /// How many outputs it gives.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// One row in full.
    pub fn row(&self, row: usize) -> Vec<f32> {
        let mut full = vec![0.0; self.columns];
        self.unpack(row, &mut full);
        full
    }

    fn unpack(&self, row: usize, full: &mut [f32]) {
        let weights = self.weights[row * self.columns..][..self.columns].chunks_exact(BLOCK);
        let scales = &self.scales[row * self.columns / BLOCK..];
        for ((weights, scale), full) in weights.zip(scales).zip(full.chunks_exact_mut(BLOCK)) {
            for (weight, full) in weights.iter().zip(full) {
                *full = f32::from(*weight) * scale;
            }
        }
    }

    /// Its outputs for many inputs, each a row.
    pub fn of_many(&self, inputs: &ArrayView2<'_, f32>) -> Array2<f32> {
        let mut full = Array2::zeros((self.rows, self.columns));
        for (row, mut full) in full.rows_mut().into_iter().enumerate() {
            self.unpack(row, full.as_slice_mut().unwrap_or_default());
        }
        inputs.dot(&full.t())
    }

    /// Its outputs for one input.
    pub fn of_one(&self, input: &[f32]) -> Vec<f32> {
        let per_row = self.columns / BLOCK;
        let rows = self.weights.chunks_exact(self.columns).zip(self.scales.chunks_exact(per_row));
        rows.map(|(weights, scales)| {
            let blocks = weights.chunks_exact(BLOCK).zip(input.chunks_exact(BLOCK));
            blocks.zip(scales).map(|((weights, input), scale)| scale * dot(weights, input)).sum()
        })
        .collect()
    }
}

/// The sum of products of one block, in lanes that a processor adds at once.
fn dot(weights: &[i8], input: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    for (weights, input) in weights.chunks_exact(LANES).zip(input.chunks_exact(LANES)) {
        for lane in 0..LANES {
            sums[lane] += f32::from(weights[lane]) * input[lane];
        }
    }
    sums.iter().sum()
}
