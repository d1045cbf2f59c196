//! Who may do what to a ticket by saying so: those who lead everything, those who work what is theirs, those who told us
//! judge the fix.

use crate::directory::{Directory, Role};
use crate::id::PersonId;
use crate::order::{Deed, Verb};
use crate::pass::has_job;
use crate::ticket::{Assignee, Ticket};

/// Why somebody may not do what they told a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// Only those who lead may.
    Leads,
    /// Only managers may.
    Managers,
    /// Somebody else has it.
    Others,
    /// It is their own work that they would judge.
    OwnWork,
}

/// Whether a person may do something to a ticket.
///
/// # Errors
/// Why they may not.
pub fn may(directory: &Directory, ticket: &Ticket, person: &PersonId, deed: &Deed) -> Result<(), Denied> {
    let role = directory.role(person);
    let is_own_claim = ticket.claimant.as_ref().is_some_and(|claimant| directory.are_one(claimant, person));
    let judges = matches!(deed.verb(), Verb::Verify | Verb::Close);
    if judges && is_own_claim {
        return Err(Denied::OwnWork);
    }
    if matches!(deed.verb(), Verb::Approve | Verb::Decline | Verb::Uphold | Verb::Strike) {
        return if role == Role::Manager { Ok(()) } else { Err(Denied::Managers) };
    }
    if deed.verb() == Verb::Contest {
        return if has_job(directory, ticket, person) { Ok(()) } else { Err(Denied::Others) };
    }
    let told_us = ticket.course.seeks.is_none() && directory.told_us(ticket, person);
    if role.leads() || told_us && matches!(deed.verb(), Verb::Verify | Verb::Reopen | Verb::Resolve) {
        return Ok(());
    }
    let is_work = matches!(deed.verb(), Verb::Take | Verb::Start | Verb::Hold | Verb::Resolve | Verb::Note);
    match is_work && role.does_work() {
        false => Err(Denied::Leads),
        true if is_within_reach(directory, ticket, person) => Ok(()),
        true => Err(Denied::Others),
    }
}

/// Whether a ticket is somebody's own, their company's, nobody's, or only looked after by a lead.
fn is_within_reach(directory: &Directory, ticket: &Ticket, person: &PersonId) -> bool {
    let vendor = directory.person(person).and_then(|known| known.vendor.as_ref());
    match &ticket.assignee {
        None => true,
        Some(Assignee::Person(owner)) => directory.are_one(owner, person) || directory.role(owner).leads(),
        Some(Assignee::Vendor(owner)) => vendor == Some(owner),
    }
}

/// Who owns what is given to a person: themselves, or the company they work for.
pub fn assignee(directory: &Directory, person: &PersonId) -> Assignee {
    let vendor = directory.person(person).and_then(|known| known.vendor.clone());
    vendor.map_or_else(|| Assignee::Person(person.clone()), Assignee::Vendor)
}
