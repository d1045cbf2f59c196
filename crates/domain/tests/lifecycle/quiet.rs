//! What is said at night, and what waits until seven: for days of tasks, and for tickets.

use crate::FIRST;
use crate::clocks::change;
use crate::outbound::{cleaning, task, to, wait};
use crate::world::World;
use domain::event::Event;
use domain::id::PersonId;
use domain::order::{Order, Told};
use domain::outbound::{Outbound, Purpose};
use domain::request::{Command, TicketCommand};
use domain::task::TaskKind;
use domain::ticket::{Assignee, Category, Priority};
use domain::time::Zone;

/// A world in which it is twenty past ten in the evening.
fn evening() -> World {
    let mut world = World::new();
    world.minute = 14 * 60 + 20;
    world
}

/// What somebody hears for one reason last.
fn last<'a>(world: &'a World, person: &str, purpose: Purpose) -> Option<&'a Outbound> {
    let theirs = to(world, person).into_iter().filter(|said| said.purpose == purpose);
    theirs.max_by_key(|said| (said.wanted_at, &said.id))
}

/// The hour from which they may hear it, when it is not at once.
fn waits_until(world: &World, person: &str, purpose: Purpose) -> Option<i8> {
    let said = last(world, person, purpose).expect("they are to hear it");
    (said.not_before > said.wanted_at).then(|| said.not_before.in_zone(&Zone::utc()).hour())
}

#[test]
fn who_works_at_night_is_reminded_at_night_and_whoever_leads_hears_of_it_in_the_morning() {
    let mut world = evening();
    cleaning(&mut world);
    wait(&mut world, 50);
    assert_eq!(waits_until(&world, "siti", Purpose::Reminder), None);
    wait(&mut world, 80);
    assert_eq!(waits_until(&world, "farah", Purpose::Escalation), Some(7));
}

#[test]
fn a_round_that_nobody_walks_at_night_is_told_at_once() {
    let mut world = evening();
    task(&mut world, "round", "Patrol", TaskKind::Patrol, None);
    wait(&mut world, 60);
    assert_eq!(waits_until(&world, "siti", Purpose::Reminder), None);
    wait(&mut world, 10);
    assert_eq!(waits_until(&world, "farah", Purpose::Escalation), None);
}

#[test]
fn whoever_leads_is_asked_in_the_morning_to_excuse_what_is_not_done_at_night() {
    let mut world = evening();
    let clean = cleaning(&mut world);
    let day = world.draft.situation.occurrences.keys().next().unwrap().1;
    let message = world.say_alone("siti", "cannot, no water", None);
    let told = Told::Skip(vec![(clean, day)], "no water".to_owned());
    let changes = world.ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })));
    assert!(changes.iter().any(|change| matches!(change.event, Event::OutboundWanted(_))));
    assert_eq!(waits_until(&world, "siti", Purpose::Reply), None, "whoever said so is answered");
    assert_eq!(waits_until(&world, "farah", Purpose::Escalation), Some(7));
}

#[test]
fn steps_of_a_ticket_wait_for_the_morning_unless_it_is_critical() {
    for (priority, waits) in [(Priority::High, Some(7)), (Priority::Critical, None)] {
        let mut world = evening();
        world.report("mei", "lift stuck");
        change(&mut world, TicketCommand::Classify { category: Category::Lift, priority, place: None });
        wait(&mut world, 32);
        assert_eq!(waits_until(&world, "farah", Purpose::Escalation), waits, "{priority}: nobody owns it");
        change(&mut world, TicketCommand::Assign(Some(Assignee::Person(PersonId::new("azlan")))));
        wait(&mut world, 62);
        assert_eq!(waits_until(&world, "azlan", Purpose::Reminder), waits, "{priority}: its owner is silent");
        assert!(world.draft.situation.tickets[&FIRST].stage.is_open());
    }
}
