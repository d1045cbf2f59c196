//! Who is who: addresses that become known, people who turn out to be one, or to be two after all.

use crate::barred::Bar;
use crate::directory::{Directory, Person};
use crate::event::{Change, Event, Personal};
use crate::id::PersonId;
use crate::message::Handle;
use crate::refusal::Refusal;
use crate::situation::Situation;
use crate::time::Instant;
use std::collections::BTreeSet;

/// What is learnt of a person whom a channel names by several addresses at once: those that nobody has become theirs;
/// strangers who have the others are the same person. Of two whom the directory both describes nothing is decided here.
pub(super) fn learn<'a>(
    directory: &Directory,
    person: &PersonId,
    addresses: impl Iterator<Item = &'a Handle>,
) -> Vec<Change> {
    let mut new = Vec::new();
    let mut merged = BTreeSet::new();
    let mut changes = Vec::new();
    for address in addresses {
        match directory.person_by_handle(address) {
            Some(known) if known.id == *person => {}
            Some(other) if other.is_stranger() && merged.insert(other.id.clone()) => {
                changes.push(merger(directory, other, person));
            }
            Some(_) => {}
            None => new.push(address.clone()),
        }
    }
    if !new.is_empty() && !directory.is_erased(person) {
        changes
            .push(Event::PersonReached { person: person.clone() }.with(Personal { handles: new, ..Personal::none() }));
    }
    changes
}

/// Says that somebody is reached otherwise now: a number, or an id, that took the place of another.
pub(super) fn follow(situation: &Situation, before: &[Handle], after: &[Handle]) -> Vec<Change> {
    let directory = &situation.directory;
    let known = |handles: &[Handle]| handles.iter().find_map(|handle| directory.person_by_handle(handle));
    let Some(person) = known(before).or_else(|| known(after)).filter(|person| !person.is_erased()) else {
        return Vec::new();
    };
    let mut changes = learn(directory, &person.id, after.iter());
    // An id is never given to anybody else; a number is, after a while.
    let is_left = |handle: &&Handle| handle.as_phone().is_some() && !after.contains(handle);
    let has_new_phone = after.iter().any(|handle| handle.as_phone().is_some());
    let left: Vec<Handle> =
        person.handles.iter().filter(|handle| before.contains(handle)).filter(is_left).cloned().collect();
    if has_new_phone && !left.is_empty() {
        let personal = Personal { left, ..Personal::none() };
        changes.push(Event::PersonReached { person: person.id.clone() }.with(personal));
    }
    changes
}

/// Somebody's wish about messages that advertise; of nobody we know nothing follows, nor of what they said before.
pub(super) fn prefer(situation: &Situation, handles: &[Handle], stops: bool, said_at: Instant) -> Vec<Change> {
    let directory = &situation.directory;
    let Some(person) = handles.iter().find_map(|handle| directory.person_by_any_spelling(handle)) else {
        return Vec::new();
    };
    let person = directory.who(&person.id).clone();
    let known = directory.barred.get(&person);
    // What keeps messages from them says nothing of what they want.
    let is_wish = |why: Option<Bar>| matches!(why, None | Some(Bar::OptedOut));
    let is_old = known.is_some_and(|known| is_wish(known.why) && known.at >= said_at);
    let is_known = known.is_none_or(|known| known.why != Some(Bar::OptedOut)) != stops;
    if is_old || is_known {
        return Vec::new();
    }
    vec![Event::PersonPreferred { person, stops, said_at }.into()]
}

/// A member's word that two people are one.
pub(super) fn merge(situation: &Situation, person: &PersonId, into: &PersonId) -> Result<Vec<Change>, Refusal> {
    let directory = &situation.directory;
    let (person, into) = (known(directory, person)?, known(directory, into)?);
    if person.id == into.id || person.is_erased() || into.is_erased() {
        return Err(Refusal::BadUnion(person.id.clone(), into.id.clone()));
    }
    Ok(vec![merger(directory, person, &into.id)])
}

/// A member's word that somebody who was merged is another person after all.
pub(super) fn split(
    situation: &Situation,
    person: &PersonId,
    handles: &[Handle],
    also: &[PersonId],
) -> Result<Vec<Change>, Refusal> {
    let directory = &situation.directory;
    let from = directory.same.get(person).ok_or_else(|| Refusal::NoSuchPerson(person.clone()))?;
    let theirs = |handle: &Handle| directory.handles.get(handle) == Some(from);
    if let Some(other) = handles.iter().find(|handle| !theirs(handle)) {
        return Err(Refusal::Undefined { kind: "address", name: other.0.clone() });
    }
    // Who was told apart from them meanwhile stays so.
    let goes_along = |other: &&PersonId| *other != person && directory.same.get(other) == Some(from);
    let also = also.iter().filter(goes_along).cloned().collect();
    let personal = Personal { handles: handles.to_vec(), ..Personal::none() };
    Ok(vec![Event::PeopleSplit { person: person.clone(), from: from.clone(), also }.with(personal)])
}

fn known<'a>(directory: &'a Directory, id: &PersonId) -> Result<&'a Person, Refusal> {
    directory.people.get(directory.who(id)).ok_or_else(|| Refusal::NoSuchPerson(id.clone()))
}

fn merger(directory: &Directory, person: &Person, into: &PersonId) -> Change {
    let also = directory.selves(&person.id).skip(1).cloned().collect();
    let personal = Personal { name: person.name.clone(), handles: person.handles.clone(), ..Personal::none() };
    Event::PeopleMerged { person: person.id.clone(), into: into.clone(), also }.with(personal)
}
