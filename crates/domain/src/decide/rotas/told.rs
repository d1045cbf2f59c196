//! Who hears that they are on call by turns, or that somebody else is instead.

use crate::decide::outbound::{after_quiet, language};
use crate::event::{Change, Event, Personal};
use crate::id::{OutboundId, PersonId, RotaId};
use crate::outbound::{Filled, Purpose, Wanted};
use crate::request::{Actor, Request};
use crate::rota::Rota;
use crate::situation::Situation;
use crate::ticket::Assignee;
use crate::time::Instant;
use crate::wording::{Sentence, Texts, fill, replies, texts};
use std::collections::BTreeMap;

/// People of one company who hear it.
const TOLD_MAX: usize = 5;
/// Ids of a stamp from here on name these messages; other outbound ones have the higher ones.
const IDS_FROM: u64 = 500;

/// Somebody is on call from a moment until another.
struct News<'a> {
    rota: &'a RotaId,
    who: Vec<Assignee>,
    /// Who hears it besides.
    others: Vec<Assignee>,
    span: (Instant, Instant),
}

/// Adds what those who are on call are to hear, and those who are not after all.
pub(in crate::decide) fn tell(situation: &Situation, request: &Request, changes: &mut Vec<Change>) {
    let news: Vec<News<'_>> = changes.iter().filter_map(|change| news(situation, &change.event)).collect();
    let at = request.stamp.at;
    // What one person is to hear at once is one message: of several rotas, or because of several swaps.
    let mut folded: BTreeMap<(PersonId, Instant), Vec<&News<'_>>> = BTreeMap::new();
    for one in &news {
        let Some(rota) = situation.directory.rotas.get(one.rota) else { continue };
        // What begins at once is said at once.
        let is_now = one.span.0 <= at && is_swap(changes);
        let not_before = if is_now { at } else { after_quiet(situation, rota.site.as_ref(), at) };
        let all = one.who.iter().chain(&one.others).flat_map(|who| people(situation, who));
        for person in all.filter(|person| request.actor != Actor::Person(person.clone())) {
            let to = situation.directory.reached_at(&person, at).clone();
            let together = folded.entry((to, not_before)).or_default();
            if !together.iter().any(|known| std::ptr::eq(*known, one)) {
                together.push(one);
            }
        }
    }
    let wanted: Vec<Change> = (IDS_FROM..)
        .zip(folded)
        .map(|(n, ((to, not_before), news))| {
            want(situation, OutboundId::new(request.stamp.id(n)), to, not_before, &news)
        })
        .collect();
    changes.extend(wanted);
}

fn is_swap(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change.event, Event::TurnSwapped(_) | Event::SwapUndone(_)))
}

fn news<'a>(situation: &Situation, event: &'a Event) -> Option<News<'a>> {
    Some(match event {
        Event::TurnBegan(began) => News {
            rota: &began.rota,
            who: vec![began.on_call.who.clone()],
            others: Vec::new(),
            span: (began.on_call.since, began.on_call.until),
        },
        Event::TurnSwapped(swapped) | Event::SwapUndone(swapped) => {
            let rota = situation.directory.rotas.get(&swapped.rota)?;
            let span = rota.holds(&swapped.swap, situation.zone_of(rota.site.as_ref()));
            let (who, others) = (vec![swapped.swap.who.clone()], swapped.instead.clone());
            match event {
                Event::SwapUndone(_) => News { rota: &swapped.rota, who: others, others: who, span },
                _ => News { rota: &swapped.rota, who, others, span },
            }
        }
        _ => return None,
    })
}

/// Who reads what somebody is told; a company's own people.
fn people(situation: &Situation, who: &Assignee) -> Vec<PersonId> {
    let directory = &situation.directory;
    match who {
        Assignee::Person(person) => {
            let known = directory.person(person).filter(|known| !known.is_erased());
            known.map(|known| known.id.clone()).into_iter().collect()
        }
        Assignee::Vendor(vendor) => {
            let own = directory.people.values().filter(|person| person.vendor.as_ref() == Some(vendor));
            let own = own.filter(|person| !person.is_erased() && !directory.same.contains_key(&person.id));
            own.map(|person| person.id.clone()).take(TOLD_MAX).collect()
        }
    }
}

fn want(situation: &Situation, outbound: OutboundId, to: PersonId, not_before: Instant, news: &[&News<'_>]) -> Change {
    let texts = texts(language(situation, &to));
    let gaps: Vec<[(&str, String); 4]> = news.iter().filter_map(|one| gaps(situation, texts, one)).collect();
    let words = situation.directory.words(texts.language, Sentence::OnCall);
    let lines = gaps.iter().map(|gaps| fill(words, &gaps.each_ref().map(|(gap, value)| (*gap, value.as_str()))));
    let lines: Vec<String> = lines.collect();
    let template = match gaps.as_slice() {
        [only] => Filled {
            name: Sentence::OnCall.word().to_owned(),
            gaps: only.iter().map(|(gap, value)| ((*gap).to_owned(), value.clone())).collect(),
        },
        _ => Filled {
            name: Sentence::Several.word().to_owned(),
            gaps: BTreeMap::from([("list".to_owned(), lines.join(" "))]),
        },
    };
    let wanted = Wanted {
        outbound,
        to,
        purpose: Purpose::OnCall,
        about: Vec::new(),
        rung: 0,
        language: texts.language.to_owned(),
        not_before,
        offer: None,
        onto: None,
    };
    Event::OutboundWanted(wanted).with(Personal { template: Some(template), ..Personal::text(lines.join("\n")) })
}

fn gaps(situation: &Situation, texts: &Texts, news: &News<'_>) -> Option<[(&'static str, String); 4]> {
    let rota: &Rota = situation.directory.rotas.get(news.rota)?;
    let zone = situation.zone_of(rota.site.as_ref());
    let time = |at: Instant| at.in_zone(zone).strftime("%d/%m %H:%M").to_string();
    let names: Vec<&str> = news.who.iter().filter_map(|who| name(situation, who)).collect();
    let names = if names.is_empty() { replies(texts.language).somebody.to_owned() } else { names.join(", ") };
    Some([("rota", rota.name.clone()), ("from", time(news.span.0)), ("until", time(news.span.1)), ("person", names)])
}

fn name<'a>(situation: &'a Situation, who: &'a Assignee) -> Option<&'a str> {
    let name = match who {
        Assignee::Person(person) => situation.directory.person(person).map(|known| known.name.as_str()),
        Assignee::Vendor(vendor) => situation.directory.vendors.get(vendor).map(|known| known.name.as_str()),
    };
    name.filter(|name| !name.is_empty())
}
