//! What the reader is shown: one message and what was known when it came; nothing that happened later.

use crate::normal::Normal;

/// What a message is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the variants are WhatsApp's own words")]
pub enum Form {
    #[default]
    Text,
    Image,
    Video,
    Audio,
    Location,
    Sticker,
    Document,
    Contacts,
    Deleted,
    Reaction,
}

impl Form {
    /// Whether it shows something: a picture, a film or a document.
    #[must_use]
    pub fn shows(self) -> bool {
        matches!(self, Self::Image | Self::Video | Self::Document)
    }
}

/// What the sender does at the site.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the directory's own words")]
pub enum Role {
    Manager,
    Supervisor,
    Cleaner,
    Guard,
    Technician,
    Resident,
    Vendor,
    #[default]
    Unknown,
}

impl Role {
    /// The role a directory spells so; anything else is unknown.
    #[must_use]
    pub fn spelled(word: &str) -> Self {
        match word {
            "manager" => Self::Manager,
            "supervisor" => Self::Supervisor,
            "cleaner" => Self::Cleaner,
            "guard" => Self::Guard,
            "technician" => Self::Technician,
            "resident" => Self::Resident,
            "vendor" => Self::Vendor,
            _ => Self::Unknown,
        }
    }
}

/// One message as the reader sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Utterance<'a> {
    /// Text, caption, transcript of a voice note, or the emoji of a reaction.
    pub text: &'a str,
    /// What the message is made of.
    pub form: Form,
    /// What the sender does.
    pub role: Role,
    /// How many people are mentioned with an at-sign.
    pub mentions: usize,
    /// Whether it was forwarded.
    pub is_forwarded: bool,
    /// Whether the chat is a group.
    pub is_group: bool,
    /// Hour of the day where the site is, if known.
    pub hour: Option<u8>,
}

/// Another, earlier message: the one quoted, or one that came before.
#[derive(Clone, Debug, Default)]
pub struct Said<'a> {
    /// Its text, folded once when it came.
    pub normal: Option<&'a Normal>,
    /// What it is made of.
    pub form: Form,
    /// What its sender does.
    pub role: Role,
    /// What the reader took it for (index into [`crate::KINDS`]).
    pub kind: usize,
    /// Whether its sender is the sender of the message being read.
    pub is_own: bool,
    /// Minutes between the two.
    pub minutes: f32,
    /// Where the ticket it belongs to stood just now.
    pub stage: Stage,
}

/// How far a ticket has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// There is no ticket.
    #[default]
    Absent,
    /// Reported, or reopened.
    Open,
    /// Someone took it.
    Taken,
    /// Claimed fixed.
    Resolved,
    /// Confirmed.
    Verified,
}

/// Routine work the sender is expected to do about now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Due {
    /// Whether it is a patrol (a presence) or a task (work).
    pub is_patrol: bool,
    /// Minutes since it fell due; negative before.
    pub minutes: f32,
    /// Whether a photo is asked for.
    pub wants_photo: bool,
    /// Share of the words of its name and place that the message names, 0 to 1.
    pub overlap: f32,
}

/// The tickets that touch the sender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tickets {
    /// Reported by the sender and not yet claimed fixed.
    pub reported_open: usize,
    /// Reported by the sender, claimed fixed, not confirmed.
    pub reported_resolved: usize,
    /// On the sender's hands.
    pub taken_open: usize,
    /// Open in this chat.
    pub chat_open: usize,
    /// Claimed fixed and not confirmed in this chat.
    pub chat_resolved: usize,
}

/// What was known when the message came.
#[derive(Clone, Debug, Default)]
pub struct Context<'a> {
    /// The message it quotes or reacts to.
    pub quoted: Option<Said<'a>>,
    /// The same message as it was said, for a reader of meaning.
    pub quoted_as: Option<Utterance<'a>>,
    /// The message before it in the same chat; reactions do not count.
    pub previous: Option<Said<'a>>,
    /// The one before that.
    pub earlier: Option<Said<'a>>,
    /// The sender's own previous message in the same chat.
    pub own: Option<Said<'a>>,
    /// Routine work expected of the sender about now.
    pub due: Option<Due>,
    /// Tickets that touch the sender.
    pub tickets: Tickets,
    /// Whether the text names a place of the site.
    pub names_place: bool,
    /// Role of the first other person or vendor the text names.
    pub names_person: Option<Role>,
    /// Minutes since a ticket in this chat was last claimed fixed.
    pub minutes_since_resolved: Option<f32>,
    /// Minutes since a problem was last reported in this chat.
    pub minutes_since_issue: Option<f32>,
}

impl Context<'_> {
    /// Whether something was claimed fixed that a message could say is not: "stuck again" is a new report where nothing was.
    #[must_use]
    pub fn may_reopen(&self) -> bool {
        self.quoted.is_some()
            || self.minutes_since_resolved.is_some()
            || self.tickets.chat_resolved + self.tickets.reported_resolved > 0
    }
}
