//! Rotas: writing one into the directory, and who stands in for whoever it would be.

mod told;

pub(super) use told::tell;

use super::orders;
use crate::directory::{Directory, Role};
use crate::event::{Change, Event};
use crate::id::{MessageId, RotaId};
use crate::member::MemberRole;
use crate::message::Heard;
use crate::order::{Given, StandIn, Until};
use crate::policy::rank;
use crate::refusal::Refusal;
use crate::rota::{BadRota, Made, Rota, Swap, Swapped, coming, there};
use crate::situation::Situation;
use crate::ticket::Assignee;
use crate::time::{Day, Instant, Zone};

/// How far ahead somebody may stand in, and for how long at most, in days: a year.
const AHEAD_DAYS: i64 = 366;
/// Turns and swaps within a swap that are looked at.
const LOOKED_MAX: usize = 400;

/// Writes a rota that names those who are there.
pub(super) fn define(situation: &Situation, rota: &Rota) -> Result<Vec<Change>, Refusal> {
    rota.check()?;
    let directory = &situation.directory;
    if let Some(site) = rota.site.as_ref().filter(|site| !directory.sites.contains_key(site)) {
        return Err(Refusal::Undefined { kind: "site", name: site.to_string() });
    }
    let all = rota.order.iter().chain(rota.swaps.iter().map(|swap| &swap.who));
    all.map(|who| known(directory, who)).collect::<Result<Vec<()>, Refusal>>()?;
    let before = directory.rotas.get(&rota.id);
    let anew = before.map_or_else(|| rota.clone(), |before| rota.keeping(before));
    let is_so = before == Some(&anew);
    Ok(if is_so { Vec::new() } else { vec![Event::RotaDefined(anew).into()] })
}

fn known(directory: &Directory, who: &Assignee) -> Result<(), Refusal> {
    let undefined = |kind, name: String| Err(Refusal::Undefined { kind, name });
    match who {
        Assignee::Person(person) if directory.person(person).is_none() => undefined("person", person.to_string()),
        Assignee::Vendor(vendor) if !directory.vendors.contains_key(vendor) => undefined("vendor", vendor.to_string()),
        Assignee::Person(_) | Assignee::Vendor(_) => Ok(()),
    }
}

/// Lets somebody stand in from now on at the earliest; nothing where they are on call anyway.
pub(super) fn swap(
    situation: &Situation,
    at: Instant,
    rota: &RotaId,
    swap: &Swap,
    message: Option<&MessageId>,
) -> Result<Vec<Change>, Refusal> {
    let rota = found(situation, rota)?;
    known(&situation.directory, &swap.who)?;
    if there(&situation.directory, &swap.who).is_none() {
        return Err(Refusal::Undefined { kind: "person", name: String::new() });
    }
    let zone = situation.zone_of(rota.site.as_ref());
    let today = at.day(zone);
    let bad = |reason: String| Err(BadRota { name: rota.name.clone(), reason }.into());
    if swap.until <= swap.from || rota.changes_at(swap.until, zone) <= at {
        return bad("nobody can stand in for what is over; write a later day".to_owned());
    }
    if swap.until > today.plus(AHEAD_DAYS) || swap.until > swap.from.plus(AHEAD_DAYS) {
        return bad("somebody can stand in within the next year; write an earlier day".to_owned());
    }
    let made = Some(Made { at, message: message.cloned() });
    let swap = Swap { made, ..swap.clone() };
    let instead = during(situation, rota, &swap);
    if instead == [swap.who.clone()] {
        return Ok(Vec::new());
    }
    if instead.is_empty() {
        return bad("nobody is on call then; write days on which somebody is".to_owned());
    }
    let mut with = rota.clone();
    with.stand_in(swap.clone());
    if with.swaps.len() > Rota::SWAPS_MAX {
        return bad(format!("it has {} swaps; take some of them back first", Rota::SWAPS_MAX));
    }
    Ok(vec![Event::TurnSwapped(Swapped { rota: rota.id.clone(), swap, instead, message: None }).into()])
}

/// Takes a swap back that was made elsewhere than in the directory; nothing where there is none like it.
pub(super) fn take_back(
    situation: &Situation,
    rota: &RotaId,
    swap: &Swap,
    message: Option<&MessageId>,
) -> Result<Vec<Change>, Refusal> {
    let rota = found(situation, rota)?;
    let is_it = |known: &Swap| known.made.is_some() && known.is_like(swap);
    let Some(place) = rota.swaps.iter().rposition(is_it) else {
        let is_written = rota.swaps.iter().any(|known| known.is_like(swap));
        let reason = "the directory says so; take it out of its file, or let somebody else stand in".to_owned();
        let bad = BadRota { name: rota.name.clone(), reason };
        return if is_written { Err(bad.into()) } else { Ok(Vec::new()) };
    };
    let mut without = rota.clone();
    let swap = without.swaps.remove(place);
    let instead = during(situation, &without, &swap);
    let swapped = Swapped { rota: rota.id.clone(), swap, instead, message: message.cloned() };
    Ok(vec![Event::SwapUndone(swapped).into()])
}

/// What a message asks for by which somebody is to stand in; none where it is not clear who, for whom or until when.
///
/// # Errors
/// When it is nothing to us: there is no rota, or whoever says it does not manage.
pub(super) fn stand_in(
    situation: &Situation,
    at: Instant,
    heard: &Heard,
    asked: &StandIn,
) -> Result<Option<Vec<Change>>, Refusal> {
    let manages = situation.directory.role(&heard.sender) == Role::Manager;
    // What an exported chat tells of turns is over.
    if situation.directory.rotas.is_empty() || !manages || heard.import.is_some() {
        return Err(Refusal::NotForYou { needs: MemberRole::Manager });
    }
    let Some((rota, meant)) = meant(situation, heard, asked) else { return Ok(None) };
    Ok(swap(situation, at.max(heard.sent_at), &rota.id, &meant, Some(&heard.id)).ok())
}

/// The one rota of the chat's site that is spoken of, and the swap.
fn meant<'a>(situation: &'a Situation, heard: &Heard, asked: &StandIn) -> Option<(&'a Rota, Swap)> {
    let [who] = asked.who.as_slice() else { return None };
    let (site, now) = (situation.site_of(heard), heard.sent_at);
    let here = situation.directory.rotas.values();
    let here = here.filter(|rota| site.is_none() || rota.site.is_none() || rota.site.as_ref() == site);
    let mut all = here.filter_map(|rota| {
        let zone = situation.zone_of(rota.site.as_ref());
        let until = until(rota, zone, now, asked.until)?;
        let from = first_of(situation, rota, (now, rota.changes_at(until, zone)), &asked.instead)?;
        Some((rota, Swap { who: who.clone(), from, until, made: None }))
    });
    all.next().filter(|_| all.next().is_none())
}

fn until(rota: &Rota, zone: &Zone, now: Instant, until: Until) -> Option<Day> {
    match until {
        Until::Turn => rota.ends_on(now, zone),
        Until::Morning => Some(rota.day_at(now, zone).plus(1)),
        Until::Day(day) => Some(day),
        Until::Unread => None,
    }
}

/// The day on which the first of some people comes on call within a span, or has since it began.
fn first_of(situation: &Situation, rota: &Rota, span: (Instant, Instant), people: &[Assignee]) -> Option<Day> {
    let directory = &situation.directory;
    let zone = situation.zone_of(rota.site.as_ref());
    // People who work for a company are called by their names, and their work is the company's.
    let is_one = |who: &Assignee| match who {
        Assignee::Person(person) => people.contains(who) || people.contains(&rank::assignee(directory, person)),
        Assignee::Vendor(_) => people.contains(who),
    };
    let first = coming(directory, rota, zone, span, LOOKED_MAX).into_iter().find(|one| is_one(&one.who))?;
    Some(rota.day_at(first.since.max(span.0), zone))
}

/// The last swap that whoever asks made in a chat, where it can be taken back and they gave no order since.
pub(super) fn made_last<'a>(
    situation: &'a Situation,
    heard: &Heard,
    ordered_at: Option<Instant>,
) -> Option<(&'a Rota, &'a Swap)> {
    let rotas = situation.directory.rotas.values();
    let all = rotas.flat_map(|rota| rota.swaps.iter().map(move |swap| (rota, swap)));
    let own = all.filter_map(|(rota, swap)| {
        let made = swap.made.as_ref()?;
        let said = situation.message(made.message.as_ref()?)?;
        let is_own = said.sender == heard.sender && Given::is_fresh(made.at, heard.sent_at);
        (is_own && orders::is_beside(situation, heard, &said.id, None)).then_some((made.at, rota, swap))
    });
    let last = own.max_by_key(|(at, ..)| *at).filter(|(at, ..)| ordered_at.is_none_or(|ordered_at| ordered_at < *at));
    last.map(|(_, rota, swap)| (rota, swap))
}

fn found<'a>(situation: &'a Situation, rota: &RotaId) -> Result<&'a Rota, Refusal> {
    let known = situation.directory.rotas.get(rota);
    known.ok_or_else(|| Refusal::Undefined { kind: "rota", name: rota.to_string() })
}

/// Who is on call while a swap holds, in order, each once.
fn during(situation: &Situation, rota: &Rota, swap: &Swap) -> Vec<Assignee> {
    let zone = situation.zone_of(rota.site.as_ref());
    let span = rota.holds(swap, zone);
    let mut found: Vec<Assignee> = Vec::new();
    for one in coming(&situation.directory, rota, zone, span, LOOKED_MAX) {
        if !found.contains(&one.who) {
            found.push(one.who);
        }
    }
    found.truncate(Swapped::INSTEAD_MAX);
    found
}
