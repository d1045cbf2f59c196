//! The world a visitor is shown: three sites on two continents, six weeks up to now.

use super::{Said, Scale, World};
use domain::time::{Instant, Zone};
use engine::roster::Roster;

/// Kuala Lumpur, Dubai and São Paulo, by their place in the list of estates.
const SITES: [usize; 3] = [0, 1, 2];
/// Six weeks: long enough for trends, short enough to be read in seconds.
const DAYS: i64 = 42;

/// The demonstration.
#[derive(Clone, Debug)]
pub struct Demo(World);

impl Demo {
    /// A demonstration that ends at an instant, which its visitors call now.
    pub fn new(seed: u64, today: Instant) -> Self {
        let scale = Scale { sites: SITES.len(), days: DAYS, incidents: 14, smalltalk: 66 };
        Self(World::of(seed, &SITES, scale, today))
    }

    /// What the organisation is called.
    pub fn name(&self) -> &'static str {
        "Lembah Facilities (demo)"
    }

    /// The organisation's zone.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// Sites, places, vendors, people and tasks.
    pub fn roster(&self) -> &Roster {
        &self.0.roster
    }

    /// What is said, in the order of its times.
    pub fn said(&self) -> &[Said] {
        &self.0.said
    }

    /// How many incidents it tells of.
    pub fn incidents(&self) -> usize {
        self.0.incidents
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_demonstration_is_six_weeks_of_three_sites() {
        let today = Instant::from_us(1_795_000_000_000_000);
        let demo = Demo::new(1, today);
        assert!((2_000..2_900).contains(&demo.said().len()), "{} messages", demo.said().len());
        assert!((165..220).contains(&demo.incidents()), "{} incidents", demo.incidents());
        assert!(demo.said().iter().all(|said| said.inbound.sent_at <= today));
        let languages: BTreeSet<&str> = demo.said().iter().map(|said| said.truth.language).collect();
        assert!(languages.len() >= 8, "{languages:?}");
        assert!(demo.said().iter().filter(|said| said.picture.is_some()).count() > 200);
    }
}
