//! Check-ins that are owed by name: one that does not say of what it is counts for whoever sent it, and for nobody else.

use crate::world::World;
use domain::directory::{Person, Role, Shift, Site};
use domain::event::Event;
use domain::id::{PersonId, SiteId, TaskId};
use domain::message::{Form, Handle, Kind};
use domain::order::{Inquiry, Sought, Spot};
use domain::outbound::{Purpose, Wanted};
use domain::phone::{Claim, Hold, Shared};
use domain::request::{Command, Definition};
use domain::task::{Cadence, Outcome, Task, TaskKind};
use domain::time::Zone;

/// Siti and Azlan have to check in within a quarter of an hour, when a shift begins or at another time.
fn shift(is_begin: bool) -> World {
    let mut world = World::new();
    let at = world.now().plus_minutes(5).in_zone(&Zone::utc()).time();
    let from = if is_begin { at } else { world.now().plus_minutes(-60).in_zone(&Zone::utc()).time() };
    let until = world.now().plus_minutes(480).in_zone(&Zone::utc()).time();
    world.ask(Command::Define(Box::new(Definition::Site(Site {
        shifts: vec![Shift { name: "Night".to_owned(), from, until }],
        ..Site::named(SiteId::new("green"), "Green Court".to_owned())
    }))));
    for person in ["siti", "azlan"] {
        world.ask(Command::Define(Box::new(Definition::Task(Task {
            kind: TaskKind::Patrol,
            assignee: Some(PersonId::new(person)),
            site: Some(SiteId::new("green")),
            ..Task::named(TaskId::new(person), format!("Check-in · {person}"), Cadence::plain("FREQ=DAILY", at, 15))
        }))));
    }
    world.say("farah", Form::Text, "morning");
    world.ask(Command::Lapse);
    world
}

fn ended(world: &World, person: &str) -> Option<Outcome> {
    let mut days = world.draft.situation.occurrences.values();
    days.find(|day| day.task == TaskId::new(person)).and_then(|day| day.outcome)
}

#[test]
fn a_check_in_counts_for_whoever_sent_it_alone_and_the_other_is_asked_by_name() {
    let mut world = shift(true);
    let message = world.say("siti", Form::Text, "on duty");
    world.means(&message, Kind::Checkin, None);
    assert_eq!((ended(&world, "siti"), ended(&world, "azlan")), (Some(Outcome::Done), None));
    world.minute += 20;
    world.ask(Command::Lapse);
    assert_eq!(ended(&world, "azlan"), Some(Outcome::Missed));
    let reminded = |person: &str| {
        let all = world.draft.situation.outbounds.values();
        all.filter(|said| said.to == PersonId::new(person) && said.purpose == Purpose::Reminder).count()
    };
    assert_eq!((reminded("siti"), reminded("azlan")), (0, 1));
}

#[test]
fn words_that_are_no_check_in_and_check_ins_of_others_count_for_nobody() {
    let mut world = shift(true);
    for (person, kind) in
        [("siti", Kind::Chatter), ("siti", Kind::Progress), ("mei", Kind::Checkin), ("farah", Kind::Checkin)]
    {
        let message = world.say(person, Form::Text, "here");
        world.means(&message, kind, None);
    }
    assert_eq!((ended(&world, "siti"), ended(&world, "azlan")), (None, None));
}

#[test]
fn a_round_in_the_middle_of_a_shift_is_not_walked_by_a_check_in() {
    let mut world = shift(false);
    let message = world.say("siti", Form::Text, "on duty");
    world.means(&message, Kind::Checkin, None);
    assert_eq!(ended(&world, "siti"), None);
}

/// What Farah hears who asks who is on shift.
fn at_work(world: &mut World) -> String {
    let message = world.say("farah", Form::Text, "siapa syif?");
    let sought = Sought::OnShift(Spot::default());
    let changes = world.ask(Command::Answer(Box::new(Inquiry { message, language: "en".to_owned(), sought })));
    let text = changes.iter().find_map(|change| match &change.event {
        Event::OutboundWanted(Wanted { purpose: Purpose::Reply, .. }) => Some(change.personal.text.clone()),
        _ => None,
    });
    text.expect("she is answered")
}

#[test]
fn whoever_checked_in_is_at_work_until_the_shift_ends_and_whoever_did_not_is_marked() {
    let mut world = shift(true);
    let message = world.say("siti", Form::Text, "on duty");
    world.means(&message, Kind::Checkin, None);
    let begun = "At work now:\n• azlan · Check-in · azlan –16:05\n• siti · Check-in · siti –16:05";
    assert_eq!(at_work(&mut world), begun, "azlan has some minutes yet");
    let late = "At work now:\n• siti · Check-in · siti –16:05\n• azlan · Check-in · azlan –16:05 · not checked in";
    world.minute += 180;
    world.ask(Command::Lapse);
    assert_eq!(ended(&world, "azlan"), Some(Outcome::Missed));
    assert_eq!(at_work(&mut world), late, "hours later, too");
    let mut heard = world.draft.situation.clone();
    heard.occurrences.values_mut().filter(|day| day.outcome == Some(Outcome::Missed)).for_each(|day| {
        day.outcome = Some(Outcome::Unheard);
    });
    std::mem::swap(&mut world.draft.situation, &mut heard);
    assert_eq!(at_work(&mut world), begun, "nobody knows of whom we could not hear");
    world.draft.situation = heard;
    let message = world.say("azlan", Form::Text, "on duty");
    world.means(&message, Kind::Checkin, None);
    assert!(!at_work(&mut world).contains("not checked in"), "late is there");
    world.minute += 360;
    world.ask(Command::Lapse);
    assert_eq!(at_work(&mut world), "No shift runs now; the next, Night, begins 10/11 08:10.");
}

#[test]
fn whoever_holds_the_phone_of_the_guardhouse_is_at_work() {
    let mut world = shift(true);
    for (name, shared) in [("guardhouse", Some(Shared::default())), ("bala", None)] {
        world.ask(Command::Define(Box::new(Definition::Person(Person {
            id: PersonId::new(name),
            name: name.to_owned(),
            handles: if shared.is_some() { vec![Handle(format!("+{name}"))] } else { Vec::new() },
            role: Role::Guard,
            vendor: None,
            site: Some(SiteId::new("green")),
            shared,
        }))));
    }
    let message = world.say_alone("guardhouse", "this is Bala on shift", None);
    let claim = Claim::Person(PersonId::new("bala"));
    world.ask(Command::Hold(Box::new(Hold { message, language: "en".to_owned(), claim })));
    let text = at_work(&mut world);
    assert!(text.contains("\n• bala · guardhouse –16:"), "{text}");
}
