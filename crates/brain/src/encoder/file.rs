//! Takes numbers and texts off the front of a model file; knows the two forms in which weights are stored.

use crate::model::Unusable;
use half::f16;
use pulp::Arch;

/// Weights that share a scale.
const BLOCK: usize = 32;

/// What is left of a model file.
#[derive(Debug)]
pub(super) struct File {
    rest: &'static [u8],
}

impl File {
    pub(super) fn new(bytes: &'static [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) fn is_read(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn bytes(&mut self, count: usize) -> Result<&'static [u8], Unusable> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(Unusable("cut short"))?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn count(&mut self) -> Result<usize, Unusable> {
        let bytes = self.bytes(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    }

    pub(super) fn text(&mut self) -> Result<&'static str, Unusable> {
        let length = usize::from(self.bytes(1)?[0]);
        std::str::from_utf8(self.bytes(length)?).map_err(|_| Unusable("a text that is none"))
    }

    pub(super) fn floats(&mut self, count: usize) -> Result<Vec<f32>, Unusable> {
        let bytes = self.bytes(count * 4)?;
        Ok(bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect())
    }

    /// Weights of one byte, a half-precision scale before every block of them; left as they are until they are asked for.
    pub(super) fn octets(&mut self, count: usize) -> Result<Octets, Unusable> {
        let bytes = self.bytes(count / BLOCK * (BLOCK + 2))?;
        let scale = |block: &[u8]| f16::from_le_bytes([block[0], block[1]]).to_f32();
        Ok(Octets { bytes, scales: bytes.chunks_exact(BLOCK + 2).map(scale).collect() })
    }

    /// Rows of weights of half a byte, left as they are until one is asked for.
    pub(super) fn nibbles(&mut self, rows: usize, width: usize) -> Result<Nibbles, Unusable> {
        let bytes = width / BLOCK * (BLOCK / 2 + 2);
        Ok(Nibbles { bytes: self.bytes(rows * bytes)?, row: bytes })
    }
}

/// Weights of one byte that are unpacked a few at a time: four times as many of them lie near the processor.
#[derive(Debug)]
pub(super) struct Octets {
    bytes: &'static [u8],
    scales: Vec<f32>,
}

impl Octets {
    /// Fills `into` with the weights from `first` on; both begin and end with a block.
    pub(super) fn unpack(&self, first: usize, into: &mut [f32]) {
        let first = first / BLOCK;
        let blocks = self.bytes[first * (BLOCK + 2)..].chunks_exact(BLOCK + 2).zip(&self.scales[first..]);
        Arch::new().dispatch(|| {
            for ((block, scale), into) in blocks.zip(into.chunks_exact_mut(BLOCK)) {
                for (value, octet) in into.iter_mut().zip(&block[2..]) {
                    *value = f32::from(octet.cast_signed()) * scale;
                }
            }
        });
    }
}

/// A table whose rows are unpacked one at a time.
#[derive(Debug)]
pub(super) struct Nibbles {
    bytes: &'static [u8],
    row: usize,
}

impl Nibbles {
    /// The weights of a row; none for a row that is not there.
    pub(super) fn row(&self, at: usize) -> impl Iterator<Item = f32> {
        let blocks = self.bytes.get(at * self.row..(at + 1) * self.row).unwrap_or_default();
        blocks.chunks_exact(BLOCK / 2 + 2).flat_map(|block| {
            let scale = f16::from_le_bytes([block[0], block[1]]).to_f32();
            let value = move |nibble: u8| (f32::from(nibble) - 8.0) * scale;
            block[2..]
                .iter()
                .map(move |both| value(both & 15))
                .chain(block[2..].iter().map(move |both| value(both >> 4)))
        })
    }
}
