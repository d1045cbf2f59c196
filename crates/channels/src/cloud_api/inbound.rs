//! A message of the Cloud API in the words of the domain.

use super::answer::chosen;
use super::body::Body;
use super::identity::Identity;
use super::message::{Message, Number};
use super::wamid::{bridged, external};
use domain::id::{ConversationId, OutboundId};
use domain::message::{Attachment, Circle, ConversationKey, Form, Geo, Handle, Inbound, Live};
use domain::time::Instant;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// People a message may name with @, at most.
const MENTIONS_MAX: usize = 50;
/// Digits of a phone number, with its country's: E.164 allows fifteen.
const PHONE_DIGITS_MIN: usize = 7;
const PHONE_DIGITS_MAX: usize = 15;
/// Digits of a hidden identity.
const LID_DIGITS_MAX: usize = 20;

/// Random bytes of an installation, which keep a chat's name in the journal from telling whose chat it is: a phone
/// number alone could be found again from its hash by trying all numbers.
#[derive(Clone)]
pub struct Pepper([u8; 32]);

/// What there is to show of a message.
struct Shown {
    form: Form,
    text: String,
    file: Option<String>,
    geo: Option<Geo>,
}

impl Shown {
    fn new(form: Form, text: impl Into<String>) -> Self {
        Self { form, text: text.into(), file: None, geo: None }
    }
}

impl Pepper {
    /// The bytes that hex digits stand for; none when there are not 64 of them.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(hex.get(2 * at..2 * at + 2)?, 16).ok()?;
        }
        (hex.len() == 64).then_some(Self(bytes))
    }

    /// What was heard. An edit or a revocation is told under the name of the message it changes; `received` stands in
    /// for a time that is missing.
    pub fn inbound(&self, message: &Message, received: Instant) -> Inbound {
        let (wamid, body, edited) = match &message.body {
            Body::Edit(of, body) => (of, body.as_ref(), true),
            Body::Revoke(of) => (of, &message.body, false),
            body => (&message.wamid, body, false),
        };
        let external = |name: &str| match &message.channel {
            Some(channel) => bridged(channel, name),
            None => external(name),
        };
        let shown = shown(body);
        let handles = message.sender.handles();
        let (sender, also) = handles.split_first().expect("a message without sender is none");
        let reply_to = match body {
            Body::Reaction(to, _) => Some(to.as_str()),
            _ => message.reply_to.as_deref(),
        };
        Inbound {
            conversation: self.conversation(message),
            external: external(wamid),
            sender: sender.clone(),
            sender_name: message.sender.shown(),
            sent_at: message.at.unwrap_or(received),
            form: shown.form,
            mentions: named(message, &shown.text),
            text: shown.text,
            attachment: shown.file.map(|name| Attachment { name, digest: None }),
            geo: shown.geo,
            reply_to: reply_to.map(&external),
            forwarded: message.is_forwarded,
            edited,
            import: None,
            live: Some(Live {
                name: wamid.clone(),
                also: also.to_vec(),
                chosen: answer_of(body),
                is_overheard: message.channel.is_some(),
                is_ours: message.is_echo && message.channel.is_none(),
                beside: message.beside.clone(),
            }),
        }
    }

    fn conversation(&self, message: &Message) -> ConversationKey {
        let (what, name, with) = match &message.group {
            Some(group) => {
                let name = message.group_name.clone().unwrap_or_else(|| ConversationKey::NAMELESS.to_owned());
                return self.group(&message.number, group, name);
            }
            None => {
                let partner = &message.partner;
                // Of somebody who has not spoken yet the chat shows no name, because nobody could erase it.
                let name = if message.is_echo { "Direct chat".to_owned() } else { partner.shown() };
                let with = partner.handles().into_iter().next();
                (partner.anchor().unwrap_or_default(), name, with)
            }
        };
        let circle = Circle::Direct;
        // A bridge's session may be called otherwise tomorrow; the number it hears for stays.
        let number = match &message.channel {
            Some(_) if !message.number.shown.is_empty() => &message.number.shown,
            _ => &message.number.id,
        };
        let id = self.name(&[number, circle.word(), &what]);
        ConversationKey { id: ConversationId::new(format!("wa-{id}")), circle, name, with }
    }

    /// The chats that a number of ours, by Meta's id, may have with whoever has these addresses: each is named by one of
    /// them.
    pub fn chats<'a>(&self, number: &str, handles: impl IntoIterator<Item = &'a Handle>) -> Vec<ConversationId> {
        let anchors = handles.into_iter().filter_map(|handle| match handle.as_phone() {
            Some(phone) => phone.strip_prefix('+'),
            // A name may pass to somebody else.
            None => {
                handle.0.split_once(':').filter(|(kind, _)| !matches!(*kind, "name" | "username")).map(|(_, id)| id)
            }
        });
        anchors
            .map(|what| ConversationId::new(format!("wa-{}", self.name(&[number, Circle::Direct.word(), what]))))
            .collect()
    }

    /// The conversation of a group. One that bridges hear has the same name by whichever number it is heard.
    pub fn group(&self, number: &Number, group: &str, name: String) -> ConversationKey {
        let number = if group.ends_with("@g.us") { "" } else { number.id.as_str() };
        let id = self.name(&[number, Circle::Group.word(), group]);
        ConversationKey { id: ConversationId::new(format!("wa-{id}")), circle: Circle::Group, name, with: None }
    }

    /// Hex digits that only this installation can make of some words: 128 bits.
    pub fn sealed(&self, parts: &[&str]) -> String {
        self.name(parts)
    }

    fn name(&self, parts: &[&str]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

impl std::fmt::Debug for Pepper {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Pepper(..)")
    }
}

/// The answer that was chosen, when we offered it.
fn answer_of(body: &Body) -> Option<(OutboundId, usize)> {
    match body {
        Body::Chosen(_, id) => chosen(id),
        _ => None,
    }
}

fn shown(body: &Body) -> Shown {
    match body {
        Body::Words(words) | Body::Chosen(words, _) => Shown::new(Form::Text, words),
        Body::Media(media) => {
            Shown { file: Some(media.name.clone()), ..Shown::new(media.form, media.caption.as_str()) }
        }
        Body::Location(geo, beside) => Shown { geo: Some(*geo), ..Shown::new(Form::Location, beside) },
        Body::Contacts(cards) => Shown::new(Form::Contacts, cards),
        Body::Reaction(_, emoji) => Shown::new(Form::Reaction, emoji.as_deref().unwrap_or_default()),
        Body::Edit(_, body) => shown(body),
        Body::Revoke(_) => Shown::new(Form::Deleted, ""),
        Body::Unsupported(kind) if kind == "poll" => Shown::new(Form::Poll, ""),
        Body::Unsupported(_) => Shown::new(Form::Unknown, ""),
    }
}

/// Whom a group's message names: those whom its channel lists, else those whose numbers its text holds.
fn named(message: &Message, text: &str) -> Vec<Handle> {
    match (&message.group, message.named.as_slice()) {
        (None, _) => Vec::new(),
        (Some(_), []) => mentions(text, message.channel.is_some()),
        (Some(_), listed) => listed.iter().take(MENTIONS_MAX).flat_map(Identity::handles).collect(),
    }
}

/// The numbers that stand behind an @: so a group's message names people. Groups that hide their numbers name them by an
/// identity of digits alone, as a linked device sees it.
fn mentions(text: &str, is_linked: bool) -> Vec<Handle> {
    let numbers = text.split('@').skip(1).map(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits).unwrap_or_default()
    });
    let named = numbers.filter(|digits| digits.len() >= PHONE_DIGITS_MIN).take(MENTIONS_MAX);
    let handles = named.flat_map(|digits| {
        let phone = (digits.len() <= PHONE_DIGITS_MAX).then(|| Handle::phone(digits));
        let hidden = (is_linked && digits.len() <= LID_DIGITS_MAX).then(|| Handle::id("lid", digits));
        phone.into_iter().chain(hidden)
    });
    handles.collect()
}
