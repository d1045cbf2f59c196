//! Which chat a message to us alone belongs to. WhatsApp names people by several addresses, of which any may be missing, new or
//! another one tomorrow; a chat is named by one of them, and stays one whichever of them a message bears.

use super::reading::{Reading, Said};
use channels::cloud_api::Pepper;
use domain::directory::Directory;
use domain::id::{ConversationId, OrgId, PersonId};
use domain::message::Handle;
use std::collections::{BTreeMap, BTreeSet};
use store::desk::Desk;
use store::{StoreError, read};

/// Chats by the name that a message gives them, each with every name it may be known by: its own first.
type Names = BTreeMap<ConversationId, Vec<ConversationId>>;

/// Chats that there are, each with whom it is, where that is known.
type Known = BTreeMap<ConversationId, Option<PersonId>>;

/// A chat of two, as a message names it.
struct Named {
    /// The name that follows from the message.
    own: ConversationId,
    /// Names that follow from whatever else is known of whoever it is with.
    also: Vec<ConversationId>,
    /// Who that is, where we know them.
    with: Option<PersonId>,
}

/// Puts messages into the chats that there are with whoever they are from, or to.
pub(super) async fn settle(
    desk: &Desk,
    org: &OrgId,
    pepper: &Pepper,
    readings: &mut [Result<Reading, String>],
) -> Result<(), StoreError> {
    let directory = desk.directory(org).await?;
    let said = readings.iter().flatten().flat_map(|reading| &reading.said);
    let mut named: Vec<Named> = said.filter_map(|said| named(said, &directory, pepper)).collect();
    if named.is_empty() {
        return Ok(());
    }
    let people: BTreeSet<&str> = named.iter().filter_map(|chat| Some(chat.with.as_ref()?.as_str())).collect();
    let people: Vec<&str> = people.into_iter().collect();
    let theirs = read::hearing::chats_with(desk.db(), org, &people).await?;
    for chat in &mut named {
        let theirs =
            theirs.iter().filter(|(person, _)| chat.with.as_ref() == Some(person)).map(|(_, chat)| chat.clone());
        let theirs: Vec<ConversationId> = theirs.collect();
        // Whoever has a chat with us has it by no other name.
        if !theirs.is_empty() {
            chat.also = theirs;
        }
    }
    let mut known: Known = theirs.into_iter().map(|(person, chat)| (chat, Some(person))).collect();
    let asked: BTreeSet<&ConversationId> = named.iter().flat_map(|chat| chat.also.iter().chain([&chat.own])).collect();
    let asked: Vec<&str> =
        asked.into_iter().filter(|chat| !known.contains_key(chat)).map(ConversationId::as_str).collect();
    let found = read::hearing::chats(desk.db(), org, &asked).await?;
    known.extend(found);
    let mut names = Names::new();
    for Named { own, also, with } in named {
        let of = |chat: &ConversationId| known.get(chat).and_then(Option::as_ref);
        let also = also.into_iter().filter(|chat| may_be_with(&directory, of(chat), with.as_ref()));
        names.entry(own.clone()).or_default().extend([own].into_iter().chain(also));
    }
    let chosen = choose(&names, &known.into_keys().collect());
    readings.iter_mut().flatten().for_each(|reading| reading.settle(&chosen));
    Ok(())
}

/// The chat that a message was said in; none where it is not one with our number.
fn named(said: &Said, directory: &Directory, pepper: &Pepper) -> Option<Named> {
    let (number, inbound) = (said.number.as_ref()?, &said.inbound);
    let theirs = if inbound.is_ours() { None } else { Some(&inbound.sender) };
    let also = inbound.live.iter().filter(|_| theirs.is_some()).flat_map(|live| &live.also);
    let told: Vec<&Handle> = inbound.conversation.with.iter().chain(theirs).chain(also).collect();
    let person = directory.person_by_addresses(&told);
    let handles = told.into_iter().chain(person.into_iter().flat_map(|person| &person.handles));
    let also = pepper.chats(number, handles);
    Some(Named { own: inbound.conversation.id.clone(), also, with: person.map(|person| person.id.clone()) })
}

/// Whether a chat with somebody we know, or nobody yet, may be the one with this person. A number is given to somebody else, after a while: the chat of whoever had it
/// before is not theirs, and who is not known yet has none.
fn may_be_with(directory: &Directory, of: Option<&PersonId>, person: Option<&PersonId>) -> bool {
    of.is_none_or(|of| person.is_some_and(|person| directory.are_one(of, person)))
}

/// The chat that each of these is: the one that is known, its own before others; of several that are new and may be the same the
/// first.
fn choose(names: &Names, known: &BTreeSet<ConversationId>) -> BTreeMap<ConversationId, ConversationId> {
    let mut chosen: BTreeMap<ConversationId, ConversationId> = BTreeMap::new();
    for (own, all) in names {
        let found =
            all.iter().find(|name| known.contains(*name)).or_else(|| all.iter().find_map(|name| chosen.get(name)));
        let chat = found.unwrap_or(own).clone();
        for name in all.iter().filter(|name| !known.contains(*name)) {
            chosen.entry(name.clone()).or_insert_with(|| chat.clone());
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(names: &[&[&str]], known: &[&str]) -> Vec<(String, String)> {
        let id = |name: &&str| ConversationId::new(*name);
        let names = names.iter().map(|all| (id(&all[0]), all.iter().map(id).collect())).collect();
        let chosen = choose(&names, &known.iter().map(id).collect());
        chosen.into_iter().map(|(own, chat)| (own.as_str().to_owned(), chat.as_str().to_owned())).collect()
    }

    fn pair(own: &str, chat: &str) -> (String, String) {
        (own.to_owned(), chat.to_owned())
    }

    #[test]
    fn a_chat_that_is_known_stays_the_one_there_is() {
        assert_eq!(of(&[&["phone", "id"]], &["id"]), [pair("phone", "id")]);
        assert_eq!(of(&[&["phone", "id"]], &["phone", "id"]), [], "two that there are stay two");
        assert_eq!(of(&[&["phone", "id"], &["id", "phone"]], &["phone"]), [pair("id", "phone")]);
    }

    #[test]
    fn what_comes_first_in_one_delivery_is_one_chat_too() {
        assert_eq!(of(&[&["id", "phone"], &["phone", "id"]], &[]), [pair("id", "id"), pair("phone", "id")]);
        assert_eq!(of(&[&["a"], &["b"]], &[]), [pair("a", "a"), pair("b", "b")]);
    }
}
