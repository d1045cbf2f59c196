//! Keeping a message: once, whoever said it and however often it is heard.

use crate::event::{Change, Event, Personal};
use crate::id::{MessageId, PersonId, SiteId};
use crate::message::{Circle, ConversationKey, Inbound};
use crate::request::Stamp;
use crate::situation::Situation;

/// Keeps a message. One that is known already changes nothing, but may bring the file that was missing.
pub fn receive(situation: &Situation, stamp: Stamp, inbound: &Inbound) -> Vec<Change> {
    let digest = inbound.attachment.as_ref().and_then(|attachment| attachment.digest.clone());
    if let Some(known) = situation.by_external(&inbound.conversation.id, &inbound.external) {
        let is_wanted = known.media.is_none() && !situation.directory.is_erased(&known.sender);
        let missing = digest.filter(|_| is_wanted);
        return missing
            .map(|digest| Event::MediaKept { message: known.id.clone(), digest }.into())
            .into_iter()
            .collect();
    }
    let mut changes = meet_conversation(situation, &inbound.conversation);
    let directory = &situation.directory;
    let sender = match directory.person_by_handle(&inbound.sender) {
        Some(person) => person.id.clone(),
        None => {
            let person = PersonId::new(stamp.id(1));
            let handles = vec![inbound.sender.clone()];
            let personal = Personal { name: inbound.sender_name.clone(), handles, ..Personal::none() };
            changes.push(Event::PersonMet { person: person.clone() }.with(personal));
            person
        }
    };
    let mentions = inbound.mentions.iter().filter_map(|handle| directory.person_by_handle(handle));
    let event = Event::MessageReceived {
        message: MessageId::new(stamp.id(0)),
        external: inbound.external.clone(),
        conversation: inbound.conversation.id.clone(),
        sender,
        sent_at: inbound.sent_at,
        form: inbound.form,
        media: digest,
        geo: inbound.geo,
        reply_to: inbound.reply_to.clone(),
        mentions: mentions.map(|person| person.id.clone()).collect(),
        forwarded: inbound.forwarded,
        edited: inbound.edited,
        import: inbound.import.clone(),
    };
    let name = inbound.attachment.as_ref().map_or_else(String::new, |attachment| attachment.name.clone());
    changes.push(event.with(Personal { text: inbound.text.clone(), name, ..Personal::none() }));
    changes
}

/// Makes a conversation known, unless it is.
pub fn meet_conversation(situation: &Situation, key: &ConversationKey) -> Vec<Change> {
    if situation.conversations.contains_key(&key.id) {
        return Vec::new();
    }
    let event = Event::ConversationMet {
        conversation: key.id.clone(),
        circle: key.circle,
        site: site_of_conversation(situation, key),
        with: key.with.as_ref().and_then(|with| situation.directory.person_by_handle(with)).map(|with| with.id.clone()),
    };
    vec![event.with(Personal::name(key.name.clone()))]
}

/// The site a conversation belongs to: the only one; or the one it is named after; or its person's.
fn site_of_conversation(situation: &Situation, key: &ConversationKey) -> Option<SiteId> {
    let directory = &situation.directory;
    if directory.sites.len() == 1 {
        return directory.sites.keys().next().cloned();
    }
    if key.circle == Circle::Direct {
        let person = key.with.as_ref().and_then(|handle| directory.person_by_handle(handle));
        return person.and_then(|person| person.site.clone());
    }
    let name = key.name.to_lowercase();
    let names_it = |spelling: &String| !spelling.is_empty() && name.contains(&spelling.to_lowercase());
    let mut named = directory.sites.values().filter(|site| names_it(&site.name) || site.aliases.iter().any(names_it));
    match (named.next(), named.next()) {
        (Some(site), None) => Some(site.id.clone()),
        _ => None,
    }
}
