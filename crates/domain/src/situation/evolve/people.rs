//! How it changes who is who.

use crate::directory::{Directory, Person};
use crate::event::{Event, Personal};
use crate::id::PersonId;
use crate::message::Handle;
use crate::situation::Situation;
use std::sync::Arc;

impl Situation {
    /// What was personal about these events may be erased; then only who is who is left of them.
    pub(super) fn evolve_people(&mut self, event: &Event, personal: &Personal) {
        let directory = Arc::make_mut(&mut self.directory);
        match event {
            Event::PersonReached { person } => {
                let Some(known) = directory.people.get(person) else { return };
                let mut known = known.clone();
                known.handles.retain(|handle| !personal.left.contains(handle));
                for handle in &personal.left {
                    directory.handles.remove(handle);
                    self.touched.left.insert(handle.clone());
                }
                reach(&mut known, &personal.handles);
                directory.remember(known);
                self.touched.people.insert(person.clone());
            }
            Event::PeopleMerged { person, into, .. } => {
                merge(directory, person, into, &personal.handles);
                for (other, _) in directory.same.iter().filter(|(_, is)| *is == into) {
                    self.touched.same.insert(other.clone());
                }
                self.touched.people.extend([person.clone(), into.clone()]);
            }
            Event::PeopleSplit { person, from, also } => {
                directory.same.remove(person);
                for other in
                    also.iter().filter(|other| directory.same.get(*other) == Some(from)).cloned().collect::<Vec<_>>()
                {
                    directory.same.insert(other.clone(), person.clone());
                    self.touched.same.insert(other);
                }
                give(directory, from, person, &personal.handles);
                self.touched.same.insert(person.clone());
                self.touched.people.extend([person.clone(), from.clone()]);
            }
            _ => return,
        }
        self.touched.left.retain(|handle| !directory.handles.contains_key(handle));
    }
}

fn merge(directory: &mut Directory, person: &PersonId, into: &PersonId, handles: &[Handle]) {
    give(directory, person, into, handles);
    let name = directory.people.get(into).map(|known| known.name.clone()).unwrap_or_default();
    if let Some(gone) = directory.people.get_mut(person).filter(|gone| gone.name.is_empty()) {
        gone.name = name;
    }
    directory.same.insert(person.clone(), into.clone());
    for is in directory.same.values_mut().filter(|is| *is == person) {
        is.clone_from(into);
    }
    // The name an exported chat shows leads to whoever it is, too.
    for leads_to in directory.handles.values_mut().filter(|leads_to| *leads_to == person) {
        leads_to.clone_from(into);
    }
}

/// Takes addresses from one person and gives them to another.
fn give(directory: &mut Directory, from: &PersonId, to: &PersonId, handles: &[Handle]) {
    if let Some(from) = directory.people.get_mut(from) {
        from.handles.retain(|handle| !handles.contains(handle));
    }
    let Some(known) = directory.people.get(to) else { return };
    let mut known = known.clone();
    reach(&mut known, handles);
    directory.remember(known);
}

/// Adds addresses, before those of the same kind: the one heard last is the one that is answered.
fn reach(person: &mut Person, handles: &[Handle]) {
    let new: Vec<Handle> = handles.iter().filter(|handle| !person.handles.contains(handle)).cloned().collect();
    person.handles.splice(0..0, new);
}
