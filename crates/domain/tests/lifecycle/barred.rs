//! Whoever cannot be reached or does not want to be is remembered, and written to again once they write.

use crate::world::World;
use domain::barred::Bar;
use domain::directory::Person;
use domain::event::Event;
use domain::id::{OutboundId, PersonId};
use domain::message::{Form, Handle, Inbound, Live};
use domain::outbound::{Accepted, Failure, Hindrance, Terms};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Category, Priority};
use std::sync::Arc;

/// A world in which Mei told us of a lift alone, and the answer to her left.
fn sent() -> (World, OutboundId) {
    let mut world = World::new();
    world.report_alone("mei", "lift stuck");
    let id = waiting(&world);
    send(&mut world, &id).expect("it leaves");
    let accepted = Accepted { external: "a".into(), channel_name: "wamid.a".into(), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: id.clone(), accepted: Some(accepted) });
    (world, id)
}

/// The same, and it failed so.
fn failed(failure: Failure) -> World {
    let (mut world, id) = sent();
    fail(&mut world, id, failure);
    world
}

fn fail(world: &mut World, outbound: OutboundId, failure: Failure) {
    world.ask(Command::NoteFailed { outbound, failure, code: Some(1) });
}

/// Mei says whether she wants no more, so many minutes before now; how much is recorded.
fn prefer(world: &mut World, stops: bool, minutes: i64) -> usize {
    let said_at = world.now().plus_minutes(-minutes);
    world.ask(Command::NotePreference { handles: vec![Handle("+mei".into())], stops, said_at }).len()
}

/// A manager writes another number for Mei.
fn mend(world: &mut World) {
    let known = world.draft.situation.directory.people[&PersonId::new("mei")].clone();
    let person = Person { handles: vec![Handle::phone("60123456789")], ..known };
    world.ask(Command::Define(Box::new(Definition::Person(person))));
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
    assert_eq!(prefer(&mut world, false, 60), 0, "nothing was stopped");
    assert_eq!(prefer(&mut world, true, 30), 1);
    assert_eq!(prefer(&mut world, true, 20), 0, "it is known");
    assert_eq!(prefer(&mut world, false, 50), 0, "it was said before");
    assert_eq!(bar(&world), Some(Bar::OptedOut));
    assert_eq!(prefer(&mut world, false, 10), 1);
    assert_eq!(bar(&world), None);
    let said_at = world.now();
    let nobody = Command::NotePreference { handles: vec![Handle("+nobody".into())], stops: true, said_at };
    assert!(world.ask(nobody).is_empty());
}

#[test]
fn a_failure_that_is_told_late_keeps_nothing_from_whoever_wrote_since() {
    let (mut world, id) = sent();
    world.say_alone("mei", "hello?", None);
    fail(&mut world, id, Failure::Unreachable);
    assert_eq!(asked(&mut world, 1), Ok(()));
}

#[test]
fn a_number_that_was_mended_is_tried_again() {
    let mut world = failed(Failure::Unreachable);
    mend(&mut world);
    assert_eq!(bar(&world), None);
    let mut world = failed(Failure::OptedOut);
    mend(&mut world);
    assert_eq!(bar(&world), Some(Bar::OptedOut), "what they want is no matter of a number");
}

#[test]
fn a_wish_outlives_whatever_else_keeps_messages_from_them() {
    let (mut world, id) = sent();
    assert_eq!(prefer(&mut world, true, 0), 1);
    fail(&mut world, id, Failure::Spared);
    world.minute += 25 * 60;
    assert_eq!(bar(&world), Some(Bar::OptedOut));
    let mut world = failed(Failure::Unreachable);
    assert_eq!(prefer(&mut world, true, 30), 1, "told late, it is a wish all the same");
    assert_eq!(bar(&world), Some(Bar::OptedOut));
}

#[test]
fn a_wish_holds_of_whoever_they_turn_out_to_be() {
    let mut world = World::new();
    prefer(&mut world, true, 0);
    let (mei, hakim) = (PersonId::new("mei"), PersonId::new("hakim"));
    world.ask(Command::MergePeople { person: mei.clone(), into: hakim.clone() });
    let of = |world: &World, person: &PersonId| world.draft.situation.directory.bar(person, world.now());
    for person in [&mei, &hakim] {
        assert_eq!(of(&world, person), Some((Bar::OptedOut, None)), "{person}");
    }
    world.ask(Command::SplitPeople { person: mei.clone(), handles: vec![Handle("+mei".into())], also: Vec::new() });
    assert_eq!(of(&world, &mei), Some((Bar::OptedOut, None)));
}

#[test]
fn what_somebody_else_writes_copies_no_directory() {
    let mut world = failed(Failure::Unreachable);
    world.say("hakim", Form::Text, "good morning");
    let before = Arc::clone(&world.draft.situation.directory);
    world.say("hakim", Form::Text, "all is well");
    assert!(Arc::ptr_eq(&before, &world.draft.situation.directory));
    let touched = &world.draft.situation.touched;
    assert_eq!((touched.directory, touched.barred.len()), (false, 1), "nothing else is written anew");
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
    let mut known = terms;
    known.begun.known.insert(PersonId::new("mei"));
    assert!(world.try_ask(ask(&known)).is_ok(), "she was written to already");
}

#[test]
fn what_a_bridge_brought_first_lifts_the_bar_and_opens_the_window_once_it_comes_to_us() {
    let mut world = failed(Failure::Unreachable);
    let said = *world.last_heard();
    world.minute += 26 * 60;
    let at = world.now();
    let live = |is_overheard| Live {
        name: "x".into(),
        also: Vec::new(),
        chosen: None,
        is_overheard,
        is_ours: false,
        beside: String::new(),
    };
    let message = Inbound { external: "wa-1".into(), sent_at: at, ..said };
    let mut bridged = Inbound { live: Some(live(true)), ..message.clone() };
    bridged.conversation.id = domain::id::ConversationId::new("by-a-bridge");
    let direct = Inbound { live: Some(live(false)), ..message };
    world.ask(Command::Receive(Box::new(bridged.clone())));
    assert_eq!(bar(&world), Some(Bar::Unreachable), "it was only overheard");
    let mei = PersonId::new("mei");
    assert_ne!(world.draft.situation.last_wrote(&mei), Some(at));
    world.ask(Command::Receive(Box::new(direct.clone())));
    assert_eq!((bar(&world), world.draft.situation.last_wrote(&mei)), (None, Some(at)));
    for again in [bridged, direct] {
        assert_eq!(world.ask(Command::Receive(Box::new(again))), [], "it is known by now");
    }
}
