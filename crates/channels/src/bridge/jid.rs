//! Addresses as linked devices write them: `60123456789@c.us`, `60123456789:12@s.whatsapp.net`, `99999@lid`, `1203@g.us`.

use crate::cloud_api::Identity;

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

/// The digits of a number's address.
pub(super) fn digits(jid: &str) -> String {
    person([jid]).phone.unwrap_or_default()
}
