//! What WhatsApp says of our own account is recorded when it is news, and whoever leads is told what it means.

use super::hearing::leads;
use super::outbound::language;
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId};
use crate::notice::{Concern, Matter, Notice};
use crate::outbound::{Filled, Outbound, Purpose, Wanted};
use crate::request::Stamp;
use crate::situation::Situation;
use crate::time::Instant;
use crate::wording::{Sentence, fill, notices, texts};

/// What is told at once, at most.
const NOTICES_MAX: usize = 500;
/// What happened is told again when it happens a day later, in minutes.
const AGAIN_MINUTES: f64 = 24.0 * 60.0;
/// One person hears of the same concern once in so many minutes: twenty templates are one message.
const SAME_MINUTES: f64 = 60.0;
/// Ids of a stamp from here on name warnings.
const IDS_FROM: u64 = 820;

/// Records what is new of what was told.
pub(super) fn note(situation: &Situation, stamp: Stamp, told: &[Notice]) -> Vec<Change> {
    let mut changes = Vec::new();
    for notice in told.iter().take(NOTICES_MAX).filter(|notice| notice.is_ours()) {
        let notice = weighed(situation, notice, stamp.at);
        if !is_news(situation, &notice, &changes) {
            continue;
        }
        changes.push(Event::NoticeGiven(notice.clone()).into());
        if let Some(concern) = notice.concern.filter(|concern| !concern.silences_us()) {
            warn(situation, stamp, &notice, concern, &mut changes);
        }
    }
    changes
}

/// What a figure means beside the one before: fewer people than before is a concern.
fn weighed(situation: &Situation, notice: &Notice, at: Instant) -> Notice {
    let before = situation.directory.notices.get(&notice.id()).and_then(|known| known.figure);
    let is_lowered = notice.matter == Matter::Limit && notice.figure < before && notice.figure.is_some();
    let concern = if is_lowered { Some(Concern::LimitLowered) } else { notice.concern };
    Notice { concern, at, ..notice.clone() }
}

fn is_news(situation: &Situation, notice: &Notice, changes: &[Change]) -> bool {
    let known = &situation.directory.notices;
    let is_told = |change: &Change| matches!(&change.event, Event::NoticeGiven(told) if told.id() == notice.id());
    if changes.iter().any(is_told) {
        return false;
    }
    match known.get(&notice.id()) {
        None => {
            let is_new =
                |change: &&Change| matches!(&change.event, Event::NoticeGiven(told) if !known.contains_key(&told.id()));
            let is_told = notice.concern.is_some() || notice.figure.is_some();
            is_told && changes.iter().filter(is_new).count() < situation.directory.notices_left(notice.at)
        }
        // A limit that is told again is the same limit, whatever was said when it was lowered.
        Some(known) if notice.matter == Matter::Limit => known.figure != notice.figure,
        Some(known) if known.concern == notice.concern => {
            notice.concern.is_some_and(Concern::passes) && notice.at.minutes_since(known.at) >= AGAIN_MINUTES
        }
        Some(_) => true,
    }
}

/// Tells whoever leads.
fn warn(situation: &Situation, stamp: Stamp, notice: &Notice, concern: Concern, changes: &mut Vec<Change>) {
    for to in leads(situation) {
        let (text, template, language) = words(situation, &to, notice, concern);
        let said = template.gaps.get("words").cloned();
        let is_same = |filled: Option<&Filled>| filled.is_some_and(|filled| filled.gaps.get("words") == said.as_ref());
        let lately = |known: &Outbound| stamp.at.minutes_since(known.wanted_at) < SAME_MINUTES;
        let is_told = |known: &&Outbound| known.to == to && lately(known) && is_same(known.template.as_ref());
        let is_wanted = |change: &&Change| match &change.event {
            Event::OutboundWanted(wanted) => wanted.to == to && is_same(change.personal.template.as_ref()),
            _ => false,
        };
        if situation.outbounds.values().any(|known| is_told(&known)) || changes.iter().any(|change| is_wanted(&change))
        {
            continue;
        }
        let count = changes.iter().filter(|change| matches!(change.event, Event::OutboundWanted(_))).count();
        let wanted = Wanted {
            outbound: OutboundId::new(stamp.id(IDS_FROM + count as u64)),
            to,
            purpose: Purpose::Warning,
            about: Vec::new(),
            rung: 0,
            language,
            not_before: stamp.at,
            offer: None,
            onto: None,
        };
        changes.push(Event::OutboundWanted(wanted).with(Personal { template: Some(template), ..Personal::text(text) }));
    }
}

fn words(situation: &Situation, to: &PersonId, notice: &Notice, concern: Concern) -> (String, Filled, String) {
    let texts = texts(language(situation, to));
    let gaps = [("subject", notice.shown()), ("words", notices::words(texts.language, concern))];
    let filled = gaps.iter().map(|(gap, value)| ((*gap).to_owned(), (*value).to_owned())).collect();
    let template = Filled { name: Sentence::Notice.word().to_owned(), gaps: filled };
    (fill(situation.directory.words(texts.language, Sentence::Notice), &gaps), template, texts.language.to_owned())
}
