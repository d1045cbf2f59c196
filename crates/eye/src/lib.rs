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
use image::metadata::Orientation;
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
    let exif = taken::read(&mut picture);
    picture.seek(SeekFrom::Start(0)).ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PX);
    limits.max_image_height = Some(SIDE_MAX_PX);
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    let mut reader = ImageReader::new(picture).with_guessed_format().ok()?;
    reader.limits(limits);
    let decoded = reader.decode().ok()?;
    let mut gray = DynamicImage::ImageLuma8(small(&decoded));
    gray.apply_orientation(exif.as_ref().and_then(taken::orientation).unwrap_or(Orientation::NoTransforms));
    let gray = gray.into_luma8();
    let taken = exif.as_ref().and_then(taken::taken);
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

#[cfg(test)]
mod tests {
    use super::*;
    use image::ImageFormat;
    use std::io::Cursor;

    fn scene() -> DynamicImage {
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(300, 420, |x, y| {
            let wave = (f64::from(x) / 23.0).sin() * 50.0 + (f64::from(y) / 41.0).cos() * 60.0 + 110.0;
            let block = if x < 120 && y > 260 { 60.0 } else { 0.0 };
            image::Rgb([(wave + block) as u8; 3])
        }))
    }

    fn jpeg(picture: &DynamicImage) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
        bytes.into_inner()
    }

    /// The same file, saying how a viewer turns it.
    fn saying(orientation: u16, jpeg: &[u8]) -> Vec<u8> {
        let mut tiff = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        tiff.extend(orientation.to_be_bytes());
        tiff.extend([0; 6]);
        let length = u16::try_from(tiff.len() + 2).unwrap();
        let (start, rest) = jpeg.split_at(2);
        [start, &[0xff, 0xe1], &length.to_be_bytes(), &tiff, rest].concat()
    }

    /// Sent as a document a phone's picture lies on its side and says so; sent as a photo it was turned.
    #[test]
    fn a_picture_is_known_again_however_its_file_lies() {
        let upright = look(Cursor::new(jpeg(&scene()))).unwrap().prints.unwrap();
        for (orientation, lying) in
            [(6, scene().rotate270()), (8, scene().rotate90()), (3, scene().rotate180()), (1, scene())]
        {
            let document = saying(orientation, &jpeg(&lying));
            let prints = look(Cursor::new(document)).unwrap().prints.unwrap();
            assert!(prints.distance(&upright) <= ALIKE_MAX, "{orientation}");
        }
        let turned = look(Cursor::new(jpeg(&scene().rotate90()))).unwrap().prints.unwrap();
        assert!(turned.distance(&upright) > ALIKE_MAX);
    }
}
