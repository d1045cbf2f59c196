//! Maintenance of assets: a check that finds a fault ends its day and opens a ticket, once, and both know of each other.

use crate::world::{World, proposal};
use domain::checklist::Steps;
use domain::choice::Choice;
use domain::directory::{Place, Site};
use domain::event::{Change, Event};
use domain::id::{MessageId, PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::message::{Form, Geo, Kind, Subject};
use domain::outbound::{Outbound, Purpose};
use domain::request::{Command, Definition, Proposal};
use domain::task::{Cadence, Occurrence, Outcome, Task, TaskKind};
use domain::ticket::{Category, Ticket};
use domain::time::Zone;

/// A world in which Azlan checks pump 2 within the hour; the pump room has a circle on the map.
fn plant(check: bool) -> World {
    let mut world = World::new();
    let site = SiteId::new("court");
    let (aliases, geo) = (Vec::new(), Some(Geo { lat: 3.0, lon: 101.0 }));
    let house = Site {
        id: site.clone(),
        name: "Court".to_owned(),
        aliases,
        zone: None,
        geo,
        radius_m: Some(500.0),
        shifts: Vec::new(),
        client: None,
    };
    world.ask(Command::Define(Box::new(Definition::Site(house))));
    for (id, parent, asset) in [("room", None, false), ("pump", Some("room"), true), ("lift", None, true)] {
        world.ask(Command::Define(Box::new(Definition::Place(Place {
            id: PlaceId::new(id),
            site: site.clone(),
            parent: parent.map(PlaceId::new),
            name: id.to_owned(),
            aliases: Vec::new(),
            geo: (id == "room").then_some(Geo { lat: 3.0, lon: 101.0 }),
            radius_m: None,
            asset,
        }))));
    }
    let at = world.now().plus_minutes(1).in_zone(&Zone::utc()).time();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        id: TaskId::new("check"),
        name: "Check pump".to_owned(),
        kind: TaskKind::Task,
        assignee: Some(PersonId::new("azlan")),
        site: Some(site),
        place: Some(PlaceId::new("pump")),
        cadence: Cadence::plain("FREQ=DAILY", at, 60),
        requires_photo: false,
        stand_ins: Vec::new(),
        tour: None,
        steps: Steps::default(),
        check,
        scheduled_at: None,
    }))));
    world.say("farah", Form::Text, "morning");
    world.ask(Command::Lapse);
    world
}

fn day(world: &World) -> &Occurrence {
    world.draft.situation.occurrences.values().next().expect("the day came up")
}

fn ticket(world: &World, number: u32) -> &Ticket {
    &world.draft.situation.tickets[&TicketNumber(number)]
}

/// Somebody reports a fault at a place.
fn reports(world: &mut World, person: &str, place: Option<&str>, category: Category) -> (MessageId, Vec<Change>) {
    let message = world.say(person, Form::Text, "it leaks");
    let mut read = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
    (read.meaning.place, read.meaning.category) = (place.map(PlaceId::new), Some(category));
    let changes = world.propose(read);
    (message, changes)
}

fn failed(changes: &[Change]) -> Vec<TicketNumber> {
    let found = |change: &Change| match &change.event {
        Event::CheckFailed(failed) => Some(failed.ticket),
        _ => None,
    };
    changes.iter().filter_map(found).collect()
}

fn reminded(world: &mut World) -> Outbound {
    world.minute += 45;
    world.ask(Command::Lapse);
    let mut all = world.draft.situation.outbounds.values();
    all.find(|said| said.to == PersonId::new("azlan") && said.purpose == Purpose::Reminder)
        .cloned()
        .expect("he is asked")
}

#[test]
fn a_fault_that_whoever_owes_the_check_reports_ends_the_day_and_opens_a_ticket_bound_to_it() {
    let mut world = plant(true);
    let (message, changes) = reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!(failed(&changes), [TicketNumber(1)]);
    let day = day(&world);
    assert_eq!(
        (day.outcome, day.proof.as_ref(), day.fault),
        (Some(Outcome::Done), Some(&message), Some(TicketNumber(1)))
    );
    let ticket = ticket(&world, 1);
    assert_eq!(ticket.place, Some(PlaceId::new("pump")));
    assert_eq!(ticket.course.found_by.as_ref().map(|found| (&found.task, found.day)), Some((&day.task, day.day)));
}

#[test]
fn a_fault_without_a_place_is_the_checks_where_it_answers_its_reminder_or_speaks_of_its_day() {
    let mut world = plant(true);
    let message = world.say("azlan", Form::Text, "bearing is gone");
    let about = Some(Subject::Task(TaskId::new("check"), Some(day(&world).day)));
    let changes = world.means(&message, Kind::Issue, about);
    assert_eq!(failed(&changes), [TicketNumber(1)]);
    assert_eq!(ticket(&world, 1).place, Some(PlaceId::new("pump")), "the place is the check's");
    let mut world = plant(true);
    let (_, changes) = reports(&mut world, "azlan", None, Category::Plumbing);
    assert_eq!((failed(&changes), day(&world).outcome), (Vec::new(), None), "nobody knows where");
}

#[test]
fn what_somebody_else_reports_or_elsewhere_or_of_work_that_is_no_check_is_no_outcome_of_it() {
    for (check, person, place) in [(true, "hakim", "pump"), (true, "azlan", "lift"), (false, "azlan", "pump")] {
        let mut world = plant(check);
        let (_, changes) = reports(&mut world, person, Some(place), Category::Plumbing);
        assert_eq!((failed(&changes), day(&world).outcome), (Vec::new(), None), "{person} {place}");
        assert_eq!(world.draft.situation.tickets.len(), 1);
    }
}

#[test]
fn a_fault_that_is_open_there_already_gets_no_second_ticket() {
    let mut world = plant(true);
    reports(&mut world, "hakim", Some("pump"), Category::Plumbing);
    let (_, changes) = reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!((failed(&changes), world.draft.situation.tickets.len()), (vec![TicketNumber(1)], 1));
    assert_eq!(ticket(&world, 1).voices, [PersonId::new("azlan")]);
    assert_eq!((day(&world).outcome, day(&world).fault), (Some(Outcome::Done), Some(TicketNumber(1))));
    // What else is found that day is another ticket, and binds nothing anew.
    let (_, changes) = reports(&mut world, "azlan", Some("pump"), Category::Electrical);
    assert_eq!((failed(&changes), world.draft.situation.tickets.len()), (Vec::new(), 2));
}

#[test]
fn what_is_said_further_of_a_day_that_found_a_fault_is_not_lost() {
    let mut world = plant(true);
    reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    let about = Some(Subject::Task(TaskId::new("check"), Some(day(&world).day)));
    let mut say = |category| {
        let message = world.say("azlan", Form::Text, "and it is loud");
        let mut read = proposal(&message, Kind::Issue);
        (read.meaning.about, read.meaning.category) = (about.clone(), category);
        world.propose(read);
        (world.draft.situation.tickets.len(), world.draft.situation.message(&message).unwrap().ticket())
    };
    assert_eq!(say(None), (1, Some(TicketNumber(1))), "more of it");
    assert_eq!(say(Some(Category::Electrical)), (2, Some(TicketNumber(2))), "another trade");
}

#[test]
fn the_reminder_of_a_check_offers_a_fault_beside_done_and_asks_what_it_is() {
    let mut world = plant(true);
    let asked = reminded(&mut world);
    assert_eq!(asked.text, "Check pump report still pending. All in order, or did you find a fault? Please update.");
    assert_eq!(asked.offer.unwrap().choices(), [Choice::Done, Choice::Fault, Choice::Skip]);
    let message = world.say_alone("azlan", "2", None);
    let changes = world.ask(Command::Choose { message, outbound: asked.id, nth: 1 });
    assert_eq!(failed(&changes), [TicketNumber(1)]);
    assert_eq!((day(&world).outcome, day(&world).fault), (Some(Outcome::Done), Some(TicketNumber(1))));
    assert_eq!(ticket(&world, 1).title, "Check pump · Found a fault");
    let said: Vec<&Outbound> =
        world.draft.situation.outbounds.values().filter(|said| said.to == PersonId::new("azlan")).collect();
    let last = said.iter().max_by_key(|said| said.wanted_at).unwrap();
    assert_eq!(last.text, "Noted as T-1. What is wrong? Please write it here, with a photo.");
    assert!(!said.iter().any(|said| said.purpose == Purpose::Acknowledgement), "the answer says it");
    // What it is, is told next.
    let message = world.say_alone("azlan", "shaft seal leaks badly", None);
    let mut read = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
    read.meaning.category = Some(Category::Plumbing);
    world.propose(read);
    assert_eq!((world.draft.situation.tickets.len(), ticket(&world, 1).category), (1, Category::Plumbing));
}

#[test]
fn found_again_by_a_button_it_is_the_ticket_that_is_open() {
    let mut world = plant(true);
    reports(&mut world, "hakim", Some("pump"), Category::Plumbing);
    let asked = reminded(&mut world);
    let message = world.say_alone("azlan", "2", None);
    let changes = world.ask(Command::Choose { message, outbound: asked.id, nth: 1 });
    assert_eq!((failed(&changes), world.draft.situation.tickets.len()), (vec![TicketNumber(1)], 1));
    // What is said of it then is of that ticket; of another trade it is another's.
    for (category, tickets) in [(Category::Plumbing, 1), (Category::Electrical, 2)] {
        let message = world.say_alone("azlan", "it is the seal", None);
        let mut read = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
        read.meaning.category = Some(category);
        world.propose(read);
        assert_eq!(world.draft.situation.tickets.len(), tickets, "{category}");
    }
}

#[test]
fn a_check_with_steps_goes_on_after_a_fault_until_all_are_ticked() {
    let mut world = plant(true);
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("check")].written();
    task.steps = Steps::read(["Oil level", "Seals"]).unwrap();
    world.ask(Command::Define(Box::new(Definition::Task(task))));
    reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!((day(&world).outcome, day(&world).fault), (None, Some(TicketNumber(1))));
}

#[test]
fn a_pin_is_held_against_the_nearest_circle_of_the_places_work() {
    for (lat, outcome) in [(3.0001, Outcome::Done), (3.002, Outcome::WrongPlace)] {
        let mut world = plant(true);
        let message = world.say("azlan", Form::Location, "");
        // Half of the site away from the pump room, and within the site.
        let mut heard = world.draft.situation.message(&message).unwrap().clone();
        heard.geo = Some(Geo { lat, lon: 101.0 });
        let (task, day) = (&world.draft.situation.directory.tasks[&TaskId::new("check")], day(&world));
        let found = domain::policy::matching::outcome(&world.draft.situation, task, day, &heard, None);
        assert_eq!(found, outcome, "{lat}");
    }
}
