//! People, vendors, places and sites by what they are called, also when that is misspelt by one letter.

use domain::directory::{Directory, Person};
use domain::id::{PersonId, PlaceId, SiteId};
use store::search::folded_words;

/// Words shorter than this are not taken for misspelt ones.
const SLIP_MIN: usize = 4;
/// Digits of a number from which on somebody is found by it.
const DIGITS_MIN: usize = 4;

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Person(PersonId),
    Vendor(String),
    Place(PlaceId),
    Site(SiteId),
}

/// Whom a member may find.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub directory: &'a Directory,
    /// Whether they may read numbers; else nobody is found by one.
    pub may_read_numbers: bool,
}

/// People and vendors, the likeliest first; at most so many.
pub fn people(known: Known<'_>, typed: &str, limit: usize) -> Vec<Named> {
    let (directory, typed) = (known.directory, Typed::of(typed));
    let number_of = |person: &Person| if known.may_read_numbers { typed.number_of(person) } else { None };
    let people = directory.people.values().filter_map(|person| {
        Some((
            typed.likeness([person.name.as_str()]).or_else(|| number_of(person))?,
            &*person.name,
            Named::Person(person.id.clone()),
        ))
    });
    let vendors = directory.vendors.values().filter_map(|vendor| {
        Some((typed.likeness([vendor.name.as_str()])?, &*vendor.name, Named::Vendor(vendor.name.clone())))
    });
    likeliest(people.chain(vendors).collect(), limit)
}

/// Sites and places, the likeliest first; at most so many.
pub fn places(directory: &Directory, typed: &str, limit: usize) -> Vec<Named> {
    let typed = Typed::of(typed);
    let sites = directory.sites.values().filter_map(|site| {
        let names = std::iter::once(&site.name).chain(&site.aliases).map(String::as_str);
        Some((typed.likeness(names)?, &*site.name, Named::Site(site.id.clone())))
    });
    let places = directory.places.values().filter_map(|place| {
        let names = std::iter::once(&place.name).chain(&place.aliases).map(String::as_str);
        Some((typed.likeness(names)?, &*place.name, Named::Place(place.id.clone())))
    });
    likeliest(sites.chain(places).collect(), limit)
}

fn likeliest(mut found: Vec<(u32, &str, Named)>, limit: usize) -> Vec<Named> {
    found.sort_by(|a, b| (a.0, a.1.chars().count(), a.1).cmp(&(b.0, b.1.chars().count(), b.1)));
    found.into_iter().take(limit).map(|(_, _, named)| named).collect()
}

/// What somebody typed.
struct Typed {
    words: Vec<String>,
    digits: String,
}

impl Typed {
    fn of(text: &str) -> Self {
        let digits = text.chars().filter(char::is_ascii_digit).collect();
        let is_number = text.chars().all(|at| at.is_ascii_digit() || " +-()".contains(at));
        Self { words: folded_words(text), digits: if is_number { digits } else { String::new() } }
    }

    /// How far the nearest of some names is from what was typed; none when a word is missing from all.
    fn likeness<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Option<u32> {
        if self.words.is_empty() {
            return None;
        }
        let of_name = |name: &str| {
            let named = folded_words(name);
            let of_word = |word: &String| named.iter().filter_map(|named| distance(named, word)).min();
            let slips = self.words.iter().map(of_word).sum::<Option<u32>>()?;
            Some(slips * 10 + u32::from(named.len() > self.words.len()))
        };
        names.into_iter().filter_map(of_name).min()
    }

    /// Whether somebody is reached under the number that was typed.
    fn number_of(&self, person: &Person) -> Option<u32> {
        let has = |handle: &domain::message::Handle| handle.0.contains(&self.digits);
        (self.digits.len() >= DIGITS_MIN && person.handles.iter().any(has)).then_some(5)
    }
}

/// How far a word of a name is from one that was typed.
fn distance(named: &str, word: &str) -> Option<u32> {
    let letters = word.chars().count();
    if named == word {
        return Some(0);
    }
    // Words of scripts without spaces stand in one stretch.
    if named.starts_with(word) || (!word.is_ascii() && named.contains(word)) {
        return Some(1);
    }
    (letters >= SLIP_MIN && strsim::osa_distance(named, word) <= 1 + usize::from(letters > 7)).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::directory::{Place, Role};
    use domain::message::Handle;

    fn directory() -> Directory {
        let mut directory = Directory::default();
        for (id, name, phone) in
            [("a", "Ali Hassan", "60123456789"), ("s", "Siti Aminah", "60129"), ("c", "陈大文", "601")]
        {
            directory.remember(Person {
                id: PersonId::new(id),
                name: name.into(),
                handles: vec![Handle::phone(phone)],
                role: Role::Resident,
                vendor: None,
                site: None,
                shared: None,
            });
        }
        for (id, name, alias) in [("c", "Block C", "Blok C"), ("pump", "Pump room", "bilik pam")] {
            let id = PlaceId::new(id);
            let place = Place {
                id: id.clone(),
                site: SiteId::new("s"),
                parent: None,
                name: name.into(),
                aliases: vec![alias.into()],
                geo: None,
                radius_m: None,
                asset: false,
            };
            directory.places.insert(id, place);
        }
        directory
    }

    #[test]
    fn people_are_found_by_parts_and_slips_of_their_names_and_by_their_numbers() {
        let directory = directory();
        let of = |may_read_numbers| Known { directory: &directory, may_read_numbers };
        let table = [("ali", "a"), ("HASAN ali", "a"), ("Amina", "s"), ("大文", "c"), ("+60 12-3456789", "a")];
        for (typed, expected) in table {
            assert_eq!(people(of(true), typed, 1), [Named::Person(PersonId::new(expected))], "{typed}");
        }
        for typed in ["", "***", "ali siti", "bob"] {
            assert!(people(of(true), typed, 5).is_empty(), "{typed}");
        }
        assert!(people(of(false), "+60 12-3456789", 5).is_empty(), "a number is for those who may read it");
    }

    #[test]
    fn places_are_found_by_whatever_they_are_called() {
        let directory = directory();
        for (typed, expected) in [("blok c", "c"), ("pam", "pump"), ("pumb room", "pump")] {
            assert_eq!(places(&directory, typed, 1), [Named::Place(PlaceId::new(expected))], "{typed}");
        }
    }
}
