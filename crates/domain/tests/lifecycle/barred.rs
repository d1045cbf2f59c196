//! Whoever cannot be reached or does not want to be is remembered, and written to again once they write.

use crate::world::World;
use domain::barred::Bar;
use domain::event::Event;
use domain::id::{OutboundId, PersonId};
use domain::message::Handle;
use domain::outbound::{Accepted, Failure, Hindrance, Terms};
use domain::refusal::Refusal;
use domain::request::{Command, TicketCommand};
use domain::ticket::{Category, Priority};

/// A world in which Mei told us of a lift alone, and the answer to her failed so.
fn failed(failure: Failure) -> World {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let id = waiting(&world);
    send(&mut world, &id).expect("it leaves");
    let accepted = Accepted { external: "a".into(), channel_name: "wamid.a".into(), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted) });
    world.ask(Command::NoteFailed { outbound: id, failure, code: Some(1) });
    world
}

fn waiting(world: &World) -> OutboundId {
    let mut outbounds = world.draft.situation.outbounds.values();
    outbounds.rfind(|known| known.to == PersonId::new("mei") && !known.state.is_out()).expect("one waits").id.clone()
}

fn send(world: &mut World, id: &OutboundId) -> Result<(), Hindrance> {
    let approved = ["laksana_acknowledged", "laksana_verify"].map(|name| (name.to_owned(), "en".to_owned()));
    let terms = Terms { approved: approved.into(), ..Terms::default() };
    match world.try_ask(Command::Dispatch { outbound: id.clone(), terms: Box::new(terms) }) {
        Ok(changes) => {
            assert!(matches!(changes[0].event, Event::OutboundBegun { .. }));
            Ok(())
        }
        Err(Refusal::NotNow { because, .. }) => Err(because),
        Err(other) => panic!("{other}"),
    }
}

/// What becomes of the question whether it is fixed, so many minutes after the failure.
fn asked(world: &mut World, minutes: i64) -> Result<(), Hindrance> {
    world.minute += minutes;
    world.follow_up("azlan", domain::message::Kind::Resolved);
    let mut asked = world.draft.situation.outbounds.values();
    let asked = asked.find(|known| known.purpose == domain::outbound::Purpose::Verification).expect("she is asked");
    let id = asked.id.clone();
    world.minute += 61;
    send(world, &id)
}

fn bar(world: &World) -> Option<Bar> {
    world.draft.situation.directory.bar(&PersonId::new("mei"), world.now()).map(|(why, _)| why)
}

#[test]
fn who_cannot_be_reached_is_not_written_to_until_they_write() {
    let mut world = failed(Failure::Unreachable);
    assert_eq!(bar(&world), Some(Bar::Unreachable));
    assert_eq!(asked(&mut world, 1), Err(Hindrance::Unreachable));
    world.say_alone("mei", "hello?", None);
    assert_eq!(bar(&world), None);
    let id = waiting(&world);
    assert_eq!(send(&mut world, &id), Ok(()));
}

#[test]
fn who_wants_no_more_is_asked_nothing_outside_the_window() {
    let mut world = failed(Failure::OptedOut);
    assert_eq!(asked(&mut world, 25 * 60), Err(Hindrance::OptedOut));
    let said_at = world.now();
    let handles = vec![Handle("+mei".into())];
    world.ask(Command::NotePreference { handles, stops: false, said_at });
    assert_eq!(bar(&world), None);
}

#[test]
fn who_is_spared_is_asked_a_day_later() {
    let mut world = failed(Failure::Spared);
    assert_eq!(bar(&world), Some(Bar::Spared));
    world.minute += 24 * 60 + 1;
    assert_eq!(bar(&world), None);
}

#[test]
fn what_is_critical_is_tried_in_any_case() {
    let mut world = failed(Failure::Unreachable);
    let number = domain::id::TicketNumber(1);
    let command = TicketCommand::Classify { category: Category::Other, priority: Priority::Critical, place: None };
    world.ask(Command::Change { ticket: number, seen: None, command });
    assert_eq!(asked(&mut world, 1), Ok(()));
}

#[test]
fn a_wish_holds_from_when_it_was_said_in_whatever_order_it_comes() {
    let mut world = World::new();
    let prefer = |world: &mut World, stops: bool, minutes: i64| {
        let said_at = world.now().plus_minutes(minutes);
        world.ask(Command::NotePreference { handles: vec![Handle("+mei".into())], stops, said_at }).len()
    };
    assert_eq!(prefer(&mut world, false, -60), 0, "nothing was stopped");
    assert_eq!(prefer(&mut world, true, -30), 1);
    assert_eq!(prefer(&mut world, true, -20), 0, "it is known");
    assert_eq!(prefer(&mut world, false, -50), 0, "it was said before");
    assert_eq!(bar(&world), Some(Bar::OptedOut));
    assert_eq!(prefer(&mut world, false, -10), 1);
    assert_eq!(bar(&world), None);
    let said_at = world.now();
    let nobody = Command::NotePreference { handles: vec![Handle("+nobody".into())], stops: true, said_at };
    assert!(world.ask(nobody).is_empty());
}

#[test]
fn people_who_were_written_to_count_though_they_are_not_in_mind() {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let id = waiting(&world);
    world.minute += 23 * 60 + 55;
    let approved = [("laksana_acknowledged".to_owned(), "en".to_owned())].into();
    let begun = domain::outbound::PeopleBegun { count: 250, oldest: Some(world.now()), known: [].into() };
    let terms = Terms { approved, begun, ..Terms::default() };
    let ask = |terms: &Terms| Command::Dispatch { outbound: id.clone(), terms: Box::new(terms.clone()) };
    let Err(Refusal::NotNow { because, until, .. }) = world.try_ask(ask(&terms)) else { panic!("it leaves") };
    assert_eq!((because, until.is_some()), (Hindrance::People, true));
    let mut known = terms.clone();
    known.begun.known.insert(PersonId::new("mei"));
    assert!(world.try_ask(ask(&known)).is_ok(), "she was written to already");
}
