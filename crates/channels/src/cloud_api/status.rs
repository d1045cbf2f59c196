//! What became of a message we sent, as a webhook tells it.

use super::identity::Identity;
use super::lenient::{instant, list, text};
use domain::time::Instant;
use serde_json::Value;

/// One status. Several come for one message, in any order, and in a group one for each participant.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// The message, letter by letter.
    pub wamid: String,
    /// `sent`, `delivered`, `read`, `played`, `failed`, or a word of later years.
    pub state: String,
    /// When.
    pub at: Option<Instant>,
    /// Whose phone it tells of: the recipient, or one participant of a group.
    pub who: Identity,
    /// The group it was sent to.
    pub group: Option<String>,
    /// What we wrote onto the message when we sent it.
    pub tag: Option<String>,
    /// Why it failed.
    pub errors: Vec<String>,
    /// As it came.
    pub raw: Value,
}

impl Status {
    /// A status; none when it names no message or no state.
    pub(super) fn read(raw: &Value) -> Option<Self> {
        let is_group = text(raw, "recipient_type").as_deref() == Some("group");
        let direct = ["recipient_id", "recipient_user_id", "recipient_parent_user_id"];
        let participant = [
            "recipient_participant_id",
            "participant_recipient_id",
            "recipient_participant_user_id",
            "recipient_participant_parent_user_id",
        ];
        Some(Self {
            wamid: text(raw, "id")?,
            state: text(raw, "status")?.to_lowercase(),
            at: instant(raw, "timestamp"),
            who: Identity::of(raw, if is_group { &participant } else { &direct }),
            group: text(raw, "recipient_id").filter(|_| is_group),
            tag: text(raw, "biz_opaque_callback_data"),
            errors: list(raw, "errors").iter().filter_map(|error| text(error, "code")).collect(),
            raw: raw.clone(),
        })
    }
}
