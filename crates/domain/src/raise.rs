//! A ticket that a member opens by hand: their words become a message at the desk, and the ticket follows from it as from any
//! other.

use crate::id::{ConversationId, Digest, PlaceId, SiteId};
use crate::message::Handle;
use crate::ticket::{Category, Priority};

/// What the names of conversations at a desk begin with.
const DESK: &str = "desk";

/// What a member reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raise {
    /// The form's name: sent twice, it is one ticket.
    pub form: String,
    /// What is the matter; personal.
    pub text: String,
    /// What trade it belongs to.
    pub category: Category,
    /// How soon it must be answered.
    pub priority: Priority,
    /// The site: the one of the place where a place is said.
    pub site: Option<SiteId>,
    /// The place.
    pub place: Option<PlaceId>,
    /// A photo in the media store.
    pub photo: Option<Digest>,
}

impl Raise {
    /// The conversation in which members speak at the site's desk.
    pub fn conversation(&self) -> ConversationId {
        let site = self.site.as_ref();
        ConversationId::new(site.map_or_else(|| DESK.to_owned(), |site| format!("{DESK}:{site}")))
    }

    /// Whether members speak there at a desk.
    #[must_use]
    pub fn is_desk(conversation: &ConversationId) -> bool {
        conversation.as_str().split(':').next() == Some(DESK)
    }

    /// The address of a login that is nobody in the chats.
    pub fn handle(login: &str) -> Handle {
        Handle::id("login", login)
    }
}
