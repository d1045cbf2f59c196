//! A busy place made up from a seed: its directory, what is said there, and the truth about every message.

mod arc;
mod cast;
mod demo;
mod estates;
mod export;
pub mod phrases;
pub mod picture;
mod routine;
mod said;
mod smalltalk;

use crate::chance::Chance;
use cast::Ground;
pub use demo::Demo;
use domain::directory::Directory;
use domain::request::Definition;
use domain::time::{Instant, Zone};
use engine::roster::{Roster, RosterError};
use estates::{ESTATES, Estate};
pub use export::chat_export;
use said::Pen;
pub use said::{Said, Truth};

/// How big and how busy a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// How many sites, one to six.
    pub sites: usize,
    /// How many days it tells of.
    pub days: i64,
    /// Incidents in ten days at one site.
    pub incidents: usize,
    /// Idle things said in ten days at one site.
    pub smalltalk: usize,
}

/// A world.
#[derive(Clone, Debug)]
pub struct World {
    /// The organisation's zone.
    pub zone: Zone,
    /// Sites, places, vendors, people and tasks.
    pub roster: Roster,
    /// What is said, in the order of its times.
    pub said: Vec<Said>,
    /// How many incidents there are.
    pub incidents: usize,
}

impl World {
    /// A world of sites drawn by chance, ending at an instant.
    pub fn new(seed: u64, scale: Scale, until: Instant) -> Self {
        let mut chance = Chance::new(seed, "estates");
        let first = chance.below(ESTATES.len());
        let sites = scale.sites.clamp(1, ESTATES.len());
        let chosen: Vec<usize> = (0..sites).map(|index| (first + index) % ESTATES.len()).collect();
        Self::of(seed, &chosen, scale, until)
    }

    /// The lines of its directory, for an organisation that has none.
    ///
    /// # Errors
    /// When a line names something that is not there.
    pub fn definitions(&self) -> Result<Vec<Definition>, RosterError> {
        let mut people = 0;
        self.roster.definitions(&Directory::default(), || {
            people += 1;
            format!("person-{people}")
        })
    }

    /// A world of sites given by their place in the list.
    pub(crate) fn of(seed: u64, chosen: &[usize], scale: Scale, until: Instant) -> Self {
        let estates: Vec<&Estate> = chosen.iter().map(|index| &ESTATES[*index]).collect();
        let mut chance = Chance::new(seed, "people");
        let grounds: Vec<Ground> =
            estates.iter().enumerate().map(|(index, estate)| cast::people(estate, index, &mut chance)).collect();
        let roster = cast::roster(&estates, &grounds);
        let mut said = Vec::new();
        let mut incidents = 0;
        for (index, (estate, ground)) in estates.iter().zip(&grounds).enumerate() {
            let chance = Chance::new(seed, &format!("site {index}"));
            let pen = Pen::new(ground, chance, format!("3EB0{index:X}{:08X}", seed & 0xffff_ffff));
            said.extend(live(pen, estate, scale, until, &mut incidents));
        }
        said.retain(|one| one.inbound.sent_at <= until);
        said.sort_by(|a, b| {
            let order = |one: &Said| (one.inbound.sent_at, one.inbound.external.clone());
            order(a).cmp(&order(b))
        });
        let zone = grounds.first().map_or_else(Zone::utc, |ground| ground.zone.clone());
        Self { zone, roster, said, incidents }
    }
}

/// What is said at one site.
fn live(mut pen: Pen<'_>, estate: &'static Estate, scale: Scale, until: Instant, incidents: &mut usize) -> Vec<Said> {
    let zone = &pen.ground.zone;
    let last = until.day(zone);
    let first = last.plus(1 - scale.days);
    for duty in &pen.ground.routines {
        routine::report(&mut pen, duty, first, last, until);
    }
    let days = usize::try_from(scale.days).unwrap_or(0);
    for _ in 0..(scale.incidents * days / 10) {
        let start = moment(&mut pen, first, scale.days);
        if start > until {
            continue;
        }
        let incident = *incidents;
        *incidents += 1;
        arc::Arc::new(&mut pen, estate, incident, start).tell(until, incidents);
    }
    let mut idle: Vec<Instant> =
        (0..(scale.smalltalk * days / 10)).map(|_| moment(&mut pen, first, scale.days)).collect();
    idle.sort();
    for at in idle {
        smalltalk::say(&mut pen, at);
    }
    pen.said
}

/// A moment of some day, mostly while people are awake.
fn moment(pen: &mut Pen<'_>, first: domain::time::Day, days: i64) -> Instant {
    let day = first.plus(pen.chance.between(0, days - 1));
    let night = pen.chance.percent(8);
    let minute = if night { pen.chance.between(0, 6 * 60) } else { pen.chance.between(7 * 60, 22 * 60 + 30) };
    pen.ground.zone.instant(day.0.at(0, 0, 0, 0)).plus_minutes(minute)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const SMALL: Scale = Scale { sites: 2, days: 10, incidents: 12, smalltalk: 20 };

    fn noon() -> Instant {
        Instant::from_us(1_790_000_000_000_000)
    }

    #[test]
    fn the_same_seed_makes_the_same_world() {
        let (one, other) = (World::new(7, SMALL, noon()), World::new(7, SMALL, noon()));
        assert_eq!(one.roster, other.roster);
        let words = |world: &World| world.said.iter().map(|said| said.inbound.clone()).collect::<Vec<_>>();
        assert_eq!(words(&one), words(&other));
        assert_ne!(words(&one), words(&World::new(8, SMALL, noon())));
    }

    #[test]
    fn a_world_is_in_order_and_every_name_is_given_once() {
        for seed in 0..6 {
            let world = World::new(seed, SMALL, noon());
            assert!(world.said.len() > 100, "{}", world.said.len());
            assert!(world.said.is_sorted_by_key(|said| said.inbound.sent_at));
            let names: BTreeSet<&str> = world.said.iter().map(|said| said.inbound.external.as_str()).collect();
            assert_eq!(names.len(), world.said.len());
            let quoted = world.said.iter().filter_map(|said| said.inbound.reply_to.as_deref());
            assert!(quoted.into_iter().all(|name| names.contains(name)));
        }
    }

    #[test]
    fn a_worlds_directory_is_one_the_engine_takes() {
        for seed in 0..6 {
            let world = World::new(seed, Scale { sites: 6, ..SMALL }, noon());
            let definitions = world.definitions().unwrap();
            assert!(definitions.len() > 100);
        }
    }

    #[test]
    fn every_incident_is_opened_by_one_message() {
        let world = World::new(3, SMALL, noon());
        let openings: Vec<usize> =
            world.said.iter().filter(|said| said.truth.opens).filter_map(|said| said.truth.incident).collect();
        let distinct: BTreeSet<usize> = openings.iter().copied().collect();
        assert_eq!(openings.len(), distinct.len());
        assert!(distinct.len() > 15, "{}", distinct.len());
    }
}
