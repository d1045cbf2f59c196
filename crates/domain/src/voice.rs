//! Voice notes: what was heard in them, and how long they wait for it.

use crate::id::MessageId;
use crate::message::{Form, Heard, Interpretation, Kind, Reader};
use serde::{Deserialize, Serialize};

/// How what a voice note says was made out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// Who listened, with the version.
    pub by: String,
    /// How sure they are of the words, 0 to 1; none when they do not say.
    pub confidence: Option<f32>,
    /// The language they heard, as a BCP 47 tag; "und" when they do not say.
    pub language: String,
}

/// What a voice note says became known. Its words are personal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transcribed {
    /// The message.
    pub message: MessageId,
    /// How it was made out.
    pub transcript: Transcript,
}

impl Transcript {
    /// How long a voice note waits for somebody to hear it before a member should, in minutes.
    pub const WAIT_MINUTES: i64 = 30;
    /// From this confidence on the words are likely right; below, they often are others.
    const CLEAR: f32 = 0.45;

    /// Whether the words can be relied on, as far as whoever listened says.
    pub fn is_clear(&self) -> bool {
        self.confidence.is_none_or(|confidence| confidence >= Self::CLEAR)
    }
}

impl Heard {
    /// Whether it is a voice note that can still be heard, and was not: what it says is not known. An exported chat that
    /// came without its files never says it.
    pub fn is_unheard(&self) -> bool {
        let is_gone = self.words_gone_at.is_some() || self.file_gone_at.is_some();
        let may_come = !is_gone && (self.import.is_none() || self.media.is_some());
        self.form == Form::Audio && self.text.is_empty() && self.transcript.is_none() && may_come
    }

    /// Whether a reading of it claims or confirms work by what somebody seems to say in a voice note: that closes
    /// nothing, until a member says so or somebody writes it.
    pub fn is_hearsay(&self, meaning: &Interpretation) -> bool {
        let is_voice = self.transcript.is_some() || self.is_unheard();
        let is_claim = matches!(meaning.kind, Kind::Resolved | Kind::Verified | Kind::Task | Kind::Checkin);
        is_voice && is_claim && !matches!(meaning.by, Reader::Member(_))
    }
}
