//! Maintenance of assets: a check that finds a fault ends its day and opens a ticket, once, and both know of each other.

use crate::world::{World, proposal};
use domain::checklist::Steps;
use domain::choice::Choice;
use domain::directory::{Place, Site};
use domain::event::{Change, Event};
use domain::id::{MessageId, PersonId, PlaceId, SiteId, TaskId, TicketNumber};
use domain::message::{Form, Geo, Kind, Subject};
use domain::outbound::{Outbound, Purpose};
use domain::refusal::Refusal;
use domain::request::{Command, Definition, Proposal};
use domain::task::{Cadence, Occurrence, Outcome, Task, TaskKind};
use domain::ticket::{Category, Priority, Ticket};
use domain::time::Zone;

/// A world in which Azlan checks pump 2 within the hour; the pump room has a circle on the map.
fn plant(check: bool) -> World {
    let mut world = World::new();
    let site = SiteId::new("court");
    let (aliases, geo) = (Vec::new(), Some(Geo { lat: 3.0, lon: 101.0 }));
    let house = Site { aliases, geo, radius_m: Some(500.0), ..Site::named(site.clone(), "Court".to_owned()) };
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
        assignee: Some(PersonId::new("azlan")),
        site: Some(site),
        place: Some(PlaceId::new("pump")),
        check,
        ..Task::named(TaskId::new("check"), "Check pump".to_owned(), Cadence::plain("FREQ=DAILY", at, 60))
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
fn a_ticket_that_was_there_is_not_said_to_be_found_by_the_check() {
    let said = |world: &World, changes: &[Change]| {
        let found = changes.iter().find(|change| matches!(change.event, Event::CheckFailed(_))).expect("it is bound");
        domain::sentence::sentence(&found.event, &world.draft.situation.directory)
    };
    let mut world = plant(true);
    let (_, changes) = reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert!(said(&world, &changes).starts_with("Found by the check"), "{}", said(&world, &changes));
    let mut world = plant(true);
    reports(&mut world, "hakim", Some("pump"), Category::Plumbing);
    let (_, changes) = reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!(failed(&changes), [TicketNumber(1)], "the one that is open");
    assert!(said(&world, &changes).ends_with("found it, too"), "{}", said(&world, &changes));
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
    assert_eq!(ticket(&world, 1).course.found_by, None, "a resident found it");
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

/// Azlan taps one of the answers to a message of ours.
fn taps(world: &mut World, asked: &Outbound, nth: usize) -> Vec<Change> {
    let message = world.say_alone("azlan", &(nth + 1).to_string(), None);
    world.ask(Command::Choose { message, outbound: asked.id.clone(), nth })
}

/// Azlan reports something alone with us, without a place; how many tickets there are then.
fn tells(world: &mut World, category: Option<Category>, priority: Option<Priority>) -> usize {
    let message = world.say_alone("azlan", "seal leaking", None);
    let mut read = Proposal { opens: true, ..proposal(&message, Kind::Issue) };
    (read.meaning.category, read.meaning.priority) = (category, priority);
    world.propose(read);
    world.draft.situation.tickets.len()
}

/// Defines the check anew.
fn redefine(world: &mut World, change: impl FnOnce(&mut Task)) {
    let mut task = world.draft.situation.directory.tasks[&TaskId::new("check")].written();
    change(&mut task);
    world.ask(Command::Define(Box::new(Definition::Task(task))));
}

#[test]
fn what_it_is_belongs_to_the_ticket_however_old_that_is() {
    let mut world = plant(true);
    redefine(&mut world, |task| task.steps = Steps::read(["Oil level", "Seals"]).unwrap());
    reports(&mut world, "hakim", Some("pump"), Category::Other);
    let asked = reminded(&mut world);
    assert_eq!(failed(&taps(&mut world, &asked, 1)), [TicketNumber(1)]);
    assert_eq!(day(&world).proof, None, "its steps are not ticked");
    assert_eq!(tells(&mut world, Some(Category::Plumbing), None), 1);
    assert_eq!(ticket(&world, 1).category, Category::Plumbing);
}

#[test]
fn what_it_is_belongs_to_the_ticket_although_the_day_was_reported_long_before() {
    let mut world = plant(true);
    redefine(&mut world, |task| task.requires_photo = true);
    let asked = reminded(&mut world);
    taps(&mut world, &asked, 0);
    assert_eq!(day(&world).outcome, Some(Outcome::NoPhoto));
    world.minute += 60;
    assert_eq!(failed(&taps(&mut world, &asked, 1)), [TicketNumber(1)]);
    assert_eq!(tells(&mut world, Some(Category::Plumbing), Some(Priority::High)), 1);
    assert_eq!((ticket(&world, 1).category, ticket(&world, 1).priority), (Category::Plumbing, Priority::High));
}

#[test]
fn only_what_is_said_first_and_soon_and_is_no_danger_tells_what_the_button_found() {
    let tapped = || {
        let mut world = plant(true);
        let asked = reminded(&mut world);
        taps(&mut world, &asked, 1);
        world
    };
    let mut world = tapped();
    assert_eq!(tells(&mut world, Some(Category::Safety), Some(Priority::Critical)), 2, "a danger is its own");
    let mut world = tapped();
    world.minute += 11;
    assert_eq!(tells(&mut world, Some(Category::Plumbing), None), 2, "a quarter of an hour later it is another thing");
    let mut world = tapped();
    assert_eq!(tells(&mut world, Some(Category::Other), Some(Priority::High)), 1);
    assert_eq!(ticket(&world, 1).priority, Priority::High, "without a trade it is urgent all the same");
    assert_eq!(tells(&mut world, Some(Category::Plumbing), None), 2, "it was said what it is");
}

#[test]
fn a_fault_that_is_tapped_after_done_is_no_less_one() {
    let mut world = plant(true);
    let asked = reminded(&mut world);
    taps(&mut world, &asked, 0);
    let proof = day(&world).proof.clone();
    assert_eq!(
        (day(&world).outcome, failed(&taps(&mut world, &asked, 1))),
        (Some(Outcome::Done), vec![TicketNumber(1)])
    );
    assert_eq!((day(&world).outcome, day(&world).proof.clone()), (Some(Outcome::Done), proof), "it was made before");
    assert_eq!(day(&world).fault, Some(TicketNumber(1)));
}

#[test]
fn a_day_tells_of_one_fault_however_often_it_is_tapped() {
    let mut world = plant(true);
    let asked = reminded(&mut world);
    reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!(failed(&taps(&mut world, &asked, 1)), [], "it was told in words before");
    assert_eq!(failed(&taps(&mut world, &asked, 1)), [], "tapped twice");
    assert_eq!((day(&world).fault, world.draft.situation.tickets.len()), (Some(TicketNumber(1)), 1));
    assert_eq!(tells(&mut world, Some(Category::Plumbing), None), 1, "what it is belongs to it all the same");
}

#[test]
fn an_issue_where_work_is_due_is_no_outcome_of_it_where_the_place_is_no_asset() {
    let mut world = plant(true);
    redefine(&mut world, |task| task.place = Some(PlaceId::new("room")));
    let (_, changes) = reports(&mut world, "azlan", Some("room"), Category::Plumbing);
    assert_eq!((failed(&changes), day(&world).outcome), (Vec::new(), None));
    let about = Some(Subject::Task(TaskId::new("check"), Some(day(&world).day)));
    let message = world.say("azlan", Form::Text, "hose is torn");
    assert_eq!(failed(&world.means(&message, Kind::Issue, about)), [TicketNumber(2)], "said of the check, it is");
}

#[test]
fn a_new_fault_at_an_asset_whose_check_was_made_is_no_fault_of_the_check() {
    let mut world = plant(true);
    let asked = reminded(&mut world);
    taps(&mut world, &asked, 0);
    let (_, changes) = reports(&mut world, "azlan", Some("pump"), Category::Plumbing);
    assert_eq!((failed(&changes), day(&world).fault), (Vec::new(), None));
    assert_eq!((world.draft.situation.tickets.len(), ticket(&world, 1).course.found_by.clone()), (1, None));
}

#[test]
fn only_work_is_a_check() {
    for kind in [TaskKind::Patrol, TaskKind::Handover] {
        let mut world = plant(true);
        let mut task = world.draft.situation.directory.tasks[&TaskId::new("check")].written();
        task.kind = kind;
        let refused = world.try_ask(Command::Define(Box::new(Definition::Task(task))));
        assert_eq!(refused, Err(Refusal::NoCheck(TaskId::new("check"))), "{kind}");
    }
}

#[test]
fn a_check_with_steps_goes_on_after_a_fault_until_all_are_ticked() {
    let mut world = plant(true);
    redefine(&mut world, |task| task.steps = Steps::read(["Oil level", "Seals"]).unwrap());
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
