//! Who is who: addresses that a channel tells, numbers that change, people who turn out to be one or two.

use crate::world::World;
use domain::directory::{Person, Role};
use domain::event::{Change, Event};
use domain::id::PersonId;
use domain::message::{Form, Handle, Inbound, Live};
use domain::policy::dispatch;
use domain::refusal::Refusal;
use domain::request::{Command, Definition};

fn handle(text: &str) -> Handle {
    Handle(text.to_owned())
}

/// Says something under several addresses at once; who said it.
fn says(world: &mut World, addresses: &[&str]) -> PersonId {
    world.say("mei", Form::Text, "x");
    let original = world.last_heard();
    world.said += 1;
    let also = addresses[1..].iter().map(|address| handle(address)).collect();
    let external = format!("m{}", world.said);
    let live = Some(Live {
        name: external.clone(),
        also,
        chosen: None,
        is_overheard: false,
        is_ours: false,
        beside: String::new(),
    });
    let sender_name = addresses[0].to_owned();
    let inbound = Inbound { sender: handle(addresses[0]), sender_name, external, live, ..*original };
    let changes = world.ask(Command::Receive(Box::new(inbound)));
    let sender = changes.iter().find_map(|change| match &change.event {
        Event::MessageReceived { sender, .. } => Some(sender.clone()),
        _ => None,
    });
    sender.expect("it was received")
}

fn defined(world: &mut World, name: &str, address: &str) -> Vec<Change> {
    let (id, handles) = (PersonId::new(name), vec![handle(address)]);
    let person =
        Person { id, name: name.into(), handles, role: Role::Technician, vendor: None, site: None, shared: None };
    world.ask(Command::Define(Box::new(Definition::Person(person))))
}

#[test]
fn an_address_told_beside_a_known_one_is_remembered() {
    let mut world = World::new();
    assert_eq!(says(&mut world, &["+mei", "bsuid:MY.1"]), PersonId::new("mei"));
    assert_eq!(says(&mut world, &["bsuid:MY.1"]), PersonId::new("mei"), "without any number");
    assert_eq!(says(&mut world, &["lid:9", "bsuid:MY.1"]), PersonId::new("mei"));
    assert_eq!(says(&mut world, &["lid:9"]), PersonId::new("mei"), "without anything known before");
}

#[test]
fn a_stranger_turns_out_to_be_somebody_and_is_told_apart_again() {
    let mut world = World::new();
    let stranger = says(&mut world, &["lid:42"]);
    assert_ne!(stranger, PersonId::new("azlan"));
    assert_eq!(says(&mut world, &["lid:42", "+azlan"]), PersonId::new("azlan"), "the directory's person stays");
    let directory = world.draft.situation.directory.clone();
    assert_eq!((directory.who(&stranger), directory.role(&stranger)), (&PersonId::new("azlan"), Role::Technician));
    assert_eq!(directory.person_by_handle(&handle("lid:42")).unwrap().id, PersonId::new("azlan"));
    let handles = vec![handle("lid:42")];
    world.ask(Command::SplitPeople { person: stranger.clone(), handles: handles.clone(), also: Vec::new() });
    assert_eq!(says(&mut world, &["lid:42"]), stranger);
    assert_eq!(says(&mut world, &["+azlan"]), PersonId::new("azlan"));
    let again = Command::SplitPeople { person: stranger.clone(), handles, also: Vec::new() };
    assert_eq!(world.try_ask(again), Err(Refusal::NoSuchPerson(stranger)));
}

#[test]
fn two_people_of_the_directory_become_one_only_when_somebody_says_so() {
    let mut world = World::new();
    assert_eq!(says(&mut world, &["+mei", "+hakim"]), PersonId::new("mei"));
    assert!(world.draft.situation.directory.same.is_empty());
    let (person, into) = (PersonId::new("hakim"), PersonId::new("mei"));
    world.ask(Command::MergePeople { person: person.clone(), into: into.clone() });
    assert_eq!(says(&mut world, &["+hakim"]), into);
    let again = Command::MergePeople { person, into: into.clone() };
    assert_eq!(world.try_ask(again), Err(Refusal::BadUnion(into.clone(), into)));
}

#[test]
fn whoever_had_turned_out_to_be_somebody_goes_with_them_when_they_are_told_apart_again() {
    let mut world = World::new();
    let [first, second, third] = ["hakim", "azlan", "mei"].map(PersonId::new);
    world.ask(Command::MergePeople { person: first.clone(), into: second.clone() });
    let merged = world.ask(Command::MergePeople { person: first.clone(), into: third.clone() });
    let Some(Event::PeopleMerged { person, also, .. }) = merged.first().map(|change| change.event.clone()) else {
        panic!("{merged:?}")
    };
    assert_eq!((&person, also.as_slice()), (&second, [first.clone()].as_slice()), "who they are by now is merged");
    let handles = merged[0].personal.handles.clone();
    world.ask(Command::SplitPeople { person, handles, also });
    let directory = &world.draft.situation.directory;
    assert_eq!(directory.who(&first), &second, "as it was before");
    assert_eq!((directory.who(&second), directory.selves(&third).count()), (&second, 1));
    assert_eq!(says(&mut world, &["+hakim"]), second);
}

#[test]
fn whoever_reported_under_another_address_still_has_a_say() {
    let mut world = World::new();
    world.report("stranger", "lift stuck");
    let reporter = world.draft.situation.tickets.values().next().unwrap().reporter.clone();
    let into = PersonId::new("mei");
    world.ask(Command::MergePeople { person: reporter, into: into.clone() });
    let situation = &world.draft.situation;
    let ticket = situation.tickets.values().next().unwrap();
    assert!(situation.directory.told_us(ticket, &into));
    assert_eq!(situation.directory.selves(&into).count(), 2);
}

#[test]
fn a_changed_number_is_followed_and_the_old_one_is_nobodys() {
    let mut world = World::new();
    says(&mut world, &["+mei", "bsuid:MY.1"]);
    let before = vec![handle("+mei"), handle("bsuid:MY.1")];
    let after = vec![handle("+60199999999"), handle("bsuid:MY.2")];
    world.ask(Command::Follow { before: before.clone(), after: after.clone() });
    let follow = Command::Follow { before, after };
    assert_eq!(world.ask(follow), [], "told twice");
    for address in ["+60199999999", "bsuid:MY.2", "bsuid:MY.1"] {
        assert_eq!(says(&mut world, &[address]), PersonId::new("mei"), "{address}");
    }
    let situation = &world.draft.situation;
    assert_eq!(dispatch::address(situation, &PersonId::new("mei")), Some(&handle("+60199999999")));
    assert_ne!(says(&mut world, &["+mei"]), PersonId::new("mei"), "the old number may be anybody's now");
}

#[test]
fn a_number_spelt_otherwise_is_the_same_person_and_is_answered_as_received() {
    for (known, received) in [
        ("+5511987654321", "+551187654321"),
        ("+551187654321", "+5511987654321"),
        ("+525512345678", "+5215512345678"),
        ("+541112345678", "+5491112345678"),
    ] {
        let mut world = World::new();
        defined(&mut world, "ana", known);
        let ana = PersonId::new("ana");
        assert_eq!(says(&mut world, &[received]), ana, "{received}");
        assert_eq!(dispatch::address(&world.draft.situation, &ana), Some(&handle(received)));
        assert_eq!(defined(&mut world, "ana", known).len(), 0, "the file says nothing new, and takes nothing back");
        assert_eq!(dispatch::address(&world.draft.situation, &ana), Some(&handle(received)));
    }
    let mut world = World::new();
    defined(&mut world, "ana", "+551131234567");
    assert_ne!(says(&mut world, &["+5511931234567"]), PersonId::new("ana"), "a landline has no ninth digit");
}
