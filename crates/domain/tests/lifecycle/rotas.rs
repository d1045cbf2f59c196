//! Who is on call by turns: whom tickets are offered to, who stands in, and what of it is recorded.

use crate::world::{World, proposal};
use domain::directory::{Person, Role};
use domain::duty::{Duty, Share, Taker, Turn};
use domain::event::{Change, Event};
use domain::id::{DutyId, PersonId, RotaId};
use domain::message::{Handle, Kind};
use domain::order::{Inquiry, Order, Sought, Spot, StandIn, Told, Until};
use domain::outbound::{Outbound, Purpose};
use domain::refusal::Refusal;
use domain::request::{Actor, Command, Definition, Proposal};
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
        told_at: None,
    }
}

fn swap(who: &str, from: &str, until: &str) -> Swap {
    let day = |text: &str| text.parse().expect("a day is written as one");
    Swap { who: person(who), from: day(from), until: day(until), made: None }
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
    let people = &mut std::sync::Arc::make_mut(&mut world.draft.situation.directory).people;
    let siti = people.get_mut(&PersonId::new("siti")).unwrap();
    (siti.name, siti.handles) = (String::new(), Vec::new());
    for nobody in ["ghost", "siti"] {
        assert!(matches!(ask(&mut world, swap(nobody, "2026-11-13", "2026-11-14")), Err(Refusal::Undefined { .. })));
    }
    assert_eq!(ask(&mut world, swap("azlan", "2026-11-13", "2026-11-14")), Ok(Vec::new()), "they are on call anyway");
}

#[test]
fn nobody_stands_in_before_the_first_turn() {
    let mut world = manned();
    let later = Rota { from: date(2026, 12, 7).at(8, 0, 0, 0), ..rota() };
    world.ask(Command::Define(Box::new(Definition::Rota(later))));
    assert!(matches!(ask(&mut world, swap("budi", "2026-11-20", "2026-11-22")), Err(Refusal::BadRota(_))));
}

#[test]
fn a_swap_of_the_directory_is_taken_out_of_its_file() {
    let mut world = manned();
    let written = swap("budi", "2026-11-10", "2026-11-12");
    let file = Rota { swaps: vec![written.clone()], ..rota() };
    world.ask(Command::Define(Box::new(Definition::Rota(file))));
    let back = world.try_ask(Command::TakeSwapBack { rota: RotaId::new("rota"), swap: written });
    assert!(matches!(back, Err(Refusal::BadRota(_))));
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

/// What somebody is to hear of who is on call, in the order in which it was wanted.
fn heard<'a>(world: &'a World, person: &str) -> Vec<&'a Outbound> {
    let all = world.draft.situation.outbounds.values();
    let mut found: Vec<&Outbound> =
        all.filter(|said| said.to == PersonId::new(person) && said.purpose == Purpose::OnCall).collect();
    found.sort_by_key(|said| said.wanted_at);
    found
}

/// The last answer that somebody was given.
fn reply(world: &World, person: &str) -> String {
    let all = world.draft.situation.outbounds.values();
    let replies = all.filter(|said| said.to == PersonId::new(person) && said.purpose == Purpose::Reply);
    replies.max_by_key(|said| said.wanted_at).map(|said| said.text.clone()).unwrap_or_default()
}

fn order(world: &mut World, sender: &str, told: Told) -> Result<Vec<Change>, Refusal> {
    let message = world.say_alone(sender, "…", None);
    world.actor = Actor::Person(PersonId::new(sender));
    let asked = world.try_ask(Command::Obey(Box::new(Order { message, language: "en".to_owned(), told })));
    world.actor = Actor::Channel;
    asked
}

fn budi_for(instead: &str, until: Until) -> Told {
    let instead = vec![person(instead)];
    Told::StandIn(StandIn { who: vec![person("budi")], instead, until })
}

#[test]
fn whoever_comes_on_call_is_told_once() {
    let mut world = manned();
    world.ask(Command::Lapse);
    assert_eq!(heard(&world, "azlan").len(), 1);
    let text = &heard(&world, "azlan")[0].text;
    assert_eq!(text, "📟 On call for Technicians on call from 09/11 08:00 until 16/11 08:00: azlan.");
    for _ in 0..3 {
        world.minute += 60;
        world.ask(Command::Lapse);
    }
    assert_eq!((heard(&world, "azlan").len(), heard(&world, "budi").len()), (1, 0));
    days(&mut world, 7);
    world.ask(Command::Lapse);
    assert_eq!((heard(&world, "azlan").len(), heard(&world, "budi").len()), (1, 1));
}

#[test]
fn a_turn_that_begins_at_night_is_told_in_the_morning_and_one_long_begun_is_not() {
    let mut world = manned();
    let rota = Rota { from: date(2026, 11, 9).at(23, 0, 0, 0), every_days: 1, ..rota() };
    world.ask(Command::Define(Box::new(Definition::Rota(rota))));
    world.minute = 15 * 60 + 5;
    world.ask(Command::Lapse);
    let said = heard(&world, "azlan")[0];
    assert_eq!(said.not_before.to_owned().in_zone(&Zone::utc()).datetime(), date(2026, 11, 10).at(7, 0, 0, 0));
    days(&mut world, 1);
    world.minute += 6 * 60;
    world.ask(Command::Lapse);
    assert_eq!(heard(&world, "budi").len(), 0, "the clock itself was away for too long");
}

#[test]
fn a_swap_is_said_to_both_and_so_is_taking_it_back() {
    let mut world = manned();
    world.ask(Command::Lapse);
    ask(&mut world, swap("budi", "2026-11-09", "2026-11-11")).unwrap();
    let until = "until 11/11 08:00: budi.";
    assert!(heard(&world, "azlan").last().unwrap().text.ends_with(until));
    assert!(heard(&world, "budi").last().unwrap().text.ends_with(until));
    world.ask(Command::Lapse);
    assert_eq!(heard(&world, "budi").len(), 1, "it was said already");
    days(&mut world, 2);
    world.ask(Command::Lapse);
    assert!(heard(&world, "azlan").last().unwrap().text.contains("from 11/11 08:00 until 16/11 08:00: azlan"));
    ask(&mut world, swap("budi", "2026-11-13", "2026-11-14")).unwrap();
    world.ask(Command::TakeSwapBack { rota: RotaId::new("rota"), swap: swap("budi", "2026-11-13", "2026-11-14") });
    assert!(heard(&world, "budi").last().unwrap().text.ends_with("until 14/11 08:00: azlan."));
}

#[test]
fn a_manager_says_in_the_chat_who_stands_in_and_takes_it_back() {
    let mut world = manned();
    let friday = Until::Day("2026-11-13".parse().unwrap());
    let changes = order(&mut world, "farah", budi_for("azlan", friday)).unwrap();
    assert!(changes.iter().any(|change| matches!(change.event, Event::TurnSwapped(_))));
    let said = reply(&world, "farah");
    assert!(said.contains("budi is on call instead of azlan"), "{said}");
    assert!(said.contains("until 13/11 08:00") && said.contains("undo"), "{said}");
    assert_eq!(offered(&mut world).unwrap().0, person("budi"));
    let changes = order(&mut world, "farah", Told::Undo).unwrap();
    assert!(changes.iter().any(|change| matches!(change.event, Event::SwapUndone(_))));
    assert!(reply(&world, "farah").contains("azlan is on call instead of budi"), "{}", reply(&world, "farah"));
    assert_eq!(offered(&mut world).unwrap().0, person("azlan"));
    assert_eq!(order(&mut world, "farah", Told::Undo), Err(Refusal::NothingToUndo));
}

#[test]
fn who_stands_in_does_so_until_the_next_changing_over_or_the_end_of_the_turn() {
    for (until, day) in [(Until::Morning, "2026-11-10"), (Until::Turn, "2026-11-16")] {
        let mut world = manned();
        order(&mut world, "farah", budi_for("azlan", until)).unwrap();
        let rota = &world.draft.situation.directory.rotas[&RotaId::new("rota")];
        assert_eq!(rota.swaps[0].until.to_string(), day);
    }
}

#[test]
fn nothing_changes_where_it_is_not_clear_who_or_whoever_says_it_does_not_manage() {
    let mut world = manned();
    let azlan = || StandIn { who: Vec::new(), instead: vec![person("azlan")], until: Until::Turn };
    for told in [
        budi_for("siti", Until::Turn),
        budi_for("azlan", Until::Unread),
        Told::StandIn(StandIn { who: vec![person("budi"), person("siti")], ..azlan() }),
        Told::StandIn(azlan()),
    ] {
        order(&mut world, "farah", told).unwrap();
        assert!(reply(&world, "farah").starts_with("Nothing was changed."), "{}", reply(&world, "farah"));
    }
    assert!(order(&mut world, "azlan", budi_for("azlan", Until::Turn)).is_err());
    let other = Rota { id: RotaId::new("other"), name: "Guards on call".to_owned(), ..rota() };
    world.ask(Command::Define(Box::new(Definition::Rota(other))));
    order(&mut world, "farah", budi_for("azlan", Until::Turn)).unwrap();
    assert!(reply(&world, "farah").starts_with("Nothing was changed."), "two rotas");
    assert!(world.draft.situation.directory.rotas.values().all(|rota| rota.swaps.is_empty()));
}

#[test]
fn who_is_on_call_now_and_next_is_answered_to_those_who_work_here() {
    let mut world = manned();
    let ask = |world: &mut World, sender: &str, sought: Sought| {
        let message = world.say_alone(sender, "who is on call?", None);
        world.ask(Command::Answer(Box::new(Inquiry { message, language: "en".to_owned(), sought })));
        reply(world, sender)
    };
    let everywhere = || Spot { site: None, place: None };
    let expected = "On call:\n• Technicians on call: azlan · from 16/11 08:00 budi · from 23/11 08:00 azlan";
    assert_eq!(ask(&mut world, "siti", Sought::OnCall(everywhere())), expected);
    assert_eq!(ask(&mut world, "mei", Sought::OnCall(everywhere())), "", "residents are told nothing");
    let both = ask(&mut world, "farah", Sought::OnShift(everywhere()));
    assert_eq!(both, format!("At work now: nobody\n{expected}"));
}
