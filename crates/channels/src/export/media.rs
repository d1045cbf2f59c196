//! A media file of an export, read as a stream that ends at a cap.

use std::io::{self, Read};
use std::path::Path;

use crate::export::error::ExportError;

/// WhatsApp sends nothing larger than 2 GB.
pub(super) const MEDIA_MAX_BYTES: u64 = 2 << 30;

/// A media file that is there.
pub struct Media {
    size_bytes: u64,
    from: Box<dyn Read + Send>,
}

impl Media {
    pub(super) fn new(
        file: &Path,
        name: &str,
        size_bytes: u64,
        from: Box<dyn Read + Send>,
    ) -> Result<Media, ExportError> {
        if size_bytes > MEDIA_MAX_BYTES {
            let (file, what) = (file.to_path_buf(), format!("\"{name}\""));
            return Err(ExportError::TooLarge { file, what, max_bytes: MEDIA_MAX_BYTES });
        }
        Ok(Media { size_bytes, from: Box::new(from.take(size_bytes)) })
    }

    /// Its size, at most 2 GiB. A zip states it beforehand; reading fails if the content is of another size.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }
}

impl Read for Media {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.from.read(to)
    }
}
