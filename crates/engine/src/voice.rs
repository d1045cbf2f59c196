//! Hearing a voice note long after it came: its words are kept, then read as a message's; or a member is told to look.

use crate::intake::Intake;
use crate::reader::Reader;
use crate::stamps::Stamps;
use domain::id::OrgId;
use domain::message::Heard;
use domain::request::{Actor, Command, Via};
use domain::time::Instant;
use domain::voice::Transcript;
use store::StoreError;
use store::desk::Desk;
use store::need::Need;

/// What came of listening.
#[derive(Clone, Debug, PartialEq)]
pub enum Listened {
    /// These words, and how they were made out.
    Words(String, Transcript),
    /// Nothing in time: a member should look.
    Nothing,
}

/// Records what came of listening to a message, and has it read.
///
/// # Errors
/// Of the engine.
pub async fn listen(
    desk: &Desk,
    org: &OrgId,
    (reader, stamps): (impl Into<Reader>, Stamps),
    now: Instant,
    (heard, listened): (&Heard, Listened),
) -> Result<(), StoreError> {
    let via = if heard.import.is_some() { Via::Import } else { Via::WhatsApp };
    let mut intake = Intake::new(org.clone(), via, heard.import.clone(), reader, stamps).without_clock();
    let need = Need::at(heard.sent_at).conversation(heard.conversation.clone()).message(heard.id.clone());
    let need = match &heard.reply_to {
        Some(quoted) => need.quoted(heard.conversation.clone(), quoted.clone()),
        None => need,
    };
    let mut draft = desk.draft(org, &need).await?;
    match listened {
        Listened::Words(text, transcript) => {
            let command = Command::Transcribe { message: heard.id.clone(), transcript, text };
            let request = intake.request(now, Actor::Reader, command);
            let is_new = draft.draft.ask(request).is_ok_and(|changes| !changes.is_empty());
            if is_new {
                intake.read_voice(&mut draft.draft, now, &heard.id);
            }
        }
        Listened::Nothing => intake.give_up_voice(&mut draft.draft, now, &heard.id),
    }
    desk.commit(&mut draft).await?;
    Ok(())
}
