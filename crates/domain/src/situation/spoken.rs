//! What we said to people, as the messages that their replies quote, and when they last wrote to us.

use super::Situation;
use crate::id::{ConversationId, MessageId, PersonId};
use crate::message::{Band, Circle, Form, Heard, Interpretation, Kind, Reader};
use crate::outbound::{Gist, Outbound, Purpose, State};
use crate::time::Instant;

impl Situation {
    /// Brings a message to be said, or said, to mind.
    pub fn recall_outbound(&mut self, outbound: Outbound) {
        if let Some(heard) = spoken(&outbound) {
            self.spoken.insert(heard.external.clone(), heard);
        }
        self.glimpses.remove(&outbound.id);
        self.outbounds.insert(outbound.id.clone(), outbound);
    }

    /// Forgets what was to be said before an instant.
    pub fn forget_outbounds(&mut self, before: Instant) {
        self.outbounds.retain(|_, outbound| outbound.not_before >= before);
        self.glimpses.retain(|_, glimpse| glimpse.not_before >= before);
        let outbounds = &self.outbounds;
        self.spoken.retain(|_, heard| outbounds.contains_key(&crate::id::OutboundId::new(heard.id.as_str())));
    }

    /// What people heard, or are to hear, as far as it was not taken back.
    pub(crate) fn standing(&self) -> impl Iterator<Item = Gist<'_>> {
        let in_mind = self.outbounds.values().map(Gist::from);
        in_mind.chain(self.glimpses.values().map(Gist::from)).filter(|said| said.state != State::Withdrawn)
    }

    /// When somebody last said something live to us alone.
    pub fn last_wrote(&self, person: &PersonId) -> Option<Instant> {
        let person = self.directory.who(person);
        let with = |chat: &&super::Conversation| {
            chat.circle == Circle::Direct && chat.with.as_ref().is_some_and(|with| self.directory.who(with) == person)
        };
        self.conversations.values().filter(with).filter_map(|chat| chat.partner_at).max()
    }

    /// Whether a message is one of ours, by its channel's lasting name for it.
    pub(crate) fn is_spoken(&self, external: &str) -> bool {
        self.spoken.contains_key(external)
    }

    /// A message of ours, as somebody quotes it to whom it was said.
    pub(super) fn spoken_to(&self, heard: &Heard, external: &str) -> Option<&Heard> {
        let chat = self.conversations.get(&heard.conversation)?;
        self.spoken.get(external).filter(|_| chat.circle == Circle::Direct)
    }

    /// Remembers that a message which was overheard was written to us, too.
    pub(super) fn hear_directly(&mut self, message: &MessageId, conversation: &ConversationId) {
        if let Some(heard) = self.messages.get(message).cloned() {
            self.note_partner(conversation, &heard);
            self.touched.conversations.insert(conversation.clone());
        }
    }

    /// Remembers when somebody last wrote to us alone, and where.
    pub(super) fn note_partner(&mut self, conversation: &ConversationId, heard: &Heard) {
        let directory = &self.directory;
        let Some(chat) = self.conversations.get_mut(conversation) else { return };
        let is_partner = chat.with.as_ref().is_some_and(|with| directory.who(with) == directory.who(heard.identity()));
        if heard.import.is_none() && is_partner {
            chat.partner_at = chat.partner_at.max(Some(heard.sent_at));
        }
    }
}

/// A message of ours that the channel took; its meaning is what it speaks of, when that is one thing.
fn spoken(outbound: &Outbound) -> Option<Heard> {
    let kind = match outbound.purpose {
        Purpose::Verification => Kind::Resolved,
        Purpose::Closure => Kind::Verified,
        Purpose::Acknowledgement | Purpose::Progress | Purpose::Reply | Purpose::Letter => Kind::Progress,
        Purpose::Assignment
        | Purpose::Reminder
        | Purpose::Escalation
        | Purpose::Help
        | Purpose::Handover
        | Purpose::Quote
        | Purpose::Pause
        | Purpose::Repeat => Kind::Assign,
        Purpose::Warning | Purpose::Handout | Purpose::OnCall | Purpose::Nod => Kind::Chatter,
    };
    let about = match outbound.about.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    Some(Heard {
        id: MessageId::new(outbound.id.as_str()),
        external: outbound.external.clone()?,
        // Nobody of the directory: it was said by us.
        conversation: ConversationId::new(""),
        sender: PersonId::new(""),
        phone: None,
        sent_at: outbound.begun_at.unwrap_or(outbound.not_before),
        form: Form::Text,
        text: outbound.text.clone(),
        media: None,
        geo: None,
        reply_to: None,
        mentions: Vec::new(),
        forwarded: false,
        changed_at: None,
        import: None,
        transcript: None,
        snoozed_until: None,
        words_gone_at: outbound.words_gone_at,
        file_gone_at: None,
        meaning: Some(Interpretation {
            by: Reader::Hindsight,
            kind,
            category: None,
            priority: None,
            place: None,
            about,
            confidence: 1.0,
            band: Band::Act,
            language: outbound.language.clone(),
        }),
    })
}
