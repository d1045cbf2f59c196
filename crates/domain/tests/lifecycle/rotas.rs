//! Who is on call by turns: whom tickets are offered to, who stands in, and what of it is recorded.

use crate::world::{World, proposal};
use domain::directory::{Person, Role};
use domain::duty::{Duty, Share, Taker, Turn};
use domain::event::{Change, Event};
use domain::id::{DutyId, PersonId, RotaId};
use domain::message::{Handle, Kind};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Proposal};
use domain::rota::{Rota, Swap, on_call};
use domain::sentence::sentence;
use domain::ticket::Assignee;
use domain::time::Zone;
use jiff::civil::date;
use std::collections::BTreeSet;

fn person(name: &str) -> Assignee {
    Assignee::Person(PersonId::new(name))
}

/// A week each from the Monday on which the world begins, at eight.
fn rota() -> Rota {
    Rota {
        id: RotaId::new("rota"),
        name: "Technicians on call".to_owned(),
        site: None,
        order: vec![person("azlan"), person("budi")],
        every_days: 7,
        from: date(2026, 11, 9).at(8, 0, 0, 0),
        swaps: Vec::new(),
    }
}

fn swap(who: &str, from: &str, until: &str) -> Swap {
    Swap { who: person(who), from: from.parse().unwrap(), until: until.parse().unwrap(), made: None }
}

/// A world in which everything goes to whoever is on call by turns.
fn manned() -> World {
    let mut world = World::new();
    let define = |world: &mut World, definition| world.ask(Command::Define(Box::new(definition)));
    define(
        &mut world,
        Definition::Person(Person {
            id: PersonId::new("budi"),
            name: "budi".to_owned(),
            handles: vec![Handle("+budi".to_owned())],
            role: Role::Technician,
            vendor: None,
            site: None,
            shared: None,
        }),
    );
    define(&mut world, Definition::Rota(rota()));
    let turn = Turn { who: Taker::Rota(RotaId::new("rota")), days: BTreeSet::new(), watch: None };
    define(
        &mut world,
        Definition::Duty(Duty {
            id: DutyId::new("all"),
            name: "all".to_owned(),
            site: None,
            place: None,
            categories: BTreeSet::new(),
            priorities: BTreeSet::new(),
            turns: vec![turn],
            share: Share::InOrder,
            answer_minutes: None,
        }),
    );
    world
}

/// To whom a report is offered, and from when.
fn offered(world: &mut World) -> Option<(Assignee, bool)> {
    let message = world.say_alone("mei", "lift stuck", None);
    let changes = world.propose(Proposal { opens: true, ..proposal(&message, Kind::Issue) });
    changes.iter().find_map(|change| match &change.event {
        Event::JobOffered(offered) => Some((offered.to.clone(), offered.from <= world.now())),
        _ => None,
    })
}

fn said(world: &World, changes: &[Change]) -> Vec<String> {
    changes.iter().map(|change| sentence(&change.event, &world.draft.situation.directory)).collect()
}

fn days(world: &mut World, days: i64) {
    world.minute += days * 24 * 60;
}

fn ask(world: &mut World, swap: Swap) -> Result<Vec<Change>, Refusal> {
    world.try_ask(Command::Swap { rota: RotaId::new("rota"), swap })
}

#[test]
fn a_ticket_is_offered_to_whoever_has_the_turn_at_any_hour() {
    let mut world = manned();
    assert_eq!(offered(&mut world), Some((person("azlan"), true)));
    days(&mut world, 7);
    world.minute += 18 * 60;
    assert_eq!(offered(&mut world), Some((person("budi"), true)), "who is on call is so at night");
}

#[test]
fn who_stands_in_is_asked_until_it_is_over_or_taken_back() {
    let mut world = manned();
    let swapped = ask(&mut world, swap("budi", "2026-11-10", "2026-11-12")).unwrap();
    let line = "Technicians on call: budi is on call from 2026-11-10 until 2026-11-12, and not azlan";
    assert_eq!(said(&world, &swapped[..1]), [line]);
    assert_eq!(offered(&mut world).unwrap().0, person("azlan"));
    days(&mut world, 1);
    assert_eq!(offered(&mut world).unwrap().0, person("budi"));
    let back = swap("budi", "2026-11-10", "2026-11-12");
    let undone = world.ask(Command::TakeSwapBack { rota: RotaId::new("rota"), swap: back.clone() });
    let line = "Technicians on call: azlan is on call from 2026-11-10 until 2026-11-12, and not budi";
    assert_eq!(said(&world, &undone[..1]), [line]);
    assert_eq!(offered(&mut world).unwrap().0, person("azlan"));
    assert_eq!(world.ask(Command::TakeSwapBack { rota: RotaId::new("rota"), swap: back }), [], "it is so already");
}

#[test]
fn a_swap_that_is_over_or_changes_nothing_or_names_nobody_is_none() {
    let mut world = manned();
    days(&mut world, 3);
    assert!(matches!(ask(&mut world, swap("budi", "2026-11-10", "2026-11-12")), Err(Refusal::BadRota(_))));
    assert!(matches!(ask(&mut world, swap("budi", "2026-11-14", "2026-11-13")), Err(Refusal::BadRota(_))));
    assert!(matches!(ask(&mut world, swap("budi", "2026-11-14", "2028-11-13")), Err(Refusal::BadRota(_))));
    assert!(matches!(ask(&mut world, swap("ghost", "2026-11-13", "2026-11-14")), Err(Refusal::Undefined { .. })));
    assert_eq!(ask(&mut world, swap("azlan", "2026-11-13", "2026-11-14")), Ok(Vec::new()), "they are on call anyway");
}

#[test]
fn a_directory_read_again_keeps_what_was_swapped_meanwhile() {
    let mut world = manned();
    ask(&mut world, swap("budi", "2026-11-10", "2026-11-12")).unwrap();
    assert_eq!(world.ask(Command::Define(Box::new(Definition::Rota(rota())))), [], "nothing is new");
    world.ask(Command::Define(Box::new(Definition::Rota(Rota { name: "Night watch".to_owned(), ..rota() }))));
    days(&mut world, 1);
    assert_eq!(offered(&mut world).unwrap().0, person("budi"));
}

#[test]
fn a_rota_of_nobody_known_and_a_turn_of_no_rota_are_refused() {
    let mut world = manned();
    let ghost = Rota { order: vec![person("ghost")], ..rota() };
    let refused = world.try_ask(Command::Define(Box::new(Definition::Rota(ghost))));
    assert!(matches!(refused, Err(Refusal::Undefined { kind: "person", .. })));
    let mut duty = world.draft.situation.directory.duties[&DutyId::new("all")].clone();
    duty.turns[0].who = Taker::Rota(RotaId::new("none"));
    let refused = world.try_ask(Command::Define(Box::new(Definition::Duty(duty))));
    assert!(matches!(refused, Err(Refusal::Undefined { kind: "rota", .. })));
}

#[test]
fn who_turned_out_to_be_another_has_their_turn() {
    let mut world = manned();
    world.ask(Command::MergePeople { person: PersonId::new("azlan"), into: PersonId::new("siti") });
    let situation = &world.draft.situation;
    let now =
        on_call(&situation.directory, &situation.directory.rotas[&RotaId::new("rota")], &Zone::utc(), world.now());
    assert_eq!(now.unwrap().who, person("siti"));
}
