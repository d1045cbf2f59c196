//! What follows when somebody made out what a voice note says.

use crate::event::{Change, Event, Personal};
use crate::id::MessageId;
use crate::message::Form;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::voice::{Transcribed, Transcript};

/// Keeps what a voice note says, once. What it means is for a reader to say then.
pub fn transcribe(
    situation: &Situation,
    message: &MessageId,
    transcript: &Transcript,
    text: &str,
) -> Result<Vec<Change>, Refusal> {
    let heard = situation.message(message).ok_or_else(|| Refusal::NoSuchMessage(message.clone()))?;
    let is_said = heard.transcript.is_some() || !heard.text.is_empty() || heard.words_gone_at.is_some();
    if heard.form != Form::Audio || is_said {
        return Ok(Vec::new());
    }
    let transcribed = Transcribed { message: message.clone(), transcript: transcript.clone() };
    Ok(vec![Event::VoiceTranscribed(transcribed).with(Personal::text(text))])
}
