//! What counts of who answers, comes and gives news, what is warned of, and what is promised too late, as sentences.

use super::clocks::{agree, agreement, change, clock, lapse, promise, standing, ticket};
use super::world::World;
use domain::agreement::{Agreement, Allowed, Target};
use domain::clock::Standing;
use domain::event::Event;
use domain::id::TicketNumber;
use domain::message::{Form, Kind, Subject};
use domain::request::{Command, TicketCommand};
use domain::ticket::HoldReason;

const FIRST: TicketNumber = TicketNumber(1);
const HOUR: i64 = 60;

/// The agreement of the house, with a time for one target more.
fn promising(target: Target, minutes: u32) -> Agreement {
    let mut house = agreement("House", 60_000);
    for level in house.levels.values_mut() {
        level.targets.insert(target, Allowed::Minutes(minutes));
    }
    house
}

fn reported(by: &str, target: Target, minutes: u32) -> World {
    let mut world = World::new();
    agree(&mut world, promising(target, minutes));
    world.report(by, "lift stuck");
    world
}

fn say(world: &mut World, person: &str, form: Form, kind: Kind) {
    let message = world.say(person, form, "…");
    world.means(&message, kind, Some(Subject::Ticket(FIRST)));
}

fn targets_warned(events: &[Event]) -> Vec<Target> {
    let warned = events.iter().filter_map(|event| match event {
        Event::TargetWarned(lapsed) => Some(lapsed.target),
        _ => None,
    });
    warned.collect()
}

#[test]
fn whoever_has_what_they_reported_gives_news_of_it() {
    let mut world = reported("azlan", Target::Update, 120);
    say(&mut world, "azlan", Form::Text, Kind::Progress);
    world.minute += HOUR;
    say(&mut world, "azlan", Form::Text, Kind::Progress);
    let said_at = world.last_heard().sent_at;
    assert_eq!(promise(&world, Target::Update).due_at, Some(said_at.plus_minutes(120)));
}

#[test]
fn who_leads_and_asks_for_news_gives_none() {
    for (kind, is_news) in [(Kind::Question, false), (Kind::Progress, true)] {
        let mut world = reported("mei", Target::Update, 120);
        say(&mut world, "azlan", Form::Text, Kind::Progress);
        let due_at = promise(&world, Target::Update).due_at;
        world.minute += HOUR;
        say(&mut world, "farah", Form::Text, kind);
        assert_eq!(promise(&world, Target::Update).due_at != due_at, is_news, "{kind}");
    }
}

#[test]
fn a_picture_or_a_pin_shows_a_worker_there_unless_it_is_a_report_or_sends_somebody() {
    for (form, kind, is_there) in [
        (Form::Image, Kind::Question, true),
        (Form::Location, Kind::Progress, true),
        (Form::Text, Kind::Question, false),
        (Form::Image, Kind::Issue, false),
        (Form::Image, Kind::Assign, false),
    ] {
        let mut world = reported("mei", Target::Attend, 60);
        say(&mut world, "azlan", form, kind);
        assert_eq!(promise(&world, Target::Attend).settled.is_some(), is_there, "{form} {kind}");
    }
}

#[test]
fn news_in_time_is_warned_of_again_when_the_next_is_owed() {
    let mut world = reported("mei", Target::Update, 100);
    change(&mut world, TicketCommand::Start);
    for _ in 0..2 {
        world.minute += 85;
        assert_eq!(targets_warned(&lapse(&mut world)), [Target::Update]);
        assert_eq!(targets_warned(&lapse(&mut world)), []);
        say(&mut world, "azlan", Form::Text, Kind::Progress);
    }
    assert_eq!(promise(&world, Target::Update).misses, []);
}

#[test]
fn who_answers_what_works_again_is_not_late() {
    let mut world = reported("mei", Target::Acknowledge, 60);
    world.minute += 10;
    say(&mut world, "mei", Form::Text, Kind::Resolved);
    world.minute += 48 * HOUR;
    let net_us = |world: &World| clock(world, Target::Acknowledge, world.now()).net_us;
    assert!(net_us(&world) < HOUR * 60_000_000, "its clock stands still: {}", net_us(&world));
    say(&mut world, "azlan", Form::Text, Kind::Question);
    assert_eq!((standing(&world, Target::Acknowledge), lapse(&mut world)), (Standing::Met, vec![]));
    assert!(net_us(&world) < HOUR * 60_000_000, "and it stood still until then: {}", net_us(&world));
}

#[test]
fn what_ended_while_nothing_was_promised_of_it_is_never_late() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.minute += 5 * HOUR;
    for command in [TicketCommand::Start, TicketCommand::Resolve, TicketCommand::Verify, TicketCommand::Close] {
        change(&mut world, command);
    }
    agree(&mut world, promising(Target::Attend, 60));
    say(&mut world, "mei", Form::Text, Kind::Chatter);
    assert!(!ticket(&world).course.promises.contains_key(&Target::Attend));
    let missed: Vec<_> = lapse(&mut world);
    assert!(!missed.iter().any(|event| matches!(event, Event::TargetMissed(miss) if miss.target == Target::Attend)));
}

#[test]
fn whoever_confirms_a_fix_that_nobody_claimed_says_that_somebody_was_there() {
    let mut world = reported("mei", Target::Attend, 60);
    for command in [TicketCommand::Verify, TicketCommand::Reopen] {
        change(&mut world, command);
        assert_eq!(standing(&world, Target::Attend), Standing::Met);
    }
}

#[test]
fn what_is_promised_after_a_wait_was_struck_is_not_missed_once_it_counts_again() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let shown = world.say("farah", Form::Text, "no parts");
    world.means(&shown, Kind::Progress, Some(Subject::Ticket(FIRST)));
    change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: Some(shown) });
    let since = ticket(&world).course.pause().unwrap().since;
    let judge = |stands| TicketCommand::JudgePause { since, stands, because: "they were here".to_owned() };
    change(&mut world, judge(Some(false)));
    world.minute += 2 * HOUR;
    agree(&mut world, promising(Target::Attend, 60));
    lapse(&mut world);
    assert_eq!(standing(&world, Target::Attend), Standing::Missed);
    world.ask(Command::change(FIRST, judge(None)));
    assert_eq!(standing(&world, Target::Attend), Standing::Paused);
}

#[test]
fn what_is_promised_no_more_is_not_owed_and_not_warned_of_twice_when_it_is_again() {
    let mut world = reported("mei", Target::Attend, 100);
    world.minute += 85;
    assert!(targets_warned(&lapse(&mut world)).contains(&Target::Attend));
    let mut never = promising(Target::Attend, 100);
    for level in never.levels.values_mut() {
        level.targets.insert(Target::Attend, Allowed::Unlimited);
    }
    agree(&mut world, never);
    assert_eq!(standing(&world, Target::Attend), Standing::Void);
    agree(&mut world, promising(Target::Attend, 200));
    assert_eq!(standing(&world, Target::Attend), Standing::Running);
    world.minute += 100;
    assert!(!targets_warned(&lapse(&mut world)).contains(&Target::Attend));
}

#[test]
fn what_was_over_before_anybody_answered_is_not_worked_out_anew() {
    let mut world = reported("mei", Target::Acknowledge, 60);
    world.minute += 30;
    say(&mut world, "mei", Form::Text, Kind::Verified);
    agree(&mut world, promising(Target::Acknowledge, 10));
    say(&mut world, "mei", Form::Text, Kind::Chatter);
    assert_eq!((standing(&world, Target::Acknowledge), lapse(&mut world)), (Standing::Paused, vec![]));
}
