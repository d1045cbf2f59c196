//! In which language somebody is spoken to; knows what they and the others around them wrote.

use crate::event::{Change, Event};
use crate::id::PersonId;
use crate::message::Heard;
use crate::situation::Situation;
use crate::wording::{speaks, texts};
use std::collections::BTreeMap;

/// Messages looked back on for a person's, or the place's, language.
const LOOK_BACK: usize = 300;
/// How much more a word of their own counts than a message of somebody else.
const OWN_WEIGHT: usize = 3;
/// What everybody else writes counts as so many messages at most: less than two words of one's own.
const AROUND_MAX: usize = 5;

/// The language a person mostly writes in, with some weight on what is written at their site, since a word of their own
/// proves little; English where we speak none of it.
pub(in crate::decide) fn language(situation: &Situation, person: &PersonId) -> &'static str {
    language_after(situation, person, &[])
}

/// The same with what is about to be read: the first sentence of somebody is answered in its language.
pub(super) fn language_after(situation: &Situation, person: &PersonId, changes: &[Change]) -> &'static str {
    let read = |heard: &Heard| {
        changes.iter().find_map(|change| match &change.event {
            Event::MessageInterpreted { message, meaning } if *message == heard.id => Some(meaning),
            _ => None,
        })
    };
    let site = situation.directory.people.get(person).and_then(|known| known.site.as_ref());
    let (mut own, mut around): (BTreeMap<&str, usize>, BTreeMap<&str, usize>) = Default::default();
    for heard in situation.latest().take(LOOK_BACK) {
        let meaning = read(heard).or(heard.meaning.as_ref()).filter(|meaning| speaks(&meaning.language));
        let Some(meaning) = meaning else { continue };
        if heard.is_from(person) {
            *own.entry(&meaning.language).or_default() += OWN_WEIGHT * heard.text.split_whitespace().count();
        } else if site.is_none() || situation.site_of(heard) == site {
            *around.entry(&meaning.language).or_default() += 1;
        }
    }
    let most = around.values().copied().max().unwrap_or(0).max(AROUND_MAX);
    let weight = |language: &&str| {
        let by_others = around.get(language).copied().unwrap_or(0) * AROUND_MAX;
        own.get(language).copied().unwrap_or(0) * most + by_others
    };
    let common = own.keys().chain(around.keys()).copied().max_by_key(weight);
    texts(common.unwrap_or("en")).language
}
