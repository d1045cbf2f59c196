//! Whom a message tells to own a ticket: by mention, by name, by the message it answers, by a direct conversation.

use super::atlas::Named;
use super::scene::Scene;
use domain::directory::Role;
use domain::id::PersonId;
use domain::ticket::{Assignee, Category};

/// Whom an assignment means; none when it names nobody, and whoever starts to work then takes it.
#[must_use]
pub fn told(scene: &Scene<'_>, category: Option<Category>) -> Option<Assignee> {
    let mentioned = scene.heard.mentions.iter().filter(|person| **person != scene.heard.sender);
    let mut mentioned: Vec<&PersonId> = mentioned.collect();
    mentioned.sort_by_key(|person| !works(scene, person));
    let mut able: Vec<Assignee> = mentioned.into_iter().map(|person| own(scene, person)).collect();
    able.extend(scene.named.iter().filter_map(|named| match named {
        Named::Person(person) => works(scene, person).then(|| own(scene, person)),
        Named::Vendor(vendor) => Some(Assignee::Vendor(vendor.clone())),
    }));
    let fitting = able.iter().find(|one| category.is_some_and(|category| is_of_trade(scene, one, category)));
    let answered = || scene.quoted.map(|quoted| &quoted.sender).filter(|person| works(scene, person));
    let partner = || scene.partner.as_ref().filter(|person| works(scene, person));
    fitting.or(able.first()).cloned().or_else(|| answered().or_else(partner).map(|person| own(scene, person)))
}

/// Whoever works for a company stands for it.
#[must_use]
pub fn own(scene: &Scene<'_>, person: &PersonId) -> Assignee {
    let vendor = scene.situation.directory.people.get(person).and_then(|known| known.vendor.clone());
    vendor.map_or_else(|| Assignee::Person(person.clone()), Assignee::Vendor)
}

/// A company of the ticket's trade that a message names, whoever says so: "I have called the lift people".
#[must_use]
pub fn called(scene: &Scene<'_>, category: Category) -> Option<Assignee> {
    let vendors = scene.named.iter().filter_map(|named| match named {
        Named::Vendor(vendor) => Some(Assignee::Vendor(vendor.clone())),
        Named::Person(_) => None,
    });
    vendors.into_iter().find(|vendor| is_of_trade(scene, vendor, category))
}

fn works(scene: &Scene<'_>, person: &PersonId) -> bool {
    let role = scene.situation.directory.role(person);
    *person != scene.heard.sender && (role.does_work() || role == Role::Supervisor)
}

fn is_of_trade(scene: &Scene<'_>, assignee: &Assignee, category: Category) -> bool {
    match assignee {
        Assignee::Vendor(vendor) => {
            scene.situation.directory.vendors.get(vendor).is_some_and(|vendor| vendor.categories.contains(&category))
        }
        Assignee::Person(_) => false,
    }
}
