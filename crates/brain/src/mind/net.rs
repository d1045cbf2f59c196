//! A small network with one hidden layer and a straight path beside it; knows its file format, hides its sums.

use crate::model::Unusable;

/// Hidden units a network may have.
const HIDDEN_MAX: usize = 256;

/// Numbers in, numbers out.
#[derive(Clone, Debug, PartialEq)]
pub struct Net {
    /// How many numbers go in.
    pub inputs: usize,
    /// How many hidden units there are.
    pub hidden: usize,
    /// How many numbers come out.
    pub outputs: usize,
    /// Input to hidden, one row per input, the row of biases last; most inputs are 0 and cost nothing.
    pub first: Vec<f32>,
    /// Hidden to output, one row per output, its bias last.
    pub second: Vec<f32>,
    /// Input straight to output, one row per output.
    pub direct: Vec<f32>,
}

impl Net {
    /// A network of zeros.
    #[must_use]
    pub fn zeros(inputs: usize, hidden: usize, outputs: usize) -> Self {
        let (first, second) = (vec![0.0; (inputs + 1) * hidden], vec![0.0; outputs * (hidden + 1)]);
        Self { inputs, hidden, outputs, first, second, direct: vec![0.0; outputs * inputs] }
    }

    /// What the hidden units say.
    #[must_use]
    pub fn hidden(&self, input: &[f32]) -> Vec<f32> {
        let mut sums = self.first[self.inputs * self.hidden..].to_vec();
        for (value, row) in input.iter().zip(self.first.chunks_exact(self.hidden)) {
            if *value != 0.0 {
                sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
            }
        }
        sums.iter_mut().for_each(|sum| *sum = tanh(*sum));
        sums
    }

    /// What comes out, given what the hidden units say.
    #[must_use]
    pub fn output(&self, input: &[f32], hidden: &[f32]) -> Vec<f32> {
        let rows = self.second.chunks_exact(self.hidden + 1).zip(self.direct.chunks_exact(self.inputs));
        rows.map(|(row, direct)| row[self.hidden] + dot(row, hidden) + dot(direct, input)).collect()
    }

    /// What comes out.
    #[must_use]
    pub fn answer(&self, input: &[f32]) -> Vec<f32> {
        self.output(input, &self.hidden(input))
    }

    /// What comes out first, of inputs of which only those that are not 0 are given; the same number as
    /// [`Net::answer`] gives, made without asking for memory.
    #[must_use]
    pub fn score(&self, input: &[(usize, f32)]) -> f32 {
        let mut sums = [0.0; HIDDEN_MAX];
        let sums = &mut sums[..self.hidden];
        sums.copy_from_slice(&self.first[self.inputs * self.hidden..]);
        for (at, value) in input {
            let row = &self.first[at * self.hidden..(at + 1) * self.hidden];
            sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
        }
        sums.iter_mut().for_each(|sum| *sum = tanh(*sum));
        let direct: f32 = input.iter().map(|(at, value)| self.direct[*at] * value).sum();
        self.second[self.hidden] + dot(&self.second[..self.hidden], sums) + direct
    }

    /// How much each input adds to an output on the straight path and through the hidden units as they stand.
    #[must_use]
    pub fn contributions(&self, input: &[f32], output: usize) -> Vec<f32> {
        let hidden = self.hidden(input);
        let row = &self.second[output * (self.hidden + 1)..];
        let direct = &self.direct[output * self.inputs..];
        let through = |at: usize| {
            let slope =
                |unit: usize| row[unit] * (1.0 - hidden[unit] * hidden[unit]) * self.first[at * self.hidden + unit];
            (0..self.hidden).map(slope).sum::<f32>()
        };
        (0..self.inputs).map(|at| if input[at] == 0.0 { 0.0 } else { input[at] * (direct[at] + through(at)) }).collect()
    }

    /// Reads a network of a known shape off the front of `bytes`.
    ///
    /// # Errors
    /// When the bytes are too few or of another shape.
    pub fn take(bytes: &[u8], inputs: usize, outputs: usize) -> Result<(Self, &[u8]), Unusable> {
        let (header, rest) = bytes.split_at_checked(12).ok_or(Unusable("no header"))?;
        let shape: Vec<usize> = words(header).map(|word| word as usize).collect();
        if shape[0] != inputs || shape[2] != outputs || shape[1] > HIDDEN_MAX {
            return Err(Unusable("another shape"));
        }
        let mut net = Self::zeros(inputs, shape[1], outputs);
        let mut rest = rest;
        for table in [&mut net.first, &mut net.second, &mut net.direct] {
            let (own, others) = rest.split_at_checked(table.len() * 4).ok_or(Unusable("too short"))?;
            table.iter_mut().zip(words(own)).for_each(|(weight, word)| *weight = f32::from_bits(word));
            rest = others;
        }
        Ok((net, rest))
    }

    /// Writes what [`Net::take`] reads.
    #[must_use]
    pub fn written(&self) -> Vec<u8> {
        let shape = [self.inputs, self.hidden, self.outputs].map(|side| side as u32);
        let weights = self.first.iter().chain(&self.second).chain(&self.direct).map(|weight| weight.to_bits());
        shape.into_iter().chain(weights).flat_map(u32::to_le_bytes).collect()
    }
}

/// The hyperbolic tangent by one exponential, to a millionth; the library's, exact to the last bit, took a tenth of
/// all reading.
fn tanh(x: f32) -> f32 {
    1.0 - 2.0 / ((2.0 * x).exp() + 1.0)
}

fn dot(row: &[f32], input: &[f32]) -> f32 {
    row.iter().zip(input).map(|(weight, value)| weight * value).sum()
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tangent_is_right_to_a_millionth() {
        for step in -4_000..=4_000 {
            let x = step as f32 / 200.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "{x}");
        }
        assert_eq!((tanh(f32::MAX), tanh(f32::MIN)), (1.0, -1.0));
    }

    #[test]
    fn a_written_network_reads_back() {
        let mut net = Net::zeros(2, 1, 1);
        (net.first, net.second, net.direct) = (vec![1.0, 0.0, 0.5], vec![2.0, -1.0], vec![0.0, 3.0]);
        let bytes = net.written();
        let (read, rest) = Net::take(&bytes, 2, 1).unwrap();
        assert_eq!((read, rest.len()), (net.clone(), 0));
        assert_eq!(net.answer(&[-0.5, 1.0]), [2.0]);
        assert_eq!(net.score(&[(0, -0.5), (1, 1.0)]), 2.0);
        assert_eq!(Net::take(&bytes, 3, 1).unwrap_err(), Unusable("another shape"));
    }
}
