//! Tours: visits of checkpoints, what is odd about them, how a round ends, and who hears of one that nobody walks.

use crate::world::World;
use domain::directory::{Person, Place, Role, Site};
use domain::event::Change;
use domain::id::{PersonId, PlaceId, SiteId, TaskId};
use domain::message::{Form, Geo, Handle, Kind, Subject};
use domain::outbound::Purpose;
use domain::refusal::Refusal;
use domain::request::{Command, Definition};
use domain::task::{Cadence, Occurrence, Outcome, Task, TaskKind};
use domain::time::Zone;
use domain::tour::{Flag, Proof, Shown, Tour};
use std::collections::BTreeMap;

const POINTS: [&str; 3] = ["lobby", "pump", "gate"];
/// Half a kilometre, in degrees of latitude.
const FAR: f64 = 0.0045;

/// A world in which Ravi walks past lobby, pump room and gate within the hour; they are half a kilometre apart.
fn on_tour(in_order: bool) -> World {
    let mut world = World::new();
    let site = SiteId::new("court");
    world.ask(Command::Define(Box::new(Definition::Person(Person {
        id: PersonId::new("ravi"),
        name: "ravi".to_owned(),
        handles: vec![Handle("+ravi".to_owned())],
        role: Role::Guard,
        vendor: None,
        site: None,
        shared: None,
    }))));
    world.ask(Command::Define(Box::new(Definition::Site(Site::named(site.clone(), "Court".to_owned())))));
    for (at, name) in POINTS.into_iter().enumerate() {
        world.ask(Command::Define(Box::new(Definition::Place(Place {
            id: PlaceId::new(name),
            site: site.clone(),
            parent: None,
            name: name.to_owned(),
            aliases: Vec::new(),
            geo: Some(Geo { lat: 3.0 + FAR * at as f64, lon: 101.0 }),
            radius_m: Some(40.0),
            asset: false,
        }))));
    }
    let at = world.now().plus_minutes(1).in_zone(&Zone::utc()).time();
    let checkpoints = POINTS.into_iter().map(PlaceId::new).collect();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        kind: TaskKind::Patrol,
        assignee: Some(PersonId::new("ravi")),
        site: Some(site),
        tour: Some(Tour { checkpoints, in_order, code_days: 30, windows: BTreeMap::new() }),
        ..Task::named(TaskId::new("round"), "Night round".to_owned(), Cadence::plain("FREQ=DAILY", at, 60))
    }))));
    world.say("farah", Form::Text, "good evening");
    world.ask(Command::Lapse);
    world
}

fn shown(place: &str) -> Shown {
    Shown { place: PlaceId::new(place), proof: Proof::Code, is_old: false }
}

fn visit(world: &mut World, person: &str, shown: Shown) -> Result<Vec<Change>, Refusal> {
    let message = world.say_alone(person, "LK-00000000", None);
    world.try_ask(Command::Visit { message, shown })
}

fn round(world: &World) -> &Occurrence {
    world.draft.situation.occurrences.values().next().expect("there is a round")
}

fn flags(world: &World) -> Vec<Flag> {
    round(world).visits.last().expect("there is a visit").flags.clone()
}

fn told(world: &World, person: &str, purpose: Purpose) -> Vec<String> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new(person) && said.purpose == purpose)
        .map(|said| said.text.clone())
        .collect()
}

fn wait(world: &mut World, minutes: i64) {
    world.minute += minutes;
    world.ask(Command::Lapse);
}

#[test]
fn a_round_whose_checkpoints_were_all_visited_in_time_is_done() {
    let mut world = on_tour(true);
    for point in POINTS {
        world.minute += 5;
        assert_eq!(round(&world).outcome, None);
        visit(&mut world, "ravi", shown(point)).unwrap();
        assert_eq!(flags(&world), []);
    }
    assert_eq!(round(&world).outcome, Some(Outcome::Done));
    assert_eq!(round(&world).proof, Some(round(&world).visits[2].message.clone()), "with the very message as proof");
    wait(&mut world, 120);
    assert_eq!(told(&world, "farah", Purpose::Escalation).len(), 0);
}

#[test]
fn what_is_odd_is_flagged_and_still_a_visit() {
    let mut world = on_tour(true);
    visit(&mut world, "ravi", Shown { is_old: true, ..shown("pump") }).unwrap();
    assert_eq!(flags(&world), [Flag::OldCode, Flag::OutOfOrder]);
    // World time moves a minute or two with each message: nobody walks a kilometre in that.
    visit(&mut world, "ravi", shown("gate")).unwrap();
    assert_eq!(flags(&world), [Flag::OutOfOrder, Flag::TooFast]);
    world.minute += 10;
    visit(&mut world, "ravi", shown("lobby")).unwrap();
    assert_eq!((flags(&world), round(&world).outcome), (vec![], Some(Outcome::Done)));
}

#[test]
fn what_was_passed_on_and_a_pin_sent_before_are_flagged() {
    let mut world = on_tour(false);
    let sent = |world: &mut World, form, geo, forwarded, proof, place: &str| {
        world.minute += 12;
        world.say_alone("ravi", "LK-00000000", None);
        let mut inbound = world.last_heard();
        inbound.external.push('b');
        (inbound.form, inbound.geo, inbound.forwarded, inbound.sent_at) = (form, geo, forwarded, world.now());
        let changes = world.ask(Command::Receive(inbound));
        let message = changes.iter().find_map(|change| change.event.message().cloned()).expect("it is received");
        world.ask(Command::Visit { message, shown: Shown { proof, ..shown(place) } });
        flags(world)
    };
    let pin = Some(Geo { lat: 3.0, lon: 101.0 });
    assert_eq!(sent(&mut world, Form::Text, None, true, Proof::Code, "pump"), [Flag::PassedOn]);
    assert_eq!(sent(&mut world, Form::Location, pin, false, Proof::Pin, "lobby"), []);
    assert_eq!(sent(&mut world, Form::Location, pin, false, Proof::Pin, "gate"), [Flag::StalePin]);
}

#[test]
fn the_same_visit_twice_is_one_and_a_better_one_stands_beside_the_odd_one() {
    let mut world = on_tour(false);
    visit(&mut world, "ravi", Shown { is_old: true, ..shown("pump") }).unwrap();
    visit(&mut world, "ravi", Shown { is_old: true, ..shown("pump") }).unwrap();
    assert_eq!(round(&world).visits.len(), 1);
    visit(&mut world, "ravi", shown("pump")).unwrap();
    visit(&mut world, "ravi", shown("pump")).unwrap();
    assert_eq!(round(&world).visits.iter().map(|visit| visit.flags.len()).collect::<Vec<_>>(), [1, 0]);
}

#[test]
fn nobody_else_and_nowhere_else_is_a_visit() {
    let mut world = on_tour(false);
    assert!(matches!(visit(&mut world, "siti", shown("pump")), Err(Refusal::NoRound(_))));
    assert!(matches!(visit(&mut world, "ravi", shown("roof")), Err(Refusal::NoRound(_))));
    world.minute += 60 * 12;
    assert!(matches!(visit(&mut world, "ravi", shown("pump")), Err(Refusal::NoRound(_))), "half a day too late");
}

#[test]
fn a_round_that_was_begun_and_not_ended_is_partial_and_its_missing_checkpoints_are_asked_for_by_name() {
    let mut world = on_tour(false);
    visit(&mut world, "ravi", shown("lobby")).unwrap();
    wait(&mut world, 60);
    assert_eq!(round(&world).outcome, Some(Outcome::Partial));
    assert_eq!(
        told(&world, "ravi", Purpose::Reminder),
        ["Night round: pump, gate report still pending. Please update."]
    );
    wait(&mut world, 10);
    assert!(told(&world, "farah", Purpose::Escalation)[0].contains("Night round: pump, gate was not reported"));
    // What is made up for afterwards is late.
    for point in ["pump", "gate"] {
        world.minute += 5;
        visit(&mut world, "ravi", shown(point)).unwrap();
    }
    assert_eq!(round(&world).outcome, Some(Outcome::Late));
}

#[test]
fn a_round_is_late_when_one_checkpoint_was_visited_late_in_whatever_order_that_is_heard() {
    let mut world = on_tour(false);
    world.minute += 70;
    visit(&mut world, "ravi", shown("lobby")).unwrap();
    // What the phone sent in time comes in behind it.
    world.minute -= 60;
    for point in ["pump", "gate"] {
        world.minute += 5;
        visit(&mut world, "ravi", shown(point)).unwrap();
    }
    assert_eq!(round(&world).outcome, Some(Outcome::Late));
}

#[test]
fn of_a_round_that_nobody_walks_the_guard_is_asked_then_the_supervisor_then_the_manager() {
    let mut world = on_tour(false);
    world.ask(Command::Define(Box::new(Definition::Person(Person {
        id: PersonId::new("kumar"),
        name: "kumar".to_owned(),
        handles: vec![Handle("+kumar".to_owned())],
        role: Role::Supervisor,
        vendor: None,
        site: None,
        shared: None,
    }))));
    let count = |world: &World| {
        let told = |person, purpose| told(world, person, purpose).len();
        let (asked, supervisor) = (told("ravi", Purpose::Reminder), told("kumar", Purpose::Escalation));
        (asked, supervisor, told("farah", Purpose::Escalation))
    };
    wait(&mut world, 60);
    assert_eq!((round(&world).outcome, count(&world)), (Some(Outcome::Missed), (1, 0, 0)));
    assert!(told(&world, "ravi", Purpose::Reminder)[0].contains("Are you OK?"));
    wait(&mut world, 10);
    assert_eq!(count(&world), (1, 1, 0));
    wait(&mut world, 10);
    assert_eq!(count(&world), (1, 1, 1));
}

#[test]
fn words_that_name_a_checkpoint_are_a_visit_and_words_that_name_none_are_a_part_of_the_round() {
    let mut world = on_tour(false);
    let day = round(&world).day;
    let about = Some(Subject::Task(TaskId::new("round"), Some(day)));
    let message = world.say("ravi", Form::Text, "round done boss");
    world.means(&message, Kind::Checkin, about.clone());
    assert_eq!((round(&world).outcome, round(&world).visits.len()), (Some(Outcome::Partial), 0));
    let message = world.say("ravi", Form::Image, "pump ok");
    let mut proposal = crate::world::proposal(&message, Kind::Checkin);
    (proposal.meaning.about, proposal.meaning.place) = (about, Some(PlaceId::new("pump")));
    world.propose(proposal);
    assert_eq!(round(&world).visits[0].proof, Proof::Photo);
}

#[test]
fn a_tour_of_places_that_are_not_there_is_refused() {
    let mut world = on_tour(false);
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("round")].clone();
    task.tour = Some(Tour {
        checkpoints: vec![PlaceId::new("moon")],
        in_order: false,
        code_days: 30,
        windows: BTreeMap::new(),
    });
    assert!(world.try_ask(Command::Define(Box::new(Definition::Task(task)))).is_err());
}

#[test]
fn a_visit_outside_of_its_checkpoints_window_is_flagged_and_a_later_one_stands_beside_it() {
    let mut world = on_tour(false);
    let mut round_of = world.draft.situation.directory.tasks[&TaskId::new("round")].clone();
    let tour = round_of.tour.as_mut().expect("it has a tour");
    tour.windows.insert(PlaceId::new("pump"), "20-30 min".parse().unwrap());
    world.ask(Command::Define(Box::new(Definition::Task(round_of))));
    world.minute += 5;
    visit(&mut world, "ravi", shown("pump")).unwrap();
    assert_eq!(flags(&world), [Flag::OutOfWindow]);
    world.minute += 14;
    visit(&mut world, "ravi", shown("pump")).unwrap();
    assert_eq!(flags(&world), [], "in its window");
    assert_eq!(round(&world).visits.len(), 2);
    world.minute += 5;
    visit(&mut world, "ravi", shown("lobby")).unwrap();
    assert_eq!(flags(&world), [], "the others have no window");
}
