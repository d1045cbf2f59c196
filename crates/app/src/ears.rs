//! Who makes out what voice notes say: a server that transcribes, as settings name it, else the model in the data folder, which
//! is loaded when there is something to hear and let go after.

use crate::model_server::{ModelServer, Unanswered, VoiceSettings};
use crate::models::{Known, at};
use domain::voice::Transcript;
use ear::{NoSound, RATE_HZ, Whisper, sound};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::spawn_blocking;

/// The longest sound that is heard on this machine, in minutes: what takes a third of its length must not take longer than the
/// claim on it holds.
const MINUTES_MAX: usize = 30;

/// Somebody who listens. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Ear {
    /// A server.
    Server(ModelServer),
    /// The model in the data folder, when it is there.
    Here(Arc<Here>),
}

/// A model on this machine.
#[derive(Debug)]
pub struct Here {
    path: PathBuf,
    loaded: Mutex<Option<Whisper>>,
}

/// Why nothing was made out.
#[derive(Debug, thiserror::Error)]
pub enum Unheard {
    /// The server gave no answer.
    #[error(transparent)]
    Server(#[from] Unanswered),
    /// There is no sound.
    #[error("nobody can hear it: {0}")]
    Sound(#[from] NoSound),
    /// It is too long.
    #[error("it is longer than half an hour")]
    TooLong,
    /// The model cannot be used.
    #[error("the model cannot be used: {0}")]
    Model(String),
}

impl Unheard {
    /// Whether it is the trouble of whoever listens, whatever they hear: the same is tried again later.
    pub fn is_the_ears(&self) -> bool {
        match self {
            Self::Server(why) => why.is_the_servers(),
            Self::Model(_) => true,
            Self::Sound(_) | Self::TooLong => false,
        }
    }

    /// Whether it says something about whoever listens, and not about the file.
    pub fn is_failure(&self) -> bool {
        !matches!(self, Self::Server(Unanswered::Refused(400 | 415 | 422)) | Self::Sound(_) | Self::TooLong)
    }
}

impl Ear {
    /// Whoever settings name, else the model of a data folder.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn said(settings: &VoiceSettings, data: &Path) -> anyhow::Result<Self> {
        Ok(match settings.server()? {
            Some(server) => Self::Server(server),
            None => Self::Here(Arc::new(Here { path: at(data, Known::WhisperBase), loaded: Mutex::new(None) })),
        })
    }

    /// Whether there is anybody: a model can be brought while the program runs.
    pub fn is_there(&self) -> bool {
        match self {
            Self::Server(_) => true,
            Self::Here(here) => here.path.is_file(),
        }
    }

    /// What they are called.
    pub fn name(&self) -> &str {
        match self {
            Self::Server(server) => server.model(),
            Self::Here(_) => Known::WhisperBase.name(),
        }
    }

    /// Makes out what a voice note says, in one of the languages that are spoken here.
    ///
    /// # Errors
    /// Why nobody could.
    pub async fn hear(&self, bytes: Vec<u8>, languages: Vec<String>) -> Result<(String, Transcript), Unheard> {
        match self {
            Self::Server(server) => Ok(server.transcribe(bytes).await?),
            Self::Here(here) => {
                let here = Arc::clone(here);
                // Hearing is work for a processor, and must not hold up the pages.
                let heard = spawn_blocking(move || here.hear(&bytes, &languages)).await;
                heard.unwrap_or_else(|broken| Err(Unheard::Model(broken.to_string())))
            }
        }
    }

    /// Lets a loaded model go.
    pub fn rest(&self) {
        if let Self::Here(here) = self {
            *here.loaded.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

impl Here {
    fn hear(&self, bytes: &[u8], languages: &[String]) -> Result<(String, Transcript), Unheard> {
        let samples = sound(bytes)?;
        if samples.len() > MINUTES_MAX * 60 * RATE_HZ {
            return Err(Unheard::TooLong);
        }
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if loaded.is_none() {
            *loaded = Some(Whisper::open(&self.path).map_err(|why| Unheard::Model(why.to_string()))?);
        }
        let Some(whisper) = loaded.as_ref() else { return Err(Unheard::Model("it was let go".to_owned())) };
        let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
        let said = whisper.hear(&samples, &languages);
        let by = Known::WhisperBase.name().to_owned();
        let transcript = Transcript { by, confidence: Some(said.confidence), language: said.language.to_owned() };
        Ok((said.text, transcript))
    }
}

#[cfg(test)]
impl Ear {
    /// A stand-in's.
    pub fn of(server: ModelServer) -> Self {
        Self::Server(server)
    }

    /// The model of a folder, which may not be there.
    pub fn here(data: &Path) -> Self {
        Self::Here(Arc::new(Here { path: at(data, Known::WhisperBase), loaded: Mutex::new(None) }))
    }
}
