//! Looking at pictures: prints by which a picture is known again though it was recompressed, resized, mirrored or cropped
//! a little; when and where a file says it was taken; and whether it is dark, blurred or a screenshot. Pure: bytes in, a
//! [`Look`] out.

mod faults;
mod print;
mod taken;

pub use faults::Faults;
pub use print::{ALIKE_MAX, Print, Prints};
pub use taken::{Place, Taken};

use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, ImageReader, Limits};
use std::io::{BufRead, Seek, SeekFrom};

/// The longer side of a picture we decode, in pixels; phones take 12,000 at most.
const SIDE_MAX_PX: u32 = 16_000;
/// How much memory decoding one picture may take, in bytes.
const MEMORY_MAX_BYTES: u64 = 512 << 20;
/// The longer side of the copy that is looked at, in pixels: what tells pictures apart is coarser, and noise is gone.
const SIDE_PX: u32 = 512;

/// What there is to know of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// By which it is known again; none of a picture too plain to be told from others.
    pub prints: Option<Prints>,
    /// What is wrong with it as proof.
    pub faults: Faults,
    /// When and where its file says it was taken.
    pub taken: Option<Taken>,
}

/// Looks at a picture; none when it is none, or does not decode within bounds.
pub fn look(mut picture: impl BufRead + Seek) -> Option<Look> {
    let taken = taken::read(&mut picture);
    picture.seek(SeekFrom::Start(0)).ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PX);
    limits.max_image_height = Some(SIDE_MAX_PX);
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    let mut reader = ImageReader::new(picture).with_guessed_format().ok()?;
    reader.limits(limits);
    let decoded = reader.decode().ok()?;
    let gray = small(&decoded);
    Some(Look { prints: Prints::of(&gray), faults: Faults::of(&gray), taken })
}

/// A gray copy of which no side is longer than a bound.
fn small(picture: &DynamicImage) -> GrayImage {
    let (width, height) = (picture.width(), picture.height());
    if width.max(height) <= SIDE_PX {
        return picture.to_luma8();
    }
    // First the fast way, then the smooth one, so that the same scene at other sizes gives the same small copy.
    let rough = picture.thumbnail(2 * SIDE_PX, 2 * SIDE_PX).to_luma8();
    DynamicImage::ImageLuma8(rough).resize(SIDE_PX, SIDE_PX, FilterType::Triangle).to_luma8()
}
