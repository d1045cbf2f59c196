//! What is open at places, their parts counted with them.

use domain::directory::{Directory, Place};
use domain::id::PlaceId;
use std::collections::{BTreeMap, BTreeSet};
use store::read::places::ByPlace;

/// How many tickets are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub all: u64,
    pub critical: u64,
    pub high: u64,
}

impl Open {
    fn add(&mut self, found: &ByPlace) {
        self.all += found.open;
        self.critical += found.critical;
        self.high += found.high;
    }
}

/// How many are open at each place and its parts; nothing of a place where none is.
pub struct Rolled(BTreeMap<PlaceId, Open>);

impl Rolled {
    /// The sums of what was found at each place alone.
    pub fn of(directory: &Directory, found: &[ByPlace]) -> Self {
        let mut sums: BTreeMap<PlaceId, Open> = BTreeMap::new();
        for found in found {
            let around = directory.lineage(&found.place).into_iter().map(|place| &place.id);
            // A place that is described no more still counts for itself.
            let around: BTreeSet<&PlaceId> = around.chain([&found.place]).collect();
            around.into_iter().for_each(|place| sums.entry(place.clone()).or_default().add(found));
        }
        Self(sums)
    }

    /// What is open at a place and its parts.
    pub fn at(&self, place: &PlaceId) -> Open {
        self.0.get(place).copied().unwrap_or_default()
    }

    /// The places at which anything is open, each with how deep it lies: a place before its parts, and those side by side by how
    /// much is open.
    pub fn in_order(&self, directory: &Directory) -> Vec<(PlaceId, usize)> {
        let parent = |place: &PlaceId| directory.places.get(place).and_then(|known| known.parent.clone());
        let mut below: BTreeMap<Option<PlaceId>, Vec<&PlaceId>> = BTreeMap::new();
        for place in self.0.keys() {
            let parent = parent(place).filter(|parent| self.0.contains_key(parent));
            below.entry(parent).or_default().push(place);
        }
        for places in below.values_mut() {
            places.sort_by_key(|place| (std::cmp::Reverse(self.at(place).all), (*place).clone()));
        }
        let mut next: Vec<(&PlaceId, usize)> = Vec::new();
        let push = |next: &mut Vec<_>, whole: Option<PlaceId>, depth: usize| {
            next.extend(below.get(&whole).into_iter().flatten().rev().map(|place| (*place, depth)));
        };
        push(&mut next, None, 0);
        let mut order = Vec::new();
        while let Some((place, depth)) = next.pop() {
            order.push((place.clone(), depth));
            push(&mut next, Some(place.clone()), depth + 1);
        }
        // Those that are parts of one another have no beginning.
        let known: BTreeSet<PlaceId> = order.iter().map(|(place, _)| place.clone()).collect();
        order.extend(self.0.keys().filter(|place| !known.contains(*place)).map(|place| (place.clone(), 0)));
        order
    }
}

/// A place and everything that is a part of it.
pub fn parts<'a>(directory: &'a Directory, whole: &'a PlaceId) -> impl Iterator<Item = &'a PlaceId> {
    let is_part = move |place: &&PlaceId| directory.lineage(place).iter().any(|around| around.id == *whole);
    directory.places.keys().filter(is_part)
}

/// The places that are directly a part of one, by name.
pub fn children<'a>(directory: &'a Directory, whole: &PlaceId) -> Vec<&'a Place> {
    let mut parts: Vec<&Place> =
        directory.places.values().filter(|place| place.parent.as_ref() == Some(whole)).collect();
    parts.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::SiteId;

    fn place(id: &str, parent: Option<&str>) -> (PlaceId, Place) {
        let (id, site, name) = (PlaceId::new(id), SiteId::new("s"), id.to_owned());
        let (parent, aliases) = (parent.map(PlaceId::new), Vec::new());
        (id.clone(), Place { id, site, parent, name, aliases, geo: None, radius_m: None, asset: false })
    }

    fn found(place: &str, open: u64, critical: u64) -> ByPlace {
        ByPlace { place: PlaceId::new(place), open, critical, high: 0 }
    }

    #[test]
    fn what_is_open_at_a_part_is_open_at_the_whole_and_counted_once() {
        let places = [place("a", None), place("lift", Some("a")), place("door", Some("lift")), place("b", None)];
        let directory = Directory { places: places.into(), ..Directory::default() };
        let rolled =
            Rolled::of(&directory, &[found("door", 2, 1), found("a", 1, 0), found("b", 4, 0), found("gone", 1, 1)]);
        let sums = ["a", "lift", "door", "b", "gone", "c"].map(|id| rolled.at(&PlaceId::new(id)));
        assert_eq!(sums.map(|open| (open.all, open.critical)), [(3, 1), (2, 1), (2, 1), (4, 0), (1, 1), (0, 0)]);
        let order = rolled.in_order(&directory);
        let order: Vec<_> = order.iter().map(|(place, depth)| (place.as_str(), *depth)).collect();
        assert_eq!(order, [("b", 0), ("a", 0), ("lift", 1), ("door", 2), ("gone", 0)]);
        let whole = PlaceId::new("a");
        assert_eq!(parts(&directory, &whole).map(PlaceId::as_str).collect::<Vec<_>>(), ["a", "door", "lift"]);
        assert_eq!(children(&directory, &whole).len(), 1);
    }

    #[test]
    fn places_that_are_parts_of_one_another_are_counted_once_and_end() {
        let directory =
            Directory { places: [place("a", Some("b")), place("b", Some("a"))].into(), ..Directory::default() };
        let rolled = Rolled::of(&directory, &[found("a", 1, 0)]);
        assert_eq!(rolled.at(&PlaceId::new("b")).all, 1);
        assert_eq!(rolled.in_order(&directory).len(), 2, "both are shown");
    }
}
