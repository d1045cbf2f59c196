//! Keeping a message: once, whoever said it, however often and in whatever order it is heard.

use super::{people, unproven};
use crate::directory::{Directory, Person};
use crate::event::{Change, Event, Personal};
use crate::id::{ConversationId, Digest, MessageId, PersonId, SiteId};
use crate::message::{Circle, ConversationKey, Form, Handle, Heard, Inbound, Reader, is_worldwide};
use crate::request::Stamp;
use crate::situation::Situation;
use crate::time::Instant;

/// Keeps a message. One that is known already changes nothing, unless it brings the file that was missing, other words,
/// or the news that it was taken back. Channels keep no order: a change may come before what it changes, which then is
/// known in its changed form.
pub fn receive(situation: &Situation, stamp: Stamp, inbound: &Inbound) -> Vec<Change> {
    if let Some(known) = situation.by_any_channel(&inbound.conversation.id, &inbound.external) {
        return again(situation, stamp.at, known, inbound);
    }
    // What we said ourselves and hear through another channel is nobody's report.
    if inbound.import.is_none() && situation.is_spoken(&inbound.external) {
        return Vec::new();
    }
    let directory = &situation.directory;
    let known = speaker(directory, inbound).map(|person| person.id.clone());
    let learnt = known.as_ref().map_or_else(Vec::new, |known| people::learn(directory, known, addresses(inbound)));
    let is_stranger = known.is_none();
    let new = || if inbound.is_ours() { PersonId::house() } else { PersonId::new(stamp.id(1)) };
    let identity = known.unwrap_or_else(new);
    let shared = directory.shared(&identity);
    let is_partner = addresses(inbound).any(|handle| inbound.conversation.with.as_ref() == Some(handle));
    let mut changes = match inbound.conversation.circle {
        Circle::Group if inbound.live.is_some() => name_conversation(situation, &inbound.conversation),
        Circle::Group | Circle::Direct => meet(situation, &inbound.conversation, is_partner.then_some(&identity)),
    };
    changes.extend(learnt);
    if is_stranger {
        // Whoever was met under our number before we knew it for ours is merged the next time.
        let is_free = |handle: &&Handle| !inbound.is_ours() || directory.person_by_handle(handle).is_none();
        let handles = addresses(inbound).filter(is_free).cloned().collect();
        let personal = Personal { name: inbound.sender_name.clone(), handles, ..Personal::none() };
        changes.push(Event::PersonMet { person: identity.clone() }.with(personal));
    }
    let mentions = inbound.mentions.iter().filter_map(|handle| directory.person_by_handle(handle));
    // Whoever holds a shared phone says what it sends.
    let holder = directory.holder_of(&identity, inbound.sent_at).cloned();
    let phone = shared.map(|_| identity.clone());
    let sender = holder.unwrap_or(identity);
    let event = Event::MessageReceived {
        message: MessageId::new(stamp.id(0)),
        external: inbound.external.clone(),
        conversation: inbound.conversation.id.clone(),
        sender,
        phone,
        sent_at: inbound.sent_at,
        form: inbound.form,
        media: inbound.attachment.as_ref().and_then(|attachment| attachment.digest.clone()),
        geo: None,
        reply_to: inbound.reply_to.clone(),
        mentions: mentions.map(|person| person.id.clone()).collect(),
        forwarded: inbound.forwarded,
        edited: inbound.edited,
        import: inbound.import.clone(),
        overheard: inbound.live.as_ref().is_some_and(|live| live.is_overheard),
    };
    let name = inbound.attachment.as_ref().map_or_else(String::new, |attachment| attachment.name.clone());
    let (channel_name, beside) =
        inbound.live.as_ref().map_or_else(Default::default, |live| (live.name.clone(), live.beside.clone()));
    changes.push(event.with(Personal {
        text: inbound.text.clone(),
        name,
        channel_name,
        beside,
        geo: inbound.geo,
        ..Personal::none()
    }));
    changes
}

/// Who speaks, where we know them; the house itself, of what was said in our own name.
fn speaker<'a>(directory: &'a Directory, inbound: &Inbound) -> Option<&'a Person> {
    match inbound.is_ours() {
        true => directory.people.get(&PersonId::house()),
        false => sender(directory, inbound),
    }
}

/// Takes a message back of which a channel tells nothing but its name. Only a name that WhatsApp gave says which one it is.
pub fn revoke(situation: &Situation, now: Instant, external: &str, at: Instant) -> Vec<Change> {
    let known = Some(external).filter(|external| is_worldwide(external));
    let known = known.and_then(|external| situation.by_any_channel(&ConversationId::new(""), external));
    let is_left = |known: &&Heard| {
        known.form != Form::Deleted && known.words_gone_at.is_none() && !situation.directory.is_erased(&known.sender)
    };
    known.filter(is_left).map_or_else(Vec::new, |known| taken_back(situation, now, known, at))
}

/// That a message was taken back, and what becomes of the day that it was a report of.
fn taken_back(situation: &Situation, now: Instant, known: &Heard, changed_at: Instant) -> Vec<Change> {
    let revoked = Event::MessageRevoked { message: known.id.clone(), changed_at }.into();
    std::iter::once(revoked).chain(unproven::freed(situation, known, now)).collect()
}

/// What a message that is known already brings anew; what was over its time does not come back. A day of a task that it was a
/// report of stands without it from then on.
fn again(situation: &Situation, now: Instant, known: &Heard, inbound: &Inbound) -> Vec<Change> {
    let is_over = known.words_gone_at.is_some() || known.file_gone_at.is_some();
    if situation.directory.is_erased(&known.sender) || known.form == Form::Deleted || is_over {
        return Vec::new();
    }
    if !may_change(situation, known, inbound) {
        return Vec::new();
    }
    let (message, changed_at) = (known.id.clone(), inbound.sent_at);
    if inbound.form == Form::Deleted {
        return taken_back(situation, now, known, changed_at);
    }
    let mut changes = Vec::new();
    let is_newer = changed_at >= known.changed_at.unwrap_or(known.sent_at);
    if inbound.edited && is_newer && inbound.text != known.text {
        let event = Event::MessageEdited { message: message.clone(), changed_at };
        changes.push(event.with(Personal::text(inbound.text.clone())));
        // What a reader made of the words goes with them; the new ones are read. What a member says of them stands.
        if !known.meaning.as_ref().is_some_and(|meaning| matches!(meaning.by, Reader::Member(_))) {
            changes.extend(unproven::freed(situation, known, now));
        }
    }
    let digest = inbound.attachment.as_ref().and_then(|attachment| attachment.digest.clone());
    if let Some(digest) = digest.filter(|_| known.media.is_none()) {
        changes.push(Event::MediaKept { message, digest }.into());
    }
    changes.extend(directly(situation, known, inbound));
    changes
}

/// That a message which a bridge brought first was written to us alone, once our own channel brings it, too: it opens the service
/// window and lifts what keeps us from writing. Whether it is news is told by when they last wrote there.
fn directly(situation: &Situation, known: &Heard, inbound: &Inbound) -> Vec<Change> {
    let directory = &situation.directory;
    let is_live =
        inbound.live.as_ref().is_some_and(|live| !live.is_overheard && !live.is_ours) && known.import.is_none();
    let is_partner = addresses(inbound).any(|handle| inbound.conversation.with.as_ref() == Some(handle));
    let is_to_us = inbound.conversation.circle == Circle::Direct && is_partner && !inbound.edited;
    let sender_id = directory.who(known.identity());
    let is_theirs = |person: &PersonId| directory.who(person) == sender_id;
    let by = sender(directory, inbound);
    let chat = situation.conversations.get(&inbound.conversation.id);
    let is_known = chat.is_some_and(|chat| chat.partner_at >= Some(known.sent_at));
    let is_anothers = by.is_some_and(|by| !by.is_stranger() && !is_theirs(&by.id))
        || chat.and_then(|chat| chat.with.as_ref()).is_some_and(|with| !is_theirs(with));
    if !is_live || !is_to_us || is_known || is_anothers {
        return Vec::new();
    }
    let mut changes = people::learn(directory, sender_id, addresses(inbound));
    changes.extend(meet(situation, &inbound.conversation, Some(sender_id)));
    let (message, conversation) = (known.id.clone(), inbound.conversation.id.clone());
    changes.push(Event::MessageHeardDirectly { message, conversation }.into());
    changes
}

/// Whether whoever changes a message may: each their own words, and an administrator, whom channels do not name as such, may
/// take back what others said in the same chat. Names of messages are no secrets: every member of a group knows them.
fn may_change(situation: &Situation, known: &Heard, inbound: &Inbound) -> bool {
    let directory = &situation.directory;
    let house = PersonId::house();
    let by = sender(directory, inbound).map(|person| directory.who(&person.id));
    let by = if inbound.is_ours() { Some(&house) } else { by };
    let is_own = by == Some(directory.who(known.identity()));
    let is_here = known.conversation == inbound.conversation.id;
    match inbound.form == Form::Deleted {
        true => is_own || is_here,
        // Somebody unknown is told of under an address that nobody connected with them yet.
        false => is_own || !inbound.edited || (is_here && by.is_none()),
    }
}

/// Says that the file of a message is here. Of a message that is not known, that was taken back, whose sender was
/// erased or whose file was over its time, nothing is kept.
pub fn keep_media(
    situation: &Situation,
    conversation: &ConversationId,
    external: &str,
    digest: &Digest,
) -> Vec<Change> {
    // Another channel may have brought the message first, under a conversation of its own.
    let known = situation.by_any_channel(conversation, external);
    let known = known.filter(|known| known.media.is_none() && known.form != Form::Deleted);
    let known = known.filter(|known| known.file_gone_at.is_none());
    let known = known.filter(|known| !situation.directory.is_erased(&known.sender));
    let kept = known.map(|known| Event::MediaKept { message: known.id.clone(), digest: digest.clone() }.into());
    kept.into_iter().collect()
}

/// Whoever is known under one of the sender's addresses.
fn sender<'a>(directory: &'a Directory, inbound: &Inbound) -> Option<&'a Person> {
    directory.person_by_addresses(&addresses(inbound).collect::<Vec<_>>())
}

fn addresses(inbound: &Inbound) -> impl Iterator<Item = &Handle> {
    let also = inbound.live.iter().flat_map(|live| &live.also);
    std::iter::once(&inbound.sender).chain(also.filter(|also| **also != inbound.sender))
}

/// Makes a conversation known, unless it is, and has it called as its members call it.
pub fn name_conversation(situation: &Situation, key: &ConversationKey) -> Vec<Change> {
    match situation.conversations.get(&key.id) {
        None => meet_conversation(situation, key),
        Some(known) if known.name != key.name && key.is_named() => {
            let site = site_of_conversation(situation, key).or_else(|| known.site.clone());
            vec![Event::ConversationNamed { conversation: key.id.clone(), site }.with(Personal::name(key.name.clone()))]
        }
        Some(_) => Vec::new(),
    }
}

/// Makes a conversation known, unless it is.
pub fn meet_conversation(situation: &Situation, key: &ConversationKey) -> Vec<Change> {
    meet(situation, key, None)
}

/// The same of a chat with somebody who may only become known now: whoever is erased later takes the name of their chat along.
/// Where we wrote first, whom a chat is with may become known after it is.
fn meet(situation: &Situation, key: &ConversationKey, partner: Option<&PersonId>) -> Vec<Change> {
    let described = key.with.as_ref().and_then(|with| situation.directory.person_by_handle(with));
    let with = described.map(|with| &with.id).or(partner);
    let known = situation.conversations.get(&key.id);
    if known.is_some_and(|known| known.circle == Circle::Group || known.with.is_some() || with.is_none()) {
        return Vec::new();
    }
    let event = Event::ConversationMet {
        conversation: key.id.clone(),
        circle: key.circle,
        site: site_of_conversation(situation, key),
        with: with.cloned(),
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
