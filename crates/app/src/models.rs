//! Models that are too large to come with the program: which there are, where they lie, and that they are what they should be.

use anyhow::{Context as _, bail};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Bytes that are copied and hashed at once.
const CHUNK: usize = 1 << 20;

/// A model that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Whisper base, multilingual, by OpenAI: makes out what voice notes say.
    WhisperBase,
}

impl Known {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::WhisperBase];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhisperBase => "whisper-base",
        }
    }

    /// What it is for.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::WhisperBase => "makes out what voice notes say",
        }
    }

    /// The one of a name.
    ///
    /// # Errors
    /// When there is none.
    pub fn named(name: &str) -> anyhow::Result<Self> {
        let known = Self::ALL.into_iter().find(|known| known.name() == name);
        let names: Vec<&str> = Self::ALL.iter().map(|known| known.name()).collect();
        known.with_context(|| format!("there is no model “{name}”; these are known: {}", names.join(", ")))
    }

    /// Files that hold it, with their SHA-256: in the format of whisper.cpp, with eight bits a weight or sixteen.
    pub fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::WhisperBase => &[
                ("whisper-base-q8_0.ggml.bin", "57d5aa9b94553b2d4a3eed8bc59b309d7ab300f31aa736df0cebb0e7d27e7bba"),
                ("whisper-base-f16.ggml.bin", "00637b4c366e4875ce57a66eefc98028182c57ba8cdf664ba9977e8dc465da04"),
            ],
        }
    }
}

/// Where a model lies, when it is there.
pub fn at(data: &Path, model: Known) -> PathBuf {
    data.join("models").join(format!("{}.bin", model.name()))
}

/// Brings a model from a folder or a file. It counts only once all of it is there and is what it should be.
///
/// # Errors
/// When there is none, it is another, or it cannot be written.
pub fn bring(data: &Path, model: Known, from: &Path) -> anyhow::Result<PathBuf> {
    let source = match from.is_dir() {
        true => {
            let found = model.files().iter().map(|(name, _)| from.join(name)).find(|path| path.is_file());
            let names: Vec<&str> = model.files().iter().map(|(name, _)| *name).collect();
            found.with_context(|| format!("{} holds no {}", from.display(), names.join(" or ")))?
        }
        false => from.to_owned(),
    };
    let to = at(data, model);
    let folder = to.parent().context("a model lies in a folder")?;
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let part = to.with_extension("part");
    let copied = copy(&source, &part);
    let digest = match copied {
        Ok(digest) if model.files().iter().any(|(_, known)| *known == digest) => digest,
        other => {
            // What is not whole or not the model is not left behind.
            let _gone = std::fs::remove_file(&part);
            match other {
                Ok(digest) => bail!("{} is another file, or damaged: its SHA-256 is {digest}", source.display()),
                Err(error) => return Err(error),
            }
        }
    };
    std::fs::rename(&part, &to).with_context(|| format!("cannot write {}", to.display()))?;
    tracing::info!("Brought {} ({digest})", model.name());
    Ok(to)
}

/// Copies a file, and says its digest.
fn copy(from: &Path, to: &Path) -> anyhow::Result<String> {
    let mut target = File::create(to).with_context(|| format!("cannot write {}", to.display()))?;
    let digest = read_through(from, |chunk| target.write_all(chunk))?;
    target.sync_all().with_context(|| format!("cannot write {}", to.display()))?;
    Ok(digest)
}

/// The digest of a file.
///
/// # Errors
/// When it cannot be read.
pub fn digest(path: &Path) -> anyhow::Result<String> {
    read_through(path, |_| Ok(()))
}

/// Reads a file a chunk at a time, and says its digest.
fn read_through(path: &Path, mut each: impl FnMut(&[u8]) -> std::io::Result<()>) -> anyhow::Result<String> {
    let unread = || format!("cannot read {}", path.display());
    let mut file = File::open(path).with_context(unread)?;
    let (mut hash, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
    loop {
        let read = file.read(&mut chunk).with_context(unread)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&chunk[..read]);
        each(&chunk[..read]).context("cannot write what was read")?;
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to memory cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_model_itself_is_brought_and_nothing_else_stays() {
        let (data, from) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let bring = |from: &Path| bring(data.path(), Known::WhisperBase, from).map_err(|error| error.to_string());
        assert!(bring(from.path()).unwrap_err().contains("holds no whisper-base-q8_0.ggml.bin"));
        let file = from.path().join("whisper-base-q8_0.ggml.bin");
        std::fs::write(&file, b"lmgg and more").unwrap();
        for from in [from.path(), &file] {
            assert!(bring(from).unwrap_err().contains("another file, or damaged"));
        }
        assert!(bring(&from.path().join("nothing")).unwrap_err().contains("cannot read"));
        assert_eq!(std::fs::read_dir(data.path().join("models")).unwrap().count(), 0);
        assert!(Known::named("whisper-huge").unwrap_err().to_string().contains("whisper-base"));
    }
}
