//! Runs of reading exported chats, and erasure.

use super::receive::meet_conversation;
use crate::event::{Change, Event, Finished, Personal};
use crate::id::{ImportId, PersonId};
use crate::message::ConversationKey;
use crate::refusal::Refusal;
use crate::situation::Situation;

/// Begins a run.
pub fn start(situation: &Situation, import: &ImportId, conversation: &ConversationKey, file: &str) -> Vec<Change> {
    let mut changes = meet_conversation(situation, conversation);
    let event = Event::ImportStarted { import: import.clone(), conversation: conversation.id.clone() };
    changes.push(event.with(Personal::name(file)));
    changes
}

/// Ends a run.
pub fn finish(
    situation: &Situation,
    import: &ImportId,
    added: u32,
    system_lines: u32,
    unreadable: u32,
) -> Result<Vec<Change>, Refusal> {
    known(situation, import)?;
    Ok(vec![Event::ImportFinished(Finished { import: import.clone(), added, system_lines, unreadable }).into()])
}

/// Takes a run out again; the views are rebuilt without it.
pub fn remove(situation: &Situation, import: &ImportId) -> Result<Vec<Change>, Refusal> {
    known(situation, import)?;
    Ok(vec![Event::ImportRemoved { import: import.clone() }.into()])
}

/// Records that personal parts were erased.
pub fn erased(person: &PersonId, entries: u64) -> Vec<Change> {
    vec![Event::PersonalErased { person: person.clone(), entries }.into()]
}

fn known(situation: &Situation, import: &ImportId) -> Result<(), Refusal> {
    match situation.imports.get(import) {
        Some(run) if !run.removed => Ok(()),
        _ => Err(Refusal::NoSuchImport(import.clone())),
    }
}
