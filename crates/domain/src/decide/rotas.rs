//! Rotas: writing one into the directory, and who stands in for whoever it would be.

use crate::directory::Directory;
use crate::event::{Change, Event};
use crate::id::{MessageId, RotaId};
use crate::refusal::Refusal;
use crate::rota::{BadRota, Made, Rota, Swap, Swapped, coming};
use crate::situation::Situation;
use crate::ticket::Assignee;
use crate::time::Instant;

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
    if rota.swaps.len() >= Rota::SWAPS_MAX {
        return bad(format!("it has {} swaps; take some of them back first", Rota::SWAPS_MAX));
    }
    Ok(vec![Event::TurnSwapped(Swapped { rota: rota.id.clone(), swap, instead, message: None }).into()])
}

/// Takes a swap back; nothing where there is none like it.
pub(super) fn take_back(
    situation: &Situation,
    rota: &RotaId,
    swap: &Swap,
    message: Option<&MessageId>,
) -> Result<Vec<Change>, Refusal> {
    let rota = found(situation, rota)?;
    let Some(place) = rota.swaps.iter().rposition(|known| known.is_like(swap)) else { return Ok(Vec::new()) };
    let mut without = rota.clone();
    let swap = without.swaps.remove(place);
    let instead = during(situation, &without, &swap);
    let swapped = Swapped { rota: rota.id.clone(), swap, instead, message: message.cloned() };
    Ok(vec![Event::SwapUndone(swapped).into()])
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
