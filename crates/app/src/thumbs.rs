//! Small copies of pictures, for lists; made when a picture is kept, and only of what decodes within bounds.

use domain::id::Digest;
use image::{ImageReader, Limits};
use std::path::{Path, PathBuf};

/// The longer side of a small copy, in pixels.
const SIDE_PX: u32 = 480;
/// The longer side of a picture we decode, in pixels; phones take 12,000 at most.
const SIDE_MAX_PX: u32 = 16_000;
/// How much memory decoding one picture may take, in bytes.
const MEMORY_MAX_BYTES: u64 = 512 << 20;

/// Where the small copy of a picture is.
pub fn path(folder: &Path, digest: &Digest) -> PathBuf {
    let prefix: String = digest.as_str().chars().take(2).collect();
    folder.join(prefix).join(format!("{digest}.jpg"))
}

/// Makes the small copy of a picture, unless it is there; a picture that does not decode gets none.
pub fn make(picture: &Path, folder: &Path, digest: &Digest) -> bool {
    let target = path(folder, digest);
    if target.exists() {
        return true;
    }
    let Some(small) = shrink(picture) else { return false };
    let Some(parent) = target.parent() else { return false };
    let beside = target.with_extension("new");
    std::fs::create_dir_all(parent).is_ok()
        && small.save_with_format(&beside, image::ImageFormat::Jpeg).is_ok()
        && std::fs::rename(&beside, &target).is_ok()
}

fn shrink(picture: &Path) -> Option<image::RgbImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PX);
    limits.max_image_height = Some(SIDE_MAX_PX);
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    let mut reader = ImageReader::open(picture).ok()?.with_guessed_format().ok()?;
    reader.limits(limits);
    Some(reader.decode().ok()?.thumbnail(SIDE_PX, SIDE_PX).into_rgb8())
}
