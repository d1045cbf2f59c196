//! A claim of a fix stays that of whoever owned the ticket then, as sentences.

use super::clocks::ticket;
use crate::world::World;
use domain::directory::{Person, Role, Vendor};
use domain::event::{Change, Event, Personal};
use domain::id::{PersonId, TicketNumber, VendorId};
use domain::message::{Form, Handle, Kind, Subject};
use domain::repair::Repair;
use domain::repeat::Failed;
use domain::request::{Command, Definition, Proposal, TicketCommand};
use domain::ticket::Assignee;
use domain::undo::Acted;

const FIRST: TicketNumber = TicketNumber(1);

fn change(world: &mut World, command: TicketCommand) {
    world.ask(Command::change(FIRST, command));
}

fn vendor(id: &str) -> Assignee {
    Assignee::Vendor(VendorId::new(id))
}

fn ravi() -> Assignee {
    Assignee::Person(PersonId::new("ravi"))
}

/// A house with two vendors, for one of which Ravi works, and a report.
fn house() -> World {
    let mut world = World::new();
    for id in ["prolift", "kilat"] {
        let vendor = Vendor { id: VendorId::new(id), name: id.to_owned(), categories: Vec::new() };
        world.ask(Command::Define(Box::new(Definition::Vendor(vendor))));
    }
    let (id, name, handles) = (PersonId::new("ravi"), "ravi".to_owned(), vec![Handle("+ravi".to_owned())]);
    let (role, vendor) = (Role::Vendor, Some(VendorId::new("prolift")));
    let ravi = Person { id, name, handles, role, vendor, site: None, shared: None };
    world.ask(Command::Define(Box::new(Definition::Person(ravi))));
    world.report("mei", "lift stuck");
    world
}

/// Whose each claim is, and which dispute was about it.
fn repairs(world: &World) -> Vec<(Option<Assignee>, Option<u32>)> {
    ticket(world).course.repairs.iter().map(|repair| (repair.by.clone(), repair.dispute)).collect()
}

#[test]
fn a_claim_stays_with_whoever_had_the_ticket_when_another_makes_the_next() {
    let mut world = house();
    change(&mut world, TicketCommand::Assign(Some(vendor("prolift"))));
    change(&mut world, TicketCommand::Resolve);
    let claimed_at = ticket(&world).resolved_at.unwrap();
    world.follow_up("mei", Kind::Reopened);
    change(&mut world, TicketCommand::Assign(Some(vendor("kilat"))));
    assert_eq!(repairs(&world), [(Some(vendor("prolift")), Some(1))]);
    change(&mut world, TicketCommand::Resolve);
    assert_eq!(repairs(&world), [(Some(vendor("prolift")), Some(1)), (Some(vendor("kilat")), None)]);
    assert_eq!(ticket(&world).course.repairs[0].at, claimed_at, "the first is remembered with its time");
}

/// A member does something and takes it back.
fn mistaken(world: &mut World, command: TicketCommand) {
    let before = ticket(world).clone();
    change(world, command);
    let acted = Acted::between(&before, ticket(world), world.now());
    change(world, TicketCommand::PutBack(Box::new(acted)));
    assert_eq!(ticket(world).course.owned_since, before.course.owned_since);
}

#[test]
fn claims_that_were_heard_out_of_order_are_all_kept_when_something_later_is_taken_back() {
    let mut world = house();
    change(&mut world, TicketCommand::Assign(Some(ravi())));
    let earlier = world.say("ravi", Form::Text, "done");
    let later = world.say("ravi", Form::Text, "all done");
    world.means(&later, Kind::Resolved, Some(Subject::Ticket(FIRST)));
    world.follow_up("mei", Kind::Reopened);
    world.means(&earlier, Kind::Resolved, Some(Subject::Ticket(FIRST)));
    let claimed: Vec<_> = ticket(&world).course.repairs.iter().map(|repair| repair.at).collect();
    assert!(claimed.len() == 2 && claimed[0] > claimed[1], "{claimed:?}");
    mistaken(&mut world, TicketCommand::Reopen);
    assert_eq!(ticket(&world).course.repairs.iter().map(|repair| repair.at).collect::<Vec<_>>(), claimed);
}

#[test]
fn what_was_claimed_or_disputed_by_mistake_is_forgotten_when_it_is_taken_back() {
    let mut world = house();
    change(&mut world, TicketCommand::Assign(Some(vendor("prolift"))));
    change(&mut world, TicketCommand::Resolve);
    mistaken(&mut world, TicketCommand::Reopen);
    mistaken(&mut world, TicketCommand::Assign(Some(vendor("kilat"))));
    assert_eq!(repairs(&world), [(Some(vendor("prolift")), None)]);
    change(&mut world, TicketCommand::Reopen);
    mistaken(&mut world, TicketCommand::Resolve);
    assert_eq!(repairs(&world), [(Some(vendor("prolift")), Some(1))]);
}

#[test]
fn a_fault_that_comes_back_is_charged_to_the_last_claim_before() {
    let mut world = house();
    change(&mut world, TicketCommand::Resolve);
    let failed = Failed { ticket: FIRST, again: TicketNumber(2), days: 3, holds_days: 14 };
    let came_back = Change { event: Event::RepairFailed(failed), personal: Personal::default() };
    world.draft.situation.evolve(world.now(), &came_back);
    change(&mut world, TicketCommand::Reopen);
    change(&mut world, TicketCommand::Resolve);
    let came_back: Vec<bool> = ticket(&world).course.repairs.iter().map(|repair: &Repair| repair.came_back).collect();
    assert_eq!(came_back, [true, false]);
}

#[test]
fn a_ticket_is_with_a_company_since_it_was_given_to_it_whoever_of_its_people_takes_it() {
    let mut world = house();
    change(&mut world, TicketCommand::Assign(Some(vendor("prolift"))));
    let since = ticket(&world).course.owned_since;
    change(&mut world, TicketCommand::Assign(Some(ravi())));
    assert!(since.is_some() && ticket(&world).course.assigned_at > since);
    assert_eq!(ticket(&world).course.owned_since, since);
    change(&mut world, TicketCommand::Assign(Some(vendor("kilat"))));
    assert_eq!(ticket(&world).course.owned_since, ticket(&world).course.assigned_at);
    change(&mut world, TicketCommand::Assign(None));
    assert_eq!(ticket(&world).course.owned_since, None);
}

#[test]
fn a_manager_who_reports_and_names_somebody_at_once_has_answered_nobody() {
    let mut world = World::new();
    let message = world.say("farah", Form::Text, "@azlan lift stuck");
    let assignee = Some(Assignee::Person(PersonId::new("azlan")));
    let proposal = Proposal { opens: true, assignee, ..crate::world::proposal(&message, Kind::Issue) };
    world.propose(proposal);
    assert!(ticket(&world).assignee.is_some());
    assert_eq!(ticket(&world).acknowledged_at, None);
    world.minute += 30;
    world.follow_up("azlan", Kind::Progress);
    assert_eq!(ticket(&world).acknowledged_at, Some(ticket(&world).course.updated_at.unwrap()));
    // Somebody else's report that a manager gives away is answered by that.
    let mut world = World::new();
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan")))));
    assert!(ticket(&world).acknowledged_at.is_some());
}
