//! What kind of file some bytes are, told by how they begin, so that a file in a pack opens when it is clicked.

/// How many bytes tell.
pub(super) const TELLING_BYTES: usize = 12;

/// The endings that media in a pack have.
pub(super) const ENDINGS: [&str; 9] = ["jpg", "png", "gif", "webp", "mp4", "ogg", "pdf", "zip", "bin"];

/// The ending for a file that begins so.
pub(super) fn ending(begin: &[u8]) -> &'static str {
    const BEGINNINGS: [(&[u8], &str); 7] = [
        (b"\xff\xd8\xff", "jpg"),
        (b"\x89PNG", "png"),
        (b"GIF8", "gif"),
        (b"OggS", "ogg"),
        (b"%PDF", "pdf"),
        (b"PK\x03\x04", "zip"),
        (b"RIFF", "webp"),
    ];
    if begin.get(4..8) == Some(b"ftyp") {
        return "mp4";
    }
    BEGINNINGS.iter().find(|(bytes, _)| begin.starts_with(bytes)).map_or("bin", |(_, ending)| ending)
}

/// Whether a browser shows it as a picture.
pub(super) fn is_picture(ending: &str) -> bool {
    matches!(ending, "jpg" | "png" | "gif" | "webp")
}
