//! Who is on call by turns, now and next, and who stands in.

use super::cards::{assignee, clock, short};
use super::{lists, shifts};
use crate::event::{Change, Event};
use crate::message::Subject;
use crate::order::{Given, Spot};
use crate::rota::{OnCall, Rota, Swapped, coming, on_call as now_on_call};
use crate::situation::Situation;
use crate::time::Instant;
use crate::wording::{Replies, fill};

/// Rotas that an answer names.
const ROTAS_MAX: usize = 8;
/// Those who come next that an answer names.
const NEXT_MAX: usize = 2;
/// How far ahead it looks for them, in minutes: a year.
const AHEAD_MINUTES: i64 = 366 * 1_440;

/// Who is at work, and who is on call besides where there are rotas.
pub(super) fn at_work(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> (String, Vec<Subject>) {
    let (list, about) = shifts::at_work(situation, texts, at, spot);
    if rotas(situation, spot).next().is_none() {
        return (list, about);
    }
    (format!("{list}\n{}", on_call(situation, texts, at, spot)), about)
}

/// Who is on call now and next, a line for each rota.
pub(super) fn on_call(situation: &Situation, texts: &Replies, at: Instant, spot: &Spot) -> String {
    let heading = lists::headed(situation, texts.call_list, spot);
    let lines: String = rotas(situation, spot)
        .take(ROTAS_MAX)
        .map(|rota| format!("\n• {}", line(situation, texts, at, rota)))
        .collect();
    if lines.is_empty() {
        return format!("{heading}: {}", texts.nothing);
    }
    let more = rotas(situation, spot).count().saturating_sub(ROTAS_MAX);
    let more = (more > 0).then(|| format!("\n{}", fill(texts.more, &[("count", &more.to_string())])));
    format!("{heading}:{lines}{}", more.unwrap_or_default())
}

/// The rotas of a spot: of its site, and of none.
fn rotas<'a>(situation: &'a Situation, spot: &'a Spot) -> impl Iterator<Item = &'a Rota> {
    let of_place = spot.place.as_ref().and_then(|place| situation.directory.places.get(place)).map(|place| &place.site);
    let site = spot.site.as_ref().or(of_place);
    situation
        .directory
        .rotas
        .values()
        .filter(move |rota| site.is_none() || rota.site.is_none() || rota.site.as_ref() == site)
}

/// "Technicians on call: Azlan · from 07/12 08:00 Kumar".
fn line(situation: &Situation, texts: &Replies, at: Instant, rota: &Rota) -> String {
    let zone = situation.zone_of(rota.site.as_ref());
    let name = |one: &OnCall| assignee(situation, texts, &one.who);
    let now = now_on_call(&situation.directory, rota, zone, at);
    let from = now.as_ref().map_or(at, |now| now.until);
    let next = coming(&situation.directory, rota, zone, (from, at.plus_minutes(AHEAD_MINUTES)), NEXT_MAX);
    let next = next.iter().map(|one| {
        let gaps = [("time", clock(zone, at, one.since)), ("name", name(one))];
        let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
        fill(texts.next_call, &gaps)
    });
    let now = now.as_ref().map_or_else(|| "—".to_owned(), name);
    let parts: Vec<String> = std::iter::once(now).chain(next).collect();
    format!("{}: {}", short(&rota.name), parts.join(" · "))
}

/// Who stands in for whom by the changes that follow, or no longer.
pub(super) fn swapped(situation: &Situation, texts: &Replies, changes: &[Change]) -> String {
    let said = changes.iter().find_map(|change| match &change.event {
        Event::TurnSwapped(swapped) => Some((swapped, false)),
        Event::SwapUndone(swapped) => Some((swapped, true)),
        _ => None,
    });
    let Some((swapped, is_back)) = said else { return texts.undone.to_owned() };
    let Swapped { rota, swap, instead, .. } = swapped;
    let Some(rota) = situation.directory.rotas.get(rota) else { return texts.undone.to_owned() };
    let zone = situation.zone_of(rota.site.as_ref());
    let (from, until) = rota.holds(swap, zone);
    let time = |at: Instant| at.in_zone(zone).strftime("%d/%m %H:%M").to_string();
    let others: Vec<String> = instead.iter().map(|one| assignee(situation, texts, one)).collect();
    let (mut name, mut other) = (assignee(situation, texts, &swap.who), others.join(", "));
    if is_back {
        std::mem::swap(&mut name, &mut other);
    }
    let gaps =
        [("rota", short(&rota.name)), ("name", name), ("other", other), ("from", time(from)), ("until", time(until))];
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, value)| (*gap, value.as_str())).collect();
    let line = fill(texts.swapped, &gaps);
    if is_back {
        return format!("{} {line}", texts.undone);
    }
    format!("{line}\n{}", fill(texts.undo_hint, &[("minutes", &Given::UNDO_MINUTES.to_string())]))
}
