//! How it changes what the organisation has told about itself, and whom it met.

use crate::directory::{Person, Role};
use crate::event::{Event, Personal};
use crate::id::{PersonId, SiteId, VendorId};
use crate::situation::Situation;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_directory(&mut self, event: &Event, personal: &Personal) {
        let sets_terms = crate::situation::clocks::sets_terms(&self.directory, event);
        let directory = Arc::make_mut(&mut self.directory);
        match event {
            Event::SiteDefined { site } => {
                directory.sites.insert(site.id.clone(), site.clone());
            }
            Event::PlaceDefined { place } => {
                directory.places.insert(place.id.clone(), place.clone());
            }
            Event::VendorDefined { vendor } => {
                directory.vendors.insert(vendor.id.clone(), vendor.clone());
            }
            Event::TaskDefined { task } => {
                directory.tasks.insert(task.id.clone(), task.clone());
            }
            Event::CalendarDefined { calendar } => {
                directory.calendars.insert(calendar.id.clone(), calendar.clone());
            }
            Event::LadderDefined(ladder) => {
                directory.ladders.insert(ladder.id.clone(), ladder.clone());
            }
            Event::DutyDefined(duty) => {
                directory.duties.insert(duty.id.clone(), duty.clone());
            }
            Event::SentenceWorded(worded) => {
                directory.worded.insert(worded.id(), worded.clone());
            }
            Event::AgreementDefined { agreement } => {
                directory.agreements.insert(agreement.id.clone(), agreement.clone());
            }
            Event::MemberDefined { member } => {
                directory.members.insert(member.name.clone(), member.clone());
            }
            Event::PersonDefined { person, role, vendor, site } => {
                let (role, vendor, site) = (*role, vendor.clone(), site.clone());
                directory.remember(named(person, personal, role, vendor, site));
                self.touched.people.insert(person.clone());
            }
            Event::PersonMet { person } => {
                directory.remember(named(person, personal, Role::Unknown, None, None));
                self.touched.people.insert(person.clone());
            }
            _ => {}
        }
        self.touched.directory |= !matches!(event, Event::PersonDefined { .. } | Event::PersonMet { .. });
        if sets_terms {
            self.reckon_all();
        }
    }
}

fn named(person: &PersonId, personal: &Personal, role: Role, vendor: Option<VendorId>, site: Option<SiteId>) -> Person {
    let (name, handles) = (personal.name.clone(), personal.handles.clone());
    Person { id: person.clone(), name, handles, role, vendor, site }
}
