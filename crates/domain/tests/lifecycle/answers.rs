//! Who answers whoever reported a ticket, and news that is owed again and again, as sentences.

use super::clocks::{agree, agreement, change, lapse, missed, promise, standing, ticket};
use super::world::World;
use domain::agreement::{Allowed, Target};
use domain::clock::{Miss, Standing};
use domain::event::Event;
use domain::id::TicketNumber;
use domain::message::Kind;
use domain::order::{Inquiry, Sought, Spot};
use domain::outbound::{Glimpse, Outbound};
use domain::request::{Command, TicketCommand};

const FIRST: TicketNumber = TicketNumber(1);
const HOUR: i64 = 60;

#[test]
fn news_that_comes_ends_a_miss_and_the_next_is_owed() {
    let mut house = agreement("House", 60_000);
    for level in house.levels.values_mut() {
        level.targets.insert(Target::Update, Allowed::Minutes(120));
    }
    let mut world = World::new();
    agree(&mut world, house);
    world.report("mei", "lift stuck");
    change(&mut world, TicketCommand::Start);
    let mut misses = Vec::new();
    for _ in 0..2 {
        let due_at = promise(&world, Target::Update).due_at.unwrap();
        // An hour too late, and what is missed once is recorded once.
        world.minute += 3 * HOUR;
        let recorded = lapse(&mut world);
        assert!(recorded.contains(&missed(FIRST, Target::Update, due_at)), "{recorded:?}");
        assert!(!lapse(&mut world).contains(&missed(FIRST, Target::Update, due_at)));
        assert_eq!(promise(&world, Target::Update).owed_at(), Some(due_at));
        world.follow_up("azlan", Kind::Question);
        let ended_at = ticket(&world).course.updated_at;
        misses.push(Miss { due_at, ended_at });
        assert_eq!(promise(&world, Target::Update).misses, misses);
        assert_eq!(promise(&world, Target::Update).owed_at(), ended_at.map(|at| at.plus_minutes(120)));
    }
    assert_eq!(promise(&world, Target::Update).missed, Some(misses[0].due_at), "the first stays");
    assert_eq!(standing(&world, Target::Update), Standing::Missed);
}

#[test]
fn whoever_reported_answers_nobody_and_a_question_of_a_worker_is_an_answer() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    world.minute += 10;
    world.follow_up("mei", Kind::Question);
    world.follow_up("hakim", Kind::Chatter);
    assert_eq!(ticket(&world).acknowledged_at, None, "neither she nor a neighbour");
    // It works again, says who told us: nobody answered, and nobody has to any more.
    world.follow_up("mei", Kind::Resolved);
    assert_eq!((ticket(&world).acknowledged_at, standing(&world, Target::Acknowledge)), (None, Standing::Paused));
    world.minute += 3 * HOUR;
    assert_eq!(lapse(&mut world), []);
    world.follow_up("mei", Kind::Reopened);
    assert_eq!((ticket(&world).acknowledged_at, standing(&world, Target::Acknowledge)), (None, Standing::Running));
    world.follow_up("azlan", Kind::Question);
    assert_eq!(ticket(&world).acknowledged_at, Some(ticket(&world).course.updated_at.unwrap()));
    assert_eq!(standing(&world, Target::Acknowledge), Standing::Met);
}

#[test]
fn replies_that_are_only_glimpsed_at_count_for_the_day_all_the_same() {
    let mut world = World::new();
    world.report("mei", "lift stuck");
    let asks = |world: &mut World| {
        let message = world.say_alone("farah", "open?", None);
        let sought = Sought::Open(Spot::default());
        let changes = world.ask(Command::Answer(Box::new(Inquiry { message, language: "en".to_owned(), sought })));
        changes.iter().any(|change| matches!(change.event, Event::OutboundWanted(_)))
    };
    assert!((0..60).all(|_| asks(&mut world)));
    let said = std::mem::take(&mut world.draft.situation.outbounds);
    let glimpsed = said.into_values().map(|known| {
        let Outbound { id, to, purpose, about, rung, not_before, wanted_at, state, .. } = known;
        (id, Glimpse { to, purpose, about, rung, not_before, wanted_at, state })
    });
    world.draft.situation.glimpses = glimpsed.collect();
    assert!(!asks(&mut world));
}

#[test]
fn a_worker_who_reports_and_takes_it_owes_nobody_an_answer() {
    let mut world = World::new();
    world.report("azlan", "light broken");
    world.follow_up("azlan", Kind::Progress);
    assert!(ticket(&world).assignee.is_some() && ticket(&world).acknowledged_at.is_some());
}
