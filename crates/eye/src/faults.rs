//! What is wrong with a picture as proof: too dark, blurred, or taken of a screen's content.

use image::GrayImage;

/// Under this mean brightness a picture is dark, unless something in it is lit.
const DARK_MEAN_MAX: f64 = 38.0;
/// The brightness that a twentieth of a picture reaches when something in it is lit.
const LIT: u32 = 110;
/// The variance of its edges under which a picture is blurred.
const BLURRED_MAX: f64 = 26.0;
/// Screens of phones are at least so much longer than wide.
const SCREEN_RATIO: f64 = 1.7;
/// The share of one brightness that screens have and scenes do not.
const SCREEN_SHARE: f64 = 0.35;
/// The rows in which a phone shows the time, as a part of its height.
const BAR_PARTS: u32 = 40;
/// How much of these rows is of one brightness.
const BAR_SHARE: f64 = 0.6;

/// What is wrong with a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// There is hardly light in it.
    pub dark: bool,
    /// Nothing in it is sharp.
    pub blurred: bool,
    /// It is probably a screenshot.
    pub screenshot: bool,
}

impl Faults {
    /// What is wrong with a gray picture.
    pub(crate) fn of(gray: &GrayImage) -> Self {
        let dark = is_dark(gray);
        let edges = edges(gray);
        // Of what is dark nobody can say whether it is sharp.
        Self { dark, blurred: !dark && edges < BLURRED_MAX, screenshot: edges >= BLURRED_MAX && is_screen(gray) }
    }
}

fn histogram(levels: impl Iterator<Item = u8>) -> [u32; 256] {
    let mut counts = [0; 256];
    for level in levels {
        counts[usize::from(level)] += 1;
    }
    counts
}

fn is_dark(gray: &GrayImage) -> bool {
    let counts = histogram(gray.iter().copied());
    let pixels: u32 = counts.iter().sum();
    let total: f64 = counts.iter().zip(0_u32..).map(|(count, level)| f64::from(*count) * f64::from(level)).sum();
    let lit: u32 = counts.iter().zip(0_u32..).filter(|(_, level)| *level >= LIT).map(|(count, _)| count).sum();
    total / f64::from(pixels.max(1)) < DARK_MEAN_MAX && 20 * lit < pixels
}

/// The variance of the Laplacian: how much sharp change there is.
fn edges(gray: &GrayImage) -> f64 {
    let (width, height) = gray.dimensions();
    let at = |x: u32, y: u32| f64::from(gray.get_pixel(x, y).0[0]);
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0_f64);
    for y in 1..height.saturating_sub(1) {
        for x in 1..width.saturating_sub(1) {
            let change = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4.0 * at(x, y);
            sum += change;
            squares += change * change;
            count += 1.0;
        }
    }
    let count = count.max(1.0);
    squares / count - (sum / count).powi(2)
}

/// Whether it is upright as a phone, and of one brightness as drawn surfaces are.
fn is_screen(gray: &GrayImage) -> bool {
    let (width, height) = gray.dimensions();
    let is_upright = f64::from(height) >= SCREEN_RATIO * f64::from(width);
    let bar = (height / BAR_PARTS).max(1);
    is_upright
        && one_level(gray.iter().copied()) >= SCREEN_SHARE
        && one_level(gray.rows().take(bar as usize).flatten().map(|pixel| pixel.0[0])) >= BAR_SHARE
}

/// The share of the commonest brightness, give or take one.
fn one_level(levels: impl Iterator<Item = u8>) -> f64 {
    let counts = histogram(levels);
    let most = counts.windows(3).map(|near| near.iter().sum::<u32>()).max().unwrap_or_default();
    f64::from(most) / f64::from(counts.iter().sum::<u32>().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Luma, imageops};

    fn scene() -> GrayImage {
        GrayImage::from_fn(300, 400, |x, y| Luma([((x * 7 + y * 3) % 97 + (x / 20 % 2) * 90 + 40) as u8]))
    }

    #[test]
    fn each_fault_is_seen_and_no_other() {
        let night = GrayImage::from_fn(300, 400, |x, y| Luma([(scene().get_pixel(x, y).0[0] / 12).min(20)]));
        let screen = GrayImage::from_fn(236, 512, |x, y| {
            let is_text = y > 30 && (y / 8).is_multiple_of(5) && x.is_multiple_of(3);
            Luma([if is_text { 20 } else { 245 }])
        });
        let none = Faults::default();
        let table = [
            (scene(), none),
            (night, Faults { dark: true, ..none }),
            (imageops::blur(&scene(), 9.0), Faults { blurred: true, ..none }),
            (screen, Faults { screenshot: true, ..none }),
        ];
        for (picture, faults) in table {
            assert_eq!(Faults::of(&picture), faults);
        }
    }

    #[test]
    fn a_picture_of_one_pixel_is_looked_at() {
        assert!(Faults::of(&GrayImage::new(1, 1)).dark);
    }
}
