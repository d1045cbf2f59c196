//! What the mind looks up in a directory: places by their words, people and vendors by their names, tasks by theirs.

use crate::normal::Normal;
use crate::people::Roster;
use crate::places::{Found, Gazetteer, PlaceEntry};
use domain::directory::{Directory, Person, Place, Role};
use domain::id::{PersonId, PlaceId, SiteId, TaskId, VendorId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Somebody whom a text can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A person.
    Person(PersonId),
    /// An outside company.
    Vendor(VendorId),
}

/// Where a text seems to be.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The likeliest place.
    pub best: Option<PlaceId>,
    /// All it may name, the likeliest first.
    pub all: Vec<PlaceId>,
    /// Whether it names any place, be it a whole site.
    pub names_any: bool,
}

/// A directory made ready for looking up.
#[derive(Debug)]
pub struct Atlas {
    /// The directory it was made of.
    pub directory: Arc<Directory>,
    gazetteer: Gazetteer,
    places: Vec<Option<PlaceId>>,
    roster: Roster,
    named: Vec<Named>,
    /// The words of tasks and of the spots they are for.
    pub tasks: BTreeMap<TaskId, Normal>,
}

impl Atlas {
    /// Makes a directory ready.
    #[must_use]
    pub fn of(directory: &Arc<Directory>) -> Self {
        let (entries, places) = planted(directory);
        let people = directory.people.values().filter(|person| !person.name.is_empty());
        let mut names: Vec<&str> = people.clone().map(|person| person.name.as_str()).collect();
        let mut named: Vec<Named> = people.map(|person| Named::Person(person.id.clone())).collect();
        names.extend(directory.vendors.values().map(|vendor| vendor.name.as_str()));
        named.extend(directory.vendors.keys().cloned().map(Named::Vendor));
        let spelt =
            |id: &TaskId| directory.tasks.get(id).map_or_else(Normal::default, |task| words_of(directory, task));
        Self {
            directory: Arc::clone(directory),
            gazetteer: Gazetteer::new(&entries),
            places,
            roster: Roster::of(names),
            named,
            tasks: directory.tasks.keys().map(|id| (id.clone(), spelt(id))).collect(),
        }
    }

    /// Whether a folded word stands in the name of a place, of whatever site.
    #[must_use]
    pub fn names_place(&self, word: &str) -> bool {
        let places = self.directory.places.values();
        let mut names = places.flat_map(|place| std::iter::once(&place.name).chain(&place.aliases));
        names.any(|name| crate::fold(name).0.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word))
    }

    /// The place a text most likely names.
    #[must_use]
    pub fn place(&self, text: &str, site: Option<&SiteId>) -> Option<PlaceId> {
        let found = self.gazetteer.best(text, self.site_name(site))?;
        self.places.get(found.place).cloned().flatten()
    }

    /// The place a text most likely names, and all it may name, sites left out.
    #[must_use]
    pub fn look(&self, text: &str, site: Option<&SiteId>) -> Look {
        let found = self.gazetteer.find(text, self.site_name(site));
        let place = |one: &Found| self.places.get(one.place).cloned().flatten();
        let best = self.gazetteer.best_of(&found).and_then(|best| place(&best));
        Look { best, all: found.iter().filter_map(place).collect(), names_any: !found.is_empty() }
    }

    /// People and vendors a text names.
    #[must_use]
    pub fn names(&self, normal: &Normal) -> Vec<Named> {
        self.roster.find(normal).into_iter().filter_map(|at| self.named.get(at).cloned()).collect()
    }

    /// What somebody named does at the site.
    #[must_use]
    pub fn role(&self, named: &Named) -> Role {
        match named {
            Named::Person(person) => self.directory.role(person),
            Named::Vendor(_) => Role::Vendor,
        }
    }

    /// The company a person works for.
    #[must_use]
    pub fn vendor_of(&self, person: &PersonId) -> Option<&VendorId> {
        self.directory.people.get(person).and_then(|known: &Person| known.vendor.as_ref())
    }

    fn site_name(&self, site: Option<&SiteId>) -> Option<&str> {
        site.and_then(|site| self.directory.sites.get(site)).map(|site| site.name.as_str())
    }
}

fn words_of(directory: &Directory, task: &domain::task::Task) -> Normal {
    let spot = task.place.as_ref().and_then(|place| directory.places.get(place)).map(|place| place.name.as_str());
    let site = || task.site.as_ref().and_then(|site| directory.sites.get(site)).map(|site| site.name.as_str());
    Normal::of(&format!("{} {}", task.name, spot.or_else(site).unwrap_or_default()))
}

/// The tree of places as the gazetteer wants it: parents before what they hold.
fn planted(directory: &Directory) -> (Vec<PlaceEntry>, Vec<Option<PlaceId>>) {
    let (mut entries, mut places) = (Vec::new(), Vec::new());
    for site in directory.sites.values() {
        let names = std::iter::once(&site.name).chain(&site.aliases).cloned().collect();
        let (id, name) = (site.id.0.clone(), site.name.clone());
        entries.push(PlaceEntry { id, parent: None, site: name.clone(), names });
        places.push(None);
        let own = entries.len() - 1;
        plant(directory, &site.id, None, own, &name, &mut entries, &mut places);
    }
    (entries, places)
}

fn plant(
    directory: &Directory,
    site: &SiteId,
    within: Option<&PlaceId>,
    parent: usize,
    site_name: &str,
    entries: &mut Vec<PlaceEntry>,
    places: &mut Vec<Option<PlaceId>>,
) {
    let here = |place: &&Place| place.site == *site && place.parent.as_ref() == within;
    for place in directory.places.values().filter(here) {
        let names = std::iter::once(&place.name).chain(&place.aliases).cloned().collect();
        let id = place.id.0.clone();
        entries.push(PlaceEntry { id, parent: Some(parent), site: site_name.to_owned(), names });
        places.push(Some(place.id.clone()));
        let own = entries.len() - 1;
        plant(directory, site, Some(&place.id), own, site_name, entries, places);
    }
}
