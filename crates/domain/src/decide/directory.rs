//! Writing into the directory.

use crate::event::{Change, Event, Personal};
use crate::refusal::Refusal;
use crate::request::Definition;
use crate::situation::Situation;

/// Writes one line; a line that says what is already known changes nothing.
pub fn define(situation: &Situation, definition: &Definition) -> Result<Vec<Change>, Refusal> {
    let directory = &situation.directory;
    let unless = |known: bool, change: Change| if known { Vec::new() } else { vec![change] };
    let has_site = |site: &crate::id::SiteId| directory.sites.contains_key(site);
    match definition {
        Definition::Site(site) => {
            let known = directory.sites.get(&site.id) == Some(site);
            Ok(unless(known, Event::SiteDefined { site: site.clone() }.into()))
        }
        Definition::Place(place) => {
            if !has_site(&place.site) {
                return Err(Refusal::Undefined { kind: "site", name: place.site.to_string() });
            }
            let parent = place.parent.as_ref().filter(|parent| !directory.places.contains_key(parent));
            if let Some(parent) = parent {
                return Err(Refusal::Undefined { kind: "place", name: parent.to_string() });
            }
            let known = directory.places.get(&place.id) == Some(place);
            Ok(unless(known, Event::PlaceDefined { place: place.clone() }.into()))
        }
        Definition::Vendor(vendor) => {
            let known = directory.vendors.get(&vendor.id) == Some(vendor);
            Ok(unless(known, Event::VendorDefined { vendor: vendor.clone() }.into()))
        }
        Definition::Person(person) => {
            let known = directory.people.get(&person.id) == Some(person);
            let personal = Personal { name: person.name.clone(), handles: person.handles.clone(), ..Personal::none() };
            let (role, vendor, site) = (person.role, person.vendor.clone(), person.site.clone());
            let event = Event::PersonDefined { person: person.id.clone(), role, vendor, site };
            Ok(unless(known, event.with(personal)))
        }
        Definition::Task(task) => {
            task.cadence.check()?;
            let known = directory.tasks.get(&task.id) == Some(task);
            Ok(unless(known, Event::TaskDefined { task: task.clone() }.into()))
        }
    }
}
