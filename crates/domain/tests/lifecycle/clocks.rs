//! The clocks of a ticket, as sentences.

use super::world::World;
use domain::agreement::{Agreement, Allowed, Level, Target, When};
use domain::calendar::{Calendar, Hours};
use domain::clock::{Clock, Lapsed, Promise, Settled, Standing, read};
use domain::directory::{Person, Role, Vendor};
use domain::event::Event;
use domain::id::{AgreementId, CalendarId, PersonId, TicketNumber, VendorId};
use domain::message::{Form, Handle, Kind, Subject};
use domain::request::{Command, Definition, TicketCommand};
use domain::ticket::{Assignee, Category, HoldReason, Priority, Ticket};
use domain::time::{Instant, Zone};
use std::collections::{BTreeMap, BTreeSet};

const FIRST: TicketNumber = TicketNumber(1);
const HOUR: i64 = 60;

pub fn ticket(world: &World) -> &Ticket {
    &world.draft.situation.tickets[&FIRST]
}

pub fn promise(world: &World, target: Target) -> &Promise {
    &ticket(world).course.promises[&target]
}

pub fn standing(world: &World, target: Target) -> Standing {
    ticket(world).standing(promise(world, target))
}

fn minutes_until_due(world: &World, target: Target) -> f64 {
    promise(world, target).due_at.expect("its clock runs").minutes_since(ticket(world).opened_at)
}

pub fn clock(world: &World, target: Target, now: Instant) -> Clock {
    read(ticket(world), target, &world.draft.situation.directory, &Zone::utc(), now).expect("it is promised")
}

pub fn change(world: &mut World, command: TicketCommand) {
    world.ask(Command::change(FIRST, command));
}

fn hold(world: &mut World, reason: HoldReason, said: &str) {
    let message = world.say("azlan", Form::Text, said);
    world.means(&message, Kind::Progress, Some(Subject::Ticket(FIRST)));
    change(world, TicketCommand::Hold { reason, message: Some(message) });
}

fn priority(world: &mut World, priority: Priority) {
    change(world, TicketCommand::Classify { category: Category::Lift, priority, place: None });
}

/// What the clock records of promises at the present.
pub fn lapse(world: &mut World) -> Vec<Event> {
    let recorded = world.ask(Command::Lapse).into_iter().map(|change| change.event);
    recorded.filter(|event| matches!(event, Event::TargetWarned { .. } | Event::TargetMissed { .. })).collect()
}

pub fn missed(ticket: TicketNumber, target: Target, due_at: Instant) -> Event {
    Event::TargetMissed(Lapsed { ticket, target, due_at })
}

pub fn agreement(name: &str, resolve_minutes: u32) -> Agreement {
    let level = Level { when: None, targets: BTreeMap::from([(Target::Resolve, Allowed::Minutes(resolve_minutes))]) };
    Agreement {
        id: AgreementId::new(name),
        name: name.to_owned(),
        vendor: None,
        site: None,
        categories: BTreeSet::new(),
        when: When::Always,
        pauses: BTreeSet::from([HoldReason::Parts]),
        warn_percent: 80,
        holds_days: None,
        levels: Priority::ALL.iter().map(|priority| (*priority, level.clone())).collect(),
    }
}

pub fn agree(world: &mut World, agreement: Agreement) {
    world.ask(Command::Define(Box::new(Definition::Agreement(agreement))));
}

#[test]
fn without_an_agreement_the_usual_one_holds() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    assert_eq!(minutes_until_due(&world, Target::Acknowledge), 60.0);
    assert_eq!(minutes_until_due(&world, Target::Resolve), 24.0 * 60.0);
    assert!(!ticket(&world).course.promises.contains_key(&Target::Attend));
}

#[test]
fn a_warning_and_a_miss_are_recorded_once_each_and_the_miss_stays_whatever_follows() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let due_at = promise(&world, Target::Acknowledge).due_at.unwrap();
    world.minute += 50;
    let warned = Event::TargetWarned(Lapsed { ticket: FIRST, target: Target::Acknowledge, due_at });
    assert_eq!(lapse(&mut world), [warned]);
    assert_eq!(lapse(&mut world), []);
    world.minute += 30;
    assert_eq!(lapse(&mut world), [missed(FIRST, Target::Acknowledge, due_at)]);
    assert_eq!(lapse(&mut world), []);
    priority(&mut world, Priority::Low);
    assert_eq!(standing(&world, Target::Acknowledge), Standing::Missed);
    change(&mut world, TicketCommand::Start);
    assert_eq!((standing(&world, Target::Acknowledge), lapse(&mut world)), (Standing::Missed, vec![]));
}

#[test]
fn what_is_answered_at_its_very_last_instant_is_met_and_one_minute_later_is_missed() {
    for (late, expected) in [(0, Standing::Met), (1, Standing::Missed)] {
        let mut world = World::new();
        world.report("mei", "lift stuck");
        let due_at = promise(&world, Target::Acknowledge).due_at.unwrap();
        world.minute += due_at.minutes_since(world.now()) as i64 - 1 + late;
        change(&mut world, TicketCommand::Start);
        assert_eq!(standing(&world, Target::Acknowledge), expected);
        // A miss that nobody's clock saw is recorded afterwards all the same.
        let recorded = if late == 0 { vec![] } else { vec![missed(FIRST, Target::Acknowledge, due_at)] };
        assert_eq!((lapse(&mut world), lapse(&mut world)), (recorded, vec![]));
    }
}

#[test]
fn a_clock_stands_still_only_with_a_reason_that_counts_and_a_message_that_shows_it() {
    for (reason, shown, pauses) in
        [(HoldReason::Parts, true, true), (HoldReason::Parts, false, false), (HoldReason::Access, true, false)]
    {
        let mut world = World::new();
        agree(&mut world, agreement("House", 600));
        world.report("mei", "lift stuck");
        match shown {
            true => hold(&mut world, reason, "part comes tomorrow"),
            false => change(&mut world, TicketCommand::Hold { reason, message: None }),
        }
        assert_eq!(promise(&world, Target::Resolve).is_paused, pauses, "{reason} {shown}");
        world.minute += 3 * HOUR;
        let since = ticket(&world).course.pause().unwrap().since;
        change(&mut world, TicketCommand::Start);
        let paused = if pauses { world.now().minutes_since(since) } else { 0.0 };
        assert_eq!(minutes_until_due(&world, Target::Resolve), 600.0 + paused, "{reason} {shown}");
    }
}

#[test]
fn a_message_about_something_else_shows_nothing() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let message = world.say("azlan", Form::Text, "lunch?");
    world.means(&message, Kind::Chatter, None);
    let hold = TicketCommand::Hold { reason: HoldReason::Parts, message: Some(message) };
    assert!(world.try_ask(Command::change(FIRST, hold)).is_err());
}

#[test]
fn naming_the_message_later_pauses_from_when_work_began_to_wait() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let said = world.follow_up("azlan", Kind::Progress);
    let message = said.iter().find_map(|change| change.event.message().cloned()).unwrap();
    world.minute += HOUR;
    change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: None });
    let since = world.now();
    world.minute += HOUR;
    change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: Some(message) });
    let pauses = &ticket(&world).course.pauses;
    assert_eq!((pauses.len(), pauses[0].since, promise(&world, Target::Resolve).is_paused), (1, since, true));
}

#[test]
fn an_older_message_that_shows_why_it_waits_takes_nothing_back() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let asked = world.follow_up("hakim", Kind::Question);
    let message = asked.iter().find_map(|change| change.event.message().cloned()).unwrap();
    world.minute += 2 * HOUR;
    assert_eq!(lapse(&mut world).len(), 1);
    change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: Some(message) });
    let held_at = world.now();
    assert_eq!((ticket(&world).acknowledged_at, ticket(&world).course.pauses[0].since), (Some(held_at), held_at));
    assert_eq!(standing(&world, Target::Acknowledge), Standing::Missed);
    assert!(promise(&world, Target::Resolve).is_paused);
}

#[test]
fn a_message_that_comes_later_shows_why_it_waited_from_the_start() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: None });
    let held_at = world.now();
    for _ in 0..2 {
        world.minute += HOUR;
        let said = world.follow_up("hakim", Kind::Question);
        let message = said.iter().find_map(|change| change.event.message().cloned());
        change(&mut world, TicketCommand::Hold { reason: HoldReason::Parts, message: message.clone() });
        let pauses = &ticket(&world).course.pauses;
        assert_eq!((pauses.len(), pauses[0].since, &pauses[0].message), (1, held_at, &message));
    }
}

#[test]
fn what_was_recorded_as_missed_stays_so_when_an_answer_in_time_is_heard_late() {
    let at = |minute| Instant::from_us(0).plus_minutes(minute);
    let answered =
        Promise { settled: Some(Settled { at: at(5), net_us: 0 }), due_at: Some(at(10)), ..Promise::default() };
    assert_eq!(answered.standing(false), Standing::Met);
    assert_eq!(Promise { missed: Some(at(10)), ..answered }.standing(false), Standing::Missed);
}

#[test]
fn a_reopened_ticket_goes_on_with_the_time_it_had_left() {
    let mut world = World::new();
    agree(&mut world, agreement("House", 600));
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Start);
    world.minute += 4 * HOUR;
    change(&mut world, TicketCommand::Resolve);
    let claimed_at = world.now();
    assert_eq!(standing(&world, Target::Resolve), Standing::Met);
    world.minute += 48 * HOUR;
    assert_eq!(lapse(&mut world), []);
    change(&mut world, TicketCommand::Reopen);
    let away = world.now().minutes_since(claimed_at);
    assert_eq!(standing(&world, Target::Resolve), Standing::Running);
    assert_eq!(minutes_until_due(&world, Target::Resolve), 600.0 + away);
    let clock = clock(&world, Target::Resolve, world.now());
    let net = claimed_at.minutes_since(ticket(&world).opened_at);
    assert_eq!((clock.net_us, clock.gross_us), ((net * 60e6) as i64, ((net + away) * 60e6) as i64));
}

#[test]
fn a_change_of_priority_or_of_the_agreement_moves_what_is_due_even_while_paused() {
    let mut world = World::new();
    agree(&mut world, agreement("House", 600));
    world.report("mei", "lift stuck");
    hold(&mut world, HoldReason::Parts, "waiting for a part");
    let since = ticket(&world).course.pause().unwrap().since;
    let mut shorter = agreement("House", 600);
    shorter.levels.get_mut(&Priority::Low).unwrap().targets.insert(Target::Resolve, Allowed::Minutes(300));
    priority(&mut world, Priority::Low);
    agree(&mut world, shorter);
    assert_eq!(promise(&world, Target::Resolve).due_at, None);
    world.minute += 2 * HOUR;
    change(&mut world, TicketCommand::Start);
    let paused = world.now().minutes_since(since);
    assert_eq!(minutes_until_due(&world, Target::Resolve), 300.0 + paused);
    // An agreement that pauses for nothing takes the pause back.
    agree(&mut world, Agreement { pauses: BTreeSet::new(), ..agreement("House", 600) });
    assert_eq!(minutes_until_due(&world, Target::Resolve), 600.0);
}

#[test]
fn the_most_specific_agreement_wins_and_says_nothing_about_what_it_leaves_out() {
    let mut world = World::new();
    let vendor = Vendor { id: VendorId::new("lifts"), name: "Lifts".into(), categories: vec![] };
    world.ask(Command::Define(Box::new(Definition::Vendor(vendor.clone()))));
    let ravi = Person {
        id: PersonId::new("ravi"),
        name: "Ravi".into(),
        handles: vec![Handle("+ravi".into())],
        role: Role::Vendor,
        vendor: Some(vendor.id.clone()),
        site: None,
        shared: None,
    };
    world.ask(Command::Define(Box::new(Definition::Person(ravi))));
    agree(&mut world, agreement("House", 600));
    agree(
        &mut world,
        Agreement { categories: BTreeSet::from([Category::Lift]), ..agreement("Lifts of the house", 500) },
    );
    agree(&mut world, Agreement { vendor: Some(vendor.id.clone()), ..agreement("Contract", 400) });
    world.report("mei", "lift stuck");
    assert_eq!(minutes_until_due(&world, Target::Resolve), 500.0);
    // The contract holds for whoever works for the vendor, too.
    for owner in [Assignee::Vendor(vendor.id), Assignee::Person(PersonId::new("ravi"))] {
        change(&mut world, TicketCommand::Assign(Some(owner)));
        assert_eq!(minutes_until_due(&world, Target::Resolve), 400.0);
        change(&mut world, TicketCommand::Assign(None));
        assert_eq!(minutes_until_due(&world, Target::Resolve), 500.0);
    }
    assert_eq!(minutes_until_due(&world, Target::Acknowledge), 60.0);
    let quarrel = Agreement { categories: BTreeSet::from([Category::Lift, Category::Hvac]), ..agreement("Other", 1) };
    let refused = world.try_ask(Command::Define(Box::new(Definition::Agreement(quarrel)))).unwrap_err();
    assert!(refused.to_string().contains("“Lifts of the house” promises the same"), "{refused}");
}

#[test]
fn somebody_is_there_when_a_worker_shows_it_and_not_when_they_say_they_will_come() {
    let mut house = agreement("House", 600);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Attend, Allowed::Minutes(60));
    }
    for (sender, form, kind, attended) in [
        ("azlan", Form::Text, Kind::Progress, false),
        ("azlan", Form::Image, Kind::Progress, true),
        ("azlan", Form::Text, Kind::Checkin, true),
        ("azlan", Form::Text, Kind::Resolved, true),
        ("mei", Form::Image, Kind::Evidence, false),
    ] {
        let mut world = World::new();
        agree(&mut world, house.clone());
        world.report("mei", "lift stuck");
        let message = world.say(sender, form, "…");
        world.means(&message, kind, Some(Subject::Ticket(FIRST)));
        assert_eq!(promise(&world, Target::Attend).settled.is_some(), attended, "{sender} {kind}");
    }
}

#[test]
fn each_day_on_which_whoever_has_it_is_there_is_remembered() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let azlan = Assignee::Person(PersonId::new("azlan"));
    let shows = |world: &mut World, sender: &str, kind| {
        let message = world.say(sender, Form::Image, "…");
        world.means(&message, kind, Some(Subject::Ticket(FIRST)));
    };
    shows(&mut world, "azlan", Kind::Progress);
    assert!(ticket(&world).course.attendances.is_empty(), "nobody has it yet");
    change(&mut world, TicketCommand::Assign(Some(azlan.clone())));
    for kind in [Kind::Progress, Kind::Resolved] {
        world.minute += HOUR;
        shows(&mut world, "azlan", kind);
    }
    shows(&mut world, "mei", Kind::Evidence);
    assert_eq!(ticket(&world).course.attendances.len(), 1, "twice on one day, and others do not count");
    world.minute += 24 * HOUR;
    change(&mut world, TicketCommand::Start);
    assert_eq!(ticket(&world).course.attendances.len(), 1, "the office says that it is under way");
    world.minute += 24 * HOUR;
    shows(&mut world, "azlan", Kind::Progress);
    let attendances = &ticket(&world).course.attendances;
    assert_eq!(attendances.iter().map(|known| known.by.as_ref()).collect::<Vec<_>>(), [Some(&azlan); 2]);
}

#[test]
fn news_is_owed_again_after_every_news() {
    let mut house = agreement("House", 6_000);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Update, Allowed::Minutes(120));
    }
    let mut world = World::new();
    agree(&mut world, house);
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Start);
    for _ in 0..3 {
        world.minute += HOUR;
        world.follow_up("azlan", Kind::Progress);
        let last = ticket(&world).course.updated_at.unwrap();
        assert_eq!(promise(&world, Target::Update).due_at, Some(last.plus_minutes(120)));
    }
    world.follow_up("mei", Kind::Question);
    let due_at = promise(&world, Target::Update).due_at.unwrap();
    world.minute += 3 * HOUR;
    assert_eq!(lapse(&mut world), [missed(FIRST, Target::Update, due_at)]);
}

#[test]
fn nothing_is_owed_for_what_was_put_away_and_everything_again_when_it_comes_back() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Cancel);
    let cancelled_at = world.now();
    world.minute += 100 * HOUR;
    assert_eq!((standing(&world, Target::Resolve), lapse(&mut world)), (Standing::Void, vec![]));
    change(&mut world, TicketCommand::Reopen);
    let away = world.now().minutes_since(cancelled_at);
    assert_eq!(minutes_until_due(&world, Target::Resolve), 24.0 * 60.0 + away);
}

#[test]
fn an_agreement_that_cannot_be_kept_to_is_refused_in_words() {
    let mut world = World::new();
    let bad = |change: fn(&mut Agreement)| {
        let mut agreement = agreement("House", 600);
        change(&mut agreement);
        Definition::Agreement(agreement)
    };
    let closed = Calendar {
        id: CalendarId::new("never"),
        name: "Never".into(),
        week: Default::default(),
        days: BTreeMap::from([("2026-01-01".parse().unwrap(), vec![Hours::DAY])]),
    };
    let cases = [
        (bad(|agreement| agreement.warn_percent = 100), "a share from 1 to 99"),
        (bad(|agreement| agreement.when = When::Calendar(CalendarId::new("none"))), "no calendar called “none”"),
        (bad(|agreement| agreement.vendor = Some(VendorId::new("none"))), "no vendor called “none”"),
        (Definition::Agreement(agreement("House", 0)), "1 minute to 366 days"),
        (Definition::Calendar(closed), "at least one weekday"),
    ];
    for (definition, says) in cases {
        let refused = world.try_ask(Command::Define(Box::new(definition))).unwrap_err().to_string();
        assert!(refused.contains(says), "{refused}");
    }
}
