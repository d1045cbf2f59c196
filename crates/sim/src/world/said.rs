//! One message of a world, with the truth about it, and the pen that writes it.

use super::cast::{Ground, Member};
use super::picture::Picture;
use crate::chance::Chance;
use domain::message::{Attachment, ConversationKey, Form, Geo, Handle, Inbound, Kind};
use domain::ticket::{Category, Priority};
use domain::time::Instant;

/// A message of a world.
#[derive(Clone, Debug)]
pub struct Said {
    /// As a channel would have understood it. An attachment has no digest: whoever keeps the bytes makes it.
    pub inbound: Inbound,
    /// What it really is.
    pub truth: Truth,
    /// The picture that came with it.
    pub picture: Option<Picture>,
}

/// What a message really is.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// What it does.
    pub kind: Kind,
    /// The incident it is about.
    pub incident: Option<usize>,
    /// Whether it is the first that says so in words.
    pub opens: bool,
    /// Full name of the place it is about.
    pub place: Option<String>,
    /// The trade and urgency of the incident.
    pub category: Option<(Category, Priority)>,
    /// The person or vendor told to own it.
    pub assignee: Option<String>,
    /// The task it reports.
    pub task: Option<String>,
    /// The language it is written in.
    pub language: &'static str,
}

impl Truth {
    /// A message that is about nothing we keep.
    pub fn idle(kind: Kind) -> Self {
        Self {
            kind,
            incident: None,
            opens: false,
            place: None,
            category: None,
            assignee: None,
            task: None,
            language: "und",
        }
    }
}

/// Writes messages of one site, and names them.
pub struct Pen<'a> {
    /// The site.
    pub ground: &'a Ground,
    /// The dice.
    pub chance: Chance,
    /// What was written.
    pub said: Vec<Said>,
    prefix: String,
}

impl<'a> Pen<'a> {
    /// A pen whose messages' names begin with a prefix.
    pub fn new(ground: &'a Ground, chance: Chance, prefix: String) -> Self {
        Self { ground, chance, said: Vec::new(), prefix }
    }

    /// Writes words. Its index, to be answered to.
    pub fn text(&mut self, at: Instant, chat: &ConversationKey, from: usize, text: String, truth: Truth) -> usize {
        self.write(at, chat, from, Form::Text, text, truth)
    }

    /// Writes a photo with or without a caption.
    pub fn photo(
        &mut self,
        at: Instant,
        chat: &ConversationKey,
        from: usize,
        caption: String,
        truth: Truth,
        picture: Picture,
    ) -> usize {
        let index = self.write(at, chat, from, Form::Image, caption, truth);
        let name = format!("IMG-{}-WA{:04}.png", at.day(&self.ground.zone).0.strftime("%Y%m%d"), index % 10_000);
        self.said[index].inbound.attachment = Some(Attachment { name, digest: None });
        self.said[index].picture = Some(picture);
        index
    }

    /// Drops a pin.
    pub fn pin(&mut self, at: Instant, chat: &ConversationKey, from: usize, geo: Geo, truth: Truth) -> usize {
        let index = self.write(at, chat, from, Form::Location, String::new(), truth);
        self.said[index].inbound.geo = Some(geo);
        index
    }

    /// Writes a message of any form.
    pub fn write(
        &mut self,
        at: Instant,
        chat: &ConversationKey,
        from: usize,
        form: Form,
        text: String,
        truth: Truth,
    ) -> usize {
        let index = self.said.len();
        let member = &self.ground.members[from];
        let language = if text.is_empty() { "und" } else { member.tongue.tag() };
        // Nobody writes on the full minute, and the channel tells seconds only.
        let at = Instant::from_us(at.us() + self.chance.between(0, 59) * 1_000_000);
        self.said.push(Said {
            inbound: Inbound {
                sender_name: member.name.clone(),
                form,
                ..Inbound::said(
                    chat.clone(),
                    format!("{}{index:06}", self.prefix),
                    Handle::phone(&member.phone),
                    at,
                    text,
                )
            },
            truth: Truth { language, ..truth },
            picture: None,
        });
        index
    }

    /// Makes a message an answer to another, when both are in one chat.
    pub fn quote(&mut self, answer: usize, to: usize) {
        if self.said[answer].inbound.conversation.id == self.said[to].inbound.conversation.id {
            self.said[answer].inbound.reply_to = Some(self.said[to].inbound.external.clone());
        }
    }

    /// Names somebody with @.
    pub fn mention(&mut self, message: usize, member: usize) {
        let phone = &self.ground.members[member].phone;
        self.said[message].inbound.mentions = vec![Handle::phone(phone)];
    }

    /// A member, by their place in the list.
    pub fn member(&self, index: usize) -> &'a Member {
        &self.ground.members[index]
    }
}
