//! A message as it came in.

use crate::event::{Event, Personal};
use crate::message::Heard;

/// The message that an event tells of.
pub(super) fn heard(event: &Event, personal: &Personal) -> Option<Heard> {
    let Event::MessageReceived {
        message,
        external,
        conversation,
        sender,
        phone,
        sent_at,
        form,
        media,
        geo,
        reply_to,
        mentions,
        forwarded,
        edited: _,
        import,
        overheard: _,
    } = event
    else {
        return None;
    };
    Some(Heard {
        id: message.clone(),
        external: external.clone(),
        conversation: conversation.clone(),
        sender: sender.clone(),
        phone: phone.clone(),
        sent_at: *sent_at,
        form: *form,
        text: personal.text.clone(),
        media: media.clone(),
        geo: personal.geo.or(*geo),
        reply_to: reply_to.clone(),
        mentions: mentions.clone(),
        forwarded: *forwarded,
        changed_at: None,
        import: import.clone(),
        transcript: None,
        snoozed_until: None,
        words_gone_at: None,
        file_gone_at: None,
        meaning: None,
    })
}
