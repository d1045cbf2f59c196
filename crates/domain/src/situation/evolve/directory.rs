//! How it changes what the organisation has told about itself, and whom it met.

use crate::directory::{Person, Role};
use crate::event::{Event, Personal};
use crate::id::PersonId;
use crate::situation::Situation;
use crate::task::Task;
use crate::time::Instant;
use std::sync::Arc;

impl Situation {
    pub(super) fn evolve_directory(&mut self, at: Instant, event: &Event, personal: &Personal) {
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
                let known = directory.tasks.get(&task.id).filter(|known| known.cadence == task.cadence);
                let scheduled_at = known.map_or(Some(at), |known| known.scheduled_at);
                directory.tasks.insert(task.id.clone(), Task { scheduled_at, ..task.clone() });
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
            Event::ApprovalDefined(approval) => {
                directory.approvals.insert(approval.id.clone(), approval.clone());
            }
            Event::SentenceWorded(worded) => {
                directory.worded.insert(worded.id(), worded.clone());
            }
            Event::RetentionDefined(retention) => {
                directory.retention.insert(retention.trace, retention.clone());
            }
            Event::AgreementDefined { agreement } => {
                directory.agreements.insert(agreement.id.clone(), agreement.clone());
            }
            Event::MemberDefined { member } => {
                directory.members.insert(member.name.clone(), member.clone());
            }
            Event::PersonDefined { person, role, vendor, site, shared } => {
                let known = directory.people.get(person).and_then(|known| known.shared.clone());
                let shared = shared.then(|| known.unwrap_or_default());
                let (role, vendor, site) = (*role, vendor.clone(), site.clone());
                directory.remember(Person { role, vendor, site, shared, ..named(person, personal) });
                self.touched.people.insert(person.clone());
            }
            Event::PersonMet { person } => {
                directory.remember(named(person, personal));
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

fn named(person: &PersonId, personal: &Personal) -> Person {
    let (name, handles) = (personal.name.clone(), personal.handles.clone());
    Person { id: person.clone(), name, handles, role: Role::Unknown, vendor: None, site: None, shared: None }
}
