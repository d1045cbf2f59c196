//! Perceptual prints: 256 bits of a picture's coarse shapes, for the whole of it and for many windows into it.

use image::{GrayImage, imageops};
use image_hasher::{HashAlg, Hasher, HasherConfig};

/// Bits of which two prints may differ when their pictures look identical; docs/photos.md says what that was measured
/// to find and to mistake.
pub const ALIKE_MAX: u32 = 40;
/// The side of a print; the square of it are its bits.
const SIDE: u32 = 16;
/// Bytes of a print.
const BYTES: usize = (SIDE * SIDE / 8) as usize;
/// The side of the copy that windows are cut from, in pixels.
const COPY_PX: u32 = 256;
/// How much of a side a window spans, with the places where it begins, in fortieths: all of it, and what cropping up to
/// a tenth leaves. Two windows next to each other differ so little that a crop between them is like both.
const SPANS: [(u32, &[u32]); 3] = [(40, &[0]), (38, &[0, 1, 2]), (36, &[0, 1, 2, 3, 4])];
const PARTS: u32 = 40;
/// The spread of brightness under which a picture is too plain to be known again: its print would be noise.
const PLAIN_MAX: f64 = 7.0;

/// A print: like pictures have like bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print([u64; BYTES / 8]);

impl Print {
    /// In how many bits two prints differ.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        self.0.iter().zip(other.0).map(|(one, other)| (one ^ other).count_ones()).sum()
    }
}

/// The prints of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prints {
    /// Of all of it, and of all of it in the mirror: what a picture is looked up by.
    asked: [Print; 2],
    /// Of windows into it, the whole first: what it is found by.
    windows: Vec<Print>,
}

impl Prints {
    /// The prints of a gray picture; none of one too plain.
    pub(crate) fn of(gray: &GrayImage) -> Option<Self> {
        if is_plain(gray) {
            return None;
        }
        let copy = imageops::resize(gray, COPY_PX, COPY_PX, imageops::FilterType::Triangle);
        let hasher = HasherConfig::new().hash_alg(HashAlg::Median).preproc_dct().hash_size(SIDE, SIDE).to_hasher();
        let windows = windows(&copy, &hasher);
        let mirrored = print(&hasher, &imageops::flip_horizontal(&copy));
        Some(Self { asked: [*windows.first()?, mirrored], windows })
    }

    /// In how many bits this picture differs from the window of another that is most like it.
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        let pairs = self.asked.iter().flat_map(|asked| other.windows.iter().map(|window| asked.distance(window)));
        pairs.min().unwrap_or(u32::MAX)
    }

    /// As it is kept: bytes one after another.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let all = self.asked.iter().skip(1).chain(&self.windows);
        all.flat_map(|print| print.0.iter().flat_map(|part| part.to_be_bytes())).collect()
    }

    /// What was kept.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut prints = bytes.chunks(BYTES).map(from_bytes);
        let mirrored = prints.next()??;
        let windows: Vec<Print> = prints.collect::<Option<_>>()?;
        Some(Self { asked: [*windows.first()?, mirrored], windows })
    }
}

fn from_bytes(bytes: &[u8]) -> Option<Print> {
    let mut print = [0; BYTES / 8];
    for (part, bytes) in print.iter_mut().zip(bytes.chunks(8)) {
        *part = u64::from_be_bytes(bytes.try_into().ok()?);
    }
    (bytes.len() == BYTES).then_some(Print(print))
}

fn windows(copy: &GrayImage, hasher: &Hasher) -> Vec<Print> {
    let spans = || SPANS.iter().flat_map(|(span, begins)| begins.iter().map(move |begin| (*begin, *span)));
    let pixels = |parts: u32| parts * COPY_PX / PARTS;
    let mut windows = Vec::new();
    for (x, width) in spans() {
        for (y, height) in spans() {
            let window = imageops::crop_imm(copy, pixels(x), pixels(y), pixels(width), pixels(height)).to_image();
            windows.push(print(hasher, &window));
        }
    }
    windows
}

fn print(hasher: &Hasher, picture: &GrayImage) -> Print {
    let hash = hasher.hash_image(picture);
    // The hasher was made for so many bits.
    from_bytes(hash.as_bytes()).unwrap_or(Print([0; BYTES / 8]))
}

/// Whether there is too little in a picture to tell it from others.
fn is_plain(gray: &GrayImage) -> bool {
    let count = gray.len().max(1) as f64;
    let mean = gray.iter().map(|at| f64::from(*at)).sum::<f64>() / count;
    let variance = gray.iter().map(|at| (f64::from(*at) - mean).powi(2)).sum::<f64>() / count;
    variance.sqrt() < PLAIN_MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(seed: u32) -> GrayImage {
        GrayImage::from_fn(400, 300, |x, y| {
            let wave = f64::from(x * (seed % 7 + 1)) / 60.0 + (f64::from(y) / f64::from(seed % 5 + 20)).sin() * 3.0;
            let blocks = if (x / 50 + y / 37 + seed).is_multiple_of(3) { 60.0 } else { 0.0 };
            image::Luma([(wave.sin() * 60.0 + 100.0 + blocks) as u8])
        })
    }

    #[test]
    fn a_picture_is_like_its_crops_and_its_mirror_and_unlike_others() {
        let prints = |picture: &GrayImage| Prints::of(picture).unwrap();
        let (old, other) = (prints(&scene(1)), prints(&scene(9)));
        let cropped = imageops::crop_imm(&scene(1), 20, 9, 372, 280).to_image();
        let small = imageops::resize(&scene(1), 210, 160, imageops::FilterType::Triangle);
        for changed in [cropped, small, imageops::flip_horizontal(&scene(1))] {
            assert!(prints(&changed).distance(&old) <= ALIKE_MAX);
            assert!(prints(&changed).distance(&other) > 60);
        }
    }

    #[test]
    fn what_is_kept_comes_back() {
        let prints = Prints::of(&scene(3)).unwrap();
        let bytes = prints.to_bytes();
        assert_eq!(Prints::from_bytes(&bytes), Some(prints));
        assert_eq!((Prints::from_bytes(&bytes[..40]), Prints::from_bytes(&[])), (None, None));
    }

    #[test]
    fn a_plain_picture_has_no_prints() {
        let wall = GrayImage::from_fn(300, 200, |x, _| image::Luma([200 + (x % 3) as u8]));
        assert_eq!(Prints::of(&wall), None);
    }
}
