//! The change of shifts: what is written then, who hears it, how it is mended and taken over, and what follows when not.

use crate::world::World;
use domain::choice::Choice;
use domain::event::{Change, Event};
use domain::handover::{Hand, Handover, Matter, Written};
use domain::id::{ImportId, PersonId, TaskId};
use domain::message::{Form, Kind, Subject};
use domain::outbound::{Accepted, Outbound, Purpose};
use domain::request::{Actor, Command, Definition};
use domain::task::{Cadence, Occurrence, Outcome, Task, TaskKind};
use domain::time::Zone;

/// A world in which Siti and Azlan come in ten minutes, for half an hour to take over.
fn shifts() -> World {
    let mut world = World::new();
    world.say("farah", Form::Text, "morning");
    let at = world.now().plus_minutes(10).in_zone(&Zone::utc()).time();
    world.ask(Command::Define(Box::new(Definition::Task(Task {
        kind: TaskKind::Handover,
        stand_ins: vec![PersonId::new("siti"), PersonId::new("azlan")],
        ..Task::named(TaskId::new("change"), "Handover (Day)".into(), Cadence::plain("FREQ=DAILY", at, 30))
    }))));
    world.ask(Command::Lapse);
    world
}

fn wait(world: &mut World, minutes: i64) -> Vec<Change> {
    world.minute += minutes;
    world.ask(Command::Lapse)
}

fn written(changes: &[Change]) -> Vec<Written> {
    let found = changes.iter().filter_map(|change| match &change.event {
        Event::HandoverWritten(written) => Some(written.clone()),
        _ => None,
    });
    found.collect()
}

fn due(world: &World) -> &Occurrence {
    world.draft.situation.occurrences.values().next().expect("a change is due")
}

fn handover(world: &World) -> &Handover {
    due(world).handover.as_ref().expect("it was written")
}

fn to<'a>(world: &'a World, person: &str, purpose: Purpose) -> Vec<&'a Outbound> {
    let all = world.draft.situation.outbounds.values();
    all.filter(|said| said.to == PersonId::new(person) && said.purpose == purpose).collect()
}

/// Sends what somebody is told to take over, and says what it is called.
fn sent(world: &mut World, person: &str) -> String {
    let told = to(world, person, Purpose::Handover)[0].id.clone();
    let name = format!("ours-{told}");
    let accepted = Accepted { external: name.clone(), channel_name: name.clone(), also: Vec::new() };
    world.ask(Command::NoteSent { outbound: told, accepted: Some(accepted) });
    name
}

fn note(world: &mut World, by: &str, text: &str) -> Result<Vec<Change>, domain::refusal::Refusal> {
    note_by(world, Actor::Person(PersonId::new(by)), text)
}

fn note_by(world: &mut World, by: Actor, text: &str) -> Result<Vec<Change>, domain::refusal::Refusal> {
    let (task, day) = (due(world).task.clone(), due(world).day);
    world.actor = by;
    let hand = Hand::Note { text: text.to_owned(), about: None, message: None };
    let answer = world.try_ask(Command::Hand { task, day, hand });
    world.actor = Actor::Channel;
    answer
}

#[test]
fn at_the_change_the_next_shift_hears_what_is_open_late_and_promised() {
    let mut world = shifts();
    world.report("mei", "lift stuck");
    assert!(written(&world.ask(Command::Lapse)).is_empty(), "not before the change");
    world.expect_mopping();
    let changes = wait(&mut world, 10);
    let known = &written(&changes)[0];
    let points: Vec<(&Subject, Matter)> = known.points.iter().map(|point| (&point.about, point.matter)).collect();
    assert_eq!(points[0], (&Subject::Ticket(domain::id::TicketNumber(1)), Matter::Unanswered));
    assert!(matches!(points[1], (Subject::Task(task, _), Matter::Open) if task.as_str() == "mop"), "{points:?}");
    for person in ["siti", "azlan"] {
        let told = to(&world, person, Purpose::Handover);
        assert_eq!(told.len(), 1, "{person}");
        assert!(told[0].text.starts_with("Handover (Day):\n• unanswered: T-1 lift stuck · "), "{}", told[0].text);
        assert!(told[0].text.ends_with("Please confirm that you take over."), "{}", told[0].text);
        assert_eq!(told[0].offer.as_ref().unwrap().choices(), [Choice::Accept]);
        let template = told[0].template.as_ref().unwrap();
        assert!(template.gaps["list"].contains("T-1") && !template.gaps["list"].contains('\n'), "{template:?}");
    }
    assert!(written(&wait(&mut world, 1)).is_empty(), "it is written once");
}

#[test]
fn a_thumb_takes_over_and_nobody_is_told_any_more() {
    let mut world = shifts();
    wait(&mut world, 10);
    let name = sent(&mut world, "siti");
    assert!(world.react("siti", "😂", &name).is_empty(), "not every reaction is a yes");
    let changes = world.react("siti", "👍🏽", &name);
    assert!(changes.iter().any(|change| matches!(change.event, Event::HandoverAccepted(_))), "{changes:?}");
    assert_eq!(due(&world).outcome, Some(Outcome::Done));
    let by = Actor::Person(PersonId::new("siti"));
    assert_eq!(handover(&world).taken.as_ref().map(|(actor, _)| actor), Some(&by));
    wait(&mut world, 120);
    assert!(to(&world, "farah", Purpose::Escalation).is_empty());
    assert!(to(&world, "azlan", Purpose::Reminder).is_empty());
    // Whoever says so later, too, took nothing from anybody.
    let name = sent(&mut world, "azlan");
    assert!(
        !world
            .react("azlan", "👍", &name)
            .iter()
            .any(|change| { matches!(change.event, Event::HandoverAccepted(_) | Event::OccurrenceEnded { .. }) })
    );
}

#[test]
fn when_nobody_takes_over_the_shift_is_asked_and_then_who_leads_is_told() {
    let mut world = shifts();
    wait(&mut world, 10);
    wait(&mut world, 32);
    assert_eq!(due(&world).outcome, Some(Outcome::Missed));
    assert_eq!(to(&world, "siti", Purpose::Reminder).len(), 1, "the shift is asked again");
    assert!(to(&world, "farah", Purpose::Escalation).is_empty());
    wait(&mut world, 16);
    let told = to(&world, "farah", Purpose::Escalation);
    assert_eq!(told.len(), 1);
    assert!(told[0].text.contains("was not taken over (siti, azlan)"), "{}", told[0].text);
    let name = sent(&mut world, "siti");
    world.react("siti", "👍", &name);
    assert_eq!(due(&world).outcome, Some(Outcome::Late), "late is better than never");
    let before = world.draft.situation.outbounds.len();
    wait(&mut world, 60);
    assert_eq!(world.draft.situation.outbounds.len(), before, "and it stops");
}

#[test]
fn what_somebody_adds_is_kept_and_the_others_hear_it() {
    let mut world = shifts();
    wait(&mut world, 10);
    note(&mut world, "azlan", "  spare key is with the guard ").unwrap();
    assert_eq!(handover(&world).notes[0].text, "spare key is with the guard");
    let told = to(&world, "siti", Purpose::Handover);
    assert!(told.iter().any(|said| said.text.contains("azlan adds “spare key is with the guard”")), "{told:?}");
    assert_eq!(to(&world, "azlan", Purpose::Handover).len(), 1, "whoever added it knows it");
    assert!(note(&mut world, "mei", "the pool is dirty").is_err(), "residents have no part in it");
    assert!(note(&mut world, "azlan", "   ").is_err());
    let by_page = || Actor::Member("owner".to_owned());
    assert!(!note_by(&mut world, by_page(), "and the gate").unwrap().is_empty());
    assert!(
        note_by(&mut world, by_page(), "and the gate").unwrap().is_empty(),
        "pressed twice on a page, it is noted once"
    );
    for _ in 0..Handover::NOTES_MAX - 2 {
        note(&mut world, "azlan", "and more").unwrap();
    }
    assert!(note(&mut world, "azlan", "too much").is_err());
}

#[test]
fn words_that_resemble_it_take_nothing_over() {
    let mut world = shifts();
    wait(&mut world, 10);
    let (task, day) = (due(&world).task.clone(), due(&world).day);
    let message = world.say("siti", Form::Text, "handover done");
    world.means(&message, Kind::Task, Some(Subject::Task(task, Some(day))));
    assert_eq!(due(&world).outcome, None);
}

#[test]
fn what_was_never_handed_over_is_nobodys_fault() {
    let mut world = shifts();
    wait(&mut world, 10 + 45);
    assert_eq!((due(&world).outcome, due(&world).handover.is_none()), (Some(Outcome::Unheard), true));
    let mut world = shifts();
    world.import = Some(ImportId::new("run"));
    assert!(written(&wait(&mut world, 10)).is_empty(), "nothing is handed over because of an import");
}
