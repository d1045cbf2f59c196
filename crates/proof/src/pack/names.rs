//! What the page of a pack calls what its entries name, and in which zone it tells the time: kept beside it, so that whoever
//! checks the pack can write the page anew.

use domain::directory::{Directory, Person, Place, Role, Vendor};
use domain::id::{PersonId, PlaceId, RotaId, SiteId, TaskId, VendorId};
use domain::rota::Rota;
use domain::task::{Cadence, Closed, Task};
use domain::time::Zone;
use domain::wording::choices::ROW_MAX;
use domain::wording::cut;
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
    /// The digest of the times of all entries, as the zone's clocks told them when the pack was made.
    pub clocks: String,
    people: BTreeMap<String, String>,
    places: BTreeMap<String, String>,
    vendors: BTreeMap<String, String>,
    tasks: BTreeMap<String, Work>,
    rotas: BTreeMap<String, String>,
}

/// What a task is called, and where it is to be done, where the page says so.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Work {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

impl Names {
    /// None yet.
    pub(super) fn new(zone: &Zone) -> Self {
        let (zone, clocks, none) = (zone.name().to_owned(), String::new(), BTreeMap::new);
        Self { zone, clocks, people: none(), places: none(), vendors: none(), tasks: BTreeMap::new(), rotas: none() }
    }

    /// Takes in what a row of the page calls those of whom its entry speaks.
    pub(super) fn take(&mut self, entry: &Entry, row: &str, directory: &Directory) {
        let mut ids: Vec<String> = entry.actor.strip_prefix("person:").map(str::to_owned).into_iter().collect();
        if let Ok(body) = serde_json::from_str(&entry.body) {
            texts(&body, &mut ids);
        }
        let has = |words: &str| row.contains(&html! { (words) }.into_string());
        // A title has room for the beginning of a long name.
        let said = |name: &str| (has(name) || has(&cut(name, ROW_MAX))).then(|| name.to_owned());
        for id in ids {
            let person = directory.people.get(&PersonId::new(id.as_str())).and_then(|person| said(&person.name));
            let place = directory.places.get(&PlaceId::new(id.as_str())).and_then(|place| said(&place.name));
            let vendor = directory.vendors.get(&VendorId::new(id.as_str())).and_then(|vendor| said(&vendor.name));
            let rota = directory.rotas.get(&RotaId::new(id.as_str())).and_then(|rota| said(&rota.name));
            if let Some(task) = directory.tasks.get(&TaskId::new(id.as_str())) {
                self.take_task(task, directory, &has);
            }
            self.rotas.extend(rota.map(|name| (id.clone(), name)));
            self.people.extend(person.map(|name| (id.clone(), name)));
            self.places.extend(place.map(|name| (id.clone(), name)));
            self.vendors.extend(vendor.map(|name| (id, name)));
        }
    }

    /// Takes in what a row calls a task: by its name, or with its place behind, or by the beginning of that.
    fn take_task(&mut self, task: &Task, directory: &Directory, has: &impl Fn(&str) -> bool) {
        let place = task.place.as_ref().and_then(|place| directory.places.get(place));
        let alone = cut(&task.name, ROW_MAX);
        let whole = place.map(|place| cut(&format!("{}, {}", task.name, place.name), ROW_MAX));
        let place = place.filter(|_| whole.is_some_and(|whole| whole != alone && has(&whole)));
        if place.is_none() && !has(&task.name) && !has(&alone) {
            return;
        }
        let work = Work { name: task.name.clone(), place: None };
        let work = self.tasks.entry(task.id.to_string()).or_insert(work);
        if let Some(place) = place {
            work.place = Some(place.id.to_string());
            self.places.insert(place.id.to_string(), place.name.clone());
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
        for (id, name) in &self.rotas {
            let (id, name, order, swaps) = (RotaId::new(id.as_str()), name.clone(), Vec::new(), Vec::new());
            let from = Default::default();
            let rota = Rota { id: id.clone(), name, site: None, order, every_days: 1, from, swaps, told_at: None };
            directory.rotas.insert(id, rota);
        }
        directory.tasks = self.tasks.iter().map(|(id, work)| (TaskId::new(id.as_str()), work.task(id))).collect();
        directory
    }
}

impl Work {
    fn task(&self, id: &str) -> Task {
        let cadence = Cadence {
            rrule: String::new(),
            at: Default::default(),
            window_minutes: 0,
            grace_minutes: 0,
            starts: None,
            next_day: false,
            except: Default::default(),
            also: Default::default(),
            calendar: None,
            closed: Closed::Keep,
        };
        Task {
            place: self.place.as_deref().map(PlaceId::new),
            steps: Default::default(),
            ..Task::named(TaskId::new(id), self.name.clone(), cadence)
        }
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
