//! Rotas: who is on call by turns, one after the other, and who stands in for whoever it would be.

use crate::directory::Directory;
use crate::id::{MessageId, RotaId, SiteId};
use crate::ticket::Assignee;
use crate::time::{Day, Instant, Zone};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Whoever came on call longer ago knows it, in minutes.
const FRESH_MINUTES: f64 = 240.0;

/// Who is on call by turns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rota {
    /// Our name for it.
    pub id: RotaId,
    /// What people call it.
    pub name: String,
    /// The site by whose clocks turns change; the organisation's when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteId>,
    /// Who has a turn, in this order, and then from the first again.
    pub order: Vec<Assignee>,
    /// How many days a turn is long.
    pub every_days: u16,
    /// When the first turn begins, by the site's clocks; all others begin at the same hour.
    pub from: DateTime,
    /// Who stands in; where two are for the same time, the later one holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swaps: Vec<Swap>,
    /// Until when whoever is on call was told so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Instant>,
}

/// Who stands in, for whoever it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swap {
    /// Who stands in.
    pub who: Assignee,
    /// From the hour on this day at which turns change.
    pub from: Day,
    /// Until that hour on this day.
    pub until: Day,
    /// When and how it was made; none when the directory says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
}

/// When and how a swap was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// When: it does not hold before, whatever its day.
    pub at: Instant,
    /// The message that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

/// That somebody stands in, or no longer, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swapped {
    /// The rota.
    pub rota: RotaId,
    /// Who stands in, and when.
    pub swap: Swap,
    /// Who is on call then without it, in order; at most [`Swapped::INSTEAD_MAX`].
    pub instead: Vec<Assignee>,
    /// The message that takes it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

impl Swapped {
    /// Those whose turns one swap takes, at most.
    pub const INSTEAD_MAX: usize = 8;
}

/// Who is on call at a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnCall {
    /// Who.
    pub who: Assignee,
    /// Since when, in this turn.
    pub since: Instant,
    /// Until when, in this turn.
    pub until: Instant,
}

/// That somebody is on call from now on, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Began {
    /// The rota.
    pub rota: RotaId,
    /// Who, since when and until when.
    pub on_call: OnCall,
}

/// A rota that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rota “{name}”: {reason}")]
pub struct BadRota {
    /// What it is called.
    pub name: String,
    /// Why, and what to write instead.
    pub reason: String,
}

impl Swap {
    /// Whether both are of the same person or company for the same days, however they were made.
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.who, self.from, self.until) == (&other.who, other.from, other.until)
    }
}

impl Rota {
    /// Those in one rota, at most.
    pub const ORDER_MAX: usize = 60;
    /// The longest turn, in days: a year.
    pub const DAYS_MAX: u16 = 366;
    /// Swaps of one rota, at most.
    pub const SWAPS_MAX: usize = 200;
    /// How long a swap that was made elsewhere is remembered after it is over, in days.
    const KEPT_DAYS: i64 = 60;
    /// Days that the clocks of a zone may leave out in a row where it crossed the date line, and one more.
    const LEFT_OUT_DAYS: i64 = 2;

    /// Checks that somebody can be on call.
    ///
    /// # Errors
    /// When nobody can, a turn is too short or too long, or a swap ends before it begins.
    pub fn check(&self) -> Result<(), BadRota> {
        let bad = |reason: String| Err(BadRota { name: self.name.clone(), reason });
        if self.order.is_empty() || self.order.len() > Self::ORDER_MAX {
            return bad(format!("it names {} people; write from 1 to {}", self.order.len(), Self::ORDER_MAX));
        }
        if !(1..=Self::DAYS_MAX).contains(&self.every_days) {
            return bad(format!("turns of {} days; write from 1 to {}", self.every_days, Self::DAYS_MAX));
        }
        if self.swaps.len() > Self::SWAPS_MAX {
            return bad(format!("{} swaps; write at most {}", self.swaps.len(), Self::SWAPS_MAX));
        }
        match self.swaps.iter().find(|swap| swap.until <= swap.from) {
            Some(swap) => bad(format!(
                "the swap from {} ends on {}; write a later day, on which the next turn or swap begins",
                swap.from, swap.until
            )),
            None => Ok(()),
        }
    }

    /// The same with what was not said in the directory of the one known before: swaps, which are taken back where they
    /// were made, and of which turn was told. What was known keeps its place, since of two for the same time the later holds.
    #[must_use]
    pub fn keeping(&self, known: &Self) -> Self {
        let written = |rota: &Self, swap: &Swap| rota.swaps.iter().any(|one| one.made.is_none() && one.is_like(swap));
        let mut stays = self.swaps.iter().filter(|swap| written(known, swap)).cloned();
        let mut swaps: Vec<Swap> = known
            .swaps
            .iter()
            .filter_map(|swap| match &swap.made {
                Some(_) => Some(swap.clone()),
                None => stays.next(),
            })
            .collect();
        swaps.extend(stays);
        swaps.extend(self.swaps.iter().filter(|swap| !written(known, swap)).cloned());
        Self { swaps, told_at: known.told_at, ..self.clone() }
    }

    /// Takes a swap in; those made elsewhere that are long over go.
    pub fn stand_in(&mut self, swap: Swap) {
        if let Some(made) = &swap.made {
            let forgotten = made.at.day(&Zone::utc()).plus(-Self::KEPT_DAYS);
            self.swaps.retain(|known| known.made.is_none() || known.until >= forgotten);
        }
        self.swaps.push(swap);
    }

    /// When turns change on a day.
    pub fn changes_at(&self, day: Day, zone: &Zone) -> Instant {
        zone.instant(day.0.to_datetime(self.from.time()))
    }

    /// The day whose change of turns was the last.
    pub fn day_at(&self, at: Instant, zone: &Zone) -> Day {
        let today = at.day(zone);
        let mut days = (0..=Self::LEFT_OUT_DAYS).map(|back| today.plus(-back));
        days.find(|day| self.changes_at(*day, zone) <= at).unwrap_or(today.plus(-Self::LEFT_OUT_DAYS - 1))
    }

    /// Which turn it is, counted from the first; none before it.
    fn turn_at(&self, at: Instant, zone: &Zone) -> Option<i64> {
        let days = self.day_at(at, zone).days_since(Day(self.from.date()));
        (days >= 0).then(|| days / self.turn_days())
    }

    fn turn_days(&self) -> i64 {
        i64::from(self.every_days.max(1))
    }

    /// The day on which the turn ends that runs at a moment.
    pub fn ends_on(&self, at: Instant, zone: &Zone) -> Option<Day> {
        let turn = self.turn_at(at, zone)?;
        Some(Day(self.from.date()).plus((turn + 1).saturating_mul(self.turn_days())))
    }

    /// When a turn begins.
    fn begins_at(&self, turn: i64, zone: &Zone) -> Instant {
        self.changes_at(Day(self.from.date()).plus(turn.saturating_mul(self.turn_days())), zone)
    }

    /// From when until when a swap holds.
    pub fn holds(&self, swap: &Swap, zone: &Zone) -> (Instant, Instant) {
        let from = self.changes_at(swap.from, zone);
        (swap.made.as_ref().map_or(from, |made| from.max(made.at)), self.changes_at(swap.until, zone))
    }

    /// Whoever has a turn: whoever it is in the order, or the next who is there.
    fn of_turn(&self, turn: i64, directory: &Directory) -> Option<Assignee> {
        let place = usize::try_from(turn).ok()?.checked_rem(self.order.len())?;
        self.order[place..].iter().chain(&self.order[..place]).find_map(|who| there(directory, who))
    }

    /// Whoever is in the order, each with the next who is there where somebody is not; empty when nobody is.
    pub fn manned(&self, directory: &Directory) -> Vec<Assignee> {
        (0..self.order.len()).filter_map(|turn| self.of_turn(i64::try_from(turn).ok()?, directory)).collect()
    }

    fn who_at(&self, directory: &Directory, zone: &Zone, at: Instant) -> Option<Assignee> {
        let turn = self.turn_at(at, zone)?;
        let is_now = |swap: &&Swap| {
            let (from, until) = self.holds(swap, zone);
            from <= at && at < until
        };
        let swapped = self.swaps.iter().rev().filter(is_now).find_map(|swap| there(directory, &swap.who));
        swapped.or_else(|| self.of_turn(turn, directory))
    }
}

/// Who is on call at a moment, and for which part of the turn; nobody before the first, or where none of them is there.
pub fn on_call(directory: &Directory, rota: &Rota, zone: &Zone, at: Instant) -> Option<OnCall> {
    let who = rota.who_at(directory, zone, at)?;
    let turn = rota.turn_at(at, zone)?;
    let (begins, ends) = (rota.begins_at(turn, zone), rota.begins_at(turn + 1, zone));
    let cuts = rota.swaps.iter().map(|swap| rota.holds(swap, zone)).flat_map(|(from, until)| [from, until]);
    let mut cuts: Vec<Instant> = cuts.filter(|cut| begins < *cut && *cut < ends).chain([begins]).collect();
    cuts.sort_unstable();
    let is_theirs = |cut: &&Instant| rota.who_at(directory, zone, **cut).as_ref() == Some(&who);
    let (past, coming) = cuts.split_at(cuts.partition_point(|cut| *cut <= at));
    let since = past.iter().rev().take_while(is_theirs).last().copied().unwrap_or(begins);
    let until = coming.iter().find(|cut| !is_theirs(cut)).copied().unwrap_or(ends);
    Some(OnCall { who, since, until })
}

/// Who came on call lately and was not told yet.
pub fn begun(directory: &Directory, usual: &Zone, at: Instant) -> Vec<Began> {
    let fresh = |rota: &Rota| {
        let on_call = on_call(directory, rota, directory.zone(rota.site.as_ref(), usual), at)?;
        let is_new = rota.told_at.is_none_or(|told_at| told_at < on_call.since);
        let is_fresh = at.minutes_since(on_call.since) <= FRESH_MINUTES;
        (is_new && is_fresh).then(|| Began { rota: rota.id.clone(), on_call })
    };
    directory.rotas.values().filter_map(fresh).collect()
}

/// Who is on call from a moment on, one after the other until another; at most so many.
pub fn coming(
    directory: &Directory,
    rota: &Rota,
    zone: &Zone,
    (from, until): (Instant, Instant),
    most: usize,
) -> Vec<OnCall> {
    // Before the first turn nobody is on call.
    let first = from.max(rota.begins_at(0, zone));
    let next = |now: &OnCall| on_call(directory, rota, zone, now.until).filter(|next| next.since < until);
    let now = on_call(directory, rota, zone, first).filter(|now| now.since < until);
    std::iter::successors(now, next).take(most).collect()
}

/// Whoever somebody turned out to be, where they are known and not erased; a company that is known.
pub(crate) fn there(directory: &Directory, who: &Assignee) -> Option<Assignee> {
    match who {
        Assignee::Person(person) => {
            let known = directory.person(person).filter(|known| !known.is_erased())?;
            Some(Assignee::Person(known.id.clone()))
        }
        Assignee::Vendor(vendor) => directory.vendors.contains_key(vendor).then(|| who.clone()),
    }
}

#[cfg(test)]
mod tests;
