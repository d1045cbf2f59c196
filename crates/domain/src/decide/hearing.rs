//! What follows when an ear may be deaf, and when it hears again: it is recorded, and whoever leads is told.

use super::outbound::language;
use crate::directory::Role;
use crate::event::{Change, Event, Personal};
use crate::hearing::{Ear, Silence, Suspicion};
use crate::id::{OutboundId, PersonId};
use crate::outbound::{Filled, Outbound, Purpose, Wanted};
use crate::request::Stamp;
use crate::situation::Situation;
use crate::time::Instant;
use crate::wording::{Sentence, fill, texts};
use std::collections::{BTreeMap, BTreeSet};

/// People told of a silence.
const TOLD_MAX: usize = 5;
/// One person hears of silences at most so often, in minutes: what flutters is told once.
const AGAIN_MINUTES: f64 = 60.0;
/// Ids of a stamp from here on name warnings.
const IDS_FROM: u64 = 800;

/// Records which ears may be deaf now, of all that there are. The caller names each at most once.
pub(super) fn note(situation: &Situation, stamp: Stamp, silent: &BTreeMap<Ear, (Instant, Suspicion)>) -> Vec<Change> {
    let open: Vec<&Silence> = situation.silences.iter().filter(|silence| silence.until.is_none()).collect();
    let mut changes = Vec::new();
    for silence in &open {
        if !silent.contains_key(&silence.ear) {
            changes.push(Event::SilenceEnded { ear: silence.ear.clone(), until: stamp.at }.into());
        }
    }
    let known: BTreeSet<&Ear> = open.iter().map(|silence| &silence.ear).collect();
    for (ear, (since, why)) in silent.iter().filter(|(ear, _)| !known.contains(ear)) {
        let since = begins(situation, ear, *since).min(stamp.at);
        changes.push(Event::SilenceBegan { ear: ear.clone(), since, why: *why }.into());
        warn(situation, stamp, ear, since, &mut changes);
    }
    changes
}

/// A silence does not begin before the last one of the same ear ended: that stretch is known already.
fn begins(situation: &Situation, ear: &Ear, since: Instant) -> Instant {
    let ended = situation.silences.iter().filter(|silence| silence.ear == *ear).filter_map(|silence| silence.until);
    ended.max().map_or(since, |ended| ended.max(since))
}

/// Tells whoever leads.
fn warn(situation: &Situation, stamp: Stamp, ear: &Ear, since: Instant, changes: &mut Vec<Change>) {
    for to in leads(situation) {
        let lately = |said: &Outbound| stamp.at.minutes_since(said.wanted_at) < AGAIN_MINUTES;
        let is_of_silence =
            |said: &Outbound| said.template.as_ref().is_some_and(|filled| filled.name == Sentence::Deaf.word());
        let is_told = |said: &Outbound| said.to == to && is_of_silence(said) && lately(said);
        let wanted = changes.iter().filter_map(|change| match &change.event {
            Event::OutboundWanted(wanted) => Some(&wanted.to),
            _ => None,
        });
        if situation.outbounds.values().any(is_told) || wanted.clone().any(|other| *other == to) {
            continue;
        }
        let outbound = OutboundId::new(stamp.id(IDS_FROM + wanted.count() as u64));
        let (text, template, language) = words(situation, &to, ear, since);
        let (purpose, about, rung) = (Purpose::Warning, Vec::new(), 0);
        let (not_before, offer) = (stamp.at, None);
        let wanted = Wanted { outbound, to, purpose, about, rung, language, not_before, offer, onto: None };
        changes.push(Event::OutboundWanted(wanted).with(Personal { template: Some(template), ..Personal::text(text) }));
    }
}

/// Managers; supervisors where there are none.
pub(super) fn leads(situation: &Situation) -> Vec<PersonId> {
    let of = |role: Role| -> Vec<PersonId> {
        let people = situation.directory.people.values().filter(|person| person.role == role && !person.is_erased());
        people.map(|person| person.id.clone()).take(TOLD_MAX).collect()
    };
    let managers = of(Role::Manager);
    if managers.is_empty() { of(Role::Supervisor) } else { managers }
}

fn words(situation: &Situation, to: &PersonId, ear: &Ear, since: Instant) -> (String, Filled, String) {
    let texts = texts(language(situation, to));
    let site = situation.directory.people.get(to).and_then(|person| person.site.as_ref());
    let time = since.in_zone(situation.zone_of(site)).strftime("%d.%m. %H:%M").to_string();
    let channel = ear.shown(&situation.conversations);
    let gaps = [("channel", channel.as_str()), ("time", time.as_str())];
    let filled = gaps.iter().map(|(gap, value)| ((*gap).to_owned(), (*value).to_owned())).collect();
    let template = Filled { name: Sentence::Deaf.word().to_owned(), gaps: filled };
    (fill(situation.directory.words(texts.language, Sentence::Deaf), &gaps), template, texts.language.to_owned())
}
