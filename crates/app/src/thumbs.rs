//! Small copies of pictures, for lists; made when a picture is kept, and only of what decodes within bounds.

use crate::home::Home;
use anyhow::Context as _;
use domain::id::Digest;
use image::{ImageReader, Limits};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use tokio::task::spawn_blocking;

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

/// Makes the small copy of a picture that is kept; one that cannot be read or does not decode gets none.
pub async fn of(home: &Home, digest: &Digest) {
    let Some(name) = store::blobs::Digest::parse(digest.as_str()) else { return };
    let Ok(picture) = home.blobs.open(&name).await else { return };
    let (folder, digest) = (home.thumbs.clone(), digest.clone());
    if let Err(error) = spawn_blocking(move || make(picture, &folder, &digest)).await {
        tracing::error!(%error, "A small copy could not be made: {error}");
    }
}

/// Deletes the small copy of a picture, where there is one.
///
/// # Errors
/// When it cannot be deleted.
pub fn forget(home: &Home, digest: &Digest) -> anyhow::Result<()> {
    let thumb = path(&home.thumbs, digest);
    match std::fs::remove_file(&thumb) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot delete {}", thumb.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes the small copy of a picture, unless it is there.
fn make(picture: File, folder: &Path, digest: &Digest) -> bool {
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

fn shrink(picture: File) -> Option<image::RgbImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_MAX_PX);
    limits.max_image_height = Some(SIDE_MAX_PX);
    limits.max_alloc = Some(MEMORY_MAX_BYTES);
    let mut reader = ImageReader::new(BufReader::new(picture)).with_guessed_format().ok()?;
    reader.limits(limits);
    Some(reader.decode().ok()?.thumbnail(SIDE_PX, SIDE_PX).into_rgb8())
}
