//! The fix did not hold: the same fault at the same place again, whose repair it counts against, and the search for its cause.

use crate::world::{World, proposal};
use domain::agreement::{Agreement, When};
use domain::choice::Choice;
use domain::directory::{Place, Site};
use domain::event::{Change, Event};
use domain::id::{AgreementId, PersonId, PlaceId, SiteId, TicketNumber};
use domain::message::Kind;
use domain::outbound::{Accepted, Purpose};
use domain::refusal::Refusal;
use domain::repeat::Failed;
use domain::request::{Command, Definition, Proposal, TicketCommand};
use domain::ticket::{Priority, Stage};
use std::collections::{BTreeMap, BTreeSet};

const DAY: i64 = 24 * 60;

fn house() -> World {
    let mut world = World::new();
    let site = SiteId::new("house");
    let house = Site::named(site.clone(), "House".to_owned());
    let (id, name, aliases) = (PlaceId::new("lift"), "Lift 2".to_owned(), Vec::new());
    let place = Place { id, site, parent: None, name, aliases, geo: None, radius_m: None, asset: false };
    for line in [Definition::Site(house), Definition::Place(place)] {
        world.ask(Command::Define(Box::new(line)));
    }
    world
}

/// Reports the lift, as a reader that sees no earlier ticket in it.
fn report(world: &mut World) -> (TicketNumber, Vec<Change>) {
    let message = world.say_alone("mei", "lift stuck", None);
    let mut proposal = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
    proposal.meaning.place = Some(PlaceId::new("lift"));
    let changes = world.propose(proposal);
    let opened = changes.iter().find_map(|change| match change.event {
        Event::TicketOpened { ticket, .. } => Some(ticket),
        _ => None,
    });
    (opened.expect("a ticket is opened"), changes)
}

fn fix(world: &mut World, ticket: TicketNumber) {
    for command in [TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close] {
        world.ask(Command::change(ticket, command));
    }
}

/// The same again after some days.
fn again(world: &mut World, days: i64) -> (TicketNumber, Vec<Change>) {
    world.minute += days * DAY;
    report(world)
}

fn failed(changes: &[Change]) -> Option<Failed> {
    changes.iter().find_map(|change| match change.event {
        Event::RepairFailed(failed) => Some(failed),
        _ => None,
    })
}

#[test]
fn the_same_fault_within_a_fortnight_counts_against_the_repair() {
    let mut world = house();
    let (first, _) = report(&mut world);
    fix(&mut world, first);
    let (second, changes) = again(&mut world, 3);
    assert_eq!(failed(&changes), Some(Failed { ticket: first, again: second, days: 3, holds_days: 14 }));
    let tickets = &world.draft.situation.tickets;
    assert_eq!((tickets[&second].recurrence_of, tickets[&second].course.repeats), (Some(first), 1));
    assert_eq!((tickets[&first].course.came_back, tickets[&first].stage), (Some(second), Stage::Closed));
    fix(&mut world, second);
    let (third, changes) = again(&mut world, 15);
    assert_eq!((failed(&changes), world.draft.situation.tickets[&third].recurrence_of), (None, None), "it held");
}

#[test]
fn a_repair_may_have_to_hold_for_a_season_and_no_longer() {
    let holding = |days| Agreement {
        id: AgreementId::new("lifts"),
        name: "Lifts".to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: BTreeSet::new(),
        warn_percent: 80,
        levels: BTreeMap::new(),
        holds_days: Some(days),
    };
    let mut world = house();
    let refused = world.try_ask(Command::Define(Box::new(Definition::Agreement(holding(366))))).unwrap_err();
    assert!(refused.to_string().contains("a repair holds for 366 days; write 1 to 365"), "{refused}");
    world.ask(Command::Define(Box::new(Definition::Agreement(holding(365)))));
    let (first, _) = report(&mut world);
    fix(&mut world, first);
    let (second, changes) = again(&mut world, 60);
    assert_eq!(failed(&changes), Some(Failed { ticket: first, again: second, days: 60, holds_days: 365 }));
}

#[test]
fn what_the_reader_saw_stays_linked_and_counts_only_in_time() {
    let mut world = house();
    let (first, _) = report(&mut world);
    fix(&mut world, first);
    world.minute += 20 * DAY;
    let message = world.say_alone("mei", "lift stuck", None);
    let seen = Proposal { opens: true, recurrence_of: Some(first), ..proposal(&message, Kind::Issue) };
    let changes = world.propose(seen);
    assert_eq!(failed(&changes), None, "nobody promised so long");
    assert_eq!(world.draft.situation.tickets[&TicketNumber(2)].recurrence_of, Some(first));
}

#[test]
fn the_third_time_whoever_leads_may_look_for_the_cause() {
    let mut world = house();
    for _ in 0..2 {
        let (ticket, _) = report(&mut world);
        fix(&mut world, ticket);
        world.minute += 2 * DAY;
    }
    let early = world.try_ask(Command::change(TicketNumber(2), TicketCommand::SeekCause));
    assert!(matches!(early, Err(Refusal::WrongStage { .. })), "{early:?}");
    let (third, _) = report(&mut world);
    let told = world.draft.situation.outbounds.values().find(|said| said.purpose == Purpose::Repeat).cloned();
    let told = told.expect("whoever leads hears of it");
    assert_eq!((&told.to, told.offer.as_ref().unwrap().choices()), (&PersonId::new("farah"), &[Choice::Cause][..]));
    assert!(told.text.contains("T-3 lift stuck: the same fault, time number 3"), "{}", told.text);
    let name = "ours".to_owned();
    let accepted = Accepted { external: name.clone(), channel_name: name, also: Vec::new() };
    world.ask(Command::NoteSent { outbound: told.id.clone(), accepted: Some(accepted) });
    let message = world.say_alone("farah", "…", None);
    world.ask(Command::Choose { message, outbound: told.id.clone(), nth: 0 });
    let cause = TicketNumber(4);
    let tickets = &world.draft.situation.tickets;
    assert_eq!((tickets[&cause].course.seeks, tickets[&third].course.cause), (Some(third), Some(cause)));
    assert_eq!((tickets[&cause].title.as_str(), tickets[&cause].priority), ("↻ lift stuck", Priority::High));
    let thanked = world.draft.situation.outbounds.values().filter(|said| said.purpose == Purpose::Acknowledgement);
    assert_eq!(thanked.filter(|said| said.text.contains("T-4")).count(), 0, "nobody reported it");
    // As long as it is looked for, nobody looks for it again: not by the page, not by the button, not the fourth time.
    assert!(world.try_ask(Command::change(third, TicketCommand::SeekCause)).is_err());
    let message = world.say_alone("farah", "…", None);
    world.ask(Command::Choose { message, outbound: told.id, nth: 0 });
    fix(&mut world, third);
    let (fourth, _) = again(&mut world, 2);
    assert_eq!((fourth, world.draft.situation.tickets[&fourth].course.cause), (TicketNumber(5), Some(cause)));
    let told = world.draft.situation.outbounds.values().filter(|said| said.purpose == Purpose::Repeat).count();
    assert_eq!(told, 1);
}
