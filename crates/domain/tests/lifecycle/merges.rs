//! Two tickets of one incident: what becomes of what was promised about each.

use crate::world::World;
use domain::agreement::Target;
use domain::clock::Standing;
use domain::event::Event;
use domain::id::TicketNumber;
use domain::request::{Command, TicketCommand};
use domain::ticket::Ticket;

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
