//! Two tickets of one incident: what becomes of what was promised about each.

use crate::clocks::{agree, agreement, lapse};
use crate::world::World;
use domain::agreement::{Agreement, Allowed, Target};
use domain::clock::Standing;
use domain::event::Event;
use domain::id::TicketNumber;
use domain::message::{Form, Kind, Subject};
use domain::request::{Command, TicketCommand};
use domain::ticket::{HoldReason, Ticket};

const FIRST: TicketNumber = TicketNumber(1);
const SECOND: TicketNumber = TicketNumber(2);
const HOUR: i64 = 60;

/// An older ticket that nobody answered in time, and a newer one that somebody did.
fn overdue_and_begun() -> World {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.minute += 2 * HOUR;
    world.ask(Command::Lapse);
    world.report("hakim", "lift stuck again");
    world.ask(Command::change(SECOND, TicketCommand::Start));
    world
}

fn ticket(world: &World, number: TicketNumber) -> &Ticket {
    &world.draft.situation.tickets[&number]
}

fn answer(world: &World, number: TicketNumber) -> Standing {
    let ticket = ticket(world, number);
    ticket.standing(&ticket.course.promises[&Target::Acknowledge])
}

#[test]
fn what_goes_on_counts_from_the_first_report_and_hides_no_miss() {
    for (merged, kept) in [(FIRST, SECOND), (SECOND, FIRST)] {
        let mut world = overdue_and_begun();
        let opened_at = ticket(&world, FIRST).opened_at;
        world.ask(Command::change(merged, TicketCommand::Merge(kept)));
        let resolve = &ticket(&world, kept).course.promises[&Target::Resolve];
        assert_eq!(ticket(&world, kept).opened_at, opened_at);
        assert_eq!(resolve.due_at, Some(opened_at.plus_minutes(24 * HOUR)));
        assert_eq!((answer(&world, kept), answer(&world, merged)), (Standing::Missed, Standing::Void));
        assert!(ticket(&world, kept).acknowledged_at.is_some(), "who answered one answered both");
    }
}

#[test]
fn what_was_merged_when_each_kept_its_own_time_still_does() {
    let mut world = overdue_and_begun();
    let (before, now) = (ticket(&world, SECOND).opened_at, world.now());
    let merged = Event::TicketMerged { ticket: FIRST, into: SECOND, keeps_time: false };
    world.draft.situation.evolve(now, &merged.into());
    assert_eq!((ticket(&world, SECOND).opened_at, answer(&world, SECOND)), (before, Standing::Met));
}

/// An older ticket that waited for parts, as somebody said, from an hour after its report on, and a newer one a day later.
fn waiting_and_begun() -> World {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.minute += HOUR;
    let shown = world.say("azlan", Form::Text, "part comes tomorrow");
    world.means(&shown, Kind::Progress, Some(Subject::Ticket(FIRST)));
    world.ask(Command::change(FIRST, TicketCommand::Hold { reason: HoldReason::Parts, message: Some(shown) }));
    world.minute += 30 * HOUR;
    world.report("hakim", "lift stuck again");
    world
}

#[test]
fn what_was_waited_for_before_the_ticket_that_goes_on_was_reported_is_not_counted() {
    let mut world = waiting_and_begun();
    let (opened_at, held_at) = (ticket(&world, FIRST).opened_at, ticket(&world, FIRST).course.pauses[0].since);
    let reported_at = ticket(&world, SECOND).opened_at;
    world.ask(Command::change(FIRST, TicketCommand::Merge(SECOND)));
    let waited = reported_at.minutes_since(held_at);
    let due_at = ticket(&world, SECOND).course.promises[&Target::Resolve].due_at.expect("its clock runs");
    assert_eq!(due_at.minutes_since(opened_at), 24.0 * 60.0 + waited);
    let since = ticket(&world, SECOND).course.pauses[0].since;
    let because = "they were here".to_owned();
    world.ask(Command::change(SECOND, TicketCommand::JudgePause { since, stands: Some(false), because }));
    let due_at = ticket(&world, SECOND).course.promises[&Target::Resolve].due_at;
    assert_eq!(due_at, Some(opened_at.plus_minutes(24 * HOUR)), "and it can be struck as before");
}

/// The agreement of the house, by which news is owed after so many minutes, or never.
fn news_after(allowed: Allowed) -> Agreement {
    let mut house = agreement("House", 60_000);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Update, allowed);
    }
    house
}

#[test]
fn the_news_after_the_last_of_either_is_warned_of() {
    let mut world = World::new();
    agree(&mut world, news_after(Allowed::Minutes(100)));
    for (number, person, minutes) in [(FIRST, "mei", 50), (SECOND, "hakim", 35)] {
        world.report(person, "lift stuck");
        world.ask(Command::change(number, TicketCommand::Start));
        world.minute += minutes;
    }
    lapse(&mut world);
    let is_warned = |world: &World, number| ticket(world, number).course.promises[&Target::Update].is_warned;
    assert_eq!((is_warned(&world, FIRST), is_warned(&world, SECOND)), (true, false));
    world.ask(Command::change(FIRST, TicketCommand::Merge(SECOND)));
    assert!(!is_warned(&world, SECOND));
}

#[test]
fn news_of_a_ticket_of_which_none_is_promised_ends_a_miss_of_the_one_that_goes_on() {
    let mut world = World::new();
    agree(&mut world, news_after(Allowed::Minutes(100)));
    world.report("mei", "lift stuck");
    world.minute += 120;
    lapse(&mut world);
    agree(&mut world, news_after(Allowed::Unlimited));
    world.report("hakim", "lift stuck again");
    world.ask(Command::change(SECOND, TicketCommand::Start));
    let heard_at = world.now();
    world.ask(Command::change(SECOND, TicketCommand::Merge(FIRST)));
    let misses = &ticket(&world, FIRST).course.promises[&Target::Update].misses;
    assert_eq!(misses.iter().map(|miss| miss.ended_at).collect::<Vec<_>>(), [Some(heard_at)]);
}
