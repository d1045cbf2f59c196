//! What the page of a pack calls people, places and vendors, and in which zone it tells the time: kept beside it, so that
//! whoever checks the pack can write the page anew.

use domain::directory::{Directory, Person, Place, Role, Vendor};
use domain::id::{PersonId, PlaceId, SiteId, VendorId};
use domain::time::Zone;
use maud::html;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use store::journal::Entry;

/// Names by our names for what bears them: only those that the page says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    zone: String,
    people: BTreeMap<String, String>,
    places: BTreeMap<String, String>,
    vendors: BTreeMap<String, String>,
}

impl Names {
    /// None yet.
    pub(super) fn new(zone: &Zone) -> Self {
        let none = BTreeMap::new;
        Self { zone: zone.name().to_owned(), people: none(), places: none(), vendors: none() }
    }

    /// Takes in what a row of the page calls those of whom its entry speaks.
    pub(super) fn take(&mut self, entry: &Entry, row: &str, directory: &Directory) {
        let mut ids: Vec<String> = entry.actor.strip_prefix("person:").map(str::to_owned).into_iter().collect();
        if let Ok(body) = serde_json::from_str(&entry.body) {
            texts(&body, &mut ids);
        }
        let said = |name: &str| row.contains(&html! { (name) }.into_string()).then(|| name.to_owned());
        for id in ids {
            let person = directory.people.get(&PersonId::new(id.as_str())).and_then(|person| said(&person.name));
            let place = directory.places.get(&PlaceId::new(id.as_str())).and_then(|place| said(&place.name));
            let vendor = directory.vendors.get(&VendorId::new(id.as_str())).and_then(|vendor| said(&vendor.name));
            self.people.extend(person.map(|name| (id.clone(), name)));
            self.places.extend(place.map(|name| (id.clone(), name)));
            self.vendors.extend(vendor.map(|name| (id, name)));
        }
    }

    /// The zone; nothing when there is none of that name.
    pub(super) fn zone(&self) -> Option<Zone> {
        Zone::named(&self.zone).ok()
    }

    /// A directory that knows these names and nothing else.
    pub(super) fn directory(&self) -> Directory {
        let mut directory = Directory::default();
        for (id, name) in &self.people {
            let (id, name, handles, role) = (PersonId::new(id.as_str()), name.clone(), Vec::new(), Role::Unknown);
            let person = Person { id: id.clone(), name, handles, role, vendor: None, site: None, shared: None };
            directory.people.insert(id, person);
        }
        for (id, name) in &self.places {
            let (id, site, name, aliases) = (PlaceId::new(id.as_str()), SiteId::new(""), name.clone(), Vec::new());
            let place =
                Place { id: id.clone(), site, parent: None, name, aliases, geo: None, radius_m: None, asset: false };
            directory.places.insert(id, place);
        }
        for (id, name) in &self.vendors {
            let id = VendorId::new(id.as_str());
            directory.vendors.insert(id.clone(), Vendor { id, name: name.clone(), categories: Vec::new() });
        }
        directory
    }
}

/// Every text that JSON holds, keys too.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                found.push(key.clone());
                texts(value, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
