//! Linear heads over hashed features: small integer weights, a scale and a bias per class, probabilities by softmax.

use crate::features::Feature;

/// One multinomial logistic head, borrowed from the bytes of a model file.
#[derive(Clone, Debug)]
pub struct Head {
    bits: u32,
    scales: Vec<f32>,
    biases: Vec<f32>,
    weights: &'static [u8],
}

/// Why a model file cannot be used; give up, the file is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unusable(pub &'static str);

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the model file is unusable: {}", self.0)
    }
}

impl std::error::Error for Unusable {}

/// First bytes of a model file; the digit is the version of the features it was trained with.
pub const MAGIC: &[u8; 8] = b"LKREAD01";

impl Head {
    /// Takes one head of `classes` classes off the front of `bytes`.
    ///
    /// # Errors
    /// When the bytes are too few or describe another head.
    pub fn take(bytes: &'static [u8], classes: usize) -> Result<(Self, &'static [u8]), Unusable> {
        let (header, rest) = bytes.split_at_checked(8).ok_or(Unusable("no header"))?;
        let (bits, found) = (word(header, 0), word(header, 4) as usize);
        if found != classes || !(8..=22).contains(&bits) {
            return Err(Unusable("another shape"));
        }
        let (numbers, rest) = rest.split_at_checked(classes * 8).ok_or(Unusable("no scales"))?;
        let (weights, rest) = rest.split_at_checked(classes << bits).ok_or(Unusable("no weights"))?;
        let real = |at: usize| f32::from_bits(word(numbers, at * 4));
        let head = Self {
            bits,
            scales: (0..classes).map(real).collect(),
            biases: (classes..classes * 2).map(real).collect(),
            weights,
        };
        Ok((head, rest))
    }

    /// Writes a head that [`Head::take`] reads: `weights` are bucket-major, `temperature` divides all logits.
    #[must_use]
    pub fn written(bits: u32, weights: &[f32], biases: &[f32], temperature: f32) -> Vec<u8> {
        let classes = biases.len();
        let largest =
            |class: usize| weights.iter().skip(class).step_by(classes).fold(1e-6_f32, |most, w| most.max(w.abs()));
        let scales: Vec<f32> = (0..classes).map(|class| largest(class) / 127.0).collect();
        let mut bytes = Vec::with_capacity(weights.len() + 256);
        bytes.extend(bits.to_le_bytes());
        bytes.extend((classes as u32).to_le_bytes());
        scales.iter().for_each(|scale| bytes.extend((scale / temperature).to_le_bytes()));
        biases.iter().for_each(|bias| bytes.extend((bias / temperature).to_le_bytes()));
        let small = |(at, weight): (usize, &f32)| (weight / scales[at % classes]).round() as i8 as u8;
        bytes.extend(weights.iter().enumerate().map(small));
        bytes
    }

    /// Logits of every class.
    #[must_use]
    pub fn logits(&self, features: &[Feature]) -> Vec<f32> {
        let classes = self.biases.len();
        let mut sums = vec![0.0_f32; classes];
        for feature in features {
            let row = self.row(feature);
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += f32::from(*weight as i8) * feature.value;
            }
        }
        sums.iter().zip(&self.scales).zip(&self.biases).map(|((sum, scale), bias)| sum * scale + bias).collect()
    }

    /// Probabilities of every class.
    #[must_use]
    pub fn probabilities<const N: usize>(&self, features: &[Feature]) -> [f32; N] {
        let logits = softmax(&self.logits(features));
        std::array::from_fn(|class| logits.get(class).copied().unwrap_or_default())
    }

    /// What one feature adds to one class over what it adds to the classes on average.
    #[must_use]
    pub fn contribution(&self, feature: &Feature, class: usize) -> f32 {
        let parts = self.row(feature).iter().zip(&self.scales).map(|(weight, scale)| f32::from(*weight as i8) * scale);
        let (mut own, mut all) = (0.0, 0.0);
        for (index, part) in parts.enumerate() {
            all += part;
            if index == class {
                own = part;
            }
        }
        (own - all / self.biases.len() as f32) * feature.value
    }

    fn row(&self, feature: &Feature) -> &'static [u8] {
        let bucket = (feature.hash & ((1 << self.bits) - 1)) as usize;
        let classes = self.biases.len();
        &self.weights[bucket * classes..(bucket + 1) * classes]
    }
}

/// Probabilities from logits.
#[must_use]
pub fn softmax(logits: &[f32]) -> Vec<f32> {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let total: f32 = powers.iter().sum();
    powers.iter().map(|power| power / total).collect()
}

/// The place of the largest number; the first of equals.
#[must_use]
pub fn largest(numbers: &[f32]) -> usize {
    let mut best = 0;
    for (index, number) in numbers.iter().enumerate() {
        if *number > numbers[best] {
            best = index;
        }
    }
    best
}

/// A little-endian word; the caller has checked the length.
fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Origin;

    #[test]
    fn a_written_head_reads_back() {
        let mut weights = vec![0.0; 256 * 2];
        weights[7 * 2 + 1] = 3.0;
        let bytes: &'static [u8] = Box::leak(Head::written(8, &weights, &[0.5, 0.0], 1.0).into_boxed_slice());
        let (head, rest) = Head::take(bytes, 2).unwrap();
        let feature = Feature { hash: 7 + 256, value: 1.0, origin: Origin::Clue("x") };
        assert!(rest.is_empty());
        assert_eq!(head.logits(&[feature]).iter().map(|l| l.round()).collect::<Vec<_>>(), [1.0, 3.0]);
        assert!(head.contribution(&feature, 1) > 1.4);
    }

    #[test]
    fn another_shape_is_refused() {
        let bytes: &'static [u8] = Box::leak(Head::written(8, &[0.0; 512], &[0.0, 0.0], 1.0).into_boxed_slice());
        assert_eq!(Head::take(bytes, 3).unwrap_err(), Unusable("another shape"));
    }
}
