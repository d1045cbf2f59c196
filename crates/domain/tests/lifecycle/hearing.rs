//! Honest silence: while we may be deaf nobody is asked, accused or judged; afterwards days are settled by what came.

use crate::world::World;
use domain::event::{Change, Event};
use domain::hearing::{Ear, Suspicion};
use domain::message::{Form, Kind, Subject};
use domain::outbound::{Purpose, State};
use domain::request::Command;
use domain::task::Outcome;
use domain::time::Instant;
use std::collections::BTreeMap;

fn channel() -> Ear {
    Ear::Channel("cloud-api".into())
}

fn notes(world: &mut World, since: Option<Instant>) -> Vec<Change> {
    let silent = since.map(|since| (channel(), (since, Suspicion::Disconnected)));
    world.ask(Command::NoteHearing(BTreeMap::from_iter(silent)))
}

fn wants(changes: &[Change], purpose: Purpose) -> usize {
    let is_it = |change: &&Change| matches!(&change.event, Event::OutboundWanted(wanted) if wanted.purpose == purpose);
    changes.iter().filter(is_it).count()
}

/// A day of a task that nobody reported yet, and the instants between which it is due.
fn expected(world: &mut World) -> (Instant, Instant) {
    world.expect_mopping();
    world.say("mei", Form::Text, "good morning");
    world.ask(Command::Lapse);
    let day = world.draft.situation.occurrences.values().next().expect("a day is due");
    (day.due_at, day.until)
}

fn pass_until(world: &mut World, at: Instant) {
    world.minute += at.minutes_since(world.now()) as i64;
}

#[test]
fn a_silence_is_recorded_once_and_told_to_whoever_leads() {
    let mut world = World::new();
    let since = world.now();
    let began = notes(&mut world, Some(since));
    assert_eq!(wants(&began, Purpose::Warning), 1, "the manager hears of it");
    assert_eq!(notes(&mut world, Some(since)), [], "it is known");
    assert_eq!(world.draft.situation.deaf_since(None, world.now()), Some(since));
    let ended = notes(&mut world, None);
    assert!(matches!(ended.as_slice(), [Change { event: Event::SilenceEnded { .. }, .. }]));
    world.minute += 20;
    assert_eq!(world.draft.situation.deaf_since(None, world.now()), None);
    let again = world.now();
    assert_eq!(wants(&notes(&mut world, Some(again)), Purpose::Warning), 0, "what flutters is told once");
}

#[test]
fn nobody_is_reminded_or_judged_while_we_may_be_deaf() {
    let mut world = World::new();
    let (due_at, until) = expected(&mut world);
    pass_until(&mut world, due_at);
    notes(&mut world, Some(due_at));
    for minutes in [30, 60, 120] {
        pass_until(&mut world, until.plus_minutes(minutes));
        let changes = world.ask(Command::Lapse);
        assert_eq!(wants(&changes, Purpose::Reminder) + wants(&changes, Purpose::Escalation), 0);
    }
    assert_eq!(world.outcomes()[0], None, "nobody knows yet");
    notes(&mut world, None);
    world.ask(Command::Lapse);
    assert_eq!(world.outcomes()[0], None, "what was said meanwhile may still come");
    world.minute += 20;
    let changes = world.ask(Command::Lapse);
    assert_eq!(world.outcomes()[0], Some(Outcome::Unheard));
    assert_eq!(wants(&changes, Purpose::Reminder), 0, "nor is anybody asked for what was not heard");
}

#[test]
fn what_comes_in_late_still_counts() {
    let mut world = World::new();
    let (due_at, until) = expected(&mut world);
    pass_until(&mut world, due_at);
    notes(&mut world, Some(due_at));
    pass_until(&mut world, until.plus_minutes(30));
    notes(&mut world, None);
    world.minute += 20;
    world.ask(Command::Lapse);
    let (task, day) = world.draft.situation.occurrences.keys().next().expect("a day was due").clone();
    let message = world.say("siti", Form::Image, "done");
    world.means(&message, Kind::Task, Some(Subject::Task(task, Some(day))));
    assert_eq!(world.outcomes()[0], Some(Outcome::Late));
}

#[test]
fn a_short_silence_excuses_nobody() {
    let mut world = World::new();
    let (due_at, until) = expected(&mut world);
    pass_until(&mut world, due_at);
    notes(&mut world, Some(due_at));
    world.minute += 2;
    notes(&mut world, None);
    pass_until(&mut world, until.plus_minutes(20));
    world.ask(Command::Lapse);
    assert_eq!(world.outcomes()[0], Some(Outcome::Missed));
}

#[test]
fn a_reminder_that_waits_does_not_leave_and_is_taken_back_in_the_end() {
    let mut world = World::new();
    let (due_at, until) = expected(&mut world);
    pass_until(&mut world, due_at);
    let mut reminded = 0;
    while reminded == 0 && world.now() < until {
        world.minute += 5;
        world.say("mei", Form::Text, "hello");
        reminded = wants(&world.ask(Command::Lapse), Purpose::Reminder);
    }
    assert_eq!(reminded, 1);
    notes(&mut world, Some(due_at));
    pass_until(&mut world, until.plus_minutes(1));
    notes(&mut world, None);
    world.minute += 20;
    world.ask(Command::Lapse);
    assert_eq!(world.outcomes()[0], Some(Outcome::Unheard));
    let reminder = world.draft.situation.outbounds.values().find(|outbound| outbound.purpose == Purpose::Reminder);
    assert_eq!(reminder.map(|outbound| outbound.state), Some(State::Withdrawn));
}
