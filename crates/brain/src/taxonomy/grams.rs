//! A text as counted stretches of letters, across spaces too, so that words, endings and short phrases are all among them; how rare each is
//! among the examples decides what it weighs. Words and pairs of words beside them made it worse.

use crate::normal::{Normal, is_han};

/// Buckets that stretches are counted in. So many that those of a thousand texts rarely meet, and few enough that a set of ten
/// labels takes five megabytes.
const BUCKETS: u32 = 1 << 17;
/// Longest stretch of letters, spaces among them.
const LETTERS_MAX: usize = 5;

/// What a text says, by bucket with how often.
#[derive(Debug)]
pub(super) struct Grams(Vec<(u32, u32)>);

impl Grams {
    pub(super) fn of(text: &str) -> Self {
        let mut found = stretches(&Normal::of(text));
        found.sort_unstable();
        Self(found.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect())
    }
}

/// How many of the examples say what.
#[derive(Debug)]
pub(super) struct Rarity {
    texts: usize,
    saying: Vec<u16>,
}

impl Rarity {
    pub(super) fn of(all: &[Grams]) -> Self {
        let mut saying = vec![0_u16; BUCKETS as usize];
        for (bucket, _) in all.iter().flat_map(|grams| &grams.0) {
            let count = &mut saying[*bucket as usize];
            *count = count.saturating_add(1);
        }
        Self { texts: all.len(), saying }
    }

    pub(super) fn buckets(&self) -> usize {
        self.saying.len()
    }

    /// A text as a row of weighed buckets; short texts weigh as much as long ones.
    pub(super) fn weigh(&self, grams: &Grams) -> Vec<(u32, f32)> {
        let weighed = |(bucket, count): &(u32, u32)| (*bucket, (1.0 + (*count as f32).ln()) * self.weight(*bucket));
        let mut row: Vec<(u32, f32)> = grams.0.iter().map(weighed).collect();
        let length = row.iter().map(|(_, value)| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        row.iter_mut().for_each(|(_, value)| *value /= length);
        row
    }

    /// What one bucket weighs.
    fn weight(&self, bucket: u32) -> f32 {
        let saying = f32::from(self.saying[bucket as usize]);
        ((1.0 + self.texts as f32) / (1.0 + saying)).ln() + 1.0
    }
}

/// Stretches of two letters and more, of one where a letter is a word.
fn stretches(normal: &Normal) -> Vec<u32> {
    let mut text = String::with_capacity(normal.text.len() + 2);
    for word in normal.text.split_whitespace() {
        text.push(' ');
        text.push_str(word);
    }
    text.push(' ');
    let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Vec::with_capacity(edges.len() * LETTERS_MAX);
    for (first, letter) in text.chars().enumerate() {
        let least = if is_han(letter) { 1 } else { 2 };
        let last = (first + LETTERS_MAX).min(edges.len() - 1);
        found.extend((first + least..=last).map(|end| bucket(&text.as_bytes()[edges[first]..edges[end]])));
    }
    found
}

/// FNV-1a with the finaliser of MurmurHash3, so that near texts lie far apart.
fn bucket(bytes: &[u8]) -> u32 {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (hash >> 32) as u32 & (BUCKETS - 1)
}
