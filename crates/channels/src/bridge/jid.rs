//! Addresses as linked devices write them: `60123456789@c.us`, `60123456789:12@s.whatsapp.net`, `99999@lid`, `1203@g.us`.

use crate::cloud_api::Identity;
use serde_json::Value;

/// Whether it is a group's.
pub(super) fn is_group(jid: &str) -> bool {
    jid.ends_with("@g.us")
}

/// Whether it is a person's; broadcasts, channels and status lists are nobody's.
pub(super) fn is_person(jid: &str) -> bool {
    matches!(jid.rsplit_once('@'), Some((_, "c.us" | "s.whatsapp.net" | "lid" | "hosted" | "hosted.lid")))
}

/// Whoever has these addresses, the first known of each kind.
pub(super) fn person<'a>(jids: impl IntoIterator<Item = &'a str>) -> Identity {
    let mut identity = Identity::default();
    for jid in jids.into_iter().filter(|jid| is_person(jid)) {
        let (user, server) = jid.rsplit_once('@').unwrap_or((jid, ""));
        // What follows a colon, and a dot in older spellings, is one of their devices.
        let bare = user.split([':', '.']).next().unwrap_or(user);
        let server = if server == "hosted.lid" { "lid" } else { server };
        identity.learn(&format!("{bare}@{server}"));
    }
    identity
}

/// Whom a message names, as any of these parts of it lists them.
pub(super) fn mentioned<'a>(parts: impl IntoIterator<Item = &'a Value>) -> Vec<Identity> {
    const KEYS: [&str; 4] = ["mentionedJid", "mentionedJID", "mentionedJidList", "mentionedIds"];
    let lists = parts.into_iter().flat_map(|part| KEYS.iter().filter_map(|key| part.get(*key)?.as_array()));
    let Some(found) = lists.into_iter().find(|list| !list.is_empty()) else { return Vec::new() };
    // One engine wraps each in its parts.
    let jids = found.iter().filter_map(|one| one.as_str().or_else(|| one.get("_serialized")?.as_str()));
    jids.map(|jid| person([jid])).filter(|one| !one.handles().is_empty()).collect()
}

/// The digits of a number's address.
pub(super) fn digits(jid: &str) -> String {
    person([jid]).phone.unwrap_or_default()
}
