//! What reports know of hearing itself: how much was said where, what messages lack, and when nothing may have been heard.

use crate::material::Scope;
use crate::period::Span;
use domain::directory::Directory;
use domain::hearing::Silence;
use domain::id::{ConversationId, MessageId, SiteId};
use domain::time::Instant;

/// All of it, for one part of the organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Capture {
    /// Conversations in which something was said.
    pub chats: Vec<Chat>,
    /// What messages lack, in the order in which they were said.
    pub lacking: Vec<Lacking>,
    /// When something may have been deaf, in the order in which it began.
    pub silences: Vec<Quiet>,
}

/// A conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Chat {
    /// Our name for it.
    pub id: ConversationId,
    /// What its members call it; empty when erased.
    pub name: String,
    /// How many messages were said in it, for each span that a report looks at.
    pub said: Vec<(Span, u64)>,
}

impl Chat {
    /// How many messages were said in a span that the report looks at.
    #[must_use]
    pub fn said_in(&self, span: Span) -> u64 {
        self.said.iter().find(|(of, _)| *of == span).map_or(0, |(_, count)| *count)
    }
}

/// What a message lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Its file.
    File,
    /// The words of a voice note.
    Words,
    /// Anybody who is sure of what it means.
    Reader,
}

/// A message that lacks something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lacking {
    /// Its name.
    pub message: MessageId,
    /// When it was said.
    pub sent_at: Instant,
    /// What it lacks.
    pub lack: Lack,
}

/// A silence, and what people call what fell silent.
#[derive(Clone, Debug, PartialEq)]
pub struct Quiet {
    /// What they call it.
    pub name: String,
    /// The silence.
    pub silence: Silence,
}

impl Capture {
    /// Whether a conversation, or something we hear by at a site, concerns a part of the organisation. What a vendor owns
    /// is spoken of everywhere.
    #[must_use]
    pub fn concerns(scope: &Scope, directory: &Directory, site: Option<&SiteId>) -> bool {
        match scope {
            Scope::Everything => true,
            Scope::Site(of) => site == Some(of),
            Scope::Client(client) => {
                let known = site.and_then(|site| directory.sites.get(site));
                known.and_then(|site| site.client.as_deref()) == Some(client.as_str())
            }
            Scope::Vendor(_) => false,
        }
    }
}
