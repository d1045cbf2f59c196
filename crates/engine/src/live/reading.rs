//! What a delivery holds: messages, what became of ours, what follows from news, and what is kept as it came.

use super::CLOUD_API;
use channels::bridge::Bridge;
use channels::cloud_api::{Body, Item, Media, Message, Part, Pepper, Status, parse_as};
use domain::hearing::{Ear, Suspicion};
use domain::id::{ConversationId, OrgId};
use domain::message::{Circle, ConversationKey, Form, Handle, Inbound};
use domain::outbound::Onto;
use domain::request::Command;
use domain::time::Instant;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;
use store::Tx;
use store::fetches::Wanted;
use store::inbox::ears::{self, Came};
use store::inbox::{Claim, Counted};
use store::read_marks;

/// What a delivery holds.
pub(super) struct Reading {
    pub(super) said: Vec<Said>,
    pub(super) told: Vec<Status>,
    /// What is to be asked because of news.
    pub(super) follows: Vec<Command>,
    /// What is to be taken back once all of it is heard.
    pub(super) revoked: Vec<Command>,
    pub(super) counted: Counted,
    pub(super) rest: Vec<Kept>,
    /// Files that are to be fetched.
    pub(super) files: Vec<Wanted>,
    /// What came by which ear.
    came: BTreeMap<Ear, Came>,
    /// How numbers of ours are spelt that something was written to.
    spelt: BTreeMap<Ear, String>,
    /// What is wrong with which, or nothing any more, in the order in which it was told.
    hearing: Vec<(Ear, Option<Suspicion>)>,
    received_at: Instant,
}

/// A message, and where its channel has it; none where we only listen, and of what we said ourselves.
pub(super) struct Said {
    pub(super) inbound: Inbound,
    pub(super) onto: Option<Onto>,
    /// Meta's id of our number, of what was said in a chat of two.
    pub(super) number: Option<String>,
}

/// What deliveries tell of what we hear by.
#[derive(Default)]
pub(super) struct Ears {
    came: BTreeMap<Ear, Came>,
    spelt: BTreeMap<Ear, String>,
    hearing: Vec<(Ear, Option<Suspicion>, Instant)>,
    told: Vec<(Ear, Instant)>,
}

impl Ears {
    /// Writes it down.
    pub(super) async fn write(&self, tx: &mut Tx, org: &OrgId) -> Result<(), StoreError> {
        for (ear, came) in &self.came {
            ears::came(tx, org, ear, *came).await?;
        }
        for (ear, spelt) in &self.spelt {
            ears::spelt(tx, org, ear, spelt).await?;
        }
        for (ear, at) in &self.told {
            ears::told(tx, org, ear, *at).await?;
        }
        for (ear, trouble, at) in &self.hearing {
            ears::troubled(tx, org, ear, *trouble, *at).await?;
        }
        Ok(())
    }
}

/// Something of a delivery that nobody has a use for yet, as it came.
#[derive(Serialize)]
pub(super) struct Kept {
    pub(super) name: String,
    pub(super) raw: Value,
}

impl Reading {
    /// Reads a delivery. A sentence when nobody can.
    pub(super) fn of(claim: &Claim, pepper: &Pepper, number: Option<&str>) -> Result<Self, String> {
        let items = match Bridge::of_channel(&claim.channel) {
            Some(bridge) => bridge.parse(&claim.body),
            None if claim.channel == CLOUD_API => parse_as(&claim.body, number),
            None => return Err("its channel is not known here".to_owned()),
        };
        let mut reading = Self {
            said: Vec::new(),
            told: Vec::new(),
            follows: Vec::new(),
            revoked: Vec::new(),
            counted: Counted::default(),
            rest: Vec::new(),
            files: Vec::new(),
            came: BTreeMap::new(),
            spelt: BTreeMap::new(),
            hearing: Vec::new(),
            received_at: claim.received_at(),
        };
        for item in items.map_err(|error| error.to_string())? {
            reading.take(item, &claim.channel, pepper);
        }
        Ok(reading)
    }

    /// Takes what a bridge heard from a number of ours for our own word, not for a report.
    pub(super) fn own(&mut self, numbers: &BTreeSet<Handle>) {
        for said in &mut self.said {
            let from = &said.inbound.sender;
            if let Some(live) = said.inbound.live.as_mut().filter(|live| live.is_overheard) {
                live.is_ours |= numbers.contains(from) || live.also.iter().any(|also| numbers.contains(also));
            }
        }
    }

    /// Puts what was said in chats of two into the chats that these are.
    pub(super) fn settle(&mut self, chosen: &BTreeMap<ConversationId, ConversationId>) {
        let said =
            self.said.iter_mut().filter(|said| said.number.is_some()).map(|said| &mut said.inbound.conversation.id);
        for chat in said.chain(self.files.iter_mut().map(|file| &mut file.conversation)) {
            if let Some(settled) = chosen.get(chat) {
                chat.clone_from(settled);
            }
        }
    }

    /// The numbers of ours that something was written to.
    pub(super) fn own_numbers(&self) -> impl Iterator<Item = &String> {
        self.spelt.values()
    }

    fn take(&mut self, item: Item, channel: &str, pepper: &Pepper) {
        match item {
            Item::Message(message) => {
                let inbound = pepper.inbound(&message, self.received_at);
                self.note(channel, &message, &inbound);
                match channel {
                    CLOUD_API => self.files.extend(file(&message, &inbound, self.received_at)),
                    // Bridges hand files out in ways of their own.
                    _ => self.rest.extend(media(&message, &inbound)),
                }
                let onto = (channel == CLOUD_API && !message.is_echo)
                    .then(|| Onto { channel_name: message.wamid.clone(), group: message.group.clone() });
                let is_direct = channel == CLOUD_API && message.group.is_none();
                let number = is_direct.then(|| message.number.id.clone());
                self.said.push(Said { inbound, onto, number });
                self.counted.messages += 1;
            }
            Item::Status(status) => {
                self.told.push(*status);
                self.counted.statuses += 1;
            }
            Item::Moved(before, after) => self.follows.push(Command::Follow { before, after }),
            Item::Named(number, group, name) => {
                self.follows.push(Command::NameConversation(pepper.group(&number, &group, name)));
            }
            Item::Revoked(external) => {
                self.revoked.push(Command::Revoke { external, at: self.received_at });
            }
            Item::Hearing(part, trouble) => {
                let ear = match part {
                    Part::Channel => Ear::Channel(channel.to_owned()),
                    Part::Number(number) => Ear::Number(channel.to_owned(), number),
                    Part::Group(number, group) => {
                        let ConversationKey { id, .. } = pepper.group(&number, &group, String::new());
                        Ear::Chat(id)
                    }
                };
                self.hearing.push((ear, trouble));
            }
            Item::Notice(notice) => self.follows.push(Command::NoteNotices(vec![notice])),
            Item::Preferred(handles, stops, said_at) => {
                let said_at = said_at.unwrap_or(self.received_at);
                self.follows.push(Command::NotePreference { handles, stops, said_at });
            }
            Item::News(name, raw) => {
                self.rest.push(Kept { name, raw });
                self.counted.news += 1;
            }
            Item::Unknown(name, raw) => {
                self.rest.push(Kept { name, raw });
                self.counted.unknown += 1;
            }
        }
    }

    /// Remembers by what a message came: the channel, the number, and the group.
    fn note(&mut self, channel: &str, message: &Message, inbound: &Inbound) {
        let number = Some(&message.number.id).filter(|id| !id.is_empty());
        let number = number.map(|id| Ear::Number(channel.to_owned(), id.clone()));
        if let Some(number) = number.as_ref().filter(|_| channel == CLOUD_API && !message.number.shown.is_empty()) {
            self.spelt.insert(number.clone(), message.number.shown.clone());
        }
        let is_group = inbound.conversation.circle == Circle::Group;
        let chat = is_group.then(|| Ear::Chat(inbound.conversation.id.clone()));
        for ear in [Some(Ear::Channel(channel.to_owned())), number, chat].into_iter().flatten() {
            let came = Came { at: self.received_at, said_at: inbound.sent_at, messages: 0 };
            let known = self.came.entry(ear).or_insert(came);
            known.said_at = known.said_at.max(inbound.sent_at).min(self.received_at);
            known.messages += 1;
        }
    }

    /// What is known of ears because of it, together with others.
    pub(super) fn note_ears(&self, ears: &mut Ears) {
        for (ear, came) in &self.came {
            let known = ears.came.entry(ear.clone()).or_insert(Came { messages: 0, ..*came });
            let later = if came.at >= known.at { *came } else { *known };
            *known = Came { messages: known.messages + came.messages, ..later };
        }
        ears.spelt.extend(self.spelt.clone());
        if self.counted.statuses > 0 {
            ears.told.push((Ear::Channel(CLOUD_API.to_owned()), self.received_at));
        }
        ears.hearing.extend(self.hearing.iter().map(|(ear, trouble)| (ear.clone(), *trouble, self.received_at)));
    }

    /// What is kept as it came, as JSON; empty when all of it was used.
    pub(super) fn rest(&self) -> String {
        if self.rest.is_empty() {
            return String::new();
        }
        serde_json::to_string(&self.rest).expect("JSON that was read can be written")
    }
}

/// The last message of each direct chat that can be marked as read: neither an emoji nor a change to another message.
pub(super) fn last_read(said: &[Said]) -> BTreeMap<ConversationId, read_marks::Said> {
    let mut last = BTreeMap::new();
    for Said { inbound, onto, .. } in said {
        let is_shown = !inbound.edited && !matches!(inbound.form, Form::Deleted | Form::Reaction);
        if let Some(onto) = onto.as_ref().filter(|onto| onto.group.is_none() && is_shown) {
            let said = read_marks::Said { name: onto.channel_name.clone(), at: inbound.sent_at };
            last.insert(inbound.conversation.id.clone(), said);
        }
    }
    last
}

/// The file of a message.
fn of_message(message: &Message) -> Option<&Media> {
    match &message.body {
        Body::Media(media) => Some(media),
        Body::Edit(_, body) => match body.as_ref() {
            Body::Media(media) => Some(media),
            _ => None,
        },
        _ => None,
    }
}

/// The file of a message, for whoever fetches it while it is there.
fn file(message: &Message, inbound: &Inbound, received_at: Instant) -> Option<Wanted> {
    let media = of_message(message)?;
    Some(Wanted {
        conversation: inbound.conversation.id.clone(),
        external: inbound.external.clone(),
        media: media.id.clone()?,
        sha256: media.sha256.clone(),
        mime: media.mime.clone(),
        form: media.form,
        received_at,
    })
}

/// The file of a message that nobody fetches yet, as it was told.
fn media(message: &Message, inbound: &Inbound) -> Option<Kept> {
    let media = of_message(message)?;
    let (conversation, external) = (inbound.conversation.id.as_str(), inbound.external.as_str());
    let (id, sha256, mime) = (&media.id, &media.sha256, &media.mime);
    let raw = json!({ "conversation": conversation, "external": external, "id": id, "sha256": sha256, "mime": mime });
    Some(Kept { name: "media".to_owned(), raw })
}
