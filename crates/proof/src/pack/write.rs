//! Writing the zip: files one after another, each hashed on its way, the manifest and its seal at the end.

use super::{MANIFEST, SEAL, SEALED, WRITING};
use crate::note::SecretKey;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Copied at a time.
const CHUNK_BYTES: usize = 64 << 10;

/// A pack on its way.
pub(super) struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    hash: Sha256,
    name: Option<String>,
    manifest: String,
}

impl<W: Write + Seek> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self { zip: ZipWriter::new(out), hash: Sha256::new(), name: None, manifest: String::new() }
    }

    /// Begins a file; what is written next is its content.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end();
        // Stored, with the zip's first day: nothing depends on the machine or the moment.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644)
            .large_file(true);
        self.zip.start_file(name, options)?;
        self.name = Some(name.to_owned());
        Ok(())
    }

    /// A whole file.
    pub(super) fn file(&mut self, name: &str, content: &str) -> io::Result<()> {
        self.begin(name)?;
        self.write_all(content.as_bytes())
    }

    /// A whole file from elsewhere, never whole in memory.
    pub(super) fn copy(&mut self, name: &str, mut from: impl Read) -> io::Result<()> {
        self.begin(name)?;
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            match from.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(size) => self.write_all(&chunk[..size])?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Adds the manifest and the seal over it.
    pub(super) fn finish(mut self, about: &str, key: &SecretKey) -> io::Result<W> {
        self.end();
        let manifest = std::mem::take(&mut self.manifest);
        let digest = hex(&Sha256::digest(manifest.as_bytes()));
        self.file(MANIFEST, &manifest)?;
        self.file(SEAL, &key.sign(&format!("{SEALED}\n{about}\n{digest}\n{WRITING}\n")))?;
        Ok(self.zip.finish()?)
    }

    fn end(&mut self) {
        let digest = std::mem::take(&mut self.hash).finalize();
        if let Some(name) = self.name.take() {
            self.manifest.push_str(&format!("{}  {name}\n", hex(&digest)));
        }
    }
}

impl<W: Write + Seek> Write for Writer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.zip.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.flush()
    }
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
